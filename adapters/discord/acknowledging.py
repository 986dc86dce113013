"""First answers: in time, given once, and known to be given or not.

When none comes within three seconds, Discord tells the person that it failed. So what was not
acknowledged must not count, and what was must; where an answer of Discord was lost, it is asked.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import discord

from adapters.discord import parts, rest
from adapters.discord.names import JSON
from adapters.discord.rest import No, Rest
from adapters.discord.saying import ORIGINAL
from bot.adapter import TryLater

CALLBACK = "/interactions/{webhook_id}/{webhook_token}/callback"
"""Named so that discord.py counts the pace of each of them by itself."""

WAITING, SUGGEST, OPEN_FORM = 5, 8, 9
"""Kinds of a first answer: a sign of waiting, suggestions, a form."""

IN_TIME = 2.8
"""Seconds in which a first answer must have been given."""

TOO_LATE = 3.5
"""Seconds after which Discord takes none any more, not even one that is still on its way."""

UNKNOWN_AFTER = 8.0
"""Seconds after which it is no longer asked whether it was given."""


class Acknowledging:
    """Gives first answers."""

    def __init__(self, requests: Rest) -> None:
        self._rest = requests

    async def first(self, one: discord.Interaction[Any], kind: int, data: JSON) -> bool | None:
        """Give this first answer. False: it was refused. None: nobody said what came of it."""
        tried = False
        with suppress(TimeoutError):
            async with asyncio.timeout(IN_TIME):
                while True:
                    try:
                        await self._ask(one, kind, data)
                    except TryLater as later:
                        tried = True
                        await asyncio.sleep(later.seconds)
                    except No as no:
                        before = no.code == rest.UNKNOWN_INTERACTION and tried
                        return None if before or no.code == rest.ALREADY_ANSWERED else False
                    else:
                        return True
        return None

    async def waiting(self, one: discord.Interaction[Any]) -> bool | None:
        """Show a sign of waiting to whoever did it. False: Discord told them that it failed.

        None: it cannot be known. They may see the sign, so it must be taken away.
        """
        began = self._now()
        given = await self.first(one, WAITING, {"flags": parts.EPHEMERAL})
        if given is None:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(began + UNKNOWN_AFTER):
                    return await self._is_there(one, began + TOO_LATE)
        return given

    async def _is_there(self, one: discord.Interaction[Any], too_late: float) -> bool:
        """Is there something that can be filled in? Until it is sure that there will not be."""
        while True:
            asked_at = self._now()
            try:
                await self._rest.ask(
                    "GET", ORIGINAL, webhook_id=one.application_id, webhook_token=one.token
                )
            except TryLater as later:
                await asyncio.sleep(later.seconds)
            except No:
                if asked_at >= too_late:
                    return False
                await asyncio.sleep(too_late - asked_at)
            else:
                return True

    async def _ask(self, one: discord.Interaction[Any], kind: int, data: JSON) -> None:
        await self._rest.ask(
            "POST",
            CALLBACK,
            body={"type": kind, "data": data},
            webhook_id=one.id,
            webhook_token=one.token,
        )

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
