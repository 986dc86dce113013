"""What is said of points is one post as long as it fits, and is never cut off."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from pointed import days, does, ready
from stage import WORDS, Stage

from bot import ledger, told
from bot.db import Tx
from bot.features.points import timing
from bot.ledger import Answer, State
from bot.lint import read
from bot.model import Due, Say, say

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


async def test_what_finds_no_room_in_a_post_is_in_the_next_one_and_said_once(stage: Stage) -> None:
    await ready(stage)
    names = [f"please print form {n} in large letters, on yellow paper" for n in range(1, 13)]
    for words in names:
        await stage.says("Joe", f"!note this: {words}")
    await stage.later(61)

    def answers(tx: Tx, due: Due) -> None:
        today = stage.clock.now().date()
        for one in ledger.every(tx, due.group.id):
            said = Answer(State.DID, "It is printed in 16 point now, as you said.", "Ana", today)
            ledger.answered(tx, due, one, said)

    await does(stage, answers)
    posts = [line for line in await days(stage, 15) if "You said" in line]
    assert len(posts) > 1
    assert all(len(line) < 2000 for line in posts)
    lines = "\n".join(posts).splitlines()  # each point has a line of its own
    told = [found[1] for line in lines if (found := re.match(r"Point (\d+)\. You said", line))]
    assert told == [str(n) for n in range(1, 13)]
    at = sorted(line.at for line in stage.platform.lines if "You said" in line.text)
    assert all(third - first >= timedelta(days=7) for first, third in zip(at, at[2:], strict=False))
