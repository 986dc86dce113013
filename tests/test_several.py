"""Several answers to one question of a form: typed in a row, or said in words."""

from __future__ import annotations

import pytest

from bot.forms import Matcher
from bot.model import Choice
from bot.words import Words

CHOICES = (
    Choice("helps-mornings", "access.mornings"),
    Choice("helps-evenings", "access.evenings"),
    Choice("helps-large-print", "access.large-print"),
    Choice("none-of-these", "word.pass"),
)
MATCHER = Matcher(Words.load(), "en")
ONE, TWO, THREE = (choice.types for choice in CHOICES[:3])


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1", (ONE,)),
        ("one", (ONE,)),
        ("number 2", (TWO,)),
        ("1 3", (ONE, THREE)),
        ("1, 3", (ONE, THREE)),
        ("1,3.", (ONE, THREE)),
        ("1 and 3", (ONE, THREE)),
        ("1 And 3", (ONE, THREE)),
        ("1 & 3", (ONE, THREE)),
        ("1\n3", (ONE, THREE)),
        ("one three", (ONE, THREE)),
        ("3 1", (THREE, ONE)),
        ("start after 10:30", (ONE,)),
        ("Start after 10.30, large print", (ONE, THREE)),
        ("large print and 1", (THREE, ONE)),
        ("1 2 3", (ONE, TWO, THREE)),
        ("pass", ("none-of-these",)),
        ("Pass.", ("none-of-these",)),
    ],
)
def test_what_is_meant(said: str, meant: tuple[str, ...]) -> None:
    assert MATCHER.several(said, CHOICES) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        "and",
        "9",
        "1 9",
        "0",
        "1 because I am tired",
        "I have a bad back",
        "13",
        "1 and",
        "?",
    ],
)
def test_what_is_not_surely_meant_is_asked_again(said: str) -> None:
    assert MATCHER.several(said, CHOICES) is None


def test_some_words_have_no_number() -> None:
    also = (Choice("that-is-all", "form.that-is-all"),)
    assert MATCHER.several("that is all", CHOICES, also) == ("that-is-all",)
    assert MATCHER.several("5", CHOICES, also) is None
