"""One room as its raw state has it: who is there, who may do what, who can read it.

The server sends state as it is now; each event replaces what it says, and nothing is merged,
so that a right that was taken away is gone (Client-Server API, "m.room.power_levels").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.matrix.events import content, identifier, items, mapping, number, text, user_id
from adapters.matrix.wire import JSON

HERE = frozenset({"join", "invite"})

STATE = (
    *("m.room.member", "m.room.power_levels", "m.room.create", "m.room.name"),
    *("m.room.encryption", "m.room.tombstone"),
    *("m.room.join_rules", "m.room.history_visibility"),
)
"""All the state that is read here. Nothing else is asked for: anybody may put anything there."""

CREATORS_ABOVE_ALL = 12
"""From this room version on, creators have more power than any number (MSC4289)."""

ABOVE_ALL = 2**60

PLACE = "chat.alongside.place"
"""In the event that made a room: what it was made for, when we made it for a few people."""


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
    join_rule: str = "invite"
    """Who may come in: only who was invited, unless the room says something else."""
    history: str = "shared"
    """Who may read what was said."""
    place: str | None = None
    """We made it for a few people of a group, and for this wish (`bot.places`)."""
    followed: str | None = None
    """The room that replaces this one, once we have tried to go there."""

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
            self._created(event, own, me)
        elif kind == "m.room.name":
            self.name = text(own.get("name")) or ""
        elif kind == "m.room.encryption":
            self.encrypted = True  # never undone: what was secret once stays so
        elif kind == "m.room.tombstone":
            self.moved_to = _room_id(own.get("replacement_room"))
        elif kind == "m.room.join_rules":
            self.join_rule = text(own.get("join_rule")) or ""
        elif kind == "m.room.history_visibility":
            self.history = text(own.get("history_visibility")) or ""

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

    def _created(self, event: JSON, own: Mapping[str, Any], me: str) -> None:
        version = text(own.get("room_version")) or "1"
        later = re.fullmatch("[0-9]{2,4}", version)  # versions may have any name
        self.creators_above_all = later is not None and int(version) >= CREATORS_ABOVE_ALL
        named = items(own.get("additional_creators")) if self.creators_above_all else ()
        more = filter(None, map(user_id, named))
        creator = user_id(own.get("creator")) if version in map(str, range(1, 11)) else None
        self.maker = creator or event["sender"]
        self.place = text(own.get(PLACE)) if self.maker == me else None
        self.creators = frozenset({self.maker, *more})
        self.moved_from = identifier(mapping(own.get("predecessor")).get("room_id"))

    def joined(self, who: str) -> bool:
        found = self.people.get(who)
        return found is not None and found.state == "join"

    def gone(self, who: str) -> bool:
        """They were here, or asked to come, and are not any more."""
        found = self.people.get(who)
        return found is not None and found.state not in HERE

    @property
    def here(self) -> list[str]:
        """Everybody who is in, or may come in at any moment."""
        return [who for who, one in self.people.items() if one.state in HERE]

    def alone_with(self, me: str) -> str | None:
        """The one other person here. None: nobody, or more than one."""
        alone = None
        for who, one in self.people.items():
            if one.state in HERE and who != me:
                if alone is not None:
                    return None
                alone = who
        return alone

    @property
    def closed(self) -> bool:
        """Only who is here, or was asked in, can ever read what is said from now on."""
        return (
            self.join_rule == "invite"
            and self.history in ("shared", "invited", "joined")
            and self.moved_to is None
        )

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


def _room_id(value: object) -> str | None:
    found = identifier(value)
    return found if found is not None and found.startswith("!") else None


def _int(value: object, otherwise: int) -> int:
    """A level. Old rooms also hold numbers as text."""
    if isinstance(value, str):
        try:
            return int(value[:20])
        except ValueError:
            return otherwise
    found = number(value)
    return otherwise if found is None else found
