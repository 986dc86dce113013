"""Finding a time, decided: what may be said of answers, what is read, how long it is open."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import Unclear
from bot.features.findtime import reading, rules

NOW = datetime.fromisoformat("2026-05-12T10:15")
"""A Tuesday."""


def having(counts: tuple[int, ...], people: int) -> list[rules.Suits]:
    """Answers of that many people, so many of whom can come at each time."""
    return [
        frozenset(n for n, count in enumerate(counts, 1) if person < count)
        for person in range(people)
    ]


# What is said of the answers.


@pytest.mark.parametrize(("times", "most_people"), [(2, 12), (3, 8), (4, 5)])
def test_nothing_that_is_said_fits_one_count_alone(times: int, most_people: int) -> None:
    """Whatever is said: for each time, whoever reads it cannot tell how many can come."""
    offered = range(1, times + 1)
    for people in range(rules.ENOUGH, most_people + 1):
        fits: dict[rules.Found, set[tuple[int, ...]]] = defaultdict(set)
        for counts in product(range(people + 1), repeat=times):
            fits[rules.found(having(counts, people), offered)].add(counts)
        for found, all_counts in fits.items():
            for time in range(times):
                assert len({counts[time] for counts in all_counts}) > 1, (people, found, time)


@given(st.lists(st.frozensets(st.integers(1, 4)), min_size=3, max_size=15), st.randoms())
def test_it_does_not_matter_who_said_what(answers: list[rules.Suits], dice: object) -> None:
    mixed = list(answers)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert rules.found(mixed, range(1, 5)) == rules.found(answers, range(1, 5))


@given(st.lists(st.frozensets(st.integers(1, 4)), min_size=3, max_size=15))
def test_what_is_called_most_is_most_and_nothing_suits_more(answers: list[rules.Suits]) -> None:
    found = rules.found(answers, range(1, 5))
    counts = {n: sum(n in one for one in answers) for n in range(1, 5)}
    assert not set(found.best) & set(found.almost)
    for n in found.best:
        assert counts[n] == max(counts.values()) > 0
        assert (counts[n] * 2 > len(answers)) == found.most
    assert all(0 < counts[n] < max(counts.values()) for n in found.almost)
    assert found.best or max(counts.values()) * 2 <= len(answers)


@pytest.mark.parametrize(
    ("counts", "people", "found"),
    [
        ((3, 2), 3, rules.Found((1,), True, (2,))),
        ((3, 3), 3, rules.Found((1, 2), True)),
        ((2, 0), 3, rules.Found((1,), True)),
        ((1, 0), 3, rules.Found()),
        ((0, 0), 3, rules.Found()),
        ((2, 1), 5, rules.Found()),
        ((3, 2), 6, rules.Found((1,), False, (2,))),
        ((8, 6, 5), 10, rules.Found((1,), True, (2,))),
    ],
)
def test_bands(counts: tuple[int, ...], people: int, found: rules.Found) -> None:
    assert rules.found(having(counts, people), range(1, len(counts) + 1)) == found


def test_two_answers_say_nothing() -> None:
    assert not rules.is_enough([frozenset({1})] * 2)
    assert rules.is_enough([frozenset({1}), frozenset(), frozenset({2})])


def test_a_time_for_all_is_one_that_suits_each() -> None:
    assert rules.for_all([frozenset({1, 2}), frozenset({2, 3})], (1, 2, 3)) == (2,)
    assert rules.for_all([frozenset()], (1, 2)) == ()


# Numbers, and how long it is open.


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1 3", {1, 3}),
        ("1,3", {1, 3}),
        ("3", {3}),
        ("1 & 2", {1, 2}),
        ("1. 2.", {1, 2}),
        ("4", None),
        ("0", None),
        ("all", None),
        ("1 or 2", None),
        ("", None),
        ("-1", None),
    ],
)
def test_numbers_are_read(typed: str, meant: set[int] | None) -> None:
    assert rules.numbers(typed, 3) == (None if meant is None else frozenset(meant))


def test_it_is_open_for_two_days_at_least_by_any_choice() -> None:
    for hour in range(24):
        now = NOW.replace(hour=hour, minute=59)
        for choice in rules.OPEN_FOR:
            closes = rules.closing(choice, now)
            assert closes is not None
            assert closes - now > timedelta(days=1, hours=18)
    assert rules.closing("Friday", NOW) is None


# Several times in people's own words.


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Tuesday 10:30, or the Thursday after at 2", "19T10:30 21T14:00"),
        ("Tuesday and Thursday at 2", "14T14:00 19T14:00"),
        ("Tuesday, 19 May, 10:30; Wednesday 1 pm", "13T13:00 19T10:30"),
        ("Tuesday 10:30 Thursday 2pm", "14T14:00 19T10:30"),
        ("Tues 10:30 / Thurs 14:00", "14T14:00 19T10:30"),
        ("1. Tuesday 10:30 2. Thursday 2pm", "14T14:00 19T10:30"),
        ("Tuesday at 10:30 or 2", "19T10:30 19T14:00"),
        ("tomorrow at 3 or the day after", "13T15:00 14T15:00"),
        ("Tuesday 10:30 or the week after", "19T10:30 26T10:30"),
        ("Tuesday 10:30 or the following Thursday at 2.", "19T10:30 21T14:00"),
        ("19/5 10:30, 20/5 14:00", "19T10:30 20T14:00"),
        ("TUESDAY 10.30AM OR WEDNESDAY 11AM", "13T11:00 19T10:30"),
        ("Tuesday or Thursday", "14 19"),
        ("Tuesday 10:30, Tuesday 10:30, Thursday at 2", "14T14:00 19T10:30"),
    ],
)
def test_several_times_are_read(said: str, meant: str) -> None:
    known = reading.times(said, NOW)
    assert reading.kept(known).replace("2026-05-", "") == meant
    assert reading.times(reading.kept(known), NOW) == known, "and read again as the same"


@pytest.mark.parametrize(
    ("said", "why", "part"),
    [
        ("blah and Thursday at 2", "findtime.not-got", "blah"),
        ("times for Dilys", "findtime.not-got", "times for Dilys"),
        ("Tuesday morning, Thursday at 2", "findtime.not-got", "tuesday morning"),
        ("every Tuesday 10:30", "findtime.no-series", None),
        ("yesterday at 3 or tomorrow at 3", "when.past", None),
        ("", "when.not-understood", None),
        (",;|", "when.not-understood", None),
    ],
)
def test_what_is_not_understood_is_named(said: str, why: str, part: str | None) -> None:
    with pytest.raises(Unclear) as unclear:
        reading.times(said, NOW)
    assert unclear.value.why.key == why
    assert unclear.value.why.facts.get("words") == part


@given(st.text("ab 12:,;|/&+.\n ortuesdaynd", max_size=60))
def test_anything_typed_is_a_time_or_asked_again(said: str) -> None:
    try:
        known = reading.times(said, NOW)
    except Unclear:
        return
    assert known
    assert list(known) == sorted(set(known), key=lambda one: (one.day, str(one.time or "x")))
