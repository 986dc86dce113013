"""What is kept about whoever answers, and how it is let go."""

from __future__ import annotations

from collections.abc import Sequence

from bot import answerers
from bot.db import Tx
from bot.model import Ask, Say, say


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    found = answerers.of(tx, ask.group.id, ask.by.id)
    if found is None:
        return []
    says = [say("answering.kept", day=found.until)]
    if found.away_until is not None:
        says.append(say("answering.kept-away", day=found.away_until))
    return says


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    if not answerers.moves(tx, ask.group.id, ask.by.id):  # else it is another account of theirs
        answerers.stop(tx, ask.group.id, ask.by.id)
    return ()
