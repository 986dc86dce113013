"""What is said about finding a time: the post with its numbers, and what came of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import access, dates, schedule
from bot.access import Instruction
from bot.features.findtime.rules import NAMED, Asking, Found
from bot.meetings import Meeting
from bot.model import GROUP, Choice, Lane, Listed, Say, Text, say

AN_HOUR = timedelta(hours=1)
"""How long a meeting is taken to be, to see what helps people it goes against."""

ASK_AGAIN = Choice("find time", "findtime.ask-again")
LEAVE = Choice("leave times", "findtime.leave-it")

KEYS = (
    *("findtime.all-past", "findtime.few"),
    *("findtime.at", "findtime.head", "findtime.number", "findtime.how"),
    *("findtime.clock-jumps", "findtime.comes-twice"),
)


def facts(wall: datetime) -> Mapping[str, object]:
    return {"day": wall.date(), "time": wall}


def at(wall: datetime) -> Text:
    """A time by its day: "Tuesday 12 May at 10:30"."""
    return Text("findtime.at", facts(wall))


def landing(wall: datetime, zone: str) -> datetime:
    """The wall time that it really is, where the clock jumps over it."""
    shift = dates.shift(wall, zone)
    return wall if shift is None else shift.lands


def lines(asks: Asking) -> Listed:
    """The post, line by line: a screen reader pauses after each."""
    numbers = [
        Text("findtime.number", {"number": n, **facts(w)}) for n, w in enumerate(asks.times, 1)
    ]
    last = {"who": asks.name, **facts(asks.closes)}
    told = [*numbers, *_shifts(asks), Text("findtime.how", last)]
    rest = (Text("checkin.line", {"line": each}) for each in told)
    return Listed((Text("findtime.head", {"who": asks.name}), *rest), "checkin.lines")


def _shifts(asks: Asking) -> list[Text]:
    """Where the clock is changed at the very time: said, as it is surprising."""
    lands = [(wall, landing(wall, asks.zone)) for wall in asks.jumped]
    jumps = [Text("findtime.clock-jumps", {"was": was, **facts(new)}) for was, new in lands]
    found = [dates.shift(wall, asks.zone) for wall in asks.times]
    twice = [one.slot for one in found if one is not None and one.jumps is None]
    return [*jumps, *(Text("findtime.comes-twice", facts(wall)) for wall in twice)]


def post(asks: Asking, now: datetime) -> Say:
    """The post in the room, good until it closes."""
    choices = (Choice("my times", "word.my-times"),)
    good_for = max(schedule.utc(asks.closes, asks.zone) - now, schedule.MINUTE)
    one = say("checkin.post", to=GROUP, choices=choices, lines=lines(asks))
    return replace(one, lane=Lane.POST, good_for=good_for)


def nothing(why: str) -> list[Say]:
    """Why nothing is said of the answers."""
    return [Say(why, choices=(ASK_AGAIN, LEAVE))]


def known(asks: Asking, mine: bool, callers: int, suit_all: Sequence[int]) -> list[Say]:
    """What is not counted in, as somebody knows it: their own, and that of callers.

    What suits a single caller would be that person's answer: somebody else may have typed it.
    """
    told = [say("findtime.yours")] if mine else []
    if callers == 1:
        told.append(say("findtime.ask-by-phone"))
    elif callers and suit_all:
        walls = [asks.times[n - 1] for n in suit_all]
        told.append(say("findtime.by-phone", times=listed(walls)))
    elif callers:
        told.append(say("findtime.none-by-phone"))
    return told


def result(
    asks: Asking,
    found: Found,
    helps: Sequence[Instruction],
    known: Sequence[Say],
    next_one: Meeting | None,
) -> list[Say]:
    """What may be said, with what to do next."""
    best, almost = ([asks.times[n - 1] for n in some] for some in (found.best, found.almost))
    if not best:
        first = say("findtime.none-suits", choices=(ASK_AGAIN, LEAVE))
        return [first, *known, say("findtime.no-names")]
    told = [say("findtime.most", times=listed(best))] if found.most else []
    if not found.most:
        told = [say("findtime.no-most"), say("findtime.nearest", times=listed(best))]
    if almost:
        told.append(say("findtime.almost", times=listed(almost)))
    if broken := against(best, helps):
        told.append(say("findtime.best-against", helps=access.said(broken)))
    first, *others = [*told, *known, say("findtime.no-names")]
    return [replace(first, choices=_next([*best, *almost], next_one)), *others]


def one(told: Sequence[Say]) -> Say:
    """Sentences as one message, with the choices of all."""
    first, *others = told
    choices = tuple(choice for each in told for choice in each.choices)
    return replace(first, choices=choices, then=tuple(others))


def against(walls: Sequence[datetime], helps: Sequence[Instruction]) -> tuple[Instruction, ...]:
    """What helps people here, and one of these times goes against."""
    names = {one.name for wall in walls for one in access.against(helps, wall, AN_HOUR)}
    return access.listed(names)


def _next(walls: Sequence[datetime], next_one: Meeting | None) -> tuple[Choice, ...]:
    """Plan one of them, move the next meeting to the best, ask again, or leave it."""
    plans = [
        Choice(f"plan that time {kept([wall])}", "findtime.plan-it", facts(wall))
        for wall in walls[:NAMED]
    ]
    if next_one is not None:
        types = f"move that meeting {next_one.id} to {kept(walls[:1])}"
        plans.append(Choice(types, "findtime.move-it", facts(walls[0])))
    return (*plans, ASK_AGAIN, LEAVE)


def kept(walls: Iterable[datetime]) -> str:
    """Times in the form in which a word or a form has them."""
    return " ".join(wall.isoformat(timespec="minutes") for wall in walls)


def listed(walls: Iterable[datetime]) -> Listed:
    """Times by their days, in a row."""
    return Listed(tuple(at(wall) for wall in walls))
