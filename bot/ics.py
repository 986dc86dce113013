"""Meetings as a calendar file, for calendars that are not ours. Pure: meetings in, bytes out.

Its law: calendars are read by others in a household. So there is nothing in it that anybody
wrote about a meeting, no person and no way in, but when it is, the group's name and where to ask.
A meeting keeps its name however often it is moved, so an older file is updated, not doubled.
The library is loaded with the first file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import zones
from bot.meetings import Meeting
from bot.model import plain

if TYPE_CHECKING:
    from icalendar import Timezone

TYPE = "text/calendar"

YEARS = 10
"""How many years the rules of a zone go on after the last meeting."""

LONGEST = 100
"""Characters of the name of a meeting."""

NO_YEAR = 2026
"""Where the rules of a zone begin, as a calendar needs them though it has no meetings."""

LOOK_AGAIN = timedelta(hours=6)
"""How often a calendar that follows an address is asked to look again."""

KEYS = ("calendar.summary", "calendar.called-off", "calendar.where")


def calendar(found: Sequence[Meeting], group: str, text: Callable[..., str], *, zone: str) -> bytes:
    """A whole file. The same meetings are the same bytes, whenever it is made."""
    from icalendar import Calendar, Event
    from icalendar.enums import CLASS, STATUS, TRANSP
    from icalendar.prop import vDuration, vText

    summary = plain(text("calendar.summary", group=group or None), LONGEST)
    whole = Calendar()
    for name, value in (
        ("VERSION", "2.0"),
        ("PRODID", "-//Alongside//EN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", vText(summary)),
    ):
        whole.add(name, value)
    whole.add("REFRESH-INTERVAL", vDuration(LOOK_AGAIN), parameters={"VALUE": "DURATION"})
    whole.add("X-PUBLISHED-TTL", vDuration(LOOK_AGAIN))
    for each in sorted({one.series.zone for one in found} or {zone}):
        years = [one.starts_at.year for one in found if one.series.zone == each] or [NO_YEAR]
        whole.add_component(_zone(each, min(years) - 1, max(years) + YEARS))
    for one in found:
        event = Event.new(
            uid=f"{one.name}@alongside",
            stamp=one.changed_at,
            last_modified=one.changed_at,
            sequence=one.changes,
            start=one.starts_at.astimezone(ZoneInfo(one.series.zone)),
            summary=text("calendar.called-off", summary=summary) if one.cancelled else summary,
            description=text("calendar.where"),
            status=STATUS.CANCELLED if one.cancelled else STATUS.CONFIRMED,
            transparency=TRANSP.TRANSPARENT if one.cancelled else TRANSP.OPAQUE,
            classification=CLASS.PRIVATE,
        )
        event.add("DURATION", timedelta(minutes=one.series.minutes))
        whole.add_component(event)
    made: bytes = whole.to_ical()
    return made


def _zone(zone: str, first: int, last: int) -> Timezone:
    """The rules of a zone, so that a calendar need not know them."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
    from icalendar.prop import vRecur

    made = Timezone()
    made.add("TZID", zone)
    for one in zones.observances(zone, first, last):
        part = TimezoneDaylight() if one.summer else TimezoneStandard()
        start, *others = one.onsets
        part.add("DTSTART", start)
        part.add("TZOFFSETFROM", one.before)
        part.add("TZOFFSETTO", one.after)
        part.add("TZNAME", one.name)
        if one.rule is not None:
            part.add("RRULE", vRecur.from_ical(one.rule))
        elif others:
            part.add("RDATE", others)
        made.add_component(part)
    return made
