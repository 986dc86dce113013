"""A word of ours that is typed where words of one's own are asked for: asked once, never lost."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from stage import Stage, on_stage, person

from bot import forms

LEAD = "Bashir"
ASKED = "is also a word for me. Which do you mean?"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        for part in ("charter", "points"):
            await stage.says(LEAD, f"!switch on {part}")
            await stage.says(LEAD, f"!group says yes {part}")
            if part == "charter":
                await stage.says(LEAD, "!write line: We let people finish")
        await stage.says(LEAD, "start")
        await stage.says(LEAD, "!our draft")
        await stage.later(60)
        await stage.says(LEAD, "end")
        await stage.later(60)
        yield stage


async def ann(stage: Stage, text: str) -> str:
    """What she hears alone when she types that."""
    said = await stage.says("Ann", text, alone=True)
    return said if said is not None else stage.to("Ann")


async def answers(stage: Stage) -> dict[str, str]:
    row = await stage.app.db.read(lambda tx: tx.one("SELECT answers FROM open_form"))
    return {} if row is None else json.loads(row[0])


@pytest.mark.parametrize("word", ["charter 1", "line 1", "points", "points 14", "when", "Points."])
async def test_a_word_of_ours_is_asked_about_once_and_can_be_the_answer(
    stage: Stage, word: str
) -> None:
    await ann(stage, "change line 1")
    said = await ann(stage, word)
    assert ASKED in said
    assert "1 It is my answer" in said
    assert f"2 Do now: “{word}”" in said
    assert "words" not in await answers(stage), "nothing is kept of it yet"
    assert "Why?" in await ann(stage, "1")
    assert (await answers(stage))["words"] == word.rstrip(".")


async def test_where_a_day_is_asked_for_a_word_of_ours_is_no_answer(stage: Stage) -> None:
    for words in ("!switch on rounds", "!group says yes rounds"):
        await stage.says(LEAD, words)
    await stage.says(LEAD, "regular round", alone=True)
    assert "When shall the round come?" in stage.to(LEAD)
    await stage.says(LEAD, "when", alone=True)
    assert ASKED not in stage.to(LEAD)
    assert "meeting" in stage.to(LEAD)


async def test_or_it_is_done_and_the_question_stays_open(stage: Stage) -> None:
    await ann(stage, "change line 1")
    assert ASKED in await ann(stage, "charter 1")
    assert "Line 1: “We let people finish”" in await ann(stage, "2")
    assert "Why?" in await ann(stage, "We let everybody finish")
    assert (await answers(stage))["words"] == "We let everybody finish"


async def test_whoever_goes_on_typing_answers_with_that(stage: Stage) -> None:
    await ann(stage, "change line 1")
    await ann(stage, "points")
    await ann(stage, "We make our points one at a time")
    assert (await answers(stage))["words"] == "We make our points one at a time"


@pytest.mark.parametrize(
    "words", ["points are made slowly", "charter 1 is fine with me", "when somebody talks we wait"]
)
async def test_more_than_a_word_of_ours_is_an_answer(stage: Stage, words: str) -> None:
    await ann(stage, "change line 1")
    await ann(stage, words)
    assert (await answers(stage))["words"] == words


@pytest.mark.parametrize(
    ("word", "does"),
    [
        ("help", "A question is open."),
        ("back", "How should it read?"),
        ("help now", "People are there for you."),
        ("talk to a person", ""),
        ("!charter 1", "Line 1: “We let people finish”"),
    ],
)
async def test_what_is_urgent_or_has_a_sign_is_done_at_once(
    stage: Stage, word: str, does: str
) -> None:
    await ann(stage, "change line 1")
    said = await ann(stage, word)
    assert ASKED not in said
    assert does in said
    assert "words" not in await answers(stage)


async def test_stop_ends_it_at_once(stage: Stage) -> None:
    await ann(stage, "change line 1")
    await ann(stage, "stop")
    assert await answers(stage) == {}


async def test_in_a_meeting_a_hand_goes_up_at_once(stage: Stage) -> None:
    await stage.says(LEAD, "start")
    await ann(stage, "change line 1")
    assert "Your hand is up" in await ann(stage, "hand up")
    assert ASKED in await ann(stage, "points")


async def test_where_a_number_is_asked_for_a_word_of_ours_is_that_word(stage: Stage) -> None:
    await ann(stage, "leave")
    assert "Line 1: “We let people finish”" in await ann(stage, "charter 1")


async def test_an_answer_to_another_question_than_was_asked_is_not_taken(stage: Stage) -> None:
    await ann(stage, "change line 1")
    await ann(stage, "points")
    form = await stage.app.db.read(lambda tx: forms.opened(tx, person("Ann").id))
    assert form is not None
    await ann(stage, "stop")
    await ann(stage, "change line 1")
    await ann(stage, "We say why")
    said = await stage.says("Ann", f"my answer {forms.mark(form)}", alone=True, pressed=True)
    assert said is not None
    assert "because" not in await answers(stage)


async def test_after_a_restart_the_word_is_asked_for_again(stage: Stage) -> None:
    await ann(stage, "change line 1")
    said = await stage.says("Ann", "my answer 0123456789", alone=True, pressed=True)
    assert said == "I was away. Please say that again."
    assert "words" not in await answers(stage)


@pytest.mark.parametrize("word", ["slow", "worry without my name", "ask without my name"])
async def test_what_leaves_no_trace_is_never_asked_about(stage: Stage, word: str) -> None:
    await ann(stage, "change line 1")
    if word == "slow":
        await stage.says(LEAD, "start")
        assert await stage.card("Ann", word) is not None
    else:
        assert ASKED not in await ann(stage, word)
