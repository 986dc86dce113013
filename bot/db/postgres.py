"""PostgreSQL: one connection with a lock of its own, for organisations that outgrow one machine.

The same statements and the same migrations as for SQLite, put into its words by the few rules
of `bot.db.dialect`. Rows get the same numbers on both, so one story leaves the same rows.

When the server is lost, a batch is undone and each function is run again alone. Whether a COMMIT
without an answer happened nobody knows: so what must not happen twice begins with its own mark
(the inbox, `fired`), and finds it there.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.adapt import Dumper, Loader
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8Dumper

from bot.db.dialect import dialect, query
from bot.db.engine import (
    AlreadyRunning,
    CannotOpen,
    Failed,
    Savepoints,
    Server,
    statements,
    unseen,
)

INT8 = 20
"""PostgreSQL's number for the type of 64 bits."""

OLDEST = 13
"""The oldest PostgreSQL that we can be sure of: older ones get no mends any more."""

LOCK = 0x416C6F6E
""""Alon". Held as long as the connection lives, by one process in this database."""

LET_GO = 1.0
"""Seconds in which the server has noticed that a process was killed, and lets go of its lock."""

PATIENCE = 8.0
"""Seconds to try for after the connection was lost: a server that is started again is back then,
and one that ended badly has noticed that our old connection, with its lock, is gone."""

log = logging.getLogger(__name__)


class OneOrNought(Dumper):
    """Yes and no are 1 and 0, as in SQLite."""

    oid = INT8

    def dump(self, obj: Any) -> bytes:
        return b"1" if obj else b"0"


class YesNo(Loader):
    def load(self, data: Any) -> int:
        return int(bytes(data) == b"t")


class Number(Loader):
    """A sum of whole numbers is a whole number."""

    def load(self, data: Any) -> int | float:
        text = bytes(data).decode()
        return int(text) if text.lstrip("-").isdecimal() else float(text)


class Postgres(Savepoints):
    """An open database on a server."""

    raw: psycopg.Connection[Any]
    errors: type[Exception] = psycopg.Error

    def __init__(self, server: Server, migrations: Sequence[str]) -> None:
        """Raises AlreadyRunning or CannotOpen."""
        self._server = server
        self._migrations = migrations
        self.changes = 0
        self.raw = _connected(server, migrations)
        self._cursor = self.raw.cursor()
        self._try_until = 0.0
        if curious := _logs_words(self.raw):
            log.warning("the server's log can get what people say, by: %s", ", ".join(curious))

    def execute(self, sql: str, values: Mapping[str, object]) -> psycopg.Cursor[Any]:
        done = self._cursor.execute(query(sql), values)
        if not sql.startswith("SELECT"):
            self.changes += max(done.rowcount, 0)
        return done

    def insert(self, sql: str, values: Mapping[str, object]) -> int | None:
        row = self.execute(f"{sql} RETURNING id", values).fetchone()
        return None if row is None else int(row[0])

    def begin(self) -> None:
        if self.lost:
            self._connect_again()
        self.undo()
        self.raw.execute("BEGIN")

    def commit(self) -> None:
        # After an error that a function kept to itself, COMMIT would undo all and say nothing.
        if self._cursor.execute("COMMIT").statusmessage != "COMMIT":
            raise psycopg.InternalError

    def undo(self) -> None:
        if not self.lost and self.raw.info.transaction_status != TransactionStatus.IDLE:
            try:
                self.raw.execute("ROLLBACK")
            except psycopg.Error:
                self.raw.close()  # what cannot even be undone is not to be trusted

    @property
    def going(self) -> bool:
        return self.raw.info.transaction_status in (
            TransactionStatus.INTRANS,
            TransactionStatus.INERROR,
        )

    @property
    def spoiled(self) -> bool:
        return self.raw.info.transaction_status == TransactionStatus.INERROR

    @property
    def lost(self) -> bool:
        return self.raw.closed

    def wipe(self) -> bool:
        """Room of rows that are gone is free to be written over. docs/privacy.md says how far."""
        tables = ", ".join(_tables(self.raw))
        self.raw.execute(f"VACUUM {tables}")
        return True

    def close(self) -> None:
        self.raw.close()

    def _connect_again(self) -> None:
        """With patience once, and then at once or not at all, until it is back."""
        pause = 0.05
        if not self._try_until:
            log.warning("the connection to the database was lost")
            self._try_until = time.monotonic() + PATIENCE
        while True:
            try:
                self.raw = _connected(self._server, self._migrations)
            except (CannotOpen, AlreadyRunning):
                if time.monotonic() + pause > self._try_until:
                    raise Failed("the database cannot be reached") from None
                time.sleep(pause)  # on the database's own thread: everything waits for this
                pause = min(pause * 2, 1.0)
            else:
                self._cursor = self.raw.cursor()
                self._try_until = 0.0
                log.warning("the connection to the database is back")
                return


