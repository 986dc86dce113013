"""All rooms we are in: which of them are private chats, and who is where."""

from __future__ import annotations

from collections.abc import Callable

from adapters.matrix.events import identifier, items, mapping, user_id
from adapters.matrix.room import ABOVE_ALL, HERE, STATE, Membership, Room
from adapters.matrix.wire import JSON

__all__ = ["ABOVE_ALL", "STATE", "Membership", "Room", "Rooms"]


def _no_group(_id: str) -> bool:
    return False


class Rooms:
    """All rooms we are in, and which of them are private chats."""

    def __init__(self, me: str, has_group: Callable[[str], bool] = _no_group) -> None:
        """`has_group`: does this room belong to a group? Then nothing private is said there."""
        self.me = me
        self.all: dict[str, Room] = {}
        self.listed: dict[str, list[str]] = {}
        """Our own list of private chats by person (`m.direct`), which other devices read too."""
        self._has_group = has_group
        self._of: dict[str, dict[str, None]] = {}
        """The rooms each person is in, so that not all are looked at for each message."""

    def get(self, id: str) -> Room | None:
        return self.all.get(id)

    def take(self, id: str, event: JSON | None = None) -> Room:
        """We are in this room, and this is a piece of its state."""
        room = self.all.setdefault(id, Room(id))
        if event is not None:
            room.take(event, self.me)
            if event.get("type") == "m.room.member":
                self._count(room, event.get("state_key"))
        return room

    def drop(self, id: str) -> None:
        """We are not in this room any more."""
        room = self.all.pop(id, None)
        for who in room.people if room is not None else ():
            self._forget(id, who)

    def take_listed(self, direct: object) -> None:
        """Our account's `m.direct`, whatever stands in it."""
        self.listed = {
            who: list(filter(None, map(identifier, items(rooms))))
            for who, rooms in mapping(direct).items()
            if user_id(who)
        }

    def person(self, id: str) -> str | None:
        """Whose private chat this is. None: no private chat, or not private any more.

        Asked each time anew: once a third person was asked in, or the room was opened, nothing
        private is said there. That somebody calls a room direct is not enough: only we, or the
        person themselves, can have made it.
        """
        room = self.all.get(id)
        if room is None or not room.closed or room.place or self._has_group(id):
            return None
        who = room.alone_with(self.me)
        if who is None or room.maker == self.me:  # we make no others that are not for a few
            return who
        listed = id in self.listed.get(who, ())
        # After a start not every server says who asked us in; on our list it was judged before.
        asked = room.asked_by == who or (room.asked_by is None and listed)
        return who if room.maker == who and asked and (listed or room.asked_alone) else None

    def chats(self, who: str) -> list[Room]:
        """All private chats with this person."""
        return [self.all[id] for id in self._of.get(who, ()) if self.person(id) == who]

    def private(self, who: str) -> Room | None:
        """The private chat with this person: the same one each time."""
        found = self.chats(who)
        listed = self.listed.get(who, [])

        def rank(room: Room) -> tuple[bool, int, str]:
            # Where the person is, before where they were only asked to come.
            last = listed.index(room.id) if room.id in listed else -1
            return (room.joined(who), last, room.id)

        return max(found, key=rank, default=None)

    def made(self, id: str, who: str, *, encrypted: bool) -> Room:
        """A private chat we made just now, before the server tells us of it."""
        room = self.take(id)
        room.maker = self.me
        room.encrypted |= encrypted
        room.people.setdefault(self.me, Membership("join", "", self.me))
        room.people.setdefault(who, Membership("invite", "", self.me))
        self._count(room, who)
        self.belongs(id, who)
        return room

    def asked_in(self, id: str, who: str) -> None:
        """We asked somebody in just now, before the server tells us of it."""
        room = self.take(id)
        room.people[who] = Membership("invite", "", self.me)
        self._count(room, who)

    def belongs(self, id: str, who: str) -> None:
        """This is the private chat of that person: put it on our list."""
        listed = self.listed.setdefault(who, [])
        if id not in listed:
            listed.append(id)

    def shared(self, who: str) -> list[str]:
        """The rooms with more people in which this person is."""
        rooms = [self.all[id] for id in self._of.get(who, ())]
        return [
            room.id
            for room in rooms
            if room.joined(who) and self.person(room.id) is None and not self._replaced(room)
        ]

    def _replaced(self, room: Room) -> bool:
        """Are we in the room that replaces this one? Only if both say so: a tombstone alone may
        name any room."""
        new = self.all.get(room.moved_to or "")
        return new is not None and new.moved_from == room.id

    def _count(self, room: Room, who: object) -> None:
        if not isinstance(who, str) or who not in room.people or who == self.me:
            return
        if room.people[who].state in HERE:
            self._of.setdefault(who, {})[room.id] = None
        else:
            self._forget(room.id, who)

    def _forget(self, id: str, who: str) -> None:
        rooms = self._of.get(who, {})
        rooms.pop(id, None)
        if not rooms:
            self._of.pop(who, None)
