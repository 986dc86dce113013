"""Somebody asks to talk to a person, and the bot is killed at every step: each is told once."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from stage import START
from test_crash import LEAD, PEOPLE, REPEATED, ROOM, Chat, Life, World, someone, sweep

from bot import care, groups
from bot.clock import Clock
from bot.db import Tx
from bot.model import GroupId, Right

pytestmark = pytest.mark.slow

HOUR = 3600
ASKS = ("talk to a person", "1", "3", "1", "1", "1")
"""Tom, and meet him as soon as possible."""


@dataclass(frozen=True)
class Story:
    """What happens, and what must have been shown to who asks and to who is asked, in order."""

    play: Callable[[World], Awaitable[None]]
    asker: tuple[str, ...]
    supporter: tuple[str, ...]


FORM = ("Who would you like", "How would you like", "How does Tom find", "When does it", "Only Tom")
SENT = (*FORM, "I am telling Tom now.")
ASKED = "Ann from “North Town group” would like to talk to you."
CHASED = "Somebody still waits for a word from you."


async def asks(world: World) -> None:
    for text in ASKS:
        await world.says("Ann", text, pressed=True)
        await world.rest()


async def talk(world: World) -> None:
    """Later words, of no meaning to the bot: what is long ago is not told again after a crash."""
    for _ in range(REPEATED):
        await world.says("Ann", "I see.")


async def a_yes(world: World) -> None:
    await asks(world)
    await world.says("Tom", "i can", pressed=True)
    await world.rest()
    await talk(world)
    await world.later(3 * HOUR)
    await world.says("Ann", "we have talked", pressed=True)
    await world.rest()
    await talk(world)
    await world.later(48 * HOUR)


async def a_no(world: World) -> None:
    await asks(world)
    await world.says("Tom", "i cannot", pressed=True)
    await world.rest()
    await talk(world)
    await world.later(48 * HOUR)


async def no_answer(world: World) -> None:
    await asks(world)
    await talk(world)
    for _ in range(5):
        await world.later(HOUR // 2)
    await world.later(48 * HOUR)


STORIES = {
    "a yes": Story(
        a_yes,
        (
            *SENT,
            "Tom has said yes. You will meet.",
            "A message from Alongside. Have",
            "That is good",
        ),
        (ASKED, "Thank you. Ann knows now"),
    ),
    "a no": Story(
        a_no,
        (*SENT, "A message from Alongside. Tom cannot do it this time."),
        (ASKED, "That is fine."),
    ),
    "no answer": Story(
        no_answer,
        (*SENT, "A message from Alongside. Tom has not answered in time."),
        (ASKED, CHASED),
    ),
}


async def at_rest(folder: Path) -> Path:
    """A folder with a group in which Tom is there for people."""
    base = folder / "life0"
    base.mkdir(parents=True)
    life = await Life.begin(Chat(), base, Clock(frozen_at=START))
    app = life.app
    await app.arrived(ROOM, "North Town group", someone(LEAD), frozenset({Right.MANAGE}))

    def join(tx: Tx) -> None:
        for name in (LEAD, *PEOPLE):
            groups.join(tx, GroupId(1), someone(name), START.date())
        care.ask(tx, GroupId(1), someone("Tom"), START.date() + groups.TERM)
        care.say_yes(tx, GroupId(1), someone("Tom").id)
        app.groups.settle(tx)

    await app.db.write(join)
    await life.settle()
    await app.db.write(lambda tx: tx.run("DELETE FROM outbox"))
    await life.end()
    return base


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(at_rest(Path(folder)))


def wrong_in(world: World, story: Story) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    times = Counter(one.token for one in world.chat.shown)
    if set(times.values()) != {1}:
        return "something was shown 2 times"
    for who, wanted in (("Ann", story.asker), ("Tom", story.supporter)):
        shown = world.chat.texts(f"@{someone(who).id}")
        if len(shown) != len(wanted) or not all(map(str.startswith, shown, wanted)):
            return f"{who} saw {shown}"
    others = [one.text for one in world.chat.shown if one.address.endswith((LEAD.lower(), "room"))]
    return f"others saw {others}" if others else ""


async def killed_once(
    story: Story, base: Path, folder: Path, kill_at: int, *, forgetful: bool
) -> tuple[bool, str]:
    world = World(folder, forgetful=forgetful)
    await world.begin(base, kill_at)
    try:
        await story.play(world)
        left = await world.life.app.db.read(lambda tx: tx.all("SELECT 1 FROM care_request"))
    finally:
        await world.end()
    return world.crashes > 0, "something is kept" if left else wrong_in(world, story)


@pytest.mark.parametrize("name", STORIES)
async def test_each_is_told_once_wherever_it_is_killed(
    name: str, base: Path, tmp_path: Path
) -> None:
    found = await sweep(tmp_path, partial(killed_once, STORIES[name], base, forgetful=False))
    assert not {step: wrong for step, wrong in found.items() if wrong}
    assert len(found) > 20, "the sweep goes through all of it"


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    found = await sweep(tmp_path, partial(killed_once, STORIES["a no"], base, forgetful=True))
    assert [step for step, wrong in found.items() if "was shown 2 times" in wrong]
