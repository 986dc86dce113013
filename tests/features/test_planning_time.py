"""Meetings in time: reminders once each, downtime, clocks that are wrong, a whole year."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from planned import Wrong, alone, london, planned, posts, reminders, set_clock, until
from stage import Stage, on_stage

from bot.clock import Clock

SOON = (
    "We meet today at 10:30. Ways in: this room, “the call, or phone 01632 960003”. Camera off is"
    " fine. One part is about: “waiting for help”. It may upset some of us. You can step out at any"
    " time."
)
BEFORE = (
    "We meet on Tuesday 2 June at 10:30. We leave with: “words for page 1 of the form”. Ways in:"
    " this room, “the call, or phone 01632 960003”. One part is about: “waiting for help”. It may"
    " upset some of us. You can step out at any time."
)
LATE = "This reminder is late, because I was switched off. "


async def test_a_week_a_day_and_15_minutes_before_once_each(stage: Stage) -> None:
    await stage.group()
    await planned(stage)
    await until(stage, london(3, month=6))
    # The first is planned a week before: its post is the reminder.
    assert reminders(stage) == [
        "Mon 18 May 10:30",
        "Tue 19 May 10:15",
        "Tue 26 May 10:30",
        "Mon 01 Jun 10:30",
        "Tue 02 Jun 10:15",
    ]
    said = [line.text for line in posts(stage)]
    assert said[-3:] == [BEFORE, BEFORE, SOON]


async def test_every_week_has_none_a_week_before(stage: Stage) -> None:
    await stage.group()
    await planned(stage, when="every Tuesday 10:30")
    await until(stage, london(27))
    days = ["Mon 18 May 10:30", "Tue 19 May 10:15", "Mon 25 May 10:30", "Tue 26 May 10:15"]
    assert reminders(stage) == days


async def test_reminders_keep_the_wall_time_over_clock_changes(tmp_path: Path) -> None:
    async with on_stage(tmp_path, london(10, 10, month=3)) as stage:
        await stage.group()
        await planned(stage, when="every second Tuesday 10:30")
        await until(stage, london(8, month=4))
        assert reminders(stage)[-3:] == ["Mon 30 Mar 10:30", "Tue 31 Mar 10:15", "Tue 07 Apr 10:30"]


async def test_evenings_are_reminded_of_before_the_quiet_hours(stage: Stage) -> None:
    await stage.group()
    await planned(stage, when="20 May 8:30 pm")
    await until(stage, london(21))
    days = ["Wed 13 May 19:59", "Tue 19 May 19:59", "Wed 20 May 20:15"]
    assert reminders(stage) == days


async def test_just_after_midnight_is_not_called_today(stage: Stage) -> None:
    await stage.group()
    await planned(stage, when="20 May 00:05")
    await until(stage, london(19, 23, 51))
    assert stage.room().startswith("We meet on Wednesday 20 May at 0:05. Ways in: ")


async def test_nothing_while_the_group_is_quiet_and_then_it_says_why_it_is_late(
    stage: Stage,
) -> None:
    await stage.group()
    await planned(stage)
    await until(stage, london(18, 10))
    await stage.says("Ann", "!quiet")
    await until(stage, london(18, 12))
    assert reminders(stage) == []
    await stage.says("Ann", "carry on", alone=True)
    await stage.jump(timedelta(minutes=2))
    assert stage.room().startswith("This reminder is late, because it was quiet. We meet on")


async def test_a_meeting_that_has_begun_is_not_reminded_of(stage: Stage) -> None:
    await stage.group()
    await planned(stage)
    await until(stage, london(19, 10, 10))
    await stage.says("Bashir", "start")
    before = len(posts(stage))
    await until(stage, london(19, 10, 40))
    assert len(posts(stage)) == before


# Away, and back.


async def away(folder: Path, gone: datetime, back: datetime) -> Sequence[str]:
    """A series is planned, the bot is switched off and on again: what is said from then on."""
    async with on_stage(folder) as stage:
        await stage.group()
        await planned(stage)
        await until(stage, gone)
    async with on_stage(folder, back) as stage:
        stage._events = itertools.count(1000)
        await stage.settle()
        said = [line.text for line in posts(stage)]
        await stage.jump(timedelta(minutes=1))
        assert [line.text for line in posts(stage)] == said, "once"
    async with on_stage(folder, back + timedelta(minutes=2)) as stage:
        await stage.settle()
        assert not posts(stage), "and not again after one more start"
    return said


async def test_away_for_a_minute_over_a_reminder(tmp_path: Path) -> None:
    said = await away(tmp_path, london(1, 10, 29, month=6), london(1, 10, 31, month=6))
    assert said == [BEFORE]


async def test_away_for_a_minute_over_the_last_reminder(tmp_path: Path) -> None:
    assert await away(tmp_path, london(2, 10, 14, month=6), london(2, 10, 16, month=6)) == [SOON]


async def test_away_for_some_minutes_over_the_last_reminder(tmp_path: Path) -> None:
    said = await away(tmp_path, london(2, 10, 14, month=6), london(2, 10, 25, month=6))
    assert said == [LATE + SOON]


async def test_away_for_a_day_over_a_day_before(tmp_path: Path) -> None:
    said = await away(tmp_path, london(1, 9, month=6), london(2, 9, month=6))
    assert said == [LATE + BEFORE.replace("on Tuesday 2 June at", "today at")]


async def test_away_for_a_day_over_a_whole_meeting(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert await away(tmp_path, london(1, 20, month=6), london(2, 20, month=6)) == []
    assert [one for one in caplog.messages if "planning.remind" in one and "dropped" in one]


async def test_away_for_a_fortnight_over_reminders_and_a_meeting(tmp_path: Path) -> None:
    assert await away(tmp_path, london(20, 12), london(3, 12, month=6)) == []


async def test_a_weeks_reminder_is_late_but_of_use_until_the_days(tmp_path: Path) -> None:
    assert await away(tmp_path, london(17, 12), london(31, 12)) == [LATE + BEFORE]


async def test_back_in_quiet_hours_it_waits_for_the_morning(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await planned(stage)
        await until(stage, london(1, 9, month=6))
    async with on_stage(tmp_path, london(1, 23, month=6)) as stage:
        await until(stage, london(2, 7, 59, month=6))
        assert not posts(stage)
        await until(stage, london(2, 8, 1, month=6))
        assert stage.room() == LATE + BEFORE.replace("on Tuesday 2 June at", "today at")


async def test_a_session_left_open_over_a_fortnight_is_asked_about_with_its_day(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await planned(stage)
        await until(stage, london(19, 10, 30))
        await stage.says("Bashir", "start")
    async with on_stage(tmp_path, london(2, 9, month=6)) as stage:
        stage._events = itertools.count(1000)
        await stage.settle()
        asked = "A meeting is still open here, from Tuesday 19 May. Is it over? Then type: end."
        assert stage.to("Bashir").startswith(asked)
        await until(stage, london(2, 11, month=6))
        assert reminders(stage) == ["Tue 02 Jun 09:00", "Tue 02 Jun 10:15"]
        await alone(stage, "Bashir", "end")
        assert "We meet again on Tuesday 16 June at 10:30." in stage.room()


# A clock that somebody moves, as in the rehearsal room.


async def test_a_reminder_over_which_the_clock_was_moved_says_so(stage: Stage) -> None:
    await stage.group()
    await planned(stage)
    await until(stage, london(1, 9, month=6))
    await stage.jump(timedelta(days=1))
    moved = "This reminder is late, because somebody moved the clock. "
    assert stage.room() == moved + BEFORE.replace("on Tuesday 2 June at", "today at")
    await until(stage, london(2, 10, 16, month=6))
    assert stage.room() == SOON, "later ones are in time"


def test_a_clock_knows_over_what_it_was_moved() -> None:
    clock = Clock(frozen_at=london(1))
    clock.move(timedelta(days=1))
    assert clock.leapt_over(london(1, 12))
    assert not clock.leapt_over(london(2)), "it is due just now"
    assert not clock.leapt_over(london(1)), "it was due before"
    clock.set_right()
    assert not clock.leapt_over(london(1, 12))


# A clock that is wrong.


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stage.StageClock", Wrong)


async def test_a_clock_set_back_and_forth_doubles_and_loses_nothing(
    stage_with_a_wrong_clock: Stage,
) -> None:
    stage = stage_with_a_wrong_clock
    await until(stage, london(1, 10, month=6))
    said = len(reminders(stage))
    await set_clock(stage, london(1, 11, month=6))  # an hour ahead: the day's is posted early
    assert len(reminders(stage)) == said + 1
    await set_clock(stage, london(1, 9, month=6))
    await until(stage, london(1, 12, month=6))
    assert len(reminders(stage)) == said + 1, "not again when its time comes"
    await set_clock(stage, london(20, month=8))  # far ahead: all hopeless
    assert len(reminders(stage)) == said + 1
    await set_clock(stage, london(1, 13, month=6))
    await until(stage, london(17, month=6))
    assert reminders(stage)[said + 1 :] == [
        "Tue 02 Jun 10:15",
        "Tue 09 Jun 10:30",
        "Mon 15 Jun 10:30",
        "Tue 16 Jun 10:15",
    ]


async def test_who_waits_for_what_is_due_looks_again_when_the_clock_is_put_back() -> None:
    clock = Wrong(frozen_at=london(1))
    waits = asyncio.create_task(clock.sleep_until(london(2), asyncio.Event()))
    sleeps = asyncio.create_task(clock.sleep_until(london(2)))
    await asyncio.sleep(0)
    clock.set(london(1) - timedelta(hours=1))
    await asyncio.wait_for(waits, 5)
    assert not sleeps.done(), "who only waits for that time goes on waiting"
    sleeps.cancel()


@pytest.fixture
async def stage_with_a_wrong_clock(wrong: None, tmp_path: Path) -> object:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await planned(stage)
        yield stage


# Law 7 over a year.


@pytest.mark.parametrize(
    "rules",
    [
        ("every Tuesday 10:30",),
        ("every second Tuesday 10:30",),
        ("first Monday of the month 10:30",),
        ("every Tuesday 10:30", "every Friday 2pm"),
        ("every Monday 10:30", "every second Wednesday 10:30", "every Friday 21:00"),
    ],
)
async def test_never_more_than_two_posts_in_seven_days_between_meetings_over_a_year(
    tmp_path: Path, rules: tuple[str, ...]
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        for rule in rules:
            await planned(stage, when=rule)
        first = stage.clock.now() + timedelta(days=8)  # people asked for the posts of the plans
        await until(stage, stage.clock.now() + timedelta(days=365))
        found = [line for line in posts(stage) if line.at > first]
        between = [line.at for line in found if "Camera off" not in line.text]
        for at in between:
            week = [other for other in between if at <= other < at + timedelta(days=7)]
            assert len(week) <= 2
        soon = [line for line in found if "Camera off" in line.text]
        assert len(soon) >= 12, "each meeting itself is announced"
        assert len(between) >= len(soon) / len(rules) * 0.9, "and reminded of while there is room"


async def test_a_round_between_meetings_takes_the_place_of_reminders(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!switch on rounds")
    await stage.says("Bashir", "!group says yes rounds")
    await planned(stage, when="every Tuesday 10:30")
    await until(stage, london(20))
    start = len(posts(stage))
    await alone(stage, "Bashir", "round between", "What is new?", "3", "1")
    await until(stage, london(26, 10))
    assert len(posts(stage)) == start + 2, "its opening and its answers"
    await until(stage, london(26, 10, 20))
    assert stage.room() == SOON
