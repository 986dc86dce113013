"""Dialogues about small groups: real database, given clock, places on a strict platform."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from stage import ROOM, Place, Stage, on_stage, person

from bot import groups
from bot.db import Tx
from bot.model import Right, RoomId, private

TEN = ("Ann", "Joe", "Priya", "Tom", "Femi", "Sam", "Ana", "Grace")


async def meets(stage: Stage, members: tuple[str, ...] = TEN) -> Stage:
    await stage.meeting(members=members)
    await stage.says("Bashir", "!by phone Dilys")
    await stage.later(70)
    return stage


@pytest.fixture
async def room(stage: Stage) -> Stage:
    """Ten people in a meeting, one of them by phone."""
    return await meets(stage)


async def choose(stage: Stage, **choices: str) -> None:
    for who, word in choices.items():
        await stage.says(who, word)


async def apart(stage: Stage, opening: str = "small groups 2, 14 minutes") -> None:
    """As in the golden session: A with Priya, Joe and Ana; B with Femi, Tom, Sam and Dilys."""
    await stage.says("Bashir", "!together Sam with Dilys")
    await stage.says("Bashir", opening)
    await choose(
        stage, Priya="A", Femi="B", Joe="a", Tom="b", Sam="B", Ana="A", Ann="stay", Grace="Stay."
    )
    await stage.later(121)


def places(stage: Stage) -> dict[str, RoomId]:
    """The place of each letter."""
    return {one.wish.name[-1:]: room for room, one in stage.platform.places.items()}


async def closed(stage: Stage) -> list[Place]:
    """All places, once all of them are closed."""
    there = stage.platform.places.values()
    for _ in range(500):
        if all(one.closed for one in there):
            return [*there]
        await asyncio.sleep(0.01)
    raise AssertionError("a place stays open")


async def kept(stage: Stage) -> int:
    """How much of small groups is in the database."""
    tables = ("now", "person", "part", "pair")

    def count(tx: Tx) -> int:
        rows = [tx.one(f"SELECT count(*) FROM smallgroups_{table}") for table in tables]
        rows += [tx.one("SELECT count(*) FROM place"), tx.one("SELECT count(*) FROM place_person")]
        return sum(row[0] for row in rows if row)

    return await stage.app.db.read(count)


async def test_small_groups_as_in_the_golden_session(room: Stage) -> None:
    said = len(room.bot_lines())
    await apart(room, "small groups 2, 14 minutes: A is page 1, B is page 2")
    a, b = places(room)["A"], places(room)["B"]
    assert room.bot_lines()[said:] == [
        "Two small groups until 10:33. A is page 1. B is page 2. Type A, B or stay."
        " Staying here is just as good.",
        "A: Priya, Joe, Ana. B: Femi, Tom, Sam with Dilys. Here: Ann, Grace, Bashir."
        " Each group has a room of its own. You are asked in now.",
    ]
    assert room.platform.places[a].wish.name == "North Town group A"
    assert sorted(room.platform.places[b].people) == ["stage:femi", "stage:sam", "stage:tom"]
    assert room.bot_lines(a) == [
        "This is A. You have until 10:33. It is about: page 1. Just talk, there is no list."
        " I keep nothing of it. At the end, three short lines are enough."
        " Type: our lines, a colon, and your words."
    ]
    await room.later(9 * 60)
    warned = "Five minutes left. Three short lines are enough. Need Bashir? Type: come here."
    assert room.bot_lines(a)[1:] == [warned] == room.bot_lines(b)[1:]
    await room.says("Priya", "our lines: start with what I can do. Say why you ask.", room=a)
    await room.says("Tom", "our lines: ask about nights.", room=b)
    await room.later(5 * 60)
    assert room.bot_lines()[said + 2 :] == [
        "Welcome back. A says: “start with what I can do. Say why you ask.”"
        " B says: “ask about nights.”"
    ]
    assert "go back to the big room" in room.room(a)
    assert len(await closed(room)) == 2
    await room.says("Bashir", "end")
    assert await kept(room) == 0


async def test_no_member_ever_gets_an_unasked_private_line(room: Stage) -> None:
    before = {who: len(room.bot_lines(private(person(who).id))) for who in TEN}
    await apart(room)
    await room.later(14 * 60)
    assert {who: len(room.bot_lines(private(person(who).id))) for who in TEN} == before


async def test_a_choice_in_private_is_confirmed_there_once(room: Stage) -> None:
    await room.says("Bashir", "small groups")
    await room.says("Bashir", "small groups 2, 14 minutes")
    await room.says("Ann", "a", alone=True)
    aloud = "At 10:19 I say it to everybody, with your name."
    assert room.to("Ann") == f"You are in A. It begins at 10:19. You can still change it. {aloud}"
    await room.says("Ann", "stay", pressed=True)
    assert room.to("Ann").startswith("You stay here. That is just as good.")
    assert room.to("Ann").endswith(aloud)
    await room.says("Ann", "any group", alone=True)
    assert room.to("Ann") == f"You are in a small group. At 10:19 you hear which one. {aloud}"
    await room.says("Ann", "c", alone=True)
    assert room.to("Ann") == "There is no small group “C”."


async def test_letters_are_talk_as_long_as_no_groups_are_chosen(room: Stage) -> None:
    before = len(room.platform.lines)
    for line in ("A", "stay", "a", "join A", "put it away", "come here", "our lines: many"):
        assert await room.says("Tom", line) is None
    assert len(room.platform.lines) == before + 7


async def test_nobody_is_alone_and_who_would_be_stays_here(room: Stage) -> None:
    await room.says("Bashir", "small groups 2, 14 minutes")
    await choose(room, Priya="A", Joe="A", Tom="B")
    await room.later(121)
    assert room.room().startswith(
        "A: Priya, Joe. Here: Tom, Bashir, and everybody else."
        " B needs two people. It stays closed this time."
    )
    assert list(places(room)) == ["A"]


async def test_all_can_stay_together(room: Stage) -> None:
    await room.says("Bashir", "small groups 2, 14 minutes")
    await choose(room, Tom="B", Ann="stay")
    await room.later(121)
    assert room.room() == "We all stay together this time. That is just as good."
    assert not room.platform.places
    assert await kept(room) == 0


async def test_chance_makes_groups_of_those_who_said_yes(room: Stage) -> None:
    await room.says("Bashir", "small groups 2, 14 minutes, random")
    assert "Chance makes the groups. To be in one, type: any group." in room.room()
    await choose(room, Priya="any group", Joe="any", Tom="random", Ann="count me in", Femi="stay")
    await room.later(121)
    there = [who for one in room.platform.places.values() for who in one.people]
    assert sorted(there) == [f"stage:{who}" for who in ("ann", "joe", "priya", "tom")]
    assert [len(one.people) for one in room.platform.places.values()] == [2, 2]


async def test_somebody_by_phone_is_placed_by_whoever_leads(room: Stage) -> None:
    await room.says("Bashir", "small groups 2, 14 minutes")
    await choose(room, Priya="A", Joe="A")
    assert await room.says("Ann", "!put Dilys in A") is None
    assert room.to("Ann").startswith("Only somebody who leads")
    await room.says("Bashir", "put Dilys in A")
    assert room.to("Bashir") == "Dilys is in A."
    await room.later(121)
    assert room.room().startswith("A: Priya, Joe, Dilys.")


async def test_who_helps_goes_where_the_other_goes(room: Stage) -> None:
    await room.says("Bashir", "!together Sam with Ann")
    await room.says("Bashir", "small groups 2, 14 minutes")
    await choose(room, Priya="A", Joe="A", Tom="B", Femi="B", Ann="B")
    await room.says("Sam", "A", alone=True)
    assert room.to("Sam").startswith("You stay with Ann today. You go where Ann goes.")
    assert room.to("Sam").endswith("At 10:19 I say it to everybody, with your name.")
    await room.later(121)
    assert "B: Tom, Femi, Sam with Ann." in room.room()


async def test_come_here_calls_whoever_leads_in_private_and_lets_them_in(room: Stage) -> None:
    await apart(room)
    a, before = places(room)["A"], len(room.bot_lines())
    await room.says("Joe", "come here", room=a)
    assert room.to("Bashir") == "Small group A asks you to come. Its room is in your list."
    assert room.room(a) == "Bashir, please come here when you can."
    assert person("Bashir").id in room.platform.places[a].people
    await room.says("Joe", "Come here please", room=a)
    assert room.bot_lines(a).count("Bashir, please come here when you can.") == 1
    assert room.to("Joe") == "I have told Bashir."
    assert len(room.bot_lines()) == before, "the big room hears nothing of it"


async def test_lines_are_shown_to_the_group_and_anybody_there_can_change_them(room: Stage) -> None:
    await apart(room)
    a = places(room)["A"]
    await room.says("Joe", "our lines: nine pages are too long", room=a)
    assert room.room(a).startswith("When all are back, I say: A says: “nine pages are too long”")
    await room.says("Ana", "no lines", room=a)
    assert room.room(a) == "Your lines are taken back. I say nothing for A."
    await room.says("Bashir", "back together")
    assert room.room() == "Welcome back."


async def test_lines_written_in_private_are_shown_before_the_group_reads_them(room: Stage) -> None:
    await apart(room)
    a = places(room)["A"]
    before = room.bot_lines(a)
    await room.says("Joe", "our lines", alone=True)
    await room.says("Joe", "ask less", alone=True)
    assert "“ask less”" in room.to("Joe")
    assert room.bot_lines(a) == before
    await room.says("Joe", "yes", alone=True)
    assert "A says: “ask less”" in room.room(a)


async def test_in_a_small_group_its_words_work_and_the_rest_is_talk(room: Stage) -> None:
    await apart(room)
    a, big = places(room)["A"], len(room.bot_lines())
    for line in ("A", "stay", "pass", "hello there", "next time"):
        assert await room.says("Joe", line, room=a) is None
    told = await room.says("Joe", "hand up", room=a)
    assert told is not None
    assert told.startswith("That word is for when all are together.")
    await room.says("Joe", "slow", room=a)
    assert room.room(a).startswith("Card: slow.")
    await room.later(60)
    await room.says("Joe", "help", room=a)
    await room.later(30)
    assert "come here" in room.room(a)
    assert "hand up" not in room.room(a)
    assert len(room.bot_lines()) == big


async def test_a_card_without_a_name_is_heard_everywhere(room: Stage) -> None:
    await apart(room)
    await room.card("Joe", "slow")
    for place in (ROOM, *places(room).values()):
        assert room.room(place).startswith("Card: slow."), "or it would tell whose group it is from"


async def test_quiet_stops_the_time_of_small_groups(room: Stage) -> None:
    await apart(room)
    a = places(room)["A"]
    await room.later(8 * 60)
    await room.says("Joe", "quiet", room=a)
    assert "quiet now" in room.room(a)
    assert "quiet now" in room.room()
    before = len(room.platform.lines)
    await room.later(7 * 60)
    assert len(room.platform.lines) == before
    await room.says("Bashir", "carry on")
    assert room.room(a).endswith("Small groups now go on until 10:40.")
    assert room.room().endswith("Small groups now go on until 10:40.")
    await room.later(62)
    assert room.room(a).startswith("Five minutes left.")
    await room.later(5 * 60)
    assert room.room() == "Welcome back."


async def test_quiet_while_people_choose_gives_them_the_time_back(room: Stage) -> None:
    await room.says("Bashir", "small groups 2, 14 minutes")
    await room.later(60)
    await room.says("Ann", "quiet")
    await room.later(300)
    await choose(room, Priya="A", Joe="A")
    assert not room.platform.places
    await room.says("Ann", "carry on")
    assert room.room().endswith("You can choose a small group until 10:24.")
    await room.later(62)
    assert room.room().startswith("A: Priya, Joe.")


async def test_whoever_leads_gives_more_time_and_everybody_hears_until_when(room: Stage) -> None:
    await apart(room)
    a = places(room)["A"]
    await room.later(10 * 60)
    await room.says("Bashir", "five more minutes")
    assert room.room() == room.room(a) == "Five more minutes. We meet again at 10:38."
    await room.later(4 * 60)
    assert room.room(a).startswith("Five minutes left.")
    await room.later(5 * 60)
    assert room.room() == "Welcome back."


async def test_the_last_minute_is_told_only_when_it_was_asked_for(room: Stage) -> None:
    await apart(room, "small groups 2, 10 minutes, 1 minute")
    a = places(room)["A"]
    await room.later(9 * 60)
    assert room.bot_lines(a)[-2].startswith("Five minutes left.")
    assert room.room(a) == "One minute left."


async def test_who_comes_late_can_still_join_one(room: Stage) -> None:
    await apart(room)
    await room.says("Ann", "B")
    assert room.to("Ann") == "You are in B now. Its room is in your list."
    assert person("Ann").id in room.platform.places[places(room)["B"]].people
    await room.says("Ann", "A")
    assert room.to("Ann") == "You are in B already. To change it, ask Bashir."


async def test_where_no_place_can_be_made_that_is_said_before_people_choose(stage: Stage) -> None:
    await meets(stage)
    stage.platform.no_places = True
    await stage.says("Bashir", "small groups 2, 14 minutes")
    assert "I cannot open small rooms here. You can still split in your call." in stage.room()
    await choose(stage, Priya="A", Joe="A")
    await stage.later(121)
    assert stage.room() == "A: Priya, Joe. Here: Bashir, and everybody else."
    await stage.says("Joe", "our lines: ask less")
    await stage.later(14 * 60)
    assert stage.room() == "Welcome back. A says: “ask less”"


async def test_a_place_that_cannot_be_made_after_all_is_said_kindly(stage: Stage) -> None:
    await meets(stage)
    stage.platform.places_fail = True
    await stage.says("Bashir", "small groups 2, 14 minutes")
    await choose(stage, Priya="A", Joe="A")
    await stage.later(122)
    assert stage.room() == "I could not open a room for A. You can talk here, or in a call."


async def test_the_end_of_the_meeting_brings_everybody_back(room: Stage) -> None:
    await apart(room)
    a = places(room)["A"]
    await room.says("Joe", "our lines: ask less", room=a)
    await room.says("Bashir", "end")
    assert "A says: “ask less”" in room.room()
    assert "go back" in room.room(a)
    await closed(room)
    assert await kept(room) == 0


async def test_somebody_who_leaves_a_small_place_stays_a_member(room: Stage) -> None:
    await apart(room)
    await room.app.left(person("Joe").id, places(room)["A"])
    group = room.app.group_of(ROOM)
    assert group is not None
    assert person("Joe").id in group.members


async def test_forgetting_somebody_forgets_where_they_were(room: Stage) -> None:
    await apart(room)
    await room.says("Joe", "what is kept about me", alone=True)
    assert "I keep which small group you are in." in room.to("Joe")
    await room.says("Ann", "what is kept about me", alone=True)
    await room.app.left(person("Joe").id, ROOM)

    def mine(tx: Tx) -> Sequence[object]:
        return tx.all("SELECT person FROM smallgroups_person WHERE person = :p", p="stage:joe")

    assert await room.app.db.read(mine) == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("small groups 9", "There can be two to 5 groups here. Type: small groups 2."),
        ("small groups 1", "There can be two to 5 groups here. Type: small groups 2."),
        ("small groups 2, 500 minutes", "They can take 3 to 90 minutes."),
        ("small groups 2, 14 minutes: A is page 1", "Each group needs a topic."),
        ("small groups 2: " + "x" * 60 + ", y", "A topic can have 40 letters."),
    ],
)
async def test_what_cannot_be_is_said_kindly_and_opens_nothing(
    room: Stage, typed: str, told: str
) -> None:
    await room.says("Bashir", typed)
    assert room.to("Bashir").startswith(told)
    assert await kept(room) == 0


async def test_topics_typed_in_private_are_shown_before_the_room_reads_them(room: Stage) -> None:
    before = room.bot_lines()
    await room.says("Bashir", "small groups 2, 14 minutes: page 1; page 2", alone=True)
    assert "The room will read: A is page 1. B is page 2." in room.to("Bashir")
    assert room.bot_lines() == before
    await room.says("Bashir", "yes", alone=True)
    assert room.room().startswith("Two small groups until 10:33. A is page 1. B is page 2.")


async def test_the_word_alone_asks_how_many_and_how_long(room: Stage) -> None:
    for line in ("small groups", "2", "1", "1"):
        await room.says("Bashir", line, alone=True)
    assert room.room().startswith("Three small groups until 10:29.")


async def test_nothing_is_made_twice_over_a_restart(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await meets(stage)
        await stage.says("Bashir", "small groups 2, 14 minutes")
        await choose(stage, Priya="A", Joe="A", Tom="B", Femi="B")
        now, there = stage.clock.now(), stage.platform
    async with on_stage(tmp_path, at=now + timedelta(minutes=1)) as stage:
        stage.platform.places = there.places
        await stage.later(61)
        assert len(stage.platform.places) == 2
        found = stage.platform.places
        now = stage.clock.now()
    async with on_stage(tmp_path, at=now + timedelta(hours=1)) as stage:
        stage.platform.places = found
        await stage.later(2)
        assert stage.room() == "Welcome back."
        assert len(await closed(stage)) == 2


HERE, THERE = RoomId("discord:room"), RoomId("matrix:room")


async def linked(stage: Stage) -> None:
    """One group with a room on each of two platforms, in a meeting."""
    bashir = person("Bashir", "discord")
    await stage.app.arrived(HERE, "North Town", bashir, frozenset({Right.MANAGE}))
    group = stage.app.group_of(HERE)
    assert group is not None
    id = group.id

    def join(tx: Tx) -> None:
        groups.add_room(tx, id, THERE)
        stage.app.groups.settle(tx)

    await stage.app.db.write(join)
    for who in ("Bashir", "Priya", "Joe", "Tom", "Femi"):
        await stage.says(who, "say hello", alone=True, room=HERE)
    for who in ("Zoe", "Max", "Lin"):
        await stage.says(who, "say hello", alone=True, room=THERE)
    await stage.later(61)
    await stage.says("Bashir", "start", room=HERE)
    await stage.later(61)


async def test_people_on_two_apps_meet_who_uses_their_app(tmp_path: Path) -> None:
    async with on_stage(tmp_path, also=("discord", "matrix")) as stage:
        await linked(stage)
        await stage.says("Bashir", "small groups 2, 14 minutes", room=HERE)
        assert "In your group, people use the same app." in stage.room(THERE)
        for who, word in (("Priya", "A"), ("Joe", "A"), ("Tom", "B"), ("Femi", "B")):
            await stage.says(who, word, room=HERE)
        for who, word in (("Zoe", "A"), ("Max", "A"), ("Lin", "B")):
            await stage.says(who, word, room=THERE)
        await stage.later(121)
        said = (
            "A on Discord: Priya, Joe. A on Matrix: Zoe, Max. B on Discord: Tom, Femi."
            " Here: Lin, Bashir. B on Matrix needs two people. It stays closed this time."
        )
        assert stage.room(HERE).startswith(said)
        assert stage.room(THERE).startswith(said)
        discord, matrix = stage.others
        assert len(discord.places) == 2
        (place,) = matrix.places
        assert matrix.places[place].people == ["matrix:max", "matrix:zoe"]
        assert "Some of A use another app. You cannot read each other here." in stage.room(place)
        await stage.says("Zoe", "our lines: ask less", room=place)
        await stage.says("Bashir", "back together", room=HERE)
        assert stage.room(HERE) == "Welcome back. A on Matrix says: “ask less”"


async def test_small_groups_end_a_break(room: Stage) -> None:
    await room.says("Bashir", "break 15")
    await apart(room)
    said = len(room.bot_lines())
    await room.later(15 * 60)
    assert not any("Two places are kept" in line for line in room.bot_lines()[said:])
    assert not any("Break until" in line for line in room.bot_lines()[said:])
    assert "Welcome back." in room.room(), "from the small groups, and once"
    assert sum("Welcome back." in line for line in room.bot_lines()) == 1


async def test_no_line_says_the_name_of_somebody_who_was_taken_out(room: Stage) -> None:
    await apart(room, "small groups 2, 14 minutes: what Femi asks; page 2")
    await room.says("Tom", "our lines: Femi wants nights.", room=places(room)["B"])
    await room.says("Bashir", "remove quietly Femi", alone=True)
    await room.says("Bashir", "1", alone=True)
    await room.later(14 * 60)
    assert "B says: “… wants nights.”" in room.room()
