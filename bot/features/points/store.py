"""What the room has not heard yet, and where else things can be taken."""

from __future__ import annotations

from bot.db import Tx
from bot.features.points.rules import New
from bot.model import GroupId, PersonId


def mark(tx: Tx, group: GroupId, what: New, about: int) -> None:
    """The room is to hear of it."""
    sql = "INSERT INTO points_new (group_id, what, about) VALUES (:g, :what, :about)"
    tx.run(f"{sql} ON CONFLICT DO NOTHING", g=group, what=what, about=about)


def marked(tx: Tx, group: GroupId, what: New) -> list[int]:
    """What it is to hear of, the oldest first."""
    sql = "SELECT about FROM points_new WHERE group_id = :g AND what = :what ORDER BY about"
    return [row[0] for row in tx.all(sql, g=group, what=what)]


def heard(tx: Tx, group: GroupId, what: New, about: int | None = None) -> None:
    """It has heard of all of them, or of that one."""
    sql = "DELETE FROM points_new WHERE group_id = :g AND what = :what"
    sql += " AND about = coalesce(:about, about)"
    tx.run(sql, g=group, what=what, about=about)


def moves(tx: Tx, group: GroupId, account: PersonId) -> bool:
    """Is it now known as another account of somebody? What is theirs stays theirs."""
    row = tx.one("SELECT same_as FROM also WHERE person = :p", p=account)
    if row is None:
        return False
    for table, column in (("point", "sayer"), ("point", "answerer"), ("point_wanted", "whose")):
        sql = f"UPDATE {table} SET {column} = :to WHERE group_id = :g AND {column} = :p"
        tx.run(sql, to=row[0], g=group, p=account)
    tx.run(
        "UPDATE point_answer SET by_person = :to WHERE by_person = :p"
        " AND point IN (SELECT id FROM point WHERE group_id = :g)",
        to=row[0],
        p=account,
        g=group,
    )
    return True
