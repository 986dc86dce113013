"""What was forgotten is in no byte of the database, nor of its log, while the bot runs."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from planned import alone, london, planned, until
from stage import on_stage

from bot.db import Database, Tx


def found(folder: Path, *words: str) -> list[tuple[str, str]]:
    """In which of the files each of the words stands."""
    return [
        (file.name, word)
        for file in sorted(folder.glob("*.db*"))
        for word in words
        if word.encode() in file.read_bytes()
    ]


async def stays(folder: Path, *words: str) -> list[tuple[str, str]]:
    """What is still found once the hourly sweep, which nothing waits for, has had its time."""
    for _ in range(200):
        if not found(folder, *words):
            break
        await asyncio.sleep(0.01)
    return found(folder, *words)


async def test_the_words_of_somebody_who_leaves_are_in_no_byte(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group(members=("Ann", "Zebedee"))
        await stage.says("Bashir", "!switch on rounds")
        await stage.says("Bashir", "!group says yes rounds")
        await alone(stage, "Zebedee", "answer ahead", "My marrows are up.", "1")
        assert found(tmp_path, "My marrows")
        await alone(stage, "Zebedee", "leave", "yes")
        assert found(tmp_path, "My marrows") == []
        await stage.jump(timedelta(days=3))  # what was said to them is kept for two days
        await stage.jump(timedelta(hours=2))
        assert await stays(tmp_path, "stage:zebedee", "Zebedee") == []


async def test_a_group_that_has_ended_is_in_no_byte(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group(members=("Ann", "Zebedee"))
        await planned(stage, aim="marrows and their pests")
        await alone(stage, "Bashir", "ending", "1", "post it")
        assert found(tmp_path, "marrows")
        await until(stage, london(22, month=6))
        assert "I have deleted" in stage.room()
        await stage.jump(timedelta(days=3))
        await stage.jump(timedelta(hours=2))
        assert await stays(tmp_path, "marrows", "stage:zebedee", "Zebedee") == []


def keep(tx: Tx) -> None:
    tx.run("INSERT INTO inbox (event, at) VALUES ('chat:marrows', 0)")


def drop(tx: Tx) -> None:
    tx.run("DELETE FROM inbox")


def forget(tx: Tx) -> None:
    drop(tx)
    tx.erased = True


def fail(tx: Tx) -> None:
    tx.erased = True
    raise ValueError("not today")


async def test_only_a_write_that_forgets_empties_the_log_and_several_do_it_once(
    tmp_path: Path,
) -> None:
    db = await Database.open(tmp_path / "a.db")
    done: list[str] = []
    await db.outside(lambda raw: raw.set_trace_callback(done.append))
    await db.write(keep)
    await db.write(drop)
    await db.write(keep)
    with pytest.raises(ValueError, match="not today"):
        await db.write(fail)
    assert not [one for one in done if "checkpoint" in one]
    await db.write_all([forget] * 20)
    await db.read(lambda _tx: None)  # nobody else is served before the log is empty
    assert len([one for one in done if "checkpoint" in one]) == 1
    assert found(tmp_path, "marrows") == []
    await db.close()


async def test_what_was_forgotten_just_before_a_crash_is_gone_at_the_next_start(
    tmp_path: Path,
) -> None:
    """The log as a crash leaves it is put beside the file again."""
    db = await Database.open(tmp_path / "a.db")
    await db.write(keep)
    await db.write(drop)
    for file in ("a.db", "a.db-wal"):
        (tmp_path / f"crashed-{file}").write_bytes((tmp_path / file).read_bytes())
    await db.close()
    folder = tmp_path / "after"
    folder.mkdir()
    for file in ("a.db", "a.db-wal"):
        (tmp_path / f"crashed-{file}").rename(folder / file)
    assert found(folder, "marrows")
    db = await Database.open(folder / "a.db")
    assert found(folder, "marrows") == []
    await db.close()
