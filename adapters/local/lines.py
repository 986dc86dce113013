"""One line of a chat, and how the platform keeps it."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.db import Row, Tx
from bot.model import Address, Attached, Button, PersonId, Rendered
from bot.times import from_ms, ms

COLUMNS = "id, place, person, words, buttons, alert, board, at, file"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chat, as the page shows it."""

    id: str
    place: Address
    order: float
    person: PersonId | None
    """None: the bot."""
    words: str
    buttons: tuple[Button, ...]
    alert: PersonId | None
    board: str | None
    """The live list it is, if it is one: it stands at the top."""
    at: datetime
    file: str | None = None
    """The name of the file that goes with it."""
    passing: bool = False
    """From memory: in no file, gone when the program ends."""
    aside: bool = False
    """Of a talk without a name: what is typed after it goes on there, and is kept nowhere."""


def clean(text: str) -> str:
    """Words as any file can hold them: no NUL, no half characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def add(
    tx: Tx,
    place: Address,
    person: PersonId | None,
    message: Rendered,
    *,
    at: datetime,
    token: str,
) -> Line:
    row = tx.one(
        "INSERT INTO line (place, person, words, buttons, alert, board, at, token, file)"
        " VALUES (:place, :person, :words, :buttons, :alert, :board, :at, :token, :file)"
        f" RETURNING {COLUMNS}",
        place=place,
        person=person,
        words=clean(message.text),
        buttons=pack(message.buttons),
        alert=None if message.alert is None else message.alert.id,
        board=message.board,
        at=ms(at),
        token=token,
        file=None if message.file is None else pack_file(message.file),
    )
    if row is None:
        raise LookupError(token)
    return from_row(row)


def unpin(tx: Tx, place: Address, board: str | None) -> list[Line]:
    """A new list of that name takes the top; the one before becomes a line among others."""
    if board is None:
        return []
    sql = "UPDATE line SET board = NULL WHERE place = :place AND board = :board"
    rows = tx.all(f"{sql} RETURNING {COLUMNS}", place=place, board=board)
    return [from_row(row) for row in rows]


def pack(buttons: Sequence[Button]) -> str:
    return json.dumps([[clean(one.label), clean(one.types)] for one in buttons])


def pack_file(file: Attached) -> str:
    return json.dumps([file.name, file.type, b64encode(file.data).decode()])


def unpack_file(text: str) -> Attached:
    name, type, data = json.loads(text)
    return Attached(name, type, b64decode(data))


def from_row(row: Row) -> Line:
    number, place, person, words, buttons, alert, board, at, file = row
    return Line(
        id=str(number),
        place=Address(place),
        order=number,
        person=person,
        words=words,
        buttons=tuple(Button(label, types) for label, types in json.loads(buttons)),
        alert=alert,
        board=board,
        at=from_ms(at),
        file=None if file is None else unpack_file(file).name,
    )
