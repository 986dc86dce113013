"""From what stands in a room to what the bot hears, and back to the one who said it.

What cannot be read yet waits a moment for its key. Whatever happens to one line, the others
are taken up; `hear` returns once all that follows from a line is on disk.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from adapters.matrix import events
from adapters.matrix.rooms import Room, Rooms
from adapters.matrix.voice import PLATFORM, Voice, person
from adapters.matrix.wire import JSON
from bot.adapter import Bot
from bot.anonymous.floor import told
from bot.model import Heard, Rendered, Right, RoomId

if TYPE_CHECKING:
    from adapters.matrix.crypto import Encryption

log = logging.getLogger(__name__)

KEY_WAIT = 10.0
"""Seconds that a message waits for the key it was written with."""

FIRST_WORD = "menu"
"""What somebody is taken to have said who asks us into a private chat."""

Session = tuple[str, str]
"""A room and the name of the key its messages were written with."""


class Ears:
    """Hears one event at a time; many at once may be on their way."""

    def __init__(
        self,
        app: Bot,
        rooms: Rooms,
        encryption: Encryption | None,
        voice: Voice,
        unreadable: Callable[[str], Rendered],
    ) -> None:
        """`unreadable`: the words for a room in which a message could not be read."""
        self._app = app
        self._rooms = rooms
        self._encryption = encryption
        self._voice = voice
        self._unreadable = unreadable
        self._keys: defaultdict[Session, asyncio.Event] = defaultdict(asyncio.Event)
        self._said_unreadable: set[str] = set()
        self._replies: set[asyncio.Task[None]] = set()

    def keys_came(self, sessions: Collection[Session]) -> None:
        """What waits for these keys can be read now."""
        for session in sessions:
            if session in self._keys:
                self._keys[session].set()

    async def hear(self, room: Room, event: JSON) -> None:
        """Take up one event of a timeline. Never raises."""
        try:
            await self._hear(room, event)
        except Exception as problem:  # noqa: BLE001 (one bad line must not stop the others)
            log.error("an event was not taken up: %s", told(problem))

    async def opened(self, room: Room, who: str) -> None:
        """Somebody asked us into a private chat: show what can be said there."""
        by = person(who, room.called(who))
        await self._take(
            Heard(
                event=f"{PLATFORM}:{room.id}:opened",
                by=by,
                text=FIRST_WORD,
                at=self._app.clock.now(),
                pressed=True,
                shares=self._shares(who),
            ),
            who,
        )

    async def _hear(self, room: Room, event: JSON) -> None:
        who = event["sender"]
        if who == self._rooms.me or not room.joined(self._rooms.me):
            return
        if event["type"] == "m.room.encrypted":
            read = await self._read(room, event)
            if read is None:
                return
            event = read
        if event["type"] == "m.room.message":
            await self._message(room, event)
        elif event["type"] == "m.reaction":
            await self._reaction(room, event)

    async def _message(self, room: Room, event: JSON) -> None:
        said = events.message(event)
        if said is None:
            return
        by = person(said.sender, room.called(said.sender))
        at = min(said.at, self._app.clock.now())
        id = f"{PLATFORM}:{said.id}"
        words, addressed = events.spoken_to(said, self._rooms.me, room.called(self._rooms.me))
        self._voice.closed.discard(said.sender)
        if self._rooms.person(room.id) == said.sender:
            self._voice.threads[room.id] = said.thread
            shares = self._shares(said.sender)
            await self._take(Heard(id, by, words, at, shares=shares), said.sender)
            return
        place = RoomId(f"{PLATFORM}:{room.id}")
        self._app.noticed(place)
        rights = frozenset({Right.MANAGE}) if room.manages(said.sender) else frozenset()
        heard = Heard(id, by, words, at, room=place, addressed=addressed, rights=rights)
        await self._take(heard, said.sender)

    async def _reaction(self, room: Room, event: JSON) -> None:
        """A mark on our last words in private is the number or word it shows."""
        mark = events.reaction(event)
        if mark is None or self._rooms.person(room.id) != mark.sender:
            return
        if self._voice.last.get(room.id) != mark.on:
            return
        by = person(mark.sender, room.called(mark.sender))
        at = min(mark.at, self._app.clock.now())
        shares = self._shares(mark.sender)
        await self._take(
            Heard(f"{PLATFORM}:{mark.id}", by, mark.text, at, shares=shares), mark.sender
        )

    async def _take(self, heard: Heard, who: str) -> None:
        reply = await self._app.hear(heard)
        if reply is not None:
            # The server may be slow to take it: what else was said does not wait for that.
            task = asyncio.create_task(self._voice.reply(who, reply.messages, heard.event))
            self._replies.add(task)
            task.add_done_callback(self._replies.discard)

    def _shares(self, who: str) -> tuple[RoomId, ...]:
        return tuple(RoomId(f"{PLATFORM}:{id}") for id in self._rooms.shared(who))

    async def _read(self, room: Room, event: JSON) -> JSON | None:
        """The event in clear; None when its key does not come. That is said once, not never."""
        if self._encryption is None:
            return None
        read = self._encryption.decrypt(room.id, event)
        if read is None:
            session = (room.id, events.text(events.content(event).get("session_id")) or "")
            came = self._keys[session]
            try:
                async with asyncio.timeout(KEY_WAIT):
                    while read is None:
                        came.clear()
                        await came.wait()
                        read = self._encryption.decrypt(room.id, event)
            except TimeoutError:
                await self._say_unreadable(room, event)
                return None
            finally:
                self._keys.pop(session, None)
        self._said_unreadable.discard(f"{room.id} {event['sender']}")
        return read

    async def _say_unreadable(self, room: Room, event: JSON) -> None:
        log.info("an encrypted message in %s could not be read", room.id)
        about = f"{room.id} {event['sender']}"
        if about in self._said_unreadable:
            return
        self._said_unreadable.add(about)
        day = events.time(event).date()
        await self._voice.tell(room.id, self._unreadable(room.id), f"unreadable {about} {day}")
