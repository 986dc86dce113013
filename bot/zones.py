"""The clock changes of a zone, as a calendar file tells them: rules where there are rules. Pure.

Made of what `zoneinfo` knows. The library for calendar files has a way of its own, which puts
changes to summer time an hour late and lists their days one by one; not every reader takes a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Observance:
    """What the clocks of a zone show, and since when."""

    name: str
    summer: bool
    before: timedelta
    """From UTC, until then."""
    after: timedelta
    onsets: tuple[datetime, ...]
    """When it begins, on the clocks as they were until then."""
    rule: str | None = None
    """With the first onset: for good. None: at each of the onsets."""


@lru_cache(maxsize=64)
def observances(zone: str, first: int, last: int) -> tuple[Observance, ...]:
    """All of a zone from the first year on; those with no rule until the end of the last one."""
    place = ZoneInfo(zone)
    begin, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    kinds: dict[tuple[str, bool, timedelta, timedelta], list[datetime]] = {}
    for at in _changes(place, begin, end):
        before, after = _offset(place, at - _SECOND), _offset(place, at)
        local = at.astimezone(place)
        kind = (local.tzname() or zone, bool(local.dst()), before, after)
        kinds.setdefault(kind, []).append((at + before).replace(tzinfo=None))
    local, offset = begin.astimezone(place), _offset(place, begin)
    start = (begin + offset).replace(tzinfo=None)
    found = [Observance(local.tzname() or zone, bool(local.dst()), offset, offset, (start,))]
    for (name, summer, before, after), onsets in kinds.items():
        rule = _rule(onsets, first, last)
        found.append(Observance(name, summer, before, after, tuple(onsets), rule))
    return tuple(found)


def _changes(place: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """When the clocks are changed, to the second, in UTC."""
    at, offset = begin, _offset(place, begin)
    while at < end:
        following = min(at + _DAY, end)
        if (new := _offset(place, following)) != offset:
            low, high = at, following
            while high - low > _SECOND:
                middle = low + (high - low) // (2 * _SECOND) * _SECOND
                low, high = (low, middle) if _offset(place, middle) == new else (middle, high)
            yield high
            offset = new
        at = following


def _offset(place: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(place).utcoffset() or timedelta()


def _rule(onsets: Sequence[datetime], first: int, last: int) -> str | None:
    """The rule of these, if they keep to one in every year."""
    years, one = [each.year for each in onsets], onsets[0]
    if years != list(range(first, last + 1)):
        return None
    if len({(each.month, each.weekday(), each.time()) for each in onsets}) > 1:
        return None
    day = _DAYS[one.weekday()]
    weeks = {(each.day - 1) // 7 + 1 for each in onsets}
    if all((each + timedelta(days=7)).month != each.month for each in onsets):
        return f"FREQ=YEARLY;BYMONTH={one.month};BYDAY=-1{day}"
    if len(weeks) == 1:
        return f"FREQ=YEARLY;BYMONTH={one.month};BYDAY={weeks.pop()}{day}"
    return None
