"""Who answers points: chosen in the open, until a day; by their own yes, or outside by e-mail.

Its law: the yes of somebody in the chat is their consent to one private list a week and one note
on the day an answer is hoped for, and to nothing else. Of somebody outside there is a name and an
address, kept until a day and shown to nobody in the group but whoever looks after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.db import Tx
from bot.model import Group, GroupId, Person, PersonId, platform_of
from bot.parse import fold

MAIL = "mail"
"""The platform of people who are not in the chat: they have a name and an address."""

MOST = 12
"""Answerers of a group, those outside among them."""

_ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,186}\.[^@\s.,;<>\"]{2,}")


@dataclass(frozen=True, slots=True)
class Answerer:
    """Somebody who answers points of a group."""

    person: PersonId
    until: date
    """The last day of the role."""
    name: str | None = None
    """Of somebody outside; a member is called as the group calls them."""
    email: str | None = None
    away_until: date | None = None
    """The day they are back; None: they are here."""

    @property
    def outside(self) -> bool:
        """Not in the chat: nothing can be said to them here."""
        return self.email is not None

    def who(self, group: Group) -> Person | None:
        """As the group calls them. None: they are a member no more."""
        name = self.name or group.names.get(self.person)
        return None if name is None else Person(self.person, name)


def is_outside(person: PersonId) -> bool:
    return platform_of(person) == MAIL


def is_address(text: str) -> bool:
    """Could an e-mail be sent there? Whether it arrives, only sending it tells."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def ask(tx: Tx, group: GroupId, person: PersonId, until: date) -> None:
    """Ask a member, until that day. Nothing changes until they say yes."""
    tx.run(
        "INSERT INTO answerer (group_id, person, until_day, asked_until)"
        " VALUES (:g, :p, :until, :until) ON CONFLICT (group_id, person)"
        " DO UPDATE SET asked_until = :until",
        g=group,
        p=person,
        until=until.isoformat(),
    )


def say_yes(tx: Tx, group: GroupId, person: PersonId) -> date | None:
    """Their own yes. Until when; None: nobody asked them."""
    done = tx.run(
        "UPDATE answerer SET said_yes = 1, until_day = asked_until, asked_until = NULL"
        " WHERE group_id = :g AND person = :p AND asked_until IS NOT NULL",
        g=group,
        p=person,
    )
    found = of(tx, group, person)
    return found.until if done and found is not None else None


def add_outside(tx: Tx, group: GroupId, name: str, email: str, until: date, *, seed: int) -> Person:
    """Somebody who is not in the chat. The same name again: the new address and day count."""
    there = next((one for one in chosen(tx, group) if one.outside and one.name == name), None)
    id = there.person if there else PersonId(f"{MAIL}:{group}-{seed % 16**8:08x}")
    tx.run(
        "INSERT INTO answerer (group_id, person, name, email, until_day, said_yes)"
        " VALUES (:g, :p, :name, :email, :until, 1) ON CONFLICT (group_id, person)"
        " DO UPDATE SET email = :email, until_day = :until",
        g=group,
        p=id,
        name=name,
        email=email,
        until=until.isoformat(),
    )
    return Person(id, name)


def chosen(tx: Tx, group: GroupId) -> list[Answerer]:
    """Who has said yes, and who is outside, in a fixed order."""
    rows = tx.all(
        "SELECT person, until_day, name, email, away_until FROM answerer"
        " WHERE group_id = :g AND said_yes = 1 ORDER BY person",
        g=group,
    )
    return [
        Answerer(
            PersonId(person),
            date.fromisoformat(until),
            name,
            email,
            None if away is None else date.fromisoformat(away),
        )
        for person, until, name, email, away in rows
    ]


def only(tx: Tx, group: GroupId) -> Answerer | None:
    """Who answers points here, where it is one person alone."""
    found = chosen(tx, group)
    return found[0] if len(found) == 1 else None


def of(tx: Tx, group: GroupId, person: PersonId) -> Answerer | None:
    """This Answerer; None: they are none, or have not said yes."""
    return next((one for one in chosen(tx, group) if one.person == person), None)


def outside(tx: Tx, group: GroupId) -> list[Answerer]:
    """Those who are not in the chat."""
    return [one for one in chosen(tx, group) if one.outside]


def name_of(tx: Tx, group: Group, person: PersonId | None) -> Person | None:
    """Whoever answers a point, as the group calls them. None: nobody, or not here any more."""
    if person is None:
        return None
    if not is_outside(person):
        name = group.names.get(person)
        return None if name is None else Person(person, name)
    found = of(tx, group.id, person)
    return None if found is None else found.who(group)


def named(tx: Tx, group: Group, name: str) -> list[Person]:
    """Those outside whom a name can mean: who is called so, else whose name begins so."""
    wanted = fold(name)
    people = [who for one in outside(tx, group.id) if (who := one.who(group)) is not None]
    same = [who for who in people if fold(who.name) == wanted or who.id == name]
    return same or [who for who in people if wanted and fold(who.name).startswith(wanted)]


def away(tx: Tx, group: GroupId, person: PersonId, until: date | None) -> None:
    """They are back on that day; None: they are here."""
    tx.run(
        "UPDATE answerer SET away_until = :day WHERE group_id = :g AND person = :p",
        day=None if until is None else until.isoformat(),
        g=group,
        p=person,
    )


def stop(tx: Tx, group: GroupId, person: PersonId) -> bool:
    """They answer no more; a name and an address go with it. False: they did not."""
    tx.erased = True
    sql = "DELETE FROM answerer WHERE group_id = :g AND person = :p"
    return tx.run(sql, g=group, p=person) > 0


def moves(tx: Tx, group: GroupId, account: PersonId) -> bool:
    """Is it now known as another account of somebody? Then that one answers."""
    row = tx.one("SELECT same_as FROM also WHERE person = :p", p=account)
    if row is None:
        return False
    tx.run(
        "UPDATE answerer SET person = :to WHERE group_id = :g AND person = :p AND NOT EXISTS"
        " (SELECT 1 FROM answerer other WHERE other.group_id = :g AND other.person = :to)",
        to=row[0],
        g=group,
        p=account,
    )
    tx.run("DELETE FROM answerer WHERE group_id = :g AND person = :p", g=group, p=account)
    return True


def groups(tx: Tx) -> Sequence[GroupId]:
    """Those that have anybody who answers."""
    sql = "SELECT DISTINCT group_id FROM answerer WHERE said_yes = 1 ORDER BY group_id"
    return [GroupId(row[0]) for row in tx.all(sql)]


def over(tx: Tx, today: date) -> list[tuple[GroupId, PersonId]]:
    """Whose day has passed, and of which group."""
    sql = "SELECT group_id, person FROM answerer WHERE until_day < :day AND said_yes = 1"
    rows = tx.all(f"{sql} ORDER BY group_id, person", day=today.isoformat())
    return [(GroupId(group), PersonId(person)) for group, person in rows]


def sweep(tx: Tx, today: date) -> None:
    """A role ends with its day, being away with the day they are back, a draft with its point."""
    day = today.isoformat()
    if tx.run("DELETE FROM answerer WHERE until_day < :day", day=day):
        tx.erased = True
    tx.run("UPDATE answerer SET away_until = NULL WHERE away_until <= :day", day=day)
    closed = "SELECT id FROM point WHERE closed_on IS NOT NULL"
    if tx.run(f"DELETE FROM answer_draft WHERE point IN ({closed})"):
        tx.erased = True
