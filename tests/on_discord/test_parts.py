"""Messages, buttons and forms as JSON: always what Discord takes, and read back as it was meant."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from on_discord.components import BUTTON, walk
from on_discord.description import load_description
from on_discord.forms import filled_in
from on_discord.judging import problems_of
from on_discord.rest import Asked
from stage import WORDS

from adapters.discord import parts
from bot.adapter import ShownField, ShownForm
from bot.features import FEATURES
from bot.forms import WRITE
from bot.model import Button, Rendered

MESSAGE = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
OPEN_FORM = 9

LABELS = st.text(st.characters(exclude_categories=["C"]), max_size=150)
TYPES = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=120)
BUTTONS = st.builds(Button, LABELS, TYPES, st.sampled_from(["", "7", "x" * 30]))


def problems(path: str, template: str, body: object) -> list[str]:
    """What Discord would say against it: by its limits, and its description where that is."""
    asked = Asked("POST", path, {}, body, template=template)
    return list(map(str, problems_of(asked, load_description())))


def against_message(body: object) -> list[str]:
    return problems("/channels/1/messages", MESSAGE, body)


def against_form(form: object) -> list[str]:
    return problems("/interactions/1/a/callback", CALLBACK, {"type": OPEN_FORM, "data": form})


def buttons(body: Any) -> list[tuple[str, str]]:
    found = [one for one in walk(body["components"]) if one.kind == BUTTON]
    return [(one.label, one.custom_id) for one in found]


# Buttons.


@given(st.lists(BUTTONS, max_size=40))
def test_whatever_buttons_there_are_the_message_is_one_that_discord_takes(
    those: list[Button],
) -> None:
    assert against_message(parts.message(Rendered("Hands: Tom.", tuple(those)))) == []


def test_of_too_many_buttons_the_first_are_shown() -> None:
    those = tuple(Button(f"Choice {n}", f"choice {n}") for n in range(30))
    body = parts.message(Rendered("Which?", those))
    assert [len(row["components"]) for row in body["components"]] == [5] * 5
    assert [label for label, _ in buttons(body)] == [one.label for one in those[:25]]
    assert against_message(body) == []
    assert against_message({**body, "components": body["components"] * 2}) != []


def test_a_button_whose_word_cannot_be_kept_is_left_out_and_the_others_stay() -> None:
    fits, too_long = Button("Yes", "x" * 96), Button("No", "x" * 97)
    shown = buttons(parts.message(Rendered("Yes or no?", (too_long, fits))))
    assert [label for label, _ in shown] == ["Yes"]
    assert parts.typed_by(shown[0][1]) == ("x" * 96, "")


def test_the_same_choice_twice_is_one_button() -> None:
    body = parts.message(Rendered("Yes?", (Button("Yes", "yes"), Button("Yes", "yes"))))
    assert buttons(body) == [("Yes", "say:yes")]


def test_a_long_label_is_seen_to_be_cut_and_an_empty_one_is_the_word() -> None:
    body = parts.message(Rendered("?", (Button("a" * 81, "one"), Button("", "two"))))
    assert [label for label, _ in buttons(body)] == ["a" * 79 + "…", "two"]


@given(BUTTONS)
def test_a_button_types_what_it_was_made_for(one: Button) -> None:
    for _, custom_id in buttons(parts.message(Rendered("?", (one,)))):
        assert parts.typed_by(custom_id) == (one.types, one.of)


@given(st.text())
def test_a_button_of_somebody_else_types_nothing(custom_id: str) -> None:
    if not custom_id.startswith(("say:", "say/")):
        assert parts.typed_by(custom_id) == ("", "")


def test_a_message_without_buttons_takes_those_away_that_it_had() -> None:
    assert parts.message(Rendered("No more."))["components"] == []


# Forms.


def field(name: str, label: str = "What is it?", **more: Any) -> ShownField:
    return ShownField(name, label, **{"limit": 200, "choices": (), **more})


def labels(one: ShownField) -> tuple[str, str]:
    """What stands above a field, and below that."""
    form = parts.form(ShownForm("plan round", "Plan a round", (one,)))
    assert against_form(form) == []
    shown = form["components"][0]
    return shown["label"], shown.get("description", "")


WORDY = st.text(st.sampled_from("ab .?!:é"), max_size=150).map("Well".__add__)
CHOICES = st.lists(st.builds(Button, WORDY, TYPES.map(lambda word: word[:100])), max_size=25)
FIELDS = st.lists(
    st.builds(
        ShownField,
        st.from_regex(r"[a-z]{1,20}", fullmatch=True),
        WORDY,
        st.integers(1, 10_000),
        CHOICES.map(lambda those: tuple({one.types: one for one in those}.values())),
        st.lists(st.builds(Button, WORDY, TYPES), max_size=3).map(tuple),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one.name,
)


@settings(max_examples=40)
@given(FIELDS, WORDY)
def test_whatever_is_asked_the_form_is_one_that_discord_takes(
    fields: list[ShownField], title: str
) -> None:
    form = parts.form(ShownForm("plan round", title, tuple(fields), of="12"))
    assert against_form(form) == []
    shown = [one["component"]["custom_id"] for one in form["components"]]
    assert shown == [one.name for one in fields[:5]]


@pytest.mark.parametrize(
    ("label", "also", "shown"),
    [
        ("Whose name", (), ("Whose name", "")),
        (
            "What shall it say? About 60 words fit.",
            (),
            ("What shall it say?", "About 60 words fit."),
        ),
        (
            "What is your answer? Pass is fine. About 60 words fit.",
            ("Pass",),
            ("What is your answer?", "Pass is fine. About 60 words fit. (Pass)"),
        ),
        (
            "This is for the next first round, if you are away then. What would you like to say?",
            ("Pass", "Later"),
            (
                "What would you like to say?",
                "This is for the next first round, if you are away then. (Pass / Later)",
            ),
        ),
        ("Say it. Nobody else sees it.", (), ("Say it", "Nobody else sees it.")),
        ("a" * 60, (), ("a" * 44 + "…", "a" * 60)),
        (f"Why? {'b' * 120}", ("Pass",), ("Why?", "b" * 92 + "… (Pass)")),
    ],
)
def test_the_question_stands_above_and_all_else_below(
    label: str, also: tuple[str, ...], shown: tuple[str, str]
) -> None:
    choices = tuple(Button(each, each.lower()) for each in also)
    assert labels(field("words", label, also=choices)) == shown


def test_of_every_form_there_is_nothing_is_cut_off() -> None:
    forms = [one.form for each in FEATURES for one in each.commands if one.form is not None]
    asked = [one for form in forms for one in form.fields if not one.alone]
    for one, language in itertools.product(asked, WORDS.languages):
        if WORDS.has(one.label, language) and (label := known(one.label, language)):
            also = tuple(Button(WORDS.label(each, language), each.types) for each in one.also)
            above, below = labels(field(one.name, label, also=also, limit=one.limit))
            whole = " ".join((label, *(button.label for button in also)))
            assert words(f"{above} {below}") == words(whole)
    assert asked


def known(key: str, language: str) -> str | None:
    """The question in words. None: it tells what was answered before."""
    try:
        return WORDS.word(key, language)
    except KeyError:
        return None


def words(text: str) -> list[str]:
    return sorted(re.findall(r"[\w’…]+", text))


def test_every_opening_of_a_form_is_another_one_that_still_says_what_it_is_for() -> None:
    one = ShownForm(WRITE, "My answer", (field("words"),), of="12")
    ids = [parts.form(one)["custom_id"] for _ in range(2)]
    assert len({*ids}) == len({parts.sent(id).opening for id in ids}) == 2
    assert {(sent.command, sent.of) for sent in map(parts.sent, ids)} == {(WRITE, "12")}


@given(st.text() | st.text(st.sampled_from("form/:ab7")))
def test_any_name_of_a_form_can_be_read(custom_id: str) -> None:
    sent = parts.sent(custom_id)
    assert sent == parts.Sent() or custom_id.startswith("form")


# What was filled in.


def test_what_was_filled_in_is_read() -> None:
    days = (Button("In 2 days", "2"), Button("In 7 days", "7"))
    fields = field("question"), field("days", choices=days), field("more", needed=False)
    form = parts.form(ShownForm("plan round", "Plan a round", fields))
    sent = filled_in(form, None, {"question": "What helps?", "days": "In 7 days"})
    assert parts.answers(sent["components"]) == {"question": "What helps?", "days": "7", "more": ""}


def test_fields_in_rows_as_forms_had_them_before_are_read_too() -> None:
    row = {"type": 1, "components": [{"type": 4, "custom_id": "why", "value": "the bus"}]}
    assert parts.answers([row]) == {"why": "the bus"}


NAMES = st.sampled_from(["component", "components", "custom_id", "value", "values", "type"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=30,
)


@given(JSON | st.lists(JSON))
def test_nothing_that_is_sent_as_a_form_breaks_it(sent: object) -> None:
    found = parts.answers(sent)
    assert {type(each) for pair in found.items() for each in pair} <= {str}


@pytest.mark.parametrize(
    "sent",
    [
        [{"components": 5}],
        [{"components": {"custom_id": "a", "value": "b"}}],
        [{"component": [{"custom_id": "a", "value": "b"}]}],
        [{"component": {"custom_id": ["a"], "value": "b"}}],
        [{"component": {"custom_id": "a", "value": {"b": 1}}}],
        [{"component": {"custom_id": "a", "values": [1, "b"]}}],
        [{"component": {"custom_id": "a", "values": [], "value": None}}],
        "abc",
        None,
    ],
)
def test_what_is_no_answer_is_left_out(sent: object) -> None:
    assert parts.answers(sent) == {}
