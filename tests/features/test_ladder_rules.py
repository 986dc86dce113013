"""What a sentence about the step of a meeting can give away: everything that people can answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bands import BANDS, HIGHER, LOWER, MIXED, MUCH_LOWER, PLANNED, STEPS, Gaps
from bot.features.ladder.rules import NOT_SAID, band, step
from bot.model import Refused

FLOOR = 5
PLAN = 4
KINDS = (1, 3, 4, 5)
"""One step of each kind beside step 4: much lower, a step lower, as planned, higher."""

answers = st.lists(st.integers(NOT_SAID, 7), max_size=15)
steps = st.sampled_from(STEPS)


@pytest.mark.parametrize(
    ("felt", "said"),
    [
        ((4, 4, 4, 4, 4), PLANNED),
        ((4, 4, 4, 3, 5), PLANNED),
        ((3, 3, 3, 4, 4), LOWER),
        ((3, 3, 1, 1, 4), LOWER),
        ((1, 2, 2, 3, 4), MUCH_LOWER),
        ((5, 6, 7, 4, 4), HIGHER),
        ((1, 7, 4, 4, 5), MIXED),
        ((3, 3, 4, 4, 5, 5), MIXED),
        ((4, 4, 4, 4), None),
        ((4, 4, 4, 4, NOT_SAID, NOT_SAID), None),
    ],
)
def test_one_of_five_sentences_or_nothing(felt: tuple[int, ...], said: str | None) -> None:
    assert band(felt, PLAN, FLOOR) == said


@given(answers, steps, st.integers(0, 12))
def test_never_anything_under_the_floor(felt: list[int], planned: int, floor: int) -> None:
    real = sum(one != NOT_SAID for one in felt)
    assert (band(felt, planned, floor) is None) == (real < max(floor, FLOOR))


@given(answers, steps)
def test_the_order_of_answers_says_nothing(felt: list[int], planned: int) -> None:
    assert band(felt, planned, FLOOR) == band(sorted(felt), planned, FLOOR)


@given(answers, steps)
def test_rather_not_say_changes_nothing(felt: list[int], planned: int) -> None:
    assert band([*felt, NOT_SAID], planned, FLOOR) == band(felt, planned, FLOOR)


def worlds(size: int) -> Iterator[tuple[int, ...]]:
    """All that so many people can answer, by kind: the sentence knows no more."""
    return combinations_with_replacement(KINDS, size)


def is_certain(mine: Sequence[int], said: str, size: int) -> bool:
    """Do those who know these answers know something for sure about each of the others?

    That is: every one of the others must be of one kind, or none of them can be of some kind.
    """
    left = size - len(mine)
    fits = [rest for rest in worlds(left) if band([*mine, *rest], PLAN, FLOOR) == said]
    assert fits
    seen = {kind for rest in fits for kind in rest}
    return seen != set(KINDS)


@pytest.mark.parametrize("size", range(5, 13))
def test_one_person_alone_learns_of_nobody_for_certain(size: int) -> None:
    for own in KINDS:
        said = {band([own, *rest], PLAN, FLOOR) for rest in worlds(size - 1)}
        for each in said:
            assert each is not None
            assert not is_certain([own], each, size), (own, each)


def test_the_check_can_fail() -> None:
    assert is_certain([5, 5], PLANNED, 5), "two who felt otherwise know the three others"


@pytest.mark.parametrize("number", [0, 8, -1, None, "4"])
def test_there_are_seven_steps(number: object) -> None:
    with pytest.raises(Refused):
        step(number)


@given(st.lists(st.sampled_from((*BANDS, None)), max_size=24))
def test_a_year_tells_of_three_meetings_or_of_none(came: list[str | None]) -> None:
    gaps = Gaps({one: came.count(one) for one in BANDS}, len(came))
    rated = [one for one in came if one is not None]
    assert gaps.shown == len(rated) <= gaps.asked
    assert gaps.can_be_told == (len(rated) >= 3)
    good = sum(one in (PLANNED, HIGHER) for one in rated)
    assert gaps.is_good == (good >= len(rated) - good)
