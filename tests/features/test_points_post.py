"""What is said of points is one post as long as it fits, and is never cut off."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from stage import WORDS

from bot import told
from bot.features.points import timing
from bot.lint import read
from bot.model import Say, say

PROMPTS = Path(__file__).parents[2] / "prompts"

DAY = len("Wednesday 24 September") - len("2026-09-24")
"""How much longer a day is as people read it than as a fact."""


@pytest.mark.parametrize("language", WORDS.languages)
def test_no_sentence_has_more_of_our_words_than_is_counted_for_it(language: str) -> None:
    counted = dict.fromkeys(told.KEYS, timing.OURS) | timing.LONGER
    for text in read(PROMPTS / language):
        most = counted.get(text.key.replace("-", ".", 1))
        for branch in text.branches if most is not None else ():
            ours = len(re.sub(r"\{\$\w+\}", "", branch.words)) + DAY * branch.words.count("{$day}")
            assert most is not None
            assert ours < most, (text.key, branch.part, ours)


def did(number: int) -> Say:
    """As long as most answers are."""
    then = (
        say("told.did", words="It is printed in 16 point now, and on yellow paper, too."),
        say("told.by", who="Ana"),
        say("points.was-it-meant", number=number),
        say("points.closes-on", day=date(2026, 5, 28)),
    )
    return say("told.said", number=number, words="print the form in large letters", then=then)


def late(number: int) -> Say:
    return say("points.late", number=number, day=date(2026, 5, 28), who="Ana")


def test_four_answers_or_ten_that_are_late_are_one_post() -> None:
    assert len(timing._posts([did(n) for n in range(4)])) == 1
    assert len(timing._posts([late(n) for n in range(10)])) == 1
    assert len(timing._posts([did(n) for n in range(20)])) > 1
