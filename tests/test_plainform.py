"""One normal form of a text: it does not tell which app somebody wrote it in."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.anonymous.plainform import LONGEST_TYPED, Known, normal
from bot.model import PersonId

KNOWN = Known(
    {
        PersonId("discord:17"): "Ann",
        PersonId("matrix:@ann:example.org"): "Ann",
        PersonId("discord:18"): "Mary-Jane O’Neil",
        PersonId("matrix:@mj:example.org"): "Mary-Jane O’Neil",
        PersonId("discord:19"): "<@19> **x**",
        PersonId("discord:20"): "✨",
    },
    somebody="somebody",
    somewhere="a room",
)

LINES = (
    ("- one\n- two", "* one\n* two", "+ one\n+ two", "• one\n•\ttwo", "– one\n— two"),
    ("so it is", "> so it is", ">>> so it is", "# so it is", "-# so it is", "### > so it is"),
)
"""Said so only where a line begins."""

ALONE = (("loud", "```\nloud\n```", "```text\nloud\n```\n", " loud\n"),)

SAME = (
    ("Ann", "<@17>", "<@!17>", "@Ann", "@ann:example.org", "@Ann:Example.org"),
    (
        "Ann",
        "[Ann](https://matrix.to/#/@ann:example.org)",
        "[Ann 🌻](<https://matrix.to/#/%40ann%3Aexample.org>)",
        "https://matrix.to/#/@ann:example.org?via=example.org",
    ),
    ("Ann's", "<@17>'s", "<@!17>’s", "@ann:example.org's"),
    ("Mary-Jane O'Neil", "<@18>", "@mj:example.org", "https://matrix.to/#/@mj:example.org"),
    ("somebody", "<@99>", "<@&17>", "@joe:elsewhere.org", "https://matrix.to/#/@joe:x.org"),
    ("somebody.", "<@99>.", "@joe:elsewhere.org.", "https://matrix.to/#/@joe:x.org."),
    ("a room", "<#17>", "https://matrix.to/#/#hall:example.org", "https://matrix.to/#/!a:x.org"),
    ("don't", "don’t", "don‘t", "donʼt", "don´t", "don`t"),
    ('"yes"', "“yes”", "„yes“", "«yes»", "″yes″"),
    ("so - no", "so — no", "so – no", "so -- no", "so --- no", "so ― no"),
    ("well-known", "well‑known", "well‐known"),
    ("well...", "well…"),
    ("😄", ":smile:", ":SMILE:", "<:smile:123>", "<a:smile:123>"),
    ("🙂", ":)", ":-)", ":slight_smile:"),
    ("❤", "❤️", "<3", ":heart:"),
    ("👍", "👍🏽", "👍🏿", ":thumbsup:", ":+1:", ":+1::skin-tone-3:"),
    ("🤷", "🤷‍♀️", "🤷🏾‍♂️", "🤷‍♂"),
    (":happycat:", "<:happycat:123>", "<a:happycat:456>"),
    ("loud", "**loud**", "*loud*", "__loud__", "_loud_", "***loud***", "**_loud_**", "~~loud~~"),
    ("loud", "||loud||", "`loud`", "``loud``", "```loud```", r"\*\*loud\*\*"),
    (
        "see https://a.example/x_y_z.",
        "see <https://a.example/x_y_z>.",
        "see **https://a.example/x_y_z**.",
    ),
    (
        "the map (https://a.example/m)",
        "[the map](https://a.example/m)",
        "[the map](<https://a.example/m>)",
    ),
    ("café", "cafe\u0301"),
    ("a b", "a\u00a0b", "a  b", "a\tb", "a \u2003 b", "a\u202fb"),
    (
        "ab",
        "a\u200bb",
        "a\u00adb",
        "\u202eab\u202c",
        "\u2066a\u2069b",
        "\ufeffab",
        "a\x00b",
        "a\ue000b",
    ),
    ("a\nb", "a\r\nb", "a\rb", "a  \n  b", "a\u2028b", "a\x0bb", "a\x85b"),
    ("a\n\nb", "a\r\n\r\n\r\nb", "a\n \n\t\n\nb", "a\u2029\u2029\u2029b"),
    ("at 2026-11-28 10:30 UTC", "at <t:1795861800>", "at <t:1795861800:R>"),
    ("type /hand-up", "type </hand-up:1234>"),
    ("everyone", "@everyone"),
)
"""Each first one is the normal form; the others say the same in one app or another."""

KEPT = (
    "At 10:30:15 we began, a:b:c.",
    "2 * 3 * 4 = 24",
    "my_file_name and 5*",
    "f*** that",
    "1 < 2 and 3 > 2",
    "write to ann@example.org",
    "£5 & 10% #1 ~5",
    "Llŷn, Ŵyl, Straße, 日本語, मीटिंग, สวัสดี",
    "می‌خواهم",
    "क्‍ष",
    "👨‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🇬🇧 1⃣",
    "https://a.example/~joe/a__b__c?x=*y*&z=@joe",
    "[not a link]",
    "(aside)",
)
"""Said plainly already: nothing is taken away."""


@pytest.mark.parametrize("forms", SAME + LINES + ALONE, ids=lambda forms: forms[0])
def test_the_same_words_come_out_the_same_from_every_app(forms: tuple[str, ...]) -> None:
    assert {form: normal(form, KNOWN) for form in forms} == dict.fromkeys(forms, forms[0])


@pytest.mark.parametrize("text", KEPT)
def test_what_is_plain_already_stays_as_it_is(text: str) -> None:
    assert normal(text, KNOWN) == text


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_a_whole_text_tells_nothing_of_its_app(data: st.DataObject) -> None:
    texts = ["", ""]
    for _ in range(data.draw(st.integers(0, 8))):
        joint = data.draw(st.sampled_from(["{} and {}", "{}\n{}", "{}\n\n{}"]))
        forms = data.draw(st.sampled_from(SAME if " " in joint else SAME + LINES))
        for n, text in enumerate(texts):
            form = data.draw(st.sampled_from(forms))
            texts[n] = joint.format(text, form)
    assert normal(texts[0], KNOWN) == normal(texts[1], KNOWN)


MARKS = st.text(
    st.sampled_from("ab1 \n*_~|`[]()<>\\#@!:-.'>/’—…😄\u200d\u200b\ufe0f\r\te"), max_size=80
)
BITS = st.lists(
    st.one_of(MARKS, st.sampled_from(SAME + LINES).flatmap(st.sampled_from)), max_size=6
)


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(max_size=200), MARKS, BITS.map("".join)))
@example("<@<@17>>")
@example("[[a](https://b.example)](https://c.example)")
@example("*_*_*_*_*_*_*_*_*_*_*_*_*_*_a_*_*_*_*_*_*_*_*_*_*_*_*_*_*")
def test_done_twice_nothing_changes(text: str) -> None:
    once = normal(text, KNOWN)
    assert normal(once, KNOWN) == once


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), MARKS))
def test_nothing_unseen_and_no_loose_space_is_left(text: str) -> None:
    found = normal(text, KNOWN)
    assert unicodedata.is_normalized("NFC", found)
    assert found == found.strip()
    assert "\n\n\n" not in found
    assert "\r" not in found
    assert all(line == line.strip() for line in found.split("\n"))
    assert not any(
        unicodedata.bidirectional(c) in {"LRE", "RLO", "RLI", "PDI", "LRO"} for c in found
    )
    assert all(c == "\n" or unicodedata.category(c) != "Cc" for c in found)


def test_a_name_that_looks_like_a_mark_does_no_harm() -> None:
    assert normal("<@19>, <@20>", KNOWN) == "19 x, somebody"


def test_a_text_may_be_empty() -> None:
    assert normal(" \u200b\n\r\n ", KNOWN) == ""


def test_nothing_is_cut_and_what_is_far_too_long_is_not_looked_at() -> None:
    assert normal("ab " * 1333, KNOWN) == ("ab " * 1333).strip()
    assert normal("**a**" * 801, KNOWN) == "**a**" * 801


@pytest.mark.parametrize(
    "one", ["[", "*a ", "> ", "<@", "_*", "`a", "~~a ", "||", "\\*", ":a", "@a:", "- "]
)
def test_no_text_takes_long(one: str) -> None:
    text = (one * LONGEST_TYPED)[:LONGEST_TYPED]
    started = time.perf_counter()
    normal(text, KNOWN)
    normal(text[: LONGEST_TYPED // 2] + text[: LONGEST_TYPED // 2][::-1], KNOWN)
    assert time.perf_counter() - started < 2


def test_no_repr_shows_a_name() -> None:
    assert "Ann" not in repr(KNOWN)
