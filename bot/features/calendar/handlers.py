"""What `calendar` says, and how its file is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot import ics, meetings
from bot.db import Tx
from bot.feature import Wording
from bot.meetings import Meeting
from bot.model import Ask, Attached, Group, Listed, Refused, Say, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMED = 8
"""How many meetings are named in words: as many as are planned ahead."""

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
    group: str


def read(tx: Tx, group: Group, _facts: Mapping[str, object], now: datetime) -> Content:
    return Content(tuple(meetings.since(tx, group.id, now)), group.name)


def make(content: Content, text: Wording) -> Attached | None:
    if not content.found:
        return None
    return Attached(FILE_NAME, ics.TYPE, ics.calendar(content.found, content.group, text))
