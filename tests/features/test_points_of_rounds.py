"""Words of a round, and of a worry, become a point: only by the yes of whoever said them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pointed import days, does, ready
from stage import START, Stage, person

from bot import ledger
from bot.ledger import Point, Source

TOMATOES = "My tomatoes need a shed."
HOW = (
    "It can be a point as well. Then somebody owes an answer to it. For that, type: note my answer."
)


@pytest.fixture
async def group(stage: Stage) -> Stage:
    """A group that keeps points, in which Ana answers, and that has rounds. No meeting is on."""
    await ready(stage)
    await stage.says("Bashir", "!switch on rounds")
    await stage.says("Bashir", "!group says yes rounds")
    await stage.later(61)
    return stage


async def alone(stage: Stage, who: str, *lines: str) -> str:
    for line in lines:
        await stage.says(who, line, alone=True)
    return stage.to(who)


async def points(stage: Stage) -> list[Point]:
    return await does(stage, lambda tx, due: ledger.every(tx, due.group.id))


async def meeting(stage: Stage) -> None:
    await stage.says("Bashir", "start")
    await stage.later(61)
    await stage.says("Bashir", "go round")


async def test_an_answer_ahead_is_a_point_when_it_is_posted(group: Stage) -> None:
    assert (await alone(group, "Joe", "answer ahead", TOMATOES, "1")).endswith(HOW)
    assert await alone(group, "Joe", "note my answer") == (
        "When North Town group reads your answer, it becomes a point too:"
        " “My tomatoes need a shed”. Your name is with it in the round. In the list of points"
        " it has no name. Somebody then owes an answer to it.\n1 Yes, note it.\n2 Leave it."
    )
    assert (await alone(group, "Joe", "1")).startswith(
        "It becomes a point when the round is posted."
    )
    assert await points(group) == []
    await meeting(group)
    assert group.room().endswith(f"Joe sent this: “{TOMATOES}” Thank you. It is point 1 now.")
    (one,) = await points(group)
    assert (one.source, one.sayer, one.named) == (Source.ROUND, person("Joe").id, False)
    assert one.answerer == person("Ana").id


async def test_without_their_yes_an_answer_is_no_point(group: Stage) -> None:
    await alone(group, "Joe", "answer ahead", TOMATOES, "1", "note my answer", "2")
    await alone(group, "Tom", "answer ahead", "Fine, thank you.", "1")
    await meeting(group)
    assert f"Joe sent this: “{TOMATOES}”" in group.room()
    assert "point" not in group.room()
    assert await points(group) == []


async def test_other_words_need_another_yes(group: Stage) -> None:
    await alone(group, "Joe", "answer ahead", TOMATOES, "1", "note my answer", "1")
    await alone(group, "Joe", "answer ahead", "My beans need a shed.", "1")
    await meeting(group)
    assert await points(group) == []


async def test_a_yes_to_words_that_do_not_wait_any_more_notes_nothing(group: Stage) -> None:
    await alone(group, "Joe", "answer ahead", TOMATOES, "1", "note my answer")
    await meeting(group)
    assert (await alone(group, "Joe", "1")).startswith("No answer of yours waits now.")
    assert await points(group) == []


async def test_taken_back_it_is_neither(group: Stage) -> None:
    await alone(group, "Joe", "answer ahead", TOMATOES, "1", "note my answer", "1")
    await alone(group, "Joe", "take back my answer")
    await meeting(group)
    assert "tomatoes" not in group.room()
    assert await points(group) == []


async def test_in_a_round_between_meetings_it_comes_with_the_gathered_post(group: Stage) -> None:
    await alone(group, "Bashir", "round between", "What is new?", "3", "1")
    assert (await alone(group, "Joe", "my answer", TOMATOES, "1")).endswith(HOW)
    await alone(group, "Joe", "note my answer", "1")
    before = len(group.bot_lines())
    await group.jump(START + timedelta(days=2, hours=23, minutes=45) - group.clock.now())
    (post,) = group.bot_lines()[before:]
    assert f"Joe says: “{TOMATOES}” It is point 1 now." in post
    assert post.endswith("Thank you. No replies are needed.")
    assert [one.source for one in await points(group)] == [Source.ROUND]
    assert len(await days(group, 4)) == 0  # and there is no other post about it


async def test_of_two_answers_they_choose_which(group: Stage) -> None:
    await alone(group, "Bashir", "round between", "What is new?", "3", "1")
    await alone(group, "Joe", "answer ahead", TOMATOES, "1")
    await alone(group, "Joe", "my answer", "The bus is late.", "1")
    assert (await alone(group, "Joe", "note my answer")).startswith("Which round is it for?")
    assert "“The bus is late”" in await alone(group, "Joe", "2")
    await alone(group, "Joe", "1")
    await meeting(group)
    assert await points(group) == []  # that was the other one


async def test_what_is_longer_than_a_point_is_told_kindly(group: Stage) -> None:
    await alone(group, "Joe", "answer ahead", "a long one " * 32, "1")
    assert (await alone(group, "Joe", "note my answer")).startswith("A point has space for about")


async def test_where_no_points_are_kept_nothing_is_said_of_them(group: Stage) -> None:
    await group.says("Bashir", "!switch off points")
    assert "point" not in await alone(group, "Joe", "answer ahead", TOMATOES, "1")
    assert (await alone(group, "Joe", "note my answer")).startswith("This group does not keep")


async def test_switched_off_meanwhile_it_is_posted_and_no_point(group: Stage) -> None:
    await alone(group, "Joe", "answer ahead", TOMATOES, "1", "note my answer", "1")
    await group.says("Bashir", "!switch off points")
    await meeting(group)
    assert group.room().endswith(f"Joe sent this: “{TOMATOES}”")
    assert await points(group) == []


async def test_what_is_noted_in_a_live_round_came_by_the_round(group: Stage) -> None:
    await meeting(group)
    await group.says("Joe", "note this: ask about nights")
    await group.says("Ann", "hand up")
    await group.later(61)
    await group.says("Bashir", "next")
    await group.says("Tom", "note this: buses are late")
    assert [one.source for one in await points(group)] == [Source.ROUND, Source.NOTE]


async def test_a_round_is_not_endless(group: Stage) -> None:
    await meeting(group)
    await group.later(16 * 60)
    await group.says("Joe", "note this: ask about nights")
    assert [one.source for one in await points(group)] == [Source.NOTE]


# A worry that had words.


async def worried(stage: Stage, words: str = "Silence scares me") -> str:
    await stage.says("Bashir", "!switch on charter")
    await stage.says("Bashir", "!group says yes charter")
    await stage.says("Bashir", "start")
    for line in ("!write line: Quiet is fine", "!our draft"):
        await stage.says("Bashir", line)
    return await alone(stage, "Ann", "worry about line 1", words, "1")


async def test_a_worry_in_words_is_a_point_by_its_writers_yes(group: Stage) -> None:
    told = await worried(group)
    assert "Those words can be a point as well, with no name on it." in told
    assert await points(group) == []
    await alone(group, "Ann", "1")
    await group.later(61)
    assert "Point 1: “Silence scares me.”" in group.room()
    (one,) = await points(group)
    assert (one.source, one.sayer, one.named) == (Source.WORRY, person("Ann").id, False)


async def test_without_a_yes_the_words_of_a_worry_are_gone_in_a_day(group: Stage) -> None:
    await worried(group)
    await group.says("Bashir", "end")
    await days(group, 2.5)
    sql = "SELECT count(*) FROM point_wanted"
    assert await does(group, lambda tx, _: tx.all(sql)) == [(0,)]
    assert await points(group) == []


async def test_a_worry_without_words_is_no_point(group: Stage) -> None:
    assert "point" not in await worried(group, "1")
