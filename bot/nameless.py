"""A name that no message may carry again: taken out of everything that is still to be said.

Its law: people's words stay as they are but for the name, and no mark says whose it was.
"""

from __future__ import annotations

import re
from typing import Any

from bot.model import Person

GAP = "…"
"""Stands where the name stood, in every language."""

NOBODY = "nobody:"
"""Stands where their id stood: of no platform, so nobody can be pinged by it."""

SHORTEST = 2
"""Letters of a first name from which it is taken out alone, too."""

MONTHS = frozenset({"april", "may", "june", "july", "august"})
"""Names that are months as well."""

WORDS = frozenset({"will", "mark", "grace", "rose", "hope", "faith", "joy", "bill", "frank", "rob"})
"""Names that are common words as well."""

_NO_DAY = r"(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )(?<!\dst of )(?<!\dnd of )"
_NO_DAY += r"(?<!\drd of )(?<!\dth of )"

_NOT_AFTER_A_NAME = "I|you|we|they|he|she|it|there|this|that|the|an?|our|your|my|their|to"


def without(text: str, who: Person) -> str:
    """The same words without this person's name, whole or their first name alone."""
    return _pattern(who).sub(GAP, text)


def carries(text: str, who: Person) -> bool:
    """Is this person named in these words?"""
    return _pattern(who).search(text) is not None


def places(text: str, who: Person) -> list[tuple[int, int]]:
    """Where these words name this person: start and end of each."""
    return [found.span() for found in _pattern(who).finditer(text)]


def means(kept: object, who: Person) -> bool:
    """Is this person meant, by their id, anywhere in what was kept as JSON?"""
    if isinstance(kept, dict):
        return any(means(one, who) for one in kept.values())
    if isinstance(kept, list):
        return any(means(one, who) for one in kept)
    return kept == who.id


def reworded(kept: Any, who: Person) -> Any:
    """What was kept as JSON, with nobody in this person's place."""
    if isinstance(kept, dict):
        if kept.get("person") == who.id:
            return {**kept, "person": NOBODY, "name": GAP}
        return {name: reworded(one, who) for name, one in kept.items()}
    if isinstance(kept, list):
        return [reworded(one, who) for one in kept]
    return without(kept, who) if isinstance(kept, str) else kept


def _pattern(who: Person) -> re.Pattern[str]:
    first = who.name.split(" ")[0]
    names = {who.name, *([first] if len(first) >= SHORTEST else [])}
    either = "|".join(map(_as_name, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _as_name(name: str) -> str:
    """Only where it stands as a name: a date or a verb stays what it is."""
    own, plain = re.escape(name), name.casefold()
    if plain in MONTHS:
        return rf"@{own}|{_NO_DAY}{name.capitalize()}(?!\s+(?:\d|(?:{_NOT_AFTER_A_NAME})\b))"
    if plain in WORDS:
        return rf"@{own}|{name.capitalize()}(?!\s+(?:{_NOT_AFTER_A_NAME})\b)"
    # People type names in small letters; two letters may be a word, and count with a capital only.
    return f"@?{own}" if len(name) == SHORTEST else f"@?(?i:{own})"
