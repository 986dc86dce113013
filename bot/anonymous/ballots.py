"""How a meeting left people: one answer each, in the machine's memory and on no disk.

Each question has a file of its own in a folder that lives in RAM. In it: a random key, and a mark
that the key makes of each member who was there when it was opened, never an id; beside it their
answer, if they gave one. So an answer can be changed and survives the end of the program, but not
of the machine; and when the question is closed the key is overwritten, and nobody can tell any more
whose a mark was.

Whoever has no mark cannot answer: accounts made after a meeting could leave one person alone in the
crowd. And two accounts that are one human, by their own word, count once.

The file is mapped into memory and of one size, and all of it is written anew at each change, and
each minute in the same way. So neither its size nor its times tell that or when somebody answered:
writing to mapped RAM moves no time. It holds everything twice, one half written after the other,
so that a kill at any instant leaves one of them whole.
"""

from __future__ import annotations

import hmac
import mmap
import os
import secrets
import struct
import zlib
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot import schedule
from bot.anonymous import store
from bot.anonymous.ram import LIFE, life_of
from bot.db import Database, Tx
from bot.model import PersonId, Pulse
from bot.troubles import Troubles

HALF = 4096
"""Bytes of a half: marks of 238 people. Only ever doubled, so that its size tells of nobody."""

_HEAD = struct.Struct("<8s32sHI")
"""Whose it is, the key, how many marks follow, and the checksum of all that."""

_ANSWER = struct.Struct("<16sB")

_MAGIC = b"alongra2"

NONE = 255
"""Stands beside the mark of somebody who has not answered."""

SameAs = Mapping[PersonId, PersonId]
"""Which accounts are one more of whom, by their own word on both (`bot.groups`)."""

NOT_WRITTEN = "aside.ballots-not-written"
"""What the admin is told."""

KEYS = ("aside.ballots-not-written",)


class Ballots:
    """All answers that are waiting to be counted."""

    def __init__(self, folder: Path | None, troubles: Troubles | None = None) -> None:
        """`folder`: in RAM, and this bot's own. None: everything is lost with the program."""
        self._troubles = troubles
        self._open: dict[str, _Answers] = {}
        self._lost: set[str] = set()
        self._loaded = False
        self._folder = folder
        self.id = secrets.token_hex(16)
        """Of this life of the memory: what was asked under another one was lost with it."""
        if folder is not None:
            try:
                self.id = life_of(folder, self.id)
            except OSError:
                self._folder = None

    @property
    def lasts(self) -> bool:
        """Does an answer outlive the program, as long as the machine runs?"""
        return self._folder is not None

    # What talks ask.

    def takes(self, pulse: Pulse | None, now: datetime) -> bool:
        """Can this be answered now?"""
        if pulse is None or not self._loaded or now >= pulse.closes_at:
            return False
        return pulse.ram_id == self.id and pulse.id not in self._lost

    def asks(self, pulse: Pulse, person: PersonId, same: SameAs) -> bool:
        """Were they, on one of their accounts, a member when it was opened?"""
        found = self._open.get(pulse.id)
        # Where its file could not be made, an answer is refused when it is given, and that is said.
        return found is None or found.asks(person, same)

    def cast(self, pulse: Pulse, person: PersonId, option: int) -> None:
        """This is their answer from now on, in place of any they gave before. Raises OSError."""
        self.begin(pulse).cast(person, option)

    def begin(self, pulse: Pulse, people: Iterable[PersonId] = ()) -> _Answers:
        """Make room for the answers of these people, before there are any. Raises OSError."""
        if pulse.id not in self._open:
            self._open[pulse.id] = _Answers.new(self._path(pulse.id), people)
        return self._open[pulse.id]

    # What the door asks, on the database's thread: nobody answers any more by then.

    def options(self, id: str, same: SameAs) -> tuple[int, ...] | None:
        """What was answered, in no order of time. None: the answers were lost."""
        found = self._open.get(id)
        return None if found is None else found.options(same)

    # What start and minute do.

    async def start(self, db: Database, now: datetime) -> None:
        """Take up what an earlier life of the program left; what was lost is dealt with at once."""
        pulses = await db.read(store.open_pulses)
        lost = []
        for id, ram_id in pulses.items():
            if id in self._open:
                continue
            found = _Answers.found(self._path(id)) if ram_id == self.id else None
            if found is None:
                lost.append(id)
            else:
                self._open[id] = found
        self._lost.update(lost)
        self._loaded = True
        self._let_go(pulses)

        def hasten(tx: Tx) -> None:
            for id in lost:
                schedule.hasten(tx, id, now)

        if lost:
            await db.write(hasten)

    async def minute(self, db: Database) -> None:
        """Once a minute, whatever happened: the same is written, and what is over is let go."""
        await self.settle(db)
        try:
            for one in self._open.values():
                one.write()
        except OSError:
            self._tell()
        else:
            if self._troubles is not None:
                self._troubles.over(NOT_WRITTEN)

    async def settle(self, db: Database) -> None:
        """Overwrite what belongs to a question that is closed: that it is, is on disk by now."""
        self._let_go(await db.read(store.open_pulses))

    async def restored(self, db: Database, now: datetime) -> None:
        """Another database was put in place: no answer belongs to what it asks."""
        self._let_go(())
        await self.start(db, now)

    def opened(self, pulse: Pulse | None, people: Iterable[PersonId]) -> None:
        """A question was opened for these people, and that is on disk: not the first answer makes
        its file.
        """
        if pulse is None or not self._loaded or pulse.ram_id != self.id or pulse.id in self._lost:
            return
        try:
            self.begin(pulse, people)
        except OSError:
            self._tell()

    def close(self) -> None:
        """The program ends; what is in RAM stays there for the next one."""
        for one in self._open.values():
            one.close()
        self._open.clear()
        self._loaded = False

    def _let_go(self, still: Collection[str]) -> None:
        for id in self._open.keys() - set(still):
            self._open.pop(id).wipe()
        self._lost.intersection_update(still)
        if self._folder is None:
            return
        with suppress(OSError):
            for path in self._folder.iterdir():
                if path.name != LIFE and path.name not in still:
                    _overwrite(path)

    def _path(self, id: str) -> Path | None:
        return None if self._folder is None else self._folder / id

    def _tell(self) -> None:
        if self._troubles is not None:
            self._troubles.tell(NOT_WRITTEN, {})


