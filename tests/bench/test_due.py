"""Ten thousand things due at one instant: fired in time, once each, and nobody has to wait.

The loop is watched all the while: a probe asks to be woken every millisecond and keeps how
late it was, which is what anybody who speaks to the bot at that moment would feel.
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
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bench.ground import Memory, delivered, person, running, seeded
from pace import SLOWER

from bot.db import Tx
from bot.model import private
from bot.program import keep_what_is_loaded
from bot.times import ms

pytestmark = pytest.mark.slow

GROUPS, EACH = 1000, 10
RUNS = 5

JOB = "sessions.forgotten"
"""It speaks to the lead of each group, so every one that fires leaves a message."""


def many_due(raw: sqlite3.Connection) -> None:
    now = ms(datetime.now(UTC))
    raw.executemany(
        "INSERT INTO due (job, subject, group_id, args, slot, next_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (JOB, f"{group}-{n}", group, f'{{"session": {group}}}', "then", now)
            for group in range(1, GROUPS + 1)
            for n in range(EACH)
        ),
    )


@dataclass
class Run:
    committed: float
    """Seconds until the last of them had fired and was on disk."""
    said: float | None
    """Seconds until everything that followed had been said as well. None: nobody waited for it."""
    stall: float
    """The longest the loop was late for anybody, in seconds."""


async def watch(worst: list[float]) -> None:
    loop = asyncio.get_running_loop()
    while True:
        asked = loop.time() + 0.001
        await asyncio.sleep(0.001)
        worst[0] = max(worst[0], loop.time() - asked)


async def fire_all(path: Path, job: str, *, to_the_end: bool) -> tuple[Run, Memory]:
    """Until all is on disk; or, to the end, until all has been said."""

    def left(tx: Tx) -> int:
        row = tx.one("SELECT count(*) FROM due WHERE job = :job AND tries = 0", job=job)
        return row[0] if row else 0

    worst, said = [0.0], None
    gc.collect()  # of what the test before left
    async with running(path) as (app, platform):
        keep_what_is_loaded()
        began = time.perf_counter()
        probe = asyncio.create_task(watch(worst))
        while await app.db.read(left):  # noqa: ASYNC110 (the file is what is asked)
            await asyncio.sleep(0.02)
        committed = time.perf_counter() - began
        if to_the_end:
            await delivered(app)
            said = time.perf_counter() - began
        probe.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await probe
    return Run(committed, said, worst[0]), platform


def once_each(path: Path, platform: Memory, key: str, *, to_the_end: bool) -> Counter[str]:
    """None lost, none doubled: how many there are for each place.

    All of them were shown, once; before the end, some of them, and those once.
    """
    with contextlib.closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT address, token FROM outbox WHERE key = ?", (key,))
        expected = Counter((address, token) for address, token in rows)
    shown = Counter(one for one in platform.sent if one in expected)
    assert shown <= expected
    assert shown == expected or not to_the_end
    return Counter(address for address, _ in expected)


def told(what: str, runs: Sequence[Run]) -> None:
    """Print the figures, and hold them against their limits."""
    committed = statistics.median(run.committed for run in runs)
    stall = statistics.median(run.stall for run in runs)
    (said,) = (run.said for run in runs if run.said is not None)
    print(
        f"\n{what}: committed in {committed:.2f} s; longest stall of the loop"
        f" {stall * 1000:.0f} ms (medians of {len(runs)}; stalls"
        f" {', '.join(f'{run.stall * 1000:.0f}' for run in runs)} ms); all said in {said:.2f} s"
        " (one run)"
    )
    assert committed <= 2 * SLOWER
    assert stall <= 0.025 * SLOWER


async def test_ten_thousand_at_one_instant(tmp_path: Path) -> None:
    before, work = tmp_path / "before.db", tmp_path / "work.db"
    await seeded(before, GROUPS, 2, many_due)
    runs: list[Run] = []
    for number in range(RUNS):
        first = number == 0
        shutil.copy(before, work)
        run, platform = await fire_all(work, JOB, to_the_end=first)
        runs.append(run)
        assert once_each(work, platform, "sessions.still-on", to_the_end=first) == {
            private(person(group, 0).id): EACH for group in range(1, GROUPS + 1)
        }
        work.unlink()
    told("due: 10,000 at one instant over 1,000 groups", runs)
