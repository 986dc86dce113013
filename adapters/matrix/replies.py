"""What no outbox holds: answers from memory, said one at a time when nothing else is to be said.

Of each person only the newest waits. Whoever types nonsense without end so takes one turn
like everybody else, and none from those who wait for an answer that was promised.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.adapter import GiveUp, TryLater
from bot.anonymous.floor import told
from bot.model import Address, Rendered

log = logging.getLogger(__name__)

REPLY_FOR = 600.0
"""Seconds in which an answer from memory is still worth saying."""

MOST_WAITING = 1_000
"""People for whom one waits, at most."""

BREATH = 0.05
"""Seconds after which the outbox, if it has more to say, is back."""

LATE = 1.0
"""Seconds it may be late after a pause."""


class Turn:
    """One at a time, in order: an account has one limit for all it says."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._ahead = 0
        self._nobody_ahead = asyncio.Event()
        self._nobody_ahead.set()
        self._free_at = 0.0
        self._back: dict[str, float] = {}
        """When those come back who were sent away, by token and the loop's clock."""

    @asynccontextmanager
    async def now(self, token: str = "") -> AsyncIterator[None]:
        """For what stands in the outbox."""
        self._back.pop(token, None)
        self._ahead += 1
        self._nobody_ahead.clear()
        try:
            async with self._lock:
                yield
        finally:
            self._ahead -= 1
            self._free_at = _time() + BREATH
            if not self._ahead:
                self._nobody_ahead.set()

    def comes_back(self, token: str, seconds: float) -> None:
        """It was sent away for so long, and goes first when the pause is over."""
        self._back = {one: at for one, at in self._back.items() if at > _time()}
        self._back[token] = _time() + seconds + LATE

    @asynccontextmanager
    async def at_leisure(self) -> AsyncIterator[None]:
        """For what can wait: when nothing of the outbox is being said or waits for its turn."""
        while True:
            await self._nobody_ahead.wait()
            wait = max([self._free_at, *self._back.values()]) - _time()
            if wait <= 0:
                break
            await asyncio.sleep(min(wait, LATE))
        async with self._lock:
            yield


@dataclass(slots=True)
class _Reply:
    """The messages that are left of one answer."""

    address: Address
    messages: list[tuple[Rendered, str]]
    """Each with its token."""
    until: float
    shown: Callable[[str], None]
    """Told the id of each message that was said."""
    aside: bool
    """It belongs to a talk without a name: not even that it failed is written."""
    begun: bool = False
    """Some of it was said."""


@dataclass(slots=True)
class _Line:
    """What waits for one person: what is being said, and the newest."""

    replies: list[_Reply] = field(default_factory=list)
    held: bool = False
    """The first is being said."""
    after: float = 0.0
    """Not before, by the loop's clock."""

    def add(self, reply: _Reply) -> None:
        self.replies[1 if self.held else 0 :] = [reply]

    def sent_away(self, seconds: float) -> None:
        self.after = _time() + seconds
        self.held = self.replies[0].begun
        if not self.held:
            del self.replies[:-1]

    def said(self) -> None:
        del self.replies[0]
        self.held = False


class Replies:
    """A small queue and one worker, which ends when nothing waits."""

    def __init__(self, turn: Turn, say: Callable[[Address, Rendered, str], Awaitable[str]]) -> None:
        """`say`: one message with its token, within our turn."""
        self._turn = turn
        self._say = say
        self._lines: dict[str, _Line] = {}
        self._news = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None
        self._closed = False

    def put(
        self,
        whom: str,
        address: Address,
        messages: Sequence[tuple[Rendered, str]],
        shown: Callable[[str], None] = lambda _id: None,
        *,
        aside: bool = False,
    ) -> None:
        """Say this soon; it takes the place of what waits for the same person."""
        if self._closed or not messages:
            return
        if whom not in self._lines and len(self._lines) >= MOST_WAITING:
            log.warning("too many answers wait; one was dropped")
            return
        self._lines.setdefault(whom, _Line()).add(
            _Reply(address, list(messages), _time() + REPLY_FOR, shown, aside)
        )
        self._news.set()
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="matrix replies")

    async def close(self) -> None:
        """What waits is not said any more."""
        self._closed = True
        self._lines.clear()
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)

    async def _work(self) -> None:
        while self._lines:
            self._news.clear()
            wait = self._lines[self._next()].after - _time()
            if wait > 0:
                try:
                    async with asyncio.timeout(wait):
                        await self._news.wait()
                except TimeoutError:
                    pass
                continue
            async with self._turn.at_leisure():
                await self._one(self._next())

    def _next(self) -> str:
        return min(self._lines, key=lambda whom: self._lines[whom].after)

    async def _one(self, whom: str) -> None:
        """One message. Never raises."""
        line = self._lines[whom]
        reply = line.replies[0]
        line.held = True
        try:
            if _time() >= reply.until:
                raise GiveUp
            reply.shown(await self._say(reply.address, *reply.messages[0]))
            reply.begun = True
            del reply.messages[0]
        except TryLater as later:
            line.sent_away(max(later.seconds, 0.1))
            return
        except GiveUp:
            reply.messages.clear()
        except Exception as problem:  # noqa: BLE001 (one bad answer must not stop the others)
            if not reply.aside:
                log.error("an answer was not said: %s", told(problem))
            reply.messages.clear()
        if reply.messages:
            return
        line.said()
        self._lines.pop(whom, None)
        if line.replies:
            self._lines[whom] = line  # behind the others


def _time() -> float:
    return asyncio.get_running_loop().time()
