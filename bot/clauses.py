"""The lines of a group's charter: what they are, and which one is said at an opening. Pure.

Its law: only lines that the group is trying or has agreed count for anything, and nothing here
knows who said what. All days are local days of the group.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

GRACE = timedelta(days=28)
"""How long a line whose day has come still counts, before it fades."""


class State(StrEnum):
    """How a line stands."""

    SUGGESTED = "suggested"
    """Written down. Nobody tries it yet, or there is a worry about it."""
    TRIED = "tried"
    """Nobody said that they cannot live with it: a way to find out, and no agreement."""
    AGREED = "agreed"
    """By people's yes, and by nothing else."""
    FADED = "faded"
    """Its day came, and nobody renewed it: it is shown as such, and counts for nothing."""
    DROPPED = "dropped"


LIVE = frozenset({State.TRIED, State.AGREED})
"""What counts: is said at openings, and steers."""


class Tag(StrEnum):
    """For which meetings a line is, as whoever leads chose."""

    HEAVY = "heavy"
    NEW = "new"
    LIMITS = "limits"


@dataclass(frozen=True, slots=True)
class Clause:
    """One line, in the words of the group."""

    number: int
    """From 1 in each group, and never given twice."""
    words: str
    state: State
    since: date
    """The day from which it stands so, in these words."""
    look_again: date
    """The day on which the group is asked again. Of a line that counts for nothing: not used."""
    steers: tuple[str, str] | None = None
    """The setting it stands for, and its value (`bot.settings`)."""
    tags: frozenset[Tag] = frozenset()
    shown: int = 0
    """When it was last said at an opening, as one count for the whole charter. 0: never."""

    @property
    def live(self) -> bool:
        return self.state in LIVE

    def is_due(self, today: date) -> bool:
        """Is the group to be asked about it again?"""
        return self.live and self.look_again <= today

    @property
    def fades_on(self) -> date | None:
        """The day on which it fades, unless it is renewed before.

        None: never, as it switched a part on. Points wait for answers and questions for their days
        there, so a part goes by the group's yes alone.
        """
        if self.steers is not None and self.steers[0].startswith("part."):
            return None
        return self.look_again + GRACE


class Kind(StrEnum):
    """What a change was."""

    WRITTEN = "written"
    TRIED = "tried"
    WORRY = "worry"
    """There was a worry about it, so nobody tries it until it was talked about."""
    AGREED = "agreed"
    CHANGED = "changed"
    KEPT = "kept"
    NOT_SURE = "not-sure"
    FADED = "faded"
    DROPPED = "dropped"
    BACK = "back"


UNVERSIONED = frozenset({Kind.WRITTEN, Kind.KEPT, Kind.NOT_SURE})
"""Changes after which everything that counts reads as before."""


@dataclass(frozen=True, slots=True)
class Change:
    """One step of one line, for a sentence: "Line 4 was: … Now: …, because …"."""

    number: int
    kind: Kind
    words: str
    """How the line reads from then on."""
    was: str | None
    """How it read before. None: the same."""
    because: str | None
    on: date
    version: int
    """Which version of the charter it is part of."""


@dataclass(frozen=True, slots=True)
class Charter:
    """All lines of a group, also those that count for nothing any more."""

    version: int
    """0: nobody has tried any line yet."""
    since: date | None
    clauses: tuple[Clause, ...]

    @property
    def live(self) -> tuple[Clause, ...]:
        return tuple(one for one in self.clauses if one.live)

    def clause(self, number: object) -> Clause | None:
        return next((one for one in self.clauses if one.number == number), None)


def chosen(clauses: Iterable[Clause], coming: frozenset[Tag]) -> Clause | None:
    """The line to say today: one that is for what is coming, else any; the longest unsaid first.

    Never the same twice in a row, where there is another one; and only in members' own words.
    """
    live = [one for one in clauses if one.live and one.steers is None]
    last = max((one.shown for one in live), default=0)
    others = [one for one in live if not one.shown or one.shown < last] or live
    fitting = [one for one in others if one.tags & coming]
    plain = [one for one in others if not one.tags]  # for any meeting
    return min(fitting or plain or others, key=lambda one: (one.shown, one.number), default=None)


def for_newcomer(clauses: Iterable[Clause]) -> Clause | None:
    """The line that somebody reads who has just come: one meant for that, else the first."""
    live = [one for one in clauses if one.live and one.steers is None]
    return min(live, key=lambda one: (Tag.NEW not in one.tags, one.number), default=None)


def said(clause: Clause, clauses: Iterable[Clause]) -> Clause:
    """The same line, once it was said at an opening."""
    return replace(clause, shown=1 + max(one.shown for one in clauses))