def _connected(server: Server, migrations: Sequence[str]) -> psycopg.Connection[Any]:
    raw = _reached(server)
    try:
        _prepare(raw, migrations)
    except (psycopg.Error, CannotOpen, AlreadyRunning) as problem:
        raw.close()
        raise _told(problem) from None
    return raw


def _reached(server: Server) -> psycopg.Connection[Any]:
    try:
        return psycopg.connect(
            server.url,
            password=server.password,
            autocommit=True,
            connect_timeout=5,
            application_name="alongside",
            client_encoding="UTF8",
            # When the other side is gone without a word, both sides notice within a minute.
            keepalives_idle=20,
            keepalives_interval=5,
            keepalives_count=4,
            tcp_user_timeout=30_000,
        )
    except psycopg.Error as problem:
        raise _why(problem) from None


KEYS = (
    ("check.postgres-full", ("too many", "slots are reserved")),
    ("check.postgres-closed", ("permission denied",)),
    ("check.postgres-password", ("authentication", "no password", "pg_hba", 'role "')),
    ("check.postgres-no-database", ('database "',)),
    ("check.postgres-secure", ("certificate", "SSL")),
)
"""What a refusal is known by. The first that fits is meant."""


def _why(problem: psycopg.Error) -> CannotOpen:
    """What an admin can do about it. The library keeps no code of a refused connection, only the
    server's words; where those are in another language, the admin reads the most general text."""
    said, kind = str(problem), type(problem).__name__
    if isinstance(problem, psycopg.ProgrammingError):
        return CannotOpen(kind, key="check.postgres-address")
    for key, signs in KEYS:
        if any(each in said for each in signs):
            return CannotOpen(kind, key=key)
    return CannotOpen(kind, key="check.postgres-unreachable")


def _told(problem: BaseException) -> BaseException:
    """What went wrong with a server that was reached, for the admin."""
    if isinstance(problem, psycopg.errors.InsufficientPrivilege):
        return CannotOpen("no rights", key="check.postgres-no-rights")
    if isinstance(problem, psycopg.Error):
        return CannotOpen(type(problem).__name__, key="check.postgres-bad")
    return problem


@dataclass(frozen=True, slots=True)
class Found:
    """What there is on the server."""

    name: str
    version: str
    new: bool
    """There is nothing in it yet."""
    logs: Sequence[str]
    """By these of the server's settings its log gets what people say."""


def look(server: Server, newest: int, *, running: bool = False) -> Found:
    """Changes nothing. `running`: our own bot has it. Raises AlreadyRunning or CannotOpen."""
    raw = _reached(server)
    try:
        _good(raw)
        if not running:
            _alone(raw)
        tables = _tables(raw)
        if VERSION in tables:
            unseen(_version(raw), [""] * newest)
        elif tables:
            raise CannotOpen(NOT_OURS, key="check.postgres-not-ours")
        elif not _one(raw, "SELECT has_schema_privilege(current_schema(), 'CREATE')"):
            raise psycopg.errors.InsufficientPrivilege
        version = raw.info.parameter_status("server_version") or ""
        return Found(raw.info.dbname, version.split()[0], not tables, _logs_words(raw))
    except (psycopg.Error, CannotOpen, AlreadyRunning) as problem:
        raise _told(problem) from None
    finally:
        raw.close()


