"""Notes that came out, and what five words belong to. Nothing here was written before a slot."""

from __future__ import annotations

from datetime import date

from bot.aside import Note
from bot.db import Tx
from bot.model import GroupId


def keep(tx: Tx, group: GroupId, note: Note, id: str, slot: date) -> int:
    """A note has come out; its number in the group."""
    row = tx.one("SELECT coalesce(max(number), 0) + 1 FROM note WHERE group_id = :g", g=group)
    number = int(row[0]) if row else 1
    tx.run(
        "INSERT INTO note (id, group_id, number, kind, text, slot_date, state)"
        " VALUES (:id, :g, :number, :kind, :text, :day, 'released')",
        id=id,
        g=group,
        number=number,
        kind=note.kind,
        text=note.text,
        day=slot.isoformat(),
    )
    return number
