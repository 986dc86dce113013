"""What `alongside check` finds out about Discord. It changes nothing, on no side."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

import aiohttp
import discord

from adapters.discord.client import intents, point_at
from adapters.discord.names import snowflake
from adapters.discord.rights import FOR_PLACES, for_places, missing, named
from bot.check import Finding
from bot.model import RoomId

if TYPE_CHECKING:
    from bot.config import Discord

KEYS = (
    *("discord.answers", "discord.elsewhere", "discord.no-server", "discord.not-on-server"),
    *("discord.channel-good", "discord.no-channel", "discord.no-room-yet"),
)


async def look(config: Discord, rooms: Sequence[str]) -> AsyncIterator[Finding]:
    """The token, the servers it is on, and what it may do in the channels of groups."""
    base = {"url": config.api_base_url}
    point_at(config.api_base_url, config.api_base_url)  # nothing listens on the socket here
    async with discord.Client(intents=intents()) as client:
        try:
            await client.login(config.token.get_secret_value())
        except discord.LoginFailure:
            yield Finding(False, "discord.token-refused")
            return
        except discord.HTTPException:
            yield Finding(False, "discord.not-discord", base)
            return
        except (aiohttp.ClientError, OSError, TimeoutError) as problem:
            reason = {"reason": type(problem).__name__}
            yield Finding(False, "discord.unreachable", base | reason)
            return
        assert client.user is not None
        yield Finding(True, "discord.answers", {"name": client.user.name})
        if client.application and client.application.interactions_endpoint_url:
            yield Finding(False, "discord.elsewhere")
        async for finding in _servers(client, config.guilds):
            yield finding
        ours = [id for room in rooms if (id := snowflake(RoomId(room))) is not None]
        if not ours:
            yield Finding(True, "discord.no-room-yet")
        for id in ours:
            async for finding in _channel(client, id):
                yield finding


async def _servers(client: discord.Client, wanted: Sequence[int]) -> AsyncIterator[Finding]:
    there = {guild.id async for guild in client.fetch_guilds(limit=None, with_counts=False)}
    if not there:
        yield Finding(False, "discord.no-server")
    for server in sorted(set(wanted) - there):
        yield Finding(False, "discord.not-on-server", {"server": str(server)})


async def _channel(client: discord.Client, id: int) -> AsyncIterator[Finding]:
    """One channel that is a group's room: each right that is missing, and what stops with it."""
    number = {"channel": str(id)}
    try:
        channel = await client.fetch_channel(id)
    except discord.Forbidden:
        yield Finding(False, "discord.cannot-see", number)
        return
    except (discord.HTTPException, discord.InvalidData):
        yield Finding(False, "discord.no-channel", number)
        return
    if not isinstance(channel, discord.abc.GuildChannel):
        return
    assert client.user is not None
    guild = await client.fetch_guild(channel.guild.id, with_counts=False)
    me = await guild.fetch_member(client.user.id)
    channel.guild = guild  # with its roles, which the channel alone does not know
    may = channel.permissions_for(me)
    wrong = [*missing(may)]
    for key in wrong:
        yield Finding(False, key, {"channel": f"#{channel.name}"})
    if not wrong:
        yield Finding(True, "discord.channel-good", {"channel": f"#{channel.name}"})
    if not wrong and not for_places(may):  # small groups work without, in a call
        facts = {"channel": f"#{channel.name}", "rights": named(FOR_PLACES)}
        yield Finding(True, "discord.cannot-open-places", facts)
