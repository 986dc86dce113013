"""The whole bot in this process, on a real homeserver: a real database, a real account."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from contract import Tap
from matrix.synapse import Account, Synapse
from stage import WORDS

from adapters.matrix.adapter import MatrixAdapter
from bot.app import App
from bot.clock import Clock
from bot.config import Matrix

NO_CHANCE = 1.0
"""Dice that never throw a chance check."""


@dataclass
class BotHere:
    """The bot, as tests look into it."""

    app: App
    adapter: MatrixAdapter
    account: Account
    tap: Tap
    """Between the two: what the adapter told the bot."""
    serving: asyncio.Task[None]
    """The adapter's `run`."""

    async def reads_again(self, place: str) -> None:
        """The adapter ends and starts again, and has noted no more than that place."""
        self.serving.cancel()
        await asyncio.gather(self.serving, return_exceptions=True)
        await self.app.read_to(self.adapter.platform, place)
        self.serving = asyncio.create_task(self.adapter.run(self.tap))
        await self.adapter._opened()

    @property
    def user(self) -> str:
        return self.account.user


async def account(synapse: Synapse) -> Account:
    """An account for one bot."""
    return await synapse.register(synapse.new_name("alongside"), displayname="Alongside")


def settings(
    url: str,
    own: Account,
    folder: Path,
    *,
    encryption: bool = False,
    invites: tuple[str, ...] = (),
    run_by: str = "organisation",
) -> Matrix:
    return Matrix.model_validate(
        {
            "homeserver": url,
            "user_id": own.user,
            "password": own.password,
            "store": folder / "store",
            "encryption": encryption,
            "allow_invites_from": list(invites),
            "server_run_by": run_by,
        },
        context={"folder": folder},
    )


@asynccontextmanager
async def bot_here(
    synapse: Synapse,
    folder: Path,
    own: Account | None = None,
    *,
    encryption: bool = False,
    clock: Clock | None = None,
    url: str | None = None,
    invites: tuple[str, ...] = (),
    run_by: str = "organisation",
) -> AsyncIterator[BotHere]:
    """Running until the end of the block. The same folder and account again: started again."""
    own = own or await account(synapse)
    app = await App.open(folder / "bot.db", words=WORDS, clock=clock, dice=lambda: NO_CHANCE)
    adapter = MatrixAdapter(
        settings(
            url or synapse.url, own, folder, encryption=encryption, invites=invites, run_by=run_by
        )
    )
    app.add(adapter)
    tap = Tap(app)
    tasks = [asyncio.create_task(app.run()), asyncio.create_task(adapter.run(tap))]
    bot = BotHere(app, adapter, own, tap, serving=tasks[1])
    try:
        await asyncio.wait(
            [asyncio.ensure_future(adapter._opened()), *tasks], return_when=asyncio.FIRST_COMPLETED
        )
        for task in tasks:
            if task.done():
                task.result()
        yield bot
    finally:
        tasks[1] = bot.serving
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await app.close()
