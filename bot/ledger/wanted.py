"""Words that somebody would like to note, until the person who said them has answered.

Its law: they are in no point before their sayer's yes, and no answer is a no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from bot.db import Tx
from bot.ledger.nouns import Source, Wanted
from bot.model import GroupId, PersonId

MANY = 999_983
"""So many numbers there are for wishes."""


def want(tx: Tx, wanted: Wanted, *, seed: int) -> Wanted:
    """Until that person has answered, or the day is over. Its `id` is given here.

    By dice, and not the next one: a button of a wish that is over must never mean another one.
    """
    id = 1 + seed % MANY
    while tx.one("SELECT 1 FROM point_wanted WHERE id = :id", id=id) is not None:
        id = 1 + id % MANY
    tx.run(
        "INSERT INTO point_wanted (id, group_id, words, whose, asked_by, source, until_day)"
        " VALUES (:id, :g, :words, :whose, :asked_by, :source, :until)",
        id=id,
        g=wanted.group,
        words=wanted.words,
        whose=wanted.whose,
        asked_by=wanted.asked_by,
        source=wanted.source,
        until=wanted.until.isoformat(),
    )
    found = [one for one in wanted_of(tx, wanted.group, wanted.whose) if one.id == id]
    return found[0]


def wanted_of(tx: Tx, group: GroupId, whose: PersonId) -> list[Wanted]:
    """What this person is asked for, in a fixed order."""
    rows = tx.all(
        "SELECT id, group_id, words, whose, asked_by, source, until_day FROM point_wanted"
        " WHERE group_id = :g AND whose = :whose ORDER BY id",
        g=group,
        whose=whose,
    )
    return [
        Wanted(id, GroupId(g), words, PersonId(own), by, Source(source), date.fromisoformat(until))
        for id, g, words, own, by, source, until in rows
    ]


def not_asked(tx: Tx, group: GroupId, source: Source) -> list[Wanted]:
    """What nobody has been asked about in the room yet, the oldest first as far as is known."""
    sql = (
        "SELECT DISTINCT whose FROM point_wanted WHERE group_id = :g AND source = :source"
        " AND asked_in IS NULL ORDER BY whose"
    )
    people = [PersonId(row[0]) for row in tx.all(sql, g=group, source=source)]
    asked = {id for who in people for id in lines_about(tx, group, who)}
    found = [one for who in people for one in wanted_of(tx, group, who)]
    return sorted(
        (one for one in found if one.source is source and one.id not in asked),
        key=lambda one: (one.until, one.id),
    )


def wanted_by(tx: Tx, group: GroupId, id: int) -> Wanted | None:
    """What is asked for under this number."""
    row = tx.one("SELECT whose FROM point_wanted WHERE group_id = :g AND id = :id", g=group, id=id)
    found = [] if row is None else wanted_of(tx, group, PersonId(row[0]))
    return next((one for one in found if one.id == id), None)


def asked_aloud(tx: Tx, group: GroupId, wanted: Iterable[int], line: str) -> None:
    """The room was asked about these, by the line of that cause."""
    for id in wanted:
        sql = "UPDATE point_wanted SET asked_in = :line WHERE group_id = :g AND id = :id"
        tx.run(sql, line=line, g=group, id=id)


def lines_about(tx: Tx, group: GroupId, whose: PersonId) -> dict[int, str]:
    """By wish of this person: the line of the room that asked about it last, if one did."""
    sql = (
        "SELECT id, asked_in FROM point_wanted WHERE group_id = :g AND whose = :whose"
        " AND asked_in IS NOT NULL ORDER BY id"
    )
    return dict(tx.all(sql, g=group, whose=whose))


def was_seen(tx: Tx, id: int) -> None:
    """Its person has read the words where nobody else does: from now on a yes is to them."""
    tx.run("UPDATE point_wanted SET seen = 1 WHERE id = :id", id=id)


def is_seen(tx: Tx, wanted: Wanted) -> bool:
    """Do they know which words they would say yes to? What they typed in the room they do."""
    if wanted.source is not Source.NOTE:
        return True
    return (
        tx.one("SELECT 1 FROM point_wanted WHERE id = :id AND seen = 1", id=wanted.id) is not None
    )


def no_longer_wanted(tx: Tx, id: int) -> bool:
    """It was answered, or its day is over: its words go. False: it was gone."""
    tx.erased = True
    return tx.run("DELETE FROM point_wanted WHERE id = :id", id=id) > 0


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    """Put other words in the place of all that is asked for."""
    rows = tx.all("SELECT id, words, asked_by FROM point_wanted WHERE group_id = :g", g=group)
    for id, words, by in rows:
        sql = "UPDATE point_wanted SET words = :words, asked_by = :by WHERE id = :id"
        tx.run(sql, id=id, words=change(words), by=change(by))


def lets_go(tx: Tx, group: GroupId, who: PersonId) -> None:
    """Somebody has left: nothing of theirs is asked for any more."""
    tx.run("DELETE FROM point_wanted WHERE group_id = :g AND whose = :who", g=group, who=who)
