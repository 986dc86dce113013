"""The list of hands, decided: nobody is lost, nobody is called twice, questions go first."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.features.hands import rules
from bot.features.hands.rules import FIRST_COME, JUST_NOW, NEW_VOICES, Floor, Hand, Turn
from bot.model import Person, PersonId, Refused

LATER = 10_000
"""Milliseconds between two words, so that a typed `next` counts."""


def someone(name: str) -> Person:
    return Person(PersonId(name.lower()), name)


ANN, JOE, TOM, PRIYA, LEAD = map(someone, ("Ann", "Joe", "Tom", "Priya", "Lead"))
PEOPLE = (ANN, JOE, TOM, PRIYA)


def floor(*names: str, order: str = NEW_VOICES, turns: dict[str, int] | None = None) -> Floor:
    """A list on which these people asked, in that order."""
    one = Floor(order=order, turns={PersonId(k): n for k, n in (turns or {}).items()})
    for n, name in enumerate(names):
        one = rules.raise_hand(one, someone(name), (n + 1) * LATER)
    return one


def order(one: Floor) -> list[str]:
    return [hand.who.name for hand in rules.in_order(one)]


def speaker(one: Floor) -> str | None:
    return one.turn.who.name if one.turn else None


def call(one: Floor, at: int = 10**9) -> Floor:
    return rules.next_turn(one, LEAD.id, at)


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(Refused) as no:
        do()
    return no.value.key


# Tables.


@pytest.mark.parametrize(
    ("chosen", "turns", "called"),
    [
        (NEW_VOICES, {}, ["Ann", "Joe", "Tom"]),
        (NEW_VOICES, {"ann": 1}, ["Joe", "Tom", "Ann"]),
        (NEW_VOICES, {"ann": 2, "joe": 1}, ["Tom", "Joe", "Ann"]),
        (NEW_VOICES, {"tom": 1}, ["Ann", "Joe", "Tom"]),
        (FIRST_COME, {"ann": 9}, ["Ann", "Joe", "Tom"]),
    ],
)
def test_people_are_called_in_the_order_the_group_chose(
    chosen: str, turns: dict[str, int], called: list[str]
) -> None:
    assert order(floor("Ann", "Joe", "Tom", order=chosen, turns=turns)) == called


def test_a_question_goes_before_all_hands_in_both_orders() -> None:
    for chosen in (NEW_VOICES, FIRST_COME):
        one = floor("Ann", "Joe", order=chosen, turns={"tom": 5})
        assert order(rules.question(one, TOM, 99_000)) == ["Tom", "Ann", "Joe"]
        assert order(rules.question(one, JOE, 99_000)) == ["Joe", "Ann"], "and keeps one place"


def test_asking_again_changes_the_words_and_keeps_the_place() -> None:
    one = rules.raise_hand(floor("Ann", "Joe"), ANN, 99_000, "the form")
    assert order(one) == ["Ann", "Joe"]
    assert one.hands[0].why == "the form"
    again = rules.raise_hand(one, ANN, 99_999)
    assert again.hands[0].why == "the form", "no words do not take words away"


def test_whoever_speaks_may_ask_for_later_and_comes_after_new_voices() -> None:
    one = call(floor("Ann", "Joe"))
    assert speaker(one) == "Ann"
    assert order(rules.raise_hand(one, ANN, 10**9)) == ["Joe", "Ann"]


def test_the_list_has_an_end() -> None:
    one = floor(*(f"P{n}" for n in range(rules.MOST)))
    assert refused(lambda: rules.raise_hand(one, ANN, 10**9)) == "hands.list-full"
    assert refused(lambda: rules.question(one, ANN, 10**9)) == "hands.list-full"
    assert rules.raise_hand(one, someone("P3"), 10**9, "words").hand_of(PersonId("p3"))


def test_next_calls_one_person_and_takes_the_hand_down() -> None:
    one = call(floor("Ann", "Joe"))
    assert (speaker(one), order(one), one.number) == ("Ann", ["Joe"], 1)
    assert one.turns == {"ann": 1}


def test_next_from_a_button_cannot_fire_twice() -> None:
    shown = floor("Ann", "Joe")
    one = rules.next_turn(shown, LEAD.id, LATER, number=shown.number)
    again = refused(lambda: rules.next_turn(one, LEAD.id, 10**9, number=shown.number))
    assert again == "hands.just-started"


@pytest.mark.parametrize(
    ("by", "after", "moves"),
    [
        (JOE, 0, False),
        (JOE, JUST_NOW - 1, False),
        (JOE, JUST_NOW, True),
        (LEAD, 0, True),  # the same person means it
        (LEAD, JUST_NOW - 1, True),
    ],
)
def test_a_typed_next_just_after_somebody_elses_moves_nothing(
    by: Person, after: int, moves: bool
) -> None:
    one = call(floor("Ann", "Joe"), 10**9)
    if moves:
        assert speaker(rules.next_turn(one, by.id, 10**9 + after)) == "Joe"
    else:
        key = refused(lambda: rules.next_turn(one, by.id, 10**9 + after))
        assert key == "hands.just-started"


def test_next_with_nobody_waiting_ends_the_turn_and_then_says_so() -> None:
    one = call(call(floor("Ann")))
    assert one.turn is None
    assert refused(lambda: call(one)) == "hands.nobody-waiting"


def test_pass_is_only_for_ones_own_turn() -> None:
    one = call(floor("Ann", "Joe"))
    assert refused(lambda: rules.pass_on(one, JOE.id, 10**9)) == "hands.not-your-turn"
    moved = rules.pass_on(one, ANN.id, 10**9)
    assert speaker(moved) == "Joe"
    assert rules.pass_on(moved, JOE.id, 10**9).turn is None


def test_not_yet_keeps_the_place_and_nobody_calls_it() -> None:
    one = rules.not_yet(floor("Ann", "Joe"), ANN.id, 10**9)
    assert order(one) == ["Ann", "Joe"]
    assert speaker(call(one)) == "Joe"
    assert speaker(call(call(one))) is None, "only resting hands are left"
    back = rules.raise_hand(one, ANN, 10**9)
    assert speaker(call(back)) == "Ann", "asking again ends the rest"


def test_not_yet_on_ones_own_turn_gives_it_back() -> None:
    one = rules.not_yet(call(floor("Ann", "Joe")), ANN.id, 10**9)
    assert speaker(one) == "Joe"
    assert one.turns.get(ANN.id) == 0, "that turn did not count"
    assert order(one) == ["Ann"]


def test_stepping_out_leaves_the_list_and_the_turn() -> None:
    one = rules.raise_hand(call(floor("Ann", "Joe")), ANN, 10**9)
    out = rules.step_out(one, ANN.id, 10**9)
    assert (speaker(out), order(out)) == ("Joe", [])
    assert order(rules.step_out(floor("Ann", "Joe"), JOE.id, 10**9)) == ["Ann"]
    assert rules.step_out(floor("Ann"), TOM.id, 10**9) == floor("Ann")


@pytest.mark.parametrize(
    "do", [lambda one: rules.lower_hand(one, TOM.id), lambda one: rules.not_yet(one, TOM.id, 10**9)]
)
def test_who_is_not_on_the_list_is_told(do: Callable[[Floor], Floor]) -> None:
    assert refused(lambda: do(floor("Ann"))) == "hands.not-up"


def test_the_room_hears_news_once() -> None:
    one = floor("Ann", "Joe")
    waiting = rules.news(one)
    assert waiting is not None
    assert [hand.who.name for hand in waiting] == ["Ann", "Joe"]
    assert rules.news(rules.heard(one)) is None
    assert rules.news(rules.heard(rules.raise_hand(one, ANN, 10**9, "words"))) is None


def test_the_turn_line_counts_as_heard() -> None:
    """It names who speaks and who is next: no list after it says only that again."""
    one = call(rules.heard(floor("Ann", "Joe")))
    assert rules.news(one) is None
    fresh = call(floor("Ann", "Joe"))
    assert rules.news(fresh) is None
    more = call(floor("Ann", "Joe", "Tom"))
    assert rules.news(more) is not None, "Tom was never named"


def test_an_empty_list_that_was_never_told_is_no_news() -> None:
    assert rules.news(Floor()) is None
    assert rules.news(rules.lower_hand(rules.heard(floor("Ann")), ANN.id)) == ()


@pytest.mark.parametrize(("number", "sums_up"), [(0, False), (4, False), (5, True), (10, True)])
def test_after_five_turns_it_may_be_time_to_sum_up(number: int, sums_up: bool) -> None:
    assert rules.time_to_sum_up(Floor(number=number)) is sums_up


# Whatever people do.

FLOORS = st.builds(
    Floor,
    order=st.sampled_from((NEW_VOICES, FIRST_COME)),
    hands=st.lists(
        st.builds(
            Hand,
            st.sampled_from(PEOPLE),
            st.integers(1, 10**6),
            st.none() | st.text(max_size=5),
            st.booleans(),
            st.booleans(),
        ),
        unique_by=lambda hand: hand.who.id,
        max_size=4,
    ).map(tuple),
    turns=st.dictionaries(st.sampled_from([one.id for one in PEOPLE]), st.integers(0, 3)),
    number=st.integers(0, 20),
    turn=st.none() | st.builds(Turn, st.sampled_from(PEOPLE), st.integers(1, 10**6)),
    told=st.lists(st.sampled_from([one.id for one in PEOPLE]), unique=True).map(tuple),
)


@given(one=FLOORS)
def test_the_order_is_questions_then_the_rule_then_time(one: Floor) -> None:
    hands = rules.in_order(one)
    assert sorted(hands, key=repr) == sorted(one.hands, key=repr), "everybody, once"
    for before, after in pairwise(hands):
        if before.question != after.question:
            assert before.question
            continue
        turns = [one.turns.get(hand.who.id, 0) for hand in (before, after)]
        if one.order == NEW_VOICES and turns[0] != turns[1]:
            assert turns[0] < turns[1]
        else:
            assert before.asked <= after.asked


@given(one=FLOORS)
def test_next_calls_the_first_who_does_not_rest_and_nobody_else_moves(one: Floor) -> None:
    waiting = rules.callable_hands(one)
    if not waiting:
        return
    after = call(one)
    assert after.turn is not None
    assert after.turn.who == waiting[0].who
    assert rules.callable_hands(after) == waiting[1:] or one.order == NEW_VOICES
    assert {hand.who for hand in after.hands} == {hand.who for hand in one.hands} - {waiting[0].who}
    assert after.number == one.number + 1


@given(one=FLOORS, who=st.sampled_from(PEOPLE))
def test_news_never_tells_again_what_was_heard(one: Floor, who: Person) -> None:
    told = rules.heard(one)
    assert rules.news(told) is None
    changed = rules.raise_hand(told, who, 10**9)
    if [hand.who for hand in rules.callable_hands(changed)] == [
        hand.who for hand in rules.callable_hands(told)
    ]:
        assert rules.news(changed) is None
    else:
        assert rules.news(changed) == rules.callable_hands(changed)


@given(one=FLOORS, who=st.sampled_from(PEOPLE))
def test_a_refusal_changes_nothing_because_nothing_is_ever_changed(one: Floor, who: Person) -> None:
    """The records are frozen: each rule makes a new one, or raises."""
    copy = replace(one, hands=tuple(one.hands), turns=dict(one.turns))
    ways: tuple[Callable[[], Floor], ...] = (
        lambda: rules.lower_hand(one, who.id),
        lambda: rules.not_yet(one, who.id, 10**9),
        lambda: rules.pass_on(one, who.id, 10**9),
        lambda: rules.next_turn(one, who.id, 10**9),
        lambda: rules.step_out(one, who.id, 10**9),
        lambda: rules.question(one, who, 10**9),
    )
    for do in ways:
        with suppress(Refused):
            do()
        assert one == copy


class Meeting(RuleBasedStateMachine):
    """People come and go on the list in any order; what must never happen, never does."""

    def __init__(self) -> None:
        super().__init__()
        self.floor = Floor()
        self.now = 0
        self.wants: set[PersonId] = set()
        """Asked to speak, and was neither called nor gave it up."""
        self.rests: set[PersonId] = set()
        self.calls = 0

    def _do(self, what: Callable[[], Floor]) -> bool:
        self.now += LATER
        try:
            self.floor = what()
        except Refused:
            return False
        return True

    def _called(self, before: Floor) -> None:
        """A turn may have begun: only somebody who asked, did not rest, and is called once."""
        turn = self.floor.turn
        if self.floor.number == before.number or turn is None:
            return
        self.calls += 1
        assert turn.who.id in self.wants, "called without asking"
        assert turn.who.id not in self.rests, "called while resting"
        self.wants.discard(turn.who.id)

    @rule(who=st.sampled_from(PEOPLE), asks=st.booleans())
    def hand_up(self, who: Person, asks: bool) -> None:
        does = rules.question if asks else rules.raise_hand
        assert self._do(lambda: does(self.floor, who, self.now))
        self.wants.add(who.id)
        self.rests.discard(who.id)

    @rule(who=st.sampled_from(PEOPLE))
    def hand_down(self, who: Person) -> None:
        if self._do(lambda: rules.lower_hand(self.floor, who.id)):
            self.wants.discard(who.id)
            self.rests.discard(who.id)

    @rule(who=st.sampled_from(PEOPLE))
    def not_yet(self, who: Person) -> None:
        before = self.floor
        if self._do(lambda: rules.not_yet(self.floor, who.id, self.now)):
            self.wants.add(who.id)
            self.rests.add(who.id)
            self._called(before)

    @rule(who=st.sampled_from(PEOPLE))
    def pass_on(self, who: Person) -> None:
        before = self.floor
        if self._do(lambda: rules.pass_on(self.floor, who.id, self.now)):
            self._called(before)

    @rule(who=st.sampled_from(PEOPLE))
    def step_out(self, who: Person) -> None:
        before = self.floor
        self.wants.discard(who.id)
        self.rests.discard(who.id)
        assert self._do(lambda: rules.step_out(self.floor, who.id, self.now))
        self._called(before)

    @rule(by=st.sampled_from((LEAD, JOE)), twice=st.booleans())
    def next_person(self, by: Person, twice: bool) -> None:
        before = self.floor
        if self._do(lambda: rules.next_turn(self.floor, by.id, self.now)):
            self._called(before)
            if twice:
                other = JOE if by is LEAD else LEAD
                key = refused(lambda: rules.next_turn(self.floor, other.id, self.now + 1))
                assert key in ("hands.just-started", "hands.just-moved", "hands.nobody-waiting")

    @rule(chosen=st.sampled_from((NEW_VOICES, FIRST_COME)))
    def the_group_changes_the_order(self, chosen: str) -> None:
        self.floor = replace(self.floor, order=chosen)

    @rule()
    def the_room_hears_the_list(self) -> None:
        self.floor = rules.heard(self.floor)

    @invariant()
    def everybody_who_wants_to_speak_is_on_the_list_once(self) -> None:
        on_it = [hand.who.id for hand in self.floor.hands]
        assert sorted(on_it) == sorted(self.wants)

    @invariant()
    def resting_hands_are_kept(self) -> None:
        assert {hand.who.id for hand in self.floor.hands if hand.resting} == self.rests

    @invariant()
    def each_has_a_place_of_their_own(self) -> None:
        places = [rules.position(self.floor, who) for who in self.wants - self.rests]
        assert sorted(places) == list(range(1, len(places) + 1))
        assert not any(rules.position(self.floor, who) for who in self.rests)

    @invariant()
    def the_room_was_told_of_nobody_twice(self) -> None:
        assert len(self.floor.told) == len(set(self.floor.told))


TestMeeting = Meeting.TestCase
TestMeeting.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
