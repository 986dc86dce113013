"""The database: one connection, one thread, one writer, group commit.

`await db.write(fn)` hands a plain function a `Tx`. While one batch commits the next one
gathers; each function has a savepoint, all share one COMMIT, and results come out only after
it. A function touches nothing but its `tx` and may be run again, so dice and time are given
to it. When the engine throws a whole batch away (disk full), each function is run again
alone, so that good neighbours are kept.

Nothing else in the project opens a connection.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Generic, TypeVar

from bot.model import Moment

T = TypeVar("T")
Row = tuple[Any, ...]

BATCH = 256
"""Most functions in one transaction."""

APPLICATION_ID = 0x416C6F6E
"""Written into every file of ours ("Alon"), so that a strange file is never opened."""

log = logging.getLogger(__name__)


class AlreadyRunning(Exception):  # noqa: N818
    """Another process has this database open."""


class CannotOpen(Exception):  # noqa: N818
    """The file is not a database of ours, is damaged, or is newer than this program."""


class Tx:
    """What a function may do inside a transaction: SQL with `:name` parameters."""

    __slots__ = ("_connection", "moments", "touched")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.touched: set[int] = set()
        """The groups whose copy in memory this function has made old (`bot.groups`)."""
        self.moments: list[Moment] = []
        """What happened that other features may have something to say at (`bot.door`)."""

    def run(self, sql: str, **values: object) -> int:
        """Execute one statement; the number of rows it changed."""
        return self._connection.execute(sql, values).rowcount

    def one(self, sql: str, **values: object) -> Row | None:
        """The first row, or None."""
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, **values: object) -> list[Row]:
        return self._connection.execute(sql, values).fetchall()

    @property
    def changes(self) -> int:
        """Rows changed on this connection so far: tells whether something was written."""
        return self._connection.total_changes


class _Job(Generic[T]):
    """One function waiting for its batch, and how it went."""

    __slots__ = ("error", "fn", "future", "result")

    def __init__(self, fn: Callable[[Tx], T], future: asyncio.Future[T]) -> None:
        self.fn = fn
        self.future = future
        self.result: T | None = None
        self.error: BaseException | None = None

    def settle(self) -> None:
        if self.future.done():  # its waiter was cancelled; the work is done all the same
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)  # type: ignore[arg-type]


class _BatchLost(Exception):  # noqa: N818
    """The engine rolled the whole transaction back by itself."""


class Database:
    """The open database of one deployment. Make one with `Database.open`."""

    def __init__(
        self, thread: ThreadPoolExecutor, raw: sqlite3.Connection, lost: Callable[[], None]
    ) -> None:
        self._thread = thread
        self._raw = raw
        self._lost = lost
        self._waiting: list[_Job[Any]] = []
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        self._closing = False
        self._writer = asyncio.create_task(self._write_batches(), name="database writer")

    @classmethod
    async def open(
        cls,
        path: Path | str,
        migrations: Traversable | None = None,
        lost: Callable[[], None] = lambda: None,
    ) -> Database:
        """Open the file, lock it against a second process, and bring it up to date.

        `lost` is called on the database's thread when a batch or one function of it was undone,
        so that copies kept in memory can be read anew.
        Raises AlreadyRunning or CannotOpen.
        """
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        try:
            raw = await _hop(thread, lambda: _open(path, steps(migrations)))
        except BaseException:
            thread.shutdown(wait=False)
            raise
        return cls(thread, raw, lost)

    async def write(self, fn: Callable[[Tx], T]) -> T:
        """Run `fn` in the next transaction; its result once that is on disk.

        Raises what `fn` raised (its changes are undone, those of its neighbours kept), or
        sqlite3.Error when the disk did not take it. A cancelled waiter does not stop the work.
        """
        return await self._queue(fn)

    async def write_all(self, fns: Iterable[Callable[[Tx], T]]) -> list[T | BaseException]:
        """Like `write` for many; what one of them raised stands in its place."""
        futures = [self._queue(fn) for fn in fns]
        return await asyncio.gather(*futures, return_exceptions=True)

    async def read(self, fn: Callable[[Tx], T]) -> T:
        """Run `fn`, which only reads, in the same queue: it sees all that was written before."""
        return await self._queue(fn)

    async def outside(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run `fn` on the raw connection between two batches, outside any transaction."""
        async with self._turn:
            return await _hop(self._thread, lambda: fn(self._raw))

    async def close(self) -> None:
        """Finish what is queued, empty the WAL and close the file."""
        self._closing = True
        self._wake.set()
        await self._writer
        await _hop(self._thread, lambda: _close(self._raw))
        self._thread.shutdown()

    def _queue(self, fn: Callable[[Tx], T]) -> asyncio.Future[T]:
        if self._closing:
            raise RuntimeError("the database is closing")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Job(fn, future))
        self._wake.set()
        return future

    async def _write_batches(self) -> None:
        while self._waiting or not self._closing:
            if not self._waiting:
                self._wake.clear()
                await self._wake.wait()
                continue
            # One turn of the loop, so that everybody who is ready now shares this commit.
            await asyncio.sleep(0)
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            async with self._turn:
                await _hop(self._thread, partial(self._run, self._raw, batch))
            for job in batch:
                job.settle()

    def _run(self, raw: sqlite3.Connection, jobs: Sequence[_Job[Any]]) -> None:
        """On the database's thread: the batch in one transaction, or each job in its own."""
        try:
            self._attempt(raw, jobs)
        except (_BatchLost, sqlite3.Error) as lost:
            self._undo(raw)
            if len(jobs) == 1:
                jobs[0].error = jobs[0].error or lost
                return
            log.warning("a batch of %d was thrown away; running each alone", len(jobs))
            for job in jobs:
                job.result = job.error = None
                self._run(raw, [job])

    def _attempt(self, raw: sqlite3.Connection, jobs: Sequence[_Job[Any]]) -> None:
        raw.execute("BEGIN IMMEDIATE")
        for job in jobs:
            raw.execute("SAVEPOINT one")
            try:
                job.result = job.fn(Tx(raw))
            except Exception as problem:
                job.error = problem
                # After some errors (disk full) SQLite has already rolled everything back.
                if not raw.in_transaction:
                    raise _BatchLost from problem
                raw.execute("ROLLBACK TO one")
                self._lost()  # it may have renewed a copy in memory with what is now undone
            raw.execute("RELEASE one")
        raw.execute("COMMIT")

    def _undo(self, raw: sqlite3.Connection) -> None:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        self._lost()


