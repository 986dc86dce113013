"""Planning with what helps people: instructions, a reason that the group reads, no names."""

from __future__ import annotations

from pathlib import Path

import pytest
from planned import ANSWERS, alone, london, planned, posts
from stage import ROOM, START, Stage, on_stage, person

from bot.db import Tx
from bot.model import Heard

SEEN = "What helps in this group: start after 10:30, not on a Friday and large print."
KNOWN = "We know this is early. Why: “the hall is free then”."


@pytest.fixture
async def group(stage: Stage) -> Stage:
    """A member has said what helps, and that it may be shown at once."""
    await stage.group()
    await helps(stage, "Ann")
    return stage


async def helps(stage: Stage, who: str, own: str = "pass") -> None:
    lines = ("what helps me", "1 3", "5", "1", "pass", own, "show it")
    told = await alone(stage, who, *lines)
    assert told.startswith("Thank you. I keep it, and whoever plans sees it.")


async def test_whoever_plans_sees_what_to_do_before_the_first_question(group: Stage) -> None:
    await helps(group, "Tom", own="ring me the day before")
    told = await alone(group, "Bashir", "plan")
    assert told == (
        f"{SEEN} In somebody’s own words: “ring me the day before”. I say no names and no numbers."
        " Please do not guess who. What do we want to leave with? One short line, for example:"
        " words for page 1."
    )
    for name in ("Ann", "Tom", "two", "2"):
        assert name not in told


async def test_the_form_says_it_above_its_fields(group: Stage) -> None:
    heard = Heard("stage:form", person("Bashir"), "plan", START, pressed=True, shares=(ROOM,))
    shown = await group.app.form(heard)
    assert shown is not None
    assert shown.begins.startswith(SEEN)
    heard = Heard("stage:form", person("Ann"), "plan", START, pressed=True, shares=(ROOM,))
    assert await group.app.form(heard) is None, "only whoever plans"


async def test_where_nobody_said_anything_planning_begins_at_once(stage: Stage) -> None:
    await stage.group()
    assert (await alone(stage, "Bashir", "plan")).startswith("What do we want to leave with?")


async def test_a_time_against_it_asks_for_a_reason_that_the_room_reads(group: Stage) -> None:
    before = len(posts(group))
    answers = list({**ANSWERS, "when": "19 May 9:30"}.values())
    asked = await alone(group, "Bashir", "plan", *answers[:7])
    assert asked == (
        "What helps here: start after 10:30. This time goes against it. Why this time? The room"
        " reads your reason.\n1 Choose another time."
    )
    shown = await alone(group, "Bashir", "because the hall is free then", *answers[7:])
    assert KNOWN in shown
    assert len(posts(group)) == before
    await alone(group, "Bashir", "post it")
    assert KNOWN in group.room()


async def test_another_time_can_be_chosen_and_then_nobody_asks_why(group: Stage) -> None:
    answers = list({**ANSWERS, "when": "22 May 9:30"}.values())
    asked = await alone(group, "Bashir", "plan", *answers[:7])
    assert asked.startswith("What helps here: start after 10:30 and not on a Friday.")
    assert (await alone(group, "Bashir", "1")).startswith("When do we meet?")
    asked = await alone(group, "Bashir", "21 May 10:30")
    assert asked.startswith("Are there papers"), "how long it is was said already"
    shown = await alone(group, "Bashir", *answers[7:])
    assert "We meet on Thursday 21 May at 10:30. It takes 90 minutes." in shown
    assert "We know" not in shown


async def test_every_meeting_of_a_rule_is_looked_at(group: Stage) -> None:
    answers = list({**ANSWERS, "when": "on the 19th of every month 10:30"}.values())
    asked = await alone(group, "Bashir", "plan", *answers[:7])
    assert asked.startswith("What helps here: not on a Friday."), "in June it is one"


