"""Says what the outbox holds: once, in order, each place by itself.

For every platform a few senders take turns at the places where something waits, answers
first. Before a message leaves, it is on disk that it is being tried; after, which message it
became. What may or may not have been shown before a crash is sent again with the same token
while the platform can tell, and looked for after that. One dead place or platform stops
nothing else.
"""

from __future__ import annotations

import asyncio
import hashlib
import heapq
import itertools
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot import outbox
from bot.adapter import Adapter, GiveUp, TryLater, Unseen
from bot.core import Core
from bot.db import Tx
from bot.door import Done
from bot.model import (
    Address,
    Group,
    Lane,
    Rendered,
    RoomId,
    is_private,
    person_at,
    platform_of,
    say,
)
from bot.times import from_ms, ms

log = logging.getLogger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 300.0
"""Seconds between tries in a place that fails; it doubles from the first to the longest."""

MISSED_GOOD_FOR = timedelta(days=7)
"""However long a platform is away, its places hear that something was missed."""

KEYS = ("app.missed",)


class Delivery:
    """The delivery loops of all platforms."""

    def __init__(self, core: Core) -> None:
        self._core = core
        core.told.append(self._written)
        self._lines: dict[str, _Line] = {}

    def _written(self, done: Done) -> None:
        fresh = {row.address: row for row in reversed(done.fresh)}
        for address in done.reached:
            line = self._lines.get(platform_of(address))
            if line is not None:
                line.add(address, fresh.pop(address, None))

    def nudge(self, address: Address) -> None:
        """Something is to be said there."""
        line = self._lines.get(platform_of(address))
        if line is not None:
            line.add(address)

    async def look(self) -> None:
        """Look in the outbox for everything that waits: at start, and after a restore."""
        for platform in self._lines:
            for address in await self._core.db.read(partial(outbox.waiting, platform=platform)):
                self.nudge(address)

    async def run(self) -> None:
        self._lines = {name: _Line(self._core, one) for name, one in self._core.adapters.items()}
        await self.look()
        async with asyncio.TaskGroup() as tasks:
            for line in self._lines.values():
                for _ in range(line.adapter.abilities.senders):
                    tasks.create_task(line.send_on())


@dataclass(slots=True)
class _Said:
    """A row that was shown, and what must be marked: which message it became."""

    row: outbox.Row
    message: str
    more: bool
    """Others waited behind it when it was read."""
    marked: bool = False


def _mark_and_read(
    said: _Said | None, address: Address | None, tx: Tx
) -> tuple[outbox.Row | None, bool]:
    """In one transaction: what was said last, and what is next in the next place."""
    if said is not None:
        outbox.sent(tx, said.row, said.message)
    return (None, False) if address is None else outbox.first(tx, address)


def _mark_and_try(
    said: _Said | None, row: outbox.Row, text_hash: str, now: datetime, tx: Tx
) -> bool:
    """In one transaction: what was said last, and that this is tried now. False: not its turn."""
    if said is not None:
        outbox.sent(tx, said.row, said.message)
    return outbox.trying(tx, row, text_hash, now)


def _too_late(row: outbox.Row, now: datetime) -> bool:
    """Is it of no use any more?

    The answer to a press is of use for longer: once its own place is gone, its person is told at
    their next touch.
    """
    more = timedelta() if row.via is None else outbox.AGAIN_FOR
    return now > from_ms(row.good_until) + more


