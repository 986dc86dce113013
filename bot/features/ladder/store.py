"""What came of the newest meeting that was asked about. Nothing of what anybody answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.db import Tx
from bot.model import GroupId, Pulse
from bot.times import ms

OPEN, SHOWN, TOO_FEW, LOST = "open", "shown", "too-few", "lost"


@dataclass(frozen=True, slots=True)
class Last:
    """The newest meeting with a step that was asked about."""

    id: str
    step: int
    day: date
    floor: int
    state: str
    band: str | None


def open_(tx: Tx, group: GroupId, session: int, step: int, pulse: Pulse) -> None:
    """From now on it is asked; what came of the one before is forgotten."""
    tx.touched.add(group)
    mine = "SELECT id FROM session WHERE group_id = :g"
    tx.run(f"DELETE FROM ladder WHERE session_id IN ({mine})", g=group)
    tx.run(
        "INSERT INTO ladder (id, session_id, step, opens_on, closes_at, ram_id, floor, state)"
        " VALUES (:id, :session, :step, :day, :at, :ram, :floor, 'open')",
        id=pulse.id,
        session=session,
        step=step,
        day=pulse.opens_on.isoformat(),
        at=ms(pulse.closes_at),
        ram=pulse.ram_id,
        floor=pulse.floor,
    )


def last(tx: Tx, group: GroupId) -> Last | None:
    row = tx.one(
        "SELECT l.id, l.step, l.opens_on, l.floor, l.state, l.band FROM ladder l"
        " JOIN session s ON s.id = l.session_id WHERE s.group_id = :g",
        g=group,
    )
    if row is None:
        return None
    id, step, day, floor, state, band = row
    return Last(id, step, date.fromisoformat(day), floor, state, band)


def close(tx: Tx, group: GroupId, id: str, state: str, band: str | None = None) -> None:
    """It is over for good, and what came of it never changes."""
    tx.touched.add(group)
    sql = "UPDATE ladder SET state = :state, band = :band, ram_id = '' WHERE id = :id"
    tx.run(sql + " AND state = 'open'", state=state, band=band, id=id)