async def test_as_one_form_the_reason_is_still_asked_for(group: Stage) -> None:
    fields = {**ANSWERS, "when": "19 May 9:30", "why": "", "because": "", "time": ""}
    await group.says("Bashir", "plan", pressed=True, fields=fields)
    assert "Why this time?" in group.to("Bashir")
    write = Heard("stage:write", person("Bashir"), "write it", START, pressed=True, shares=(ROOM,))
    shown = await group.app.form(write)
    assert shown is not None
    assert [field.name for field in shown.fields] == ["why"]
    assert shown.fields[0].label.startswith("What helps here: start after 10:30.")
    assert KNOWN in await alone(group, "Bashir", "the hall is free then")


async def test_one_is_moved_against_it_only_with_a_reason(group: Stage) -> None:
    await planned(group)
    asked = await alone(group, "Bashir", "move meeting", "1", "21 May 8:00")
    assert asked.startswith("What helps here: start after 10:30. This time goes against it.")
    shown = await alone(group, "Bashir", "the hall is free then")
    assert f"It is now on Thursday 21 May at 8:00. {KNOWN} We still leave with" in shown
    changed = await alone(group, "Bashir", "change it", "21 May 11:00")
    assert "It is now on Thursday 21 May at 11:00. We still leave with" in changed


async def test_said_between_the_look_and_the_post_it_still_counts(stage: Stage) -> None:
    await stage.group()
    await planned(stage, post=False, when="19 May 9:30")
    await helps(stage, "Ann")
    before = len(posts(stage))
    told = await alone(stage, "Bashir", "post it")
    assert told.startswith("That time no longer fits what helps people here. Nothing was posted.")
    assert len(posts(stage)) == before
    answered = await alone(stage, "Bashir", "change it", "When we meet", "19 May 10:30")
    assert answered.startswith("This goes to North Town group.") or "It says:" in answered
    await alone(stage, "Bashir", "post it")
    assert "We meet on Tuesday 19 May at 10:30." in stage.room()


async def test_where_people_asked_for_breaks_they_come_every_30_minutes(stage: Stage) -> None:
    await stage.group()
    await alone(stage, "Ann", "what helps me", "pass", "pass", "2", "pass", "show it")
    assert "Breaks at 11:00 and 11:30. The last 10 minutes are left open." in await planned(stage)


async def test_a_short_meeting_is_said_to_leave_no_time(stage: Stage) -> None:
    await stage.group()
    shown = await planned(stage, post=False, minutes="45")
    assert shown.startswith("That is short, and leaves no time for a break. You can make it longer")
    assert "left open" not in shown


async def test_a_plan_that_is_open_keeps_nobodys_own_line(tmp_path: Path) -> None:
    """What was forgotten must not live on in somebody else's open form."""

    def rows(tx: Tx) -> str:
        return str(tx.all("SELECT answers FROM open_form"))

    async with on_stage(tmp_path) as stage:
        await stage.group()
        await helps(stage, "Ann", own="ring me the day before")
        await alone(stage, "Bashir", "plan", "new words")
        kept = await stage.app.db.read(rows)
        assert "ring me" not in kept
        await alone(stage, "Ann", "forget what helps me")
        asked = await alone(stage, "Bashir", "the words", *list(ANSWERS.values())[2:5])
        assert asked.startswith("When do we meet?")
        asked = await alone(stage, "Bashir", "19 May 9:30", "90")
        assert asked.startswith("Are there papers"), "looked up anew with each answer"


async def test_the_same_plan_again_asks_only_for_the_day(stage: Stage) -> None:
    await stage.group()
    assert (await alone(stage, "Bashir", "same as last time")).startswith("There is no plan to use")
    first = await planned(stage, papers="the draft of page 1")
    await stage.jump(london(20) - stage.clock.now())
    told = await alone(stage, "Bashir", "plan")
    assert told.startswith("To use the last plan again, type: same as last time. What do we")
    assert (await alone(stage, "Bashir", "same as last time")).startswith("When do we meet?")
    again = await alone(stage, "Bashir", "Friday 29 May 10:30")
    assert "We meet on Friday 29 May at 10:30. It takes 90 minutes." in again
    assert "Papers come by Friday 22 May: “the draft of page 1”." in again
    aim = "We leave with: “words for page 1 of the form”."
    assert first.partition(aim)[2].partition("Papers")[0] in again
