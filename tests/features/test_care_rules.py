"""What is promised to whoever asks to talk to a person, and when it ends."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.care import rules

NOW = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31))  # noqa: DTZ001 (wall time)
LATER = st.timedeltas(timedelta(days=-3), timedelta(days=60))
TUESDAY = datetime(2026, 5, 12)  # noqa: DTZ001 (the same)


@pytest.mark.parametrize(
    ("now", "wanted", "by"),
    [
        # As in the golden session: asked at 12:20, for after 2.
        ((12, 20), (14, 0), (15, 0)),
        ((12, 20), None, (14, 20)),
        ((12, 21), None, (14, 25)),
        # In the evening and at night nobody can be expected to look before the morning.
        ((18, 0), None, (20, 0)),
        ((18, 5), None, (36, 0)),
        ((23, 30), None, (36, 0)),
        ((3, 0), None, (12, 0)),
        # Never in the past, and never more than a day.
        ((12, 20), (11, 0), (12, 50)),
        ((12, 20), (58, 0), (36, 20)),
    ],
)
def test_until_when_somebody_hears(
    now: tuple[int, int], wanted: tuple[int, int] | None, by: tuple[int, int]
) -> None:
    def at(hours: int, minutes: int) -> datetime:
        return TUESDAY + timedelta(hours=hours, minutes=minutes)

    assert rules.hears_by(at(*now), None if wanted is None else at(*wanted)) == at(*by)


@given(NOW, st.none() | LATER)
def test_a_promise_is_to_come_and_never_further_than_two_days(
    now: datetime, later: timedelta | None
) -> None:
    by = rules.hears_by(now, None if later is None else now + later)
    assert now + timedelta(minutes=25) <= by <= now + timedelta(hours=42)
    assert by.minute % 5 == by.second == by.microsecond == 0


@given(NOW)
def test_with_no_time_named_it_is_promised_for_the_day(now: datetime) -> None:
    assert time(12) <= rules.hears_by(now, None).time() <= time(20)


@given(NOW, st.none() | LATER)
def test_the_supporter_is_asked_again_while_there_is_time(
    now: datetime, later: timedelta | None
) -> None:
    by = rules.hears_by(now, None if later is None else now + later)
    again = rules.asked_again_at(now, by)
    assert now < again <= by - timedelta(minutes=5)
    assert by - again <= timedelta(hours=2)


@given(NOW, st.none() | LATER, st.timedeltas(timedelta(), timedelta(days=1)))
def test_nobody_is_asked_whether_they_talked_before_they_can_have(
    now: datetime, later: timedelta | None, answered: timedelta
) -> None:
    wanted = None if later is None else now + later
    by = rules.hears_by(now, wanted)
    said_yes = min(now + answered, by)
    ends = rules.ends_at(said_yes, by, wanted)
    assert ends >= max(by, said_yes + timedelta(hours=2))
    assert wanted is None or ends >= wanted + timedelta(hours=1)


@given(NOW, st.text(min_size=1))
def test_a_time_and_its_words_are_told_apart_again(now: datetime, words: str) -> None:
    kept = rules.with_time(now, words)
    assert rules.apart(kept) == (now.replace(second=0, microsecond=0), words)


@given(st.text().filter(lambda words: not words[:4].isdecimal()))
def test_words_without_a_time_stay_as_they_are(words: str) -> None:
    assert rules.apart(words) == (None, words)


@given(NOW)
def test_rest_lasts_until_ten_on_the_next_day(ended: datetime) -> None:
    until = rules.rest_ends(ended)
    assert until.time() == time(10)
    assert until.date() == ended.date() + timedelta(days=1)
