"""kill -9, again and again: what was told is kept, what must be said is said once, in order.

Each of these checks is also run against a platform that does not know its tokens again, and
must fail there: a check that cannot see a double proves nothing.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sqlite3
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
from bench.ground import seeded
from slow.elsewhere import ROOT, own_environment
from slow.house import PEOPLE, TWIN, House, after_rest

pytestmark = pytest.mark.slow

KILLS = 10
PER_SECOND = 5
COMMANDS = 100
ALIVE = (0.9, 0.4, 1.3, 0.7, 1.1, 0.5, 0.8, 1.2, 0.6, 1.0)
"""Seconds it lives between one start and the next kill."""


async def begin(house: House) -> None:
    """A rehearsal in which a meeting has just begun."""
    await house.start()
    async with aiohttp.ClientSession() as web:
        await house.says(web, "grace", "say hello", alone=True)
        await house.says(web, "bashir", "start")


async def say_all(house: House, lines: dict[str, list[str]], *, alone: bool) -> None:
    """Everybody says their lines, one after another, five a second in all."""

    async def one(who: str, turn: int, web: aiohttp.ClientSession) -> None:
        began = time.monotonic()
        for n, text in enumerate(lines[who]):
            due = began + (turn + n * len(lines)) / PER_SECOND
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await house.says(web, who, text, alone=alone)

    async with aiohttp.ClientSession() as web, asyncio.TaskGroup() as tasks:
        for turn, who in enumerate(lines):
            tasks.create_task(one(who, turn, web))


def up_and_down() -> dict[str, list[str]]:
    """A hundred commands of eight people; in the end every hand is up."""
    each = [COMMANDS // len(PEOPLE) + (n < COMMANDS % len(PEOPLE)) for n in range(len(PEOPLE))]
    return {
        who: [("hand down", "hand up")[(count - n) % 2] for n in range(count)]
        for who, count in zip(PEOPLE, each, strict=True)
    }


def expected(said: list[str]) -> list[str]:
    """The answers to these, in order: a hand that is not up cannot be taken down."""
    keys = {"hand up": "hands.up", "hand down": "hands.down"}
    first = "hands.not-up" if said[0] == "hand down" else keys[said[0]]
    return [first, *(keys[text] for text in said[1:])]


async def under_fire(house: House, lines: dict[str, list[str]], *, alone: bool) -> None:
    await begin(house)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(say_all(house, lines, alone=alone))
        tasks.create_task(house.kill_often(KILLS, alive=ALIVE))
    await after_rest(house)
    assert len(house.starts) > KILLS


def hands(house: House) -> list[str]:
    return [who.removeprefix("local:") for (who,) in house.bot("SELECT person FROM hands_hand")]


async def test_each_private_command_is_answered_once_and_in_order(tmp_path: Path) -> None:
    house = House(tmp_path)
    lines = up_and_down()
    await under_fire(house, lines, alone=True)
    assert house.problems() == []
    for who, said in lines.items():
        assert house.answers(who)[-len(said) :] == expected(said), who
    assert sorted(hands(house)) == sorted(PEOPLE)
    assert max(house.starts) < 10, "a kill leaves nothing that refuses the next start"


async def test_in_the_room_every_hand_counts_once_and_every_line_is_posted_once(
    tmp_path: Path,
) -> None:
    house = House(tmp_path)
    await under_fire(house, up_and_down(), alone=False)
    await house.start()
    async with aiohttp.ClientSession() as web:  # what waits for a calmer minute
        for _ in range(3):
            await house.post(web, "clock", {"minutes": 1})
            await asyncio.sleep(1)
    await after_rest(house)
    assert house.problems() == []
    assert sorted(hands(house)) == sorted(PEOPLE)
    ((told,),) = house.bot("SELECT told FROM hands_floor")
    assert sorted(who.removeprefix("local:") for who in told.split("\n")) == sorted(PEOPLE)
    posted = house.bot("SELECT cause FROM outbox WHERE key = 'hands.list' AND state = 'sent'")
    assert len(posted) == len(set(posted)) > 0
    assert len(house.page("SELECT 1 FROM line WHERE board IS NOT NULL")) == 1


async def test_a_slow_platform_shows_nothing_twice(tmp_path: Path) -> None:
    house = House(tmp_path, program=TWIN)
    await under_fire(house, up_and_down(), alone=True)
    assert house.problems() == []


async def test_the_check_sees_what_a_forgetful_platform_shows_twice(tmp_path: Path) -> None:
    house = House(tmp_path, program=(*TWIN, "--forget"))
    await under_fire(house, up_and_down(), alone=True)
    assert [one for one in house.problems() if one.startswith("doubled")]


DUE = 200


async def due_posts(house: House) -> None:
    """Two hundred posts come due while the program is being killed."""
    await begin(house)
    await after_rest(house)
    at = int(time.time() * 1000)
    ((session,),) = house.bot("SELECT session FROM household WHERE id = 1")
    with closing(sqlite3.connect(house.folder / "data" / "alongside.db")) as raw, raw:
        raw.executemany(
            "INSERT INTO due (job, subject, group_id, args, slot, next_at)"
            " VALUES ('sessions.forgotten', ?, 1, ?, ?, ?)",
            [
                (f"test-{n}", json.dumps({"session": session}), f"slot-{n}", at + 1000 + n * 50)
                for n in range(DUE)
            ],
        )
    await house.start()
    await house.kill_often(KILLS, alive=ALIVE)
    await after_rest(house, 120)


def causes(house: House) -> Counter[str]:
    sql = "SELECT cause FROM outbox WHERE cause LIKE 'due:sessions.forgotten:test-%'"
    return Counter(cause for (cause,) in house.bot(sql))


async def test_each_due_post_is_posted_once(tmp_path: Path) -> None:
    house = House(tmp_path)
    await due_posts(house)
    assert house.problems() == []
    assert len(causes(house)) == DUE
    assert set(causes(house).values()) == {1}
    assert house.answers("bashir").count("sessions.still-on") == DUE
    assert house.bot("SELECT 1 FROM due WHERE subject LIKE 'test-%'") == []


async def test_the_check_sees_a_due_post_twice(tmp_path: Path) -> None:
    house = House(tmp_path, program=(*TWIN, "--forget"))
    await due_posts(house)
    assert [one for one in house.problems() if one.startswith("doubled")]


GROUPS, EACH = 1000, 10


async def ten_thousand(folder: Path, *more: str) -> Counter[str]:
    """Ten thousand due at once, killed three times in the middle: how often each was shown."""
    at = int(time.time() * 1000)

    def due(raw: sqlite3.Connection) -> None:
        raw.executemany(
            "INSERT INTO due (job, subject, group_id, args, slot, next_at)"
            " VALUES ('sessions.forgotten', ?, ?, ?, 'then', ?)",
            [
                (f"{group}-{n}", group, json.dumps({"session": group}), at)
                for group in range(1, GROUPS + 1)
                for n in range(EACH)
            ],
        )

    await seeded(folder / "alongside.db", GROUPS, 2, due, platform="ledger")
    ledger = folder / "ledger.txt"
    program = str(Path(__file__).with_name("ledger.py"))
    command = (sys.executable, program, "--folder", str(folder), *more)
    for until in (2_000, 5_000, 8_000):
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=own_environment())
        while _lines(ledger) < until:
            assert process.returncode is None, "it ended before it was killed"
            await asyncio.sleep(0.005)
        process.kill()
        assert await process.wait() == -9
    last = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=own_environment())
    assert await asyncio.wait_for(last.wait(), 120) == 0
    return Counter(ledger.read_text("ascii").split())


def _lines(ledger: Path) -> int:
    return ledger.stat().st_size // 25 if ledger.exists() else 0


async def test_ten_thousand_at_once_are_all_said_once(tmp_path: Path) -> None:
    shown = await ten_thousand(tmp_path)
    assert len(shown) == GROUPS * EACH, "none lost"
    assert set(shown.values()) == {1}, "none doubled"
    with closing(sqlite3.connect(tmp_path / "alongside.db")) as raw:
        rows = raw.execute("SELECT token FROM outbox WHERE state = 'sent'").fetchall()
    assert {token for (token,) in rows} == shown.keys()


async def test_the_check_sees_one_of_ten_thousand_twice(tmp_path: Path) -> None:
    shown = await ten_thousand(tmp_path, "--forget")
    assert len(shown) == GROUPS * EACH
    assert max(shown.values()) > 1


async def test_a_polite_end_takes_less_than_five_seconds(tmp_path: Path) -> None:
    house = House(tmp_path)
    await begin(house)
    async with aiohttp.ClientSession() as web:
        for who, _ in zip(itertools.cycle(PEOPLE), range(40), strict=False):
            await house.says(web, who, "hand up", alone=True)
        async with web.get(house.address + "events"):  # a page is open
            took = await house.end()
    assert took < 5
    await house.start()
    await after_rest(house)
    assert house.problems() == []
    assert sorted(hands(house)) == sorted(PEOPLE)
