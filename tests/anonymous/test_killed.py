"""The bot as a process: what it writes while people write, and what a kill -9 leaves of them."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from anonymous.test_talks import ready
from slow.elsewhere import ROOT, own_environment
from stage import MEMBERS, on_stage

from bot.anonymous.box import Box, beside

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.slow

KILLS = 30
PROGRAM = str(Path(__file__).with_name("alone.py"))
KEPT = "It is in the box."


@dataclass
class Bot:
    """One life of it."""

    folder: Path
    process: asyncio.subprocess.Process
    told: list[tuple[str, str]] = field(default_factory=list)

    async def listens(self) -> None:
        assert self.process.stdout is not None
        while line := await self.process.stdout.readline():
            with suppress(ValueError):  # it was killed while it wrote
                said = json.loads(line)
                self.told.append((said["who"], said["text"] or ""))

    async def says(self, who: str, text: str) -> None:
        assert self.process.stdin is not None
        before = len(self.told)
        self.process.stdin.write(json.dumps({"who": who, "text": text}).encode() + b"\n")
        await self.process.stdin.drain()
        await until(lambda: len(self.told) > before)

    async def asks(self, who: str, text: str, *, coded: bool = False) -> None:
        sends = ("4", "2") if coded else ("1",)  # typed, five words are told of first
        for line in ("ask without my name", "1", text, *sends):
            await self.says(who, line)

    def kept(self, who: str) -> bool:
        return any(one == who and KEPT in text for one, text in self.told)

    @property
    def codes(self) -> list[str]:
        found = (re.search(r"Your five words are: ([a-z, ]+)\.", text) for _, text in self.told)
        return [one[1] for one in found if one]


async def until(so: Callable[[], bool]) -> None:
    while True:
        if so():
            return
        await asyncio.sleep(0.005)


@asynccontextmanager
async def alive(folder: Path, at: datetime) -> AsyncIterator[Bot]:
    """It runs, and is killed at the end of the block, whatever it is doing."""
    with (folder / "log.txt").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            PROGRAM,
            str(folder / "data"),
            at.isoformat(),
            cwd=ROOT,
            env=own_environment(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    bot = Bot(folder, process)
    listening = asyncio.create_task(bot.listens())
    try:
        await until(lambda: bool(bot.told) or process.returncode is not None)
        yield bot
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        await listening


async def a_group(folder: Path) -> datetime:
    (folder / "data").mkdir(parents=True)
    async with on_stage(folder / "data") as stage:
        await ready(stage)
        return stage.clock.now()


def looks(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file was changed, and its size."""
    files = [one for one in (folder / "data").rglob("*") if one.is_file()]
    return {one.name: (one.stat().st_mtime_ns, one.stat().st_size) for one in files}


async def watched(folder: Path, notes: int) -> tuple[dict[str, set[int]], set[str], list[str], int]:
    """Ten ticks: sizes of files, those that were changed, lines of the log, what was kept."""
    at = await a_group(folder)
    sizes: dict[str, set[int]] = {}
    changed: set[str] = set()
    async with alive(folder, at) as bot:
        await asyncio.sleep(1.5)
        before = looks(folder)
        log = len((folder / "log.txt").read_text().splitlines())

        async def write() -> None:
            for n in range(notes):
                await bot.asks(MEMBERS[n % len(MEMBERS)], f"Who decides, number {n}?")
                await asyncio.sleep(0.3)

        writing = asyncio.create_task(write())
        for _ in range(200):
            await asyncio.sleep(0.05)
            now = looks(folder)
            for name, (_, size) in now.items():
                sizes.setdefault(name, set()).add(size)
            changed |= {name for name in now if now[name][0] != before.get(name, (0, 0))[0]}
        writing.cancel()
        lines = (folder / "log.txt").read_text().splitlines()[log:]
        kept = sum(KEPT in text for _, text in bot.told)
        return sizes, changed, [line.partition(" ")[2] for line in lines], kept


