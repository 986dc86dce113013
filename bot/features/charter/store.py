"""What the group is being asked about its lines, and its other lists, in the database.

The lines themselves are in `bot.charter`, as other features read them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.db import Tx
from bot.features.charter.rules import Asked, Item, List, What
from bot.model import GroupId, PersonId


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


# The start.


def at_step(tx: Tx, group: GroupId, session: int) -> int | None:
    """At which question of the start the group is, in this meeting. None: it did not begin."""
    sql = "SELECT step FROM charter_start WHERE group_id = :g AND session_id = :s"
    row = tx.one(sql, g=group, s=session)
    return None if row is None else row[0]


def go_to_step(tx: Tx, group: GroupId, session: int, step: int) -> None:
    tx.run(
        "INSERT INTO charter_start (group_id, session_id, step) VALUES (:g, :s, :step)"
        " ON CONFLICT (group_id) DO UPDATE SET session_id = :s, step = :step",
        g=group,
        s=session,
        step=step,
    )


def start_is_over(tx: Tx, group: GroupId) -> None:
    tx.run("DELETE FROM charter_start WHERE group_id = :g", g=group)


# What the room is still to hear.

WORRY, FADED = "worry", "faded"


def to_say(tx: Tx, group: GroupId, number: int, what: str) -> None:
    tx.run(
        "INSERT INTO charter_unsaid (group_id, number, what) VALUES (:g, :n, :what)"
        " ON CONFLICT (group_id, what, number) DO NOTHING",
        g=group,
        n=number,
        what=what,
    )


def has_unsaid(tx: Tx, group: GroupId, what: str) -> bool:
    sql = "SELECT 1 FROM charter_unsaid WHERE group_id = :g AND what = :what"
    return tx.one(sql, g=group, what=what) is not None


def take_unsaid(tx: Tx, group: GroupId, what: str) -> list[int]:
    """The numbers of these lines, and none is to be said any more."""
    sql = "SELECT number FROM charter_unsaid WHERE group_id = :g AND what = :what ORDER BY number"
    found = [row[0] for row in tx.all(sql, g=group, what=what)]
    if found:
        tx.run("DELETE FROM charter_unsaid WHERE group_id = :g AND what = :w", g=group, w=what)
    return found


# What the group knows, does not know yet, and hopes.

GONE = "gone"


def items(tx: Tx, group: GroupId) -> list[Item]:
    sql = (
        "SELECT number, kind, words, standing, owner, look_again FROM charter_item"
        " WHERE group_id = :g AND kind <> :gone ORDER BY number"
    )
    return [
        Item(
            number,
            List(kind),
            words or "",
            standing,
            owner,
            None if day is None else date.fromisoformat(day),
        )
        for number, kind, words, standing, owner, day in tx.all(sql, g=group, gone=GONE)
    ]


def next_item(tx: Tx, group: GroupId) -> int:
    """A number that nothing on these lists has had."""
    sql = "SELECT coalesce(max(number), 0) + 1 FROM charter_item WHERE group_id = :g"
    row = tx.one(sql, g=group)
    return row[0] if row else 1


def keep_item(tx: Tx, group: GroupId, one: Item) -> None:
    tx.run(
        "INSERT INTO charter_item (group_id, number, kind, words, standing, owner, look_again)"
        " VALUES (:g, :number, :kind, :words, :standing, :owner, :day)"
        " ON CONFLICT (group_id, number) DO UPDATE SET kind = :kind, words = :words,"
        " standing = :standing, owner = :owner, look_again = :day",
        g=group,
        number=one.number,
        kind=one.kind.value,
        words=one.words or None,
        standing=one.standing,
        owner=one.owner,
        day=None if one.look_again is None else one.look_again.isoformat(),
    )


def drop_item(tx: Tx, group: GroupId, number: int) -> None:
    """Its words go; its number stays taken."""
    tx.run(
        "UPDATE charter_item SET kind = :gone, words = NULL, standing = NULL, owner = NULL,"
        " look_again = NULL WHERE group_id = :g AND number = :n",
        gone=GONE,
        g=group,
        n=number,
    )


def nobody_finds_out(tx: Tx, group: GroupId, person: PersonId) -> None:
    """They do not find out any more: it is open again who does."""
    sql = "UPDATE charter_item SET owner = NULL WHERE group_id = :g AND owner = :p"
    tx.run(sql, g=group, p=person)


def reword_items(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    sql = "SELECT number, words FROM charter_item WHERE group_id = :g AND words IS NOT NULL"
    for number, words in tx.all(sql, g=group):
        tx.run(
            "UPDATE charter_item SET words = :words WHERE group_id = :g AND number = :n",
            words=change(words),
            g=group,
            n=number,
        )
