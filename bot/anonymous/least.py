"""How large a crowd must be before anybody writes in it: five, or more where a group says so.

A group can only ask for more (law 8). And the box is never looked at: whatever it holds, another
number begins once every day that anybody can have been told is over, as other days of slots do.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.anonymous import slots
from bot.anonymous.crowd import FLOOR
from bot.model import Group
from bot.settings import LARGEST, Setting

_KEPT = re.compile(r"([1-9]\d?) from (\d{4}-\d\d-\d\d) before ([1-9]\d?)")

DEFAULT = str(FLOOR)


def _read(value: str) -> tuple[int, date, int] | None:
    """The number, the first day on which it holds, and what holds until then."""
    found = _KEPT.fullmatch(value)
    if found is None or not all(FLOOR <= int(one) <= LARGEST for one in (found[1], found[3])):
        return None
    try:
        return int(found[1]), date.fromisoformat(found[2]), int(found[3])
    except ValueError:
        return None


CROWD = Setting("crowd.floor", DEFAULT, lambda value: value == DEFAULT or _read(value) is not None)
"""How many people must be able to have written something, and from which day."""


def crowd(group: Group, today: date) -> int:
    """How many there must be on that local day."""
    kept = _read(CROWD.of(group))
    if kept is None:
        return FLOOR
    least, first, before = kept
    return least if today >= first else before


def chosen(group: Group) -> int:
    """How many the group wants, though it may not hold yet."""
    kept = _read(CROWD.of(group))
    return FLOOR if kept is None else kept[0]


def begins(group: Group, now: datetime) -> date:
    """From which local day another number holds that is chosen now (UTC)."""
    return slots.comes_out(group, now) + timedelta(days=1)


def changed(group: Group, least: int, now: datetime, today: date) -> str:
    """If the group chooses that number now: what is kept of it."""
    return f"{least} from {begins(group, now)} before {crowd(group, today)}"
