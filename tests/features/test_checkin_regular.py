"""Rounds between meetings that come again and again: once each, within two posts a week."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned import LONDON, Wrong, alone, london, planned, posts, set_clock, until
from stage import Stage, on_stage

from bot import posts as counted
from bot.features.checkin import rules, store
from bot.model import GroupId, PersonId

OPENING = (
    "A round between meetings, every Friday. Bashir asks: “What is new?” To answer, open our"
    " private chat. Type: my answer. Pass is fine, and nobody is listed. I post all answers"
    " together on Friday {day} at 10:00."
)
LATE = "This comes late, because I was switched off."


@pytest.fixture
async def rounds(stage: Stage) -> Stage:
    return await ready(stage)


async def ready(stage: Stage) -> Stage:
    """A group that has said yes to rounds, on Tuesday 12 May. No meeting is on."""
    await stage.group()
    await stage.says("Bashir", "!switch on rounds")
    await stage.says("Bashir", "!group says yes rounds")
    return stage


async def regular(
    stage: Stage, when: str = "every Friday 10:00", question: str = "What is new?"
) -> str:
    """Bashir begins a regular round: what he is told."""
    return await alone(stage, "Bashir", "regular round", when, question, "1")


def rounds_in(stage: Stage) -> list[str]:
    """When a round was opened, on London's clocks."""
    return [
        f"{line.at.astimezone(LONDON):%a %d %b %H:%M}"
        for line in posts(stage)
        if "A round between meetings" in line.text
    ]


# It is begun by whoever leads, who sees it first.


async def test_it_is_shown_exactly_and_comes_from_the_next_day_on(rounds: Stage) -> None:
    said = len(posts(rounds))
    shown = await alone(rounds, "Bashir", "regular round", "every Friday 10:00", "What is new?")
    post = OPENING.format(day="22 May")
    assert shown == (
        "This goes to North Town group, every Friday at 10:00. The first one comes on Friday"
        f" 15 May. It says: {post}\n1 Begin it.\n2 Change it.\n3 Leave it."
    )
    told = await alone(rounds, "Bashir", "1")
    assert told == (
        "It is set: every Friday at 10:00. The first one comes on Friday 15 May. To change or end"
        " it, type: regular round."
    )
    await until(rounds, london(15, 9, 59))
    assert len(posts(rounds)) == said, "nothing is posted before its time"
    await until(rounds, london(15, 10))
    assert rounds.room() == post


async def test_answers_and_the_next_question_are_one_post(rounds: Stage) -> None:
    await regular(rounds)
    await until(rounds, london(15, 10))
    said = len(posts(rounds))
    await alone(rounds, "Ann", "my answer", "A kettle.", "1")
    await until(rounds, london(22, 10, 5))
    assert len(posts(rounds)) == said + 1
    assert rounds.room() == (
        "Our round between meetings. Bashir asks: “What is new?”\nAnn says: “A kettle.”\nThank"
        f" you. No replies are needed.\n{OPENING.format(day='29 May')}"
    )
    message = rounds.platform.lines[-1].message
    assert message is not None
    assert [button.types for button in message.buttons] == ["my answer"]
    await until(rounds, london(29, 10, 5))
    assert rounds.room().startswith("Our round between meetings is over. It was a quiet one")
    assert len(posts(rounds)) == said + 2


async def test_long_answers_and_the_next_question_are_two_messages(rounds: Stage) -> None:
    await regular(rounds)
    await until(rounds, london(15, 10))
    for who in ("Ann", "Tom"):
        await alone(rounds, who, "my answer", "kettle " * 56, "1")
    said = len(posts(rounds))
    await until(rounds, london(22, 10, 5))
    assert len(posts(rounds)) == said + 2
    assert rounds.room() == OPENING.format(day="29 May")


async def test_of_the_bank_each_has_another_question(rounds: Stage) -> None:
    shown = await alone(rounds, "Bashir", "regular round", "every Friday at 10 am", "1")
    assert "every Friday. Here comes a question, another one each time. To answer" in shown
    await alone(rounds, "Bashir", "1")
    await until(rounds, london(10, month=7))
    mark = "A round between meetings, every Friday. "
    opened = [line.text.split(mark)[1] for line in posts(rounds) if mark in line.text]
    questions = [one.split(" To answer")[0] for one in opened]
    assert len(questions) == 8
    assert len(set(questions)) == 8


