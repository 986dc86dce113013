"""What is decided about a group: days typed by people, codes, and when rooms may be joined."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from bot.model import Group, PersonId, Refused

CODE_LASTS = timedelta(minutes=15)

LONGEST = timedelta(days=366)
"""Nobody looks after a group for ever without being asked again."""

_LETTERS = "abcdefghjkmnpqrtuvwxyz"  # none that look or sound like another
_DIGITS = "2346789"


def code(seed: int) -> str:
    """A code that is easy to read out: three letters and four digits. About 25 million."""
    dice = Random(seed)
    letters = "".join(dice.choice(_LETTERS) for _ in range(3))
    return letters + "".join(dice.choice(_DIGITS) for _ in range(4))


def day(typed: str, today: date) -> date:
    """A day typed as `1 March`, `1 March 2027` or `2027-03-01`; without a year, the next one.

    Raises Refused for anything else, for the past, and for more than a year away.
    """
    found = _parsed(typed.strip().replace(",", ""), today)
    if found is None:
        raise Refused("group.which-day")
    if not today < found <= today + LONGEST:
        raise Refused("group.day-too-far")
    return found


def _parsed(typed: str, today: date) -> date | None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    for year in (today.year, today.year + 1):
        for form in ("%d %B %Y", "%d %b %Y"):
            try:
                found = datetime.strptime(f"{typed} {year}", form).date()  # noqa: DTZ007
            except ValueError:
                continue
            if found > today:
                return found
    return None


def is_empty(group: Group) -> bool:
    """Has nobody but those who look after it done anything with the bot here yet?"""
    others = group.members.keys() - group.facilitators.keys()
    return not others and group.session is None and not group.settings and len(group.rooms) == 1


def may_end(group: Group, who: PersonId, today: date) -> bool:
    """Somebody else looks after the group too, so that it is not left alone."""
    return any(other != who and today <= until for other, until in group.facilitators.items())
