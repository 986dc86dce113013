"""Rules of what helps people take part: for any group, any answers, any time of a meeting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import access
from bot.access import Instruction, Said
from bot.features.access import rules
from bot.features.access.questions import HELPS, answered
from bot.words import Plain, Words

WORDS = Words.load()
OWN = ("", "Start with a song", "Tea first")
SAID = st.builds(
    Said,
    st.frozensets(st.sampled_from(access.EVERY)),
    st.sampled_from(OWN),
    st.booleans(),
    st.booleans(),
)
GROUP = st.lists(SAID, max_size=8)
START = st.builds(datetime.combine, st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.times())


def tuesday(hour: int, minute: int = 0) -> datetime:
    """Wall time on a Tuesday."""
    return datetime.combine(date(2026, 5, 12), time(hour, minute))


def few(said: list[Said]) -> bool:
    return sum(not one.known for one in said) < access.ENOUGH


def read(instructions: tuple[Instruction, ...]) -> str:
    """As whoever plans reads it."""
    facts = {"helps": access.said(instructions)}
    return WORDS.render("access.planning", facts, speaker=Plain())


# What whoever plans sees.


@given(GROUP, st.integers(0, 2**32))
def test_who_said_it_first_makes_no_difference(said: list[Said], seed: int) -> None:
    assert access.shared(Random(seed).sample(said, len(said))) == access.shared(said)


@given(GROUP)
def test_each_instruction_comes_once_in_the_order_of_all(said: list[Said]) -> None:
    seen = access.shared(said)
    assert len(set(seen)) == len(seen)
    names = [one.name for one in seen if not one.own]
    assert names == sorted(names, key=access.EVERY.index)


@given(GROUP.filter(lambda said: not few(said)), st.integers(1, 5))
def test_how_many_said_it_makes_no_difference(said: list[Said], times: int) -> None:
    assert read(access.shared(said * times)) == read(access.shared(said))


@given(GROUP)
def test_only_what_somebody_said_is_seen(said: list[Said]) -> None:
    chosen = {name for one in said for name in one.choices}
    own = {one.own for one in said if one.own}
    for seen in access.shared(said):
        assert seen.own in own if seen.own else seen.name in chosen


@given(GROUP.filter(few))
def test_where_few_answered_only_who_said_yes_is_seen(said: list[Said]) -> None:
    agreed = [one for one in said if one.shown]
    assert access.shared(said) == access.shared(agreed)
    assert {one.name for one in access.shared(said) if not one.own} == {
        name for one in agreed for name in one.choices
    }


@given(GROUP.filter(lambda said: not few(said)))
def test_where_enough_answered_every_choice_is_seen(said: list[Said]) -> None:
    seen = {one.name for one in access.shared(said) if not one.own}
    assert seen == {name for one in said for name in one.choices}


@given(GROUP)
def test_a_line_of_ones_own_is_never_seen_without_a_yes(said: list[Said]) -> None:
    seen = {one.own for one in access.shared(said) if one.own}
    assert seen == {one.own for one in said if one.own and one.shown}


def test_who_looks_does_not_count_among_those_one_could_hide_among() -> None:
    leads = Said(frozenset({"breaks"}), known=True)
    others = [Said(frozenset({"captions"}))] * (access.ENOUGH - 1)
    assert access.shared([leads, *others]) == ()
    assert len(access.shared([leads, *others, Said(frozenset())])) == 2


# Nothing asks why.

WHY = (
    "disab",
    "illness",
    "ill ",
    "diagnos",
    "impair",
    "condition",
    "autis",
    "deaf",
    "blind",
    "pain",
)


def test_there_is_nothing_to_choose_but_what_to_do() -> None:
    offered = {
        choice.types.removeprefix("helps-") for f in HELPS.fields[:4] for choice in f.choices
    }
    assert offered == {*access.EVERY, "days"}
    assert [field.name for field in HELPS.fields if not field.choices] == ["own"]
    for field in HELPS.fields:
        labels = [WORDS.label(choice) for choice in field.choices]
        asked = " ".join((WORDS.word(field.label) if field.name != "sure" else "", *labels)).lower()
        assert not [why for why in WHY if why in asked]


@given(st.sets(st.sampled_from(access.EVERY)), st.sampled_from(["", "none-of-these", "Tea. "]))
def test_what_was_answered_is_read_from_the_form(names: set[str], own: str) -> None:
    typed = {"days": "helps-days", "own": own}
    typed["times"] = " ".join(f"helps-{name}" for name in names)
    found, line = answered(typed)
    assert found == tuple(name for name in access.EVERY if name in names)
    assert line == ("Tea" if own == "Tea. " else "")


# Planning against it.

ALL = access.listed(access.EVERY, "Tea first")


@given(START, st.integers(0, 40 * 60))
def test_a_meeting_goes_against_exactly_what_one_of_its_minutes_goes_against(
    start: datetime, minutes: int
) -> None:
    start = start.replace(second=0, microsecond=0)
    within = [start + timedelta(minutes=n) for n in range(max(minutes, 1))]
    broken = {access.DAYS[at.weekday()] for at in within}
    broken |= {"mornings" for at in within if at.time() < time(10, 30)}
    broken |= {"evenings" for at in within if at.time() >= time(19)}
    found = access.against(ALL, start, timedelta(minutes=minutes))
    assert {one.name for one in found} == broken
    assert list(found) == [one for one in ALL if one in found], "in the order of all"


@pytest.mark.parametrize(
    ("start", "minutes", "against"),
    [
        (tuesday(10, 30), 90, {"tuesday"}),
        (tuesday(10, 29), 90, {"tuesday", "mornings"}),
        (tuesday(17, 30), 90, {"tuesday"}),
        (tuesday(17, 31), 90, {"tuesday", "evenings"}),
        (tuesday(19), 0, {"tuesday", "evenings"}),
        (tuesday(23), 120, {"tuesday", "wednesday", "mornings", "evenings"}),
    ],
)
def test_at_the_edges(start: datetime, minutes: int, against: set[str]) -> None:
    found = access.against(ALL, start, timedelta(minutes=minutes))
    assert {one.name for one in found} == against


def test_what_nobody_said_is_not_gone_against() -> None:
    assert access.against((), tuesday(6), timedelta(hours=20)) == ()


# When it is looked at again.


@given(st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_it_is_looked_at_again_half_a_year_later(today: date) -> None:
    again = rules.ask_on(today)
    assert (again.month - today.month) % 12 == 6
    assert 180 <= (again - today).days <= 184
    assert again.day in (today.day, 28, 29, 30)


@pytest.mark.parametrize(
    ("at", "fit"),
    [
        (time(0), False),
        (time(10, 29), False),
        (time(10, 30), True),
        (time(11), True),
        (time(18, 59), True),
        (time(19), False),
    ],
)
def test_nobody_is_asked_early_or_late_in_the_day(at: time, fit: bool) -> None:
    assert rules.is_fit_time(at) is fit


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Please ring Ann first", True),
        ("please ring ann's sister", True),
        ("Ask de la Cruz", True),
        ("Please plan it", False),
        ("", False),
    ],
)
def test_a_name_in_a_line_is_seen(line: str, named: bool) -> None:
    assert rules.names_somebody(line, ["Ann", "Maria de la Cruz"]) is named
