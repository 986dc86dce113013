"""A group's ending: which meeting is its last, and when everything kept about it is deleted.

Its law: it is said in the open before it happens, and can be called off until that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot import meetings
from bot.db import Tx
from bot.meetings import Meeting
from bot.model import GroupId

SOON = 2
"""How many meetings before the last one its openings say that the end is near."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What was said about the end of a group."""

    last: Meeting | None
    """The one that was named; if it is cancelled, the newest before it that is not. None: there
    is none, or it is no longer remembered."""
    delete_on: date


def of(tx: Tx, group: GroupId) -> Ending | None:
    row = tx.one("SELECT meeting, delete_on FROM ending WHERE group_id = :g", g=group)
    if row is None:
        return None
    last = meetings.get(tx, group, row[0])
    if last is not None and last.cancelled:
        last = meetings.last(tx, group, last.starts_at)
    return Ending(last, date.fromisoformat(row[1]))


def set_(tx: Tx, group: GroupId, last: int, delete_on: date) -> None:
    tx.run(
        "INSERT INTO ending (group_id, meeting, delete_on) VALUES (:g, :last, :day)"
        " ON CONFLICT (group_id) DO UPDATE SET meeting = :last, delete_on = :day",
        g=group,
        last=last,
        day=delete_on.isoformat(),
    )


def put_off(tx: Tx, group: GroupId, delete_on: date) -> None:
    """Another day, with the same last meeting."""
    sql = "UPDATE ending SET delete_on = :day WHERE group_id = :g"
    tx.run(sql, g=group, day=delete_on.isoformat())


def call_off(tx: Tx, group: GroupId) -> bool:
    return tx.run("DELETE FROM ending WHERE group_id = :g", g=group) > 0


def is_over(tx: Tx, group: GroupId, at: datetime) -> bool:
    """Has its last meeting begun, so that nothing new is begun any more?"""
    found = of(tx, group)
    return found is not None and (found.last is None or found.last.starts_at <= at)


def left(tx: Tx, group: GroupId, now: Meeting) -> int | None:
    """How many meetings come after this one until the last. None: there is no end in sight."""
    found = of(tx, group)
    if found is None or found.last is None:
        return None
    if now.id == found.last.id:
        return 0
    coming = meetings.coming(tx, group, now.starts_at)
    before = sum(one.starts_at <= found.last.starts_at for one in coming if one.id != now.id)
    return before if 0 < before <= SOON else None
