"""A plain yes in the room counts for whoever was asked there, and for nobody and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pointed import does, may_ask, ready
from stage import Stage, person

from bot import ledger

WISH = "buses come too late"
NIGHTS = "why can page 1 not ask about nights"


@pytest.fixture
async def meeting(stage: Stage) -> Stage:
    await ready(stage)
    await stage.says("Bashir", "start")
    await stage.later(61)
    return stage


async def points(stage: Stage) -> list[str]:
    found = await does(stage, lambda tx, due: ledger.every(tx, due.group.id))
    return [one.words for one in found]


async def waits(stage: Stage, who: str = "Tom") -> list[str]:
    id = person(who).id
    found = await does(stage, lambda tx, due: ledger.wanted_of(tx, due.group.id, id))
    return [one.words for one in found]


async def wish(stage: Stage, who: str = "Tom", words: str = WISH, then: int = 61) -> None:
    for line in (f"note for {who}", words, "ask them"):
        await stage.says("Bashir", line, alone=True)
    await stage.later(then)
    await stage.says(who, "show my words", alone=True)


@pytest.mark.parametrize("yes", ["yes", "Yes please.", "yes, thank you", "!yes"])
async def test_a_plain_yes_is_to_the_words_that_were_asked_about(meeting: Stage, yes: str) -> None:
    await wish(meeting)
    await meeting.says("Tom", yes)
    assert await points(meeting) == [WISH]
    await meeting.later(61)
    assert f"Point 1: “{WISH}.”" in meeting.room()


async def test_a_questioned_limit_as_in_the_golden_session(meeting: Stage) -> None:
    await meeting.says("Priya", f"question this: {NIGHTS}")
    await meeting.later(400)
    assert "May I keep this as a point?" in meeting.room()
    await meeting.says("Joe", "yes")
    assert await points(meeting) == []
    await meeting.says("Priya", "yes")
    assert await points(meeting) == [NIGHTS]


async def test_a_plain_no_lets_go_of_the_words(meeting: Stage) -> None:
    await wish(meeting)
    await meeting.says("Tom", "no thanks")
    assert await points(meeting) == []
    assert await waits(meeting) == []
    assert meeting.to("Tom").startswith("That is fine. It is not noted")


async def test_nobody_else_says_it_for_them(meeting: Stage) -> None:
    await wish(meeting)
    before = len(meeting.platform.lines)
    for who in ("Ann", "Bashir", "Priya"):
        for said in ("yes", "no"):
            await meeting.says(who, said)
    await meeting.later(20)
    assert len(meeting.platform.lines) == before + 6  # only theirs
    assert await points(meeting) == []
    assert await waits(meeting) == [WISH]


async def test_talk_is_no_yes(meeting: Stage) -> None:
    await meeting.says("Tom", "yes")
    await wish(meeting)
    for said in ("yes but not like that", "yes no", "no problem", "yes, you", "ok", "thanks"):
        await meeting.says("Tom", said)
    assert await points(meeting) == []
    assert await waits(meeting) == [WISH]


async def test_a_plain_yes_to_words_they_have_not_seen_shows_them_how(meeting: Stage) -> None:
    for line in ("note for Tom", WISH, "ask them"):
        await meeting.says("Bashir", line, alone=True)
    await meeting.later(61)
    await meeting.says("Tom", "yes")
    assert await points(meeting) == []
    assert meeting.to("Tom").startswith("You have not seen these words yet.")


async def test_before_the_question_was_posted_it_is_no_yes(meeting: Stage) -> None:
    await wish(meeting, then=0)
    await meeting.says("Tom", "yes")
    await meeting.later(61)
    assert "somebody would like to note something you said" in meeting.room()
    typed = meeting.clock.now() - timedelta(seconds=61)
    await meeting.says("Tom", "yes", at=typed)
    assert await points(meeting) == []
    await meeting.says("Tom", "yes")
    assert await points(meeting) == [WISH]


async def test_after_some_minutes_it_is_talk(meeting: Stage) -> None:
    await wish(meeting)
    await meeting.later(6 * 60)
    await meeting.says("Tom", "yes")
    assert await points(meeting) == []
    await meeting.says("Tom", "!note my words")
    assert await points(meeting) == [WISH]


async def test_it_counts_once(meeting: Stage) -> None:
    await wish(meeting)
    for n in (1, 1, 2):
        await meeting.says("Tom", "yes", event=f"stage:said-{n}")
    assert await points(meeting) == [WISH]


async def test_it_is_no_yes_to_what_was_asked_alone(meeting: Stage) -> None:
    await may_ask(meeting, "Tom")
    await wish(meeting)
    await meeting.says("Tom", "yes")
    assert await points(meeting) == []
    await meeting.says("Tom", f"question this: {NIGHTS}")
    await meeting.later(400)
    assert NIGHTS in meeting.room()
    await meeting.says("Tom", "yes")
    assert await points(meeting) == [NIGHTS]
    assert await waits(meeting) == [WISH]


async def test_of_two_questions_they_are_asked_which(meeting: Stage) -> None:
    await wish(meeting, words="one")
    await wish(meeting, words="two")
    await meeting.says("Tom", "yes")
    assert await points(meeting) == []
    assert meeting.to("Tom").startswith("You are asked about more than one thing.")


async def test_two_people_each_answer_for_themselves(meeting: Stage) -> None:
    await wish(meeting, then=0)
    await wish(meeting, who="Ann", words="nights are hard")
    await meeting.says("Ann", "yes")
    await meeting.says("Tom", "no")
    assert await points(meeting) == ["nights are hard"]
    assert await waits(meeting) == []


async def test_once_something_else_was_asked_it_is_no_yes(meeting: Stage) -> None:
    await wish(meeting)
    await meeting.says("Bashir", "!facilitator Tom")
    await meeting.says("Tom", "yes")
    assert await points(meeting) == []
    assert await waits(meeting) == [WISH]


async def test_after_other_words_of_theirs_it_may_be_for_others(meeting: Stage) -> None:
    await wish(meeting)
    await meeting.says("Tom", "Ann, are you coming by bus?")
    await meeting.says("Tom", "yes")
    await meeting.says("Tom", "no")
    assert await points(meeting) == []
    assert await waits(meeting) == [WISH]


@pytest.mark.parametrize("said", ["!yes", "yes"])
async def test_said_to_the_bot_it_still_counts(meeting: Stage, said: str) -> None:
    await wish(meeting)
    await meeting.says("Tom", "Ann, are you coming by bus?")
    await meeting.says("Tom", said, addressed=said == "yes")
    assert await points(meeting) == [WISH]


async def test_what_others_write_in_between_does_not_matter(meeting: Stage) -> None:
    await wish(meeting)
    await meeting.says("Ann", "the bus came!!")
    await meeting.says("Tom", "yes")
    assert await points(meeting) == [WISH]


async def test_chosen_and_not_typed_it_counts_too(meeting: Stage) -> None:
    await wish(meeting)
    await meeting.says("Tom", "yes", pressed=True, addressed=True)
    assert await points(meeting) == [WISH]


@pytest.mark.parametrize("said", ["!yes", "!no"])
async def test_a_yes_to_nothing_is_answered(meeting: Stage, said: str) -> None:
    reply = await meeting.says("Tom", said)
    assert reply == "Nothing waits for a yes or no from you here. Nothing was changed."
    assert await meeting.says("Tom", said[1:]) is None


async def test_hands_in_between_do_not_matter(meeting: Stage) -> None:
    await wish(meeting)
    await meeting.says("Joe", "hand up")
    await meeting.later(61)
    assert meeting.room().startswith("Hands: Joe")
    await meeting.says("Tom", "yes")
    assert await points(meeting) == [WISH]
