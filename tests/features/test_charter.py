"""The charter, as people live it: written together, tried, and agreed only by their yes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from planned import planned
from stage import START, Stage, on_stage

from bot import charter, posts, steering
from bot.clauses import Charter, Clause, Kind, State
from bot.db import Tx
from bot.features.charter import rules
from bot.model import GroupId

LEAD = "Bashir"
GROUP = GroupId(1)
TODAY = START.date()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await stage.says(LEAD, "!switch on charter")
        await stage.says(LEAD, "!group says yes charter")
        yield stage


async def keep(stage: Stage, *lines: tuple[str, State]) -> None:
    """Lines that are there already."""
    kinds = {State.AGREED: Kind.AGREED, State.TRIED: Kind.TRIED, State.FADED: Kind.FADED}

    def save(tx: Tx) -> None:
        for words, state in lines:
            number = charter.next_number(tx, GROUP)
            line = Clause(number, words, state, TODAY, TODAY + timedelta(days=28))
            charter.save(tx, GROUP, line, kinds.get(state, Kind.WRITTEN), TODAY)

    await stage.app.db.write(save)


# Reading it.


async def test_a_group_without_lines_is_told_so(stage: Stage) -> None:
    await stage.says("Ann", "charter", alone=True)
    assert stage.to("Ann") == (
        "There are no lines yet. The group can write some in a meeting."
        " There, whoever leads types: !charter start."
    )


async def test_a_yes_to_lines_says_how_to_begin(stage: Stage) -> None:
    assert stage.room().endswith("Then whoever leads types: !charter start.")


async def test_anybody_reads_all_lines_with_how_each_stands(stage: Stage) -> None:
    await keep(stage, ("We let people finish", State.AGREED), ("Quiet is fine", State.TRIED))
    await stage.says("Ann", "!charter")
    assert stage.to("Ann") == (
        "Our lines, version 1, since Tuesday 12 May:\n"
        "1. “We let people finish” Agreed.\n"
        "2. “Quiet is fine” We are trying it."
    )


async def test_anybody_reads_one_line_in_plain_words(stage: Stage) -> None:
    await keep(stage, ("We let people finish", State.AGREED), ("Quiet is fine", State.TRIED))
    await stage.says("Ann", "charter 2", alone=True)
    assert stage.to("Ann") == (
        "Line 2: “Quiet is fine”. We are trying it since Tuesday 12 May."
        " We look again on Tuesday 9 June.\n1 I have a worry about it.\n2 Ask for a change."
        "\n3 Worry without my name."
    )


@pytest.mark.parametrize(
    "typed",
    ["line 2", "Line 2.", "line two", "charter two", "the charter, line 2", "read line 2 please",
     "charter line 2", "our charter 2", "read the charter 2"],
)  # fmt: skip
async def test_a_line_is_read_by_what_stands_in_the_list(stage: Stage, typed: str) -> None:
    await keep(stage, ("We let people finish", State.AGREED), ("Quiet is fine", State.TRIED))
    await stage.says("Ann", typed, alone=True)
    assert stage.to("Ann").startswith("Line 2: “Quiet is fine”.")


async def test_the_word_for_one_line_alone_is_no_word_and_neither_is_talk(stage: Stage) -> None:
    await keep(stage, ("We let people finish", State.AGREED))
    heard = len(stage.bot_lines())
    await stage.says("Ann", "line 1")
    await stage.says("Ann", "line 1 is the best")
    assert len(stage.bot_lines()) == heard
    said = await stage.says("Ann", "line 1 is the best", alone=True)
    assert said is not None
    assert "Line 1" not in said


async def test_whoever_leads_reads_what_the_room_can_be_asked(stage: Stage) -> None:
    await keep(
        stage,
        ("We let people finish", State.AGREED),
        ("Quiet is fine", State.TRIED),
        ("We say why", State.SUGGESTED),
        ("Cameras off is fine", State.FADED),
    )
    for number, word in ((1, "!drop line 1"), (2, "!agree line 2"), (3, "!our draft"),
                         (4, "!bring back line 4")):  # fmt: skip
        await stage.says(LEAD, f"line {number}", alone=True)
        assert word in stage.to(LEAD)
        await stage.says("Ann", f"line {number}", alone=True)
        assert word not in stage.to("Ann")


async def test_a_number_that_no_line_has_is_answered_kindly(stage: Stage) -> None:
    await keep(stage, ("Quiet is fine", State.TRIED))
    await stage.says("Ann", "charter 9", alone=True)
    assert stage.to("Ann") == "I do not know that line. Our lines have numbers from 1 to 1."


async def test_all_changes_of_one_day_are_one_version(stage: Stage) -> None:
    await keep(stage, ("Quiet is fine", State.TRIED), ("We say why", State.TRIED))

    def change(tx: Tx) -> Charter:
        line = charter.read(tx, GROUP).clauses[0]
        later = TODAY + timedelta(days=14)
        charter.save(tx, GROUP, line, Kind.AGREED, later)
        return charter.read(tx, GROUP)

    found = await stage.app.db.write(change)
    assert (found.version, found.since) == (2, date(2026, 5, 26))


# The first fifteen minutes.


async def says(stage: Stage, who: str, *lines: str) -> str:
    """They say it in the room; the last thing the room hears, once it is calm again."""
    for line in lines:
        await stage.says(who, line)
        await stage.later(61)
    return stage.room()


async def drafted(stage: Stage, *lines: str) -> None:
    """A meeting in which these lines have just been read out."""
    await stage.says(LEAD, "start")
    for line in lines or ("We let people finish", "Quiet is fine", "We say why"):
        await stage.says(LEAD, f"!write line: {line}")
    await says(stage, LEAD, "!our draft")


async def state(stage: Stage, number: int) -> State:
    known = await stage.app.db.read(lambda tx: charter.read(tx, GROUP))
    found = known.clause(number)
    assert found is not None
    return found.state


async def test_three_questions_come_one_at_a_time(stage: Stage) -> None:
    await stage.says(LEAD, "start")
    assert "First: what helps you" in await says(stage, LEAD, "!charter start")
    assert "what gets in the way" in await says(stage, LEAD, "!charter next")
    assert "What do we do then?" in await says(stage, LEAD, "!charter next")
    assert "blank page" in await says(stage, LEAD, "!charter next")
    heard = len(stage.bot_lines())
    await says(stage, LEAD, "!charter next")
    assert len(stage.bot_lines()) == heard, "the start is over"


async def test_a_button_that_is_pressed_twice_leaps_over_no_question(stage: Stage) -> None:
    await stage.says(LEAD, "start")
    await stage.says(LEAD, "!charter start")
    for _ in range(2):
        await stage.says(LEAD, "charter next 0", pressed=True)
    assert "what gets in the way" in stage.room()


async def test_what_people_say_in_the_first_fifteen_minutes_is_not_kept(stage: Stage) -> None:
    await stage.says(LEAD, "start")
    await stage.says(LEAD, "!charter start")
    await stage.says("Ann", "It helps me when nobody shouts")
    kept = await stage.app.db.read(
        lambda tx: [
            row
            for (table,) in tx.all("SELECT name FROM sqlite_schema WHERE type = 'table'")
            for row in tx.all(f"SELECT * FROM {table}")
        ]
    )
    assert "shouts" not in str(kept)


async def test_lines_are_written_and_one_draft_is_read_out(stage: Stage) -> None:
    await stage.says(LEAD, "start")
    assert await says(stage, LEAD, "!write line: we let people finish.") == (
        "Line 1, suggested: “we let people finish”."
    )
    await says(stage, LEAD, "!write line: Quiet is fine", "!write line 1: We let people finish")
    assert await says(stage, LEAD, "!our draft") == (
        "Here is what we said, in 2 lines:\n"
        "1. “We let people finish”\n"
        "2. “Quiet is fine”\n"
        "Which line can you not live with? Type its number here. Without your name, type in"
        " private: worry without my name. The others we try from today."
        " We look again on Tuesday 9 June. Trying is not agreeing."
    )
    assert await state(stage, 1) is State.TRIED


async def test_a_draft_is_asked_about_again_at_the_third_meeting(stage: Stage) -> None:
    await planned(stage, when="every Tuesday 10:30")
    await drafted(stage)
    assert "We look again on Tuesday 26 May." in stage.room()


async def test_a_long_line_is_refused_and_nothing_is_cut(stage: Stage) -> None:
    await stage.says(LEAD, "start")
    await stage.says(LEAD, "!write line: " + "we say it again and again " * 8)
    assert "at most 15 words" in stage.to(LEAD)
    assert not (await stage.app.db.read(lambda tx: charter.read(tx, GROUP))).clauses


async def test_ideas_are_only_ideas_and_only_for_who_asks(stage: Stage) -> None:
    heard = stage.bot_lines()
    await stage.says(LEAD, "charter ideas", alone=True)
    assert stage.to(LEAD).count("An idea, change it: ") == 6
    assert stage.bot_lines() == heard


# A worry.


async def test_a_number_alone_in_the_room_is_a_worry_about_that_line(stage: Stage) -> None:
    await drafted(stage)
    await stage.says("Ann", "2")
    await stage.says("Tom", "3.")
    await stage.later(61)
    assert stage.room() == (
        "There are worries about lines 2 and 3. Worries make it better."
        " Who would like to talk about it?"
    )
    assert [await state(stage, n) for n in (1, 2, 3)] == [
        State.TRIED,
        State.SUGGESTED,
        State.SUGGESTED,
    ]


async def test_a_number_is_only_talk_when_no_draft_was_read_out(stage: Stage) -> None:
    await keep(stage, ("Quiet is fine", State.TRIED))
    await stage.says(LEAD, "start")
    await says(stage, "Ann", "1")
    assert await state(stage, 1) is State.TRIED
    await says(stage, LEAD, "!write line: We say why", "!our draft", "end")
    await says(stage, "Ann", "2")
    assert await state(stage, 2) is State.TRIED


async def test_after_a_worry_only_the_changed_line_is_asked_about(stage: Stage) -> None:
    await drafted(stage)
    await says(stage, "Ann", "2")
    await says(stage, LEAD, "!write line 2: Quiet is as good as talking")
    post = await says(stage, LEAD, "!our draft")
    assert post.startswith(
        "This line is new or changed:\n2. “Quiet is as good as talking”\nWhich line"
    )
    assert "We let people finish" not in post


async def test_a_worry_in_private_is_posted_only_as_it_was_seen(stage: Stage) -> None:
    await drafted(stage)
    heard = stage.bot_lines()
    await stage.says("Ann", "worry about line 2", alone=True)
    await stage.says("Ann", "Silence scares me", alone=True)
    assert "Ann has a worry about line 2: “Silence scares me”." in stage.to("Ann")
    assert "North Town group, with your name" in stage.to("Ann")
    assert stage.bot_lines() == heard
    assert await state(stage, 2) is State.TRIED
    await stage.says("Ann", "1", alone=True)
    assert stage.room() == (
        "Ann has a worry about line 2: “Silence scares me”. Worries make it better."
        " Who would like to talk about it?"
    )
    assert await state(stage, 2) is State.SUGGESTED


async def test_a_worry_in_private_can_be_left(stage: Stage) -> None:
    await drafted(stage)
    heard = stage.bot_lines()
    await stage.says("Ann", "worry about line 2", pressed=True)
    for line in ("1", "3"):
        await stage.says("Ann", line, alone=True)
    await stage.later(61)
    assert stage.bot_lines() == heard
    assert await state(stage, 2) is State.TRIED


async def test_a_later_worry_opens_a_talk_and_is_no_veto(stage: Stage) -> None:
    await keep(stage, ("Quiet is fine", State.AGREED))
    await stage.jump(timedelta(days=3))
    await says(stage, "Ann", "!worry about line 1")
    assert stage.room().startswith("There is a worry about line 1.")
    assert stage.room().endswith("Line 1 was agreed. We try it again until we have talked.")
    assert await state(stage, 1) is State.TRIED, "agreed no more, and it still counts"


# The group's yes.


async def test_a_line_is_agreed_only_when_the_group_was_asked_and_said_yes(stage: Stage) -> None:
    await drafted(stage)
    await stage.says(LEAD, "!group says yes to line 1")
    assert stage.to(LEAD).startswith("The group was not asked about line 1.")
    asked = await says(stage, LEAD, "!agree line 1")
    assert asked.endswith("When people have said yes, Bashir types: !group says yes to line 1.")
    await stage.jump(timedelta(days=2))
    assert await state(stage, 1) is State.TRIED, "silence is not a yes"
    assert (await says(stage, LEAD, "!group says yes to line 1")).startswith(
        "Line 1 is agreed now, by people’s yes: “We let people finish”. We look again on"
    )
    assert await state(stage, 1) is State.AGREED


async def test_two_who_say_yes_at_once_agree_it_once(stage: Stage) -> None:
    await drafted(stage)
    await says(stage, LEAD, "!agree line 1")
    for _ in range(2):
        await stage.says(LEAD, "group says yes to line 1", pressed=True)
    assert stage.to(LEAD) == "Line 1 is agreed already."
    assert sum("is agreed now" in line for line in stage.bot_lines()) == 1


async def test_a_worry_takes_the_question_back(stage: Stage) -> None:
    await drafted(stage)
    await stage.jump(timedelta(days=1))
    await says(stage, LEAD, "!agree line 1")
    await says(stage, "Ann", "!worry about line 1")
    await stage.says(LEAD, "!group says yes to line 1")
    assert stage.to(LEAD).startswith("The group was not asked about line 1.")


async def test_only_who_leads_says_what_the_group_said(stage: Stage) -> None:
    await drafted(stage)
    await says(stage, LEAD, "!agree line 1")
    await stage.says("Ann", "!group says yes to line 1")
    assert await state(stage, 1) is State.TRIED


# Changes.


async def change(stage: Stage) -> None:
    await stage.says("Ann", "change line 1", alone=True)
    for line in ("People finish first", "we interrupt too much", "1"):
        await stage.says("Ann", line, alone=True)
    await stage.later(61)


async def test_a_change_is_asked_for_with_a_reason_and_waits_for_the_yes(stage: Stage) -> None:
    await drafted(stage)
    await change(stage)
    assert stage.room().startswith(
        "Ann would like to change line 1. It says: “We let people finish”. It would say: “People"
        " finish first”. Why: “we interrupt too much”. Can you live with the new words?"
    )
    assert await state(stage, 1) is State.TRIED
    assert (await says(stage, LEAD, "!group says yes to line 1")).startswith(
        "Line 1 was: “We let people finish”. Now: “People finish first”."
        " Why: “we interrupt too much”."
    )
    assert await state(stage, 1) is State.TRIED, "new words are tried first"


async def test_every_version_is_kept_and_read_as_sentences(stage: Stage) -> None:
    await drafted(stage)
    await change(stage)
    await says(stage, LEAD, "!group says yes to line 1")
    await stage.says("Tom", "charter changes 1", alone=True)
    assert stage.to("Tom") == (
        "What changed in our lines:\n"
        "Tuesday 12 May: line 1 was written down: “We let people finish”.\n"
        "Tuesday 12 May: we try line 1: “We let people finish”.\n"
        "Tuesday 12 May: line 1 was: “We let people finish”. Now: “People finish first”."
        " Why: “we interrupt too much”."
    )


async def test_a_dropped_line_comes_back_by_the_groups_yes(stage: Stage) -> None:
    await drafted(stage)
    await says(stage, LEAD, "!drop line 2")
    assert await state(stage, 2) is State.TRIED
    await says(stage, LEAD, "!group says yes to line 2")
    assert await state(stage, 2) is State.DROPPED
    await says(stage, LEAD, "!bring back line 2", "!group says yes to line 2")
    assert await state(stage, 2) is State.TRIED
    await says(stage, LEAD, "!write line: One more")
    assert "Line 4, suggested" in stage.room(), "no number is given twice"


# Looking again.


async def test_on_its_day_a_line_is_looked_at_again(stage: Stage) -> None:
    await drafted(stage, "Quiet is fine")
    await says(stage, LEAD, "end")
    await stage.jump(timedelta(days=28))
    await stage.says(LEAD, "my list", alone=True)
    assert "Look again at our lines" in stage.to(LEAD)
    await stage.says(LEAD, "look again", alone=True)
    assert stage.to(LEAD).startswith("The day of line 1 has come.")
    await stage.says(LEAD, "start")
    assert stage.to(LEAD).endswith("To ask the group, type in the room: !look again.")
    post = await says(stage, LEAD, "!look again")
    assert "Keep it, change it, drop it, or not sure?" in post
    assert "do we still talk like ourselves?" in await says(stage, LEAD, "!keep line 1")
    assert await state(stage, 1) is State.AGREED


async def test_a_line_is_kept_only_after_the_group_was_asked(stage: Stage) -> None:
    await drafted(stage, "Quiet is fine")
    await stage.says(LEAD, "!keep line 1")
    assert stage.to(LEAD).startswith("The group was not asked about line 1.")
    assert await state(stage, 1) is State.TRIED


async def test_not_sure_is_an_answer(stage: Stage) -> None:
    await drafted(stage, "Quiet is fine")
    await stage.jump(timedelta(days=28))
    await says(stage, LEAD, "!look again")
    assert (await says(stage, LEAD, "!not sure about line 1")).startswith(
        "Line 1 stays as it is. We look again on Tuesday 7 July."
    )


async def test_what_nobody_renews_fades_and_the_next_closing_says_so(stage: Stage) -> None:
    await drafted(stage, "Quiet is fine")
    await says(stage, LEAD, "end")
    heard = len(stage.bot_lines())
    await stage.jump(timedelta(days=57))
    assert await state(stage, 1) is State.FADED
    assert not any("faded" in line for line in stage.bot_lines()[heard:]), "nobody is disturbed"
    await says(stage, LEAD, "start", "end")
    assert "Line 1 has faded, as nobody renewed it." in " ".join(stage.bot_lines()[heard:])
    await stage.says("Ann", "charter", alone=True)
    assert "1. “Quiet is fine” Faded." in stage.to("Ann")


# Three lists.


async def test_what_no_group_knows_at_its_start_is_on_the_list(stage: Stage) -> None:
    await stage.says("Ann", "what we know", alone=True)
    assert stage.to("Ann").startswith("We do not know yet:\n1. “What each of us is good at”")
    assert "3. “What makes it hard to take part here”" in stage.to("Ann")


async def test_an_unknown_becomes_known(stage: Stage) -> None:
    assert "!find out 4" in await says(stage, LEAD, "!add unknown: who pays for nights")
    assert (await says(stage, "Ann", "!find out 4 by 9 June")).startswith(
        "Ann finds out about number 4 by Tuesday 9 June."
    )
    await stage.says("Ann", "what we know", alone=True)
    assert "4. “who pays for nights” Ann finds out by Tuesday 9 June." in stage.to("Ann")
    await stage.says(LEAD, "!now known 4")
    await stage.says(LEAD, "The council pays", alone=True)
    await stage.says(LEAD, "1", alone=True)
    assert stage.room() == "Number 4 is not unknown any more. We know now: “The council pays”."
    await says(stage, LEAD, "!add hope: a bus on Sundays", "!cross out 5", "!add hope: more rest")
    await stage.says("Tom", "what we know", alone=True)
    assert "We know:\n4. “The council pays”" in stage.to("Tom")
    assert "We hope:\n6. “more rest”" in stage.to("Tom"), "no number is given twice"


# People.


async def test_who_finds_something_out_sees_that_and_leaves_with_it(stage: Stage) -> None:
    await says(stage, "Ann", "!find out 1")
    await stage.says("Ann", "what is kept", alone=True)
    assert "You find out about number 1 of our unknowns" in stage.to("Ann")
    await stage.says("Ann", "leave", alone=True)
    await stage.says("Ann", "1", alone=True)
    await stage.says("Tom", "what we know", alone=True)
    assert "Ann" not in stage.to("Tom")
    assert "1. “What each of us is good at” We look again on" in stage.to("Tom")


async def test_a_name_that_is_taken_out_is_in_no_version_any_more(stage: Stage) -> None:
    await drafted(stage, "We ask Priya first")
    await says(stage, LEAD, "!add hope: Priya sings")
    await stage.says(LEAD, "remove quietly Priya", alone=True)
    await stage.says(LEAD, "1", alone=True)
    for word in ("charter", "charter changes 1", "what we know"):
        await stage.says("Tom", word, alone=True)
        assert "Priya" not in stage.to("Tom")
        assert "…" in stage.to("Tom")


# One line, where people come together.


async def test_each_opening_says_one_line_and_never_the_same_twice_in_a_row(stage: Stage) -> None:
    await keep(stage, ("Quiet is fine", State.AGREED), ("We say why", State.TRIED))
    await keep(stage, ("Nobody counts this", State.FADED))
    said = []
    for _ in range(4):
        post = await says(stage, LEAD, "start")
        said.append("Quiet is fine" in post)
        assert "Nobody counts this" not in post
        await says(stage, LEAD, "end")
    assert said == [True, False, True, False]


async def test_a_line_for_hard_meetings_is_said_before_one(stage: Stage) -> None:
    await keep(stage, *((f"Line for today {n}", State.AGREED) for n in "abc"))
    for word in ("charter 3", "3", "1"):
        await stage.says(LEAD, word, alone=True)
    assert stage.to(LEAD).startswith("Line 3 is for such meetings now.")
    await planned(stage, when="every Tuesday 10:30")
    await stage.jump(timedelta(days=7, minutes=10))
    assert "Our line 3 for today: “Line for today c”." in await says(stage, LEAD, "start")


async def test_whoever_joins_reads_one_line(stage: Stage) -> None:
    await keep(stage, ("Quiet is fine", State.AGREED))
    await stage.says("Zoe", "say hello", alone=True)
    assert "One of our lines, number 1: “Quiet is fine”." in stage.to("Zoe")


async def test_a_group_that_switched_it_off_hears_of_no_line(stage: Stage) -> None:
    await keep(stage, ("Quiet is fine", State.AGREED))
    await stage.says(LEAD, "!switch off charter")
    assert "Quiet" not in await says(stage, LEAD, "start")
    await stage.says("Zoe", "say hello", alone=True)
    assert "Quiet" not in stage.to("Zoe")


@pytest.mark.parametrize("wording", ["easy words", "usual words"])
async def test_an_opening_with_a_long_line_can_be_read_aloud(stage: Stage, wording: str) -> None:
    await keep(stage, (" ".join(["word"] * 15), State.AGREED))
    await stage.says(LEAD, f"!{wording}")
    await planned(stage, when="every Tuesday 10:30")
    await stage.jump(timedelta(days=7, minutes=10))
    await stage.says(LEAD, "start")
    post = stage.platform.lines[-1].message
    assert post is not None
    aloud = " ".join((post.text, *(button.label for button in post.buttons)))
    assert len(aloud.split()) <= 75, aloud


async def test_all_lines_of_a_full_charter_fit_into_one_message(stage: Stage) -> None:
    await keep(stage, *(("x" * rules.LIMIT, State.TRIED) for _ in range(rules.MOST)))
    every = {one.setting.name: one.steers for one in steering.CATALOGUE}
    for steers in every.values():
        await stage.says(LEAD, f"!setting line {steering.words(steers, 'en')}")
    await stage.says("Ann", "charter", alone=True)
    assert stage.to("Ann").count("\n") == rules.MOST + len(every)
    assert len(stage.to("Ann")) < 2000
    await says(stage, LEAD, "!write line: One more")
    assert "We have 10 lines." in stage.to(LEAD)


async def test_what_the_room_is_asked_between_meetings_counts_as_a_post(stage: Stage) -> None:
    await keep(stage, ("Quiet is fine", State.TRIED))
    await says(stage, LEAD, "!agree line 1", "!group says yes to line 1")
    now = stage.clock.now()
    assert await stage.app.db.read(lambda tx: posts.are_enough(tx, GROUP, now))
