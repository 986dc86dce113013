"""What `calendar` says, and how its file is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import feeds, ics, meetings
from bot.db import Tx
from bot.feature import Wording
from bot.meetings import Meeting
from bot.model import Ask, Attached, Fresh, Group, Listed, Refused, Say, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMED = 8
"""How many meetings are named in words: as many as are planned ahead."""

PAST = timedelta(days=28)
"""How long a meeting that is over stays in a calendar that follows an address."""

FILE_NAME = "meetings.ics"


def calendar(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The next meetings in words, and the file with them."""
    found = meetings.since(tx, ask.group.id, ask.at)
    if not found:
        raise Refused("calendar.nothing-planned")
    stand = [one for one in found if not one.cancelled][:NAMED]
    off = [one for one in found if one.cancelled][:NAMED]
    told = [say("calendar.days", days=_days(stand), count=len(stand))] if stand else []
    told += [say("calendar.days-off", days=_days(off))] if off else []
    told += [say("calendar.file"), say("calendar.what-shows"), say("calendar.again")]
    first, *others = told
    return [Say(first.key, first.facts, then=tuple(others), file=meetings.file(ask.group.id))]


def _days(found: Iterable[Meeting]) -> Listed:
    return Listed(
        tuple(
            Text("calendar.day-and-time", {"day": one.local.date(), "time": one.local})
            for one in found
        )
    )


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a file."""

    found: tuple[Meeting, ...]
    group: Group
    follows: bool
    """For a calendar that follows an address: there is always something to show."""


def read(tx: Tx, group: Group, facts: Mapping[str, object], now: datetime) -> Content:
    follows = "follows" in facts
    after = now - PAST if follows else now
    return Content(tuple(meetings.since(tx, group.id, after)), group, follows)


def make(content: Content, text: Wording) -> Attached | None:
    if not (content.found or content.follows):
        return None
    data = ics.calendar(content.found, content.group.name, text, zone=content.group.zone)
    return Attached(FILE_NAME, ics.TYPE, data)


# An address that a calendar follows.


def calendar_feed(tx: Tx, ask: Ask) -> Sequence[Say]:
    """An address, and who can see what there. It is told once: only a hash of it is kept."""
    _served(tx)
    known = feeds.of(tx, ask.group.id, ask.by.id)
    if known is not None:
        return [say("calendar.has-address", day=known.since)]
    return [say("calendar.address", address=_begin(tx, ask), then=_who_sees())]


def new_address(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Another address; the old one leads nowhere from now on."""
    _served(tx)
    return [say("calendar.new-address", address=_begin(tx, ask), then=_who_sees())]


def _served(tx: Tx) -> None:
    if feeds.address(tx) is None:
        raise Refused("calendar.no-addresses")


def _begin(tx: Tx, ask: Ask) -> Fresh:
    return feeds.begin(tx, ask.group.id, ask.by.id, ask.at, ask.seed >> 1)


def _who_sees() -> tuple[Say, ...]:
    return say("calendar.who-sees"), say("calendar.address-off")


def feed_off(tx: Tx, ask: Ask) -> Sequence[Say]:
    if not feeds.end(tx, ask.group.id, ask.by.id):
        raise Refused("calendar.no-address-yet")
    return [say("calendar.off")]


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    known = feeds.of(tx, ask.group.id, ask.by.id)
    return [] if known is None else [say("calendar.kept", day=known.since)]


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    feeds.end(tx, ask.group.id, ask.by.id)
    return []
