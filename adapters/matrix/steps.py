"""Small things to do at the server, one for each room: several at once, each tried by itself.

A server far away that gives no answer holds up only what is asked of that server.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from weakref import WeakValueDictionary

from adapters.matrix.wire import Pauses, Refusal, Unreachable
from bot.anonymous.floor import told

log = logging.getLogger(__name__)

MOST_WAITING = 500
"""Rooms for which something waits."""

TRIES = 10
"""Without an answer: about two minutes, and longer where each try takes long."""

MOST_WAITS = 100
"""How often we wait because the server asked us to."""

NEAR, FAR = 2, 8
"""Steps at once at our own server, and at others."""

BETWEEN = 0.2
"""Seconds between two steps, so that answers go on meanwhile."""


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    kind: str
    room: str
    server: str = ""
    """The server that has to do something for it, when it is not only our own."""


class Steps:
    """Does what was asked for last for each room."""

    def __init__(
        self,
        do: Callable[[Step], Awaitable[None]],
        refused: Callable[[Step, Refusal], None],
        *,
        home: str,
    ) -> None:
        """`home`: our own server. `refused`: that step is not tried again."""
        self._do = do
        self._refused = refused
        self._home = home
        self._wanted: dict[str, Step] = {}
        """By room."""
        self._new: asyncio.Queue[str] = asyncio.Queue()
        self._near, self._far = asyncio.Semaphore(NEAR), asyncio.Semaphore(FAR)
        self._servers: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def put(self, step: Step) -> bool:
        """Do this soon, and nothing else for this room. False: too much waits already."""
        if step.room not in self._wanted:
            if len(self._wanted) >= MOST_WAITING:
                log.warning("too many invitations at once; the rest waits for the next start")
                return False
            self._new.put_nowait(step.room)
        self._wanted[step.room] = step
        return True

    async def run(self) -> None:
        """Work through what waits, until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                group.create_task(self._one_room(await self._new.get()))

    async def _one_room(self, room: str) -> None:
        step = None
        try:
            while step is not (step := self._wanted[room]):
                await self._patiently(step)
        except Exception as problem:  # noqa: BLE001 (one bad step must not stop the others)
            log.error("a step at the door failed: %s", told(problem))
        finally:
            del self._wanted[room]

    async def _patiently(self, step: Step) -> None:
        pauses, failures = Pauses(), 0
        for _ in range(MOST_WAITS):
            try:
                await self._in_turn(step)
                return
            except Unreachable as problem:
                failures += 1
                if failures == TRIES:
                    log.warning("could not %s room %s: %s", step.kind, step.room, problem)
                    return
                wait = None
            except Refusal as no:
                wait = no.wait
                if wait is None:
                    log.warning("could not %s room %s: %s", step.kind, step.room, no)
                    self._refused(step, no)
                    return
            await asyncio.sleep(pauses.longer(wait))
            if self._wanted[step.room] is not step:
                return

    async def _in_turn(self, step: Step) -> None:
        if step.server in ("", self._home):
            async with self._near:
                await self._do(step)
                await asyncio.sleep(BETWEEN)
            return
        # One at a time for each of them, or one server could take all the places.
        server = self._servers.setdefault(step.server, asyncio.Lock())
        async with server, self._far:
            await self._do(step)
