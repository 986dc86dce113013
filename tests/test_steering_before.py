"""What a group chose before it had a charter stands in it from its first day."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from stage import ROOM, START, Stage, on_stage

from bot import charter, settings, steering
from bot.anonymous import slots
from bot.clauses import Clause, Kind, State
from bot.model import Group, GroupId

LEAD = "Bashir"
MINUTE = 60


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        yield stage


def group(stage: Stage) -> Group:
    found = stage.app.groups.of_room(ROOM)
    assert found is not None
    return found


async def lines(stage: Stage) -> dict[int, Clause]:
    known = await stage.app.db.read(lambda tx: charter.read(tx, GroupId(1)).clauses)
    return {one.number: one for one in known}


async def say(stage: Stage, *words: str) -> str:
    for one in words:
        await stage.says(LEAD, one)
    await stage.later(MINUTE)
    return stage.room()


async def yes_to(stage: Stage, part: str) -> str:
    return await say(stage, f"!switch on {part}", f"!group says yes {part}")


async def test_what_was_chosen_before_becomes_lines_and_one_yes_is_to_all_of_them(
    stage: Stage,
) -> None:
    await say(stage, "!order first come", "!easy words", "!usual words")
    await yes_to(stage, "questions")
    await stage.jump(timedelta(days=3))
    await say(stage, "!quiet hours 21:00 to 8:00")
    await stage.jump(timedelta(days=3))
    said = await yes_to(stage, "charter")
    assert "We do this already, so our lines say it:" in said
    assert "“Alongside helps us to ask without a name” Agreed." in said
    assert "“Hands are called in the order they went up” We are trying it." in said
    assert "easy words" not in said, "as it always was"
    assert "Do we agree on lines 1 and 2, too?" in said
    assert "types: !group says yes to lines 1 and 2." in said
    known = await lines(stage)
    assert {(one.steers, one.state, (one.since - START.date()).days) for one in known.values()} == {
        (("hands.order", "first come"), State.TRIED, 0),
        (("quiet-hours", "21:00-08:00"), State.TRIED, 3),
        (("part.questions", "on"), State.AGREED, 0),
    }
    assert all(one.look_again > stage.clock.now().date() for one in known.values())
    said = await say(stage, "!group says yes to lines 1 and 2")
    assert "Line 1 is agreed now, by people’s yes" in said
    assert "Line 2 is agreed now, by people’s yes" in said
    assert {one.state for one in (await lines(stage)).values()} == {State.AGREED}
    assert settings.ORDER.of(group(stage)) == "first come"


async def test_the_steps_of_such_lines_are_told_with_their_own_days(stage: Stage) -> None:
    await yes_to(stage, "rounds")
    await stage.jump(timedelta(days=10))
    await yes_to(stage, "charter")
    steps = await stage.app.db.read(lambda tx: charter.changes(tx, GroupId(1)))
    assert [(one.kind, one.on) for one in steps] == [(Kind.AGREED, START.date())]


async def test_silence_makes_none_of_them_agreed(stage: Stage) -> None:
    await say(stage, "!order first come")
    await yes_to(stage, "charter")
    await say(stage, "start", "end")
    await stage.jump(timedelta(days=20))
    assert (await lines(stage))[1].state is State.TRIED


async def test_a_yes_to_several_lines_is_to_none_if_one_was_not_asked_about(stage: Stage) -> None:
    await say(stage, "!order first come", "!quiet hours 21:00 to 8:00")
    await yes_to(stage, "charter")
    await say(stage, "!question days friday")
    await say(stage, "!group says yes to lines 1, 2 and 3")
    assert "was not asked about line 3" in stage.to(LEAD)
    assert {one.state for one in (await lines(stage)).values()} == {State.TRIED}


async def test_a_group_that_chose_nothing_begins_with_a_blank_page(stage: Stage) -> None:
    assert "already" not in await yes_to(stage, "charter")
    assert await lines(stage) == {}


async def test_another_part_later_takes_up_nothing_twice(stage: Stage) -> None:
    await say(stage, "!order first come")
    await yes_to(stage, "charter")
    await yes_to(stage, "rounds")
    assert [one.steers for one in (await lines(stage)).values()] == [
        ("hands.order", "first come"),
        ("part.rounds", "on"),
    ]


async def test_what_changed_while_the_charter_was_off_is_told_by_its_lines(stage: Stage) -> None:
    await yes_to(stage, "charter")
    await say(stage, "!order first come")
    await yes_to(stage, "rounds")
    await say(stage, "!switch off charter", "!order new voices", "!switch off rounds")
    await yes_to(stage, "charter")
    known = await lines(stage)
    assert known[1].steers == ("hands.order", "new voices")
    assert known[2].state is State.DROPPED
    assert settings.ORDER.of(group(stage)) == "new voices"


# The days on which questions come out, and working days.


async def test_a_line_chooses_the_days_on_which_questions_come_out(stage: Stage) -> None:
    await yes_to(stage, "charter")
    said = await say(stage, "start", "!setting line question days friday", "!our draft")
    assert "“Questions without a name: on Fridays”" in stage.bot_lines()[-2]
    assert "Questions without a name have other days: Friday" in said
    then = slots.change(group(stage))
    assert then is not None
    assert then.days == "friday"
    told = slots.comes_out(group(stage), stage.clock.now())
    assert slots.days(group(stage), told) == "tuesday and friday", "what was told stays"


async def test_while_other_days_begin_a_line_waits_and_then_holds(stage: Stage) -> None:
    await yes_to(stage, "charter")
    await say(stage, "!question days friday")
    assert "Line 1 of our charter says so now." in stage.room()
    then = slots.change(group(stage))
    assert then is not None
    await say(stage, "start", "!drop line 1", "!group says yes to line 1")
    assert "Other days for questions were chosen already." in stage.room()
    assert steering.holds(group(stage), slots.DAYS) == "friday"
    await say(stage, "end")
    while stage.clock.now().date() <= then.first + timedelta(days=1):
        await stage.jump(timedelta(days=1))
    await stage.later(MINUTE)
    assert "have other days: Tuesday and Friday" in stage.room()
    assert steering.holds(group(stage), slots.DAYS) == "tuesday and friday"


async def test_working_days_for_answers_and_outcomes_are_lines_too(stage: Stage) -> None:
    await yes_to(stage, "charter")
    await yes_to(stage, "points")
    await say(stage, "!answer days 12", "!outcome days 40")
    assert [one.words for one in (await lines(stage)).values()][1:] == [
        "A point is answered within 12 working days",
        "What came of a point: within 40 working days",
    ]
