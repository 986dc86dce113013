"""The rooms as their raw state has them: who is there, who may do what, which are private.

The server sends state as it is now; each event replaces what it says, and nothing is merged,
so that a right that was taken away is gone (Client-Server API, "m.room.power_levels").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.matrix.events import content, identifier, items, mapping, number, text, user_id
from adapters.matrix.wire import JSON

HERE = frozenset({"join", "invite"})

CREATORS_ABOVE_ALL = 12
"""From this room version on, creators have more power than any number (MSC4289)."""

ABOVE_ALL = 2**60


@dataclass(frozen=True, slots=True)
class Membership:
    """One person in one room."""

    state: str
    """join, invite, leave, ban or knock."""
    name: str
    by: str
    """Who made it so: for an invitation who invited."""


@dataclass(slots=True)
class Room:
    """One room we are in."""

    id: str
    people: dict[str, Membership] = field(default_factory=dict)
    name: str = ""
    levels: Mapping[str, Any] | None = None
    maker: str | None = None
    """Who made the room."""
    creators: frozenset[str] = frozenset()
    """The maker, and whom the room itself names beside them."""
    creators_above_all: bool = False
    encrypted: bool = False
    moved_to: str | None = None
    """The room that replaces this one, when it was upgraded."""
    moved_from: str | None = None
    asked_alone: bool = False
    """Whoever invited us said that it is for the two of us."""
    asked_by: str | None = None
    """Who invited us."""

    def take(self, event: JSON, me: str) -> None:
        """One state event, which replaces what was known. A strange one changes nothing."""
        kind, own = event.get("type"), content(event)
        if kind == "m.room.member":
            self._member(event, own, me)
        elif event.get("state_key") != "":
            return
        elif kind == "m.room.power_levels":
            self.levels = own
        elif kind == "m.room.create":
            self._created(event, own)
        elif kind == "m.room.name":
            self.name = text(own.get("name")) or ""
        elif kind == "m.room.encryption":
            self.encrypted = True  # never undone: what was secret once stays so
        elif kind == "m.room.tombstone":
            self.moved_to = identifier(own.get("replacement_room"))

    def _member(self, event: JSON, own: Mapping[str, Any], me: str) -> None:
        who, state = user_id(event.get("state_key")), own.get("membership")
        if who is None or not isinstance(state, str):
            return
        self.people[who] = Membership(state, text(own.get("displayname")) or "", event["sender"])
        if who == me:
            unsigned = mapping(event.get("unsigned"))
            before = mapping(unsigned.get("prev_content"))
            if state == "invite":
                self.asked_by = event["sender"]
            elif before.get("membership") == "invite":
                self.asked_by = user_id(unsigned.get("prev_sender")) or self.asked_by
            self.asked_alone |= own.get("is_direct") is True or before.get("is_direct") is True

    def _created(self, event: JSON, own: Mapping[str, Any]) -> None:
        version = text(own.get("room_version")) or "1"
        later = re.fullmatch("[0-9]{2,4}", version)  # versions may have any name
        self.creators_above_all = later is not None and int(version) >= CREATORS_ABOVE_ALL
        named = items(own.get("additional_creators")) if self.creators_above_all else ()
        more = filter(None, map(user_id, named))
        creator = user_id(own.get("creator")) if version in map(str, range(1, 11)) else None
        self.maker = creator or event["sender"]
        self.creators = frozenset({self.maker, *more})
        self.moved_from = identifier(mapping(own.get("predecessor")).get("room_id"))

    def joined(self, who: str) -> bool:
        found = self.people.get(who)
        return found is not None and found.state == "join"

    @property
    def here(self) -> list[str]:
        """Everybody who is in, or may come in at any moment."""
        return [who for who, one in self.people.items() if one.state in HERE]

    def alone_with(self, me: str) -> str | None:
        """The one other person here. None: nobody, or more than one."""
        others = [who for who in self.here if who != me]
        return others[0] if len(others) == 1 else None

    def called(self, who: str) -> str:
        """The name others read, told apart when two have the same."""
        found = self.people.get(who)
        own = who[1:].partition(":")[0]
        name = (found.name if found else "") or own
        same = (1 for one in self.people.values() if one.name == name and one.state == "join")
        return f"{name} ({own})" if name != own and sum(same) > 1 else name

    def level(self, who: str) -> int:
        """What this person may do, as a number."""
        if self.creators_above_all and who in self.creators:
            return ABOVE_ALL
        if self.levels is None:
            return 100 if who in self.creators else 0
        users = mapping(self.levels.get("users"))
        return _int(users.get(who), _int(self.levels.get("users_default"), 0))

    def manages(self, who: str) -> bool:
        """May change the room itself and ask people to leave, as its moderators may."""
        levels = self.levels or {}
        needed = max(_int(levels.get("state_default"), 50), _int(levels.get("kick"), 50))
        return self.level(who) >= needed

    def may_write(self, who: str, kind: str) -> bool:
        levels = self.levels or {}
        needed = mapping(levels.get("events")).get(kind, levels.get("events_default"))
        return self.joined(who) and self.level(who) >= _int(needed, 0)


def _int(value: object, otherwise: int) -> int:
    """A level. Old rooms also hold numbers as text."""
    if isinstance(value, str):
        try:
            return int(value[:20])
        except ValueError:
            return otherwise
    found = number(value)
    return otherwise if found is None else found


class Rooms:
    """All rooms we are in, and which of them are private chats."""

    def __init__(self, me: str) -> None:
        self.me = me
        self.all: dict[str, Room] = {}
        self.listed: dict[str, list[str]] = {}
        """Our own list of private chats by person (`m.direct`), which other devices read too."""

    def get(self, id: str) -> Room | None:
        return self.all.get(id)

    def list(self, direct: object) -> None:
        """Our account's `m.direct`, whatever stands in it."""
        self.listed = {
            who: list(filter(None, map(identifier, items(rooms))))
            for who, rooms in mapping(direct).items()
            if user_id(who)
        }

    def person(self, id: str) -> str | None:
        """Whose private chat this is. None: no private chat, or not private any more.

        Asked each time anew: once a third person was asked in, nothing private is said there.
        """
        room = self.all.get(id)
        who = room.alone_with(self.me) if room is not None else None
        if room is None or who is None:
            return None
        # We make no other rooms than private chats.
        ours = room.maker == self.me or room.asked_alone or id in self.listed.get(who, ())
        return who if ours else None

    def private(self, who: str) -> Room | None:
        """The private chat with this person: the same one each time."""
        found = [room for id, room in self.all.items() if self.person(id) == who]
        listed = self.listed.get(who, [])

        def rank(room: Room) -> tuple[bool, int, str]:
            # Where the person is, before where they were only asked to come.
            last = listed.index(room.id) if room.id in listed else -1
            return (room.joined(who), last, room.id)

        return max(found, key=rank, default=None)

    def made(self, id: str, who: str, *, encrypted: bool) -> Room:
        """A private chat we made just now, before the server tells us of it."""
        room = self.all.setdefault(id, Room(id))
        room.maker = self.me
        room.encrypted |= encrypted
        room.people.setdefault(self.me, Membership("join", "", self.me))
        room.people.setdefault(who, Membership("invite", "", self.me))
        self.belongs(id, who)
        return room

    def belongs(self, id: str, who: str) -> None:
        """This is the private chat of that person: put it on our list."""
        listed = self.listed.setdefault(who, [])
        if id not in listed:
            listed.append(id)

    def shared(self, who: str) -> Iterable[str]:
        """The rooms with more people in which this person is."""
        return [
            id
            for id, room in self.all.items()
            if room.joined(who) and self.person(id) is None and room.moved_to is None
        ]
