"""A model of who is there when, and how far somebody gets who keeps a list of it. Pure.

The world: eight weeks. People are online on 60 of 100 days, for one to three short whiles. There
is one meeting a week, and notes cluster in the day after it. Whoever guesses has a list of who
was online to the minute, knows how often notes are written when, and takes the likeliest. Only
the slot at which a note came out is known of it (`bot.anonymous.slots`, as shipped). People are
more alike here than in life, and so is their style: take the shape, not the second digit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random
from statistics import fmean, median

from bot.anonymous import slots
from bot.model import Group, GroupId

WEEKS = 8
HOURS = WEEKS * 7 * 24
FIRST = datetime(2026, 5, 11, tzinfo=UTC)
"""A Monday."""
ONLINE = 0.6
MEETING = (1, 10)
"""Tuesday at ten."""
AFTER = 4.0
"""So many times as often are notes written just after the meeting; it fades over a day."""

Rhythm = Sequence[float]
"""How likely a note of one person comes out at each slot, in order."""


@lru_cache
def slot_of(days: str) -> tuple[int, ...]:
    """For each hour of the eight weeks, at which slot a note written in it comes out."""
    group = Group(GroupId(1), "Any", (), {}, {}, {})
    group = replace(group, settings={slots.DAYS.name: days})
    dates = [slots.comes_out(group, FIRST + timedelta(hours=hour)) for hour in range(HOURS)]
    known = {date: n for n, date in enumerate(sorted(set(dates)))}
    return tuple(known[date] for date in dates)


def rhythm(dice: Random, days: str) -> Rhythm:
    """One person's eight weeks."""
    slot = slot_of(days)
    weights = [0.0] * (slot[-1] + 1)
    usual = dice.uniform(9, 20)
    for day in range(WEEKS * 7):
        if dice.random() >= ONLINE:
            continue
        for _ in range(dice.randint(1, 3)):
            hour = min(23.99, max(7.0, dice.gauss(usual, 3)))
            minutes = dice.uniform(5, 45)
            at = day * 24 + hour
            since = (at - MEETING[0] * 24 - MEETING[1]) % (7 * 24)
            often = 1 + (AFTER - 1) * math.exp(-since / 24)
            weights[slot[int(at)]] += minutes * often
    whole = sum(weights) or 1.0
    return [one / whole for one in weights]


def guessed(dice: Random, crowd: int, days: str, posts: int = 1) -> float:
    """How likely the likeliest is the author, after that many posts of one person in a thread."""
    people = [rhythm(dice, days) for _ in range(crowd)]
    author = people[dice.randrange(crowd)]
    seen = dice.choices(range(len(author)), author, k=posts)
    likely = [math.prod(one[slot] for slot in seen) for one in people]
    return max(likely) / sum(likely)


def effective(crowd: int, days: str, posts: int = 1, tries: int = 1500) -> float:
    """How often the guess is right."""
    dice = Random(f"{crowd} {days} {posts}")
    return fmean(guessed(dice, crowd, days, posts) for _ in range(tries))


def wait(notes: int, a_week: float, tries: int = 20_000) -> float:
    """Median days until as many notes wait, if one came out only together with others."""
    dice = Random(f"{notes} {a_week}")
    return median(sum(dice.expovariate(a_week / 7) for _ in range(notes - 1)) for _ in range(tries))
