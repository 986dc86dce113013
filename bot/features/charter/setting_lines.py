"""A line that sets how Alongside works: picked from a list, then tried like any other."""

from __future__ import annotations

from collections.abc import Sequence

from bot import charter, steering
from bot.clauses import Kind, State
from bot.db import Tx
from bot.features.charter import rules
from bot.model import GROUP, Ask, Refused, Say, say
from bot.times import wall


def setting_line(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Write one down. Nothing changes yet: it steers from the day on which it is tried."""
    typed = str(ask.args.get("what") or "")
    found = steering.picked(typed, ask.group.language)
    if found is None:
        raise Refused("steering.which", steering.offered(typed))
    lines, today = charter.read(tx, ask.group.id).clauses, wall(ask.at, ask.group.zone).date()
    for one in lines:
        if one.steers == found.steers and one.state not in (State.DROPPED, State.FADED):
            raise Refused("steering.there-already", number=one.number, words=one.words)
    words = steering.words(found.steers, ask.group.language)
    number = charter.next_number(tx, ask.group.id)
    line = rules.new(lines, number, words, today, found.steers)
    charter.save(tx, ask.group.id, line, Kind.WRITTEN, today)
    return [say("steering.written", to=GROUP, number=line.number, words=line.words)]