class _Answers:
    """Of one question."""

    def __init__(self, path: Path | None, key: bytes, given: dict[bytes, int]) -> None:
        self._path = path
        self._key = key
        self._given = given
        self._map: mmap.mmap | None = None
        self._half = HALF

    @classmethod
    def new(cls, path: Path | None, people: Iterable[PersonId] = ()) -> _Answers:
        made = cls(path, secrets.token_bytes(32), {})
        made._given = {made._mark(one): NONE for one in people}
        made.write()
        return made

    @classmethod
    def found(cls, path: Path | None) -> _Answers | None:
        """What a file holds; None: there is none, or neither half is whole."""
        if path is None:
            return None
        try:
            whole = path.read_bytes()
        except OSError:
            return None
        half = len(whole) // 2
        for at in (0, half):
            if (read := _read(whole[at : at + half])) is not None:
                made = cls(path, *read)
                made._half = max(half, HALF)
                made.write()
                return made
        return None

    def cast(self, person: PersonId, option: int) -> None:
        """Raises OSError, and then nothing has changed."""
        before = self._given
        self._given = {**before, self._mark(person): option}
        try:
            self.write()
        except OSError:
            self._given = before
            raise

    def asks(self, person: PersonId, same: SameAs) -> bool:
        accounts = (person, *(one for one, other in same.items() if other == person))
        return any(self._mark(one) in self._given for one in accounts)

    def options(self, same: SameAs) -> tuple[int, ...]:
        """Of several accounts of one human what they said as that human, or else one of them."""
        given = {mark: option for mark, option in self._given.items() if option != NONE}
        for account, person in sorted(same.items()):
            if (said := given.pop(self._mark(account), None)) is not None:
                given.setdefault(self._mark(person), said)
        return tuple(sorted(given.values()))

    def _mark(self, person: PersonId) -> bytes:
        return hmac.digest(self._key, person.encode(), "sha256")[: _ANSWER.size - 1]

    def write(self) -> None:
        """All of it anew, one half after the other. Raises OSError."""
        if self._path is None:
            return
        data = _packed(self._key, self._given)
        if self._map is None or len(data) > self._half or not self._path.exists():
            self._make(data)
            return
        half = data.ljust(self._half, b"\0")
        self._map[: self._half] = half
        self._map[self._half :] = half

    def wipe(self) -> None:
        """Nothing of it is left, nor the key that made the marks."""
        self._given, self._key = {}, b""
        if self._map is not None:
            self._map[:] = bytes(len(self._map))
        self.close()
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink()

    def close(self) -> None:
        if self._map is not None:
            self._map.close()
            self._map = None

    def _make(self, data: bytes) -> None:
        """A file in the place of the one there is, whole or not at all.

        All of it is written before it is mapped: a page for which there is no room would end the
        program.
        """
        assert self._path is not None
        half = self._half
        while len(data) > half:
            half *= 2
        fresh = self._path.with_name(f"{self._path.name}.new")
        handle = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        try:
            _put(handle, data.ljust(half, b"\0") * 2)
            mapped = mmap.mmap(handle, 2 * half)
            mapped[:] = data.ljust(half, b"\0") * 2  # the first touch of a page moves the times
            fresh.replace(self._path)
        except OSError:
            with suppress(OSError):
                fresh.unlink()
            raise
        finally:
            os.close(handle)
        if self._map is not None:
            self._map[:] = bytes(len(self._map))
        self.close()
        self._map, self._half = mapped, half


def _packed(key: bytes, given: Mapping[bytes, int]) -> bytes:
    """In the order of the marks, which is one of chance and not of time."""
    body = b"".join(_ANSWER.pack(*one) for one in sorted(given.items()))
    bare = _HEAD.pack(_MAGIC, key, len(given), 0) + body
    return _HEAD.pack(_MAGIC, key, len(given), zlib.crc32(bare)) + body


def _read(half: bytes) -> tuple[bytes, dict[bytes, int]] | None:
    if len(half) < _HEAD.size:
        return None
    magic, key, count, _ = _HEAD.unpack_from(half)
    end = _HEAD.size + count * _ANSWER.size
    if magic != _MAGIC or end > len(half):
        return None
    given = dict(_ANSWER.iter_unpack(half[_HEAD.size : end]))
    return (key, given) if _packed(key, given) == half[:end] else None


def _put(handle: int, data: bytes) -> None:
    place = 0
    while place < len(data):
        place += os.pwrite(handle, data[place:], place)


def _overwrite(path: Path) -> None:
    """A file that nobody needs any more: its key is overwritten, then it is let go."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
        try:
            _put(handle, bytes(os.fstat(handle).st_size))
        finally:
            os.close(handle)
    path.unlink(missing_ok=True)
