"""A rehearsal room for tests: the real bot and the real page, started as `alongside demo` does.

async with rehearsal(folder) as room:
    await room.says("tom", "hand up")
    assert "Your hand is up" in (await room.private("tom"))[-1]
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
from yarl import URL

from adapters.local.adapter import LocalAdapter
from bot import backup
from bot.app import App
from bot.clock import Clock
from bot.words import Words

ROOM = "local:room"
DICE = Random().random
WORDS = Words.load()


def event() -> str:
    return str(uuid.uuid4())


@dataclass
class Room:
    """An open rehearsal room, and a browser's way to talk to it."""

    address: str
    app: App
    adapter: LocalAdapter
    web: aiohttp.ClientSession

    @property
    def url(self) -> URL:
        return URL(self.address)

    @property
    def origin(self) -> str:
        return str(self.url.origin())

    async def post(self, where: str, body: object, **headers: str) -> tuple[int, dict[str, Any]]:
        """What the page does: JSON, from its own origin."""
        send = {"Origin": self.origin, "Content-Type": "application/json", **headers}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self.web.post(self.url / where, data=data, headers=send) as answer:
            return answer.status, await answer.json()

    async def says(
        self, who: str, text: str, *, alone: bool = False, pressed: bool = False, id: str = ""
    ) -> tuple[int, dict[str, Any]]:
        """Somebody types or presses, in the room or alone with the bot."""
        body = {
            "event": id or event(),
            "who": f"local:{who}",
            "place": f"@local:{who}" if alone else ROOM,
            "text": text,
            "pressed": pressed,
        }
        return await self.post("say", body)

    async def events(self, after: str = "") -> AsyncGenerator[tuple[str, dict[str, Any]], None]:
        """The live updates: the id of each and what it says."""
        async with self.web.get(self.url / "events", params={"after": after}) as stream:
            last = ""
            async for raw in stream.content:
                name, _, value = raw.decode().rstrip("\n").partition(": ")
                if name == "id":
                    last = value
                elif name == "data":
                    yield last, json.loads(value)

    async def snapshot(self) -> dict[str, Any]:
        async with aclosing(self.events()) as stream:
            return (await anext(stream))[1]

    async def lines(self, place: str = ROOM) -> list[str]:
        """What is in a place now, boards left out; the bot's lines without a name."""
        found = [one for one in (await self.snapshot())["lines"] if one["place"] == place]
        found.sort(key=lambda one: one["order"])
        return [_shown(one) for one in found if not one["board"]]

    async def private(self, who: str) -> list[str]:
        return await self.lines(f"@local:{who}")

    async def until(self, place: str, wanted: str, seconds: float = 5.0) -> list[str]:
        """Wait for a line with these words."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while True:
            lines = await self.lines(place)
            if any(wanted in line for line in lines):
                return lines
            if loop.time() > end:
                raise AssertionError(f"{wanted!r} is not in {lines}")
            await asyncio.sleep(0.03)


def _shown(line: dict[str, Any]) -> str:
    who = line["person"]
    return line["words"] if who is None else f"{who.removeprefix('local:')}: {line['words']}"


@asynccontextmanager
async def rehearsal(
    folder: Path, *, port: int = 0, clock: Clock | None = None, dice: Callable[[], float] = DICE
) -> AsyncIterator[Room]:
    """The bot and its page, until the end of the block. The same folder goes on."""
    app = await App.open(folder / "bot.db", words=WORDS, clock=clock or Clock(), dice=dice)

    async def start_again() -> None:
        await backup.empty(app.db)
        app.clock.set_right()
        await app.restored()

    opened: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    adapter = LocalAdapter(
        "127.0.0.1", port, folder, start_again=start_again, ready=opened.set_result
    )
    app.add(adapter)
    parts = [asyncio.create_task(app.run()), asyncio.create_task(adapter.run(app))]
    try:
        waits: list[asyncio.Future[Any]] = [opened, *parts]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for part in parts:
            if part.done():
                await part
        async with aiohttp.ClientSession() as web:
            yield Room(await opened, app, adapter, web)
    finally:
        for part in parts:
            part.cancel()
        for part in parts:
            with suppress(asyncio.CancelledError):
                await part
        await app.close()
