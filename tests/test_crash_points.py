"""Words become a point and are answered, and the bot is killed at every step: each is said once."""

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

from bot import consent, groups, ledger, settings
from bot.clock import Clock
from bot.db import Tx
from bot.model import GroupId, Right

pytestmark = pytest.mark.slow

DAY = 86_400


@dataclass(frozen=True)
class Story:
    """What happens, and what must have been shown in the room and to Tom, in order."""

    play: Callable[[World], Awaitable[None]]
    room: tuple[str, ...]
    tom: tuple[str, ...]


async def talk(world: World) -> None:
    """Later words, of no meaning to the bot: what is long ago is not told again after a crash."""
    for _ in range(REPEATED):
        await world.says("Joe", "I see.")


async def says(world: World, who: str, *lines: str) -> None:
    for line in lines:
        await world.says(who, line, pressed=True)
        await world.rest()


async def asked_and_noted(world: World) -> None:
    """Somebody else's words: Tom is asked alone, and says yes."""
    await says(world, LEAD, "note for Tom", "buses come late", "1")
    await says(world, "Tom", "note my words")
    await talk(world)
    await world.later(120)


async def noted_and_late(world: World) -> None:
    await says(world, "Tom", "note this: buses come late", "1")
    await talk(world)
    await world.later(120)
    await world.later(29 * DAY)
    await world.later(DAY)


POINT = "Point 1: “buses come late”"
ASKED = f"{LEAD} would like to note your words"

STORIES = {
    "asked and noted": Story(asked_and_noted, (POINT,), (ASKED, "Thank you")),
    "noted and late": Story(
        noted_and_late,
        (POINT, "Point 1 has no answer yet."),
        ("This goes to North Town group", "Thank you"),
    ),
}


async def at_rest(folder: Path) -> Path:
    """A folder with a group that keeps points; Tom may be asked."""
    base = folder / "life0"
    base.mkdir(parents=True)
    life = await Life.begin(Chat(), base, Clock(frozen_at=START))
    app = life.app
    await app.arrived(ROOM, "North Town group", someone(LEAD), frozenset({Right.MANAGE}))

    def join(tx: Tx) -> None:
        for name in (LEAD, *PEOPLE):
            groups.join(tx, GroupId(1), someone(name), START.date())
        consent.keep(tx, GroupId(1), someone("Tom").id, consent.YES, START.date())
        part = settings.part(ledger.PART)
        settings.choose(tx, GroupId(1), part, settings.ON, START.date())
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
    for where, wanted in ((str(ROOM), story.room), (f"@{someone('Tom').id}", story.tom)):
        shown = [one.removeprefix("A message from Alongside. ") for one in world.chat.texts(where)]
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
        found = await world.life.app.db.read(lambda tx: ledger.every(tx, GroupId(1)))
        asked = await world.life.app.db.read(lambda tx: tx.all("SELECT 1 FROM point_wanted"))
    finally:
        await world.end()
    if len(found) != 1 or asked:
        return world.crashes > 0, f"{len(found)} points, {len(asked)} asked for"
    return world.crashes > 0, wrong_in(world, story)


@pytest.mark.parametrize("name", STORIES)
async def test_each_is_said_once_wherever_it_is_killed(
    name: str, base: Path, tmp_path: Path
) -> None:
    found = await sweep(tmp_path, partial(killed_once, STORIES[name], base, forgetful=False))
    assert not {step: wrong for step, wrong in found.items() if wrong}
    assert len(found) > 8, "the sweep goes through all of it"


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    story = STORIES["asked and noted"]
    found = await sweep(tmp_path, partial(killed_once, story, base, forgetful=True))
    assert [step for step, wrong in found.items() if "was shown 2 times" in wrong]
