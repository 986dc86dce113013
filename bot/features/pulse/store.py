"""That a meeting was asked about, and what was said. Nothing of what anybody answered."""

from __future__ import annotations

from datetime import datetime

from bot.db import Tx
from bot.model import GroupId, Pulse
from bot.times import ms

QUESTION = "leaving"
"""Which question it is; there is one."""


def open_(tx: Tx, group: GroupId, session: int, pulse: Pulse) -> bool:
    """From now on it is asked. False: that meeting was asked about before."""
    tx.touched.add(group)
    sql = (
        "INSERT INTO pulse (id, session_id, question, opens_on, closes_at, ram_id, floor, state)"
        " VALUES (:id, :session, :question, :day, :at, :ram, :floor, 'open')"
        " ON CONFLICT (session_id) DO NOTHING"
    )
    new = tx.run(
        sql,
        id=pulse.id,
        session=session,
        question=QUESTION,
        day=pulse.opens_on.isoformat(),
        at=ms(pulse.closes_at),
        ram=pulse.ram_id,
        floor=pulse.floor,
    )
    return new == 1


def asked_once(tx: Tx, id: str) -> bool:
    """Is it open, and were no answers to it lost before?"""
    return tx.one("SELECT 1 FROM pulse WHERE id = :id AND state = 'open'", id=id) is not None


def again(tx: Tx, group: GroupId, id: str, *, new: str, ram: str, closes_at: datetime) -> None:
    """The answers were lost: it is asked once more, under a new id. Its floor stays."""
    tx.touched.add(group)
    tx.run(
        "UPDATE pulse SET id = :new, ram_id = :ram, closes_at = :at, state = 'again'"
        " WHERE id = :id",
        new=new,
        ram=ram,
        at=ms(closes_at),
        id=id,
    )


def close(tx: Tx, group: GroupId, id: str, state: str, sentence: str | None = None) -> None:
    """It is over for good. `state`: shown, too-few or lost."""
    tx.touched.add(group)
    sql = "UPDATE pulse SET state = :state, sentence = :sentence, ram_id = '' WHERE id = :id"
    tx.run(sql, state=state, sentence=sentence, id=id)
