"""What came out of the box, and what is done about it in the open."""

from __future__ import annotations

from collections.abc import Sequence

from bot import schedule
from bot.anonymous import slots
from bot.anonymous import store as box
from bot.aside import Note
from bot.db import Tx
from bot.features.challenge import store
from bot.model import GROUP, Ask, Due, Say, say
from bot.times import wall

SLOT = "challenge.slot"


def only_without_a_name(_tx: Tx, _ask: Ask) -> Sequence[Say]:
    raise AssertionError("it never has a name")


def switched(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The group said yes: from now on notes come out at its slots."""
    schedule.every(tx, SLOT, ask.group, str(ask.group.id), slots.rule(ask.group), ask.at)
    return ()


def slot(tx: Tx, due: Due, notes: Sequence[Note]) -> Sequence[Say]:
    """Notes come out, in an order of chance: once, whatever happened to the box meanwhile."""
    today = wall(due.at, due.group.zone).date()
    fresh = slots.shuffled(box.opened(tx, notes, today), due.seed)
    return [
        say(
            "challenge.released",
            to=GROUP,
            number=store.keep(tx, due.group.id, note, slots.id_of(due.seed, place), today),
            text=note.text,
        )
        for place, note in enumerate(fresh)
    ]
