"""Dialogues about planning: real database, given clock."""

from __future__ import annotations

import itertools
from datetime import timedelta
from pathlib import Path

import pytest
from planned import ANSWERS, alone, london, planned, posts, reminders, until
from stage import ROOM, START, Stage, on_stage, person

from bot import meetings
from bot.db import Tx
from bot.features.planning.reminders import REMIND
from bot.model import Heard, PersonId

POST = (
    "A meeting, planned by Bashir. We meet on Tuesday 19 May at 10:30, then every second Tuesday."
    " The next three: Tuesday 2 June, Tuesday 16 June and Tuesday 30 June. It takes 90 minutes."
    " Break at 11:15. The last 10 minutes are left open. We leave with: “words for page 1 of the"
    " form”. We can change: “the words”. We cannot change: “the law behind it”. Why: “it is made in"
    " London”. Who decides: “the council”. By when: “1 June”. Ways in: this room, “the call, or"
    " phone 01632 960003”. One part is about: “waiting for help”. It may upset some"
    " of us. You can step out at any time. You can question any of this."
)
CHOICES = "\n1 Post it.\n2 Change it.\n3 Leave it.\n4 Post it with a calendar file."
SHOWN = "This goes to North Town group. Nothing is posted yet. It says: "


@pytest.fixture
async def group(stage: Stage) -> Stage:
    await stage.group()
    return stage


async def kept(stage: Stage) -> int:
    def count(tx: Tx) -> int:
        rows = (tx.one(f"SELECT count(*) FROM {t}") for t in ("meeting_draft", "meeting_series"))
        return sum(row[0] for row in rows if row)

    return await stage.app.db.read(count)


# Planning.


async def test_one_thing_at_a_time_then_the_exact_post_and_only_post_it_posts(
    group: Stage,
) -> None:
    lines = len(posts(group))
    shown = await planned(group, post=False)
    assert shown == f"{SHOWN}{POST}{CHOICES}"
    assert len(posts(group)) == lines
    assert await alone(group, "Bashir", "post it") == "I have said it in the room."
    assert group.room() == POST
    assert len(posts(group)) == lines + 1
    told = await alone(group, "Bashir", f"post meeting {1}")
    assert told.startswith("That post is no longer current.")
    assert len(posts(group)) == lines + 1


async def test_an_older_button_never_posts_what_was_shown_later(group: Stage) -> None:
    await planned(group, post=False)
    old = group.platform.lines[-1].message
    assert old is not None
    await planned(group, post=False, aim="something else")
    lines = len(posts(group))
    await group.says("Bashir", old.buttons[0].types, pressed=True)
    assert group.to("Bashir").startswith("That post is no longer current. Nothing was posted.")
    assert len(posts(group)) == lines


async def test_a_missing_because_is_asked_for_and_blocks_the_post(group: Stage) -> None:
    asked = await alone(group, "Bashir", "plan", "new words", "the words", "the law behind it")
    assert asked.startswith("Because of what?")
    assert await kept(group) == 0
    shown = await alone(
        group, "Bashir", "because it is made in London", "all of us", "today", "19 May 10:30",
        "45", "no papers", "only here", "1",
    )  # fmt: skip
    assert "We cannot change: “the law behind it”. Why: “it is made in London”." in shown
    assert "We meet on Tuesday 19 May at 10:30. It takes 45 minutes. We leave with" in shown
    assert "Break" not in shown
    assert "We meet in this room. You can question any of this." in shown


@pytest.mark.parametrize("cannot", ["Everything can change", "1"])
async def test_when_everything_can_change_no_reason_is_asked_for(group: Stage, cannot: str) -> None:
    shown = await planned(group, post=False, cannot=cannot)
    assert "We cannot change" not in shown
    assert "We can change: “the words”. Who decides" in shown


async def test_what_is_not_understood_is_asked_again_and_nothing_is_lost(group: Stage) -> None:
    before = [
        said
        for name, said in ANSWERS.items()
        if name not in ("when", "minutes", "papers", "ways", "note")
    ]
    await alone(group, "Bashir", "plan", *before)
    assert (await alone(group, "Bashir", "soonish")).startswith("I did not get that day.")
    assert (await alone(group, "Bashir", "11 May 10:30")).startswith("That time is past.")
    assert (await alone(group, "Bashir", "Monday 19 May")).startswith("That day is Tuesday 19 May.")
    assert (await alone(group, "Bashir", "Tuesday")).startswith("At what time?")
    assert (await alone(group, "Bashir", "late")).startswith("I did not get the time.")
    assert (await alone(group, "Bashir", "3 pm")).startswith("How long is it?")
    assert (await alone(group, "Bashir", "for ever")).startswith("I did not get how long.")
    shown = await alone(group, "Bashir", "an hour", "no papers", "only here", "1")
    assert "We meet on Tuesday 19 May at 15:00. It takes 60 minutes. Break at 15:45." in shown
    assert "We leave with: “words for page 1 of the form”." in shown


