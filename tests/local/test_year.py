"""A whole year in the rehearsal room, through its own door: the same is kept as on the core."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lived import (
    Story,
    is_as_written,
    is_little,
    is_whole,
    kept,
    nobody_is_chased,
    noting,
)
from local.practice import ROOM, Room, event, rehearsal
from stage import nobody_is_slowed
from year import AFTERWARDS, BEFORE

from bot import outbox, schedule
from bot.clock import Clock
from bot.db import Tx
from bot.model import PersonId

pytestmark = pytest.mark.slow


class InTheRehearsalRoom:
    """Everybody is played through the door of the page."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.form: dict[str, Any] | None = None
        """What the page would show as one form, and what was filled in so far."""
        self.filled: dict[str, str] = {}

    async def settle(self) -> None:
        """Wait until everything that follows has been said."""
        platform = (await self.room.adapter._opened()).platform

        def idle(tx: Tx) -> bool:
            due = schedule.next_time(tx)
            nothing_due = due is None or due > self.room.app.clock.now()
            return nothing_due and not outbox.waiting(tx, "local")

        for _ in range(2000):
            await asyncio.sleep(0.003)
            if not await platform.not_taken() and await self.room.app.db.read(idle):
                return
        raise AssertionError("the bot never came to rest")

    async def comes_to(self, when: datetime) -> None:
        clock = self.room.app.clock
        when = max(when, clock.now() + timedelta(seconds=2))
        while True:
            await self.settle()
            due = await self.room.app.db.read(schedule.next_time)
            if due is None or due > when:
                break
            clock.move(max(due - clock.now(), timedelta()))
        clock.move(max(when - clock.now(), timedelta()))
        await self.settle()

    async def says(self, who: str, text: str) -> None:
        await self._says(who, text)

    async def tells(self, who: str, text: str) -> None:
        if self.form is None:
            answer = await self._says(who, text, alone=True)
            self.form, self.filled = answer.get("form"), {}
            return
        field = self.form["fields"][len(self.filled)]
        chosen = field["choices"][int(text) - 1]["types"] if field["choices"] else text
        self.filled[field["name"]] = chosen
        if len(self.filled) < len(self.form["fields"]):
            return
        body = {
            "event": event(),
            "who": f"local:{who.lower()}",
            "place": f"@local:{who.lower()}",
            "text": self.form["command"],
            "pressed": True,
            "fields": self.filled,
        }
        self.form = None
        await self._posts(body)

    async def asks(self, who: str, text: str) -> None:
        said = len(await self.room.private(who.lower()))
        for line in ("ask without my name", "1", text, "1"):
            await self._says(who, line, alone=True)
            async with asyncio.timeout(10):
                while len(await self.room.private(who.lower())) < said + 2:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            said += 2
        self.room.app.clock.move(timedelta(seconds=61))
        async with asyncio.timeout(10):
            while len(await self.room.private(who.lower())) < said + 1:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert (await self.room.private(who.lower()))[-1].startswith("It is in the box.")

    async def presses(self, who: str, label: str) -> None:
        shown = [
            button["types"]
            for line in (await self.room.snapshot())["lines"]
            if line["place"] == ROOM
            for button in line["buttons"]
            if button["label"] == label
        ]
        await self._says(who, shown[-1], pressed=True)

    async def _says(
        self, who: str, text: str, *, alone: bool = False, pressed: bool = False
    ) -> dict[str, Any]:
        status, answer = await self.room.says(who.lower(), text, alone=alone, pressed=pressed)
        assert status == 200, answer
        await self.settle()
        return answer

    async def _posts(self, body: dict[str, Any]) -> None:
        status, answer = await self.room.post("say", body)
        assert status == 200, answer
        await self.settle()


async def test_a_year_in_the_rehearsal_room(tmp_path: Path) -> None:
    clock = Clock(frozen_at=BEFORE)
    async with rehearsal(tmp_path, clock=clock, dice=lambda: 0.5) as room:
        nobody_is_slowed(room.app)
        await room.until("@local:ana", "Hello, Ana")
        place = InTheRehearsalRoom(room)
        await place.tells("Grace", "say hello")
        sent = noting(room.app)
        await Story(place, room.app).told()
        await place.comes_to(AFTERWARDS)
        found = await kept(room.app)
    is_whole(found)
    is_little(sent)
    nobody_is_chased(sent, lambda who: PersonId(f"local:{who.lower()}"))
    is_as_written(found)
