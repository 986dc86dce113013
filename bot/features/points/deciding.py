"""Who decides a point and by when; points that rest, because nobody here can decide them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import answerers, dates, ledger, routes, settings, steering, workdays
from bot.db import Tx
from bot.features.points import rules, saying
from bot.ledger import Point, State
from bot.model import GROUP, Ask, Refused, Say, say
from bot.times import wall


def open_point(tx: Tx, ask: Ask) -> Point:
    """The open point that is meant. Raises Refused."""
    one = any_point(tx, ask)
    if one.taken_out or not one.is_open:
        raise Refused("points.closed-already", number=one.number)
    return one


def any_point(tx: Tx, ask: Ask) -> Point:
    """The point that is meant, however it stands. Raises Refused."""
    number = ask.args.get("number")
    one = ledger.by_number(tx, ask.group.id, number) if isinstance(number, int) else None
    if one is None:
        raise Refused("points.no-such-point")
    return one


def decided_by(tx: Tx, ask: Ask) -> Sequence[Say]:
    """`decided by Lena for 14 by 22 May`: in the open, by whoever leads or answers."""
    if "number" not in ask.args:
        raise Refused("points.which-point")
    one = open_point(tx, ask)
    chosen = [each.person for each in answerers.chosen(tx, ask.group.id)]
    rules.may_decide(ask.by.id, one.answerer, chosen, leads=ask.leads)
    by = one.answer_by
    if "by" in ask.args and one.state is State.HEARD:
        by = _day(ask, latest_answer(tx, ask, one))
    mine = ask.by.id if one.answerer is None and ask.by.id in chosen else None
    one = ledger.decide(tx, ask, one, decides=str(ask.args["decides"]), answerer=mine, answer_by=by)
    who = saying.answerer(tx, ask.group, one)
    facts = {"number": one.number, "decides": one.decides, "who": who or "", "day": one.due}
    if who is None:
        return [Say("points.decided-nobody", facts, GROUP)]
    if one.answerer != ask.by.id:  # nobody promises for another
        return [Say("points.decided-asked", facts, GROUP)]
    return [Say("points.decided", facts, GROUP)]


def latest_answer(tx: Tx, ask: Ask, one: Point) -> date:
    """A first answer comes so many working days after a point was said, at the latest."""
    return workdays.after(tx, one.said_on, settings.days(ask.group, settings.ANSWER_DAYS))


def _day(ask: Ask, latest: date) -> date:
    here = wall(ask.at, ask.group.zone)
    typed = ask.args.get("by", ask.args.get("until"))
    day = None if typed is None else dates.day(str(typed), here, ask.group.language)
    if typed is not None and day is None:
        raise Refused("points.which-day", typed=str(typed))
    return rules.until(day, here.date(), latest)


# The days of the group.


def days(tx: Tx, ask: Ask) -> Sequence[Say]:
    """`answer days 10`: fewer working days than there are now for all points from now on."""
    setting = _DAYS[ask.command]
    now = settings.days(ask.group, setting)
    number = ask.args.get("number")
    if not isinstance(number, int) or not setting.allows(str(number)):
        raise Refused("points.which-days", now=now, most=int(setting.default))
    settings.choose(tx, ask.group.id, setting, str(number), ledger.today(ask))
    line = steering.said(tx, ask, setting, str(number))
    if setting is settings.OUTCOME_DAYS:
        return [say("points.outcome-days", to=GROUP, who=ask.by, count=number, then=line)]
    return [say("points.answer-days", to=GROUP, who=ask.by, count=number, then=line)]


_DAYS = {"answer days": settings.ANSWER_DAYS, "outcome days": settings.OUTCOME_DAYS}


# Parked.


def park(tx: Tx, ask: Ask) -> Sequence[Say]:
    """It rests until a day, in the open, and with other places to take it to."""
    one = open_point(tx, ask)
    if one.waits_for_sayer:
        raise Refused("points.is-answered", number=one.number)
    latest = workdays.after(tx, ledger.today(ask), rules.PARKED_DAYS)
    one = ledger.park(tx, ask, one, _day(ask, latest))
    return [say("points.is-parked", to=GROUP, number=one.number, day=one.parked_until,
                then=_ways(tx))]  # fmt: skip


def parked(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What rests, until when, and where else it can be taken."""
    today = ledger.today(ask)
    found = [one for one in ledger.still_open(tx, ask.group.id) if one.parked_until is not None]
    shown = found[: rules.MOST_SHOWN]
    more = len(found) - len(shown)
    rows = saying.rows(tx, ask.group, shown, today) if shown else say("points.none-parked")
    then = (*([say("points.and-more", more=more)] if more else []), *_ways(tx))
    return [Say(rows.key, rows.facts, then=then)]


def _ways(tx: Tx) -> tuple[Say, ...]:
    """Where else something can be taken, as the organisation wrote it into the settings."""
    found = routes.every(tx)
    if not found:
        return (say("points.no-routes"),)
    return (
        say("points.routes"),
        *(Say(one.key, one.facts) for one in (each.said() for each in found)),
    )