async def test_too_long_to_read_aloud_is_asked_again(group: Stage) -> None:
    asked = await alone(group, "Bashir", "plan", " ".join(["word"] * 13))
    assert asked.startswith("That is a little long to read aloud. Please say it in 12 words")
    assert "What do we want to leave with?" in asked


async def test_one_thing_is_changed_and_the_rest_stays(group: Stage) -> None:
    await planned(group, post=False)
    asked = await alone(group, "Bashir", "change it")
    assert asked.startswith("What shall I ask you again? The rest stays.")
    shown = await alone(group, "Bashir", "5", "every week on Friday at 2pm")
    assert POST.partition(" Break")[2].partition("We leave")[2] in shown
    assert "We meet on Friday 15 May at 14:00, then every Friday." in shown
    changed = await alone(group, "Bashir", "change it", "What cannot change", "the date", "a law")
    assert "We cannot change: “the date”. Why: “a law”." in changed


@pytest.mark.parametrize("said", ["no", "No.", "None", "nothing", "No hard part"])
async def test_a_no_to_a_hard_part_is_no_hard_part(group: Stage, said: str) -> None:
    shown = await planned(group, post=False, note=said)
    assert "It may upset some of us" not in shown
    assert "Who decides" in shown


async def test_leave_it_keeps_nothing(group: Stage) -> None:
    await planned(group, post=False)
    assert await kept(group) == 1
    told = await alone(group, "Bashir", "leave it")
    assert told == "That is fine. I posted nothing, and kept nothing of it."
    assert await kept(group) == 0


async def test_the_form_and_the_preview_go_on_after_a_restart(tmp_path: Path) -> None:
    answers = list(ANSWERS.values())
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await alone(stage, "Bashir", "plan", *answers[:4])
        at = stage.clock.now()
    async with on_stage(tmp_path, at + timedelta(hours=1)) as stage:
        stage._events = itertools.count(100)
        shown = await alone(stage, "Bashir", *answers[4:])
        assert shown.startswith(SHOWN + POST)
    async with on_stage(tmp_path, at + timedelta(hours=2)) as stage:
        stage._events = itertools.count(200)
        await alone(stage, "Bashir", "post it")
        assert stage.room() == POST


async def test_as_one_form_with_what_is_wrong_asked_again(group: Stage) -> None:
    fields = {**ANSWERS, "when": "soonish", "because": ""}
    await group.says("Bashir", "plan", pressed=True, fields=fields)
    assert group.to("Bashir").startswith("I did not get that day.")
    assert (await alone(group, "Bashir", "every second Tuesday 10:30")).startswith(SHOWN + POST)


async def test_a_form_shows_no_field_that_is_not_asked(group: Stage) -> None:
    heard = Heard("stage:form", person("Bashir"), "plan", START, pressed=True, shares=(ROOM,))
    shown = await group.app.form(heard)
    assert shown is not None
    assert [field.name for field in shown.fields] == list(ANSWERS)


async def test_only_who_leads_plans_and_only_in_private(group: Stage) -> None:
    assert (await alone(group, "Ann", "plan")).startswith("Only somebody who leads")
    told = await group.says("Bashir", "!plan")
    assert told is not None
    assert told.startswith("The room saw that word.")


async def test_clock_changes_are_said_in_the_preview(tmp_path: Path) -> None:
    async with on_stage(tmp_path, london(1, 10, month=3)) as stage:
        await stage.group()
        shown = await planned(stage, post=False, when="29 March 01:30")
        assert "We meet on Sunday 29 March at 2:30. On Sunday 29 March the clock jumps" in shown
        assert "the clock jumps at 1:00. We meet at 2:30." in shown
        shown = await planned(stage, post=False, when="every Sunday 01:30")
        assert "We meet on Sunday 8 March at 1:30, then every Sunday." in shown
        assert "On Sunday 29 March the clock jumps at 1:00. We meet at 2:30." in shown
        assert "On Sunday 25 October, 1:30 comes twice. We meet the first time." in shown


