"""Times that are offered, answered and closed, killed at every step and started again: one post,
one word about what came of it, and no answer kept after it or lost before it.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from stage import START
from test_crash import LEAD, PEOPLE, ROOM, Chat, Life, World, someone, sweep

from bot import groups
from bot.clock import Clock
from bot.db import Tx
from bot.model import GroupId, Right, private

pytestmark = pytest.mark.slow

TO_THE_END = 2 * 86_400 + 7 * 3600 + 40 * 60
"""From five minutes after the start to Thursday, 18:00 in London."""

POST = "Bashir asks: which times suit you for a meeting?"
RESULT = "A message from Alongside. This is about the times you offered. "
MOST = "Most of those who answered can come on Tuesday 19 May at 10:30."


async def group_in(folder: Path) -> Path:
    """A folder with a group between meetings, at rest."""
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
    await life.settle()
    await app.db.write(lambda tx: tx.run("DELETE FROM outbox"))
    await life.end()
    return base


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(group_in(Path(folder)))


async def found(world: World) -> None:
    times = "Tuesday 10:30, or the Thursday after at 2"
    for said in ("find time", times, "two-days", "post the times"):
        await world.says(LEAD, said, pressed=True)
        await world.rest()
    for who in PEOPLE:
        await world.says(who, "my times 1", pressed=True)
    await world.rest()
    await world.later(TO_THE_END)
    await world.later(3 * 3600)


async def killed_once(
    base: Path, folder: Path, kill_at: int, *, forgetful: bool
) -> tuple[bool, str]:
    """Killed at that step: whether it came to that, and what went wrong."""
    world = World(folder, forgetful=forgetful)
    await world.begin(base, kill_at)
    try:
        await found(world)
        times = Counter(one.token for one in world.chat.shown)
        assert set(times.values()) == {1}, "something was shown 2 times"
        room = [line for line in world.chat.texts() if not line.startswith("Hello")]
        assert [POST in line for line in room] == [True], room
        alone = world.chat.texts(private(someone(LEAD).id))
        told = [line for line in alone if line.startswith(RESULT)]
        assert [MOST in line for line in told] == [True], told
        sql = "SELECT count(*) FROM findtime_answer"
        assert await world.life.app.db.read(lambda tx: tx.one(sql)) == (0,), "answers are kept"
    except AssertionError as problem:
        return world.crashes > 0, str(problem)
    finally:
        await world.end()
    return world.crashes > 0, ""


async def test_each_is_said_once_wherever_it_is_killed(base: Path, tmp_path: Path) -> None:
    wrong_at = await sweep(tmp_path, partial(killed_once, base, forgetful=False))
    assert not {step: wrong for step, wrong in wrong_at.items() if wrong}
    assert len(wrong_at) > 25, "the sweep goes through all of it"


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    wrong_at = await sweep(tmp_path, partial(killed_once, base, forgetful=True))
    assert len([step for step, wrong in wrong_at.items() if "was shown 2 times" in wrong]) >= 3
