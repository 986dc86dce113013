"""Rooms from their raw state: who may do what in every room version, and what is private."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matrix.test_events import ANYTHING

from adapters.matrix import events
from adapters.matrix.rooms import ABOVE_ALL, Room, Rooms

ME = "@alongside:house.test"
ANN, TOM, JOE = "@ann:house.test", "@tom:house.test", "@joe:house.test"
VERSIONS = [str(n) for n in range(1, 13)]

KINDS = ["create", "member", "power_levels", "name", "encryption", "tombstone", "topic"]
OWN = st.dictionaries(
    st.sampled_from(
        [
            "membership",
            "displayname",
            "is_direct",
            "creator",
            "additional_creators",
            "room_version",
            "predecessor",
            "users",
            "users_default",
            "events",
            "events_default",
            "state_default",
            "kick",
            "name",
            "algorithm",
            "replacement_room",
        ]
    ),
    ANYTHING
    | st.sampled_from(["join", "invite", "leave", "1", "10", "12", "²", "٣", "9" * 5000])
    | st.dictionaries(st.sampled_from([ME, ANN, TOM]), ANYTHING, max_size=3),
    max_size=6,
)
STATE = st.fixed_dictionaries(
    {
        "type": st.sampled_from([f"m.room.{kind}" for kind in KINDS]) | st.text(),
        "sender": st.sampled_from([ANN, TOM, ME]),
        "state_key": st.sampled_from(["", ANN, TOM, ME]) | ANYTHING,
        "content": OWN | ANYTHING,
    },
    optional={"unsigned": ANYTHING | st.fixed_dictionaries({"prev_content": OWN})},
)


@settings(max_examples=150, deadline=None)
@given(st.lists(STATE, max_size=8), ANYTHING)
def test_no_state_raises_and_every_answer_is_of_its_kind(state: list[Any], direct: object) -> None:
    rooms = Rooms(ME)
    rooms.take_listed(direct)
    room = rooms.take("!a")
    for event in events.events(state):
        rooms.take("!a", event)
        for who in (ME, ANN, TOM):
            assert type(room.level(who)) is int
            assert type(room.manages(who)) is bool
            assert isinstance(room.called(who), str)
            assert rooms.person("!a") in {None, *room.people}
            assert rooms.private(who) in (None, room)
            assert rooms.shared(who) in (["!a"], [])
        assert room.moved_to is None or room.moved_to.isprintable()


def state(kind: str, content: object, *, key: str = "", by: str = ANN, **more: Any) -> Any:
    return {
        "type": f"m.room.{kind}",
        "sender": by,
        "state_key": key,
        "content": content,
        **more,
    }


def member(who: str, membership: str, *, by: str | None = None, **content: Any) -> Any:
    own = {"membership": membership, **content}
    return state("member", own, key=who, by=by or who)


def made(version: str = "10", by: str = ANN, **create: Any) -> Any:
    own = {"room_version": version, **create}
    if version in VERSIONS[:10]:
        own.setdefault("creator", by)
    return {"type": "m.room.create", "sender": by, "state_key": "", "content": own}


def room_with(*state: Any, version: str = "10", **create: Any) -> Room:
    """A room of this version as the server tells of it; Ann made it unless told otherwise."""
    room = Room("!a")
    for event in (made(version, **create), *state):
        room.take(event, ME)
    return room


def levels(users: object = None, **content: Any) -> Any:
    return state("power_levels", {"users": {} if users is None else users, **content})


@pytest.mark.parametrize("version", VERSIONS)
def test_who_made_a_room_manages_it_in_every_version(version: str) -> None:
    at_first = room_with(version=version)
    assert at_first.manages(ANN)
    assert not at_first.manages(TOM)
    given = {} if version == "12" else {ANN: 100}
    room = room_with(levels({**given, TOM: 50}), version=version)
    assert room.manages(ANN)
    assert room.manages(TOM)
    assert not room.manages(JOE)


@pytest.mark.parametrize("version", VERSIONS)
def test_who_made_a_room_can_be_demoted_except_where_creators_are_above_all(version: str) -> None:
    room = room_with(levels({TOM: 100}), version=version)
    assert room.manages(ANN) == (version == "12")
    assert room.level(ANN) == (ABOVE_ALL if version == "12" else 0)


@pytest.mark.parametrize("version", VERSIONS)
def test_further_creators_count_only_where_rooms_have_them(version: str) -> None:
    for further in ((), (levels({}),)):
        room = room_with(
            *further, version=version, additional_creators=[TOM, 5, None, "tom", [JOE]]
        )
        assert room.manages(TOM) == (version == "12")
        assert not room.manages(JOE)


@pytest.mark.parametrize("users", [{TOM: 2**53 - 1}, {TOM: 10**30}, {TOM: ABOVE_ALL - 1}])
def test_creators_are_above_every_number(users: object) -> None:
    room = room_with(levels(users, kick=2**53 - 1, state_default=2**53 - 1), version="12")
    assert room.manages(ANN)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_first_versions_name_their_creator_and_later_ones_do_not(version: str) -> None:
    room = room_with(version=version, creator=TOM)
    assert room.maker == (TOM if version in VERSIONS[:10] else ANN)


@pytest.mark.parametrize("version", ["²", "٣", "9" * 5000, "", "org.matrix.x", 12, None, ["12"]])
def test_a_version_nobody_knows_raises_nothing(version: Any) -> None:
    room = Room("!a")
    room.take(state("create", {"room_version": version}), ME)
    assert room.maker == ANN


def test_a_right_that_was_taken_away_is_gone() -> None:
    room = room_with(levels({ANN: 100, TOM: 50}))
    assert room.manages(TOM)
    room.take(levels({ANN: 100}), ME)
    assert not room.manages(TOM)
    room.take(levels({ANN: 100}, users_default=50), ME)
    assert room.manages(TOM)
    room.take(levels({ANN: 100}, users_default=50, kick=60), ME)
    assert not room.manages(TOM)


@pytest.mark.parametrize(
    ("level", "manages"),
    [
        (50, True),
        (49, False),
        ("50", True),
        (" 50 ", True),
        ("49", False),
        ("-1", False),
        ("fifty", False),
        ("", False),
        ("9" * 5000, True),
        (10**400, True),
        (True, False),
        (None, False),
        ([100], False),
        ({"a": 100}, False),
        (-(10**400), False),
    ],
)
def test_numbers_as_text_count_and_nonsense_is_no_power(level: object, *, manages: bool) -> None:
    assert room_with(levels({ANN: 100, TOM: level}), version="1").manages(TOM) == manages


@pytest.mark.parametrize("users", [[TOM], "x", 7, None, {TOM: {}}, {5: 100}])
def test_levels_of_a_wrong_type_give_nobody_power(users: object) -> None:
    room = room_with(state("power_levels", {"users": users, "users_default": [50]}))
    assert not room.manages(TOM)


def test_state_with_another_key_changes_nothing() -> None:
    room = room_with(levels({ANN: 100}), state("name", {"name": "Friday"}))
    for kind in ("power_levels", "name", "encryption", "tombstone", "create"):
        own = {"users": {TOM: 100}, "name": "x", "replacement_room": "!b", "room_version": "12"}
        room.take(state(kind, own, key="x", by=TOM), ME)
    assert (room.manages(TOM), room.name, room.moved_to) == (False, "Friday", None)
    assert (room.maker, room.encrypted) == (ANN, False)


@pytest.mark.parametrize("own", [{}, {"algorithm": 5}, None, "x", {"algorithm": "none"}])
def test_what_was_encrypted_once_stays_so(own: object) -> None:
    room = room_with(state("encryption", {"algorithm": "m.megolm.v1.aes-sha2"}))
    room.take(state("encryption", own), ME)
    assert room.encrypted


@pytest.mark.parametrize(
    ("own", "moved_to"),
    [
        ({"replacement_room": "!b:house.test"}, "!b:house.test"),
        ({"replacement_room": "!v12"}, "!v12"),
        ({"replacement_room": 5}, None),
        ({"replacement_room": "#alias:house.test"}, None),
        ({"replacement_room": "a room"}, None),
        ({"replacement_room": "!a\n"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_a_tombstone_names_the_room_that_follows(own: object, moved_to: str | None) -> None:
    assert room_with(state("tombstone", own)).moved_to == moved_to


@pytest.mark.parametrize("before", [None, "!old", {"room_id": 5}, {"room_id": "!a\0"}, []])
def test_a_room_that_follows_nothing_in_particular(before: object) -> None:
    assert room_with(predecessor=before).moved_from is None


# Names.


def test_two_people_of_one_name_are_told_apart() -> None:
    one = member(ANN, "join", displayname="Ann")
    room = room_with(one, member(TOM, "join", displayname="Ann"), member(JOE, "leave"))
    assert (room.called(ANN), room.called(TOM)) == ("Ann (ann)", "Ann (tom)")
    room.take(member(TOM, "leave", displayname="Ann"), ME)
    assert room.called(ANN) == "Ann"
    assert room.called(JOE) == "joe"
    assert room.called("@nobody:house.test") == "nobody"


@pytest.mark.parametrize("name", [None, 5, [], {}, "", "\ud800", "\0", "a\nb", "x" * 10**5])
def test_a_name_of_any_kind_is_some_text(name: object) -> None:
    room = room_with(member(ANN, "join", displayname=name))
    room.called(ANN).encode()
    assert room.called(ANN)


# Private chats.


def house(*state: Any, direct: object = None, by: str = ANN, id: str = "!a") -> Rooms:
    """We are in one room, and have this list of private chats."""
    rooms = Rooms(ME)
    rooms.take_listed(direct)
    return fill(rooms, id, made(by=by), *state)


def fill(rooms: Rooms, id: str, *state: Any) -> Rooms:
    for event in state:
        rooms.take(id, event)
    return rooms


US = (member(ME, "join"), member(ANN, "join"))
ASKED = (
    member(ANN, "join"),
    member(ME, "invite", by=ANN, is_direct=True),
    member(ME, "join", by=ME),
)
"""Ann asked us to a room for two."""


def test_a_room_of_two_is_private_only_when_it_was_meant_so() -> None:
    assert house(*US).person("!a") is None
    assert house(*ASKED).person("!a") == ANN
    assert house(*US, direct={ANN: ["!a"]}).person("!a") == ANN
    assert house(*US, direct={TOM: ["!a"]}).person("!a") is None
    assert house(*US, by=ME).person("!a") == ANN


def _asked_by(who: str) -> Any:
    """As the server tells of it after a start."""
    before = {"membership": "invite", "is_direct": True}
    unsigned = {"prev_content": before, "prev_sender": who}
    return {**member(ME, "join"), "unsigned": unsigned}


def test_a_room_somebody_else_made_or_asked_us_to_is_not_private() -> None:
    """They may have made it so that the answers of others can be read."""
    gone = member(JOE, "leave")
    for direct in (None, {ANN: ["!a"]}):
        assert house(_asked_by(JOE), member(ANN, "join"), gone, by=JOE).person("!a") is None
        asked = house(_asked_by(JOE), member(ANN, "join"), gone, direct=direct)
        assert asked.person("!a") is None
        made = house(_asked_by(ANN), member(ANN, "join"), gone, by=JOE, direct=direct)
        assert made.person("!a") is None
        assert house(_asked_by(ANN), member(ANN, "join"), direct=direct).person("!a") == ANN


@pytest.mark.parametrize("by", [ME, ANN])
@pytest.mark.parametrize(
    "opened",
    [
        state("join_rules", {"join_rule": "public"}),
        state("join_rules", {"join_rule": "knock"}),
        state("join_rules", {"join_rule": "restricted", "allow": []}),
        state("join_rules", {"join_rule": ["invite"]}),
        state("history_visibility", {"history_visibility": "world_readable"}),
        state("history_visibility", {"history_visibility": "x"}),
        state("tombstone", {"replacement_room": "!b"}),
    ],
)
def test_a_room_that_others_can_come_into_or_read_is_not_private(opened: Any, by: str) -> None:
    rooms = house(*ASKED, by=by, direct={ANN: ["!a"]})
    assert rooms.person("!a") == ANN
    rooms.take("!a", opened)
    assert rooms.person("!a") is None
    assert rooms.private(ANN) is None


@pytest.mark.parametrize("history", ["shared", "invited", "joined"])
def test_a_closed_room_is_private(history: str) -> None:
    rooms = house(*ASKED, state("history_visibility", {"history_visibility": history}))
    rooms.take("!a", state("join_rules", {"join_rule": "invite"}))
    assert rooms.person("!a") == ANN


def test_the_room_of_a_group_is_never_private() -> None:
    groups = {"!a"}
    rooms = fill(Rooms(ME, groups.__contains__), "!a", made(), *ASKED)
    assert rooms.person("!a") is None
    assert rooms.private(ANN) is None
    assert rooms.shared(ANN) == ["!a"]
    groups.clear()
    assert rooms.person("!a") == ANN


@pytest.mark.parametrize("how", ["join", "invite"])
def test_with_a_third_person_it_is_private_no_more(how: str) -> None:
    rooms = house(*US, by=ME, direct={ANN: ["!a"]})
    assert rooms.private(ANN) is rooms.get("!a")
    rooms.take("!a", member(TOM, how, by=ANN))
    assert rooms.person("!a") is None
    assert rooms.private(ANN) is None
    rooms.take("!a", member(TOM, "leave"))
    assert rooms.person("!a") == ANN


@pytest.mark.parametrize("how", ["leave", "ban", "knock", "nonsense"])
def test_who_is_not_there_makes_no_company(how: str) -> None:
    rooms = house(*US, member(TOM, how), by=ME)
    assert rooms.person("!a") == ANN
    rooms.take("!a", member(ANN, how))
    assert rooms.person("!a") is None
    assert rooms.private(ANN) is None


@pytest.mark.parametrize(
    "direct",
    [
        {TOM: ["!a"], ANN: "!a"},
        {ANN: [["!a"], 5, None]},
        {"ann": ["!a"]},
        ["!a"],
        "!a",
        None,
        {ANN: {"!a": 1}},
    ],
)
def test_a_strange_list_of_private_chats_names_none(direct: object) -> None:
    assert house(*US, direct=direct).person("!a") is None


def test_the_private_chat_is_the_same_each_time() -> None:
    rooms = Rooms(ME)
    for id in ("!a", "!b", "!c"):
        there = member(ANN, "join" if id != "!c" else "invite", by=ME)
        fill(rooms, id, made(by=ME), US[0], there)
    rooms.take_listed({ANN: ["!b", "!a"]})
    found = rooms.private(ANN)
    assert found is not None
    assert found.id == "!a"
    rooms.drop("!a")
    assert rooms.private(ANN) is rooms.get("!b")
    rooms.drop("!b")
    rooms.drop("!c")
    assert rooms.private(ANN) is None
    made_now = rooms.made("!d", ANN, encrypted=False)
    assert rooms.private(ANN) is made_now


def test_the_rooms_of_one_are_found_among_ten_thousand_in_no_time() -> None:
    rooms = Rooms(ME)
    for n in range(10_000):
        fill(rooms, f"!{n}", made(by=ME), US[0], member(f"@u{n}:house.test", "join"))
    began = time.process_time()
    for n in range(0, 10_000, 100):
        who = f"@u{n}:house.test"
        assert rooms.private(who) is rooms.get(f"!{n}")
        assert rooms.shared(who) == []
    assert time.process_time() - began < 0.1


def test_old_rooms_are_no_rooms_that_somebody_shares_with_us() -> None:
    rooms = house(*US, member(TOM, "join"))
    assert rooms.shared(TOM) == ["!a"]
    rooms.take("!a", state("tombstone", {"replacement_room": "!b"}))
    assert rooms.shared(TOM) == ["!a"]  # not yet: we are not in that room
    fill(rooms, "!b", *US, member(TOM, "join"), member(JOE, "join"))
    assert rooms.shared(TOM) == ["!a", "!b"]  # a tombstone alone may name any room
    follows = {"room_version": "12", "predecessor": {"room_id": "!a"}}
    rooms.take("!b", state("create", follows))
    assert rooms.shared(TOM) == ["!b"]
    assert rooms.shared(JOE) == ["!b"]
