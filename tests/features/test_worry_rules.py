"""A worry without a name, decided: only a line, only one that was shown, and only in a crowd."""

from __future__ import annotations

from datetime import date, timedelta

from features.test_challenge_rules import groups
from hypothesis import given
from hypothesis import strategies as st

from bot.anonymous.crowd import FLOOR, crowd
from bot.aside import IN_TALK, Around, Told, Watched
from bot.clauses import Clause, State
from bot.features.charter.unnamed import STANDING, WORRY, Known, worries
from bot.model import Group

TODAY = date(2026, 5, 12)


def line(number: int, state: State = State.TRIED) -> Clause:
    return Clause(number, f"Line {number} in words", state, TODAY, TODAY)


def around(
    group: Group, *numbers: int, watched: Watched = Watched.COMPANY, floor: int = FLOOR
) -> Around:
    who = crowd(group, TODAY, once_a_week=False, floor=floor)
    knows = Known(tuple(map(line, numbers)))
    return Around(group, watched, TODAY, who, TODAY + timedelta(days=3), knows=knows)


CHOICES = ("", "which", "more", "more-tells", "send", "line-1", "line-2", "line-9", "leave", "x")


@given(
    groups(),
    st.sampled_from(Watched),
    st.lists(st.sampled_from(CHOICES), max_size=8),
    st.integers(FLOOR, 9),
)
def test_nothing_goes_into_the_box_but_the_line_that_was_shown_last(
    group: Group, watched: Watched, choices: list[str], floor: int
) -> None:
    there = around(group, 1, 2, watched=watched, floor=floor)
    draft: dict[str, str] = {}
    shown: object = None
    for choice in choices:
        step = worries(there, Told(choice, draft=draft))
        if step.says.key == "worry.goes-out":
            shown = step.says.facts["number"]
        if step.whisper is not None:
            assert there.crowd.size >= max(FLOOR, floor)
            assert (step.whisper.kind, step.whisper.about) == (WORRY, str(shown))
            assert step.whisper.text == ""
            assert not step.whisper.receipt
        assert step.whisper is None or choice == "send"
        assert not step.writes, "it has no words"
        draft = dict(step.draft or {})


@given(groups(), st.integers(FLOOR, 9))
def test_it_is_sent_where_the_crowd_is_large_enough_and_nowhere_else(
    group: Group, floor: int
) -> None:
    there, draft = around(group, 1, 2, floor=floor), {"line": "1"}
    step = worries(there, Told("send", draft=draft))
    assert (step.whisper is not None) == (there.crowd.size >= floor)
    assert (step.draft is None) or step.whisper is None


@given(groups(), st.sampled_from(Watched))
def test_every_way_through_it_is_a_button(group: Group, watched: Watched) -> None:
    """Words without a name are never typed as a message; here there are none at all."""
    there = around(group, 1, 2, watched=watched)
    waits, seen = [Told()], set[str]()
    while waits:
        told = waits.pop()
        step = worries(there, told)
        assert step.draft is None or step.says.choices
        for one in step.says.choices:
            assert one.types.startswith(IN_TALK)
            choice = one.types.removeprefix(IN_TALK)
            if f"{told.choice} {choice}" not in seen:
                seen.add(f"{told.choice} {choice}")
                waits.append(Told(choice, draft=step.draft or {}))
    assert there.crowd.size < FLOOR or {"line-1 send", "line-2 send"} <= seen


def test_a_line_that_counts_no_more_is_none_to_worry_about() -> None:
    assert set(STANDING) == set(State) - {State.FADED, State.DROPPED}
