"""Small groups, decided: tables, and what holds whoever chooses what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.smallgroups.rules import (
    ANY,
    LABELS,
    STAY,
    Placed,
    Someone,
    Wanted,
    minutes_left,
    place,
    wanted,
    warnings,
)
from bot.model import Person, PersonId, Refused, platform_of

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


def someone(
    name: str, choice: str = "", platform: str = "matrix", *, leads: bool = False
) -> Someone:
    return Someone(Person(PersonId(f"{platform}:{name}"), name), choice, leads)


def names(placed: Placed) -> dict[str, list[str]]:
    return {part.label: [who.name for who in part.people] for part in placed.parts}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", Wanted()),
        ("3", Wanted(3)),
        ("2, 14 minutes", Wanted(2, 14)),
        ("2 for 14 min", Wanted(2, 14)),
        ("2, 14 minutes: A is page 1, B is page 2", Wanted(2, 14, ("page 1", "page 2"))),
        ("2, 14 minutes: A is page 1. B is page 2.", Wanted(2, 14, ("page 1", "page 2"))),
        ("2: b - nights; a - days", Wanted(2, 15, ("days", "nights"))),
        ("2: A is pens, paper and ink, B is time", Wanted(2, 15, ("pens, paper and ink", "time"))),
        ("2, 10: page 1; page 2", Wanted(2, 10, ("page 1", "page 2"))),
        ("2, 10, random", Wanted(2, 10, by_chance=True)),
        ("2, 10 minutes, 1 minute warning", Wanted(2, 10, last_minute=True)),
    ],
)
def test_what_was_asked_for_is_understood(typed: str, found: Wanted) -> None:
    assert wanted(typed, 10) == found


@pytest.mark.parametrize(
    ("typed", "people", "why"),
    [
        ("2", 3, "smallgroups.too-few"),
        ("6", 10, "smallgroups.how-many"),
        ("0", 10, "smallgroups.how-many"),
        ("2, 1 minute", 10, "smallgroups.how-long"),
        ("2, 9000 minutes", 10, "smallgroups.how-long"),
        ("2: A is page 1", 10, "smallgroups.which-topics"),
        ("2: A is x, C is y", 10, "smallgroups.which-topics"),
        ("2: one, two, three", 10, "smallgroups.which-topics"),
        ("2: " + "x" * 41 + "; y", 10, "smallgroups.long-topic"),
    ],
)
def test_what_cannot_be_is_refused(typed: str, people: int, why: str) -> None:
    with pytest.raises(Refused) as no:
        wanted(typed, people)
    assert no.value.key == why


@given(st.text(max_size=200), st.integers(0, 20))
def test_whatever_is_typed_is_understood_or_refused(typed: str, people: int) -> None:
    try:
        found = wanted(typed, people)
    except Refused:
        return
    assert found.count * 2 <= people
    assert len(found.topics) in (0, found.count)


def test_who_helps_somebody_stays_with_them() -> None:
    people = [someone("tom", "B"), someone("sam", "A"), someone("dilys", "", "phone")]
    dilys, sam = people[2].who.id, people[1].who.id
    assert names(place(people, {sam: dilys}, 2, 0)) == {"A": ["sam", "dilys"]}
    placed = place([people[0], people[1], someone("dilys", "B", "phone")], {sam: dilys}, 2, 0)
    assert names(placed) == {"B": ["tom", "sam", "dilys"]}


def test_whose_person_says_nothing_stays_with_them() -> None:
    people = [someone("sam", "A"), someone("tom", "A"), someone("eve", "A"), someone("ann")]
    placed = place(people, {people[0].who.id: people[3].who.id}, 2, 0)
    assert names(placed) == {"A": ["tom", "eve"]}


def test_whoever_leads_keeps_company_with_the_only_one_who_stays() -> None:
    people = [
        someone("ann", STAY),
        someone("tom", "A"),
        someone("eve", "A"),
        someone("bashir", "A", leads=True),
    ]
    placed = place(people, {}, 2, 0)
    assert [who.name for who in placed.here] == ["ann", "bashir"]


def test_silence_names_nobody() -> None:
    placed = place([someone("tom", "A"), someone("eve", "A"), someone("ann")], {}, 2, 0)
    assert placed.here == ()
    assert placed.others


PLATFORMS = st.sampled_from(["matrix", "discord", "phone"])
CHOICES = st.sampled_from(["", STAY, ANY, *LABELS])


@st.composite
def rooms(draw: st.DrawFn) -> tuple[list[Someone], dict[PersonId, PersonId], int]:
    """People with what they chose, and who helps whom."""
    size = draw(st.integers(0, 15))
    people = [someone(f"p{n}", draw(CHOICES), draw(PLATFORMS), leads=n == 0) for n in range(size)]
    ids = [one.who.id for one in people]
    pairs = (
        draw(st.dictionaries(st.sampled_from(ids), st.sampled_from(ids), max_size=4)) if ids else {}
    )
    return people, pairs, draw(st.integers(2, 6))


@given(rooms(), st.integers(0, 2**32))
def test_nobody_is_lost_and_nobody_is_twice_and_nobody_is_alone(
    room: tuple[list[Someone], dict[PersonId, PersonId], int], seed: int
) -> None:
    people, pairs, count = room
    placed = place(people, pairs, count, seed)
    there = [who.id for part in placed.parts for who in part.people]
    everybody = there + [who.id for who in placed.here]
    assert len(everybody) == len(set(everybody))
    assert set(everybody) <= {one.who.id for one in people}
    silent = {one.who.id for one in people if not one.choice and not one.leads}
    assert {one.who.id for one in people} - set(everybody) <= silent
    assert all(len(part.people) >= 2 for part in placed.parts)
    assert len({(part.label, part.platform) for part in placed.parts}) == len(placed.parts)
    assert place(people, pairs, count, seed) == placed, "the same dice, the same places"


@given(rooms(), st.integers(0, 2**32))
def test_nobody_is_where_they_did_not_choose_to_be(
    room: tuple[list[Someone], dict[PersonId, PersonId], int], seed: int
) -> None:
    people, _, count = room
    chose = {one.who.id: one.choice for one in people}
    for part in place(people, {}, count, seed).parts:
        for who in part.people:
            assert chose[who.id] in (ANY, part.label)
            assert who.by_phone or platform_of(who.id) == part.platform


@given(rooms(), st.integers(0, 2**32))
def test_who_helps_is_never_apart_from_whom_they_help(
    room: tuple[list[Someone], dict[PersonId, PersonId], int], seed: int
) -> None:
    people, pairs, count = room
    placed = place(people, pairs, count, seed)
    where = {who.id: part for part in placed.parts for who in part.people}
    for who, whom in pairs.items():
        accounts = {platform_of(id) for id in (who, whom)} - {"phone"}
        several = len({platform_of(one.who.id) for one in people} - {"phone"}) > 1
        if len(accounts) < 2 and not several:
            assert where.get(who) is where.get(whom)


@given(st.integers(2, 15), st.integers(2, 6), st.integers(0, 2**32))
def test_chance_makes_groups_of_fair_sizes(people: int, count: int, seed: int) -> None:
    placed = place([someone(f"p{n}", ANY) for n in range(people)], {}, count, seed)
    sizes = [len(part.people) for part in placed.parts]
    assert sum(sizes) == people
    assert max(sizes) - min(sizes) <= 1
    assert len(sizes) == min(count, people // 2)


def test_chance_is_chance() -> None:
    people = [someone(f"p{n}", ANY) for n in range(8)]
    assert len({str(names(place(people, {}, 2, seed))) for seed in range(20)}) > 5


@pytest.mark.parametrize(
    ("minutes", "last", "left"),
    [(14, False, [5]), (14, True, [5, 1]), (7, False, [5]), (6, False, []), (4, True, [1])],
)
def test_when_time_is_told(minutes: int, last: bool, left: list[int]) -> None:
    ends = NOON + timedelta(minutes=minutes)
    found = warnings(NOON, ends, NOON, last_minute=last)
    assert [minutes_left(ends, at) for at in found] == left
