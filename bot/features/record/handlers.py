"""What each word does: one line, for everybody, at once."""

from __future__ import annotations

from collections.abc import Sequence

from bot import groups, record
from bot.db import Tx
from bot.model import EVERYWHERE, GROUP, Ask, Choice, Group, PersonId, Refused, Say, say
from bot.settings import has_part

OF_NOTES = ("points", "charter")
"""The parts in which anything could be noted. Without them the word works, and is not offered."""


def could_be_noted(group: Group, _who: PersonId) -> bool:
    return not record.is_off(group) and any(has_part(group, part) for part in OF_NOTES)


def off_the_record(tx: Tx, ask: Ask) -> Sequence[Say]:
    if record.is_off(ask.group):
        raise Refused("record.off-already")
    record.go_off(tx, ask.group, ask.at.date())
    back = Choice("on the record", "word.on-the-record")
    return [say("record.off", to=EVERYWHERE, choices=(back,), told=True)]


def on_the_record(tx: Tx, ask: Ask) -> Sequence[Say]:
    record.go_on(tx, ask.group, ask.at.date())
    return [say("record.on", to=EVERYWHERE)]


def closing(tx: Tx, ask: Ask) -> Sequence[Say]:
    over = groups.last_session(tx, ask.group.id)
    if over is None or not record.let_go(tx, ask.group, over.id, ask.at.date()):
        return []
    return [say("record.closing", to=GROUP)]
