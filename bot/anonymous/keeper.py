"""Who keeps the box: what waits for the minute, what comes out at a slot, and the limits.

At every minute the same is done, whether anybody waits or not: one costly hash, one lookup, one
write of the box. So neither the work nor the files of a minute tell of a note. What people are
told about it is told from memory, after that minute.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from bot.anonymous import receipts, slots, store
from bot.anonymous.box import Box, merged
from bot.anonymous.crowd import possible_authors
from bot.anonymous.receipts import Code
from bot.aside import IN_THE_BOX, WAITING, Aside, Note, Whisper
from bot.core import Core
from bot.db import Tx
from bot.model import Group, GroupId, Person, PersonId, RoomId
from bot.times import wall
from bot.troubles import Troubles

PER_SLOT = 2
"""Notes that one person can put into the box of a group for one slot."""

TRIES, TRIES_OF_ALL = 5, 30
"""How often one person, and everybody together, can try five words in an hour."""

HOUR = timedelta(hours=1)

NOT_WRITTEN = "aside.box-not-written"
"""What the admin is told."""

KEYS = ("aside.box-not-written",)

Digest = Callable[[Code, bytes], bytes]
"""Five words and the salt of the organisation: 32 bytes. It takes its time."""


Reads = Callable[[Tx], Mapping[GroupId, Any]]
"""What a kind of talk needs to know, read of all groups at once."""

Found = Mapping[str, str] | None
"""What five words belong to: None, nothing."""


class NotKept(Exception):  # noqa: N818 (an answer for its writer)
    """The disk is full or cannot be written: the box is as it was."""


class TooLate(Exception):  # noqa: N818 (an answer for its writer)
    """It has come out, or somebody else took it out: there is nothing to take out of the box."""


@dataclass(frozen=True, slots=True)
class Kept:
    """It is in the box, on disk."""

    day: date
    """When it comes out, at the soonest."""
    code: Code | None
    """Five words to come back with, if they were wanted. They can never be shown again."""


@dataclass(slots=True)
class _Put:
    group: GroupId
    whisper: Whisper
    mark: bytes
    done: asyncio.Future[Kept]
    code: Code | None = None


@dataclass(slots=True)
class _LookUp:
    aside: Aside
    group: GroupId
    code: Code
    done: asyncio.Future[Found]


@dataclass(slots=True)
class _TakeOut:
    receipt: str
    done: asyncio.Future[Kept]
    code: None = None


_Waits = _Put | _LookUp | _TakeOut


class Keeper:
    """One for the organisation."""

    def __init__(self, core: Core, box: Box, digest: Digest, troubles: Troubles) -> None:
        self._core = core
        self._box = box
        self._troubles = troubles
        self._salt = b""
        """One for the organisation, so that one hash finds what it belongs to."""
        self._digest = digest
        self._asides = tuple(
            command.aside
            for feature in core.features
            for command in feature.commands
            if command.aside is not None
        )
        self._waiting: deque[_Waits] = deque()
        self._taken: list[_Waits] = []
        """Of them those that this minute is dealing with."""
        self._box_free = asyncio.Lock()
        """One at a time does something with the box: the minute, a slot, or a restore."""
        self._sent: Counter[tuple[bytes, GroupId, date]] = Counter()
        self._tries: deque[tuple[bytes, datetime]] = deque()
        self._seen: dict[GroupId, dict[bytes, date]] = {}
        """Possible authors who wrote in a room since notes last came out, blinded."""
        self._published: frozenset[Note] = frozenset()
        """Came out, and could not be taken from the disk yet."""
        self._reads = tuple(
            dict.fromkeys(one.knows for one in self._asides if one.knows is not None)
        )
        self._known: dict[Reads, Mapping[GroupId, Any]] = {}
        self._key = secrets.token_bytes(32)

    def mark(self, about: str) -> bytes:
        """A person or a chat, blinded with a key of this process: no memory shows an id."""
        return blake2b(about.encode(), key=self._key, digest_size=16).digest()

    # What talks ask.

    def knows(self, aside: Aside, group: GroupId) -> Any:
        """What was last read of a group for this kind of talk."""
        return None if aside.knows is None else self._known.get(aside.knows, {}).get(group)

    def has_left(self, mark: bytes, group: Group) -> bool:
        """May they put another note into the box before the next slot?"""
        day = slots.comes_out(group, self._core.clock.now())
        on_their_way = sum(
            isinstance(one, _Put) and (one.mark, one.group) == (mark, group.id)
            for one in (*self._waiting, *self._taken)
        )
        return self._sent[mark, group.id, day] + on_their_way < PER_SLOT

    def put(self, group: GroupId, whisper: Whisper, mark: bytes) -> asyncio.Future[Kept]:
        """Into the box at the next minute. The future raises NotKept."""
        done = asyncio.get_running_loop().create_future()
        code = self._draw() if whisper.receipt else None
        self._waiting.append(_Put(group, whisper, mark, done, code))
        return done

    def look_up(
        self, aside: Aside, group: GroupId, code: Code, mark: bytes
    ) -> asyncio.Future[Found] | None:
        """What five words belong to, at the next minute. None: they were tried too often."""
        now = self._core.clock.now()
        while self._tries and self._tries[0][1] < now - HOUR:
            self._tries.popleft()
        mine = sum(who == mark for who, _ in self._tries)
        if mine >= TRIES or len(self._tries) >= TRIES_OF_ALL:
            return None
        self._tries.append((mark, now))
        done = asyncio.get_running_loop().create_future()
        self._waiting.append(_LookUp(aside, group, code, done))
        return done

    def take_out(self, receipt: str) -> asyncio.Future[Kept]:
        """A note that has not come out yet, out of the box again.

        The future raises NotKept, and TooLate where it is not in there any more.
        """
        done = asyncio.get_running_loop().create_future()
        self._waiting.append(_TakeOut(receipt, done))
        return done

    def noticed(self, room: RoomId, person: PersonId) -> None:
        """Somebody wrote in a room, in the open."""
        group = self._core.groups.of_room(room)
        if group is None:
            return
        who = self._core.groups.same(Person(person, "")).id
        today = wall(self._core.clock.now(), group.zone).date()
        if who in possible_authors(group, today):
            self._seen.setdefault(group.id, {})[self.mark(who)] = today

    # What the minute does.

    async def start(self) -> None:
        """After a crash: what came out just before it is still in the box, and goes."""
        await self._read_salt()
        await self.know()
        out = await self._core.db.read(lambda tx: store.came_out(tx, self._box.notes))
        await self.came_out(out)

    async def empty(self) -> None:
        """Another database was put in place: what waited belongs to the old one, and is lost."""
        async with self._box_free:
            for one in self._waiting:
                _fail(one.done)
            self._waiting.clear()
            self._published = frozenset()
            self._seen.clear()  # a group may have another number there
            self._sent.clear()
            await asyncio.to_thread(self._box.clear, ())
            await self._read_salt()

    async def _read_salt(self) -> None:
        fresh = secrets.token_hex(receipts.SALT_BYTES)
        self._salt = await self._core.db.write(lambda tx: store.salt(tx, fresh))

    async def know(self) -> None:
        """Read what talks need to know: of all groups, and not when somebody asks."""

        def read(tx: Tx) -> dict[Reads, Mapping[GroupId, Any]]:
            return {knows: knows(tx) for knows in self._reads}

        self._known = await self._core.db.read(read)

    async def minute(self) -> None:
        """Once a minute, at the ticker's own pace."""
        async with self._box_free:
            await self._minute()

    async def _minute(self) -> None:
        await self.know()
        taken, code = self._next()
        self._taken = taken
        try:
            settled = await self._at_once(taken, code or self._draw())
        except OSError:
            self._troubles.tell(NOT_WRITTEN, {})
        else:
            self._troubles.over(NOT_WRITTEN)
            for settle in settled:
                settle()
        finally:
            self._taken = []
            for one in taken:  # whatever went wrong, nobody waits for ever
                _fail(one.done)

    async def _at_once(self, taken: Sequence[_Waits], code: Code) -> list[Callable[[], None]]:
        """All of one minute; what is to be told when it is on disk. Raises OSError."""
        now = self._core.clock.now()
        digest = await asyncio.to_thread(self._digest, code, self._salt)
        found = await self._core.db.read(lambda tx: self._find(tx, digest))
        notes = self._still_wanted(self._box.notes)
        settled: list[Callable[[], None]] = []
        for one in taken:
            notes, settle = self._do(one, notes, digest.hex(), found, now)
            settled.append(settle)
        if self._published:  # the box could not be written when they came out
            await asyncio.to_thread(self._box.clear, notes)
            self._published = frozenset()
        else:
            await asyncio.to_thread(self._box.write, notes)
        return settled

    def ripe(self, group: Group, kinds: frozenset[str], today: date) -> tuple[Note, ...]:
        """What comes out of the box at a slot of that group, in an order that tells nothing.

        Asked on the database's thread: it only reads what is whole.
        """
        lately = today - slots.LONGEST_HELD
        seen = sum(day >= lately for day in (*self._seen.get(group.id, {}).values(),))
        return tuple(
            one
            for one in sorted(self._box.notes)
            if one.group == group.id
            and one.kind in kinds
            and one.earliest <= today.isoformat()
            and (
                seen >= slots.SEEN or date.fromisoformat(one.earliest) + slots.LONGEST_HELD <= today
            )
        )

    async def came_out(self, notes: Iterable[Note]) -> None:
        """These are published: from now on no byte of the box holds them."""
        out = frozenset(notes)
        if not out:
            return
        async with self._box_free:
            for one in out:
                self._seen.pop(GroupId(one.group), None)
            self._published |= out
            try:
                await asyncio.to_thread(self._box.clear, self._box.notes - self._published)
            except OSError:  # the next minute tries again
                self._troubles.tell(NOT_WRITTEN, {})
            else:
                self._published = frozenset()

    @staticmethod
    def _draw() -> Code:
        return receipts.draw(receipts.words())

    def _next(self) -> tuple[list[_Waits], Code | None]:
        """All that can be done in this minute: of what needs the costly hash, one."""
        taken: list[_Waits] = []
        later: deque[_Waits] = deque()
        code: Code | None = None
        for one in self._waiting:
            if one.code and code:
                later.append(one)
            else:
                code = code or one.code
                taken.append(one)
        self._waiting = later
        return taken, code

    def _find(self, tx: Tx, digest: bytes) -> dict[Aside, Mapping[str, str] | None]:
        return {one: one.finds(tx, digest) for one in self._asides if one.finds is not None}

    def _still_wanted(self, notes: Iterable[Note]) -> frozenset[Note]:
        there = frozenset(one for one in notes if self._core.groups.get(GroupId(one.group)))
        return there - self._published

    def _do(
        self,
        one: _Waits,
        notes: frozenset[Note],
        digest: str,
        found: Mapping[Aside, Mapping[str, str] | None],
        now: datetime,
    ) -> tuple[frozenset[Note], Callable[[], None]]:
        """What the box holds after it, and what is told once that is on disk."""
        if isinstance(one, _LookUp):
            there = found.get(one.aside)
            in_box = any(digest in note.receipts for note in notes if note.group == one.group)
            if in_box:
                there = {"note": IN_THE_BOX, "receipt": digest}
            elif there is not None and there["group"] != str(one.group):
                there = None  # what it would end in could never come out here
            elif there is not None:
                waiting = sum(note.about == there["note"] for note in notes)
                there = {**there, "receipt": digest, WAITING: str(waiting)}
            return notes, lambda: _settle(one.done, there)
        if isinstance(one, _TakeOut):
            left = frozenset(note for note in notes if one.receipt not in note.receipts)
            if left == notes:
                return notes, lambda: _fail(one.done, TooLate())
            return left, lambda: _settle(one.done, Kept(now.date(), None))
        group = self._core.groups.get(one.group)
        if group is None:
            return notes, lambda: _fail(one.done)
        day = slots.comes_out(group, now)
        note = Note(
            group=one.group,
            kind=one.whisper.kind,
            about=one.whisper.about,
            text=one.whisper.text,
            receipts=(digest,) if one.code else (),
            earliest=day.isoformat(),
        )

        def kept() -> None:
            self._count(one.mark, one.group, day)
            _settle(one.done, Kept(day, one.code))

        return merged(notes, note), kept

    def _count(self, mark: bytes, group: GroupId, day: date) -> None:
        past = [each for each in self._sent if each[2] < day - slots.LONGEST_HELD]
        for each in past:
            del self._sent[each]
        self._sent[mark, group, day] += 1


def _settle(future: asyncio.Future[Any], result: object) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: asyncio.Future[Any], why: Exception | None = None) -> None:
    if not future.done():
        future.set_exception(why or NotKept())
