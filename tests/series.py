"""A group over two months, as a script: planned, run, moved, in small groups, and ended.

Played on the core by `tests/test_series.py`, in the rehearsal room by
`tests/local/test_series_page.py`, and on Matrix and Discord by `tests/slow/test_series.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from golden import Step, Where

LONDON = ZoneInfo("Europe/London")

LEAD = "Bashir"
PEOPLE = ("Ann", "Joe", "Tom", "Sam")

YEAR = 2026
BEFORE = datetime(YEAR, 5, 1, 8, 30, tzinfo=UTC)
"""A Friday, half past nine in London."""


@dataclass(frozen=True)
class Dated(Step):
    """Somebody does something at a minute of a day."""

    when: datetime = field(kw_only=True)


def _script(text: str) -> tuple[Dated, ...]:
    steps, day, clock = [], "", ""
    for line in text.strip().splitlines():
        if not line.strip():
            continue
        if ": " not in line:
            day = line.strip()
            continue
        clock = line[:5].strip() or clock
        who, said = line[6:].strip().split(": ", 1)
        name, _, aside = who.partition(", ")
        wall = datetime.strptime(f"{YEAR} {day} {clock}", "%Y %a %d %b %H:%M")  # noqa: DTZ007
        where: Where = "alone" if aside == "alone" else "room"
        when = wall.replace(tzinfo=LONDON).astimezone(UTC)
        steps.append(Dated(clock, name, said, where, when=when))
    return tuple(steps)


SCRIPT = _script("""
Fri 1 May
10:00 Bashir, alone: plan
      Bashir, alone: words for page 1 of the form
      Bashir, alone: the words
      Bashir, alone: the law behind it, because it is made in London
      Bashir, alone: the council
      Bashir, alone: 1 June
      Bashir, alone: every second Tuesday 10:30, from 12 May
      Bashir, alone: 90
      Bashir, alone: the call, or phone 01632 960003
      Bashir, alone: waiting for help
      Bashir, alone: post it

Tue 12 May
10:30 Bashir: start
10:40 Tom: hand up
10:41 Bashir: next
10:45 Ann: hand up
10:46 Bashir: next
12:00 Bashir: end

Thu 14 May
09:00 Ann: !when
09:05 Bashir, alone: move meeting
      Bashir, alone: 1
      Bashir, alone: 1
      Bashir, alone: Wednesday 27 May 14:00
      Bashir, alone: post it

Wed 27 May
14:00 Bashir: start
14:10 Sam: hand up
14:11 Bashir: next
15:30 Bashir: end
""")
