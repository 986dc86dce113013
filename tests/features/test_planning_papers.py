"""Papers of a meeting: when they are due, ready in every agreed format, late, and moved."""

from __future__ import annotations

import itertools
from datetime import timedelta
from pathlib import Path

import pytest
from planned import alone, london, planned, posts, until
from stage import ROOM, Stage, on_stage, person

from bot.model import private

DRAFT = "the draft of page 1"
DUE = (
    "A message from Alongside. The papers for Tuesday 26 May are due on Tuesday 19 May:"
    f" “{DRAFT}”. Are they ready? Then type: papers. I ask you only once."
)
READY = f"The papers for Tuesday 26 May are ready: “{DRAFT}”. Where: “sent by post”."
MOVED = "The papers came late. We talk about them next time."


@pytest.fixture
async def group(stage: Stage) -> Stage:
    await stage.group()
    return stage


async def with_papers(stage: Stage, when: str = "every second Tuesday from 26 May 10:30") -> None:
    await planned(stage, papers=DRAFT, when=when)


async def are_ready(stage: Stage, *formats: str) -> str:
    return await alone(stage, "Bashir", "papers", "1", "sent by post", *formats)


def nudges(stage: Stage) -> list[str]:
    return [line for line in stage.bot_lines(private(person("Bashir").id)) if "are due on" in line]


async def test_the_post_of_a_plan_says_by_when_they_come(group: Stage) -> None:
    await with_papers(group)
    assert f"Papers come by Tuesday 19 May: “{DRAFT}”. Ways in: " in group.room()


async def test_how_many_days_before_can_be_changed(group: Stage) -> None:
    await planned(group, post=False, papers="no papers", when="26 May 10:30")
    asked = await alone(group, "Bashir", "change it", "9", DRAFT)
    assert asked.startswith("How many days before the meeting do papers come?")
    assert (await alone(group, "Bashir", "soon")).startswith("I did not get how many days.")
    shown = await alone(group, "Bashir", "10 days")
    assert "Papers come by Friday 15 May" in shown, "a weekend is the Friday before"
    shown = await alone(group, "Bashir", "change it", "1", "new words")
    assert "Papers come by Friday 15 May" in shown


async def test_whoever_leads_says_where_they_are_and_sees_the_post_first(group: Stage) -> None:
    await with_papers(group)
    before = len(posts(group))
    shown = await are_ready(group)
    assert shown.startswith(
        f"This goes to North Town group. Nothing is posted yet. It says: {READY}"
    )
    assert len(posts(group)) == before
    await alone(group, "Bashir", "post it")
    assert group.room() == READY
    await until(group, london(26, 10, 16))
    assert f"Papers: “{DRAFT}”. Where: “sent by post”." in group.room()
    assert nudges(group) == []
    assert f"Papers: “{DRAFT}”. Where: “sent by post”." in await alone(group, "Ann", "when")
    await until(group, london(26, 10, 30))
    await group.says("Bashir", "start")
    assert "Papers: “sent by post”." in group.room()


async def test_a_missing_agreed_format_blocks_ready_says_which_and_loses_nothing(
    group: Stage,
) -> None:
    await alone(group, "Ann", "what helps me", "pass", "1 3", "pass", "pass", "show it")
    shown = await planned(group, papers=DRAFT, when="every second Tuesday from 26 May 10:30")
    formats = "large print and plain text for a screen reader"
    assert shown.startswith(f"People here need these formats: {formats}.")
    assert formats not in group.room(), "the room does not read what somebody needs"
    asked = await are_ready(group)
    assert asked.startswith(f"In which formats are they ready? People here need: {formats}.")
    told = await alone(group, "Bashir", "1")
    assert told.startswith("Still missing: plain text for a screen reader. Until then the papers")
    assert (await alone(group, "Bashir", "pass")).startswith(f"Still missing: {formats}.")
    shown = await alone(group, "Bashir", "1 2 3")
    assert f"{READY} Formats: large print, papers in easy words and plain text" in shown


