"""Two people who lead plan at once: nothing is doubled or posted that was not shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from planned import ANSWERS, alone, london, planned, posts, until
from stage import Stage, on_stage

from bot import meetings
from bot.db import Tx

TAKEN = "That time is taken: we already meet on Tuesday 19 May at 10:30. Nothing was posted."


@pytest.fixture
async def group(stage: Stage) -> Stage:
    """Bashir leads, and Ann does for a time."""
    await stage.group()
    await stage.says("Bashir", "!facilitator Ann until 1 August")
    await stage.says("Ann", "!i will lead")
    return stage


async def shown(stage: Stage, who: str, **changed: str) -> str:
    return await alone(stage, who, "plan", *{**ANSWERS, **changed}.values())


async def ahead(stage: Stage) -> list[str]:
    """When the group meets, by its meetings."""

    def read(tx: Tx) -> list[str]:
        row = tx.one("SELECT id FROM household")
        assert row is not None
        found = meetings.coming(tx, row[0], stage.clock.now())
        return [f"{one.local:%d %b %H:%M}" for one in found]

    return await stage.app.db.read(read)


async def test_the_same_time_is_not_planned_twice_by_two_who_lead(group: Stage) -> None:
    once = await shown(group, "Ann", when="19 May 10:30")
    assert "1 Post it." in once
    await planned(group, when="19 May 10:30")
    before = len(posts(group))
    assert (await alone(group, "Ann", "post it")).startswith(TAKEN)
    assert len(posts(group)) == before
    assert await ahead(group) == ["19 May 10:30"]
    changed = await alone(group, "Ann", "change it", "When we meet", "19 May 14:00")
    assert "We meet on Tuesday 19 May at 14:00." in changed
    assert "We leave with: “words for page 1 of the form”." in changed
    await alone(group, "Ann", "post it")
    assert await ahead(group) == ["19 May 10:30", "19 May 14:00"]


@pytest.mark.parametrize("when", ["19 May 10:30", "19 May 11:30", "every tuesday 10:00"])
async def test_a_time_that_is_taken_is_said_before_anything_is_shown(
    group: Stage, when: str
) -> None:
    await planned(group)
    told = await shown(group, "Ann", when=when)
    assert told.startswith(TAKEN)
    assert "Post it" not in told
    before = len(posts(group))
    assert (await alone(group, "Ann", "post meeting")).startswith(TAKEN)
    assert len(posts(group)) == before


@pytest.mark.parametrize("when", ["19 May 12:00", "26 May 10:30", "19 May 9:00"])
async def test_a_time_between_others_is_free(group: Stage, when: str) -> None:
    await planned(group)
    assert "1 Post it." in await shown(group, "Ann", when=when)


@pytest.mark.parametrize("when", ["every week on Tuesday from 26 May 10:30", "8 December 10:30"])
async def test_a_meeting_that_a_rule_only_makes_later_counts_too(group: Stage, when: str) -> None:
    await planned(group, when="every week on Tuesday from 2 June 10:30")
    assert (await shown(group, "Ann", when=when)).startswith("That time is taken: we already meet")


async def test_a_time_that_was_called_off_or_moved_away_is_free(group: Stage) -> None:
    await planned(group, when="19 May 10:30")
    await alone(group, "Bashir", "move meeting", "1", "21 May 10:30", "post it")
    assert "1 Post it." in await shown(group, "Ann", when="19 May 10:30")
    await alone(group, "Bashir", "cancel meeting", "1", "post it")
    assert "1 Post it." in await shown(group, "Ann", when="21 May 10:30")


async def test_the_last_plan_again_on_a_day_of_its_series_is_not_doubled(group: Stage) -> None:
    await planned(group)
    before = await ahead(group)
    told = await alone(group, "Bashir", "same as last time", "2 June 10:30")
    assert told.startswith("That time is taken: we already meet on Tuesday 2 June at 10:30.")
    assert await ahead(group) == before


async def test_no_meeting_is_moved_onto_another_or_added_there(group: Stage) -> None:
    await planned(group, when="19 May 10:30")
    await planned(group, when="21 May 10:30")
    moved = await alone(group, "Bashir", "move meeting", "2", "19 May 11:00")
    assert moved.startswith(TAKEN)
    again = await alone(group, "Bashir", "change it", "21 May 11:00")
    assert "It is now on Thursday 21 May at 11:00." in again
    added = await alone(group, "Ann", "add meeting", "1", "21 May 10:30")
    assert added.startswith("That time is taken: we already meet on Thursday 21 May at 10:30.")


async def test_a_move_that_somebody_made_first_is_not_undone_unseen(group: Stage) -> None:
    await planned(group, when="19 May 10:30")
    seen = await alone(group, "Ann", "move meeting", "1", "21 May 10:30")
    assert "Our meeting on Tuesday 19 May at 10:30 has moved." in seen
    await alone(group, "Bashir", "move meeting", "1", "22 May 14:00", "post it")
    before = len(posts(group))
    told = await alone(group, "Ann", "post it")
    assert told.startswith("Somebody changed that meeting after you saw this. Nothing was posted.")
    told = await alone(group, "Ann", "post meeting")
    assert told.startswith("That post is no longer current.")
    assert len(posts(group)) == before
    assert await ahead(group) == ["22 May 14:00"]


@pytest.mark.parametrize("word", ["post it", "Post it with a calendar file"])
async def test_nothing_is_called_off_in_words_that_were_not_shown(group: Stage, word: str) -> None:
    await planned(group, when="19 May 10:30")
    seen = await alone(group, "Ann", "cancel meeting", "1")
    assert "We do not meet on Tuesday 19 May at 10:30." in seen
    await alone(group, "Bashir", "move meeting", "1", "22 May 14:00", "post it")
    before = len(posts(group))
    told = await alone(group, "Ann", word)
    assert told.startswith("Somebody changed that meeting after you saw this. Nothing was posted.")
    assert len(posts(group)) == before
    assert await ahead(group) == ["22 May 14:00"]


async def test_a_move_to_the_very_same_time_is_no_move(group: Stage) -> None:
    await planned(group, when="19 May 10:30")
    before = len(posts(group))
    told = await alone(group, "Bashir", "move meeting", "1", "19 May 10:30")
    assert told.startswith("It is already on Tuesday 19 May at 10:30. Nothing is changed.")
    asked = await alone(group, "Bashir", "Choose another time")
    assert asked.startswith("When is it now?")
    assert len(posts(group)) == before


async def test_breaks_are_after_the_start_where_the_clock_jumps(tmp_path: Path) -> None:
    async with on_stage(tmp_path, london(1, 9, 15, 6)) as stage:
        await stage.group()
        text = await planned(stage, post=False, when="28 March 2027 01:30")
    assert "We meet on Sunday 28 March at 2:30." in text
    assert "Break at 3:15." in text


async def test_a_time_that_is_free_again_is_shown_before_it_is_posted(group: Stage) -> None:
    await planned(group, when="19 May 10:30")
    await planned(group, when="21 May 10:30")
    assert (await shown(group, "Ann", when="19 May 10:30")).startswith(TAKEN)
    assert (await alone(group, "Bashir", "move meeting", "2", "19 May 10:30")).startswith(TAKEN)
    await alone(group, "Bashir", "cancel meeting", "1", "post it")
    before = len(posts(group))
    assert "We meet on Tuesday 19 May at 10:30." in await alone(group, "Ann", "post meeting")
    assert len(posts(group)) == before
    await alone(group, "Ann", "post it")
    assert len(posts(group)) == before + 1


async def test_a_plan_whose_days_changed_over_night_is_shown_again(group: Stage) -> None:
    seen = await shown(group, "Ann", when="19 May 10:30", papers="the draft")
    assert "Papers come by Wednesday 13 May: “the draft”." in seen
    await until(group, london(14, 9))
    before = len(posts(group))
    again = await alone(group, "Ann", "post it")
    assert "Nothing is posted yet." in again
    assert "Papers come by Friday 15 May: “the draft”." in again
    assert len(posts(group)) == before
    await alone(group, "Ann", "post it")
    assert len(posts(group)) == before + 1
