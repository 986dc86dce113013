"""The list of whoever leads: once on the day after, at most three things, and what it leads to."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned import LONDON, alone, london, planned, until
from stage import Stage, on_stage, person
from test_lengths import MOST_AT_OPENING

from bot import carried
from bot.db import Tx
from bot.features.mylist import rules
from bot.model import Choice, Offer, private

LIST = (
    "A message from Alongside. Your list, when you have time. Nothing on it is urgent. Samaritans"
    " are on 116 123, day and night.\n1 How are you?\n2 What came of it, and what next."
)


LATE = "It comes late, because I was switched off."


async def met(stage: Stage, *, when: str = "every second Tuesday 10:30") -> None:
    """A planned meeting that began at 10:30 on Tuesday 19 May and ended at 12."""
    await stage.group()
    await planned(stage, when=when)
    await until(stage, london(19, 10, 30))
    await stage.says("Bashir", "start")
    await until(stage, london(19, 12))
    await stage.says("Bashir", "end")


def lists(stage: Stage, who: str = "Bashir") -> list[str]:
    """When somebody got their list, on London's clocks."""
    where = private(person(who).id)
    return [
        f"{line.at.astimezone(LONDON):%a %d %b %H:%M}"
        for line in stage.platform.lines
        if line.where == where and "Your list" in line.text
    ]


# Once, in private, to whoever led.


async def test_on_the_day_after_at_ten_whoever_led_gets_one_list(stage: Stage) -> None:
    await met(stage)
    await until(stage, london(20, 9, 59))
    assert lists(stage) == []
    await until(stage, london(26))
    assert lists(stage) == ["Wed 20 May 10:00"]
    assert stage.to("Bashir") == LIST
    assert not any(lists(stage, who) for who in ("Ann", "Tom"))


async def test_it_can_be_asked_for_at_any_time_and_is_the_same(stage: Stage) -> None:
    await met(stage)
    assert await alone(stage, "Bashir", "my list") == LIST
    assert (await alone(stage, "Ann", "my list")).startswith("Only somebody who leads")


async def test_how_are_you_leads_to_people(stage: Stage) -> None:
    await met(stage)
    told = await alone(stage, "Bashir", "my list", "1")
    assert told == (
        "Leading takes a lot, and how you are matters. I am a program, so please tell a person."
        " Samaritans listen day and night, on 116 123."
    )
    await stage.says("Bashir", "!facilitator Ann")
    await stage.says("Ann", "!i will lead")
    told = await alone(stage, "Bashir", "my list", "1")
    assert "Ann can lead too. You could talk to them." in told


async def test_two_meetings_on_two_days_are_one_list_a_day(stage: Stage) -> None:
    await met(stage)
    await until(stage, london(20, 9, 30))
    await stage.says("Bashir", "start")
    await until(stage, london(20, 11))
    await stage.says("Bashir", "end")
    await until(stage, london(26))
    assert lists(stage) == ["Thu 21 May 10:00"]


async def test_it_waits_for_the_quiet_hours(stage: Stage) -> None:
    await met(stage)
    await alone(stage, "Bashir", "quiet hours 20:00 to 11:30")
    await until(stage, london(26))
    assert lists(stage) == ["Wed 20 May 11:30"]


async def test_who_leads_no_more_gets_none(stage: Stage) -> None:
    await met(stage)
    await stage.says("Bashir", "!facilitator Ann")
    await stage.says("Ann", "!i will lead")
    await stage.says("Bashir", "!stop leading")
    await until(stage, london(26))
    assert lists(stage) == []


async def test_who_left_gets_none(stage: Stage) -> None:
    await met(stage)
    await alone(stage, "Bashir", "leave", "yes")
    await until(stage, london(26))
    assert lists(stage) == []


