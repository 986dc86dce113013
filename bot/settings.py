"""What a group has chosen: read by every feature, changed only through here.

A setting is declared once, as data, with what holds until the group chooses, and with the floor
that no choice may go under. `choose` refuses the rest, whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.db import Tx
from bot.model import Group, GroupId, Refused

ON, OFF, ASKED = "on", "off", "asked"


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


VOICE = Setting("voice", OFF, lambda value: value == OFF or ":" in value)
"""The place where the group also speaks, as the id of a room; whose turn it is may speak there."""


def part(name: str) -> Setting:
    """Whether a part of the bot is switched on."""
    return one_of(f"part.{name}", OFF, ASKED, ON)


def has_part(group: Group, name: str | None) -> bool:
    """Has the group said yes to this part? What belongs to no part is always on."""
    return name is None or part(name).of(group) == ON


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
