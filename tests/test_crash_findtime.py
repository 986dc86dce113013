"""Times that are offered, answered and closed, killed at every step and started again: one post,
one word about what came of it, and no answer kept after it or lost before it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from crash import (
    LEAD,
    PEOPLE,
    World,
    doubled,
    group_in,
    is_well,
    killed_at,
    once_for_all,
    presses,
    shown_twice,
    someone,
)

from bot.model import private

pytestmark = pytest.mark.slow

TO_THE_END = 2 * 86_400 + 7 * 3600 + 40 * 60
"""From five minutes after the start to Thursday, 18:00 in London."""

POST = "Bashir asks: which times suit you for a meeting?"
RESULT = "A message from Alongside. This is about the times you offered. "
MOST = "Most of those who answered can come on Tuesday 19 May at 10:30."


async def at_rest(folder: Path) -> Path:
    """A folder with a group between meetings."""
    async with group_in(folder) as life:
        pass
    return life.folder


base = once_for_all(at_rest)


async def found(world: World) -> None:
    times = "Tuesday 10:30, or the Thursday after at 2"
    await presses(world, LEAD, "find time", times, "two-days", "post the times")
    for who in PEOPLE:
        await world.says(who, "my times 1", pressed=True)
    await world.rest()
    await world.later(TO_THE_END)
    await world.later(3 * 3600)


def wrong(world: World, kept: object) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    if twice := shown_twice(world):
        return twice
    room = [line for line in world.chat.texts() if not line.startswith("Hello")]
    if [POST in line for line in room] != [True]:
        return f"the room saw {room}"
    alone = world.chat.texts(private(someone(LEAD).id))
    told = [line for line in alone if line.startswith(RESULT)]
    if [MOST in line for line in told] != [True]:
        return f"who asked saw {told}"
    return "" if kept == (0,) else "answers are kept"


async def killed_once(
    base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    sql = "SELECT count(*) FROM findtime_answer"
    async with killed_at(kill_at, base, folder, forgetful=forgetful) as world:
        await found(world)
        kept = await world.life.app.db.read(lambda tx: tx.one(sql))
    return world.crashes > 0, wrong(world, kept)


async def test_each_is_said_once_wherever_it_is_killed(base: Path, tmp_path: Path) -> None:
    await is_well(tmp_path, partial(killed_once, base), more_than=25)


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    assert await doubled(tmp_path, partial(killed_once, base, forgetful=True))
