"""A worry without a name, killed at every step from the box to the room, and started again.

Once, complete, in order: its line stops being agreed and the room hears of it once, or neither.
That such a sweep sees a slot which forgets what came out is shown in `test_crash_aside`.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from crash import (
    GROUP_ONE,
    LEAD,
    ROOM,
    TODAY,
    group_in,
    is_well,
    once_for_all,
    shown_twice,
    someone,
)
from stage import START, words
from test_crash_aside import A_WEEK, MEMBERS, Asides

from bot import charter
from bot.clauses import Clause, Kind, State
from bot.db import Tx
from bot.model import Heard

pytestmark = pytest.mark.slow

WORD = "worry without my name"
POST = (
    "There is a worry about line 1. Worries make it better. Who would like to talk about it?"
    " Line 1 was agreed. We try it again until we have talked."
)


async def at_rest(folder: Path) -> Path:
    """A group of some weeks, with one agreed line."""

    def agreed(tx: Tx) -> None:
        line = Clause(1, "Quiet is fine", State.AGREED, TODAY, TODAY + timedelta(days=180))
        charter.save(tx, GROUP_ONE, line, Kind.AGREED, TODAY)
        tx.moments.clear()

    weeks_ago = TODAY - timedelta(days=30)
    async with group_in(folder, agreed, people=MEMBERS, since=weeks_ago) as life:
        for n, word in enumerate(("switch on charter", "group says yes charter")):
            await life.hear(Heard(f"chat:on{n}", someone(LEAD), word, START, ROOM, pressed=True))
    return life.folder


base = once_for_all(at_rest)


async def two_worry(world: Asides) -> None:
    """About the same line, one of them until they are told that it is in the box."""
    while await worries(world, "Joe") is None:
        pass
    await worries(world, "Tom")
    await world.until("There is a worry")
    for _ in range(A_WEEK):
        await world.a_day()


async def worries(world: Asides, who: str) -> str | None:
    """What they are told in the end. None: it was killed before."""
    while "only just started" in str(words(await world.hears(who, WORD))):
        await world.later(61)  # what talks know is read once a minute
    return await world.then(who, "1", "1", "1")


def kept(tx: Tx) -> tuple[str, int, int]:
    """How the line stands, how often a worry changed it, and what the room has not heard."""
    line = charter.read(tx, GROUP_ONE).clause(1)
    assert line is not None
    steps = [one.kind for one in charter.changes(tx, GROUP_ONE, 1)]
    unsaid = tx.one("SELECT count(*) FROM charter_unsaid")
    return line.state.value, steps.count(Kind.WORRY), unsaid[0] if unsaid else 0


async def killed_once(base: Path, folder: Path, kill_at: int) -> tuple[bool, str]:
    world = Asides(folder)
    await world.begins(base, START, kill_at)
    try:
        await two_worry(world)
        state = await world.life.app.db.read(kept)
        waits = len(world.life.app._keeper._box.notes)
    except AssertionError as problem:
        return world.crashes > 0, str(problem)
    finally:
        await world.end()
    return world.crashes > 0, wrong(world, state, waits)


def wrong(world: Asides, state: tuple[str, int, int], waits: int) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    if twice := shown_twice(world):
        return twice
    heard = [line for line in world.chat.texts() if "worr" in line]
    # Who did not hear that it is in the box may have it there twice, at two slots: still one line.
    if heard[:1] != [POST] or len(heard) > 1:
        return f"the room heard {heard}"
    if state != ("tried", 1, 0):
        return f"it is kept as {state}"
    return f"{waits} lie in the box" if waits else ""


async def test_it_comes_out_once_wherever_it_is_killed(base: Path, tmp_path: Path) -> None:
    await is_well(tmp_path, partial(killed_once, base), more_than=5)