async def test_more_rarely_than_a_week_answers_come_after_a_week(rounds: Stage) -> None:
    await regular(rounds, "every second Friday 10:00")
    await until(rounds, london(16, month=6))
    assert rounds_in(rounds) == ["Fri 15 May 10:00", "Fri 29 May 10:00", "Fri 12 Jun 10:00"]
    over = [
        f"{one.at.astimezone(LONDON):%d %b %H:%M}" for one in posts(rounds) if "is over" in one.text
    ]
    assert over == ["22 May 10:00", "05 Jun 10:00"]


async def test_a_rule_with_an_end_ends(rounds: Stage) -> None:
    await regular(rounds, "every Friday 10:00 until 29 May")
    await until(rounds, london(20, month=6))
    assert rounds_in(rounds) == ["Fri 15 May 10:00", "Fri 22 May 10:00", "Fri 29 May 10:00"]
    assert rounds.room() == (
        "Our round between meetings is over. It was a quiet one, and that is fine."
    )


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("on Friday 10:00", "How often shall it come?"),
        ("blah", "I did not get that"),
        ("every Friday 22:00", "I post nothing by myself at that time."),
        ("every Friday 7:59 am", "I post nothing by myself at that time."),
    ],
)
async def test_what_is_no_such_time_is_asked_again_and_nothing_is_lost(
    rounds: Stage, typed: str, told: str
) -> None:
    assert (await alone(rounds, "Bashir", "regular round", typed)).startswith(told[:9])
    shown = await alone(rounds, "Bashir", "every Friday", "10:00", "What is new?")
    assert "every Friday at 10:00" in shown


async def test_a_time_alone_in_the_quiet_hours_is_asked_again(rounds: Stage) -> None:
    told = await alone(rounds, "Bashir", "regular round", "every Friday", "23:00")
    assert told.startswith("I post nothing by myself at that time. Please choose")


async def test_a_new_one_takes_the_place_of_the_old_one(rounds: Stage) -> None:
    await regular(rounds)
    told = await alone(rounds, "Bashir", "regular round")
    assert told == "A round comes every Friday at 10:00.\n1 Change it.\n2 End it."
    await alone(rounds, "Bashir", "1", "every Thursday 11:00", "And now?", "1")
    await until(rounds, london(25))
    assert rounds_in(rounds) == ["Thu 14 May 11:00", "Thu 21 May 11:00"]


async def test_stopped_no_more_come_and_the_open_one_comes_together(rounds: Stage) -> None:
    await regular(rounds)
    await until(rounds, london(15, 10))
    await alone(rounds, "Ann", "my answer", "A kettle.", "1")
    told = await alone(rounds, "Bashir", "regular round", "2")
    assert told == (
        "No more regular rounds will come. One is open still. Its answers come together on Friday"
        " 22 May at 10:00."
    )
    await until(rounds, london(25))
    assert rounds_in(rounds) == ["Fri 15 May 10:00"]
    assert "Ann says: “A kettle.”" in rounds.room()
    assert (await alone(rounds, "Bashir", "stop regular round")).startswith("There is no regular")


async def test_only_whoever_leads_begins_or_stops_it(rounds: Stage) -> None:
    for word in ("regular round", "stop regular round"):
        assert (await alone(rounds, "Ann", word)).startswith("Only somebody who leads")


async def test_the_inner_word_alone_shows_the_name_too_before_it_begins(rounds: Stage) -> None:
    words = ("begin regular round", "every Friday 10:00", "What is new?", "1")
    shown = await alone(rounds, "Bashir", *words)
    assert "Bashir asks: “What is new?”" in shown
    assert (await alone(rounds, "Bashir", "1")).startswith("It is set")


# Held.


async def test_a_quiet_holds_it_and_then_it_says_why_it_is_late(rounds: Stage) -> None:
    await regular(rounds)
    await until(rounds, london(15, 9))
    await rounds.says("Ann", "!quiet")
    await until(rounds, london(15, 12))
    assert rounds_in(rounds) == []
    await alone(rounds, "Ann", "carry on")
    await rounds.jump(timedelta(minutes=2))
    late = f"This comes late, because it was quiet. {OPENING.format(day='22 May')}"
    assert rounds.room() == late


async def test_a_meeting_is_not_interrupted(rounds: Stage) -> None:
    await regular(rounds)
    await until(rounds, london(15, 9, 30))
    await rounds.says("Bashir", "start")
    await until(rounds, london(15, 10, 30))
    assert rounds_in(rounds) == []
    await rounds.says("Bashir", "end")
    await until(rounds, london(15, 11))
    assert rounds.room() == OPENING.format(day="22 May"), "which is no lateness of ours"


