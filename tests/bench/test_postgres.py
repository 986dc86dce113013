"""Durable commands a second on a PostgreSQL server on the same machine, beside a file of SQLite.

The same commands through the same core as in `test_throughput.py`, delivered to a platform in
memory, in alternating blocks. The server commits to the disk (`fsync`), over a unix socket.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import postgres_server
import pytest
from bench.ground import delivered, running, says, seeded
from bench.test_throughput import GROUPS, block
from pace import SLOWER

from bot.app import App
from bot.db import Database, Server, Tx

pytestmark = pytest.mark.slow


@pytest.fixture
def place() -> Iterator[Server]:
    if postgres_server.programs() is None:
        pytest.skip(postgres_server.HINT)
    with postgres_server.server(durable=True) as server:
        yield server.fresh()


async def copied(file: Path, place: Server) -> None:
    """What the file has, on the server."""
    one, other = await Database.open(file), await Database.open(place)
    for table in ("household", "room", "member", "facilitator", "session"):
        rows = await one.read(lambda tx, table=table: tx.all(f"SELECT * FROM {table}"))  # type: ignore[misc]

        def put(tx: Tx, table: str = table, rows: list[tuple[object, ...]] = rows) -> None:
            for row in rows:
                values = {f"v{n}": value for n, value in enumerate(row)}
                tx.run(f"INSERT INTO {table} VALUES (:{', :'.join(values)})", **values)

        await other.write(put)
    await one.close()
    await other.close()


IN_FLIGHT = 10
ALONE = 40
"""Groups that speak one after the other."""


async def test_many_at_once(tmp_path: Path, place: Server) -> None:
    await seeded(tmp_path / "a.db", GROUPS, 1)
    await copied(tmp_path / "a.db", place)
    events = itertools.count()
    took: dict[str, list[float]] = {"SQLite": [], "PostgreSQL": []}
    async with (
        running(tmp_path / "a.db") as (file, _),
        running(place, tmp_path / "other.box") as (server, _),
    ):
        for number in range(4):
            word = "hand down" if number % 2 else "hand up"
            for name, app in (("SQLite", file), ("PostgreSQL", server)):
                seconds = await block(app, word, IN_FLIGHT, events, people=1)
                if number >= 2:  # the first pair warms both sides up
                    took[name].append(seconds)
    rates = {name: GROUPS / statistics.median(seconds) for name, seconds in took.items()}
    told = {name: f"{it:.0f}" for name, it in rates.items()}
    print(f"\n{IN_FLIGHT} in flight, commands/s:", told)
    assert rates["PostgreSQL"] > 50 / SLOWER


async def test_one_alone(tmp_path: Path, place: Server) -> None:
    """From `app.hear` to on disk, with nothing else going on."""
    await seeded(tmp_path / "a.db", ALONE, 2)
    await copied(tmp_path / "a.db", place)

    async def median(app: App) -> float:
        told = []
        events = itertools.count()
        for word in ("hand up", "hand down", "hand up"):
            for group in range(1, ALONE + 1):
                began = time.perf_counter()
                await says(app, group, 1, word, f"bench:{next(events)}")
                told.append(time.perf_counter() - began)
                await delivered(app)
        return statistics.median(told[ALONE:]) * 1000

    async with running(tmp_path / "a.db") as (app, _):
        file = await median(app)
    async with running(place, tmp_path / "other.box") as (app, _):
        server = await median(app)
    print(f"\none alone: {server:.2f} ms on the server, {file:.2f} ms in a file (medians)")
    assert server < 100 * SLOWER
