"""Who was taken out, for a day; and what in the core still names them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime

from bot.db import Tx
from bot.model import Group, GroupId, Member, Person, PersonId, private
from bot.times import ms


def keep(
    tx: Tx, group: GroupId, number: int, member: Member, leads_until: date | None, at: datetime
) -> None:
    """One row for each person; its number is on the button that undoes it."""
    sql = "DELETE FROM removed WHERE group_id = :g AND person = :p"
    tx.run(sql, g=group, p=member.person.id)
    tx.run(
        "INSERT INTO removed (group_id, person, number, removed_at, name, joined_on, leads_until)"
        " VALUES (:g, :p, :n, :at, :name, :day, :until)",
        g=group,
        p=member.person.id,
        n=number,
        at=ms(at),
        name=member.person.name,
        day=member.joined_on.isoformat(),
        until=leads_until and leads_until.isoformat(),
    )


def take(tx: Tx, group: GroupId, number: int) -> tuple[Member, date | None] | None:
    row = tx.one(
        "SELECT person, name, joined_on, leads_until FROM removed"
        " WHERE group_id = :g AND number = :n",
        g=group,
        n=number,
    )
    if row is None:
        return None
    forget(tx, group, number)
    person, name, joined, until = row
    member = Member(Person(PersonId(person), name), date.fromisoformat(joined))
    return member, until and date.fromisoformat(until)


def newest(tx: Tx, group: GroupId) -> int | None:
    sql = "SELECT number FROM removed WHERE group_id = :g ORDER BY removed_at DESC LIMIT 1"
    row = tx.one(sql, g=group)
    return None if row is None else row[0]


def forget(tx: Tx, group: GroupId, number: int) -> None:
    tx.run("DELETE FROM removed WHERE group_id = :g AND number = :n", g=group, n=number)


def lead_is_now(tx: Tx, group: GroupId, old: PersonId, new: Person) -> None:
    """Whoever led meetings is not named for them any more."""
    tx.touched.add(group)
    tx.run(
        "UPDATE session SET lead = :new, lead_name = :name WHERE group_id = :g AND lead = :old",
        new=new.id,
        name=new.name,
        g=group,
        old=old,
    )


def drop_about(tx: Tx, group: Group, who: Person, names: Callable[[str], bool]) -> None:
    """What is still to be said, asked or done about them: it is not said, asked or done."""
    people = [*group.members, *group.facilitators]
    for address in (*group.rooms, *map(private, people)):
        sql = "SELECT id, says FROM outbox WHERE address = :a AND says <> '' AND key <> ''"
        for id, says in tx.all(sql, a=address):
            if names(_plain(says)):
                tx.run(
                    "UPDATE outbox SET says = '', via = NULL, asked_in = NULL,"
                    " state = CASE WHEN state = 'sent' THEN state ELSE 'gone' END WHERE id = :id",
                    id=id,
                )
    for person in people:
        for table, column in (("open_choice", "choices"), ("open_form", "answers")):
            row = tx.one(f"SELECT {column} FROM {table} WHERE person = :p", p=person)
            if row is not None and names(_plain(row[0])):
                tx.run(f"DELETE FROM {table} WHERE person = :p", p=person)
    for id, args in tx.all("SELECT id, args FROM due WHERE group_id = :g", g=group.id):
        if who.id in args:
            tx.run("DELETE FROM due WHERE id = :id", id=id)
    tx.run("DELETE FROM code WHERE person = :p AND group_id = :g", p=who.id, g=group.id)


def _plain(packed: str) -> str:
    """JSON with its letters as they are written."""
    return json.dumps(json.loads(packed), ensure_ascii=False)
