"""Ten thousand reminders due in the same minute over a thousand groups: on disk in time, once each.

The sister of `test_due.py`, with real meetings: each reminder looks its meeting up and makes the
whole post for the group's room.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import shutil
import sqlite3
import statistics
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bench.ground import SLOWER, Memory, delivered, running, seeded
from bench.test_due import EACH, GROUPS, RUNS, Run, watch
from planned import ANSWERS

from bot.db import Tx
from bot.features.planning.reminders import REMIND
from bot.meetings import Plan
from bot.model import is_private
from bot.program import keep_what_is_loaded
from bot.times import ms

pytestmark = pytest.mark.slow


def many_reminders(raw: sqlite3.Connection) -> None:
    """Ten meetings of each group in an hour, and the reminder of each due now."""
    now = datetime.now(UTC)
    starts = now + timedelta(hours=1)
    plans = [Plan.of({**ANSWERS, "aim": f"page {group}"}).kept() for group in range(GROUPS + 1)]
    raw.execute("UPDATE household SET session = NULL")  # a meeting that is on needs no reminder
    wall = f"{starts:%Y-%m-%dT%H:%M}"
    raw.executemany(
        "INSERT INTO meeting_series (id, group_id, starts, zone, minutes, plan, planned_on)"
        " VALUES (?, ?, ?, 'Europe/London', 90, ?, ?)",
        (
            (group * EACH + n, group, wall, plans[group], now.date().isoformat())
            for group in range(1, GROUPS + 1)
            for n in range(EACH)
        ),
    )
    raw.execute(
        "INSERT INTO meeting (id, series, slot, wall, starts_at)"
        " SELECT id, id, starts, starts, ? FROM meeting_series",
        (ms(starts),),
    )
    raw.execute(
        "INSERT INTO due (job, subject, group_id, args, slot, next_at, good_for)"
        " SELECT ?, id || ':soon', group_id, '{\"meeting\": ' || id || ', \"kind\": \"soon\"}',"
        " 'then', ?, 3600000 FROM meeting_series",
        (REMIND, ms(now)),
    )


def left(tx: Tx) -> int:
    row = tx.one("SELECT count(*) FROM due WHERE job = :job AND tries = 0", job=REMIND)
    return row[0] if row else 0


async def fire_all(path: Path) -> tuple[Run, Memory]:
    worst = [0.0]
    gc.collect()  # of what the test before left
    async with running(path) as (app, platform):
        keep_what_is_loaded()
        began = time.perf_counter()
        probe = asyncio.create_task(watch(worst))
        while await app.db.read(left):  # noqa: ASYNC110 (the file is what is asked)
            await asyncio.sleep(0.02)
        committed = time.perf_counter() - began
        await delivered(app)
        said = time.perf_counter() - began
        probe.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await probe
    return Run(committed, said, worst[0]), platform


def once_each(path: Path, platform: Memory) -> None:
    """None lost, none doubled: ten posts in each room, and each of them shown once."""
    with contextlib.closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT address, token FROM outbox WHERE key = 'planning.soon'")
        expected = Counter((address, token) for address, token in rows)
    assert Counter(platform.sent) == expected
    rooms = Counter(address for address, _ in expected)
    assert len(rooms) == GROUPS
    assert set(rooms.values()) == {EACH}
    assert not any(is_private(address) for address in rooms)


async def test_ten_thousand_reminders_in_the_same_minute(tmp_path: Path) -> None:
    before, work = tmp_path / "before.db", tmp_path / "work.db"
    await seeded(before, GROUPS, 2, many_reminders)
    runs: list[Run] = []
    for _ in range(RUNS):
        shutil.copy(before, work)
        run, platform = await fire_all(work)
        runs.append(run)
        once_each(work, platform)
        work.unlink()
    committed = statistics.median(run.committed for run in runs)
    said = statistics.median(run.said for run in runs)
    stall = statistics.median(run.stall for run in runs)
    print(
        f"\nreminders: 10,000 in the same minute over 1,000 groups: committed in {committed:.2f} s,"
        f" all said in {said:.2f} s; longest stall of the loop {stall * 1000:.0f} ms"
        f" (medians of {RUNS})"
    )
    assert committed <= 2 * SLOWER
    assert stall <= 0.025 * SLOWER
