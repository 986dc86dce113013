"""The rehearsal room as one chat platform among others: what `bot.adapter` asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from adapters.local.guard import loopback, names
from adapters.local.health import Facts
from adapters.local.people import PLATFORM, PLAYERS, ROOMS
from adapters.local.platform import Platform
from adapters.local.rehearsal import Rehearsal
from adapters.local.server import Server
from adapters.local.wording import Wording
from bot.adapter import Abilities, GiveUp, Wish
from bot.aside import Watched
from bot.model import Address, Person, PersonId, Rendered, RoomId

if TYPE_CHECKING:
    from bot.adapter import Bot

FILE = "rehearsal.db"

SHUTDOWN = 1.0
"""Seconds that open requests get when the program ends."""


class LocalAdapter:
    """A chat platform on one page, for this computer only."""

    platform = PLATFORM
    abilities = Abilities(
        longest=2000,
        buttons=True,
        boards=True,
        board_pace=1.0,
        senders=8,
        sure_for=timedelta(days=36500),
        board_edits=10_000,
        places=True,
    )

    def __init__(
        self,
        host: str,
        port: int,
        folder: Path,
        *,
        start_again: Callable[[], Awaitable[None]],
        ready: Callable[[str], None] = lambda _address: None,
        facts: Facts = dict,
        language: str = "en",
    ) -> None:
        """`start_again` empties the bot's own database and memory; the room then greets it anew.

        `ready` is told the page's address once it is served. Port 0: any free one.
        `facts`: more to tell at `/health`.
        Raises NotHere for a host that other computers could reach.
        """
        self._host = loopback(host)
        self._port = port
        self._file = folder / FILE
        self._start_again = start_again
        self._ready = ready
        self._facts = facts
        self._language = language
        self._rehearsal: asyncio.Future[Rehearsal] | None = None

    async def run(self, app: Bot) -> None:
        """Serve the page until cancelled.

        Raises OSError when the port is taken, and what `Database.open` raises.
        """
        platform = await Platform.open(self._file)
        try:
            await self._serve(app, platform)
        finally:
            await platform.close()

    async def send(self, address: Address, message: Rendered, token: str) -> str:
        rehearsal = await self._opened()
        _known(rehearsal, address)
        found = await rehearsal.platform.show(address, message, token, rehearsal.now())
        message_id, lines = found
        for line in lines:
            rehearsal.feed.add(line)
        return message_id

    async def edit(
        self,
        address: Address,
        message_id: str,
        message: Rendered,
        token: str,  # noqa: ARG002 (the same edit twice is the same message)
    ) -> None:
        rehearsal = await self._opened()
        _known(rehearsal, address)
        line = await rehearsal.platform.edit(address, message_id, message)
        if line is None:
            raise GiveUp
        rehearsal.feed.add(line)

    async def look(
        self,
        address: Address,  # noqa: ARG002 (the token alone finds it)
        token: str,
        text_hash: str,  # noqa: ARG002
        since: datetime,  # noqa: ARG002
    ) -> str | None:
        return await (await self._opened()).platform.shown(token)

    def can_place(self, beside: RoomId) -> bool:
        return beside in ROOMS

    async def find_place(self, wish: Wish) -> RoomId | None:
        return await (await self._opened()).platform.find_place(wish.token)

    async def make_place(self, wish: Wish) -> RoomId:
        rehearsal = await self._opened()
        if not self.can_place(wish.beside):
            raise GiveUp
        room = await rehearsal.platform.make_place(wish.name, wish.token)
        await rehearsal.look_at_places()
        return room

    async def ask_in(self, place: RoomId, person: PersonId) -> None:
        rehearsal = await self._opened()
        if place not in rehearsal.places or person not in PLAYERS:
            raise GiveUp
        await rehearsal.platform.let_in(place, person)
        await rehearsal.look_at_places()

    async def close_place(
        self,
        wish: Wish,  # noqa: ARG002 (the room alone says which it is)
        place: RoomId,
    ) -> None:
        rehearsal = await self._opened()
        await rehearsal.platform.close_place(place)
        await rehearsal.look_at_places()

    def watched(self, person: PersonId) -> Watched:  # noqa: ARG002 (it is the same for all)
        return Watched.PRACTICE

    def mention(self, person: Person) -> str:
        """The name alone: whom a line calls is marked beside it."""
        return person.name

    def escape(self, text: str) -> str:
        """As it is: the page shows words only as words, never as markup."""
        return text

    async def _opened(self) -> Rehearsal:
        return await asyncio.shield(self._opening())

    def _opening(self) -> asyncio.Future[Rehearsal]:
        """Lines may be due before the room is open: they wait for it."""
        if self._rehearsal is None:
            self._rehearsal = asyncio.get_running_loop().create_future()
        return self._rehearsal

    async def _serve(self, app: Bot, platform: Platform) -> None:
        wording = Wording(app.words, self._language, self)
        rehearsal = Rehearsal(app, platform, wording, empty_bot=self._start_again)
        key = await platform.key()
        server = Server(rehearsal, key, self._facts)
        runner = web.AppRunner(server.app, access_log=None, shutdown_timeout=SHUTDOWN)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self._host, self._port)
            await site.start()
            port = int(runner.addresses[0][1])
            self._opening().set_result(rehearsal)
            await rehearsal.begin()
            server.hosts = names(self._host, port)
            shown = f"[{self._host}]" if ":" in self._host else self._host
            self._ready(f"http://{shown}:{port}/r/{key}/")
            await asyncio.Event().wait()
        finally:
            if self._opening().done():
                self._rehearsal = None
            await rehearsal.end()
            await runner.cleanup()


def _known(rehearsal: Rehearsal, address: Address) -> None:
    if not rehearsal.knows(address):
        raise GiveUp
