"""Calendar files as two readers that know nothing of each other understand them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import vobject
from dateutil.tz import tzical


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting, as a calendar shows it."""

    begins: datetime
    """On the clocks of its zone, with no zone."""
    utc: datetime
    minutes: int
    summary: str
    status: str
    sequence: int


def by_the_first(data: bytes) -> dict[str, Entry]:
    """As icalendar reads it; its zone is made of the rules in the file, and nothing else."""
    whole: Any = icalendar.Calendar.from_ical(data)
    zones = {str(one["TZID"]): one.to_tz(lookup_tzid=False) for one in whole.timezones}
    found = {}
    for one in whole.events:
        wall = one["DTSTART"].dt.replace(tzinfo=None)
        zone = zones[one["DTSTART"].params["TZID"]]
        found[str(one["UID"])] = Entry(
            wall,
            wall.replace(tzinfo=zone).astimezone(UTC),
            one["DURATION"].dt // timedelta(minutes=1),
            str(one["SUMMARY"]),
            str(one["STATUS"]),
            int(one["SEQUENCE"]),
        )
    return found


def by_the_second(data: bytes) -> dict[str, Entry]:
    """As vobject reads it, with zones that dateutil makes of the rules in the file."""
    whole: Any = vobject.readOne(data.decode())
    zones = tzical(io.StringIO(data.decode()))
    found = {}
    for one in whole.contents.get("vevent", ()):
        wall = one.dtstart.value.replace(tzinfo=None)
        zone: Any = zones.get(one.dtstart.params["X-VOBJ-ORIGINAL-TZID"][0])
        found[one.uid.value] = Entry(
            wall,
            wall.replace(tzinfo=zone).astimezone(UTC),
            one.duration.value // timedelta(minutes=1),
            one.summary.value,
            one.status.value,
            int(one.sequence.value),
        )
    return found
