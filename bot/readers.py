"""Who reads a question without a name before its group does: chosen in the open, until a day.

Its law: their own yes is also their consent to the private lines this needs, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.db import Tx
from bot.model import GroupId, PersonId

MOST = 4
"""Readers of a group: two read, and others can when a question names one of them."""


def ask(tx: Tx, group: GroupId, person: PersonId, until: date) -> None:
    """Ask somebody, until that day. Nothing changes until they say yes."""
    tx.run(
        "INSERT INTO reader (group_id, person, until_day, asked_until)"
        " VALUES (:g, :p, :until, :until) ON CONFLICT (group_id, person)"
        " DO UPDATE SET asked_until = :until",
        g=group,
        p=person,
        until=until.isoformat(),
    )


def say_yes(tx: Tx, group: GroupId, person: PersonId) -> date | None:
    """Their own yes. Until when; None: nobody asked them."""
    done = tx.run(
        "UPDATE reader SET said_yes = 1, until_day = asked_until, asked_until = NULL"
        " WHERE group_id = :g AND person = :p AND asked_until IS NOT NULL",
        g=group,
        p=person,
    )
    return chosen(tx, group).get(person) if done else None


def chosen(tx: Tx, group: GroupId) -> Mapping[PersonId, date]:
    """Who has said yes, and until when each of them reads."""
    return of_all(tx).get(group, {})


def of_all(tx: Tx) -> Mapping[GroupId, Mapping[PersonId, date]]:
    """The same for all groups at once."""
    found: dict[GroupId, dict[PersonId, date]] = {}
    sql = "SELECT group_id, person, until_day FROM reader WHERE said_yes = 1 ORDER BY person"
    for group, person, until in tx.all(sql):
        found.setdefault(GroupId(group), {})[PersonId(person)] = date.fromisoformat(until)
    return found


def asked_or_chosen(tx: Tx, group: GroupId, today: date) -> frozenset[PersonId]:
    """Who was asked, whether they have said yes or not."""
    sql = "SELECT person FROM reader WHERE group_id = :g AND until_day >= :today"
    return frozenset(PersonId(row[0]) for row in tx.all(sql, g=group, today=today.isoformat()))


def stop(tx: Tx, group: GroupId, person: PersonId) -> bool:
    """They read no more. False: they did not, nor were they asked."""
    sql = "DELETE FROM reader WHERE group_id = :g AND person = :p"
    return tx.run(sql, g=group, p=person) > 0


def sweep(tx: Tx, today: date) -> None:
    """A role ends with its day."""
    tx.run("DELETE FROM reader WHERE until_day < :today", today=today.isoformat())
