"""An answer as people read it: all of its words, days and its route, and no name but one given."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import told
from bot.ledger import Answer, CouldNot, State
from bot.model import Text
from bot.words import Plain, Words

WORDS = Words.load()
DAY = date(2026, 6, 1)
WRITTEN = st.text("abcdefghij ", min_size=1, max_size=40).map(str.strip).filter(bool)
FIELDS = ("heard", "reason", "decided", "could_change", "elsewhere")


def read(texts: list[Text], *, easy: bool = False) -> str:
    said = (WORDS.render(one.key, one.facts, easy=easy, speaker=Plain()) for one in texts)
    return " ".join(said)


def answer(
    state: State, *, words: str = "xyz", route: str | None = None, by: str = "Ana"
) -> Answer:
    six = CouldNot("h", "r", "d", "c", DAY, "e") if state is State.COULD_NOT else None
    will_by = DAY if state is State.WILL else None
    return Answer(state, words, by, DAY, could_not=six, will_by=will_by, route=route)


@given(six=st.fixed_dictionaries({name: st.one_of(WRITTEN, st.just(DAY)) for name in FIELDS}))
def test_each_of_the_six_is_read_as_it_was_written_or_with_its_day(
    six: dict[str, str | date],
) -> None:
    fields = CouldNot(
        heard=six["heard"],
        reason=six["reason"],
        decided=six["decided"],
        could_change=six["could_change"],
        look_again=date(2027, 3, 10),
        elsewhere=six["elsewhere"],
    )
    for easy in (False, True):
        said = read(told.six(fields), easy=easy)
        for one in six.values():
            assert (f"“{one}.”" if isinstance(one, str) else "Monday 1 June") in said
        assert said.count("Monday 1 June") == len(fields.left_open())
        assert "We look again on Wednesday 10 March." in said


@pytest.mark.parametrize("route", told.ROUTES)
@pytest.mark.parametrize("state", [one for one in State if one is not State.HEARD])
def test_words_from_outside_are_whole_and_name_who_and_how(state: State, route: str) -> None:
    said = read(told.answer(14, "Nights?", None, answer(state, route=route, by="Lena")))
    assert said.startswith("Point 14. You said: “Nights?” ")
    assert "Lena, word for word: “xyz”" in said


@pytest.mark.parametrize("state", [one for one in State if one is not State.HEARD])
def test_who_answers_is_named_unless_they_have_left(state: State) -> None:
    assert "Ana" in read(told.answer(14, "Nights?", None, answer(state)))
    said = read(told.answer(14, "Nights?", None, answer(state, by="")))
    assert " answered" not in said
    assert "promised," not in said


def test_a_sayer_is_named_only_when_they_added_their_name() -> None:
    assert "You said" in read(told.answer(14, "Nights?", None, answer(State.DID)))
    assert "Priya said" in read(told.answer(14, "Nights?", "Priya", answer(State.DID)))
