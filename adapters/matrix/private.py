"""The private chat with each person: found again, or made, so that nobody else can come in.

A room is made empty, noted as this person's, and only then are they asked in. So whatever
fails or is cut off between, the next try goes on with the same room.
"""

from __future__ import annotations

import logging

from adapters.matrix import events
from adapters.matrix.asking import Asking
from adapters.matrix.rooms import Membership, Room, Rooms
from adapters.matrix.wire import JSON, path
from bot.adapter import GiveUp, TryLater
from bot.few import Few

log = logging.getLogger(__name__)

ONLY_WE = 100
"""The power that asking somebody in needs: ours. Whoever is asked in has none."""

MOST_BEGUN = 1_000


class PrivateChats:
    """Finds and makes them, for one message at a time."""

    def __init__(self, asking: Asking, rooms: Rooms, *, encrypted: bool) -> None:
        self._asking = asking
        self._rooms = rooms
        self._encrypted = encrypted
        self._begun: Few[str] = Few(MOST_BEGUN)
        """For whom a room was made to which nobody was asked yet, as far as we know."""

    async def chat_with(self, who: str) -> Room:
        """The private chat with this person. Raises TryLater, and GiveUp when they cannot come."""
        found = self._rooms.private(who)
        if found is not None and found.joined(self._rooms.me):
            return found
        self._asking.free(who)
        room = self._empty_for(who) or await self._make(who)
        self._begun[room.id] = who
        self._rooms.belongs(room.id, who)
        try:
            await self._write_list(who)
        except GiveUp:
            log.warning("the list of private chats was refused: they are known until the end only")
        await self._ask_in(room, who)
        self._begun.pop(room.id, None)
        self._asking.came_through(who)
        return self._rooms.made(room.id, who, encrypted=self._encrypted)

    async def write_list(self) -> None:
        """Note in the account whose private chats are where (`m.direct`): other devices read it."""
        try:
            await self._write_list(self._rooms.me)
        except (TryLater, GiveUp):
            # Those where people are, are found again by who is in them.
            log.warning("the list of private chats was not written")

    async def _write_list(self, place: str) -> None:
        where = path("user", self._rooms.me, "account_data", "m.direct")
        await self._asking.ask("PUT", where, self._rooms.listed, place=place)

    def _empty_for(self, who: str) -> Room | None:
        """A room of ours where nobody else ever was, and which is noted for nobody else."""
        return next((room for room in self._rooms.all.values() if self._fits(room, who)), None)

    def _fits(self, room: Room, who: str) -> bool:
        me = self._rooms.me
        if room.maker != me or room.place or set(room.people) != {me} or not room.joined(me):
            return False
        noted = {one for one, rooms in self._rooms.listed.items() if room.id in rooms}
        begun = self._begun.get(room.id)
        if begun is not None:
            return begun == who
        # Read from the server, which may have been stopped in the middle of making it.
        whole = events.mapping(room.levels).get("invite") == ONLY_WE
        return noted <= {who} and whole and room.encrypted == self._encrypted

    async def _make(self, who: str) -> Room:
        where = path("createRoom")
        made = await self._asking.ask("POST", where, wanted(encrypted=self._encrypted), place=who)
        id = events.identifier(made.get("room_id"))
        if id is None:
            raise self._asking.later(who)
        me = self._rooms.me
        room = self._rooms.take(id)
        room.maker = me
        room.encrypted |= self._encrypted
        room.people.setdefault(me, Membership("join", "", me))
        return room

    async def _ask_in(self, room: Room, who: str) -> None:
        # The plain way to ask somebody in cannot say that it is for two.
        where = path("rooms", room.id, "state", "m.room.member", who)
        try:
            await self._asking.ask(
                "PUT", where, {"membership": "invite", "is_direct": True}, place=who
            )
        except GiveUp:
            if room.alone_with(self._rooms.me) == who:  # they are in: an earlier try was heard
                return
            await self._leave(room, who)
            raise

    async def _leave(self, room: Room, who: str) -> None:
        """Nobody will come: no empty room stays behind."""
        for step in ("leave", "forget"):
            try:
                await self._asking.ask("POST", path("rooms", room.id, step), {}, place=who)
            except GiveUp:
                break
        self._begun.pop(room.id, None)
        self._rooms.drop(room.id)
        listed = self._rooms.listed.get(who, [])
        if room.id in listed:
            listed.remove(room.id)


def wanted(*, encrypted: bool) -> JSON:
    """The room to make: what is said before somebody comes in is theirs to read, nobody else's."""
    state = [_state("history_visibility", {"history_visibility": "invited"})]
    if encrypted:
        state.append(_state("encryption", {"algorithm": "m.megolm.v1.aes-sha2"}))
    return {
        # Not the trusted one: there whoever is asked in may do all that we may.
        "preset": "private_chat",
        "initial_state": state,
        "power_level_content_override": {"invite": ONLY_WE},
    }


def _state(kind: str, content: JSON) -> JSON:
    return {"type": f"m.room.{kind}", "state_key": "", "content": content}
