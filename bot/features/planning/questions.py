"""What `plan` and the words around it ask, one thing at a time or as one form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from bot import access, bands, dates, meetings, recall, settings, steps
from bot.db import Tx
from bot.feature import Field, Form, Given, Here
from bot.features.planning import rules
from bot.meetings import AND_BY, AND_WHY, NOTHING
from bot.model import Choice, GroupId, Say, Text

PARTS = {
    "aim": ("aim", recall.TOLD, recall.AGAIN),
    "can": ("can",),
    "cannot": ("cannot", "because"),
    "decides": ("decides", "by"),
    "when": ("when", "time", "why"),
    "minutes": ("minutes", "why"),
    "ways": ("ways",),
    "note": ("note",),
    "papers": ("papers", "due"),
    "step": ("step",),
}
"""What can be changed in a plan, and which questions are asked again then."""


KEYS = (
    *("planning.part-aim", "planning.part-can", "planning.part-cannot", "planning.part-decides"),
    *("planning.part-when", "planning.part-minutes", "planning.part-ways", "planning.part-note"),
    *("planning.part-papers", "planning.part-step"),
)


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
    return _short("because", _without_because(said))


def _without_because(said: str) -> str:
    return said.removeprefix("because ").removeprefix("Because ")


def decides(said: str, _given: Given, _here: Here) -> str | Text:
    """Who decides; by when may follow at once, after "by"."""
    head, _, tail = said.rpartition(AND_BY)
    if not head:
        return _short("decides", said)
    for name, part in (("decides", head.rstrip(" ,")), ("by", tail)):
        if isinstance(no := _short(name, part), Text):
            return no
    return f"{head.rstrip(' ,')}{AND_BY}{tail}"


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


def why(said: str, _given: Given, _here: Here) -> str | Text:
    return _short("why", _without_because(said))


def papers(said: str, _given: Given, _here: Here) -> str | Text:
    return _short("papers", said)


def place(said: str, _given: Given, _here: Here) -> str | Text:
    return _short("place", said)


def due(said: str, _given: Given, here: Here) -> str | Text:
    """How many days before."""
    found = dates.days(said, here.language)
    return Text("planning.which-days") if found is None else str(found)


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


def has_by(given: Given) -> bool:
    return AND_BY in (given.get("decides") or "")


def due_as_ever(given: Given) -> bool:
    """Only whoever changes the papers is asked by when they are due."""
    return given.get(ASK_DUE) is None or given.get("papers") in (None, NOTHING)


def against(given: Given) -> tuple[str, ...]:
    """Which instructions of the group the answers so far go against, in any meeting of a rule."""
    helps = access.listed((given.get(HELPS) or "").split())
    known = dates.When.kept(given.get("when") or "")
    clock = _clock(given)
    if not helps or known is None or clock is None or not (given.get("minutes") or "").isdecimal():
        return ()
    long = timedelta(minutes=int(given["minutes"] or 0))
    start = datetime.combine(known.day, clock)
    slots = islice(dates.slots(start, known.rule), LOOKED_AT)
    broken = {one.name for slot in slots for one in access.against(helps, slot, long)}
    return tuple(name for name in access.EVERY if name in broken)


def fits_still(tx: Tx, group: GroupId, when: dates.When, minutes: int, why: str | None) -> bool:
    """Has nobody said since that this time does not help, or was a reason given?"""
    given = {**_helps(tx, group), "when": str(when), "minutes": str(minutes)}
    return bool(why) or not against(given)


def _clock(given: Given) -> dt.time | None:
    """The time of day that was said, with the day or after it."""
    known = dates.When.kept(given.get("when") or "")
    if known is not None and known.time is not None:
        return known.time
    said = given.get("time")
    try:
        return None if said is None else dt.time.fromisoformat(said)
    except ValueError:  # it is not taken yet
        return None


def suits(given: Given) -> bool:
    return not against(given)


def _goes_against(given: Given) -> Mapping[str, object]:
    return {"helps": access.said(access.listed(against(given)))}


def _helps(tx: Tx, group: GroupId) -> Mapping[str, str]:
    """What helps here, and if it is asked for a step: names of ours and nothing else."""
    helps = " ".join(one.name for one in access.of_group(tx, group) if one.name)
    return {HELPS: helps, LADDER: "yes" if settings.is_on(tx, group, steps.PART) else ""}


def no_ladder(given: Given) -> bool:
    return not given.get(LADDER)


def _begins(tx: Tx, group: GroupId) -> Sequence[Say]:
    """What whoever plans should know before they begin."""
    again = (Say("planning.or-the-same"),) if meetings.newest(tx, group) else ()
    return (*access.told(access.of_group(tx, group)), *again)


HELPS, ASK_DUE, LADDER = "helps", "ask-due", "ladder"
"""What a form may know besides its answers: what helps here, whether to ask for a day, and whether
the group plans its meetings as steps of the ladder."""

LOOKED_AT = 60
"""How many meetings of a rule are looked at: over a year of most."""

OTHER_TIME = "another-time"

STEPS = (
    *(Choice(str(step), f"ladder.step-{step}") for step in bands.STEPS),
    Choice(NOTHING, "planning.no-step"),
)
"""Their numbers are those of the ladder."""

LENGTHS = tuple(
    Choice(str(long), "planning.so-long", {"minutes": long}) for long in (45, 60, 90, 120)
)

WHEN = Field("when", "planning.when", limit=200, takes=when)
TIME = Field("time", "planning.time", limit=40, takes=time, skip=has_time)
WHY = Field(
    "why",
    "planning.why-then",
    limit=100,
    takes=why,
    skip=suits,
    shows=_goes_against,
    wordy=True,
    also=(Choice(OTHER_TIME, "planning.other-time"),),
    again={OTHER_TIME: ("when", "time", "why")},
)

PLAN = Form(
    (
        Field("aim", "planning.aim", limit=120, takes=aim),
        Field("can", "planning.can", limit=100, takes=can),
        Field(
            "cannot",
            "planning.cannot",
            limit=200,
            takes=cannot,
            wordy=True,
            also=(Choice(NOTHING, "planning.nothing"),),
        ),
        Field("because", "planning.because", limit=100, takes=because, skip=needs_no_reason),
        Field("decides", "planning.decides", limit=60, takes=decides),
        Field("by", "planning.by", limit=60, takes=by, skip=has_by),
        WHEN,
        TIME,
        Field("minutes", "planning.minutes", limit=40, takes=minutes, also=LENGTHS),
        WHY,
        Field(
            "papers",
            "planning.papers",
            limit=100,
            takes=papers,
            wordy=True,
            also=(Choice(NOTHING, "planning.no-papers"),),
        ),
        Field("due", "planning.due", limit=40, takes=due, skip=due_as_ever),
        Field(
            "ways",
            "planning.ways",
            limit=200,
            wordy=True,
            also=(Choice(NOTHING, "planning.only-here"),),
        ),
        Field(
            "note",
            "planning.note",
            limit=100,
            wordy=True,
            also=(Choice(NOTHING, "planning.none"),),
        ),
        Field("step", "planning.step", choices=STEPS, skip=no_ladder),
    ),
    knows=_helps,
    begins=_begins,
)


def _parts(given: Given) -> tuple[Choice, ...]:
    """What can be changed in a plan."""
    return tuple(
        Choice(part, f"planning.part-{part}")
        for part in PARTS
        if part != "step" or not no_ladder(given)
    )


CHANGE = Form((Field("part", "planning.which-part", offers=_parts),), knows=_helps)


def one_day(said: str, given: Given, here: Here) -> str | Text:
    found = when(said, given, here)
    known = dates.When.kept(found) if isinstance(found, str) else None
    return Text("planning.one-day-only") if known is not None and known.rule else found


NEW_TIME = Form((Field("when", "planning.new-time", limit=200, takes=one_day), TIME, WHY), _helps)
ADD_TIME = Form((Field("when", "planning.add-time", limit=200, takes=one_day), TIME, WHY), _helps)


def missing(said: str, given: Given, _here: Here) -> str | Text:
    """No format that was agreed may be missing."""
    agreed, ready = (given.get(AGREED) or "").split(), said.split()
    gone = [name for name in agreed if FORMAT + name not in ready]
    if not gone:
        return said
    return Text("planning.format-missing", {"missing": access.said(access.listed(gone))})


def nothing_agreed(given: Given) -> bool:
    return not given.get(AGREED)


def _agreed(given: Given) -> Mapping[str, object]:
    return {"agreed": access.said(access.listed((given.get(AGREED) or "").split()))}


AGREED, FORMAT = "agreed", "format-"

PAPERS = Form(
    (
        Field("papers", "planning.which-papers", limit=100, takes=papers),
        Field("place", "planning.place", limit=200, takes=place),
        Field(
            "formats",
            "planning.which-formats",
            choices=tuple(Choice(FORMAT + name, f"access.{name}") for name in access.FORMATS),
            several=True,
            takes=missing,
            skip=nothing_agreed,
            shows=_agreed,
        ),
    )
)

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
