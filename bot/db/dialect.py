"""Our statements and migrations in PostgreSQL's words: a few rules, and no statement said twice."""

from __future__ import annotations

import re
from functools import lru_cache

FREE_NUMBER = """\
CREATE FUNCTION {table}_next() RETURNS BIGINT LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT coalesce(max({column}), 0) + 1 FROM {table});
END $$;
"""
"""The number after the highest one, as SQLite gives them. PostgreSQL's own counter would also
count what was undone or forgotten, and keep that number for good."""

_TYPE = re.compile(r"'[^']*'|\b(?:INTEGER|TEXT)\b")
_TYPES = {"INTEGER": "BIGINT", "TEXT": 'TEXT COLLATE "C"'}
_COUNTED = re.compile(r"^\s*(\w+) INTEGER NOT NULL PRIMARY KEY\b(?! REFERENCES)", re.MULTILINE)
_TABLE = re.compile(r"CREATE TABLE (\w+)")


def dialect(statement: str) -> str:
    """A statement of a migration in PostgreSQL's words. The rules:

    INTEGER: of 64 bits. TEXT: compared byte by byte, and not as the server's country sorts.
    INTEGER NOT NULL PRIMARY KEY of its own: the number after the highest one, unless it is given.
    """
    first = ""
    if (table := _TABLE.match(statement)) and (counted := _COUNTED.search(statement)):
        first = FREE_NUMBER.format(table=table[1], column=counted[1])
        end = counted.end()
        statement = f"{statement[:end]} DEFAULT {table[1]}_next(){statement[end:]}"
    return first + _TYPE.sub(lambda found: _TYPES.get(found[0], found[0]), statement)


_NAME = re.compile(r"'[^']*'|:(\w+)")


@lru_cache(maxsize=4096)
def query(sql: str) -> str:
    """A statement with `:name` parameters as psycopg wants it."""
    escaped = sql.replace("%", "%%")
    return _NAME.sub(lambda found: f"%({found[1]})s" if found[1] else found[0], escaped)
