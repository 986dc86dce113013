"""What happens in time: reminders of each meeting, and a series that goes on.

Each reminder is a due row named by its meeting and kind, so it is posted once; moving or
cancelling a meeting takes its rows back in the same write. None is posted in quiet hours but the
one 15 minutes before.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import dates, meetings, posts, schedule, settings
from bot.db import Tx
from bot.features.planning import rules, telling
from bot.meetings import Meeting, Series
from bot.model import Ask, Due, Group, Say, Text

log = logging.getLogger(__name__)

REMIND = "planning.remind"
GO_ON = "planning.go-on"

MEETING_ON = timedelta(hours=4)
"""A meeting that was begun longer ago was forgotten, and no reminder waits for its end."""

AFTER_MEETING = timedelta(minutes=30)

KEYS = ("planning.late", "planning.held")


def set_all(
    tx: Tx, why: Ask | Due, made: Iterable[Meeting], *, said_at: datetime | None = None
) -> None:
    """The reminders of these meetings; earlier ones of the same meetings are taken back.

    `said_at`: when a post about them goes out, so that none only repeats it.
    """
    quiet = _quiet(why.group)
    for one in made:
        take_back(tx, one)
        if one.cancelled:
            continue
        zone = one.series.zone
        now = _wall(why.at, zone)
        said = None if said_at is None else _wall(said_at, zone)
        gap = dates.spacing(one.series.starts, one.series.rule)
        for each in rules.reminders(one.local, gap, quiet):
            if not rules.is_worth_making(each, now, said):
                continue
            when, until = _when(one, each), _until(one, each)
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


def take_back(tx: Tx, one: Meeting) -> None:
    """None of its reminders fires any more."""
    for kind in rules.BEFORE:
        schedule.cancel(tx, REMIND, _subject(one, kind))


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
        until = one.starts_at - rules.BEFORE[rules.SOON]
        if (later := _not_now(due, one.series.zone)) is not None:
            return _put_off(tx, due, one, later, until, late=late)
        if posts.are_enough(tx, due.group.id, due.at):
            return _dropped(due, "the group had its posts of this week")
        posts.note(tx, due.group.id, due.at)
    why = None
    if late:
        why = Text("planning.held" if due.held else "planning.late")
    return [telling.reminder(one, kind, due.at, why)]


def _not_now(due: Due, zone: str) -> datetime | None:
    """When it may be posted, if it may not now: it is quiet, or a meeting is on."""
    quiet, now = _quiet(due.group), _wall(due.at, zone)
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


def _wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
