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
PEOPLE = ("Ann", "Joe", "Tom", "Sam", "Priya")

YEAR = 2026
BEFORE = datetime(YEAR, 5, 1, 8, 30, tzinfo=UTC)
"""A Friday, half past nine in London."""


@dataclass(frozen=True)
class Dated(Step):
    """Somebody does something at a minute of a day."""

    when: datetime = field(kw_only=True)
    group: str = ""
    """The letter of the small group in whose place it is."""


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
        group = aside.removeprefix("in ") if aside.startswith("in ") else ""
        when = wall.replace(tzinfo=LONDON).astimezone(UTC)
        steps.append(Dated(clock, name, said, where, when=when, group=group))
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
      Bashir, alone: no papers
      Bashir, alone: the call, or phone 01632 960003
      Bashir, alone: waiting for help
      Bashir, alone: post it

Tue 12 May
10:30 Bashir: start
10:40 Tom: hand up
10:41 Bashir: next
10:45 Ann: hand up
10:46 Bashir: next
11:00 Bashir: small groups 2, 14 minutes: page 1; page 2
11:01 Ann: A
      Joe: A
      Tom: B
      Sam: B
      Priya: stay
11:03 Joe, in A: hello Ann, shall we begin with the first line?
      Ann, in A: yes please
      Sam, in B: shall I write for us?
      Tom, in B: yes please, I can read it out
11:12 Ann, in A: our lines: start with what I can do
      Sam, in B: our lines: ask about nights
11:20 Bashir: break 10
12:00 Bashir: end

Thu 14 May
09:00 Ann: !when
09:05 Bashir, alone: my list
      Bashir, alone: look back
      Bashir, alone: 2
      Bashir, alone: Ask about nights.
09:20 Bashir, alone: move meeting
      Bashir, alone: 1
      Bashir, alone: Wednesday 27 May 14:00
      Bashir, alone: post it

Wed 27 May
14:00 Bashir: start
14:10 Sam: hand up
14:11 Bashir: next
15:30 Bashir: end

Thu 28 May
10:30 Bashir, alone: ending
      Bashir, alone: 2
      Bashir, alone: post it

Tue 9 Jun
10:30 Bashir: start
12:00 Bashir: end

Tue 23 Jun
10:30 Bashir: start
10:40 Priya: hand up
10:41 Bashir: next
12:00 Bashir: end
12:10 Bashir, alone: my list
""")
