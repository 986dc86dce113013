"""Who is there for people: Supporters, and phone lines with people who listen.

Some are named in the settings, by the organisation; some by the group, in the open and until a
day, by their own yes. Its law: all of them are shown to everybody in the same words, after every
meeting. Nothing here ever guesses who may need them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.db import Tx
from bot.model import GroupId, Listed, Person, PersonId, Say, Text, platform_of, say

SHOWN = 2
"""Lines that are said after a meeting. More are one word away."""

KEYS = ("care.line", "care.about", "care.samaritans", "care.short-samaritans")


@dataclass(frozen=True, slots=True)
class Line:
    """A phone line, as the organisation wrote it down."""

    name: str
    phone: str
    hours: str | None = None
    about: str | None = None

    def short(self) -> Text:
        return Text("care.line", {"name": self.name, "phone": self.phone, "hours": self.hours})

    def said(self) -> list[Text]:
        """All of it."""
        about = [] if self.about is None else [Text("care.about", {"about": self.about})]
        return [self.short(), *about]


@dataclass(frozen=True, slots=True)
class Supporter:
    """Somebody to talk to."""

    name: str
    role: str | None = None
    """What they are, in a word or two; None: the group named one of its own."""
    works_for: str | None = None
    outside: bool = False
    """Works for neither the council nor the charity."""
    account: PersonId | None = None
    email: str | None = None
    phone: str | None = None
    hours: str | None = None

    @property
    def can_be_told(self) -> bool:
        """Can somebody's wish be passed on to them? Others can only be rung."""
        return self.account is not None or self.email is not None

    def line(self) -> Line | None:
        """How everybody can ring them."""
        return None if self.phone is None else Line(self.name, self.phone, self.hours)


# What the settings say.


def set_up(
    tx: Tx,
    lines: Iterable[Line],
    supporters: Iterable[Supporter],
    *,
    platforms: Collection[str],
    mail: bool,
) -> None:
    """Write anew what the settings say; of each Supporter only the ways that work here."""
    tx.erased = True
    tx.run("DELETE FROM signpost")
    tx.run("DELETE FROM named_supporter")
    for place, line in enumerate(lines):
        tx.run(
            "INSERT INTO signpost (place, name, phone, hours, about)"
            " VALUES (:place, :name, :phone, :hours, :about)",
            place=place,
            name=line.name,
            phone=line.phone,
            hours=line.hours,
            about=line.about,
        )
    for place, one in enumerate(supporters):
        account = one.account if one.account and platform_of(one.account) in platforms else None
        tx.run(
            "INSERT INTO named_supporter (place, name, role, works_for, outside, account, email,"
            " phone, hours) VALUES (:place, :name, :role, :works_for, :outside, :account, :email,"
            " :phone, :hours)",
            place=place,
            name=one.name,
            role=one.role or "",
            works_for=one.works_for or "",
            outside=int(one.outside),
            account=account,
            email=one.email if mail else None,
            phone=one.phone,
            hours=one.hours,
        )


def lines(tx: Tx) -> list[Line]:
    """The phone lines of the settings, in their order."""
    sql = "SELECT name, phone, hours, about FROM signpost ORDER BY place"
    return [Line(*row) for row in tx.all(sql)]


def _named(tx: Tx) -> list[Supporter]:
    rows = tx.all(
        "SELECT name, role, works_for, outside, account, email, phone, hours"
        " FROM named_supporter ORDER BY place"
    )
    return [
        Supporter(name, role, works_for, bool(outside), *rest)
        for name, role, works_for, outside, *rest in rows
    ]


