"""The database: one connection, one thread, one writer, group commit.

`await db.write(fn)` hands a plain function a `Tx`. While one batch commits the next one
gathers; all functions of a batch share one COMMIT, and results come out only after it. A
function touches nothing but its `tx` and may be run again, so dice and time are given to it.
When one fails half-way, the batch is undone and run again with a savepoint around each; when
the engine throws a whole batch away (disk full), each function is run again alone. So good
neighbours are kept, and only a failure pays for savepoints.

Nothing else in the project opens a connection.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Generic, TypeVar

from bot.model import Moment, Person

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

    __slots__ = (
        "_connection",
        "asked",
        "erased",
        "mailed",
        "moments",
        "scheduled",
        "touched",
        "wrote",
    )

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.wrote = False
        """Has anything been changed, so that there is something to undo?"""
        self.touched: set[int] = set()
        """The groups whose copy in memory this function has made old (`bot.groups`)."""
        self.asked: set[str] = set()
        """The people in whose private chat this function has opened a question (`bot.forms`)."""
        self.erased = False
        """Was something forgotten for somebody, so that its bytes must go at once?"""
        self.mailed = False
        """Is there an e-mail now that was not there before (`bot.mail`)?"""
        self.scheduled = False
        """Is something due now that was not before (`bot.schedule`)?"""
        self.moments: list[Moment | tuple[Moment, Person | str]] = []
        """What happened that other features may have something to say at (`bot.door`), and whom or
        which part it is about, where that is not whoever asks."""

    def run(self, sql: str, **values: object) -> int:
        """Execute one statement; the number of rows it changed."""
        self.wrote = True
        return self._connection.execute(sql, values).rowcount

    def insert(self, sql: str, **values: object) -> int | None:
        """Put one row in: its id. None: it was there, and the statement leaves it.

        For what is written often: with RETURNING, SQLite takes twice as long.
        """
        self.wrote = True
        done = self._connection.execute(sql, values)
        return done.lastrowid if done.rowcount == 1 else None

    def one(self, sql: str, **values: object) -> Row | None:
        """The first row, or None."""
        if not sql.startswith("SELECT"):
            self.wrote = True
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, **values: object) -> list[Row]:
        if not sql.startswith("SELECT"):
            self.wrote = True
        return self._connection.execute(sql, values).fetchall()

    @property
    def changes(self) -> int:
        """Rows changed on this connection so far: tells whether something was written."""
        return self._connection.total_changes


class _Job(Generic[T]):
    """One function waiting for its batch, and how it went."""

    __slots__ = ("error", "fn", "future", "outside", "result")

    def __init__(self, fn: Callable[[Any], T], future: asyncio.Future[T], *, outside: bool) -> None:
        self.fn = fn
        self.future = future
        self.outside = outside
        self.result: T | None = None
        self.error: BaseException | None = None

    def settle(self) -> None:
        if self.future.done():  # its waiter was cancelled; the work is done all the same
            return
        if isinstance(self.error, StopIteration):  # which a future cannot carry
            self.future.set_exception(RuntimeError("a function of the database just stopped"))
        elif self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)  # type: ignore[arg-type]


class _BatchLost(Exception):  # noqa: N818
    """One function failed half-way, so nothing of its transaction may stay."""


class _HalfDone(Exception):  # noqa: N818
    """A function failed after it had written, and there is no savepoint to go back to."""


class Database:
    """The open database of one deployment. Make one with `Database.open`."""

    def __init__(
        self, thread: Executor, raw: sqlite3.Connection, undone: Callable[[Tx], None]
    ) -> None:
        self._thread = thread
        self._raw = raw
        self._undone = undone
        self._stale = False
        self._erased = False
        """Something was forgotten, and its words are still in the WAL."""
        self._closed = False
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[_Job[Any]] = deque()
        """The loop puts jobs in at one end, the database's thread takes them at the other."""
        self._awake = False
        """The thread is at work, or will be at the next turn of the loop."""
        self._closing = False

    @classmethod
    async def open(
        cls,
        path: Path | str,
        migrations: Traversable | None = None,
        undone: Callable[[Tx], None] = lambda _tx: None,
        thread: Executor | None = None,
    ) -> Database:
        """Open the file, lock it against a second process, and bring it up to date.

        `undone` is called on the database's thread when a batch or one function of it was undone,
        so that copies kept in memory can be read anew. `thread`: does one thing at a time, all of
        it on one thread; None: on a thread of its own.
        Raises AlreadyRunning or CannotOpen.
        """
        thread = thread or ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        try:
            raw = await _hop(thread, lambda: _open(path, steps(migrations)))
        except BaseException:
            thread.shutdown(wait=False)
            raise
        return cls(thread, raw, undone)

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
        return await self._queue(fn, outside=True)

    async def close(self) -> None:
        """Finish what is queued, empty the WAL and close the file."""
        last = self._queue(self._end, outside=True)
        self._closing = True
        await last
        self._thread.shutdown()

    def _end(self, raw: sqlite3.Connection) -> None:
        self._closed = True
        try:
            checkpoint(raw)
        finally:
            raw.close()

    def _queue(self, fn: Callable[[Any], T], *, outside: bool = False) -> asyncio.Future[T]:
        if self._closing:
            raise RuntimeError("the database is closing")
        future: asyncio.Future[T] = self._loop.create_future()
        self._waiting.append(_Job(fn, future, outside=outside))
        if not self._awake:
            self._awake = True
            # At the next turn of the loop, so that everybody who is ready now shares a commit.
            self._loop.call_soon(self._start)
        return future

    def _start(self) -> None:
        self._thread.submit(self._work)

    def _work(self) -> None:
        """On the database's thread: one batch after the other, while anything waits."""
        while batch := self._take():
            try:
                if batch[0].outside:
                    self._alone(batch[0])
                else:
                    self._run(self._raw, batch)
            except BaseException as problem:  # noqa: BLE001 (nobody may wait for ever)
                for job in batch:
                    job.error = job.error or problem
                self._stale = True
            self._mend()
            # One word to the loop for each batch: every one costs a switch between the threads.
            last = not self._waiting
            self._loop.call_soon_threadsafe(self._settle, batch, last)
            self._wipe()
            if last:
                return

    def _take(self) -> list[_Job[Any]]:
        """The next jobs that share a transaction, or one that wants none."""
        batch: list[_Job[Any]] = []
        while self._waiting and len(batch) < BATCH:
            if self._waiting[0].outside and batch:
                break
            batch.append(self._waiting.popleft())
            if batch[0].outside:
                break
        return batch

    def _settle(self, batch: Sequence[_Job[Any]], last: bool) -> None:
        """On the loop: tell who waited; after the last batch, start again if more has come."""
        for job in batch:
            job.settle()
        if last:
            self._awake = bool(self._waiting)
            if self._awake:
                self._start()

    def _alone(self, job: _Job[Any]) -> None:
        self._stale = True  # it may have put another database in place
        try:
            job.result = job.fn(self._raw)
        except BaseException as problem:  # noqa: BLE001 (whoever waits for it is told)
            job.error = problem

    def _mend(self) -> None:
        """After anything was undone: let the copies in memory be read anew, at once."""
        if self._stale and not self._closed:
            try:
                self._undone(Tx(self._raw))
                self._stale = False
            except sqlite3.Error:
                log.warning("what is kept in memory could not be read anew; trying again")

    def _wipe(self) -> None:
        """After a batch that has forgotten something: nobody waits for this but the next batch."""
        if self._erased and not self._closed:
            try:
                self._erased = not checkpoint(self._raw)
            except sqlite3.Error:
                log.warning("what was forgotten is still in the WAL; trying again")

    def _run(self, raw: sqlite3.Connection, jobs: Sequence[_Job[Any]]) -> None:
        """On the database's thread: all in one transaction; when one fails, guarded; then alone."""
        try:
            try:
                self._attempt(raw, jobs, guarded=False)
            except _HalfDone:
                self._undo(raw)
                self._attempt(raw, jobs, guarded=True)
        except (_BatchLost, sqlite3.Error) as lost:
            self._undo(raw)
            if len(jobs) == 1:
                jobs[0].error = jobs[0].error or lost
                return
            log.warning("a batch of %d was thrown away; running each alone", len(jobs))
            for job in jobs:
                self._run(raw, [job])

    def _attempt(
        self, raw: sqlite3.Connection, jobs: Sequence[_Job[Any]], *, guarded: bool
    ) -> None:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raw.execute("BEGIN IMMEDIATE")
        self._mend()
        erased = False
        for job in jobs:
            if guarded:
                raw.execute("SAVEPOINT one")
            tx = Tx(raw)
            job.result = job.error = None
            try:
                job.result = job.fn(tx)
            except BaseException as problem:
                job.error = problem
                # After some errors (disk full) SQLite has already rolled everything back.
                if not raw.in_transaction:
                    raise _BatchLost from problem
                if guarded:
                    raw.execute("ROLLBACK TO one")
                elif tx.wrote:
                    raise _HalfDone from problem
                self._stale = True  # it may have renewed a copy in memory with what is undone
                self._mend()
            erased |= tx.erased and job.error is None
            if guarded:
                raw.execute("RELEASE one")
        raw.execute("COMMIT")
        self._erased |= erased

    def _undo(self, raw: sqlite3.Connection) -> None:
        self._stale = True
        if raw.in_transaction:
            raw.execute("ROLLBACK")


def in_memory() -> sqlite3.Connection:
    """A database that is on no disk and knows nothing of the other one (`bot.search`).

    One that is kept may be used on any thread, by one of them at a time.
    """
    raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    raw.execute("PRAGMA temp_store=MEMORY")
    return raw


def steps(folder: Traversable | None = None) -> list[str]:
    """The migrations, in order: `0001_start.sql`, `0002_...`. Never edited once released."""
    folder = folder or files("bot") / "migrations"
    found = sorted((step for step in folder.iterdir() if step.name.endswith(".sql")), key=_name)
    return [step.read_text(encoding="utf-8") for step in found]


def _name(step: Traversable) -> str:
    return step.name


async def _hop(thread: Executor, fn: Callable[[], T]) -> T:
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
    checkpoint(raw)  # what was forgotten just before a crash is in no byte either


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


def checkpoint(raw: sqlite3.Connection) -> bool:
    """Bring the WAL into the file and empty it, so that erased words are in neither.

    False: something still reads, and it must be tried again.
    """
    (busy, _, _) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