async def test_what_was_agreed_and_what_was_said_since_both_count(group: Stage) -> None:
    await with_papers(group)
    await alone(group, "Ann", "what helps me", "pass", "1", "pass", "pass", "show it")
    assert "People here need: large print." in await are_ready(group)
    await alone(group, "Bashir", "stop")
    shown = await planned(group, papers=DRAFT, when="22 May 10:30")
    assert shown.startswith("People here need these formats: large print.")
    await alone(group, "Ann", "forget what helps me")
    assert "People here need: large print." in await are_ready(group), "of the meeting it was for"


async def test_on_the_day_they_are_due_whoever_leads_hears_of_it_once_and_members_never(
    group: Stage,
) -> None:
    await with_papers(group)
    members = {name: len(group.bot_lines(private(person(name).id))) for name in ("Ann", "Joe")}
    await until(group, london(19, 9, 59))
    assert nudges(group) == []
    await until(group, london(26, 9))
    assert nudges(group) == [f"{DUE}\n1 They are ready."]
    for name, count in members.items():
        assert len(group.bot_lines(private(person(name).id))) == count
    assert (await alone(group, "Bashir", "1")).startswith("Where are they?")


async def test_moved_before_they_are_due_the_day_moves_along(group: Stage) -> None:
    await with_papers(group, when="26 May 10:30")
    await alone(group, "Bashir", "move meeting", "1", "2 June 10:30", "post it")
    await until(group, london(25))
    assert nudges(group) == []
    await until(group, london(27))
    assert nudges(group) == [
        DUE.replace("26 May", "2 June").replace("19 May", "26 May") + "\n1 They are ready."
    ]


async def test_called_off_nobody_is_nudged(group: Stage) -> None:
    await with_papers(group, when="26 May 10:30")
    await alone(group, "Bashir", "cancel meeting", "1", "post it")
    await until(group, london(27))
    assert nudges(group) == []


async def test_after_a_restart_on_the_day_it_still_comes_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await with_papers(stage)
        await until(stage, london(18, 12))
    async with on_stage(tmp_path, london(20, 12)) as stage:
        stage._events = itertools.count(1000)
        await stage.settle()
        assert nudges(stage) == [f"{DUE}\n1 They are ready."]
        await stage.jump(timedelta(hours=1))
        assert len(nudges(stage)) == 1


# Late.


async def test_late_is_said_honestly_everywhere_and_never_before(group: Stage) -> None:
    await with_papers(group)
    await until(group, london(19, 11))
    assert f"Papers come by Tuesday 19 May: “{DRAFT}”." in group.room()
    await until(group, london(25, 11))
    late = "The papers are late. To talk about them next time, type: !papers late."
    assert late in group.room()
    assert late in await alone(group, "Ann", "when")
    await until(group, london(26, 10, 30))
    await group.says("Bashir", "start")
    assert "The papers are late. To move them, type: !papers late." in group.room()
    assert len(group.room().split()) <= 75


async def test_ready_but_late_says_so_too(group: Stage) -> None:
    await with_papers(group)
    await until(group, london(21))
    shown = await are_ready(group)
    late = f"{READY} They come late. To talk about them next time, type: !papers late."
    assert late in shown
    await alone(group, "Bashir", "post it")
    assert group.room() == late


async def test_a_member_moves_what_came_late_to_next_time(group: Stage) -> None:
    await with_papers(group)
    await until(group, london(26, 10, 30))
    await group.says("Bashir", "start")
    await group.later(61)
    await group.says("Ann", "!papers late")
    await group.later(61)
    assert group.room() == MOVED
    lines = len(posts(group))
    told = await alone(group, "Tom", "papers late")
    assert told == "That is done already. We talk about them next time."
    await group.says("Bashir", "end")
    await until(group, london(9, 10, 30, month=6))
    await group.says("Bashir", "start")
    assert f"From last time: “{DRAFT}”." in group.room()
    assert len(group.room().split()) <= 75
    assert lines < len(posts(group))


