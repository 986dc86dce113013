"""From what stands in a room to what the bot hears, and back to the one who said it.

What cannot be read yet waits a moment for its key, and what the same person says there after it
waits with it. Whatever happens to one line, the others are taken up; `hear` returns once all
that follows from a line is on disk.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from adapters.matrix import events
from adapters.matrix.rooms import Room, Rooms
from adapters.matrix.voice import PLATFORM, Voice, person
from adapters.matrix.wire import JSON
from bot.adapter import Bot
from bot.anonymous.floor import told
from bot.model import Heard, Rendered, Right, RoomId

if TYPE_CHECKING:
    from adapters.matrix.asides import Asides
    from adapters.matrix.crypto import Encryption

log = logging.getLogger(__name__)

KEY_WAIT = 10.0
"""Seconds that a message waits for the key it was written with."""

TURN = 1.0
"""Seconds that a line of a room waits for the one before it."""

FIRST_WORD = "menu"
"""What somebody is taken to have said who asks us into a private chat."""


class Ears:
    """Hears one event at a time; many at once may be on their way."""

    def __init__(
        self,
        app: Bot,
        rooms: Rooms,
        encryption: Encryption | None,
        voice: Voice,
        unreadable: Callable[[str], Rendered],
        not_private: Callable[[str], Rendered],
        asides: Asides,
    ) -> None:
        """The words for a room in which a message could not be read, and for one that was a
        private chat and is none any more."""
        self._app = app
        self._rooms = rooms
        self._encryption = encryption
        self._voice = voice
        self._unreadable = unreadable
        self._not_private = not_private
        self._asides = asides
        self._keys = asyncio.Event()
        """Set, and replaced by a new one, when keys have come."""
        self._newest: dict[tuple[str, str], asyncio.Event] = {}
        """Set when the newest line of a person in a room went on to the bot."""
        self._turns: dict[str, asyncio.Event] = {}
        """Set when the newest line of a room was taken up."""
        self._said: set[tuple[str, str]] = set()
        """What was said today, and in which room."""
        self._today: date | None = None

    def keys_came(self) -> None:
        """What waits for a key may be readable now."""
        self._keys.set()
        self._keys = asyncio.Event()

    async def hear(self, room: Room, event: JSON) -> None:
        """Take up one event of a timeline. Never raises."""
        key = (room.id, event["sender"])
        before, on = self._newest.get(key), asyncio.Event()
        self._newest[key] = on
        try:
            try:
                await self._hear(room, event, before, on)
            except Exception as problem:  # noqa: BLE001 (one bad line must not stop the others)
                # In a private chat it may have been a card: then not even that it failed is told.
                if self._rooms.person(room.id) is None:
                    log.error("an event was not taken up: %s", told(problem))
            if before is not None:  # whoever waits for this one waits for those before it, too
                await before.wait()
        finally:
            on.set()
            if self._newest.get(key) is on:
                del self._newest[key]

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

    async def _hear(
        self, room: Room, event: JSON, before: asyncio.Event | None, on: asyncio.Event
    ) -> None:
        who = event["sender"]
        if who == self._rooms.me or not room.joined(self._rooms.me):
            return
        if event["type"] == "m.room.encrypted":
            if "redacted_because" in events.mapping(event.get("unsigned")):
                return  # taken away before we read it: there is nothing to wait for
            read = await self._read(room, event)
            if read is None:
                return
            event = read
        if before is not None:
            await before.wait()
        # From here on each waits its turn in the room, and each person's words keep their order.
        on.set()
        if event["type"] == "m.room.message":
            await self._message(room, event)
        elif event["type"] == "m.reaction":
            await self._reaction(room, event)

    async def _message(self, room: Room, event: JSON) -> None:
        said = events.message(event)
        if said is None:
            if events.relation(event).get("rel_type") == "m.replace":
                self._asides.edited(room, event)
            return
        by = person(said.sender, room.called(said.sender))
        at = min(said.at, self._app.clock.now())
        id = f"{PLATFORM}:{said.id}"
        said = replace(said, text=events.with_names(said.text, self._name_in(room)))
        words, addressed = events.spoken_to(said, self._rooms.me, room.called(self._rooms.me))
        self._voice.closed.discard(said.sender)
        if self._rooms.person(room.id) == said.sender:
            self._voice.threads[room.id] = said.thread
            shares = self._shares(said.sender)
            await self._take_private(room, Heard(id, by, words, at, shares=shares), said.sender)
            return
        place = RoomId(f"{PLATFORM}:{room.id}")
        if room.place and self._app.group_of(place) is None:  # for a few, and over by now
            return
        self._app.noticed(place, person(said.sender, "").id)
        if self._was_private(room):
            self._tell_once(room, "not private", self._not_private)
            return
        rights = frozenset({Right.MANAGE}) if room.manages(said.sender) else frozenset()
        heard = Heard(id, by, words, at, room=place, addressed=addressed, rights=rights)
        await self._in_turn(room, heard, said.sender)

    async def _in_turn(self, room: Room, heard: Heard, who: str) -> None:
        """After what was said in the room before: "hand up" counts only once "start" has.

        Not for long: whoever floods the room is slowed, and nobody else is to wait for that.
        """
        before, done = self._turns.get(room.id), asyncio.Event()
        self._turns[room.id] = done
        try:
            if before is not None:
                with suppress(TimeoutError):
                    async with asyncio.timeout(TURN):
                        await before.wait()
            await self._take(heard, who)
        finally:
            done.set()
            if self._turns.get(room.id) is done:
                del self._turns[room.id]

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
        heard = Heard(f"{PLATFORM}:{mark.id}", by, mark.text, at, shares=shares)
        await self._take_private(room, heard, mark.sender)

    async def _take(self, heard: Heard, who: str) -> None:
        reply = await self._app.hear(heard)
        if reply is not None:
            self._asides.answer(who, reply, heard.event)

    async def _take_private(self, room: Room, heard: Heard, who: str) -> None:
        """As everywhere; but of what is said without a name no inbox knows that it was heard."""
        if self._asides.took(heard):
            return
        aside = self._app.is_aside(heard)
        reply = await self._app.hear(heard)
        in_talk = reply is not None and reply.aside
        if aside or in_talk:
            self._asides.heard(room, heard, in_talk=in_talk)
        if reply is not None:
            self._asides.answer(who, reply, heard.event, room)

    def _name_in(self, room: Room) -> Callable[[str], str | None]:
        """What somebody who is mentioned is called there; None: nobody there."""
        return lambda who: room.called(who) if room.joined(who) else None

    def _shares(self, who: str) -> tuple[RoomId, ...]:
        return tuple(RoomId(f"{PLATFORM}:{id}") for id in self._rooms.shared(who))

    async def _read(self, room: Room, event: JSON) -> JSON | None:
        """The event in clear; None when its key does not come. That is said once, not never."""
        if self._encryption is None:
            return None
        try:
            async with asyncio.timeout(KEY_WAIT):
                while (read := self._encryption.decrypt(room.id, event)) is None:
                    await self._keys.wait()
        except TimeoutError:
            self._tell_once(room, "unreadable", self._unreadable)
            return None
        return read

    def _was_private(self, room: Room) -> bool:
        """It was made for two, and never became the room of a group."""
        if room.place or self._app.group_of(RoomId(f"{PLATFORM}:{room.id}")) is not None:
            return False
        listed = any(room.id in rooms for rooms in self._rooms.listed.values())
        return listed or room.asked_alone or room.maker == self._rooms.me

    def _tell_once(self, room: Room, what: str, words: Callable[[str], Rendered]) -> None:
        """Once for each room and day, over any crash: the day is ours, no sender's."""
        today = self._app.clock.now().date()
        if today != self._today:
            self._today = today
            self._said.clear()
        if (what, room.id) not in self._said:
            self._said.add((what, room.id))
            self._voice.tell(room.id, words(room.id), f"{what} {today}")