def supporters(
    tx: Tx, group: GroupId, today: date, but: Collection[PersonId] = ()
) -> list[Supporter]:
    """Who can be talked to in this group today: those from outside first, never `but` them."""
    named = [one for one in _named(tx) if one.can_be_told or one.phone is not None]
    known = {one.account for one in named}
    rows = tx.all(
        "SELECT person, name FROM supporter WHERE group_id = :g AND said_yes = 1"
        " AND until_day >= :today ORDER BY name, person",
        g=group,
        today=today.isoformat(),
    )
    own = [Supporter(name, account=person) for person, name in rows if person not in known]
    found = [one for one in (*named, *own) if one.account is None or one.account not in but]
    return sorted(found, key=lambda one: not one.outside)


def can_ask_for_others(tx: Tx) -> Supporter | None:
    """Who can be rung to ask something for somebody: from outside, if there is one."""
    rung = sorted((one for one in _named(tx) if one.phone), key=lambda one: not one.outside)
    return next(iter(rung), None)


def asks(tx: Tx, account: PersonId) -> GroupId | None:
    """A group in which somebody asks this person as a Supporter. None: nobody does."""
    sql = "SELECT group_id FROM care_request WHERE to_account = :a ORDER BY by_at LIMIT 1"
    row = tx.one(sql, a=account)
    return None if row is None else GroupId(row[0])


# The role, as a group gives it.


def ask(tx: Tx, group: GroupId, person: Person, until: date) -> None:
    """Ask somebody to be there for people until that day. Nothing changes until they say yes."""
    tx.run(
        "INSERT INTO supporter (group_id, person, name, until_day, asked_until)"
        " VALUES (:g, :p, :name, :until, :until) ON CONFLICT (group_id, person)"
        " DO UPDATE SET asked_until = :until, name = :name",
        g=group,
        p=person.id,
        name=person.name,
        until=until.isoformat(),
    )


def say_yes(tx: Tx, group: GroupId, person: PersonId) -> date | None:
    """Their own yes, which is also their consent to its private lines. None: nobody asked."""
    done = tx.run(
        "UPDATE supporter SET said_yes = 1, until_day = asked_until, asked_until = NULL"
        " WHERE group_id = :g AND person = :p AND asked_until IS NOT NULL",
        g=group,
        p=person,
    )
    return role(tx, group, person) if done else None


def role(tx: Tx, group: GroupId, person: PersonId) -> date | None:
    """Until when somebody is there for this group by their own yes. None: they are not."""
    row = tx.one(
        "SELECT until_day FROM supporter WHERE group_id = :g AND person = :p AND said_yes = 1",
        g=group,
        p=person,
    )
    return None if row is None else date.fromisoformat(row[0])


def stop(tx: Tx, group: GroupId, person: PersonId) -> bool:
    """They are there for it no longer. False: they were not, nor were they asked."""
    sql = "DELETE FROM supporter WHERE group_id = :g AND person = :p"
    return tx.run(sql, g=group, p=person) > 0


def sweep(tx: Tx, today: date) -> None:
    """A role ends with its day."""
    tx.run("DELETE FROM supporter WHERE until_day < :today", today=today.isoformat())


# How they are said.


def after_meeting(tx: Tx) -> Say:
    """The last words of every meeting: always the same, whatever the meeting was like."""
    return say("care.after-meeting", lines=together(short(tx)), then=(say("care.in-private"),))


def short(tx: Tx) -> list[Text]:
    """The first few lines: a Supporter who can be rung, and who listens day and night."""
    rung = [line for one in _named(tx) if one.outside and (line := one.line())][:1]
    found = [*rung, *lines(tx)][:SHOWN]
    if not lines(tx):
        return [*(one.short() for one in found[:1]), Text("care.short-samaritans")]
    return [one.short() for one in found]


def everybody(tx: Tx) -> list[Text]:
    """Every line there is, with all that is known of it."""
    rung = [line for one in _named(tx) if (line := one.line())]
    there = lines(tx)
    last = [] if there else [Text("care.samaritans")]
    return [*(text for one in (*rung, *there) for text in one.said()), *last]


def together(texts: Sequence[Text]) -> Listed:
    """Sentences, one after the other."""
    return Listed(tuple(texts), "care.sentences")
