"""Looking for what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import recall
from bot.db import Tx
from bot.model import ASKER, Ask, Say, Text, say

KEYS = ("recall.found",)

MOST = 5
"""Points that one look shows."""

ENOUGH = 0.2
"""Somebody who looks would rather see one too many: half of what is asked of a topic (`recall`)."""


def points_about(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The points that speak of it, to whoever asks, and to nobody else."""
    words = str(ask.args["topic"])
    to = ASKER if ask.private else ask.asker
    points = recall.find(tx, ask.group, words, enough=ENOUGH, most=MOST)
    if not points:
        return [say("recall.found-none", to=to, words=words)]
    found = recall.shown(tx, points, Text("recall.found", {"words": words}))
    return [replace(found, to=to)]
