"""A question without a name from birth to closing, as people live it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from asides import (
    LEAD,
    QUESTION,
    asks,
    asks_with_words,
    comes_out,
    ready,
    then,
    told,
    writes_back,
)
from stage import Stage, on_stage

DAY = timedelta(days=1)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        yield stage


async def answered(stage: Stage) -> str:
    """A question came out and was answered; the five words of its writer."""
    code = await asks_with_words(stage, "Joe")
    await comes_out(stage)
    await stage.says(LEAD, "!pass question 1 to Ana")
    await stage.says("Ana", "answer question 1", alone=True)
    await stage.says("Ana", "We can meet at two from June.", alone=True)
    await stage.says("Ana", "1", alone=True)
    return code


async def test_it_is_born_answered_replied_to_confirmed_and_closed(stage: Stage) -> None:
    code = await asks_with_words(stage, "Joe")
    (post,) = await comes_out(stage)
    assert post.startswith(f"Question 1, without a name: “{QUESTION}” Please do not guess who.")
    assert stage.to(LEAD).startswith("A question without a name has come. It may sting")

    await stage.says(LEAD, "!pass question 1 to Ana by 12 June")
    assert stage.room().startswith("Ana, can you answer question 1? By when: Friday 12 June.")
    await stage.says("Ana", "!i will answer 1 by 15 June")
    assert stage.room() == "Ana will answer question 1 by Monday 15 June. Thank you."
    assert "Ana answers by Monday 15 June" in await shown(stage, "Tom", "questions")

    await stage.says("Ana", "answer question 1", alone=True)
    assert stage.to("Ana").startswith(f"What do you answer to question 1: “{QUESTION}”?")
    await stage.says("Ana", "We can meet at two from June.", alone=True)
    post = "Question 1. Ana answers: “We can meet at two from June.”"
    assert stage.to("Ana").startswith(
        f"This goes to North Town group, with your name. It says: {post}"
    )
    await stage.says("Ana", "1", alone=True)
    assert stage.room().startswith(f"{post} Whoever asked can write back.")

    found = await writes_back(stage, "Joe", code)
    assert f"This is question 1: “{QUESTION}” It has an answer, in the group." in found
    shown_to_joe = await told(stage, "Joe", "2", "And in winter?")
    assert "This is added to question 1, with no name: “And in winter?”." in shown_to_joe
    assert "7 people could have written both." in shown_to_joe
    assert (await then(stage, "Joe", "1")).startswith("It is in the box.")
    assert await comes_out(stage) == [
        "Whoever asked question 1 adds: “And in winter?” Please do not guess who."
    ]

    await writes_back(stage, "Joe", code)
    assert "Does the answer to question 1 answer what you meant?" in await told(stage, "Joe", "1")
    await then(stage, "Joe", "1")
    assert await comes_out(stage) == [
        "Whoever asked question 1 says: yes, that is what I meant. It is closed."
        " Please do not guess who."
    ]
    assert "No question is open now." in await shown(stage, "Tom", "questions")


async def shown(stage: Stage, who: str, word: str) -> str:
    await stage.says(who, word, alone=True)
    return stage.to(who)


async def test_a_yes_says_what_to_type_and_asks_who_is_paid(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await stage.says(LEAD, "!switch on questions")
        await stage.says(LEAD, "!group says yes questions")
        said = " ".join(stage.bot_lines()[-2:])
        assert "In private, members can type: ask without my name." in said
        assert "type here: !paid here." in said
        await stage.says(LEAD, "!switch on rounds")
        await stage.says(LEAD, "!group says yes rounds")
        assert "paid" not in stage.room()


async def test_what_is_only_partly_meant_opens_it_again(stage: Stage) -> None:
    code = await answered(stage)
    await writes_back(stage, "Joe", code)
    await then(stage, "Joe", "1", "2")
    (post,) = await comes_out(stage)
    assert post.startswith("Whoever asked question 1 says: that is partly what I meant.")
    assert "Ana answers by" in await shown(stage, "Tom", "questions")


async def test_nothing_is_posted_before_its_preview(stage: Stage) -> None:
    await asks(stage, "Joe")
    await comes_out(stage)
    before = stage.bot_lines()
    await stage.says(LEAD, "answer question 1", alone=True)
    await stage.says(LEAD, "post that answer", alone=True)
    await stage.says(LEAD, "Our answer.", alone=True)
    await stage.says(LEAD, "3", alone=True)
    assert stage.bot_lines() == before
    await stage.says("Tom", "answer question 1", alone=True)
    assert stage.to("Tom").startswith("Who answers question 1 is said in the room.")


async def test_late_is_public_and_said_once(stage: Stage) -> None:
    await asks(stage, "Joe")
    await comes_out(stage)
    await stage.says(LEAD, "!pass question 1 to Ana by 10 June")
    before = len(stage.bot_lines())
    for _ in range(60):
        await stage.jump(DAY)
    new = stage.bot_lines()[before:]
    assert new == [
        "Question 1 has no answer yet. It was due on Wednesday 10 June."
        " Ana can name a new day here."
    ]


async def test_that_nobody_answers_is_said_once_after_the_monday(stage: Stage) -> None:
    await asks(stage, "Joe")
    await comes_out(stage)
    before = len(stage.bot_lines())
    for _ in range(30):
        await stage.jump(DAY)
    assert stage.bot_lines()[before:] == [
        "Nobody is asked yet to answer question 1. Who could answer, and by when?"
        " To offer it, type: !i will answer 1 by Friday."
    ]


async def test_an_answered_question_closes_after_the_wait_that_was_said(stage: Stage) -> None:
    await answered(stage)
    before = len(stage.bot_lines())
    for _ in range(22):
        await stage.jump(DAY)
    assert len(stage.bot_lines()) == before
    assert "No question is open now." in await shown(stage, "Tom", "questions")


async def test_a_withdrawn_question_is_in_no_byte(stage: Stage, tmp_path: Path) -> None:
    text = "Why does nobody ask zanzibar people?"
    code = await asks_with_words(stage, "Joe", text)
    await comes_out(stage)
    found = await writes_back(stage, "Joe", code)
    assert "“Why does nobody ask zanzibar people?”" in found
    sure = await told(stage, "Joe", "2")
    assert "The message in the room stays." in sure
    await then(stage, "Joe", "1")
    await stage.says(LEAD, "!pass question 1 to Ana by 30 July")
    assert await comes_out(stage) == [
        "Question 1 was withdrawn by its writer. I do not keep its words any more."
    ]
    assert await stage.app.db.read(lambda tx: tx.all("SELECT text FROM note")) == [("",)]
    digests = await stage.app.db.read(lambda tx: tx.all("SELECT * FROM came_out"))
    assert len(digests) == 1, "only that something was withdrawn"
    await stage.jump(timedelta(days=3))
    await stage.later(61)
    for file in (*tmp_path.glob("alongside.db*"), tmp_path / "alongside.box/box"):
        assert not file.is_file() or b"zanzibar" not in file.read_bytes(), file
    assert "Question 1 was withdrawn." in await writes_back(stage, "Joe", code)


async def test_what_is_still_in_the_box_can_be_taken_out(stage: Stage) -> None:
    code = await asks_with_words(stage, "Joe")
    assert "still in the box" in await writes_back(stage, "Joe", code)
    assert (await then(stage, "Joe", "1")).startswith("They are out of the box, and gone.")
    assert await comes_out(stage) == []


async def test_a_lost_receipt_is_handled_kindly(stage: Stage) -> None:
    said = await told(stage, "Joe", "write back", "2")
    assert said == (
        "That is all right. Many people lose them. The answer comes in the group."
        " You can ask again, whenever you like."
    )


async def test_words_that_belong_to_nothing_are_said_kindly(stage: Stage) -> None:
    code = await asks_with_words(stage, "Joe")
    await told(stage, "Joe", "write back")
    words_ = code.split(", ")
    wrong = ", ".join((*words_[:-1], words_[0]))
    assert (await then(stage, "Joe", wrong)).startswith("I know no question with these words.")


async def test_three_times_and_no_more_but_it_can_always_be_withdrawn(stage: Stage) -> None:
    code = await asks_with_words(stage, "Joe")
    await comes_out(stage)
    for n in range(3):
        await writes_back(stage, "Joe", code)
        await then(stage, "Joe", "1", f"reply {n}", "1")
        if n == 1:
            await comes_out(stage)
    found = await writes_back(stage, "Joe", code)
    assert "You have written back three times." in found
    assert "1 Withdraw it." in found


async def test_several_of_a_slot_are_one_post(stage: Stage) -> None:
    await asks(stage, "Joe", "First?")
    await asks(stage, "Ann", "Second?")
    (post,) = await comes_out(stage)
    assert "“First?”" in post
    assert "“Second?”" in post
    assert post.count("Please do not guess who.") == 1


async def test_a_slot_missed_while_the_bot_was_off_is_told_in_the_morning(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await asks(stage, "Joe")
        night = stage.clock.now().replace(hour=23, minute=30) + timedelta(days=25)
    async with on_stage(tmp_path, night) as stage:
        await stage.later(2)
        assert stage.bot_lines() == []
        assert await stage.app.db.read(lambda tx: tx.one("SELECT count(*) FROM note")) == (1,)
    async with on_stage(tmp_path, night + timedelta(hours=10)) as stage:
        await stage.later(2)
        (post,) = stage.bot_lines()
        assert QUESTION in post


async def test_what_is_in_the_box_comes_out_though_the_part_was_switched_off(
    stage: Stage,
) -> None:
    await asks(stage, "Joe")
    await stage.says(LEAD, "!switch off questions")
    assert "I never keep who it was." not in await told(stage, "Ann", "ask without my name")
    assert len(await comes_out(stage)) == 1


async def test_more_names_who_is_counted_and_what_no_number_tells(stage: Stage) -> None:
    said = await told(stage, "Joe", "ask without my name", "2")
    assert "These people are counted: Ana, Ann, Femi, Joe, Priya, Sam and Tom." in said
    assert "Not counted: Bashir." in said
    assert "Somebody you trust can ask for you." in said
    said = await told(stage, "Joe", "2")
    assert "Your way of writing can give you away." in said
    assert "Whoever runs me could change me." in said


async def test_what_is_kept_reads_the_same_for_its_writer_and_for_others(stage: Stage) -> None:
    await asks(stage, "Joe")
    before = await shown(stage, "Joe", "what is kept about me")
    assert "With your five words you can withdraw one." in before
    assert before == await shown(stage, "Tom", "what is kept about me")
    await comes_out(stage)
    assert before == await shown(stage, "Joe", "what is kept about me")


async def test_words_typed_in_the_room_are_answered_in_private_and_never_repeated(
    stage: Stage,
) -> None:
    before = stage.bot_lines()
    said = await stage.says("Joe", f"ask without my name: {QUESTION}")
    assert said is not None
    assert "afternoons" not in said
    assert "remove" in said.lower() or "delete" in said.lower()
    assert stage.bot_lines() == before


async def test_what_may_show_who_it_is_is_shown_and_never_rewritten(stage: Stage) -> None:
    text = "Can the bus stop in Mill Lane again?"
    said = await told(stage, "Joe", "ask without my name", "1", text)
    assert said.startswith("One thing may show it is you: a place, “Mill Lane”.")
    assert said.endswith("1 Keep it.\n2 Change it.\n3 Leave it.")
    assert f"“{text}”" in await told(stage, "Joe", "1")
    assert "It is in the box." in await then(stage, "Joe", "1")
    (post,) = await comes_out(stage)
    assert f"“{text}”" in post


async def test_who_is_paid_is_said_in_the_open_and_the_crowd_told_by_side(stage: Stage) -> None:
    await stage.says(LEAD, "!paid here Ana")
    assert stage.room().startswith("Ana is paid to be here.")
    await stage.says("Sam", "!I am paid to be here")
    asked = await told(stage, "Joe", "ask without my name", "1")
    assert "In the group, 5 members and 2 paid staff could have written it." in asked
    await told(stage, "Joe", "stop")
    assert "I keep that you are paid to be here" in await shown(
        stage, "Ana", "what is kept about me"
    )
    await stage.says("Sam", "!not paid here")
    assert stage.room() == "Sam is here without pay."
    asked = await told(stage, "Joe", "ask without my name", "1")
    assert "6 members and one paid person could have written it." in asked
    before = stage.room()
    await stage.says("Joe", "!paid here Tom")
    assert stage.room() == before


async def test_after_a_kill_before_the_box_was_written_nothing_is_done_twice(
    tmp_path: Path,
) -> None:
    """A reply, a doubt and a question come out; the box is as it was; the bot starts again."""
    box = tmp_path / "alongside.box/box"
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        code = await answered(stage)
        await writes_back(stage, "Joe", code)
        await then(stage, "Joe", "2", "And in winter?", "1")
        await writes_back(stage, "Joe", code)
        await then(stage, "Joe", "1", "2")
        await asks(stage, "Tom", "Who decides?")
        full = box.read_bytes()
        (post,) = await comes_out(stage)
        for words_ in ("And in winter?", "partly", "Who decides?"):
            assert post.count(words_) == 1
        at = stage.clock.now()
    box.write_bytes(full)
    async with on_stage(tmp_path, at) as stage:
        for _ in range(20):
            await stage.jump(DAY)
        again = " ".join(stage.bot_lines())
        assert not [one for one in ("And in winter?", "partly", "Who decides?") if one in again]
        acts = await stage.app.db.read(lambda tx: tx.all("SELECT kind FROM note_act"))
        assert sorted(acts) == [("confirm",), ("reply",)]
    assert b"winter" not in box.read_bytes()


async def test_after_a_kill_a_withdrawn_question_does_not_come_back(tmp_path: Path) -> None:
    box = tmp_path / "alongside.box/box"
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        code = await asks_with_words(stage, "Joe")
        await comes_out(stage)
        await stage.says(LEAD, "!pass question 1 to Ana by 30 July")
        await writes_back(stage, "Joe", code)
        await then(stage, "Joe", "2", "1")
        full = box.read_bytes()
        assert "was withdrawn" in (await comes_out(stage))[0]
        at = stage.clock.now()
    box.write_bytes(full)
    async with on_stage(tmp_path, at) as stage:
        for _ in range(20):
            await stage.jump(DAY)
        assert stage.bot_lines() == []


async def test_leaving_changes_no_note_and_a_name_goes_only_when_somebody_is_taken_out(
    stage: Stage,
) -> None:
    await then(stage, "Joe", "ask without my name", "1", "Could Femi ring us?", "1", "1")
    await comes_out(stage)

    async def texts() -> list[tuple[str]]:
        return await stage.app.db.read(lambda tx: tx.all("SELECT text FROM note"))

    before = await texts()
    await stage.says("Joe", "leave", alone=True)
    assert await texts() == before == [("Could Femi ring us?",)]
    await stage.says(LEAD, "remove quietly Femi", alone=True)
    await stage.says(LEAD, "1", alone=True)
    assert await texts() == [("Could … ring us?",)]


async def test_a_doubt_comes_back_to_whoever_answered_and_late_is_said_again(
    stage: Stage,
) -> None:
    code = await asks_with_words(stage, "Joe")
    await comes_out(stage)
    await stage.says(LEAD, "answer question 1", alone=True)
    await stage.says(LEAD, "Perhaps.", alone=True)
    await stage.says(LEAD, "1", alone=True)
    await writes_back(stage, "Joe", code)
    await then(stage, "Joe", "1", "3")
    (post,) = await comes_out(stage)
    assert post.startswith("Whoever asked question 1 says: that is not what I meant.")
    assert "Bashir answers by" in await shown(stage, "Tom", "questions")
    before = len(stage.bot_lines())
    for _ in range(30):
        await stage.jump(DAY)
    (late,) = stage.bot_lines()[before:]
    assert "Bashir can name a new day here." in late


@pytest.mark.parametrize("typed", ["who answers question 2", "who answers 2", "Who answers?"])
async def test_who_answers_can_be_asked_as_people_say_it(stage: Stage, typed: str) -> None:
    await asks(stage, "Joe", "First?")
    await asks(stage, "Ann", "Second?")
    await comes_out(stage)
    said = await shown(stage, "Tom", typed)
    assert "Nobody is asked to answer yet." in said
    assert said.count("Question ") == (1 if "2" in typed else 2)
