"""Breaks, decided: how long one is, and when whoever leads is reminded of one."""

from __future__ import annotations

from datetime import datetime, timedelta

USUAL = 10
"""Minutes of a break when none were said."""

SHORTEST, LONGEST = 1, 60

OFFERED = (5, 10, 15)

AFTER = timedelta(minutes=45)
"""How long people meet before whoever leads is reminded of a break."""

JUST_BEGUN = timedelta(minutes=15)
"""A planned break that would come this soon after a late start comes later."""

MINUTE = timedelta(minutes=1)


def length(said: object) -> timedelta | None:
    """How long a break is, of what was typed after the word. None: that is no length."""
    if said is None:
        return timedelta(minutes=USUAL)
    if not isinstance(said, int) or not SHORTEST <= said <= LONGEST:
        return None
    return timedelta(minutes=said)


def until(now: datetime, long: timedelta) -> datetime:
    """When it ends: a whole minute, as people read it on their clocks."""
    ends = now + long + MINUTE / 2
    return max(ends.replace(second=0, microsecond=0), now + MINUTE / 2)


def remind_at(started: datetime, *, planned: bool, planned_at: datetime | None) -> datetime | None:
    """When whoever leads is reminded: at the time that was planned, else after 45 minutes.

    None: by its plan the meeting is short.
    """
    if not planned:
        return started + AFTER
    if planned_at is None:
        return None
    return planned_at if planned_at - started >= JUST_BEGUN else started + AFTER
