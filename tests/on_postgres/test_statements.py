"""PostgreSQL understands every statement of ours, also those that no test gets to there."""

from __future__ import annotations

import re

import psycopg
import pytest
from postgres_server import Places
from test_db import ENGINE, OTHER_ENGINE, ROOT, SEARCH, sql_in

from bot.db.dialect import dialect, query

IN_PARTS = re.compile(r"\bx\b|WHERE\s*$")
"""What an f-string puts in reads as x: such a statement is whole only when it runs."""


def prepared(sql: str) -> str:
    """With numbers for names, which are of no type yet, as text is. What one of two cases gives
    has to have one; with us it is a number."""
    names: list[str] = []
    said = query(re.sub(r"\b(THEN|ELSE) :\w+", r"\1 0", sql))
    for name in sorted({each.split(")")[0] for each in said.split("%(")[1:]}):
        names.append(name)
        said = said.replace(f"%({name})s", f"${len(names)}")
    return said.replace("%%", "%")


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
                try:
                    raw.execute(f"PREPARE one AS {prepared(sql)}".encode())
                    raw.execute("DEALLOCATE one")
                except psycopg.Error as problem:
                    wrong.append(f"{name}: {problem}: {sql}")
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
