"""Coming into rooms: who may ask us in, rooms that move, and the first words in each.

A hundred invitations are a hundred small steps, and answers go on meanwhile.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from adapters.matrix import events
from adapters.matrix.asking import Told
from adapters.matrix.ears import Ears
from adapters.matrix.rooms import Room, Rooms
from adapters.matrix.steps import Step, Steps
from adapters.matrix.voice import PLATFORM, Voice, person
from adapters.matrix.wire import Homeserver, Refusal, path
from bot.adapter import Bot
from bot.anonymous.floor import told as what
from bot.model import Right, RoomId

log = logging.getLogger(__name__)

PATIENCE = 60.0
"""Seconds until joining a room counts as failed: far servers are slow."""

MOST_REMEMBERED = 1_000
"""Invitations that are remembered until we are in."""


@dataclass(frozen=True, slots=True)
class Invitation:
    by: str
    alone: bool
    """They said that it is for the two of us."""


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
        self._invitations: dict[str, Invitation] = {}
        home = rooms.me.partition(":")[2]
        self._steps = Steps(self._step, self._refused, home=home)

    async def run(self) -> None:
        """Work through what waits, until cancelled."""
        await self._steps.run()

    def asked(self, id: str, info: Mapping[str, Any]) -> None:
        """Somebody asks us into a room."""
        found = []
        for event in events.events(events.mapping(info.get("invite_state")).get("events")):
            ours = event["type"] == "m.room.member" and event.get("state_key") == self._rooms.me
            own = events.content(event)
            if ours and own.get("membership") == "invite":
                found.append(Invitation(event["sender"], own.get("is_direct") is True))
        if not found:
            return
        # A server far away may put forged ones before the true one; our own puts that last.
        invited = found[-1]
        server = _server(invited.by)
        old = (room for room in self._rooms.all.values() if room.moved_to == id)
        if all(self._welcome(one.by) for one in found) or any(map(self._known, old)):
            if self._steps.put(Step("join", id, server)):
                self._invitations.pop(id, None)
                self._invitations[id] = invited
                while len(self._invitations) > MOST_REMEMBERED:
                    del self._invitations[next(iter(self._invitations))]
        else:
            log.info("an invitation to %s was declined: its sender is not allowed", id)
            self._steps.put(Step("decline", id, server))

    def leave(self, room: Room) -> None:
        """Nobody else is in this private chat any more."""
        self._steps.put(Step("leave", room.id))

    def too_large(self, id: str) -> None:
        """We cannot read what is said there. Nobody is to think that we do, and somebody may have
        made it so to shut us out. A group's room stays: its people decide."""
        if self._app.group_of(_id(id)) is None:
            self._steps.put(Step("leave", id))

    def moved(self, old: Room) -> None:
        """A room of ours was upgraded: go along."""
        new = old.moved_to
        if new is None or self._rooms.get(new) is not None or old.followed == new:
            return
        # Once: where it is closed to us, we wait to be asked.
        if self._known(old) and self._steps.put(Step("follow", new, _server(old.id))):
            old.followed = new

    async def came(self, room: Room) -> bool:
        """We have come into this room just now. False: we do not stay."""
        me = self._rooms.me
        if room.encrypted and not self._reads_encrypted:
            self._told("matrix.left-encrypted", {"room": room.id})
            self._steps.put(Step("leave-encrypted", room.id))
            return False
        invited = self._invitations.pop(room.id, None)
        if invited is not None:
            room.asked_by, room.asked_alone = invited.by, invited.alone
        who = self._rooms.person(room.id)
        if who is not None:
            self._voice.closed.discard(who)
            if room.maker != me:
                self._rooms.belongs(room.id, who)
            return True
        if room.maker == me:  # a private chat of ours, seen before its person was asked in
            return True
        old = self._rooms.get(room.moved_from or "")
        if old is not None and old.moved_to == room.id and self._known(old):
            await self._app.moved(_id(old.id), _id(room.id))
        elif not self._known(room):
            host = room.asked_by or room.maker or me
            rights = frozenset({Right.MANAGE}) if room.manages(host) else frozenset[Right]()
            by = person(host, room.called(host))
            await self._app.arrived(_id(room.id), room.name, by, rights)
        return True

    def greeting(self, room: Room) -> Coroutine[Any, Any, None] | None:
        """The first words in a private chat that somebody else has made, once we have come in."""
        who = self._rooms.person(room.id)
        return None if who is None or room.maker == self._rooms.me else self._greet(room, who)

    async def _greet(self, room: Room, who: str) -> None:
        try:
            await self._ears.opened(room, who)
            await self._voice.note_private_chats()
        except Exception as problem:  # noqa: BLE001 (the others are greeted all the same)
            log.error("somebody was not greeted: %s", what(problem))

    def _known(self, room: Room) -> bool:
        return self._app.group_of(_id(room.id)) is not None

    def _refused(self, step: Step, _no: Refusal) -> None:
        if step.kind == "join":  # an invitation that leads nowhere
            self._invitations.pop(step.room, None)
            self._steps.put(Step("leave", step.room))

    async def _step(self, step: Step) -> None:
        room = step.room
        if step.kind in ("join", "follow"):
            via = {"server_name": step.server, "via": step.server} if step.server else None
            where = path("join", room)
            await self._server.ask("POST", where, {}, query=via, patience=PATIENCE)
            return
        reasons = {"decline": "matrix.not-invited", "leave-encrypted": "matrix.cannot-read-here"}
        reason = {"reason": self._sorry(reasons[step.kind])} if step.kind in reasons else {}
        await self._server.ask("POST", path("rooms", room, "leave"), reason)
        await self._server.ask("POST", path("rooms", room, "forget"), {})


def _id(room: str) -> RoomId:
    return RoomId(f"{PLATFORM}:{room}")


def _server(id: str) -> str:
    """The server in the id of a person or a room; rooms of late have none."""
    return id.partition(":")[2]
