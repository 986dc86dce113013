"""The times that are offered, and what suits whom, in the database: one asking for a group."""

from __future__ import annotations

from datetime import datetime

from bot.db import Tx
from bot.features.findtime.rules import Asking, Suits
from bot.model import GroupId, PersonId


def load(tx: Tx, group: GroupId) -> Asking | None:
    row = tx.one(
        "SELECT number, person, name, times, zone, closes FROM findtime WHERE group_id = :g",
        g=group,
    )
    if row is None:
        return None
    number, person, name, times, zone, closes = row
    walls = tuple(map(datetime.fromisoformat, times.split()))
    return Asking(number, person, name, walls, zone, datetime.fromisoformat(closes))


def begin(tx: Tx, group: GroupId, new: Asking) -> None:
    """In the place of any other, with no answers yet."""
    end(tx, group)
    tx.run(
        "INSERT INTO findtime (group_id, number, person, name, times, zone, closes)"
        " VALUES (:g, :number, :p, :name, :times, :zone, :closes)",
        g=group,
        number=new.number,
        p=new.person,
        name=new.name,
        times=" ".join(wall.isoformat(timespec="minutes") for wall in new.times),
        zone=new.zone,
        closes=new.closes.isoformat(timespec="minutes"),
    )


def nameless(tx: Tx, group: GroupId, person: PersonId, gap: str) -> None:
    """Whoever offered the times is not named any more; the times stay offered."""
    sql = "UPDATE findtime SET person = '', name = :gap WHERE group_id = :g AND person = :p"
    tx.run(sql, gap=gap, g=group, p=person)


def end(tx: Tx, group: GroupId) -> None:
    """Forget the times, and by their key every answer."""
    tx.erased |= tx.run("DELETE FROM findtime WHERE group_id = :g", g=group) > 0


def answer(tx: Tx, group: GroupId, person: PersonId, suits: Suits) -> None:
    """Keep what suits somebody. Again: it takes the place of the earlier one."""
    tx.run(
        "INSERT INTO findtime_answer (group_id, person, suits) VALUES (:g, :p, :suits)"
        " ON CONFLICT (group_id, person) DO UPDATE SET suits = :suits",
        g=group,
        p=person,
        suits=" ".join(map(str, sorted(suits))),
    )


def drop(tx: Tx, group: GroupId, person: PersonId) -> bool:
    """False: there was no answer."""
    sql = "DELETE FROM findtime_answer WHERE group_id = :g AND person = :p"
    tx.erased = True
    return tx.run(sql, g=group, p=person) > 0


def answer_of(tx: Tx, group: GroupId, person: PersonId) -> Suits | None:
    sql = "SELECT suits FROM findtime_answer WHERE group_id = :g AND person = :p"
    row = tx.one(sql, g=group, p=person)
    return None if row is None else _suits(row[0])


def answers(tx: Tx, group: GroupId) -> dict[PersonId, Suits]:
    sql = "SELECT person, suits FROM findtime_answer WHERE group_id = :g ORDER BY person"
    return {PersonId(who): _suits(suits) for who, suits in tx.all(sql, g=group)}


def _suits(kept: str) -> Suits:
    return frozenset(map(int, kept.split()))
