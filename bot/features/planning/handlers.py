"""What `plan` does, and the words that look at what is planned.

Nothing typed reaches the room before whoever plans has seen the exact post and has said post it.
What was shown is kept as a draft with a number, which its button names: exactly that one is
posted, or none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot import dates, forms, meetings, posts, schedule, settings
from bot.db import Tx
from bot.feature import Command
from bot.features.planning import questions, reminders, telling
from bot.meetings import Plan
from bot.model import GROUP, Ask, Choice, Due, Refused, Say, say

OLD_DRAFT = "planning.old-draft"
LINE = "planning.line"

DRAFT_KEPT = timedelta(days=7)

NAMED = 3
"""How many meetings `when` names."""

PLAN_KIND, MOVE_KIND, CANCEL_KIND = "plan", "move", "cancel"


def plan(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Show the whole post. Nothing is posted yet."""
    said = {name: value for name, value in ask.args.items() if isinstance(value, str)}
    known = dates.When.kept(said["when"])
    assert known is not None  # its field takes nothing else
    when = known if known.time else replace(known, time=time.fromisoformat(said["time"]))
    said["when"] = str(when)
    said.pop("time", None)
    return _show(tx, ask, {"kind": PLAN_KIND, "said": said}, _post_of_plan(ask, said))