async def test_in_a_quiet_nobody_is_written_to(stage: Stage) -> None:
    await met(stage)
    await stage.says("Ann", "!quiet")
    await until(stage, london(20, 12))
    assert lists(stage) == []
    await alone(stage, "Ann", "carry on")
    await stage.jump(timedelta(minutes=2))
    assert lists(stage) == ["Wed 20 May 12:01"] or lists(stage) == ["Wed 20 May 12:02"]
    assert "switched off" not in stage.to("Bashir")


# What came of it.


async def test_looking_back_asks_what_came_of_it_and_what_to_carry(stage: Stage) -> None:
    await met(stage)
    asked = await alone(stage, "Bashir", "my list", "2")
    assert asked == (
        "We wanted to leave with: “words for page 1 of the form”. What came of it?"
        "\n1 We made it.\n2 We made a part of it.\n3 Not yet."
    )
    asked = await alone(stage, "Bashir", "2")
    assert asked.startswith("What shall we carry to next time? One short line is enough.")
    told = await alone(stage, "Bashir", "Ask about nights.")
    assert told.startswith("Thank you. The next meeting begins with that. I keep that until")
    asked = await alone(stage, "Bashir", "look back")
    assert asked.startswith("You carry to next time: “Ask about nights”. What shall we carry")


async def test_the_next_meeting_opens_with_what_came_and_what_was_carried(stage: Stage) -> None:
    await met(stage)
    await alone(stage, "Bashir", "look back", "1", "Ask about nights.")
    await until(stage, london(2, 10, 30, month=6))
    await stage.says("Bashir", "start")
    assert "Last time: “words for page 1 of the form”. We made it." in stage.room()
    assert "nights" not in stage.room()
    assert len(stage.room().split()) <= MOST_AT_OPENING
    told = "You wanted to carry to today: “Ask about nights”. I keep it no longer."
    assert stage.to("Bashir") == told
    assert await stage.app.db.read(lambda tx: tx.all("SELECT * FROM carried")) == []


async def test_who_plans_the_next_meeting_sees_what_was_to_be_carried(stage: Stage) -> None:
    await met(stage)
    await alone(stage, "Bashir", "look back", "1", "Ask about nights.")
    asked = await alone(stage, "Bashir", "plan")
    assert asked.startswith("You wanted to carry to next time: “Ask about nights”. To use the")


@pytest.mark.parametrize(
    ("number", "said"), [("1", "We made it."), ("2", "We made a part of it."), ("3", "Not yet.")]
)
async def test_what_came_is_said_as_it_was_answered(stage: Stage, number: str, said: str) -> None:
    await met(stage)
    await alone(stage, "Bashir", "look back", number, "1")
    await until(stage, london(2, 10, 30, month=6))
    await stage.says("Bashir", "start")
    assert f"form”. {said}" in stage.room()


async def test_what_nobody_said_is_not_said(stage: Stage) -> None:
    await met(stage)
    await until(stage, london(2, 10, 30, month=6))
    await stage.says("Bashir", "start")
    assert "Last time" not in stage.room()


async def test_without_a_plan_only_ideas_are_asked_for(stage: Stage) -> None:
    await stage.meeting()
    await stage.says("Bashir", "end")
    asked = await alone(stage, "Bashir", "look back")
    assert asked.startswith("What shall we carry to next time?")
    assert await alone(stage, "Bashir", "1") == "That is fine."


async def test_at_most_three_ideas_are_carried_and_they_can_be_deleted(stage: Stage) -> None:
    await met(stage)
    await alone(stage, "Bashir", "look back", "1", "Ask Lena.")
    for words in ("Bring page 2.", "Print it larger."):
        await alone(stage, "Bashir", "look back", words)
    told = await alone(stage, "Bashir", "look back", "And tea.")
    assert told.startswith("I carry 3 ideas at most, and those are kept.")
    assert await alone(stage, "Bashir", "1") == ("I have deleted your ideas for next time.")
    assert (await alone(stage, "Bashir", "forget my ideas")).startswith("I carry no ideas")


