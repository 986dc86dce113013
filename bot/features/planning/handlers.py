"""What `plan` does, and the words that look at what is planned.

Nothing typed reaches the room before whoever plans has seen the exact post and has said post it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot import (
    access,
    carried,
    dates,
    forms,
    meetings,
    posts,
    recall,
    schedule,
    settings,
    steering,
    workdays,
)
from bot.db import Tx
from bot.feature import Command
from bot.features.planning import changing, drafts, papers, questions, reminders, telling
from bot.meetings import Plan
from bot.model import GROUP, Ask, Due, Listed, Refused, Say, Text, say

LINE = "planning.line"

NAMED = 3
"""How many meetings `when` names."""

NOT_AGAIN = ("formats", "often", "against")
"""What is worked out anew from the answers."""


def plan(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Show the whole post. Nothing is posted yet."""
    given = {name: value for name, value in ask.args.items() if isinstance(value, str)}
    known = dates.When.kept(given["when"])
    assert known is not None  # its field takes nothing else
    when = known if known.time else replace(known, time=time.fromisoformat(given["time"]))
    helps = given.pop(questions.HELPS, "").split()
    against = " ".join(questions.against({**given, questions.HELPS: " ".join(helps)}))
    for known_only in ("time", questions.LADDER):
        given.pop(known_only, None)
    said = {
        **given,
        "when": str(when),
        "formats": " ".join(name for name in access.FORMATS if name in helps),
        "often": access.BREAKS if access.BREAKS in helps else "",
        "against": against,
    }
    return _show(tx, ask, {"kind": drafts.PLAN, "said": said})