def steps(folder: Traversable | None = None) -> list[str]:
    """The migrations, in order: `0001_start.sql`, `0002_...`. Never edited once released."""
    folder = folder or files("bot") / "migrations"
    found = sorted((step for step in folder.iterdir() if step.name.endswith(".sql")), key=_name)
    return [step.read_text(encoding="utf-8") for step in found]


def _name(step: Traversable) -> str:
    return step.name


async def _hop(thread: ThreadPoolExecutor, fn: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(thread, fn)


def _open(path: Path | str, migrations: Sequence[str]) -> sqlite3.Connection:
    """On the database's thread, which is the only one that ever uses the connection."""
    try:
        raw = sqlite3.connect(path, isolation_level=None, timeout=0.2, cached_statements=256)
    except sqlite3.Error as problem:
        raise CannotOpen(f"{path}: {problem}") from None
    try:
        _prepare(raw, migrations)
    except BaseException as problem:
        raw.close()
        if isinstance(problem, sqlite3.OperationalError) and "locked" in str(problem):
            raise AlreadyRunning(str(path)) from None
        if isinstance(problem, sqlite3.Error | CannotOpen):
            raise CannotOpen(f"{path}: {problem}") from None
        raise
    return raw


def _close(raw: sqlite3.Connection) -> None:
    checkpoint(raw)
    raw.close()


def _prepare(raw: sqlite3.Connection, migrations: Sequence[str]) -> None:
    # EXCLUSIVE before the first use of the WAL: a second process is refused, no -shm file.
    raw.execute("PRAGMA locking_mode=EXCLUSIVE")
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("PRAGMA foreign_keys=ON")
    raw.execute("PRAGMA secure_delete=ON")
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("COMMIT")
    migrate(raw, migrations)


def migrate(raw: sqlite3.Connection, migrations: Sequence[str]) -> None:
    """Run the steps this file has not seen yet. A failing step leaves nothing behind.

    Raises CannotOpen for a strange or newer file.
    """
    (version,) = raw.execute("PRAGMA user_version").fetchone()
    (owner,) = raw.execute("PRAGMA application_id").fetchone()
    if owner != APPLICATION_ID and raw.execute("SELECT 1 FROM sqlite_schema").fetchone():
        raise CannotOpen("this is not a database of Alongside")
    if version > len(migrations):
        raise CannotOpen(f"made by a newer version (step {version} of {len(migrations)})")
    for number, step in enumerate(migrations[version:], start=version + 1):
        raw.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements(step):
                raw.execute(statement)
            raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
            raw.execute(f"PRAGMA user_version={number}")
            raw.execute("COMMIT")
        except BaseException:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise


def statements(script: str) -> list[str]:
    """The single statements of a script of ours: each ends with a semicolon at a line's end."""
    bare = re.sub(r"--.*", "", script)
    return [part.strip() for part in re.split(r";\s*\n", bare + "\n") if part.strip()]


def checkpoint(raw: sqlite3.Connection) -> None:
    """Bring the WAL into the file and empty it, so that erased words are in neither."""
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
