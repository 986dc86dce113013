"""A channel that is a group's room, with somebody who looks after it and people who said hello.

Stories begin there:

async def test_a_hand_goes_up(lounge: Lounge) -> None:
    answer = await lounge.press(lounge.ann, "Hand up")
    assert answer == "Your hand is up. You are first."
    await lounge.tom.hears(lounge.room, "Hands: Ann.")
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from on_discord.bot_here import BotHere, bot_here
from on_discord.components import walk
from on_discord.interactions import FORM, Interaction
from on_discord.messages import Message
from on_discord.people import Person
from on_discord.server import Discord
from on_discord.world import STAGE, Channel, Guild

from bot.clock import Clock
from bot.model import Group, PersonId, RoomId

OWN_WORDS = 3
"""Words from which a line is surely more than a word of the bot's."""

PACE = 70.0
"""Seconds after which a room may hear another line that nobody in the lead asked for."""


def person_id(one: Person) -> PersonId:
    return PersonId(f"discord:{one.id}")


def room_id(channel: Channel) -> RoomId:
    return RoomId(f"discord:{channel.id}")


def buttons(message: Message) -> dict[str, str]:
    """The buttons of a message: what each shows, and what it is known by."""
    return {one.label: one.custom_id for one in walk(message.components)}


@dataclass
class Lounge:
    """The room, the people, and the bot that may be stopped and started again."""

    discord: Discord
    folder: Path
    guild: Guild
    room: Channel
    bev: Person
    """Looks after the group."""
    ann: Person
    tom: Person
    stage: Channel
    clock: Clock = field(default_factory=Clock)
    before: frozenset[Message] = frozenset()
    """What stood there when the story began."""
    _bot: BotHere | None = None
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def bot(self) -> BotHere:
        assert self._bot is not None
        return self._bot

    @property
    def group(self) -> Group:
        found = self.bot.app.group_of(room_id(self.room))
        assert found is not None
        return found

    @property
    def people(self) -> Sequence[Person]:
        return self.bev, self.ann, self.tom

    # The bot's own life.

    async def starts(self) -> None:
        here = bot_here(self.discord, self.folder, clock=self.clock, board_pace=0.05)
        self._bot = await self._running.enter_async_context(here)

    async def stops(self) -> None:
        await self._running.aclose()
        self._bot = None

    async def starts_again(self) -> None:
        await self.stops()
        await self.starts()

    async def later(self, seconds: float = PACE) -> None:
        """Time passes, here and on Discord."""
        self.discord.watch.move(seconds=seconds)
        self.clock.move(timedelta(seconds=seconds))
        await asyncio.sleep(0.05)

    # What people do, and what only they are answered.

    async def slash(self, by: Person, name: str, /, **options: Any) -> str:
        return await self.answer(by, await by.slash(self.room, name, **options))

    async def press(
        self, who: Person, what: str, *, on: Message | None = None, among: Channel | None = None
    ) -> str:
        """The newest such button in the room, unless it says where, as soon as it is there."""
        among = among or (self.room if on is None else None)

        def is_there() -> bool:
            there = [on] if on is not None else who.sees(among or self.room)
            return any(what in buttons(one) for one in there)

        await until(is_there, f"{who.name} sees no {what!r}")
        return await self.answer(who, await who.presses(what, on=on, among=among))

    async def send(self, by: Person, begun: Interaction, /, **values: Any) -> str:
        """A form, filled in."""
        return await self.answer(by, await by.submits(begun, values))

    async def send_old(
        self, who: Person, custom_id: str, values: Mapping[str, str], channel: Channel | None = None
    ) -> str:
        """A form that was opened by the bot as it was long ago."""
        fields = [
            {
                "type": 18,
                "id": n,
                "component": {"type": 4, "id": n, "custom_id": name, "value": one},
            }
            for n, (name, one) in enumerate(values.items(), start=1)
        ]
        data = {"custom_id": custom_id, "components": fields}
        begun = self.discord.interactions.begin(FORM, who.user, channel or self.room, data)
        return await self.answer(who, begun)

    async def answer(self, who: Person, begun: Interaction) -> str:
        """What they alone are shown for it; "" when the sign of waiting was taken away.

        A card takes its time: for it, and only then, time passes.
        """

        def settled() -> bool:
            one = begun.original
            return one is not None and (one.deleted or not one.loading)

        with suppress(AssertionError):
            await until(settled, seconds=1.0)
        if not settled():
            await self.later(9)
        await until(settled, "the bot did not answer")
        assert begun.original is not None
        assert begun.original.ephemeral
        assert begun.original.only_for is who.user
        return "" if begun.original.deleted else begun.original.content

    async def types(self, who: Person, text: str, channel: Channel | None = None) -> Message:
        """A line that mentions the bot; returns once the bot has taken it up."""
        said = await who.mentions_bot(channel or self.room, text)
        await self.bot.tap.took(f"discord:{said.id}")
        return said

    async def dm(self, who: Person, text: str) -> str:
        """A line in private; what came back there."""
        chat = await who.opens_dm()
        said = await who.dm(text)
        await self.bot.tap.took(f"discord:{said.id}")
        return (await who.hears(chat, lambda one: one.id > said.id)).content

    async def opens_dm(self, who: Person) -> Channel:
        """They have begun a private chat, which is empty but for the first line."""
        await self.dm(who, "private chat")
        return await who.opens_dm()

    # How things stand.

    async def meets(self) -> None:
        """A meeting is on, and its list of hands stands in the room."""
        await self.slash(self.bev, "start")
        await self.ann.hears(self.room, lambda one: "Slow" in buttons(one))
        await self.later()

    async def has_rounds(self) -> None:
        await self.slash(self.bev, "alongside", words="switch on rounds")
        await self.bev.hears(self.room, "shall I also help with rounds")
        await self.press(self.bev, "The group says yes")
        await self.ann.hears(self.room, "I now help with rounds")

    def lines(self, who: Person | None = None) -> list[str]:
        """What the bot has said in the room for everybody."""
        shown = (who or self.tom).sees(self.room)
        bot = self.discord.world.bot
        return [one.content for one in shown if one.author is bot and not one.ephemeral]

    async def last_line(self, text: str) -> None:
        """Wait until this is the last that the room hears."""
        why = f"the room heard {text!r} last"
        await until(lambda: self.lines()[-1] == text, f"not {why}: {self.lines()[-3:]}")

    def told(self, *people: Person) -> list[str]:
        """What was shown to each of them alone, wherever, since they said hello."""
        users = [one.user for one in people]
        return [
            one.content
            for one in self.discord.messages.all()
            if one.content and one not in self.before
            if one.only_for in users
            or (one.channel.person in users and one.author is self.discord.world.bot)
        ]

    async def calm(self, seconds: float = 0.5) -> None:
        """Wait until the bot has asked nothing of Discord for a while."""
        asked, limit = -1, time.monotonic() + 30
        while asked != len(self.discord.asked):
            assert time.monotonic() < limit, "the bot never came to rest"
            asked = len(self.discord.asked)
            await asyncio.sleep(seconds)


