"""The bot in a process of its own, to be killed: `python alone.py FOLDER AT`, a minute of a second.

It takes one JSON line a word on standard input, `{"who": ..., "text": ...}`, typed in private,
and answers each with a line: what its person is told, and later what is told once it is kept.
A talk in which somebody writes "boom" meets a bug that has the words in its exception.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from stage import ROOM, Platform, cheap, person, words

from bot import logs, schedule
from bot.adapter import Later
from bot.anonymous import floor
from bot.app import App
from bot.aside import Around, Aside, Step, Told
from bot.clock import Clock
from bot.feature import Command, Feature
from bot.features import FEATURES
from bot.model import Heard
from bot.words import Words


def with_a_bug(feature: Feature) -> Feature:
    return replace(feature, commands=tuple(map(_with_a_bug, feature.commands)))


def _with_a_bug(command: Command) -> Command:
    aside = command.aside
    if aside is None:
        return command

    def step(around: Around, told: Told) -> Step:
        if told.words and "boom" in told.words:
            raise ValueError(told.words)
        return aside.step(around, told)

    return replace(command, aside=Aside(step, aside.knows, aside.finds))


async def run(folder: Path, at: datetime) -> None:
    clock = Clock(at - datetime.now(UTC))
    app = await App.open(
        folder / "alongside.db",
        words=Words.load(),
        clock=clock,
        features=tuple(map(with_a_bug, FEATURES)),
        digest=cheap,
    )
    floor.watch(asyncio.get_running_loop())
    app.add(Platform(clock))
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    numbers = itertools.count()
    tasks: set[asyncio.Task[None]] = set()

    async def tell_later(who: str, later: Later) -> None:
        _tell(who, words(await later()))

    async with asyncio.TaskGroup() as parts:
        parts.create_task(app.run())
        await asyncio.sleep(0.3)  # what was left by the process before is dealt with
        _tell("", "ready")
        while line := await reader.readline():
            said = json.loads(line)
            event = f"stage:{at.timestamp()}-{next(numbers)}"
            heard = Heard(event, person(said["who"]), said["text"], clock.now(), shares=(ROOM,))
            reply = await app.hear(heard)
            _tell(said["who"], words(reply))
            if reply is not None and reply.later is not None:
                tasks.add(asyncio.create_task(tell_later(said["who"], reply.later)))


def _tell(who: str, text: str | None) -> None:
    print(json.dumps({"who": who, "text": text}), flush=True)


if __name__ == "__main__":
    logs.set_up("debug")
    schedule.MINUTE = timedelta(seconds=1)
    asyncio.run(run(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])))
