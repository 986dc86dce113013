"""The platform behind the page: it keeps lines and hands on what people did.

Like any chat platform it knows nothing of the bot. Every write is one transaction in its own
file. A line sent twice with one token is one line; an event posted twice is one event.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

from adapters.local import places
from adapters.local.lines import (
    COLUMNS,
    Line,
    add,
    clean,
    from_row,
    pack,
    unpack_file,
    unpin,
)
from adapters.local.people import PLAYERS, ROOM, UPSTAIRS
from adapters.local.places import Place
from bot.db import Database, Row, Tx
from bot.model import Address, Attached, Heard, PersonId, Rendered, RoomId, private
from bot.times import from_ms, ms

SHOWN = 200
"""How many lines of each place a page gets at once. Earlier ones on request."""


class Platform:
    """The rehearsal room's own file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    async def open(cls, path: Path) -> Platform:
        """Raises what `Database.open` raises."""
        return cls(await Database.open(path, files("adapters.local") / "migrations"))

    async def close(self) -> None:
        await self._database.close()

    async def key(self) -> str:
        """The secret part of the page's address: the same over a restart."""

        def fn(tx: Tx) -> str:
            known = _fact(tx, "key")
            if known is None:
                known = secrets.token_urlsafe(18)
                _set(tx, "key", known)
            return known

        return await self._database.write(fn)

    async def offset(self) -> timedelta:
        """How far the clock was moved forward in all."""
        known = await self._database.read(lambda tx: _fact(tx, "offset"))
        return timedelta(milliseconds=int(known or 0))

    async def keep_offset(self, offset: timedelta) -> None:
        value = str(offset // timedelta(milliseconds=1))
        await self._database.write(lambda tx: _set(tx, "offset", value))

    async def mark(self, name: str, *, on: bool = True) -> None:
        """Remember a yes or no: a room that is open, an emptying that has begun."""

        def fn(tx: Tx) -> None:
            if on:
                _set(tx, name, "1")
            else:
                tx.run("DELETE FROM fact WHERE name = :name", name=name)

        await self._database.write(fn)

    async def marked(self, name: str) -> bool:
        return await self._database.read(lambda tx: _fact(tx, name)) is not None

    async def rooms(self) -> tuple[RoomId, ...]:
        """The rooms that are open."""
        return (ROOM, UPSTAIRS) if await self.marked(UPSTAIRS) else (ROOM,)

    async def away(self) -> frozenset[tuple[PersonId, RoomId]]:
        rows = await self._database.read(lambda tx: tx.all("SELECT person, room FROM away"))
        return frozenset((PersonId(person), RoomId(room)) for person, room in rows)

    async def go(self, person: PersonId, room: RoomId, *, out: bool) -> bool:
        """Somebody leaves a room or comes back. False: nothing changed."""
        sql = (
            "INSERT INTO away (person, room) VALUES (:p, :r) ON CONFLICT DO NOTHING"
            if out
            else "DELETE FROM away WHERE person = :p AND room = :r"
        )
        return await self._database.write(lambda tx: tx.run(sql, p=person, r=room)) == 1

    async def places(self) -> tuple[Place, ...]:
        """All further rooms that were ever made, also those that are closed."""
        return await self._database.read(places.every)

    async def find_place(self, token: str) -> RoomId | None:
        return await self._database.read(lambda tx: places.find(tx, token))

    async def make_place(self, name: str, token: str) -> RoomId:
        return await self._database.write(lambda tx: places.make(tx, clean(name), token))

    async def let_in(self, room: RoomId, person: PersonId) -> None:
        await self._database.write(lambda tx: places.let_in(tx, room, person))

    async def close_place(self, room: RoomId) -> None:
        await self._database.write(lambda tx: places.close(tx, room))

    async def show(
        self, address: Address, message: Rendered, token: str, at: datetime
    ) -> tuple[str, list[Line]]:
        """A message of the bot: its id, and every line that is new or other than before."""

        def fn(tx: Tx) -> tuple[str, list[Line]]:
            seen = tx.one("SELECT id FROM line WHERE token = :token", token=f"bot {token}")
            if seen is not None:
                return str(seen[0]), []
            earlier = unpin(tx, address, message.board)
            line = add(tx, address, None, message, at=at, token=f"bot {token}")
            return line.id, [*earlier, line]

        return await self._database.write(fn)

    async def edit(self, address: Address, message_id: str, message: Rendered) -> Line | None:
        """Other words for one of the bot's own messages. None: there is no such message."""

        def fn(tx: Tx) -> Line | None:
            tx.run(
                "UPDATE line SET words = :words, buttons = :buttons"
                " WHERE id = :id AND place = :place AND person IS NULL",
                words=clean(message.text),
                buttons=pack(message.buttons),
                id=int(message_id),
                place=address,
            )
            row = tx.one(
                f"SELECT {COLUMNS} FROM line WHERE id = :id AND place = :place AND person IS NULL",
                id=int(message_id),
                place=address,
            )
            return None if row is None else from_row(row)

        return await self._database.write(fn) if message_id.isdecimal() else None

    async def shown(self, token: str) -> str | None:
        """The id of the bot's message with this token, if it was ever shown."""
        sql = "SELECT id FROM line WHERE token = :token"
        row = await self._database.read(lambda tx: tx.one(sql, token=f"bot {token}"))
        return None if row is None else str(row[0])

    async def take(self, heard: Heard, typed: str) -> tuple[bool, Line | None]:
        """What somebody did, and the line as typed. (False, None): it came before."""
        place = Address(heard.room) if heard.room else private(heard.by.id)

        def fn(tx: Tx) -> tuple[bool, Line | None]:
            if not _note(tx, heard):
                return False, None
            if heard.pressed or heard.fields is not None:
                return True, None
            message = Rendered(typed)
            token = f"event {heard.event}"
            return True, add(tx, place, heard.by.id, message, at=heard.at, token=token)

        return await self._database.write(fn)

    async def taken(self, event: str) -> None:
        """The bot took it up: what it was is forgotten, that it was is not."""
        await self._database.write(
            lambda tx: tx.run(
                "UPDATE heard SET taken = 1, person = '', room = NULL, words = '', fields = NULL"
                " WHERE event = :event",
                event=event,
            )
        )

    async def not_taken(self) -> list[Heard]:
        """What the bot has not taken up yet, in order: after a crash it hears it again.

        Which rooms a person shares with the bot is not in it: that is as it is by then.
        """
        sql = (
            "SELECT event, person, room, words, pressed, addressed, fields, at FROM heard"
            " WHERE taken = 0 ORDER BY id"
        )
        rows = await self._database.read(lambda tx: tx.all(sql))
        return [_heard(row) for row in rows if row[1] in PLAYERS]

    async def lines(self, place: Address, before: int | None = None) -> list[Line]:
        """The newest lines of a place, or those before an id, oldest first; boards always."""
        sql = (
            f"SELECT {COLUMNS} FROM line WHERE place = :place"
            " AND (:before IS NULL OR id < :before) ORDER BY id DESC LIMIT :shown"
        )
        boards = f"SELECT {COLUMNS} FROM line WHERE place = :place AND board IS NOT NULL"

        def fn(tx: Tx) -> list[Row]:
            found = tx.all(sql, place=place, before=before, shown=SHOWN)
            known = {row[0] for row in found}
            rest = () if before else tx.all(boards, place=place)
            return sorted(found + [row for row in rest if row[0] not in known])

        return [from_row(row) for row in await self._database.read(fn)]

    async def file(self, line: int) -> Attached | None:
        """The file that goes with a line."""
        sql = "SELECT file FROM line WHERE id = :id AND file IS NOT NULL"
        row = await self._database.read(lambda tx: tx.one(sql, id=line))
        return None if row is None else unpack_file(row[0])

    async def last_id(self) -> int:
        row = await self._database.read(lambda tx: tx.one("SELECT max(id) FROM line"))
        return (row and row[0]) or 0

    async def clear(self) -> None:
        """Empty everything but the page's address, so that open pages go on."""

        def fn(tx: Tx) -> None:
            for table in ("line", "heard", "away", "place", "place_person"):
                tx.run(f"DELETE FROM {table}")
            tx.run("DELETE FROM fact WHERE name <> 'key'")

        await self._database.write(fn)


def _fact(tx: Tx, name: str) -> str | None:
    row = tx.one("SELECT value FROM fact WHERE name = :name", name=name)
    return None if row is None else str(row[0])


def _set(tx: Tx, name: str, value: str) -> None:
    tx.run(
        "INSERT INTO fact (name, value) VALUES (:name, :value)"
        " ON CONFLICT (name) DO UPDATE SET value = :value",
        name=name,
        value=value,
    )


def _note(tx: Tx, heard: Heard) -> bool:
    added = tx.run(
        "INSERT INTO heard (event, person, room, words, pressed, addressed, fields, at)"
        " VALUES (:event, :person, :room, :words, :pressed, :addressed, :fields, :at)"
        " ON CONFLICT (event) DO NOTHING",
        event=heard.event,
        person=heard.by.id,
        room=heard.room,
        words=heard.text,
        pressed=int(heard.pressed),
        addressed=int(heard.addressed),
        fields=None if heard.fields is None else json.dumps(dict(heard.fields)),
        at=ms(heard.at),
    )
    return added == 1


def _heard(row: Row) -> Heard:
    event, person, room, words, pressed, addressed, fields, at = row
    player = PLAYERS[PersonId(person)]
    answers: Mapping[str, str] | None = None if fields is None else json.loads(fields)
    return Heard(
        event,
        player.person,
        words,
        from_ms(at),
        room=room and RoomId(room),
        pressed=bool(pressed),
        addressed=bool(addressed),
        rights=player.rights if room else frozenset(),
        fields=answers,
    )
