"""Planning, decided: reminders in time, quiet hours, and an opening that can be read aloud."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import meetings
from bot.features.planning import rules
from bot.features.planning.rules import DAY, SOON, WEEK, Quiet
from bot.features.sessions import rules as sessions

NIGHT = Quiet.of("20:00-08:00")
WEEKLY, FORTNIGHTLY = timedelta(days=7), timedelta(days=14)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def told(start: str, spacing: timedelta | None) -> list[tuple[str, str]]:
    found = rules.reminders(at(start), spacing, NIGHT)
    return [(one.kind, one.at.isoformat(" ", "minutes")) for one in found]


def test_a_week_a_day_and_15_minutes_before() -> None:
    assert told("2026-05-26 10:30", FORTNIGHTLY) == [
        (WEEK, "2026-05-19 10:30"),
        (DAY, "2026-05-25 10:30"),
        (SOON, "2026-05-26 10:15"),
    ]
    assert told("2026-05-26 10:30", None) == told("2026-05-26 10:30", FORTNIGHTLY)


def test_what_comes_every_week_has_none_a_week_before() -> None:
    assert [kind for kind, _ in told("2026-05-26 10:30", WEEKLY)] == [DAY, SOON]


@pytest.mark.parametrize(
    ("start", "day_before"),
    [
        ("2026-05-26 19:59", "2026-05-25 19:59"),
        ("2026-05-26 20:00", "2026-05-25 19:59"),
        ("2026-05-26 23:30", "2026-05-25 19:59"),
        ("2026-05-26 00:30", "2026-05-24 19:59"),
        ("2026-05-26 07:59", "2026-05-24 19:59"),
        ("2026-05-26 08:00", "2026-05-25 08:00"),
    ],
)
def test_what_would_fall_into_quiet_hours_comes_the_last_minute_before(
    start: str, day_before: str
) -> None:
    assert dict(told(start, WEEKLY))[DAY] == day_before


minutes = st.times().map(lambda one: one.replace(second=0, microsecond=0))
walls = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1)).map(  # noqa: DTZ001
    lambda one: one.replace(second=0, microsecond=0)
)
quiets = st.builds(
    Quiet,
    st.times(time(12), time(22)).map(lambda one: one.replace(second=0, microsecond=0)),
    st.times(time(7), time(12)).map(lambda one: one.replace(second=0, microsecond=0)),
)


@given(walls, st.sampled_from((None, timedelta(days=1), WEEKLY, FORTNIGHTLY)), quiets)
def test_reminders_are_in_order_and_only_the_last_may_be_in_quiet_hours(
    start: datetime, spacing: timedelta | None, quiet: Quiet
) -> None:
    found = rules.reminders(start, spacing, quiet)
    assert found[-1].kind == SOON
    assert found[-1].at == start - timedelta(minutes=15)
    for one, after in pairwise(found):
        assert one.at < after.at == one.good_until
        assert not quiet.holds(one.at)
    assert len({one.kind for one in found}) == len(found)


@given(walls, quiets)
def test_quiet_ends_and_begins_where_it_is_said(now: datetime, quiet: Quiet) -> None:
    if quiet.holds(now):
        end = quiet.end_after(now)
        assert now < end <= now + timedelta(days=1)
        assert not quiet.holds(end)
        assert quiet.holds(end - rules.MINUTE)
        before = quiet.last_before(now)
        assert not quiet.holds(before)
        assert quiet.holds(before + rules.MINUTE)
    else:
        assert quiet.last_before(now) == now


def test_a_reminder_just_after_the_plan_is_not_made_but_15_minutes_before_is() -> None:
    now = at("2026-05-25 09:00")
    found = rules.reminders(at("2026-05-26 10:30"), None, NIGHT)
    made = [one.kind for one in found if rules.is_worth_making(one, now, said_at=now)]
    assert made == [SOON]
    later = [one.kind for one in found if rules.is_worth_making(one, now, said_at=None)]
    assert later == [WEEK, DAY, SOON], "after downtime the week's is late, but not yet hopeless"
    after = at("2026-05-25 12:00")
    assert [k.kind for k in found if rules.is_worth_making(k, after, None)] == [DAY, SOON]


@pytest.mark.parametrize(
    ("minutes", "pause"), [(45, None), (46, "2026-05-12T11:15"), (90, "2026-05-12T11:15")]
)
def test_a_long_meeting_has_a_break_by_45_minutes(minutes: int, pause: str | None) -> None:
    found = meetings.breaks(at("2026-05-12 10:30"), minutes, often=False)
    assert found == (() if pause is None else (at(pause),))


@given(minutes=st.integers(10, 480))
def test_where_people_asked_for_it_nobody_sits_longer_than_half_an_hour(minutes: int) -> None:
    start = at("2026-05-12 10:30")
    found = meetings.breaks(start, minutes, often=True)
    whole = [start, *found, start + timedelta(minutes=minutes - meetings.OPEN)]
    assert all(b - a <= timedelta(minutes=30) for a, b in pairwise(whole))
    assert all(a < b for a, b in pairwise([start, *found]))


parts = st.fixed_dictionaries(
    {
        "greeting": st.integers(2, 3),
        sessions.INTRODUCTION: st.just(5),
        "lead": st.integers(3, 11),
        "aim": st.integers(4, 3 + rules.AIM),
        sessions.CAN: st.integers(4, 3 + rules.PART),
        "cannot": st.integers(6, 4 + rules.PART + rules.REASON),
        sessions.DECIDES: st.integers(6, 4 + rules.WHO + rules.BY),
    }
)


@given(parts)
def test_the_opening_can_always_be_read_aloud_and_keeps_aim_and_limits(
    parts: dict[str, int],
) -> None:
    said = sessions.fitting(parts)
    assert sum(parts[name] for name in said) + sessions.OTHERS <= sessions.MOST_WORDS
    assert {"lead", "aim", "cannot"} <= set(said)
    assert list(said) == [name for name in parts if name in said], "in their order"
