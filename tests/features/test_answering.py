"""An answer is written in private, one question at a time, and posted only after `post`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from points import LEAD, NIGHTS, START_WITH, G, alone, answers, group, now, point
from stage import ROOM, Stage, on_stage, person

from bot import mail
from bot.db import Tx
from bot.features.answering import store
from bot.ledger import State

DAY = timedelta(days=1)
COULD_NOT = (
    "answer 1",
    "The form leaves out the nights.",
    "5",
    "There is no money for night care this year.",
    "Lena, who holds the budget.",
    "The March budget.",
    "10 March",
    "The Carers' Board: 01632 960004.",
)
SIX = (
    "Point 1. You said: “Why can page 1 not ask about nights?” We could not, yet."
    " What we heard: “The form leaves out the nights.”"
    " Why: “There is no money for night care this year.”"
    " Who decided: “Lena, who holds the budget.” What could change it: “The March budget.”"
    " We look again on Wednesday 10 March."
    " Where else you can take it: “The Carers' Board: 01632 960004.” Ana answered."
)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await group(stage)
        await point(stage, by=date(2026, 5, 22))
        yield stage


async def test_what_somebody_owes_comes_one_at_a_time_and_kindly(stage: Stage) -> None:
    assert await alone(stage, "Tom", "my points") == (
        "Nothing waits for your answer now. Thank you for being there."
    )
    await point(stage, START_WITH, by=date(2026, 5, 26))
    told = await alone(stage, "Ana", "my points")
    assert told == (
        f"Thank you for answering. Short and honest is enough. Point 1: “{NIGHTS}” An answer is"
        " hoped for by Friday 22 May. One more waits. One at a time is fine.\n"
        "1 Answer point 1.\n2 A text to forward.\n3 See point 2."
    )
    assert START_WITH in await alone(stage, "Ana", "3")
    assert NIGHTS in await alone(stage, "Ana", "3")


async def test_help_tells_whoever_answers_their_words_and_nobody_else(stage: Stage) -> None:
    words = "You answer points, so also: my points, answer or for my manager."
    assert words in await alone(stage, "Ana", "help")
    assert "my points" not in await alone(stage, "Tom", "help")


async def test_a_no_has_six_honest_fields_and_is_shown_before_it_is_posted(stage: Stage) -> None:
    before = len(stage.bot_lines())
    shown = await alone(stage, "Ana", *COULD_NOT)
    assert shown.startswith(f"This goes to North Town group, with your name. It says: “{SIX}”")
    assert await answers(stage) == []
    assert (await now(stage)).state is State.HEARD
    told = await alone(stage, "Ana", "1")
    assert told.startswith("Thank you. The room reads your answer to point 1")
    (one,) = await answers(stage)
    assert one.could_not is not None
    assert one.could_not.look_again == date(2027, 3, 10)
    assert one.could_not.reason == "There is no money for night care this year."
    assert (await now(stage)).state is State.COULD_NOT
    assert len(stage.bot_lines()) == before, "it waits for the gathered post"


@pytest.mark.parametrize(
    ("number", "rest", "state", "says"),
    [
        ("1", ("I asked Lena.",), State.THINKING, "We are thinking about it. “I asked Lena.”"),
        (
            "2",
            ("New words.", "1 June"),
            State.WILL,
            "Ana promised, by Monday 1 June: “New words.”",
        ),
        ("3", ("It asks now.",), State.DID, "We did: “It asks now.” Ana answered."),
        ("4", ("Half of it.",), State.PARTLY, "We did a part: “Half of it.” Ana answered."),
    ],
)
async def test_each_honest_answer_moves_the_point(
    stage: Stage, number: str, rest: tuple[str, ...], state: State, says: str
) -> None:
    shown = await alone(stage, "Ana", "answer 1", "1", number, *rest)
    assert says in shown
    await alone(stage, "Ana", "1")
    one = await now(stage)
    assert one.state is state
    if state is State.WILL:
        assert one.promised_by == "Ana"
        assert one.will_by == date(2026, 6, 1)


async def test_a_reason_that_tells_nobody_why_is_asked_about_once_and_never_refused(
    stage: Stage,
) -> None:
    asked = await alone(stage, "Ana", *COULD_NOT[:3], "Due to operational reasons.")
    assert asked.startswith("“Due to operational reasons.” may leave people guessing.")
    assert asked.endswith("1 Keep my words.")
    assert "Who decided?" in await alone(stage, "Ana", "It is our policy, sadly.")
    shown = await alone(stage, "Ana", *COULD_NOT[4:])
    assert "Why: “It is our policy, sadly.”" in shown
    asked = await alone(stage, "Ana", "4", *COULD_NOT[1:3], "Operational reasons", "1")
    assert "Who decided?" in asked


async def test_we_have_decided_is_asked_who_once(stage: Stage) -> None:
    asked = await alone(stage, "Ana", "answer 1", "1", "3", "We have decided to add a page.")
    assert asked.startswith("Your words do not say who decided.")
    shown = await alone(stage, "Ana", "Lena decided to add a page.")
    assert "We did: “Lena decided to add a page.”" in shown
    assert "have decided" not in shown


async def test_a_field_can_be_left_open_until_a_day_once(stage: Stage) -> None:
    asked = await alone(stage, "Ana", *COULD_NOT[:4], "1")
    assert asked.startswith("By which day will we know who decided?")
    shown = await alone(stage, "Ana", "1 June", *COULD_NOT[5:])
    assert "Who decided: we will know by Monday 1 June." in shown
    await alone(stage, "Ana", "1")
    assert (await now(stage)).due == date(2026, 6, 1)
    asked = await alone(stage, "Ana", *COULD_NOT[:4], "1")
    assert asked.startswith("That was left open once before.")
    shown = await alone(stage, "Ana", *COULD_NOT[4:])
    assert "Who decided: “Lena, who holds the budget.”" in shown


async def test_a_draft_is_kept_and_only_its_writer_sees_it(stage: Stage) -> None:
    await alone(stage, "Ana", *COULD_NOT[:4], "stop")
    assert "I keep your draft for point 1. Only you see it." in await alone(
        stage, "Ana", "what is kept about me"
    )
    assert "draft" not in await alone(stage, LEAD, "what is kept about me")
    assert "leaves out" not in await alone(stage, LEAD, "answer 1")
    await stage.jump(20 * DAY)
    assert "Your draft is here" in await alone(stage, "Ana", "my points")
    told = await alone(stage, "Ana", "answer 1")
    assert told.startswith("We go on with your draft. Only you see it. Who decided?")
    assert SIX in await alone(stage, "Ana", *COULD_NOT[4:])
    assert (await alone(stage, "Ana", "3")).startswith("Your draft is kept")
    assert SIX in await alone(stage, "Ana", "answer 1")
    await alone(stage, "Ana", "1")
    left = await stage.app.db.read(lambda tx: tx.all("SELECT * FROM answer_draft"))
    assert left == []


async def test_an_answer_can_be_changed_or_begun_again(stage: Stage) -> None:
    shown = await alone(stage, "Ana", *COULD_NOT)
    assert "Where else can people take it?" in await alone(stage, "Ana", "2")
    shown = await alone(stage, "Ana", "The library.")
    assert "Where else you can take it: “The library.”" in shown
    assert "What did you hear in it?" in await alone(stage, "Ana", "4")


async def test_a_draft_goes_when_its_point_closes_or_its_writer_leaves(stage: Stage) -> None:
    await alone(stage, "Ana", *COULD_NOT[:4], "stop")
    await alone(stage, LEAD, *COULD_NOT[:4], "stop")
    await alone(stage, "Ana", "leave", "1")
    kept = await stage.app.db.read(lambda tx: tx.all("SELECT person FROM answer_draft"))
    assert kept == [("stage:bashir",)]


async def test_whoever_leaves_the_room_in_the_middle_of_an_answer_leaves_no_words(
    stage: Stage,
) -> None:
    await alone(stage, "Ana", *COULD_NOT[:2])
    await stage.app.left(person("Ana").id, ROOM)
    await alone(stage, "Ana", "2")

    def kept(tx: Tx) -> list[tuple[object, ...]]:
        return tx.all("SELECT person FROM answer_draft UNION SELECT person FROM open_form")

    assert await stage.app.db.read(kept) == []


async def test_a_name_that_is_gone_is_in_no_draft(stage: Stage) -> None:
    await alone(stage, "Ana", "answer 1", "Tom told us about nights.", "stop")
    await alone(stage, LEAD, "remove quietly Tom", "1")
    assert "Tom" not in await alone(stage, "Ana", "answer 1", "back")
    kept = await stage.app.db.read(lambda tx: tx.all("SELECT answers FROM answer_draft"))
    assert "Tom" not in kept[0][0]


async def test_only_whoever_is_asked_or_leads_answers(stage: Stage) -> None:
    assert (await alone(stage, "Tom", "answer 1")).startswith("Somebody else is asked")
    assert await alone(stage, "Ana", "answer 9") == "There is no point with that number."
    assert "What did you hear" in await alone(stage, LEAD, "answer 1")


async def test_a_point_that_nobody_has_can_be_answered_by_an_answerer(stage: Stage) -> None:
    await point(stage, START_WITH, answerer=None)
    await alone(stage, "Ana", "answer 2", "1", "3", "Page 1 opens with it.", "1")
    one = await now(stage, 2)
    assert one.state is State.DID
    assert one.answerer == "stage:ana"


async def test_nothing_shows_whose_words_they_are_unless_they_added_their_name(
    stage: Stage,
) -> None:
    await point(stage, START_WITH, named=True)
    for text in ("my points", "for my manager 1", "answer 1"):
        assert "Priya" not in await alone(stage, "Ana", text)
    await alone(stage, "Ana", "stop")
    assert f"Point 2, from Priya: “{START_WITH}”" in await alone(stage, "Ana", "my points 2")
    shown = await alone(stage, "Ana", "answer 2", "1", "3", "It does now.")
    assert f"Point 2. Priya said: “{START_WITH}”" in shown


async def test_a_day_that_is_past_is_asked_again(stage: Stage) -> None:
    asked = await alone(stage, "Ana", "answer 1", "1", "2", "New words.", "1 May 2026")
    assert asked.startswith("That day is past")
    assert "by Monday 1 June" in await alone(stage, "Ana", "1 June")


async def test_a_text_for_a_manager_says_what_why_and_by_when(stage: Stage) -> None:
    told = await alone(stage, "Ana", "for my manager 1")
    assert told.startswith("Here is a text to forward.")
    file = stage.file("Ana")
    assert file is not None
    assert (file.name, file.type) == ("point-1.txt", "text/plain")
    text = file.data.decode()
    assert text.startswith(f"“North Town group” asked this, as point 1: “{NIGHTS}”\n\nIt matters")
    assert text.endswith("By when: an answer is hoped for by Friday 22 May.\n")
    for paragraph in text.strip().split("\n\n"):
        assert paragraph in told


async def test_the_room_reads_what_was_seen_before_and_its_sayer_is_asked(stage: Stage) -> None:
    await alone(stage, "Priya", "may alongside ask me", "1")
    shown = await alone(stage, "Ana", *COULD_NOT)
    post = shown.partition("It says: “")[2].partition("” The room reads")[0]
    await alone(stage, "Ana", "1")
    await stage.later(61)
    before = len(stage.bot_lines())
    await stage.jump(DAY)
    (line,) = stage.bot_lines()[before:]
    assert line.startswith(post)
    assert "what you meant" in stage.to("Priya") or "mean" in stage.to("Priya")


async def test_words_that_are_taken_out_are_in_no_draft_form_or_e_mail(stage: Stage) -> None:
    await alone(stage, LEAD, "answerer by email", "Lena", "lena@x.uk", "1 July", "1")
    await alone(stage, "Ana", *COULD_NOT[:4])
    await stage.app.db.write(lambda tx: mail.set_up(tx, "alongside@example.org"))
    await alone(stage, LEAD, "send point 1", "1", "me@x.uk", "1")
    await alone(stage, "Priya", "take out 1", "yes")

    def kept(tx: Tx) -> str:
        tables = ("answer_draft", "open_form", "mail", "point_answer", "point")
        return str([tx.all(f"SELECT * FROM {table}") for table in tables])

    assert "nights" not in await stage.app.db.read(kept)
    assert await alone(stage, "Ana", "answer 1") == "There is no point with that number."


async def test_drafts_are_somebodys_on_all_their_accounts(stage: Stage) -> None:
    await alone(stage, "Ana", *COULD_NOT[:4], "stop")

    def as_one(tx: Tx) -> None:
        sql = "INSERT INTO also (person, same_as, name) VALUES ('stage:ana', 'stage:sam', 'Sam')"
        tx.run(sql)
        store.move_drafts(tx, G, person("Ana").id)

    await stage.app.db.write(as_one)
    kept = await stage.app.db.read(lambda tx: store.drafts_of(tx, G, person("Sam").id))
    assert kept == [1]
