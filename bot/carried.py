"""What a group carries from one meeting to the next: ideas of whoever leads, and what came of it.

Its law: an idea is kept until the next meeting opens, and says nothing about who had it.
"""

from __future__ import annotations

from collections.abc import Callable

from bot import meetings
from bot.db import Tx
from bot.meetings import Meeting
from bot.model import GroupId

MOST = 3
"""Ideas that are carried at once. More would be an agenda."""

MADE, PARTLY, NOT_YET = "made", "partly", "not-yet"


def add(tx: Tx, group: GroupId, words: str) -> bool:
    """Keep an idea until the next meeting opens. False: there are enough."""
    if len(ideas(tx, group)) >= MOST:
        return False
    row = tx.one("SELECT coalesce(max(id), 0) + 1 FROM carried")
    id = row[0] if row else 1
    sql = "INSERT INTO carried (id, group_id, words) VALUES (:id, :g, :words)"
    tx.run(sql, id=id, g=group, words=words)
    return True


def ideas(tx: Tx, group: GroupId) -> list[str]:
    sql = "SELECT words FROM carried WHERE group_id = :g ORDER BY id"
    return [row[0] for row in tx.all(sql, g=group)]


def take(tx: Tx, group: GroupId) -> list[str]:
    """All of them, and none is kept any more."""
    found = ideas(tx, group)
    if found:
        tx.run("DELETE FROM carried WHERE group_id = :g", g=group)
    return found


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    """Every idea is changed in the same way."""
    for id, words in tx.all("SELECT id, words FROM carried WHERE group_id = :g", g=group):
        tx.run("UPDATE carried SET words = :words WHERE id = :id", words=change(words), id=id)


def held(tx: Tx, one: Meeting) -> None:
    """This meeting was held: what came of it can be asked."""
    tx.run("UPDATE meeting SET came = '' WHERE id = :id AND came IS NULL", id=one.id)


def came(tx: Tx, one: Meeting, what: str) -> None:
    """What came of what this meeting wanted to leave with."""
    tx.run("UPDATE meeting SET came = :what WHERE id = :id", id=one.id, what=what)


def unsaid(tx: Tx, group: GroupId) -> Meeting | None:
    """The last meeting that was held, if nobody has said what came of it."""
    found = _last(tx, group)
    return found[0] if found is not None and found[1] == "" else None


def last(tx: Tx, group: GroupId) -> tuple[Meeting, str] | None:
    """The last meeting that was held and what came of it, if somebody said so."""
    found = _last(tx, group)
    return found if found is not None and found[1] else None


def _last(tx: Tx, group: GroupId) -> tuple[Meeting, str] | None:
    row = tx.one(
        "SELECT m.id, m.came FROM meeting m JOIN meeting_series s ON s.id = m.series"
        " WHERE s.group_id = :g AND m.came IS NOT NULL"
        " ORDER BY m.starts_at DESC, m.id DESC LIMIT 1",
        g=group,
    )
    one = None if row is None else meetings.get(tx, group, row[0])
    return None if row is None or one is None else (one, row[1])


def results(tx: Tx, group: GroupId) -> list[tuple[Meeting, str]]:
    """All meetings of which somebody said what came of them, the first first."""
    rows = tx.all(
        "SELECT m.id, m.came FROM meeting m JOIN meeting_series s ON s.id = m.series"
        " WHERE s.group_id = :g AND m.came <> '' ORDER BY m.starts_at, m.id",
        g=group,
    )
    found = ((meetings.get(tx, group, id), what) for id, what in rows)
    return [(one, what) for one, what in found if one is not None]
