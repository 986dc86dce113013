"""Days, times and rules as people type them; rules over ten years of five zones."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import dates
from bot.schedule import utc


def wall(*numbers: int) -> datetime:
    """A wall time."""
    return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001


NOW = wall(2026, 5, 12, 9, 15)
"""A Tuesday."""

ZONES = (
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
)
TEN_YEARS = wall(2026, 1, 1), wall(2036, 1, 1)

ONCE = {
    "tomorrow at 3": "2026-05-13T15:00",
    "12/6 10:30": "2026-06-12T10:30",
    "3/6/2026 2pm": "2026-06-03T14:00",
    "Tuesday": "2026-05-19",
    "tuesday 10:30": "2026-05-19T10:30",
    "next Tuesday at 2 p.m.": "2026-05-19T14:00",
    "Tue 19th of May, 14.30": "2026-05-19T14:30",
    "12 May 5pm": "2026-05-12T17:00",
    "today at 17:00": "2026-05-12T17:00",
    "the day after tomorrow 10am": "2026-05-14T10:00",
    "in a fortnight at 2 pm": "2026-05-26T14:00",
    "in 3 weeks 10:30": "2026-06-02T10:30",
    "19 May at half past ten": "2026-05-19T10:30",
    "19 May quarter to 3": "2026-05-19T14:45",
    "noon tomorrow": "2026-05-13T12:00",
    "June 3rd 2pm": "2026-06-03T14:00",
    "2026-06-01 10:30": "2026-06-01T10:30",
    "the 3rd at 10": "2026-06-03T10:00",
    "3 March 10:30": "2027-03-03T10:30",
    "sunday 01:30": "2026-05-17T01:30",
    "19 May 2026 at 10:30 o’clock": "2026-05-19T10:30",
    "Friday 10:30 in the morning": "2026-05-15T10:30",
    "Friday 7:30 in the evening": "2026-05-15T19:30",
}
RULES = {
    "every second Tuesday 10:30": "2026-05-19T10:30 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "Every other Wednesday at 10": "2026-05-13T10:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
    "every week on Friday at 2pm": "2026-05-15T14:00 FREQ=WEEKLY;INTERVAL=1;BYDAY=FR",
    "Thursdays at 2pm": "2026-05-14T14:00 FREQ=WEEKLY;INTERVAL=1;BYDAY=TH",
    "every 3 weeks on Tuesday 10:30": "2026-05-19T10:30 FREQ=WEEKLY;INTERVAL=3;BYDAY=TU",
    "fortnightly from 20 May 10:30": "2026-05-20T10:30 FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
    "19 May 10:30, then every second Tuesday": "2026-05-19T10:30 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "every tuesday and thursday 10:30": "2026-05-14T10:30 FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,TH",
    "Mondays & Wednesdays at 10": "2026-05-13T10:00 FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,WE",
    "every Thursday, Tuesday and every Friday 2pm": (
        "2026-05-14T14:00 FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,TH,FR"
    ),
    "every second Tuesday and Thursday from 21 May 10:30": (
        "2026-05-21T10:30 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"
    ),
    "fortnightly on Tuesdays 10:30": "2026-05-19T10:30 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "Tuesdays fortnightly 10:30": "2026-05-19T10:30 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "weekly on Tuesday and Friday 10:30": "2026-05-15T10:30 FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,FR",
    "every other tues at half ten": "2026-05-19T10:30 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "first Monday of the month 10:30": "2026-06-01T10:30 FREQ=MONTHLY;BYDAY=+1MO",
    "on the second Tuesday in the month at noon": "2026-06-09T12:00 FREQ=MONTHLY;BYDAY=+2TU",
    "last Thursday of the month": "2026-05-28 FREQ=MONTHLY;BYDAY=-1TH",
    "every month on the 3rd": "2026-06-03 FREQ=MONTHLY;BYMONTHDAY=3",
    "the 31st of every month 10:30": (
        "2026-05-31T10:30 FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"
    ),
    "four meetings over six months from 19 May 10:30": (
        "2026-05-19T10:30 FREQ=WEEKLY;INTERVAL=6;BYDAY=TU;COUNT=4"
    ),
    "every Tuesday 6 times 10:30": "2026-05-19T10:30 FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=6",
    "every second Tuesday until 1 July": (
        "2026-05-19 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260701T235959"
    ),
}
UNCLEAR = {
    "": "when.not-understood",
    "soonish": "when.not-understood",
    "10:30": "when.not-understood",
    "5": "when.not-understood",
    "32 May": "when.not-understood",
    "a": "when.not-understood",
    "until until": "when.not-understood",
    "every": "when.not-understood",
    "Friday 25:70": "when.which-time",
    "19 May 13 am": "when.which-time",
    "11 May": "when.past",
    "today 9:00": "when.past",
    "1 May 2020": "when.past",
    "1 June 2030": "when.too-far",
    "2nd and 4th Wednesday 7pm": "when.one-rule",
    "every second and fourth Wednesday of the month 7pm": "when.one-rule",
    "first Monday and third Monday of the month 10:30": "when.one-rule",
    "Monday 19 May": "when.other-weekday",
    "4 meetings over 6 months": "when.which-first",
    "every second Tuesday until 14 May": "when.ends-too-soon",
    "every second Tuesday until 1 July 2029": "when.ends-too-late",
}


@pytest.mark.parametrize("said", [*ONCE, *RULES])
def test_what_people_type_is_understood(said: str) -> None:
    assert str(dates.read(said, NOW)) == {**ONCE, **RULES}[said]


@pytest.mark.parametrize("said", UNCLEAR)
def test_what_is_unclear_is_asked_again_with_the_reason(said: str) -> None:
    with pytest.raises(dates.Unclear) as unclear:
        dates.read(said, NOW)
    assert unclear.value.why.key == UNCLEAR[said]


@pytest.mark.parametrize("said", [*RULES, "Tuesday", "12/6 10:30"])
def test_what_was_understood_is_read_again_as_the_same(said: str) -> None:
    when = dates.read(said, NOW)
    assert dates.read(str(when), NOW) == when


@given(st.text(max_size=80))
@settings(max_examples=400, deadline=None)
def test_whatever_is_typed_is_a_time_to_come_or_asked_again(said: str) -> None:
    with contextlib.suppress(dates.Unclear):
        assert NOW.date() <= dates.read(said, NOW).day <= NOW.date() + dates.YEAR
    with contextlib.suppress(dates.Unclear):
        assert dates.SHORTEST <= dates.length(said) <= dates.LONGEST
    with contextlib.suppress(dates.Unclear):
        dates.clock(said)
    dates.day(said, NOW)


WORDS = (
    "every",
    "second",
    "tuesday",
    "friday",
    "and",
    "fortnightly",
    "half",
    "until",
    "of",
    "the",
    "month",
    "4",
    "meetings",
    "over",
    "on",
)
MORE = (
    "last",
    "1st",
    "12/5",
    "may",
    "10:30",
    "am",
    "at",
    "31",
    "week",
    "fortnight",
    "in",
    "0",
    "99",
)


@given(st.lists(st.sampled_from(WORDS + MORE), max_size=9))
@settings(max_examples=600, deadline=None)
def test_its_own_words_in_any_order_break_nothing(words: list[str]) -> None:
    try:
        when = dates.read(" ".join(words), NOW)
    except dates.Unclear:
        return
    assert str(dates.read(str(when), NOW)) == str(when)
    if when.rule is not None and when.time is not None:
        first = next(dates.slots(when.start, when.rule))
        assert first == when.start, "the series begins on the day that is said"
        assert dates.said(when.rule).key.startswith("day.every")


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("90", 90), ("1h30", 90), ("an hour and a half", 90), ("2 hours", 120), ("half an hour", 30)],
)
def test_how_long_in_peoples_words(said: str, minutes: int) -> None:
    assert dates.length(said) == minutes


@pytest.mark.parametrize("said", ["", "5", "600", "long", "-90"])
def test_how_long_is_asked_again(said: str) -> None:
    with pytest.raises(dates.Unclear):
        dates.length(said)


def test_welsh_days_are_understood_in_a_welsh_group() -> None:
    assert dates.read("dydd Mawrth 10:30", NOW, "cy").start == wall(2026, 5, 19, 10, 30)
    assert dates.read("every second Tuesday 10:30", NOW, "cy").rule is not None


def test_the_libraries_are_loaded_only_for_the_first_date() -> None:
    code = (
        "import sys; import bot.features; assert not {'dateparser', 'dateutil'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# Ten years of five zones.

walls = st.datetimes(*TEN_YEARS).map(lambda one: one.replace(second=0, microsecond=0))
rules = st.sampled_from(
    [
        *(f"FREQ=WEEKLY;INTERVAL={weeks};BYDAY={{day}}" for weeks in (1, 2, 3, 6)),
        *(f"FREQ=MONTHLY;BYDAY={nth}{{day}}" for nth in ("+1", "+2", "-1")),
        "FREQ=MONTHLY;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
    ]
)
days = st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@given(walls, rules, days, clocks, st.sampled_from(ZONES))
@settings(max_examples=300, deadline=None)
def test_the_wall_time_is_kept_over_clock_changes(
    begins: datetime, rule: str, day: str, clock: time, zone: str
) -> None:
    start = datetime.combine(begins.date(), clock)
    first = next(dates.slots(start, rule.format(day=day)))
    found = list(islice(dates.slots(first, rule.format(day=day)), 130))
    assert all(a < b for a, b in pairwise(found))
    assert {slot.time() for slot in found} == {clock}
    moments = [utc(slot, zone) for slot in found]
    assert len(set(moments)) == len(found)
    for slot, moment in zip(found, moments, strict=True):
        seen = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        shift = dates.shift(slot, zone)
        assert seen == (slot if shift is None else shift.lands)


@given(walls, st.sampled_from(ZONES))
@settings(max_examples=1000, deadline=None)
def test_a_shift_is_told_exactly_where_the_clock_is_changed(at: datetime, zone: str) -> None:
    check_shift(at, zone)


def transitions(zone: str) -> list[datetime]:
    """Each hour of ten years after which the clock is another: in UTC."""
    place, at = ZoneInfo(zone), TEN_YEARS[0].replace(tzinfo=UTC)
    hours = (at + timedelta(hours=n) for n in range(24 * 3652))
    return [
        a
        for a, b in pairwise(hours)
        if a.astimezone(place).utcoffset() != b.astimezone(place).utcoffset()
    ]


@pytest.mark.parametrize("zone", ZONES)
def test_every_missing_and_repeated_time_of_ten_years_is_told(zone: str) -> None:
    changes = transitions(zone)
    assert (len(changes) == 0) == (zone == "Asia/Kathmandu")
    told = 0
    for change in changes:
        local = change.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        for minutes in range(-150, 150, 5):
            told += check_shift(local + timedelta(minutes=minutes), zone)
    assert told >= len(changes) * 6, "each change touches half an hour at least"


def check_shift(at: datetime, zone: str) -> bool:
    """Compare with what the zone itself says, by looking at every moment around."""
    place = ZoneInfo(zone)
    around = (
        at.replace(tzinfo=UTC) + timedelta(minutes=minutes)
        for offset in {at.replace(tzinfo=place, fold=fold).utcoffset() for fold in (0, 1)}
        if offset is not None
        for minutes in (-offset // timedelta(minutes=1),)
    )
    seen = [m for m in around if m.astimezone(place).replace(tzinfo=None) == at]
    shift = dates.shift(at, zone)
    if len(seen) == 1:
        assert shift is None
    elif len(seen) == 2:
        assert shift is not None
        assert shift.jumps is None
        assert utc(at, zone) == min(seen), "a repeated time is its first"
    else:
        assert shift is not None
        assert shift.jumps is not None
        lands = utc(at, zone).astimezone(place).replace(tzinfo=None)
        assert shift.lands == lands > at
        before = utc(shift.jumps - timedelta(minutes=1), zone).astimezone(place)
        assert before.replace(tzinfo=None) == shift.jumps - timedelta(minutes=1)
        assert dates.shift(shift.jumps, zone) is not None, "the gap begins there"
    return shift is not None


def test_the_29th_of_march_at_half_past_one() -> None:
    shift = dates.shift(wall(2026, 3, 29, 1, 30), "Europe/London")
    assert shift == dates.Shift(
        wall(2026, 3, 29, 1, 30), wall(2026, 3, 29, 2, 30), wall(2026, 3, 29, 1)
    )
    assert dates.day("1 March", NOW) == date(2027, 3, 1)
