"""The end of a group: shown to whoever leads, posted, said at the last meetings, and done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import carried, endings, groups, meetings, posts, schedule, settings, times
from bot.db import Tx
from bot.features.ending import rules
from bot.meetings import Meeting
from bot.model import GROUP, Ask, Choice, Due, Lane, Listed, Refused, Say, Text, say

DELETE = "ending.delete"
SOON = "ending.soon"

WORTH_SAYING = timedelta(days=7)


def ending(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Which meeting is the last one? Or what was said about the end, with a way to call it off."""
    found = endings.of(tx, ask.group.id)
    if found is not None:
        off = Choice("call off ending", "ending.call-it-off")
        return [say("ending.deleted-on", day=found.delete_on, choices=(off,))]
    coming = meetings.coming(tx, ask.group.id, ask.at, 9)
    if not coming:
        raise Refused("ending.plan-first")
    choices = tuple(
        Choice(
            f"last meeting {one.id}",
            "ending.that-one",
            {"day": one.local.date(), "time": one.local},
        )
        for one in coming
    )
    return [say("ending.which", choices=choices)]


def last_meeting(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Show exactly what the room would read. Nothing is set yet."""
    one = _meeting(tx, ask)
    choices = (
        Choice(f"post ending {one.id}", "ending.post-it"),
        Choice("leave ending", "ending.leave-it"),
    )
    preview = replace(_post(ask, one), lane=None)
    return [say("ending.draft", group=ask.group.name or None, choices=choices, then=(preview,))]


def _post(ask: Ask, one: Meeting) -> Say:
    deleted = rules.delete_on(one.local.date())
    return say(
        "ending.post",
        to=GROUP,
        lane=Lane.POST,
        good_for=WORTH_SAYING,
        who=ask.by,
        day=one.local.date(),
        then=(
            say("ending.none-after"),
            say("ending.deleted-on", day=deleted),
            say("ending.copies"),
            say("ending.later-off"),
        ),
    )


def _meeting(tx: Tx, ask: Ask) -> Meeting:
    number = ask.args.get("number")
    one = meetings.get(tx, ask.group.id, number) if isinstance(number, int) else None
    if one is None or one.cancelled or one.starts_at <= ask.at:
        raise Refused("ending.no-such-meeting")
    return one


def post_ending(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen it: it is said, and meetings after the last one are called off."""
    one = _meeting(tx, ask)
    known = endings.of(tx, ask.group.id)
    if known is not None and known.last is not None and known.last.id == one.id:
        raise Refused("ending.stays")  # two who lead press at once
    post = _post(ask, one)
    for other in meetings.coming(tx, ask.group.id, one.starts_at, 10_000):
        meetings.cancel(tx, other, ask.at)
        meetings.end_series(tx, other.series)
    meetings.end_series(tx, one.series)
    day = rules.delete_on(one.local.date())
    endings.set_(tx, ask.group.id, one.id, day)
    _schedule(tx, ask, day)
    if ask.group.session is None:
        posts.note(tx, ask.group.id, ask.at)
    return [post]


def leave_it(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [say("ending.left-it" if endings.of(tx, ask.group.id) is None else "ending.stays")]


def call_off(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Show what the room would read, and what does not come back. Nothing is changed yet."""
    if endings.of(tx, ask.group.id) is None:
        raise Refused("ending.none")
    choices = (
        Choice("post going on", "ending.post-it"),
        Choice("leave ending", "ending.leave-it"),
    )
    shown = say("ending.off-draft", group=ask.group.name or None, choices=choices)
    return [replace(shown, then=(_going_on(ask),))]


def _going_on(ask: Ask) -> Say:
    then = (say("ending.stay-off"),)
    return say("ending.called-off", to=GROUP, who=ask.by, then=then)


def post_going_on(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Until the day itself."""
    if not endings.call_off(tx, ask.group.id):
        raise Refused("ending.none")
    for job in (DELETE, SOON):
        schedule.cancel(tx, job, str(ask.group.id))
    if ask.group.session is None:
        posts.note(tx, ask.group.id, ask.at)
    return [_going_on(ask)]


def _schedule(tx: Tx, why: Ask | Due, day: date) -> None:
    subject, zone = str(why.group.id), why.group.zone
    schedule.once(tx, DELETE, why, subject, schedule.utc(rules.at(day), zone))
    soon = schedule.utc(rules.at(day - rules.BEFORE), zone)
    if soon > why.at:
        schedule.once(tx, SOON, why, subject, soon, good_for=rules.BEFORE)


# When the time comes.


def soon(tx: Tx, due: Due) -> Sequence[Say]:
    """A week before: once more, with how it can be called off."""
    found = endings.of(tx, due.group.id)
    if found is None:
        return []
    if found.last is not None and _is_to_come(found.last, due):
        return _new_day(tx, due, rules.delete_on(found.last.local.date()))
    if more := meetings.coming(tx, due.group.id, due.at, 10_000):
        return _put_off(tx, due, more[-1])
    if (later := _not_now(due)) is not None:
        left = schedule.utc(rules.at(found.delete_on), due.group.zone) - later
        if left > timedelta():
            schedule.once(tx, SOON, due, str(due.group.id), later, good_for=left)
        return []
    posts.note(tx, due.group.id, due.at)
    return [_told_again(found.delete_on)]


def _is_to_come(last: Meeting, due: Due) -> bool:
    """The last meeting was moved on, beyond the day that was said."""
    return not last.cancelled and last.ends_at > due.at


def _told_again(day: date) -> Say:
    return say(
        "ending.soon",
        to=GROUP,
        day=day,
        lane=Lane.POST,
        good_for=rules.BEFORE,
        then=(say("ending.copies"), say("ending.can-call-off")),
    )


def _not_now(due: Due) -> datetime | None:
    if due.group.session is not None:
        return due.at + timedelta(hours=1)
    ends = settings.quiet_ends(due.group, times.wall(due.at, due.group.zone))
    return None if ends is None else schedule.utc(ends, due.group.zone)


def delete(tx: Tx, due: Due) -> Sequence[Say]:
    """The day has come: everything kept about the group goes, rows and all."""
    group = due.group
    found = endings.of(tx, group.id)
    if found is None:
        return []
    one = found.last
    if one is not None and _is_to_come(one, due):
        return _new_day(tx, due, rules.delete_on(one.local.date()))
    if more := meetings.coming(tx, group.id, due.at, 10_000):
        return _put_off(tx, due, more[-1])
    if group.session is not None:
        schedule.once(tx, DELETE, due, str(group.id), due.at + timedelta(hours=1), args=due.args)
        return []
    wall = times.wall(due.at, group.zone)
    if due.late > rules.TOO_LATE and not due.args.get("said"):
        return _new_day(tx, due, wall.date() + timedelta(days=2), said=True)
    rooms = group.rooms
    silent = group.quiet_since is not None or settings.in_quiet_hours(group, wall.time())
    groups.forget(tx, group.id)
    if silent:
        return []
    done = say("ending.done", lane=Lane.POST, good_for=WORTH_SAYING)
    if wall.date() > found.delete_on:
        done = replace(say("ending.late", day=found.delete_on, then=(done,)), lane=done.lane)
        done = replace(done, good_for=WORTH_SAYING)
    return [replace(done, to=room) for room in rooms]


def _put_off(tx: Tx, due: Due, newest: Meeting) -> list[Say]:
    """People have planned to meet after the last meeting: nobody loses what they are using."""
    group, day = due.group, rules.delete_on(newest.local.date())
    if newest.series.rule is None:  # it can be said of this one that none comes after it
        endings.set_(tx, group.id, newest.id, day)
    endings.put_off(tx, group.id, day)
    _schedule(tx, due, day)
    if group.quiet_since is not None or _not_now(due) is not None:
        return []
    posts.note(tx, group.id, due.at)
    then = (say("ending.copies"), say("ending.can-call-off"))
    return [say("ending.put-off", to=GROUP, day=day, lane=Lane.POST, then=then)]


def _new_day(tx: Tx, due: Due, day: date, *, said: bool = False) -> list[Say]:
    """The last meeting was moved, or the bot was away: another day, and the room is told."""
    endings.put_off(tx, due.group.id, day)
    when = schedule.utc(rules.at(day), due.group.zone)
    schedule.once(tx, DELETE, due, str(due.group.id), when, args={"said": said})
    if due.group.quiet_since is not None or _not_now(due) is not None:
        return []
    posts.note(tx, due.group.id, due.at)
    return [_told_again(day)]


# Moments.


def closing(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The last meeting is over: what came of our meetings, and what is deleted when."""
    found, last = endings.of(tx, ask.group.id), groups.last_session(tx, ask.group.id)
    if found is None or found.last is None or last is None:
        return []
    one = meetings.near(tx, ask.group.id, last.started_at)
    if one is None or one.id != found.last.id:
        return []
    day = max(found.delete_on, rules.delete_on(one.local.date()))
    endings.set_(tx, ask.group.id, one.id, day)
    _schedule(tx, ask, day)
    came = carried.results(tx, ask.group.id)[-rules.MOST_RESULTS :]
    results = Listed(tuple(_result(each, what) for each, what in came))
    what_came = (say("ending.came", results=results),) if came else ()
    return [
        say(
            "ending.was-the-last",
            to=GROUP,
            then=(*what_came, say("ending.deleted-on", day=day), say("ending.copies")),
        )
    ]


def _result(one: Meeting, came: str) -> Text:
    return Text("ending.result", {"aim": one.series.plan.aim, "came": came})
