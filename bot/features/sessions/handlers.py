"""Starting and ending a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import (
    care,
    carried,
    charter,
    endings,
    groups,
    meetings,
    schedule,
    settings,
    steering,
    steps,
)
from bot.clauses import Clause, Tag
from bot.db import Tx
from bot.features.sessions import rules
from bot.meetings import Meeting
from bot.model import GROUP, Ask, Choice, Due, Moment, Person, Refused, Say, Text, say

FORGOTTEN = "sessions.forgotten"
LONG_FOR_A_SESSION = timedelta(hours=4)

FRAME = {
    "greeting": 2,
    "introduction": 5,
    "lead": 2,
    "aim": 3,
    "can": 3,
    "cannot": 4,
    "decides": 4,
    "moved": 3,
    "papers": 1,
    "papers-late": 10,
    "papers-wait": 2,
    "last": 8,
    "end": 6,
    "strong-words": 8,
    "line": 5,
    "step": 15,
}
"""Words of ours in each sentence of the opening."""

KEYS = ("sessions.good-morning", "sessions.good-afternoon", "sessions.good-evening")


def start(tx: Tx, ask: Ask) -> Sequence[Say]:
    id = groups.begin_session(tx, ask.group.id, ask.by, ask.at)
    when = ask.at + LONG_FOR_A_SESSION
    schedule.once(tx, FORGOTTEN, ask, str(ask.group.id), when, args={"session": id})
    tx.moments.append(Moment.OPENING)
    planned = meetings.near(tx, ask.group.id, ask.at)
    line = _our_line(tx, ask, planned)
    if planned is None:
        strong = steering.strong_words(ask.group)
        then = () if strong is None else (strong,)
        if line is not None:
            charter.was_said(tx, ask.group.id, line)
            then = (*then, _line(line))
        greeting = Text(_greeting(ask))
        return [say("sessions.opening", to=GROUP, greeting=greeting, who=ask.by, then=then)]
    before = meetings.last(tx, ask.group.id, planned.starts_at)
    last = carried.last(tx, ask.group.id)
    left = endings.left(tx, ask.group.id, planned)
    return [_opening(tx, ask, planned, before=before, last=last, left=left, line=line)]


NEW_FOR = timedelta(days=14)
"""So long after somebody joined, the charter's line may be one for new people."""


def _our_line(tx: Tx, ask: Ask, planned: Meeting | None) -> Clause | None:
    """The line of the charter for today, by what is coming."""
    if not settings.has_part(ask.group, charter.PART):
        return None
    since = ask.at.date() - NEW_FOR
    plan = None if planned is None else planned.series.plan
    coming = {
        Tag.HEAVY: plan is not None and plan.note is not None,
        Tag.LIMITS: plan is not None and plan.cannot is not None,
        Tag.NEW: any(one.joined_on > since for one in ask.group.members.values()),
    }
    return charter.line_for(
        tx, ask.group.id, frozenset(tag for tag, is_so in coming.items() if is_so)
    )


def _line(line: Clause) -> Say:
    return say("sessions.our-line", number=line.number, words=line.words)


def _greeting(ask: Ask) -> str:
    return rules.greeting(ask.at.astimezone(ZoneInfo(ask.group.zone)).hour)


