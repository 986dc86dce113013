"""The people one can be in the rehearsal room, and its rooms. All of them are made up."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import PHONE, Address, Person, PersonId, Right, RoomId, private

PLATFORM = "local"

ROOM = RoomId("local:room")
UPSTAIRS = RoomId("local:upstairs")
"""A second room, so that joining two rooms can be practised."""

ROOMS = {ROOM: "local.room", UPSTAIRS: "local.upstairs"}
"""Every room, and the text key of its name."""

KEYS = (
    "local.room",
    "local.upstairs",
    "local.about-lead",
    "local.about-member",
    "local.about-reader",
    "local.about-carer",
    "local.about-charity",
    "local.about-council",
    "local.about-phone",
)


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody to be. `about` is a text key: one sentence on who they are."""

    person: Person
    about: str
    rights: frozenset[Right] = frozenset()
    new: bool = False
    """Has not said hello when the rehearsal starts."""

    @property
    def by_phone(self) -> bool:
        """Takes part in the call only: others type for this person."""
        return self.person.by_phone


def _player(name: str, about: str, *rights: Right, new: bool = False) -> Player:
    person = Person(PersonId(f"{PLATFORM}:{name.lower()}"), name)
    return Player(person, f"local.about-{about}", frozenset(rights), new)


CAST = (
    _player("Bashir", "lead", Right.MANAGE),
    _player("Ann", "member"),
    _player("Joe", "reader"),
    _player("Priya", "carer"),
    _player("Tom", "member"),
    _player("Femi", "carer"),
    _player("Grace", "member", new=True),
    _player("Sam", "charity"),
    _player("Ana", "council"),
    Player(Person(PersonId(f"{PHONE}:dilys"), "Dilys"), "local.about-phone"),
)

LEAD = CAST[0]
"""Who put the bot into the room."""

PLAYERS = {player.person.id: player for player in CAST if not player.by_phone}
"""Everybody who can type."""

PLACES: tuple[Address, ...] = (*map(Address, ROOMS), *(private(who) for who in PLAYERS))
