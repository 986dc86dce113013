"""Discord as one chat platform among others: what `bot.adapter` asks for."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp
import discord

from adapters.discord import rest
from adapters.discord.client import Client, point_at
from adapters.discord.ears import HEARD
from adapters.discord.events import Events
from adapters.discord.following import READERS
from adapters.discord.markup import escape
from adapters.discord.names import PLATFORM, snowflake
from adapters.discord.saying import Saying
from adapters.discord.session import Session
from adapters.discord.turns import Turns
from bot.adapter import Abilities, EventState, FoundEvent, NeedsAdmin, ShownEvent, TryLater, Wish
from bot.aside import Watched
from bot.few import FewNames
from bot.model import Address, Person, PersonId, Rendered, RoomId
from bot.words import ENGLISH

if TYPE_CHECKING:
    from bot.adapter import Bot
    from bot.config import Discord

OPENING = 10.0
"""Seconds that a message waits for Discord to be reached, before its row tries later."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds between two tries to reach Discord at the start."""

TOKEN_REFUSED, INTENTS_REFUSED = 4004, 4014
"""Codes with which Discord closes a connection."""

PASSED = ("discord.unreachable", "discord.not-discord", "discord.token-refused", "discord.banned")
"""What is no longer so once we are signed in."""

KEYS = (
    *("discord.token-refused", "discord.unreachable", "discord.not-discord", "discord.banned"),
    "discord.sent-away",
)


