"""Words become a point and are answered, and the bot is killed at every step: each is said once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from crash import (
    GROUP_ONE,
    LEAD,
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
    wrong_in,
)

from bot import consent, ledger, settings
from bot.db import Tx

pytestmark = pytest.mark.slow

DAY = 86_400


@dataclass(frozen=True)
class Story:
    """What happens, and what must have been shown in the room and to Tom, in order."""

    play: Callable[[World], Awaitable[None]]
    room: tuple[str, ...]
    tom: tuple[str, ...]


async def asked_and_noted(world: World) -> None:
    """Somebody else's words: Tom is asked alone, and says yes."""
    await presses(world, LEAD, "note for Tom", "buses come late", "1")
    await presses(world, "Tom", "note my words")
    await talk(world)
    await world.later(120)


async def noted_and_late(world: World) -> None:
    await presses(world, "Tom", "note this: buses come late", "1")
    await talk(world)
    await world.later(120)
    await world.later(29 * DAY)
    await world.later(DAY)


POINT = "Point 1: “buses come late.”"
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

    def keeps_points(tx: Tx) -> None:
        consent.keep(tx, GROUP_ONE, someone("Tom").id, consent.YES, TODAY)
        settings.choose(tx, GROUP_ONE, settings.part(ledger.PART), settings.ON, TODAY)

    async with group_in(folder, keeps_points) as life:
        pass
    return life.folder


base = once_for_all(at_rest)


async def killed_once(
    story: Story, base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    async with killed_at(kill_at, base, folder, forgetful=forgetful) as world:
        await story.play(world)
        found = await world.life.app.db.read(lambda tx: ledger.every(tx, GROUP_ONE))
        asked = await world.life.app.db.read(lambda tx: tx.all("SELECT 1 FROM point_wanted"))
    if len(found) != 1 or asked:
        return world.crashes > 0, f"{len(found)} points, {len(asked)} asked for"
    return world.crashes > 0, wrong_in(world, {ROOM: story.room, "Tom": story.tom})


@pytest.mark.parametrize("name", STORIES)
async def test_each_is_said_once_wherever_it_is_killed(
    name: str, base: Path, tmp_path: Path
) -> None:
    await is_well(tmp_path, partial(killed_once, STORIES[name], base), more_than=8)


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    story = STORIES["asked and noted"]
    assert await doubled(tmp_path, partial(killed_once, story, base, forgetful=True))
