"""Finding a time, decided: how many times, how long it is open, and what may be said of answers.

Its law: nothing that is said of the answers fits one count alone, for any time. Most may be all of
them or just over half; what suits nobody is never told from what suits one. Answers that whoever
is told knows already are left out of it: counted in, they could be taken off again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.model import PersonId

FEWEST, MOST = 2, 8
"""Times that are offered together."""

ENOUGH = 3
"""Answers, besides those that whoever is told knows anyway, from which on anything is said."""

OPEN_FOR = {"two-days": 2, "three-days": 3, "a-week": 7}
"""Days until it closes, by what the choices type."""

CLOSES_AT = time(18)
"""Wall time of the last day, if no other is said."""

SHORTEST, LONGEST = timedelta(days=1), timedelta(days=31)
"""How long it is open: nothing runs out on a person within a day."""

LATE = timedelta(minutes=2)
"""From then on it is said that it closed late."""

NAMED = 3
"""How many times can be taken from what is said at the end."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Which times are offered, in the order of their numbers, and until when to answer."""

    number: int
    person: PersonId
    name: str
    times: tuple[datetime, ...]
    zone: str
    closes: datetime
    jumped: tuple[datetime, ...] = ()
    """Wall times as they were typed, where the clock jumps over them: the post says so."""


Suits = frozenset[int]
"""What suits one person: numbers of times, from 1 on; none: no time does."""


@dataclass(frozen=True, slots=True)
class Found:
    """What may be said of all answers: times by their numbers, and no counts."""

    best: tuple[int, ...] = ()
    most: bool = False
    """More than half of those who answered can come at the best times."""
    almost: tuple[int, ...] = ()
    """What suits nearly as many as the best."""


def is_enough(answers: Sequence[Suits]) -> bool:
    """May anything be said of these? Without those that whoever is told knows."""
    return len(answers) >= ENOUGH


def found(answers: Sequence[Suits], offered: Sequence[int]) -> Found:
    """Which of the offered times suit most."""
    people = len(answers)
    counts = {number: sum(number in one for one in answers) for number in offered}
    top = max(counts.values(), default=0)
    most = top * 2 > people
    if not (most or _is_vague(top, people)):
        return Found()
    best = tuple(number for number in offered if counts[number] == top)
    near = max(1, people // 5)
    almost = tuple(n for n in offered if 0 < top - counts[n] <= near and counts[n] > 0)
    return Found(best, most, almost)


def _is_vague(top: int, people: int) -> bool:
    """Does "not most, but the nearest" fit more counts than one? From two people on it is said."""
    return top >= 2 and people // 2 > 2


def for_all(answers: Sequence[Suits], offered: Sequence[int]) -> tuple[int, ...]:
    """The offered times that suit every one of these."""
    return tuple(number for number in offered if all(number in one for one in answers))


def numbers(typed: str, most: int) -> Suits | None:
    """ "1 3", "1, 3" or "1 and 3" in digits alone; None: it is something else."""
    if not re.fullmatch(r"\d[\d\s,;.&+]*", typed.strip()):
        return None
    found = frozenset(int(one) for one in re.findall(r"\d+", typed[:80]))
    return found if all(1 <= one <= most for one in found) else None


def closing(choice: str, now: datetime) -> datetime | None:
    """The wall time at which it closes, by a choice; None: it is no choice."""
    days = OPEN_FOR.get(choice)
    return None if days is None else datetime.combine(now.date() + timedelta(days), CLOSES_AT)
