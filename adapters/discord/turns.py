"""Who is heard when: one person's words in order, and a room's in the order of its events.

"hand up" counts only once "start" has, whoever was faster to be acknowledged. Not for long:
whoever floods the room is slowed, and nobody else is to wait for that.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

ROOM_WAITS = 1.0
"""Seconds that something in a room waits for what came before it there."""


class Turns:
    """Work that is on its way, and what each piece of it waits for."""

    def __init__(self) -> None:
        self._newest: dict[str, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def idle(self) -> bool:
        return not self._tasks

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Nothing more is taken up."""
        tasks = (*self._tasks,)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def place(self, whose: str) -> Place:
        """The next place in somebody's or some room's line: take it as soon as something comes."""
        before, done = self._newest.get(whose), asyncio.Event()
        self._newest[whose] = done
        return Place(self, whose, before, done)

    def over(self, whose: str, done: asyncio.Event) -> None:
        done.set()
        if self._newest.get(whose) is done:
            del self._newest[whose]


class Place:
    """One place in a line."""

    def __init__(
        self, turns: Turns, whose: str, before: asyncio.Event | None, done: asyncio.Event
    ) -> None:
        self._turns = turns
        self._whose = whose
        self._before = before
        self._done = done

    @asynccontextmanager
    async def turn(self, most: float | None = None) -> AsyncIterator[None]:
        """Wait for those before, `most` seconds at most; then those behind wait for this."""
        try:
            if self._before is not None:
                with suppress(TimeoutError):
                    async with asyncio.timeout(most):
                        await self._before.wait()
            yield
        finally:
            self.over()

    def over(self) -> None:
        """Whoever is behind need not wait for this any more."""
        self._turns.over(self._whose, self._done)
