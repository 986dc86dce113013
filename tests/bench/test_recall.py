"""Looking for what was told before: always one group's points, however many others there are."""

from __future__ import annotations

import itertools
import random
import sqlite3
import statistics
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.ground import seeded
from pace import SLOWER

from bot import recall
from bot.db import Database, Tx
from bot.model import Group, GroupId

pytestmark = pytest.mark.slow

GROUPS, POINTS = 50, 100_000
WRITTEN = Path(__file__).parent.parent / "recall.toml"
LIMIT = 0.050
"""Seconds, of the median, with 2,000 points of the group in a base of 100,000."""

DAY = "2026-05-12"


def invented(number: int) -> Iterator[tuple[str, str]]:
    """So many points with answers, made of the words of the written ones in another order."""
    dice = random.Random(7)  # the same ones each time
    said: list[dict[str, Any]] = tomllib.loads(WRITTEN.read_text("utf-8"))["point"]
    words = " ".join(f"{one['words']} {one.get('answer', '')}" for one in said).split()
    for _ in range(number):
        yield " ".join(dice.choices(words, k=12)), " ".join(dice.choices(words, k=25))


def fill(raw: sqlite3.Connection) -> None:
    rows = list(enumerate(invented(POINTS)))
    raw.executemany(
        "INSERT INTO point (id, group_id, number, words, said_on, source, answer_by, outcome_by,"
        f" state) VALUES (?, ?, ?, ?, '{DAY}', 'note', '{DAY}', '{DAY}', 'did')",
        ((1 + n, 1 + n % GROUPS, 1 + n // GROUPS, words) for n, (words, _) in rows),
    )
    raw.executemany(
        "INSERT INTO point_answer (point, place, state, words, by_name, day)"
        f" VALUES (?, 1, 'did', ?, 'Ana', '{DAY}')",
        ((1 + n, answer) for n, (_, answer) in rows),
    )


async def test_a_group_of_two_thousand_points_is_looked_through_in_a_moment(
    tmp_path: Path,
) -> None:
    await seeded(tmp_path / "a.db", GROUPS, 2, fill)
    topics = [one["asks"] for one in tomllib.loads(WRITTEN.read_text("utf-8"))["topic"]]
    group = Group(
        GroupId(14), "", (), members={}, facilitators={}, names={}, settings={"part.points": "on"}
    )
    db = await Database.open(tmp_path / "a.db")
    times, found = [], 0
    for topic in itertools.islice(topics, 60):

        def look(tx: Tx, topic: str = topic) -> int:
            return len(recall.find(tx, group, topic))

        began = time.perf_counter()
        found += await db.read(look)
        times.append(time.perf_counter() - began)
    await db.close()
    median, worst = statistics.median(times), max(times)
    print(
        f"\nrecall: 2,000 points of a group among 100,000 are looked through in"
        f" {median * 1000:.0f} ms (median of {len(times)}), {worst * 1000:.0f} ms at most;"
        f" {found} points found"
    )
    assert found, "it looks at all"
    assert median <= LIMIT * SLOWER
