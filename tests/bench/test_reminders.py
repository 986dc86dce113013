"""Ten thousand reminders due in the same minute over a thousand groups: on disk in time, once each.

The sister of `test_due.py`, with real meetings: each reminder looks its meeting up and makes the
whole post for the group's room.
"""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bench.ground import room, seeded
from bench.test_due import EACH, GROUPS, Run, fire_all, once_each, told
from planned import ANSWERS

from bot.features.planning.reminders import REMIND
from bot.meetings import Plan
from bot.times import ms

pytestmark = pytest.mark.slow


RUNS = 3


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


async def test_ten_thousand_reminders_in_the_same_minute(tmp_path: Path) -> None:
    before, work = tmp_path / "before.db", tmp_path / "work.db"
    await seeded(before, GROUPS, 2, many_reminders)
    runs: list[Run] = []
    for number in range(RUNS):
        first = number == 0
        shutil.copy(before, work)
        run, platform = await fire_all(work, REMIND, to_the_end=first)
        runs.append(run)
        assert once_each(work, platform, "planning.soon", to_the_end=first) == {
            room(group): EACH for group in range(1, GROUPS + 1)
        }
        work.unlink()
    told("reminders: 10,000 in the same minute over 1,000 groups", runs)
