"""Two Readers see a question first: asked in the open, told alone, and never able to bury one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from asides import LEAD, QUESTION, asks, asks_with_words, comes_out, ready, then, told, writes_back
from stage import MEMBERS, Stage, on_stage, person

from bot.model import private

DAY = timedelta(days=1)
NAMES = "Why does Tom always speak first?"
ASKED = f"Question 1 has come, for its Readers alone: “{QUESTION}”"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await two(stage)
        yield stage


async def two(stage: Stage, *people: str) -> None:
    for who in people or ("Ann", "Sam"):
        await stage.says(LEAD, f"!reader {who}")
        await stage.says(who, "!i will read first")
    await stage.later(61)


def lines(stage: Stage, who: str) -> list[str]:
    return [one for one in stage.bot_lines(private(person(who).id)) if "A message from" in one]


async def reaches_them(stage: Stage, number: int = 1) -> None:
    """Days pass until it has come out of the box: the room hears nothing of it."""
    for name in MEMBERS:
        await stage.says(name, "good morning")
    before = len(stage.bot_lines())
    for _ in range(40):
        await stage.jump(timedelta(hours=3))
        if len(await states(stage)) == number:
            break
    await stage.later(61)
    assert stage.bot_lines()[before:] == []


async def states(stage: Stage) -> list[str]:
    rows = await stage.app.db.read(lambda tx: tx.all("SELECT state FROM note ORDER BY number"))
    return [row[0] for row in rows]


async def room_hears(stage: Stage, days: float) -> list[str]:
    before = len(stage.bot_lines())
    for _ in range(int(days * 4)):
        await stage.jump(DAY / 4)
    return stage.bot_lines()[before:]


async def holds(stage: Stage, who: str, reason: str = "1", number: int = 1) -> str:
    await stage.says(who, f"hold question {number}", alone=True)
    await stage.says(who, reason, alone=True)
    await stage.says(who, "1", alone=True)
    return stage.to(who)


async def test_a_reader_is_asked_in_the_open_and_says_yes_alone(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await stage.says(LEAD, "!reader Ann until 1 July")
        assert stage.room().startswith("Ann, will you read questions without a name first, until")
        await stage.says("Tom", "!i will read first")
        assert "Nobody has asked you yet." in stage.to("Tom")
        await stage.says("Ann", "!i will read first")
        assert stage.room() == (
            "Ann reads questions without a name first, until Wednesday 1 July. Thank you."
            " It takes two. Until there is another one, questions go to the room at once."
        )
        assert "Both can hold it back" not in await told(
            stage, "Joe", "ask without my name", "1", QUESTION
        )
        await stage.says(LEAD, "!reader Sam")
        await stage.says("Sam", "!i will read first")
        assert stage.room().endswith("I say so to whoever asks.")
        await stage.says("Tom", "questions", alone=True)
        assert "Two Readers see each question first: Ann and Sam." in stage.to("Tom")
        await stage.says("Ann", "what is kept about me", alone=True)
        assert "I keep that you are a Reader until Wednesday 1 July." in stage.to("Ann")
        await stage.says("Ann", "!stop reading first")
        assert stage.room() == "Ann was a Reader until today. Thank you."


async def test_whoever_leads_is_no_reader_and_one_of_two_is_here_without_pay(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await stage.says(LEAD, f"!reader {LEAD}")
        assert "looks after the group." in stage.to(LEAD)
        for who in ("Ana", "Sam"):
            await stage.says(who, "!i am paid to be here")
        await stage.says(LEAD, "!reader Ana")
        await stage.says(LEAD, "!reader Sam")
        assert stage.to(LEAD).startswith("One of two Readers is here without pay.")
        await stage.says(LEAD, "!reader Tom")
        await stage.says("Tom", "!i am paid to be here")
        await stage.says("Ana", "!i will read first")
        await stage.says("Tom", "!i will read first")
        assert stage.to("Tom").startswith("One of two Readers is here without pay.")


async def test_who_asks_is_told_by_name_who_reads_it_first(stage: Stage) -> None:
    more = await told(stage, "Joe", "ask without my name", "2", "2", "2")
    assert "Two Readers see each question first: Ann and Sam." in more
    shown = await told(stage, "Joe", "ask without my name", "1", QUESTION)
    assert "First Ann and Sam read it. Both can hold it back." in shown
    shown = await told(stage, "Joe", "ask without my name", "1", "Is Sam all right?", "1")
    assert "Both can hold it back" not in shown


async def test_one_of_them_lets_it_out_at_once(stage: Stage) -> None:
    await asks(stage, "Joe")
    await reaches_them(stage)
    assert await states(stage) == ["reading"]
    for who, other in (("Ann", "Sam"), ("Sam", "Ann")):
        (line,) = lines(stage, who)
        assert line.startswith(f"A message from Alongside. {ASKED} With you reads: {other}.")
    assert not lines(stage, LEAD)
    before = len(stage.bot_lines())
    await stage.says("Ann", "1", alone=True)
    await stage.later(61)
    (post,) = stage.bot_lines()[before:]
    assert post.startswith(f"Question 1, without a name: “{QUESTION}” Please do not guess who.")
    assert stage.to(LEAD).startswith("A question without a name has come.")
    await stage.says("Sam", "let question out 1", alone=True)
    assert stage.to("Sam").startswith("No such question waits for you now.")
    await stage.says(LEAD, "!pass question 1 to Ana")
    assert await room_hears(stage, 7) == []


async def test_both_hold_it_and_the_room_hears_why_and_never_its_words(
    stage: Stage, tmp_path: Path
) -> None:
    code = await asks_with_words(stage, "Joe", "Why are zanzibar people never asked?")
    await reaches_them(stage)
    await stage.says("Ann", "2", alone=True)
    assert stage.to("Ann").startswith("Why hold question 1 back:")
    await stage.says("Ann", "1", alone=True)
    assert stage.to("Ann").startswith(
        "If you both hold it back, North Town group reads this, with both your names:"
        " Question 1 is held back. It names a person."
    )
    await stage.says("Ann", "1", alone=True)
    assert "is held back once Sam says so, too" in stage.to("Ann")
    before = len(stage.bot_lines())
    assert "You both hold question 1 back." in await holds(stage, "Sam", "Better by phone")
    await stage.later(61)
    assert stage.bot_lines()[before:] == [
        "Question 1 is held back. It names a person. The reason: “Better by phone”."
        " Ann and Sam decided this together. Its writer can send it again, without the name."
    ]
    assert "is held back. The room has read why." in await writes_back(stage, "Joe", code)
    assert await room_hears(stage, 20) == []
    rows = await stage.app.db.read(lambda tx: tx.all("SELECT * FROM note_reading"))
    assert rows == []
    for file in (*tmp_path.glob("alongside.db*"), tmp_path / "alongside.box/box"):
        assert not file.is_file() or b"zanzibar" not in file.read_bytes(), file


async def test_undecided_after_three_days_it_goes_out(stage: Stage) -> None:
    await asks(stage, "Joe")
    await reaches_them(stage)
    await holds(stage, "Ann")
    assert await room_hears(stage, 2) == []
    (post,) = await room_hears(stage, 2)
    assert QUESTION in post


async def test_undecided_and_naming_somebody_it_is_held_waiting_then_goes_out_without_the_name(
    stage: Stage,
) -> None:
    await then(stage, "Joe", "ask without my name", "1", NAMES, "1", "1")
    await reaches_them(stage)
    (post,) = await room_hears(stage, 4)
    assert post.startswith("Question 1 is held, waiting. It may name somebody")
    assert "Tom" not in post
    assert len(lines(stage, "Ann")) == len(lines(stage, "Sam")) == 2
    await stage.says("Priya", "questions", alone=True)
    assert "Question 1 is held, waiting for its Readers." in stage.to("Priya")
    assert await room_hears(stage, 12) == []
    (post,) = await room_hears(stage, 3)
    assert post.startswith(
        "Question 1, without a name: “Why does … always speak first?” A name was left out,"
        " because its Readers have not decided."
    )


async def test_while_it_waits_both_can_still_hold_it(stage: Stage) -> None:
    await then(stage, "Joe", "ask without my name", "1", NAMES, "1", "1")
    await reaches_them(stage)
    await room_hears(stage, 4)
    await holds(stage, "Ann")
    await holds(stage, "Sam", "2")
    await stage.later(61)
    assert stage.bot_lines()[-1].startswith(
        "Question 1 is held back. It names a person. It could harm somebody."
    )


async def test_a_question_that_names_a_reader_is_read_by_two_others_or_by_nobody(
    stage: Stage,
) -> None:
    await then(stage, "Joe", "ask without my name", "1", "Could Sam speak up?", "1", "1")
    (post,) = await comes_out(stage)
    assert "Could Sam speak up?" in post
    await stage.says(LEAD, "!pass question 1 to Ana")
    await two(stage, "Priya")
    await then(stage, "Joe", "ask without my name", "1", "May Sam rest?", "1", "1")
    await reaches_them(stage, 2)
    assert [len(lines(stage, who)) for who in ("Ann", "Priya", "Sam")] == [1, 1, 0]


@pytest.mark.parametrize("typed", [("leave", "1"), ("stop reading first",)])
async def test_when_a_reader_goes_another_one_reads_on_or_it_goes_out(
    stage: Stage, typed: tuple[str, ...]
) -> None:
    await two(stage, "Tom")
    await asks(stage, "Joe")
    await reaches_them(stage)
    assert [len(lines(stage, who)) for who in ("Ann", "Sam", "Tom")] == [1, 1, 0]
    for word in typed:
        await stage.says("Ann", word, alone=True)
    await stage.later(61)
    assert [len(lines(stage, who)) for who in ("Ann", "Sam", "Tom")] == [1, 1, 1]
    before = len(stage.bot_lines())
    for word in typed:
        await stage.says("Sam", word, alone=True)
    await stage.later(61)
    assert QUESTION in stage.bot_lines()[-1]
    assert len(stage.bot_lines()) > before


async def test_a_reader_who_comes_to_lead_reads_no_more_and_another_one_does(stage: Stage) -> None:
    """A question may be about whoever leads, so they do not decide about it either."""
    await two(stage, "Tom")
    await asks(stage, "Joe")
    await reaches_them(stage)
    await holds(stage, "Ann")
    await stage.says(LEAD, "!facilitator Ann")
    await stage.says("Ann", "!i will lead")
    await stage.later(61)
    assert [len(lines(stage, who)) for who in ("Ann", "Sam", "Tom")] == [1, 1, 1]
    await stage.says("Ann", "hold question 1", alone=True)
    assert stage.to("Ann") == (
        "You look after the group now. A question may be about that. So others read it first, or"
        " it goes to the room."
    )
    before = len(stage.bot_lines())
    assert "is held back once Tom says so, too" in await holds(stage, "Sam")
    await stage.later(61)
    assert stage.bot_lines()[before:] == [], "what Ann said of it counts no more"


async def test_where_no_other_can_read_it_goes_out_when_a_reader_comes_to_lead(
    stage: Stage,
) -> None:
    await asks(stage, "Joe")
    await reaches_them(stage)
    await stage.says(LEAD, "!facilitator Ann")
    await stage.says("Ann", "!i will lead")
    await stage.later(61)
    assert QUESTION in stage.bot_lines()[-1]


async def test_two_accounts_that_become_one_human_are_no_two_readers(stage: Stage) -> None:
    """Else one human could hold a question back alone."""
    await two(stage, "Tom")
    await asks(stage, "Joe")
    await reaches_them(stage)
    await holds(stage, "Sam")
    await stage.says("Ann", "i am also", alone=True)
    code = stage.to("Ann").split("i am also ")[1].split(".")[0]
    await stage.says("Sam", f"i am also {code}", alone=True)
    await stage.later(61)
    assert len(lines(stage, "Tom")) == 1
    assert "is held back once Tom says so, too" in await holds(stage, "Ann")


async def test_a_question_is_withdrawn_while_it_is_read_and_the_room_hears_nothing(
    stage: Stage,
) -> None:
    code = await asks_with_words(stage, "Joe")
    await reaches_them(stage)
    found = await writes_back(stage, "Joe", code)
    assert "Its Readers have it now." in found
    assert "Once it is in the room, you can add something." in found
    assert "The room has not seen them." in await told(stage, "Joe", "1")
    await then(stage, "Joe", "1")
    for who in MEMBERS:
        await stage.says(who, "good morning")
    await holds(stage, "Ann")  # three days are not over before notes come out next
    heard = await room_hears(stage, 20)
    assert [one for one in heard if "withdrawn" in one or QUESTION in one] == heard
    assert await states(stage) == ["withdrawn"]


async def test_what_was_let_out_at_night_is_heard_in_the_morning(stage: Stage) -> None:
    await asks(stage, "Joe")
    await reaches_them(stage)
    now = stage.clock.now()
    await stage.jump(now.replace(hour=22, minute=30) - now)
    await stage.jump(timedelta(minutes=1))
    before = len(stage.bot_lines())
    await stage.says("Ann", "let question out 1", alone=True)
    await stage.later(600)
    assert stage.bot_lines()[before:] == []
    assert len(await room_hears(stage, 1)) == 1


async def test_after_a_switch_off_what_was_promised_is_still_read(stage: Stage) -> None:
    await asks(stage, "Joe")
    await stage.says(LEAD, "!switch off questions")
    await reaches_them(stage)
    assert len(lines(stage, "Ann")) == 1


async def test_a_name_that_is_taken_out_is_in_no_reason(stage: Stage) -> None:
    await asks(stage, "Joe")
    await reaches_them(stage)
    await holds(stage, "Ann", "About Femi")
    await stage.says(LEAD, "remove quietly Femi", alone=True)
    await stage.says(LEAD, "1", alone=True)
    rows = await stage.app.db.read(
        lambda tx: tx.all("SELECT reason FROM note_reading WHERE reason IS NOT NULL")
    )
    assert rows == [("About …",)]
