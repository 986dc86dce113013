"""What people want in the report, in the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.db import Tx
from bot.features.news.rules import Line, Part, Sort
from bot.model import GroupId, PersonId


def add(tx: Tx, group: GroupId, one: Line) -> Line:
    """Keep a line. Its `id` is given here, and never used twice while it could be meant."""
    row = tx.one("SELECT coalesce(max(id), 0) + 1 FROM report_line")
    id = int(row[0]) if row else 1
    tx.run(
        "INSERT INTO report_line (id, group_id, kind, part, words, person, name, said_on)"
        " VALUES (:id, :g, :kind, :part, :words, :person, :name, :day)",
        id=id,
        g=group,
        kind=one.sort,
        part=one.part,
        words=one.words,
        person=one.person,
        name=one.name,
        day=one.said_on.isoformat(),
    )
    found = get(tx, group, id)
    assert found is not None
    return found


def get(tx: Tx, group: GroupId, id: int) -> Line | None:
    return next((one for one in lines(tx, group) if one.id == id), None)


def lines(tx: Tx, group: GroupId, since: date = date.min) -> list[Line]:
    """All that were said since that day, the oldest first."""
    rows = tx.all(
        "SELECT id, kind, part, words, person, name, said_on FROM report_line"
        " WHERE group_id = :g AND said_on >= :since ORDER BY id",
        g=group,
        since=since.isoformat(),
    )
    return [
        Line(
            id,
            Sort(kind),
            Part(part),
            words,
            None if person is None else PersonId(person),
            name,
            date.fromisoformat(day),
        )
        for id, kind, part, words, person, name, day in rows
    ]


def drop(tx: Tx, group: GroupId, id: int) -> None:
    """With its words."""
    tx.erased = True
    tx.run("DELETE FROM report_line WHERE group_id = :g AND id = :id", g=group, id=id)


def lets_go(tx: Tx, group: GroupId, who: PersonId) -> None:
    """Views stay, as they were given for the group, and say no more whose they were."""
    tx.erased = True
    tx.run(
        "UPDATE report_line SET person = NULL, name = NULL WHERE group_id = :g AND person = :who",
        g=group,
        who=who,
    )


def moves(tx: Tx, group: GroupId, account: PersonId) -> bool:
    """Is it now known as another account of somebody? Their views stay theirs."""
    row = tx.one("SELECT same_as FROM also WHERE person = :p", p=account)
    if row is None:
        return False
    sql = "UPDATE report_line SET person = :to WHERE group_id = :g AND person = :p"
    tx.run(sql, to=row[0], g=group, p=account)
    return True


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    for one in lines(tx, group):
        tx.run(
            "UPDATE report_line SET words = :words, name = :name WHERE id = :id",
            words=change(one.words),
            name=None if one.name is None else change(one.name),
            id=one.id,
        )


def sweep(tx: Tx, group: GroupId, before: date) -> None:
    """What is older than any report tells of."""
    sql = "DELETE FROM report_line WHERE group_id = :g AND said_on < :before"
    if tx.run(sql, g=group, before=before.isoformat()):
        tx.erased = True
