"""The questions about finding a time, as data: what is offered, until when, and what suits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time

from bot import access, dates, forms
from bot.dates import Unclear, When
from bot.feature import Field, Form, Given, Here
from bot.features.findtime import reading, rules, telling
from bot.model import Choice, PersonId, Text

POST, AGAIN = "post the times", "other times"

ALL, NO_TIME = "all", "none"
"""What is typed for every time, and for no time at all."""

_TIME = "time-"
"""Begins what a choice of a time types."""

KEYS = ("findtime.which-suit", "findtime.which-suit-them")


def offered(given: Given) -> tuple[datetime, ...]:
    """The times that are offered, as far as they are known."""
    clock = given.get("time")
    known = [When.kept(each) for each in (given.get("times") or "").split()]
    whole = {
        replace(one, time=one.time or (time.fromisoformat(clock) if clock else None))
        for one in known
        if one is not None
    }
    return tuple(sorted(one.start for one in whole if one.time is not None))


def _times(said: str, _given: Given, here: Here) -> str | Text:
    try:
        known = reading.times(said, here.now, here.language)
    except Unclear as unclear:
        return unclear.why
    if not rules.FEWEST <= len(known) <= rules.MOST:
        return Text("findtime.how-many")
    latest = (datetime.combine(one.day, one.time or time.max) for one in known)
    if min(latest) < here.now + rules.SHORTEST:
        return Text("findtime.too-soon")
    return reading.kept(known)


def _time(said: str, given: Given, here: Here) -> str | Text:
    try:
        clock = f"{dates.clock(said, here.language):%H:%M}"
    except Unclear as unclear:
        return unclear.why
    walls = offered({**given, "time": clock})
    if len(walls) < rules.FEWEST:
        return Text("findtime.how-many")
    return clock if walls[0] >= here.now + rules.SHORTEST else Text("findtime.too-soon")


def _has_times(given: Given) -> bool:
    known = (When.kept(each) for each in (given.get("times") or "").split())
    return all(one is None or one.time is not None for one in known)


def _until(said: str, given: Given, here: Here) -> str | Text:
    closes = rules.closing(said, here.now)
    if closes is None:
        try:
            when = dates.read(said, here.now, here.language)
        except Unclear as unclear:
            return unclear.why
        if when.rule is not None:
            return Text("when.not-understood")
        closes = datetime.combine(when.day, when.time or rules.CLOSES_AT)
    first = min(offered(given), default=closes)
    if closes > first:
        return Text("findtime.closes-too-late", {"day": first.date(), "time": first})
    if not rules.SHORTEST <= closes - here.now <= rules.LONGEST:
        return Text("findtime.open-so-long")
    return str(When(closes.date(), closes.time()))


def closes(given: Given) -> datetime:
    known = When.kept(given.get("until") or "")
    assert known is not None  # its field takes nothing else
    return known.start


def asking(given: Given, number: int, person: PersonId) -> rules.Asking:
    """What would be asked, once all of it is answered."""
    zone = given.get("zone") or "UTC"
    return rules.Asking(
        number,
        person,
        given.get("who") or "",
        offered(given),
        zone,
        closes(given),
        tuple(map(datetime.fromisoformat, (given.get("jumped") or "").split())),
    )


def _preview(given: Given) -> Mapping[str, object]:
    """Exactly what the room would read, and what of it goes against what helps people here."""
    broken = (given.get("against") or "").split()
    return {
        "group": given.get("group"),
        "against": access.said(access.listed(broken)) if broken else None,
        "post": telling.lines(asking(given, 0, PersonId(""))),
    }


TIMES = Field("times", "findtime.which-times", limit=400, takes=_times)
TIME = Field("time", "findtime.at-what-time", limit=40, takes=_time, skip=_has_times)
UNTIL = Field(
    "until",
    "findtime.until-when",
    limit=60,
    takes=_until,
    also=tuple(
        Choice(types, "findtime.in-a-week" if days == 7 else "findtime.in-days", {"days": days})
        for types, days in rules.OPEN_FOR.items()
    ),
)

OFFER = Form((TIMES, TIME, UNTIL))

PREVIEW = Form(
    (
        *OFFER.fields,
        Field(
            "sure",
            "findtime.preview",
            choices=(
                Choice(POST, "findtime.post-it"),
                Choice(AGAIN, "findtime.change-it"),
                Choice(forms.STOP, "findtime.leave-it"),
            ),
            alone=True,
            shows=_preview,
        ),
    )
)
"""What comes before the last question is known, but to who goes back."""


# What suits.


def _choices(given: Given) -> tuple[Choice, ...]:
    """The times by number; and all of them, or none."""
    walls = map(datetime.fromisoformat, (given.get("offered") or "").split())
    times = tuple(
        Choice(f"{_TIME}{n}", "findtime.at", telling.facts(wall)) for n, wall in enumerate(walls, 1)
    )
    if not times:
        return ()
    return (*times, Choice(ALL, "findtime.all-of-these"), Choice(NO_TIME, "findtime.none-of-these"))


def _suits(said: str, _given: Given, _here: Here) -> str | Text:
    picked = said.split()
    return Text("findtime.some-and-none") if NO_TIME in picked and len(picked) > 1 else said


def suiting(said: str, most: int) -> rules.Suits | None:
    """Which times are meant by what the choices type; None: they pass."""
    picked = said.split()
    if not picked:
        return None
    if ALL in picked:
        return frozenset(range(1, most + 1))
    return frozenset(int(each.removeprefix(_TIME)) for each in picked if each != NO_TIME)


def _suits_field(label: str) -> Field:
    return Field(
        "suits",
        label,
        several=True,
        alone=True,
        whole=frozenset((ALL, NO_TIME)),
        offers=_choices,
        takes=_suits,
    )


MINE = Form((_suits_field("findtime.which-suit"),))
OF_CALLER = Form(
    (
        Field("who", "checkin.who-by-phone", limit=200),
        _suits_field("findtime.which-suit-them"),
    )
)
"""The person on the phone is known, but to who goes back."""
