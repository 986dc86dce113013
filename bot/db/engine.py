"""What `bot.db` asks of an engine, and what can go wrong with each.

An engine is one connection, used by one thread. It speaks of transactions and statements; the
queue, the batches and who is told what are the same for all (`bot.db`). Errors of its library
go no further: people's words can stand in them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Protocol

Row = tuple[Any, ...]


class AlreadyRunning(Exception):  # noqa: N818
    """Another process has this database open."""


class CannotOpen(Exception):  # noqa: N818
    """It is not a database of ours, is damaged, cannot be reached, or is newer than this program.

    `key`: one of our texts about it (`check.postgres-...`), where there is one.
    """

    def __init__(self, why: str, key: str | None = None, **facts: object) -> None:
        super().__init__(why)
        self.key = key
        self.facts = facts


class Failed(Exception):  # noqa: N818
    """The database did not take or give something. It says of what type that was, and no more."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a PostgreSQL server has our database."""

    url: str
    password: str | None = field(default=None, repr=False)


class Cursor(Protocol):
    """What one statement did."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...


class Engine(Protocol):
    """One open database. Raises its own `errors`, or Failed where it cannot be reached."""

    raw: Any
    """Its library's connection."""
    errors: type[Exception]
    """What its library raises."""

    def execute(self, sql: str, values: Mapping[str, object], /) -> Cursor:
        """One statement with `:name` parameters, in the transaction."""

    def insert(self, sql: str, values: Mapping[str, object]) -> int | None:
        """Put one row in: its number; None if the statement left what was there."""

    @property
    def changes(self) -> int:
        """Rows changed so far, ever growing."""

    def begin(self) -> None:
        """Begin a transaction; one that is still open is undone."""

    def commit(self) -> None:
        """Raises unless all of it is kept."""

    def undo(self) -> None:
        """End the transaction, if there is one, and keep nothing of it. Never raises `errors`."""

    def mark(self) -> None:
        """From here on a part of the transaction can be undone alone."""

    def undo_to_mark(self) -> None: ...

    def unmark(self) -> None: ...

    @property
    def going(self) -> bool:
        """Is the transaction still there? The engine can have thrown it away."""

    @property
    def spoiled(self) -> bool:
        """It takes no more statements until something of it was undone."""

    @property
    def lost(self) -> bool:
        """The connection is no more. `begin` makes a new one, or raises Failed."""

    def wipe(self) -> bool:
        """After something was forgotten: leave as little of it as there can be. False: again."""

    def close(self) -> None: ...


class Savepoints:
    """What is said for a part of a transaction: the same to both engines."""

    raw: Any

    def mark(self) -> None:
        self.raw.execute("SAVEPOINT one")

    def undo_to_mark(self) -> None:
        self.raw.execute("ROLLBACK TO one")

    def unmark(self) -> None:
        self.raw.execute("RELEASE one")


def steps(folder: Traversable | None = None) -> list[str]:
    """The migrations, in order: `0001_start.sql`, `0002_...`. Never edited once released."""
    folder = folder or files("bot") / "migrations"
    found = sorted((step for step in folder.iterdir() if step.name.endswith(".sql")), key=_name)
    return [step.read_text(encoding="utf-8") for step in found]


def _name(step: Traversable) -> str:
    return step.name


def statements(script: str) -> list[str]:
    """The single statements of a script of ours: each ends with a semicolon at a line's end."""
    bare = re.sub(r"--.*", "", script)
    return [part.strip() for part in re.split(r";\s*\n", bare + "\n") if part.strip()]


def unseen(version: int, migrations: Sequence[str]) -> list[tuple[int, str]]:
    """The steps that a database has not seen yet, with their numbers. CannotOpen: it is newer."""
    if version > len(migrations):
        why = f"made by a newer version (step {version} of {len(migrations)})"
        raise CannotOpen(why, key="check.database-newer")
    return [(n, step) for n, step in enumerate(migrations, 1) if n > version]
