"""A whole year on the core: what is kept at the end of it, and how little was said."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asides import hears
from lived import (
    WRITTEN,
    Kept,
    Story,
    as_text,
    is_as_written,
    is_little,
    is_whole,
    kept,
    nobody_is_chased,
    noting,
)
from planned import until
from stage import ROOM, Stage, on_stage, person
from year import AFTERWARDS, BEFORE, LEAD, PEOPLE

from bot.model import Address, Right

pytestmark = pytest.mark.slow

NAME = "North Town group"


class OnStage:
    """The core alone."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def comes_to(self, when: datetime) -> None:
        await until(self.stage, max(when, self.stage.clock.now() + timedelta(seconds=2)))

    async def says(self, who: str, text: str) -> None:
        await self.stage.says(who, text)

    async def tells(self, who: str, text: str) -> None:
        await self.stage.says(who, text, alone=True)

    async def asks(self, who: str, text: str) -> None:
        for line in ("ask without my name", "1", text, "1"):
            reply = await hears(self.stage, who, line)
        assert reply.later is not None, reply
        later = asyncio.ensure_future(reply.later())
        await self.stage.later(61)
        await asyncio.wait_for(later, 5)

    async def presses(self, who: str, label: str) -> None:
        shown = [
            button
            for line in self.stage.platform.lines
            if line.message is not None and line.where == Address(ROOM)
            for button in line.message.buttons
            if button.label == label
        ]
        await self.stage.says(who, shown[-1].types, pressed=True)


async def gathers(stage: Stage) -> None:
    """The nine come, and Dilys is on the phone."""
    await stage.app.arrived(ROOM, NAME, person(LEAD), frozenset({Right.MANAGE}))
    for who in (LEAD, *PEOPLE):
        await stage.says(who, "say hello", alone=True)
    await stage.says(LEAD, "!by phone Dilys")
    await stage.later(60)


async def lived(stage: Stage) -> Kept:
    """From the first hello to the end of the year; what is kept then."""
    await Story(OnStage(stage), stage.app).told()
    await until(stage, AFTERWARDS)
    return await kept(stage.app)


async def test_a_year_is_kept_whole_and_says_little(tmp_path: Path) -> None:
    async with on_stage(tmp_path, BEFORE, dice=lambda: 0.5) as stage:
        await gathers(stage)
        sent = noting(stage.app)
        found = await lived(stage)
    if os.environ.get("ALONGSIDE_WRITE_DOCS"):
        WRITTEN.write_text(as_text(found), "utf-8")
    is_whole(found)
    is_as_written(found)
    is_little(sent)
    nobody_is_chased(sent, lambda who: person(who).id)
