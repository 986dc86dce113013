"""An engine that tells what is done with it, as it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.db.engine import Cursor, Engine


class Traced:
    """Stands before an engine. Tells of `begin`, of the first word of each write, of `commit`
    before it is done, and of `committed` after it."""

    def __init__(self, engine: Engine, tell: Callable[[str], None]) -> None:
        self._engine = engine
        self._tell = tell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def begin(self) -> None:
        self._engine.begin()
        self._tell("begin")

    def commit(self) -> None:
        self._tell("commit")
        self._engine.commit()
        self._tell("committed")

    def execute(self, sql: str, values: Mapping[str, object], /) -> Cursor:
        self._write(sql)
        return self._engine.execute(sql, values)

    def insert(self, sql: str, values: Mapping[str, object]) -> int | None:
        self._write(sql)
        return self._engine.insert(sql, values)

    def _write(self, sql: str) -> None:
        if not sql.startswith("SELECT"):
            self._tell(sql.split(maxsplit=1)[0])
