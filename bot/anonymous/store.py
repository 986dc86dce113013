"""What the engine itself keeps in the database: a salt, which notes came out when, and which life
of the memory this is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256

from bot.aside import Note
from bot.db import Tx

OUT_KEPT = timedelta(days=60)
"""How long it is known that a note came out: longer than any can wait in the box."""


def salt(tx: Tx, fresh: str) -> bytes:
    """The organisation's own salt; `fresh` (hex) becomes it when there is none yet."""
    row = tx.one("SELECT value FROM salt")
    if row is None:
        tx.run("INSERT INTO salt (value) VALUES (:fresh)", fresh=fresh)
    return bytes.fromhex(fresh if row is None else str(row[0]))


def opened(tx: Tx, notes: Iterable[Note], slot: date) -> tuple[Note, ...]:
    """Mark these as come out at that slot; those that had not come out before.

    In the transaction that publishes them: after a crash the box still holds them, and they must
    not come out twice.
    """
    fresh = tuple(one for one in notes if not _is_out(tx, one))
    for one in fresh:
        tx.run(
            "INSERT INTO came_out (group_id, digest, slot_date) VALUES (:g, :digest, :day)"
            " ON CONFLICT (group_id, digest) DO UPDATE SET slot_date = :day",
            g=one.group,
            digest=_digest(one),
            day=slot.isoformat(),
        )
    old = (slot - OUT_KEPT).isoformat()
    tx.run("DELETE FROM came_out WHERE slot_date < :old", old=old)
    return fresh


def came_out(tx: Tx, notes: Iterable[Note]) -> tuple[Note, ...]:
    """Which of these in the box have come out already."""
    return tuple(one for one in notes if _is_out(tx, one))


def forget(tx: Tx, group: int, words: Iterable[tuple[str, str, str]]) -> None:
    """What was withdrawn leaves not even a digest. Each by its kind, what it is about, its text."""
    for kind, about, text in words:
        sql = "DELETE FROM came_out WHERE group_id = :g AND digest = :digest"
        tx.run(sql, g=group, digest=_digest_of(kind, about, text))


def _is_out(tx: Tx, note: Note) -> bool:
    return (
        tx.one(
            "SELECT 1 FROM came_out WHERE group_id = :g AND digest = :digest"
            " AND slot_date >= :earliest",
            g=note.group,
            digest=_digest(note),
            earliest=note.earliest,
        )
        is not None
    )


def _digest(note: Note) -> str:
    """Of what is published anyway: never of who could come back to it."""
    return _digest_of(note.kind, note.about, note.text)


def _digest_of(kind: str, about: str, text: str) -> str:
    return sha256(f"{kind}\0{about}\0{text}".encode()).hexdigest()


def ram(tx: Tx, id: str) -> None:
    """From now on what is asked without names belongs to this life of the memory."""
    tx.run("DELETE FROM ram WHERE id <> :id", id=id)
    tx.run("INSERT INTO ram (id) VALUES (:id) ON CONFLICT DO NOTHING", id=id)


def ram_id(tx: Tx) -> str:
    row = tx.one("SELECT id FROM ram")
    return "" if row is None else str(row[0])


def open_pulses(tx: Tx) -> dict[str, str]:
    """The questions that are open, and in which life of the memory their answers are."""
    sql = (
        "SELECT id, ram_id FROM pulse WHERE state IN ('open', 'again')"
        " UNION ALL SELECT id, ram_id FROM ladder WHERE state = 'open'"
    )
    return dict(tx.all(sql))


def no_second_time(tx: Tx) -> None:
    """An older copy was put in place: what it asks may have been shown since, so it is over."""
    tx.run("UPDATE pulse SET state = 'again', ram_id = '' WHERE state = 'open'")
    tx.run("UPDATE ladder SET ram_id = '' WHERE state = 'open'")  # it never asks again
