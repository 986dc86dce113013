"""A question without a name that is a point as well: both stand the same, whichever is moved.

It has one number. Its writer is nobody here: their five words confirm it, at a slot. Its law: all
of this happens when it has come out, and nothing of it before.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.db import Tx
from bot.ledger.nouns import Point

RECEIPT_KEPT = timedelta(days=60)
"""So long after a question is closed its five words still work."""

_SEEN = "('released', 'answered', 'closed')"


def stands_the_same(tx: Tx, point: Point, answer: str | None = None) -> None:
    """The question is where its point is: asked, answered until a day, or closed."""
    if point.note is None or point.taken_out:
        return
    state, closes = "released", None
    if not point.is_open:
        state = "closed"
    elif point.waits_for_sayer:
        state, closes = "answered", point.asks_until
    tx.run(
        "UPDATE note SET state = :state, closes_on = :closes, closed_on = :closed,"
        " answerer = :who, answer_by = :by, answer = coalesce(:answer, answer)"
        f" WHERE id = :id AND state IN {_SEEN}",
        state=state,
        closes=_kept(closes or point.closed_on),
        closed=_kept(point.closed_on),
        who=point.answerer,
        by=_kept(None if point.answerer is None else point.due or point.answer_by),
        answer=answer,
        id=point.note,
    )
    until = None if point.closed_on is None else point.closed_on + RECEIPT_KEPT
    tx.run(
        "UPDATE receipt SET closed = :closed, expires_on = :until WHERE note_id = :id",
        closed=int(until is not None),
        until=_kept(until),
        id=point.note,
    )


def _kept(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
