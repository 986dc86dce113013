"""A server can go away in the middle of anything. Told is still kept, and once."""

from __future__ import annotations

import asyncio
import time
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import psycopg
import pytest
from postgres_server import Places
from traced import Traced

from bot.db import AlreadyRunning, Database, Failed, Server, Tx
from bot.db.postgres import Postgres


@pytest.fixture
def place(places: Places) -> Server:
    """A new database, up to date."""
    return places.fresh()


@pytest.fixture
async def db(place: Server) -> AsyncIterator[Database]:
    one = await Database.open(place)
    yield one
    await one.close()


def keep(tx: Tx, name: str) -> str:
    """Once: what was seen before is not done again."""
    new = tx.run(
        "INSERT INTO inbox (event, at) VALUES (:event, 0) ON CONFLICT (event) DO NOTHING",
        event=name,
    )
    if not new:
        return "again"
    tx.run("INSERT INTO also (person, same_as, name) VALUES (:who, '', '')", who=name)
    return name


def kept(tx: Tx) -> list[str]:
    return [name for (name,) in tx.all("SELECT person FROM also ORDER BY person")]


def engine_of(db: Database) -> Postgres:
    assert isinstance(db._engine, Postgres)
    return db._engine


def cut(engine: Postgres) -> None:
    """The server ends our connection, as an admin or a restart does."""
    with psycopg.connect(engine._server.url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (engine.raw.info.backend_pid,))


def once(does: Callable[[], None]) -> Callable[[], None]:
    left = [does]

    def now() -> None:
        if left:
            left.pop()()

    return now


NAMES = [f"e{n:02}" for n in range(20)]


async def test_a_connection_that_breaks_within_a_batch_costs_nobody_anything(db: Database) -> None:
    breaks = once(lambda: cut(engine_of(db)))

    def one(tx: Tx, name: str) -> str:
        said = keep(tx, name)
        if name == "e07":
            breaks()
        return said

    told = await db.write_all(lambda tx, name=name: one(tx, name) for name in NAMES)  # type: ignore[misc]
    assert told == NAMES
    assert await db.read(kept) == NAMES


async def test_one_that_is_alone_when_it_breaks_is_run_again(db: Database) -> None:
    breaks = once(lambda: cut(engine_of(db)))

    def one(tx: Tx) -> str:
        breaks()
        return keep(tx, "alone")

    assert await db.write(one) == "alone"
    assert await db.read(kept) == ["alone"]


async def test_a_connection_that_broke_while_nothing_went_on_is_made_anew(db: Database) -> None:
    cut(engine_of(db))
    assert await db.write(lambda tx: keep(tx, "next")) == "next"
    assert await db.read(kept) == ["next"]


@pytest.mark.parametrize("happened", [True, False])
async def test_a_commit_whose_answer_was_lost_is_done_once(db: Database, happened: bool) -> None:
    engine = engine_of(db)

    def answer_is_lost() -> None:
        if happened:
            engine.commit()
        cut(engine)

    lost = once(answer_is_lost)
    db._engine = Traced(engine, lambda what: lost() if what == "commit" else None)
    told = await db.write_all(lambda tx, name=name: keep(tx, name) for name in NAMES)  # type: ignore[misc]
    assert told == (["again"] * len(NAMES) if happened else NAMES)
    assert await db.read(kept) == NAMES


async def test_the_lock_is_held_again_afterwards(db: Database, place: Server) -> None:
    cut(engine_of(db))
    await db.write(lambda tx: keep(tx, "next"))
    with pytest.raises(AlreadyRunning):
        await Database.open(place)


async def test_what_was_told_is_there_after_the_server_fell_over(
    places: Places, db: Database
) -> None:
    told = await db.write_all(lambda tx, name=name: keep(tx, name) for name in NAMES)  # type: ignore[misc]
    places.server.stop()  # at once, with nothing put in order
    later = asyncio.create_task(db.write(lambda tx: keep(tx, "later")))
    await asyncio.sleep(0.3)
    await asyncio.to_thread(places.server.start)
    assert await later == "later", "and whoever spoke meanwhile had to wait a little"
    assert await db.read(kept) == [*told, "later"]


async def test_a_server_that_stays_away_is_told_to_everybody_at_once(
    places: Places, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.db.postgres.PATIENCE", 0.5)
    places.server.stop()
    try:
        began = time.monotonic()
        told = await db.write_all(lambda tx, name=name: keep(tx, name) for name in NAMES)  # type: ignore[misc]
        assert all(isinstance(one, Failed) for one in told)
        with pytest.raises(Failed):
            await db.write(lambda tx: keep(tx, "more"))
        assert time.monotonic() - began < 5, "the patience is for all together"
    finally:
        await asyncio.to_thread(places.server.start)
    assert await db.write(lambda tx: keep(tx, "back")) == "back"
    assert await db.read(kept) == ["back"]


async def test_an_error_that_a_function_keeps_to_itself_is_no_success(db: Database) -> None:
    """Else COMMIT would undo the batch, and say nothing."""

    def swallows(tx: Tx) -> str:
        keep(tx, "swallowed")
        with suppress(psycopg.Error):
            tx.run("INSERT INTO inbox (event, at) VALUES ('swallowed', 0)")
        return "all is well"

    told = await db.write_all([lambda tx: keep(tx, "first"), swallows, lambda tx: keep(tx, "last")])
    assert told[0] == "first"
    assert isinstance(told[1], Failed)
    assert told[2] == "last"
    assert await db.read(kept) == ["first", "last"]


async def test_a_reader_that_fails_costs_its_neighbours_nothing(db: Database) -> None:
    told = await db.write_all(
        [
            lambda tx: keep(tx, "first"),
            lambda tx: tx.all("SELECT nothing FROM nowhere"),
            lambda tx: keep(tx, "last"),
        ]
    )
    assert isinstance(told[1], Failed)
    assert await db.read(kept) == ["first", "last"]


async def test_what_failed_carries_nobodys_words(db: Database) -> None:
    """PostgreSQL tells the values of a row that did not fit; nothing of that gets out."""
    secret = "parsnip of the north"

    def twice(tx: Tx) -> None:
        for _ in range(2):
            tx.run("INSERT INTO inbox (event, at) VALUES (:secret, 0)", secret=secret)

    with pytest.raises(Failed) as caught:
        await db.write(twice)
    assert str(caught.value) == "UniqueViolation"
    assert secret not in "".join(traceback.format_exception(caught.value))
    (missing,) = await db.write_all(
        [lambda tx: tx.run("INSERT INTO also (person) VALUES (:secret)", secret=secret)]
    )
    assert isinstance(missing, Failed)
    assert secret not in "".join(traceback.format_exception(missing))
