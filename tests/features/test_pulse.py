"""How today left me, from the end of a meeting to the sentence: on the stage, where it is typed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from stage import Stage, on_stage, person

MEMBERS = ("Ann", "Joe", "Priya", "Tom", "Femi", "Sam", "Ana", "Grace")
WORD = "how today left me"
LIGHTER, OKAY, TIRED, HEAVY, NOT_SAID = "1", "2", "3", "4", "5"
TO_MORNING = timedelta(hours=25)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        yield stage


async def ready(stage: Stage, members: tuple[str, ...] = MEMBERS) -> None:
    """A group that has switched it on."""
    await stage.group(members=members)
    await stage.says("Bashir", "!switch on asking how a meeting left us")
    await stage.says("Bashir", "!group says yes asking")
    await stage.later(61)


async def meets(stage: Stage) -> None:
    await stage.says("Bashir", "start")
    await stage.later(70)
    await stage.says("Bashir", "end")


async def answers(stage: Stage, who: str, number: str) -> str:
    await stage.says(who, WORD, alone=True)
    return str(await stage.says(who, number, alone=True))


async def all_answer(stage: Stage, *numbers: str) -> None:
    for who, number in zip(("Bashir", *MEMBERS), numbers, strict=False):
        said = await answers(stage, who, number)
        assert said.startswith("Thank you. Your answer is held, without your name.")


def states(stage: Stage) -> list[tuple[object, ...]]:
    async def read() -> list[tuple[object, ...]]:
        return await stage.app.db.read(lambda tx: tx.all("SELECT state, sentence FROM pulse"))

    return read()  # type: ignore[return-value]


async def test_the_closing_of_a_meeting_is_one_line_and_opens_it(stage: Stage) -> None:
    before = len(stage.bot_lines())
    await meets(stage)
    _opening, closing = stage.bot_lines()[before:]
    assert "The meeting has ended." in closing
    assert closing.endswith(
        "In private you can say how today left you. Nobody sees who says what."
        " Type: how today left me."
    )


async def test_what_will_be_shown_is_said_first(stage: Stage) -> None:
    await meets(stage)
    said = str(await stage.says("Joe", "How today left me.", alone=True))
    assert said == (
        "How did the meeting on Tuesday 12 May leave you? I keep no names. The group reads only:"
        " mostly lighter, mixed or mostly heavy. Who runs this server sees that we talk."
        "\n1 Lighter.\n2 Okay.\n3 Tired.\n4 Heavy.\n5 Rather not say.\n6 More about this."
    )
    said = str(await stage.says("Joe", "6", alone=True))
    assert said == (
        "The group reads a sentence only if 5 or more people answer. It is one of three: mostly"
        " lighter or okay, mixed, mostly tired or heavy. It never has a number. This is about the"
        " meeting, not about your health."
        "\n1 Lighter.\n2 Okay.\n3 Tired.\n4 Heavy.\n5 Rather not say."
    )
    said = str(await stage.says("Joe", "4", alone=True))
    assert said == (
        "Thank you. Your answer is held, without your name. Until 10:00 on Wednesday 13 May you"
        " can change it. Just ask again: how today left me. If you would like to talk, type: talk"
        " to a person."
    )


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((LIGHTER, OKAY, OKAY, TIRED, HEAVY), "mostly lighter or okay"),
        ((TIRED, HEAVY, HEAVY, LIGHTER, OKAY), "mostly tired or heavy"),
        ((TIRED, HEAVY, HEAVY, LIGHTER, OKAY, OKAY, NOT_SAID), "mixed"),
    ],
)
async def test_the_next_morning_one_sentence_is_said(
    stage: Stage, numbers: tuple[str, ...], sentence: str
) -> None:
    await meets(stage)
    await all_answer(stage, *numbers)
    before = len(stage.bot_lines())
    await stage.jump(TO_MORNING)
    (said,) = stage.bot_lines()[before:]
    assert said.startswith(f"Thank you for saying how Tuesday 12 May left you. It was {sentence}.")
    assert "What would help next time?" in said
    assert not any(map(str.isdigit, said.replace("12 May", "")))


async def test_too_few_are_thanked_and_nothing_is_shown(stage: Stage) -> None:
    await meets(stage)
    await all_answer(stage, HEAVY, HEAVY, HEAVY, HEAVY, NOT_SAID, NOT_SAID)
    await stage.jump(TO_MORNING)
    assert stage.room() == (
        "Fewer than 5 people answered about Tuesday 12 May. So I show nothing, and have let the"
        " answers go. That protects everybody. Not answering is always fine. Thank you for being"
        " here, whatever you chose. To talk to somebody, in private type: talk to a person."
    )
    assert await states(stage) == [("too-few", None)]  # type: ignore[misc]


async def test_the_last_answer_of_each_counts(stage: Stage) -> None:
    await meets(stage)
    await all_answer(stage, *[HEAVY] * 5)
    for _ in range(3):
        await answers(stage, "Joe", HEAVY)
    await all_answer(stage, *[LIGHTER] * 5)
    await stage.jump(TO_MORNING)
    assert "mostly lighter or okay" in stage.room()


async def test_rather_not_say_takes_an_answer_back(stage: Stage) -> None:
    await meets(stage)
    await all_answer(stage, *[HEAVY] * 5)
    await answers(stage, "Joe", NOT_SAID)
    await stage.jump(TO_MORNING)
    assert stage.room().startswith("Fewer than 5 people")


async def test_paid_people_raise_the_floor_and_it_stays_as_it_was_at_the_end(stage: Stage) -> None:
    sql = "UPDATE member SET paid = 1 WHERE name IN ('Sam', 'Ana', 'Bashir')"

    def pay(tx: object, sql: str = sql) -> None:
        tx.run(sql)  # type: ignore[attr-defined]
        stage.app.groups.load(tx)  # type: ignore[arg-type]

    await stage.app.db.write(pay)
    await meets(stage)
    await stage.says("Joe", WORD, alone=True)
    assert "only if 7 or more people answer" in str(await stage.says("Joe", "6", alone=True))
    await stage.app.db.write(lambda tx: pay(tx, "UPDATE member SET paid = 0"))
    await all_answer(stage, *[OKAY] * 6)
    await stage.jump(TO_MORNING)
    assert stage.room().startswith("Fewer than 7 people")


async def test_answers_and_changes_outlive_the_program(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await meets(stage)
        await all_answer(stage, *[HEAVY] * 5)
        at = stage.clock.now()
    async with on_stage(tmp_path, at) as stage:
        await stage.says("Joe", "!" + WORD, alone=True)
        await stage.says("Ann", "!" + WORD, alone=True)
        at = stage.clock.now()
    async with on_stage(tmp_path, at + timedelta(hours=1)) as stage:
        await stage.settle()
        for who in ("Bashir", "Ann", "Joe"):
            await answers(stage, who, LIGHTER)
        await stage.jump(TO_MORNING)
        assert "mostly lighter or okay" in stage.room()


async def test_a_restart_in_the_middle_of_answering_loses_only_the_question(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await meets(stage)
        await stage.says("Joe", WORD, alone=True)
        at = stage.clock.now()
    async with on_stage(tmp_path, at) as stage:
        said = str(await stage.says("Joe", "4", alone=True))
        assert not said.startswith("Thank you")
        assert (await answers(stage, "Joe", HEAVY)).startswith("Thank you.")


async def test_when_the_memory_is_lost_that_is_said_and_it_is_asked_once_more(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await meets(stage)
        await all_answer(stage, *[HEAVY] * 5)
        at = stage.clock.now()
    forget(tmp_path)
    async with on_stage(tmp_path, at + timedelta(hours=3)) as stage:
        await stage.settle()
        assert stage.bot_lines() == [
            "I was restarted and lost the answers about Tuesday 12 May. I am sorry. Nobody saw"
            " them. Please answer again, if you like. There is time until 10:00 on Wednesday 13"
            " May. In private, type: how today left me."
        ]
        await all_answer(stage, *[OKAY] * 5)
        at = stage.clock.now()
    async with on_stage(tmp_path, at) as stage:
        await stage.jump(TO_MORNING)
        assert "mostly lighter or okay" in stage.room()


async def test_lost_twice_it_is_over(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await meets(stage)
        at = stage.clock.now()
    for _ in range(2):
        forget(tmp_path)
        at += timedelta(hours=1)
        async with on_stage(tmp_path, at) as stage:
            await stage.settle()
            last = stage.room()
    assert last.startswith("I have lost the answers about Tuesday 12 May.")
    async with on_stage(tmp_path, at) as stage:
        assert "Just now I do not ask" in str(await stage.says("Joe", "!" + WORD, alone=True))
        await stage.jump(timedelta(days=3))
        assert not stage.bot_lines()
        assert await states(stage) == [("lost", None)]  # type: ignore[misc]


def forget(folder: Path) -> None:
    """The machine was started again: what was in RAM is gone."""
    for file in (folder / "ram").iterdir():
        file.unlink()


async def test_a_loss_is_not_told_at_night(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await meets(stage)
        at = stage.clock.now()
    forget(tmp_path)
    async with on_stage(tmp_path, at + timedelta(hours=15)) as stage:  # after one
        await stage.settle()
        assert not stage.bot_lines()
        assert (await answers(stage, "Joe", HEAVY)).startswith("Thank you.")
        await stage.jump(timedelta(hours=8))
        assert stage.bot_lines()[0].startswith("I was restarted and lost the answers")


async def test_nothing_is_said_in_a_quiet_or_in_a_meeting(stage: Stage) -> None:
    await meets(stage)
    await all_answer(stage, *[HEAVY] * 5)
    await stage.jump(timedelta(hours=22))
    await stage.says("Bashir", "start")
    await stage.later(61)
    await stage.says("Femi", "quiet")
    before = len(stage.bot_lines())
    await stage.jump(timedelta(hours=2))
    assert len(stage.bot_lines()) == before
    await stage.says("Bashir", "carry on")
    await stage.jump(timedelta(minutes=40))
    assert not [one for one in stage.bot_lines()[before:] if "mostly" in one]
    await stage.says("Bashir", "end")
    await stage.jump(timedelta(hours=1))
    assert "mostly tired or heavy" in stage.room()


async def test_after_the_morning_no_answer_is_taken(stage: Stage) -> None:
    await meets(stage)
    await stage.jump(timedelta(hours=23))
    await stage.says("Joe", WORD, alone=True)
    await stage.jump(timedelta(hours=1))
    assert "Just now I do not ask" in str(await stage.says("Joe", "4", alone=True))


async def test_two_meetings_of_a_day_are_asked_about_once(stage: Stage) -> None:
    await meets(stage)
    await all_answer(stage, HEAVY, HEAVY)
    await stage.jump(timedelta(hours=2))
    await meets(stage)
    assert stage.room().endswith("Type: how today left me.")
    assert await states(stage) == [("open", None)]  # type: ignore[misc]


async def test_where_fewer_than_eight_come_it_is_off_and_that_is_said(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage, MEMBERS[:6])
        assert "I ask once we are 8 or more." in stage.room()
        await meets(stage)
        assert "how today left you" not in stage.room()
        said = str(await stage.says("Joe", WORD, alone=True))
        assert "A last round in words serves us better." in said


async def test_off_until_the_group_says_yes(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group(members=MEMBERS)
        await meets(stage)
        assert "how today left you" not in stage.room()
        said = str(await stage.says("Joe", WORD, alone=True))
        assert "I do not help with asking how a meeting left us here yet." in said


async def test_the_menu_has_it_first_while_it_is_asked(stage: Stage) -> None:
    await meets(stage)
    await stage.says("Joe", "menu", alone=True)
    assert "1 How today left me." in stage.to("Joe")


async def test_typed_in_the_room_it_is_never_repeated(stage: Stage) -> None:
    await meets(stage)
    before = stage.bot_lines()
    said = await stage.says("Joe", "!" + WORD)
    assert said is not None
    assert stage.bot_lines() == before


async def test_what_is_kept_reads_the_same_for_who_answered(stage: Stage) -> None:
    await meets(stage)
    await answers(stage, "Joe", HEAVY)
    told = []
    for who in ("Joe", "Ann"):
        await stage.says(who, "what is kept", alone=True)
        told.append(stage.to(who))
    assert told[0] == told[1]
    assert "I cannot tell which answer is yours." in told[0]


async def test_leaving_changes_no_answer_and_no_byte_of_them(stage: Stage, tmp_path: Path) -> None:
    await meets(stage)
    await all_answer(stage, *[HEAVY] * 5)
    files = {one.name: one.read_bytes() for one in (tmp_path / "ram").iterdir()}
    await stage.says("Joe", "leave", alone=True)
    await stage.says("Joe", "1", alone=True)
    assert person("Joe").id not in stage.app.groups.get(1).members  # type: ignore[arg-type,union-attr]
    assert {one.name: one.read_bytes() for one in (tmp_path / "ram").iterdir()} == files
    await stage.jump(TO_MORNING)
    assert "mostly tired or heavy" in stage.room()


async def heavy(stage: Stage) -> None:
    await stage.says("Bashir", "start")
    await stage.later(70)
    await stage.says("Bashir", "it was heavy", alone=True)
    await stage.says("Bashir", "end")


async def test_after_a_heavy_meeting_it_is_asked_and_said_when_the_rest_is_over(
    stage: Stage,
) -> None:
    await heavy(stage)
    await all_answer(stage, *[HEAVY] * 5)
    before = len(stage.bot_lines())
    await stage.jump(timedelta(hours=23))
    assert len(stage.bot_lines()) == before
    await stage.jump(timedelta(hours=1))
    assert "mostly tired or heavy" in stage.room()


async def test_what_is_lost_in_the_rest_is_asked_at_once_and_told_after_it(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await heavy(stage)
        await all_answer(stage, *[HEAVY] * 5)
        at = stage.clock.now()
    forget(tmp_path)
    async with on_stage(tmp_path, at + timedelta(hours=3)) as stage:
        await stage.settle()
        assert not stage.bot_lines()
        assert (await answers(stage, "Joe", HEAVY)).startswith("Thank you.")
        await stage.jump(timedelta(hours=22))
        assert any(one.startswith("I was restarted and lost") for one in stage.bot_lines())


async def test_easy_words_are_used_where_the_group_has_them(stage: Stage) -> None:
    await stage.says("Bashir", "easy words", alone=True)
    await meets(stage)
    said = str(await stage.says("Joe", WORD, alone=True))
    assert "The group reads only: mostly lighter, mixed, mostly heavy." in said


async def test_the_private_word_is_about_the_group_that_was_chosen(stage: Stage) -> None:
    """Somebody who is in no group learns nothing of any meeting."""
    await meets(stage)
    said = str(await stage.says("Zed", WORD, alone=True))
    assert "say hello" in said
    assert "How did the meeting" not in said


async def test_who_joined_after_the_meeting_was_not_there(stage: Stage) -> None:
    """Nor can accounts made for it stand around one person."""
    await meets(stage)
    await stage.jump(timedelta(hours=15))
    await stage.says("Zed", "say hello", alone=True)
    assert "Just now I do not ask" in str(await stage.says("Zed", WORD, alone=True))
    assert (await answers(stage, "Joe", HEAVY)).startswith("Thank you.")
