"""How a planned meeting is to stand on a platform with events, and what is asked about changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from stage import WORDS

from bot import events
from bot.adapter import EventState
from bot.meetings import Meeting, Plan, Series
from bot.model import FACILITATORS, GroupId
from bot.words import Plain

BEGINS = datetime(2026, 5, 19, 9, 30, tzinfo=UTC)
PLAN = Plan("an aim", "all", None, None, "us", "soon", None, None)
MINUTE = timedelta(minutes=1)


def meeting(*, cancelled: bool = False, changes: int = 0) -> Meeting:
    slot = datetime.fromisoformat("2026-05-19T10:30")
    of = Series(3, GroupId(1), slot, "Europe/London", None, 90, PLAN, "a1b2")
    return Meeting(4, of, slot, BEGINS, cancelled, changes, BEGINS)


@pytest.mark.parametrize(
    ("sessions", "now", "state"),
    [
        ([], -60, EventState.PLANNED),
        ([], 30, EventState.PLANNED),
        ([], 90, EventState.OVER),
        ([(-10, None)], 5, EventState.ON),
        ([(-10, 70)], 75, EventState.OVER),
        ([(-10, None)], 200, EventState.ON),
        ([(-300, -200)], -60, EventState.PLANNED),
        ([(95, None)], 100, EventState.OVER),
        ([(20, None), (-10, 15)], 30, EventState.ON),
    ],
)
def test_it_stands_as_the_meeting_does(
    sessions: list[tuple[int, int | None]], now: int, state: EventState
) -> None:
    times = [
        (BEGINS + began * MINUTE, None if ended is None else BEGINS + ended * MINUTE)
        for began, ended in sessions
    ]
    assert events._state(meeting(), times, BEGINS + now * MINUTE) is state
    assert events._state(meeting(cancelled=True), times, BEGINS) is EventState.OFF


def test_a_mark_stays_however_often_a_meeting_is_moved_and_tells_nothing() -> None:
    mark = events.mark_of(meeting())
    assert mark == events.mark_of(meeting(changes=5))
    assert len(mark) == 12
    assert set(mark) <= set("0123456789abcdef")


def test_whoever_leads_is_asked_and_each_answer_is_a_word_of_its_own() -> None:
    for change in (events.GONE, int((BEGINS + 180 * MINUTE).timestamp() * 1000)):
        asked = events.question(meeting(), change)
        assert asked.to is FACILITATORS
        assert [one.types for one in asked.choices][1] == "put event back 4"
        said = WORDS.message(asked, speaker=Plain(), numbered=True).text
        assert "Tuesday 19 May at 10:30" in said
        assert said.endswith("1 Yes, show me the post.\n2 No, put it back.")
    assert "There it is now on Tuesday 19 May at 13:30." in said