async def until(
    true: Callable[[], object] | Callable[[], Awaitable[object]],
    why: str = "it never came true",
    seconds: float = 10.0,
) -> None:
    limit = time.monotonic() + seconds
    while True:
        found = true()
        if isinstance(found, Awaitable):
            found = await found
        if found:
            return
        assert time.monotonic() < limit, why
        await asyncio.sleep(0.005)


def unwanted(discord: Discord) -> list[str]:
    """What Discord would have refused, what came too fast, and presses that were left alone."""
    alone = [f"{one.data} was not acknowledged" for one in discord.interactions.unanswered()]
    return [*discord.refused, *map(str, discord.limited), *alone]


OURS = ("adapters", "bot")


def indiscreet(discord: Discord, log: Sequence[logging.LogRecord]) -> list[str]:
    """Lines of the log with somebody's name or own words. Below WARNING only ours are written."""
    written = [
        one.getMessage()
        for one in log
        if one.levelno >= logging.WARNING or one.name.partition(".")[0] in OURS
    ]
    people = [one for one in discord.world.users.values() if not one.bot]
    names = {part for one in people for part in one.name.split()}
    nicks = {one.nick for guild in discord.world.guilds.values() for one in guild.members.values()}
    words = {one.content for one in discord.messages.all() if one.author in people}
    own = {one for one in words | forms_of(discord) if len(one.split()) >= OWN_WORDS}
    secrets = [rf"\b{re.escape(name)}\b" for name in names | {each for each in nicks if each}]
    return [
        line
        for line in written
        if any(re.search(each, line) for each in secrets) or any(each in line for each in own)
    ]


def forms_of(discord: Discord) -> set[str]:
    """All that was ever filled in."""
    sent = (one.data["components"] for one in discord.interactions.all if one.kind == FORM)
    return {str(one.component.get("value")) for each in sent for one in walk(each)}


@asynccontextmanager
async def open_lounge(discord: Discord, folder: Path) -> AsyncIterator[Lounge]:
    """Bev brought the bot in and looks after the group; Ann, Tom and she have said hello."""
    bev, ann, tom = discord.people("Bev Stone", "Ann Lee", "Tom Hill")
    guild = discord.guild("Friday", bev, ann, tom)
    room, stage = discord.channel(guild, "lounge"), discord.channel(guild, "stage", STAGE)
    one = Lounge(discord, folder, guild, room, bev, ann, tom, stage)
    async with one._running:
        await one.starts()
        await bev.answered(await bev.slash(one.room, "help"))
        await one.press(bev, "Bring Alongside in")
        await ann.hears(one.room, "Alongside here")
        await one.press(bev, "I look after this group")
        for who in one.people:
            assert "Good that you are here" in await one.press(who, "Say hello")
        await one.later()
        one.before = frozenset(discord.messages.all())
        yield one
        await one.stops()
