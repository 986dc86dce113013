"""You already told us: shown to whoever plans before they post, and found by anybody who looks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from planned import ANSWERS, alone, posts
from stage import ROOM, Stage, on_stage, person
from test_erased import found

from bot import ledger
from bot.db import Tx
from bot.ledger import Answer, CouldNot, Point, Source, State
from bot.model import Due, Group

NIGHTS = "Page 1 should ask about nights."
NO_MONEY = "There is no money for night care this year."
LATER = timedelta(days=300)


def group_of(stage: Stage) -> Group:
    found = stage.app.groups.of_room(ROOM)
    assert found is not None
    return found


async def said(stage: Stage, words: str, answer: str = "", state: State = State.DID) -> Point:
    """A point of the group, with an answer that the room has had."""

    def keep(tx: Tx) -> Point:
        due = Due("test:1", group_of(stage), "test", {}, stage.clock.now(), timedelta(), 1)
        one = ledger.add(tx, due, words=words, source=Source.NOTE, sayer=person("Priya").id)
        if not answer:
            return one
        today = ledger.today(due)
        six = CouldNot("nights", answer, "Lena", "money", today + LATER, "the board")
        could_not = six if state is State.COULD_NOT else None
        given = Answer(state, answer, "Ana", today, could_not=could_not)
        return ledger.answered(tx, due, one, given, told=True)

    return await stage.app.db.write(keep)


@pytest.fixture
async def group(stage: Stage) -> Stage:
    await stage.group()
    for part in ("points", "rounds"):
        await stage.says("Bashir", f"!switch on {part}")
        await stage.says("Bashir", f"!group says yes {part}")
    return stage


TOLD = (
    "People may have told us this already. Nothing is posted yet.\n"
    f"Point 1, from Tuesday 12 May: “{NIGHTS}” We could not, yet. Why: “{NO_MONEY}”"
    " We look again on Monday 8 March. Ana answered."
)
CHOICES = "\n1 Use what was said.\n2 Ask again, and say why.\n3 It is something else."


async def answered(stage: Stage) -> None:
    await said(stage, "The garden at the day centre is locked.", "You have a key.")
    await said(stage, NIGHTS, NO_MONEY, State.COULD_NOT)


async def plans(stage: Stage, aim: str) -> str:
    return await alone(stage, "Bashir", "plan", *{**ANSWERS, "aim": aim}.values())


# Anybody looks.


async def test_anybody_can_look_and_only_they_are_told(group: Stage) -> None:
    await said(group, NIGHTS, NO_MONEY, State.COULD_NOT)
    before = len(posts(group))
    told = await alone(group, "Joe", "points about nights")
    assert told.startswith("I looked for “nights”. I compare words, so I may miss some.")
    assert NIGHTS in told
    assert len(posts(group)) == before


async def test_what_is_answered_is_said_as_it_is(group: Stage) -> None:
    await said(group, "Nights are hard.", "A sitter comes on Mondays.")
    await said(group, "The nights in the ward are loud.")
    told = await alone(group, "Joe", "points about nights")
    assert "We did: “A sitter comes on Mondays.” Ana answered." in told
    assert "There is no answer yet. One is due by Tuesday 9 June." in told


async def test_who_finds_nothing_is_told_what_the_bot_can_do(group: Stage) -> None:
    told = await alone(group, "Joe", "points about swimming")
    assert told.startswith("I found nothing about “swimming”. I only compare words.")
    assert "About what?" in await alone(group, "Joe", "points about")


async def test_asked_in_the_room_it_is_answered_in_private(group: Stage) -> None:
    await said(group, NIGHTS)
    before = len(posts(group))
    await group.says("Joe", "!points about nights")
    await group.later(60)
    assert NIGHTS in group.to("Joe")
    assert len(posts(group)) == before


# Before a plan.


async def test_whoever_plans_sees_what_was_told_before_the_post(group: Stage) -> None:
    await said(group, NIGHTS, NO_MONEY, State.COULD_NOT)
    assert await plans(group, "help at night") == TOLD + CHOICES
    assert not any("help at night" in line.text for line in posts(group))


async def test_what_was_told_can_be_used_and_the_group_hears_it(group: Stage) -> None:
    await answered(group)
    await plans(group, "help at night")
    shown = await alone(group, "Bashir", "1")
    assert "You told us about this before, in point 2. We start from there." in shown
    await alone(group, "Bashir", "post it")
    assert "in point 2. We start from there." in group.room()


async def test_asking_again_needs_a_reason_that_the_group_reads(group: Stage) -> None:
    await answered(group)
    await plans(group, "help at night")
    why = await alone(group, "Bashir", "2")
    assert why.startswith("Why do we ask again? The group reads your reason.")
    assert "in 15 words at most" in await alone(group, "Bashir", "so " * 16)
    shown = await alone(group, "Bashir", "the budget is new")
    assert "We ask again. Why: “the budget is new”." in shown
    await alone(group, "Bashir", "post it")
    assert "We ask again. Why: “the budget is new”." in group.room()


async def test_something_else_is_posted_as_if_nothing_had_been_found(group: Stage) -> None:
    await answered(group)
    await plans(group, "help at night")
    shown = await alone(group, "Bashir", "3")
    assert "1 Post it." in shown
    assert "told us" not in shown
    await alone(group, "Bashir", "post it")
    assert "We leave with: “help at night”." in group.room()


async def test_nobody_is_stopped_twice_by_the_same_plan(group: Stage) -> None:
    await answered(group)
    await plans(group, "help at night")
    await alone(group, "Bashir", "3")
    shown = await alone(group, "Bashir", "change it", "6", "60 minutes")
    assert "1 Post it." in shown, "another length is the same aim"
    await alone(group, "Bashir", "post it")
    shown = await alone(group, "Bashir", "same as last time", "Thursday 11 June 10:30")
    assert "1 Post it." in shown, "it goes on with what was planned before"


async def test_another_aim_is_looked_at_anew(group: Stage) -> None:
    await answered(group)
    await plans(group, "the garden")
    await alone(group, "Bashir", "2", "it rained")
    shown = await alone(group, "Bashir", "change it", "1", "help at night")
    assert NIGHTS in shown
    shown = await alone(group, "Bashir", "1")
    assert "in point 2. We start from there." in shown
    assert "it rained" not in shown, "that reason was for another aim"


@pytest.mark.parametrize("aim", ["a summer party", "the"])
async def test_what_nobody_told_is_planned_as_ever(group: Stage, aim: str) -> None:
    await answered(group)
    assert "1 Post it." in await plans(group, aim)


async def test_where_points_are_off_nothing_is_looked_for(group: Stage) -> None:
    await answered(group)
    await group.says("Bashir", "!switch off points")
    assert "1 Post it." in await plans(group, "help at night")


async def test_a_plan_that_is_gone_cannot_go_on(group: Stage) -> None:
    for word in ("plan from there", "plan something else"):
        assert "no longer current" in await alone(group, "Bashir", word)
    assert "no longer current" in await alone(group, "Bashir", "plan that again", "because")


# Before a round.


async def asks(stage: Stage, question: str) -> str:
    return await alone(stage, "Bashir", "round between", question, "3")


async def test_whoever_plans_a_round_sees_it_first_and_may_leave_it(group: Stage) -> None:
    await said(group, NIGHTS, NO_MONEY, State.COULD_NOT)
    assert await asks(group, "What would help at night?") == TOLD + CHOICES
    told = await alone(group, "Bashir", "1")
    assert told.startswith("Nothing is asked then.")
    assert "no longer current" in await alone(group, "Bashir", "post round")
    assert not any("help at night" in line.text for line in posts(group))


async def test_a_round_that_asks_again_says_why_before_it_asks(group: Stage) -> None:
    await answered(group)
    await asks(group, "What would help at night?")
    shown = await alone(group, "Bashir", "2", "the budget is new")
    why = "You told us about this before, in point 2. We ask again. Why: “the budget is new”."
    assert f"{why} A round between meetings." in shown
    await alone(group, "Bashir", "1")
    assert group.room().startswith(why)


async def test_a_round_about_something_else_is_posted_as_ever(group: Stage) -> None:
    await answered(group)
    await asks(group, "What would help at night?")
    shown = await alone(group, "Bashir", "3")
    assert "told us" not in shown
    await alone(group, "Bashir", "1")
    assert group.room().startswith("A round between meetings. Bashir asks:")


async def test_a_question_of_the_bank_is_never_looked_up(group: Stage) -> None:
    await answered(group)
    shown = await alone(group, "Bashir", "round between", "1", "3")
    assert "1 Post it." in shown


# A live round.


async def test_a_live_round_begins_at_once_and_only_its_lead_hears_of_it(group: Stage) -> None:
    await answered(group)
    await group.says("Bashir", "start")
    await group.says("Bashir", "go round: What would help at night?")
    assert "What would help at night?" in group.room()
    lines = [
        line
        for line in group.platform.lines
        if line.text.startswith("A message from Alongside. People may have told us this before.")
    ]
    assert [line.where for line in lines] == ["@stage:bashir"]
    assert NIGHTS in lines[0].text


# Never beyond the group, and gone when it is gone.


async def test_no_other_group_is_ever_looked_at(group: Stage) -> None:
    await said(group, NIGHTS)

    def elsewhere(tx: Tx) -> None:
        tx.run("INSERT INTO household (id, name, zone) VALUES (99, 'South', 'Europe/London')")
        tx.run(
            "INSERT INTO point (id, group_id, number, words, said_on, source, answer_by,"
            " outcome_by, state) VALUES (900, 99, 1, 'The nights in the south are cold.',"
            " '2026-05-12', 'note', '2026-05-12', '2026-05-12', 'heard')"
        )

    await group.app.db.write(elsewhere)
    told = await alone(group, "Joe", "points about nights")
    assert NIGHTS in told
    assert "south" not in told
    assert "I found nothing" in await alone(group, "Joe", "points about cold south")


async def test_words_of_a_point_that_was_taken_out_are_found_by_nobody_and_in_no_byte(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await stage.says("Bashir", "!switch on points")
        await stage.says("Bashir", "!group says yes points")
        one = await said(stage, "The marrows are rotten.", "New pumpkins were bought.")
        assert "marrows" in await alone(stage, "Joe", "points about marrows")
        await stage.jump(timedelta(days=4))  # what was said to people is kept for two days
        await stage.jump(timedelta(hours=2))
        assert found(tmp_path, "marrows", "pumpkins")

        def take_out(tx: Tx) -> None:
            due = Due("test:2", group_of(stage), "test", {}, stage.clock.now(), timedelta(), 1)
            now = ledger.by_number(tx, one.group, one.number)
            assert now is not None
            ledger.take_out(tx, due, now)

        await stage.app.db.write(take_out)
        await stage.app.db.read(lambda _tx: None)  # the batch after it, when all is wiped
        assert found(tmp_path, "marrow", "pumpkin") == []
        assert "I found nothing" in await alone(stage, "Joe", "points about marrows")
