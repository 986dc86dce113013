"""What came over the wire: whatever stands in it, nothing raises, and the right words come out."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.matrix import events
from adapters.matrix.events import Message, message, reaction, spoken_to

ME = "@alongside:house.test"
ANN = "@ann:house.test"

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=2**53)
    | st.floats()
    | st.text()
    # Lone surrogates are valid JSON.
    | st.text(st.characters(categories=["Cs", "Cc", "Cf", "L"]), max_size=5)
    | st.sampled_from(["m.text", "m.replace", "m.thread", "m.annotation", "join", ME, ANN, "$id"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
"""Any JSON at all, now and then with a word that means something here."""

RELATES = st.fixed_dictionaries(
    {},
    optional={
        "rel_type": ANYTHING,
        "event_id": ANYTHING,
        "key": ANYTHING,
        "m.in_reply_to": ANYTHING,
        "is_falling_back": ANYTHING,
    },
)
CONTENT = st.fixed_dictionaries(
    {},
    optional={
        "msgtype": ANYTHING | st.just("m.text"),
        "body": ANYTHING,
        "formatted_body": ANYTHING,
        "format": ANYTHING,
        "m.mentions": ANYTHING | st.fixed_dictionaries({"user_ids": ANYTHING}),
        "m.relates_to": ANYTHING | RELATES,
        "m.new_content": ANYTHING,
    },
)
EVENT = st.fixed_dictionaries(
    {
        "type": ANYTHING | st.sampled_from(["m.room.message", "m.reaction"]),
        "sender": ANYTHING | st.just(ANN),
    },
    optional={
        "event_id": ANYTHING | st.just("$one"),
        "origin_server_ts": ANYTHING,
        "content": ANYTHING | CONTENT,
        "state_key": ANYTHING,
        "unsigned": ANYTHING,
    },
)


@settings(max_examples=400, deadline=None)
@given(st.lists(ANYTHING | EVENT, max_size=3) | ANYTHING, st.text())
def test_nothing_in_any_field_raises_or_lets_in_what_cannot_be_written_down(
    list_of: Any, name: str
) -> None:
    for event in events.events(list_of):
        said, mark = message(event), reaction(event)
        assert events.time(event).tzinfo is not None
        if said is not None:
            words, _addressed = spoken_to(said, ME, name)
            for text in (words, said.text, said.sender, said.id, said.pill):
                text.encode()
            assert len(said.text) <= events.LONGEST
            assert len(said.mentions) <= events.MOST_NAMED
            assert said.thread is None or said.thread.isprintable()
        if mark is not None:
            assert mark.text in {"yes", "no", "10", *"0123456789"}
            assert mark.on.isprintable()


@given(ANYTHING)
def test_each_small_look_takes_anything(value: Any) -> None:
    assert isinstance(events.mapping(value), dict)
    assert list(events.items(value)) is not None
    for look in (events.identifier, events.user_id, events.text):
        found = look(value)
        assert found is None or found.encode() is not None
    assert events.number(value) is None or type(events.number(value)) is int
    assert events.time({"origin_server_ts": value}) is not None


def said(body: object = "hand up", **content: object) -> dict[str, Any]:
    """A message as Ann's client sends it, with these parts of its content changed."""
    own = {"msgtype": "m.text", "body": body, **content}
    return {
        "type": "m.room.message",
        "sender": ANN,
        "event_id": "$one",
        "origin_server_ts": 1_778_577_300_000,
        "content": {key: value for key, value in own.items() if value is not ...},
    }


def heard(event: dict[str, Any]) -> Message:
    found = message(event)
    assert found is not None
    return found


def test_a_plain_line_is_what_it_is() -> None:
    assert heard(said("hand up")) == Message(
        id="$one",
        sender=ANN,
        at=datetime(2026, 5, 12, 9, 15, tzinfo=UTC),
        text="hand up",
        thread=None,
        mentions=frozenset(),
        pill="",
    )


@pytest.mark.parametrize(
    "event",
    [
        said(msgtype="m.notice"),
        said(msgtype="m.emote"),
        said(msgtype="m.image"),
        said(msgtype=["m.text"]),
        said(msgtype=...),
        said(body=...),
        said(body=None),
        said(body=7),
        said(body=["hand up"]),
        said("* hand up", **{"m.relates_to": {"rel_type": "m.replace", "event_id": "$old"}}),
        said(**{"m.relates_to": {"rel_type": "m.replace", "event_id": 5}, "m.new_content": "x"}),
        {**said(), "event_id": 5},
        {**said(), "event_id": ""},
        {**said(), "event_id": "$a\nb"},
        {**said(), "event_id": "$" + "a" * 300},
        {**said(), "type": "m.poll.response"},
        {**said(), "type": "org.matrix.msc3381.poll.response"},
        {**said(), "type": "m.sticker"},
        {**said(), "content": None},
        {**said(), "content": "hand up"},
    ],
)
def test_notices_edits_pictures_and_broken_events_are_no_words(event: dict[str, Any]) -> None:
    assert message(event) is None


