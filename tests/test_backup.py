"""A copy is whole or it is not there; after any mishap, what was there is still there."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import backup
from bot.db import APPLICATION_ID, Database, Tx, steps
from bot.model import Refused

NOW = datetime(2026, 5, 12, 10, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "alongside.db"


@pytest.fixture
async def db(path: Path) -> AsyncIterator[Database]:
    database = await Database.open(path)
    yield database
    await database.close()


def note(name: str, size: int = 0) -> object:
    def write(tx: Tx) -> None:
        tx.run(
            "INSERT INTO household (name, zone) VALUES (:name, :zone)",
            name=name,
            zone="Europe/London" + "x" * size,
        )

    return write


def names(tx: Tx) -> list[str]:
    return [name for (name,) in tx.all("SELECT name FROM household ORDER BY id")]


def names_in(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [name for (name,) in raw.execute("SELECT name FROM household ORDER BY id")]


async def add(db: Database, *names: str, size: int = 0) -> None:
    for name in names:
        await db.write(note(name, size))  # type: ignore[arg-type]


def nothing_left_over(folder: Path) -> bool:
    return not [each for each in folder.iterdir() if each.name.endswith(".part")]


async def test_a_copy_has_all_that_was_said_and_opens_alone(
    db: Database, path: Path, tmp_path: Path
) -> None:
    await add(db, "ours", "theirs")
    target = tmp_path / "copy.db"
    assert await backup.backup(db, path, target) == target.stat().st_size
    assert names_in(target) == ["ours", "theirs"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "alongside.db", "alongside.db-wal", "copy.db"
    ]  # fmt: skip


async def test_people_go_on_while_a_copy_is_made(db: Database, path: Path, tmp_path: Path) -> None:
    await add(db, "before")
    copying = asyncio.create_task(backup.backup(db, path, tmp_path / "copy.db"))
    await asyncio.gather(*(add(db, f"during {n}") for n in range(20)))
    await copying
    assert names_in(tmp_path / "copy.db")[0] == "before"
    assert len(await db.read(names)) == 21


async def test_a_copy_is_written_over_only_when_asked(
    db: Database, path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    target.write_text("an older copy")
    with pytest.raises(Refused) as no:
        await backup.backup(db, path, target)
    assert no.value.key == "backup.exists"
    assert target.read_text() == "an older copy"
    await backup.backup(db, path, target, force=True)
    assert names_in(target) == []


async def test_the_database_is_never_taken_for_its_copy(db: Database, path: Path) -> None:
    await add(db, "ours")
    with pytest.raises(Refused) as no:
        await backup.backup(db, path, path, force=True)
    assert no.value.key == "backup.same-file"
    with pytest.raises(Refused) as no:
        await backup.restore(db, path, path, NOW)
    assert no.value.key == "restore.same-file"
    assert await db.read(names) == ["ours"]


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("none/copy.db", "backup.no-folder"),
        (".", "backup.is-folder"),
        ("/sys/kernel/copy.db", "backup.read-only"),
    ],
)
async def test_a_place_that_cannot_be_used_is_said(
    db: Database, path: Path, tmp_path: Path, target: str, key: str
) -> None:
    with pytest.raises(Refused) as no:
        await backup.backup(db, path, tmp_path / target)
    assert no.value.key == key
    assert nothing_left_over(tmp_path)


async def test_a_copy_comes_back_and_what_was_there_is_kept(
    db: Database, path: Path, tmp_path: Path
) -> None:
    await add(db, "old")
    await backup.backup(db, path, tmp_path / "copy.db")
    await add(db, "new")
    kept = await backup.restore(db, path, tmp_path / "copy.db", NOW)
    assert await db.read(names) == ["old"]
    assert names_in(kept) == ["old", "new"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.parent == path.parent
    await add(db, "newer")
    assert await db.read(names) == ["old", "newer"]


async def test_two_restores_in_one_second_keep_both(
    db: Database, path: Path, tmp_path: Path
) -> None:
    await backup.backup(db, path, tmp_path / "copy.db")
    first = await backup.restore(db, path, tmp_path / "copy.db", NOW)
    second = await backup.restore(db, path, tmp_path / "copy.db", NOW)
    assert first != second


async def test_words_that_a_restore_took_away_are_in_no_byte_of_the_database(
    db: Database, path: Path, tmp_path: Path
) -> None:
    await backup.backup(db, path, tmp_path / "copy.db")
    await add(db, "words-that-went-away" * 300)
    kept = await backup.restore(db, path, tmp_path / "copy.db", NOW)
    kept.unlink()
    left = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"words-that-went-away" not in left


def ours(file: Path, version: int, owner: int = APPLICATION_ID) -> Path:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE household (name TEXT)")
        raw.execute(f"PRAGMA application_id={owner}")
        raw.execute(f"PRAGMA user_version={version}")
    return file


async def test_only_a_whole_copy_of_ours_is_put_back(
    db: Database, path: Path, tmp_path: Path
) -> None:
    await add(db, *(f"group {n}" for n in range(50)), size=2000)
    await backup.backup(db, path, tmp_path / "copy.db")
    whole = (tmp_path / "copy.db").read_bytes()
    (tmp_path / "torn.db").write_bytes(whole[: len(whole) // 2])
    middle = len(whole) // 4096 // 2 * 4096
    (tmp_path / "holed.db").write_bytes(
        whole[:middle] + bytes([0xFF]) * 8192 + whole[middle + 8192 :]
    )
    (tmp_path / "text.db").write_text("a shopping list " * 100)
    (tmp_path / "empty.db").write_bytes(b"")
    ours(tmp_path / "strange.db", 1, owner=5)
    ours(tmp_path / "newer.db", len(steps()) + 1)
    for name, keys in {
        "torn.db": {"restore.damaged"},
        "holed.db": {"restore.damaged"},
        "text.db": {"restore.not-ours"},
        "empty.db": {"restore.not-ours"},
        "strange.db": {"restore.not-ours"},
        "newer.db": {"restore.newer"},
        "none.db": {"restore.no-file"},
    }.items():
        with pytest.raises(Refused) as no:
            await backup.restore(db, path, tmp_path / name, NOW)
        assert no.value.key in keys, name
    assert len(await db.read(names)) == 50
    assert not list(tmp_path.glob("*.before-*"))


async def test_a_copy_that_does_not_fit_leaves_all_as_it_was(
    db: Database, path: Path, tmp_path: Path
) -> None:
    await add(db, *(f"big {n}" for n in range(100)), size=4000)
    await backup.backup(db, path, tmp_path / "big.db")
    await backup.empty(db)
    await add(db, "small")
    await db.outside(lambda raw: raw.execute("PRAGMA max_page_count=80").fetchone())
    with pytest.raises(Refused) as no:
        await backup.restore(db, path, tmp_path / "big.db", NOW)
    assert no.value.key == "backup.disk-full"
    assert await db.read(names) == ["small"]
    await add(db, "still writes")
    assert not list(tmp_path.glob("*.before-*"))
    assert nothing_left_over(tmp_path)


FULL_DISK = """
import resource, sys
from bot.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
sys.exit(main(sys.argv[1:]))
"""


def on_a_full_disk(*args: str, limit: int) -> subprocess.CompletedProcess[str]:
    code = FULL_DISK.format(limit=limit)
    return subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
async def stopped(path: Path, tmp_path: Path) -> Path:
    """A bot that does not run, with half a megabyte of groups; its settings."""
    db = await Database.open(path)
    await add(db, *(f"group {n}" for n in range(100)), size=4000)
    await db.close()
    config = tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "sqlite:///{path}"')
    return config


async def test_a_full_disk_is_one_kind_line_for_a_backup(stopped: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies"
    target.mkdir()
    done = on_a_full_disk(
        "backup", "--config", str(stopped), str(target / "copy.db"), limit=200_000
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "not enough room" in done.stderr
    assert list(target.iterdir()) == []


async def test_a_full_disk_during_a_restore_harms_nothing(
    stopped: Path, path: Path, tmp_path: Path
) -> None:
    db = await Database.open(path)
    await backup.backup(db, path, tmp_path / "copy.db")
    await add(db, "the last word")
    await db.close()
    done = on_a_full_disk(
        "restore", "--config", str(stopped), str(tmp_path / "copy.db"), limit=200_000
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "not enough room" in done.stderr
    assert names_in(path)[-1] == "the last word"
    assert nothing_left_over(tmp_path)


async def test_emptied_means_empty_and_ready(db: Database) -> None:
    await add(db, "rehearsal")
    await backup.empty(db)
    assert await db.read(names) == []
    await add(db, "again")
    assert await db.read(names) == ["again"]
