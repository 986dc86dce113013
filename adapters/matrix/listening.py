"""Follows what the server tells, from the place that was noted last.

Ours and not the library's: a server that is ill is asked ever more rarely; what was missed is
fetched; nothing old is answered at the very first start; and the place is noted only when all
that came before it has been taken up, so that a crash reads it again and loses nothing. What
is read twice, the inbox knows.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any

from adapters.matrix import events
from adapters.matrix.doors import Doors
from adapters.matrix.ears import Ears
from adapters.matrix.following import Answer, Following, each
from adapters.matrix.gaps import Gaps
from adapters.matrix.rooms import Room, Rooms
from adapters.matrix.voice import PLATFORM, Voice
from adapters.matrix.wire import JSON, Homeserver
from bot.adapter import Bot
from bot.model import Group, PersonId, RoomId

if TYPE_CHECKING:
    from adapters.matrix.crypto import Encryption


log = logging.getLogger(__name__)

Task = asyncio.Task[None]


class Listening:
    """The loop over `/sync`, and the doors that open beside it."""

    def __init__(
        self,
        app: Bot,
        server: Homeserver,
        rooms: Rooms,
        encryption: Encryption | None,
        voice: Voice,
        ears: Ears,
        doors: Doors,
    ) -> None:
        self._app = app
        self._rooms = rooms
        self._encryption = encryption
        self._voice = voice
        self._ears = ears
        self._doors = doors
        self._following = Following(server)
        self._gaps = Gaps(server, rooms.me)
        self._group: asyncio.TaskGroup
        self._catching_up: dict[str, asyncio.Event] = {}
        """By room: what came later waits for what was missed."""
        self._reached = False
        self._taken: Task | None = None
        """Ends when all that was read so far is taken up and noted."""

    async def run(self, ready: Callable[[], None]) -> None:
        """Listen, and work through the doors' steps, until cancelled or until one of them fails.

        `ready` is called when all rooms are known. Raises SignedOut.
        """
        try:
            async with asyncio.TaskGroup() as self._group:
                self._group.create_task(self._doors.run())
                await self._listen(ready)
        except BaseExceptionGroup as several:
            raise _first(several) from None

    async def _listen(self, ready: Callable[[], None]) -> None:
        place = await self._app.bookmark(PLATFORM)
        whole = True
        while True:
            answer = await self._following.next(
                place, whole=whole, failed=lambda _problem: self._reaches(now=False)
            )
            self._reaches(now=True)
            tasks = await self._take(answer)
            if tasks or answer.place != place:
                self._taken = self._start(self._note(answer.place, tasks, self._taken))
            if whole:
                ready()
                if place is not None:
                    self._start(self._invited())
            place, whole = answer.place, False

    def _reaches(self, *, now: bool) -> None:
        """The server can be reached, or cannot: said when it changes."""
        if self._reached is not now:
            self._reached = now
            self._app.reached(PLATFORM, now=now)

    async def _invited(self) -> None:
        """Invitations from before that place."""
        for id, info in await self._following.invited():
            self._doors.asked(id, info)

    def _start(self, work: Coroutine[Any, Any, None]) -> Task:
        return self._group.create_task(work)

    async def _note(self, place: str, tasks: list[Task], before: Task | None) -> None:
        if before is not None:
            await before
        if tasks:
            await asyncio.wait(tasks)
        try:
            await self._app.read_to(PLATFORM, place)
        except Exception as problem:  # noqa: BLE001 (the next one notes it as well)
            log.warning("the place in the stream was not noted: %s", type(problem).__name__)

    async def _take(self, answer: Answer) -> list[Task]:
        """Take up one answer; the tasks that end when all of it is on disk."""
        for event in events.items(events.mapping(answer.body.get("account_data")).get("events")):
            if events.mapping(event).get("type") == "m.direct":
                self._rooms.take_listed(events.mapping(event).get("content"))
        rooms = events.mapping(answer.body.get("rooms"))
        joined = dict(each(rooms.get("join")))
        # State first, everywhere, and nothing awaited before all of it is known: who is alone
        # with whom decides where words belong, and what is encrypted how they are said.
        news = [(self._room(id, info), info) for id, info in joined.items()]
        if self._encryption is not None:
            self._encryption.remember_encrypted(room.id for room, _ in news if room.encrypted)
        for id in answer.too_large:
            self._rooms.drop(id)
            self._doors.too_large(id)
        gone = [id for id in self._rooms.all if id not in joined] if answer.since is None else []
        for id in [*gone, *(id for id, _info in each(rooms.get("leave")))]:
            self._rooms.drop(id)
        if self._encryption is not None and await self._encryption.after_sync(answer.body):
            self._ears.keys_came()
        tasks = []
        for room, info in news:
            tasks += await self._new(room, info, answer.since)
        for id, info in each(rooms.get("invite")):
            self._doors.asked(id, info)
        return tasks

    def _room(self, id: str, info: Mapping[str, Any]) -> Room:
        """Bring what is known of one room up to date."""
        room = self._rooms.take(id)
        before = set(room.here)
        for part in ("state", "timeline"):
            for event in events.events(events.mapping(info.get(part)).get("events")):
                if isinstance(event.get("state_key"), str):
                    self._rooms.take(id, event)
        if self._encryption is not None:
            room.encrypted |= self._encryption.knows_encrypted(id)
            if before != set(room.here):
                self._encryption.forget_session(id)
        return room

    async def _new(self, room: Room, info: Mapping[str, Any], since: str | None) -> list[Task]:
        """The new events of a room, also those that were too many for one answer."""
        timeline = events.mapping(info.get("timeline"))
        new = list(events.events(timeline.get("events")))
        start = timeline.get("prev_batch")
        gap = timeline.get("limited") is True and not any(_came_in(e, self._rooms.me) for e in new)
        missed = (start, since) if gap and isinstance(start, str) and since is not None else None
        before = self._catching_up.get(room.id)
        if missed is None and before is None:
            return await self._happened(room, new)
        on = self._catching_up[room.id] = asyncio.Event()
        return [self._start(self._catch_up(room, new, missed, before, on))]

    async def _catch_up(
        self,
        room: Room,
        new: list[JSON],
        missed: tuple[str, str] | None,
        before: asyncio.Event | None,
        on: asyncio.Event,
    ) -> None:
        """One room, beside the others: what it missed, and only then what came later."""
        try:
            if before is not None:
                await before.wait()
            if missed is not None:
                new = [*await self._gaps.missed(room.id, *missed), *new]
            tasks = await self._happened(room, new)
        finally:
            on.set()
            if self._catching_up.get(room.id) is on:
                del self._catching_up[room.id]
        if tasks:
            await asyncio.wait(tasks)

    async def _happened(self, room: Room, new: list[JSON]) -> list[Task]:
        """Everything new in one room, in order."""
        tasks: list[Task] = []
        came = [n for n, event in enumerate(new) if _came_in(event, self._rooms.me)]
        if came:
            new = new[came[-1] + 1 :]  # what was said before we came in was not said to us
            if not await self._doors.came(room):
                return []
            # Whoever asked may be slowed, as may the server: nobody else waits for that.
            if (greeting := self._doors.greeting(room)) is not None:
                tasks.append(self._start(greeting))
        for event in new:
            if event["type"] == "m.room.redaction":
                self._redacted(event)
            elif "state_key" not in event:
                tasks.append(self._start(self._ears.hear(room, event)))
        await self._left(room)
        if room.moved_to is not None:
            self._doors.moved(room)
        # Of a private chat nothing is told: its id and this moment would say who wrote, and when.
        if room.encrypted and self._encryption is None and self._group_of(room) is not None:
            self._app.tell_admin("matrix.not-encrypted", {"room": room.id})
        return tasks

    def _group_of(self, room: Room) -> Group | None:
        return self._app.group_of(RoomId(f"{PLATFORM}:{room.id}"))

    def _redacted(self, event: JSON) -> None:
        for place in (event, events.content(event)):  # room version 11 moved it
            if (id := events.identifier(place.get("redacts"))) is not None:
                self._voice.gone(id)

    async def _left(self, room: Room) -> None:
        """Whoever has left all of their group's rooms here has left the group.

        Not who never came in: when a room was replaced, people follow one by one.
        """
        group = self._group_of(room)
        if group is None:
            self._closed(room)
            return
        if room.moved_to is not None:  # people go from the old room to the new one
            return
        ours = [id.partition(":")[2] for id in group.rooms if id.startswith(f"{PLATFORM}:")]
        known = [self._rooms.all.get(id) for id in ours]
        for who in [*group.members, *group.facilitators]:
            user = who.partition(":")[2]
            if not who.startswith(f"{PLATFORM}:") or None in known:
                continue
            there = [one for one in known if one is not None]
            if any(one.gone(user) for one in there) and not any(user in one.here for one in there):
                await self._app.left(PersonId(who), RoomId(f"{PLATFORM}:{room.id}"))

    def _closed(self, room: Room) -> None:
        """Somebody left their private chat: they want nothing there for now, and nor do we."""
        for who in filter(room.gone, room.people):
            rooms = self._rooms.listed.get(who, [])
            if room.id not in rooms:
                continue
            rooms.remove(room.id)
            self._doors.leave(room)
            if self._rooms.private(who) is None:  # nor have they another
                self._voice.closed.add(who)


def _came_in(event: JSON, me: str) -> bool:
    """Is this the moment we came in? A new name or picture of ours is a `join` as well."""
    if event["type"] != "m.room.member" or event.get("state_key") != me:
        return False
    before = events.mapping(events.mapping(event.get("unsigned")).get("prev_content"))
    return events.content(event).get("membership") == "join" and before.get("membership") != "join"


def _first(several: BaseExceptionGroup[BaseException]) -> BaseException:
    """What went wrong first: the rest was only stopped by it."""
    first = several.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first
