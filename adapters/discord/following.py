"""What was said while nobody told us: read from the history, once we are told again.

How far it had been read is noted in time and not by what was heard, so that the note tells of
nobody's act. It stays a few minutes behind, so that a connection that died without a word loses
nothing; what is read twice is known by its id. Where older words are still to be read, what
comes meanwhile waits for them; a place that cannot be read keeps no other waiting.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import discord

from adapters.discord import names
from adapters.discord.ears import Ears
from adapters.discord.names import JSON, PLATFORM, snowflake
from adapters.discord.people import People
from adapters.discord.rest import No, Rest
from adapters.discord.saying import MESSAGES, PAGE
from adapters.discord.turns import Turns
from bot.adapter import Bot, GiveUp, TryLater, Unseen
from bot.anonymous.floor import told
from bot.few import Few

log = logging.getLogger(__name__)

BEHIND = timedelta(minutes=4)
"""How long a connection may be dead before it is noticed, and more."""

EVERY = 60.0
"""Seconds between two notes."""

AT_MOST = timedelta(days=30)
"""Older words are not looked for."""

BETWEEN = 0.2
"""Seconds between two private chats that are looked into."""

READERS = 4
"""How many places are read at a time: one where Discord says nothing keeps no other waiting."""

TRIES = 8
"""How often a place is tried that cannot be read: for about a minute and a half."""

GATHERED = 2.0
"""Seconds in which events that could not be read in one place become one look into it."""

PLACES = 500
"""Of how many places it is known up to where they were read."""

LEFT_EVERY = timedelta(days=1)
"""How often it is looked who has left."""


@dataclass(eq=False)
class _Unread:
    """A place where something may have been said."""

    channel: Any = None
    """None: the private chat of `user`, which is still to be found."""
    user: int = 0
    held: list[discord.Message] | None = field(default_factory=list)
    """What came meanwhile. None: it need not wait."""
    since: int | None = None
    at: float = 0.0
    """Not before."""
    tries: int = 0
    read: bool = False
    """It is being read now."""


class Following:
    """Notes how far we have read, and catches up after a gap."""

    def __init__(
        self,
        app: Bot,
        client: discord.Client,
        requests: Rest,
        ears: Ears,
        people: People,
        turns: Turns,
    ) -> None:
        self._app = app
        self._client = client
        self._rest = requests
        self._ears = ears
        self._people = people
        self._turns = turns
        self._lost = True
        """Something may have been said that we were not told of."""
        self._early: list[discord.Message] | None = []
        """What comes before it is known where something is to be read. None: it is known."""
        self._unread: dict[int, _Unread] = {}
        """By channel, or in private by person."""
        self._looked: Few[int] = Few(PLACES)
        """Up to where a place was read when something there could not be understood."""
        self._news = asyncio.Event()
        self._opening = asyncio.Lock()

    # What happens to the connection.

    def lost(self) -> None:
        """From here on something may be missed."""
        self._lost = True

    def goes_on(self) -> None:
        """What was missed has been told after all."""
        self._lost = False

    def begins(self) -> None:
        """A new session: what was said before it is told by nobody."""
        if self._early is None:
            self._early = []

    async def catch_up(self) -> None:
        """All rooms are known: read what was said there since the last note."""
        if await self._app.bookmark(PLATFORM) is not None:
            for key, one in self._places():
                self._unread.setdefault(key, one)
        self._lost = False
        early, self._early = self._early, None
        for message in early or ():
            self.take(message)
        self._news.set()

    def take(self, message: discord.Message) -> None:
        """A message has come."""
        if self._early is not None:
            self._early.append(message)
            return
        key = message.author.id if message.guild is None else message.channel.id
        unread = self._unread.get(key)
        if unread is None or unread.held is None:
            self._ears.take(message)
        else:
            unread.held.append(message)

    def look_again(self, channel: int, guild: int | None) -> None:
        """Something there was told so that it could not be understood."""
        place: Any = self._client.get_channel(channel)
        if guild is None:
            place = self._client.get_partial_messageable(channel)
        elif place is None or self._app.group_of(self._ears.room(place)) is None:
            return
        at = self._now() + GATHERED
        self._unread.setdefault(channel, _Unread(place, held=None, at=at))
        self._news.set()

    # Noting.

    async def run(self) -> None:
        """Until cancelled."""
        place = await self._app.bookmark(PLATFORM)
        if place is None:  # the very first start: nothing old is answered
            await self._app.read_to(PLATFORM, str(names.at(self._app.clock.now())))
        look_again = self._app.clock.now()
        while True:
            await asyncio.sleep(EVERY)
            now = self._app.clock.now()
            whole = not self._lost and not self._unread
            if whole and self._turns.idle:
                await self._note()
            if whole and now >= look_again:
                look_again = now + LEFT_EVERY
                await self._people.left()

    async def _note(self) -> None:
        """Never back to what was before the first start, or before a restore."""
        now, noted = self._app.clock.now(), await self._app.bookmark(PLATFORM)
        place = names.at(now if noted is None else now - BEHIND)
        await self._app.read_to(PLATFORM, str(max(place, _number(noted))))

    # Reading.

    def _places(self) -> Iterator[tuple[int, _Unread]]:
        people = set[int]()
        for guild in self._client.guilds:
            for channel in (*guild.channels, *guild.threads):
                group = self._app.group_of(self._ears.room(channel))
                if group is None:
                    continue
                if isinstance(channel, discord.abc.Messageable):
                    # A room is read as the channel it is: of a bare id nobody knows that it
                    # is no chat.
                    yield channel.id, _Unread(channel)
                found = map(snowflake, {*group.members, *group.facilitators})
                people |= {user for user in found if user is not None}
        yield from ((user, _Unread(user=user)) for user in people)

    async def reads(self) -> None:
        """Until cancelled. Several of these share the work."""
        while True:
            key, one = await self._next()
            one.read = True
            try:
                await self._read(one)
            except TryLater as later:
                one.read, one.tries = False, one.tries + 1
                one.at = self._now() + later.seconds
                if one.tries < TRIES:
                    continue
                log.warning("a place could not be read; what was said there meanwhile is lost")
            except (No, Unseen, GiveUp) as no:
                log.debug("a place cannot be read: %s", told(no))
            del self._unread[key]
            for message in one.held or ():
                with _left_out():  # what was told without a part has been read with it
                    self._ears.take(message)

    async def _next(self) -> tuple[int, _Unread]:
        """What is to be read now: where somebody waits to be heard comes first."""
        while True:
            free = [each for each in self._unread.items() if not each[1].read]
            key, one = min(free, key=lambda each: (each[1].at, not each[1].held), default=NOWHERE)
            left = one.at - self._now()
            if left <= 0:
                return key, one
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(None if one is NOWHERE[1] else left):
                    await self._news.wait()

    async def _read(self, one: _Unread) -> None:
        if one.since is None:
            now, noted = self._app.clock.now(), await self._app.bookmark(PLATFORM)
            one.since = names.at(now if noted is None else now - AT_MOST)
            one.since = max(one.since, _number(noted))
            if one.held is None:
                one.since = max(one.since, self._looked.get(str(one.channel.id), 0))
        newest = getattr(one.channel, "last_message_id", None)
        if one.channel is None:
            async with self._opening:
                await asyncio.sleep(BETWEEN)
            chat, newest = await self._people.written(one.user)
            one.channel = self._client.get_partial_messageable(chat)
        # Of what could not be understood it is not known either that it is the newest.
        if one.held is not None and newest is not None and newest <= one.since:
            return
        more = True
        while more:
            query = {"after": str(one.since), "limit": PAGE}
            page = await self._rest.ask("GET", MESSAGES, query=query, channel_id=one.channel.id)
            for message in sorted(page, key=lambda each: int(each["id"])):
                one.since = int(message["id"])
                self._hear(one.channel, message)
            more = len(page) == PAGE
        if one.held is None:
            self._looked[str(one.channel.id)] = one.since

    def _hear(self, channel: Any, message: JSON) -> None:
        with _left_out():
            state = self._client._connection
            self._ears.take(discord.Message(state=state, channel=channel, data=message))  # type: ignore[arg-type]

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


NOWHERE = 0, _Unread(at=math.inf)


@contextlib.contextmanager
def _left_out() -> Iterator[None]:
    """One message that cannot be read stops no other."""
    try:
        yield
    except Exception as problem:  # noqa: BLE001 (whatever is wrong with it)
        log.warning("a message could not be read: %s", told(problem))


def _number(place: str | None) -> int:
    return int(place) if place is not None and place.isdecimal() else 0