async def test_a_series_with_an_end_says_its_last_day(group: Stage) -> None:
    shown = await planned(group, post=False, when="4 meetings over 6 months from 19 May 10:30")
    assert (
        "We meet 4 times at 10:30: Tuesday 19 May, Tuesday 30 June, Tuesday 11 August and"
        " Tuesday 22 September. It takes 90 minutes."
    ) in shown
    shown = await planned(group, post=False, when="every Tuesday 10:30 until 1 July")
    assert "The next three: Tuesday 26 May, Tuesday 2 June and Tuesday 9 June." in shown
    assert "The last one is on Tuesday 30 June." in shown


async def test_a_time_that_passes_before_it_is_posted_is_not_posted(group: Stage) -> None:
    await planned(group, post=False, when="today at 11:00")
    await group.jump(timedelta(hours=2))
    lines = len(posts(group))
    told = await alone(group, "Bashir", "post it")
    assert told.startswith("That time is past by now. Nothing was posted.")
    assert len(posts(group)) == lines


# When.


async def test_anybody_can_ask_when(group: Stage) -> None:
    assert (await alone(group, "Ann", "when")).startswith("No meeting is planned now.")
    await planned(group)
    told = await alone(group, "Ann", "when do we meet?")
    assert told == (
        "The next meeting is on Tuesday 19 May at 10:30. We leave with: “words for page 1 of the"
        " form”. Ways in: this room, “the call, or phone 01632 960003”. After that: Tuesday 2 June"
        " at 10:30 and Tuesday 16 June at 10:30."
    )
    await group.says("Ann", "!when")
    await group.later(61)
    assert group.room() == told


async def test_a_single_one_is_added_with_the_same_aim(group: Stage) -> None:
    await planned(group)
    await planned(group, when="Thursday 21 May 10:30")
    told = await alone(group, "Ann", "when")
    assert "Tuesday 19 May at 10:30" in told
    assert "After that: Thursday 21 May at 10:30 and Tuesday 2 June at 10:30." in told


# Moving and cancelling.


async def test_one_is_moved_and_never_reminded_of_at_its_old_time(group: Stage) -> None:
    await planned(group)
    asked = await alone(group, "Bashir", "move meeting")
    assert asked.startswith("Which meeting shall I move?\n1 Tuesday 19 May at 10:30.\n2 Tuesday 2")
    assert (await alone(group, "Bashir", "1", "Thursday 21 May")).startswith("At what time?")
    shown = await alone(group, "Bashir", "2 pm")
    moved = (
        "Our meeting on Tuesday 19 May at 10:30 has moved. It is now on Thursday 21 May at 14:00."
        " We still leave with: “words for page 1 of the form”."
    )
    assert shown == f"{SHOWN}{moved}{CHOICES}"
    await alone(group, "Bashir", "post it")
    assert group.room() == moved
    await until(group, london(21, 15))
    assert reminders(group) == ["Wed 20 May 14:00", "Thu 21 May 13:45"]
    told = await alone(group, "Ann", "when")
    assert told.startswith("The next meeting is on Tuesday 2 June at 10:30."), "the series stays"


async def test_moved_to_tomorrow_its_old_reminders_are_taken_back(group: Stage) -> None:
    def due(tx: Tx) -> list[str]:
        rows = tx.all("SELECT subject FROM due WHERE job = :job", job=REMIND)
        return sorted(subject.rpartition(":")[2] for (subject,) in rows)

    await planned(group, when="22 May 10:30")
    await until(group, london(20, 9))
    assert await group.app.db.read(due) == ["day", "soon"]
    await alone(group, "Bashir", "move meeting", "1", "21 May 12:00", "post it")
    assert await group.app.db.read(due) == ["soon"]
    await until(group, london(22, 12))
    assert reminders(group)[-1] == "Thu 21 May 11:45"


async def test_moved_before_it_is_posted_it_stays_where_it_is(group: Stage) -> None:
    await planned(group)
    await alone(group, "Bashir", "move meeting", "1", "Thursday 21 May 2pm", "leave it")
    assert "Tuesday 19 May" in await alone(group, "Ann", "when")


async def test_cancelled_is_for_good(group: Stage) -> None:
    await planned(group)
    asked = await alone(group, "Bashir", "cancel meeting", "1")
    assert asked.startswith("Only this one, or also all that follow it?")
    shown = await alone(group, "Bashir", "1")
    off = (
        "We do not meet on Tuesday 19 May at 10:30. It was about: “words for page 1 of the form”."
        " The next meeting is on Tuesday 2 June at 10:30."
    )
    assert shown.startswith(SHOWN + off)
    await alone(group, "Bashir", "post it")
    assert group.room() == off
    await until(group, london(20))
    assert reminders(group) == []
    one = await group.app.db.read(lambda tx: tx.one("SELECT id FROM meeting ORDER BY id"))
    assert one is not None
    for word in ("move that meeting", "cancel that meeting"):
        told = await alone(group, "Bashir", f"{word} {one[0]}")
        assert told.startswith("That meeting is past, or called off.")


