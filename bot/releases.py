"""Texts of a group that may leave it: frozen, shown to the group, and let out by its yes.

Its law: nothing leaves before the group has had that exact text for five working days, in every
room, and whoever said something in it could take it out. Words that come out make it another text:
it is shown anew, and the days begin again. Only less can ever be said in it, never more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot import documents, mail, posts, schedule, times, workdays
from bot.db import Tx
from bot.documents import Document
from bot.model import Ask, Due, GroupId

SHOW = "news.show"
"""The job that shows a text anew (`bot.features.news`)."""

TEN = time(10)

WAIT = 5
"""Working days that the group has a text before it may leave."""

KEPT = timedelta(days=400)
"""How long a text is kept after its last day: until the one of the next year is there."""


class Kind(StrEnum):
    """What text it is."""

    NEWS = "news"
    REPORT = "report"


class Step(StrEnum):
    """How far it has come."""

    CHANGED = "changed"
    """Words came out: the group has yet to see what is left."""
    SHOWN = "shown"
    """The group has it. The days go by."""
    READY = "ready"
    """The group may say that it leaves."""
    OUT = "out"
    """All of it may be handed on."""


@dataclass(frozen=True, slots=True)
class Release:
    """One text. `first` and `last`: the local days that it tells of, both included."""

    id: int
    group: GroupId
    kind: Kind
    first: date
    last: date
    document: Document
    cause: str | None
    """Of the post that showed it (`bot.outbox`). None: it is to be shown."""
    free_from: date | None
    """The first local day on which it may leave."""
    asked: bool
    out: frozenset[str]
    """The names of its parts that may be handed on."""
    mailed: str | None = None
    """What shows which text was sent by e-mail last (`documents.print_of`)."""

    @property
    def print(self) -> str:
        return documents.print_of(self.document)

    @property
    def parts(self) -> frozenset[str]:
        return frozenset(one.name for one in self.document.sections)

    def step(self, today: date) -> Step:
        if self.parts <= self.out:
            return Step.OUT
        if self.cause is None or self.free_from is None:
            return Step.CHANGED
        return Step.READY if today >= self.free_from else Step.SHOWN

    def outside(self) -> Document:
        """What may be handed on: the parts that were let out, and no others."""
        return documents.only(replace(self.document, notice=""), self.out)


def free_from(tx: Tx, shown_on: date) -> date:
    """The first day on which a text may leave that was shown on that day."""
    return workdays.after(tx, shown_on, WAIT)


# In the database.

_COLUMNS = "id, group_id, kind, first_day, last_day, content, cause, free_from, asked, mailed"


def add(tx: Tx, group: GroupId, kind: Kind, days: tuple[date, date], document: Document) -> Release:
    """Keep a text as it is. It is yet to be shown."""
    row = tx.one("SELECT coalesce(max(id), 0) + 1 FROM release")
    id = int(row[0]) if row else 1
    tx.run(
        "INSERT INTO release (id, group_id, kind, first_day, last_day, content, print)"
        " VALUES (:id, :g, :kind, :first, :last, :content, :print)",
        id=id,
        g=group,
        kind=kind,
        first=days[0].isoformat(),
        last=days[1].isoformat(),
        content=documents.freeze(document),
        print=documents.print_of(document),
    )
    found = get(tx, group, id)
    assert found is not None
    return found


def get(tx: Tx, group: GroupId, id: int) -> Release | None:
    found = _read(tx, "group_id = :g AND id = :id", g=group, id=id)
    return found[0] if found else None


def newest(tx: Tx, group: GroupId, kind: Kind) -> Release | None:
    found = _read(tx, "group_id = :g AND kind = :kind ORDER BY id DESC LIMIT 1", g=group, kind=kind)
    return found[0] if found else None


def every(tx: Tx, group: GroupId) -> list[Release]:
    """All that are kept, the newest first."""
    return _read(tx, "group_id = :g ORDER BY id DESC", g=group)


def _read(tx: Tx, where: str, **values: object) -> list[Release]:
    rows = tx.all(f"SELECT {_COLUMNS} FROM release WHERE {where}", **values)
    return [
        Release(
            id,
            GroupId(group),
            Kind(kind),
            date.fromisoformat(first),
            date.fromisoformat(last),
            documents.thaw(content),
            cause,
            None if free is None else date.fromisoformat(free),
            bool(asked),
            frozenset(
                part for (part,) in tx.all("SELECT part FROM release_out WHERE release = :r", r=id)
            ),
            mailed,
        )
        for id, group, kind, first, last, content, cause, free, asked, mailed in rows
    ]


def shown(tx: Tx, one: Release, cause: str, on: date) -> Release:
    """The group is shown exactly this, today. It may leave when the days are over."""
    free = free_from(tx, on)
    sql = "UPDATE release SET cause = :cause, free_from = :free, asked = 0 WHERE id = :id"
    tx.run(sql, cause=cause, free=free.isoformat(), id=one.id)
    return replace(one, cause=cause, free_from=free, asked=False)


def reached_all(tx: Tx, one: Release) -> bool:
    """Has its post arrived in every room that it was for?"""
    if one.cause is None:
        return False
    sql = "SELECT 1 FROM outbox WHERE cause = :cause AND state <> 'sent' LIMIT 1"
    return tx.one(sql, cause=one.cause) is None


def show_again(tx: Tx, one: Release) -> None:
    """The group has yet to see it, so nothing of it may leave from now on."""
    sql = "UPDATE release SET cause = NULL, free_from = NULL, asked = 0 WHERE id = :id"
    tx.run(sql, id=one.id)


def ask(tx: Tx, one: Release, *, asked: bool) -> None:
    """The group is being asked whether it may leave; or is asked no more."""
    tx.run("UPDATE release SET asked = :asked WHERE id = :id", asked=int(asked), id=one.id)


def let_out(tx: Tx, one: Release, parts: frozenset[str], on: date) -> None:
    """The group has said yes to these parts."""
    for part in sorted(parts):
        tx.run(
            "INSERT INTO release_out (release, part, out_on) VALUES (:r, :part, :day)"
            " ON CONFLICT (release, part) DO NOTHING",
            r=one.id,
            part=part,
            day=on.isoformat(),
        )


def next_day(tx: Tx, why: Ask | Due) -> date:
    """The next day after today that is good for a post, where the group is."""
    today = times.wall(why.at, why.group.zone).date()
    return posts.good_day(tx, why.group, today + timedelta(days=1))


def tomorrow(tx: Tx, why: Ask | Due) -> datetime:
    """Ten in the morning of that day; in UTC."""
    return schedule.utc(datetime.combine(next_day(tx, why), TEN), why.group.zone)


def comes_out(tx: Tx, why: Ask | Due, of: str) -> None:
    """These words come out of every text. On the `next_day` the group is shown what is left."""
    take_out(tx, why.group.id, of)
    if unshown(tx, why.group.id):
        schedule.once(tx, SHOW, why, str(why.group.id), tomorrow(tx, why))


def take_out(tx: Tx, group: GroupId, of: str) -> list[Release]:
    """These words come out of every text that is kept. Which of them held them, as they were.

    What has not left yet is to be shown anew. What has left is changed here, and cannot be called
    back; that its caller must say.
    """
    found = [
        one
        for one in every(tx, group)
        if any(each.of == of for each in documents.entries(one.document))
    ]
    for one in found:
        _change(tx, one, documents.without(one.document, of))
    return found


def unname(tx: Tx, group: GroupId, of: str) -> None:
    """Whoever said these words wants no name with them any more, in any text that is kept."""
    for one in every(tx, group):
        other = documents.unnamed(one.document, of)
        if other != one.document:
            _keep(tx, one, other)


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    """Each text changed in the same way. A name that goes is not told: nothing is shown anew."""
    for one in every(tx, group):
        other = documents.reworded(one.document, change)
        if other != one.document:
            _keep(tx, one, other)


def _change(tx: Tx, one: Release, document: Document) -> None:
    _keep(tx, one, document)
    if not one.parts <= one.out:
        show_again(tx, one)


def _keep(tx: Tx, one: Release, document: Document) -> None:
    tx.erased = True
    for n in range(len(addresses(tx))):
        mail.withdraw(tx, mail_cause(one, n))  # what has not left is not to leave as it was
    tx.run(
        "UPDATE release SET content = :content, print = :print WHERE id = :id",
        content=documents.freeze(document),
        print=documents.print_of(document),
        id=one.id,
    )


def give_way(tx: Tx, group: GroupId, kind: Kind) -> None:
    """A newer text takes the place of those of which nothing has left."""
    for one in every(tx, group):
        if one.kind is kind and not one.out:
            tx.erased = True
            tx.run("DELETE FROM release WHERE id = :id", id=one.id)


# By e-mail, where the admin has named addresses.


def may_go_to(tx: Tx, found: Sequence[str]) -> None:
    """Where a group may send what it has let out; none: nowhere."""
    tx.run("DELETE FROM release_address")
    for place, address in enumerate(found):
        sql = "INSERT INTO release_address (place, address) VALUES (:n, :address)"
        tx.run(sql, n=place, address=address)


def addresses(tx: Tx) -> list[str]:
    return [row[0] for row in tx.all("SELECT address FROM release_address ORDER BY place")]


def mail_cause(one: Release, place: int) -> str:
    """By which the e-mail to the address in that place is known."""
    return f"release:{one.id}:{place}"


def sent(tx: Tx, one: Release) -> None:
    """What is let out now is on its way."""
    sql = "UPDATE release SET mailed = :print WHERE id = :id"
    tx.run(sql, print=documents.print_of(one.outside()), id=one.id)


def unshown(tx: Tx, group: GroupId) -> list[Release]:
    """Those that the group has yet to see, the oldest first."""
    return _read(tx, "group_id = :g AND cause IS NULL ORDER BY id", g=group)


def sweep(tx: Tx, group: GroupId, today: date) -> None:
    """What is old goes."""
    sql = "DELETE FROM release WHERE group_id = :g AND last_day < :old"
    if tx.run(sql, g=group, old=(today - KEPT).isoformat()):
        tx.erased = True