def _show(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Sequence[Say]:
    said = draft["said"]
    when = dates.When.kept(said["when"])
    assert when is not None
    if no := drafts.time_taken(tx, ask, when, int(said["minutes"]), ask.group.zone):
        drafts.keep(tx, ask, draft)  # only the time is asked again
        return [no.say()]
    if already := _told_before(tx, ask, draft):
        return [already]
    return drafts.show(tx, ask, draft, _post(tx, ask, said), telling.notes(said))


def _told_before(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Say | None:
    """What was said about this aim, shown once: not when it goes on with that of the last plan."""
    said = draft["said"]
    last = meetings.newest(tx, ask.group.id)
    if recall.TOLD in said or (last is not None and last.plan.aim == said["aim"]):
        return None
    points = recall.find(tx, ask.group, said["aim"])
    if not points:
        return None
    drafts.keep(tx, ask, {**draft, recall.TOLD: recall.numbers_of(points)})
    return recall.before(tx, points, FROM_THERE, THAT_AGAIN, SOMETHING_ELSE)


FROM_THERE, THAT_AGAIN = "plan from there", "plan that again"
SOMETHING_ELSE = "plan something else"
"""What whoever plans can do with what was said before."""


def from_there(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The post says that people told us, and that we start from there."""
    return _goes_on(tx, ask, {})


def that_again(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The post says why people are asked once more."""
    return _goes_on(tx, ask, {recall.AGAIN: str(ask.args["why"])})


def something_else(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The post says nothing of it."""
    return _goes_on(tx, ask, {recall.TOLD: ""})


def _goes_on(tx: Tx, ask: Ask, chosen: Mapping[str, str]) -> Sequence[Say]:
    draft = drafts.found(tx, ask)[1]
    if draft["kind"] != drafts.PLAN or recall.TOLD not in draft:
        raise Refused("planning.draft-gone")
    said = {**draft["said"], recall.TOLD: draft[recall.TOLD], **chosen}
    return _show(tx, ask, {"kind": drafts.PLAN, "said": said})


def plan_that_time(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Plan with a time that is known already: everything else is asked."""
    when = dates.When.kept(str(ask.args["when"]))
    if when is None or when.time is None:
        raise Refused("needs.plan-that-time")
    question = drafts.begin(tx, ask, PLAN, {"when": str(when)})
    helps = access.told(access.of_group(tx, ask.group.id))
    that = say("planning.for-that-time", day=when.day, time=when.start)
    return [forms.after((*helps, that), question)]


def carried_here(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Before anything is asked: what was to be carried to this meeting."""
    ideas = carried.ideas(tx, ask.group.id)
    quoted = Listed(tuple(Text("planning.idea", {"words": words}) for words in ideas))
    return [say("planning.carried", ideas=quoted)] if ideas else []


def _post(tx: Tx, ask: Ask, said: Mapping[str, str]) -> Say:
    when = dates.When.kept(said["when"])
    assert when is not None
    days = workdays.holidays(tx)
    return telling.post(ask.group, ask.by, when, said, ask.at, days)


def the_same(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The plan that was used last, again: only the day is asked for."""
    of = meetings.newest(tx, ask.group.id)
    if of is None:
        raise Refused("planning.nothing-yet")
    known = {name: said or meetings.NOTHING for name, said in of.plan.answers().items()}
    known["minutes"] = str(of.minutes)
    if of.plan.due is not None:
        known[questions.ASK_DUE] = "yes"
    return [drafts.begin(tx, ask, PLAN, known)]


def change_it(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask again what is to be changed; all other answers stay."""
    draft = drafts.found(tx, ask)[1]
    if draft["kind"] == drafts.PLAN:
        return [drafts.begin(tx, ask, CHANGE, {})]
    if draft["kind"] == drafts.PAPERS:
        return [papers.change(tx, ask, draft)]
    return [changing.change(tx, ask, draft)]


def change(tx: Tx, ask: Ask) -> Sequence[Say]:
    draft = drafts.found(tx, ask)[1]
    if draft["kind"] != drafts.PLAN:
        raise Refused("planning.draft-gone")
    part = str(ask.args["part"])
    again = (*questions.PARTS[part], *NOT_AGAIN)
    known = {name: said for name, said in draft["said"].items() if name not in again}
    if part == "papers":
        known[questions.ASK_DUE] = "yes"
    return [drafts.begin(tx, ask, PLAN, known)]


def post_it(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen it and said post: exactly that one, or none."""
    number, draft = drafts.found(tx, ask)
    if ask.args.get("number", number) != number:
        raise Refused("planning.draft-gone")
    if instead := _not_as_shown(tx, ask, draft):
        return instead
    post = DOES[draft["kind"]](tx, ask, draft)
    meetings.drop_draft(tx, ask.group.id, ask.by.id)
    if ask.group.session is None:
        posts.note(tx, ask.group.id, ask.at)
    return [post]


def _not_as_shown(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Sequence[Say]:
    """Instead of a post that nobody has seen: show it, or say that it was changed since."""
    if draft["kind"] == drafts.PLAN:
        shown = draft.get(drafts.SHOWN) == drafts.print_of(_post(tx, ask, draft["said"]))
        return [] if shown else _show(tx, ask, draft)
    if draft["kind"] not in changing.KINDS:
        return []
    if drafts.SHOWN not in draft:
        return changing.show(tx, ask, draft)
    if changing.is_as_shown(tx, ask, draft):
        return []
    meetings.drop_draft(tx, ask.group.id, ask.by.id)
    return [say("planning.changed-since")]


def post_with_file(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The same, with the meetings as a file for people's own calendars."""
    file = meetings.file(ask.group.id)
    return [replace(one, file=file) if one.to == GROUP else one for one in post_it(tx, ask)]


def _post_plan(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Say:
    said = draft["said"]
    when = dates.When.kept(said["when"])
    assert when is not None
    if schedule.utc(when.start, ask.group.zone) <= ask.at:
        raise drafts.too_late()
    if not questions.fits_still(tx, ask.group.id, when, int(said["minutes"]), said.get("why")):
        raise drafts.does_not_fit()
    if no := drafts.time_taken(tx, ask, when, int(said["minutes"]), ask.group.zone):
        raise no
    post = _post(tx, ask, said)
    plan, long = Plan.of(said), int(said["minutes"])
    series, made = meetings.add(tx, ask.group, when, long, plan, ask.at, seed=ask.seed)
    reminders.set_all(tx, ask, made, said_at=ask.at)
    reminders.look_again(tx, ask, series)
    return replace(post, good_for=telling.good_for(made[0].starts_at, ask.at))


DOES = {
    drafts.PLAN: _post_plan,
    drafts.MOVE: changing.post_move,
    drafts.CANCEL: changing.post_cancel,
    drafts.ADD: changing.post_added,
    drafts.PAPERS: papers.post_ready,
}


# What is planned.


def when(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The next meetings, to whoever asks."""
    if not ask.private and schedule.heard_soon(tx, ask):
        schedule.soon(tx, LINE, ask, only=ask.room)
        return []
    told = telling.coming(meetings.coming(tx, ask.group.id, ask.at, NAMED), ask.at)
    return [Say(told.key, told.facts, then=told.then) if ask.private else _to(ask, told)]


def _to(ask: Ask, told: Say) -> Say:
    return Say(told.key, told.facts, ask.asker, then=told.then)


def line(tx: Tx, due: Due) -> Sequence[Say]:
    told = telling.coming(meetings.coming(tx, due.group.id, due.at, NAMED), due.at)
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
    _out_of_the_night(tx, replace(ask, group=group))
    day = datetime.combine(ask.at.astimezone(ZoneInfo(ask.group.zone)).date(), time())
    begins_at, ends_at = (datetime.combine(day, each) for each in hours)
    line = steering.said(tx, ask, settings.QUIET_HOURS, chosen)
    return [say("planning.quiet-hours", to=GROUP, begins=begins_at, ends=ends_at, then=line)]


def _out_of_the_night(tx: Tx, ask: Ask) -> None:
    """The quiet hours are other ones: reminders that still wait keep out of them."""
    reminders.set_all(tx, ask, meetings.coming(tx, ask.group.id, ask.at), waiting=True)


def steered(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A line of the charter chose something. Perhaps it is the quiet hours."""
    if ask.args.get("part") == settings.QUIET_HOURS.name:
        _out_of_the_night(tx, ask)
    return ()


# Their forms, for handlers that know something first.

PLAN = Command("plan", plan, form=questions.PLAN)
CHANGE = Command("change plan", change, form=questions.CHANGE)
