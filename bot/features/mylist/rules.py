"""The list after a meeting, decided: when it comes, and which three things are on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from bot.model import Choice, Offer

MOST = 3

AT = time(10)
"""Wall time of the day after, unless the quiet hours go on."""

T = TypeVar("T")


def comes_at(met_on: date) -> datetime:
    """When the list of a meeting on that day comes, in wall time."""
    return datetime.combine(met_on + timedelta(days=1), AT)


def chosen(offers: Sequence[Offer]) -> tuple[Choice, ...]:
    """The three things that matter most; of equal ones the first that was offered."""
    ordered = sorted(offers, key=lambda one: one.place)
    return tuple(one.choice for one in ordered[:MOST])
