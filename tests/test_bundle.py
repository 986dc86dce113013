"""How a language counts, and that a text is parsed only when it is said."""

from __future__ import annotations

import pytest
from babel import Locale

from bot.bundle import Bundle
from bot.catalogue import Entry, languages
from bot.facts import argument, fill

COUNTED = """\
count = { $n ->
    [zero] zero
    [one] one
    [two] two
    [few] few
    [many] many
   *[other] other
  }
"""


def counted(language: str, number: int) -> str:
    bundle = Bundle(language, {"count": COUNTED})
    pattern = bundle.get_message("count").value
    assert pattern is not None
    return fill(bundle, pattern, {"n": argument(number, 0)}, "count")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", {0: "other", 1: "one", 2: "other", 21: "other"}),
        ("cy", {0: "zero", 1: "one", 2: "two", 3: "few", 4: "other", 6: "many"}),
        ("pt-PT", {0: "other", 1: "one"}),  # which differs from `pt`
        ("pt", {0: "one", 1: "one"}),
        ("cy-GB", {3: "few"}),  # says nothing of its own about it
        ("zzz", {0: "other", 1: "one"}),  # nobody knows it: as English
    ],
)
def test_languages_count_in_their_own_ways(language: str, said: dict[int, str]) -> None:
    assert {number: counted(language, number) for number in said} == said


@pytest.mark.parametrize("language", [one.code for one in languages()])
def test_each_language_of_ours_counts_as_the_library_says(language: str) -> None:
    whole = Locale.parse(language.replace("-", "_")).plural_form
    assert [counted(language, n) for n in range(200)] == [whole(n) for n in range(200)]


def test_a_text_and_what_it_refers_to_are_parsed_when_it_is_said() -> None:
    parsed: list[str] = []

    def noted(entry: Entry) -> Entry:
        parsed.append(entry.id.name)
        return entry

    texts = {
        "a": "a = A { b } { -c }",
        "b": "b = B",
        "-c": "-c = C",
        "d": "d = D",
    }
    bundle = Bundle("en", texts, noted)
    assert all(map(bundle.has_message, "abd"))
    assert parsed == []
    for _ in range(2):
        pattern = bundle.get_message("a").value
        assert pattern is not None
        assert fill(bundle, pattern, {}, "a") == "A B C"
    assert parsed == ["a", "b", "c"]
