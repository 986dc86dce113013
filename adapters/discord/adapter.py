"""Discord as one chat platform among others: what `bot.adapter` asks for."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from adapters.discord import slash
from adapters.discord.arriving import Arriving
from adapters.discord.client import Client, point_at
from adapters.discord.ears import HEARD, Ears
from adapters.discord.following import READERS, Following
from adapters.discord.markup import escape
from adapters.discord.names import PLATFORM, room_id, snowflake
from adapters.discord.people import People
from adapters.discord.pressing import Pressing
from adapters.discord.rest import No, Rest
from adapters.discord.rights import NEEDED, missing
from adapters.discord.saying import Saying
from adapters.discord.stage import Stage
from adapters.discord.turns import Turns
from bot.adapter import Abilities, NeedsAdmin, TryLater
from bot.few import FewNames
from bot.model import Address, Person, Rendered
from bot.words import ENGLISH

if TYPE_CHECKING:
    from bot.adapter import Bot
    from bot.config import Discord

log = logging.getLogger(__name__)

OPENING = 10.0
"""Seconds that a message waits for Discord to be reached, before its row tries later."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds between two tries to reach Discord at the start."""

GONE_FOR = 120.0
"""Seconds without a connection after which we begin anew."""

TOKEN_REFUSED, INTENTS_REFUSED = 4004, 4014
"""Codes with which Discord closes a connection."""

COMMANDS = "/applications/{application_id}/commands"

KEYS = (
    *("discord.token-refused", "discord.unreachable", "discord.not-discord", "discord.banned"),
    *("discord.sent-away", "discord.signed-in", "discord.words-refused"),
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
    )

    def __init__(self, config: Discord, *, language: str = ENGLISH) -> None:
        self._config = config
        self._language = language
        self.heard = FewNames(HEARD)
        """What was typed and taken up: a new session is told some of it again."""
        self._saying: asyncio.Future[Saying] | None = None
        self._app: Bot | None = None

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
        except discord.PrivilegedIntentsRequired:
            raise self._sent_away(INTENTS_REFUSED) from None
        except discord.ConnectionClosed as closed:
            raise self._sent_away(closed.code) from None
        finally:
            app.reached(PLATFORM, now=False)
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
                        if answer.status >= 500:
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
        session = Session(self, app, self._config, self._language)
        client = Client(session)
        await stack.enter_async_context(client)
        await client.login(self._config.token.get_secret_value())
        turns = Turns()
        stack.push_async_callback(turns.close)
        await session.furnish(client, turns)
        opening = self._opening()
        if not opening.done():
            opening.set_result(session.saying)
        for key in ("discord.unreachable", "discord.not-discord", "discord.token-refused"):
            app.put_right(key)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(session.following.run())
                for _ in range(READERS):
                    tasks.create_task(session.following.reads())
                tasks.create_task(session.put_words())
                tasks.create_task(session.stays())
                await client.connect()
        except ExceptionGroup as several:  # what ended it, and not that several parts did
            raise several.exceptions[0] from None

    def _say(self, key: str, facts: Mapping[str, object]) -> None:
        assert self._app is not None
        self._app.tell_admin(key, facts)


class Session:
    """One connection, and what is done with the events on it."""

    saying: Saying
    following: Following

    def __init__(self, speaker: DiscordAdapter, app: Bot, config: Discord, language: str) -> None:
        self._speaker = speaker
        self._app = app
        self._guilds = frozenset(config.guilds)
        self._away_since: float | None = None
        self._language = language

    async def furnish(self, client: Client, turns: Turns) -> None:
        """Put the parts together, once we know who we are."""
        app, me = self._app, client.user
        assert me is not None
        assert client.application_id is not None
        self._client = client
        self._rest = Rest(client, app.tell_admin, app.put_right)
        people = People(app, client, self._rest)
        tell = app.tell_admin
        self._stage = Stage(app, client, self._rest, turns, tell, serves=self._serves)
        self.saying = Saying(
            app,
            self._rest,
            people,
            self._stage,
            tell,
            application=client.application_id,
            me=me.id,
        )
        arriving = Arriving(app, self.saying, self._speaker, self._language)
        self._ears = Ears(
            app,
            me,
            people,
            self.saying,
            arriving,
            turns,
            heard=self._speaker.heard,
            serves=lambda guild: self._serves(guild.id if guild else None),
        )
        self._pressing = Pressing(
            app,
            self._rest,
            people,
            self.saying,
            self._ears,
            arriving,
            turns,
            serves=self._serves,
            words=self._words,
        )
        self.following = Following(app, client, self._rest, self._ears, people, turns)

    def _serves(self, guild: int | None) -> bool:
        return guild is None or not self._guilds or guild in self._guilds

    def _words(self, key: str) -> Rendered:
        words = self._app.words
        return Rendered(words.render(key, {}, language=self._language, speaker=self._speaker))

    async def put_words(self) -> None:
        """Register the slash words, if they are not those that Discord has."""
        ours = slash.slash_words(self._app.features, self._app.words)
        place = {"application_id": self._client.application_id}
        while True:
            try:
                theirs = await self._rest.ask(
                    "GET", COMMANDS, query={"with_localizations": "true"}, **place
                )
                if slash.changed(ours, theirs):
                    await self._rest.ask("PUT", COMMANDS, body=ours, **place)
            except TryLater as later:
                await asyncio.sleep(max(later.seconds, FIRST_PAUSE))
            except No as no:
                self._app.tell_admin("discord.words-refused", {"reason": str(no)})
                return
            else:
                return

    # What the client hears.

    def message(self, message: discord.Message) -> None:
        self.following.take(message)

    def pressed(self, one: discord.Interaction[Any]) -> None:
        self._pressing.take(one)

    def voice(self, member: discord.Member, state: discord.VoiceState) -> None:
        self._stage.changed(member, state)

    def unreadable(self, channel: int, guild: int | None) -> None:
        self.following.look_again(channel, guild)

    def begins(self) -> None:
        self.following.begins()

    async def stays(self) -> None:
        """While Discord cannot be reached, discord.py waits ever longer, and at last for a quarter
        of an hour. Before that it is better to begin anew."""
        while True:
            await asyncio.sleep(GONE_FOR / 10)
            if self._away_since is not None and _now() - self._away_since > GONE_FOR:
                raise TimeoutError

    async def connected(self) -> None:
        self._away_since = None
        self._app.reached(PLATFORM, now=True)
        assert self._client.user is not None
        log.info(
            "%s",
            self._app.words.render(
                "discord.signed-in",
                {"name": self._client.user.name},
                language=self._language,
                speaker=self._speaker,
            ),
        )
        self._look_at_rights()
        await self.following.catch_up()

    def _look_at_rights(self) -> None:
        """Tell the admin what is missing in the channels of groups."""
        for key in NEEDED.values():
            self._app.put_right(key)
        for guild in self._client.guilds:
            for channel in guild.channels:
                if self._app.group_of(room_id(channel.id)) is not None:
                    for key in missing(channel.permissions_for(guild.me)):
                        self._app.tell_admin(key, {"channel": str(channel.id)})

    def resumed(self) -> None:
        self._away_since = None
        self._app.reached(PLATFORM, now=True)
        self.following.goes_on()

    def disconnected(self) -> None:
        self._away_since = self._away_since or _now()
        self._app.reached(PLATFORM, now=False)
        self.following.lost()


def _now() -> float:
    return asyncio.get_running_loop().time()
