"""One session with Discord: its parts put together, and what is done with the events in it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import discord

from adapters.discord import slash
from adapters.discord.arriving import Arriving
from adapters.discord.client import Client
from adapters.discord.ears import Ears
from adapters.discord.events import Events
from adapters.discord.following import Following
from adapters.discord.names import PLATFORM, room_id
from adapters.discord.people import People
from adapters.discord.places import Places
from adapters.discord.pressing import Pressing
from adapters.discord.rest import No, Rest
from adapters.discord.rights import NEEDED, missing
from adapters.discord.saying import Saying
from adapters.discord.stage import Stage
from adapters.discord.turns import Turns
from bot.adapter import TryLater
from bot.few import FewNames
from bot.model import Rendered
from bot.words import Speaker

if TYPE_CHECKING:
    from bot.adapter import Bot
    from bot.config import Discord

log = logging.getLogger(__name__)

GONE_FOR = 120.0
"""Seconds without a connection after which we begin anew."""

LEAST = 1.0
"""Seconds between two tries to put the slash words in place."""

COMMANDS = "/applications/{application_id}/commands"

KEYS = ("discord.signed-in", "discord.words-refused")


class Session:
    """One connection, and what is done with the events on it."""

    saying: Saying
    events: Events
    following: Following

    def __init__(
        self, speaker: Speaker, app: Bot, config: Discord, language: str, heard: FewNames
    ) -> None:
        """`heard`: messages that were taken up in earlier sessions."""
        self._speaker = speaker
        self._heard = heard
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
        self.events = Events(client, self._rest, tell, app.put_right)
        self.saying = Saying(
            app,
            self._rest,
            people,
            self._stage,
            Places(app, client, self._rest, tell, me=me.id),
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
            heard=self._heard,
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
                await asyncio.sleep(max(later.seconds, LEAST))
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

    def events_changed(self, guild: int) -> None:
        if self._serves(guild):
            self._app.events_changed(self.events.rooms(guild))

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
        for guild in self._client.guilds:
            self.events_changed(guild.id)
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
