"""When notes come out, and in which order: the same for everybody.

Waiting for a slot is what hides an author from who keeps a list of who was there when: let out
at once, a note of one of eight can be guessed in 62 of 100 cases; twice a week, never before the
next day, in 28 (`docs/privacy.md` has the figures, measured by `tests/anonymous`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from hashlib import blake2b
from random import Random
from zoneinfo import ZoneInfo

from bot import schedule
from bot.aside import Note
from bot.model import Group
from bot.settings import one_of

_A_WEEK = timedelta(days=8)
"""And a day: at least one slot lies in it, whatever clock changes do."""

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


def rule(group: Group) -> Mapping[str, str]:
    """When notes come out in this group, as `schedule.every` takes it."""
    return RULES[DAYS.of(group)]


def comes_out(group: Group, now: datetime) -> date:
    """The local day of the first slot for a note that goes into the box at that time (UTC)."""
    zone = ZoneInfo(group.zone)
    after = (now + YOUNGEST).astimezone(zone) - timedelta(seconds=1)
    wall, _ = schedule.next_slot(schedule.as_text(rule(group)), group.zone, after)
    return datetime.fromisoformat(wall).date()


def day_of(group: Group, now: datetime) -> date:
    """The local day of the slot that is open at that time (UTC): the last one that has come.

    A slot that was held or missed may open late, also on the day of the next one, before its time:
    what is meant for that one is too young then, and must not come out twice.
    """
    zone = ZoneInfo(group.zone)
    text, local = schedule.as_text(rule(group)), now.astimezone(zone)
    wall, when = schedule.next_slot(text, group.zone, local - _A_WEEK)
    last = wall
    while when <= now:
        last = wall
        wall, when = schedule.next_slot(text, group.zone, datetime.fromisoformat(wall))
    return datetime.fromisoformat(last).date()


def once_a_week(group: Group) -> bool:
    return "," not in rule(group)["day_of_week"]


def shuffled(notes: Iterable[Note], seed: int) -> list[Note]:
    """In an order of chance that has nothing to do with the order in which they came."""
    order = sorted(notes)
    Random(seed).shuffle(order)
    return order


def id_of(seed: int, place: int) -> str:
    """A random name for the note at that place of the slot: a seed is never given twice."""
    return blake2b(f"{seed} {place}".encode(), digest_size=16).hexdigest()
