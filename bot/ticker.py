"""Wakes when the next thing is due, and fires all that is. The database is the only truth."""

from __future__ import annotations

import asyncio
import logging
import secrets
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot import schedule
from bot.door import TRIES, Done

if TYPE_CHECKING:
    from bot.app import App

log = logging.getLogger(__name__)

AT_ONCE = 128
"""Most due rows taken at a time: people's commands get their turn in between."""

SWEEP_EVERY = timedelta(hours=1)


class Ticker:
    """Sleeps on the app's clock, so that moving it forward wakes it."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Something may be due sooner than was known."""
        self._wake.set()

    async def run(self) -> None:
        clock = self._app.clock
        minute = sweep = clock.now()
        while True:
            self._wake.clear()
            now = clock.now()
            if now >= sweep:
                await self._app.sweep()
                sweep = now + SWEEP_EVERY
            if now >= minute:
                await self._app.cards.minute()
                minute = now + schedule.MINUTE
            fired = await self.tick()
            if fired:
                continue
            following = await self._app.db.read(schedule.next_time)
            times = [minute, sweep] if following is None else [following, minute, sweep]
            await clock.sleep_until(min(times), self._wake)

    async def tick(self) -> int:
        """Fire what is due now, up to `AT_ONCE`; how many rows were looked at."""
        app = self._app
        now = app.clock.now()
        items = await app.db.read(lambda tx: schedule.ready(tx, now, AT_ONCE))
        if not items:
            return 0
        outcomes = await app.db.write_all(
            partial(
                app.door.fire,
                item=item,
                now=now,
                seed=secrets.randbits(64),
                stirred=app.stirred(item.subject),
            )
            for item in items
        )
        for item, done in zip(items, outcomes, strict=True):
            if isinstance(done, Done):
                app.after(done)
                log.info("%s %s in group %d: %s", item.cause, item.job, item.group, done.outcome)
            else:
                await self._failed(item, done)
        return len(items)

    async def _failed(self, item: schedule.Item, problem: BaseException) -> None:
        """Try again later, more and more rarely; then drop it, and say so to the admin."""
        now = self._app.clock.now()
        if item.tries + 1 >= TRIES:
            log.error("%s was dropped after %d tries: %s", item.job, TRIES, type(problem).__name__)
            await self._app.db.write(lambda tx: schedule.claim(tx, item, now))
            return
        log.warning("%s failed: %s", item.job, type(problem).__name__)
        later = now + schedule.MINUTE * 2**item.tries
        await self._app.db.write(lambda tx: schedule.hold(tx, item, later, failed=True))