async def test_hours_that_became_quiet_are_waited_for(rounds: Stage) -> None:
    await regular(rounds)
    await alone(rounds, "Bashir", "quiet hours 20:00 to 11:00")
    await until(rounds, london(16))
    assert rounds_in(rounds) == ["Fri 15 May 11:00"]


async def test_another_round_that_is_open_is_left_in_peace(rounds: Stage) -> None:
    await alone(rounds, "Bashir", "round between", "What else?", "5", "1")
    await regular(rounds)
    await until(rounds, london(16))
    assert len(rounds_in(rounds)) == 1
    await until(rounds, london(23))
    assert rounds_in(rounds)[1:] == ["Fri 22 May 10:00"]


async def test_switched_off_it_is_silent_and_goes_on_when_switched_on(rounds: Stage) -> None:
    await regular(rounds)
    await rounds.says("Bashir", "!switch off rounds")
    await until(rounds, london(21))
    assert rounds_in(rounds) == []
    await rounds.says("Bashir", "!switch on rounds")
    await rounds.says("Bashir", "!group says yes rounds")
    await until(rounds, london(23))
    assert rounds_in(rounds) == ["Fri 22 May 10:00"]


async def test_when_whoever_asks_leaves_their_question_and_name_go(rounds: Stage) -> None:
    await rounds.says("Bashir", "!facilitator Ann")
    await rounds.says("Ann", "!i will lead")
    await alone(rounds, "Ann", "regular round", "every Friday 10:00", "What is new?", "1")
    assert "asks a question of yours" in await alone(rounds, "Ann", "what is kept")
    await until(rounds, london(15, 10))
    assert "Ann asks: “What is new?”" in rounds.room()
    await alone(rounds, "Tom", "my answer", "Beans.", "1")
    await alone(rounds, "Ann", "leave", "yes")
    await until(rounds, london(22, 10))
    assert "Ann" not in rounds.room()
    assert "The question is: “What is new?”\nTom says: “Beans.”" in rounds.room()
    assert "What is new" not in rounds.room().partition("A round between meetings")[2]


# Clocks.


async def test_ten_oclock_stays_ten_oclock_over_both_changes_of_clocks(tmp_path: Path) -> None:
    for month, days in ((3, ("27 Mar", "03 Apr")), (10, ("23 Oct", "30 Oct"))):
        (tmp_path / str(month)).mkdir()
        start = london(19, 12, month=month)
        async with on_stage(tmp_path / str(month), start) as stage:
            await ready(stage)
            await regular(stage)
            await until(stage, start + timedelta(days=20))
            found = rounds_in(stage)
            assert all(one.endswith("10:00") for one in found)
            assert set(days) <= {one[4:10] for one in found}


# Away, and back.


async def away(folder: Path, gone: datetime, back: datetime) -> list[str]:
    """A regular round is open with an answer, the bot is off and on again: what it says then."""
    async with on_stage(folder) as stage:
        await ready(stage)
        await regular(stage)
        await until(stage, london(15, 10))
        await alone(stage, "Ann", "my answer", "A kettle.", "1")
        await until(stage, gone)
    async with on_stage(folder, back) as stage:
        stage._events = itertools.count(1000)
        await stage.settle()
        await stage.jump(timedelta(minutes=2))
        said = [line.text for line in posts(stage)]
    async with on_stage(folder, back + timedelta(minutes=3)) as stage:
        await stage.settle()
        assert not posts(stage), "and not again after one more start"
    return said


async def test_away_for_a_minute_it_is_as_ever(tmp_path: Path) -> None:
    [post] = await away(tmp_path, london(22, 9, 59), london(22, 10))
    assert LATE not in post
    assert post.endswith(OPENING.format(day="29 May"))


async def test_away_for_a_day_it_is_late_and_closes_when_it_would_have(tmp_path: Path) -> None:
    [post] = await away(tmp_path, london(21, 20), london(22, 20) - timedelta(minutes=5))
    assert post == (
        f"Our round between meetings. Bashir asks: “What is new?”\n{LATE}\nAnn says: “A kettle.”\n"
        f"Thank you. No replies are needed.\n{OPENING.format(day='29 May')}"
    )


