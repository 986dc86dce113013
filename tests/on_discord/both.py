"""One bot on a strict Discord and on a real homeserver at once, and a group that is on both.

async with linked(discord, town, folder, ["Bev", "Ann"], ["Uma", "Max"]) as group:
    await group.slash("Ann", "hand-up")
    await group.types("Uma", "hand up")
    await group.hears("Hands: Ann, then Uma.")
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from contract import Tap
from matrix import people as at_matrix
from matrix.bot_here import account, settings
from matrix.people import Seen, Town
from matrix.synapse import Account
from on_discord import people as at_discord
from on_discord.bot_here import BotHere, bot_here
from on_discord.lounge import until
from on_discord.messages import Message
from on_discord.server import Discord
from on_discord.world import Channel
from stage import START

from adapters.matrix.adapter import MatrixAdapter
from bot.app import App
from bot.clock import Clock
from bot.model import Group, RoomId

CODE = re.compile(r"link ([a-z]{3}\d{4})")
MENTION = re.compile(r"<@(\d+)>")

Side = Literal["discord", "matrix"]

PACE = 70.0
"""Seconds after which a room may hear another line that nobody in the lead asked for."""


@dataclass
class Both:
    """The bot, as tests look into it."""

    here: BotHere
    adapter: MatrixAdapter
    account: Account
    serving: asyncio.Task[None]
    """The Matrix adapter's `run`."""

    @property
    def app(self) -> App:
        return self.here.app

    @property
    def tap(self) -> Tap:
        return self.here.tap


@asynccontextmanager
async def bot_on_both(
    discord: Discord,
    url: str,
    own: Account,
    folder: Path,
    clock: Clock | None = None,
    board_pace: float | None = None,
) -> AsyncIterator[Both]:
    """Running until the end of the block. The same folder and account again: started again."""
    matrix = MatrixAdapter(settings(url, own, folder))
    if board_pace is not None:
        matrix.abilities = replace(matrix.abilities, board_pace=board_pace)
    async with bot_here(
        discord, folder, clock=clock, others=[matrix], board_pace=board_pace
    ) as here:
        both = Both(here, matrix, own, asyncio.create_task(matrix.run(here.tap)))
        try:
            yield both
        finally:
            both.serving.cancel()
            await asyncio.gather(both.serving, return_exceptions=True)


@dataclass
class Linked:
    """A channel and a room that are one group, and the people in each."""

    discord: Discord
    bot: Both
    lounge: Channel
    room: str
    on_discord: dict[str, at_discord.Person]
    on_matrix: dict[str, at_matrix.Person]
    chats: dict[str, str] = field(default_factory=dict)
    """Private chats with the bot on Matrix, by name."""
    lists: set[str] = field(default_factory=set)
    """The live lists on Matrix that were never changed so far."""

    @property
    def clock(self) -> Clock:
        return self.bot.app.clock

    @property
    def group(self) -> Group:
        found = self.bot.app.group_of(RoomId(f"discord:{self.lounge.id}"))
        assert found is not None
        assert found is self.bot.app.group_of(RoomId(f"matrix:{self.room}"))
        return found

    # What people do.

    async def slash(self, who: str, word: str, /, **options: Any) -> str:
        """On Discord; what only they are shown for it."""
        one = self.on_discord[who]
        return await answer(one, await one.slash(self.lounge, word, **options))

    async def press(self, who: str, label: str) -> str:
        one = self.on_discord[who]
        return await answer(one, await one.presses(label, among=self.lounge))

    async def types(self, who: str, text: str) -> None:
        """In the room of their own platform, until it is taken up."""
        if who in self.on_matrix:
            event = f"matrix:{await self.on_matrix[who].says(self.room, text)}"
        else:
            said = await self.on_discord[who].mentions_bot(self.lounge, text)
            event = f"discord:{said.id}"
        await self.bot.tap.took(event)

    async def tells(self, who: str, text: str) -> str:
        """In their private chat on Matrix; what came back."""
        one = self.on_matrix[who]
        if who not in self.chats:
            self.chats[who] = chat = await one.start_chat(self.bot.account.user)
            await one.sees(chat, self.bot.account.user)
            await one.hears(chat, "Type a number")
        said = await one.says(self.chats[who], text)
        return (await one.hears(self.chats[who], "", after=said, by=self.bot.account.user)).body

    # What the bot has said, without the live lists.

    def in_lounge(self, who: str | None = None) -> list[Message]:
        bot = self.discord.world.bot
        shown = self.on_discord[who or next(iter(self.on_discord))].sees(self.lounge)
        return [
            one
            for one in shown
            if one.author is bot and not one.ephemeral and "say:slow" not in str(one.components)
        ]

    def in_room(self, who: str | None = None) -> list[Seen]:
        heard = [
            one
            for one in self.on_matrix[who or next(iter(self.on_matrix))].heard(self.room)
            if one.sender == self.bot.account.user and one.is_message
        ]
        lists = {one.replaces for one in heard} | self.lists
        return [one for one in heard if one.replaces is None and one.id not in lists]

    async def shows_lists(self) -> None:
        """Wait until the meeting's live list stands in both rooms."""

        async def stand() -> bool:
            sql = "SELECT message FROM board WHERE message IS NOT NULL"
            found = [row[0] for row in await self.bot.app.db.read(lambda tx: tx.all(sql))]
            self.lists.update(found)
            return len(found) == len(self.group.rooms)

        await until(stand, "there is no live list", 15)

    def lines(self, side: Side) -> list[str]:
        """As people there read them: a mention is a name."""
        if side == "matrix":
            return [one.body for one in self.in_room()]
        users = self.discord.world.users
        return [
            MENTION.sub(lambda found: users[int(found[1])].name, one.content)
            for one in self.in_lounge()
        ]

    async def hears(self, text: str, *sides: Side, times: int = 1, seconds: float = 15) -> None:
        """Wait until a line with these words stands so often on these sides; without any: both."""
        for side in sides or ("discord", "matrix"):

            def stands(side: Side = side) -> bool:
                return sum(text in line for line in self.lines(side)) >= times

            await until(stands, f"no {text!r} on {side}: {self.lines(side)[-4:]}", seconds)

    async def is_whole(self, seconds: float = 60) -> None:
        """Wait until the bot reaches both again, and has taken that up."""
        away = self.bot.app.core.away
        await until(lambda: not away, f"{away} is still away", seconds)
        await asyncio.sleep(0.2)

    async def later(self, seconds: float) -> None:
        """Time passes on the bot's own clock."""
        self.clock.move(timedelta(seconds=seconds))
        await asyncio.sleep(0.05)


