"""A lounge on a Discord that may be ill: the bot keeps on, and lines can be made due at once.

async with open_house(discord, folder) as house:
    discord.faults.fail("POST", posts(house.room), status=503)
    await house.due(house.room, "one", "two")
    await house.has_said(house.room, "one", "two")
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from on_discord.bot_here import bot_here
from on_discord.interactions import Interaction
from on_discord.lounge import Lounge, person_id, room_id, until
from on_discord.people import Person
from on_discord.rest import Asked
from on_discord.server import Discord
from on_discord.world import STAGE, Channel
from pace import SLOWER

from adapters.discord import client
from bot import outbox
from bot.db import Tx
from bot.door import Done
from bot.model import Address, private, say
from bot.model import Person as Named

READY_AFTER = 0.05
"""Seconds after which the bot knows all servers of this small Discord."""

AT_ONCE = 1.0 * SLOWER
"""Seconds in which whoever is not concerned is answered, however ill something else is."""


def posts(channel: Channel) -> str:
    return f"/channels/{channel.id}/messages"


@dataclass
class House(Lounge):
    """A group with a private chat for Ann, and as many further rooms as a test wants."""

    async def starts(self) -> None:
        here = bot_here(self.discord, self.folder, clock=self.clock, keeps_on=True, board_pace=0.3)
        self._bot = await self._running.enter_async_context(here)
        await asyncio.sleep(READY_AFTER * 3)  # by then it has begun to read on

    async def hall(self, name: str) -> Channel:
        """One more room, with a group of its own."""
        room = self.discord.channel(self.guild, name)
        ann = Named(person_id(self.ann), self.ann.name)
        await until(lambda: self.bot.app.adapters)
        await self.bot.app.arrived(room_id(room), name, ann)
        await self.tom.hears(room, "Alongside here")
        return room

    async def due(self, where: Channel | Person, *texts: str) -> None:
        """These lines are to be said there, in this order."""
        app = self.bot.app
        at = private(person_id(where)) if isinstance(where, Person) else Address(room_id(where))
        now = app.clock.now()

        def put(tx: Tx) -> Done:
            for each in texts:
                cause, token = secrets.token_hex(6), secrets.token_hex(12)
                line = say("hands.about", why=each)
                outbox.put_at(tx, at, line, cause=cause, at=now, token=token)
            return Done("", reached=[at])

        app.core.after(await app.db.write(put))

    def said(self, where: Channel) -> list[str]:
        """The lines of `due` that stand there now."""
        there = self.discord.messages.of.get(where.id, [])
        bot = self.discord.world.bot
        lines = [one.content for one in there if one.author is bot and not one.deleted]
        return [one.removeprefix("About: “")[:-2] for one in lines if one.startswith("About: ")]

    async def has_said(self, where: Channel, *texts: str, seconds: float = 15) -> None:
        """Exactly these, once and in order; a moment later no more."""
        expected = [*texts]
        await until(lambda: len(self.said(where)) >= len(expected), str(expected), seconds)
        await asyncio.sleep(0.1)
        assert self.said(where) == expected

    async def answer(self, who: Person, begun: Interaction) -> str:
        """As everywhere, but no time passes that does not pass: some answers have only so long."""

        def settled() -> bool:
            one = begun.original
            return one is not None and (one.deleted or not one.loading)

        await until(settled, "the bot did not answer", seconds=15)
        assert begun.original is not None
        assert begun.original.ephemeral
        assert begun.original.only_for is who.user
        return "" if begun.original.deleted else begun.original.content

    async def waits(self, who: Person, what: str = "help") -> float:
        """Seconds until somebody has the answer to a slash word."""
        began = time.perf_counter()
        await self.slash(who, what)
        return time.perf_counter() - began

    async def others_go_on(self, hall: Channel, n: int) -> None:
        """A person is answered, and another room hears a line: at once."""
        assert await self.waits(self.tom) < AT_ONCE
        before = self.said(hall)
        await self.due(hall, f"meanwhile {n}")
        await self.has_said(hall, *before, f"meanwhile {n}", seconds=AT_ONCE)

    def admin_was_told(self) -> list[str]:
        """What the admin was told, by key."""
        return [key for key, _ in self.bot.app.troubles.lately()]

    @property
    def mark(self) -> int:
        return len(self.discord.asked)

    def since(self, mark: int, method: str = "", path: str = "") -> list[Asked]:
        """What was asked since then."""
        there = self.discord.asked[mark:]
        return [one for one in there if method in ("", one.method) and path in one.path]

    def answers(self, begun: Interaction) -> list[str]:
        """All that stands as an answer to this, also what Discord still shows as waiting."""
        return [
            "(thinking)" if one.loading else one.content
            for one in (begun.original, *begun.follow_ups)
            if one is not None and not one.deleted
        ]


@asynccontextmanager
async def open_house(
    discord: Discord, folder: Path, *, meets: bool = False
) -> AsyncIterator[House]:
    """A lounge; at its end nothing was asked that Discord would never take."""
    bev, ann, tom = discord.people("Bev Stone", "Ann Lee", "Tom Hill")
    guild = discord.guild("Friday", bev, ann, tom)
    room, stage = discord.channel(guild, "lounge"), discord.channel(guild, "stage", STAGE)
    one = House(discord, folder, guild, room, bev, ann, tom, stage)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "READY_AFTER", READY_AFTER)
        async with one._running:
            await one.starts()
            await bev.answered(await bev.slash(room, "help"))
            await one.press(bev, "Bring Alongside in")
            await ann.hears(room, "Alongside here")
            await one.press(bev, "I look after this group")
            for who in one.people:
                await one.press(who, "Say hello")
            if meets:
                await one.meets()
            yield one
            discord.faults.clear()
            await one.stops()
    assert discord.refused == []
    assert discord.limited == []
