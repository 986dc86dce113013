"""The file of bank holidays that an admin can give: any calendar file (.ics) with whole days.

GOV.UK publishes one for each nation, others for their countries, and an organisation can add its
own days. A file ends some day, so an admin hears of that in time: `alongside check` says it each
time, a running bot once a month. The library is loaded for this file alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.config import Config
from bot.troubles import Trouble

UNREADABLE, ENDS, GOOD = (
    "check.bank-holidays-unreadable",
    "check.bank-holidays-end",
    "check.bank-holidays-good",
)

KEYS = (
    *("check.bank-holidays-unreadable", "check.bank-holidays-end"),
    "check.bank-holidays-good",
)

IN_TIME = timedelta(days=90)
"""What came of a point is said within 60 working days: about so long."""

DAY = timedelta(days=1)

LONGEST = timedelta(days=31)
"""One that lasts longer is no holiday: somebody gave the wrong calendar."""


class Unreadable(Exception):  # noqa: N818 (a file of others, and no fault of the program)
    """There are no bank holidays to be read from it."""


def read(path: Path) -> frozenset[date]:
    """Every day on which nobody works. Raises Unreadable."""
    try:
        return days_in(path.read_bytes())
    except (OSError, ValueError):
        raise Unreadable from None


def days_in(data: bytes) -> frozenset[date]:
    """The whole days of a calendar file. Raises ValueError: none, or one that comes by a rule."""
    from icalendar import Calendar

    found: set[date] = set()
    for event in Calendar.from_ical(data).walk("VEVENT"):
        first = event.decoded("DTSTART", None)
        if event.has_key("RRULE") or not isinstance(first, date) or isinstance(first, datetime):
            raise ValueError("only whole days, each for itself")
        until = event.decoded("DTEND", first + DAY)
        if isinstance(until, datetime) or until - first > LONGEST:
            raise ValueError("only whole days, and few of them")
        found |= {first + n * DAY for n in range(max(1, (until - first).days))}
    if not found:
        raise ValueError("no days")
    return frozenset(found)


def known(config: Config) -> frozenset[date] | None:
    """Of the file that the settings name. None: it cannot be read, so what was known stays."""
    path = config.calendar.bank_holidays
    try:
        return frozenset() if path is None else read(path)
    except Unreadable:
        return None


def wrong(config: Config, today: date) -> Iterator[Trouble]:
    """What an admin should look at."""
    path = config.calendar.bank_holidays
    if path is None:
        return
    try:
        last = max(read(path))
    except Unreadable:
        yield UNREADABLE, {"path": str(path)}
        return
    if last - today < IN_TIME:
        yield ENDS, {"path": str(path), "day": last.isoformat()}
