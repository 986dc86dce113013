"""What helps me, decided: what was chosen, when it is asked again, what a line may not hold."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

PERIOD = 6
"""Months after which a choice is looked at again."""

LATER = timedelta(days=30)
"""How long "ask me later" is."""

ASKED_AT = {"hour": "11,14,17", "minute": "0"}
"""When we look, in wall time, whom to ask: at the first of these that suits."""

NOT_BEFORE, NOT_AFTER = time(10, 30), time(19)
"""No early morning and no evening, as some have said that these do not work."""

OWN_LINE = 80
"""Characters of a line of one's own."""

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Kept:
    """What one person said, as it is kept."""

    choices: tuple[str, ...]
    own: str
    shown: bool
    """Whoever plans may see it, although they may guess who it is."""
    said_on: date
    ask_on: date


def said(choices: Iterable[str], own: str, today: date, *, shown: bool) -> Kept:
    """Said today, and to be looked at again."""
    return Kept(tuple(choices), own, shown, today, ask_on(today))


def ask_on(today: date) -> date:
    """The same day half a year later, or the last of that month."""
    years, month = divmod(today.month - 1 + PERIOD, 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def is_fit_time(local: time) -> bool:
    """May somebody be asked at that time of day? Late questions wait for the next day."""
    return NOT_BEFORE <= local < NOT_AFTER


def month(day: date) -> str:
    """The text key of the month of a day."""
    return f"month.{_MONTHS[day.month - 1]}"


def names_somebody(line: str, names: Iterable[str]) -> bool:
    """Is there a name of the group in this line? It would tell who wrote it, or of whom."""
    words = set(_WORD.findall(line.casefold()))
    known = {word for name in names for word in _WORD.findall(name.casefold()) if len(word) > 1}
    return not words.isdisjoint(known)
