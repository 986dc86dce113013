"""The database keeps its word: told means kept, whatever goes wrong beside or under it."""

from __future__ import annotations

import ast
import asyncio
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from traced import Traced

from bot.db import (
    APPLICATION_ID,
    AlreadyRunning,
    CannotOpen,
    Database,
    Failed,
    Server,
    Tx,
    checkpoint,
    migrate,
    statements,
    steps,
)
from bot.db.postgres import VERSION
from bot.db.sqlite import Sqlite

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "docs" / "schema.sql"
MIGRATIONS = ROOT / "bot" / "migrations"


ENGINES = ("sqlite", "postgresql")

Empty = Callable[[], Path | Server]


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Empty:
    """A place for a database, in which there is nothing yet; the same whenever it is asked for."""
    if request.param == "sqlite":
        return lambda: tmp_path / "a.db"
    place = request.getfixturevalue("places").server.fresh()
    return lambda: cast("Server", place)


@pytest.fixture
async def db(empty: Empty) -> AsyncIterator[Database]:
    one = await Database.open(empty())
    yield one
    await one.close()


@pytest.fixture
async def file(tmp_path: Path) -> AsyncIterator[Database]:
    one = await Database.open(tmp_path / "a.db")
    yield one
    await one.close()


async def tables(db: Database) -> set[str]:
    """Its tables, but for what PostgreSQL needs one of ours for: which step it has seen."""
    sqlite = isinstance(db._engine, Sqlite)
    names = (
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
        if sqlite
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    found = await db.read(lambda tx: tx.all(names))
    return {name for (name,) in found} - {VERSION}


def keep(tx: Tx, name: str, size: int = 1) -> str:
    """A row that can be looked for later; what was said to whoever asked for it."""
    tx.run(
        "INSERT INTO inbox (event, state, at) VALUES (:event, :state, 0)",
        event=name,
        state="x" * size,
    )
    return name


def kept(tx: Tx) -> set[str]:
    return {row[0] for row in tx.all("SELECT event FROM inbox")}


# Told is kept.


async def test_disk_full_in_a_batch_costs_only_the_one_that_did_not_fit(file: Database) -> None:
    def nearly_full(raw: sqlite3.Connection) -> None:
        (pages,) = raw.execute("PRAGMA page_count").fetchone()
        raw.execute(f"PRAGMA max_page_count = {pages + 10}")

    db = file
    await db.outside(nearly_full)
    told = await db.write_all(
        lambda tx, n=n: keep(tx, f"e{n}", 1_000_000 if n == 50 else 1)  # type: ignore[misc]
        for n in range(100)
    )
    failed = [n for n, one in enumerate(told) if isinstance(one, BaseException)]
    assert failed == [50]
    assert isinstance(told[50], Failed)
    assert await db.read(kept) == {one for one in told if isinstance(one, str)}
    assert len(await db.read(kept)) == 99


@contextmanager
def no_more_than(size: int) -> Iterator[None]:
    """No file may grow beyond that: what the disk says when it is full, at the commit itself."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_disk_that_refuses_the_commit_is_told_and_the_next_write_works(
    tmp_path: Path,
) -> None:
    db = await Database.open(tmp_path / "a.db")
    await db.write(lambda tx: keep(tx, "before"))
    with no_more_than((tmp_path / "a.db-wal").stat().st_size):
        told = await db.write_all(
            lambda tx, n=n: keep(tx, f"e{n}", 500)  # type: ignore[misc]
            for n in range(100)
        )
        assert all(isinstance(one, Failed) for one in told)
        assert await db.read(kept) == {"before"}, "reading goes on"
    await db.write(lambda tx: keep(tx, "after"))
    assert await db.read(kept) == {"before", "after"}
    await db.close()
    again = await Database.open(tmp_path / "a.db")
    assert await again.read(kept) == {"before", "after"}
    await again.close()


async def test_a_bug_undoes_its_own_work_and_nobody_elses(db: Database) -> None:
    def bug(tx: Tx) -> str:
        keep(tx, "bug")
        raise ZeroDivisionError

    told = await db.write_all(
        [lambda tx: keep(tx, "first"), bug, lambda tx: keep(tx, "last")],
    )
    assert told[0] == "first"
    assert isinstance(told[1], ZeroDivisionError)
    assert told[2] == "last"
    assert await db.read(kept) == {"first", "last"}


async def test_whoever_keeps_a_copy_is_told_when_work_was_undone(empty: Empty) -> None:
    lost = 0

    def count(_tx: Tx) -> None:
        nonlocal lost
        lost += 1

    def bug(tx: Tx) -> None:
        raise ZeroDivisionError

    db = await Database.open(empty(), undone=count)
    await db.write(lambda tx: keep(tx, "good"))
    assert lost == 0
    with pytest.raises(ZeroDivisionError):
        await db.write(bug)
    assert lost == 1
    await db.close()


async def test_a_cancelled_waiter_leaves_nothing_stuck(db: Database) -> None:
    for n in range(60):
        waiter = asyncio.create_task(db.write(lambda tx, n=n: keep(tx, f"e{n}")))  # type: ignore[misc]
        for _ in range(n % 4):  # queued, gathering, running, or done
            await asyncio.sleep(0)
        waiter.cancel()
        await asyncio.gather(waiter, return_exceptions=True)
    await asyncio.wait_for(db.write(lambda tx: keep(tx, "next")), 5)
    done = await db.read(kept)
    assert "next" in done
    assert {f"e{n}" for n in range(60) if n % 4} <= done, "what was queued is done all the same"
    assert not await db.outside(lambda _raw: db._engine.going)


async def test_everybody_who_is_ready_shares_one_commit(db: Database) -> None:
    seen: list[str] = []
    db._engine = Traced(db._engine, seen.append)
    await db.write_all(lambda tx, n=n: keep(tx, f"e{n}") for n in range(100))  # type: ignore[misc]
    assert seen == ["begin", *["INSERT"] * 100, "commit", "committed"]


async def test_reads_see_all_that_was_written_before_them(db: Database) -> None:
    for n in range(20):
        write = asyncio.create_task(db.write(lambda tx, n=n: keep(tx, f"e{n}")))  # type: ignore[misc]
        await asyncio.sleep(0)
        assert len(await db.read(kept)) == n + 1
        await write


async def test_closing_finishes_what_was_queued_and_takes_no_more(empty: Empty) -> None:
    db = await Database.open(empty())
    last = asyncio.create_task(db.write(lambda tx: keep(tx, "last")))
    await asyncio.sleep(0)
    await db.close()
    assert await last == "last"
    with pytest.raises(RuntimeError):
        await db.write(lambda tx: keep(tx, "too late"))
    again = await Database.open(empty())
    assert await again.read(kept) == {"last"}
    await again.close()


# One process, one database, ours.


async def test_a_second_process_is_refused(db: Database, empty: Empty) -> None:
    place = empty()
    code = (
        "import asyncio, sys\n"
        "from bot.db import AlreadyRunning, Database, Server\n"
        "place = Server(sys.argv[1]) if '://' in sys.argv[1] else sys.argv[1]\n"
        "try:\n"
        "    asyncio.run(Database.open(place))\n"
        "except AlreadyRunning:\n"
        "    sys.exit(7)\n"
    )
    ran = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", code, place.url if isinstance(place, Server) else str(place)],
        cwd=ROOT,
        check=False,
        timeout=30,
    )
    assert ran.returncode == 7
    await db.write(lambda tx: keep(tx, "still here"))


async def test_opening_twice_in_one_process_is_refused(db: Database, empty: Empty) -> None:
    with pytest.raises(AlreadyRunning):
        await Database.open(empty())
    await db.write(lambda tx: keep(tx, "still here"))


async def test_words_of_an_erased_row_are_in_no_byte_of_any_file(tmp_path: Path) -> None:
    secret = "parsnip-of-the-north-"
    db = await Database.open(tmp_path / "a.db")
    await db.write_all(
        lambda tx, n=n: keep(tx, f"{secret}{n}", 3000)  # type: ignore[misc]
        for n in range(50)
    )
    await db.outside(checkpoint)
    assert secret.encode() in (tmp_path / "a.db").read_bytes(), "or this test cannot fail"
    await db.write(lambda tx: tx.run("DELETE FROM inbox"))
    await db.outside(checkpoint)
    for file in tmp_path.iterdir():
        assert secret.encode() not in file.read_bytes(), file.name
    await db.close()
    for file in tmp_path.iterdir():
        assert secret.encode() not in file.read_bytes(), file.name


# Files that are not ours, or not of this version.


def written(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.sql").write_text(text, "utf-8")
    return folder


async def test_a_failing_migration_leaves_nothing(empty: Empty, tmp_path: Path) -> None:
    one = "CREATE TABLE a (x TEXT);\n"
    bad = (
        "CREATE TABLE b (x TEXT);\n"
        "INSERT INTO a (x) VALUES ('half');\n"
        "INSERT INTO nowhere (x) VALUES (1);\n"
    )
    folder = written(tmp_path / "steps", **{"0001_a": one, "0002_b": bad})
    with pytest.raises(CannotOpen):
        await Database.open(empty(), folder)
    (folder / "0002_b.sql").unlink()
    db = await Database.open(empty(), folder)
    assert await tables(db) == {"a"}
    assert await db.read(lambda tx: tx.all("SELECT x FROM a")) == []
    await db.close()
    (folder / "0002_b.sql").write_text("CREATE TABLE b (x TEXT);\n", "utf-8")
    db = await Database.open(empty(), folder)
    assert await tables(db) == {"a", "b"}, "and it is known that one step was done"
    await db.close()


async def test_each_step_runs_once(empty: Empty, tmp_path: Path) -> None:
    folder = written(tmp_path / "steps", **{"0001_a": "CREATE TABLE a (x TEXT);\n"})
    for _ in range(2):
        await (await Database.open(empty(), folder)).close()
    (folder / "0002_b.sql").write_text("INSERT INTO a (x) VALUES ('once');\n", "utf-8")
    for _ in range(2):
        db = await Database.open(empty(), folder)
        assert await db.read(lambda tx: tx.all("SELECT x FROM a")) == [("once",)]
        await db.close()


async def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    await (await Database.open(path)).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 4711")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(CannotOpen, match="newer version"):
        await Database.open(path)
    assert path.read_bytes() == before


async def test_somebody_elses_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE theirs (x)")
    raw.close()
    with pytest.raises(CannotOpen, match="not a database of Alongside"):
        await Database.open(path)
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT name FROM sqlite_schema").fetchall() == [("theirs",)]
        assert raw.execute("PRAGMA application_id").fetchone() == (0,)
    raw.close()


async def test_a_text_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("Dear diary,\n" * 100)
    before = path.read_bytes()
    with pytest.raises(CannotOpen):
        await Database.open(path)
    assert path.read_bytes() == before


async def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen):
        await Database.open(tmp_path / "nowhere" / "a.db")


# SQL that PostgreSQL would understand too.

ENGINE = {"bot/db/sqlite.py", "bot/backup.py"}
"""Only they may speak of SQLite itself."""

OTHER_ENGINE = {"bot/db/postgres.py", "bot/db/dialect.py"}
"""Only they may speak of PostgreSQL itself, and SQLite never sees what they say."""

SEARCH = "search.py"
"""The one pair of statements that another engine would say in another way."""

ALIEN = {
    "OR REPLACE and its like": r"\bOR\s+(?:REPLACE|IGNORE|ABORT|FAIL)\b",
    "rowid": r"\browid\b",
    "BLOB": r"\bBLOB\b",
    "group_concat": r"\bgroup_concat\b",
    "LIKE or GLOB": r"\b(?:LIKE|GLOB)\b",
    "AUTOINCREMENT": r"\bAUTOINCREMENT\b",
    "max or min of two values": r"\b(?:max|min)\s*\([^()]*,",
    "is a value nothing": r":\w+ IS (?:NOT )?NULL",
    "a sum of answers yes and no": r"\bsum\s*\([^()]*[<>=]",
    "IFNULL": r"\b(?:IFNULL|IIF)\b",
    "SQLite's times": r"\b(?:strftime|julianday|unixepoch|datetime|date)\s*\(",
    "names in odd quotes": r"`|\[\w+\]|==",
    "text in double quotes": r"\"",
}
SQLITE_ONLY = {"PRAGMA": r"\bPRAGMA\b", "SQLite's own tables": r"\bsqlite_"}
SQL = re.compile(
    r"\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|WITH|DROP|ALTER)\b.*\w", re.DOTALL
)


def aliens(sql: str, rules: dict[str, str]) -> list[str]:
    """What of it only SQLite understands."""
    bare = re.sub(r"'[^']*'", "''", sql)
    return [name for name, rule in rules.items() if re.search(rule, bare, re.IGNORECASE)]


def sql_in(source: str) -> list[str]:
    """Every SQL string of a Python file; what an f-string puts in reads as a name."""
    found = []
    inside: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            inside.update(id(part) for part in node.values)
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) in inside:
                continue
            text = node.value
        else:
            continue
        if SQL.match(text):
            found.append(text)
    return found


def test_sql_is_portable() -> None:
    found = []
    count = 0
    for file in sorted((ROOT / "bot").rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        rules = ALIEN if name in ENGINE else ALIEN | SQLITE_ONLY
        for sql in sql_in(file.read_text("utf-8")):
            if file.name == SEARCH or name in OTHER_ENGINE:
                continue
            count += 1
            found += [f"{name}: {what}: {sql}" for what in aliens(sql, rules)]
    for step in MIGRATIONS.glob("*.sql"):
        for sql in statements(step.read_text("utf-8")):
            count += 1
            found += [f"{step.name}: {what}: {sql}" for what in aliens(sql, ALIEN | SQLITE_ONLY)]
    assert not found, "\n".join(found)
    assert count > 100, "the scan sees the SQL at all"


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT OR REPLACE INTO a VALUES (1)",
        "SELECT rowid FROM a",
        "CREATE TABLE a (x BLOB)",
        "SELECT group_concat(x) FROM a",
        "SELECT x FROM a WHERE x LIKE 'b%'",
        "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "SELECT max(x, 0) FROM a",
        "SELECT ifnull(x, 0) FROM a",
        "SELECT x FROM a WHERE :x IS NULL OR x = :x",
        "SELECT sum(at > :now) FROM a",
        "SELECT x FROM a WHERE at < datetime('now')",
        'SELECT x FROM a WHERE x = "text"',
        "PRAGMA table_info(a)",
    ],
)
def test_the_scan_for_portable_sql_can_fail(sql: str) -> None:
    assert aliens(sql, ALIEN | SQLITE_ONLY)
    assert sql_in(f"tx.run({sql!r})") == [sql]


def test_the_scan_lets_plain_sql_through() -> None:
    sql = "SELECT max(at), coalesce(x, 0) FROM a WHERE x = 'group_concat, LIKE' AND at < :at"
    assert not aliens(sql, ALIEN | SQLITE_ONLY)


# docs/schema.sql


def schema() -> str:
    """What the migrations make, as it is shown in docs/schema.sql."""
    with tempfile.TemporaryDirectory() as folder:
        raw = sqlite3.connect(Path(folder) / "a.db", isolation_level=None)
        migrate(raw, steps())
        rows = raw.execute(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name"
        ).fetchall()
        raw.close()
    head = "-- The tables as the migrations make them. Written by: python -m tests.test_db\n\n"
    text = head + "\n".join(f"{sql};\n" for (sql,) in rows)
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)


def test_the_schema_in_the_docs_is_the_schema() -> None:
    assert SCHEMA.is_file(), "write it with: python -m tests.test_db"
    assert SCHEMA.read_text("utf-8") == schema(), "write it anew with: python -m tests.test_db"


def test_the_steps_are_numbered_one_after_the_other() -> None:
    """Two of one number would run in the order of their names, and one that is missing unseen."""
    numbers = [int(step.name[:4]) for step in sorted(MIGRATIONS.glob("*.sql"))]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_our_files_carry_our_mark(tmp_path: Path) -> None:
    await (await Database.open(tmp_path / "a.db")).close()
    head = (tmp_path / "a.db").read_bytes()[:100]
    assert int.from_bytes(head[68:72], "big") == APPLICATION_ID


if __name__ == "__main__":
    SCHEMA.parent.mkdir(exist_ok=True)
    SCHEMA.write_text(schema(), "utf-8")
