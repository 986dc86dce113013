"""Breaks in a meeting: places kept, an end in time, one reminder."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned import alone, london, planned, until
from stage import Stage, on_stage

from bot.features.breaks import rules
from bot.model import Address

NONE_YET = (
    "You have met for 45 minutes without a break. A short one may help. To begin it, type: break."
)
PLANNED = "You planned a break for now. To begin it, type: break."
OFFER = "\n1 A break of 10 minutes."


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """With dice that ask nobody by chance."""
    async with on_stage(tmp_path, london(12, 10), dice=lambda: 0.5) as one:
        yield one


async def met(stage: Stage, *hands: str) -> None:
    """A meeting that began at 10:30, with these hands up, and a calm room."""
    await stage.group()
    await until(stage, london(12, 10, 30))
    await stage.says("Bashir", "start")
    await stage.later(61)
    for who in hands:
        await stage.says(who, "hand up")
    await stage.later(75)
    await until(stage, london(12, 10, 40))


def since(stage: Stage, said: int) -> list[str]:
    return stage.bot_lines()[said:]


# Until its end.


async def test_the_golden_break(stage: Stage) -> None:
    await met(stage, "Tom")
    said = len(stage.bot_lines())
    await stage.says("Bashir", "break 15")
    assert since(stage, said) == [
        "Break until 10:55. You can leave, or stay and be quiet together."
    ]
    await stage.later(60)
    await stage.says("Grace", "hand up")
    await until(stage, london(12, 10, 54))
    assert len(since(stage, said)) == 1, "nothing is said in a break"
    await until(stage, london(12, 10, 55))
    assert since(stage, said)[1:] == ["Welcome back. Two places are kept: Tom, then Grace."]
    await stage.later(90)
    assert len(since(stage, said)) == 2, "and the list is not read out again"
    await stage.says("Bashir", "next")
    assert stage.room() == "Tom, it is your turn. Next: Grace."


@pytest.mark.parametrize(
    ("typed", "ends"),
    [("break", "10:50"), ("Break.", "10:50"), ("break 5", "10:45"), ("break 60", "11:40")],
)
async def test_without_a_number_it_is_ten_minutes(stage: Stage, typed: str, ends: str) -> None:
    await met(stage)
    await stage.says("Bashir", typed)
    assert stage.room().startswith(f"Break until {ends}.")


async def test_nobody_waits_when_it_is_over(stage: Stage) -> None:
    await met(stage)
    await stage.says("Bashir", "break 5")
    await stage.later(300)
    assert stage.room() == "Welcome back. Nobody is waiting. To speak, type: hand up."


async def test_a_longer_break_takes_the_place_of_the_first(stage: Stage) -> None:
    await met(stage)
    said = len(stage.bot_lines())
    await stage.says("Bashir", "break 5")
    await stage.says("Bashir", "break 15")
    await until(stage, london(12, 11))
    assert since(stage, said) == [
        "Break until 10:45. You can leave, or stay and be quiet together.",
        "Break until 10:55. You can leave, or stay and be quiet together.",
        "Welcome back. Nobody is waiting. To speak, type: hand up.",
    ]


@pytest.mark.parametrize("typed", ["break 0", "break 61", "break 99999", "!break soon"])
async def test_nonsense_is_asked_back_in_private(stage: Stage, typed: str) -> None:
    await met(stage)
    said = len(stage.bot_lines())
    await stage.says("Bashir", typed)
    assert since(stage, said) == []
    assert stage.to("Bashir") == (
        "How many minutes is the break? It can be 1 to 60."
        "\n1 A break of 5 minutes.\n2 A break of 10 minutes.\n3 A break of 15 minutes."
    )
    await alone(stage, "Bashir", "2")
    assert stage.room().startswith("Break until 10:50.")


async def test_breaking_the_ice_is_talk(stage: Stage) -> None:
    await met(stage)
    said = len(stage.platform.lines)
    await stage.says("Bashir", "break the ice, somebody?")
    assert [line.who for line in stage.platform.lines[said:]] == ["Bashir"]


async def test_anybody_is_told_how_to_ask_for_one(stage: Stage) -> None:
    await met(stage)
    said = len(stage.bot_lines())
    await stage.says("Ann", "break")
    assert since(stage, said) == []
    assert stage.to("Ann") == "Somebody who leads can begin a break. To ask for one, type: pause."


async def test_who_had_the_floor_has_it_after_the_break(stage: Stage) -> None:
    await met(stage, "Tom", "Ann")
    await stage.says("Bashir", "next")
    await stage.says("Bashir", "break 5")
    await stage.later(300)
    assert stage.room() == "Welcome back. Tom is speaking. One place is kept: Ann."


async def test_nobody_is_called_in_a_break(stage: Stage) -> None:
    await met(stage, "Tom", "Ann")
    await stage.says("Bashir", "next")
    await stage.says("Bashir", "break 5")
    said = len(stage.bot_lines())
    await stage.says("Tom", "pass")
    assert since(stage, said) == []
    await stage.later(300)
    assert stage.room() == "Welcome back. One place is kept: Ann."


# Ended before its time.


async def test_carry_on_ends_it_early(stage: Stage) -> None:
    await met(stage, "Tom")
    await stage.says("Bashir", "break 15")
    await stage.later(120)
    await stage.says("Bashir", "carry on")
    assert stage.room() == "Welcome back. One place is kept: Tom."
    said = len(stage.bot_lines())
    await until(stage, london(12, 11))
    assert since(stage, said) == [], "and not a second time when it would have ended"


async def test_next_ends_it_early_and_calls_the_first_in_the_same_line(stage: Stage) -> None:
    await met(stage, "Tom", "Ann")
    await stage.says("Bashir", "break 15")
    await stage.later(60)
    await stage.says("Joe", "hand up")
    await stage.later(60)
    await stage.says("Bashir", "next")
    assert stage.room() == "Welcome back. Tom, it is your turn. Next: Ann."
    await stage.later(90)
    assert stage.room() == "Hands: Ann, then Joe.", "whose hand went up in the break"


async def test_next_with_nobody_waiting_ends_it_too(stage: Stage) -> None:
    await met(stage)
    await stage.says("Bashir", "break 15")
    await stage.says("Bashir", "next")
    assert stage.room() == "Welcome back. Nobody is waiting. To speak, type: hand up."


async def test_only_whoever_leads_ends_it_early(stage: Stage) -> None:
    await met(stage)
    said = len(stage.bot_lines())
    await stage.says("Bashir", "break 15")
    await stage.says("Ann", "carry on")
    assert len(since(stage, said)) == 1
    told = "The break goes on until 10:55. Somebody who leads can end it now."
    assert stage.to("Ann") == told


async def test_a_round_ends_it(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!switch on rounds")
    await stage.says("Bashir", "!group says yes rounds")
    await until(stage, london(12, 10, 30))
    await stage.says("Bashir", "start")
    await stage.says("Bashir", "break 15")
    await stage.later(60)
    await stage.says("Bashir", "go round")
    said = len(stage.bot_lines())
    await until(stage, london(12, 11))
    assert since(stage, said) == []


async def test_the_end_of_the_meeting_ends_it(stage: Stage) -> None:
    await met(stage)
    await stage.says("Bashir", "break 15")
    await stage.says("Bashir", "end")
    said = len(stage.bot_lines())
    await until(stage, london(12, 11))
    assert since(stage, said) == []
    await stage.says("Bashir", "start")
    await stage.says("Ann", "hand up")
    await stage.later(70)
    assert stage.room() == "Hands: Ann.", "the next meeting has no break"


# Quiet.


async def test_in_a_quiet_no_break_is_begun(stage: Stage) -> None:
    await met(stage)
    await stage.says("Ann", "quiet")
    said = len(stage.bot_lines())
    await stage.says("Bashir", "break 15")
    assert since(stage, said) == []
    assert stage.to("Bashir") == (
        "It is quiet now. To have a break, type: carry on. Then type: break."
    )


async def test_a_quiet_in_a_break_holds_its_end_too(stage: Stage) -> None:
    await met(stage, "Tom")
    await stage.says("Bashir", "break 5")
    await stage.later(60)
    await stage.says("Ann", "quiet")
    said = len(stage.bot_lines())
    await until(stage, london(12, 10, 50))
    assert since(stage, said) == []
    await stage.says("Ann", "carry on")
    assert since(stage, said) == ["Welcome back. One place is kept: Tom."]
    await until(stage, london(12, 11))
    assert len(since(stage, said)) == 1


async def test_a_quiet_that_is_over_before_the_break_leaves_the_break(stage: Stage) -> None:
    await met(stage, "Tom")
    await stage.says("Bashir", "break 15")
    await stage.later(60)
    await stage.says("Ann", "quiet")
    await stage.later(60)
    await stage.says("Ann", "carry on")
    assert stage.room() == "The quiet is over. Our break goes on until 10:55."
    await until(stage, london(12, 10, 55))
    assert stage.room() == "Welcome back. One place is kept: Tom."


# The reminder.


def to_lead(stage: Stage, said: int = 0) -> list[str]:
    return stage.bot_lines(Address("@stage:bashir"))[said:]


async def test_whoever_leads_is_reminded_once_after_45_minutes(stage: Stage) -> None:
    await met(stage)
    said = len(to_lead(stage))
    await until(stage, london(12, 11, 14))
    assert to_lead(stage, said) == []
    await until(stage, london(12, 13))
    assert to_lead(stage, said) == [NONE_YET + OFFER]
    await alone(stage, "Bashir", "1")
    assert stage.room().startswith("Break until 13:10.")


async def test_after_a_break_there_is_no_reminder(stage: Stage) -> None:
    await met(stage)
    await stage.says("Bashir", "break 5")
    said = len(to_lead(stage))
    await until(stage, london(12, 13))
    assert to_lead(stage, said) == []


async def test_a_planned_break_is_said_at_its_time_and_not_twice(stage: Stage) -> None:
    await stage.group()
    await planned(stage, when="12 May 10:30")
    await until(stage, london(12, 10, 35))
    await stage.says("Bashir", "start")
    said = len(to_lead(stage))
    await until(stage, london(12, 13))
    assert to_lead(stage, said) == [PLANNED + OFFER]
    assert [
        f"{line.at:%H:%M}" for line in stage.platform.lines if line.text == PLANNED + OFFER
    ] == ["10:15"], "in UTC: a quarter past eleven in London, as was planned"


async def test_a_short_meeting_has_no_reminder(stage: Stage) -> None:
    await stage.group()
    await planned(stage, when="12 May 10:30", minutes="45")
    await until(stage, london(12, 10, 30))
    await stage.says("Bashir", "start")
    said = len(to_lead(stage))
    await until(stage, london(12, 13))
    assert to_lead(stage, said) == []


async def test_the_reminder_is_within_the_private_lines_of_a_session(stage: Stage) -> None:
    """Two at most besides the chance checks: its place is kept from the start."""
    await met(stage, "Ann", "Tom", "Joe", "Priya", "Femi", "Sam", "Ana")
    said = len(to_lead(stage))
    for _ in range(7):
        await stage.says("Bashir", "next")
        await stage.later(60)
    for who in ("Ann", "Tom", "Joe", "Priya", "Femi", "Sam", "Ana"):
        await stage.says(who, "hand up")
    for _ in range(7):
        await stage.says("Bashir", "next")
        await stage.later(60)
    await until(stage, london(12, 12))
    assert len(to_lead(stage, said)) == 2
    assert NONE_YET + OFFER in to_lead(stage, said)


# Away, and back.


@pytest.mark.parametrize(
    ("away", "told"),
    [
        (timedelta(minutes=1), "Welcome back. One place is kept: Tom."),
        (timedelta(minutes=10), "I was away. Our break is over. Welcome back."),
        (timedelta(hours=1), "Hands: Tom."),
        (timedelta(days=1), "Hands: Tom."),
        (timedelta(days=14), "Hands: Tom."),
    ],
)
async def test_away_over_the_end_of_a_break(tmp_path: Path, away: timedelta, told: str) -> None:
    async with on_stage(tmp_path, london(12, 10), dice=lambda: 0.5) as stage:
        await met(stage)
        await stage.says("Bashir", "break 5")
        await stage.says("Tom", "hand up")
    back = london(12, 10, 45) + away
    async with on_stage(tmp_path, back, dice=lambda: 0.5) as stage:
        stage._events = itertools.count(1000)
        await stage.settle()
        await stage.later(70)
        said = stage.bot_lines()
        assert said[0].startswith(told)
        assert len(said) == 1
        await stage.says("Bashir", "next")
        assert stage.room() == "Tom, it is your turn. Nobody is waiting.", "nothing is stuck"


# The rules.


@given(
    minutes_on=st.integers(0, 10**7),
    seconds=st.integers(0, 59),
    minutes=st.integers(rules.SHORTEST, rules.LONGEST),
)
def test_a_break_ends_at_a_whole_minute_nearly_as_long_after(
    minutes_on: int, seconds: int, minutes: int
) -> None:
    now = london(12) + timedelta(minutes=minutes_on, seconds=seconds)
    long = rules.length(minutes)
    assert long == timedelta(minutes=minutes)
    ends = rules.until(now, long)
    assert abs(ends - now - long) <= timedelta(seconds=30)
    assert ends > now


@pytest.mark.parametrize("said", [0, -1, 61, 10**6, "soon", ""])
def test_what_is_no_length_is_none(said: object) -> None:
    assert rules.length(said) is None


@pytest.mark.parametrize(
    ("planned", "planned_at", "when"),
    [
        (False, None, 45),
        (True, None, None),
        (True, 45, 45),
        (True, 40, 40),
        (True, 15, 15),
        (True, 14, 45),
        (True, -20, 45),
    ],
)
def test_when_the_reminder_comes(
    planned: bool,
    planned_at: int | None,
    when: int | None,
) -> None:
    began = london(12, 10, 30)

    def at(minutes: int | None) -> datetime | None:
        return None if minutes is None else began + timedelta(minutes=minutes)

    found = rules.remind_at(began, planned=planned, planned_at=at(planned_at))
    assert found == at(when)


async def test_two_who_lead_begin_one_break(stage: Stage) -> None:
    await stage.meeting()
    await stage.says("Bashir", "break 10")
    before = len(stage.bot_lines())
    told = await stage.says("Bashir", "break 10")
    assert told is None
    assert len(stage.bot_lines()) == before
    assert "already" in stage.to("Bashir")


async def test_there_is_no_break_that_small_groups_would_not_hear(stage: Stage) -> None:
    await stage.meeting()
    await stage.says("Bashir", "small groups 2, 10 minutes")
    for who, letter in {"Ann": "A", "Joe": "A", "Tom": "B", "Femi": "B"}.items():
        await stage.says(who, letter)
    await stage.later(125)
    before = len(stage.bot_lines())
    await stage.says("Bashir", "break 10")
    assert len(stage.bot_lines()) == before
    assert stage.to("Bashir").endswith("To end them now, type: back together.")