async def test_while_people_write_the_same_files_change_and_no_line_is_logged(
    tmp_path: Path,
) -> None:
    sizes, changed, lines, kept = await watched(tmp_path / "notes", 20)
    others = await watched(tmp_path / "none", 0)
    assert kept >= 8
    assert (sizes, changed, lines) == others[:3]
    assert changed <= {"box", "alongside.db-wal"}, "the latter is emptied at each minute"
    assert lines == []


def shapes(secret: str) -> list[bytes]:
    """A text in the forms in which it may be lying about."""
    raw = secret.encode()
    based = [base64.b64encode(b" " * n + raw)[4:-4] for n in range(3)]
    wide = [secret.encode("utf-16-le"), secret.encode("utf-16-be")]
    return [raw, *wide, raw.hex().encode(), raw.hex().upper().encode(), *based]


def leftovers(folder: Path, secrets: Sequence[str]) -> list[str]:
    """Which of these lie anywhere but in the box."""
    files = [one for one in folder.rglob("*") if one.is_file() and one.name != "box"]
    data = b"\n".join(one.read_bytes() for one in files)
    return [one for one in secrets if any(shape in data for shape in shapes(one))]


async def test_a_kill_at_any_moment_leaves_nothing_and_loses_nothing_that_was_told(
    tmp_path: Path,
) -> None:
    at = await a_group(tmp_path)
    dice = Random(6)
    told, sent, codes = set[str](), dict[str, str](), list[str]()
    for n in range(KILLS):
        who, text = MEMBERS[n % len(MEMBERS)], f"quagmires {n} and xylophones {dice.random()}"
        sent[text] = who
        async with alive(tmp_path, at + timedelta(minutes=n)) as bot:
            writing = asyncio.create_task(bot.asks(who, text, coded=n % 2 == 0))
            boom = asyncio.create_task(bot.says(MEMBERS[(n + 1) % len(MEMBERS)], "1"))
            await asyncio.sleep(dice.uniform(0, 1.6))
            for one in (writing, boom):
                one.cancel()
        if bot.kept(who):
            told.add(text)
        codes += bot.codes
    assert 3 < len(told) < KILLS, "some were killed before, and some after"
    in_the_box = [one.text for one in Box(beside(tmp_path / "data/alongside.db")).notes]
    assert len(in_the_box) == len(set(in_the_box))
    assert told <= set(in_the_box), "what was told is kept"
    assert codes
    assert leftovers(tmp_path, [*sent, *codes, "quagmires"]) == []
    log = (tmp_path / "log.txt").read_text()
    assert "Traceback" not in log
    assert not [name for name in MEMBERS if f"stage:{name.lower()}" in log or name in log]


async def test_what_is_sent_again_after_a_kill_comes_out_once(tmp_path: Path) -> None:
    at = await a_group(tmp_path)
    for n in range(2):  # the second time it is sent again
        async with alive(tmp_path, at + timedelta(minutes=n)) as bot:
            await bot.asks("Joe", "Who decides about nights?")
            await until(partial(bot.kept, "Joe"))
    async with on_stage(tmp_path / "data", at + timedelta(minutes=10)) as stage:
        await stage.jump(timedelta(days=25))
        assert len([one for one in stage.bot_lines() if "about nights" in one]) == 1


async def test_a_bug_in_a_talk_is_told_to_its_writer_alone(tmp_path: Path) -> None:
    at = await a_group(tmp_path)
    async with alive(tmp_path, at) as bot:
        log = (tmp_path / "log.txt").read_text()
        for line in ("ask without my name", "1", "boom goes the quagmire"):
            await bot.says("Joe", line)
        assert "my fault" in bot.told[-1][1]
        await asyncio.sleep(1.2)
        assert (tmp_path / "log.txt").read_text() == log
    assert leftovers(tmp_path, ["quagmire"]) == []


async def test_the_search_finds_it_in_every_form(tmp_path: Path) -> None:
    for n, shape in enumerate(shapes("quagmires and xylophones")):
        (tmp_path / f"{n}").mkdir()
        (tmp_path / f"{n}/any").write_bytes(b"before " + shape + b" after")
        assert leftovers(tmp_path / f"{n}", ["quagmires and xylophones"])
