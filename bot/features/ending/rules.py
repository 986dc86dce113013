"""An ending, decided: when what is kept is deleted, and when that is said once more."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

STAYS = timedelta(days=30)
"""How long everything is kept after the last meeting, so that people can come back to it."""

BEFORE = timedelta(days=7)
"""How long before it is deleted the room is told once more."""

AT = time(10)

MOST_RESULTS = 5
"""Of what came of the meetings, so many are named at the last one."""

TOO_LATE = timedelta(days=2)
"""So late nothing is deleted before it is said again: the clock may be wrong."""


def delete_on(last: date) -> date:
    """The day on which what is kept is deleted."""
    return last + STAYS


def at(day: date) -> datetime:
    """When on that day, in wall time."""
    return datetime.combine(day, AT)
