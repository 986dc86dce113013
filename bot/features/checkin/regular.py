"""Rounds between meetings that come again and again: "every Friday 10:00".

Each stays open for a week, so that tired people have time. When the next one begins then, both
are one post: the answers, and the new question. Whoever leads sees the post before it is begun.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot import dates, endings, forms, posts, schedule, settings, times
from bot.db import Tx
from bot.feature import Command, Field, Form, Given, Here
from bot.features.checkin import between, rules, store
from bot.features.checkin.rules import BETWEEN, Between, Question, Regular
from bot.model import Ask, Choice, Due, Offer, Refused, Say, Text, say

log = logging.getLogger(__name__)

REGULAR = "checkin.regular"
LATER = "checkin.regular-later"

ALONE = timedelta(minutes=1)
"""The answers wait so long for the next round, to be one post with it."""

ON_THE_LIST = 8
"""Its place on the list of whoever leads."""

BANK, POST, AGAIN = "from the bank", "post", "again"


# What is asked.


def _when(said: str, given: Given, here: Here) -> str | Text:
    try:
        found = dates.read(said, here.now, here.language)
    except dates.Unclear as unclear:
        return unclear.why
    if found.rule is None:
        return Text("checkin.which-rule")
    if dates.is_on_several_days(found.rule):  # the answers are gathered for a week
        return Text("checkin.regular-one-day")
    if found.time is not None and _is_quiet(given, found.time):
        return Text("checkin.in-quiet-hours")
    return str(found)


def _time(said: str, given: Given, here: Here) -> str | Text:
    try:
        clock = dates.clock(said, here.language)
    except dates.Unclear as unclear:
        return unclear.why
    if _is_quiet(given, clock):
        return Text("checkin.in-quiet-hours")
    return f"{clock:%H:%M}"


def _is_quiet(given: Given, clock: time) -> bool:
    return settings.are_quiet(given.get("quiet") or settings.QUIET_HOURS.default, clock)


def _has_time(given: Given) -> bool:
    found = dates.When.kept(given.get("when") or "")
    return found is None or found.time is not None


def _start(given: Given) -> tuple[datetime, str]:
    """When the first one is, and the rule."""
    found = dates.When.kept(given.get("when") or "")
    assert found is not None  # its field takes nothing else
    assert found.rule is not None
    clock = found.time or time.fromisoformat(given.get("time") or "")
    return datetime.combine(found.day, clock), found.rule


def _question(given: Given) -> Question | None:
    words = given.get("question") or BANK
    return None if words == BANK else Question(words, given.get("who") or "")


def _preview(given: Given) -> Mapping[str, object]:
    """The post exactly as it will be, with when it comes."""
    starts, rule = _start(given)
    own = _question(given)
    asks = Text("checkin.one-of-mine") if own is None else between.asks(own)
    gathers = starts + rules.WEEK
    first = {"first": starts.date(), "rule": dates.said(rule), "time": starts}
    return {**given, **first, "ask": asks, "day": gathers.date()}


FORM = Form(
    (
        Field("when", "checkin.regular-when", limit=200, takes=_when),
        Field("time", "checkin.regular-time", limit=40, takes=_time, skip=_has_time),
        Field(
            "question",
            "checkin.which-question",
            limit=200,
            wordy=True,
            also=(Choice(BANK, "checkin.from-bank"),),
        ),
        Field(
            "sure",
            "checkin.regular-preview",
            choices=(
                Choice(POST, "checkin.begin-it"),
                Choice(AGAIN, "checkin.change-it"),
                Choice(forms.STOP, "checkin.leave-it"),
            ),
            alone=True,
            shows=_preview,
        ),
    )
)


# What is done.


def regular_round(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask when and what; or say what there is already, and what can be done with it."""
    there = store.regular(tx, ask.group.id)
    if there is None:
        return change(tx, ask)
    choices = (
        Choice("change regular round", "checkin.change-it"),
        Choice("stop regular round", "checkin.end-it"),
    )
    rule = dates.said(there.rule)
    return [say("checkin.regular-now", rule=rule, time=there.starts, choices=choices)]


