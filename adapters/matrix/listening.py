"""Follows what the server tells, from the place that was noted last.

Ours and not the library's: a server that is ill is asked ever more rarely; what was missed is
fetched; nothing old is answered at the very first start; and the place is noted only when all
that came before it has been taken up, so that a crash reads it again and loses nothing. What
is read twice, the inbox knows.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from adapters.matrix import events
from adapters.matrix.doors import Doors
from adapters.matrix.ears import Ears
from adapters.matrix.rooms import Room, Rooms
from adapters.matrix.voice import PLATFORM, Voice
from adapters.matrix.wire import JSON, Homeserver, Refusal, Unreachable, path
from bot.adapter import Bot
from bot.model import PersonId, RoomId

if TYPE_CHECKING:
    from adapters.matrix.crypto import Encryption

log = logging.getLogger(__name__)

T = TypeVar("T")

HELD = 30_000
"""Milliseconds the server may hold a request open while nothing happens."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between requests to a server that is ill."""

PAGES = 100
"""Pages of a hundred events that are fetched at most for one room after a long time away."""


class SignedOut(Exception):  # noqa: N818
    """The server no longer knows our device."""


class Listening:
    """The loop over `/sync`."""

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
        self._server = server
        self._rooms = rooms
        self._encryption = encryption
        self._voice = voice
        self._ears = ears
        self._doors = doors
        self._taken: asyncio.Task[None] | None = None
        """Ends when all that was read so far is taken up and noted."""

    async def run(self, ready: Callable[[], None]) -> None:
        """Listen until cancelled; `ready` is called when all rooms are known.

        Raises SignedOut.
        """
        place = await self._app.bookmark(PLATFORM)
        whole = True
        while True:
            answer, following = await self._next(place, whole=whole)
            tasks = await self._take(answer, place)
            self._taken = asyncio.create_task(self._note(following, tasks, self._taken))
            if whole:
                ready()
            place, whole = following, False

    async def _next(self, place: str | None, *, whole: bool) -> tuple[JSON, str]:
        """What happened since then. Asks until there is an answer that can be understood."""
        query = {"timeout": "0" if whole else str(HELD), "filter": _filter(place)}
        if place is not None:
            query["since"] = place
        if whole:  # after a start nothing is known of any room
            query["full_state"] = "true"

        async def ask() -> tuple[JSON, str]:
            answer = await self._server.ask(
                "GET", path("sync"), query=query, patience=HELD / 1000 + 60
            )
            following = events.text(answer.get("next_batch"))
            if not following:
                raise Unreachable("no next_batch")
            return answer, following

        return await insist(ask)

    async def _note(
        self, place: str, tasks: list[asyncio.Task[None]], before: asyncio.Task[None] | None
    ) -> None:
        if before is not None:
            await before
        if tasks:
            await asyncio.wait(tasks)
        try:
            await self._app.read_to(PLATFORM, place)
        except Exception as problem:  # noqa: BLE001 (the next one notes it as well)
            log.warning("the place in the stream was not noted: %s", type(problem).__name__)

    async def _take(self, answer: JSON, since: str | None) -> list[asyncio.Task[None]]:
        """Take up one answer; the tasks that end when all of it is on disk."""
        for event in events.items(events.mapping(answer.get("account_data")).get("events")):
            if events.mapping(event).get("type") == "m.direct":
                self._rooms.list(event.get("content"))
        rooms = events.mapping(answer.get("rooms"))
        # State first, everywhere: who is alone with whom decides where words belong.
        news = [
            (self._room(id, info), await self._new(id, info, since))
            for id, info in _each(rooms.get("join"))
        ]
        for id, _info in _each(rooms.get("leave")):
            self._rooms.all.pop(id, None)
        if self._encryption is not None:
            self._ears.keys_came(await self._encryption.after_sync(answer))
        tasks = [task for room, new in news for task in await self._happened(room, new)]
        for id, info in _each(rooms.get("invite")):
            self._doors.asked(id, info)
        return tasks

    def _room(self, id: str, info: Mapping[str, Any]) -> Room:
        """Bring what is known of one room up to date."""
        room = self._rooms.all.setdefault(id, Room(id))
        before = set(room.here)
        for part in ("state", "timeline"):
            for event in events.events(events.mapping(info.get(part)).get("events")):
                if isinstance(event.get("state_key"), str):
                    room.take(event, self._rooms.me)
        if self._encryption is not None:
            if room.encrypted:
                self._encryption.remember_encrypted(id)
            room.encrypted |= self._encryption.knows_encrypted(id)
            if before != set(room.here):
                self._encryption.forget_session(id)
        return room

    async def _new(self, id: str, info: Mapping[str, Any], since: str | None) -> list[JSON]:
        """The new events of a room, also those that were too many for one answer."""
        timeline = events.mapping(info.get("timeline"))
        new = list(events.events(timeline.get("events")))
        start = timeline.get("prev_batch")
        if since is None or timeline.get("limited") is not True or not isinstance(start, str):
            return new
        return [*await self._missed(id, start, since), *new]

    async def _happened(self, room: Room, new: list[JSON]) -> list[asyncio.Task[None]]:
        """Everything new in one room, in order."""
        came = [n for n, event in enumerate(new) if _came_in(event, self._rooms.me)]
        if came:
            new = new[came[-1] + 1 :]  # what was said before we came in was not said to us
            if not await self._doors.came(room):
                return []
        tasks = []
        for event in new:
            if event["type"] == "m.room.redaction":
                self._redacted(event)
            elif "state_key" not in event:
                tasks.append(asyncio.create_task(self._ears.hear(room, event)))
        await self._left(room)
        if room.moved_to is not None:
            self._doors.moved(room)
        return tasks

    async def _missed(self, id: str, start: str, since: str) -> list[JSON]:
        """The events between two answers that were too many for one, oldest first."""
        found: list[JSON] = []
        query = {"dir": "b", "limit": "100", "from": start, "to": since}
        for _ in range(PAGES):
            page = await self._page(id, query)
            found.extend(events.events(page.get("chunk")))
            further = events.text(page.get("end"))
            if further is None or not events.items(page.get("chunk")):
                break
            query["from"] = further
        found.reverse()
        return found

    async def _page(self, id: str, query: Mapping[str, str]) -> JSON:
        async def ask() -> JSON:
            return await self._server.ask("GET", path("rooms", id, "messages"), query=query)

        try:
            return await insist(ask)
        except Refusal as no:
            log.warning("what was missed in %s cannot be read: %s", id, no)
            return {}

    def _redacted(self, event: JSON) -> None:
        for place in (event, events.content(event)):  # room version 11 moved it
            if (id := events.identifier(place.get("redacts"))) is not None:
                self._voice.gone(id)

    async def _left(self, room: Room) -> None:
        """Whoever is not in any of their group's rooms here any more has left the group."""
        group = self._app.group_of(RoomId(f"{PLATFORM}:{room.id}"))
        if group is None:
            self._closed(room)
            return
        ours = [id.partition(":")[2] for id in group.rooms if id.startswith(f"{PLATFORM}:")]
        known = [self._rooms.all.get(id) for id in ours]
        for who in [*group.members, *group.facilitators]:
            user = who.partition(":")[2]
            if not who.startswith(f"{PLATFORM}:") or None in known:
                continue
            if not any(one.joined(user) for one in known if one is not None):
                await self._app.left(PersonId(who), RoomId(f"{PLATFORM}:{room.id}"))

    def _closed(self, room: Room) -> None:
        """Somebody left their private chat: they want nothing there for now."""
        for who, rooms in self._rooms.listed.items():
            if room.id in rooms and room.people.keys() >= {who} and who not in room.here:
                self._voice.closed.add(who)


