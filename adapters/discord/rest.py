"""Requests to Discord, and what each refusal means for the message it was for.

discord.py keeps to the pace that Discord tells it. It would also wait inside a request for what
is ill to get well, and whoever sends would wait along; so the first answer counts here, and
trying again is for the outbox: a place that is ill keeps no other waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from types import SimpleNamespace
from typing import Any, TypeVar

import aiohttp
import discord
from discord.http import Route, json_or_text

from bot.adapter import TryLater
from bot.few import Few

T = TypeVar("T")

Told = Callable[[str, Mapping[str, object]], None]
"""Tells the admin: a text key and its facts."""

PATIENCE = 10.0
"""Seconds that something asked may take, with waiting for its turn."""

BANNED_FOR = 60.0
"""Seconds in which nothing is asked, once something before Discord has sent us away."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds until what was ill is asked again: twice as long each time."""

REFUSED_FOR = 60.0

PLACES = 1_000
"""Of how many places that are ill it is known how often they were asked."""

UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MEMBER = 10003, 10004, 10007
UNKNOWN_MESSAGE, UNKNOWN_USER, UNKNOWN_WEBHOOK = 10008, 10013, 10015
UNKNOWN_INTERACTION, ALREADY_ANSWERED = 10062, 40060
MISSING_ACCESS, CLOSED_TO_US, MISSING_RIGHT = 50001, 50007, 50013
TOKEN_OVER, NO_SUCH_PERSON = 50027, 50033


class No(Exception):  # noqa: N818 (Discord's answer, not a fault)
    """Discord understood and will not do it: its own code for why."""

    def __init__(self, status: int, code: int) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


class Slower(discord.RateLimited):
    """It was asked too fast: here, or `everything` that is asked."""

    def __init__(self, seconds: float, *, everything: bool) -> None:
        super().__init__(seconds)
        self.everything = everything


def at_once() -> aiohttp.TraceConfig:
    """For a client: the first answer ends a request, also one that discord.py would repeat."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_no_second_try)
    return trace


async def _no_second_try(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    end: aiohttp.TraceRequestEndParams,
) -> None:
    answer = end.response
    if not str(end.url).startswith(Route.BASE) or (answer.status < 500 and answer.status != 429):
        return
    told = await json_or_text(answer)
    if answer.status >= 500:
        raise discord.DiscordServerError(answer, told)
    if isinstance(told, dict) and isinstance(told.get("retry_after"), int | float):
        raise Slower(told["retry_after"], everything=told.get("global") is True)
    raise discord.HTTPException(answer, told)


class Rest:
    """Asks one thing at a time of Discord. Raises TryLater or No."""

    def __init__(self, client: discord.Client, told: Told, over: Callable[[str], None]) -> None:
        self._client = client
        self._told = told
        self._over = over
        self._free_at = 0.0
        self._slow_until = 0.0
        """For everything but answers to what was pressed, which have a limit of their own."""
        self._slow: Few[float] = Few(PLACES)
        """Until when not to ask, by what shares a limit."""
        self._pauses: Few[float] = Few(PLACES)
        """By what was asked: how long it was left alone the last time it was ill."""

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        query: Any = None,
        form: Any = None,
        **place: object,
    ) -> Any:
        """`place`: what stands in the path, by name. `form`: parts, instead of a body."""
        route = Route(method, path, **place)  # type: ignore[arg-type] # its stub knows fewer
        more: dict[str, Any] = {} if body is None else {"json": body}
        if form is not None:
            more = {"form": form}
        if query is not None:
            more["params"] = query

        def work() -> Awaitable[Any]:
            return self._client.http.request(route, **more)

        about, pressed = f"{method} {route.url}", "webhook_token" in place
        shares = f"{route.key} {route.major_parameters}"
        found = await self.run(work, about=about, shares=shares, pressed=pressed)
        if found and isinstance(found, str):  # a page of something that is not Discord
            raise self._ill(about)
        return found

    async def run(
        self,
        work: Callable[[], Awaitable[T]],
        *,
        about: str,
        shares: str = "",
        pressed: bool = False,
    ) -> T:
        """Anything that discord.py can ask.

        `about`: what has its own pauses; `shares`: what has a limit in common.
        """
        left = self._until(shares, pressed=pressed) - _now()
        if left > 0:
            raise TryLater(left)
        try:
            async with asyncio.timeout(PATIENCE):
                found = await work()
        except Slower as slow:
            if slow.everything and not pressed:
                self._slow_until = _now() + slow.retry_after
            elif shares:
                self._slow[shares] = _now() + slow.retry_after
            raise TryLater(slow.retry_after) from None
        except discord.RateLimited as slow:
            raise TryLater(slow.retry_after) from None
        except discord.HTTPException as problem:
            raise self._refusal(problem, about) from None
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
            raise self._ill(about) from None
        self._pauses.pop(about, None)
        if 0 < self._free_at <= _now():
            self._free_at = 0.0
            self._over("discord.banned")
        return found

    def _until(self, shares: str, *, pressed: bool) -> float:
        """When this may be asked."""
        own = max(self._free_at, self._slow.get(shares, 0.0))
        return own if pressed else max(own, self._slow_until)

    def _ill(self, about: str) -> TryLater:
        last = self._pauses.get(about)
        pause = FIRST_PAUSE if last is None else min(last * 2, LONGEST_PAUSE)
        self._pauses[about] = pause
        return TryLater(pause)

    def _refusal(self, problem: discord.HTTPException, about: str) -> No | TryLater:
        if problem.status == 429:  # from before Discord: it is taken for a ban
            self._free_at = _now() + BANNED_FOR
            self._told("discord.banned", {})
            return TryLater(BANNED_FOR)
        kind = problem.response.headers.get("Content-Type", "")
        if problem.status >= 500 or not kind.startswith("application/json"):
            return self._ill(about)
        if problem.status == 401 and problem.code != TOKEN_OVER:
            self._told("discord.token-refused", {})
            return TryLater(REFUSED_FOR)
        return No(problem.status, problem.code)


def _now() -> float:
    return asyncio.get_running_loop().time()
