"""The ladder: said in the open, rated without a name, and only the gap is shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from planned import ANSWERS, alone, london, until
from stage import Stage, on_stage

MEMBERS = ("Ann", "Joe", "Priya", "Tom", "Femi", "Sam", "Ana", "Grace")
RATE = "rate our step"
NOT_SAID = "8"
TO_MORNING = timedelta(hours=25)
SIX = "“Co-design”: people shape the plan together."


async def ready(stage: Stage, members: tuple[str, ...] = MEMBERS) -> None:
    """A group that has switched it on."""
    await stage.group(members=members)
    await stage.says("Bashir", "!switch on ladder")
    await stage.says("Bashir", "!group says yes ladder")
    await stage.later(61)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        yield stage


async def meets(stage: Stage, step: int | None = 6) -> None:
    if step is not None:
        await stage.says("Bashir", f"!our step {step}")
    await stage.says("Bashir", "start")
    await stage.later(70)
    await stage.says("Bashir", "end")


async def rates(stage: Stage, *numbers: str) -> None:
    for who, number in zip(("Bashir", *MEMBERS), numbers, strict=False):
        await stage.says(who, RATE, alone=True)
        said = str(await stage.says(who, number, alone=True))
        assert said.startswith("Thank you. Your answer is held, without your name."), said


async def looks(stage: Stage, who: str = "Joe") -> str:
    await stage.says(who, "ladder", alone=True)
    return str(stage.to(who))


async def kept(stage: Stage) -> list[tuple[object, ...]]:
    return await stage.app.db.read(
        lambda tx: tx.all("SELECT step, state, band FROM ladder ORDER BY closes_at")
    )


async def test_the_ladder_is_named_linked_and_read_from_the_bottom(stage: Stage) -> None:
    read = await looks(stage)
    assert "The National Co-production Advisory Group made it in 2016." in read
    assert "https://www.thinklocalactpersonal.org.uk/" in read
    steps = [line for line in read.splitlines() if line[:1].isdigit()]
    assert steps[0].startswith("1. “Coercion”: ")
    assert steps[6].startswith("7. “Co-production”: ")


async def test_whoever_leads_says_the_step_in_the_open(stage: Stage) -> None:
    await stage.says("Bashir", "!our step 6")
    assert stage.room() == (
        f"Our next meeting is planned as step 6 of 7. {SIX} You can question it."
    )
    assert "Step 6 was said for our meeting." in await looks(stage)
    await stage.says("Bashir", "start")
    await stage.later(61)
    await stage.says("Bashir", "!our step 5")
    assert stage.room().startswith("This meeting is planned as step 5 of 7. “Engagement”: ")


async def test_there_are_seven_and_only_whoever_leads_says_one(stage: Stage) -> None:
    before = stage.room()
    await stage.says("Bashir", "!our step 8")
    assert "The ladder has steps 1 to 7." in stage.to("Bashir")
    await stage.says("Bashir", "!our step")
    assert "Which step, from 1 to 7?" in stage.to("Bashir")
    await stage.says("Ann", "!our step 6")
    assert stage.room() == before


async def test_the_closing_offers_it_only_after_a_meeting_with_a_step(stage: Stage) -> None:
    await meets(stage, step=None)
    assert "Which step" not in stage.room()
    assert "I ask after a meeting that had a step." in str(
        await stage.says("Joe", RATE, alone=True)
    )
    await stage.later(120)
    await meets(stage)
    assert stage.room().endswith(
        "Which step did it feel like? Say it in private. Nobody sees who says what."
        " Type: rate our step."
    )
    assert await stage.app.db.read(lambda tx: tx.all("SELECT * FROM ladder_said")) == [], (
        "it was said for one meeting"
    )


async def test_what_will_be_shown_and_who_can_see_is_said_first(stage: Stage) -> None:
    await meets(stage)
    said = str(await stage.says("Joe", "Rate our step.", alone=True))
    assert said.startswith(
        "Which step did the meeting on Tuesday 12 May feel like? I keep no names. The group only"
        " reads: as planned, a step lower, much lower, higher or mixed. Our yearly report counts"
        " meetings, and never people. Who runs this server sees that we talk."
        "\n1 “Coercion”: others decide, people go along.\n2 "
    )
    assert said.endswith("\n8 Rather not say.")
    said = str(await stage.says("Joe", "4", alone=True))
    assert "Until 10:00 on Wednesday 13 May you can change it." in said


@pytest.mark.parametrize(
    ("numbers", "felt"),
    [
        (("6", "6", "6", "5", "7"), "It felt as planned."),
        (("5", "5", "4", "6", "6"), "It felt a step lower."),
        (("3", "3", "2", "5", "6"), "It felt much lower."),
        (("7", "7", "7", "6", "6"), "It felt higher."),
        (("7", "7", "6", "6", "2", "3", NOT_SAID), "It felt different to different people."),
    ],
)
async def test_only_the_gap_is_shown_and_not_before_the_morning(
    stage: Stage, numbers: tuple[str, ...], felt: str
) -> None:
    await meets(stage)
    await rates(stage, *numbers)
    assert "was planned as" not in await looks(stage)
    before = len(stage.bot_lines())
    await stage.jump(TO_MORNING)
    assert len(stage.bot_lines()) == before, "nothing is posted by itself"
    shown = f"Tuesday 12 May was planned as step 6. {felt} What would help? We can talk about it."
    assert shown in await looks(stage, "Ann")
    await stage.says("Bashir", "!our step 7")
    assert stage.room().endswith(shown), "the group hears it when the next step is said"


async def test_under_the_floor_nothing_is_shown(stage: Stage) -> None:
    await meets(stage)
    await rates(stage, "1", "1", "1", "1", NOT_SAID, NOT_SAID)
    await stage.jump(TO_MORNING)
    assert "Fewer than 5 people rated Tuesday 12 May. So nothing is shown" in await looks(stage)
    assert await kept(stage) == [(6, "too-few", None)]


async def test_an_answer_can_be_changed_and_counts_once(stage: Stage) -> None:
    await meets(stage)
    await rates(stage, "1", "1", "1", "1", "1")
    await rates(stage, "6", "6", "6", "6", "6")
    await stage.jump(TO_MORNING)
    assert await kept(stage) == [(6, "shown", "planned")]


async def test_what_was_shown_never_changes_and_only_the_newest_is_kept(stage: Stage) -> None:
    await meets(stage)
    await rates(stage, "6", "6", "6", "6", "6")
    await stage.jump(TO_MORNING)
    late = str(await stage.says("Joe", RATE, alone=True))
    assert late.startswith("Just now I do not ask")
    assert await kept(stage) == [(6, "shown", "planned")]
    await stage.jump(timedelta(days=6))
    await meets(stage, step=7)
    assert await kept(stage) == [(7, "open", None)], "no trend can be made of one"


async def test_both_questions_after_a_meeting_are_answered_apart(stage: Stage) -> None:
    await stage.says("Bashir", "!switch on asking")
    await stage.says("Bashir", "!group says yes asking")
    await stage.later(61)
    await meets(stage)
    assert "how today left me" in stage.room()
    assert "rate our step" in stage.room()
    for who in ("Bashir", *MEMBERS[:4]):
        await stage.says(who, "how today left me", alone=True)
        await stage.says(who, "4", alone=True)
    await rates(stage, "6", "6", "6", "6", "6")
    await stage.jump(TO_MORNING)
    assert "It was mostly tired or heavy." in stage.room()
    assert "It felt as planned." in await looks(stage)


async def test_where_few_come_it_is_said_and_nothing_is_asked(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage, MEMBERS[:6])
        await meets(stage)
        assert "We are few, so I do not ask afterwards how it felt." in "\n".join(stage.bot_lines())
        assert "Which step did it feel like?" not in stage.room()


async def test_who_joined_after_the_meeting_cannot_rate_it(stage: Stage) -> None:
    await meets(stage)
    await stage.jump(timedelta(hours=15))
    await stage.says("Nia", "say hello", alone=True)
    assert str(await stage.says("Nia", RATE, alone=True)).startswith("Just now I do not ask")


async def test_no_answer_is_in_any_file_but_the_memory(stage: Stage, tmp_path: Path) -> None:
    await meets(stage)

    async def rows() -> list[tuple[object, ...]]:
        return await stage.app.db.read(lambda tx: tx.all("SELECT * FROM ladder"))

    before = await rows()
    await rates(stage, "1", "2", "3", "4", "5")
    assert await rows() == before


async def test_what_is_lost_with_the_memory_is_said_and_not_asked_again(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await meets(stage)
        await rates(stage, "6", "6", "6", "6", "6")

        def other_life(tx: object) -> None:
            tx.run("UPDATE ladder SET ram_id = 'another'")  # type: ignore[attr-defined]

        await stage.app.db.write(other_life)
    async with on_stage(tmp_path) as stage:
        await stage.jump(TO_MORNING)
        assert "I was restarted and lost how Tuesday 12 May felt." in await looks(stage)
        assert await kept(stage) == [(6, "lost", None)]


# In the plan of a meeting.


async def test_a_plan_asks_for_the_step_last_and_can_leave_it_out(stage: Stage) -> None:
    asked = await alone(stage, "Bashir", "plan", *ANSWERS.values())
    assert asked.startswith("Which step of our ladder do you plan this as?")
    assert "6 “Co-design”: people shape the plan together." in asked, "by the numbers they have"
    shown = await alone(stage, "Bashir", "no step this time")
    assert "1 Post it." in shown
    assert "planned as step" not in shown


async def test_the_room_reads_the_step_and_each_meeting_of_the_plan_has_it(stage: Stage) -> None:
    shown = await alone(stage, "Bashir", "plan", *ANSWERS.values(), "6")
    assert f"It is planned as step 6 of 7. {SIX}" in shown
    await alone(stage, "Bashir", "post it")
    for day, month in ((19, 5), (2, 6)):
        await until(stage, london(day, 10, 25, month=month))
        assert await said(stage) == []
        await stage.says("Bashir", "start")
        assert await said(stage) == [(6,)]
        await stage.later(70)
        await stage.says("Bashir", "end")
        assert "Which step did it feel like?" in stage.room()
        assert await said(stage) == []


async def said(stage: Stage) -> list[tuple[object, ...]]:
    return await stage.app.db.read(lambda tx: tx.all("SELECT step FROM ladder_said"))


async def test_what_is_said_of_a_meeting_comes_before_its_plan(stage: Stage) -> None:
    short = {**ANSWERS, "aim": "page 1", "cannot": "everything can change", "can": "all"}
    await alone(stage, "Bashir", "plan", *short.values(), "6")
    await alone(stage, "Bashir", "post it")
    await stage.says("Bashir", "!our step 5")
    await until(stage, london(19, 10, 25))
    await stage.says("Bashir", "start")
    await stage.later(61)
    opening = next(one for one in reversed(stage.bot_lines()) if one.startswith("Good morning."))
    assert "We plan this as step 5 of 7. “Engagement”" in opening
    assert await said(stage) == [(5,)]


async def test_the_step_of_a_plan_can_be_changed_and_goes_with_the_same_again(
    stage: Stage,
) -> None:
    await alone(stage, "Bashir", "plan", *ANSWERS.values(), "6")
    asked = await alone(stage, "Bashir", "change it")
    assert asked.endswith("9 Papers, and by when they come.\n10 The step of our ladder.")
    shown = await alone(stage, "Bashir", "the step of our ladder", "7", "post it")
    shown = await alone(stage, "Bashir", "same as last time", "every Monday 10:30")
    assert "It is planned as step 7 of 7." in shown


async def test_without_the_part_no_plan_knows_of_steps(stage: Stage) -> None:
    await stage.says("Bashir", "!switch off ladder")
    shown = await alone(stage, "Bashir", "plan", *ANSWERS.values())
    assert "1 Post it." in shown
    asked = await alone(stage, "Bashir", "change it")
    assert "ladder" not in asked


async def test_a_plan_with_a_step_says_nothing_of_it_once_the_part_is_off(stage: Stage) -> None:
    await alone(stage, "Bashir", "plan", *ANSWERS.values(), "6", "post it")
    await stage.says("Bashir", "!switch off ladder")
    await until(stage, london(19, 10, 25))
    await stage.says("Bashir", "start")
    assert "step" not in stage.room()
    assert await said(stage) == []


# Over a year.


async def test_the_band_of_each_meeting_is_kept_and_no_number_of_people(stage: Stage) -> None:
    await meets(stage)
    await rates(stage, "6", "6", "6", "5", "7")
    await stage.jump(TO_MORNING)
    await meets(stage)
    await rates(stage, "1", "1")
    await stage.jump(TO_MORNING)
    gaps = await stage.app.db.read(lambda tx: tx.all("SELECT day, band FROM ladder_gap"))
    assert gaps == [("2026-05-12", "planned"), ("2026-05-13", None)]


async def test_a_band_is_forgotten_after_the_report_of_its_year(stage: Stage) -> None:
    await meets(stage)
    await stage.jump(timedelta(days=401))
    await meets(stage)
    await stage.jump(TO_MORNING)
    gaps = await stage.app.db.read(lambda tx: tx.all("SELECT day FROM ladder_gap"))
    assert len(gaps) == 1
