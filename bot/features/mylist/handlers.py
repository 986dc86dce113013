"""The list of whoever leads: once on the day after a meeting, and whenever they ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot import care, carried, endings, forms, groups, meetings, schedule, settings, times
from bot.care import Supporter
from bot.db import Tx
from bot.feature import Command, Feature, Field, Form, Given
from bot.features.mylist import rules
from bot.model import (
    Ask,
    Choice,
    Due,
    Listed,
    Offer,
    Person,
    PersonId,
    Refused,
    Say,
    Text,
    say,
)
from bot.nameless import without

DAY_AFTER = "mylist.day-after"
OLD = "mylist.old"

WORTH_SAYING = timedelta(days=3)
"""How late the list of a meeting is still of use."""

LATE = timedelta(hours=2)

KEPT = timedelta(days=183)
"""How long an idea waits for a next meeting that never comes."""

UNASKED = 2
"""Private lines of ours to the lead in a session, besides the chance checks."""

NO_IDEA = "no-idea-to-carry"

HOW_ARE_YOU, LOOK_BACK = 0, 1
"""Places on the list: lower ones come first. Other features offer from 2 on."""

KEYS = ("mylist.made", "mylist.partly", "mylist.not-yet")


def _no_meeting(given: Given) -> bool:
    return not given.get("meeting")


LOOK_FORM = Form(
    (
        Field(
            "came",
            "mylist.did-we",
            choices=(
                Choice(carried.MADE, "mylist.made"),
                Choice(carried.PARTLY, "mylist.partly"),
                Choice(carried.NOT_YET, "mylist.not-yet"),
            ),
            skip=_no_meeting,
        ),
        Field(
            "idea",
            "mylist.what-to-carry",
            limit=200,
            wordy=True,
            also=(Choice(NO_IDEA, "mylist.nothing-to-carry"),),
        ),
    )
)


# The list.


def my_list(features: Sequence[Feature], tx: Tx, ask: Ask) -> Sequence[Say]:
    return [_list(features, tx, ask)]


def day_after(features: Sequence[Feature], tx: Tx, due: Due) -> Sequence[Say]:
    """To whoever led, if they still look after the group: their yes to it was the consent."""
    who = PersonId(str(due.args["person"]))
    if not due.group.leads(who, due.at.date()):
        return []
    wall = times.wall(due.at, due.group.zone)
    ends = settings.quiet_ends(due.group, wall)
    if ends is not None or due.group.session is not None:
        hour = due.at + timedelta(hours=1)
        later = hour if ends is None else schedule.utc(ends, due.group.zone)
        args = {**due.args, "late": _was_off(due)}
        schedule.once(
            tx, DAY_AFTER, due, _subject(due, who), later, args=args, good_for=WORTH_SAYING
        )
        return []
    found = _list(features, tx, due)
    if _was_off(due) and not due.held:
        found = replace(found, then=(say("mylist.late"), *found.then))
    to = Person(who, due.group.names[who])
    return [replace(found, to=to, good_for=WORTH_SAYING, unasked=True)]


def _was_off(due: Due) -> bool:
    """Is it late because the bot was switched off?"""
    return bool(due.args.get("late")) or (due.late > LATE and not due.leapt)


def _list(features: Sequence[Feature], tx: Tx, why: Ask | Due) -> Say:
    offers = [Offer(HOW_ARE_YOU, _how_are_you(tx, why))]
    for feature in features:
        if feature.offers is not None and settings.has_part(why.group, feature.part):
            offers += feature.offers(tx, why)
    return say("mylist.list", choices=rules.chosen(offers))


def _how_are_you(tx: Tx, why: Ask | Due) -> Choice:
    """The first thing on it, with somebody to talk to where there is one."""
    for one in _supporters(tx, why):
        return Choice("somebody for me", "mylist.how-are-you-with", {"who": one.name})
    return Choice("somebody for me", "mylist.how-are-you")


def _supporters(tx: Tx, why: Ask | Due) -> list[Supporter]:
    """Who is there for whoever reads the list; never they themselves."""
    reads = why.by.id if isinstance(why, Ask) else PersonId(str(why.args.get("person")))
    today = times.wall(why.at, why.group.zone).date()
    return care.supporters(tx, why.group.id, today, but=(reads,))


def offers(tx: Tx, why: Ask | Due) -> Sequence[Offer]:
    if endings.is_over(tx, why.group.id, why.at):  # no next meeting begins with it
        return []
    return [Offer(LOOK_BACK, Choice("look back", "mylist.look-back"))]


def how_are_you(tx: Tx, ask: Ask) -> Sequence[Say]:
    """No answer is asked for, and none is kept: people are there for that."""
    today = ask.at.date()
    others = tuple(
        Person(id, ask.group.names[id])
        for id in ask.group.facilitators
        if id != ask.by.id and ask.group.leads(id, today)
    )
    also = (say("mylist.they-lead-too", people=Listed(others)),) if others else ()
    there = _supporters(tx, ask)
    names = Listed(tuple(one.name for one in there))
    talk = (say("mylist.you-can-talk", people=names),) if there else ()
    choices = (Choice("talk to a person", "word.talk-to-a-person"),) if there else ()
    then = (*talk, *also, say("mylist.day-and-night"))
    return [say("mylist.you-matter", choices=choices, then=then)]


# Looking back.


def look_back(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What came of the meeting, and what to carry to the next one."""
    if endings.is_over(tx, ask.group.id, ask.at):
        raise Refused("mylist.was-the-last")
    one = carried.unsaid(tx, ask.group.id)
    known = {} if one is None else {"meeting": str(one.id), "aim": one.series.plan.aim}
    asked = forms.begin(tx, ask.account, ask.group.id, ANSWER, ask.at, known)
    assert isinstance(asked, Say)  # the idea is never known
    there = carried.ideas(tx, ask.group.id)
    if not there:
        return [asked]
    return [forms.after([say("mylist.carried-so-far", ideas=_quoted(there))], asked)]


