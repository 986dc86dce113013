"""Planning, decided: when reminders come, what is hopeless, how long words may be.

All in wall time of the group; a zone is applied by whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

WEEK, DAY, SOON = "week", "day", "soon"
"""The reminders of a meeting: a week before, a day before, and 15 minutes before."""

BEFORE = {WEEK: timedelta(days=7), DAY: timedelta(days=1), SOON: timedelta(minutes=15)}

OFTEN = timedelta(days=7)
"""Meetings that come as often as this have no reminder a week before."""

JUST_SAID = timedelta(days=1)
"""A reminder this soon after the post of a plan would only repeat it."""

LATE = timedelta(minutes=2)
"""From then on a reminder says that it is late."""

NUDGED_AT = time(10)
"""When whoever looks after the group hears that papers are due."""

MINUTE = timedelta(minutes=1)

AIM, PART, REASON, WHO, BY, PAPERS = 12, 8, 10, 4, 4, 8
"""Most words of each part of a plan: the opening post is read aloud."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which nothing is posted that nobody asked for, over midnight or not."""

    begins: time
    ends: time

    @classmethod
    def of(cls, setting: str) -> Quiet:
        begins, ends = map(time.fromisoformat, setting.split("-"))
        return cls(begins, ends)

    def holds(self, wall: datetime) -> bool:
        """Is it quiet then?"""
        now = wall.time()
        if self.begins <= self.ends:
            return self.begins <= now < self.ends
        return now >= self.begins or now < self.ends

    def last_before(self, wall: datetime) -> datetime:
        """The same time; or, if it is quiet then, the last minute before the quiet."""
        if not self.holds(wall):
            return wall
        day = wall.date() if wall.time() >= self.begins else wall.date() - timedelta(days=1)
        return datetime.combine(day, self.begins) - MINUTE

    def end_after(self, wall: datetime) -> datetime:
        """When the quiet that holds then is over."""
        day = wall.date() if wall.time() < self.ends else wall.date() + timedelta(days=1)
        return datetime.combine(day, self.ends)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of one meeting, in wall time."""

    kind: str
    at: datetime
    good_until: datetime
    """From then on it is hopeless: the next reminder or the meeting has come."""


def reminders(start: datetime, spacing: timedelta | None, quiet: Quiet) -> tuple[Reminder, ...]:
    """All reminders of a meeting that begins at that wall time, in order.

    Only the last one may fall into quiet hours. Two at one time are one: the later kind.
    """
    kinds = (DAY, SOON) if spacing is not None and spacing <= OFTEN else (WEEK, DAY, SOON)
    times = [
        start - BEFORE[kind] if kind == SOON else quiet.last_before(start - BEFORE[kind])
        for kind in kinds
    ]
    ends = [*times[1:], start]
    return tuple(
        Reminder(kind, at, end)
        for kind, at, end in zip(kinds, times, ends, strict=True)
        if at < end
    )


def is_worth_making(one: Reminder, now: datetime, said_at: datetime | None) -> bool:
    """Is it still of use? `said_at`: when the plan itself was posted, if it was just now."""
    if said_at is None:
        return one.good_until > now
    return one.at > (said_at if one.kind == SOON else said_at + JUST_SAID)


def words(text: str) -> int:
    return len(text.split())


def most_for(field: str) -> int:
    """How many words a part of the plan may have."""
    limits = {"aim": AIM, "can": PART, "cannot": PART, "because": REASON, "why": REASON}
    return {**limits, "decides": WHO, "by": BY, "papers": PAPERS, "place": PAPERS}[field]


def after_the_first(slots: Sequence[datetime]) -> tuple[Sequence[datetime], bool]:
    """The next three that are named, and whether there are more than those."""
    return slots[1:4], len(slots) > 4