async def test_ideas_for_a_meeting_that_never_comes_are_deleted(stage: Stage) -> None:
    await stage.meeting()
    await stage.says("Bashir", "end")
    await alone(stage, "Bashir", "look back", "Ask about nights.")
    await stage.jump(timedelta(days=184))
    assert await stage.app.db.read(lambda tx: tx.all("SELECT * FROM carried")) == []


async def test_how_are_you_in_the_room_is_talk(stage: Stage) -> None:
    await met(stage)
    said = len(stage.platform.lines)
    for words in ("How are you?", "What came of it?", "Let us look back at page 1."):
        await stage.says("Ann", words)
    assert [line.who for line in stage.platform.lines[said:]] == ["Ann"] * 3


# Away, and back.


@pytest.mark.parametrize(
    ("back", "got", "late"),
    [
        (london(20, 10, 1), ["Wed 20 May 10:01"], False),
        (london(20, 14), ["Wed 20 May 14:00"], True),
        (london(21, 11), ["Thu 21 May 11:00"], True),
        (london(20, 23), ["Thu 21 May 08:00"], True),
        (london(24, 10), [], False),
        (london(3, 10, month=6), [], False),
    ],
)
async def test_away_over_the_day_after(
    tmp_path: Path, back: datetime, got: list[str], *, late: bool
) -> None:
    async with on_stage(tmp_path) as stage:
        await met(stage)
    async with on_stage(tmp_path, back) as stage:
        stage._events = itertools.count(1000)
        await stage.settle()
        await until(stage, back + timedelta(hours=10))
        assert lists(stage) == got
        texts = [line.text for line in stage.platform.lines if "Your list" in line.text]
        assert [LATE in text for text in texts] == [late] * len(got)


# The rules.


offers = st.lists(
    st.builds(Offer, st.integers(0, 9), st.builds(Choice, st.text(max_size=5), st.just("x")))
)


@given(offers)
def test_at_most_three_things_the_first_first(some: list[Offer]) -> None:
    how = Offer(0, Choice("somebody for me", "mylist.how-are-you"))
    found = rules.chosen([how, *some])
    assert len(found) <= rules.MOST
    assert found[0] is how.choice
    places = [one.place for one in (how, *some)]
    by_choice = {id(one.choice): one.place for one in (how, *some)}
    assert [by_choice[id(one)] for one in found] == sorted(places)[: rules.MOST]


def test_it_comes_at_ten_on_the_day_after() -> None:
    assert rules.comes_at(date(2026, 5, 31)) == datetime.fromisoformat("2026-06-01T10:00")


async def test_results_are_of_meetings_that_were_held(stage: Stage) -> None:
    await met(stage)
    await alone(stage, "Bashir", "look back", "2", "1")

    def results(tx: Tx) -> list[str]:
        group = next(iter(stage.app.groups)).id
        return [what for _, what in carried.results(tx, group)]

    assert await stage.app.db.read(results) == [carried.PARTLY]


async def test_papers_that_nobody_has_called_ready_are_on_it(stage: Stage) -> None:
    await stage.group()
    await planned(stage, papers="the draft of page 1")
    papers = "\n3 Papers for Tuesday 19 May are due on Wednesday 13 May."
    assert (await alone(stage, "Bashir", "my list")).endswith(papers)
    told = await alone(stage, "Bashir", "3")
    assert told.startswith("Which papers are they?") or "Where are they?" in told
    await alone(stage, "Bashir", "stop")
    await until(stage, london(19, 12))
    assert "Papers for Tuesday 19 May" not in await alone(stage, "Bashir", "my list")


async def test_after_the_last_meeting_nothing_is_carried_on(stage: Stage) -> None:
    await met(stage)
    await alone(stage, "Bashir", "ending", "1", "post it")
    assert "What came of it" in await alone(stage, "Bashir", "my list")
    await until(stage, london(2, 10, 30, month=6))
    assert "What came of it" not in await alone(stage, "Bashir", "my list")
    assert (await alone(stage, "Bashir", "look back")) == (
        "Our last meeting is over, so nothing is carried on."
    )