def _opening(
    tx: Tx,
    ask: Ask,
    planned: Meeting,
    *,
    before: Meeting | None,
    last: tuple[Meeting, str] | None,
    left: int | None,
    line: Clause | None,
) -> Say:
    """Who leads, and what the planned meeting is for, within what can be read aloud."""
    plan = planned.series.plan
    lines = {
        "greeting": say("sessions.greeting", greeting=Text(_greeting(ask))),
        rules.INTRODUCTION: say("sessions.introduction"),
        "lead": say("sessions.leads-today", who=ask.by),
    }
    if left is not None:
        lines["end"] = say("sessions.end-is-near", left=left)
    lines |= {
        "aim": say("sessions.aim", aim=plan.aim),
        **_papers(ask, planned, before),
        rules.CAN: say("sessions.can", can=plan.can),
    }
    if plan.cannot is not None:
        lines["cannot"] = say("sessions.cannot", cannot=plan.cannot, because=plan.because)
    if last is not None:
        aim = last[0].series.plan.aim
        lines[rules.LAST] = say("sessions.last-time", aim=aim, came=last[1])
    if (strong := steering.strong_words(ask.group)) is not None:
        lines[rules.STRONG] = strong
    if (step := steps.of_meeting(tx, ask.group, planned)) is not None:
        lines[rules.STEP] = say("sessions.step", number=step, step=Text(f"ladder.step-{step}"))
    lines[rules.DECIDES] = say("sessions.decides", decides=plan.decides, by=plan.by)
    if line is not None:
        lines[rules.LINE] = _line(line)
    words = {name: FRAME[name] + _words(one) for name, one in lines.items()}
    said = rules.fitting(words)
    if line is not None and rules.LINE in said:
        charter.was_said(tx, ask.group.id, line)
    first, *others = (lines[name] for name in said)
    return replace(first, to=GROUP, then=tuple(others))


def _papers(ask: Ask, planned: Meeting, before: Meeting | None) -> dict[str, Say]:
    """What was moved to this time; where its papers are, or that they are late."""
    told = {}
    if before is not None and before.papers is not None and before.papers.put_off:
        told[rules.MOVED] = say("sessions.from-last-time", papers=before.papers.what)
    papers = planned.papers
    if papers is None:
        return told
    today = ask.at.astimezone(ZoneInfo(planned.series.zone)).date()
    if papers.put_off:
        told["papers-wait"] = say("sessions.papers-wait", papers=papers.what)
    elif papers.place is not None:
        told["papers"] = say("sessions.papers", place=papers.place)
    elif papers.late(today):
        told["papers-late"] = say("sessions.papers-late")
    return told


def _words(line: Say) -> int:
    """Words that people chose, in one sentence."""
    said = (
        fact.name if isinstance(fact, Person) else fact
        for name, fact in line.facts.items()
        if name != "came"
    )
    return sum(len(fact.split()) for fact in said if isinstance(fact, str))


def end(tx: Tx, ask: Ask) -> Sequence[Say]:
    assert ask.group.session is not None  # `when` of the command
    if ask.group.quiet_since is not None:
        raise Refused("sessions.quiet-first")
    tx.moments.append(Moment.CLOSING)
    again = _meet_again(tx, ask, ask.group.session.started_at)
    held = groups.end_session(tx, ask.group.id, ask.group.session.id, ask.at)
    schedule.cancel(tx, FORGOTTEN, str(ask.group.id))
    is_last = endings.is_over(tx, ask.group.id, ask.at + meetings.NEAR)  # it may begin so early
    stay = (say("sessions.may-i-stay"),) if rules.asks_to_stay(held) and not is_last else ()
    kind = care.after_meeting(tx)
    return [say("sessions.closing", to=GROUP, then=(*again, kind, *stay))]


def _meet_again(tx: Tx, ask: Ask, began: datetime) -> tuple[Say, ...]:
    """When the next meeting is; not the one that has just ended, perhaps before its time."""
    over = meetings.near(tx, ask.group.id, began)
    for one in meetings.coming(tx, ask.group.id, ask.at, 2):
        if over is None or one.id != over.id:
            return (say("sessions.meet-again", day=one.local.date(), time=one.local),)
    return ()


def forgotten(tx: Tx, due: Due) -> Sequence[Say]:
    session = due.group.session
    if session is None or session.id != due.args.get("session"):
        return []
    choices = (Choice("end", "word.end"),)
    if due.late > rules.LONG_LATE:
        began = session.started_at.astimezone(ZoneInfo(due.group.zone))
        return [say("sessions.still-open", to=session.lead, choices=choices, day=began.date())]
    return [say("sessions.still-on", to=session.lead, choices=choices)]


def send_away(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The group does not want the bot: it says goodbye, and forgets the group."""
    rooms = ask.group.rooms
    groups.forget(tx, ask.group.id)
    return [*(say("sessions.goodbye", to=room) for room in rooms), say("sessions.gone")]
