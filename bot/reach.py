"""One group on two platforms: when one of them cannot be reached, the other's rooms are told.

Only while a meeting is on, once it has been so for a while, and once more when it is back. The
lines keep the pace of their room. Nothing waits for it: each platform has its own rows.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine

from bot import schedule
from bot.core import Core
from bot.db import Tx
from bot.door import Done
from bot.model import platform_of

FOR_A_WHILE = 30.0
"""Seconds without a platform before anybody is told: most gaps are over by then."""

AWAY, BACK = "group.other-away", "group.other-back"
"""The jobs that say so."""


class Reach:
    """Which platforms are away, and whether that was said."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._away: dict[str, asyncio.Task[None]] = {}
        self._telling: set[asyncio.Task[None]] = set()

    def change(self, platform: str, *, now: bool) -> None:
        """A platform can be reached now, or not any more."""
        waiting = self._away.get(platform)
        if now and waiting is not None:
            del self._away[platform]
            if waiting.done():
                self._start(self._tell(BACK, platform))
            else:
                waiting.cancel()
        elif not now and waiting is None:
            self._away[platform] = self._start(self._after_a_while(platform))

    def _start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)
        return task

    async def _after_a_while(self, platform: str) -> None:
        await asyncio.sleep(FOR_A_WHILE)
        await self._tell(AWAY, platform)

    async def _tell(self, job: str, platform: str) -> None:
        now, cause = self._core.clock.now(), f"{job}:{secrets.token_hex(6)}"

        def tell(tx: Tx) -> Done:
            for group in self._core.groups:
                here = {room for room in group.rooms if platform_of(room) != platform}
                if group.session is None or len(here) in (0, len(group.rooms)):
                    continue
                for other in (AWAY, BACK):  # what was not said so far is no longer true
                    for room in here:
                        schedule.cancel(tx, other, room)
                for room in here:
                    schedule.in_room(tx, job, group.id, room, cause, now, {"platform": platform})
            return Done("", scheduled=tx.scheduled)

        self._core.after(await self._core.db.write(tell))
