"""What every platform's adapter keeps of `bot.adapter`: promises, written once.

A platform brings a `Ground`: its real adapter, with the real bot behind it and real people
before it. Its thin test module then runs every promise:

@pytest.mark.parametrize("promise", PROMISES, ids=title)
async def test_matrix_keeps(ground: Ground, promise: Promise) -> None:
    await promise(ground)
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from stage import WORDS

from bot.adapter import Adapter, Bot, GiveUp, Reply, ShownForm
from bot.model import (
    Address,
    Button,
    Group,
    Heard,
    Person,
    PersonId,
    Rendered,
    Right,
    RoomId,
    person_at,
    platform_of,
    private,
)

PATIENCE = 15.0
"""Seconds that something may take to arrive."""


class Tap:
    """Stands between an adapter and the bot, hands everything on, and notes what was heard."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.clock = bot.clock
        self.words = bot.words
        self.heard: list[Heard] = []
        """All that the adapter told, as it came."""
        self.replies: dict[str, Reply | None] = {}
        """By event: what the bot answered from memory, once it has taken the event up."""
        self._news = asyncio.Condition()

    async def hear(self, heard: Heard) -> Reply | None:
        self.heard.append(heard)
        reply = await self._bot.hear(heard)
        self.replies[heard.event] = reply
        async with self._news:
            self._news.notify_all()
        return reply

    async def took(self, event: str, *, times: int = 1, seconds: float = PATIENCE) -> Heard:
        """Wait until the bot has taken this event up; what it heard."""

        def heard() -> list[Heard]:
            return [one for one in self.heard if one.event == event]

        def done() -> bool:
            return event in self.replies and len(heard()) >= times

        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(done), seconds)
            except TimeoutError:
                texts = [one.text for one in self.heard[-5:]]
                raise AssertionError(f"{event} was not taken up; the last were {texts}") from None
        return heard()[-1]

    async def arrived(
        self, room: RoomId, name: str, by: Person, rights: frozenset[Right] = frozenset()
    ) -> None:
        await self._bot.arrived(room, name, by, rights)

    async def left(self, person: PersonId, room: RoomId) -> None:
        await self._bot.left(person, room)

    async def moved(self, old: RoomId, new: RoomId) -> None:
        await self._bot.moved(old, new)

    async def bookmark(self, platform: str) -> str | None:
        return await self._bot.bookmark(platform)

    async def read_to(self, platform: str, place: str) -> None:
        await self._bot.read_to(platform, place)

    def tell_admin(self, key: str, facts: Mapping[str, object]) -> None:
        self._bot.tell_admin(key, facts)

    def noticed(self, room: RoomId) -> None:
        self._bot.noticed(room)

    def group_of(self, room: RoomId) -> Group | None:
        return self._bot.group_of(room)

    def is_aside(self, heard: Heard) -> bool:
        return self._bot.is_aside(heard)

    async def form(self, heard: Heard) -> ShownForm | None:
        return await self._bot.form(heard)

    async def words_now(
        self, person: PersonId, room: RoomId | None, shares: Sequence[RoomId] = ()
    ) -> tuple[Button, ...]:
        return await self._bot.words_now(person, room, shares)
