"""Many groups in which somebody writes without a name, and all that is left for who looks later.

The real core on a real database: words heard, keeper, box, door, outbox and delivery. Everybody
says the same two words in public; a private act lies between somebody's own two, so that whatever
tells its time tells the author. Left out: the talk between its first word and its last (played in
`test_same_bytes`), the refusal of small crowds (so that groups of four can be measured at all),
the adapters, the network, and turns of threads (`still`).
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from anonymous.still import run
from anonymous.twins import SEEN_BY_FIGURES, Twin
from stage import Stage, on_stage

from bot import backup, groups, schedule, settings
from bot.anonymous import slots
from bot.aside import Step, Whisper
from bot.db import Tx
from bot.model import Address, Group, GroupId, Heard, Person, PersonId, RoomId, platform_of, say
from bot.program import Health

BEGINS = datetime.fromisoformat("2026-05-28T12:30:00+00:00")
"""A Thursday, after the last moment for the slot of Friday."""
WINDOW = timedelta(days=3, hours=20)
"""Whatever is written within it comes out on Tuesday."""

SIZES = (4, 6, 8, 10, 12, 15)
"""Of groups, with whoever leads."""
TOGETHER = 60
"""Groups that share a database."""

PLATFORMS = ("stage", "typed")
"""With buttons, as on Discord; and with words typed in private, as on Matrix."""

QUIET = 0.001
"""Seconds of the still loop: they pass only once nothing is ready to run any more."""

_TOKEN = re.compile(rb"q[0-9a-f]{10}q")


@dataclass
class Somebody:
    """A possible author, and what everybody can know about them."""

    person: Person
    first: timedelta
    """When they said their first public word, since the window began."""
    private: timedelta
    second: timedelta
    writes: str = ""
    """The words of their note. Nobody is to find out."""
    public: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Where their two public words lie: by time, by row, by place in the WAL."""


@dataclass
class Crowd:
    """One group, and what came out in it."""

    size: int
    group: GroupId
    room: RoomId
    people: list[Somebody]
    notes: dict[str, dict[str, float]] = field(default_factory=dict)
    """What was published, by its words; and each number that lies beside it somewhere."""

    @property
    def chance(self) -> float:
        return 1 / len(self.people)

    def author(self, words: str) -> int:
        return next(n for n, one in enumerate(self.people) if one.writes == words)


@dataclass
class Traces:
    """What does not say which group it is about: only when."""

    times: dict[str, list[float]] = field(default_factory=dict)
    """By what it is: a kind of line in the log, a number of the health page, a file."""

    def add(self, what: str, at: float) -> None:
        self.times.setdefault(what, []).append(at)


def people(dice: Random, number: int, size: int, platform: str) -> list[Somebody]:
    """All but whoever leads; one to four of them write, most often one."""
    found = []
    for n in range(size - 1):
        gap = dice.uniform(20, 240)
        first = dice.uniform(0, WINDOW.total_seconds() - 300)
        private = first + gap * dice.uniform(0.1, 0.9)
        begins, acts, ends = (
            timedelta(seconds=round(at, 3)) for at in (first, private, first + gap)
        )
        who = Person(PersonId(f"{platform}:g{number}p{n}"), f"P{n}")
        found.append(Somebody(who, begins, acts, ends))
    for one in dice.sample(found, min(dice.choices((1, 2, 3, 4), (4, 3, 2, 1))[0], len(found))):
        one.writes = f"What about q{dice.getrandbits(40):010x}q?"
    return found


async def played(
    folder: Path, seed: int, count: int, *, everybody: bool, twin: Twin | None = None
) -> tuple[list[Crowd], Traces]:
    """Groups of one database, from the first word to the slot. `everybody`: not authors alone."""
    folder.mkdir(parents=True)
    dice = Random(seed)
    async with on_stage(folder, BEGINS - timedelta(hours=1), also=PLATFORMS[1:]) as stage:
        stage.platform.abilities = replace(stage.platform.abilities, keeps_typed=True)
        crowds = await stage.app.db.write(lambda tx: _made(stage, tx, dice, count))
        watcher = _Watcher(stage, folder)
        logging.getLogger().addHandler(watcher)
        level = logging.getLogger().level
        logging.getLogger().setLevel(logging.DEBUG)
        try:
            with (twin or (lambda _app: nullcontext()))(stage.app):
                await _window(stage, crowds, watcher, everybody=everybody)
                await _slots(stage, folder, watcher)
        finally:
            logging.getLogger().removeHandler(watcher)
            logging.getLogger().setLevel(level)
        watcher.posts(crowds)
    _read(folder, crowds, watcher)
    return crowds, watcher.traces


