"""What is said before something is sent without a name: few words, whatever the group is like.

Every talk is walked through all of its steps, on each platform, and each message is read as people
read it: in usual words, in easy ones, and where words are typed with a slash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from bot.anonymous.crowd import crowd
from bot.aside import IN_TALK, Around, Aside, Told, Watched
from bot.clauses import Clause
from bot.clauses import State as LineState
from bot.feature import Command
from bot.features import FEATURES
from bot.features.challenge.rules import Known, State
from bot.features.charter import unnamed
from bot.lint import Written, read
from bot.lint.sentences import sentences
from bot.model import (
    Group,
    GroupId,
    Listed,
    Member,
    Person,
    PersonId,
    Pulse,
    RoomId,
    Say,
    Text,
    plain,
    say,
)
from bot.parse import word_key
from bot.words import Plain, Words

PROMPTS = Path(__file__).parents[2] / "prompts"

MOST, MOST_IN_A_SENTENCE = 40, 15

TODAY = date(2026, 9, 30)
"""A Wednesday: no day is longer."""

GROUP = plain("South Tyneside and Gateshead Carers Group", 40)
"""As long as a name of a group can be."""

ORGANISATION = "North East and North Cumbria Integrated Care Board"

OWN = (
    "",
    "Why?",
    "x" * 1501,
    "Ring 07700 900123, or my sister and my son, at ann@example.org today.",
    "My sister told Ann Jones on Hope Street, as a nurse of 43 years, on Friday at 14:30 today.",
)
"""What somebody may write: nothing, little, too much, and what may show who they are."""

FOUND = (
    {"note": "box", "receipt": "ff"},
    *(
        {
            "note": "n1",
            "number": "12",
            "text": "Why?",
            "day": "2026-09-25",
            "state": state,
            "acts": acts,
            "receipt": "ff",
        }
        for state in State
        for acts in ("0", "3")
    ),
)
"""What five words may belong to."""

ASIDE = (
    say("aside.not-here", group=GROUP),
    *(say(f"aside.{one}") for one in ("gone", "taken", "in-the-room", "stopped", "help")),
    *(say(f"aside.{one}") for one in ("not-kept", "too-many-tries")),
    say("aside.not-five", count=12),
    say("aside.no-such-word", word="xylophone"),
    say("aside.did-you-mean", word="xylophone", meant="photo"),
)
"""What the engine says, whatever the talk is about."""


def a_group(members: int, paid: int, *, rooms: int = 1, pulse: bool = True) -> Group:
    """Led by two people."""
    joined = TODAY - timedelta(days=100)
    people = [Person(PersonId(f"matrix:{n}"), f"Ann {n} of the Hill") for n in range(members + 2)]
    asked = Pulse("p", TODAY, datetime(2026, 9, 30, 10, 30, tzinfo=UTC), 12, "r")
    return Group(
        id=GroupId(1),
        name=GROUP,
        rooms=tuple(RoomId(f"matrix:{n}") for n in range(rooms)),
        members={
            one.id: Member(one, joined, paid=n < paid) for n, one in enumerate(people[:members])
        },
        facilitators={one.id: TODAY + timedelta(days=30) for one in people[members:]},
        names={one.id: one.name for one in people},
        pulse=asked if pulse else None,
        settings={"part.questions": "on"},
    )


@dataclass(frozen=True)
class There:
    """What may differ in what is known around a talk."""

    members: int = 12
    paid: int = 0
    rooms: int = 1
    left: bool = True
    asked: bool = True
    lasts: bool = False
    knows: Known = Known("Maria Ana Gonzalez", "01632 960000")  # noqa: RUF009 (it never changes)

    def around(self, watched: Watched) -> Around:
        group = a_group(self.members, self.paid, rooms=self.rooms, pulse=self.asked)
        return Around(
            group=group,
            watched=watched,
            today=TODAY,
            crowd=crowd(group, TODAY, once_a_week=False),
            comes_out=TODAY,
            asked=self.asked,
            lasts=self.lasts,
            left=self.left,
            knows=self.knows,
            organisation=ORGANISATION,
        )


SIZES = ((4, 0), (1, 0), (0, 0), (5, 5), (5, 4), (12, 0), (12, 1), (12, 2), (12, 11))

READERS = {PersonId(f"matrix:{n}"): TODAY + timedelta(days=30) for n in range(4)}

THERE = (
    *(There(members, paid) for members, paid in SIZES),
    There(rooms=2),
    There(knows=Known("Maria Ana Gonzalez", "01632 960000", READERS)),
    There(left=False),
    There(knows=Known()),
    There(lasts=True),
    There(asked=False),
    There(4, asked=False),
)


WORRY = "worry without my name"

LINES = tuple(
    Clause(n, "Whoever has not spoken yet " * 4, state, TODAY, TODAY)
    for n, state in enumerate((*unnamed.STANDING, *[LineState.TRIED] * 20), start=1)
)


def around(there: There, command: Command, watched: Watched) -> Around:
    """What that talk knows."""
    found = there.around(watched)
    if command.word != WORRY:
        return found
    lines = () if there.lasts else LINES if there.rooms == 1 else LINES[:1]
    known = unnamed.Known(lines, there.knows.supporter, there.knows.phone)
    return replace(found, knows=known if there.members else None)


def talks() -> Iterator[tuple[Command, Aside]]:
    for feature in FEATURES:
        for command in feature.commands:
            if command.aside is not None:
                yield command, command.aside


def steps(aside: Aside, around: Around) -> Iterator[Say]:
    """All that can be said in a talk: whatever is chosen, written and found."""
    waits, seen = [Told()], set[object]()
    while waits:
        told = waits.pop()
        mark = told.choice, told.words, frozenset(told.draft.items())
        if mark in seen:
            continue
        seen.add(mark)
        step = aside.step(around, told)
        yield step.says
        draft: Mapping[str, str] = step.draft or {}
        types = [one.types for one in step.says.choices if one.types.startswith(IN_TALK)]
        waits += [Told(one.removeprefix(IN_TALK), draft=draft) for one in types]
        if step.writes:
            waits += [Told("words", words, draft) for words in OWN]
        if step.code is not None:
            waits.append(Told("not-found", draft=draft))
            waits += [Told("found", draft={**draft, **found}) for found in FOUND]


@pytest.fixture(scope="module")
def words() -> Words:
    """As the bot has them: with words that have no slash of their own."""
    read = Words.load()
    commands = [command for feature in FEATURES for command in feature.commands]
    read.without_slash(word_key(one) for one in commands if one.inner or not one.slash)
    return read


WORDINGS: tuple[dict[str, bool], ...] = (
    {},
    {"easy": True},
    {"slash": True},
    {"easy": True, "slash": True},
)


@cache
def english() -> tuple[Written, ...]:
    return tuple(read(PROMPTS / "en"))


def read_by_people(words: Words, one: Say) -> Iterator[str]:
    for wording in WORDINGS:
        yield words.message(_fewer_names(one), speaker=Plain(), numbered=False, **wording).text  # type: ignore[arg-type]


def _fewer_names(one: Say) -> Say:
    """A list of names is as long as the group is, and people skim it: it counts as three."""
    facts = {
        name: Listed(("Ann", "Joe", "Tom"))
        if isinstance(fact, Listed) and not any(isinstance(each, Text) for each in fact.items)
        else fact
        for name, fact in one.facts.items()
    }
    return replace(one, facts=facts, then=tuple(map(_fewer_names, one.then)))


def count(text: str) -> int:
    """Words that are ours: what is quoted, somebody wrote."""
    ours = re.sub("“[^”]*”?|[^“]*”", "", text)
    return sum(any(map(str.isalnum, word)) for word in ours.split())


def too_long(text: str) -> list[str]:
    found = [one for one in sentences(text) if count(one) > MOST_IN_A_SENTENCE]
    return [*found, *([text] if count(text) > MOST else [])]


@cache
def all_said(watched: Watched) -> tuple[Say, ...]:
    """Each once."""
    every = (
        one
        for (command, aside), there in product(talks(), THERE)
        for one in steps(aside, around(there, command, watched))
    )
    return tuple({repr(one): one for one in every}.values())


@pytest.mark.parametrize("watched", Watched)
def test_nothing_that_is_said_before_sending_is_long(words: Words, watched: Watched) -> None:
    found = {
        (one.key, text): too_long(text)
        for one in (*all_said(watched), *ASIDE)
        for text in read_by_people(words, one)
    }
    assert {key: wrong for key, wrong in found.items() if wrong} == {}


def test_the_walk_comes_to_every_step() -> None:
    said = {each.key for watched in Watched for one in all_said(watched) for each in _flat(one)}
    written = {
        text.key.replace("-", ".", 1)
        for text in english()
        if text.key in BEFORE_SENDING
        or text.key.startswith(("challenge-more-", "pulse-few-come", "worry-"))
    }
    assert len(written) > len(BEFORE_SENDING)
    assert written - ELSEWHERE <= said


ELSEWHERE = frozenset({"worry.line", "worry.another", "worry.tried-again"})
"""On buttons, and what the room reads afterwards."""

BEFORE_SENDING = frozenset(
    f"challenge-{one}"
    for one in (
        *("company", "server", "sealed", "practice", "counted", "not-counted", "several-places"),
        *("gives-away", "could-change-me", "other-way", "other-way-named", "too-few", "full"),
        "too-few-yet",
        *("write", "write-counted", "tells", "no-words", "too-long", "goes-out", "about-words"),
        *("not-yet", "five-words", "type-five", "looking", "lost", "not-found", "still-in-box"),
        *("not-yet-out", "found", "is-gone", "no-acts-left", "write-reply", "reply-goes-out"),
        *("could-be-both", "is-it-meant", "really-withdraw"),
    )
)


def _flat(one: Say) -> Iterator[Say]:
    yield one
    for each in one.then:
        yield from _flat(each)


@pytest.mark.parametrize("watched", Watched)
def test_who_could_guess_is_said_before_a_line_is_chosen(watched: Watched) -> None:
    first, which = (
        unnamed.worries(around(There(), worry(), watched), Told(one)).says for one in ("", "which")
    )
    assert first.key == f"worry.{watched}"
    shown = first if "guess" in _shown(first) else which
    assert _shown(shown) >= {"crowd", "guess"}
    assert not any("line-" in one.types for one in first.choices)


def worry() -> Command:
    return next(command for command, _ in talks() if command.word == WORRY)


@pytest.mark.parametrize("watched", Watched)
def test_who_could_guess_is_said_before_a_word_is_written(watched: Watched) -> None:
    """In the first message or, where so much has to be said first, with the question for words."""
    (aside,) = (aside for command, aside in talks() if command.word == "ask without my name")
    around = There().around(watched)
    first = aside.step(around, Told())
    second = aside.step(around, Told("write", draft=first.draft or {}))
    assert first.says.key == f"challenge.{watched}"
    assert second.writes
    shown = first.says if "guess" in _shown(first.says) else second.says
    assert _shown(shown) >= {"crowd", "guess"}
    assert shown.facts["guess"] == around.crowd.guess


def _shown(one: Say) -> set[str]:
    """The facts that stand in its words."""
    (text,) = (each for each in english() if each.key == one.key.replace(".", "-", 1))
    return set(text.variables.get("", frozenset()))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Word " * 15 + ".", 0),
        ("Word " * 16 + ".", 1),
        ("Word. " * 40, 0),
        ("Word. " * 41, 1),
        ("It says: “" + "word " * 50 + "” and no more.", 0),
    ],
)
def test_words_are_counted(text: str, wrong: int) -> None:
    assert len(too_long(text.strip())) == wrong


# "without your name" is true everywhere; another word would promise more than a chat can hold.


def promises_too_much(text: str) -> bool:
    return re.search("anonym", text, re.IGNORECASE) is not None


def test_nothing_that_people_read_promises_that_nobody_can_find_out(words: Words) -> None:
    """On Matrix the word stands nowhere; and there is no text that Matrix alone does not show."""
    read_by_members = [one for one in english() if not one.admin]
    readings = [
        f"{one.key}: {branch.words}"
        for one in read_by_members
        for branch in (*one.branches, *one.slashed)
        if branch.part != "also"  # is only heard: people type what they know
    ]
    lists = [file.read_text("utf-8") for file in (PROMPTS / "en").glob("*.txt")]
    said = [
        text
        for watched in Watched
        for one in all_said(watched)
        for text in read_by_people(words, one)
    ]
    assert len(readings) > 1000
    assert any("challenge-sealed" in one for one in readings)
    assert [one for one in (*readings, *said) if promises_too_much(one)] == []
    assert [one for one in lists if promises_too_much(_told_to_people(one))] == []


def _told_to_people(file: str) -> str:
    """A list without its notes for translators."""
    return "\n".join(line for line in file.splitlines() if not line.startswith("#"))


@pytest.mark.parametrize("text", ["Anonymous", "anonymously.", "It is ANONYMISED"])
def test_every_form_of_the_word_is_seen(text: str) -> None:
    assert promises_too_much(text)