def answer(tx: Tx, ask: Ask) -> Sequence[Say]:
    thanks: list[Say] = []
    named = str(ask.args.get("meeting") or "")
    if named.isdecimal() and ask.args.get("came"):
        one = meetings.get(tx, ask.group.id, int(named))
        if one is not None:
            carried.came(tx, one, str(ask.args["came"]))
            thanks.append(say("mylist.noted"))
    idea = str(ask.args["idea"])
    if idea == NO_IDEA:
        thanks.append(say("mylist.fine"))
    elif carried.add(tx, ask.group.id, idea.rstrip(" .")):
        schedule.once(tx, OLD, ask, str(ask.group.id), ask.at + KEPT)
        thanks.append(say("mylist.carried"))
    else:
        thanks.append(say("mylist.enough", most=carried.MOST))
    first, *others = thanks
    kept = carried.ideas(tx, ask.group.id)
    choices = (Choice("forget my ideas", "mylist.forget-them"),) if kept else ()
    return [replace(first, then=tuple(others), choices=choices)]


def forget_ideas(tx: Tx, ask: Ask) -> Sequence[Say]:
    if not carried.take(tx, ask.group.id):
        raise Refused("mylist.nothing-carried")
    schedule.cancel(tx, OLD, str(ask.group.id))
    return [say("mylist.forgotten")]


ANSWER = Command("note what came", answer, form=LOOK_FORM)


def old(tx: Tx, due: Due) -> Sequence[Say]:
    """No meeting came for so long: what was to be carried is deleted."""
    carried.take(tx, due.group.id)
    return []


# Moments.


def opening(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The next meeting has opened: what was carried to it is told to the lead, and forgotten."""
    session = ask.group.session
    found = carried.take(tx, ask.group.id)
    schedule.cancel(tx, OLD, str(ask.group.id))
    if not found or session is None:
        return []
    groups.nudge(tx, session.id, UNASKED)
    return [say("mylist.for-today", to=session.lead, ideas=_quoted(found), unasked=True)]


def closing(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The meeting is over: tomorrow whoever led it gets their list."""
    last = groups.last_session(tx, ask.group.id)
    if last is None:
        return []
    one = meetings.near(tx, ask.group.id, last.started_at)
    if one is not None:
        carried.held(tx, one)
    zone = ask.group.zone
    wall = rules.comes_at(ask.at.astimezone(ZoneInfo(zone)).date())
    args = {"person": last.lead.id}
    subject = _subject(ask, last.lead.id)
    when = schedule.utc(wall, zone)
    schedule.once(tx, DAY_AFTER, ask, subject, when, args=args, good_for=WORTH_SAYING)
    return []


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    schedule.cancel(tx, DAY_AFTER, _subject(ask, ask.by.id))
    return []


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    carried.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return []


def _subject(why: Ask | Due, who: PersonId) -> str:
    return f"{why.group.id}:{who}"


def _quoted(ideas: Sequence[str]) -> Listed:
    return Listed(tuple(Text("mylist.idea", {"words": words}) for words in ideas))
