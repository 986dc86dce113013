"""The end of finding a time: what may be said of the answers, and that all of them are deleted.

Both happen in one write. Whoever is told is told once, also after a crash or a long time away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import access, forms, meetings, schedule, settings, times
from bot.db import Tx
from bot.features.findtime import rules, store, telling
from bot.features.findtime.rules import Asking
from bot.model import Ask, Due, Group, Person, PersonId, Refused, Say, say

CLOSE = "findtime.close"

OPEN, CLOSED = "open", "closed"
STATE = settings.one_of("findtime.state", CLOSED, OPEN)
"""Whether times are offered now: help and menu know it by this."""

AFTER_THAT = timedelta(hours=1)
"""When what cannot be said now is tried again: in a meeting, or late in quiet hours."""

MEETING_ON = timedelta(hours=4)
"""A meeting that was begun longer ago was forgotten, and nothing waits for its end."""

WORTH_SAYING = timedelta(days=7)


ANSWERING = ("say my times", "say times for")
"""The words that end with it, whoever is in the middle of them."""


def is_open(group: Group) -> bool:
    """Are times offered now?"""
    return STATE.of(group) == OPEN


def asking(tx: Tx, ask: Ask) -> Asking:
    """What is open. Its end may have come, although nobody has been told yet."""
    asks = store.load(tx, ask.group.id)
    if asks is None or is_over(asks, ask.at):
        raise Refused("findtime.none-open")
    return asks


def is_over(asks: Asking, at: datetime) -> bool:
    return schedule.utc(asks.closes, asks.zone) <= at


def close_times(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Before its time. With few answers it stays open, so that none was in vain."""
    asks = asking(tx, ask)
    if not rules.is_enough(_others(store.answers(tx, ask.group.id), [ask.by])):
        raise Refused("findtime.not-yet", day=asks.closes.date(), time=asks.closes)
    return tell(tx, ask, asks)


def tell(tx: Tx, ask: Ask, asks: Asking) -> list[Say]:
    """What came of it, to whoever looks; then nothing of it is kept."""
    told = _result(tx, ask, asks, [ask.by])
    _end(tx, ask)
    return [telling.one(told)]


def call_off(tx: Tx, ask: Ask) -> Sequence[Say]:
    asking(tx, ask)
    _end(tx, ask)
    return [say("findtime.called-off")]


def leave(_tx: Tx, _ask: Ask) -> Sequence[Say]:
    return [say("findtime.left-it")]


def close(tx: Tx, due: Due) -> Sequence[Say]:
    """Its time has come: whoever asked is told in private what suits most."""
    asks = store.load(tx, due.group.id)
    if asks is None or asks.number != due.args.get("number"):
        return []
    late = bool(due.args.get("late")) or (due.late > rules.LATE and not due.leapt)
    if _not_now(due, late=late):
        args = {"number": asks.number, "late": late}
        schedule.once(tx, CLOSE, due, str(due.group.id), due.at + AFTER_THAT, args=args)
        return []
    leads = _leads(due, asks)
    told = [say("findtime.result"), *([say("findtime.late")] if late else [])]
    told += _result(tx, due, asks, leads)
    _end(tx, due)
    one = replace(telling.one(told), good_for=WORTH_SAYING, unasked=True)
    return [replace(one, to=lead) for lead in leads]


def _not_now(due: Due, *, late: bool) -> bool:
    session = due.group.session
    if session is not None and due.at - session.started_at < MEETING_ON:
        return True
    return late and settings.in_quiet_hours(due.group, times.wall(due.at, due.group.zone).time())


def _leads(due: Due, asks: Asking) -> list[Person]:
    """Whoever asked, if they still lead; else everybody who does."""
    leads = [id for id in due.group.facilitators if due.group.leads(id, due.at.date())]
    those = [asks.person] if asks.person in leads else leads
    return [Person(id, due.group.names[id]) for id in those]


def _result(tx: Tx, why: Ask | Due, asks: Asking, told: Sequence[Person]) -> list[Say]:
    """What may be said to these people."""
    answers = store.answers(tx, why.group.id)
    offered = [n for n, w in enumerate(asks.times, 1) if schedule.utc(w, asks.zone) > why.at]
    if not offered:
        return telling.nothing("findtime.all-past")
    others = _others(answers, told)
    if not rules.is_enough(others):
        return telling.nothing("findtime.few")
    found = rules.found(others, offered)
    by_phone = [suits for id, suits in answers.items() if Person(id, "").by_phone]
    mine = any(lead.id in answers for lead in told)
    known = telling.known(asks, mine, len(by_phone), rules.for_all(by_phone, offered))
    ahead = meetings.coming(tx, why.group.id, why.at, 1)
    helps = access.of_group(tx, why.group.id)
    return telling.result(asks, found, helps, known, ahead[0] if ahead else None)


def _end(tx: Tx, why: Ask | Due) -> None:
    """Nothing of it is kept: neither times nor answers, nor what somebody was about to answer."""
    store.end(tx, why.group.id)
    schedule.cancel(tx, CLOSE, str(why.group.id))
    settings.choose(tx, why.group.id, STATE, CLOSED, why.at.date())
    for word in ANSWERING:
        forms.end(tx, why.group.id, word)


def _others(answers: Mapping[PersonId, rules.Suits], told: Sequence[Person]) -> list[rules.Suits]:
    """The answers that these people do not know without being told."""
    return [suits for id, suits in answers.items() if not knows(told, id)]


def knows(told: Sequence[Person], whose: PersonId) -> bool:
    """Is it their own answer, or that of somebody on the phone, for whom they speak?"""
    return Person(whose, "").by_phone or any(whose == one.id for one in told)
