"""Who can be reached in private, which rooms somebody shares with us, and who has left.

Nothing of it is stored: Discord is asked, and for a while the answer is remembered. A private
chat is open once something stands in it; only its person can begin it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

import discord

from adapters.discord import rest
from adapters.discord.names import person_id, room_id, snowflake
from adapters.discord.rest import No, Rest
from bot.adapter import Bot, GiveUp, TryLater, Unseen
from bot.few import Few
from bot.model import GroupId, RoomId

REMEMBERED = 5_000
SURE_FOR = 600.0
"""Seconds in which it is not asked again whether somebody is in a guild."""

BETWEEN = 0.5
"""Seconds between two looks for people who may have left."""


class People:
    """Asks Discord about people, no more often than needed."""

    def __init__(self, app: Bot, client: discord.Client, requests: Rest) -> None:
        self._app = app
        self._client = client
        self._rest = requests
        self._chats: Few[int] = Few(REMEMBERED)
        """The private chat of each person who has begun one."""
        self._shut_out: set[tuple[GroupId, int]] = set()
        """Who could see no room of a group at the last look."""
        self._members: Few[tuple[float, discord.Member | None]] = Few(REMEMBERED)
        """By guild and person, with when it was last known; None: they are not there."""

    # Private chats.

    async def chat(self, user: int, *, opens: bool = False) -> int:
        """Somebody's private chat. Raises Unseen where they have begun none, GiveUp, TryLater.

        `opens`: they have just asked for it.
        """
        known = self._chats.get(str(user))
        if known is not None:
            return known
        chat, newest = await self._find(user)
        if newest is None and not opens:
            raise Unseen
        self._chats[str(user)] = chat
        return chat

    async def written(self, user: int) -> tuple[int, int]:
        """Somebody's private chat, and the newest message in it. Raises as `chat` does."""
        chat, newest = await self._find(user)
        if newest is None:
            raise Unseen
        self._chats[str(user)] = chat
        return chat, newest

    async def _find(self, user: int) -> tuple[int, int | None]:
        try:
            found = await self._rest.ask(
                "POST", "/users/@me/channels", body={"recipient_id": str(user)}
            )
        except No:
            raise GiveUp from None
        newest = found.get("last_message_id")
        return int(found["id"]), None if newest is None else int(newest)

    def opened(self, user: int, chat: int) -> None:
        """Somebody wrote there."""
        self._chats[str(user)] = chat

    def closed(self, user: int) -> None:
        """Nothing of ours is let through any more."""
        self._chats.pop(str(user), None)

    # Rooms.

    def seen(self, member: discord.Member) -> None:
        """Somebody did something in a guild just now."""
        self._members[f"{member.guild.id} {member.id}"] = (self._now(), member)

    async def shares(self, user: int) -> tuple[RoomId, ...]:
        """The rooms of groups that somebody can see. Who is shut out of all is let go of."""
        found: list[RoomId] = []
        gone: dict[GroupId, RoomId] = {}
        here: set[GroupId] = set()
        for guild in self._client.guilds:
            rooms = {
                channel: group
                for channel in guild.channels
                if (group := self._app.group_of(room_id(channel.id)))
            }
            member = await self.member(guild, user) if rooms else None
            _, known = self._members.get(f"{guild.id} {user}", (0.0, guild))
            for channel, group in rooms.items():
                room = room_id(channel.id)
                if member is not None and channel.permissions_for(member).view_channel:
                    found.append(room)
                    here.add(group.id)
                elif member is not None or known is None:
                    gone[group.id] = room
                else:  # it cannot be known now
                    here.add(group.id)
        for left in gone.keys() - here:
            await self._app.left(person_id(user), gone[left])
        return tuple(found)

    async def member(self, guild: discord.Guild, user: int) -> discord.Member | None:
        """Somebody in a guild, with their roles; None: not there, or it cannot be known now."""
        key = f"{guild.id} {user}"
        at, known = self._members.get(key, (0.0, None))
        if key in self._members and self._now() - at < SURE_FOR:
            return known
        member = None
        try:
            member = await self._fetch(guild, user)
        except TryLater:
            return None
        except No as no:
            if no.code not in (rest.UNKNOWN_MEMBER, rest.UNKNOWN_USER):
                return None
        self._members[key] = (self._now(), member)
        return member

    async def _fetch(self, guild: discord.Guild, user: int) -> discord.Member:
        return await self._rest.run(
            lambda: guild.fetch_member(user),
            about=f"member {guild.id} {user}",
            shares=f"members {guild.id}",
        )

    async def left(self) -> None:
        """Look for people who have left: without a privileged intent nobody tells us.

        Who was shut out of the channel has left it as well. Once more at the next look, as a
        channel may be closed for a while.
        """
        rooms: dict[GroupId, list[discord.abc.GuildChannel]] = {}
        for guild in self._client.guilds:
            for channel in guild.channels:
                if (group := self._app.group_of(room_id(channel.id))) is not None:
                    rooms.setdefault(group.id, []).append(channel)
        before, self._shut_out = self._shut_out, set()
        for channels in rooms.values():
            await self._look_into(channels, before)

    async def _look_into(
        self, channels: Sequence[discord.abc.GuildChannel], before: Collection[tuple[GroupId, int]]
    ) -> None:
        room = room_id(channels[0].id)
        group = self._app.group_of(room)
        for who in {*group.members, *group.facilitators} if group else ():
            user = snowflake(who)
            if user is None or group is None:
                continue
            there = await self._there(channels, user)
            if there is False and (group.id, user) not in before:
                self._shut_out.add((group.id, user))
            elif there is not True:
                self.closed(user)
                await self._app.left(who, room)

    async def _there(self, channels: Sequence[discord.abc.GuildChannel], user: int) -> bool | None:
        """Can they see one of these? False: they are shut out of all. None: they have left.

        When it cannot be known, they can.
        """
        found: bool | None = None
        for channel in channels:
            await asyncio.sleep(BETWEEN)
            try:
                member = await self._fetch(channel.guild, user)
            except No as no:
                if no.code not in (rest.UNKNOWN_MEMBER, rest.UNKNOWN_USER):
                    return True
            except TryLater:
                return True
            else:
                if channel.permissions_for(member).view_channel:
                    return True
                found = False
        return found

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