async def answer(one: at_discord.Person, begun: Any) -> str:
    """What they alone are shown for it; "" when the sign of waiting was taken away."""

    def settled() -> bool:
        return begun.original is not None and (begun.original.deleted or not begun.original.loading)

    await until(settled, "the bot did not answer")
    assert begun.original.only_for is one.user
    return "" if begun.original.deleted else str(begun.original.content)


@asynccontextmanager
async def linked(
    discord: Discord,
    town: Town,
    folder: Path,
    on_discord: Sequence[str],
    on_matrix: Sequence[str],
    *,
    code_from: Side = "discord",
    clock: Clock | None = None,
    url: str | None = None,
    board_pace: float | None = None,
) -> AsyncIterator[Linked]:
    """The first of each side brings the bot in; the group is that of the side with the code."""
    own = await account(town.synapse)
    people = dict(zip(on_discord, discord.people(*on_discord), strict=True))
    guild = discord.guild("North Town", *people.values())
    lounge = discord.channel(guild, "lounge")
    others = dict(zip(on_matrix, await town.people(*on_matrix), strict=True))
    room = await town.room("North Town", *others.values())
    address = url or town.synapse.url
    async with bot_on_both(discord, address, own, folder, clock, board_pace) as bot:
        group = Linked(discord, bot, lounge, room, people, others)
        first, second = on_discord[0], on_matrix[0]
        await answer(people[first], await people[first].slash(lounge, "help"))
        await group.press(first, "Bring Alongside in")
        await others[second].invite(room, own.user)
        await others[second].sees(room, own.user)
        await group.hears("Alongside here.")
        if code_from == "discord":
            await group.press(first, "I look after this group")
            await group.hears("looks after this group", "discord")
            code = found_in(await group.slash(first, "alongside", words="link"))
            await group.types(second, f"!link {code}")
        else:
            code = found_in(await group.tells(second, "!link"))
            await group.slash(first, "alongside", words=f"link {code}")
        away: Side = "matrix" if code_from == "discord" else "discord"
        await group.hears("are now one group, with one list of hands", away)
        await group.hears("The other room has joined", code_from)
        assert len(group.group.rooms) == 2
        yield group


def found_in(text: str) -> str:
    code = CODE.search(text)
    assert code is not None, text
    return code[1]


@asynccontextmanager
async def meeting(
    discord: Discord, town: Town, folder: Path, url: str | None = None
) -> AsyncIterator[Linked]:
    """Bev leads, on Discord; Ann and Tom are there with her, Uma and Max on Matrix."""
    here, there = ("Bev", "Ann", "Tom"), ("Uma", "Max")
    clock = Clock(frozen_at=START)  # in the past: what is typed is never late
    async with linked(
        discord, town, folder, here, there, clock=clock, url=url, board_pace=0.5
    ) as group:
        for who in here:
            assert "Good that you are here" in await group.slash(who, "say-hello")
        for who in there:
            assert "Good that you are here" in await group.tells(who, "say hello")
        await group.slash("Bev", "start")
        await group.hears("Bev leads today")
        await group.shows_lists()
        await group.later(PACE)
        yield group


async def raises(group: Linked, *names: str) -> None:
    """These hands go up, in this order, and both rooms hear of it."""
    for who in names:
        if who in group.on_matrix:
            await group.types(who, "hand up")
        else:
            await group.slash(who, "hand-up")
    await group.later(PACE)


async def uma_leads_too(group: Linked) -> None:
    uma = f"matrix:{group.on_matrix['Uma'].user}"
    await group.slash("Bev", "alongside", words=f"facilitator {uma}")
    await group.hears("will you help to lead")
    await group.types("Uma", "!i will lead")
    await group.hears("Uma looks after this group")
    await group.later(PACE)
