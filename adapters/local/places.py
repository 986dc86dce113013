"""Further rooms of the platform, for a few people and a while. Closed ones show nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.local.people import PLATFORM
from bot.db import Tx
from bot.model import PersonId, RoomId

_BEGIN = f"{PLATFORM}:place-"


@dataclass(frozen=True, slots=True)
class Place:
    """One of them."""

    room: RoomId
    name: str
    people: frozenset[PersonId]
    """Who was asked in."""
    closed: bool


def every(tx: Tx) -> tuple[Place, ...]:
    people: dict[int, set[PersonId]] = {}
    for place, person in tx.all("SELECT place, person FROM place_person"):
        people.setdefault(place, set()).add(person)
    rows = tx.all("SELECT id, name, closed FROM place ORDER BY id")
    return tuple(
        Place(_room(id), name, frozenset(people.get(id, ())), bool(closed))
        for id, name, closed in rows
    )


def find(tx: Tx, token: str) -> RoomId | None:
    row = tx.one("SELECT id FROM place WHERE token = :token", token=token)
    return None if row is None else _room(row[0])


def make(tx: Tx, name: str, token: str) -> RoomId:
    tx.run(
        "INSERT INTO place (name, token) VALUES (:name, :token) ON CONFLICT (token) DO NOTHING",
        name=name,
        token=token,
    )
    made = find(tx, token)
    assert made is not None
    return made


def let_in(tx: Tx, room: RoomId, person: PersonId) -> None:
    tx.run(
        "INSERT INTO place_person (place, person) VALUES (:place, :p) ON CONFLICT DO NOTHING",
        place=_number(room),
        p=person,
    )
    tx.run("DELETE FROM away WHERE person = :p AND room = :room", p=person, room=room)


def close(tx: Tx, room: RoomId) -> None:
    tx.run("UPDATE place SET closed = 1 WHERE id = :place", place=_number(room))


def _room(id: int) -> RoomId:
    return RoomId(f"{_BEGIN}{id}")


def _number(room: RoomId) -> int:
    number = room.removeprefix(_BEGIN)
    return int(number) if number.isdecimal() else 0