def plan_that_time(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Plan with a time that is known already: everything else is asked."""
    when = dates.When.kept(str(ask.args["when"]))
    if when is None or when.time is None:
        raise Refused("needs.plan-that-time")
    question = _ask(tx, ask, PLAN, {"when": str(when)})
    then = (replace(question, choices=()),)
    first = say("planning.for-that-time", day=when.day, time=when.start, then=then)
    return [replace(first, choices=question.choices, asks=question.asks)]


def _post_of_plan(ask: Ask, said: Mapping[str, Any]) -> Say:
    when = dates.When.kept(str(said["when"]))
    assert when is not None
    return telling.post(ask.group, ask.by, when, int(said["minutes"]), Plan.of(said))


def _show(tx: Tx, ask: Ask, draft: Mapping[str, object], post: Say) -> list[Say]:
    """Keep a draft, and show its post with what can be done with it."""
    number = show_draft(tx, ask, draft)
    choices = (
        Choice(f"post meeting {number}", "planning.post-it"),
        Choice("change meeting post", "planning.change-it"),
        Choice("leave meeting post", "planning.leave-it"),
        Choice(f"post meeting file {number}", "planning.post-with-file"),
    )
    preview = replace(post, lane=None)
    return [
        say("planning.draft", group=ask.group.name or None, choices=choices, then=(preview,)),
    ]


def show_draft(tx: Tx, ask: Ask, draft: Mapping[str, object]) -> int:
    """Keep what was shown for a week; the number that its button names."""
    number = ask.seed % 1_000_000
    meetings.keep_draft(tx, ask.group.id, ask.by.id, number, draft)
    when = ask.at + DRAFT_KEPT
    subject = f"{ask.group.id}:{ask.by.id}"
    schedule.once(tx, OLD_DRAFT, ask, subject, when, args={"person": ask.by.id})
    return number


def change_it(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask again what is to be changed; all other answers stay."""
    found = meetings.draft(tx, ask.group.id, ask.by.id)
    if found is None:
        raise Refused("planning.draft-gone")
    draft = found[1]
    if draft["kind"] == MOVE_KIND:
        return [_ask(tx, ask, TO_NEW_TIME, {"meeting": str(draft["meeting"])})]
    if draft["kind"] == CANCEL_KIND:
        return [_ask(tx, ask, CANCEL_THAT, {"meeting": str(draft["meeting"])})]
    return [_ask(tx, ask, CHANGE, {})]


def change(tx: Tx, ask: Ask) -> Sequence[Say]:
    found = meetings.draft(tx, ask.group.id, ask.by.id)
    if found is None or found[1]["kind"] != PLAN_KIND:
        raise Refused("planning.draft-gone")
    again = questions.PARTS[str(ask.args["part"])]
    known = {name: said for name, said in found[1]["said"].items() if name not in again}
    return [_ask(tx, ask, PLAN, known)]


def _ask(tx: Tx, ask: Ask, command: Command, known: Mapping[str, str]) -> Say:
    question = forms.begin(tx, ask.account, ask.group.id, command, ask.at, known)
    assert isinstance(question, Say)  # something is always left to ask
    return question


def leave_it(tx: Tx, ask: Ask) -> Sequence[Say]:
    if not meetings.drop_draft(tx, ask.group.id, ask.by.id):
        raise Refused("planning.draft-gone")
    return [say("planning.left-it")]


def post_it(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen it and said post: exactly that one, or none."""
    found = meetings.draft(tx, ask.group.id, ask.by.id)
    if found is None or ask.args.get("number", found[0]) != found[0]:
        raise Refused("planning.draft-gone")
    draft = found[1]
    does = {PLAN_KIND: _post_plan, MOVE_KIND: _post_move, CANCEL_KIND: _post_cancel}
    post = does[draft["kind"]](tx, ask, draft)
    meetings.drop_draft(tx, ask.group.id, ask.by.id)
    if ask.group.session is None:
        posts.note(tx, ask.group.id, ask.at)
    return [post]


def post_with_file(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The same, with the meetings as a file for people's own calendars."""
    return [replace(post, file=meetings.file(ask.group.id)) for post in post_it(tx, ask)]


def _post_plan(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Say:
    said = draft["said"]
    when = dates.When.kept(said["when"])
    assert when is not None
    if schedule.utc(when.start, ask.group.zone) <= ask.at:
        raise Refused("planning.too-late-now", choices=_only_change())
    post = _post_of_plan(ask, said)
    series, made = meetings.add(
        tx, ask.group, when, int(said["minutes"]), Plan.of(said), ask.at, seed=ask.seed
    )
    reminders.set_all(tx, ask, made, said_at=ask.at)
    reminders.look_again(tx, ask, series)
    return replace(post, good_for=telling.good_for(made[0].starts_at, ask.at))


# One of a series: moved, or cancelled.


def move_meeting(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [Say("planning.move-which", choices=_which(tx, ask, "move that meeting"))]


def cancel_meeting(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [Say("planning.cancel-which", choices=_which(tx, ask, "cancel that meeting"))]


def _which(tx: Tx, ask: Ask, word: str) -> tuple[Choice, ...]:
    """The next meetings, to choose one."""
    found = meetings.coming(tx, ask.group.id, ask.at, 9)
    if not found:
        raise Refused("planning.nothing-planned")
    return tuple(
        Choice(
            f"{word} {one.id}",
            "planning.that-one",
            {"day": one.local.date(), "time": one.local},
        )
        for one in found
    )


def move_that(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask for the new time; where it is known already, show the post."""
    one = _meeting(tx, ask, ask.args["number"])
    when = dates.When.kept(str(ask.args.get("when")))
    if when is not None and when.time is not None:
        return _show_move(tx, ask, one, when.start)
    return [_ask(tx, ask, TO_NEW_TIME, {"meeting": str(one.id)})]


def to_new_time(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Show the post about the new time."""
    one = _meeting(tx, ask, ask.args.get("meeting"))
    known = dates.When.kept(str(ask.args["when"]))
    assert known is not None  # its field takes nothing else
    clock = known.time or time.fromisoformat(str(ask.args["time"]))
    return _show_move(tx, ask, one, datetime.combine(known.day, clock))


def _show_move(tx: Tx, ask: Ask, one: meetings.Meeting, wall: datetime) -> Sequence[Say]:
    draft = {"kind": MOVE_KIND, "meeting": one.id, "to": wall.isoformat()}
    return _show(tx, ask, draft, telling.moved(one, wall, one.series.zone))


def _post_move(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Say:
    one = _meeting(tx, ask, draft["meeting"])
    wall = datetime.fromisoformat(draft["to"])
    if schedule.utc(wall, one.series.zone) <= ask.at:
        raise Refused("planning.too-late-now", choices=_only_change())
    post = telling.moved(one, wall, one.series.zone)
    new = meetings.move(tx, one, wall, ask.at)
    reminders.set_all(tx, ask, [new], said_at=ask.at)
    reminders.look_again(tx, ask, new.series)
    return replace(post, good_for=telling.good_for(new.starts_at, ask.at))


def cancel_that(tx: Tx, ask: Ask) -> Sequence[Say]:
    """This one alone or all after it too; where there is only one, it is shown at once."""
    one = _meeting(tx, ask, ask.args["number"])
    known = {"meeting": str(one.id)}
    if len(meetings.following(tx, one.series, one.starts_at)) == 0:
        return _show_cancel(tx, ask, one, questions.ONE)
    return [_ask(tx, ask, CANCEL_THAT, known)]


def cancel_so_many(tx: Tx, ask: Ask) -> Sequence[Say]:
    one = _meeting(tx, ask, ask.args.get("meeting"))
    return _show_cancel(tx, ask, one, str(ask.args["how-many"]))


def _show_cancel(tx: Tx, ask: Ask, one: meetings.Meeting, which: str) -> Sequence[Say]:
    draft = {"kind": CANCEL_KIND, "meeting": one.id, "which": which}
    return _show(tx, ask, draft, _post_of_cancel(tx, ask, one, which))


def _post_of_cancel(tx: Tx, ask: Ask, one: meetings.Meeting, which: str) -> Say:
    gone = {each.id for each in _going(tx, one, which)}
    left = meetings.coming(tx, ask.group.id, ask.at)
    follows = next((each for each in left if each.id not in gone), None)
    return telling.cancelled(one, follows, all_after=which == questions.ALL)


def _going(tx: Tx, one: meetings.Meeting, which: str) -> list[meetings.Meeting]:
    after = [] if which == questions.ONE else meetings.following(tx, one.series, one.starts_at)
    return [one, *after]


def _post_cancel(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Say:
    one, which = _meeting(tx, ask, draft["meeting"]), str(draft["which"])
    post = _post_of_cancel(tx, ask, one, which)
    for each in _going(tx, one, which):
        meetings.cancel(tx, each, ask.at)
        reminders.take_back(tx, each)
    series = one.series
    if which == questions.ALL:
        meetings.end_series(tx, series)
        series = replace(series, rule=None)
    reminders.look_again(tx, ask, series)
    return replace(post, good_for=telling.good_for(one.starts_at, ask.at))


def _meeting(tx: Tx, ask: Ask, named: object) -> meetings.Meeting:
    """A meeting that is still to come. Refused: it is past, or cancelled, or was never there."""
    id = int(str(named)) if str(named).isdecimal() and len(str(named)) < 10 else 0
    one = meetings.get(tx, ask.group.id, id)
    if one is None or one.cancelled or one.starts_at <= ask.at:
        raise Refused("planning.no-such-meeting")
    return one


def _only_change() -> tuple[Choice, ...]:
    return (Choice("change meeting post", "planning.change-it"),)


# What is planned.


def when(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The next meetings, to whoever asks."""
    if not ask.private and schedule.heard_soon(tx, ask):
        schedule.soon(tx, LINE, ask, only=ask.room)
        return []
    told = telling.coming(meetings.coming(tx, ask.group.id, ask.at, NAMED))
    return [Say(told.key, told.facts, then=told.then) if ask.private else _to(ask, told)]


def _to(ask: Ask, told: Say) -> Say:
    return Say(told.key, told.facts, ask.asker, then=told.then)


def line(tx: Tx, due: Due) -> Sequence[Say]:
    told = telling.coming(meetings.coming(tx, due.group.id, due.at, NAMED))
    return [Say(told.key, told.facts, due.room or GROUP, then=told.then)]


def quiet_hours(tx: Tx, ask: Ask) -> Sequence[Say]:
    """In which hours nothing is posted that nobody asked for."""
    typed = re.sub(r" (?:until|till) |\s*[-–]\s*", " to ", str(ask.args["hours"]))
    begins, _, ends = typed.removeprefix("from ").partition(" to ")
    try:
        hours = [
            dates.clock(part.strip(), ask.group.language, exactly=True) for part in (begins, ends)
        ]
    except dates.Unclear:
        raise Refused("needs.quiet-hours") from None
    begin, end = hours
    chosen = f"{begin:%H:%M}-{end:%H:%M}"
    settings.choose(tx, ask.group.id, settings.QUIET_HOURS, chosen, ask.at.date())
    group = replace(ask.group, settings={**ask.group.settings, settings.QUIET_HOURS.name: chosen})
    ahead = meetings.coming(tx, group.id, ask.at)
    reminders.set_all(tx, replace(ask, group=group), ahead)
    day = datetime.combine(ask.at.astimezone(ZoneInfo(ask.group.zone)).date(), time())
    begins_at, ends_at = (datetime.combine(day, each) for each in hours)
    return [say("planning.quiet-hours", to=GROUP, begins=begins_at, ends=ends_at)]


# What is kept about somebody.


def old_draft(tx: Tx, due: Due) -> Sequence[Say]:
    meetings.drop_draft(tx, due.group.id, due.args["person"])  # type: ignore[arg-type]
    return []


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    found = meetings.draft(tx, ask.group.id, ask.by.id)
    return [] if found is None else [say("planning.kept")]


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    meetings.drop_draft(tx, ask.group.id, ask.by.id)
    return []


# Their forms, for handlers that know something first.

PLAN = Command("plan", plan, form=questions.PLAN)
CHANGE = Command("change plan", change, form=questions.CHANGE)
TO_NEW_TIME = Command("to new time", to_new_time, form=questions.NEW_TIME)
CANCEL_THAT = Command("cancel so many", cancel_so_many, form=questions.HOW_MANY)
