"""discord.py's client, which only hands on what it hears."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.rest import at_once
from bot.anonymous.floor import told

log = logging.getLogger(__name__)

# The bot never speaks by voice, so an admin need not hear of libraries for that.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

READY_AFTER = 0.5
"""Seconds without news of another guild after which we know all of them."""

LONGEST_WAIT = 30.0
"""Seconds that discord.py may wait by itself for its pace; longer waits are the outbox's."""

SILENT_FOR = 60.0
"""Seconds after which a connection on which nothing comes is left."""

LOOK_EVERY = 10.0
"""Seconds between two looks for paces that discord.py need not keep any longer. Every press has
paces of its own, and it would look through all of them at each new one."""

EVENTS = frozenset(f"GUILD_SCHEDULED_EVENT_{what}" for what in ("CREATE", "UPDATE", "DELETE"))
ACTS = ("MESSAGE_", "INTERACTION_", "VOICE_", "GUILD_SCHEDULED_EVENT_")
"""Events of what somebody did. One that cannot be read is left out; any other such event would
leave us with a wrong picture of a server, and so ends the session for a new one."""


class Hears(Protocol):
    """What is done with the events."""

    def message(self, message: discord.Message) -> None: ...

    def pressed(self, one: discord.Interaction[Any]) -> None: ...

    def voice(self, member: discord.Member, state: discord.VoiceState) -> None: ...

    def events_changed(self, guild: int) -> None:
        """An event of a server was made, moved, ended or taken away."""

    def unreadable(self, channel: int, guild: int | None) -> None:
        """Something was said there that could not be understood."""

    def begins(self) -> None:
        """A new session: what happened before it was not told."""

    async def connected(self) -> None:
        """Now all servers of the new session are known."""

    def resumed(self) -> None:
        """The session goes on: all that was missed has been told."""

    def disconnected(self) -> None: ...


def seldom(work: Callable[[], None]) -> Callable[[], None]:
    """Done when it is called, but not again before its time."""
    free_at = 0.0

    def now_and_then() -> None:
        nonlocal free_at
        if time.monotonic() >= free_at:
            free_at = time.monotonic() + LOOK_EVERY
            work()

    return now_and_then


def intents() -> discord.Intents:
    """What we are told of: no privileged intent is among it."""
    return discord.Intents(
        guilds=True,
        guild_messages=True,
        dm_messages=True,
        voice_states=True,
        guild_scheduled_events=True,
    )


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
            http_trace=at_once(),
            heartbeat_timeout=SILENT_FOR,
        )
        self._hears = hears
        look = self.http._try_clear_expired_ratelimits
        self.http._try_clear_expired_ratelimits = seldom(look)  # type: ignore[method-assign]
        parsers = self._connection.parsers
        for name in [*parsers]:
            if name.startswith(ACTS):
                parsers[name] = partial(self._read, name, parsers[name])

    def _read(self, name: str, parse: Callable[[Any], None], data: Any) -> None:
        """discord.py would end the session when an event lacks a field."""
        if name in EVENTS and (guild := _id(data, "guild_id")) is not None:
            self._hears.events_changed(guild)  # what it is now is asked, and not read from here
        try:
            parse(data)
        except Exception as problem:  # noqa: BLE001 (one bad event must not stop the others)
            log.warning("an event could not be read: %s", told(problem))
            channel, guild = (_id(data, each) for each in ("channel_id", "guild_id"))
            if name == "MESSAGE_CREATE" and channel is not None:
                self._hears.unreadable(channel, guild)

    def dispatch(self, event: str, /, *args: Any, **more: Any) -> None:
        """Once it is closed nobody hears it, and discord.py has no loop any more to tell it on."""
        if not self.is_closed():
            super().dispatch(event, *args, **more)

    async def on_error(self, event_method: str, /, *_args: Any, **_more: Any) -> None:
        """discord.py would write down what it was about."""
        problem = sys.exc_info()[1]
        log.error("%s failed: %s", event_method, told(problem) if problem else "")
        if event_method == "on_ready":  # half begun is not begun
            await self.close()

    async def on_connect(self) -> None:
        self._hears.begins()

    async def on_message(self, message: discord.Message) -> None:
        try:
            self._hears.message(message)
        except AttributeError as problem:  # of what it was told without, discord.py knows nothing
            log.warning("a message could not be read: %s", told(problem))
            self._hears.unreadable(message.channel.id, getattr(message.guild, "id", None))

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


def _id(data: Any, name: str) -> int | None:
    found = data.get(name) if isinstance(data, dict) else None
    return int(found) if isinstance(found, str) and found.isdecimal() else None


def point_at(base: str, gateway: str) -> None:
    """Where discord.py finds Discord: it knows one place only, for all clients."""
    Route.BASE = base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
