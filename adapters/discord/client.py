"""discord.py's client, which only hands on what it hears."""

from __future__ import annotations

from typing import Any, Protocol

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

READY_AFTER = 0.5
"""Seconds without news of another guild after which we know all of them."""

LONGEST_WAIT = 30.0
"""Seconds that discord.py may wait by itself for its pace; longer waits are the outbox's."""


class Hears(Protocol):
    """What is done with the events."""

    def message(self, message: discord.Message) -> None: ...

    def pressed(self, one: discord.Interaction[Any]) -> None: ...

    def voice(self, member: discord.Member, state: discord.VoiceState) -> None: ...

    async def connected(self) -> None:
        """A new session: what happened before it was not told."""

    def resumed(self) -> None:
        """The session goes on: all that was missed has been told."""

    def disconnected(self) -> None: ...


def intents() -> discord.Intents:
    """What we are told of: no privileged intent is among it."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, voice_states=True)


class Client(discord.Client):
    """One session with Discord at a time."""

    def __init__(self, hears: Hears) -> None:
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=READY_AFTER,
            max_ratelimit_timeout=LONGEST_WAIT,
        )
        self._hears = hears

    async def on_message(self, message: discord.Message) -> None:
        self._hears.message(message)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        self._hears.pressed(interaction)

    async def on_voice_state_update(
        self, member: discord.Member, _before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        self._hears.voice(member, after)

    async def on_ready(self) -> None:
        await self._hears.connected()

    async def on_resumed(self) -> None:
        self._hears.resumed()

    async def on_disconnect(self) -> None:
        self._hears.disconnected()


def point_at(base: str, gateway: str) -> None:
    """Where discord.py finds Discord: it knows one place only, for all clients."""
    Route.BASE = base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
