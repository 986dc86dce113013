"""Slash words, buttons and forms: acknowledged at once, then heard, then answered.

The first answer decides who sees it: only the person. After it there are fifteen minutes to say
what came of it. Who was told that nothing happened, for them nothing happens.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from typing import Any

import discord

from adapters.discord import parts, slash
from adapters.discord.acknowledging import OPEN_FORM, SUGGEST, Acknowledging
from adapters.discord.arriving import BRING, Arriving
from adapters.discord.ears import Ears
from adapters.discord.names import PLATFORM, person, room_id
from adapters.discord.people import People
from adapters.discord.rest import Rest
from adapters.discord.rights import rights
from adapters.discord.saying import Saying
from adapters.discord.suggesting import Suggesting
from adapters.discord.turns import ROOM_WAITS, Place, Turns
from bot.adapter import Bot, GiveUp, Reply, TryLater, Unseen
from bot.anonymous.floor import told
from bot.few import FewNames
from bot.model import Heard, Rendered, RoomId

log = logging.getLogger(__name__)

REMEMBERED = 1_000
"""Presses that are known when they are told once more."""

ANSWERABLE_FOR = 15 * 60.0
"""Seconds in which an answer can be shown, for those from memory, which no outbox holds."""

KINDS = discord.InteractionType

KEYS = ("discord.unheard", "discord.other-server")


class Pressing:
    """Takes up what people press, choose and fill in."""

    def __init__(
        self,
        app: Bot,
        requests: Rest,
        people: People,
        saying: Saying,
        ears: Ears,
        arriving: Arriving,
        turns: Turns,
        *,
        serves: Callable[[int | None], bool],
        words: Callable[[str], Rendered],
    ) -> None:
        """`serves`: whether the bot is for that guild. `words`: one of our own texts."""
        self._app = app
        self._acknowledging = Acknowledging(requests)
        self._people = people
        self._saying = saying
        self._ears = ears
        self._arriving = arriving
        self._turns = turns
        self._serves = serves
        self._words = words
        self._suggesting = Suggesting(app, people, ears)
        self._commands = slash.by_name(app.features)
        self._for_all = slash.for_all(app.words)
        self._taken = FewNames(REMEMBERED)

    def take(self, one: discord.Interaction[Any]) -> None:
        """Something was pressed. Its place in line is taken at once."""
        if one.type is KINDS.autocomplete:
            self._turns.start(self._suggest(one))
            return
        if one.type not in (KINDS.application_command, KINDS.component, KINDS.modal_submit):
            return
        if str(one.id) in self._taken:  # told once more, and answered already
            return
        self._taken.add(str(one.id))
        if isinstance(one.user, discord.Member):
            self._people.seen(one.user)
        heard = self._heard(one)
        if self._is_unheard(one):
            self._saying.adds(one.token, self._words("discord.unheard").text)
        mine = self._turns.place(f"person {one.user.id}")
        # A card has nothing to do with what else happens in the room, and takes its time.
        waits = heard.room is not None and not self._app.is_aside(heard)
        room = self._turns.place(f"room {heard.room}") if waits else None
        self._turns.start(self._take(one, heard, mine, room))

    async def _take(
        self, one: discord.Interaction[Any], heard: Heard, mine: Place, room: Place | None
    ) -> None:
        begun = False
        try:
            async with AsyncExitStack() as line:
                begun = await self._begin(one, heard)
                if room is not None:
                    await line.enter_async_context(room.turn(ROOM_WAITS))
                async with mine.turn():
                    if not begun:
                        return
                    heard = await self._with_shares(heard)
                    hearing = asyncio.create_task(self._app.hear(heard))
                    await asyncio.sleep(0)  # it has its turn with the bot now
                reply = await hearing
            await self._answer(one, reply)
        except Exception as problem:  # noqa: BLE001 (one bad press must not stop the others)
            # Of a card not even that it failed is told: the line would tell when it was pressed.
            if not self._app.is_aside(heard):
                log.error("a press was not taken up: %s", told(problem))
            if begun:
                self._turns.start(self._show(one, self._words("app.our-fault")))
        finally:
            mine.over()
            if room is not None:
                room.over()

    # The first answer.

    async def _begin(self, one: discord.Interaction[Any], heard: Heard) -> bool:
        """Acknowledge it. False: it is dealt with already."""
        if not self._serves(one.guild_id):
            if await self._waiting(one):
                await self._show(one, self._words("discord.other-server"))
            return False
        if self._arriving.is_asked(heard):
            # Acknowledged first: who is told that it failed has not brought us in.
            if not await self._waiting(one):
                return False
            if heard.text == BRING and self._is_unheard(one):
                await self._show(one, Rendered(""))  # that it may not write is added to it
                return False
            told_there = await self._arriving.pressed(heard, one.channel)
            if told_there is None:
                return True
            await self._show(one, told_there)
            return False
        if heard.fields is None and (form := await self._app.form(heard)) is not None:
            await self._acknowledging.first(one, OPEN_FORM, parts.form(form))
            return False
        return await self._waiting(one)

    async def _waiting(self, one: discord.Interaction[Any]) -> bool:
        """Do they see that it was heard? Where that cannot be known, it was not."""
        given = await self._acknowledging.waiting(one)
        if given is None:
            self._turns.start(self._show(one, self._words("app.our-fault")))
        return given is True

    # What it says.

    def _heard(self, one: discord.Interaction[Any]) -> Heard:
        in_guild = one.guild_id is not None
        heard = Heard(
            event=f"{PLATFORM}:{one.id}",
            by=person(one.user),
            text="",
            at=min(one.created_at, self._app.clock.now()),
            room=self._room(one) if in_guild else None,
            pressed=True,
            rights=rights(one.permissions) if in_guild else frozenset(),
            via=one.token,
        )
        return self._said(one, heard)

    def _is_unheard(self, one: discord.Interaction[Any]) -> bool:
        """May the bot not write there? Then whoever presses is told that the room hears nothing."""
        may = one.app_permissions
        here = isinstance(one.channel, discord.abc.GuildChannel)
        return here and not (may.view_channel and may.send_messages)

    def _room(self, one: discord.Interaction[Any]) -> RoomId:
        assert one.channel is not None
        return self._ears.room(one.channel)

    def _said(self, one: discord.Interaction[Any], heard: Heard) -> Heard:
        """With the words it stands for, and what was filled in."""
        data: Mapping[str, Any] = one.data or {}
        if one.type is KINDS.application_command:
            command = self._commands.get(data["name"])
            # One that is no longer ours still says what it was.
            word = command.word if command else str(data["name"]).replace("-", " ")
            options = {
                each["name"]: _value(each) for each in parts.options(data) if "value" in each
            }
            if data["name"] == self._for_all:
                text = self._typed(one, options.get(slash.WORDS, ""))
                return replace(heard, text=text, addressed=True)
            return replace(heard, text=word, fields=options or None)
        if one.type is KINDS.modal_submit:
            form, fields = parts.sent(data["custom_id"]), parts.answers(data.get("components"))
            # Whoever is not sure that it went sends it once more: it is the same form.
            event = f"{PLATFORM}:form:{form.opening}" if form.opening else heard.event
            return replace(heard, event=event, text=form.command, fields=fields, of=form.of)
        types, of = parts.typed_by(data["custom_id"])
        return replace(heard, text=types, of=of)

    def _typed(self, one: discord.Interaction[Any], text: str) -> str:
        return text if one.guild_id is None else self._ears.unmarked(text, self._room(one))

    async def _with_shares(self, heard: Heard) -> Heard:
        if heard.room is not None:
            return heard
        user = int(heard.by.id.rpartition(":")[2])
        return replace(heard, shares=await self._people.shares(user))

    # The answer.

    async def _answer(self, one: discord.Interaction[Any], reply: Reply | None) -> None:
        """What the bot answers from memory; the rest comes from the outbox."""
        if reply is None:
            return
        if not reply.messages:
            await self._show(one, Rendered(""))
            return
        text = "\n\n".join(message.text for message in reply.messages)
        buttons = tuple(button for message in reply.messages for button in message.buttons)
        await self._show(one, Rendered(text, buttons))
        if reply.later is not None:
            await self._answer(one, await reply.later())

    async def _show(self, one: discord.Interaction[Any], words: Rendered) -> None:
        """Until it is shown, or can be no longer."""
        with suppress(Unseen, GiveUp, TimeoutError):
            async with asyncio.timeout(ANSWERABLE_FOR):
                while True:
                    try:
                        await self._saying.answer(one.token, words)
                    except TryLater as later:
                        await asyncio.sleep(later.seconds)
                    else:
                        return

    async def _suggest(self, one: discord.Interaction[Any]) -> None:
        """What an option can be, while somebody types it."""
        choices = await self._suggesting.choices(one)
        await self._acknowledging.first(one, SUGGEST, {"choices": choices})


def _value(option: Mapping[str, Any]) -> str:
    """What was chosen, as the bot names it."""
    chosen = str(option["value"])
    if option.get("type") == slash.CHANNEL and chosen.isdecimal():
        return room_id(int(chosen))
    return chosen
