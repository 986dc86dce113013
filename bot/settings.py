"""What a group has chosen: read by every feature, changed only through here.

A setting is declared by a feature as data (`bot.feature.Setting`); its first value is the
default and the floor: everything after it asks for the group's own choice.
"""

from __future__ import annotations

from datetime import date

from bot.db import Tx
from bot.model import Group, GroupId

ON = "on"
OFF = "off"


def part(name: str) -> str:
    """The setting that says whether a part of the bot is switched on."""
    return f"part.{name}"


def has_part(group: Group, name: str | None) -> bool:
    """Has the group said yes to this part? What belongs to no part is always on."""
    return name is None or group.settings.get(part(name)) == ON


def choose(tx: Tx, group: GroupId, name: str, value: str, today: date) -> None:
    """Keep a choice of the group, with the day it was made."""
    tx.touched.add(group)
    tx.run(
        "INSERT INTO setting (group_id, name, value, since) VALUES (:g, :name, :value, :day)"
        " ON CONFLICT (group_id, name) DO UPDATE SET value = :value, since = :day",
        g=group,
        name=name,
        value=value,
        day=today.isoformat(),
    )
