"""Coming into a channel: only where somebody who may manage it asks for us.

To be on a server is no invitation into each of its channels. In one that is no group's room so
far, whoever calls is told how the bot can be brought in, and nothing else happens there.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import discord

from adapters.discord.saying import Saying
from bot.adapter import Bot, GiveUp, TryLater
from bot.few import Few
from bot.model import Address, Button, Heard, Rendered, Right
from bot.words import Speaker

BRING = "bring alongside here"
"""What the button types that brings the bot into a channel."""

NOT_AGAIN_FOR = timedelta(hours=1)
REMEMBERED = 1_000

KEYS = (
    "discord.not-here",
    "discord.in-a-thread",
    "discord.only-managers",
    "discord.bring",
    "discord.brought",
)


class Arriving:
    """Answers in channels that are no group's room."""

    def __init__(self, app: Bot, saying: Saying, speaker: Speaker, language: str) -> None:
        self._app = app
        self._saying = saying
        self._speaker = speaker
        self._language = language
        self._told: Few[datetime] = Few(REMEMBERED)

    async def may_hear(self, heard: Heard) -> bool:
        """Is this a group's room? If not, a line there says how it can become one."""
        assert heard.room is not None
        if self._app.group_of(heard.room) is not None:
            return True
        now = self._app.clock.now()
        last = self._told.get(heard.room)
        if last is None or now - last > NOT_AGAIN_FOR:
            self._told[heard.room] = now
            with suppress(GiveUp, TryLater):
                await self._saying.send(Address(heard.room), self.how(), secrets.token_hex(12))
        return False

    def is_asked(self, heard: Heard) -> bool:
        """Is it about coming in, whatever was pressed there?"""
        if heard.room is None:
            return False
        return heard.text == BRING or self._app.group_of(heard.room) is None

    async def pressed(self, heard: Heard, channel: Any) -> Rendered | None:
        """The answer to a press there; None: it is a group's room."""
        assert heard.room is not None
        if self._app.group_of(heard.room) is not None:
            return self._say("discord.brought") if heard.text == BRING else None
        if heard.text != BRING:
            return self.how()
        if isinstance(channel, discord.Thread):
            return self._say("discord.in-a-thread")
        if Right.MANAGE not in heard.rights:
            return self._say("discord.only-managers")
        # Whoever brings it in does not thereby look after the group: that takes a yes of its own.
        await self._app.arrived(heard.room, getattr(channel, "name", "") or "", heard.by)
        return self._say("discord.brought")

    def how(self) -> Rendered:
        """How it can be brought in."""
        label = self._app.words.word("discord.bring", self._language)
        return Rendered(self._say("discord.not-here").text, (Button(label, BRING),))

    def _say(self, key: str) -> Rendered:
        return Rendered(
            self._app.words.render(key, {}, language=self._language, speaker=self._speaker)
        )
