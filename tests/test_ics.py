"""Calendar files over ten years: two readers of other people show the right local times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo, available_timezones

import pytest
from calendars import by_the_first, by_the_second
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from stage import WORDS

from bot import dates, ics, schedule, zones
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
    data = ics.calendar(found, "North Town group", text, zone="Europe/London")
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


@pytest.mark.slow
@pytest.mark.parametrize("zone", ZONES)
def test_the_nights_of_the_changes_are_right_too_every_quarter_of_an_hour(zone: str) -> None:
    """Times that come twice and times that are skipped, in ten years."""
    nights = [
        onset.date()
        for one in zones.observances(zone, 2026, 2035)
        for onset in one.onsets
        if one.before != one.after
    ]
    quarters = [timedelta(minutes=15 * n) for n in range(20)]
    slots = [datetime.combine(night, time()) + each for night in nights for each in quarters]
    of = series(zone, datetime.fromisoformat("2026-01-05T10:30"), None)
    agree(
        [
            Meeting(n, of, slot, schedule.utc(slot, zone), cancelled=False, changed_at=NOW)
            for n, slot in enumerate(slots)
        ]
        or list(meetings(of, 1))
    )


@given(zone=st.sampled_from(sorted(available_timezones())), first=st.integers(2020, 2040))
@settings(deadline=None)
def test_the_rules_of_any_zone_say_when_its_clocks_change(zone: str, first: int) -> None:
    place, last = ZoneInfo(zone), first + 11
    found = zones.observances(zone, first, last)
    assert found[0].onsets[0].replace(tzinfo=UTC) - found[0].before == datetime(
        first, 1, 1, tzinfo=UTC
    )
    for one in found[1:]:
        for onset in one.onsets:
            at = onset.replace(tzinfo=UTC) - one.before
            assert at.astimezone(place).utcoffset() == one.after
            assert (at - timedelta(seconds=1)).astimezone(place).utcoffset() == one.before
        if one.rule is not None:
            begin, end = one.onsets[0], datetime(last + 1, 1, 1, tzinfo=UTC).replace(tzinfo=None)
            assert tuple(rrulestr(one.rule, dtstart=begin).between(begin, end, inc=True)) == (
                one.onsets
            )


def test_nothing_that_anybody_wrote_is_in_it_and_no_alarm() -> None:
    found = list(
        meetings(series("Europe/London", datetime.fromisoformat("2026-05-19T10:30"), None), 1)
    )
    shown = ics.calendar(found, "North Town group", text, zone="Europe/London").decode()
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
    shown = ics.calendar(
        found, "A\r\nATTENDEE:mailto:x@example.org; , \\n B", text, zone="Europe/London"
    )
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
    assert ics.calendar(found, "A", text, zone="Europe/London") == ics.calendar(
        found, "A", text, zone="Europe/London"
    )
