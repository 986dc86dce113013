"""The nouns of the ledger, and what follows from them alone: nothing here reads or writes.

The states and days come from practice: a yardstick of 20 to 30 working days for a first answer
(Healthwatch), 12 weeks for an outcome (UK consultation principles), thanks at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self

from bot.model import GroupId, PersonId

LONGEST = 300
"""Characters of a point. What is longer was more than one."""

WANTED_FOR = timedelta(days=1)
"""How long somebody is asked whether their words may be noted. No answer is a no."""

WAIT = timedelta(days=14)
"""How long a sayer has to say whether an answer is what they meant. Then the wait is recorded."""

THANKS = 2
"""Working days within which the group is thanked for a point."""

PART = "points"
"""The part of the bot that all of this belongs to."""

TELL, LATE, CLOSE = "points.tell", "points.late", "points.close"
AGAIN, NO_ANSWER, MAY_KEEP = "points.again", "points.no-answer", "points.may-keep"
THANK = "points.thank"
"""Jobs of the feature `points`: the gathered post, one that is late, the end of a wait, the day to
look again, a wish to note somebody's words that was not answered, a limit that may be kept, and
the last morning to say thank you."""


class State(StrEnum):
    """How far an answer has come."""

    HEARD = "heard"
    THINKING = "thinking"
    WILL = "will"
    DID = "did"
    PARTLY = "partly"
    COULD_NOT = "could-not"


OUTCOMES = frozenset({State.DID, State.PARTLY, State.COULD_NOT})
"""With these the organisation has answered, and its sayer is asked whether that was meant."""

CHANGED = frozenset({State.DID, State.PARTLY})


class Source(StrEnum):
    """How a point came into the ledger."""

    NOTE = "note"
    ROUND = "round"
    LIMIT = "limit"
    """`question this`: a limit was questioned in a meeting."""
    QUESTION = "question"
    """A question without a name."""
    WORRY = "worry"
    """A worry about a line of the charter that had words: posted with a name. One without a name
    has no words, by design (`bot.features.charter.unnamed`), so it is never a point."""


YES, PARTLY, NO = "yes", "partly", "no"
WAITED = "waited"
"""Closed because the recorded wait was over, and nobody said otherwise."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something that was said, with its sayer's yes, and what came of it. Days are local."""

    id: int
    group: GroupId
    number: int
    """From 1 in each group, and never used twice: said as "Point 14"."""
    words: str
    """Empty once it was taken out."""
    said_on: date
    sayer: PersonId | None
    """Who is asked "is this what you meant?". None: it has no name, or they have left."""
    named: bool
    """Its sayer added their name; else no name is ever shown."""
    source: Source
    note: str | None
    """Id of the question without a name that it was: its five words confirm it."""
    decides: str | None
    """Who decides, in plain words."""
    answerer: PersonId | None
    answer_by: date
    """The first answer, which says more than that it was heard."""
    outcome_by: date
    state: State
    will_by: date | None
    promised_by: str | None
    """Who said `will`, as they are called. Nobody promises for another."""
    known_by: date | None
    """With "we will know by": the first day on which something that was left open is due."""
    look_again: date | None
    """With "could not": when it is looked at again."""
    parked_until: date | None
    """It rests until that day, because nobody in this group can decide it."""
    late_said: date | None
    """The due day for which the room has heard that nothing came."""
    asks_until: date | None
    """Its sayer can say until then whether the answer is what they meant: the recorded wait."""
    confirmed: str | None
    """YES, PARTLY or NO, as its sayer said; WAITED: nobody did."""
    closed_on: date | None
    taken_out: bool

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def due(self) -> date | None:
        """The next day on which something is owed. None: it is answered, or closed."""
        if not self.is_open:
            return None
        if self.parked_until is not None:
            return self.parked_until
        match self.state:
            case State.HEARD:
                return self.answer_by
            case State.THINKING:
                return self.outcome_by
            case State.WILL:
                return self.will_by or self.outcome_by
        return self.known_by

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today

    @property
    def waits_for_sayer(self) -> bool:
        """It has an outcome, and its sayer has not said yet whether that was meant."""
        return self.is_open and self.state in OUTCOMES and self.asks_until is not None


@dataclass(frozen=True, slots=True)
class CouldNot:
    """The six honest fields of "we could not, yet". A date in place of words: "we will know by"."""

    heard: str | date
    reason: str | date
    """The real one: money, law, not ours to decide, evidence, disagreement."""
    decided: str | date
    could_change: str | date
    look_again: date
    elsewhere: str | date
    """Where else to take it."""

    @property
    def open_until(self) -> date | None:
        """The first day on which something that is left open will be known."""
        return min((one for _, one in self.left_open()), default=None)

    def left_open(self) -> list[tuple[str, date]]:
        """Which fields are "we will know by", and when."""
        found = ((each.name, getattr(self, each.name)) for each in fields(self))
        return [(n, v) for n, v in found if n != "look_again" and isinstance(v, date)]

    def kept(self) -> dict[str, Any]:
        """As JSON holds it."""
        own = {each.name: getattr(self, each.name) for each in fields(self)}
        return {n: {"by": v.isoformat()} if isinstance(v, date) else v for n, v in own.items()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        return cls(
            **{
                name: date.fromisoformat(said["by"]) if isinstance(said, dict) else said
                for name, said in kept.items()
            }
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a point, as it was given. None is ever changed but for a name taken out."""

    state: State
    words: str
    by: str
    """The name it was given in; empty: they have left."""
    day: date
    person: PersonId | None = None
    """Set: they are a member here, and their name goes when they do."""
    could_not: CouldNot | None = None
    """Only and always with COULD_NOT."""
    will_by: date | None = None
    """Only and always with WILL."""
    route: str | None = None
    """None: given in the chat. Else how it came, one of `bot.told.ROUTES`; then `words` are word
    for word, and `by` is whoever sent them."""
    heard: str | None = None
    """What whoever answers heard; with COULD_NOT it is one of the six."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that somebody would like to note. They are in no point before their sayer's yes."""

    id: int
    group: GroupId
    words: str
    whose: PersonId
    asked_by: str
    """The name of who would like to note them."""
    source: Source
    until: date
    """The last day on which a yes counts."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many, over some days. Never per person."""

    raised: int = 0
    answered: int = 0
    """Of those: with a first answer by now."""
    on_time: int = 0
    """Of the answered: by the day that was said."""
    changed: int = 0
    """Of those: did, or partly."""
    could_not: int = 0
    confirmed: int = 0
    """Of those: their sayer said that the answer was what they meant."""
    by_source: Mapping[Source, int] | None = None
    """The ways in that were used."""


def count(points: Iterable[tuple[Point, list[Answer]]]) -> Counts:
    """What these points, each with its answers, come to."""
    known = [(one, said) for one, said in points if not one.taken_out]
    first = {one.id: first_answer(said) for one, said in known}
    sources = [one.source for one, _ in known]
    return Counts(
        raised=len(known),
        answered=sum(first[one.id] is not None for one, _ in known),
        on_time=sum(
            (day := first[one.id]) is not None and day <= one.answer_by for one, _ in known
        ),
        changed=sum(one.state in CHANGED for one, _ in known),
        could_not=sum(one.state is State.COULD_NOT for one, _ in known),
        confirmed=sum(one.confirmed == YES for one, _ in known),
        by_source={each: sources.count(each) for each in Source if each in sources},
    )


def first_answer(said: Iterable[Answer]) -> date | None:
    """The day of the first answer that says more than that it was heard."""
    return min((one.day for one in said if one.state is not State.HEARD), default=None)
