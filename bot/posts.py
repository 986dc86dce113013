"""Posts between meetings: the room gets two a week at most (law 7), whatever the feature.

What people asked for is always posted, and counted here. What comes by itself asks first.
Kept: when, for a week, and no words.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.db import Tx
from bot.model import GroupId
from bot.times import from_ms, ms

A_WEEK = 2
WEEK = timedelta(days=7)


def note(tx: Tx, group: GroupId, at: datetime) -> None:
    """The group's rooms get a post now."""
    tx.run("DELETE FROM post WHERE group_id = :g AND at <= :past", g=group, past=ms(at - WEEK))
    tx.run("INSERT INTO post (group_id, at) VALUES (:g, :at)", g=group, at=ms(at))


def are_enough(tx: Tx, group: GroupId, at: datetime) -> bool:
    """Has this group had what it gets in a week?"""
    sql = "SELECT count(*) FROM post WHERE group_id = :g AND at > :past"
    row = tx.one(sql, g=group, past=ms(at - WEEK))
    return row is not None and row[0] >= A_WEEK


def free_at(tx: Tx, group: GroupId, at: datetime) -> datetime | None:
    """When the week is no longer full; None: it is not full now."""
    sql = "SELECT at FROM post WHERE group_id = :g AND at > :past ORDER BY at DESC"
    found = tx.all(sql, g=group, past=ms(at - WEEK))
    return from_ms(found[A_WEEK - 1][0]) + WEEK if len(found) >= A_WEEK else None
