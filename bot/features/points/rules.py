"""Points, decided: who may do what with one, until which day, and how it stands. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from bot.model import PersonId, Refused

ASKED_AT_ONCE = 3
"""Wishes to note one person's words that can be open: more would be chasing."""

MOST_SHOWN = 8
"""Points in one list."""

SHOWN = 60
"""Characters of a point in the list of all."""

PARKED_DAYS = 60
"""Working days for which a point rests at most, unless it is parked again."""


class New(StrEnum):
    """What the room has not heard yet."""

    POINT = "point"
    ASK = "ask"
    """Somebody is asked in the open whether their words may be noted."""
    BACK = "back"
    """It was parked, and comes back."""
    NOT_YET = "not-yet"
    """Its sayer has said that the answer is not what they meant, or only partly."""
    AGAIN = "again"
    """We could not, and look again."""


def may_decide(
    who: PersonId, answerer: PersonId | None, chosen: Collection[PersonId], *, leads: bool
) -> None:
    """Who decides, and by when, is said by whoever leads or answers. Raises Refused."""
    if not (leads or who == answerer or who in chosen):
        raise Refused("points.not-yours-to-decide")


def until(day: date | None, today: date, latest: date) -> date:
    """A day that was said, within what the group has agreed; none: the last of them.

    The group can only be told sooner: more time is asked for in the open. Raises Refused.
    """
    if day is None:
        return latest
    if day < today:
        raise Refused("points.day-past")
    if day > latest:
        raise Refused("points.day-too-far", day=latest)
    return day
