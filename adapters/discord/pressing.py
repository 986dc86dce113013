"""Slash words, buttons and forms: acknowledged at once, then heard, then answered.

The first answer must come within three seconds and decides who sees it: only the person. After
it there are fifteen minutes to say what came of it. Where it is not known whether we were in
time, Discord is asked; who was told that nothing happened, for them nothing happens.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from typing import Any

import discord

from adapters.discord import parts, rest, slash
from adapters.discord.arriving import Arriving
from adapters.discord.ears import Ears
from adapters.discord.names import JSON, PLATFORM, person, room_id
from adapters.discord.people import People
from adapters.discord.rest import No, Rest
from adapters.discord.rights import rights
from adapters.discord.saying import ORIGINAL, Saying
from adapters.discord.turns import ROOM_WAITS, Place, Turns
from bot.adapter import Bot, GiveUp, Reply, TryLater, Unseen
from bot.anonymous.floor import told
from bot.model import Heard, Rendered, RoomId

log = logging.getLogger(__name__)

CALLBACK = "/interactions/{webhook_id}/{webhook_token}/callback"
"""Named so that discord.py counts the pace of each of them by itself."""

WAITING, SUGGEST, OPEN_FORM = 5, 8, 9
"""Kinds of a first answer: a sign of waiting, suggestions, a form."""

MOST_SUGGESTED = 25

IN_TIME = 2.8
"""Seconds in which a first answer must have been given."""

TRIES, AGAIN_IN = 5, 3.0
"""For an answer from memory, which no outbox holds."""

KINDS = discord.InteractionType

KEYS = ("discord.other-server",)


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
        self._rest = requests
        self._people = people
        self._saying = saying
        self._ears = ears
        self._arriving = arriving
        self._turns = turns
        self._serves = serves
        self._words = words
        self._commands = slash.by_name(app.features)

    def take(self, one: discord.Interaction[Any]) -> None:
        """Something was pressed. Its place in line is taken at once."""
        if one.type is KINDS.autocomplete:
            self._turns.start(self._suggest(one))
            return
        if one.type not in (KINDS.application_command, KINDS.component, KINDS.modal_submit):
            return
        if isinstance(one.user, discord.Member):
            self._people.seen(one.user)
        heard = self._heard(one)
        mine = self._turns.place(f"person {one.user.id}")
        # A card has nothing to do with what else happens in the room, and takes its time.
        waits = heard.room is not None and not self._app.is_aside(heard)
        room = self._turns.place(f"room {heard.room}") if waits else None
        self._turns.start(self._take(one, heard, mine, room))

    async def _take(
        self, one: discord.Interaction[Any], heard: Heard, mine: Place, room: Place | None
    ) -> None:
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
            # It may have been a card: nothing tells who it was, or what they pressed.
            log.error("a press was not taken up: %s", told(problem))
        finally:
            mine.over()
            if room is not None:
                room.over()

    # The first answer.

    async def _begin(self, one: discord.Interaction[Any], heard: Heard) -> bool:
        """Acknowledge it. False: it is dealt with already."""
        if not self._serves(one.guild_id):
            await self._at_once(one, self._words("discord.other-server"))
            return False
        if heard.room is not None:
            told_there = await self._arriving.pressed(heard, one.channel)
            if told_there is not None:
                await self._at_once(one, told_there)
                return False
        if heard.fields is None and (form := await self._app.form(heard)) is not None:
            await self._first(one, OPEN_FORM, parts.form(form))
            return False
        return await self._first(one, WAITING, {"flags": parts.EPHEMERAL})

    async def _at_once(self, one: discord.Interaction[Any], words: Rendered) -> None:
        """An answer that needs nothing of the bot."""
        if await self._first(one, WAITING, {"flags": parts.EPHEMERAL}):
            await self._show(one, words)

    async def _first(self, one: discord.Interaction[Any], kind: int, data: JSON) -> bool:
        """Give the first answer. False: it was too late, and the person was told so by Discord."""
        try:
            async with asyncio.timeout(IN_TIME):
                await self._rest.ask(
                    "POST",
                    CALLBACK,
                    body={"type": kind, "data": data},
                    webhook_id=one.id,
                    webhook_token=one.token,
                )
        except (TryLater, TimeoutError):
            return await self._was_first(one)
        except No as no:
            if no.code in (rest.ALREADY_ANSWERED, rest.UNKNOWN_INTERACTION):
                return await self._was_first(one)
            return False
        return True

    async def _was_first(self, one: discord.Interaction[Any]) -> bool:
        """Nobody said whether it was given: is there something to be filled in?"""
        with suppress(No, TryLater):
            await self._rest.ask(
                "GET", ORIGINAL, webhook_id=one.application_id, webhook_token=one.token
            )
            return True
        return False

    # What it says.

    def _heard(self, one: discord.Interaction[Any]) -> Heard:
        text, fields = self._said(one)
        in_guild = one.guild_id is not None
        return Heard(
            event=f"{PLATFORM}:{one.id}",
            by=person(one.user),
            text=text,
            at=min(one.created_at, self._app.clock.now()),
            room=self._room(one) if in_guild else None,
            pressed=True,
            rights=rights(one.permissions) if in_guild else frozenset(),
            fields=fields,
            via=one.token,
        )

    def _room(self, one: discord.Interaction[Any]) -> RoomId:
        return self._ears.room(one.channel)

    def _said(self, one: discord.Interaction[Any]) -> tuple[str, Mapping[str, str] | None]:
        """The words it stands for, and what was filled in."""
        data: Mapping[str, Any] = one.data or {}
        if one.type is KINDS.application_command:
            command = self._commands.get(data["name"])
            # One that is no longer ours still says what it was.
            word = command.word if command else str(data["name"]).replace("-", " ")
            options = {each["name"]: _value(each) for each in data.get("options") or ()}
            return word, options or None
        if one.type is KINDS.modal_submit:
            command_word = parts.command_of(data["custom_id"])
            return command_word or "", parts.answers(data.get("components"))
        return parts.typed_by(data["custom_id"]) or "", None

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

    async def _show(self, one: discord.Interaction[Any], words: Rendered) -> None:
        for _ in range(TRIES):
            try:
                await self._saying.answer(one.token, words)
            except TryLater as later:
                await asyncio.sleep(max(later.seconds, AGAIN_IN))
            except (Unseen, GiveUp):
                return
            else:
                return

    async def _suggest(self, one: discord.Interaction[Any]) -> None:
        """The names that an option can be, while somebody types it."""
        data: Mapping[str, Any] = one.data or {}
        focused = next((each for each in data.get("options") or () if each.get("focused")), None)
        typed = str(focused["value"]).casefold() if focused else ""
        by, room = person(one.user), None if one.guild_id is None else self._room(one)
        names = [
            {"name": parts.cut(who.name, parts.LONGEST_HINT), "value": who.id}
            for who in self._app.people(by.id, room)
            if typed in who.name.casefold()
        ]
        await self._first(one, SUGGEST, {"choices": names[:MOST_SUGGESTED]})


def _value(option: Mapping[str, Any]) -> str:
    """What was chosen, as the bot names it."""
    chosen = str(option["value"])
    if option.get("type") == slash.CHANNEL and chosen.isdecimal():
        return room_id(int(chosen))
    return chosen
