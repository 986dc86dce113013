"""When notes come out, and in which order: the same for everybody.

Waiting for a slot is what hides an author from who keeps a list of who was there when: let out
at once, a note of one of eight can be guessed in 62 of 100 cases; twice a week, never before the
next day, in 28 (`docs/privacy.md` has the figures, measured by `tests/anonymous`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from random import Random
from zoneinfo import ZoneInfo

from bot import schedule
from bot.aside import Note
from bot.db import Tx
from bot.model import Ask, Due, Group
from bot.settings import OFF, Setting, one_of
from bot.times import wall

_LONGEST_GAP = timedelta(days=15)
"""At least one slot lies in it, whatever clock changes do, and also where other days begin."""

RULES: Mapping[str, Mapping[str, str]] = {
    "tuesday and friday": {"day_of_week": "tue,fri", "hour": "12", "minute": "10"},
    "monday and thursday": {"day_of_week": "mon,thu", "hour": "12", "minute": "10"},
    "friday": {"day_of_week": "fri", "hour": "12", "minute": "10"},
}
"""At most two a week, 72 hours apart at least. Ten past twelve lies in nobody's quiet hours."""

DAYS = one_of("slots", *RULES)
"""When notes come out in a group. There is no way to choose slots that come more often."""

YOUNGEST = timedelta(hours=24)
"""A note waits at least that long."""

SEEN = 5
"""So many possible authors must have been seen in the room since notes last came out."""

LONGEST_HELD = timedelta(days=14)
"""A note waits no longer than that for it."""


APART, WEEK = timedelta(days=3), timedelta(days=7)
"""Two slots are at least so far from each other; and the first and the third of any three."""


@dataclass(frozen=True, slots=True)
class Change:
    """Other days that a group has chosen."""

    days: str
    last: date
    """The last slot by the days before."""
    first: date
    """The first slot by these days. Between the two nothing comes out."""

    def kept(self) -> str:
        return f"{self.days} after {self.last} from {self.first}"


def _read(value: str) -> Change | None:
    found = re.fullmatch(r"([a-z ]+) after (\S+) from (\S+)", value)
    if found is None or found[1] not in RULES:
        return None
    try:
        return Change(found[1], date.fromisoformat(found[2]), date.fromisoformat(found[3]))
    except ValueError:
        return None


CHANGE = Setting("slots-next", OFF, lambda value: value == OFF or _read(value) is not None)
"""The last change of DAYS, which stay as they were before it."""


def change(group: Group) -> Change | None:
    """The last change; None: there was never one."""
    return _read(CHANGE.of(group))


def days(group: Group, day: date) -> str:
    """Which of the days hold on that local day."""
    then = change(group)
    return then.days if then is not None and day > then.last else DAYS.of(group)


def rule(group: Group, day: date | None = None) -> Mapping[str, str]:
    """When notes come out, as `schedule.every` takes it; without a day: before any change."""
    return RULES[DAYS.of(group) if day is None else days(group, day)]


def next_slot(group: Group, after: datetime) -> datetime:
    """The wall time of the next slot after that wall time, also where other days begin."""
    then = change(group)
    after = after.replace(tzinfo=None)
    found = _next(DAYS.of(group), group.zone, after)
    if then is None or found.date() <= then.last:
        return found
    return _next(then.days, group.zone, max(after, before(then.first)))


def before(day: date) -> datetime:
    """The last second before a day, by the clock on the wall."""
    return datetime.combine(day, time()) - timedelta(seconds=1)


def _next(chosen: str, zone: str, after: datetime) -> datetime:
    naive = after.replace(tzinfo=None)
    wall, _ = schedule.next_slot(schedule.as_text(RULES[chosen]), zone, naive)
    return datetime.fromisoformat(wall)


def comes_out(group: Group, now: datetime) -> date:
    """The local day of the first slot for a note that goes into the box at that time (UTC)."""
    after = (now + YOUNGEST).astimezone(ZoneInfo(group.zone)) - timedelta(seconds=1)
    return next_slot(group, after).date()


def day_of(group: Group, now: datetime) -> date:
    """The local day of the slot that is open at that time (UTC): the last one that has come.

    A slot that was held or missed may open late, also on the day of the next one, before its time:
    what is meant for that one is too young then, and must not come out twice.
    """
    last = at = next_slot(group, now.astimezone(ZoneInfo(group.zone)) - _LONGEST_GAP)
    while schedule.utc(at, group.zone) <= now:
        last, at = at, next_slot(group, at)
    return last.date()


def changed(group: Group, chosen: str, now: datetime) -> Change:
    """If the group chooses these days now: from when they hold.

    Whatever the box holds: each day that anybody can have been told stays a slot. After the last
    of them no two slots are nearer than three days, and no three within a week.
    """
    last = comes_out(group, now)
    past, at = last - WEEK, before(last - WEEK)
    while (at := next_slot(group, at)).date() < last:
        past = at.date()
    first = _next(chosen, group.zone, before(max(last + APART, past + WEEK)))
    while _next(chosen, group.zone, first).date() < last + WEEK:
        first = _next(chosen, group.zone, first)
    return Change(chosen, last, first.date())


def is_changing(group: Group, today: date) -> bool:
    """Were other days chosen, whose first slot is not over?"""
    then = change(group)
    return then is not None and today <= then.first


def once_a_week(group: Group, today: date) -> bool:
    """Is there one slot a week, now and after any change? Told too seldom hides nobody less."""
    held = {days(group, today), days(group, date.max)}
    return all("," not in RULES[one]["day_of_week"] for one in held)


def begin(tx: Tx, job: str, why: Ask | Due) -> None:
    """From now on that job fires at the slots of the group. Asked again at each: other days may
    begin there.
    """
    group, local = why.group, wall(why.at, why.group.zone)
    day = next_slot(group, local).date()
    first = schedule.utc(before(day), group.zone)
    schedule.every(tx, job, group, str(group.id), rule(group, day), max(why.at, first))


def shuffled(notes: Iterable[Note], seed: int) -> list[Note]:
    """In an order of chance that has nothing to do with the order in which they came."""
    order = sorted(notes)
    Random(seed).shuffle(order)
    return order


def id_of(seed: int, place: int) -> str:
    """A random name for the note at that place of the slot: a seed is never given twice."""
    return blake2b(f"{seed} {place}".encode(), digest_size=16).hexdigest()