async def test_in_private_the_post_is_seen_first(group: Stage) -> None:
    await with_papers(group)
    await until(group, london(24, 12))
    lines = len(posts(group))
    shown = await alone(group, "Ann", "papers late")
    assert shown.startswith(f"This goes to North Town group. It says: {MOVED} Shall I say so?")
    await group.later(70)
    assert len(posts(group)) == lines
    assert await alone(group, "Ann", "yes") == "Thank you. I say so in the room."
    await group.later(70)
    assert group.room() == MOVED


async def test_only_members_move_papers_and_only_late_ones(group: Stage) -> None:
    assert await alone(group, "Ann", "papers late") == "No papers are late now."
    await with_papers(group)
    assert await alone(group, "Ann", "papers late") == "No papers are late now."
    await until(group, london(24, 12))
    assert (await alone(group, "Zoe", "papers late")).startswith("Please say hello to me first.")
    await are_ready(group)
    await alone(group, "Bashir", "post it")
    assert (await alone(group, "Ann", "papers late")).startswith("This goes to"), "they came late"


async def test_a_meeting_without_papers_can_get_some(group: Stage) -> None:
    await planned(group, when="26 May 10:30")
    assert (await alone(group, "Bashir", "papers")).startswith("Which papers are they?")
    shown = await alone(group, "Bashir", DRAFT, "sent by post")
    assert READY in shown


# One more meeting of a series.


async def test_one_is_added_beside_the_rule_with_its_own_reminders(group: Stage) -> None:
    await with_papers(group)
    assert (await alone(group, "Bashir", "add meeting")).startswith("When do we meet once more?")
    assert (await alone(group, "Bashir", "every friday 10:30")).startswith("That is more than one")
    shown = await alone(group, "Bashir", "Thursday 28 May 10:30")
    assert "It says: We meet once more, on Thursday 28 May at 10:30. We leave with:" in shown
    await alone(group, "Bashir", "post it")
    told = await alone(group, "Ann", "when")
    assert "After that: Thursday 28 May at 10:30 and Tuesday 9 June at 10:30." in told
    await until(group, london(28, 10, 20))
    assert group.room().startswith("We meet today at 10:30.")
    await until(group, london(1, month=12))
    told = await alone(group, "Ann", "when")
    assert told.startswith("The next meeting is on Tuesday 8 December"), "the rule went on"


async def test_added_is_moved_and_called_off_like_any_other(group: Stage) -> None:
    await with_papers(group)
    await alone(group, "Bashir", "add meeting", "28 May 10:30", "post it")
    taken = "That time is taken"
    for day in ("28 May 10:30", "26 May 10:30", "9 June 10:30", "27 April 2027 10:30"):
        assert (await alone(group, "Bashir", "add meeting", day)).startswith(taken), day
    await alone(group, "Bashir", "move meeting", "2", "29 May 12:00", "post it")
    await alone(group, "Bashir", "cancel meeting", "2", "1", "post it")
    assert "We do not meet on Friday 29 May at 12:00." in group.room()
    told = await alone(group, "Ann", "when")
    assert "After that: Tuesday 9 June at 10:30 and Tuesday 23 June at 10:30." in told


async def test_with_two_series_it_is_asked_which(group: Stage) -> None:
    assert (await alone(group, "Bashir", "add meeting")).startswith("No meeting is planned now.")
    await planned(group)
    await planned(group, aim="the tea", when="every Friday 14:00")
    asked = await alone(group, "Bashir", "add meeting")
    assert asked.startswith("To which meetings?\n1 “the tea”.\n2 “words for page 1 of the form”.")
    shown = await alone(group, "Bashir", "1", "28 May 10:30")
    assert "We leave with: “the tea”." in shown


async def test_new_quiet_hours_repeat_no_reminder(group: Stage) -> None:
    await with_papers(group)
    await until(group, london(25, 12))
    lines = [line.text for line in posts(group) if "We meet on" in line.text]
    await alone(group, "Bashir", "quiet hours 21:00 to 7:00")
    await until(group, london(25, 13))
    assert [line.text for line in posts(group) if "We meet on" in line.text] == lines
    assert len(nudges(group)) == 1
    assert group.platform_of(ROOM) is group.platform
