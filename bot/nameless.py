"""A name that no message may carry again: taken out of everything that is still to be said.

Its law: people's words stay as they are but for the name, and no mark says whose it was.
"""

from __future__ import annotations

import re

from bot.model import Person

GAP = "…"
"""Stands where the name stood, in every language."""

SHORTEST = 3
"""Letters of a first name from which it is taken out alone, too."""


def without(text: str, who: Person) -> str:
    """The same words without this person's name, whole or their first name alone."""
    return _pattern(who).sub(GAP, text)


def carries(text: str, who: Person) -> bool:
    """Is this person named in these words, or meant by their id?"""
    return who.id in text or _pattern(who).search(text) is not None


def _pattern(who: Person) -> re.Pattern[str]:
    first = who.name.split(" ")[0]
    names = {who.name, *([first] if len(first) >= SHORTEST else [])}
    either = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)@?(?:{either})(?!\w)")
