"""A limit that was questioned in a meeting: may the words be kept, once their turn is over?

`question this` belongs to the list of hands; what it says is asked for here like any other words,
and is in no point before its sayer's yes.
"""

from __future__ import annotations

from datetime import timedelta

from bot import schedule
from bot.db import Tx
from bot.ledger import wanted
from bot.ledger.moves import at_ten, today
from bot.ledger.nouns import LONGEST, MAY_KEEP, NO_ANSWER, PART, WANTED_FOR, Source, Wanted
from bot.model import Ask, Group, PersonId, plain
from bot.settings import has_part

SOON = timedelta(minutes=5)
"""They are asked so long after at the latest, also when nobody is called."""


def questioned(tx: Tx, ask: Ask, words: str | None) -> None:
    """Somebody has questioned a limit in the room, where everybody reads their words."""
    if not words or ask.private or ask.apart is not None or not has_part(ask.group, PART):
        return
    until = today(ask) + WANTED_FOR
    asked = Wanted(
        0, ask.group.id, plain(words, LONGEST), ask.by.id, ask.by.name, Source.LIMIT, until
    )
    for before in wanted.wanted_of(tx, ask.group.id, ask.by.id):
        if before.source is Source.LIMIT:  # said again in other words: these count
            wanted.no_longer_wanted(tx, before.id)
    one = wanted.want(tx, asked, seed=ask.seed)
    args = {"wanted": one.id}
    subject = _subject(ask.group, ask.by.id)
    schedule.once(tx, MAY_KEEP, ask, subject, ask.at + SOON, args=args)
    gone = at_ten(until + timedelta(days=1), ask.group)
    schedule.once(tx, NO_ANSWER, ask, str(one.id), gone, args=args)


def turn_over(tx: Tx, ask: Ask, who: PersonId) -> None:
    """Their turn is over: they are asked now."""
    schedule.hasten(tx, _subject(ask.group, who), ask.at)


def _subject(group: Group, who: PersonId) -> str:
    return f"limit:{group.id}:{who}"
