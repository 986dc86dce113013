"""The database: one connection, one thread, one writer, group commit. SQLite or PostgreSQL.

`await db.write(fn)` hands a plain function a `Tx`. While one batch commits the next one
gathers; all functions of a batch share one COMMIT, and results come out only after it. A
function touches nothing but its `tx` and may be run again, so dice and time are given to it.
When one fails half-way, the batch is undone and run again with a savepoint around each; when
the engine throws a whole batch away (disk full), each function is run again alone. So good
neighbours are kept, and only a failure pays for savepoints. What differs between the engines is
in `bot.db.sqlite` and `bot.db.postgres`, and nothing else in the project opens a connection.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Generic, TypeVar

from bot.db import sqlite
from bot.db.engine import (
    AlreadyRunning,
    CannotOpen,
    Engine,
    Failed,
    Row,
    Server,
    statements,
    steps,
)
from bot.db.sqlite import APPLICATION_ID, checkpoint, in_memory, migrate
from bot.model import Moment, Person

__all__ = [
    "APPLICATION_ID",
    "AlreadyRunning",
    "CannotOpen",
    "Database",
    "Failed",
    "Row",
    "Server",
    "Tx",
    "checkpoint",
    "in_memory",
    "migrate",
    "statements",
    "steps",
]

T = TypeVar("T")

BATCH = 256
"""Most functions in one transaction."""

log = logging.getLogger(__name__)


class Tx:
    """What a function may do inside a transaction: SQL with `:name` parameters."""

    __slots__ = (
        "_engine",
        "_execute",
        "asked",
        "erased",
        "mailed",
        "moments",
        "scheduled",
        "touched",
        "wrote",
    )

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._execute = engine.execute
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
        return self._execute(sql, values).rowcount

    def insert(self, sql: str, **values: object) -> int | None:
        """Put one row in: its id. None: it was there, and the statement leaves it.

        For what is written often: with RETURNING, SQLite takes twice as long.
        """
        self.wrote = True
        return self._engine.insert(sql, values)

    def one(self, sql: str, **values: object) -> Row | None:
        """The first row, or None."""
        if not sql.startswith("SELECT"):
            self.wrote = True
        row: Row | None = self._execute(sql, values).fetchone()
        return row

    def all(self, sql: str, **values: object) -> list[Row]:
        if not sql.startswith("SELECT"):
            self.wrote = True
        return self._execute(sql, values).fetchall()

    @property
    def changes(self) -> int:
        """Rows changed on this connection so far: tells whether something was written."""
        return self._engine.changes


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

    def __init__(self, thread: Executor, engine: Engine, undone: Callable[[Tx], None]) -> None:
        self._thread = thread
        self._engine = engine
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
        place: Path | str | Server,
        migrations: Traversable | None = None,
        undone: Callable[[Tx], None] = lambda _tx: None,
        thread: Executor | None = None,
    ) -> Database:
        """Open the file or server, lock it against a second process, and bring it up to date.

        `undone` is called on the database's thread when a batch or one function of it was undone,
        so that copies kept in memory can be read anew. `thread`: does one thing at a time, all of
        it on one thread; None: on a thread of its own.
        Raises AlreadyRunning or CannotOpen.
        """
        thread = thread or ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        try:
            engine = await _hop(thread, lambda: _open(place, steps(migrations)))
        except BaseException:
            thread.shutdown(wait=False)
            raise
        return cls(thread, engine, undone)

    async def write(self, fn: Callable[[Tx], T]) -> T:
        """Run `fn` in the next transaction; its result once that is on disk.

        Raises what `fn` raised (its changes are undone, those of its neighbours kept), or
        Failed when the disk or the server did not take it. A cancelled waiter does not stop the
        work.
        """
        return await self._queue(fn)

    async def write_all(self, fns: Iterable[Callable[[Tx], T]]) -> list[T | BaseException]:
        """Like `write` for many; what one of them raised stands in its place."""
        futures = [self._queue(fn) for fn in fns]
        return await asyncio.gather(*futures, return_exceptions=True)

    async def read(self, fn: Callable[[Tx], T]) -> T:
        """Run `fn`, which only reads, in the same queue: it sees all that was written before."""
        return await self._queue(fn)

    async def outside(self, fn: Callable[[Any], T]) -> T:
        """Run `fn` on the raw connection between two batches, outside any transaction.

        What it raises is the library's own.
        """
        return await self._queue(fn, outside=True)

    async def close(self) -> None:
        """Finish what is queued, and close the file or the connection."""
        last = self._queue(self._end, outside=True)
        self._closing = True
        await last
        self._thread.shutdown()

    def _end(self, _raw: object) -> None:
        self._closed = True
        self._engine.close()

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
                    self._run(batch)
            except BaseException as problem:  # noqa: BLE001 (nobody may wait for ever)
                for job in batch:
                    job.error = self._ours(job.error or problem)
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
            job.result = job.fn(self._engine.raw)
        except BaseException as problem:  # noqa: BLE001 (whoever waits for it is told)
            job.error = problem

    def _mend(self) -> None:
        """After anything was undone: let the copies in memory be read anew, at once."""
        if self._stale and not self._closed:
            try:
                self._undone(Tx(self._engine))
                self._stale = False
            except self._engine.errors:
                log.warning("what is kept in memory could not be read anew; trying again")

    def _wipe(self) -> None:
        """After a batch that has forgotten something: nobody waits for this but the next batch."""
        if self._erased and not self._closed:
            try:
                self._erased = not self._engine.wipe()
            except self._engine.errors:
                log.warning("what was forgotten could not be wiped away yet; trying again")

    def _run(self, jobs: Sequence[_Job[Any]], *, once_more: bool = True) -> None:
        """On the database's thread: all in one transaction; when one fails, guarded; then alone.

        Raises Failed, with nothing told to any of them, when there is no connection to be had.
        """
        engine = self._engine
        try:
            try:
                self._attempt(jobs, guarded=False)
            except _HalfDone:
                self._undo()
                self._attempt(jobs, guarded=True)
        except (_BatchLost, engine.errors) as lost:
            again = once_more and engine.lost  # the connection itself: it was nobody's fault
            self._undo()
            if len(jobs) == 1 and not again:
                jobs[0].error = self._ours(jobs[0].error or lost)
                return
            log.warning("a batch of %d was thrown away; running each alone", len(jobs))
            self._each_alone(jobs, once_more=not again)

    def _each_alone(self, jobs: Sequence[_Job[Any]], *, once_more: bool) -> None:
        for n, job in enumerate(jobs):
            try:
                self._run([job], once_more=once_more)
            except Failed as problem:  # there is no server: the others need not try for it, too
                self._stale = True
                for each in jobs[n:]:
                    each.error = problem
                return

    def _attempt(self, jobs: Sequence[_Job[Any]], *, guarded: bool) -> None:
        engine = self._engine
        self._stale |= engine.lost  # while it was away, another process may have had it
        engine.begin()
        self._mend()
        erased = False
        for job in jobs:
            if guarded:
                engine.mark()
            tx = Tx(engine)
            job.result = job.error = None
            try:
                job.result = job.fn(tx)
            except BaseException as problem:
                job.error = problem
                if not engine.going:
                    raise _BatchLost from problem
                if guarded:
                    engine.undo_to_mark()
                elif tx.wrote or engine.spoiled:
                    raise _HalfDone from problem
                job.error = self._ours(problem)
                self._stale = True  # it may have renewed a copy in memory with what is undone
                self._mend()
            erased |= tx.erased and job.error is None
            if guarded:
                engine.unmark()
        engine.commit()
        self._erased |= erased

    def _ours(self, problem: BaseException) -> BaseException:
        """What the library raised says too much: of it only the type is told, and the place."""
        if not isinstance(problem, self._engine.errors):
            return problem
        return Failed(type(problem).__name__).with_traceback(problem.__traceback__)

    def _undo(self) -> None:
        self._stale = True
        self._engine.undo()


async def _hop(thread: Executor, fn: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(thread, fn)


def _open(place: Path | str | Server, migrations: Sequence[str]) -> Engine:
    """On the database's thread, which is the only one that ever uses the connection."""
    if not isinstance(place, Server):
        return sqlite.connect(place, migrations)
    try:
        from bot.db.postgres import Postgres
    except ImportError:
        raise CannotOpen("psycopg is missing", key="check.postgres-library") from None
    return Postgres(place, migrations)
