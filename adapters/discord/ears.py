"""Typed words: in a channel those that mention us, in private all of them.

Without a privileged intent Discord tells us of other lines that they came, and not what they
say. A person's place in line is taken when their line comes; what must be asked for meanwhile,
such as the rooms they share with us, keeps nobody else waiting.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import replace

import discord

from adapters.discord.arriving import Arriving
from adapters.discord.names import PLATFORM, person, room_id
from adapters.discord.people import People
from adapters.discord.rights import rights
from adapters.discord.saying import Saying
from adapters.discord.turns import ROOM_WAITS, Turns
from bot.adapter import Bot, Later, Reply
from bot.anonymous.floor import told
from bot.few import FewNames
from bot.model import Heard, Right, RoomId
from bot.parse import MOST_WORDS

log = logging.getLogger(__name__)

_AFTER_NAME = " \t\n,:;-"
_PERSON = re.compile(r"<@!?(\d+)>")
_CHANNEL = re.compile(r"<#(\d+)>")

READ = frozenset({discord.MessageType.default, discord.MessageType.reply})

HEARD = 5_000
"""Messages that are remembered: what is told twice is not answered twice from memory."""


class Ears:
    """Hears one message at a time; many may be on their way."""

    def __init__(
        self,
        app: Bot,
        me: discord.abc.User,
        people: People,
        saying: Saying,
        arriving: Arriving,
        turns: Turns,
        *,
        heard: FewNames,
        serves: Callable[[discord.Guild | None], bool],
    ) -> None:
        """`heard`: what was taken up so far. `serves`: whether the bot is for that guild."""
        self._app = app
        self._me = me
        self._people = people
        self._saying = saying
        self._arriving = arriving
        self._turns = turns
        self._own = re.compile(rf"<@!?{me.id}>")
        self._at_an_end = re.compile(rf"^\s*<@!?{me.id}>|[\s,;:-]*<@!?{me.id}>[\s.!?]*$")
        self._heard = heard
        self._serves = serves

    def take(self, message: discord.Message) -> None:
        """A message has come. Its place in line is taken at once."""
        by_program = message.author.bot or message.webhook_id is not None
        if by_program or message.type not in READ or not self._serves(message.guild):
            return
        if message.guild is None:
            self._people.opened(message.author.id, message.channel.id)
        else:
            room = self.room(message.channel)
            if self._app.group_of(room) is not None:
                self._app.noticed(room, person(message.author).id)
            if isinstance(message.author, discord.Member):
                self._people.seen(message.author)
            if not self._spoken_to(message):
                return
        mine = self._turns.place(f"person {message.author.id}")
        rooms = None if message.guild is None else self._turns.place(f"room {message.channel.id}")

        async def hear() -> None:
            async with AsyncExitStack() as stack:
                if rooms is not None:
                    await stack.enter_async_context(rooms.turn(ROOM_WAITS))
                await stack.enter_async_context(mine.turn())
                try:
                    await self._hear_once(message)
                except Exception as problem:  # noqa: BLE001 (one bad line must not stop others)
                    # In private it may have been a card: then not even that it failed is told.
                    if message.guild is not None:
                        log.error("a message was not taken up: %s", told(problem))

        self._turns.start(hear())

    def _spoken_to(self, message: discord.Message) -> bool:
        return any(one.id == self._me.id for one in message.mentions)

    async def _hear_once(self, message: discord.Message) -> None:
        if str(message.id) not in self._heard:
            await self._hear(message)
            self._heard.add(str(message.id))

    async def _hear(self, message: discord.Message) -> None:
        heard = Heard(
            event=f"{PLATFORM}:{message.id}",
            by=person(message.author),
            text=self._words(message),
            at=min(message.created_at, self._app.clock.now()),
        )
        if message.guild is None:
            heard = replace(heard, shares=await self._people.shares(message.author.id))
        else:
            member = await self._member(message, message.guild)
            may = frozenset[Right]()
            if member is not None:
                heard = replace(heard, by=person(member))
                may = rights(self._permissions(message, member))
            named = bool(self._own.search(message.content))
            heard = replace(heard, addressed=named, answering=not named)
            heard = replace(heard, room=self.room(message.channel), rights=may)
            if not await self._arriving.may_hear(heard):
                return
        await self._answer(message.author.id, heard, await self._app.hear(heard))

    async def _answer(self, user: int, heard: Heard, reply: Reply | None) -> None:
        """From memory, in private; what takes its time comes after it, and keeps nobody waiting."""
        if reply is None:
            return
        if reply.messages and not await self._saying.reply(user, reply.messages):
            await self._app.not_shown(heard, reply)
        if reply.later is not None:
            self._turns.start(self._answer_later(user, heard, reply.later))

    async def _answer_later(self, user: int, heard: Heard, later: Later) -> None:
        with suppress(Exception):  # nothing is told of what goes wrong without a name
            await self._answer(user, heard, await later())

    async def _member(
        self, message: discord.Message, guild: discord.Guild
    ) -> discord.Member | None:
        """Who wrote it, with their roles: what is read later comes without them."""
        if isinstance(message.author, discord.Member):
            return message.author
        return await self._people.member(guild, message.author.id)

    def _permissions(self, message: discord.Message, member: discord.Member) -> discord.Permissions:
        channel = message.channel
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return channel.permissions_for(member)
        return discord.Permissions.none()

    def _words(self, message: discord.Message) -> str:
        """What was typed: without our own name, and with those of others as the group has them."""
        text = self._at_an_end.sub("", message.content)
        if len(bare := self._own.sub(" ", text).split()) <= MOST_WORDS:
            text = " ".join(bare)  # "hand down, @Alongside, please"
        names = {str(one.id): one.display_name for one in (*message.mentions, self._me)}
        text = self.unmarked(text, self.room(message.channel), names)
        return text.strip(_AFTER_NAME) if message.guild is not None else text

    def unmarked(self, text: str, room: RoomId, names: Mapping[str, str] | None = None) -> str:
        """With people's names as the group has them, and places by their ids, for Discord's marks.

        `names`: by what stands in a mark, for people whom the group does not know.
        """
        group = self._app.group_of(room)
        known = {id.rpartition(":")[2]: name for id, name in group.names.items()} if group else {}
        known = {**(names or {}), **known}
        text = _PERSON.sub(lambda who: known.get(who[1], who[0]), text)
        return _CHANNEL.sub(lambda place: room_id(int(place[1])), text)

    def room(self, channel: object) -> RoomId:
        """The room of a channel; a thread belongs to the channel it is in, if that is known."""
        id: int = getattr(channel, "id", 0)
        parent: int | None = getattr(channel, "parent_id", None)
        if (
            parent
            and self._app.group_of(room_id(id)) is None
            and self._app.group_of(room_id(parent))
        ):
            return room_id(parent)
        return room_id(id)
