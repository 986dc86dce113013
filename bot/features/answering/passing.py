"""Passing a point on, more time, and being away: all said in the open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import answerers, dates, ledger, settings, workdays
from bot.db import Tx
from bot.features.answering import answers, roles, rules, store
from bot.ledger import Point, State
from bot.model import GROUP, Ask, Choice, Listed, Person, Refused, Say, say
from bot.parse import which_person
from bot.times import wall


def pass_on(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Somebody else is asked to answer. Nobody promises in their name."""
    one = _mine(tx, ask)
    who = _to_whom(tx, ask, one)
    if who.id == one.answerer:
        raise Refused("answering.is-theirs", number=one.number, who=who.name)
    ledger.decide(tx, ask, one, answerer=who.id)
    facts = {"number": one.number, "by": ask.by, "day": one.due or one.answer_by}
    if answerers.is_outside(who.id):
        then = (say("answering.now-send-it", number=one.number),)
        outside = {**facts, "who": who.name}
        return [Say("answering.passed-outside", outside, GROUP, then=then)]
    return [Say("answering.passed-on", {**facts, "who": who}, GROUP, alert=who)]


def _to_whom(tx: Tx, ask: Ask, one: Point) -> Person:
    """A member, or somebody outside. Raises Refused."""
    typed = ask.args.get("who")
    if isinstance(typed, Person):
        return typed
    found = answerers.named(tx, ask.group, str(typed))
    word = f"pass on {one.number} to"
    if len(found) > 1:
        choices = (Choice(f"{word} {who.id}", "app.that-person", {"who": who.name})
                   for who in found)  # fmt: skip
        raise Refused("app.which-person", tuple(choices), name=str(typed))
    if found:
        return found[0]
    which_person(str(typed), ask.group, lambda who: f"{word} {who}")
    raise Refused("answering.not-here", name=str(typed))


def more_time(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Until another day. From the second time on, the group reads why."""
    one = _mine(tx, ask)
    if one.due is None:
        raise Refused("answering.nothing-due", number=one.number)
    until = _until(tx, ask, one)
    why = str(ask.args.get("because") or "")
    if rules.needs_why(store.waits(tx, one.id)) and not why:
        raise Refused("answering.why-more-time", number=one.number)
    if one.answerer is None and not ask.leads:  # then they are who answers
        one = ledger.decide(tx, ask, one, answerer=ask.by.id)
    ledger.more_time(tx, ask, one, until)
    store.one_more_wait(tx, one.id)
    then = (say("answering.because", words=why.rstrip(" .")),) if why else ()
    facts = {"who": ask.by, "number": one.number, "day": until, "before": one.due}
    return [Say("answering.more-time", facts, GROUP, then=then)]


def _until(tx: Tx, ask: Ask, one: Point) -> date:
    """A day after today and after the one that was said; never past what the group waits for."""
    today = ledger.today(ask)
    typed = str(ask.args["until"])
    found = dates.day(typed, wall(ask.at, ask.group.zone), ask.group.language)
    if found is None or found <= today or (one.due is not None and found <= one.due):
        raise Refused("answering.later-day", typed=typed)
    days = settings.days(ask.group, settings.OUTCOME_DAYS)
    last = workdays.after(tx, today, days)
    latest = max(one.outcome_by, today) if one.state is State.HEARD else last
    if found > latest:
        raise Refused("answering.too-long", day=latest)
    return found


def _mine(tx: Tx, ask: Ask) -> Point:
    """An open point of theirs, or of nobody yet; or any for whoever leads. Raises Refused."""
    one = answers.open_point(tx, ask)
    free = one.answerer is None and answerers.of(tx, ask.group.id, ask.by.id) is not None
    if one.answerer != ask.by.id and not free and not ask.leads:
        raise Refused("answering.not-yours-to-pass", number=one.number)
    return one


# Being away.


def away(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Until when, with what is due by then; never why."""
    if answerers.of(tx, ask.group.id, ask.by.id) is None:
        raise Refused("answering.no-answerer")
    back = _day_back(ask)
    answerers.away(tx, ask.group.id, ask.by.id, back)
    due = due_before(tx, ask, back, ask.by)
    return [say("answering.is-away", to=GROUP, who=ask.by, day=back, then=tuple(due))]


def _day_back(ask: Ask) -> date:
    typed, today = str(ask.args["until"]), ledger.today(ask)
    back = dates.day(typed, wall(ask.at, ask.group.zone), ask.group.language)
    if back is None or not today < back <= today + roles.LONGEST_AWAY:
        raise Refused("answering.which-day-back", typed=typed)
    return back


def away_outside(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Whoever looks after the group says it of somebody who is not in the chat; never why."""
    who, back = _outside(tx, ask, "answerer away", ask.args.get("until")), _day_back(ask)
    answerers.away(tx, ask.group.id, who.id, back)
    due = due_before(tx, ask, back, who)
    return [say("answering.outside-away", to=GROUP, who=who.name, day=back, then=tuple(due))]


def back_outside(tx: Tx, ask: Ask) -> Sequence[Say]:
    who = _outside(tx, ask, "answerer back")
    there = answerers.of(tx, ask.group.id, who.id)
    if there is None or there.away_until is None:
        raise Refused("answering.outside-not-away", name=who.name)
    answerers.away(tx, ask.group.id, who.id, None)
    return [say("answering.outside-back", to=GROUP, who=who.name)]


def _outside(tx: Tx, ask: Ask, word: str, until: object = None) -> Person:
    """Who is meant. Whoever is in the chat says it themselves. Raises Refused."""
    typed = ask.args.get("who")
    if isinstance(typed, Person):
        raise Refused("answering.says-it-themselves", who=typed)
    found = answerers.named(tx, ask.group, str(typed))
    if not found:
        raise Refused("answering.nobody-outside", name=str(typed))
    if len(found) > 1:
        day = "" if until is None else f" until {until}"
        choices = (Choice(f"{word} {who.id}{day}", "app.that-person", {"who": who.name})
                   for who in found)  # fmt: skip
        raise Refused("app.which-person", tuple(choices), name=str(typed))
    return found[0]


def due_before(tx: Tx, ask: Ask, back: date, who: Person) -> list[Say]:
    """Their points that are due while they are away."""
    mine = answers.owed(tx, ask.group.id, who.id)
    due = [one for one in mine if one.due is not None and one.due < back]
    if not due:
        return []
    numbers = Listed(tuple(one.number for one in due))
    return [say("answering.due-meanwhile", numbers=numbers, count=len(due))]


def back(tx: Tx, ask: Ask) -> Sequence[Say]:
    there = answerers.of(tx, ask.group.id, ask.by.id)
    if there is None or there.away_until is None:
        raise Refused("answering.not-away")
    answerers.away(tx, ask.group.id, ask.by.id, None)
    return [say("answering.is-back", to=GROUP, who=ask.by)]
