"""One group on two platforms: when one of them cannot be reached, the other's rooms are told.

Only in a meeting, also one that begins meanwhile; once it has been so for a while, and once more
when it is over. Nothing waits for it: each platform has its own rows. What a room was told stands
in the outbox, so that nothing is told twice, also not after a restart.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine

from bot import outbox, schedule
from bot.core import Core
from bot.db import Tx
from bot.door import Done
from bot.model import Address, Group, RoomId, platform_of

FOR_A_WHILE = 30.0
"""Seconds without a platform before anybody is told: most gaps are over by then."""

AWAY, BACK = "group.other-away", "group.other-back"
"""The jobs that say so, and the texts."""


class Reach:
    """Keeps `core.away`, and tells people what has changed."""

    def __init__(self, core: Core) -> None:
        self._core = core
        core.told.append(self._written)
        self._waiting: dict[str, asyncio.Task[None]] = {}
        """By platform that is away: ends when that has been told."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._sessions: set[int] = set()
        """Meetings in which it was looked whether somebody must be told."""

    def change(self, platform: str, *, now: bool) -> None:
        """A platform can be reached now, or not any more."""
        if not now:
            if platform not in self._waiting:
                self._waiting[platform] = self._start(self._after_a_while(platform))
            return
        waiting = self._waiting.pop(platform, None)
        if waiting is not None:
            waiting.cancel()
        self._core.away.discard(platform)
        self._sessions.clear()
        self._start(self._tell(BACK, platform))

    async def close(self) -> None:
        """Tell nothing more."""
        tasks = (*self._tasks,)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _written(self, done: Done) -> None:
        """A meeting may have begun while a platform is away."""
        session = done.group.session if done.group is not None and self._core.away else None
        if session is not None and session.id not in self._sessions:
            self._sessions.add(session.id)
            for platform in self._core.away:
                self._start(self._tell(AWAY, platform))

    def _start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _after_a_while(self, platform: str) -> None:
        await self._core.clock.sleep(FOR_A_WHILE)
        self._core.away.add(platform)
        await self._tell(AWAY, platform)

    async def _tell(self, job: str, platform: str) -> None:
        now, cause = self._core.clock.now(), f"{job}:{secrets.token_hex(6)}"

        def tell(tx: Tx) -> Done:
            for group in self._core.groups:
                here = [room for room in group.rooms if platform_of(room) != platform]
                if group.session is None or len(here) in (0, len(group.rooms)):
                    continue
                for room in here:
                    if _is_news(tx, job, group, room):
                        args = {"platform": platform}
                        schedule.in_room(tx, job, group.id, room, cause, now, args)
            return Done("", scheduled=tx.scheduled)

        self._core.after(await self._core.db.write(tell))


def _is_news(tx: Tx, job: str, group: Group, room: RoomId) -> bool:
    """Do they believe otherwise? What was still to be said, and is no longer true, never is."""
    assert group.session is not None
    if schedule.cancel(tx, BACK if job == AWAY else AWAY, room):
        return False
    told = outbox.last_said(tx, Address(room), (AWAY, BACK), group.session.started_at)
    return (told == AWAY) != (job == AWAY)