class DiscordAdapter:
    """One bot account on Discord."""

    platform = PLATFORM
    abilities = Abilities(
        longest=2_000,
        buttons=True,
        boards=True,
        board_pace=5.0,
        senders=8,
        sure_for=timedelta(minutes=2),  # "the past few minutes", says Discord of its nonces
        board_edits=10_000,  # edits have a limit of their own here
        slash=True,
        forms=True,
        keeps_typed=True,
        places=True,
    )

    def __init__(self, config: Discord, *, language: str = ENGLISH) -> None:
        self._config = config
        self._language = language
        self.heard = FewNames(HEARD)
        """What was typed and taken up: a new session is told some of it again."""
        self._saying: asyncio.Future[Saying] | None = None
        self._app: Bot | None = None
        self._session: Session | None = None

    async def run(self, app: Bot) -> None:
        """Serve until cancelled. What only an admin can put right is said in plain words."""
        self._app = app
        app.reached(PLATFORM, now=False)
        try:
            point_at(self._config.api_base_url, await self._gateway())
            async with contextlib.AsyncExitStack() as stack:
                await self._serve(app, stack)
        except discord.LoginFailure:
            self._say("discord.token-refused", {})
            raise NeedsAdmin from None
        except discord.HTTPException as problem:
            if problem.status == 429:  # sent away while signing in
                self._say("discord.banned", {})
                await asyncio.sleep(rest.BANNED_FOR)
            raise
        except discord.PrivilegedIntentsRequired:
            raise self._sent_away(INTENTS_REFUSED) from None
        except discord.ConnectionClosed as closed:
            raise self._sent_away(closed.code) from None
        finally:
            app.reached(PLATFORM, now=False)
            self._session = None
            if self._saying is not None and self._saying.done():
                self._saying = None

    async def send(self, address: Address, message: Rendered, token: str) -> str:
        return await (await self._opened()).send(address, message, token)

    async def edit(
        self,
        address: Address,
        message_id: str,
        message: Rendered,
        token: str,  # noqa: ARG002 (the same edit twice is the same message)
    ) -> None:
        await (await self._opened()).edit(address, message_id, message)

    async def look(
        self,
        address: Address,
        token: str,  # noqa: ARG002 (Discord does not tell of nonces later)
        text_hash: str,
        since: datetime,
    ) -> str | None:
        return await (await self._opened()).look(address, text_hash, since)

    def can_place(self, beside: RoomId) -> bool:
        saying = self._saying
        return saying is not None and saying.done() and saying.result().places.can_be(beside)

    async def find_place(self, wish: Wish) -> RoomId | None:
        return await (await self._opened()).places.find(wish)

    async def make_place(self, wish: Wish) -> RoomId:
        return await (await self._opened()).places.make(wish)

    async def ask_in(self, place: RoomId, person: PersonId) -> None:
        await (await self._opened()).places.ask_in(place, person)

    async def close_place(
        self,
        wish: Wish,  # noqa: ARG002 (the thread alone says which it is)
        place: RoomId,
    ) -> None:
        await (await self._opened()).places.close(place)

    # Events of servers (`bot.adapter.KeepsEvents`).

    def event_place(self, room: RoomId) -> str:
        return self._events().place(room)

    async def events(self, place: str) -> Sequence[FoundEvent]:
        return await self._events().there(place)

    async def make_event(self, place: str, room: RoomId, event: ShownEvent) -> str:
        return await self._events().make(place, room, event)

    async def change_event(
        self, place: str, there: FoundEvent, event: ShownEvent, state: EventState
    ) -> None:
        await self._events().change(place, there, event, state)

    async def end_event(self, place: str, there: FoundEvent, state: EventState) -> None:
        await self._events().end(place, there, state)

    def _events(self) -> Events:
        if self._session is None:
            raise TryLater(OPENING)
        return self._session.events

    def watched(self, person: PersonId) -> Watched:  # noqa: ARG002 (it is the same for all)
        return Watched.COMPANY

    def mention(self, person: Person) -> str:
        """So that they notice it; people of other platforms by their name alone."""
        user = snowflake(person.id)
        return escape(person.name) if user is None else f"<@{user}>"

    def escape(self, text: str) -> str:
        return escape(text)

    async def _opened(self) -> Saying:
        try:
            async with asyncio.timeout(OPENING):
                return await asyncio.shield(self._opening())
        except TimeoutError:
            raise TryLater(OPENING) from None

    def _sent_away(self, code: int) -> NeedsAdmin:
        """With such a code Discord closes for good: to come again would end the same way."""
        if code == TOKEN_REFUSED:
            self._say("discord.token-refused", {})
        else:
            self._say("discord.sent-away", {"code": str(code)})
        return NeedsAdmin()

    def _opening(self) -> asyncio.Future[Saying]:
        if self._saying is None:
            self._saying = asyncio.get_running_loop().create_future()
        return self._saying

    async def _gateway(self) -> str:
        """Where Discord wants us to listen. Asked until it is known."""
        pause = FIRST_PAUSE
        url = f"{self._config.api_base_url}/gateway"
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=OPENING)) as session:
            while True:
                try:
                    async with session.get(url) as answer:
                        if answer.status >= 500 or answer.status == 429:
                            raise discord.DiscordServerError(answer, None)
                        found = await answer.json()
                        return str(found["url"])
                except (ValueError, KeyError, TypeError, aiohttp.ContentTypeError):
                    self._say("discord.not-discord", {"url": self._config.api_base_url})
                except (
                    discord.DiscordServerError,
                    aiohttp.ClientError,
                    OSError,
                    TimeoutError,
                ) as problem:
                    reason = type(problem).__name__
                    self._say(
                        "discord.unreachable",
                        {"url": self._config.api_base_url, "reason": reason},
                    )
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _serve(self, app: Bot, stack: contextlib.AsyncExitStack) -> None:
        session = Session(self, app, self._config, self._language, self.heard)
        client = Client(session)
        await stack.enter_async_context(client)
        await client.login(self._config.token.get_secret_value())
        turns = Turns()
        stack.push_async_callback(turns.close)
        await session.furnish(client, turns)
        self._session = session
        opening = self._opening()
        if not opening.done():
            opening.set_result(session.saying)
        for key in PASSED:
            app.put_right(key)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(session.following.run())
                for _ in range(READERS):
                    tasks.create_task(session.following.reads())
                tasks.create_task(session.put_words())
                tasks.create_task(session.stays())
                await client.connect()
                raise ConnectionAbortedError  # it was closed, and nothing else is to go on
        except ExceptionGroup as several:  # what ended it, and not that several parts did
            raise several.exceptions[0] from None

    def _say(self, key: str, facts: Mapping[str, object]) -> None:
        assert self._app is not None
        self._app.tell_admin(key, facts)
