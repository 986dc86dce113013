"""Writing lines, reading out the draft, and what the group says to a line."""

from __future__ import annotations

from collections.abc import Sequence

from bot import charter
from bot.db import Tx
from bot.features.charter import store
from bot.model import Ask, Say
from bot.nameless import without

# Moments.


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    """People's words stay, without the name."""
    charter.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    store.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return []
