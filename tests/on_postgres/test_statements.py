"""PostgreSQL understands every statement of ours, also those that no test gets to there."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest
import year
from postgres_server import Places
from stage import on_stage
from test_db import ENGINE, OTHER_ENGINE, ROOT, SEARCH, sql_in
from test_year import gathers, lived
from traced import Traced

from bot.db.dialect import dialect, query

IN_PARTS = re.compile(r"\bx\b|WHERE\s*$")
"""What an f-string puts in reads as x: such a statement is whole only when it runs."""


FIRST = {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}
"""The words with which a statement of ours begins that is more than a step of a transaction."""


def prepared(sql: str) -> str:
    """With numbers for names, which are of no type yet, as text is. What one of two cases gives
    has to have one; with us it is a number."""
    names: list[str] = []
    said = query(re.sub(r"\b(THEN|ELSE) :\w+", r"\1 0", sql))
    for name in sorted({each.split(")")[0] for each in said.split("%(")[1:]}):
        names.append(name)
        said = said.replace(f"%({name})s", f"${len(names)}")
    return said.replace("%%", "%")


def refused(raw: psycopg.Connection, sql: str) -> str | None:
    """Why PostgreSQL does not understand it; None: it does."""
    try:
        raw.execute(f"PREPARE one AS {prepared(sql)}".encode())
        raw.execute("DEALLOCATE one")
    except psycopg.Error as problem:
        return f"{problem}: {sql}"
    return None


class Listening(Traced):
    """An engine that tells each whole statement."""

    def _write(self, sql: str) -> None:
        self._tell(sql)


@pytest.mark.slow
async def test_every_statement_of_a_year_is_understood(places: Places, tmp_path: Path) -> None:
    """Those that are made of parts are whole here: a year is lived on SQLite, in which every part
    of the bot has its say."""
    heard: set[str] = set()
    async with on_stage(tmp_path, year.BEFORE, dice=lambda: 0.5) as one:
        one.app.db._engine = Listening(one.app.db._engine, heard.add)
        await gathers(one)
        await lived(one)
    told = [sql for sql in sorted(heard) if sql.split()[0] in FIRST]
    assert len(told) > 200
    with psycopg.connect(places.fresh().url, autocommit=True) as raw:
        wrong = [why for sql in told if (why := refused(raw, sql)) is not None]
    assert not wrong, "\n".join(wrong)


def test_every_statement_is_understood(places: Places) -> None:
    wrong, count = [], 0
    with psycopg.connect(places.fresh().url, autocommit=True) as raw:
        for file in sorted((ROOT / "bot").rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if name in ENGINE | OTHER_ENGINE or file.name == SEARCH:
                continue
            for sql in sql_in(file.read_text("utf-8")):
                if IN_PARTS.search(sql):
                    continue
                count += 1
                why = refused(raw, sql)
                if why is not None:
                    wrong.append(f"{name}: {why}")
    assert count > 400
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (
            "SELECT a FROM b WHERE c = :c AND d = :c",
            "SELECT a FROM b WHERE c = %(c)s AND d = %(c)s",
        ),
        ("SELECT ':a' FROM b WHERE c = :c", "SELECT ':a' FROM b WHERE c = %(c)s"),
        ("SELECT a % 2 FROM b WHERE c = '%'", "SELECT a %% 2 FROM b WHERE c = '%%'"),
    ],
)
def test_names_are_put_in_its_way(ours: str, theirs: str) -> None:
    assert query(ours) == theirs


def test_a_table_is_put_in_its_words() -> None:
    said = dialect(
        "CREATE TABLE a (\n    id INTEGER NOT NULL PRIMARY KEY,\n    b INTEGER,\n"
        "    c TEXT NOT NULL DEFAULT 'TEXT'\n)"
    )
    assert said.endswith(
        "CREATE TABLE a (\n    id BIGINT NOT NULL PRIMARY KEY DEFAULT a_next(),\n    b BIGINT,\n"
        "    c TEXT COLLATE \"C\" NOT NULL DEFAULT 'TEXT'\n)"
    )
    given = "CREATE TABLE a (\n    b INTEGER NOT NULL PRIMARY KEY REFERENCES c (id)\n)"
    assert "DEFAULT" not in dialect(given)