def change(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask for all of it; until that is answered, what there is goes on."""
    return [_ask(tx, ask, {})]


def _ask(tx: Tx, ask: Ask, said: Mapping[str, str]) -> Say:
    """What is still open, of who and where is known."""
    known = {**said, "who": ask.by.name, "quiet": settings.QUIET_HOURS.of(ask.group)}
    asked = forms.begin(tx, ask.account, ask.group.id, BEGIN, ask.at, known)
    assert isinstance(asked, Say)  # whether they are sure is never known
    return asked


def _only(one: Say) -> Say:
    return Say(one.key, one.facts)


def begin(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen the post and said yes: from now on it comes by itself."""
    if ask.args["sure"] == AGAIN:
        return change(tx, ask)
    given = {name: str(said) for name, said in ask.args.items() if said is not None}
    if "who" not in given:  # begun by the inner word: now with the name that will be read
        return [_ask(tx, ask, {name: given[name] for name in given.keys() - {"sure"}})]
    starts, rule = _start(given)
    now = times.wall(ask.at, ask.group.zone)
    last = rules.newest(dates.slots(starts, rule), now)
    first = next(dates.slots(starts, rule, last), None)
    if first is None:
        raise Refused("checkin.regular-over")
    own = _question({**given, "who": ask.by.name})
    question = None if own is None else replace(own, asked_by=ask.by.id)
    store.save_regular(tx, ask.group.id, Regular(starts, rule, question, last))
    schedule.cancel(tx, LATER, str(ask.group.id))
    schedule.every(tx, REGULAR, ask.group, str(ask.group.id), _calendar(starts, rule), ask.at)
    return [
        say(
            "checkin.regular-set",
            rule=dates.said(rule),
            time=starts,
            day=first.date(),
        )
    ]


def _calendar(starts: datetime, rule: str) -> dict[str, str]:
    """When to look whether it is time: each week on that day, else every day."""
    clock = {"hour": str(starts.hour), "minute": str(starts.minute)}
    weekly = "FREQ=WEEKLY" in rule
    return {**clock, "day_of_week": str(starts.weekday())} if weekly else clock


BEGIN = Command("begin regular round", begin, form=FORM)


def stop(tx: Tx, ask: Ask) -> Sequence[Say]:
    """No more of them. One that is open still comes together, as people were told."""
    if not store.stop_regular(tx, ask.group.id):
        raise Refused("checkin.no-regular")
    _cancel(tx, str(ask.group.id))
    last = store.between(tx, ask.group.id)
    if last is None or not between.is_open(ask.group):
        return [say("checkin.regular-stopped")]
    still = say("checkin.still-open", day=last.gathers.date(), time=last.gathers)
    return [say("checkin.regular-stopped", then=(still,))]


def _cancel(tx: Tx, subject: str) -> None:
    for job in (REGULAR, LATER):
        schedule.cancel(tx, job, subject)


# When the time comes.


def fire(tx: Tx, due: Due) -> Sequence[Say]:
    """Open the round whose time has come: once, and not if it is hopelessly late."""
    kept = store.regular(tx, due.group.id)
    if kept is None:
        _cancel(tx, str(due.group.id))
        return []
    wall = times.wall(due.at, due.group.zone)
    if kept.last is not None and kept.last > wall:  # the clock had been wrong, and was put back
        kept = replace(kept, last=wall - rules.WEEK)
    slot = rules.newest(dates.slots(kept.starts, kept.rule, kept.last), wall)
    if slot is None or not settings.has_part(due.group, between.PART):
        return []
    if not rules.is_worth_opening(slot, wall):
        return _left_out(tx, due, kept, slot, "it would come too late")
    if endings.is_over(tx, due.group.id, due.at):
        return _left_out(tx, due, kept, slot, "the group had its last meeting")
    late = _why_late(due, slot, wall)
    if (later := between.not_now(due)) is not None:
        args = {"late": late.key} if late else None
        schedule.once(tx, LATER, due, str(due.group.id), later, args=args)
        return []
    return _open(tx, due, kept, slot, late)


def _open(tx: Tx, due: Due, kept: Regular, slot: datetime, late: Text | None) -> Sequence[Say]:
    group, last = due.group, store.between(tx, due.group.id)
    is_open, wall = last is not None and between.is_open(group), times.wall(due.at, group.zone)
    if is_open and last is not None and wall < last.gathers <= wall + rules.WEEK:
        return _left_out(tx, due, kept, slot, "another round is open")
    if not is_open and posts.are_enough(tx, group.id, due.at):
        return _left_out(tx, due, kept, slot, "the group had its posts of this week")
    question = kept.question or Question(between.from_bank(tx, due, (BETWEEN,)))
    gathers = slot + rules.WEEK
    opening = between.opening(question, gathers, kept.rule)
    if is_open and last is not None:
        says = between.close(tx, due, last, late, opening)
    else:
        posts.note(tx, group.id, due.at)
        says = [opening if late is None else _after(late, opening)]
    empty = (store.regular(tx, group.id) or kept).empty
    store.save_regular(tx, group.id, replace(kept, last=slot, empty=empty))
    when = schedule.utc(gathers, group.zone)
    following = next(dates.slots(kept.starts, kept.rule, slot), None)
    together = following == gathers
    between.begin(tx, due, Between(question, slot.date(), gathers), when + ALONE * together)
    return says


def _after(late: Text, opening: Say) -> Say:
    return replace(opening, key=late.key, facts=late.facts, then=(_only(opening),))


def offers(tx: Tx, why: Ask | Due) -> Sequence[Offer]:
    """When nobody has answered for a while, whoever leads may like to end it."""
    kept = store.regular(tx, why.group.id)
    if kept is None or kept.empty < rules.QUIET_ROUNDS:
        return []
    return [Offer(ON_THE_LIST, Choice("stop regular round", "checkin.end-quiet-rounds"))]


def _left_out(tx: Tx, due: Due, kept: Regular, slot: datetime, why: str) -> Sequence[Say]:
    log.info("%s is left out: %s", due.cause, why)
    store.save_regular(tx, due.group.id, replace(kept, last=slot))
    return []


def _why_late(due: Due, slot: datetime, wall: datetime) -> Text | None:
    if due.args.get("late") is None and wall - slot <= between.LATE:
        return None
    return between.why_late(replace(due, late=max(due.late, wall - slot)))
