"""What is said about meetings: days and rules in words, the post of a plan, reminders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import dates, meetings, schedule
from bot.features.planning import rules
from bot.meetings import Meeting, Plan
from bot.model import GROUP, Group, Lane, Listed, Person, Say, Text, say

WORTH_SAYING = timedelta(days=7)

LOOKED_AT = 60
"""How many meetings of a series are looked at for clock changes."""


def post(group: Group, who: Person, when: dates.When, minutes: int, plan: Plan) -> Say:
    """The post of a plan, exactly as the room reads it."""
    start = when.start
    pause = meetings.break_at(start, minutes)
    lines = [
        say("planning.planned-by", who=who),
        *_dates(when, group.zone),
        say("planning.long", minutes=minutes),
        *([say("planning.break", time=pause)] if pause else []),
        *_agreed(plan),
        _ways(plan),
        *_note(plan),
        say("planning.question-it"),
    ]
    return _one(lines)


def moved(old: Meeting, wall: datetime, zone: str) -> Say:
    new = _landing(wall, zone)
    was = old.local
    lines = [
        say("planning.moved", day=was.date(), time=was),
        say("planning.now-at", day=new.date(), time=new),
        *_shifts([wall], zone),
        say("planning.aim-stays", aim=old.series.plan.aim),
    ]
    return _one(lines)


def cancelled(one: Meeting, follows: Meeting | None, *, all_after: bool) -> Say:
    local = one.local
    facts = {"day": local.date(), "time": local}
    off = Say("planning.ended", facts) if all_after else Say("planning.cancelled", facts)
    lines = [off, say("planning.was-about", aim=one.series.plan.aim)]
    if follows is not None:
        lines.append(say("planning.next-is", day=follows.local.date(), time=follows.local))
    return _one(lines)


def reminder(one: Meeting, kind: str, now: datetime, late: Text | None) -> Say:
    """The post of a reminder. `now`: in UTC."""
    local, plan = one.local, one.series.plan
    today = now.astimezone(ZoneInfo(one.series.zone)).date() == local.date()
    when = {"today": today, "day": local.date(), "time": local, "ways": plan.ways}
    # Few sentences of several parts: thousands of these may come in one minute.
    lines = [] if late is None else [Say(late.key, late.facts)]
    if kind == rules.SOON:
        lines.append(Say("planning.soon", when))
    else:
        lines.append(Say("planning.before", {**when, "aim": plan.aim}))
    lines += _note(plan)
    return _one(lines, good_for(one.starts_at, now))


def coming(found: Sequence[Meeting]) -> Say:
    """The next meetings, in words."""
    if not found:
        return say("planning.nothing-planned")
    first, *others = found
    lines = [
        say("planning.next-is", day=first.local.date(), time=first.local),
        say("planning.we-leave-with", aim=first.series.plan.aim),
        _ways(first.series.plan),
    ]
    if others:
        after = Listed(tuple(at(one) for one in others))
        lines.append(say("planning.after-that", days=after))
    return _one(lines)


def at(one: Meeting) -> Text:
    """A meeting by its day and time."""
    return Text("planning.day-and-time", {"day": one.local.date(), "time": one.local})


def _one(lines: Sequence[Say], good_for: timedelta | None = None) -> Say:
    first, *others = lines
    post = Lane.POST
    return Say(first.key, first.facts, GROUP, lane=post, good_for=good_for, then=tuple(others))


def _dates(when: dates.When, zone: str) -> list[Say]:
    """The first day, the rule, the next three and the last one, and what the clocks do."""
    start = _landing(when.start, zone)
    first = {"day": start.date(), "time": start}
    if when.rule is None:
        return [Say("planning.we-meet", first), *_shifts([when.start], zone)]
    slots = meetings.first_slots(when, LOOKED_AT)
    told = [Say("planning.we-meet-then", {**first, "rule": dates.said(when.rule)})]
    named, more = rules.after_the_first(slots)
    if named:
        days = Listed(tuple(slot.date() for slot in named))
        told.append(say("planning.next-three" if more else "planning.the-others", days=days))
    if more and not dates.is_endless(when.rule):
        told.append(say("planning.last-one", day=slots[-1].date()))
    year = [slot for slot in slots if slot < when.start + dates.YEAR]
    return [*told, *_shifts(year, zone)]


def _shifts(slots: Sequence[datetime], zone: str) -> list[Say]:
    """Where the clock is changed at the very time of a meeting: said, as it is surprising."""
    found = [shift for slot in slots if (shift := dates.shift(slot, zone)) is not None]
    return [
        say("planning.comes-twice", day=one.slot.date(), time=one.slot)
        if one.jumps is None
        else say("planning.clock-jumps", day=one.slot.date(), jumps=one.jumps, time=one.lands)
        for one in found[:2]
    ]


def _landing(wall: datetime, zone: str) -> datetime:
    shift = dates.shift(wall, zone)
    return wall if shift is None else shift.lands


def _agreed(plan: Plan) -> list[Say]:
    told = [say("planning.we-leave-with", aim=plan.aim), say("planning.we-can", can=plan.can)]
    if plan.cannot is not None:
        told.append(say("planning.we-cannot", cannot=plan.cannot, because=plan.because))
    return [*told, say("planning.who-decides", decides=plan.decides, by=plan.by)]


def _ways(plan: Plan) -> Say:
    return (
        say("planning.ways-only-here")
        if plan.ways is None
        else say("planning.ways-in", ways=plan.ways)
    )


def _note(plan: Plan) -> list[Say]:
    return [] if plan.note is None else [say("planning.hard-part", note=plan.note)]


def good_for(start: datetime, now: datetime) -> timedelta:
    """How long a post about a meeting is worth saying: until it begins, a week at most."""
    return max(min(WORTH_SAYING, start - now), schedule.MINUTE)
