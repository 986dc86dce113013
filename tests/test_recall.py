"""Which points have enough of a topic: decided from sets alone, and what a topic is made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.recall import ENOUGH, NEAR, Told, Where, closest, ranked
from bot.search import Known

POINTS = 30
sets = st.frozensets(st.integers(1, POINTS), max_size=POINTS)
wheres = st.lists(
    st.tuples(sets, sets).map(lambda two: (two[0] | two[1], two[1])), max_size=6
)  # own words are among all words


@given(wheres)
def test_only_points_that_speak_of_it_are_found_each_once(found: list[Where]) -> None:
    shown = ranked(found, POINTS, enough=0, near=0, most=POINTS)
    assert len(shown) == len(set(shown))
    assert set(shown) <= frozenset[int]().union(*(anywhere for anywhere, _ in found))


@given(wheres, st.integers(1, 5))
def test_no_more_are_shown_than_fit(found: list[Where], most: int) -> None:
    shown = ranked(found, POINTS, most=most)
    assert len(shown) <= most
    assert shown == ranked(found, POINTS, most=POINTS)[:most], "and those are the closest"


@given(wheres)
def test_asking_for_more_of_a_topic_never_finds_more(found: list[Where]) -> None:
    strict = ranked(found, POINTS, enough=ENOUGH, near=NEAR, most=POINTS)
    assert set(strict) <= set(ranked(found, POINTS, enough=ENOUGH / 2, near=NEAR, most=POINTS))


@given(wheres, st.integers(1, POINTS))
def test_a_point_that_has_every_part_in_its_own_words_is_always_found(
    found: list[Where], point: int
) -> None:
    all_of_it = [(anywhere | {point}, own | {point}) for anywhere, own in found]
    assert not found or point in ranked(all_of_it, POINTS, most=POINTS)


def test_what_few_points_speak_of_weighs_more() -> None:
    common, rare = frozenset(range(1, 29)), frozenset({29})
    assert ranked([(common, common), (rare, rare)], POINTS) == [29]


def test_what_people_said_themselves_weighs_more_than_what_was_answered() -> None:
    both = frozenset({1, 2})
    assert ranked([(both, frozenset({1}))], POINTS, near=0) == [1, 2]


def test_of_two_that_are_as_close_the_newest_comes_first() -> None:
    both = frozenset({1, 2})
    assert ranked([(both, both)], POINTS) == [2, 1]


KNOWN = Known((("night", "evening"), ("care worker", "carer")), ("the", "want"))


def test_a_topic_is_its_words_each_once_without_those_that_say_nothing() -> None:
    about = KNOWN.topics("The evenings, and the NIGHTS: what carers wanted!")
    assert about == [
        frozenset({"night", "evening"}),
        frozenset({"and"}),
        frozenset({"what"}),
        frozenset({"care worker", "carer"}),
    ]


def test_a_phrase_is_one_thing() -> None:
    assert KNOWN.topics("care workers") == [frozenset({"care worker", "carer"})]
    assert KNOWN.topics("care") == [frozenset({"care"})], "half of a phrase is not it"


POOL = {1: Told("The café near the ward is shut.", "It opens in May."), 2: Told("No.")}


def test_accents_capitals_and_endings_do_not_matter() -> None:
    for topic in ("cafes", "CAFÉ", "the ward’s café"):
        assert closest(POOL, topic) == [1]


def test_nothing_that_people_type_is_a_command_of_the_index() -> None:
    for topic in ('"', "cafe OR ward", "said : ward", "NEAR(ward)", "ward*", "-ward", "(", "^", ""):
        assert closest(POOL, topic) in ([1], [])


@given(st.text(max_size=80))
def test_any_words_can_be_looked_for(topic: str) -> None:
    assert set(closest(POOL, topic)) <= {1, 2}
