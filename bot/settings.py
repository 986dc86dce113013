"""What a group has chosen: read by every feature, changed only through here.

A setting is declared once, as data, with what holds until the group chooses, and with the floor
that no choice may go under. `choose` refuses the rest, whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.db import Tx
from bot.model import Group, GroupId, Refused

ON, OFF, ASKED = "on", "off", "asked"

PARTS = ("rounds", "questions", "asking", "points", "charter", "ladder")
"""What can be switched on, besides the list of hands."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice of a group."""

    name: str
    default: str
    allows: Callable[[str], bool]
    """The floor: which values a group may choose at all."""

    def of(self, group: Group) -> str:
        """What the group has chosen, or what holds until it does."""
        chosen = group.settings.get(self.name, self.default)
        return chosen if self.allows(chosen) else self.default


def one_of(name: str, default: str, *others: str) -> Setting:
    """A setting with a few values."""
    return Setting(name, default, frozenset((default, *others)).__contains__)


WORDING = one_of("wording", "usual", "easy")
"""How the bot words things in this group."""


ORDER = one_of("hands.order", "new voices", "first come")
"""Whose turn is next: who has not spoken yet, or whose hand went up first."""


STRONG_WORDS = one_of("strong-words", "unsaid", "yes", "no", "ask")
"""What the group says about swearing. Nothing is filtered: the bot says what was agreed."""


SMALLEST, LARGEST = 5, 15


def _at_least(value: str) -> bool:
    """A floor: five, or more."""
    return value.isdecimal() and SMALLEST <= int(value) <= LARGEST


PULSE_FLOOR = Setting("pulse.floor", str(SMALLEST), _at_least)
"""How many answers there must be before it is said how a meeting left people: only ever more."""


VOICE = Setting("voice", OFF, lambda value: value == OFF or ":" in value)
"""The place where the group also speaks, as the id of a room; whose turn it is may speak there."""


def _hours(value: str) -> tuple[int, int] | None:
    """Two times of day, as minutes after midnight."""
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", value)
    if found is None:
        return None
    hour, minute, end_hour, end_minute = map(int, found.groups())
    return hour * 60 + minute, end_hour * 60 + end_minute


def _covers_the_night(value: str) -> bool:
    hours = _hours(value)
    return hours is not None and 12 * 60 <= hours[0] <= 22 * 60 and 7 * 60 <= hours[1] <= 12 * 60


QUIET_HOURS = Setting("quiet-hours", "20:00-08:00", _covers_the_night)
"""When nothing is posted that nobody asked for. From ten at night to seven it is always quiet."""


def in_quiet_hours(group: Group, local: time) -> bool:
    """Is it in the quiet hours of the group, at that wall time?"""
    return are_quiet(QUIET_HOURS.of(group), local)


def are_quiet(hours: str, local: time) -> bool:
    """Do these hours hold at that wall time?"""
    begins, ends = _hours(hours) or (0, 0)
    return not ends <= local.hour * 60 + local.minute < begins


def quiet_ends(group: Group, wall: datetime) -> datetime | None:
    """When the quiet hours that hold at that wall time are over. None: they do not hold."""
    if not in_quiet_hours(group, wall.time()):
        return None
    begins, ends = _hours(QUIET_HOURS.of(group)) or (0, 0)
    tomorrow = wall.hour * 60 + wall.minute >= begins
    return datetime.combine(wall.date(), time()) + timedelta(days=tomorrow, minutes=ends)


def _at_most(name: str, days: int) -> Setting:
    """Working days that a group can only make fewer."""
    return Setting(name, str(days), frozenset(map(str, range(1, days + 1))).__contains__)


ANSWER_DAYS = _at_most("points.answer-days", 20)
"""Working days until the first answer: what a provider owes Healthwatch."""

OUTCOME_DAYS = _at_most("points.outcome-days", 60)
"""Working days until what came of it: twelve weeks, as of a public consultation."""


def days(group: Group, setting: Setting) -> int:
    """A number of days, as the group has chosen it."""
    return int(setting.of(group))


def part(name: str) -> Setting:
    """Whether a part of the bot is switched on."""
    return one_of(f"part.{name}", OFF, ASKED, ON)


def has_part(group: Group, name: str | None) -> bool:
    """Has the group said yes to this part? What belongs to no part is always on."""
    return name is None or part(name).of(group) == ON


def is_on(tx: Tx, group: GroupId, name: str) -> bool:
    """The same, where only the id of the group is at hand."""
    row = tx.one(
        "SELECT value FROM setting WHERE group_id = :g AND name = :name",
        g=group,
        name=part(name).name,
    )
    return row is not None and row[0] == ON


def chosen_on(tx: Tx, group: GroupId, setting: Setting) -> date | None:
    """The day of the group's choice. None: it has made none."""
    sql = "SELECT since FROM setting WHERE group_id = :g AND name = :name"
    row = tx.one(sql, g=group, name=setting.name)
    return None if row is None else date.fromisoformat(row[0])


def choose(tx: Tx, group: GroupId, setting: Setting, value: str, today: date) -> None:
    """Keep a choice of the group, with the day it was made. Raises Refused under the floor."""
    if not setting.allows(value):
        raise Refused("app.under-the-floor")
    tx.touched.add(group)
    tx.run(
        "INSERT INTO setting (group_id, name, value, since) VALUES (:g, :name, :value, :day)"
        " ON CONFLICT (group_id, name) DO UPDATE SET value = :value, since = :day",
        g=group,
        name=setting.name,
        value=value,
        day=today.isoformat(),
    )
