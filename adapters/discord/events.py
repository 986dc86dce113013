"""Planned meetings as events of a server: what `bot.adapter.KeepsEvents` asks for.

Only events that this account made and that carry a mark of ours are looked at. They take place
elsewhere than in a voice channel, so that anybody can see them, and nobody is moved anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import discord

from adapters.discord import rest
from adapters.discord.names import JSON, room_id, snowflake
from adapters.discord.rest import No, Rest, Told
from bot.adapter import EventState, FoundEvent, GiveUp, ShownEvent, TryLater
from bot.model import RoomId

EVENTS = "/guilds/{guild_id}/scheduled-events"
EVENT = f"{EVENTS}/{{guild_scheduled_event_id}}"

ELSEWHERE, FOR_THE_SERVER = 3, 2
PLANNED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4

Over = Callable[[str], None]
"""Something that the admin was told of has passed."""

KEYS = ("discord.cannot-make-events", "discord.too-many-events")

MARK = "Alongside"
_MARKED = re.compile(rf"\n{MARK} ([0-9a-f]{{12}})\Z")

LONGEST = 100
"""Characters of a name and of a place."""

UNKNOWN_EVENT, TOO_MANY = 10070, 30038

NOT_KNOWN_YET = 5.0
"""Seconds until a server that is not known is looked for again."""


class Events:
    """The events of all servers. Raises TryLater and GiveUp."""

    def __init__(self, client: discord.Client, requests: Rest, told: Told, over: Over) -> None:
        self._client = client
        self._rest = requests
        self._told = told
        self._over = over

    def place(self, room: RoomId) -> str:
        channel = self._channel(room)
        return str(channel.guild.id)

    def rooms(self, guild: int) -> list[RoomId]:
        """All channels of a server, as rooms they could be."""
        found = self._client.get_guild(guild)
        return [] if found is None else [room_id(one.id) for one in found.channels]

    async def there(self, place: str) -> Sequence[FoundEvent]:
        """Those that are planned or on. Discord tells of no others."""
        found = await self._ask("GET", EVENTS, place)
        me = self._client.user
        ours = [one for one in found if me is not None and one.get("creator_id") == str(me.id)]
        return [one for one in map(_found, ours) if one is not None]

    async def make(self, place: str, room: RoomId, event: ShownEvent) -> str:
        body = {
            **_times(event.begins, event.ends),
            "name": event.name[:LONGEST],
            "description": f"{event.about}\n\n{MARK} {event.mark}",
            "privacy_level": FOR_THE_SERVER,
            "entity_type": ELSEWHERE,
            "entity_metadata": {"location": f"#{self._channel(room).name}"[:LONGEST]},
        }
        found = await self._ask("POST", EVENTS, place, body=body)
        return str(found["id"])

    async def change(
        self, place: str, there: FoundEvent, event: ShownEvent, state: EventState
    ) -> None:
        body: JSON = {
            "name": event.name[:LONGEST],
            "description": f"{event.about}\n\n{MARK} {event.mark}",
        }
        if not there.on:  # what is on keeps the time at which it began
            body |= _times(event.begins, event.ends)
        if state is EventState.ON and not there.on:
            body = {"status": ACTIVE}
        await self._change(place, there, body)

    async def end(self, place: str, there: FoundEvent, state: EventState) -> None:
        if state is EventState.OFF:
            if there.on:
                await self._change(place, there, {"status": COMPLETED})
            else:
                await self._change(place, there, {"status": CANCELED})
            return
        if not there.on:  # only what has begun can be over
            await self._change(place, there, {"status": ACTIVE})
        await self._change(place, there, {"status": COMPLETED})

    async def _change(self, place: str, there: FoundEvent, body: JSON) -> None:
        try:
            await self._ask("PATCH", EVENT, place, body=body, guild_scheduled_event_id=there.id)
        except _NotThere:
            return  # somebody took it away just now: the next look tells

    async def _ask(
        self, method: str, path: str, place: str, *, body: JSON | None = None, **more: object
    ) -> Any:
        try:
            found = await self._rest.ask(method, path, body=body, guild_id=place, **more)
        except No as no:
            if no.code == UNKNOWN_EVENT:
                raise _NotThere from None
            if no.code in (rest.MISSING_RIGHT, rest.MISSING_ACCESS):
                self._told("discord.cannot-make-events", {"server": place})
            elif no.code == TOO_MANY:
                self._told("discord.too-many-events", {"server": place})
            raise GiveUp from None
        if method == "POST":
            for key in KEYS:
                self._over(key)
        return found

    def _channel(self, room: RoomId) -> discord.abc.GuildChannel:
        channel = self._client.get_channel(snowflake(room) or 0)
        if not isinstance(channel, discord.abc.GuildChannel):
            raise TryLater(NOT_KNOWN_YET)
        return channel


class _NotThere(GiveUp):
    pass


def _times(begins: datetime, ends: datetime) -> JSON:
    ends = max(ends, begins + timedelta(minutes=1))
    return {
        "scheduled_start_time": begins.isoformat(),
        "scheduled_end_time": ends.isoformat(),
    }


def _found(one: JSON) -> FoundEvent | None:
    mark = _MARKED.search(str(one.get("description") or ""))
    if mark is None:
        return None
    begins = datetime.fromisoformat(str(one["scheduled_start_time"]))
    return FoundEvent(str(one["id"]), mark[1], begins, on=one.get("status") == ACTIVE)
