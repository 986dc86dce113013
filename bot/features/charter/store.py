"""What the group is being asked about its lines, in the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.db import Tx
from bot.features.charter.rules import Asked, What
from bot.model import GroupId


def ask(tx: Tx, group: GroupId, one: Asked) -> None:
    """One question about a line at a time: a new one takes the place of the one before."""
    tx.run(
        "INSERT INTO charter_asked (group_id, number, what, words, because, day)"
        " VALUES (:g, :number, :what, :words, :because, :day)"
        " ON CONFLICT (group_id, number) DO UPDATE SET what = :what, words = :words,"
        " because = :because, day = :day",
        g=group,
        number=one.number,
        what=one.what.value,
        words=one.words,
        because=one.because,
        day=one.on.isoformat(),
    )


def asked(tx: Tx, group: GroupId, number: int) -> Asked | None:
    """What the group is being asked about this line."""
    row = tx.one(
        "SELECT number, what, words, because, day FROM charter_asked"
        " WHERE group_id = :g AND number = :number",
        g=group,
        number=number,
    )
    if row is None:
        return None
    return Asked(row[0], What(row[1]), row[2], row[3], date.fromisoformat(row[4]))


def done(tx: Tx, group: GroupId, number: int) -> None:
    """It was answered, or the line is another one now."""
    tx.run("DELETE FROM charter_asked WHERE group_id = :g AND number = :n", g=group, n=number)


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    sql = "SELECT number, words, because FROM charter_asked WHERE group_id = :g"
    for number, words, because in tx.all(sql, g=group):
        tx.run(
            "UPDATE charter_asked SET words = :words, because = :because"
            " WHERE group_id = :g AND number = :number",
            words=change(words),
            because=None if because is None else change(because),
            g=group,
            number=number,
        )
