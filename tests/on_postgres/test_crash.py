"""Killed at every step and started again, with the database on a server: none lost, none twice."""

from __future__ import annotations

import asyncio
import itertools
import time
from functools import partial
from pathlib import Path

import crash
import pytest
from crash import LEAD, Life, OnDisk, World, is_well, killed_at
from postgres_server import Places, name_of
from test_crash import in_a_meeting
from traced import Traced

from bot.db import Server
from bot.db.postgres import Postgres

pytestmark = pytest.mark.slow

NOWHERE = Server("postgresql://nobody@/none?host=/nowhere")


class OnServer(OnDisk):
    """The database outlives the life: what dies is its connection."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._of: dict[Path, Server] = {}

    def place(self, folder: Path) -> Server:
        if folder not in self._of:
            self._of[folder] = self._places.fresh()
        return self._of[folder]

    def began(self, base: Path, folder: Path) -> None:
        self._of[folder] = self._places.server.fresh(name_of(self._of[base]))

    async def watch(self, life: Life) -> None:
        def told(what: str) -> None:
            if what != "committed":
                life._traced(what.upper())

        engine = Traced(life.app.db._engine, told)
        await life.app.db.outside(lambda _raw: setattr(life.app.db, "_engine", engine))

    def killed(self, life: Life) -> None:
        engine = life.app.db._engine
        assert isinstance(engine, Traced)
        inner = engine._engine
        assert isinstance(inner, Postgres)
        inner._server, inner._try_until = NOWHERE, time.monotonic()
        inner.raw.close()
        self._of[life.next_folder] = self._of[life.folder]


@pytest.fixture
def base(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(crash, "ground", OnServer(places))
    return asyncio.run(in_a_meeting(tmp_path / "base"))


async def a_few_words(world: World) -> None:
    await world.says("Tom", "hand up")
    await world.rest()
    await world.says("Ann", "hand up", pressed=True)
    await world.later(10)
    await world.says(LEAD, "next")
    await world.later(60)
    await world.says("Ann", "hand down", pressed=True)
    await world.later(60)
    await world.check()
    room = world.chat.texts()
    assert len([line for line in room if line.startswith("Tom, it is your turn")]) == 1, room
    assert len(world.chat.texts("@chat:ann")) == 2


async def killed_once(
    base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    async with killed_at(kill_at, base, folder, forgetful=forgetful) as world:
        try:
            await a_few_words(world)
        except AssertionError as problem:
            return world.crashes > 0, str(problem)
    return world.crashes > 0, ""


def test_nothing_is_lost_or_doubled_wherever_it_is_killed(base: Path, tmp_path: Path) -> None:
    asyncio.run(is_well(tmp_path, partial(killed_once, base), more_than=25))


def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    for kill_at in itertools.count(1):
        (tmp_path / str(kill_at)).mkdir()
        once = killed_once(base, tmp_path / str(kill_at), kill_at, forgetful=True)
        crashed, wrong = asyncio.run(once)
        assert crashed, "no step was found at which it is told twice"
        if "was shown 2 times" in wrong:
            return
