"""What happens in time: reminders of each meeting, and a series that goes on.

Each reminder is a due row named by its meeting and kind, so it is posted once; moving or
cancelling a meeting takes its rows back in the same write. None is posted in quiet hours but the
one 15 minutes before.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import dates, meetings, posts, schedule, settings, times
from bot.db import Tx
from bot.features.planning import rules, telling
from bot.meetings import Meeting, Series
from bot.model import Ask, Due, Group, Person, Say, Text

log = logging.getLogger(__name__)

REMIND = "planning.remind"
PAPERS_DUE, PAPERS = "planning.papers-due", "papers"
GO_ON = "planning.go-on"

MEETING_ON = timedelta(hours=4)
"""A meeting that was begun longer ago was forgotten, and no reminder waits for its end."""

AFTER_MEETING = timedelta(minutes=30)

KEYS = ("planning.late", "planning.held", "planning.clock-moved")


def set_all(
    tx: Tx,
    why: Ask | Due,
    made: Iterable[Meeting],
    *,
    said_at: datetime | None = None,
    waiting: bool = False,
) -> None:
    """The reminders of these meetings; earlier ones of the same meetings are taken back.

    `said_at`: when a post about them goes out, so that none only repeats it. `waiting`: only
    those that still wait, so that none comes twice.
    """
    quiet = _quiet(why.group)
    for one in made:
        waited = take_back(tx, one)
        if one.cancelled:
            continue
        zone = one.series.zone
        now = times.wall(why.at, zone)
        said = None if said_at is None else times.wall(said_at, zone)
        if not waiting or PAPERS in waited:
            _set_nudge(tx, why, one)
        gap = dates.spacing(one.series.starts, one.series.rule)
        for each in rules.reminders(one.local, gap, quiet):
            if waiting and each.kind not in waited:
                continue
            if not rules.is_worth_making(each, now, said):
                continue
            when, until = _when(one, each), _until(one, each)
            if each.kind == rules.DAY:  # of the two posts of a week one is surely for it
                posts.reserve(tx, why.group.id, when)
            schedule.once(
                tx,
                REMIND,
                why,
                _subject(one, each.kind),
                when,
                args={"meeting": one.id, "kind": each.kind},
                good_for=max(until - when, schedule.MINUTE),
            )


def _when(one: Meeting, each: rules.Reminder) -> datetime:
    if each.kind == rules.SOON:  # by the clock on the wall it could be an hour off
        return one.starts_at - rules.BEFORE[rules.SOON]
    return schedule.utc(each.at, one.series.zone)


def _until(one: Meeting, each: rules.Reminder) -> datetime:
    if each.kind == rules.SOON:
        return one.starts_at
    soon = one.starts_at - rules.BEFORE[rules.SOON]
    return soon if each.kind == rules.DAY else schedule.utc(each.good_until, one.series.zone)


def take_back(tx: Tx, one: Meeting) -> set[str]:
    """None of its reminders fires any more: those that had still waited."""
    waited = set()
    for kind in rules.BEFORE:
        when = schedule.cancel(tx, REMIND, _subject(one, kind))
        if when is not None:
            waited.add(kind)
            if kind == rules.DAY:
                posts.take_back(tx, one.series.group, when)
    return waited | ({PAPERS} if papers_are_there(tx, one) else set())


def papers_are_there(tx: Tx, one: Meeting) -> bool:
    """Nobody need be told that its papers are due. False: nobody would have been."""
    return schedule.cancel(tx, PAPERS_DUE, _subject(one, PAPERS)) is not None


def _set_nudge(tx: Tx, why: Ask | Due, one: Meeting) -> None:
    """On the day that papers are due, whoever looks after the group hears of it."""
    if one.papers is None or one.papers.ready_on is not None:
        return
    day = datetime.combine(one.papers.due_on, rules.NUDGED_AT)
    wall = _quiet(why.group).end_after(day) if _quiet(why.group).holds(day) else day
    when = schedule.utc(wall, one.series.zone)
    if why.at < when < one.starts_at:  # else whoever plans has just read it
        subject, args = _subject(one, PAPERS), {"meeting": one.id}
        good_for = one.starts_at - when
        schedule.once(tx, PAPERS_DUE, why, subject, when, args=args, good_for=good_for)


def papers_due(tx: Tx, due: Due) -> Sequence[Say]:
    """Once, in private, and only to who looks after the group today."""
    one = meetings.get(tx, due.group.id, int(str(due.args["meeting"])))
    if one is None or one.cancelled or one.papers is None or one.papers.ready_on is not None:
        return _dropped(due, "the papers are there, or the meeting is not")
    if (later := _not_now(due, one.series.zone)) is not None:
        if later < one.starts_at:
            subject, good_for = _subject(one, PAPERS), one.starts_at - later
            schedule.once(tx, PAPERS_DUE, due, subject, later, args=due.args, good_for=good_for)
        return []
    today = times.wall(due.at, one.series.zone).date()
    leads = [who for who in due.group.facilitators if due.group.leads(who, today)]
    people = [Person(who, due.group.names.get(who, "")) for who in leads]
    return [replace(telling.papers_are_due(one), to=who) for who in people]


def _subject(one: Meeting, kind: str) -> str:
    return f"{one.series.id}:{one.slot.isoformat(timespec='minutes')}:{kind}"


def remind(tx: Tx, due: Due) -> Sequence[Say]:
    """Post it, unless something has come between: then it is dropped, and the log says so."""
    one = meetings.get(tx, due.group.id, int(str(due.args["meeting"])))
    if one is None or one.cancelled or one.starts_at <= due.at:
        return _dropped(due, "there is no such meeting now")
    kind = str(due.args["kind"])
    late = bool(due.args.get("late")) or due.late > rules.LATE
    session = due.group.session
    if kind == rules.SOON:
        if session is not None and due.at - session.started_at < MEETING_ON:
            return _dropped(due, "the meeting has begun")
    else:
        if kind == rules.DAY:
            posts.take_back(tx, due.group.id, due.at - due.late)
        until = one.starts_at - rules.BEFORE[rules.SOON]
        if (later := _not_now(due, one.series.zone)) is not None:
            return _put_off(tx, due, one, later, until, late=late)
        if posts.are_enough(tx, due.group.id, due.at):
            return _dropped(due, "the group had its posts of this week")
        posts.note(tx, due.group.id, due.at)
    why = None
    if late:
        why = Text(_why_late(due))
    return [telling.reminder(one, kind, due.at, why)]


def _why_late(due: Due) -> str:
    if due.held:
        return "planning.held"
    return "planning.clock-moved" if due.leapt else "planning.late"


def _not_now(due: Due, zone: str) -> datetime | None:
    """When it may be posted, if it may not now: it is quiet, or a meeting is on."""
    if due.group.rests(due.at):
        return due.group.rest_until
    quiet, now = _quiet(due.group), times.wall(due.at, zone)
    if quiet.holds(now) and due.late > rules.LATE:  # its own time is never in quiet hours
        return schedule.utc(quiet.end_after(now), zone)
    session = due.group.session
    if session is not None and due.at - session.started_at < MEETING_ON:
        return due.at + AFTER_MEETING
    return None


def _put_off(
    tx: Tx, due: Due, one: Meeting, later: datetime, until: datetime, *, late: bool
) -> Sequence[Say]:
    if later >= until:
        return _dropped(due, "it would come too late")
    subject = _subject(one, str(due.args["kind"]))
    args = {**due.args, "late": late}
    if due.args["kind"] == rules.DAY:
        posts.reserve(tx, due.group.id, later)
    schedule.once(tx, REMIND, due, subject, later, args=args, good_for=until - later)
    return []


def _dropped(due: Due, why: str) -> Sequence[Say]:
    log.info("%s is dropped: %s", due.cause, why)
    return []


def go_on(tx: Tx, due: Due) -> Sequence[Say]:
    """A series goes on: make what comes next, with its reminders; forget what was long ago."""
    of = meetings.series(tx, int(str(due.args["series"])))
    meetings.sweep(tx, due.group.id, due.at)
    if of is not None:
        set_all(tx, due, meetings.extend(tx, of, due.at))
        look_again(tx, due, of)
    return []


def look_again(tx: Tx, why: Ask | Due, of: Series) -> None:
    """When the next meeting of the series begins, it is looked at again."""
    ahead = meetings.following(tx, of, why.at)
    if of.rule is None or not ahead:
        schedule.cancel(tx, GO_ON, str(of.id))
        return
    when = ahead[0].starts_at
    schedule.once(tx, GO_ON, why, str(of.id), when, args={"series": of.id})


def _quiet(group: Group) -> rules.Quiet:
    return rules.Quiet.of(settings.QUIET_HOURS.of(group))
