"""One group on the stage with a room on each of two platforms."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from stage import ROOM, START, Platform, Stage, on_stage, person

from bot.model import Right, RoomId

MATRIX = "matrix"
GARDEN = RoomId("matrix:garden")
"""The group's room on the other platform."""

BEV = person("Bev", MATRIX)
MINUTE = 61.0


def garden(stage: Stage) -> Platform:
    return stage.platform_of(GARDEN)


async def arrives(stage: Stage) -> None:
    """Bev brings the bot into the garden, which has a group of its own by that."""
    await stage.app.arrived(GARDEN, "Garden", BEV, frozenset({Right.MANAGE}))


async def links(stage: Stage) -> None:
    """Bashir asks for a code, and Bev types it in the garden."""
    await stage.says("Bashir", "link", alone=True)
    code = re.search(r"!link (\w+)", stage.to("Bashir"))
    assert code is not None
    await stage.says("Bev", f"!link {code[1]}", room=GARDEN)
    await stage.later(MINUTE)


@asynccontextmanager
async def two_rooms(folder: Path, at: datetime = START) -> AsyncIterator[Stage]:
    """The same folder again: the same bot, restarted."""
    async with on_stage(folder, at, also=[MATRIX]) as stage:
        if stage.app.group_of(ROOM) is None:
            await stage.group()
            await arrives(stage)
            await links(stage)
        yield stage


@asynccontextmanager
async def in_meeting(folder: Path) -> AsyncIterator[Stage]:
    async with two_rooms(folder) as stage:
        await stage.says("Bashir", "start")
        await stage.later(MINUTE)
        yield stage
