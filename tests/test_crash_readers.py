"""Two Readers decide about a question, and the bot is killed at every step: each is told once."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from stage import START
from test_crash import LEAD, PEOPLE, REPEATED, ROOM, Chat, Life, World, someone, sweep

from bot import groups, readers
from bot.clock import Clock
from bot.db import Tx
from bot.features.challenge import reading, store
from bot.features.challenge.rules import State
from bot.model import Due, Group, GroupId, Right

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


async def talk(world: World) -> None:
    """Later words, of no meaning to the bot: what is long ago is not told again after a crash."""
    for _ in range(REPEATED):
        await world.says("Joe", "I see.")


async def says(world: World, who: str, *lines: str) -> None:
    for line in lines:
        await world.says(who, line, pressed=True)
        await world.rest()


async def let_out(world: World) -> None:
    await world.later(60)
    await says(world, "Ann", "let question out 1")
    await talk(world)
    await world.later(HOUR)


async def both_hold(world: World) -> None:
    await world.later(60)
    await says(world, "Ann", "hold question 1", "1", "1")
    await says(world, "Tom", "hold question 1", "2", "1")
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
    base = folder / "life0"
    base.mkdir(parents=True)
    life = await Life.begin(Chat(), base, Clock(frozen_at=START))
    app = life.app
    await app.arrived(ROOM, "North Town group", someone(LEAD), frozenset({Right.MANAGE}))

    def join(tx: Tx) -> None:
        for name in (LEAD, *PEOPLE):
            groups.join(tx, GroupId(1), someone(name), START.date())
        for name in ("Ann", "Tom"):
            readers.ask(tx, GroupId(1), someone(name).id, START.date() + timedelta(days=90))
            readers.say_yes(tx, GroupId(1), someone(name).id)
        app.groups.settle(tx)

    def come_out(tx: Tx) -> None:
        group = app.groups.get(GroupId(1))
        assert isinstance(group, Group)
        due = Due("due:slot", group, "challenge.slot", {}, START, timedelta(), 1)
        store.keep(tx, group.id, NUMBER_ONE, 1, text, START.date(), State.READING)
        reading.begins(tx, due, NUMBER_ONE, reading.first(tx, due, text))

    await app.db.write(join)
    await life.settle()
    await app.db.write(lambda tx: tx.run("DELETE FROM outbox"))
    await app.db.write(come_out)
    await life.end()
    return base


@pytest.fixture(scope="module")
def bases() -> Iterator[dict[str, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        yield {
            name: asyncio.run(at_rest(Path(folder) / name, story.text))
            for name, story in STORIES.items()
        }


def wrong_in(world: World, story: Story) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    times = Counter(one.token for one in world.chat.shown)
    if set(times.values()) != {1}:
        return "something was shown 2 times"
    private = {who: f"@{someone(who).id}" for who in ("Ann", "Tom")}
    for where, wanted in (
        (str(ROOM), story.room),
        (private["Ann"], story.ann),
        (private["Tom"], story.tom),
    ):
        shown = world.chat.texts(where)
        if len(shown) != len(wanted) or not all(map(str.startswith, shown, wanted)):
            return f"{where} saw {shown}"
    return ""


async def killed_once(
    story: Story, base: Path, folder: Path, kill_at: int, *, forgetful: bool
) -> tuple[bool, str]:
    world = World(folder, forgetful=forgetful)
    await world.begin(base, kill_at)
    try:
        await story.play(world)
        left = await world.life.app.db.read(lambda tx: tx.all("SELECT 1 FROM note_reading"))
    finally:
        await world.end()
    return world.crashes > 0, "it is still being read" if left else wrong_in(world, story)


@pytest.mark.parametrize("name", STORIES)
async def test_each_is_told_once_wherever_it_is_killed(
    name: str, bases: dict[str, Path], tmp_path: Path
) -> None:
    found = await sweep(tmp_path, partial(killed_once, STORIES[name], bases[name], forgetful=False))
    assert not {step: wrong for step, wrong in found.items() if wrong}
    assert len(found) > 8, "the sweep goes through all of it"


async def test_a_platform_that_forgets_tokens_is_caught(
    bases: dict[str, Path], tmp_path: Path
) -> None:
    story = STORIES["let out"]
    found = await sweep(tmp_path, partial(killed_once, story, bases["let out"], forgetful=True))
    assert [step for step, wrong in found.items() if "was shown 2 times" in wrong]
