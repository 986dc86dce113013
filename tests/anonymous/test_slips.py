"""Slips in a talk without a name: whoever types something else loses nothing of what they wrote."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from asides import QUESTION, hears, ready, then, told
from stage import Stage, on_stage, words


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        yield stage


async def written(stage: Stage) -> None:
    """As far as the words, shown once more before they are sent."""
    await stage.says("Joe", "menu", alone=True)
    await hears(stage, "Joe", "ask without my name")
    await hears(stage, "Joe", "1")
    await hears(stage, "Joe", QUESTION)


@pytest.mark.parametrize(
    "slip", ["9", "what", "send", "I wonder whether evenings would be better for us.", "help"]
)
async def test_what_is_none_of_the_numbers_loses_nothing(stage: Stage, slip: str) -> None:
    await written(stage)
    for _ in range(2):
        again = words(await hears(stage, "Joe", slip))
        assert again is not None
        assert again.startswith("Nothing is lost. Please type one of these numbers.")
        assert QUESTION in again
    told = await then(stage, "Joe", "1")
    assert told.startswith("It is in the box.")


async def test_stop_lets_go_of_it(stage: Stage) -> None:
    await written(stage)
    said = words(await hears(stage, "Joe", "stop"))
    assert said == "That is fine. Nothing was sent, and I hold nothing of it."
    assert not stage.app._talks._talks


async def test_another_word_of_ours_works_as_ever(stage: Stage) -> None:
    await written(stage)
    await stage.says("Joe", "talk to a person", alone=True)
    assert QUESTION not in str(words(await hears(stage, "Joe", "9")))


@pytest.mark.parametrize("slip", ["1", "2."])
async def test_a_number_alone_is_never_taken_for_words(stage: Stage, slip: str) -> None:
    """Typed once too often, it would stand in the room without a name."""
    await hears(stage, "Joe", "ask without my name")
    await hears(stage, "Joe", "1")
    said = words(await hears(stage, "Joe", slip))
    assert said is not None
    assert said.startswith("There are no words yet.")


async def test_a_young_group_is_told_before_anything_is_written(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await stage.says("Bashir", "!switch on questions")
        await stage.says("Bashir", "!group says yes questions")
        said = words(await hears(stage, "Joe", "ask without my name"))
        assert said is not None
        assert said.startswith("I cannot hide you yet. Please do not write it.")
        assert "here for two weeks" in said
        assert "did not send" not in said


async def test_the_menu_begins_with_what_is_said_without_a_name(stage: Stage) -> None:
    await stage.says("Bashir", "!switch on asking")
    await stage.says("Bashir", "!group says yes asking")
    await stage.says("Bashir", "start")
    await stage.says("Bashir", "end")
    await stage.says("Joe", "menu", alone=True)
    line = [one for one in stage.platform.lines if one.where.endswith("joe")][-1]
    assert line.message is not None
    assert [one.types for one in line.message.buttons][:3] == [
        "how today left me",
        "ask without my name",
        "talk to a person",
    ]


async def test_on_the_day_of_a_restart_words_and_numbers_that_belong_to_nothing_are_told_why(
    tmp_path: Path,
) -> None:
    """They may have been for a talk, and no mark of that one outlives the program."""
    again = "I was restarted not long ago. If you were in the middle of something, please begin"
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await told(stage, "Joe", "ask without my name", "1")
        assert again not in await told(stage, "Tom", "1")
        now = stage.clock.now()
    async with on_stage(tmp_path, now + timedelta(hours=2)) as stage:
        said = await told(stage, "Joe", "I wonder whether Bashir could listen.")
        assert "I have not kept this or passed it on." in said
        assert again in said
        assert again in await told(stage, "Tom", "1")
        await stage.jump(timedelta(hours=25))
        assert again not in await told(stage, "Tom", "1")


@pytest.mark.parametrize("typed", ["Ask anonymously", "an anonymous question?"])
async def test_the_word_that_people_know_for_it_is_heard(stage: Stage, typed: str) -> None:
    """It is never said, because it promises too much; whoever types it comes to the right place."""
    assert (await told(stage, "Joe", typed)).startswith("Your group reads your question without")


async def test_whoever_types_other_words_than_the_five_can_say_that_they_are_lost(
    stage: Stage,
) -> None:
    assert (await told(stage, "Joe", "write back", "lost")).endswith(
        "Please type all five again.\n1 Try again.\n2 I have lost them."
    )
    assert (await told(stage, "Joe", "2")).startswith("That is all right. Many people lose them.")


@pytest.mark.parametrize(
    ("typed", "told_how"),
    [
        ("Ask without my name - why does nobody listen", "Your words are in the room"),
        ("Talk to a person: I feel awful", "The room saw that word."),
        ("I need help: my camera is off", None),
        ("ask without my name works well - I think", None),
    ],
)
async def test_private_words_with_more_behind_them_are_answered_alone_and_talk_is_not(
    stage: Stage, typed: str, told_how: str | None
) -> None:
    before = len(stage.bot_lines())
    said = await stage.says("Joe", typed)
    assert said is None if told_how is None else str(said).startswith(told_how)
    assert len(stage.bot_lines()) == before
