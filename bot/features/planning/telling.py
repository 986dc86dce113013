"""What is said about meetings: days and rules in words, the post of a plan, reminders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot import access, dates, meetings, recall, schedule, settings, steps, times
from bot.features.planning import rules
from bot.meetings import NOTHING, Meeting, Plan, Series
from bot.model import GROUP, Choice, Group, Lane, Listed, Person, Say, Text, say

Said = Mapping[str, Any]
"""What was answered and worked out, as a draft keeps it."""

Holidays = frozenset[date]

KEYS = (
    *("planning.early", "planning.late-in-day", "planning.on-day"),
    *("planning.soon", "planning.before"),
)

KNOWN = {"mornings": "planning.early", "evenings": "planning.late-in-day"}
"""How a time is said that goes against what helps people here; a weekday is said by its name."""

FEW = 5
"""So many meetings are named, each of them, instead of their rule."""

WORTH_SAYING = timedelta(days=7)

LOOKED_AT = 60
"""How many meetings of a series are looked at for clock changes."""


def post(
    group: Group, who: Person, when: dates.When, said: Said, now: datetime, holidays: Holidays
) -> Say:
    """The post of a plan, exactly as the room reads it. `now`: in UTC."""
    plan, minutes = Plan.of(said), int(said["minutes"] or 0)
    lines = [
        say("planning.planned-by", who=who),
        *_dates(when, group.zone),
        *_known(said),
        *_long(when.start, group.zone, minutes, often=bool(said.get("often"))),
        *_agreed(plan),
        *_papers_come(plan, when.start.date(), _today(now, group.zone), holidays),
        _ways(plan),
        *_note(plan),
        *_step(group, plan),
        *recall.for_the_room(said.get(recall.TOLD), said.get(recall.AGAIN)),
        say("planning.question-it"),
    ]
    return _one(lines)


def notes(said: Said) -> list[Say]:
    """What whoever plans should know, before they see the post."""
    told = []
    formats = (said.get("formats") or "").split()
    if said.get("papers") not in (None, NOTHING) and formats:
        agreed = access.said(access.listed(formats))
        told.append(say("planning.formats-agreed", formats=agreed))
    if int(said["minutes"] or 0) <= meetings.BREAK_AFTER:
        told.append(say("planning.no-room"))
    return told


def _long(wall: datetime, zone: str, minutes: int, *, often: bool) -> list[Say]:
    """How long it takes, when its breaks are, and what is left open."""
    told = [say("planning.long", minutes=minutes)]
    start = schedule.utc(wall, zone)  # minutes are counted past a clock change
    if pauses := [times.wall(at, zone) for at in meetings.breaks(start, minutes, often=often)]:
        said = Listed(tuple(Text("planning.at-time", {"time": each}) for each in pauses))
        several = len(pauses) > 1
        told.append(say("planning.breaks" if several else "planning.break", times=said))
    if minutes > meetings.BREAK_AFTER:
        told.append(say("planning.open-end", minutes=meetings.OPEN))
    return told


def _known(said: Said) -> list[Say]:
    """What the time goes against, and why it is that time all the same."""
    against = (said.get("against") or "").split()
    if not against:
        return []
    known = Listed(tuple(Text(KNOWN.get(name, "planning.on-day"), _day(name)) for name in against))
    return [say("planning.we-know", known=known, why=said.get("why"))]


def _day(name: str) -> dict[str, object]:
    return {} if name in KNOWN else {"weekday": Text(f"day.{name}")}


def _today(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def moved(old: Meeting, wall: datetime, said: Said) -> Say:
    zone = old.series.zone
    new, was = _landing(wall, zone), old.local
    lines = [
        say("planning.moved", day=was.date(), time=was),
        say("planning.now-at", day=new.date(), time=new),
        *_shifts([wall], zone),
        *_known(said),
        say("planning.aim-stays", aim=old.series.plan.aim),
    ]
    return _one(lines)


def added(of: Series, wall: datetime, said: Said) -> Say:
    new = _landing(wall, of.zone)
    lines = [
        say("planning.one-more", day=new.date(), time=new),
        *_shifts([wall], of.zone),
        *_known(said),
        say("planning.we-leave-with", aim=of.plan.aim),
        _ways(of.plan),
    ]
    return _one(lines)


# Papers.


def _papers_come(plan: Plan, day: date, today: date, holidays: Holidays) -> list[Say]:
    if plan.papers is None:
        return []
    days = int(plan.due or meetings.PAPERS_BEFORE)
    due_on = dates.working_day_before(day, days, today, holidays)
    return [say("planning.papers-come", papers=plan.papers, day=due_on)]


def _papers(one: Meeting, now: datetime) -> list[Say]:
    """Where they are; or by when they come; or, honestly, that they are late."""
    papers = one.papers
    if papers is None:
        return []
    if papers.put_off:
        return [say("planning.papers-wait", papers=papers.what)]
    if papers.place is not None:
        return [say("planning.papers-are", papers=papers.what, place=papers.place)]
    if papers.late(_today(now, one.series.zone)):
        return [say("planning.papers-are-late")]
    return [say("planning.papers-come", papers=papers.what, day=papers.due_on)]


def papers_are_ready(one: Meeting, said: Mapping[str, Any], today: date) -> Say:
    facts = {"day": one.local.date(), "papers": said["what"], "place": said["place"]}
    lines = [Say("planning.papers-ready", facts)]
    if formats := access.said(access.listed(said["formats"])).items:
        lines.append(say("planning.papers-formats", formats=Listed(formats)))
    late = one.papers is not None and replace(one.papers, ready_on=None).late(today)
    if late and one.papers is not None and one.papers.ready_on is None:
        lines.append(say("planning.papers-came-late"))
    return _one(lines)


def papers_are_due(one: Meeting) -> Say:
    """To whoever looks after the group, in private."""
    assert one.papers is not None  # else nobody is told
    ready = Choice(f"papers for {one.id}", "planning.papers-there")
    facts = {"day": one.local.date(), "papers": one.papers.what, "due": one.papers.due_on}
    told = Say("planning.papers-due", facts, choices=(ready,))
    return replace(told, good_for=WORTH_SAYING, unasked=True)


def papers_moved() -> Say:
    """In the room: always the same words."""
    return say("planning.papers-moved", to=GROUP)


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
    today = times.wall(now, one.series.zone).date() == local.date()
    facts: Mapping[str, object] = {
        "today": today,
        "day": local.date(),
        "time": local,
        "ways": plan.ways,
    }
    # Few sentences of several parts: thousands of these may come in one minute.
    key = "planning.soon"
    if kind != rules.SOON:
        key, facts = "planning.before", {**facts, "aim": plan.aim}
    then = [*_papers(one, now), *_note(plan)]
    if late is not None:
        then.insert(0, Say(key, facts))
        key, facts = late.key, late.facts
    worth = good_for(one.starts_at, now)
    return Say(key, facts, GROUP, lane=Lane.POST, good_for=worth, then=tuple(then))


def coming(found: Sequence[Meeting], now: datetime) -> Say:
    """The next meetings, in words."""
    if not found:
        return say("planning.nothing-planned")
    first, *others = found
    lines = [
        say("planning.next-is", day=first.local.date(), time=first.local),
        say("planning.we-leave-with", aim=first.series.plan.aim),
        *_papers(first, now),
        _ways(first.series.plan),
    ]
    if others:
        after = Listed(tuple(at(one) for one in others))
        lines.append(say("planning.after-that", days=after))
    return _one(lines)


def at(one: Meeting) -> Text:
    """A meeting by its day and time."""
    return Text("planning.day-and-time", {"day": one.local.date(), "time": one.local})


def _one(lines: Sequence[Say]) -> Say:
    first, *others = lines
    return Say(first.key, first.facts, GROUP, lane=Lane.POST, then=tuple(others))


def _dates(when: dates.When, zone: str) -> list[Say]:
    """The first day, the rule, the next three and the last one, and what the clocks do."""
    start = _landing(when.start, zone)
    first = {"day": start.date(), "time": start}
    if when.rule is None:
        return [Say("planning.we-meet", first), *_shifts([when.start], zone)]
    slots = meetings.first_slots(when, LOOKED_AT)
    if len(slots) <= FEW:
        days = Listed(tuple(slot.date() for slot in slots))
        told = [say("planning.we-meet-times", times=len(slots), time=start, days=days)]
        return [*told, *_shifts(slots, zone)]
    told = [Say("planning.we-meet-then", {**first, "rule": dates.said(when.rule)})]
    named, more = rules.after_the_first(slots)
    if named:
        days = Listed(tuple(slot.date() for slot in named))
        told.append(say("planning.next-three", days=days))
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
    return [] if plan.note is None else [Say("planning.hard-part", {"note": plan.note})]


def _step(group: Group, plan: Plan) -> list[Say]:
    if plan.step is None or not settings.has_part(group, steps.PART):
        return []
    return [say("planning.as-step", number=int(plan.step), step=Text(f"ladder.step-{plan.step}"))]


def good_for(start: datetime, now: datetime) -> timedelta:
    """How long a post about a meeting is worth saying: until it begins, a week at most."""
    return max(min(WORTH_SAYING, start - now), schedule.MINUTE)
