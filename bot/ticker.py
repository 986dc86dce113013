"""Wakes when the next thing is due, and fires all that is. The database is the only truth."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from functools import partial

from bot import answerers, care, dice, door, forms, groups, ledger, outbox, readers, schedule
from bot.anonymous.ballots import Ballots
from bot.anonymous.cards import Cards
from bot.anonymous.keeper import Keeper
from bot.anonymous.talks import Talks
from bot.bookmarks import Bookmarks
from bot.core import Core
from bot.db import Tx
from bot.door import TRIES, Done, Drafted
from bot.feature import Slot, Tally, Written
from bot.settings import WORDING
from bot.times import ms

log = logging.getLogger(__name__)

AT_ONCE = 128
"""Most due rows taken at a time: people's commands get their turn in between."""

SAID_WITHIN = 2.0
"""Seconds. When much is due in one minute all of it is on disk first, and only then said, as to
say takes longer than to write; but nobody waits longer than that for the first of it."""

AFTER_TROUBLE = 1.0
"""Seconds until the next try when the database could not be written."""

LONGEST_WAIT = 6
"""As a power of two: about an hour, in minutes, between two tries of what is tried for ever."""

SWEEP_EVERY = timedelta(hours=1)


class Ticker:
    """Sleeps on the app's clock, so that moving it forward wakes it."""

    def __init__(
        self,
        core: Core,
        cards: Cards,
        talks: Talks,
        keeper: Keeper,
        ballots: Ballots,
        bookmarks: Bookmarks,
    ) -> None:
        self._core = core
        self._cards = cards
        self._talks = talks
        self._keeper = keeper
        self._ballots = ballots
        self._bookmarks = bookmarks
        core.told.append(self._written)
        self._wake = asyncio.Event()
        self._sleeps_until: datetime | None = None
        self._done: list[Done] = []
        """On disk, and nobody has been told yet."""
        self._done_since = 0.0

    @property
    def at_rest(self) -> bool:
        """Is all done that is due by now?"""
        until = self._sleeps_until
        return until is not None and self._core.clock.now() < until and not self._wake.is_set()

    def wake(self) -> None:
        """Something may be due sooner than was known."""
        self._wake.set()

    def _written(self, done: Done) -> None:
        if done.scheduled:
            self._wake.set()

    async def run(self) -> None:
        clock = self._core.clock
        sweep = clock.now()
        minute = sweep + schedule.MINUTE
        before = sweep + 2 * schedule.MINUTE  # it may have been put back while the bot was off
        while True:
            self._wake.clear()
            self._sleeps_until = None
            now = clock.now()
            try:
                if now < before - schedule.MINUTE:  # the machine's clock was put back
                    await self._core.db.write(partial(schedule.put_back, now=now))
                    minute = sweep = now
                before = now
                if now >= minute:
                    minute = now + schedule.MINUTE
                    self._cards.minute()
                    self._talks.minute()
                    await self._keeper.minute()
                    await self._ballots.minute(self._core.db)
                    await self._bookmarks.write()
                    # What was deleted meanwhile goes from the write-ahead log, too.
                    await self._core.db.write(_wiped)
                if await self.tick():
                    continue
                if now >= sweep:
                    sweep = now + SWEEP_EVERY
                    await self._sweep()
                following = await self._core.db.read(schedule.next_time)
            except Exception as problem:  # noqa: BLE001 (a full disk is no reason to stop)
                log.warning("nothing could be fired: %s", type(problem).__name__)
                self._sleeps_until = now + timedelta(days=1)
                await asyncio.sleep(AFTER_TROUBLE)
                continue
            if clock.now() < before - schedule.MINUTE:  # it was put back just now
                continue
            times = [minute, sweep] if following is None else [following, minute, sweep]
            self._sleeps_until = min(times)
            await clock.sleep_until(min(times), self._wake)

    async def tick(self) -> int:
        """Fire what is due now, up to `AT_ONCE`; how many rows were looked at."""
        core = self._core
        now = core.clock.now()
        items = await core.db.read(lambda tx: schedule.ready(tx, now, AT_ONCE))
        if not items:
            await self._tell()
            return 0
        drafted = {item.id: await self._drafted(item, now) for item in items}
        outcomes = await core.db.write_all(
            partial(
                core.door.fire,
                item=item,
                now=now,
                seed=dice.seed(),
                stirred=core.stirred,
                away=core.away,
                leapt=core.clock.leapt_over(item.meant_for),
                drafted=drafted[item.id],
            )
            for item in items
        )
        opened = [note for done in outcomes if isinstance(done, Done) for note in done.opened]
        await self._keeper.came_out(opened)  # before anything else
        if any(self._counts(item) for item in items):
            await self._ballots.settle(core.db)
        for item, done in zip(items, outcomes, strict=True):
            if isinstance(done, Done):
                self._done.append(done)
                if not core.door.is_unlogged(item.job):
                    log.info(
                        "%s %s in group %d: %s", item.cause, item.job, item.group, done.outcome
                    )
            else:
                await self._failed(item, done)
        if len(items) < AT_ONCE or self._waits_long():
            await self._tell()
        return len(items)

    def _waits_long(self) -> bool:
        now = asyncio.get_running_loop().time()
        if len(self._done) <= AT_ONCE:
            self._done_since = now
        return now - self._done_since > SAID_WITHIN

    async def _tell(self) -> None:
        """Wake whoever has something to do about what was written; others have their turn, too."""
        while self._done:
            now, self._done = self._done[:AT_ONCE], self._done[AT_ONCE:]
            for each in now:
                self._core.after(each)
            await asyncio.sleep(0)

    async def _drafted(self, item: schedule.Item, now: datetime) -> Drafted | None:
        """What is to be put into words before it is kept. None: nothing is, or it has a fault."""
        core, job = self._core, self._core.door.jobs.get(item.job)
        group = core.groups.get(item.group)
        if job is None or group is None or not isinstance(job.fire, Written):
            return None
        fire = job.fire
        try:
            found = await core.db.read(lambda tx: fire.read(tx, group, now))
            easy = WORDING.of(group) == "easy"
            return Drafted(found, fire.write(found, core.wording(group, easy=easy)))
        except Exception as problem:  # noqa: BLE001 (what else is due is to fire all the same)
            log.error("%s could not be put into words: %s", item.job, type(problem).__name__)
            return None

    def _counts(self, item: schedule.Item) -> bool:
        job = self._core.door.jobs.get(item.job)
        return job is not None and isinstance(job.fire, Tally)

    async def _failed(self, item: schedule.Item, problem: BaseException) -> None:
        """Try again later, more and more rarely; then drop it, and say so to the admin."""
        now = self._core.clock.now()
        job = self._core.door.jobs.get(item.job)
        # What is in the box was promised to come out: its slot is tried for ever.
        waits = job is not None and isinstance(job.fire, Slot)
        if item.tries + 1 >= TRIES and not waits:
            log.error("%s was dropped after %d tries: %s", item.job, TRIES, type(problem).__name__)
            await self._core.db.write(lambda tx: schedule.drop(tx, item))
            return
        log.warning("%s failed: %s", item.job, type(problem).__name__)
        later = now + schedule.MINUTE * 2 ** min(item.tries, LONGEST_WAIT)
        await self._core.db.write(lambda tx: schedule.hold(tx, item, later, failed=True))

    async def _sweep(self) -> None:
        """Forget what need not be kept any longer."""
        now = self._core.clock.now()

        def clean(tx: Tx) -> None:
            for part in (door, outbox, schedule, forms):
                part.sweep(tx, now)
            tx.run("DELETE FROM code WHERE expires_at < :now", now=ms(now))
            groups.sweep(tx, now.date())
            care.sweep(tx, now.date())
            readers.sweep(tx, now.date())
            for group, who in answerers.over(tx, now.date()):
                ledger.answers_no_more(tx, group, who)
            answerers.sweep(tx, now.date())
            tx.erased = True  # once an hour
            self._core.groups.settle(tx)

        await self._core.db.write(clean)


def _wiped(tx: Tx) -> None:
    tx.erased = True
