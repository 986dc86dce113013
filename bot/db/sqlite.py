"""SQLite: one file, opened by one process alone.

Nothing else in the project opens a connection to one, but for copies (`bot.backup`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.db.engine import AlreadyRunning, CannotOpen, Savepoints, statements, unseen

APPLICATION_ID = 0x416C6F6E
"""Written into every file of ours ("Alon"), so that a strange file is never opened."""


class Sqlite(Savepoints):
    """An open file."""

    raw: sqlite3.Connection
    errors: type[Exception] = sqlite3.Error
    spoiled = lost = False

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.speak_through(raw)

    def speak_through(self, raw: sqlite3.Connection) -> None:
        self.raw = raw
        self.execute = raw.execute  # as it is: nothing may stand between, it is called so often

    def insert(self, sql: str, values: Mapping[str, object]) -> int | None:
        done = self.execute(sql, values)  # with RETURNING it takes twice as long
        return done.lastrowid if done.rowcount == 1 else None

    @property
    def changes(self) -> int:
        return self.raw.total_changes

    def begin(self) -> None:
        self.undo()
        self.raw.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self.raw.execute("COMMIT")

    def undo(self) -> None:
        if self.raw.in_transaction:
            self.raw.execute("ROLLBACK")

    @property
    def going(self) -> bool:
        # After some errors (disk full) SQLite has already rolled everything back.
        return self.raw.in_transaction

    def wipe(self) -> bool:
        return checkpoint(self.raw)

    def close(self) -> None:
        try:
            checkpoint(self.raw)
        finally:
            self.raw.close()


def in_memory() -> sqlite3.Connection:
    """A database that is on no disk and knows nothing of the other one (`bot.search`).

    One that is kept may be used on any thread, by one of them at a time.
    """
    raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    raw.execute("PRAGMA temp_store=MEMORY")
    return raw


def connect(path: Path | str, migrations: Sequence[str]) -> Sqlite:
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
    return Sqlite(raw)


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
    for number, step in unseen(version, migrations):
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


def checkpoint(raw: sqlite3.Connection) -> bool:
    """Bring the WAL into the file and empty it, so that erased words are in neither.

    False: something still reads, and it must be tried again.
    """
    (busy, _, _) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
