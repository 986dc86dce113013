"""A question without a name is a point as well: one number, one answer, closed by five words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asides import QUESTION, asks, asks_with_words, comes_out, then, writes_back
from asides import ready as questions_are_on
from pointed import days, does, ready
from stage import Stage

from bot import ledger
from bot.ledger import Answer, Point, Source, State

LEAD = "Bashir"


@pytest.fixture
async def both(stage: Stage) -> Stage:
    """A group that takes questions without a name, and keeps points."""
    await questions_are_on(stage)
    await ready(stage)
    return stage


async def points(stage: Stage) -> list[Point]:
    return await does(stage, lambda tx, due: ledger.every(tx, due.group.id))


async def note(stage: Stage) -> tuple[str, str | None]:
    (row,) = await does(stage, lambda tx, _: tx.all("SELECT state, closes_on FROM note"))
    return str(row[0]), row[1]


async def answered(stage: Stage) -> None:
    (one,) = await points(stage)
    said = Answer(State.DID, "Meetings are at two.", "Ana", stage.clock.now().date())
    await does(stage, lambda tx, due: ledger.answered(tx, due, one, said))


async def test_it_is_a_point_with_its_own_number_and_nobody(both: Stage) -> None:
    await both.says("Joe", "!note this: start with what I can do")
    await asks(both, "Ann")
    assert len(await points(both)) == 1  # nothing of it before it comes out
    heard = await comes_out(both)
    assert any("Question 2" in line and QUESTION in line for line in heard)
    _, one = await points(both)
    assert (one.number, one.words, one.source) == (2, QUESTION, Source.QUESTION)
    assert (one.sayer, one.named) == (None, False)
    await both.says("Joe", "!note this: one more")
    assert [each.number for each in await points(both)] == [1, 2, 3]


async def test_who_is_asked_to_answer_answers_the_point(both: Stage) -> None:
    await asks(both, "Ann")
    await comes_out(both)
    await both.says(LEAD, "!pass question 1 to Sam by 9 June")
    (one,) = await points(both)
    assert (one.answerer, one.due and one.due.isoformat()) == ("stage:sam", "2026-06-09")
    await both.says("Sam", "answer question 1", alone=True)
    assert "Question 1 is a point as well." in both.to("Sam")


async def test_its_writer_confirms_with_five_words_and_both_close(both: Stage) -> None:
    code = await asks_with_words(both, "Ann")
    await comes_out(both)
    await answered(both)
    heard = await days(both, 9)
    assert any("Whoever asked this can write back with five words." in line for line in heard)
    assert (await note(both))[0] == "answered"
    await writes_back(both, "Ann", code)
    await then(both, "Ann", "1", "1")
    await comes_out(both)
    (one,) = await points(both)
    assert (one.confirmed, one.is_open) == ("yes", False)
    assert (await note(both))[0] == "closed"


async def test_a_doubt_of_its_writer_opens_both_again(both: Stage) -> None:
    code = await asks_with_words(both, "Ann")
    await comes_out(both)
    await answered(both)
    await days(both, 5)
    await writes_back(both, "Ann", code)
    await then(both, "Ann", "1", "3")
    await comes_out(both)
    (one,) = await points(both)
    assert (one.confirmed, one.is_open, one.state) == ("no", True, State.THINKING)
    assert await note(both) == ("released", None)


async def test_without_a_word_of_its_writer_both_close_on_the_day_that_was_said(
    both: Stage,
) -> None:
    await asks(both, "Ann")
    await comes_out(both)
    await answered(both)
    await days(both, 24)
    (one,) = await points(both)
    assert (one.confirmed, one.is_open) == (ledger.WAITED, False)
    assert (await note(both))[0] == "closed"


async def test_one_that_is_withdrawn_is_out_of_the_points_too(both: Stage) -> None:
    code = await asks_with_words(both, "Ann")
    await comes_out(both)
    await writes_back(both, "Ann", code)
    await then(both, "Ann", "2", "1")
    await comes_out(both)
    await days(both, 9)
    (one,) = await points(both)
    assert (one.words, one.taken_out) == ("", True)


async def test_late_is_said_once_and_not_by_both(both: Stage) -> None:
    await asks(both, "Ann")
    await comes_out(both)
    await both.says(LEAD, "!i will answer 1 by 5 June")
    heard = await days(both, 20)
    assert sum("no answer yet" in line or "has no answer" in line for line in heard) == 1
    await both.jump(timedelta(days=1))
