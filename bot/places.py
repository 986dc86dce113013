"""Further places beside a room, for a few people and a while: a thread, a room of their own.

What is wished for are rows, written by the command that wants them. One loop for each platform
carries them out, like `bot.delivery` and `bot.boards`: that it is tried is on disk before a place
is made, so that after a crash it is looked for and not made twice. The group hears of a place
through the job that the wish names: once it stands, or once it is known that it never will.
Nothing of what is said in a place is kept here; the row goes when the place is closed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from hashlib import blake2b

from bot import outbox, schedule
from bot.adapter import Adapter, GiveUp, TryLater, Wish
from bot.core import Core
from bot.db import Tx
from bot.door import Done
from bot.model import Address, Ask, Due, GroupId, PersonId, RoomId, platform_of
from bot.times import from_ms, ms

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds between tries that fail; it doubles from the first to the longest."""

MOST_TRIES = 8
"""How often a place is tried to be made by a platform that fails in its own way: three minutes."""


SETTLES = 5.0
"""Seconds after a start before a place is looked for that an earlier process tried to make: its
request may have outlived it, and a server takes its time until what it makes can be found."""


# What a feature may ask for, in its own transaction.


def wish(
    tx: Tx,
    why: Ask | Due,
    subject: str,
    beside: RoomId,
    *,
    name: str,
    people: Iterable[PersonId],
    job: str,
) -> None:
    """A place of that name beside a room, for these people.

    `job` is due, with `subject` and `beside` among its args, when it stands; with `never` when it
    cannot be made. People of other platforms, and by phone, are nobody here.
    """
    token = blake2b(
        f"{why.seed} {subject} {beside}".encode(), key=b"place", digest_size=12
    ).hexdigest()
    new = tx.one(
        "INSERT INTO place (group_id, subject, beside, name, job, token, state)"
        " VALUES (:g, :subject, :beside, :name, :job, :token, 'wanted') RETURNING id",
        g=why.group.id,
        subject=subject,
        beside=beside,
        name=name,
        job=job,
        token=token,
    )
    assert new is not None
    for person in people:
        _add(tx, new[0], beside, person)
    tx.touched.add(why.group.id)


def ask_in(tx: Tx, group: GroupId, subject: str, people: Iterable[PersonId]) -> None:
    """These people are to be there as well, on the platforms where they are."""
    for person in people:
        for id, beside in tx.all(
            "SELECT id, beside FROM place WHERE group_id = :g AND subject = :subject"
            " AND state IN ('wanted', 'open')",
            g=group,
            subject=subject,
        ):
            _add(tx, id, beside, person)
    tx.touched.add(group)


def forget(tx: Tx, group: GroupId, person: PersonId) -> None:
    """Somebody is not of the group any more: no place of it asks them in, by any account."""
    tx.run(
        "DELETE FROM place_person WHERE place IN (SELECT id FROM place WHERE group_id = :g)"
        " AND (person = :p OR person IN (SELECT person FROM also WHERE same_as = :p))",
        g=group,
        p=person,
    )
    tx.touched.add(group)


def _add(tx: Tx, place: int, beside: RoomId, person: PersonId) -> None:
    if platform_of(person) == platform_of(beside):
        tx.run(
            "INSERT INTO place_person (place, person) VALUES (:place, :person)"
            " ON CONFLICT (place, person) DO UPDATE SET asked = 0",  # they may have left since
            place=place,
            person=person,
        )


def over(tx: Tx, group: GroupId) -> None:
    """All places of the group are over: each is closed once what is to be said there is said."""
    tx.run("UPDATE place SET state = 'over' WHERE group_id = :g", g=group)
    tx.touched.add(group)


# How it is carried out.


@dataclass(frozen=True, slots=True)
class _Row:
    """One wish, as it stands on disk."""

    id: int
    group: GroupId
    subject: str
    wish: Wish
    job: str
    state: str
    room: RoomId | None
    tried: bool
    people: Sequence[PersonId] = ()
    """Who is still to be let in."""


@dataclass(slots=True)
class _Line:
    """What is known of one platform: whose turn comes when."""

    wake: asyncio.Event = field(default_factory=asyncio.Event)
    after: dict[str, tuple[float, float, int]] = field(default_factory=dict)
    """By token: not before, the last pause, and how often it failed."""


class _NotLetIn(Exception):  # noqa: N818
    """These people could not be asked in, for a reason of the platform's own."""

    def __init__(self, people: Sequence[PersonId]) -> None:
        super().__init__(len(people))
        self.people = people


