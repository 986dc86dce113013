"""Who was taken out, for a day; and what in the core still names them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from bot.db import Tx
from bot.model import Group, GroupId, Member, Person, PersonId, private
from bot.nameless import carries, means, reworded
from bot.times import ms


def keep(
    tx: Tx, group: GroupId, number: int, member: Member, leads_until: date | None, at: datetime
) -> None:
    """One row for each person; its number is on the button that undoes it."""
    sql = "DELETE FROM removed WHERE group_id = :g AND person = :p"
    tx.run(sql, g=group, p=member.person.id)
    tx.run(
        "INSERT INTO removed"
        " (group_id, person, number, removed_at, name, joined_on, leads_until, paid)"
        " VALUES (:g, :p, :n, :at, :name, :day, :until, :paid)",
        g=group,
        p=member.person.id,
        n=number,
        at=ms(at),
        name=member.person.name,
        day=member.joined_on.isoformat(),
        until=leads_until and leads_until.isoformat(),
        paid=int(member.paid),
    )


def take(tx: Tx, group: GroupId, number: int) -> tuple[Member, date | None] | None:
    row = tx.one(
        "SELECT person, name, joined_on, leads_until, paid FROM removed"
        " WHERE group_id = :g AND number = :n",
        g=group,
        n=number,
    )
    if row is None:
        return None
    forget(tx, group, number)
    person, name, joined, until, paid = row
    member = Member(Person(PersonId(person), name), date.fromisoformat(joined), bool(paid))
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


def reword(tx: Tx, group: Group, who: Person) -> None:
    """What is still to be said, asked or done: without them, and not at all if it is for them."""
    people = [*group.members, *group.facilitators]
    for address in (*group.rooms, *group.apart, *map(private, people)):
        sql = "SELECT id, says FROM outbox WHERE address = :a AND says <> '' AND key <> ''"
        for id, says in tx.all(sql, a=address):
            _reword_row(tx, id, json.loads(says), who)
    for person in people:
        for table, column in (("open_choice", "choices"), ("open_form", "answers")):
            row = tx.one(f"SELECT {column} FROM {table} WHERE person = :p", p=person)
            kept = None if row is None else json.loads(row[0])
            if means(kept, who) or carries(json.dumps(kept, ensure_ascii=False), who):
                tx.run(f"DELETE FROM {table} WHERE person = :p", p=person)
    for id, args in tx.all("SELECT id, args FROM due WHERE group_id = :g", g=group.id):
        if means(json.loads(args), who):
            tx.run("DELETE FROM due WHERE id = :id", id=id)
    tx.run("DELETE FROM code WHERE person = :p AND group_id = :g", p=who.id, g=group.id)


def drop_accounts(tx: Tx, person: PersonId) -> None:
    """No other account is known as theirs any more."""
    tx.run("DELETE FROM also WHERE person = :p OR same_as = :p", p=person)


def _reword_row(tx: Tx, id: int, said: dict[str, Any], who: Person) -> None:
    if _is_for(said, who):
        tx.run(
            "UPDATE outbox SET says = '', via = NULL, asked_in = NULL,"
            " state = CASE WHEN state = 'sent' THEN state ELSE 'gone' END WHERE id = :id",
            id=id,
        )
    elif (without := reworded(said, who)) != said:
        tx.run("UPDATE outbox SET says = :says WHERE id = :id", says=json.dumps(without), id=id)


def _is_for(said: dict[str, Any], who: Person) -> bool:
    """Does it call this person, or speak about them?"""
    about = (said.get("a"), said.get("f", {}).get("who"))
    return any(isinstance(one, dict) and one.get("person") == who.id for one in about)
