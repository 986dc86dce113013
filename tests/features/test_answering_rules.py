"""What hides a reason, what can be left open, and what an answer is made of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import catalogue, forms, told
from bot.features.answering import answers, questions, rules
from bot.ledger import State
from bot.model import GroupId

NO_REASON = catalogue.listed("no-reason")
DECIDED = catalogue.listed("decided")
TODAY = date(2026, 5, 12)
DAYS = st.dates(TODAY, TODAY + rules.LONGEST).map(date.isoformat)
SAID = st.text("abcdefghij ", min_size=3, max_size=60).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    "reason",
    [
        "Due to operational reasons.",
        "OPERATIONAL REASONS",
        "This is not possible at this time, sorry.",
        "It is our policy, unfortunately",
        "There are competing priorities in the team",
        "Resourcing",
        "Budget",
    ],
)
def test_what_tells_nobody_why_is_seen(reason: str) -> None:
    assert not rules.says_why(reason, NO_REASON)


@pytest.mark.parametrize(
    "reason",
    [
        "There is no money for night care this year.",
        "The law has a list, and nights are not on it.",
        "Lena said no, and did not say why.",
        "We do not agree with each other about it.",
        "It is for the hospital to decide, not for us.",
        "no money",
    ],
)
def test_a_real_reason_is_left_alone(reason: str) -> None:
    assert rules.says_why(reason, NO_REASON)


@pytest.mark.parametrize(
    ("words", "hides"),
    [
        ("We have decided to close it.", True),
        ("We've decided to close it.", True),
        ("It was decided last week", True),
        ("A decision has been made.", True),
        ("Lena decided to close it.", False),
        ("The group decided on 12 May.", False),
        ("We have not decided yet", False),
        ("Undecided", False),
    ],
)
def test_a_decision_that_nobody_made_is_seen(words: str, *, hides: bool) -> None:
    assert (rules.hides(words, DECIDED) is not None) is hides


@given(st.sampled_from(NO_REASON), SAID, SAID)
def test_a_phrase_is_found_wherever_it_stands(phrase: str, before: str, after: str) -> None:
    assert rules.hides(f"{before} {phrase.upper()}, {after}", NO_REASON) is not None


@given(st.text())
def test_any_words_can_be_looked_at(words: str) -> None:
    assert rules.folded(rules.folded(words)) == rules.folded(words)
    rules.says_why(words, NO_REASON)


@given(st.sampled_from(rules.OPEN), st.sets(st.sampled_from(rules.OPEN)))
def test_a_field_is_left_open_once(field: str, before: set[str]) -> None:
    assert rules.can_be_left_open(field, before) is (field not in before)
    assert not rules.can_be_left_open(field, {*before, field})


@given(st.integers(-400, 800))
def test_a_day_is_not_past_and_not_out_of_reach(days: int) -> None:
    day = TODAY + timedelta(days=days)
    assert rules.day_is_good(day, TODAY) is (0 <= days <= 366)


def test_only_the_first_wait_needs_no_why() -> None:
    assert [rules.needs_why(waits) for waits in range(3)] == [False, True, True]


@given(
    state=st.sampled_from([one for one in State if one is not State.HEARD]),
    said=st.fixed_dictionaries(dict.fromkeys(("words", "heard", *rules.OPEN), SAID)),
    left=st.sets(st.sampled_from(rules.OPEN)),
    day=DAYS,
    route=st.sampled_from(("", *told.ROUTES)),
)
def test_nothing_that_was_written_is_lost_and_no_day_is_made_up(
    state: State, said: dict[str, str], left: set[str], day: str, route: str
) -> None:
    given_: dict[str, str | None] = {
        **said,
        **dict.fromkeys(left, questions.KNOW_LATER),
        **{f"{name}_by": day for name in left},
        "state": state,
        "by": day,
        "look_again": day,
        "route": route,
        "from": "Lena",
        "name": "Ana",
        "me": "stage:ana",
        "question": "Nights?",
    }
    one = questions.made(given_, TODAY)
    assert (one.state is State.COULD_NOT) == (one.could_not is not None)
    assert (one.state is State.WILL) == (one.will_by is not None)
    assert (one.by, one.person) == (("Lena", None) if route else ("Ana", "stage:ana"))
    if route or state is not State.COULD_NOT:
        assert one.words == said["words"]
    if one.could_not is not None:
        assert {name for name, _ in one.could_not.left_open()} == left
        for name in set(rules.OPEN) - left:
            assert getattr(one.could_not, name) == said[name]


def test_words_said_again_take_the_place_of_the_first_ones() -> None:
    again = {"state": "could-not", "reason": "Policy.", "why": "There is no money."}
    fields = questions.made(again, TODAY).could_not
    assert fields is not None
    assert fields.reason == "There is no money."
    kept = questions.made({**again, "why": questions.KEEP}, TODAY).could_not
    assert kept is not None
    assert kept.reason == "Policy."
    who = {"state": "did", "words": "We decided.", "says_who": "Lena decided."}
    assert questions.made(who, TODAY).words == "Lena decided."
    assert questions.made({**who, "says_who": questions.KEEP}, TODAY).words == "We decided."


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({}, ["heard"]),
        ({"heard": "x"}, []),  # by buttons: what comes next depends on it
        ({"heard": "x", "state": "thinking"}, ["words"]),
        ({"heard": "x", "state": "will"}, ["words", "by"]),
        ({"heard": "x", "state": "did"}, ["words"]),
        (
            {"heard": "x", "state": "could-not"},
            ["reason", "decided", "could_change", "look_again", "elsewhere"],
        ),
    ],
)
def test_a_form_of_a_platform_asks_only_what_belongs_to_it(
    known: dict[str, str | None], asked: list[str]
) -> None:
    found = forms.left(answers.POST, forms.Open(answers.POST.word, GroupId(1), 0, known, 0))
    assert [field.name for field in found] == asked
    assert len(asked) <= 5, "as many as the smallest platform takes"
