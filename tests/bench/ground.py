"""What the measurements stand on: a seeded database, a platform in memory, a record of writes.

Everything is compared within one run, in alternating blocks, because the machine's own speed
changes from minute to minute: a ratio stays, a number of milliseconds does not.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from bot.adapter import Abilities, Bot, NoPlaces
from bot.app import App
from bot.aside import Watched
from bot.clock import Clock
from bot.db import Database, Server
from bot.db.sqlite import Sqlite
from bot.model import Address, Heard, Person, PersonId, Rendered, RoomId, is_private
from bot.program import keep_what_is_loaded
from bot.times import ms
from bot.words import Words

WORDS = Words.load()

Statement = tuple[str, Mapping[str, object]]


@dataclass
class Memory(NoPlaces):
    """A platform that takes every message at once and keeps it in memory."""

    platform: str = "bench"
    abilities: Abilities = field(
        default_factory=lambda: Abilities(
            longest=2000,
            buttons=True,
            boards=False,
            board_pace=10.0,
            senders=4,
            sure_for=timedelta(days=365),
        )
    )
    sent: list[tuple[Address, str]] = field(default_factory=list)
    """Where, and the token: twice here is twice shown."""
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    """Somebody got an answer in private."""

    async def run(self, app: Bot) -> None:
        await asyncio.Event().wait()

    async def send(
        self,
        address: Address,
        message: Rendered,
        token: str,
    ) -> str:
        self.sent.append((address, token))
        if is_private(address):
            self.answered.set()
        return str(len(self.sent))

    async def edit(self, address: Address, message_id: str, message: Rendered, token: str) -> None:
        raise NotImplementedError

    async def look(
        self,
        address: Address,
        token: str,
        text_hash: str,
        since: datetime,
    ) -> str | None:
        return None

    def watched(self, person: PersonId) -> Watched:
        return Watched.SEALED

    def mention(self, person: Person) -> str:
        return person.name

    def escape(self, text: str) -> str:
        return text


class Record:
    """Stands before a connection and keeps every statement, as it was given."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self.statements: list[Statement] = []

    def execute(self, sql: str, values: Mapping[str, object] | None = None) -> sqlite3.Cursor:
        if values is None:
            self.statements.append((sql, {}))
            return self._raw.execute(sql)
        self.statements.append((sql, values))
        return self._raw.execute(sql, cast("dict[str, Any]", values))

    def __getattr__(self, name: str) -> object:
        return getattr(self._raw, name)

    def batches(self) -> list[list[Statement]]:
        """The writes of each committed transaction since the last time this was asked."""
        found: list[list[Statement]] = []
        now: list[Statement] = []
        for sql, values in self.statements:
            word = sql.split(maxsplit=1)[0]
            if word == "BEGIN":
                now = []
            elif word == "COMMIT":
                if now:
                    found.append(now)
            elif word in ("INSERT", "UPDATE", "DELETE"):
                now.append((sql, values))
            assert word != "ROLLBACK", "a batch with a rollback cannot be replayed"
        self.statements.clear()
        return found


def record(db: Database) -> Record:
    """From now on, keep what this database is told."""
    assert isinstance(db._engine, Sqlite)
    kept = Record(db._engine.raw)
    db._engine.speak_through(cast("sqlite3.Connection", kept))
    return kept


def replay(raw: sqlite3.Connection, batches: Sequence[Sequence[Statement]]) -> float:
    """Raw SQLite: the same writes in the same transactions. Seconds it took."""
    execute = raw.execute
    began = time.perf_counter()
    for batch in batches:
        execute("BEGIN IMMEDIATE")
        for sql, values in batch:
            execute(sql, cast("dict[str, Any]", values))
        execute("COMMIT")
    return time.perf_counter() - began


@contextmanager
def plain(path: Path) -> Iterator[sqlite3.Connection]:
    """The same file format and pragmas, and nothing of ours in between."""
    raw = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    for pragma in (
        "locking_mode=EXCLUSIVE",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        raw.execute(f"PRAGMA {pragma}")
    try:
        yield raw
    finally:
        raw.close()


def room(group: int, platform: str = "bench") -> RoomId:
    return RoomId(f"{platform}:room{group}")


def person(group: int, number: int, platform: str = "bench") -> Person:
    return Person(PersonId(f"{platform}:p{group}x{number}"), f"Person {number} of {group}")


async def seeded(
    path: Path,
    groups: int,
    people: int,
    more: Callable[[sqlite3.Connection], None] | None = None,
    platform: str = "bench",
) -> None:
    """A database with so many groups, each in a meeting and with so many members."""
    db = await Database.open(path)
    now = ms(datetime.now(UTC))

    def fill(raw: sqlite3.Connection) -> None:
        # Nothing here need survive a crash, and a million rows fit in memory.
        raw.execute("PRAGMA synchronous=OFF")
        raw.execute("PRAGMA cache_size=-400000")
        raw.execute("BEGIN")
        for g in range(1, groups + 1):
            lead = person(g, 0, platform)
            raw.execute(
                "INSERT INTO household (id, name, zone, session, sessions_held)"
                " VALUES (?, ?, 'Europe/London', ?, 1)",
                (g, f"Group {g}", g),
            )
            raw.execute("INSERT INTO room (id, group_id) VALUES (?, ?)", (room(g, platform), g))
            raw.executemany(
                "INSERT INTO member (group_id, person, name, joined_on)"
                " VALUES (?, ?, ?, '2026-01-06')",
                [(g, one.id, one.name) for one in (person(g, n, platform) for n in range(people))],
            )
            raw.execute(
                "INSERT INTO facilitator (group_id, person, name, until_day, said_yes)"
                " VALUES (?, ?, ?, '2099-01-01', 1)",
                (g, lead.id, lead.name),
            )
            raw.execute(
                "INSERT INTO session (id, group_id, lead, lead_name, started_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (g, g, lead.id, lead.name, now - 60_000),
            )
        if more is not None:
            more(raw)
        raw.execute("COMMIT")

    await db.outside(fill)
    await db.close()


@asynccontextmanager
async def running(
    place: Path | Server, box: Path | None = None, clock: Clock | None = None
) -> AsyncIterator[tuple[App, Memory]]:
    """The whole core on that database, delivering to memory."""
    app = await App.open(place, words=WORDS, box=box, clock=clock or Clock())
    platform = Memory()
    app.add(platform)
    tasks = asyncio.create_task(app.run())
    keep_what_is_loaded()  # as the program does
    try:
        yield app, platform
    finally:
        tasks.cancel()
        await asyncio.gather(tasks, return_exceptions=True)
        await app.close()


def heard(app: App, group: int, number: int, text: str, event: str) -> Heard:
    """One person's words, alone with the bot, as an adapter hands them on."""
    return Heard(
        event=event,
        by=person(group, number),
        text=text,
        at=app.clock.now(),
        shares=(room(group),),
    )


async def says(app: App, group: int, number: int, text: str, event: str) -> None:
    await app.hear(heard(app, group, number, text, event))


async def delivered(app: App, limit: float = 60, pause: float = 0.002) -> None:
    """Wait until everything that was decided has been said. `pause`: between two looks."""

    def rest(tx: Any) -> bool:
        waits = "SELECT 1 FROM outbox WHERE state IN ('waiting', 'trying') LIMIT 1"
        return tx.one(waits) is None

    async with asyncio.timeout(limit):
        while not await app.db.read(rest):  # noqa: ASYNC110 (the file is what is asked)
            await asyncio.sleep(pause)
