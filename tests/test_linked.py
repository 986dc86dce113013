"""One group with a room on each of two platforms, on the stage."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from stage import ROOM, Platform, Stage, on_stage
from two_rooms import BEV, GARDEN, MATRIX, MINUTE, arrives, garden, in_meeting, links

from bot.model import Address


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Stage]:
    """A meeting in two rooms, on two platforms."""
    async with in_meeting(tmp_path) as stage:
        yield stage


def said(stage: Stage, before: dict[str, int]) -> tuple[list[str], list[str]]:
    """What the bot has said since then, in each room."""
    here, there = (stage.bot_lines(room)[before[room] :] for room in (ROOM, GARDEN))
    return here, there


def lines(stage: Stage) -> dict[str, int]:
    return {room: len(stage.bot_lines(room)) for room in (ROOM, GARDEN)}


async def test_the_room_that_asked_is_answered_and_the_other_is_not(both: Stage) -> None:
    before = lines(both)
    await both.says("Uma", "help", room=GARDEN)
    await both.later(MINUTE)
    here, (there,) = said(both, before)
    assert here == []
    assert there.startswith("You can type")
    before = lines(both)
    await both.says("Tom", "who is next")
    await both.later(MINUTE)
    assert said(both, before) == (["Nobody is waiting."], [])


async def test_who_is_next_is_not_said_after_the_turn_has_told_it(both: Stage) -> None:
    await both.says("Tom", "hand up")
    await both.later(MINUTE)
    before = lines(both)
    await both.says("Ann", "who is next")
    await both.later(1)
    await both.says("Bashir", "next", pressed=True)
    await both.later(3 * MINUTE)
    assert said(both, before) == (["Tom, it is your turn. Nobody is waiting."],) * 2


async def test_hands_from_both_rooms_that_go_up_together_are_one_line(both: Stage) -> None:
    before = lines(both)
    await both.says("Tom", "hand up")
    await both.says("Uma", "hand up", room=GARDEN)
    await both.later(MINUTE)
    assert said(both, before) == (["Hands: Tom, then Uma."],) * 2


async def test_a_line_that_was_said_leaves_nothing_behind_that_cuts_the_next_short(
    both: Stage,
) -> None:
    await both.says("Tom", "hand up")
    await both.later(57)
    before = lines(both)
    for who, room in (("Ann", ROOM), ("Uma", GARDEN), ("Joe", ROOM)):
        await both.says(who, "hand up", room=room)
        await both.later(4)
    await both.later(MINUTE)
    assert said(both, before) == (["Hands: Tom, then Ann, then Uma, then Joe."],) * 2


async def test_a_meeting_reads_the_same_for_both(both: Stage) -> None:
    before = lines(both)
    await both.says("Uma", "hand up", room=GARDEN)
    await both.later(MINUTE)
    await both.says("Bashir", "next")
    await both.says("Tom", "quiet")
    await both.later(MINUTE)
    await both.says("Uma", "carry on", room=GARDEN)
    await both.says("Bashir", "end")
    await both.later(MINUTE)
    here, there = said(both, before)
    assert here == there
    assert len(here) == 5


async def test_two_accounts_of_one_human_hold_one_place(both: Stage) -> None:
    await both.says("Tom", "hand up")
    await both.says("Max", "hand up", room=GARDEN)
    await both.says("Tom", "i am also", alone=True)
    code = both.to("Tom").split("i am also ")[1].split(".")[0]
    await both.says("Max", f"i am also {code}", alone=True, room=GARDEN)
    await both.later(2 * MINUTE)
    assert both.room() == both.room(GARDEN) == "Hands: Tom."
    await both.says("Max", "hand up", room=GARDEN)
    await both.says("Bashir", "next")
    assert both.room(GARDEN) == "Tom, it is your turn. Nobody is waiting."


async def test_whoever_said_hello_in_the_room_that_joined_need_not_do_so_again(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path, also=[MATRIX]) as stage:
        await stage.group()
        await arrives(stage)
        await stage.says("Bev", "say hello", alone=True, room=GARDEN)
        await links(stage)
        group = stage.app.group_of(GARDEN)
        assert group is stage.app.group_of(ROOM)
        assert group is not None
        assert BEV.id in group.members
        assert BEV.id not in group.facilitators, "the group chooses who looks after it"


@pytest.mark.parametrize("dead", ["stage", MATRIX])
async def test_a_platform_that_hangs_keeps_no_live_list_of_the_other_waiting(
    both: Stage, dead: str
) -> None:
    hanging, well = both.platform, garden(both)
    place = Address(GARDEN)
    if dead == MATRIX:
        hanging, well, place = well, hanging, Address(ROOM)
    hanging.hangs = True
    for who in ("Tom", "Ann", "Joe"):
        await both.says(who, "hand up")
        await shows(well, place, who)


async def shows(platform: Platform, place: Address, name: str) -> None:
    for _ in range(400):
        if (board := platform.boards.get(place)) and name in board.text:
            return
        await asyncio.sleep(0.005)
    raise AssertionError(platform.boards)
