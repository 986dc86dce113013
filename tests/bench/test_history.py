"""Years of use must not be felt: neither by a command nor at the start."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from bench.ground import person, room, running, says, seeded
from pace import SLOWER

from bot.app import App

pytestmark = pytest.mark.slow

GROUPS, PEOPLE = 50, 10
BLOCKS = 12
MINUTE = 60_000


def history(rows: int) -> Callable[[sqlite3.Connection], None]:
    """So many rows of what was, in the same groups and chats that go on now.

    As young as may be, so that the sweep at the start forgets none of them.
    """

    def fill(raw: sqlite3.Connection) -> None:
        raw.create_function("room_of", 1, lambda n: room(1 + n % GROUPS))
        raw.create_function("chat_of", 2, lambda n, who: "@" + person(1 + n % GROUPS, who).id)

        def add(part: float, into: str) -> None:
            raw.execute(
                "WITH RECURSIVE each(n) AS"
                " (SELECT 0 UNION ALL SELECT n + 1 FROM each WHERE n + 1 < :rows)"
                f" INSERT INTO {into} FROM each",
                {"rows": int(rows * part), "now": int(time.time() * 1000), "minute": MINUTE},
            )

        add(
            0.4,
            "inbox (event, at)"
            " SELECT 'old:' || lower(hex(randomblob(8))), :now - 3 * :minute + n * :minute / :rows",
        )
        add(
            0.4,
            "outbox (address, lane, cause, n, key, says, at, good_until, state, token,"
            " first_tried_at, text_hash, message)"
            f" SELECT CASE WHEN n % 2 THEN room_of(n) ELSE chat_of(n, n / 2 % {PEOPLE}) END,"
            " 1, 'old:' || n, 0, 'hands.up', '', :now - 3 * :minute + n * :minute / :rows, 0,"
            " 'sent', lower(hex(randomblob(12))), 0, lower(hex(randomblob(32))), n",
        )
        add(
            0.1,
            "fired (due, slot, at) SELECT 1000000 + n, '2026-01-01T10:30', :now - :minute",
        )
        add(
            0.1,
            "session (id, group_id, lead, lead_name, started_at, ended_at)"
            f" SELECT 1000 + n, 1 + n % {GROUPS}, substr(chat_of(n, 0), 2), 'Lead',"
            " :now - 3 * :minute, :now - :minute",
        )

    return fill


async def test_a_million_rows_of_history(tmp_path: Path) -> None:
    """The same commands, one after another, in two bots that take turns."""
    events = itertools.count()
    times: dict[int, list[float]] = {1_000: [], 1_000_000: []}
    async with AsyncExitStack() as stack:
        apps: dict[int, App] = {}
        for rows in times:
            path = tmp_path / f"{rows}.db"
            await seeded(path, GROUPS, PEOPLE, history(rows))
            apps[rows] = (await stack.enter_async_context(running(path)))[0]
        for number in range(BLOCKS):
            for rows, app in apps.items():
                for group in range(1, GROUPS + 1):
                    word = "hand down" if number % 2 else "hand up"
                    began = time.perf_counter()
                    await says(app, group, 1, word, f"bench:{next(events)}")
                    if number >= 2:
                        times[rows].append(time.perf_counter() - began)
                # What it sends afterwards is no part of the command.
                await asyncio.sleep(0.05)
    few, many = (statistics.median(each) for each in times.values())
    print(
        f"\nhistory: a command against 1,000,000 rows takes {many / few:.2f} times"
        f" the same against 1,000 ({many * 1000:.2f} ms and {few * 1000:.2f} ms)"
    )
    assert many <= (1.3 + 0.2 * (SLOWER - 1)) * few


def waiting(rows: int, *, overdue: bool) -> Callable[[sqlite3.Connection], None]:
    """So many posts that are still to come, or that should have come an hour ago."""

    def fill(raw: sqlite3.Connection) -> None:
        now = int(time.time() * 1000)
        at = now - 60 * MINUTE if overdue else now + 60 * MINUTE
        raw.executemany(
            "INSERT INTO due (job, subject, group_id, slot, next_at)"
            " VALUES ('hands.asked-line', ?, ?, 'then', ?)",
            ((f"{room(1 + n % GROUPS)}-{n}", 1 + n % GROUPS, at) for n in range(rows)),
        )

    return fill


async def start(path: Path, work: Path) -> float:
    """From nothing to the first answer, in a fresh copy of that file. Seconds."""
    shutil.copy(path, work)
    with work.open("rb") as copied:
        os.fsync(copied.fileno())
    began = time.perf_counter()
    async with running(work) as (app, platform):
        await says(app, 1, 1, "hand up", "bench:first")
        await asyncio.wait_for(platform.answered.wait(), 30)
        return time.perf_counter() - began


async def test_a_hundred_thousand_due(tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.db" for name in ("empty", "due", "overdue")}
    await seeded(files["empty"], GROUPS, PEOPLE)
    await seeded(files["due"], GROUPS, PEOPLE, waiting(100_000, overdue=False))
    await seeded(files["overdue"], GROUPS, PEOPLE, waiting(100_000, overdue=True))
    times: dict[str, list[float]] = {name: [] for name in files}
    turns = itertools.cycle(itertools.permutations(files))
    for turn in itertools.islice(turns, 12):  # each as often first as last
        for name in turn:
            times[name].append(await start(files[name], tmp_path / "work.db"))
    empty, due, overdue = (statistics.median(each[1:]) for each in times.values())
    print(
        f"\nstart: with 100,000 due later {due / empty:.2f} times an empty start"
        f" ({due * 1000:.1f} ms and {empty * 1000:.1f} ms to the first answer);"
        f" with 100,000 overdue {overdue / empty:.2f} times ({overdue * 1000:.1f} ms)"
    )
    assert (
        due <= (1.1 + 0.2 * (SLOWER - 1)) * empty + 0.0005
    )  # half a millisecond is this machine's noise
