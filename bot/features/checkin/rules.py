"""Rounds, decided: which question, who could begin, when answers come together, what fits.

A live round is talk, so there is little to decide about it and nothing to keep. Whoever leads
goes last, and somebody else could begin each time. Pass and silence look the same: nothing here
can tell who has not answered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from random import Random

from bot.model import Person, PersonId

FIRST, LAST, BETWEEN = "first", "last", "between"
"""The rounds, and the sections of the bank that hold their questions."""

AGAIN = "again"
"""The section of questions that presume an earlier meeting. A bank may have none."""

AHEAD = "ahead"
"""Answers that wait for the next first round, beside those for the round between meetings."""

MOST = 400
"""Characters of one answer: about 60 words."""

SPACE = 1400
"""Characters of answers in one message: with the words around them it fits every platform."""

AROUND = 24
"""Characters that stand around one answer: "sent this", quotation marks."""

AS_A_POINT = 48
"""Characters more around one that is a point now: its number, and thanks."""

TWICE = 10_000
"""Milliseconds in which a second word for a round is the same wish, not another question."""

DAYS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
"""How long a round between meetings may stay open."""

LONGEST = max(DAYS.values())

GATHERED_AT = time(10)
"""Wall time at which the answers of a round between meetings are posted."""

WEEK = timedelta(days=7)

QUIET_ROUNDS = 3
"""After so many without answers whoever leads is offered to end them."""

WORTH_OPENING = timedelta(days=2)
"""How late a regular round is still opened; it closes when it would have closed anyway."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody would like to say in a round they are not in."""

    who: Person
    words: str
    noted: bool = False
    """By their own yes it becomes a point when it is posted."""
    point: int | None = None
    """The number of the point that it is now."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the bank by its name, or somebody's own words with their name."""

    words: str
    asker: str | None = None
    """Their name; nothing: whoever asked is no longer here. None: the bank asks."""
    asked_by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """A round between meetings: opened on that day, its answers posted at that wall time."""

    question: Question
    opened_on: date
    gathers: datetime


@dataclass(frozen=True, slots=True)
class Regular:
    """A round between meetings that comes again and again, in wall time of the group."""

    starts: datetime
    rule: str
    question: Question | None
    """None: one of the bank each time."""
    last: datetime | None = None
    """Its newest time that has been dealt with."""
    empty: int = 0
    """How many in a row had no answers."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A round between meetings as whoever leads was shown it. Its button names the number."""

    number: int
    question: Question
    gathers: datetime
    told: str | None = None
    """Numbers of points that people told about it before, a space between two."""
    again: str | None = None
    """Why it is asked again all the same."""


def choose(names: Sequence[str], asked: Sequence[str], seed: int) -> str:
    """A question the group has not had; all used up: any but the last one, and so from the start.

    `asked` is in the order of asking.
    """
    had = [name for name in asked if name in names]
    fresh = [name for name in names if name not in had] or [n for n in names if n != had[-1]]
    return Random(seed).choice(fresh or list(names))


def used_up(names: Sequence[str], asked: Sequence[str]) -> bool:
    """Has the group had every one of these questions?"""
    return set(names) <= set(asked)


def beginner(
    people: Sequence[Person], last: PersonId | None, besides: Collection[PersonId]
) -> Person | None:
    """Who could begin: the next one after whoever could begin last time.

    Never one of `besides`: the lead goes last, and who sent words ahead is probably away.
    """
    ids = [person.id for person in people]
    start = ids.index(last) + 1 if last in ids else 0
    in_turn = (*people[start:], *people[:start])
    return next((person for person in in_turn if person.id not in besides), None)


def gather_time(local: datetime, days: int) -> datetime:
    """The wall time at which a round opened now comes together."""
    return datetime.combine(local.date() + timedelta(days=days), GATHERED_AT)


def earliest(last: Between, days: int) -> date:
    """The first day on which the next round between meetings may be opened.

    Each has two posts, and no seven days in a row may hold more than two.
    """
    return max(last.opened_on + WEEK, last.gathers.date() + WEEK - timedelta(days=days))


def soonest(last: Between, days: int, today: date) -> int:
    """As many days as they chose, or the fewest more that keep the pace.

    `today` is not before the earliest day for the longest round.
    """
    fit = (more for more in range(days, LONGEST) if earliest(last, more) <= today)
    return next(fit, LONGEST)


def newest(slots: Iterable[datetime], now: datetime) -> datetime | None:
    """The newest of these times, in order, that has come."""
    return max(takewhile(lambda slot: slot <= now, slots), default=None)


def is_worth_opening(slot: datetime, now: datetime) -> bool:
    """Is a round whose time was then still to be opened?"""
    return now - slot <= WORTH_OPENING


def shuffled(answers: Sequence[Answer], seed: int) -> tuple[Answer, ...]:
    """In an order that says nothing about who was first."""
    return tuple(Random(seed).sample(answers, len(answers)))


def pages(answers: Sequence[Answer]) -> tuple[tuple[Answer, ...], ...]:
    """Answers shared out over as few messages as they need, in order; at least one message."""
    shared: list[list[Answer]] = [[]]
    room = SPACE
    for answer in answers:
        if length(answer) > room and shared[-1]:
            shared.append([])
            room = SPACE
        shared[-1].append(answer)
        room -= length(answer)
    return tuple(map(tuple, shared))


def length(answer: Answer) -> int:
    """Most characters an answer takes: a platform may put a mark before each that is no letter."""
    said = answer.who.name + answer.words
    around = AROUND if answer.point is None else AROUND + AS_A_POINT
    return around + sum(1 if char.isalnum() or char == " " else 2 for char in said)
