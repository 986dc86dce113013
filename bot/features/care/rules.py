"""Talking to a person, decided: until when somebody hears, when it is asked again, when it ends.

All times are wall times where the group is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.model import GroupId, Person, PersonId


class How(StrEnum):
    """How somebody would like to be reached."""

    RING = "ring-me"
    WRITE = "write-to-me"
    MEET = "meet-me"


class State(StrEnum):
    """How far it has come."""

    ASKED = "asked"
    SAID_YES = "said-yes"
    ENDED = "ended"
    """The person was asked whether they have talked."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody would like to talk to one Supporter."""

    number: int
    group: GroupId
    who: Person
    account: PersonId
    """Where the answers go."""
    supporter: str
    to_account: PersonId | None
    to_email: str | None
    how: How
    reach: str | None
    """How the Supporter finds them; None: they know."""
    wanted: str | None
    """When it suits, in their own words; None: as soon as it can be."""
    wanted_at: datetime | None
    by: datetime
    """Until when they hear something: it was promised."""
    state: State = State.ASKED


SOON = timedelta(hours=2)
"""How soon an answer is promised, by day."""

MORNING, EVENING = time(10), time(20)
"""Between them a Supporter can be expected to see that somebody asks."""

AFTER = timedelta(hours=1)
"""How long after the time that suits, at the latest, they hear that nobody could come."""

LONGEST = timedelta(days=1)
"""Nobody waits longer than this to hear whether it will be."""

SHORTEST = timedelta(minutes=30)

KEPT = timedelta(days=1)
"""How long it is kept after the question whether they have talked."""


def hears_by(now: datetime, wanted: datetime | None) -> datetime:
    """Until when somebody who asks now is told whether their Supporter comes.

    An hour after the time that suits them, so that the Supporter has it; never more than a day.
    """
    if wanted is None:
        soon = now + SOON
        by_day = now.time() >= MORNING and soon.date() == now.date() and soon.time() <= EVENING
        return _whole(soon if by_day else _next_morning(now))
    return _whole(min(max(wanted + AFTER, now + SHORTEST), now + LONGEST))


def _next_morning(now: datetime) -> datetime:
    """An hour or more after ten in the morning, when a Supporter has had time to look."""
    day = now.date() if now.time() < MORNING else now.date() + timedelta(days=1)
    return datetime.combine(day, MORNING) + SOON


def _whole(at: datetime) -> datetime:
    """The next five minutes, so that it is a time that people say."""
    down = at.replace(minute=at.minute - at.minute % 5, second=0, microsecond=0)
    return down if down == at else down + timedelta(minutes=5)


def asked_again_at(now: datetime, by: datetime) -> datetime:
    """When the Supporter is asked once more: while there is still time, and once only."""
    left = by - now
    return by - max(min(left / 3, timedelta(hours=2)), timedelta(minutes=10))


def ends_at(now: datetime, by: datetime, wanted: datetime | None) -> datetime:
    """When the person is asked whether they have talked, as their Supporter says yes now."""
    return max(by, now + SOON, by if wanted is None else wanted + AFTER)


RESTED = time(10)
"""Wall time of the day after a heavy meeting from which things come by themselves again."""


def rest_ends(ended: datetime) -> datetime:
    """Until when nothing comes by itself after a heavy meeting that ended then."""
    return datetime.combine(ended.date() + timedelta(days=1), RESTED)


_KEPT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d) (.+)", re.DOTALL)


def with_time(at: datetime, words: str) -> str:
    """A time, and the words it was said in: as a form keeps them."""
    return f"{at.isoformat(timespec='minutes')} {words}"


def apart(kept: str) -> tuple[datetime | None, str]:
    """The time, if one was understood, and the words."""
    found = _KEPT.fullmatch(kept)
    return (None, kept) if found is None else (datetime.fromisoformat(found[1]), found[2])
