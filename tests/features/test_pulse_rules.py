"""What a sentence about a meeting can give away: everything that 5 to 15 people can answer.

`ALONGSIDE_WRITE_DOCS=1 pytest tests/features/test_pulse_rules.py` writes docs/pulse-figures.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from math import comb
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.pulse.rules import (
    FLOOR,
    HARD,
    HEAVY,
    LIGHT,
    LIGHTER,
    MIXED,
    NOT_SAID,
    OKAY,
    TIRED,
    asks_again,
    comes,
    floor,
    next_morning,
    sentence,
)
from bot.model import Group, GroupId, Member, Person, PersonId, RoomId

PAGE = Path(__file__).parents[2] / "docs/pulse-figures.md"
ALL = (LIGHTER, OKAY, TIRED, HEAVY, NOT_SAID)
SIZES = range(5, 16)
DAY = date(2026, 5, 12)


def counts(total: int, kinds: int = 5) -> Iterator[tuple[int, ...]]:
    """Every way in which so many people can answer, by how many say what."""
    if kinds == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in counts(total - first, kinds - 1):
            yield (first, *rest)


def spread(count: Sequence[int]) -> tuple[int, ...]:
    return tuple(option for option, many in zip(ALL, count, strict=True) for _ in range(many))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("least", [5, 6, 7])
def test_one_known_answer_never_gives_certainty_about_another(size: int, least: int) -> None:
    """Who knows the sentence, their own answer, and even how many answered, knows no other."""
    others: dict[tuple[str | None, int], set[int]] = {}
    for count in counts(size):
        said = sentence(spread(count), least)
        for mine in ALL:
            if not count[mine]:
                continue
            left = [many - (option == mine) for option, many in enumerate(count)]
            others.setdefault((said, mine), set()).update(o for o, n in enumerate(left) if n)
    for (said, mine), possible in others.items():
        assert possible & {LIGHTER, OKAY}, (said, mine)
        assert possible & {TIRED, HEAVY}, (said, mine)


@pytest.mark.parametrize("size", SIZES)
def test_the_enumeration_sees_a_sentence_that_gives_one_away(size: int) -> None:
    """With no room for the other kind ("all light") a known answer tells of others."""
    possible = set[int]()
    for count in counts(size):
        light, hard = count[LIGHTER] + count[OKAY], count[TIRED] + count[HEAVY]
        if light + hard >= FLOOR and hard == 0:
            possible.update(o for o, n in enumerate(count) if n)
    assert not possible & {TIRED, HEAVY}


@pytest.mark.parametrize(
    ("light", "hard", "silent", "said"),
    [
        (5, 0, 0, LIGHT),
        (3, 2, 0, LIGHT),
        (2, 3, 0, HARD),
        (0, 5, 9, HARD),
        (3, 3, 0, MIXED),
        (4, 0, 11, None),
        (0, 4, 0, None),
        (6, 3, 0, LIGHT),
        (5, 4, 0, MIXED),
        (10, 5, 0, LIGHT),
        (9, 6, 0, MIXED),
        (5, 10, 0, HARD),
    ],
)
def test_the_sentence(light: int, hard: int, silent: int, said: str | None) -> None:
    assert sentence([OKAY] * light + [HEAVY] * hard + [NOT_SAID] * silent, 5) == said


@given(st.lists(st.sampled_from(ALL), max_size=40), st.integers(0, 30), st.randoms())
def test_it_is_one_of_three_or_nothing_whatever_the_order(
    answers: list[int], least: int, dice: object
) -> None:
    said = sentence(answers, least)
    assert said in (LIGHT, MIXED, HARD, None)
    real = sum(one != NOT_SAID for one in answers)
    assert (said is None) == (real < max(FLOOR, least))
    dice.shuffle(answers)  # type: ignore[attr-defined]
    assert sentence(answers, least) == said
    assert sentence([*answers, NOT_SAID], least) == said, "who would rather not say changes nothing"


@given(st.integers(0, 20), st.integers(0, 9), st.integers(0, 4))
def test_the_floor_only_rises(unpaid: int, paid: int, by_phone: int) -> None:
    group = of(unpaid, paid, by_phone)
    assert floor(group, DAY) == max(5, 4 + paid)
    assert comes(group) == unpaid + paid


@given(st.integers(1, 14), st.integers(0, 6), st.integers(0, 9))
def test_accounts_that_have_just_joined_are_no_crowd_around_one_answer(
    known: int, paid: int, new: int
) -> None:
    group = of(known, paid)
    joined = {
        PersonId(f"stage:new{n}"): Member(Person(PersonId(f"stage:new{n}"), "New"), DAY)
        for n in range(new)
    }
    later = replace(group, members={**group.members, **joined})
    assert floor(later, DAY) == floor(later, DAY + timedelta(days=13)) == max(5, 4 + paid + new)
    assert floor(later, DAY + timedelta(days=14)) == max(5, 4 + paid)


def of(unpaid: int, paid: int = 0, by_phone: int = 0) -> Group:
    ids = [*(f"a:{n}" for n in range(unpaid + paid)), *(f"phone:1-{n}" for n in range(by_phone))]
    members = {
        PersonId(id): Member(Person(PersonId(id), id), date(2026, 1, 1), paid=n < paid)
        for n, id in enumerate(ids)
    }
    return Group(GroupId(1), "A", (RoomId("a:r"),), members, {}, {})


def test_it_closes_on_the_next_morning() -> None:
    for ended, closes in (
        ("2026-05-12T11:57", "2026-05-13T10:00"),
        ("2026-12-31T23:59", "2027-01-01T10:00"),
    ):
        assert next_morning(datetime.fromisoformat(ended)) == datetime.fromisoformat(closes)


def test_it_is_not_asked_again_long_after() -> None:
    meeting = datetime(2026, 5, 12, tzinfo=UTC)
    assert asks_again(meeting, datetime(2026, 5, 13, 23, tzinfo=UTC))
    assert not asks_again(meeting, datetime(2026, 5, 15, tzinfo=UTC))


# The figures.

LIGHT_SHARE = 0.6
"""Of answers, in the model: six of ten people leave a meeting lighter or okay."""


def certain(size: int, together: int) -> float:
    """How often so many who tell each other their answers know the answer of somebody else.

    Of the others each is lighter or okay, or tired or heavy, by themselves: nothing finer is said.
    They know for certain when all that fits with the sentence has the same answer for one person;
    as people are alike to them, that is when all others must have said the same.
    """
    others, total = size - together, 0.0
    for own_hard in range(together + 1):
        fits: dict[str | None, list[int]] = {}
        for hard in range(others + 1):
            fits.setdefault(said(size, own_hard + hard), []).append(hard)
        for possible in fits.values():
            if possible in ([0], [others]):
                total += chance(together, own_hard) * sum(chance(others, one) for one in possible)
    return total


def left_out(size: int) -> float:
    """If the sentence were made again without the answer of one who left: how often it would tell.

    It is not: what was said is never changed, so this never happens. It shows why.
    """
    total = 0.0
    for hard in range(size + 1):
        before = said(size, hard)
        after = {kind: said(size - 1, hard - kind) for kind in (0, 1) if 0 <= hard - kind < size}
        for kind, then in after.items():
            share = (hard if kind else size - hard) / size
            if telling(size, before, then):
                total += chance(size, hard) * share
    return total


def telling(size: int, before: str | None, after: str | None) -> bool:
    """Does this pair of sentences fit with one answer only of the person who left?"""
    kinds = {
        kind
        for hard in range(size + 1)
        for kind in (0, 1)
        if said(size, hard) == before
        and (hard >= 1 if kind else hard < size)
        and said(size - 1, hard - kind) == after
    }
    return len(kinds) == 1


def said(size: int, hard: int) -> str | None:
    return sentence([HEAVY] * hard + [OKAY] * (size - hard), FLOOR)


def chance(many: int, hard: int) -> float:
    return comb(many, hard) * (1 - LIGHT_SHARE) ** hard * LIGHT_SHARE ** (many - hard)


def by_hand(size: int, together: int) -> float:
    """The same as `certain`, from every single pattern of answers: slow, and plain."""
    patterns = list(product((0, 1), repeat=size))
    worlds: dict[tuple[str | None, tuple[int, ...]], list[tuple[int, ...]]] = {}
    for one in patterns:
        worlds.setdefault((said(size, sum(one)), one[:together]), []).append(one)
    total = 0.0
    for fits in worlds.values():
        if any(len({one[n] for one in fits}) == 1 for n in range(together, size)):
            total += sum((1 - LIGHT_SHARE) ** sum(o) * LIGHT_SHARE ** (size - sum(o)) for o in fits)
    return total


@pytest.mark.parametrize("size", range(5, 10))
@pytest.mark.parametrize("together", [1, 2, 3, 4])
def test_the_figures_are_those_of_every_single_pattern(size: int, together: int) -> None:
    assert certain(size, together) == pytest.approx(by_hand(size, together))


def test_one_alone_is_never_certain() -> None:
    assert all(certain(size, 1) == 0 for size in SIZES)


def test_the_figures_of_the_design_are_met() -> None:
    wanted = {(5, 2): 0.06, (5, 3): 0.17, (7, 3): 0.05, (8, 3): 0.03}
    assert {pair: round(certain(*pair), 2) for pair in wanted} == wanted


def figures(size: int) -> list[float]:
    return [*(certain(size, n) for n in (1, 2, 3, size - 1)), left_out(size)]


def figure(share: float) -> str:
    return "never" if share == 0 else "under 0.01" if share < 0.005 else f"{share:.2f}"


def page() -> str:
    rows = ["| " + " | ".join([str(size), *map(figure, figures(size))]) + " |" for size in SIZES]
    return "\n".join([HEAD, *rows, ""])


HEAD = """\
# What the sentence about a meeting can give away

Worked out by `tests/features/test_pulse_rules.py` from the rule that makes the sentence; the test
fails when they differ. In the model six of ten answers are lighter or okay.

How often some people who tell each other their own answers know for certain whether one other
person was lighter or okay, or tired or heavy. One person alone never knows. Everybody but one,
acting together, often does: no sentence about a group can hide one person from all the others.

So at least five people must have answered, and four more than there are people who are paid to be
there: those who are paid, acting together, are then at most as sure as the table says.

The last column is what would be told of somebody who leaves, if the sentence were made again
without their answer. It is never made again: it stands as it was said, and so nothing is told.

| answers | one alone | 2 together | 3 together | all but one together | one leaves (never shown) |
|---|---|---|---|---|---|"""


def test_the_page_has_the_figures() -> None:
    if os.environ.get("ALONGSIDE_WRITE_DOCS"):
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page(), "run this test with ALONGSIDE_WRITE_DOCS=1"
