"""What people are in the middle of, in a meeting: somebody's turn, or a round.

Read before anything of ours is said that nobody in the lead asked for: it waits until that is over.
The rows are those of the list of hands and of rounds; nothing is kept here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.db import Tx
from bot.model import Group
from bot.times import from_ms, ms

ROUND_LASTS = timedelta(minutes=15)
"""So long after it was opened a live round counts as going on, if nobody is called before."""


def turn_is_on(tx: Tx, group: Group) -> bool:
    """Is it somebody's turn?"""
    sql = "SELECT 1 FROM hands_floor WHERE group_id = :g AND speaker IS NOT NULL"
    return group.session is not None and tx.one(sql, g=group.id) is not None


def round_until(tx: Tx, group: Group, at: datetime) -> datetime | None:
    """Until when a live round counts as going on. None: none is on.

    It is over when somebody is called, with a break, and with the meeting.
    """
    if group.session is None or group.break_until is not None:
        return None
    row = tx.one(
        "SELECT l.opened_at, coalesce(f.moved_at, 0) FROM checkin_live l"
        " LEFT JOIN hands_floor f ON f.group_id = l.group_id WHERE l.group_id = :g",
        g=group.id,
    )
    if row is None:
        return None
    opened, moved = row
    ends = from_ms(opened) + ROUND_LASTS
    now_on = opened >= ms(group.session.started_at) and moved <= opened and at < ends
    return ends if now_on else None
