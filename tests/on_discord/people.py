"""People on this Discord, with what they see and may do. Nothing here knows the bot's own code.

ann, tom = discord.people("Ann", "Tom")
guild = discord.guild("Friday", ann, tom)
lounge = discord.channel(guild, "lounge")
await ann.slash(lounge, "hand-up", why="the bus")
await tom.hears(lounge, "Ann")
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from on_discord.account import Account
from on_discord.components import BUTTON, SELECTS, Found, walk
from on_discord.errors import JSON
from on_discord.forms import CannotDo, filled_in, picks, typed_after
from on_discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, FORM, Interaction
from on_discord.messages import Message
from on_discord.rights import May
from on_discord.world import THREADS, Channel

_T = TypeVar("_T")
WAIT = 10.0
"""Seconds somebody waits for something."""


class Person(Account):
    """Somebody at their own client."""

    # What they say.

    async def says(
        self, channel: Channel, text: str, *, replies_to: Message | None = None
    ) -> Message:
        """An ordinary line."""
        right = May.SEND_MESSAGES_IN_THREADS if channel.type in THREADS else May.SEND_MESSAGES
        self._must(channel, May.VIEW_CHANNEL, right)
        body: JSON = {"content": text}
        if replies_to is not None:
            body["message_reference"] = {"message_id": str(replies_to.id)}
        return self.discord.messages.say(self.user, channel, body)

    async def mentions_bot(self, channel: Channel, text: str) -> Message:
        return await self.says(channel, f"{self.discord.world.bot.mention} {text}")

    async def edits(self, message: Message, text: str) -> None:
        assert message.author is self.user
        self.discord.messages.change(message, {"content": text})

    async def deletes(self, message: Message) -> None:
        if message.author is not self.user:
            self._must(message.channel, May.MANAGE_MESSAGES)
        self.discord.messages.take_back(message)

    async def reacts(self, message: Message, emoji: str, *, remove: bool = False) -> None:
        self._must(message.channel, May.ADD_REACTIONS)
        self.discord.messages.react(message, self.user, emoji, remove=remove)

    # What they do with the bot's own things.

    async def slash(self, channel: Channel, name: str, /, **options: Any) -> Interaction:
        """A slash command, as the bot registered it."""
        command = self._command(channel, name)
        data = typed_after(command, channel.guild, options)
        return self._begin(COMMAND, channel, data)

    async def types(self, channel: Channel, name: str, option: str, so_far: str) -> list[JSON]:
        """What the bot suggests while somebody types an option."""
        command = self._command(channel, name)
        one = {each["name"]: each for each in command["options"]}[option]
        if not one.get("autocomplete"):
            raise CannotDo(f"{option} suggests nothing")
        typed = {"name": option, "type": one["type"], "value": so_far, "focused": True}
        data = {"id": command["id"], "name": name, "type": 1, "options": [typed]}
        begun = self._begin(AUTOCOMPLETE, channel, data)
        await self._until(lambda: begun.answer, "nothing was suggested")
        return begun.choices

    async def presses(
        self, what: str, *, on: Message | None = None, among: Channel | None = None
    ) -> Interaction:
        """A button, by its label or custom_id: on that message, or the newest that has it."""
        message, found = self._find(what, on, among, {BUTTON})
        data = {"custom_id": found.custom_id, "component_type": BUTTON, "id": found.component["id"]}
        return self._begin(COMPONENT, message.channel, data, message)

    async def chooses(
        self, menu: str, *values: Any, on: Message | None = None, among: Channel | None = None
    ) -> Interaction:
        """From a menu, which is found by its placeholder or custom_id."""
        message, found = self._find(menu, on, among, SELECTS)
        one, resolved = found.component, dict[str, Any]()
        picked = picks(one, values, message.channel.guild, resolved)
        data = {"custom_id": found.custom_id, "component_type": one["type"], "id": one["id"]}
        data |= {"values": picked, **({"resolved": resolved} if resolved else {})}
        return self._begin(COMPONENT, message.channel, data, message)

    async def form(self, begun: Interaction) -> JSON:
        """Wait for the form that this opens."""
        return await self._until(lambda: begun.form, "no form was opened")

    async def submits(self, begun: Interaction, values: Mapping[str, Any]) -> Interaction:
        """The form that this opened, filled in by labels or custom_ids."""
        form = await self.form(begun)
        data = filled_in(form, begun.channel.guild, values)
        return self._begin(FORM, begun.channel, data, begun.message)

    async def answered(self, begun: Interaction) -> Message:
        """Wait for what the bot shows them for this."""

        def found() -> Message | None:
            one = begun.original
            done = one is not None and not one.loading and not one.deleted
            return one if done else None

        return await self._until(found, "the bot did not answer")

    # What they see.

    def sees(self, channel: Channel) -> list[Message]:
        """All that stands there for them now, oldest first."""
        return self.discord.messages.seen_by(self.user, channel)

    def reads(self, channel: Channel) -> list[str]:
        """The bot's lines there, as they stand now."""
        bot = self.discord.world.bot
        there = (one for one in self.sees(channel) if one.author is bot and not one.loading)
        return [one.content for one in there]

    async def hears(
        self,
        channel: Channel,
        what: str | Callable[[Message], bool],
        *,
        after: Message | None = None,
        seconds: float = WAIT,
    ) -> Message:
        """Wait until a message of the bot there has this text, or fits."""
        bot = self.discord.world.bot

        def found() -> Message | None:
            for one in self.sees(channel):
                late = after is None or one.id > after.id
                fits = what in one.content if isinstance(what, str) else what(one)
                if late and one.author is bot and not one.loading and fits:
                    return one
            return None

        missing = f"{self.name} did not hear {what!r}; there is {self.reads(channel)[-5:]}"
        return await self._until(found, missing, seconds)

    async def hears_nothing(
        self, channel: Channel, *, after: Message | None = None, seconds: float = 0.3
    ) -> None:
        await asyncio.sleep(seconds)
        bot = self.discord.world.bot
        there = [one for one in self.sees(channel) if one.author is bot]
        heard = [one.content for one in there if after is None or one.id > after.id]
        assert not heard, heard

    # Private chats.

    async def opens_dm(self) -> Channel:
        return self.discord.world.private_chat(self.user)

    async def dm(self, text: str) -> Message:
        return await self.says(await self.opens_dm(), text)

    def closes_dms(self) -> None:
        self.user.takes_messages = False

    def allows_dms(self) -> None:
        self.user.takes_messages = True

    # How.

    def _begin(
        self, kind: int, channel: Channel, data: JSON, message: Message | None = None
    ) -> Interaction:
        self._must(channel, May.VIEW_CHANNEL)
        return self.discord.interactions.begin(kind, self.user, channel, data, message)

    def _command(self, channel: Channel, name: str) -> JSON:
        if not self.slash_words:
            raise CannotDo("slash commands are hidden")
        self._must(channel, May.VIEW_CHANNEL, May.USE_APPLICATION_COMMANDS)
        guild = channel.guild
        command = self.discord.commands.offered(None if guild is None else guild.id, name)
        if command is None:
            raise CannotDo(f"there is no /{name}")
        bits = command["default_member_permissions"]
        if bits is not None and guild is not None:
            needed = May(int(bits) & int(May(sum(May))))
            if needed not in guild.rights(self.user, channel):
                raise CannotDo(f"/{name} is hidden from {self.name}")
        return command

    def _find(
        self, what: str, on: Message | None, among: Channel | None, kinds: set[int] | frozenset[int]
    ) -> tuple[Message, Found]:
        there = list(self.discord.messages.all()) if among is None else self.sees(among)
        for message in [on] if on is not None else sorted(there, key=lambda one: -one.id):
            if message not in self.sees(message.channel):
                continue
            for found in walk(message.components):
                names = (found.custom_id, found.label, found.component.get("placeholder"))
                if found.kind in kinds and what in names and found.custom_id:
                    if found.component.get("disabled"):
                        raise CannotDo(f"{what!r} is switched off")
                    return message, found
        raise CannotDo(f"{self.name} sees no {what!r}")

    def _must(self, channel: Channel, *rights: May) -> None:
        if not self.discord.world.may(self.user, channel, *rights):
            raise CannotDo(f"{self.name} may not {rights} in {channel.name or 'that chat'}")

    async def _until(
        self, found: Callable[[], _T | None], missing: str, seconds: float = WAIT
    ) -> _T:
        limit = time.monotonic() + seconds
        while (one := found()) is None:
            assert time.monotonic() < limit, missing
            await asyncio.sleep(0.005)
        return one
