"""What `plan` and the words around it ask, one thing at a time or as one form."""

from __future__ import annotations

from datetime import datetime

from bot import dates
from bot.feature import Field, Form, Given, Here
from bot.features.planning import rules
from bot.meetings import AND_WHY, NOTHING
from bot.model import Choice, Text

PARTS = {
    "aim": ("aim",),
    "can": ("can",),
    "cannot": ("cannot", "because"),
    "decides": ("decides", "by"),
    "when": ("when", "time"),
    "minutes": ("minutes",),
    "ways": ("ways",),
    "note": ("note",),
}
"""What can be changed in a plan, and which questions are asked again then."""


def _short(name: str, said: str) -> str | Text:
    most = rules.most_for(name)
    return said if rules.words(said) <= most else Text("planning.shorter", {"most": most})


def aim(said: str, _given: Given, _here: Here) -> str | Text:
    return _short("aim", said)


def can(said: str, _given: Given, _here: Here) -> str | Text:
    return _short("can", said)


def cannot(said: str, _given: Given, _here: Here) -> str | Text:
    """What cannot change; its reason may follow at once, after "because"."""
    head, why, tail = _with_reason(said).partition(AND_WHY)
    for name, part in (("cannot", head), ("because", tail)):
        if part and isinstance(no := _short(name, part), Text):
            return no
    return f"{head}{why}{tail}" if tail else head


def because(said: str, _given: Given, _here: Here) -> str | Text:
    return _short("because", said.removeprefix("because ").removeprefix("Because "))


def decides(said: str, _given: Given, _here: Here) -> str | Text:
    return _short("decides", said)


def by(said: str, _given: Given, _here: Here) -> str | Text:
    return _short("by", said.removeprefix("by ").removeprefix("By "))


def _with_reason(said: str) -> str:
    """With our "because" where they wrote it in capitals, or after a comma or a full stop."""
    lower = said.lower()
    at = lower.find("because ")
    if at < 1:
        return said
    return f"{said[:at].rstrip(' ,.;:')}{AND_WHY}{said[at + len('because ') :].lstrip('of ')}"


def when(said: str, _given: Given, here: Here) -> str | Text:
    try:
        return str(dates.read(said, here.now, here.language))
    except dates.Unclear as unclear:
        return unclear.why


def time(said: str, given: Given, here: Here) -> str | Text:
    known = dates.When.kept(given.get("when") or "")
    try:
        clock = dates.clock(said, here.language)
        if known is not None and datetime.combine(known.day, clock) <= here.now:
            raise dates.Unclear("when.past")
    except dates.Unclear as unclear:
        return unclear.why
    return f"{clock:%H:%M}"


def minutes(said: str, _given: Given, here: Here) -> str | Text:
    try:
        return str(dates.length(said, here.language))
    except dates.Unclear as unclear:
        return unclear.why


def needs_no_reason(given: Given) -> bool:
    cannot = given.get("cannot")
    return cannot is None or cannot == NOTHING or AND_WHY in cannot


def has_time(given: Given) -> bool:
    found = dates.When.kept(given.get("when") or "")
    return found is None or found.time is not None


LENGTHS = tuple(
    Choice(str(long), "planning.so-long", {"minutes": long}) for long in (45, 60, 90, 120)
)

WHEN = Field("when", "planning.when", limit=200, takes=when)
TIME = Field("time", "planning.time", limit=40, takes=time, skip=has_time)

PLAN = Form(
    (
        Field("aim", "planning.aim", limit=120, takes=aim),
        Field("can", "planning.can", limit=100, takes=can),
        Field(
            "cannot",
            "planning.cannot",
            limit=200,
            takes=cannot,
            also=(Choice(NOTHING, "planning.nothing"),),
        ),
        Field("because", "planning.because", limit=100, takes=because, skip=needs_no_reason),
        Field("decides", "planning.decides", limit=60, takes=decides),
        Field("by", "planning.by", limit=60, takes=by),
        WHEN,
        TIME,
        Field("minutes", "planning.minutes", limit=40, takes=minutes, also=LENGTHS),
        Field("ways", "planning.ways", limit=200, also=(Choice(NOTHING, "planning.only-here"),)),
        Field("note", "planning.note", limit=100, also=(Choice(NOTHING, "planning.none"),)),
    )
)

CHANGE = Form(
    (
        Field(
            "part",
            "planning.which-part",
            choices=(
                Choice("aim", "planning.part-aim"),
                Choice("can", "planning.part-can"),
                Choice("cannot", "planning.part-cannot"),
                Choice("decides", "planning.part-decides"),
                Choice("when", "planning.part-when"),
                Choice("minutes", "planning.part-minutes"),
                Choice("ways", "planning.part-ways"),
                Choice("note", "planning.part-note"),
            ),
        ),
    )
)

NEW_TIME = Form((Field("when", "planning.new-time", limit=200, takes=when), TIME))

ONE, ALL = "only", "all"
HOW_MANY = Form(
    (
        Field(
            "how-many",
            "planning.how-many",
            choices=(
                Choice(ONE, "planning.only-this"),
                Choice(ALL, "planning.this-and-after"),
            ),
        ),
    )
)
