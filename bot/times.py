"""Times as the database keeps them: whole milliseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def ms(at: datetime) -> int:
    """Milliseconds since 1970. Raises TypeError for a time without a zone."""
    return (at - _EPOCH) // _MS


def from_ms(value: int) -> datetime:
    """The aware UTC time of that many milliseconds since 1970."""
    return _EPOCH + value * _MS


def wall(at: datetime, zone: str) -> datetime:
    """What the clocks of that zone show at an aware time: without a zone."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
