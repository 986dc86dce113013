"""Copies of the database that were opened and checked, and bringing one back.

Both work while the bot runs, on its one connection between two batches. A copy appears under
its name only when it is whole. Whatever goes wrong, what was there before is still there.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import secrets
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.db import APPLICATION_ID, AlreadyRunning, CannotOpen, Database, checkpoint, migrate, steps
from bot.model import Refused

PRIVATE = 0o600


async def backup(db: Database, database: Path, target: Path, *, force: bool = False) -> int:
    """Write a checked copy to `target`; its size in bytes. Raises Refused."""
    _free(database, target, force=force)
    with _arriving(target) as part:
        await db.outside(lambda raw: _copy(raw, part))
        return await asyncio.to_thread(_size_of_good, part)


async def restore(db: Database, database: Path, source: Path, at: datetime) -> Path:
    """Put the copy in place of what is in the open database, which is kept beside it.

    Returns where. Raises Refused, and then nothing has changed.
    """
    if _same(database, source):
        raise Refused("restore.same-file", path=str(source))
    await asyncio.to_thread(check, source)
    kept = free_name(database, at)

    def swap(raw: sqlite3.Connection) -> None:
        with _arriving(kept) as part:
            _copy(raw, part)
        try:
            _load(raw, source)
        except BaseException:
            kept.unlink()  # one transaction that did not happen: nothing to go back to
            raise
        try:
            migrate(raw, steps())
        except BaseException:
            _load(raw, kept)  # page for page what it was
            raise
        checkpoint(raw)

    with _plainly(database, key="restore.failed"):
        await db.outside(swap)
    return kept


def free_name(database: Path, at: datetime) -> Path:
    """A name beside the database for what was there until now."""
    kept = database.with_name(f"{database.name}.before-{at:%Y%m%d-%H%M%S}")
    return kept if not kept.exists() else kept.with_name(f"{kept.name}-{secrets.token_hex(2)}")


def set_aside(database: Path, at: datetime) -> Path:
    """Move a database that cannot be opened out of the way; where it is now."""
    kept = free_name(database, at)
    with _plainly(database, key="restore.failed"):
        for tail in ("", "-wal", "-journal"):
            part = database.with_name(database.name + tail)
            if part.exists():
                part.rename(kept.with_name(kept.name + tail))
    return kept


def _free(database: Path, target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise Refused("backup.is-folder", path=str(target))
    if not target.parent.is_dir():
        raise Refused("backup.no-folder", path=str(target.parent))
    if _same(database, target):
        raise Refused("backup.same-file", path=str(target))
    if target.exists() and not force:
        raise Refused("backup.exists", path=str(target))


def _same(database: Path, other: Path) -> bool:
    return other.exists() and database.exists() and database.samefile(other)


@contextlib.contextmanager
def _arriving(target: Path) -> Iterator[Path]:
    """A file under a passing name, for its owner alone; under its own name when all went well."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    with _plainly(target, key="backup.failed"):
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
            yield part
            _sync(part)
            part.replace(target)
            _sync(target.parent)
        finally:
            for tail in ("", "-journal", "-wal", "-shm"):
                part.with_name(part.name + tail).unlink(missing_ok=True)


def _copy(raw: sqlite3.Connection, part: Path) -> None:
    with contextlib.closing(sqlite3.connect(part)) as copy:
        raw.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def _size_of_good(part: Path) -> int:
    """Open the copy again, as a stranger would."""
    try:
        check(part)
    except Refused:
        raise Refused("backup.copy-bad") from None
    return part.stat().st_size


def _load(raw: sqlite3.Connection, source: Path) -> None:
    with contextlib.closing(_reading(source)) as copy:
        copy.backup(raw)  # one transaction: a full disk leaves all as it was


def check(source: Path, *, live: bool = False) -> None:
    """Raises Refused unless this is a whole database of ours that this version can read.

    `live`: the database itself, whose latest changes may still be in the file beside it.
    """
    path = str(source)
    if not source.is_file():
        raise Refused("restore.no-file", path=path)
    newest = len(steps())
    try:
        with contextlib.closing(_reading(source, live=live)) as copy:
            (owner,) = copy.execute("PRAGMA application_id").fetchone()
            (version,) = copy.execute("PRAGMA user_version").fetchone()
            if owner != APPLICATION_ID or version < 1:
                raise Refused("restore.not-ours", path=path)
            if version > newest:
                raise Refused("restore.newer", path=path, version=version, newest=newest)
            found = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if found != ("ok",) or copy.execute("PRAGMA foreign_key_check").fetchone():
                raise Refused("restore.damaged", path=path)
    except sqlite3.DatabaseError as problem:
        if problem.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise Refused("restore.not-ours", path=path) from None
        if problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
            raise Refused("restore.damaged", path=path) from None
        if problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise AlreadyRunning(path) from None
        raise Refused("restore.unreadable", path=path) from None


def rooms(database: Path) -> list[str]:
    """The rooms that a database knows; none if it cannot be read now."""
    if not database.is_file():
        return []
    try:
        with contextlib.closing(_reading(database, live=True)) as raw:
            return [room for (room,) in raw.execute("SELECT id FROM room ORDER BY id")]
    except sqlite3.Error:
        return []


def _reading(source: Path, *, live: bool = False) -> sqlite3.Connection:
    if live:
        mode = "mode=rw"  # reading what a killed process left needs the right to tidy up
    elif source.with_name(source.name + "-wal").exists():
        mode = "mode=ro"
    else:
        mode = "mode=ro&immutable=1"  # nothing is made beside the copy
    return sqlite3.connect(f"{source.absolute().as_uri()}?{mode}", uri=True, timeout=0.2)


def _sync(path: Path) -> None:
    place = os.open(path, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


@contextlib.contextmanager
def _plainly(path: Path, *, key: str) -> Iterator[None]:
    """What the machine says about its disk, as one of our texts."""
    try:
        yield
    except sqlite3.Error as problem:
        code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
        raise Refused(KEYS["sqlite"].get(code, key), path=str(path)) from None
    except OSError as problem:
        raise Refused(KEYS["system"].get(problem.errno or 0, key), path=str(path)) from None
    except CannotOpen:
        raise Refused(key, path=str(path)) from None


async def empty(db: Database) -> None:
    """Put a new, empty database in place of what is in the open one. For rehearsals."""

    def clear(raw: sqlite3.Connection) -> None:
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
            migrate(fresh, steps())
            fresh.backup(raw)
        checkpoint(raw)

    await db.outside(clear)


KEYS = {
    "sqlite": {
        sqlite3.SQLITE_FULL: "backup.disk-full",
        sqlite3.SQLITE_READONLY: "backup.read-only",
        sqlite3.SQLITE_CANTOPEN: "backup.read-only",
        sqlite3.SQLITE_PERM: "backup.read-only",
        # A write that the system cut short; the commonest reason is a full disk or quota.
        sqlite3.SQLITE_IOERR: "backup.disk-full",
    },
    "system": {
        errno.ENOSPC: "backup.disk-full",
        errno.EDQUOT: "backup.disk-full",
        errno.EFBIG: "backup.disk-full",
        errno.EROFS: "backup.read-only",
        errno.EACCES: "backup.read-only",
        errno.EPERM: "backup.read-only",
        errno.ENOENT: "backup.no-folder",
    },
}
