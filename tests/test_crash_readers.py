"""Two Readers decide about a question, and the bot is killed at every step: each is told once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from crash import (
    GROUP_ONE,
    ROOM,
    TODAY,
    World,
    doubled,
    group_in,
    is_well,
    killed_at,
    once_for_all,
    presses,
    someone,
    talk,
    the_group,
    wrong_in,
)
from stage import START

from bot import readers
from bot.db import Tx
from bot.features.challenge import reading, store
from bot.features.challenge.rules import State
from bot.model import Due

pytestmark = pytest.mark.slow

HOUR, DAY = 3600, 86_400
NUMBER_ONE = "a" * 32


@dataclass(frozen=True)
class Story:
    """What happens, and what must have been shown in the room, to Ann and to Tom, in order."""

    play: Callable[[World], Awaitable[None]]
    room: tuple[str, ...]
    ann: tuple[str, ...]
    tom: tuple[str, ...]
    text: str = "Why so early?"


ASKED = "A message from Alongside. Question 1 has come"
STILL = "A message from Alongside. Question 1 still waits"
OUT = "Question 1, without a name"
HOLDS = ("Why hold question 1", "If you both hold it back")


async def let_out(world: World) -> None:
    await world.later(60)
    await presses(world, "Ann", "let question out 1")
    await talk(world)
    await world.later(HOUR)


async def both_hold(world: World) -> None:
    await world.later(60)
    await presses(world, "Ann", "hold question 1", "1", "1")
    await presses(world, "Tom", "hold question 1", "2", "1")
    await talk(world)
    await world.later(HOUR)


async def silence(world: World) -> None:
    await world.later(60)
    await world.later(4 * DAY)
    await world.later(60)


async def silence_about_somebody(world: World) -> None:
    await silence(world)
    await world.later(15 * DAY)
    await world.later(60)


STORIES = {
    "let out": Story(let_out, (OUT,), (ASKED, "Thank you. Question 1 goes out"), (ASKED,)),
    "both hold": Story(
        both_hold,
        ("Question 1 is held back. It names a person.",),
        (ASKED, *HOLDS, "Thank you. Question 1 is held back once"),
        (ASKED, *HOLDS, "Thank you. You both hold"),
    ),
    "silence": Story(silence, (OUT,), (ASKED,), (ASKED,)),
    "silence about somebody": Story(
        silence_about_somebody,
        ("Question 1 is held, waiting.", OUT),
        (ASKED, STILL),
        (ASKED, STILL),
        text="Why does Joe decide?",
    ),
}


async def at_rest(folder: Path, text: str) -> Path:
    """A folder with a group whose two Readers have just been given a question."""

    def two_read(tx: Tx) -> None:
        for name in ("Ann", "Tom"):
            readers.ask(tx, GROUP_ONE, someone(name).id, TODAY + timedelta(days=90))
            readers.say_yes(tx, GROUP_ONE, someone(name).id)

    def come_out(tx: Tx) -> None:
        due = Due("due:slot", the_group(tx), "challenge.slot", {}, START, timedelta(), 1)
        store.keep(tx, GROUP_ONE, NUMBER_ONE, 1, text, TODAY, State.READING)
        reading.begins(tx, due, NUMBER_ONE, reading.first(tx, due, text))

    async with group_in(folder, two_read, last=come_out) as life:
        pass
    return life.folder


async def every(folder: Path) -> dict[str, Path]:
    return {name: await at_rest(folder / name, story.text) for name, story in STORIES.items()}


bases = once_for_all(every)


async def killed_once(
    story: Story, base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    async with killed_at(kill_at, base, folder, forgetful=forgetful) as world:
        await story.play(world)
        left = await world.life.app.db.read(lambda tx: tx.all("SELECT 1 FROM note_reading"))
    shown = {ROOM: story.room, "Ann": story.ann, "Tom": story.tom}
    return world.crashes > 0, "it is still being read" if left else wrong_in(world, shown)


@pytest.mark.parametrize("name", STORIES)
async def test_each_is_told_once_wherever_it_is_killed(
    name: str, bases: dict[str, Path], tmp_path: Path
) -> None:
    await is_well(tmp_path, partial(killed_once, STORIES[name], bases[name]), more_than=8)


async def test_a_platform_that_forgets_tokens_is_caught(
    bases: dict[str, Path], tmp_path: Path
) -> None:
    story = STORIES["let out"]
    assert await doubled(tmp_path, partial(killed_once, story, bases["let out"], forgetful=True))
