"""A guild with two people and a bare discord.py client, to prove the ground."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import pytest
import yarl
from discord import AllowedMentions, app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route, handle_message_parameters
from on_discord.people import Person
from on_discord.server import Discord
from on_discord.world import Channel, Guild

NO_PRIVILEGE = discord.Intents.default()
Handler = Callable[[discord.Interaction[discord.Client]], Awaitable[None]]


class Bare(discord.Client):
    """Notes what it hears; `on_button` and `on_form` may be set by a test."""

    def __init__(self, ground: Discord, **options: Any) -> None:
        options = {"intents": NO_PRIVILEGE, "guild_ready_timeout": 0.05, **options}
        super().__init__(**options)
        self.ground = ground
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.events: list[str] = []
        self.handler: Handler | None = None
        """For buttons and forms."""
        self.running: asyncio.Task[None] | None = None

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """discord.py waits 5 seconds here."""

    async def on_socket_event_type(self, name: str) -> None:
        self.events.append(name)

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            self.heard.append(message)

    async def on_interaction(self, interaction: discord.Interaction[discord.Client]) -> None:
        if self.handler and interaction.type is not discord.InteractionType.application_command:
            await self.handler(interaction)

    async def until(self, fits: Callable[[], object], seconds: float = 10) -> None:
        await until(fits, seconds)

    def room(self, id: int) -> discord.TextChannel:
        channel = self.get_channel(id)
        assert isinstance(channel, discord.TextChannel)
        return channel


async def until(fits: Callable[[], object], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not fits():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


def point_at(ground: Discord, patch: pytest.MonkeyPatch) -> None:
    """discord.py knows one address only, so it is put in place of it."""
    patch.setattr(Route, "BASE", ground.url)
    patch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(ground.gateway.address))


@asynccontextmanager
async def connected(
    ground: Discord,
    patch: pytest.MonkeyPatch,
    *,
    raises: type[BaseException] = asyncio.CancelledError,
    **options: Any,
) -> AsyncIterator[Bare]:
    """The client, ready; a failure of its gateway task is raised at the end, unless expected."""
    point_at(ground, patch)
    client = Bare(ground, **options)
    await client.login(ground.token)
    client.running = running = asyncio.create_task(client.connect())
    ready = asyncio.create_task(client.wait_until_ready())
    await asyncio.wait((running, ready), return_when=asyncio.FIRST_COMPLETED, timeout=10)
    if running.done():
        ready.cancel()
        await client.close()
        await running
    try:
        yield client
    finally:
        await client.close()
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError, raises):
            await running


@dataclass
class Scene:
    """A guild with two people and the bot in it."""

    discord: Discord
    bot: Bare
    guild: Guild
    lounge: Channel
    ann: Person
    tom: Person


def furnish(discord: Discord) -> tuple[Guild, Channel, Person, Person]:
    ann, tom = discord.people("Ann", "Tom")
    guild = discord.guild("Friday", ann, tom)
    return guild, discord.channel(guild, "lounge"), ann, tom


async def say(scene: Scene, text: str, nonce: str | None = None) -> int:
    """As an adapter will: with a nonce of its own."""
    with handle_message_parameters(
        text, nonce=nonce, allowed_mentions=AllowedMentions.none()
    ) as parameters:
        sent = await scene.bot.http.send_message(scene.lounge.id, params=parameters)
    return int(sent["id"])


async def hold(scene: Scene) -> discord.Interaction[discord.Client]:
    """A slash command that came in, not answered so far."""
    came: asyncio.Future[discord.Interaction[discord.Client]] = (
        asyncio.get_running_loop().create_future()
    )

    @scene.bot.tree.command(name="hold", description="Waits.")
    async def hold(interaction: discord.Interaction[discord.Client]) -> None:
        came.set_result(interaction)

    await scene.bot.tree.sync()
    await scene.ann.slash(scene.lounge, "hold")
    return await asyncio.wait_for(came, 10)


async def offer_hand_up(scene: Scene, *, ephemeral: bool = True) -> None:
    """A slash command that answers after a deferral."""

    @scene.bot.tree.command(name="hand-up", description="Put your hand up.")
    async def hand_up(
        interaction: discord.Interaction[discord.Client], why: str | None = None
    ) -> None:
        await interaction.response.defer(ephemeral=ephemeral)
        await interaction.edit_original_response(content=f"Your hand is up: {why}")

    await scene.bot.tree.sync()
