"""The papers of a meeting: what people need to read before it, by when, and where they are.

Kept with the meeting, and forgotten with it. Nothing here knows who needs which format.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot.db import Tx
from bot.model import GroupId


@dataclass(frozen=True, slots=True)
class Papers:
    """Of one meeting."""

    what: str
    due_on: date
    place: str | None = None
    """Where they are, in the words of whoever said that they are ready."""
    ready_on: date | None = None
    put_off: bool = False
    """They came late, so a member moved them to the next meeting."""

    @classmethod
    def read(
        cls, what: str | None, due: str, place: str | None, ready: str | None, put_off: int
    ) -> Papers | None:
        """From a row; None: the meeting has none."""
        if what is None:
            return None
        ready_on = None if ready is None else date.fromisoformat(ready)
        return cls(what, date.fromisoformat(due), place, ready_on, bool(put_off))

    def late(self, today: date) -> bool:
        """Are they late, or did they come late?"""
        return (self.ready_on or today) > self.due_on


def due(tx: Tx, meeting: int, old: Papers | None, what: str, on: date) -> Papers:
    """A meeting has papers, which are due on that day."""
    tx.run(
        "INSERT INTO meeting_papers (meeting, what, due_on) VALUES (:id, :what, :day)"
        " ON CONFLICT (meeting) DO UPDATE SET due_on = :day",
        id=meeting,
        what=what,
        day=on.isoformat(),
    )
    return Papers(what, on) if old is None else replace(old, due_on=on)


def ready(tx: Tx, meeting: int, what: str, place: str, today: date) -> None:
    """They are there. Said again: the new place counts, and the first day stays."""
    tx.run(
        "INSERT INTO meeting_papers (meeting, what, due_on, place, ready_on)"
        " VALUES (:id, :what, :day, :place, :day) ON CONFLICT (meeting) DO UPDATE"
        " SET what = :what, place = :place, ready_on = coalesce(meeting_papers.ready_on, :day)",
        id=meeting,
        what=what,
        place=place,
        day=today.isoformat(),
    )


def put_off(tx: Tx, meeting: int) -> None:
    """They came late: they are for the next meeting."""
    tx.run("UPDATE meeting_papers SET put_off = 1 WHERE meeting = :id", id=meeting)


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    """People's words about papers are changed in the same way."""
    rows = tx.all(
        "SELECT p.meeting, p.what, p.place FROM meeting_papers p JOIN meeting m ON m.id = p.meeting"
        " JOIN meeting_series s ON s.id = m.series WHERE s.group_id = :g",
        g=group,
    )
    for meeting, what, place in rows:
        tx.run(
            "UPDATE meeting_papers SET what = :what, place = :place WHERE meeting = :m",
            what=change(what),
            place=place and change(place),
            m=meeting,
        )
