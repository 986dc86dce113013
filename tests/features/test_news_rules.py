"""News and the report, decided: no day is told twice or left out, and only less is ever said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import dates, releases
from bot.documents import Document, Entry, Paragraph, Section
from bot.features.news import rules
from bot.features.news.rules import Came
from bot.model import GroupId, PersonId
from bot.releases import Kind, Release, Step

days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
PARTS = ("progress", "practice", "develop")


def free_from(shown: date) -> date:
    return dates.working_days_after(shown, releases.WAIT)


def release(shown: date | None, *out: str) -> Release:
    document = Document(
        "T", "en", "", tuple(Section(one, (Paragraph(one),), one) for one in PARTS), "For us."
    )
    free = None if shown is None else free_from(shown)
    cause = None if shown is None else "due:1"
    day = date(2026, 5, 1)
    return Release(
        1, GroupId(1), Kind.REPORT, day, day, document, cause, free, asked=False, out=frozenset(out)
    )


@given(days, st.lists(st.integers(1, 60), max_size=20))
def test_every_day_is_told_of_once(start: date, gaps: list[int]) -> None:
    """However far apart news come, no day falls between two of them, and none is in both."""
    before, told = None, []
    for gap in gaps:
        start += timedelta(days=gap)
        first, last = rules.span(before, start)
        told += [first + timedelta(days=n) for n in range((last - first).days + 1)]
        before = last
    assert len(set(told)) == len(told)
    assert told == sorted(told)
    assert not told or (told[-1] - told[0]).days == len(told) - 1


@given(days)
def test_a_text_stays_for_five_working_days(shown: date) -> None:
    free = free_from(shown)
    between = [shown + timedelta(days=n) for n in range(1, (free - shown).days + 1)]
    assert sum(day.weekday() < 5 for day in between) == 5
    assert free.weekday() < 5


@given(days, st.integers(-2, 12))
def test_nothing_is_ready_before_its_days_are_over(shown: date, after: int) -> None:
    today = shown + timedelta(days=after)
    step = release(shown).step(today)
    assert (step is Step.READY) == (today >= free_from(shown))


def test_what_is_to_be_shown_is_never_ready() -> None:
    assert release(None).step(date(2030, 1, 1)) is Step.CHANGED
    assert release(None, "progress").step(date(2030, 1, 1)) is Step.CHANGED


@given(days, st.sets(st.sampled_from(PARTS)))
def test_outside_is_only_what_was_let_out(shown: date, out: set[str]) -> None:
    one = release(shown, *out)
    assert {each.name for each in one.outside().sections} == out
    assert one.outside().notice == ""
    assert (one.step(shown) is Step.OUT) == (out == set(PARTS))


@pytest.mark.parametrize(
    ("sayer", "by", "leads", "may"),
    [
        ("stage:ann", "stage:ann", False, True),
        ("stage:ann", "stage:tom", False, False),
        ("stage:ann", "stage:tom", True, True),
        (None, "stage:tom", False, False),
        (None, "stage:tom", True, True),
    ],
)
def test_who_may_take_words_out(sayer: str | None, by: str, leads: bool, may: bool) -> None:
    whose = None if sayer is None else PersonId(sayer)
    assert rules.may_take_out(whose, PersonId(by), leads=leads) is may


@given(st.lists(st.integers(1, 5), max_size=12))
def test_of_each_point_the_newest_answer_is_told(numbers: list[int]) -> None:
    said = [Came(number, str(n), None, "did", ()) for n, number in enumerate(numbers)]
    told = rules.newest(said)
    assert [one.number for one in told] == sorted(set(numbers))
    for one in told:
        assert one is [each for each in said if each.number == one.number][-1]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12 came", (12, "came")),
        (" 12  all ", (12, "all")),
        ("12", None),
        ("came 12", None),
        ("", None),
        ("-1 all", None),
    ],
)
def test_which_part_a_button_means(typed: str, meant: tuple[int, str] | None) -> None:
    assert rules.which(typed) == meant


def test_entries_of_others_stay_when_words_come_out() -> None:
    from bot import documents

    section = Section("s", tuple(Entry(n, (Paragraph(n),), n) for n in "123"), "s")
    left = documents.without(Document("T", "en", "", (section,)), "2")
    assert [one.of for one in documents.entries(left)] == ["1", "3"]
