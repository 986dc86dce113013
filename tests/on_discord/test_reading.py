"""The reader of `reading.py` against what Discord's clients are known to show."""

from __future__ import annotations

import pytest
from contract import HOSTILE
from on_discord.reading import read

NAMES = {"@1": "Tom", "@&2": "helpers", "#3": "lounge"}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**bold** *starred* _slanted_ __under__ ~~struck~~", "bold starred slanted under struck"),
        ("***both*** and __*all* **three**__", "both and all three"),
        ("`code` ``with ` in it``", "code with ` in it"),
        ("`**not bold**`", "**not bold**"),
        ("```py\nx = 1\n```", "x = 1"),
        ("||hidden||", "hidden"),
        ("**over\ntwo lines**", "over\ntwo lines"),
        ("snake_case_", "snakecase"),
    ],
)
def test_marks_around_words_are_not_read(typed: str, shown: str) -> None:
    assert read(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# loud\nand on", "loud\nand on"),
        ("### less loud", "less loud"),
        ("-# small", "small"),
        ("> said\n> more\nand on", "said\nmore\nand on"),
        (">>> said\nall of it", "said\nall of it"),
        ("- one\n* two\n+ three", "  • one\n  • two\n  • three"),
        ("7. one\n7. two", "  7. one\n  8. two"),
        ("- one\n  - within", "  • one\n    • within"),
        ("  - one", "  • one"),
        ("Words:\n- one", "Words:\n  • one"),
        ("> - **one**", "  • one"),
    ],
)
def test_marks_at_the_start_of_a_line_are_not_read(typed: str, shown: str) -> None:
    assert read(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[here](https://example.org)", "⟦here⟧"),
        ('[**here**](<https://example.org> "there")', "⟦here⟧"),
        ("See https://example.org/a_b_c.", "See ⟦https://example.org/a_b_c⟧."),
        ("<https://example.org>", "⟦https://example.org⟧"),
        ("<ann@example.org> <+18005550100>", "⟦ann@example.org⟧ ⟦+18005550100⟧"),
        ("<@1> <@!1> <@4>", "Tom Tom ⟦@unknown-user⟧"),
        ("<@&2> <@&4> <#3> <#4>", "⟦@helpers⟧ ⟦@unknown⟧ ⟦#lounge⟧ ⟦#unknown⟧"),
        ("@everyone @here", "⟦@everyone⟧ ⟦@here⟧"),
        ("</hand-up:5> <id:customize>", "⟦/hand-up⟧ ⟦customize⟧"),
        (":smile: :+1: :e-mail: :wave::skin-tone-2:", "⟦smile⟧ ⟦+1⟧ ⟦e-mail⟧ ⟦wave::skin-tone-2⟧"),
        ("<:logo:6> <a:dance:7>", "⟦logo⟧ ⟦dance⟧"),
        (
            "<t:0> <t:0:t> <t:86400:F>",
            "⟦01 January 1970 00:00⟧ ⟦00:00⟧ ⟦Friday 02 January 1970 00:00⟧",
        ),
    ],
)
def test_what_can_be_pressed_and_pictures_stand_out(typed: str, shown: str) -> None:
    assert read(typed, NAMES) == shown


def test_a_time_long_ago_is_said_to_be_so() -> None:
    assert read("<t:0:R>").endswith(" days ago⟧")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (r"\*not this\*", "*not this*"),
        (r"\# \> \- 1\. \<@1\>", "# > - 1. <@1>"),
        (r"\:smile: https\://example.org \[here](x)", ":smile: https://example.org [here](x)"),
        (r"\\*this*", r"\this"),
        (r"\**this*", "*this"),
        (r"C:\new \ 5", r"C:\new \ 5"),
        ("ends with \\\\", "ends with \\"),
        (r"¯\_(ツ)_/¯", r"¯\_(ツ)_/¯"),
    ],
)
def test_a_backslash_takes_the_meaning_of_a_mark(typed: str, shown: str) -> None:
    assert read(typed, NAMES) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "2 * 3 * 4 is 24, and 2*3 is 6",
        "test_ing_stuff",
        "**never closed, ~~this neither, `nor this, ||and this",
        "#lounge, #1, a # b, #### four, # # two",
        "-#small, a -# b, -none, - ",
        ">quoted, a > b",
        "At 10:30:00, or at 9: no, 10: yes",
        "1) one, 1.one, 3.5 of 10.",
        "[here](there) (https:) www.example.org",
        "<b>bold</b> &amp; <@ann> <#> <t:soon> <3",
        "ann@example.org, @ann",
        "\n\n  two lines on  \n",
        "“Tom’s” — déjà vu 👍🏽 日本",
    ],
)
def test_marks_that_mean_nothing_stay(typed: str) -> None:
    assert read(typed, NAMES) == typed


def test_of_the_hostile_words_all_but_html_would_show_as_markup() -> None:
    plain = [one for one in HOSTILE if read(one, NAMES) == one]
    assert [one[:3] for one in plain] == ["<b>", "Tom"]
