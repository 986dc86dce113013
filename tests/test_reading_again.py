"""What a platform tells again after a crash is known again; and what is noted tells no time."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from stage import ROOM, START, Platform, Stage, on_stage, person

from bot.adapter import TryLater
from bot.boards import Boards, _Shown
from bot.db import Tx
from bot.model import Address, Rendered, Right, RoomId

HOUR = timedelta(hours=1)


def noted(tx: Tx) -> list[tuple[object, ...]]:
    return tx.all("SELECT platform, place FROM bookmark")


async def begins(stage: Stage) -> None:
    await stage.app.arrived(ROOM, "Friday", person("Ann"), frozenset({Right.MANAGE}))
    await stage.says("Ann", "say hello", alone=True)


async def test_a_place_is_noted_at_the_minute_and_not_when_something_was_heard(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.later(2)
        await stage.app.read_to("stage", "s0")
        assert await stage.app.db.read(noted) == [("stage", "s0")], "the very first, at once"
        await stage.app.read_to("stage", "s1")
        await stage.later(3)
        assert await stage.app.db.read(noted) == [("stage", "s0")]
        assert await stage.app.bookmark("stage") == "s1"
        await stage.later(60)
        assert await stage.app.db.read(noted) == [("stage", "s1")]
        await stage.app.read_to("stage", "s2")
    async with on_stage(tmp_path, START + HOUR) as stage:
        assert await stage.app.bookmark("stage") == "s2", "noted when the program ended"


async def test_a_restored_copy_has_read_nothing(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.app.read_to("stage", "s1")
        await stage.later(60)
        await stage.app.read_to("stage", "s2")
        await stage.app.restored()
        assert await stage.app.bookmark("stage") is None
        await stage.app.read_to("stage", "s3")
        assert await stage.app.db.read(noted) == [("stage", "s3")]


@pytest.mark.parametrize("away", [HOUR / 2, 10 * HOUR], ids=["half an hour", "ten hours"])
async def test_what_was_heard_before_a_crash_is_known_again_after_any_time(
    tmp_path: Path, away: timedelta
) -> None:
    async def says(stage: Stage, at: datetime) -> None:
        for n, word in enumerate(("!start", "!end")):
            await stage.says("Ann", word, at=at, event=f"stage:e{n}")

    async with on_stage(tmp_path) as stage:
        await begins(stage)
        await stage.app.read_to("stage", "s1")
        await stage.later(120)
        said = stage.clock.now()
        await says(stage, said)  # and then a crash, before the next place is noted
        lines = len(stage.bot_lines())
    async with on_stage(tmp_path, said + away) as stage:
        await stage.later(60)  # the sweep
        await says(stage, said)
        assert stage.bot_lines() == []
        ((held,),) = await stage.app.db.read(
            lambda tx: tx.all("SELECT sessions_held FROM household")
        )
        assert (held, lines) == (1, lines)


async def test_marks_that_were_read_past_are_forgotten(tmp_path: Path) -> None:
    def marks(tx: Tx) -> list[tuple[object, ...]]:
        return tx.all("SELECT event FROM inbox")

    async with on_stage(tmp_path) as stage:
        await begins(stage)
        assert await stage.app.db.read(marks)
        await stage.jump(HOUR / 6)
        await stage.app.read_to("stage", "s1")
        await stage.later(60)
        await stage.jump(3 * HOUR)
        await stage.later(2)
        assert await stage.app.db.read(marks) == []


async def test_an_answer_that_was_taken_is_not_asked_for_again(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await begins(stage)
        await stage.says("Ann", "leave", alone=True)
        said = stage.clock.now()
        await stage.says("Ann", "yes", alone=True, event="stage:yes")
    async with on_stage(tmp_path, START + timedelta(minutes=1)) as stage:
        again = await stage.says("Ann", "yes", alone=True, event="stage:yes", at=said)
        assert again is None
        other = await stage.says("Ann", "yes", alone=True, event="stage:other", at=said)
        assert other is not None
        assert "I was away" in other


async def test_what_waits_for_a_room_goes_along_when_it_is_replaced(tmp_path: Path) -> None:
    new = RoomId("stage:new")
    async with on_stage(tmp_path) as stage:
        await begins(stage)
        await stage.says("Ann", "!start")
        await stage.says("Joe", "hand up", wait=False)  # its line is due in a moment
        stage.platform.down = True
        await stage.says("Ann", "!next", wait=False)
        await asyncio.sleep(0.1)  # tried, and tried again
        before = len(stage.bot_lines())
        await stage.app.moved(ROOM, new)
        stage.platform.down = False
        await stage.later(30)
        assert len(stage.bot_lines()) == before
        assert any("Joe" in line for line in stage.bot_lines(new))
        group = stage.app.group_of(new)
        assert group is not None
        assert group.rooms == (new,)
        assert stage.app.group_of(ROOM) is None
        await stage.says("Ann", "!next", room=new)
        assert len(stage.bot_lines()) == before


class Forgets(Platform):
    """Knows the tokens of edits, as Synapse does, and loses its first answer."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.clock)
        self.known: set[str] = set()
        self.loses = True

    async def edit(self, address: Address, message_id: str, message: Rendered, token: str) -> None:
        if token not in self.known:
            self.known.add(token)
            await super().edit(address, message_id, message, token)
        if self.loses:
            self.loses = False
            raise TryLater(0.1)


async def test_an_edit_whose_answer_was_lost_does_not_hide_the_next_one(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        platform, boards = Forgets(stage), Boards(stage.app.core)
        shown, place = _Shown(1, "m1", "hash", "token", 3), Address(ROOM)
        with pytest.raises(TryLater):
            await boards._edit(platform, Rendered("Hands: Tom."), place, shown)
        await boards._edit(platform, Rendered("Hands: Ann."), place, shown)
        assert platform.boards[place].text == "Hands: Ann."