QUOTE = "> <@tom:house.test> hand down\n> and more\n\nhand up"
IN_REPLY = {"m.in_reply_to": {"event_id": "$before"}}


@pytest.mark.parametrize(
    ("body", "relates", "text"),
    [
        (QUOTE, IN_REPLY, "hand up"),
        (QUOTE, {}, QUOTE),  # not an answer: somebody typed these marks
        (QUOTE, "nope", QUOTE),
        ("hand up", IN_REPLY, "hand up"),
        # Only what stands at the very beginning was put there by the client.
        ("note: she said\n> stop\n\nhand up", IN_REPLY, "note: she said\n> stop\n\nhand up"),
        ("a > b\n\nhand up", IN_REPLY, "a > b\n\nhand up"),
        ("> only a quote", IN_REPLY, "> only a quote"),
        ("> quoted\n\n> his own\n\nwords", IN_REPLY, "> his own\n\nwords"),
    ],
)
def test_the_words_an_answer_quotes_are_not_its_own(body: str, relates: object, text: str) -> None:
    assert heard(said(body, **{"m.relates_to": relates})).text == text


@pytest.mark.parametrize(
    "body",
    [
        "> \n" * 20_000,
        "> a" * 20_000,
        ">" * 60_000,
        "\n" * 60_000,
        " " * 60_000,
        "alongside" * 6_000,
        "alongside:" + " " * 60_000,
        "\0" * 60_000,
        "\u202e" * 20_000,
    ],
)
def test_a_huge_body_takes_no_time(body: str) -> None:
    began = time.process_time()
    one = heard(said(body, **{"m.relates_to": IN_REPLY, "formatted_body": body}))
    spoken_to(one, ME, "Alongside")
    assert time.process_time() - began < 0.1
    assert len(one.text) <= events.LONGEST


@pytest.mark.parametrize(
    ("relates", "thread"),
    [
        ({"rel_type": "m.thread", "event_id": "$root"}, "$root"),
        ({"rel_type": "m.thread", "event_id": "$root", **IN_REPLY}, "$root"),
        ({"rel_type": "m.thread", "event_id": 5}, None),
        ({"rel_type": "m.thread", "event_id": "$a\0b"}, None),
        ({"rel_type": "m.thread"}, None),
        ({"rel_type": ["m.thread"], "event_id": "$root"}, None),
        ({"rel_type": "m.reference", "event_id": "$root"}, None),
        (IN_REPLY, None),
        ([], None),
    ],
)
def test_a_thread_is_known_by_its_first_message(relates: object, thread: str | None) -> None:
    assert heard(said(**{"m.relates_to": relates})).thread == thread


PILL = f'<a href="https://matrix.to/#/{ME}">Alongside</a>: hand up'
QUOTED_PILL = '<a href="https://matrix.to/#/%40alongside%3Ahouse.test">Alongside</a> hand up'


@pytest.mark.parametrize(
    ("event", "words", "for_us"),
    [
        (said("hand up"), "hand up", False),
        (said("Alongside: hand up"), "hand up", True),
        (said("alongside, hand up"), "hand up", True),
        (said("@alongside: hand up"), "hand up", True),
        (said(f"{ME}: hand up"), "hand up", True),
        (said("Alongside:"), "", True),
        (said("Alongside hand up"), "Alongside hand up", False),  # talk about us
        (said("Alongsides: hand up"), "Alongsides: hand up", False),
        (
            said("Alongside hand up", **{"m.mentions": {"user_ids": [ME]}}),
            "hand up",
            True,
        ),
        (
            said("hand up, Alongside", **{"m.mentions": {"user_ids": [ME]}}),
            "hand up",
            True,
        ),
        (said("hand up", **{"m.mentions": {"user_ids": [ANN]}}), "hand up", False),
        (said("hand up", **{"m.mentions": {"user_ids": ME}}), "hand up", False),
        (said("hand up", **{"m.mentions": {"user_ids": [5, None, [ME]]}}), "hand up", False),
        (said("hand up", **{"m.mentions": [ME]}), "hand up", False),
        (said("Alongside: hand up", formatted_body=PILL), "hand up", True),
        (said("Alongside hand up", formatted_body=QUOTED_PILL), "hand up", True),
        (said("hand up", formatted_body={"x": PILL}), "hand up", False),
        # Somebody else whose name only begins like ours.
        (said("hand up", formatted_body=PILL.replace(ME, f"{ME}.uk")), "hand up", False),
        (said("hand up", formatted_body=PILL.replace(ME, f"{ME}:8448")), "hand up", False),
        (said("hand up", formatted_body=f"I wrote to {ME} once"), "hand up", False),
        (said("hand up", formatted_body=PILL.replace(ME, f"{ME}?via=x.test")), "hand up", True),
    ],
)
def test_words_are_for_us_when_we_are_named(
    event: dict[str, Any], words: str, *, for_us: bool
) -> None:
    assert spoken_to(heard(event), ME, "Alongside") == (words, for_us)


