"""Lines that nobody renews fade, on their day: seen by everybody, and counting for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from bot import charter, posts, schedule, times
from bot.clauses import Kind
from bot.db import Tx
from bot.features.charter import rules, store
from bot.model import GROUP, Ask, Due, Listed, Say, say

FADE = "charter.fade"

AT = time(9)
"""When on its day, in wall time. Nothing is said then."""


def plan(tx: Tx, why: Ask | Due) -> None:
    """The next line to fade has its time; without one there is none."""
    live = charter.read(tx, why.group.id).live
    days = [one.fades_on for one in live if one.fades_on is not None]
    subject = str(why.group.id)
    if not days:
        schedule.cancel(tx, FADE, subject)
        return
    when = schedule.utc(datetime.combine(min(days), AT), why.group.zone)
    schedule.once(tx, FADE, why, subject, when)


def fade(tx: Tx, due: Due) -> Sequence[Say]:
    """The room hears of it at its next closing: nobody is disturbed for it.

    Only where the line set something, what holds now is said at once (`bot.steering`).
    """
    today = times.wall(due.at, due.group.zone).date()
    for one in charter.read(tx, due.group.id).live:
        gone = rules.faded(one, today)
        if gone is not None:
            charter.save(tx, due.group.id, gone, Kind.FADED, today)
            store.done(tx, due.group.id, one.number)
            store.to_say(tx, due.group.id, one.number, store.FADED)
            if one.steers is not None:
                posts.note(tx, due.group.id, due.at)
    plan(tx, due)
    return []


def closing(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A meeting is over: what has faded since the last one."""
    numbers = store.take_unsaid(tx, ask.group.id, store.FADED)
    if not numbers:
        return []
    lines = Listed(tuple(numbers))
    return [say("charter.have-faded", to=GROUP, count=len(numbers), lines=lines)]
