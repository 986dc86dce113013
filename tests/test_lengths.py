"""How long what we say may become: the opening post in words, and every text in characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from stage import WORDS, Stage

from bot.features import FEATURES
from bot.lint import read
from bot.lint.sentences import LONGEST, longest
from bot.model import Moment
from bot.settings import PARTS

PROMPTS = Path(__file__).parent.parent / "prompts"

MOST_AT_OPENING = 75
"""Words that a facilitator can read aloud in half a minute."""

SHORTEST_LIMIT = 2000
"""Characters of a message on Discord, the strictest of the platforms."""

MANY_WORDS = "Maria Ana de la Luz y de la Cruz"
"""32 characters, as many words as fit."""


@pytest.mark.parametrize("language", WORDS.languages)
@pytest.mark.parametrize("wording", ["easy words", "usual words"])
async def test_the_opening_post_is_short(stage: Stage, language: str, wording: str) -> None:
    assert any(Moment.OPENING in feature.at for feature in FEATURES)
    await stage.group(lead=MANY_WORDS)
    for part in PARTS:
        await stage.says(MANY_WORDS, f"!switch on {part}")
        await stage.says(MANY_WORDS, f"!group says yes {part}")
    await stage.says(MANY_WORDS, f"!{wording}")
    await stage.says(MANY_WORDS, f"!language {language}")
    await stage.says(MANY_WORDS, "start")
    post = stage.platform.lines[-1].message
    assert post is not None
    assert MANY_WORDS in post.text
    assert len({button.types for button in post.buttons}) == len(post.buttons)
    aloud = " ".join((post.text, *(button.label for button in post.buttons)))
    assert len(aloud.split()) <= MOST_AT_OPENING, aloud
    assert len(post.text) <= LONGEST


@pytest.mark.parametrize("language", WORDS.languages)
def test_every_text_fits_every_platform(language: str) -> None:
    assert LONGEST < SHORTEST_LIMIT
    reached = {
        f"{text.key}.{branch.part}": longest(text, branch)
        for text in read(PROMPTS / language)
        for branch in text.branches
        if not text.admin
    }
    assert reached
    assert {key: reach for key, reach in reached.items() if reach > LONGEST} == {}
