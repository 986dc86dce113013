"""Rules for a whole text, beside the same text in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.lint.sentences import PLAIN_IS_EASY, count, sentences
from bot.lint.written import Written

PARTS_OF_SENTENCES = ("word-", "list-", "day-", "month-")
"""Texts with no easy wording, because they are no sentences."""


def told_to_translators(text: Written, _english: Written | None) -> Iterator[str]:
    for name in sorted(frozenset().union(*text.variables.values())):
        if not re.search(rf"\${re.escape(name)}(?![\w-])", text.comment):
            yield f"no comment above it says what ${name} is"


def same_places(text: Written, english: Written | None) -> Iterator[str]:
    value = text.variables[""]
    for part in ("easy", "slash"):
        if (own := text.variables.get(part, value)) != value:
            yield f".{part} has other placeables: {_differing(own, value)}"
    if english is not None and english.variables[""] != value:
        yield f"English has other placeables: {_differing(english.variables[''], value)}"


def _differing(one: frozenset[str], other: frozenset[str]) -> str:
    return ", ".join(f"${name}" for name in sorted(one ^ other))


def has_easy_wording(text: Written, _english: Written | None) -> Iterator[str]:
    plain = (s for b in text.branches if not b.part for s in sentences(b.words))
    if text.admin or text.key.startswith(PARTS_OF_SENTENCES) or "easy" in text.variables:
        return
    if any(count(sentence, text) > PLAIN_IS_EASY for sentence in plain):
        yield "has no .easy wording"


def known_in_english(_text: Written, english: Written | None) -> Iterator[str]:
    if english is None:
        yield "English has no such text"


TextRule = Callable[[Written, Written | None], Iterator[str]]
TEXT_RULES: tuple[TextRule, ...] = (
    told_to_translators,
    same_places,
    has_easy_wording,
    known_in_english,
)
