"""The clock the app is given: the only source of time in the bot.

In the rehearsal room it can be moved forward; tests hold it still. Whoever waits, waits on
this clock, so that moving it wakes them at once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import UTC, datetime, timedelta

PUT_BACK = timedelta(minutes=1)
"""A clock that is earlier than before by more than this was put back."""


MOST_LEAPS = 200
"""How many of its moves a clock remembers."""


class Clock:
    """Wall time in UTC, with an offset that only rehearsals and tests use."""

    def __init__(self, offset: timedelta = timedelta(), frozen_at: datetime | None = None) -> None:
        self._offset = offset
        self._frozen_at = frozen_at
        self._leaps: deque[tuple[datetime, datetime]] = deque(maxlen=MOST_LEAPS)
        self._moved = asyncio.Event()

    @property
    def offset(self) -> timedelta:
        return self._offset

    def now(self) -> datetime:
        """The time now: aware, UTC."""
        return (self._frozen_at or datetime.now(UTC)) + self._offset

    def move(self, by: timedelta) -> None:
        """Move the clock forward and wake whoever waits on it. Raises ValueError for backward."""
        if by < timedelta():
            raise ValueError("a clock only moves forward")
        began = self.now()
        self._offset += by
        self._leaps.append((began, began + by))
        self._moved.set()
        self._moved = asyncio.Event()

    def leapt_over(self, when: datetime) -> bool:
        """Was the clock moved on from before that time to after it?"""
        return any(began < when < ended for began, ended in self._leaps)

    def set_right(self) -> None:
        """Forget every move: the present again. Only where nothing is left that was later."""
        self._offset = timedelta()
        self._leaps.clear()
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep_until(self, when: datetime | None, wake: asyncio.Event | None = None) -> None:
        """Sleep until that time, or until `wake` is set. `None`: only `wake` ends it.

        A frozen clock wakes sleepers only when it is moved. When the machine's own clock is put
        back, whoever gave a `wake` is woken early, to look again at what is due.
        """
        began = self.now()
        while (when is None or self.now() < when) and not (wake and wake.is_set()):
            left = None if when is None or self._frozen_at else (when - self.now()).total_seconds()
            # At most a minute at a time: the machine's own clock may be set meanwhile.
            await self._first((self._moved, wake) if wake else (self._moved,), left)
            if wake is not None and self.now() < began - PUT_BACK:
                return

    async def sleep(self, seconds: float) -> None:
        """Sleep for that many seconds of this clock."""
        await self.sleep_until(self.now() + timedelta(seconds=seconds))

    @staticmethod
    async def _first(events: tuple[asyncio.Event, ...], seconds: float | None) -> None:
        waits = [asyncio.ensure_future(event.wait()) for event in events]
        try:
            timeout = 60.0 if seconds is None else min(max(seconds, 0.0), 60.0)
            await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            # A cancel that comes just here is for the sleeper, and must not be lost.
            await asyncio.gather(*waits, return_exceptions=True)