def rooms(server: Server) -> list[str]:
    """The rooms that its database knows; none if it cannot be read now."""
    try:
        with closing(_reached(server)) as raw:
            return [room for (room,) in raw.execute("SELECT id FROM room ORDER BY id")]
    except (psycopg.Error, CannotOpen):
        return []


def _one(raw: psycopg.Connection[Any], sql: str, *values: object) -> Any:
    row = raw.execute(sql, values).fetchone()
    return None if row is None else row[0]


def _good(raw: psycopg.Connection[Any]) -> None:
    found = raw.info.server_version // 10000
    if found < OLDEST:
        raise CannotOpen("too old", key="check.postgres-old", version=found, oldest=OLDEST)
    if raw.info.parameter_status("server_encoding") != "UTF8":
        raise CannotOpen("not UTF8", key="check.postgres-encoding")
    if _one(raw, "SELECT current_setting('transaction_read_only')") == "on":
        raise CannotOpen("read only", key="check.postgres-read-only")


def _alone(raw: psycopg.Connection[Any]) -> None:
    until = time.monotonic() + LET_GO
    while not _one(raw, "SELECT pg_try_advisory_lock(%s)", LOCK):
        if time.monotonic() > until:
            raise AlreadyRunning(raw.info.dbname)
        time.sleep(0.05)


def _prepare(raw: psycopg.Connection[Any], migrations: Sequence[str]) -> None:
    _good(raw)
    raw.adapters.register_dumper(int, Int8Dumper)  # else its type goes by how large it is
    raw.adapters.register_dumper(bool, OneOrNought)
    raw.adapters.register_loader("bool", YesNo)
    raw.adapters.register_loader("numeric", Number)
    raw.prepared_max = 500  # so many statements are said again and again
    raw.execute("SET client_min_messages = warning")
    raw.execute("SET synchronous_commit = on")  # told means kept, whatever the server's default
    raw.execute("SET default_transaction_isolation = 'read committed'")
    # Ours is one connection that is at rest most of the time, and long at work now and then.
    for limit in ("statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout"):
        raw.execute(f"SET {limit} = 0")
    for name, value in (("idle", 20), ("interval", 5), ("count", 4)):
        raw.execute(f"SET tcp_keepalives_{name} = {value}")
    _alone(raw)
    migrate(raw, migrations)


# The same steps as for SQLite.

VERSION = "alongside_version"
NOT_OURS = "this is not a database of Alongside"


def migrate(raw: psycopg.Connection[Any], migrations: Sequence[str]) -> None:
    """Run the steps this database has not seen yet. A failing step leaves nothing behind.

    Raises CannotOpen for a strange or newer one.
    """
    tables = _tables(raw)
    if tables and VERSION not in tables:
        raise CannotOpen(NOT_OURS, key="check.postgres-not-ours")
    if not tables:
        with raw.transaction():
            raw.execute(f"CREATE TABLE {VERSION} (step BIGINT NOT NULL)")
            raw.execute(f"INSERT INTO {VERSION} VALUES (0)")
    for number, step in unseen(_version(raw), migrations):
        with raw.transaction():
            for statement in statements(step):
                raw.execute(dialect(statement))
            raw.execute(f"UPDATE {VERSION} SET step = %s", (number,))


def _version(raw: psycopg.Connection[Any]) -> int:
    return int(_one(raw, f"SELECT step FROM {VERSION}"))


def _tables(raw: psycopg.Connection[Any]) -> list[str]:
    sql = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    return [name for (name,) in raw.execute(sql)]


def _logs_words(raw: psycopg.Connection[Any]) -> list[str]:
    """Settings of the server with which its log gets what people say: statements, or a row that
    did not fit. Only an admin of the server can change them."""
    quiet = {
        "log_statement": {"none", "ddl"},
        "log_min_duration_statement": {"-1"},
        "log_min_duration_sample": {"-1"},
        "log_transaction_sample_rate": {"0"},
        "log_error_verbosity": {"terse"},
        "log_parameter_max_length_on_error": {"0"},
        "auto_explain.log_min_duration": {"-1"},
        "pgaudit.log": {"none", ""},
    }
    sql = "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name"
    return [name for name, is_set in raw.execute(sql, [[*quiet]]) if is_set not in quiet[name]]
