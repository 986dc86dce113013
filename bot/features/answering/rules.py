"""Answering a point, decided: what hides a reason, who may answer, what a field can leave open.

The hints come from practice: "due to operational reasons" is the answer that people across the
country say they cannot live with, and "we have decided" leaves out who, and who was asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta

OPEN = ("reason", "decided", "could_change", "elsewhere")
"""Of the six fields, those that can be "we will know by". What was heard is known, and when it is
looked at again is a day anyway."""

MOST_WAITS = 1
"""How often somebody can have more time without saying why."""

LONGEST = timedelta(days=366)
"""How far ahead a day can be that an answer names."""

_NOT_A_WORD = re.compile(r"[^\w]+")


def folded(text: str) -> str:
    """As words are looked for: small letters, no signs, one space between two."""
    return " ".join(_NOT_A_WORD.sub(" ", text.casefold().replace("'", "").replace("’", "")).split())


def hides(text: str, phrases: Iterable[str]) -> str | None:
    """The first of these phrases that stands in the words; None: none does."""
    said = f" {folded(text)}"
    return next((one for one in phrases if f" {folded(one)}" in said), None)


def says_why(text: str, phrases: Iterable[str]) -> bool:
    """Is it a reason that tells why? Too short a one does not, either."""
    return hides(text, phrases) is None and len(folded(text).split()) > 1


def can_be_left_open(field: str, before: Collection[str]) -> bool:
    """Once for each field: the day is then a promise, and what follows is said."""
    return field in OPEN and field not in before


def day_is_good(day: date, today: date) -> bool:
    """A day that an answer names: not past, and not further than anybody can promise."""
    return today <= day <= today + LONGEST


def needs_why(waits: int) -> bool:
    """Was there more time already? Then the group reads why there is to be more."""
    return waits >= MOST_WAITS
