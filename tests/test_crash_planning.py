"""Reminders and a series, killed at every step and started again: each post once, none at all
for a meeting that was called off.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from planned import ANSWERS
from stage import START
from test_crash import LEAD, PEOPLE, ROOM, Chat, Life, World, someone, sweep

from bot import groups
from bot.clock import Clock
from bot.db import Tx
from bot.model import GroupId, Heard, Right

pytestmark = pytest.mark.slow

TO_DAY_BEFORE = 6 * 86_400 + 10 * 60
TO_LAST = 86_400 - 15 * 60

DAY_BEFORE = "We meet on Tuesday 19 May at 10:30."
LAST = "We meet today at 10:30."
OFF = "We do not meet on Tuesday 26 May at 10:30."
NEXT = "We meet on Tuesday 2 June at 10:30."


async def planned_in(folder: Path) -> Path:
    """A folder with a group that has planned a series, at rest."""
    base = folder / "life0"
    base.mkdir(parents=True)
    life = await Life.begin(Chat(), base, Clock(frozen_at=START))
    app = life.app
    await app.arrived(ROOM, "North Town group", someone(LEAD), frozenset({Right.MANAGE}))

    def join(tx: Tx) -> None:
        for name in (LEAD, *PEOPLE):
            groups.join(tx, GroupId(1), someone(name), START.date())
        app.groups.settle(tx)

    await app.db.write(join)
    fields = {**ANSWERS, "when": "every Tuesday 10:30"}
    for n, (text, given) in enumerate((("plan", fields), ("post meeting", None))):
        heard = Heard(
            f"chat:plan{n}", someone(LEAD), text, START, pressed=True, shares=(ROOM,), fields=given
        )
        await life.hear(heard)
        await life.settle()
    await app.db.write(lambda tx: tx.run("DELETE FROM outbox"))
    await life.end()
    return base


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(planned_in(Path(folder)))


async def three_weeks(world: World) -> None:
    await world.later(TO_DAY_BEFORE)
    await world.later(TO_LAST)
    await world.later(15 * 60)
    for word in ("cancel that meeting 2", "only", "post meeting"):
        await world.says(LEAD, word, pressed=True)
        await world.rest()
    await world.later(7 * 86_400)
    await world.later(6 * 86_400)


async def killed_once(
    base: Path, folder: Path, kill_at: int, *, forgetful: bool
) -> tuple[bool, str]:
    """Three weeks, killed at that step: whether it came to that, and what went wrong."""
    world = World(folder, forgetful=forgetful)
    await world.begin(base, kill_at)
    try:
        await three_weeks(world)
        times = Counter(one.token for one in world.chat.shown)
        assert set(times.values()) == {1}, "something was shown 2 times"
        room = [line for line in world.chat.texts() if not line.startswith("Hello")]
        starts = [text for line in room for text in (DAY_BEFORE, LAST, OFF, NEXT) if text in line]
        assert starts == [DAY_BEFORE, LAST, OFF, NEXT], room
        assert len(room) == 4, room
    except AssertionError as problem:
        return world.crashes > 0, str(problem)
    finally:
        await world.end()
    return world.crashes > 0, ""


async def test_each_is_posted_once_wherever_it_is_killed(base: Path, tmp_path: Path) -> None:
    found = await sweep(tmp_path, partial(killed_once, base, forgetful=False))
    assert not {step: wrong for step, wrong in found.items() if wrong}
    assert len(found) > 25, "the sweep goes through all of it"


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    found = await sweep(tmp_path, partial(killed_once, base, forgetful=True))
    assert len([step for step, wrong in found.items() if "was shown 2 times" in wrong]) >= 5
