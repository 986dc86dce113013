"""What is decided about a group: until when a role lasts, codes, and when rooms may be joined."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from bot.model import Group, PersonId, Refused

CODE_LASTS = timedelta(minutes=15)

LONGEST = timedelta(days=366)
"""Nobody looks after a group for ever without being asked again."""

SOON = timedelta(days=21)
"""Before the end of a role: a group that meets every two weeks meets in it."""

_LETTERS = "abcdefghjkmnpqrtuvwxyz"  # none that look or sound like another
_DIGITS = "2346789"


def code(seed: int) -> str:
    """A code that is easy to read out: three letters and four digits. About 25 million."""
    dice = Random(seed)
    letters = "".join(dice.choice(_LETTERS) for _ in range(3))
    return letters + "".join(dice.choice(_DIGITS) for _ in range(4))


def until(found: date | None, today: date) -> date:
    """The last day of a role. Refused: it was no day, is past, or more than a year away."""
    if found is None:
        raise Refused("group.which-day")
    if not today < found <= today + LONGEST:
        raise Refused("group.day-too-far")
    return found


def ends_soon(until: date, today: date) -> bool:
    """Is a role nearly over, so that whoever has it must hear of it?"""
    return today <= until <= today + SOON


def is_empty(group: Group) -> bool:
    """Has nobody but those who look after it done anything with the bot here yet?"""
    others = group.members.keys() - group.facilitators.keys()
    return not others and group.session is None and not group.settings and len(group.rooms) == 1


def may_end(group: Group, who: PersonId, today: date) -> bool:
    """Somebody else looks after the group too, so that it is not left alone."""
    return any(other != who and today <= until for other, until in group.facilitators.items())