async def test_a_series_can_be_called_off_from_one_meeting_on(group: Stage) -> None:
    await planned(group)
    shown = await alone(group, "Bashir", "cancel meeting", "2", "2")
    assert shown.startswith(f"{SHOWN}From Tuesday 2 June on, these meetings are over.")
    await alone(group, "Bashir", "post it")
    told = await alone(group, "Ann", "when")
    assert told.startswith("The next meeting is on Tuesday 19 May at 10:30.")
    assert "After that" not in told
    await until(group, london(1, month=10))
    assert (await alone(group, "Ann", "when")).startswith("No meeting is planned now.")


# Quiet hours.


async def test_quiet_hours_are_the_groups_own_and_never_less_than_the_night(group: Stage) -> None:
    await planned(group, when="20 May 12:00")
    await group.says("Bashir", "quiet hours: 21:00 to 7:00", alone=True)
    assert group.room().startswith("From 21:00 to 7:00 I post nothing by myself, but 15 minutes")
    told = await alone(group, "Bashir", "quiet hours 23:00 to 6:00")
    assert told.startswith("That goes below what keeps everybody safe here.")
    assert (await alone(group, "Bashir", "quiet hours never")).startswith("From when until when")
    await group.says("Bashir", "quiet hours from 12:00 until 11:30", alone=True)
    await until(group, london(21))
    assert reminders(group) == ["Wed 13 May 11:59", "Tue 19 May 11:59", "Wed 20 May 11:45"]


# What is kept.


async def test_a_draft_is_shown_as_kept_and_goes_with_its_person_or_after_a_week(
    group: Stage,
) -> None:
    await planned(group, post=False)
    told = await alone(group, "Bashir", "what is kept")
    assert "I keep a post about a meeting that you have not posted yet." in told
    assert "post about a meeting" not in await alone(group, "Ann", "what is kept")
    await group.jump(timedelta(days=7, minutes=1))
    assert await kept(group) == 0
    await planned(group, post=False)
    await group.app.left(PersonId(person("Bashir").id), ROOM)
    assert await kept(group) == 0


async def test_meetings_long_over_are_forgotten_and_the_series_goes_on(group: Stage) -> None:
    await planned(group)
    await group.jump(timedelta(days=300))
    await group.jump(timedelta(days=300))
    at = group.clock.now()

    def rows(tx: Tx) -> tuple[int, int]:
        row = tx.one("SELECT count(*), min(starts_at) FROM meeting")
        ahead = meetings.coming(tx, group.app.groups.of_room(ROOM).id, at)  # type: ignore[union-attr]
        assert row is not None
        return row[0], len(ahead)

    count, ahead = await group.app.db.read(rows)
    assert ahead >= meetings.AHEAD - 1
    assert count <= 26 + 2 + ahead


# What is meant, and not what is only near it.


@pytest.mark.parametrize("slip", ["3", "3.", "0"])
async def test_a_number_that_is_not_offered_is_no_way_in(group: Stage, slip: str) -> None:
    answers = list(ANSWERS.values())[:-2]
    asked = await alone(group, "Bashir", "plan", *answers, slip)
    assert asked.startswith("I have no such number here.")
    assert "How else can people join?" in asked
    shown = await alone(group, "Bashir", "room 3", "No hard part")
    assert "Ways in: this room, “room 3”." in shown


async def test_two_days_of_each_week_are_both_planned(group: Stage) -> None:
    shown = await planned(group, when="every tuesday and thursday 10:30")
    assert (
        "We meet on Thursday 14 May at 10:30, then every Tuesday and Thursday. The next three:"
        " Tuesday 19 May, Thursday 21 May and Tuesday 26 May." in shown
    )
    told = await alone(group, "Ann", "when")
    assert "Thursday 14 May at 10:30" in told
    assert "Tuesday 19 May at 10:30" in told


async def test_twice_a_month_is_kindly_two_plans(group: Stage) -> None:
    asked = await alone(group, "Bashir", "plan", *list(ANSWERS.values())[:5], "2nd and 4th Wed 7pm")
    assert asked.startswith("Once a month works in one plan.")
