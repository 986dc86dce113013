"""Requests to Discord, and what each refusal means for the message it was for.

discord.py keeps to the pace that Discord tells it, and tries again by itself what surely had no
effect. What is left is ours: a connection that was lost, a ban from before Discord, a refusal.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.adapter import TryLater

Told = Callable[[str, Mapping[str, object]], None]
"""Tells the admin: a text key and its facts."""

BANNED_FOR = 60.0
"""Seconds in which nothing is asked, once something before Discord has sent us away."""

LOST_FOR = 2.0
ILL_FOR = 5.0
REFUSED_FOR = 60.0

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


class Rest:
    """Asks one thing at a time of Discord. Raises TryLater or No."""

    def __init__(self, client: discord.Client, told: Told) -> None:
        self._client = client
        self._told = told
        self._free_at = 0.0

    async def ask(
        self, method: str, path: str, *, body: Any = None, query: Any = None, **place: object
    ) -> Any:
        """`place`: what stands in the path, by name."""
        left = self._free_at - asyncio.get_running_loop().time()
        if left > 0:
            raise TryLater(left)
        more: dict[str, Any] = {} if body is None else {"json": body}
        if query is not None:
            more["params"] = query
        try:
            return await self._client.http.request(
                Route(method, path, **place),  # type: ignore[arg-type] # its stub knows fewer
                **more,
            )
        except discord.RateLimited as slow:
            raise TryLater(slow.retry_after) from None
        except discord.DiscordServerError:
            raise TryLater(ILL_FOR) from None
        except discord.HTTPException as problem:
            raise self._refusal(problem) from None
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise TryLater(LOST_FOR) from None

    def _refusal(self, problem: discord.HTTPException) -> No | TryLater:
        if problem.status == 429:  # from before Discord: it is taken for a ban
            self._free_at = asyncio.get_running_loop().time() + BANNED_FOR
            self._told("discord.banned", {})
            return TryLater(BANNED_FOR)
        if problem.status == 401 and problem.code != TOKEN_OVER:
            self._told("discord.token-refused", {})
            return TryLater(REFUSED_FOR)
        return No(problem.status, problem.code)
