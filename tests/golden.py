"""A whole meeting of ten people, as a script: who does what, where, and when.

Played on the core by `tests/test_golden_session.py`, and through the rehearsal page in a real
browser by `tests/local/test_golden_page.py`. People also talk on the call; the bot hears only
this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Where = Literal["room", "alone", "press"]
"""Typed in the room, typed in the private chat, or a button pressed there."""

LEAD = "Bashir"
PEOPLE = ("Ann", "Joe", "Priya", "Tom", "Femi", "Sam", "Ana")
"""They have said hello before. Grace is new. Dilys is on the phone."""

AIM = 38
"""Bot lines in the room in this meeting of 19 turns. The design allows 46, and aims for 35."""


@dataclass(frozen=True)
class Step:
    """Somebody does something at a minute of the clock."""

    at: str
    who: str
    text: str
    where: Where = "room"


def _script(text: str) -> tuple[Step, ...]:
    steps = []
    at = ""
    for line in text.strip().splitlines():
        clock, who, said = line[:5].strip(), *line[6:].strip().split(": ", 1)
        at = clock or at
        name, _, aside = who.partition(", ")
        where: Where = "alone" if aside == "alone" else "press" if aside == "presses" else "room"
        steps.append(Step(at, name, said, where))
    return tuple(steps)


SCRIPT = _script("""
10:30 Bashir: start
10:31 Grace: help
10:32 Bashir: go round: What went well this week?
10:33 Priya: The bus came on time. Twice.
10:34 Grace: pass
10:35 Femi: I found my red scarf!!
10:40 Tom: hand up
      Ann: Hand up.
10:41 Bashir: next
10:43 Joe, alone: explain
10:44 Femi: thank you whoever that was
      Bashir: Good card. Next time too please
10:45 Bashir: next
10:47 Priya: question this: why does the letter start with a form number
10:48 Joe: hand up: nobody rings back
      Sam: raise Dilys
      Tom, alone: hand up
10:49 Bashir: next
10:51 Bashir: next
10:53 Bashir: next
10:55 Ana: hand up
      Femi: hand up
10:56 Bashir: next
10:57 Grace, alone: slow
10:58 Ann: thank you, that was quick for me too
10:59 Bashir: next
11:01 Bashir: next
11:03 Ann: hand up
      Joe: hand up
11:04 Femi: quiet
11:06 Grace, alone: hand up
11:07 Tom: hand up
11:09 Joe, alone: not yet
11:11 Bashir: carry on
11:12 Bashir: next
11:14 Bashir: next
11:15 Ann: pass
11:17 Priya: hand up
      Sam: hand up
      Joe: hand up
      Ana: hand up
11:18 Bashir: next
11:20 Bashir: next
11:23 Femi: pause
11:31 Bashir: next
11:33 Bashir: next
11:35 Sam: raise Dilys
      Tom: hand up
      Grace: Hand up!
11:36 Bashir: next
11:38 Joe: who is next
      Bashir: next
11:41 Bashir: next
11:44 Bashir: next
11:50 Bashir: last round: One word for today?
11:51 Femi: heavy but good
      Grace: glad
      Joe: pass
      Tom: useful
11:57 Bashir: end
""")
