"""One person's words in order, and a flood that slows only the one who makes it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.model import PersonId

BURST = 30
"""Words a person may say at once before they are slowed."""

PER_SECOND = 5.0
"""How many a second they get back."""

MOST_WAITING = 200
"""Words of one person that may wait; more are dropped unheard."""

REMEMBERED = 10_000


@dataclass(slots=True)
class _Person:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    left: float = BURST
    at: float = 0.0
    waiting: int = 0


class Flood:
    """Turns for each person. Measured by the machine's own clock: practice time cannot flood."""

    def __init__(self) -> None:
        # By hash (Python blinds it anew in each process), so that no id stands beside a time.
        self._people: OrderedDict[int, _Person] = OrderedDict()

    @asynccontextmanager
    async def turn(self, person: PersonId) -> AsyncIterator[bool]:
        """Wait for this person's earlier words, and for their pace. False: far too many wait."""
        who = hash(person)
        one = self._people.get(who)
        if one is None:
            one = self._people[who] = _Person()
            self._trim()
        if one.waiting >= MOST_WAITING:
            yield False
            return
        one.waiting += 1
        try:
            async with one.lock:
                await self._pay(one)
                yield True
        finally:
            one.waiting -= 1

    async def _pay(self, one: _Person) -> None:
        now = asyncio.get_running_loop().time()
        one.left = min(BURST, one.left + (now - one.at) * PER_SECOND) - 1
        one.at = now
        if one.left < 0:
            await asyncio.sleep(-one.left / PER_SECOND)

    def _trim(self) -> None:
        if len(self._people) > REMEMBERED:
            idle = next((id for id, one in self._people.items() if not one.waiting), None)
            if idle is not None:
                del self._people[idle]
