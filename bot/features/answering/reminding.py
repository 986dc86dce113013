"""What those who said yes to the role get unasked: one list a week, one note on the day. No more.

While somebody is away they get nothing, and what fell into that time is on the next list.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot import answerers, schedule, settings
from bot.db import Tx
from bot.features.answering import answers
from bot.ledger import PART, Point, State
from bot.model import Ask, Choice, Due, Listed, Person, PersonId, Say, Text, say
from bot.times import wall

DAY, LATER = "answering.day", "answering.later"

EVERY_DAY = {"hour": "10", "minute": "0"}
LIST_ON = 0
"""Monday."""

SHOWN = 3
"""Points that can be answered by a button of the list; the others are one word away."""

WORTH_SAYING = timedelta(days=1)

KEYS = ("answering.list-line", "answering.list-line-late", "answering.list-more")

NAMED = 5
"""Points that a list names, the soonest first: a longer one is no help to a tired person."""


def switched(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The group said yes: from now on its Answerers hear what they owe."""
    schedule.every(tx, DAY, ask.group, str(ask.group.id), EVERY_DAY, ask.at)
    return ()


def day(tx: Tx, due: Due) -> Sequence[Say]:
    """At ten, and after the quiet hours where they go on longer."""
    if not settings.has_part(due.group, PART):  # the group has said no
        schedule.cancel(tx, DAY, str(due.group.id))
        return []
    here = wall(due.at, due.group.zone)
    missed = int(str(due.args.get("missed") or due.late.days))
    ends = settings.quiet_ends(due.group, here)
    if ends is not None:
        when = schedule.utc(ends, due.group.zone)
        schedule.once(tx, LATER, due, str(due.group.id), when, args={"missed": missed})
        return []
    return told(tx, due, here.date(), missed)


def told(tx: Tx, due: Due, today: date, missed: int) -> list[Say]:
    """Who hears what today. `missed`: how many days the bot was away before."""
    days = [today - timedelta(days=n) for n in range(missed + 1)]
    found = []
    for one in answerers.chosen(tx, due.group.id):
        who = one.who(due.group)
        if one.outside or who is None or (one.away_until is not None and one.away_until > today):
            continue
        owed = answers.owed(tx, due.group.id, one.person)
        if owed and any(each.weekday() == LIST_ON for each in days):
            found.append(_list(owed, who, today))
        elif now := [each for each in owed if each.due in days]:
            found.append(_note(now, who))
    return found


def _list(owed: Sequence[Point], who: Person, today: date) -> Say:
    lines = [_line(one, today) for one in owed[:NAMED]]
    if more := len(owed) - len(lines):
        lines.append(Text("answering.list-more", {"count": more}))
    told = say("answering.list", points=Listed(tuple(lines), "list.comma"), count=len(owed))
    return _to(who, told, owed)


def _line(one: Point, today: date) -> Text:
    key = "answering.list-line-late" if one.is_late(today) else "answering.list-line"
    return Text(key, {"number": one.number, "day": one.due})


def _note(now: Sequence[Point], who: Person) -> Say:
    numbers = Listed(tuple(one.number for one in now))
    how = "will" if all(one.state is State.WILL for one in now) else "answer"
    return _to(who, say("answering.today", numbers=numbers, count=len(now), how=how), now)


def _to(who: Person, told: Say, points: Sequence[Point]) -> Say:
    choices = [
        Choice(f"answer {one.number}", "answering.answer-it", {"number": one.number})
        for one in points[:SHOWN]
    ]
    choices.append(Choice("my points", "word.my-points"))
    then = (say("answering.short-is-enough"), say("answering.only-when"))
    to = Person(PersonId(who.id), who.name)
    return Say(
        told.key, told.facts, to, tuple(choices), then=then, good_for=WORTH_SAYING, unasked=True
    )
