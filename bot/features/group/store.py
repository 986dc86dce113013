"""Codes, and which two accounts are one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.db import Tx
from bot.groups import EVERY
from bot.model import GroupId, Person, PersonId
from bot.times import ms


@dataclass(frozen=True, slots=True)
class Code:
    group: GroupId | None
    person: Person


def keep_code(
    tx: Tx, code: str, kind: str, group: GroupId, person: Person, expires: datetime
) -> None:
    """Keep a code until then. A person has one of each kind."""
    tx.run("DELETE FROM code WHERE kind = :kind AND person = :p", kind=kind, p=person.id)
    tx.run(
        "INSERT INTO code (code, kind, group_id, person, name, expires_at)"
        " VALUES (:code, :kind, :g, :p, :name, :at)",
        code=code,
        kind=kind,
        g=group,
        p=person.id,
        name=person.name,
        at=ms(expires),
    )


def find_code(tx: Tx, code: str, kind: str, now: datetime) -> Code | None:
    row = tx.one(
        "SELECT group_id, person, name FROM code"
        " WHERE code = :code AND kind = :kind AND expires_at > :now",
        code=code,
        kind=kind,
        now=ms(now),
    )
    return None if row is None else Code(row[0], Person(PersonId(row[1]), row[2]))


def use_code(tx: Tx, code: str) -> None:
    """A code works once."""
    tx.run("DELETE FROM code WHERE code = :code", code=code)


def leads(tx: Tx, group: GroupId, today: date) -> list[Person]:
    """Who looks after a group on that day."""
    rows = tx.all(
        "SELECT person, name FROM facilitator"
        " WHERE group_id = :g AND said_yes = 1 AND until_day >= :today ORDER BY person",
        g=group,
        today=today.isoformat(),
    )
    return [Person(PersonId(person), name) for person, name in rows]


def same_person(tx: Tx, account: PersonId, person: Person) -> None:
    """Two accounts are one human, by their own word on both: one place, one membership."""
    tx.run(
        "INSERT INTO also (person, same_as, name) VALUES (:p, :same, :name)"
        " ON CONFLICT (person) DO UPDATE SET same_as = :same, name = :name",
        p=account,
        same=person.id,
        name=person.name,
    )
    # Whoever was this account before is that person now, too.
    tx.run(
        "UPDATE also SET same_as = :same, name = :name WHERE same_as = :p",
        p=account,
        same=person.id,
        name=person.name,
    )
    for table in ("member", "facilitator"):
        tx.run(f"DELETE FROM {table} WHERE person = :p", p=account)
    tx.touched.add(EVERY)


def different_person(tx: Tx, account: PersonId, person: PersonId) -> bool:
    """Undo it, from either account. False: there was nothing to undo."""
    sql = "DELETE FROM also WHERE person = :a OR same_as = :p"
    tx.touched.add(EVERY)
    return tx.run(sql, a=account, p=person) > 0
