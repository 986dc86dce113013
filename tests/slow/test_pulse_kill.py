"""kill -9 while people answer: what was said to be held is held, once each, and on no disk."""

from __future__ import annotations

import asyncio
import hmac
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from slow.elsewhere import ROOT, own_environment
from slow.leaving import PEOPLE

from bot.anonymous.ballots import NONE, _Answers
from bot.features.pulse.rules import sentence

pytestmark = pytest.mark.slow

KILLS = 12
PROGRAM = str(Path(__file__).with_name("leaving.py"))


@pytest.fixture
def ram(tmp_path: Path) -> Iterator[Path]:
    """In memory where this machine has some, and never the real one of a bot."""
    base = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=base if base.is_dir() else tmp_path))
    yield folder / "ram"
    shutil.rmtree(folder)


async def lived(folder: Path, ram: Path, seconds: float | None) -> list[str]:
    """Run it, and kill it so long after it is ready; what it printed. None: let it count."""
    command = [sys.executable, PROGRAM, "--folder", str(folder), "--ram", str(ram)]
    if seconds is None:
        command.append("--count")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=own_environment(), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    while (await asyncio.wait_for(process.stdout.readline(), 60)).strip() != b"ready":
        assert process.returncode is None
    if seconds is not None:
        await asyncio.sleep(seconds)
        process.kill()
    said = (await process.stdout.read()).decode()
    assert await process.wait() == (0 if seconds is None else -9)
    return said.splitlines()


class Book:
    """What each person was told is held, and what may be held as well."""

    def __init__(self) -> None:
        self.held: dict[str, set[int | None]] = {who: {None} for who in PEOPLE}

    def read(self, lines: list[str]) -> None:
        for line in lines:
            if (found := re.fullmatch(r"(says|held) (\w+) (\d)", line)) is None:
                continue  # cut by the kill
            kind, who, option = found[1], found[2], int(found[3])
            if kind == "held":
                self.held[who] = {option}
            else:  # killed after it was held and before that was said
                self.held[who].add(option)


def given(ram: Path) -> dict[str, int | None]:
    """What the file says of each person: only who has its key can ask it that."""
    (path,) = (one for one in ram.iterdir() if one.name != "ram")
    answers = _Answers.found(path)
    assert answers is not None
    marks = {
        who: hmac.digest(answers._key, f"stage:{who.lower()}".encode(), "sha256")[:16]
        for who in PEOPLE
    }
    assert answers._given.keys() <= set(marks.values()), "nobody else, and nobody twice"
    said = {mark: option for mark, option in answers._given.items() if option != NONE}
    found = {who: said.get(mark) for who, mark in marks.items()}
    answers.close()
    return found


async def test_what_was_held_is_held_exactly_over_kills(tmp_path: Path, ram: Path) -> None:
    dice, book, told = Random(7), Book(), 0
    for _ in range(KILLS):
        lines = await lived(tmp_path, ram, dice.uniform(0.05, 0.9))
        told += sum(line.startswith("held") for line in lines)
        book.read(lines)
        for who, option in given(ram).items():
            assert option in book.held[who], who
            book.held[who] = {option}
    assert told > 100
    last = [option for option in given(ram).values() if option is not None]
    said = (await lived(tmp_path, ram, None))[-1]
    mostly = {"light": "mostly lighter or okay", "heavy": "mostly tired or heavy", "mixed": "mixed"}
    found = sentence(last, 5)
    assert (mostly[found] if found else "Fewer than 5 people") in said
    assert [one.name for one in ram.iterdir()] == ["ram"]


async def test_no_id_and_no_answer_is_left_anywhere_by_a_kill(tmp_path: Path, ram: Path) -> None:
    await lived(tmp_path, ram, 0.6)
    bytes_ = b"".join(one.read_bytes() for one in ram.iterdir())
    for who in PEOPLE:
        for form in (who, who.lower(), f"stage:{who.lower()}"):
            assert form.encode("utf-16-le") not in bytes_
            assert len(form) < 4 or form.encode() not in bytes_
            assert form.encode().hex().encode() not in bytes_
    key = next(iter(_keys(ram)))
    disk = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    assert key not in disk


def _keys(ram: Path) -> Iterator[bytes]:
    for path in ram.iterdir():
        if path.name != "ram":
            answers = _Answers.found(path)
            assert answers is not None
            yield answers._key
            answers.close()
