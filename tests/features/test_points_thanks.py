"""Thank you is said within two working days of every point: by the schedule, and once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pointed import days, does, ready
from stage import Stage

from bot import dates, ledger
from bot.db import Tx
from bot.ledger import THANKS, Point
from bot.model import Due


@pytest.fixture
async def group(stage: Stage) -> Stage:
    await ready(stage)
    return stage


async def points(stage: Stage) -> list[Point]:
    return await does(stage, lambda tx, due: ledger.every(tx, due.group.id))


async def thanked(stage: Stage, number: int = 1) -> date | None:
    def read(tx: Tx, due: Due) -> date | None:
        one = ledger.by_number(tx, due.group.id, number)
        assert one is not None
        return ledger.thanked_on(tx, one)

    return await does(stage, read)


def last_day(one: Point) -> date:
    return dates.working_days_after(one.said_on, THANKS)


async def test_between_meetings_the_line_with_its_number_says_it(group: Stage) -> None:
    await group.says("Joe", "!note this: ask about nights")
    await group.later(10)
    assert group.room().startswith(
        "Point 1: “ask about nights.” Thank you for those words. Ana, who"
    )
    assert await thanked(group) == (await points(group))[0].said_on
    assert not any("Thank you for point" in line for line in await days(group, 5))


async def test_in_a_meeting_its_last_words_say_it_once_for_all(group: Stage) -> None:
    await group.says("Bashir", "start")
    await group.later(61)
    await group.says("Joe", "note this: ask about nights")
    await group.later(61)
    assert "Thank you" not in group.room()
    await group.says("Bashir", "end")
    assert "There is a new point: 1. Thank you for those words." in group.room()
    assert not any("Thank you for point" in line for line in await days(group, 5))


async def test_what_nothing_has_thanked_for_is_thanked_by_the_schedule(group: Stage) -> None:
    def raised(tx: Tx, due: Due) -> None:
        for words in ("ask about nights", "buses are late"):
            ledger.add(tx, due, words=words, source=ledger.Source.NOTE)

    await does(group, raised)
    one, _ = await points(group)
    heard = await days(group, 8)
    assert [line for line in heard if "Thank you" in line] == ["Thank you for points 1 and 2."]
    day = await thanked(group)
    assert day is not None
    assert day <= last_day(one)


async def test_switched_off_on_that_morning_it_is_said_when_it_is_on_again(group: Stage) -> None:
    def raised(tx: Tx, due: Due) -> None:
        ledger.add(tx, due, words="ask about nights", source=ledger.Source.NOTE)

    await does(group, raised)
    await group.says("Bashir", "!switch off points")
    assert not any("Thank you" in line for line in await days(group, 6))
    await group.says("Bashir", "!switch on points")
    await group.says("Bashir", "!group says yes points")
    heard = await days(group, 2)
    assert [line for line in heard if "Thank you" in line] == ["Thank you for point 1."]


async def test_what_was_taken_out_is_not_thanked_for(group: Stage) -> None:
    await group.says("Bashir", "start")
    await group.later(61)
    await group.says("Joe", "note this: ask about nights")
    for line in ("take out 1", "yes"):
        await group.says("Joe", line, alone=True)
    await group.says("Bashir", "end")
    assert not any("Thank you for point" in line for line in await days(group, 5))


async def test_a_meeting_is_not_interrupted_by_it(group: Stage) -> None:
    def raised(tx: Tx, due: Due) -> None:
        ledger.add(tx, due, words="ask about nights", source=ledger.Source.NOTE)

    await does(group, raised)
    await group.jump(timedelta(days=1, hours=22))
    await group.says("Bashir", "start")
    before = len(group.bot_lines())
    await group.later(3600)
    assert not any("Thank you for point" in line for line in group.bot_lines()[before:])
    await group.says("Bashir", "end")
    await group.later(2 * 3600)
    assert await thanked(group) is not None