async def insist(
    ask: Callable[[], Awaitable[T]], failed: Callable[[Unreachable], None] = lambda _problem: None
) -> T:
    """Ask until there is an answer, ever more rarely. Raises SignedOut, or another Refusal."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await ask()
        except Unreachable as problem:
            log.warning("the Matrix server gave no answer (%s); next try in %.1f s", problem, pause)
            failed(problem)
            wait = pause
        except Refusal as no:
            if no.status == 401 or no.code in ("M_UNKNOWN_TOKEN", "M_USER_DEACTIVATED"):
                raise SignedOut(no.code) from None
            if no.wait is None and no.status != 429:
                if no.status in (400, 403, 404):
                    raise
                log.warning("the Matrix server refused: %s; next try in %.1f s", no, pause)
            wait = max(no.wait or 0.0, pause)
        await asyncio.sleep(wait * random.uniform(0.8, 1.0))  # not all bots at once
        pause = min(pause * 2, LONGEST_PAUSE)


def _filter(place: str | None) -> str:
    """What we ask to be told. Without a place nothing old: no timeline at all."""
    nothing: dict[str, object] = {"types": []}
    return json.dumps(
        {
            "presence": nothing,
            "account_data": {"types": ["m.direct"]},
            "room": {
                "account_data": nothing,
                "ephemeral": nothing,
                "timeline": {"limit": 0 if place is None else 100},
                "state": {"lazy_load_members": False},
            },
        }
    )


def _came_in(event: JSON, me: str) -> bool:
    """Is this the moment we came in? A new name or picture of ours is a `join` as well."""
    if event["type"] != "m.room.member" or event.get("state_key") != me:
        return False
    before = events.mapping(events.mapping(event.get("unsigned")).get("prev_content"))
    return events.content(event).get("membership") == "join" and before.get("membership") != "join"


def _each(value: object) -> list[tuple[str, Mapping[str, Any]]]:
    """Rooms by id, with what the answer says of them."""
    return [
        (id, events.mapping(info))
        for id, info in events.mapping(value).items()
        if events.identifier(id)
    ]
