"""Troubles that a test orders for requests that are still to come."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase


class When(Enum):
    """Whether the request has done its work when the trouble comes."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(eq=False)
class Fault:
    """One trouble; `reached` counts the requests it met."""

    method: str
    path: str
    """With `*` for what does not matter."""
    times: int
    when: When
    status: int | None = None
    """Answer so; None: close the connection without a word."""
    code: int = 0
    """Discord's own, in the answer."""
    page: bool = False
    """The answer is a page for people, of something that is not Discord."""
    hangs: bool = False
    """Answer only after `let_go`."""
    retry_after: float = 0.0
    via: bool = True
    everything: bool = False
    """A 429 for all that the bot does."""
    reached: int = 0
    _met: asyncio.Event = field(default_factory=asyncio.Event)
    _free: asyncio.Event = field(default_factory=asyncio.Event)

    async def met(self, seconds: float = 10.0) -> None:
        """Wait until the trouble has happened to a request."""
        await asyncio.wait_for(self._met.wait(), seconds)

    def let_go(self) -> None:
        """Requests that hang go on, and so do those to come."""
        self._free.set()

    async def hang(self) -> None:
        await self._free.wait()

    def meet(self) -> None:
        self.times -= 1
        self.reached += 1
        self._met.set()


class Faults:
    """What is ordered, first come first served."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def fail(
        self,
        method: str,
        path: str,
        *,
        status: int = 502,
        code: int = 0,
        page: bool = False,
        after: bool = False,
        times: int = 1,
    ) -> Fault:
        """The next such request is answered with this status, before or after its effect."""
        one = Fault(method, path, times, _when(after), status)
        one.code, one.page = code, page
        return self._order(one)

    def drop(self, method: str, path: str, *, after: bool = False, times: int = 1) -> Fault:
        """The connection of the next such request ends without an answer."""
        return self._order(Fault(method, path, times, _when(after)))

    def hang(self, method: str, path: str, *, after: bool = False, times: int = 1) -> Fault:
        """The next such request is not answered until the test lets it go."""
        return self._order(Fault(method, path, times, _when(after), hangs=True))

    def limit(
        self,
        method: str,
        path: str,
        *,
        retry_after: float = 0.3,
        via: bool = True,
        everything: bool = False,
        times: int = 1,
    ) -> Fault:
        """The next such request is too fast. Without `via` it comes from before Discord: a ban."""
        one = Fault(method, path, times, When.BEFORE, 429)
        one.retry_after, one.via, one.everything = retry_after, via, everything
        return self._order(one)

    def clear(self) -> None:
        for one in self._ordered:
            one.let_go()
        self._ordered.clear()

    def meet(self, method: str, path: str, when: When) -> Fault | None:
        for one in self._ordered:
            fits = one.method in ("*", method) and fnmatchcase(path, one.path)
            if one.times > 0 and one.when is when and fits:
                one.meet()
                return one
        return None

    def _order(self, one: Fault) -> Fault:
        self._ordered.append(one)
        return one


def _when(after: bool) -> When:
    return When.AFTER if after else When.BEFORE
