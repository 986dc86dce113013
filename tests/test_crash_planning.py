"""Reminders and a series, killed at every step and started again: each post once, none at all
for a meeting that was called off.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from crash import (
    LEAD,
    ROOM,
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
from planned import ANSWERS
from stage import START

from bot.model import Heard

pytestmark = pytest.mark.slow

TO_DAY_BEFORE = 6 * 86_400 + 10 * 60
TO_LAST = 86_400 - 15 * 60

DAY_BEFORE = "We meet on Tuesday 19 May at 10:30."
LAST = "We meet today at 10:30."
OFF = "We do not meet on Tuesday 26 May at 10:30."
NEXT = "We meet on Tuesday 2 June at 10:30."


async def at_rest(folder: Path) -> Path:
    """A folder with a group that has planned a series."""
    series = {**ANSWERS, "when": "every Tuesday 10:30"}
    async with group_in(folder) as life:
        for n, (text, fields) in enumerate((("plan", series), ("post meeting", None))):
            by, event = someone(LEAD), f"chat:plan{n}"
            said = Heard(event, by, text, START, pressed=True, shares=(ROOM,), fields=fields)
            await life.hear(said)
            await life.settle()
    return life.folder


base = once_for_all(at_rest)


async def three_weeks(world: World) -> None:
    await world.later(TO_DAY_BEFORE)
    await world.later(TO_LAST)
    await world.later(15 * 60)
    await presses(world, LEAD, "cancel that meeting 2", "only", "post meeting")
    await world.later(7 * 86_400)
    await world.later(6 * 86_400)


def wrong(world: World) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    if twice := shown_twice(world):
        return twice
    room = [line for line in world.chat.texts() if not line.startswith("Hello")]
    starts = [text for line in room for text in (DAY_BEFORE, LAST, OFF, NEXT) if text in line]
    well = starts == [DAY_BEFORE, LAST, OFF, NEXT] and len(room) == 4
    return "" if well else f"the room saw {room}"


async def killed_once(
    base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    async with killed_at(kill_at, base, folder, forgetful=forgetful) as world:
        await three_weeks(world)
    return world.crashes > 0, wrong(world)


async def test_each_is_posted_once_wherever_it_is_killed(base: Path, tmp_path: Path) -> None:
    await is_well(tmp_path, partial(killed_once, base), more_than=25)


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    assert await doubled(tmp_path, partial(killed_once, base, forgetful=True))