class Places:
    """All places of all groups, each platform by itself."""

    def __init__(self, core: Core) -> None:
        self._core = core
        core.told.append(self._written)
        self._lines: dict[str, _Line] = {}
        self._began = 0.0
        self._ours: set[str] = set()
        """The tokens of the places that this process tried to make first."""

    def look_again(self) -> None:
        """Another database was put in place."""
        for line in self._lines.values():
            line.after.clear()
            line.wake.set()

    def _written(self, done: Done) -> None:
        group = done.group and self._core.groups.get(done.group.id)
        if group is not None and group.unsettled:
            for line in self._lines.values():
                line.wake.set()

    async def run(self) -> None:
        self._began = _now()
        async with asyncio.TaskGroup() as tasks:
            for adapter in self._core.adapters.values():
                if adapter.abilities.places:
                    tasks.create_task(self._carry_out(adapter))

    async def _carry_out(self, adapter: Adapter) -> None:
        line = self._lines[adapter.platform] = _Line()
        while True:
            line.wake.clear()
            try:
                rows = await self._core.db.read(partial(to_do, platform=adapter.platform))
                for row in rows:
                    await self._in_turn(adapter, row, line)
            except Exception as problem:  # noqa: BLE001 (a full disk is no reason to stop)
                log.warning("places: %s", type(problem).__name__)
                await asyncio.sleep(FIRST_PAUSE)
                continue
            known = {row.wish.token for row in rows}
            line.after = {one: when for one, when in line.after.items() if one in known}
            left = min((at for at, _, _ in line.after.values()), default=None)
            try:
                async with asyncio.timeout(None if left is None else max(left - _now(), 0.01)):
                    await line.wake.wait()
            except TimeoutError:
                continue

    async def _in_turn(self, adapter: Adapter, row: _Row, line: _Line) -> None:
        at, pause, failed = line.after.get(row.wish.token, (0.0, FIRST_PAUSE / 2, 0))
        if at > _now():
            return
        try:
            await self._one(adapter, row)
        except TryLater as later:
            line.after[row.wish.token] = (_now() + max(later.seconds, 0.1), pause, failed)
        except Exception as problem:  # noqa: BLE001 (one place stops no other)
            log.warning("place beside %s: %s", row.wish.beside, type(problem).__name__)
            pause = min(pause * 2, LONGEST_PAUSE)
            line.after[row.wish.token] = (_now() + pause, pause, failed + 1)
            if failed + 1 < MOST_TRIES:
                return
            if isinstance(problem, _NotLetIn):  # the place stays for those who are there
                line.after.pop(row.wish.token)
                for person in problem.people:
                    await self._write(partial(_asked, person), row)
            elif row.room is None or row.state == "over":
                line.after.pop(row.wish.token)
                await self._write(_gave_up, row)
        else:
            line.after.pop(row.wish.token, None)

    async def _one(self, adapter: Adapter, row: _Row) -> None:
        """Bring one place to where it is wished to be."""
        if row.state == "over":
            await self._close(adapter, row)
            return
        if row.room is None:
            try:
                room = await self._made(adapter, row)
            except GiveUp:
                log.info("a place beside %s cannot be made", row.wish.beside)
                await self._write(_gave_up, row)
                return
            await self._write(partial(_stands, room), row)
        else:
            room = row.room
        odd = await self._ask_in(adapter, row, room)
        if odd is None:
            return
        if row.state == "wanted" and (not odd or len(odd) < len(row.people)):
            await self._write(_open, row)
        if odd:
            raise _NotLetIn(odd)

    async def _ask_in(self, adapter: Adapter, row: _Row, room: RoomId) -> list[PersonId] | None:
        """Let everybody in who still waits: for whom it failed. None: the group is quiet."""
        odd = []
        for person in row.people:
            group = self._core.groups.get(row.group)
            if group is not None and group.quiet_since is not None:
                return None
            if not await self._core.db.read(partial(_waits, row=row, person=person)):
                continue  # they have left meanwhile
            try:
                await adapter.ask_in(room, person)
            except GiveUp:
                log.info("somebody could not be let in beside %s", row.wish.beside)
            except TryLater:
                raise
            except Exception as problem:  # noqa: BLE001 (nobody keeps the others out)
                log.warning("asking in beside %s: %s", row.wish.beside, type(problem).__name__)
                odd.append(person)
                continue
            await self._write(partial(_asked, person), row)
        return odd

    async def _made(self, adapter: Adapter, row: _Row) -> RoomId:
        if row.tried:
            found = await self._found(adapter, row)
            return await adapter.make_place(row.wish) if found is None else found
        await self._write(_trying, row)
        self._ours.add(row.wish.token)
        return await adapter.make_place(replace(row.wish, since=self._core.clock.now()))

    async def _found(self, adapter: Adapter, row: _Row) -> RoomId | None:
        """The place, if it was made. Raises TryLater while that cannot be known yet."""
        left = SETTLES - (_now() - self._began)
        if left > 0 and row.wish.token not in self._ours:
            raise TryLater(left)
        return await adapter.find_place(row.wish)

    async def _close(self, adapter: Adapter, row: _Row) -> None:
        room = row.room
        if room is None and row.tried:
            try:
                room = await self._found(adapter, row)
            except GiveUp:
                room = None
        if room is not None:
            if await self._core.db.read(partial(_still_speaks, room=room)):
                raise TryLater(0.2)
            try:
                await adapter.close_place(row.wish, room)
            except GiveUp:  # it is gone, or closed to us
                log.info("a place beside %s could not be closed", row.wish.beside)
        await self._write(_forget, row)
        self._ours.discard(row.wish.token)

    async def _write(self, step: Callable[[Tx, _Row, datetime], None], row: _Row) -> None:
        """One step on disk, and whoever has something to do because of it is told."""
        core, now = self._core, self._core.clock.now()

        def write(tx: Tx) -> Done:
            step(tx, row, now)
            tx.touched.add(row.group)
            core.groups.settle(tx)
            return Done("", core.groups.get(row.group), scheduled=tx.scheduled)

        core.after(await core.db.write(write))


