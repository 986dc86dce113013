"""The box: where notes wait for their slot. One file, of one size, written anew every minute.

Two halves, and the older one is overwritten, so that a crash at any instant leaves one whole. It
is written at every tick, whether anything changed or not, so neither its time nor its size tells
of a note; what it holds is sorted, so its order tells nothing either. It is left out of backups:
a row that turns up between two nights would tell the day.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path

from bot.aside import Note

HALF = 64 * 1024
"""Bytes of a half; only ever doubled, so that its size tells of no single note."""

_HEAD = struct.Struct("<8sQII")
"""Whose it is, the tick it was written at, how long what follows is, and its checksum."""

_MAGIC = b"alongbox"

CACHE_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n"
"""What backup tools look for, to leave a folder out: bford.info/cachedir."""


def beside(database: Path) -> Path:
    """The folder of the box, unless a setting says otherwise."""
    return database.with_suffix(".box")


class Box:
    """What waits, in memory and on disk. For one thread at a time."""

    def __init__(self, folder: Path) -> None:
        """Opens the box in this folder, or makes it. Raises OSError."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tag = folder / "CACHEDIR.TAG"
        if not tag.exists():
            tag.write_bytes(CACHE_TAG)
        self._path = folder / "box"
        self._tick = 0
        self._half = HALF
        self._notes: frozenset[Note] = frozenset()
        self._read()

    @property
    def notes(self) -> frozenset[Note]:
        """All that waits, as it was last on disk."""
        return self._notes

    def write(self, notes: Iterable[Note]) -> None:
        """Put these on disk, and nothing else, over the older half. Raises OSError.

        When it raises, the box is as it was.
        """
        kept = frozenset(notes)
        data = json.dumps([_entry(one) for one in sorted(kept)], ensure_ascii=False).encode()
        if _HEAD.size + len(data) > self._half:
            self._grow(data)
        else:
            handle = os.open(self._path, os.O_RDWR)
            try:
                place = self._half * ((self._tick + 1) % 2)
                _put(handle, _half(self._tick + 1, data, self._half), place)
            finally:
                os.close(handle)
            self._tick += 1
        self._notes = kept

    def clear(self, notes: Iterable[Note]) -> None:
        """Put these on disk over both halves: what came out is in no byte any more."""
        kept = tuple(notes)
        self.write(kept)
        self.write(kept)

    def _read(self) -> None:
        try:
            whole = self._path.read_bytes()
        except FileNotFoundError:
            self._new(_half(1, b"[]", HALF))
            self._tick = 1
            return
        self._half = max(len(whole) // 2, HALF)
        found = [_whole(whole[at : at + self._half]) for at in (0, self._half)]
        good = [one for one in found if one is not None]
        if good:
            self._tick, data = max(good)
            self._notes = frozenset(_note(one) for one in json.loads(data))
        # Nothing whole: it was never written, or something else wrote it. It begins anew.

    def _grow(self, data: bytes) -> None:
        half = self._half
        while _HEAD.size + len(data) > half:
            half *= 2
        self._new(_half(self._tick + 1, data, half))
        self._tick += 1
        self._half = half

    def _new(self, first: bytes) -> None:
        """A file of that size in the place of the one there is, whole or not at all."""
        fresh = self._path.with_suffix(".new")
        handle = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            # Both halves hold the same, so that nothing old is left in either.
            _put(handle, first + first, 0)
        except OSError:
            with suppress(OSError):
                fresh.unlink()
            raise
        finally:
            os.close(handle)
        fresh.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def merged(notes: Iterable[Note], fresh: Note) -> frozenset[Note]:
    """With one more. The same words for the same group are one note, with both receipts.

    So what somebody sends again after a crash counts once, and comes out no later.
    """
    kept = set(notes)
    same = [one for one in kept if _words(one) == _words(fresh)]
    for one in same:
        kept.discard(one)
        fresh = replace(
            fresh,
            receipts=tuple(sorted({*fresh.receipts, *one.receipts})),
            earliest=min(fresh.earliest, one.earliest),
        )
    return frozenset((*kept, fresh))


def _words(note: Note) -> tuple[int, str, str, str]:
    return note.group, note.kind, note.about, note.text


_FIELDS = tuple(field.name for field in fields(Note))


def _entry(note: Note) -> dict[str, object]:
    return {name: getattr(note, name) for name in _FIELDS}


def _note(given: dict[str, object]) -> Note:
    receipts = given["receipts"]
    assert isinstance(receipts, list)
    return Note(**{**given, "receipts": tuple(receipts)})  # type: ignore[arg-type]


def _half(tick: int, data: bytes, size: int) -> bytes:
    head = _HEAD.pack(_MAGIC, tick, len(data), zlib.crc32(data))
    return (head + data).ljust(size, b" ")


def _whole(half: bytes) -> tuple[int, bytes] | None:
    """The tick and what a half holds; None: it was only half written."""
    if len(half) < _HEAD.size:
        return None
    magic, tick, length, checksum = _HEAD.unpack_from(half)
    data = half[_HEAD.size : _HEAD.size + length]
    if magic != _MAGIC or len(data) != length or zlib.crc32(data) != checksum:
        return None
    return tick, data


def _put(handle: int, data: bytes, place: int) -> None:
    while data:
        written = os.pwrite(handle, data, place)
        data, place = data[written:], place + written
    os.fsync(handle)
