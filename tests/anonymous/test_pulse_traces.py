"""Answers about a meeting leave no trace: on no disk, in no log, and none once they are counted."""

from __future__ import annotations

import logging
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from stage import Stage, on_stage

from bot import backup

MEMBERS = ("Ann", "Joe", "Priya", "Tom", "Femi", "Sam", "Ana", "Grace")
WORD = "how today left me"
TO_MORNING = timedelta(hours=25)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path / "disk", ram=tmp_path / "ram") as stage:
        await ready(stage)
        yield stage


@pytest.fixture(autouse=True)
def disk(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


async def ready(stage: Stage) -> None:
    """A meeting has just ended, and everything that follows has been done."""
    await stage.group(members=MEMBERS)
    for line in ("!switch on asking", "!group says yes asking", "start"):
        await stage.says("Bashir", line)
    await stage.later(61)
    await stage.says("Bashir", "end")
    await stage.later(61)


async def answers(stage: Stage, *who: str, number: str = "4") -> None:
    for each in who:
        await stage.says(each, WORD, alone=True, wait=False)
        said = await stage.says(each, number, alone=True, wait=False)
        assert str(said).startswith("Thank you. Your answer is held")


def every_byte(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


async def test_not_one_byte_on_disk_changes_when_people_answer(stage: Stage, disk: Path) -> None:
    before = every_byte(disk)
    times = {name: Path(name).stat().st_mtime_ns for name in before}
    await answers(stage, *MEMBERS)
    await answers(stage, *MEMBERS, number="1")
    assert every_byte(disk) == before
    assert {name: Path(name).stat().st_mtime_ns for name in before} == times


async def test_a_named_word_in_the_same_place_does_change_bytes(stage: Stage, disk: Path) -> None:
    """The test above can see: what has a name is written at once."""
    before = every_byte(disk)
    await stage.says("Joe", "what is kept", alone=True)
    assert every_byte(disk) != before


async def test_nothing_is_logged_of_an_answer(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    await answers(stage, *MEMBERS)
    assert not caplog.records


async def test_a_kill_before_the_file_is_gone_says_nothing_twice(
    tmp_path: Path, disk: Path
) -> None:
    """The sentence is on disk and the answers are still in memory, as such a kill leaves them."""
    ram, left = tmp_path / "ram", tmp_path / "left"
    async with on_stage(disk, ram=ram) as stage:
        await ready(stage)
        await answers(stage, *MEMBERS)
        shutil.copytree(ram, left)
        await stage.jump(TO_MORNING)
        assert "mostly tired or heavy" in stage.room()
        at = stage.clock.now()
    shutil.rmtree(ram)
    left.rename(ram)
    names = {one.name for one in ram.iterdir()}
    assert len(names) == 2
    async with on_stage(disk, at, ram=ram) as stage:
        await stage.settle()
        assert [one.name for one in ram.iterdir()] == ["ram"]
        await stage.jump(TO_MORNING)
        assert not stage.bot_lines()
        assert "Just now I do not ask" in str(await stage.says("Joe", f"!{WORD}", alone=True))


async def test_a_kill_before_the_sentence_is_on_disk_says_it_after(
    tmp_path: Path, disk: Path
) -> None:
    ram = tmp_path / "ram"
    async with on_stage(disk, ram=ram) as stage:
        await ready(stage)
        await answers(stage, *MEMBERS)
        at = stage.clock.now()
    async with on_stage(disk, at + TO_MORNING, ram=ram) as stage:
        await stage.settle()
        assert "mostly tired or heavy" in stage.room()


async def test_the_file_is_gone_as_soon_as_the_sentence_is_said(
    stage: Stage, tmp_path: Path
) -> None:
    await answers(stage, *MEMBERS)
    assert len(list((tmp_path / "ram").iterdir())) == 2
    await stage.jump(TO_MORNING)
    assert [one.name for one in (tmp_path / "ram").iterdir()] == ["ram"]


async def test_the_file_is_there_before_anybody_answers(stage: Stage, tmp_path: Path) -> None:
    """Else it would tell when the first answer came."""
    assert len(list((tmp_path / "ram").iterdir())) == 2


async def test_in_no_copy_of_the_database_is_an_answer_or_a_key(
    stage: Stage, tmp_path: Path, disk: Path
) -> None:
    await answers(stage, *MEMBERS)
    pulse = stage.app.groups.get(1).pulse  # type: ignore[arg-type,union-attr]
    assert pulse is not None
    key = stage.app._ballots._open[pulse.id]._key
    await backup.backup(stage.app.db, disk / "alongside.db", tmp_path / "copy.db", force=False)
    assert key not in (tmp_path / "copy.db").read_bytes()
    assert key not in b"".join(every_byte(disk).values())


async def test_an_older_copy_that_is_put_back_shows_no_second_result(
    stage: Stage, tmp_path: Path, disk: Path
) -> None:
    copy, database = tmp_path / "copy.db", disk / "alongside.db"
    await backup.backup(stage.app.db, database, copy, force=False)
    await answers(stage, *MEMBERS)
    await stage.jump(TO_MORNING)
    assert "mostly tired or heavy" in stage.room()
    await backup.restore(stage.app.db, database, copy, stage.clock.now())
    await stage.app.restored()
    await stage.settle()
    assert stage.room().startswith("I have lost the answers about Tuesday 12 May.")
    said = str(await stage.says("Joe", WORD, alone=True))
    assert "Just now I do not ask" in said


async def test_a_group_that_is_forgotten_takes_its_answers_along(
    stage: Stage, tmp_path: Path
) -> None:
    await answers(stage, *MEMBERS)
    await stage.says("Bashir", "send alongside away", alone=True)
    await stage.says("Bashir", "1", alone=True)
    await stage.later(61)
    assert not list(stage.app.groups)
    assert [one.name for one in (tmp_path / "ram").iterdir()] == ["ram"]


async def test_without_memory_on_this_machine_the_promise_says_so(stage: Stage) -> None:
    stage.app._ballots._folder = None
    said = str(await stage.says("Joe", WORD, alone=True))
    assert "I hold it until I am restarted." in said


async def test_what_cannot_be_held_is_said_and_not_thanked_for(
    stage: Stage, tmp_path: Path
) -> None:
    await stage.says("Joe", WORD, alone=True)
    shutil.rmtree(tmp_path / "ram")
    said = str(await stage.says("Joe", "4", alone=True))
    assert said.startswith("I could not keep this, so nothing was sent.")