def _now() -> float:
    return asyncio.get_running_loop().time()


# In the database.


def to_do(tx: Tx, platform: str) -> list[_Row]:
    """What is still to be done on that platform, the oldest first.

    While a group is quiet its places are only closed. The word that ends the quiet wakes us.
    """
    rows = tx.all(
        "SELECT id, group_id, subject, beside, name, job, token, state, room, tried_at FROM place"
        " WHERE beside >= :begin AND beside < :end AND (state = 'over' OR (NOT EXISTS"
        " (SELECT 1 FROM household WHERE id = group_id AND quiet_since IS NOT NULL)"
        " AND (state = 'wanted' OR (state = 'open' AND EXISTS"
        " (SELECT 1 FROM place_person WHERE place = place.id AND asked = 0))))) ORDER BY id",
        begin=f"{platform}:",
        end=f"{platform};",
    )
    return [_row(tx, *row) for row in rows]


def _row(
    tx: Tx,
    id: int,
    group: GroupId,
    subject: str,
    beside: RoomId,
    name: str,
    job: str,
    token: str,
    state: str,
    room: RoomId | None,
    tried_at: int | None,
) -> _Row:
    sql = "SELECT person FROM place_person WHERE place = :id AND asked = 0 ORDER BY person"
    people = [person for (person,) in tx.all(sql, id=id)]
    wish = Wish(beside, name, token, from_ms(tried_at or 0))
    return _Row(id, group, subject, wish, job, state, room, tried_at is not None, people)


def _trying(tx: Tx, row: _Row, now: datetime) -> None:
    tx.run("UPDATE place SET tried_at = :now WHERE id = :id", now=ms(now), id=row.id)


def _stands(room: RoomId, tx: Tx, row: _Row, _now: datetime) -> None:
    """From here on what is said there is heard."""
    tx.run("UPDATE place SET room = :room WHERE id = :id", room=room, id=row.id)


def _asked(person: PersonId, tx: Tx, row: _Row, _now: datetime) -> None:
    sql = "UPDATE place_person SET asked = 1 WHERE place = :id AND person = :p"
    tx.run(sql, id=row.id, p=person)


def _waits(tx: Tx, row: _Row, person: PersonId) -> bool:
    """Is this person still to be asked in?"""
    sql = "SELECT 1 FROM place_person WHERE place = :id AND person = :p AND asked = 0"
    return tx.one(sql, id=row.id, p=person) is not None


def _open(tx: Tx, row: _Row, now: datetime) -> None:
    """Everybody was let in: its feature is told, unless it is over by now."""
    sql = "UPDATE place SET state = 'open' WHERE id = :id AND state = 'wanted' RETURNING room"
    opened = tx.one(sql, id=row.id)
    if opened is not None:
        _tell(tx, row, now, opened[0], never=False)


def _gave_up(tx: Tx, row: _Row, now: datetime) -> None:
    """It is not there and never will be: of a place that was to be closed nothing is left."""
    tx.run("DELETE FROM place WHERE id = :id", id=row.id)
    if row.state == "wanted":
        _tell(tx, row, now, row.wish.token, never=True)


def _tell(tx: Tx, row: _Row, now: datetime, about: str, *, never: bool) -> None:
    args = {"subject": row.subject, "beside": row.wish.beside, "never": never}
    cause, at = f"place:{row.wish.token}", now - schedule.CALM  # nothing to wait for
    schedule.in_room(tx, row.job, row.group, RoomId(about), cause, at, args)


def _still_speaks(tx: Tx, room: RoomId) -> bool:
    """Is something still to be said there?"""
    return outbox.first(tx, Address(room))[0] is not None


def _forget(tx: Tx, row: _Row, _now: datetime) -> None:
    """It is closed."""
    tx.run("DELETE FROM place WHERE id = :id", id=row.id)