def _made(stage: Stage, tx: Tx, dice: Random, count: int) -> list[Crowd]:
    made = []
    today = BEGINS.date()
    for number in range(count):
        platform, size = PLATFORMS[number % 2], SIZES[number // 2 % len(SIZES)]
        room = RoomId(f"{platform}:room{number}")
        id = groups.make(tx, room, f"Group {number}", "Europe/London", "en")
        those = people(dice, number, size, platform)
        for one in those:
            groups.join(tx, id, one.person, today - timedelta(days=30))
        lead = Person(PersonId(f"{platform}:g{number}lead"), "Lead")
        groups.choose_facilitator(tx, id, lead, today + timedelta(days=90))
        settings.choose(tx, id, settings.part("questions"), settings.ON, date(2026, 5, 1))
        stage.app.groups.settle(tx)
        group = stage.app.groups.get(id)
        assert group is not None
        rule = slots.rule(group)
        schedule.every(tx, "challenge.slot", group, str(id), rule, stage.clock.now())
        made.append(Crowd(size, id, room, those))
    return made


class _Watcher(logging.Handler):
    """Whoever keeps every byte and every line: more than any attacker has."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        super().__init__(logging.DEBUG)
        self._stage, self._folder = stage, folder
        self.traces = Traces()
        self.frames = 0
        """So many frames were written to the WAL so far."""
        self.found: dict[str, dict[str, float]] = {}
        """Where the words of a note were seen first."""
        self._health = Health(stage.app)
        self._said = ""
        self._wal = (b"", 0)
        self._changed: dict[str, int] = {}
        self.in_public = False

    @property
    def now(self) -> float:
        return (self._stage.clock.now() - BEGINS).total_seconds()

    def emit(self, record: logging.LogRecord) -> None:
        kind = re.sub(r"\S*\d\S*", "#", record.getMessage())
        self.traces.add(f"log {record.name} {kind}", self.now)

    def looks(self) -> None:
        """After something was done."""
        wal = self._folder / "alongside.db-wal"
        data = wal.read_bytes() if wal.exists() else b""
        salt, seen = self._wal
        if data[16:24] != salt or len(data) < seen:
            seen = 32
        self.frames += max(0, len(data) - seen) // (24 + 4096)
        self._see("wal", data[seen:], self.frames)
        self._wal = (data[16:24], max(len(data), 32))
        said = re.sub(r"'oldest_waiting_seconds': \w+", "", str(self._health.facts()))
        if said != self._said:
            self.traces.add("health", self.now)
            self._said = said
        for folder in (self._folder, self._folder / "alongside.box"):
            for file in os.scandir(folder):
                changed = file.stat().st_mtime_ns
                if changed != self._changed.get(file.name) and not self.in_public:
                    self.traces.add(f"file {file.name}", self.now)
                self._changed[file.name] = changed

    def copied(self, copy: Path, night: int) -> None:
        self._see("first copy", copy.read_bytes(), night)

    def _see(self, where: str, data: bytes, at: float) -> None:
        for token in _TOKEN.findall(data):
            self.found.setdefault(token.decode(), {}).setdefault(where, at)

    def posts(self, crowds: Sequence[Crowd]) -> None:
        """The order in which people read them, and when."""
        for crowd in crowds:
            lines = self._stage.platform_of(crowd.room).lines
            for n, line in enumerate(lines):
                for token in _TOKEN.findall(line.text.encode()):
                    if line.where == Address(crowd.room) and line.who == "Alongside":
                        seen = self.found.setdefault(token.decode(), {})
                        seen.setdefault("post", n)
                        seen.setdefault("post at", (line.at - BEGINS).total_seconds())


async def _window(
    stage: Stage, crowds: Sequence[Crowd], watcher: _Watcher, *, everybody: bool
) -> None:
    """Everybody's two words in public and what lies between them, as time passes."""
    acts = [
        (at, crowd, one, what)
        for crowd in crowds
        for one in crowd.people
        for at, what in ((one.first, "first"), (one.private, "private"), (one.second, "second"))
        if what != "private" or everybody or one.writes
    ]
    nights = [(timedelta(hours=14.5 + 24 * n), None, None, f"{n}") for n in range(4)]
    for at, crowd, one, what in sorted([*acts, *nights], key=lambda act: (act[0], act[3])):
        watcher.in_public = True
        await _passes(stage, BEGINS + at - stage.clock.now())
        watcher.looks()
        if crowd is None or one is None:
            await _copy(stage, watcher, int(what))
            continue
        watcher.in_public = what != "private"
        if what == "private":
            await _in_private(stage, crowd, one)
        else:
            await _in_public(stage, crowd, one, what)
            where = {"time": at.total_seconds(), "wal": float(watcher.frames)}
            for axis, place in where.items():
                begins, _ = one.public.get(axis, (place, place))
                one.public[axis] = (begins, place)
        watcher.looks()


async def _passes(stage: Stage, time: timedelta) -> None:
    if time > timedelta():
        stage.clock.move(time)
    await asyncio.sleep(QUIET)


async def _in_public(stage: Stage, crowd: Crowd, one: Somebody, what: str) -> None:
    stage.app.noticed(crowd.room, one.person.id)
    event = f"{one.person.id}-{what}"
    now = stage.clock.now()
    await stage.app.hear(
        Heard(event, one.person, "!hand up", now, crowd.room, shares=(crowd.room,))
    )
    await asyncio.sleep(QUIET)


async def _in_private(stage: Stage, crowd: Crowd, one: Somebody) -> None:
    """They open the talk; whoever writes sends a note, and others leave it."""
    app, buttons = stage.app, platform_of(crowd.room) == PLATFORMS[0]
    heard = Heard(
        event=f"{one.person.id}-private",
        by=one.person,
        text="ask without my name",
        at=stage.clock.now(),
        room=crowd.room if buttons else None,
        pressed=buttons,
        shares=(crowd.room,),
        via=f"via-{one.person.id}" if buttons else None,
    )
    assert await app.hear(heard) is not None
    if one.writes:
        group = app.groups.get(crowd.group)
        assert isinstance(group, Group)
        whisper = Whisper("challenge", one.writes)
        step = Step(say("aside.stopped"), whisper=whisper, then=say("aside.stopped"))
        kept = app._keeper.put(group.id, whisper, app._keeper.mark(one.person.id))
        app._talks._kept(heard, group, step, kept)
    await asyncio.sleep(QUIET)


async def _copy(stage: Stage, watcher: _Watcher, night: int) -> None:
    copy = watcher._folder / f"night-{night}.copy"
    await backup.backup(stage.app.db, watcher._folder / "alongside.db", copy)
    watcher.copied(copy, night)


async def _slots(stage: Stage, folder: Path, watcher: _Watcher) -> None:
    """Three weeks of slots: small crowds are held for two."""
    watcher.in_public = True
    for _ in range(21):
        await stage.jump(timedelta(days=1))
        watcher.looks()


def _read(folder: Path, crowds: Sequence[Crowd], watcher: _Watcher) -> None:
    """Every number beside the words of a note, in the database as it is in the end."""
    with closing(sqlite3.connect(folder / "alongside.db")) as raw:
        raw.row_factory = sqlite3.Row
        ids = {row["id"]: row["text"] for row in raw.execute("SELECT id, text FROM note")}
        ids |= {sha256(f"challenge\0\0{text}".encode()).hexdigest(): text for text in ids.values()}
        for table, row, place in _rows(raw):
            words = " ".join(str(value) for value in tuple(row))
            words += "".join(f" {text}" for id, text in ids.items() if id in words)
            for token in _TOKEN.findall(words.encode()):
                seen = watcher.found.setdefault(token.decode(), {})
                seen.setdefault(f"{table} place", place)
                for name in row.keys():  # noqa: SIM118 (a row is no mapping)
                    for value in _numbers(row[name]):
                        seen.setdefault(f"{table}.{name}", value)
    for crowd in crowds:
        for one in crowd.people:
            if one.writes:
                token = one.writes.removeprefix("What about ").removesuffix("?")
                crowd.notes[one.writes] = watcher.found.get(token, {})
    for crowd in crowds:  # handed over in an order that tells nothing
        crowd.notes = dict(sorted(crowd.notes.items()))


def _rows(raw: sqlite3.Connection) -> Iterator[tuple[str, sqlite3.Row, int]]:
    tables = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for place, row in enumerate(raw.execute(f"SELECT * FROM {table}")):
            yield table, row, place


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, int | float):
        yield float(value)
        if abs(value - BEGINS.timestamp() * 1000) < 60 * 86400 * 1000:
            yield value / 1000 - BEGINS.timestamp()
    elif isinstance(value, str) and re.fullmatch(r"[0-9a-f]{12,64}", value):
        yield float(int(value[:12], 16))


@dataclass(frozen=True)
class Run:
    """One database to be played, in a process of its own."""

    seed: int
    everybody: bool
    twin: str = ""


def play(one: Run) -> tuple[list[Crowd], Traces]:
    """In memory, where there is such a folder: a disk only makes it slow."""
    memory = Path("/dev/shm")
    twin = SEEN_BY_FIGURES[one.twin] if one.twin else None
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        world = played(Path(folder) / "run", one.seed, TOGETHER, everybody=one.everybody, twin=twin)
        return run(world, str(one.seed))