class _Line:
    """One platform: which places have something to say, and who is saying it."""

    def __init__(self, core: Core, adapter: Adapter) -> None:
        self._core = core
        self.adapter = adapter
        self._ready: list[tuple[int, int, Address]] = []
        self._known: set[Address] = set()
        """Places that stand in `_ready` or wait for a pause to end."""
        self._busy: set[Address] = set()
        self._again: set[Address] = set()
        """Places that got something new while busy."""
        self._fresh: dict[Address, outbox.Row] = {}
        """What is first in a place, as far as is known: it need not be read again."""
        self._pauses: dict[Address, float] = {}
        self._count = itertools.count()
        self._wake = asyncio.Event()

    def add(self, address: Address, fresh: outbox.Row | None = None) -> None:
        if address in self._busy:
            self._again.add(address)
        elif address not in self._known:
            if fresh is not None:
                self._fresh[address] = fresh
            self._known.add(address)
            self._push(address)
        else:
            self._fresh.pop(address, None)  # now more than one waits: read them in order

    def _push(self, address: Address) -> None:
        # Private chats hold answers: people who asked come before rooms.
        rank = Lane.ANSWER.value if is_private(address) else Lane.LINE.value
        heapq.heappush(self._ready, (rank, next(self._count), address))
        self._wake.set()

    async def send_on(self) -> None:
        """One sender: the next place, one message, and on."""
        said: _Said | None = None
        while True:
            while said is None and not self._ready:
                self._wake.clear()
                await self._wake.wait()
            said = await self._turn(said)

    async def _turn(self, said: _Said | None) -> _Said | None:
        """Say what is next in the next place.

        What this sender said last is marked in the same transaction as the next step, so that
        a message costs one commit. Returns what was said and is still to be marked.
        """
        address = self._next_place()
        row = None if address is None else self._fresh.pop(address, None)
        more = False
        if row is None:
            try:
                row, more = await self._core.db.write(partial(_mark_and_read, said, address))
            except Exception as problem:  # noqa: BLE001 (one place stops no other)
                for place in (said.row.address if said else None, address):
                    if place is not None:
                        self._failed(place, problem)
                return None
            self._marked(said)
            said = None
        if row is not None:
            return await self._in_turn(row, said, more=more)
        if address is not None:
            self._done(address, more=False)
        return None

    def _next_place(self) -> Address | None:
        if not self._ready:
            return None
        address = heapq.heappop(self._ready)[2]
        self._known.discard(address)
        self._busy.add(address)
        return address

    async def _in_turn(self, row: outbox.Row, before: _Said | None, *, more: bool) -> _Said | None:
        now: _Said | None = None
        try:
            message = await self._one(row, before)
        except TryLater as later:
            self._done(row.address, more=True, pause=max(later.seconds, 0.1))
        except Exception as problem:  # noqa: BLE001 (the same)
            self._failed(row.address, problem)
        else:
            if message is None:
                self._done(row.address, more=True)
            else:
                now = _Said(row, message, more)
        if before is not None and not before.marked:  # it never came to trying this one
            try:
                await self._core.db.write(lambda tx: outbox.sent(tx, before.row, before.message))
                self._marked(before)
            except Exception as problem:  # noqa: BLE001 (the same)
                self._failed(before.row.address, problem)
        return now

    def _marked(self, said: _Said | None) -> None:
        if said is not None:
            said.marked = True
            self._done(said.row.address, more=said.more)

    def _failed(self, address: Address, problem: Exception) -> None:
        where = "a private chat" if is_private(address) else address
        log.warning("%s while sending to %s", type(problem).__name__, where)
        pause = self._pauses.get(address, FIRST_PAUSE)
        self._done(address, more=True, pause=pause)
        self._pauses[address] = min(pause * 2, LONGEST_PAUSE)

    def _done(self, address: Address, *, more: bool, pause: float | None = None) -> None:
        """This sender lets go of the place; it comes again when more waits there."""
        self._busy.discard(address)
        if pause is None:
            self._pauses.pop(address, None)
        if more or address in self._again:
            self._again.discard(address)
            self._known.add(address)
            if pause is None:
                self._push(address)
            else:
                asyncio.get_running_loop().call_later(pause, self._push, address)

    async def _one(self, row: outbox.Row, before: _Said | None) -> str | None:
        """Say it: the message it became. None: it was dealt with, and nothing is left to mark."""
        now = self._core.clock.now()
        if row.first_tried_at is not None and row.via is None:  # those can be said over again
            try:
                found = await self._in_doubt(row, from_ms(row.first_tried_at), now)
            except GiveUp:
                await self._never(row)
                return None
            if found is not None:
                return found
        if _too_late(row, now):
            await self._core.db.write(lambda tx: self._missed(tx, row))
            return None
        try:
            words = await self._whole(row)
        except GiveUp:
            await self._never(row)
            return None
        text_hash = hashlib.sha256(words.text.encode()).hexdigest()
        step = partial(_mark_and_try, before, row, text_hash, now)
        its_turn = await self._core.db.write(step)
        self._marked(before)
        if not its_turn:
            return None
        try:
            return await self.adapter.send(row.address, words, row.token)
        except GiveUp:
            await self._never(row)
            return None
        except Unseen:
            if not row.say.key or (row.say.opens and row.asked_in is None):
                await self._never(row)
            else:
                self._core.after(await self._core.db.write(partial(self._unseen, row)))
            return None

    def _unseen(self, row: outbox.Row, tx: Tx) -> Done:
        """It waits for its person; where they asked in the open, a line there says that."""
        now = self._core.clock.now()
        self._core.door.unseen.add(row.address)
        outbox.unseen(tx, row, now)
        if row.asked_in is not None:
            self._core.answer_waits(tx, row.asked_in, f"unseen:{row.id}")
        return Done("unseen", scheduled=tx.scheduled)

    async def _never(self, row: outbox.Row) -> None:
        log.info("row %d can never be said", row.id)
        await self._core.db.write(lambda tx: outbox.gone(tx, row))

    async def _in_doubt(self, row: outbox.Row, since: datetime, now: datetime) -> str | None:
        """It was tried before: which message it became, where the token can no longer tell.

        Also when it is too late to send again: what was shown must not be called missed.
        """
        if now - since < self.adapter.abilities.sure_for and ms(now) <= row.good_until:
            return None
        return await self.adapter.look(row.address, row.token, row.text_hash or "", since)

    async def _whole(self, row: outbox.Row) -> Rendered:
        """What is sent: the words, and the file that goes with them."""
        made = await self._core.made(row.say)
        if made is not row.say:  # a copy costs more than the rest of this, and hardly ever is one
            row = replace(row, say=made)
        words = self._words(row)
        if row.via is not None:
            words = replace(words, via=row.via)
        if row.say.file is not None:
            file = await self._core.attached(row.say.file, self.adapter.platform)
            words = replace(words, file=file)
        longest = self.adapter.abilities.longest
        if len(words.text) > longest:  # our longest texts fit; this is the last line of defence
            words = replace(words, text=words.text[: longest - 1] + "…")
        return words

    def _words(self, row: outbox.Row) -> Rendered:
        # Where an answer has a place of its own nothing can be typed, so a number would not help.
        numbered = is_private(row.address) and row.via is None
        group = self._group(row.address)
        return self._core.render(row.say, group, self.adapter.platform, numbered=numbered)

    def _group(self, address: Address) -> Group | None:
        if is_private(address):
            return next(iter(self._core.groups.of_person(person_at(address))), None)
        return self._core.groups.of_room(RoomId(address))

    def _missed(self, tx: Tx, row: outbox.Row) -> None:
        """Too late to be of use: gone. One line, before what still waits there, says so."""
        now = self._core.clock.now()
        outbox.gone(tx, row)
        outbox.too_old(tx, row.address, now)
        note = say(
            "app.missed", lane=Lane.ANSWER, apart=timedelta(hours=1), good_for=MISSED_GOOD_FOR
        )
        outbox.put_at(
            tx, row.address, note, cause=f"missed:{row.id}", at=now, token=row.token[::-1]
        )
