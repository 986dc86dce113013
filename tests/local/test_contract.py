"""The rehearsal room keeps what `tests/contract.py` promises."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from contract import PROMISES, Ground, Promise, Shown, Tap, title
from local.practice import WORDS, Room

from adapters.local.adapter import LocalAdapter
from adapters.local.people import LEAD, PLAYERS, ROOM
from bot.adapter import Adapter
from bot.app import App
from bot.model import Address, Person, PersonId, RoomId


class LocalGround:
    """People at their pages."""

    lead = LEAD.person
    member = PLAYERS[PersonId("local:ann")].person
    room = ROOM
    nowhere = RoomId("local:attic")
    hears_all = True

    def __init__(self, page: Room, tap: Tap) -> None:
        self.adapter: Adapter = page.adapter
        self._adapter = page.adapter
        self.tap = tap
        self._page = page
        self._last: tuple[Person, str, RoomId | None, str] | None = None

    async def newcomer(self) -> Person:
        return PLAYERS[PersonId("local:grace")].person

    async def says(self, who: Person, text: str, room: RoomId | None) -> str:
        return await self._post(who, text, room, str(uuid.uuid4()))

    async def delete(self, address: Address, message_id: str) -> None:
        """Nobody can delete a single message here, so it is taken out of the platform's file."""
        platform = (await self._adapter._opened()).platform
        sql = "DELETE FROM line WHERE id = :id"
        assert await platform._database.write(lambda tx: tx.run(sql, id=int(message_id))) == 1

    async def tell_again(self) -> None:
        """The page posts again what it does not know to have arrived."""
        assert self._last is not None
        await self._post(*self._last)

    async def shown(self, address: Address) -> Sequence[Shown]:
        lines = (await self._page.snapshot())["lines"]
        there = [one for one in lines if one["place"] == address and one["person"] is None]
        there.sort(key=lambda one: float(one["order"]))
        return [
            Shown(one["id"], one["words"], frozenset({one["alert"]} & PLAYERS.keys()))
            for one in there
        ]

    async def comes_in(self, who: Person, place: RoomId) -> None:
        """Whoever is asked in is there."""
        assert place in (await self._person(who))["asked"]

    async def reads(self, who: Person, place: RoomId) -> Sequence[str]:
        there = place in (await self._person(who))["asked"]
        return [one.text for one in await self.shown(Address(place))] if there else []

    async def is_closed(self, place: RoomId) -> bool:
        view = (await self._page.snapshot())["view"]
        return place not in {one["id"] for one in view["rooms"]}

    async def _person(self, who: Person) -> Mapping[str, Any]:
        view = (await self._page.snapshot())["view"]
        return next(one for one in view["people"] if one["id"] == who.id)

    async def _post(self, who: Person, text: str, room: RoomId | None, event: str) -> str:
        self._last = (who, text, room, event)
        name = who.id.partition(":")[2]
        status, answer = await self._page.says(name, text, alone=room is None, id=event)
        assert status == 200, answer
        return event


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[LocalGround]:
    app = await App.open(folder / "bot.db", words=WORDS)
    tap = Tap(app)

    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    adapter = LocalAdapter(
        "127.0.0.1", 0, folder, start_again=app.restored, ready=address.set_result
    )
    app.add(adapter)
    parts = [asyncio.create_task(app.run()), asyncio.create_task(adapter.run(tap))]
    try:
        async with asyncio.timeout(10):
            url = await address
        async with aiohttp.ClientSession() as web:
            page = Room(url, app, adapter, web)
            await page.until("@local:ana", "Hello, Ana")
            yield LocalGround(page, tap)
    finally:
        for part in parts:
            part.cancel()
        await asyncio.gather(*parts, return_exceptions=True)
        await app.close()


@pytest.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Ground]:
    async with opened(tmp_path) as one:
        yield one


@pytest.mark.parametrize("promise", PROMISES, ids=title)
async def test_the_rehearsal_room_keeps_the_promise(ground: Ground, promise: Promise) -> None:
    await promise(ground)
