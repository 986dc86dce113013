"""Posts between meetings: the room gets two a week at most (law 7), whatever the feature.

What people asked for is always posted, and counted here. What comes by itself asks first, and
leaves room for what is promised for later. What is about points or news comes on a working day, or
on a day when the group meets anyway: a weekend is nobody's day for an answer of the council. Kept:
when, for a week, and no words.

What only says in the room that a word typed there was done is an answer, and no post: `pass on`,
`park`, `decided by`, `more time`, `away`. Counted, a facilitator who sorts ten points would keep
the answers to them from the room for weeks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot import meetings, schedule, workdays
from bot.db import Tx
from bot.model import Group, GroupId
from bot.times import from_ms, ms, wall

A_WEEK = 2
WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)

A_FEW = 3
"""So many meetings are looked at, of the few days on which nobody works."""


def note(tx: Tx, group: GroupId, at: datetime) -> None:
    """The group's rooms get a post now."""
    tx.run("DELETE FROM post WHERE group_id = :g AND at <= :past", g=group, past=ms(at - WEEK))
    reserve(tx, group, at)


def reserve(tx: Tx, group: GroupId, at: datetime) -> None:
    """They get one then, as they were told: other posts leave room for it."""
    tx.run("INSERT INTO post (group_id, at) VALUES (:g, :at)", g=group, at=ms(at))


def take_back(tx: Tx, group: GroupId, at: datetime) -> None:
    """The post that was promised for then is not to be counted, or is counted when it comes."""
    tx.run("DELETE FROM post WHERE group_id = :g AND at = :at", g=group, at=ms(at))


def are_enough(tx: Tx, group: GroupId, at: datetime) -> bool:
    """Would one more post now be too many, in any seven days in a row?"""
    return is_full(_since(tx, group, at), at)


def good_day(tx: Tx, group: Group, day: date) -> date:
    """That local day, or the next that is good for a post about points or news."""
    first = workdays.next_one(tx, day)
    if first == day:
        return day
    meets = (wall(one.starts_at, group.zone).date() for one in _coming(tx, group, day))
    return min((each for each in meets if day <= each < first), default=first)


def is_good_day(tx: Tx, group: Group, day: date) -> bool:
    return good_day(tx, group, day) == day


def _coming(tx: Tx, group: Group, day: date) -> list[meetings.Meeting]:
    midnight = schedule.utc(datetime.combine(day, time()), group.zone)
    return meetings.coming(tx, group.id, midnight - MINUTE, A_FEW)


def _since(tx: Tx, group: GroupId, at: datetime) -> list[datetime]:
    """The posts of the last week, and those that are promised, the first first."""
    sql = "SELECT at FROM post WHERE group_id = :g AND at > :past ORDER BY at"
    return [from_ms(row[0]) for row in tx.all(sql, g=group, past=ms(at - WEEK))]


def is_full(times: Sequence[datetime], at: datetime) -> bool:
    """With these posts, is there some week with that time in it that has all it gets?"""
    ends = (at, *(time for time in times if at < time < at + WEEK))
    return any(sum(end - WEEK < time <= end for time in times) >= A_WEEK for end in ends)
