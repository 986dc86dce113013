"""How a meeting opens and closes, planned or not."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from planned import alone, london, planned, until
from stage import ROOM, Stage, on_stage
from test_lengths import MANY_WORDS, MOST_AT_OPENING

from bot.features.planning import rules

GOLDEN = (
    "Good morning. I am Alongside, a program. Bashir leads today. We leave with: “words for page 1"
    " of the form”. We can change: “the words”. We cannot change: “the law behind it”. Why: “it is"
    " made in London”. Who decides: “the council”. By when: “1 June”. To speak, type: hand up. You"
    " may question anything. Type: question this."
)
PLAIN = (
    "Good morning. I am Alongside, a program. Bashir leads today. To speak, type: hand up. You may"
    " question anything. Type: question this."
)


def aloud(stage: Stage) -> int:
    """Words of the last post in the room, with its buttons."""
    post = stage.platform.lines[-1].message
    assert post is not None
    labels = " ".join(button.label for button in post.buttons)
    return len(f"{post.text} {labels}".split())


async def ready(stage: Stage) -> Stage:
    await stage.group()
    await planned(stage)
    return stage


async def test_the_golden_opening_and_closing(stage: Stage) -> None:
    await ready(stage)
    await until(stage, london(19, 10, 30))
    await stage.says("Bashir", "start")
    assert stage.room() == GOLDEN
    assert aloud(stage) <= MOST_AT_OPENING
    await until(stage, london(19, 11, 57))
    await stage.says("Bashir", "end")
    assert stage.room() == (
        "Thank you, everybody. The meeting has ended. I have forgotten the list of hands. We meet"
        " again on Tuesday 2 June at 10:30. A meeting can stay with you. Samaritans: 116 123, day"
        " and night. In private, anybody can type: talk to a person."
    )


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        (london(19, 9, 29), PLAIN),
        (london(19, 9, 30), GOLDEN),
        (london(19, 11, 59), GOLDEN),
        (london(19, 12, 0), PLAIN.replace("morning", "afternoon")),
    ],
)
async def test_the_plan_is_used_from_an_hour_before_until_its_end(
    tmp_path: Path, at: object, opening: str
) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await until(stage, at)  # type: ignore[arg-type]
        await stage.says("Bashir", "start")
        assert stage.room() == opening


async def test_a_moved_one_opens_with_its_plan_at_its_new_time_only(stage: Stage) -> None:
    await ready(stage)
    await alone(stage, "Bashir", "move meeting", "1", "Thursday 21 May 2 pm", "post it")
    await until(stage, london(19, 10, 30))
    await stage.says("Bashir", "start")
    assert stage.room() == PLAIN
    await stage.says("Bashir", "end")
    assert "We meet again on Thursday 21 May at 14:00." in stage.room()
    await until(stage, london(21, 14))
    await stage.says("Bashir", "start")
    assert stage.room() == GOLDEN.replace("morning", "afternoon")


async def test_a_meeting_ended_before_its_time_is_not_named_as_the_next(stage: Stage) -> None:
    await ready(stage)
    await until(stage, london(19, 9, 45))
    await stage.says("Bashir", "start")
    await stage.jump(timedelta(minutes=30))
    await stage.says("Bashir", "end")
    assert "We meet again on Tuesday 2 June at 10:30." in stage.room()


async def test_without_a_plan_it_opens_and_closes_as_ever(stage: Stage) -> None:
    await stage.meeting()
    assert stage.room() == PLAIN
    await stage.says("Bashir", "end")
    assert "We meet again" not in stage.room()
    assert stage.room().endswith("In private, anybody can type: talk to a person.")


@pytest.mark.parametrize("lead", ["Bashir", MANY_WORDS])
@pytest.mark.parametrize("wording", ["easy words", "usual words"])
@pytest.mark.parametrize("papers", ["none", "late", "ready", "moved"])
async def test_the_longest_plan_can_be_read_aloud(
    stage: Stage, lead: str, wording: str, papers: str
) -> None:
    def long(words: int) -> str:
        return " ".join(["word"] * words)

    await stage.group(lead=lead)
    await stage.says(lead, f"!{wording}")
    await alone(
        stage, lead, "plan", long(rules.AIM), long(rules.PART), long(rules.PART),
        long(rules.REASON), long(rules.WHO), long(rules.BY), "every Tuesday 10:30", "90",
        "1" if papers == "none" else long(rules.PAPERS), "1", "1", "post it",
    )  # fmt: skip
    if papers == "ready":
        await alone(stage, lead, "papers", "2", long(rules.PAPERS), "post it")
    await until(stage, london(19, 10, 20))
    if papers == "moved":
        await alone(stage, "Ann", "papers late", "yes")
    await until(stage, london(26, 10, 30))
    await stage.says(lead, "start", room=ROOM)
    assert ("apers" in stage.room()) is (papers != "none")
    assert "We leave with: “word" in stage.room()
    assert "Why: “word" in stage.room()
    assert aloud(stage) <= MOST_AT_OPENING


async def test_a_list_does_not_look_alive_when_another_meeting_begins_at_once(
    tmp_path: Path,
) -> None:
    """Somebody ends a meeting by mistake, and starts again before the list was looked at."""
    async with on_stage(tmp_path) as stage:
        await stage.meeting()
        for _ in range(100):
            await asyncio.sleep(0.01)
            if stage.platform.boards:
                break
        stage.platform.abilities = replace(stage.platform.abilities, board_pace=0.5)
        await stage.says("Tom", "hand up")
        await asyncio.sleep(0.1)  # now the lists rest for half a second
        before = stage.platform.edits
        await stage.says("Bashir", "end")
        await stage.says("Bashir", "!start")
        for _ in range(100):
            await asyncio.sleep(0.02)
            if stage.platform.edits > before:
                break
        assert stage.platform.edits == before + 1
