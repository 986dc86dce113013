"""News, decided: which days they tell of, what is in them, and who may take words out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.bands import Gaps
from bot.model import PersonId, Text

FIRST = timedelta(days=31)
"""The first news of a group tell of so long; later ones of all since the ones before."""

EVERY_MONTH: Mapping[str, str] = {"day": "1st tue", "hour": "10", "minute": "0"}
"""The first Tuesday of a month, at ten in the morning of the group."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one point, by its newest answer in those days."""

    number: int
    words: str
    said_by: str | None
    """Only if its sayer added their name."""
    state: str
    answer: tuple[Text, ...]
    """The sentences of the newest answer, as they were posted (`bot.told`)."""


@dataclass(frozen=True, slots=True)
class Waits:
    """A point that is still being worked on. Its words are not said here."""

    number: int
    due: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Month:
    """All that news tell."""

    group: str
    made_on: date
    first: date
    last: date
    came: tuple[Came, ...]
    waits: tuple[Waits, ...]
    raised: int

    @property
    def is_quiet(self) -> bool:
        return not self.came


def span(before: date | None, today: date) -> tuple[date, date]:
    """The days that news of today tell of, by the last day of those before."""
    last = today - timedelta(days=1)
    first = today - FIRST if before is None else before + timedelta(days=1)
    return min(first, last), last


def newest(answers: Iterable[Came]) -> tuple[Came, ...]:
    """Of each point the last answer, in the order of their numbers."""
    found = {one.number: one for one in answers}
    return tuple(found[number] for number in sorted(found))


def may_take_out(sayer: PersonId | None, by: PersonId, *, leads: bool) -> bool:
    """Whoever said it, and whoever leads for somebody who cannot: only ever less is said."""
    return leads or (sayer is not None and sayer == by)


def which(said: str) -> tuple[int, str] | None:
    """Which text, and which part of it, a button means: `12 came`. None: it means neither."""
    number, _, part = said.strip().partition(" ")
    return (int(number), part.strip()) if number.isdecimal() and part.strip() else None


# The yearly report.

YEAR = timedelta(days=365)


class Part(StrEnum):
    """Its three headings, as an advisory group reports to those who lead an organisation."""

    PROGRESS = "progress"
    PRACTICE = "practice"
    DEVELOP = "develop"


class Sort(StrEnum):
    """What stands in it beside the ledger."""

    LINE = "line"
    """Written by whoever leads, for the group."""
    VIEW = "view"
    """Somebody sees it differently: word for word, by their own yes."""
    REPLY = "reply"
    """What the organisation replied to the report before."""


@dataclass(frozen=True, slots=True)
class Line:
    """One of those."""

    id: int
    sort: Sort
    part: Part
    words: str
    person: PersonId | None
    """Of a view: who can take it out."""
    name: str | None
    """Shown with it; of a view only if they chose so."""
    said_on: date


@dataclass(frozen=True, slots=True)
class Numbers:
    """Counts over the year, and nothing per person (SCIE's briefing: is it working, is it worth
    it?)."""

    raised: int
    answered: int
    on_time: int
    changed: int
    confirmed: int
    ways: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Year:
    """All that a report tells."""

    group: str
    made_on: date
    first: date
    last: date
    numbers: Numbers
    changed: tuple[Came, ...]
    could_not: tuple[Came, ...]
    waits: tuple[Waits, ...]
    lines: tuple[Line, ...]
    since: date
    """The first of the days on which anything was said."""
    gaps: Gaps | None = None
    """How far meetings felt from their steps. None: the group has no ladder, or too few meetings
    were rated, and a count of them would tell of each."""


def year(before: date | None, today: date) -> tuple[date, date]:
    """The days that a report of today tells of, by the last day of the one before it."""
    last = today - timedelta(days=1)
    first = today - YEAR if before is None else before + timedelta(days=1)
    return min(first, last), last


def are_on_time(numbers: Numbers) -> bool:
    """Did most answers come by the day that was said? Else that is something to work on."""
    return 2 * numbers.on_time > numbers.answered


def of_view(id: int) -> str:
    """By which a view is known in a text."""
    return f"view {id}"
