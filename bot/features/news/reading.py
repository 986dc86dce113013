"""What news tell, read from the ledger."""

from __future__ import annotations

from datetime import date, datetime

from bot import ledger, releases, settings, steps, times, told
from bot.bands import Gaps
from bot.db import Tx
from bot.features.news import rules, store
from bot.features.news.rules import Came, Month, Numbers, Waits, Year
from bot.ledger import Answer, Point, State
from bot.model import Group
from bot.releases import Kind


def month(tx: Tx, group: Group, now: datetime) -> Month:
    """The news of today."""
    today = times.wall(now, group.zone).date()
    before = releases.newest(tx, group.id, Kind.NEWS)
    first, last = rules.span(before.last if before else None, today)
    return Month(
        group.name,
        today,
        first,
        last,
        came(tx, group, first, last),
        waits(tx, group, today),
        len([one for one in ledger.said_between(tx, group.id, first, last) if not one.taken_out]),
    )


def came(tx: Tx, group: Group, first: date, last: date) -> tuple[Came, ...]:
    """What was answered in those days; that something was heard is no news."""
    found = ledger.answered_between(tx, group.id, first, last)
    return rules.newest(
        _came(group, point, answer)
        for point, answer in found
        if answer.state is not State.HEARD and not point.taken_out
    )


def _came(group: Group, point: Point, answer: Answer) -> Came:
    said_by = group.names.get(point.sayer) if point.named and point.sayer else None
    _, *answered = told.answer(point.number, point.words, said_by, answer)
    return Came(point.number, point.words, said_by, answer.state.value, tuple(answered))


def waits(tx: Tx, group: Group, today: date) -> tuple[Waits, ...]:
    """What is still being worked on: an outcome is still owed."""
    return tuple(
        Waits(one.number, one.due, one.is_late(today))
        for one in ledger.still_open(tx, group.id)
        if one.state not in ledger.OUTCOMES and not one.taken_out
    )


def year(tx: Tx, group: Group, now: datetime) -> Year:
    """The report of today: of all days since the last one of which something has left."""
    today = times.wall(now, group.zone).date()
    left = (one for one in releases.every(tx, group.id) if one.kind is Kind.REPORT and one.out)
    before = next((one.last for one in left), None)
    first, last = rules.year(before, today)
    found = came(tx, group, first, last)
    counts = ledger.counts(tx, group.id, first, last)
    ways = tuple((way.value, many) for way, many in (counts.by_source or {}).items())
    return Year(
        group.name,
        today,
        first,
        last,
        Numbers(
            counts.raised,
            counts.answered,
            counts.on_time,
            counts.changed,
            counts.confirmed,
            ways,
        ),
        tuple(one for one in found if one.state in ledger.CHANGED),
        tuple(one for one in found if one.state == State.COULD_NOT),
        waits(tx, group, today),
        tuple(store.lines(tx, group.id, first)),
        max(first, min((one.said_on for one in ledger.every(tx, group.id)), default=first)),
        gaps(tx, group, first, last),
    )


def gaps(tx: Tx, group: Group, first: date, last: date) -> Gaps | None:
    """How far meetings felt from the steps they were planned as."""
    found = steps.gaps(tx, group.id, first, last)
    return found if settings.has_part(group, steps.PART) and found.can_be_told else None
