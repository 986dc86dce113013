"""kill -9 while a group notes points and agrees on lines: each once, complete, in order.

Every single step is killed in `tests/test_crash_points.py`, `tests/test_crash_charter.py` and
`tests/test_crash_news.py`. Here it is the program itself, killed at any moment.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import aiohttp
import pytest
from slow.house import PEOPLE, House, after_rest
from slow.test_kill import ALIVE

pytestmark = pytest.mark.slow

LINES, KILLS = 5, 6
FIRST = 2
"""The number of their first line: the first of all says that points are switched on."""

NOTED = {who: [f"what {who} said, {n}" for n in range(3)] for who in PEOPLE}


async def leads(house: House, web: aiohttp.ClientSession, *lines: str) -> None:
    for line in lines:
        await house.says(web, "bashir", line)


async def agrees(house: House, web: aiohttp.ClientSession) -> None:
    """Five lines: written, tried and agreed, one after the other."""
    for n in range(FIRST, FIRST + LINES):
        await leads(house, web, f"!write line: We keep rule {n}")
    await leads(house, web, "!our draft")
    for n in range(FIRST, FIRST + LINES):
        await leads(house, web, f"!agree line {n}")
        await house.says(web, "ann", "that suits me")
        await leads(house, web, f"!group says yes to line {n}")


async def notes(house: House, web: aiohttp.ClientSession, who: str) -> None:
    for words in NOTED[who]:
        await house.says(web, who, f"!note this: {words}")
        await asyncio.sleep(0.7)


async def test_points_and_lines_are_kept_once_whole_and_in_order(tmp_path: Path) -> None:
    house = House(tmp_path)
    await house.start()
    async with aiohttp.ClientSession() as web:
        await house.says(web, "grace", "say hello", alone=True)
        for part in ("charter", "points"):
            await leads(house, web, f"!switch on {part}", f"!group says yes to {part}")
        await leads(house, web, "start")
        began = len(house.starts)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(agrees(house, web))
            for who in PEOPLE:
                tasks.create_task(notes(house, web, who))
            tasks.create_task(house.kill_often(KILLS, alive=ALIVE))
    await after_rest(house)
    assert len(house.starts) >= began + KILLS
    assert house.problems() == []
    # Points: each once, numbered without a gap, and each person's in the order they were said.
    kept = house.bot("SELECT number, words FROM point ORDER BY number")
    assert [int(number) for number, _ in kept] == list(range(1, len(kept) + 1))
    assert Counter(words for _, words in kept) == Counter(
        words for each in NOTED.values() for words in each
    )
    for each in NOTED.values():
        assert [words for _, words in kept if words in each] == each
    steps = house.bot("SELECT words, kind FROM charter_change ORDER BY place")
    for n in range(FIRST, FIRST + LINES):
        own = [kind for words, kind in steps if words == f"We keep rule {n}"]
        assert own == ["written", "tried", "agreed"], n
    told = house.bot("SELECT cause, key FROM outbox WHERE key = 'charter.became-agreed'")
    assert len(told) == len(set(told)) == LINES
