"""Calendar files over ten years: two readers of other people show the right local times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from calendars import by_the_first, by_the_second
from hypothesis import given, settings
from hypothesis import strategies as st
from stage import WORDS

from bot import dates, ics, schedule
from bot.meetings import Meeting, Plan, Series
from bot.model import GroupId
from bot.words import Plain

PLAN = Plan("a secret aim", "Dilys", "a name", "a reason", "Joe", "1 June", "01632 960003", "grief")
ZONES = (
    *("Europe/London", "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe"),
    *("Africa/Casablanca", "Asia/Kolkata"),
)
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def text(key: str, **facts: object) -> str:
    return WORDS.render(key, facts, speaker=Plain())


def series(zone: str, start: datetime, rule: str | None) -> Series:
    return Series(3, GroupId(1), start, zone, rule, 90, PLAN, "a1b2c3")


def meetings(of: Series, most: int) -> Iterator[Meeting]:
    for n, slot in enumerate(islice(dates.slots(of.starts, of.rule), most)):
        at = schedule.utc(slot, of.zone)
        yield Meeting(n, of, slot, at, cancelled=False, changes=0, changed_at=NOW)


def agree(found: list[Meeting]) -> None:
    """Both readers show what the meetings say, on the clocks of their zone and in UTC."""
    data = ics.calendar(found, "North Town group", text)
    for read in (by_the_first, by_the_second):
        shown = read(data)
        assert shown.keys() == {f"{one.name}@alongside" for one in found}
        for one in found:
            entry = shown[f"{one.name}@alongside"]
            assert (entry.begins, entry.utc) == (one.local, one.starts_at)
            assert entry.minutes == 90


@pytest.mark.slow
@pytest.mark.parametrize("zone", ZONES)
def test_every_day_of_ten_years_has_its_right_time_in_both_readers(zone: str) -> None:
    of = series(zone, datetime.fromisoformat("2026-01-05T10:30"), "FREQ=DAILY;INTERVAL=9")
    found = list(meetings(of, 410))
    assert found[-1].slot.year == 2036
    agree(found)


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe"])
@settings(max_examples=20, deadline=None)
@given(days=st.integers(0, 3650), minutes=st.integers(0, 1439))
def test_any_time_of_day_near_a_clock_change_is_right(zone: str, days: int, minutes: int) -> None:
    """The nights of the changes themselves, at any minute: repeated and missing times too."""
    near = datetime.fromisoformat("2026-01-05T00:00") + timedelta(days=days)
    place = ZoneInfo(zone)
    changes = [
        day
        for n in range(250)
        if (day := near + timedelta(days=n)).replace(tzinfo=place).utcoffset()
        != (day + timedelta(days=1)).replace(tzinfo=place).utcoffset()
    ]
    start = changes[0] - timedelta(days=1) + timedelta(minutes=minutes)
    agree(list(meetings(series(zone, start, "FREQ=DAILY"), 4)))


def test_nothing_that_anybody_wrote_is_in_it_and_no_alarm() -> None:
    found = list(
        meetings(series("Europe/London", datetime.fromisoformat("2026-05-19T10:30"), None), 1)
    )
    shown = ics.calendar(found, "North Town group", text).decode()
    unfolded = shown.replace("\r\n ", "")
    for word in ("secret", "Dilys", "Joe", "grief", "reason", "01632", "June", "VALARM"):
        assert word not in unfolded
    assert "SUMMARY:Meeting of North Town group\r\n" in unfolded
    assert "CLASS:PRIVATE\r\n" in unfolded
    assert "DTSTART;TZID=Europe/London:20260519T103000\r\n" in unfolded
    assert "DURATION:PT1H30M\r\n" in unfolded
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n" in unfolded


def test_a_name_of_a_group_cannot_add_lines_of_its_own() -> None:
    found = list(
        meetings(series("Europe/London", datetime.fromisoformat("2026-05-19T10:30"), None), 1)
    )
    shown = ics.calendar(found, "A\r\nATTENDEE:mailto:x@example.org; , \\n B", text)
    assert not [line for line in shown.split(b"\r\n") if line.startswith(b"ATTENDEE")]
    for read in (by_the_first, by_the_second):
        (entry,) = read(shown).values()
        assert entry.summary.startswith("Meeting of A")


def test_the_same_meetings_are_the_same_bytes() -> None:
    found = list(
        meetings(
            series("Europe/London", datetime.fromisoformat("2026-05-19T10:30"), "FREQ=DAILY"), 8
        )
    )
    assert ics.calendar(found, "A", text) == ics.calendar(found, "A", text)
