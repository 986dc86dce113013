"""One person's words in order, and a flood that slows only the one who makes it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
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


class _Turn:
    """One word's turn among the words of its person."""

    __slots__ = ("_one", "_per_second", "_welcome")

    def __init__(self, one: _Person, per_second: float) -> None:
        self._one = one
        self._per_second = per_second
        self._welcome = one.waiting < MOST_WAITING

    async def __aenter__(self) -> bool:
        one = self._one
        if not self._welcome:
            return False
        one.waiting += 1
        try:
            await one.lock.acquire()
        except BaseException:
            one.waiting -= 1
            raise
        try:
            await self._pay(one)
        except BaseException:
            self._over(one)
            raise
        return True

    async def __aexit__(self, *_problem: object) -> None:
        if self._welcome:
            self._over(self._one)

    @staticmethod
    def _over(one: _Person) -> None:
        one.lock.release()
        one.waiting -= 1

    async def _pay(self, one: _Person) -> None:
        now = asyncio.get_running_loop().time()
        one.left = min(BURST, one.left + (now - one.at) * self._per_second) - 1
        one.at = now
        if one.left < 0:
            await asyncio.sleep(-one.left / self._per_second)


class Flood:
    """Turns for each person. Measured by the machine's own clock: practice time cannot flood."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._per_second = per_second
        # By hash (Python blinds it anew in each process), so that no id stands beside a time.
        self._people: OrderedDict[int, _Person] = OrderedDict()

    def turn(self, person: PersonId) -> _Turn:
        """`async with` it: wait for this person's earlier words, and for their pace.

        Gives False when far too many wait.
        """
        who = hash(person)
        one = self._people.get(who)
        if one is None:
            one = self._people[who] = _Person()
            self._trim()
        return _Turn(one, self._per_second)

    def _trim(self) -> None:
        if len(self._people) > REMEMBERED:
            idle = next((id for id, one in self._people.items() if not one.waiting), None)
            if idle is not None:
                del self._people[idle]
