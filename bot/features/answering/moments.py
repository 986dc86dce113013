"""What is kept about whoever answers, and how it is let go."""

from __future__ import annotations

from collections.abc import Sequence

from bot import answerers
from bot.db import Tx
from bot.features.answering import store
from bot.model import Ask, Listed, Say, say
from bot.nameless import without


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    says = []
    found = answerers.of(tx, ask.group.id, ask.by.id)
    if found is not None:
        says.append(say("answering.kept", day=found.until))
        if found.away_until is not None:
            says.append(say("answering.kept-away", day=found.away_until))
    drafts = store.drafts_of(tx, ask.group.id, ask.by.id)
    if drafts:
        numbers = Listed(tuple(drafts))
        says.append(say("answering.kept-drafts", numbers=numbers, count=len(drafts)))
    return says


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What they have written and not posted goes. Their points are the ledger's to let go."""
    if answerers.moves(tx, ask.group.id, ask.by.id):  # it is another account of theirs
        store.move_drafts(tx, ask.group.id, ask.by.id)
    else:
        answerers.stop(tx, ask.group.id, ask.by.id)
        store.drop_drafts(tx, ask.group.id, ask.by.id)
    return ()


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Somebody was taken out quietly: their name goes out of what is being written."""
    store.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return ()
