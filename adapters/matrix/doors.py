"""Coming into rooms: who may ask us in, rooms that move, and the first words in each.

One thing after the other, so that a hundred invitations are a hundred small steps and answers
go on meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

from adapters.matrix import events
from adapters.matrix.ears import Ears
from adapters.matrix.rooms import Room, Rooms
from adapters.matrix.voice import PLATFORM, Told, Voice, person
from adapters.matrix.wire import Homeserver, Refusal, Unreachable, path
from bot.adapter import Bot
from bot.model import Right, RoomId

log = logging.getLogger(__name__)

BETWEEN = 0.2
"""Seconds between two steps."""

MOST_WAITING = 500
"""Invitations that wait. More are seen again at the next start."""


class Doors:
    """Opens some doors, and closes others politely."""

    def __init__(
        self,
        app: Bot,
        server: Homeserver,
        rooms: Rooms,
        voice: Voice,
        ears: Ears,
        *,
        welcome: Callable[[str], bool],
        sorry: Callable[[str], str],
        told: Told,
        reads_encrypted: bool,
    ) -> None:
        """`welcome`: may this person ask us in? `sorry`: the words of a text key."""
        self._app = app
        self._server = server
        self._rooms = rooms
        self._voice = voice
        self._ears = ears
        self._welcome = welcome
        self._sorry = sorry
        self._told = told
        self._reads_encrypted = reads_encrypted
        self._steps: asyncio.Queue[tuple[str, str, str]] = asyncio.Queue(MOST_WAITING)
        self._waiting: set[str] = set()
        self._asked_by: dict[str, str] = {}
        self._alone: set[str] = set()
        """Rooms whose invitation said that they are for two."""

    async def run(self) -> None:
        """Work through what waits, until cancelled."""
        while True:
            kind, room, server = await self._steps.get()
            try:
                await self._step(kind, room, server)
            except Unreachable:
                asyncio.get_running_loop().call_later(5.0, self._again, kind, room, server)
            except Refusal as no:
                if no.wait is not None:
                    await asyncio.sleep(no.wait)
                    self._again(kind, room, server)
                    continue
                log.warning("could not %s room %s: %s", kind, room, no)
                if kind == "join":  # an invitation that leads nowhere
                    self._again("leave", room, "")
            self._waiting.discard(room)
            await asyncio.sleep(BETWEEN)

    def asked(self, id: str, info: Mapping[str, Any]) -> None:
        """Somebody asks us into a room."""
        for event in events.events(events.mapping(info.get("invite_state")).get("events")):
            own = events.content(event)
            ours = event["type"] == "m.room.member" and event.get("state_key") == self._rooms.me
            if not ours or own.get("membership") != "invite":
                continue
            moved = any(room.moved_to == id for room in self._rooms.all.values())
            if moved or self._welcome(event["sender"]):
                self._asked_by[id] = event["sender"]
                if own.get("is_direct") is True:
                    self._alone.add(id)
                self._put("join", id, event["sender"].partition(":")[2])
            else:
                log.info("an invitation to %s was declined: its sender is not allowed", id)
                self._put("decline", id, "")
            return

    def moved(self, old: Room) -> None:
        """A room of ours was upgraded: go along."""
        new = self._rooms.get(old.moved_to or "")
        ours = self._app.group_of(RoomId(f"{PLATFORM}:{old.id}")) is not None
        if ours and old.moved_to is not None and new is None:
            self._put("join", old.moved_to, old.id.partition(":")[2])

    async def came(self, room: Room) -> bool:
        """We have come into this room just now. False: we do not stay."""
        me = self._rooms.me
        if room.encrypted and not self._reads_encrypted:
            self._told("matrix.left-encrypted", {"room": room.id})
            self._put("leave-encrypted", room.id, "")
            return False
        asked_by = self._asked_by.pop(room.id, None) or room.asked_by
        if room.id in self._alone:
            self._alone.discard(room.id)
            room.asked_alone = True
        who = self._rooms.person(room.id)
        if who is not None:
            self._voice.closed.discard(who)
            if room.maker != me:
                self._rooms.belongs(room.id, who)
                await self._voice.list()
                await self._ears.opened(room, who)
            return True
        if room.maker == me:  # a private chat of ours, seen before its person was asked in
            return True
        old = self._rooms.get(room.moved_from or "")
        if old is not None and old.moved_to == room.id and self._known(old):
            await self._app.moved(_id(old.id), _id(room.id))
        elif not self._known(room):
            host = asked_by if asked_by is not None else next(iter(room.creators), me)
            rights = frozenset({Right.MANAGE}) if room.manages(host) else frozenset[Right]()
            by = person(host, room.called(host))
            await self._app.arrived(_id(room.id), room.name, by, rights)
        return True

    def _known(self, room: Room) -> bool:
        return self._app.group_of(_id(room.id)) is not None

    def _put(self, kind: str, room: str, server: str) -> None:
        if room not in self._waiting:
            self._again(kind, room, server)

    def _again(self, kind: str, room: str, server: str) -> None:
        if self._steps.full():
            log.warning("too many invitations at once; the rest waits for the next start")
            return
        self._waiting.add(room)
        self._steps.put_nowait((kind, room, server))

    async def _step(self, kind: str, room: str, server: str) -> None:
        if kind == "join":
            query = {"server_name": server, "via": server} if server else None
            await self._server.ask("POST", path("join", room), {}, query=query, patience=120)
            return
        reasons = {"decline": "matrix.not-invited", "leave-encrypted": "matrix.cannot-read-here"}
        reason = {"reason": self._sorry(reasons[kind])} if kind in reasons else {}
        await self._server.ask("POST", path("rooms", room, "leave"), reason)
        await self._server.ask("POST", path("rooms", room, "forget"), {})


def _id(room: str) -> RoomId:
    return RoomId(f"{PLATFORM}:{room}")
