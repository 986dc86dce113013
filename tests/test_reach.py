"""A group on two platforms, one of which cannot be reached: the other's people are told, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from stage import ROOM, Stage, person
from two_rooms import GARDEN, MATRIX, MINUTE, garden, in_meeting, two_rooms

from bot.model import RoomId, private
from bot.reach import FOR_A_WHILE

AWAY = "I cannot reach the people on Matrix now. We can go on here. What they miss waits for them."
BACK = "The people on Matrix are back."
MISSED = "I was away for a while. Something I had to say here is too old now."
A_WHILE = FOR_A_WHILE + 1


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Stage]:
    """A meeting in two rooms, on two platforms."""
    async with in_meeting(tmp_path) as stage:
        yield stage


def goes(stage: Stage) -> None:
    garden(stage).down = True
    stage.app.reached(MATRIX, now=False)


def comes_back(stage: Stage) -> None:
    garden(stage).down = False
    stage.app.reached(MATRIX, now=True)


def told(stage: Stage, room: RoomId = ROOM) -> list[str]:
    return [line for line in stage.bot_lines(room) if line in (AWAY, BACK)]


async def test_people_are_told_once_that_the_others_are_away_and_once_that_they_are_back(
    both: Stage,
) -> None:
    goes(both)
    await both.later(A_WHILE + 5)
    assert told(both) == [AWAY]
    goes(both)  # every failed try may say so again
    await both.later(10 * MINUTE)
    assert told(both) == [AWAY]
    comes_back(both)
    await both.later(MINUTE)
    assert told(both) == [AWAY, BACK]
    comes_back(both)
    await both.later(MINUTE)
    assert told(both) == [AWAY, BACK]
    assert told(both, GARDEN) == [], "it is for those who are there"


async def test_a_short_gap_is_not_spoken_of(both: Stage) -> None:
    for _ in range(3):
        goes(both)
        await both.later(FOR_A_WHILE - 1)
        comes_back(both)
        await both.later(MINUTE)
    assert told(both) == []


async def test_without_a_meeting_nobody_is_told(both: Stage) -> None:
    await both.says("Bashir", "end")
    goes(both)
    await both.later(MINUTE)
    comes_back(both)
    await both.later(MINUTE)
    assert told(both) == []


async def test_a_meeting_that_begins_meanwhile_is_told(both: Stage) -> None:
    await both.says("Bashir", "end")
    goes(both)
    await both.later(MINUTE)
    await both.says("Bashir", "start")
    await both.later(2 * MINUTE)
    assert told(both) == [AWAY]
    comes_back(both)
    await both.later(MINUTE)
    assert told(both) == [AWAY, BACK]


async def test_a_group_with_all_its_rooms_there_is_told_nothing(stage: Stage) -> None:
    await stage.meeting()
    stage.app.reached(MATRIX, now=False)
    await stage.later(MINUTE)
    stage.app.reached(MATRIX, now=True)
    await stage.later(MINUTE)
    assert told(stage) == []


async def test_in_a_quiet_nobody_is_told_and_after_it_only_what_is_still_true(both: Stage) -> None:
    await both.says("Tom", "quiet")
    goes(both)
    await both.later(2 * MINUTE)
    assert told(both) == []
    comes_back(both)
    await both.says("Bashir", "carry on")
    await both.later(2 * MINUTE)
    assert told(both) == [], "it is over, and nobody knew"
    await both.says("Tom", "quiet")
    goes(both)
    await both.later(2 * MINUTE)
    await both.says("Bashir", "carry on")
    await both.later(2 * MINUTE)
    assert told(both) == [AWAY]
    await both.says("Tom", "quiet")
    comes_back(both)
    await both.later(MINUTE)
    goes(both)
    await both.later(MINUTE)
    await both.says("Bashir", "carry on")
    await both.later(2 * MINUTE)
    assert told(both) == [AWAY], "nobody knew that they were back"


async def test_after_a_restart_nobody_is_told_again_what_they_know(tmp_path: Path) -> None:
    async with two_rooms(tmp_path) as stage:
        await stage.says("Bashir", "start")
        await stage.later(MINUTE)
        goes(stage)
        await stage.later(MINUTE)
        assert told(stage) == [AWAY]
        now = stage.clock.now()
    async with two_rooms(tmp_path, now) as stage:
        goes(stage)
        await stage.later(2 * MINUTE)
        assert told(stage) == []
        now = stage.clock.now()
    async with two_rooms(tmp_path, now) as stage:
        comes_back(stage)
        await stage.later(MINUTE)
        assert told(stage) == [BACK]


async def test_a_room_that_cannot_be_reached_holds_up_no_other(both: Stage) -> None:
    await both.says("Tom", "hand up")
    goes(both)
    await both.later(2 * MINUTE)
    await both.says("Bashir", "next")
    assert both.room() == "Tom, it is your turn. Nobody is waiting."
    await both.later(5)
    await both.says("Ann", "hand up")
    await both.later(12)
    assert both.room() == "Hands: Ann.", "nobody is there whom it could be too much for"


async def test_what_they_missed_comes_once_and_in_order(both: Stage) -> None:
    before = len(both.bot_lines(GARDEN))
    goes(both)
    await both.says("Tom", "!hand up")
    await both.says("Ann", "!hand up")
    await both.later(5)
    for _ in range(2):
        await both.says("Bashir", "next")
        await both.later(MINUTE)
    assert len(both.bot_lines(GARDEN)) == before
    comes_back(both)
    await both.later(MINUTE)
    assert both.bot_lines(GARDEN)[before:] == [
        "Hands: Tom, then Ann.",
        "Tom, it is your turn. Next: Ann.",
        "Ann, it is your turn. Nobody is waiting.",
    ]


async def test_what_is_too_old_by_then_is_one_line_before_the_rest(both: Stage) -> None:
    before = len(both.bot_lines(GARDEN))
    goes(both)
    for who in ("Tom", "Ann", "Joe"):
        await both.says(who, "!hand up")
    await both.later(5)
    for _ in range(2):
        await both.says("Bashir", "next")
        await both.later(MINUTE)
    await both.jump(timedelta(minutes=9))
    await both.says("Bashir", "next")
    await both.jump(timedelta(minutes=2))
    comes_back(both)
    await both.later(MINUTE)
    assert both.bot_lines(GARDEN)[before:] == [MISSED, "Joe, it is your turn. Nobody is waiting."]


async def test_answers_in_private_wait_for_their_person(both: Stage) -> None:
    goes(both)
    await both.says("Uma", "say hello", alone=True, room=GARDEN)
    place = private(person("Uma", MATRIX).id)
    assert both.bot_lines(place) == []
    await both.later(MINUTE)
    comes_back(both)
    await both.later(1)
    (hello,) = both.bot_lines(place)
    assert hello.startswith("Hello, Uma.")
