"""What was said while nobody told us: read from the history, once we are told again.

How far it had been read is noted in time and not by what was heard, so that the note tells of
nobody's act. It stays a few minutes behind, so that a connection that died without a word loses
nothing; what is read twice is known by its id.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import aiohttp
import discord

from adapters.discord import names
from adapters.discord.ears import Ears
from adapters.discord.names import PLATFORM, room_id, snowflake
from adapters.discord.people import People
from adapters.discord.turns import Turns
from bot.adapter import Bot, GiveUp, TryLater, Unseen
from bot.anonymous.floor import told
from bot.model import GroupId

log = logging.getLogger(__name__)

BEHIND = timedelta(minutes=4)
"""How long a connection may be dead before it is noticed, and more."""

EVERY = 60.0
"""Seconds between two notes."""

AT_MOST = timedelta(days=30)
"""Older words are not looked for."""

BETWEEN = 0.2
"""Seconds between two private chats that are looked into."""

LEFT_EVERY = timedelta(days=1)
"""How often it is looked who has left."""


class Following:
    """Notes how far we have read, and catches up after a gap."""

    def __init__(
        self, app: Bot, client: discord.Client, ears: Ears, people: People, turns: Turns
    ) -> None:
        self._app = app
        self._client = client
        self._ears = ears
        self._people = people
        self._turns = turns
        self._whole = False
        """Everything up to now has been told or read."""

    def lost(self) -> None:
        """From here on something may be missed."""
        self._whole = False

    def goes_on(self) -> None:
        """What was missed has been told after all."""
        self._whole = True

    async def catch_up(self) -> None:
        """A new session: read what was said since the last note."""
        self._whole = False
        place = await self._app.bookmark(PLATFORM)
        if place is None:  # the very first start: nothing old is answered
            await self._app.read_to(PLATFORM, str(names.at(self._app.clock.now())))
        elif place.isdecimal():
            oldest = names.at(self._app.clock.now() - AT_MOST)
            await self._read(max(int(place), oldest))
        self._whole = True

    async def run(self) -> None:
        """Until cancelled."""
        look_again = self._app.clock.now()
        while True:
            await asyncio.sleep(EVERY)
            now = self._app.clock.now()
            if self._whole and self._turns.idle:
                await self._app.read_to(PLATFORM, str(names.at(now - BEHIND)))
            if self._whole and now >= look_again:
                look_again = now + LEFT_EVERY
                await self._people.left()

    async def _read(self, since: int) -> None:
        users: set[int] = set()
        seen: set[GroupId] = set()
        for guild in self._client.guilds:
            for channel in guild.channels:
                group = self._app.group_of(room_id(channel.id))
                if group is None:
                    continue
                if isinstance(channel, discord.abc.Messageable):
                    await self._one(channel.id, since, getattr(channel, "last_message_id", None))
                if group.id not in seen:
                    seen.add(group.id)
                    found = map(snowflake, {*group.members, *group.facilitators})
                    users |= {user for user in found if user is not None}
        for user in users:
            await asyncio.sleep(BETWEEN)
            try:
                chat = await self._people.chat(user)
            except (Unseen, GiveUp, TryLater):
                continue
            await self._one(chat, since, None)

    async def _one(self, channel: int, since: int, newest: int | None) -> None:
        if newest is not None and newest <= since:
            return
        place = self._client.get_partial_messageable(channel)
        try:
            async for message in place.history(
                after=discord.Object(since), oldest_first=True, limit=None
            ):
                self._ears.take(message)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as problem:
            log.warning("a channel could not be read on: %s", told(problem))
