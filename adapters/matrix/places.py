"""Further rooms for a few people and a while: made, found again, filled and closed.

A room has no transaction id. But what it is for stands in the event that made it, which nobody
can change: so after a crash it is found among the rooms we are in, and not made twice.
"""

from __future__ import annotations

from adapters.matrix import events
from adapters.matrix.asking import Asking
from adapters.matrix.room import PLACE
from adapters.matrix.rooms import Membership, Room, Rooms
from adapters.matrix.wire import JSON, path
from bot.adapter import GiveUp, Wish
from bot.model import PersonId, RoomId


class Places:
    """All of them, for one thing at a time. Raises TryLater and GiveUp, as an Adapter does."""

    def __init__(self, asking: Asking, rooms: Rooms, platform: str) -> None:
        self._asking = asking
        self._rooms = rooms
        self._platform = platform

    def can_be(self, beside: RoomId) -> bool:
        room = self._rooms.get(_own(beside))
        return room is not None and room.joined(self._rooms.me)

    async def find(self, wish: Wish) -> RoomId | None:
        """Among those we know of, and those that the server has not told us of yet."""
        for room in self._rooms.all.values():
            if room.place == wish.token:
                return self._id(room.id)
        joined = await self._asking.ask("GET", path("joined_rooms"), place=wish.token)
        for id in filter(None, map(events.identifier, events.items(joined.get("joined_rooms")))):
            if id not in self._rooms.all and await self._is_it(id, wish.token):
                return self._id(id)
        return None

    async def _is_it(self, id: str, token: str) -> bool:
        where = path("rooms", id, "state", "m.room.create", "")
        try:
            made = await self._asking.ask("GET", where, place=token)
        except GiveUp:
            return False
        return made.get(PLACE) == token

    async def make(self, wish: Wish) -> RoomId:
        beside = self._rooms.get(_own(wish.beside))
        if beside is None:
            raise GiveUp
        body = _wanted(wish, encrypted=beside.encrypted)
        made = await self._asking.ask("POST", path("createRoom"), body, place=wish.token)
        id = events.identifier(made.get("room_id"))
        if id is None:
            raise self._asking.later(wish.token)
        self._asking.came_through(wish.token)
        self._known(id, wish.token).encrypted |= beside.encrypted
        return self._id(id)

    async def ask_in(self, place: RoomId, person: PersonId) -> None:
        id, who = _own(place), _own(person)
        room = self._rooms.get(id)
        if room is not None and who in room.here:
            return
        body = {"user_id": who}
        # How often one person may be asked in is counted apart from all else.
        await self._asking.ask("POST", path("rooms", id, "invite"), body, place=who)
        self._asking.came_through(who)
        if room is not None:
            self._rooms.asked_in(id, who)

    async def close(self, wish: Wish, place: RoomId) -> None:
        """People are shown the way back; the room stays theirs, and we are not in it any more."""
        id = _own(place)
        over = {"body": wish.name, "replacement_room": _own(wish.beside)}
        await self._asking.ask(
            "PUT", path("rooms", id, "state", "m.room.tombstone", ""), over, place=id
        )
        for step in ("leave", "forget"):
            await self._asking.ask("POST", path("rooms", id, step), {}, place=id)
        self._asking.came_through(id)
        self._rooms.drop(id)

    def _known(self, id: str, token: str) -> Room:
        """A room we made just now, before the server tells us of it."""
        room, me = self._rooms.take(id), self._rooms.me
        room.maker, room.place = me, token
        room.people.setdefault(me, Membership("join", "", me))
        return room

    def _id(self, room: str) -> RoomId:
        return RoomId(f"{self._platform}:{room}")


def _own(id: str) -> str:
    """A room or a person as the server calls them."""
    return id.partition(":")[2]


def _wanted(wish: Wish, *, encrypted: bool) -> JSON:
    """Only who is asked in can read there, and from then on."""
    state: list[JSON] = [_state("history_visibility", {"history_visibility": "invited"})]
    if encrypted:
        state.append(_state("encryption", {"algorithm": "m.megolm.v1.aes-sha2"}))
    return {
        "preset": "private_chat",
        "name": wish.name,
        "creation_content": {PLACE: wish.token},
        "initial_state": state,
    }


def _state(kind: str, content: JSON) -> JSON:
    return {"type": f"m.room.{kind}", "state_key": "", "content": content}
