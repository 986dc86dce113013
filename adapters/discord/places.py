"""Threads for a few people and a while: made, found again, filled and closed.

Private ones only: nobody reads there but who was asked in, and who manages the server's threads.
To make one twice is to have two; so after a crash it is looked for among our own.
"""

from __future__ import annotations

import discord

from adapters.discord import names, rest
from adapters.discord.rest import No, Rest, Told
from adapters.discord.rights import FOR_PLACES, for_places, named
from bot.adapter import Bot, GiveUp, TryLater, Wish
from bot.model import PersonId, RoomId

THREADS = "/channels/{channel_id}/threads"
ACTIVE = "/guilds/{guild_id}/threads/active"
IN_THREAD = "/channels/{channel_id}/thread-members/{user_id}"
CHANNEL = "/channels/{channel_id}"

PRIVATE = 12
"""The kind of thread."""

SOON = 0.5
"""Seconds, while Discord still tells us of its channels."""

A_DAY = 1440
"""Minutes without a word until Discord puts a thread away by itself."""

KEYS = ("discord.cannot-open-places",)


class Places:
    """All of them. Raises TryLater and GiveUp, as an Adapter does."""

    def __init__(
        self, app: Bot, client: discord.Client, requests: Rest, told: Told, *, me: int
    ) -> None:
        self._app = app
        self._client = client
        self._rest = requests
        self._told = told
        self._me = me

    def can_be(self, beside: RoomId) -> bool:
        channel = self._client.get_channel(names.snowflake(beside) or 0)
        if not isinstance(channel, discord.TextChannel) or channel.is_news():
            return False
        return for_places(channel.permissions_for(channel.guild.me))

    async def find(self, wish: Wish) -> RoomId | None:
        """One of ours of that name, made since then, that is no other place we know."""
        parent = self._channel(wish.beside)
        since = names.at(wish.since - names.CLOCKS_DIFFER)
        try:
            there = await self._rest.ask("GET", ACTIVE, guild_id=parent.guild.id)
        except No:
            raise GiveUp from None
        for one in there["threads"]:
            id, room = int(one["id"]), names.room_id(int(one["id"]))
            ours = one.get("owner_id") == str(self._me) and one.get("parent_id") == str(parent.id)
            group = self._app.group_of(room)
            taken = group is not None and room in group.apart
            if ours and one["name"] == wish.name and id >= since and not taken:
                return room
        return None

    async def make(self, wish: Wish) -> RoomId:
        parent = self._channel(wish.beside)
        body = {"name": wish.name, "type": PRIVATE, "auto_archive_duration": A_DAY}
        try:
            made = await self._rest.ask("POST", THREADS, body=body, channel_id=parent.id)
        except No as no:
            if no.code in (rest.MISSING_RIGHT, rest.MISSING_ACCESS):
                facts = {"channel": str(parent.id), "rights": named(FOR_PLACES)}
                self._told("discord.cannot-open-places", facts)
            raise GiveUp from None
        return names.room_id(int(made["id"]))

    async def ask_in(self, place: RoomId, person: PersonId) -> None:
        thread, user = names.snowflake(place), names.snowflake(person)
        if thread is None or user is None:
            raise GiveUp
        try:
            await self._rest.ask("PUT", IN_THREAD, channel_id=thread, user_id=user)
        except No:
            raise GiveUp from None

    async def close(self, place: RoomId) -> None:
        """Put away: whoever made a thread may do that. It can be read on, and opened by a word."""
        thread = names.snowflake(place)
        if thread is None:
            raise GiveUp
        try:
            await self._rest.ask("PATCH", CHANNEL, body={"archived": True}, channel_id=thread)
        except No:
            raise GiveUp from None

    def _channel(self, beside: RoomId) -> discord.TextChannel:
        channel = self._client.get_channel(names.snowflake(beside) or 0)
        if channel is None and not self._client.is_ready():  # we have not been told of it yet
            raise TryLater(SOON)
        if not isinstance(channel, discord.TextChannel):
            raise GiveUp
        return channel
