"""Events that cannot be made are tried again: once for each group, and beside no other server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from planned import planned
from stage import ROOM, Platform, Stage, on_stage

from bot import events, groups, settings
from bot.adapter import EventState, FoundEvent, GiveUp, ShownEvent
from bot.db import Tx
from bot.model import GroupId, RoomId
from bot.settings import ON


class Servers(Platform):
    """A platform with events: each room is on a server of its own."""

    def begin(self) -> None:
        self.looks: list[str] = []
        self.made: list[str] = []
        self.dead: set[str] = set()

    def event_place(self, room: RoomId) -> str:
        return str(room)

    async def events(self, place: str) -> Sequence[FoundEvent]:
        self.looks.append(place)
        if place in self.dead:
            raise GiveUp
        return []

    async def make_event(self, place: str, room: RoomId, event: ShownEvent) -> str:
        self.made.append(place)
        return f"e{len(self.made)}"

    async def change_event(
        self, place: str, there: FoundEvent, event: ShownEvent, state: EventState
    ) -> None:
        raise AssertionError((place, there, event, state))

    async def end_event(self, place: str, there: FoundEvent, state: EventState) -> None:
        raise AssertionError((place, there, state))


@asynccontextmanager
async def on_servers(folder: Path, *dead: str) -> AsyncIterator[tuple[Stage, Servers]]:
    """A group with a meeting and rooms on two servers; on some of them nothing goes."""
    async with on_stage(folder) as stage:
        await stage.group()
        await planned(stage, when="19 May 10:30")
        servers = Servers(stage.clock)
        servers.begin()
        servers.dead.update(dead)
        stage.app.adapters["stage"] = servers

        def on(tx: Tx) -> None:
            settings.choose(tx, GroupId(1), events.EVENTS, ON, stage.clock.now().date())
            groups.add_room(tx, GroupId(1), RoomId("stage:second"))
            stage.app.groups.settle(tx)

        await stage.app.db.write(on)
        running = asyncio.create_task(events.Events(stage.app.core).run())
        try:
            yield stage, servers
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize("dead", [str(ROOM), "stage:second"])
async def test_a_server_on_which_nothing_goes_keeps_no_other_waiting(
    tmp_path: Path, dead: str
) -> None:
    async with on_servers(tmp_path, dead) as (_, servers):
        for _ in range(200):
            if servers.made:
                break
            await asyncio.sleep(0.01)
        assert servers.made == [next(iter({str(ROOM), "stage:second"} - {dead}))]


async def test_however_much_is_said_meanwhile_it_is_tried_again_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "TRY_AGAIN", 0.5)
    async with on_servers(tmp_path, str(ROOM), "stage:second") as (stage, servers):
        for _ in range(20):
            await stage.says("Ann", "say hello", alone=True)
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.2)
        before = len(servers.looks)
        await asyncio.sleep(1.2)
        tries = (len(servers.looks) - before) / 2
        assert 1 <= tries <= 3