@pytest.mark.parametrize("name", ["", "(", "a|b", ".*", "\\", "A\0b", "[", "😀", "x" * 10_000])
def test_our_own_name_may_be_anything(name: str) -> None:
    assert spoken_to(heard(said(f"{name}: hand up")), ME, name) == ("hand up", True) or not name
    assert spoken_to(heard(said("hand up")), ME, name) == ("hand up", False)


def mark(key: object, **changed: object) -> dict[str, Any]:
    relates = {"rel_type": "m.annotation", "event_id": "$ours", "key": key, **changed}
    event = {"type": "m.reaction", "sender": ANN, "event_id": "$mark"}
    return {**event, "content": {"m.relates_to": relates}}


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("1️⃣", "1"),
        ("1⃣", "1"),
        ("0️⃣", "0"),
        ("🔟", "10"),
        ("👍", "yes"),
        ("👍🏽", "yes"),
        ("👍️", "yes"),
        ("✅", "yes"),
        ("✔️", "yes"),
        ("👎🏿", "no"),
        ("❌", "no"),
        ("1", None),
        ("hand up", None),
        ("❤️", None),
        ("", None),
        ("️", None),
        ("👍" * 5, None),
        ("👍" * 50_000, None),
        ("1️⃣2️⃣", None),
        ("１️⃣", None),
        ("mxc://house.test/abc", None),
        (1, None),
        (None, None),
        (["👍"], None),
        ("\ud83d", None),
        ("\0", None),
    ],
)
def test_a_mark_stands_for_a_number_yes_or_no(key: object, word: str | None) -> None:
    found = reaction(mark(key))
    assert (found.text if found else None) == word


@pytest.mark.parametrize(
    "changed",
    [
        {"rel_type": "m.thread"},
        {"rel_type": None},
        {"event_id": None},
        {"event_id": ["$ours"]},
        {"event_id": "$a\nb"},
    ],
)
def test_a_mark_on_nothing_is_no_mark(changed: dict[str, object]) -> None:
    assert reaction(mark("👍", **changed)) is None


@pytest.mark.parametrize(
    "at", [None, "now", 1.5, True, -(10**18), 10**18, 10**400, -1, [], {"a": 1}]
)
def test_a_time_that_no_calendar_has_is_long_ago(at: object) -> None:
    assert events.time({"origin_server_ts": at}) <= datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)


def test_half_an_emoji_is_replaced_so_that_the_rest_can_be_kept() -> None:
    assert heard(json.loads(json.dumps(said("hand \ud83d up")))).text == "hand ? up"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"[{ANN}](https://matrix.to/#/{ANN}) next", "Ann next"),
        ("[Ann](https://matrix.to/#/%40ann%3Ahouse.test)", "Ann"),
        (f"raise {ANN}", "raise Ann"),
        (f"raise {ANN}.", "raise Ann."),
        ("raise @nobody:house.test", "raise @nobody:house.test"),
        ("write to ann@house.test: today", "write to ann@house.test: today"),
        ("[the plan](https://example.org)", "[the plan](https://example.org)"),
    ],
)
def test_who_is_mentioned_is_called_by_name(text: str, read: str) -> None:
    assert events.with_names(text, {ANN: "Ann"}.get) == read


@pytest.mark.parametrize(
    ("text", "mentions", "words", "addressed"),
    [
        ("@alongside help", [], "help", True),
        ("Alongside hand up", [ME], "hand up", True),
        ("who leads, @alongside?", [ME], "who leads", True),
        ("Alongside is a nice word", [], "Alongside is a nice word", False),
    ],
)
def test_our_name_is_no_part_of_the_words(
    text: str, mentions: list[str], words: str, *, addressed: bool
) -> None:
    heard = message(said(text, **{"m.mentions": {"user_ids": mentions}}))
    assert heard is not None
    assert spoken_to(heard, ME, "Alongside") == (words, addressed)


@given(st.text(max_size=400))
def test_names_are_put_in_quickly_and_without_harm(text: str) -> None:
    assert events.with_names(text, lambda _who: None) == text