async def test_back_in_quiet_hours_it_waits_for_the_morning(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await regular(stage)
        await until(stage, london(15, 9))
    async with on_stage(tmp_path, london(15, 23)) as stage:
        await until(stage, london(16, 7, 59))
        assert not posts(stage)
        await until(stage, london(16, 8, 1))
        assert stage.room() == f"{LATE} {OPENING.format(day='22 May')}"


async def test_away_for_a_fortnight_answers_come_late_and_no_round_is_made_up_for(
    tmp_path: Path,
) -> None:
    said = await away(tmp_path, london(16), london(1, 12, month=6))
    assert said == [
        f"Our round between meetings. Bashir asks: “What is new?”\n{LATE}\nAnn says: “A kettle.”\n"
        "Thank you. No replies are needed."
    ]


async def test_after_a_fortnight_the_next_one_comes_as_ever(tmp_path: Path) -> None:
    await away(tmp_path, london(16), london(1, 12, month=6))
    async with on_stage(tmp_path, london(1, 13, month=6)) as stage:
        await until(stage, london(6, month=6))
        assert rounds_in(stage) == ["Fri 05 Jun 10:00"]


# A clock that is wrong.


@pytest.mark.parametrize("wrong", [timedelta(hours=1), timedelta(days=30, hours=10)])
async def test_a_clock_set_back_and_forth_doubles_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: timedelta
) -> None:
    monkeypatch.setattr("stage.StageClock", Wrong)
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await regular(stage)
        await until(stage, london(22, 9, 30))
        assert len(rounds_in(stage)) == 1
        await set_clock(stage, stage.clock.now() + wrong)
        await stage.jump(timedelta(minutes=2))
        ahead = len(rounds_in(stage))
        await set_clock(stage, london(22, 9, 45))
        await until(stage, london(21, month=6))
        fridays = ["29 May", "05 Jun", "12 Jun", "19 Jun"]
        opened = rounds_in(stage)[ahead:]
        assert [one[4:10] for one in opened if "22 May" not in one] == fridays
        assert len(rounds_in(stage)) - len(fridays) <= 3


# Two posts a week.


@pytest.mark.parametrize("meets", ["every Tuesday 10:30", "every second Tuesday 10:30"])
async def test_with_meetings_never_more_than_two_posts_in_seven_days_over_a_year(
    tmp_path: Path, meets: str
) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await planned(stage, when=meets)
        await regular(stage)
        first = stage.clock.now() + timedelta(days=8)
        await until(stage, stage.clock.now() + timedelta(days=365))
        found = [line for line in posts(stage) if line.at > first]
        between = [line.at for line in found if "Camera off" not in line.text]
        for at in between:
            week = [one for one in between if at <= one < at + timedelta(days=7)]
            assert len(week) <= 2
        assert len(rounds_in(stage)) >= 50, "rounds come every week"
        reminded = [line for line in found if line.text.startswith("We meet on")]
        assert len(reminded) >= (48 if meets == "every Tuesday 10:30" else 24), (
            "and each meeting is reminded of"
        )


@given(st.lists(st.integers(0, 60 * 24), max_size=80))
def test_no_seven_days_ever_hold_three_posts(hours: list[int]) -> None:
    """Whatever is promised for later when: who asks first never makes a third."""
    kept: list[datetime] = []
    for n, hour in enumerate(sorted(hours)):
        now = london(1) + timedelta(hours=hour)
        if not counted.is_full(kept, now):
            kept.append(now)
            if n % 3 == 0 and not counted.is_full(kept, now + counted.WEEK):
                kept.append(now + counted.WEEK)
    for at in kept:
        assert sum(at <= one < at + counted.WEEK for one in kept) <= counted.A_WEEK


# The rules.


def test_a_round_is_opened_for_two_days() -> None:
    slot = datetime.fromisoformat("2026-05-15T10:00")
    assert rules.is_worth_opening(slot, slot)
    assert rules.is_worth_opening(slot, slot + timedelta(days=2))
    assert not rules.is_worth_opening(slot, slot + timedelta(days=2, minutes=1))


@given(st.lists(st.datetimes()), st.datetimes())
def test_the_newest_time_is_the_last_that_has_come(times: list[datetime], now: datetime) -> None:
    found = rules.newest(iter(sorted(times)), now)
    assert found == max((one for one in times if one <= now), default=None)


async def test_whose_question_it_is_is_kept_by_the_account(rounds: Stage) -> None:
    await regular(rounds)
    kept = await rounds.app.db.read(lambda tx: store.regular(tx, GroupId(1)))
    assert kept is not None
    assert kept.question is not None
    assert kept.question.asked_by == PersonId("stage:bashir")


async def test_a_regular_round_has_one_day_of_the_week(rounds: Stage) -> None:
    asked = await alone(rounds, "Bashir", "regular round", "every Tuesday and Friday 10:00")
    assert asked.startswith("One day of the week works for this.")
