"""The whole bot in this process, on a strict Discord of our own: a real database, a real socket."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from contract import Tap
from on_discord.server import Discord
from stage import WORDS

from bot.adapter import Adapter
from bot.app import App
from bot.clock import Clock
from bot.config import Discord as Settings
from bot.program import supervise
from bot.words import Words

with warnings.catch_warnings():
    # discord.py imports audioop, for sounds that we never play.
    warnings.simplefilter("ignore", DeprecationWarning)
    from adapters.discord.adapter import DiscordAdapter

NO_CHANCE = 1.0
"""Dice that never throw a chance check."""


@dataclass
class BotHere:
    """The bot, as tests look into it."""

    app: App
    adapter: DiscordAdapter
    tap: Tap
    """Between the two: what the adapter told the bot."""
    serving: asyncio.Task[None]
    """The adapter's `run`."""
    states: dict[str, str] = field(default_factory=dict)
    """How the adapter is, where it `keeps_on`."""

    async def starts_again(self) -> None:
        """The adapter ends, and begins again with a session of its own."""
        self.serving.cancel()
        await asyncio.gather(self.serving, return_exceptions=True)
        self.serving = asyncio.create_task(self.adapter.run(self.tap))
        await self.adapter._opened()


def settings(discord: Discord, guilds: Sequence[int] = ()) -> Settings:
    return Settings.model_validate(
        {"token": discord.token, "api_base_url": discord.url, "guilds": tuple(guilds)}
    )


@asynccontextmanager
async def bot_here(
    discord: Discord,
    folder: Path,
    *,
    clock: Clock | None = None,
    words: Words = WORDS,
    guilds: Sequence[int] = (),
    others: Sequence[Adapter] = (),
    dice: float = NO_CHANCE,
    board_pace: float | None = None,
    keeps_on: bool = False,
) -> AsyncIterator[BotHere]:
    """Running until the end of the block. The same folder again: started again.

    `board_pace`: seconds between two edits of the live list, where a test cannot wait for 5.
    `keeps_on`: an adapter that breaks is started again, as `alongside run` does.
    """
    app = await App.open(folder / "bot.db", words=words, clock=clock, dice=lambda: dice)
    adapter = DiscordAdapter(settings(discord, guilds))
    if board_pace is not None:
        adapter.abilities = replace(adapter.abilities, board_pace=board_pace)
    app.add(adapter)
    for other in others:
        app.add(other)
    tap = Tap(app)
    states: dict[str, str] = {}
    run = partial(adapter.run, tap)
    serving = supervise(adapter.platform, run, states) if keeps_on else run()
    tasks = [asyncio.create_task(app.run()), asyncio.create_task(serving)]
    bot = BotHere(app, adapter, tap, serving=tasks[1], states=states)
    try:
        await _ready(discord, adapter, tasks)
        yield bot
    finally:
        tasks[1] = bot.serving
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await app.close()


async def _ready(
    discord: Discord, adapter: DiscordAdapter, tasks: Sequence[asyncio.Task[None]]
) -> None:
    """Wait until it listens and its words are known, or fail with what it failed with."""

    async def listens() -> None:
        await adapter._opened()
        while not (discord.gateway.connected and discord.commands.at(None)):  # noqa: ASYNC110
            await asyncio.sleep(0.01)

    listening = asyncio.create_task(listens())
    await asyncio.wait([listening, *tasks], return_when=asyncio.FIRST_COMPLETED, timeout=20)
    for task in tasks:
        if task.done():
            task.result()
    assert listening.done()
