"""How one thing is asked of the server for somebody's message, and what its refusal means.

Being too fast, or no connection, concerns all that is said: then nothing is. Any other failure
concerns one place, and the others go on; unless many fail at once, and nothing comes through.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from adapters.matrix.wire import JSON, Homeserver, Pauses, Refusal, Unreachable
from bot.adapter import GiveUp, TryLater
from bot.few import Few

log = logging.getLogger(__name__)

Told = Callable[[str, Mapping[str, object]], None]
"""Tells the admin: a text key and its facts."""

ACCOUNT_STOPPED = frozenset({"M_RESOURCE_LIMIT_EXCEEDED", "M_USER_SUSPENDED", "M_USER_LOCKED"})
"""Refusals of the whole account, which whoever runs the server can undo."""

STOPPED_FOR = 60.0
"""Seconds until we ask whether that was undone."""

MANY = 3
"""Rooms that fail, with nothing that comes through between them: the server is ill."""

REMEMBERED = 1_000
"""Places whose pause is known, at most."""


@dataclass(slots=True)
class _Pause:
    """One pause after the other, ever longer."""

    lengths: Pauses = field(default_factory=Pauses)
    until: float = 0.0
    """By the loop's clock."""

    def longer(self, least: float | None = None) -> TryLater:
        seconds = self.lengths.longer(least)
        self.until = max(self.until, asyncio.get_running_loop().time() + seconds)
        return TryLater(seconds)

    @property
    def left(self) -> float:
        return self.until - asyncio.get_running_loop().time()


class Asking:
    """Asks, and knows where the server wants nothing from us for now.

    A place is a room, or a person for whom a room is still to be made.
    """

    def __init__(self, server: Homeserver, told: Told) -> None:
        self.server = server
        self._told = told
        self._everywhere = _Pause()
        self._places: Few[_Pause] = Few(REMEMBERED)
        self._ill: set[str] = set()
        """Rooms that failed since something came through."""

    @property
    def stopped(self) -> bool:
        """Nothing at all may be said now."""
        return self._everywhere.left > 0

    def free(self, place: str) -> None:
        """Raises TryLater while nothing may be said there."""
        for pause in (self._everywhere, self._places.get(place)):
            if pause is not None and pause.left > 0:
                raise TryLater(pause.left)

    def came_through(self, place: str) -> None:
        """Something was said there."""
        self._everywhere.lengths.over()
        self._places.pop(place, None)
        self._ill.clear()

    async def ask(
        self,
        method: str,
        where: str,
        body: Mapping[str, object] | None = None,
        *,
        place: str,
        query: Mapping[str, str] | None = None,
    ) -> JSON:
        """One request. Raises TryLater or GiveUp."""
        try:
            return await self.server.ask(method, where, body, query=query)
        except Unreachable as problem:
            raise self.no_answer(problem, place) from None
        except Refusal as no:
            raise self.refused(no, place) from None

    def no_answer(self, problem: Unreachable, place: str) -> TryLater:
        """It answered badly, far too late, or not at all."""
        reason = str(problem)
        if problem.strange or reason[:3].isdigit() or reason == "TimeoutError":
            return self.later(place)
        return self._everywhere.longer()

    def later(self, place: str, least: float | None = None) -> TryLater:
        """Until then nothing is said there."""
        if place.startswith("!"):
            self._ill.add(place)
        if len(self._ill) >= MANY:
            return self._everywhere.longer(least)
        pause = self._places.get(place) or _Pause()
        self._places[place] = pause
        return pause.longer(least)

    def refused(
        self, no: Refusal, place: str, *, tell: bool = False, private: bool = False
    ) -> TryLater | GiveUp:
        """What a refusal means. `tell`: the admin may be told which room it was.

        `private`: it was to be said to one person, so not even that it was refused is written.
        """
        if no.code in ACCOUNT_STOPPED:
            log.warning("the server lets the whole account say nothing: %s", no)
            return self._everywhere.longer(STOPPED_FOR)
        if no.wait is not None:
            self._told("matrix.slowed", {})
            if place.startswith("@"):  # how often one may be asked in is counted apart
                return self.later(place, no.wait)
            return self._everywhere.longer(no.wait)
        if no.status == 401:  # the listening loop says what is wrong and ends
            return TryLater(STOPPED_FOR)
        if tell and no.code == "M_FORBIDDEN":
            self._told("matrix.may-not-write", {"room": place})
        elif not private:
            log.warning("the server refused a message: %s", no)
        return GiveUp()
