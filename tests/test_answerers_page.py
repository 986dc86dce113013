"""docs/answerers.md is true: each word it gives works, it quotes what is said, its talk happens."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from points import LEAD, alone, group, now, point
from stage import on_stage

from bot import settings
from bot.features import FEATURES
from bot.features.answering import questions, reminding
from bot.ledger import State
from bot.model import Group, GroupId, Person, PersonId
from bot.parse import Parser, Understood
from bot.words import Words

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/answerers.md").read_text("utf-8")
(DIALOGUE,) = re.findall(r"```dialogue\n(.*?)```", PAGE, re.DOTALL)
TYPED = sorted(set(re.findall(r"`([^`\n]+)`", PAGE.replace(DIALOGUE, ""))))
WORDS = Words.load()
PARSER = Parser(FEATURES, WORDS, "en")
NOT_WORDS = {"!", "/alongside", "post"}
"""A sign, Discord's own word, and what is said in a form."""

PEOPLE = {PersonId(f"stage:{name.lower()}"): name for name in ("Sam", "Lena")}
GROUP = Group(GroupId(1), "North Town group", (), {}, {}, PEOPLE)


@pytest.mark.parametrize("typed", [one for one in TYPED if one not in NOT_WORDS])
def test_each_word_on_the_page_is_understood_with_all_that_follows(typed: str) -> None:
    found = (
        PARSER.room(typed, GROUP, addressed=False)
        if typed.startswith("!")
        else PARSER.private(typed, GROUP)
    )
    assert isinstance(found, Understood), typed
    needed = {arg.name for arg in found.command.args if arg.needed}
    bare = typed == found.command.word
    assert bare or needed <= set(found.args), f"{typed}: {found.args}"
    if "who" in found.args:
        assert isinstance(found.args["who"], Person)


def test_every_word_of_whoever_answers_is_on_the_page() -> None:
    feature = next(one for one in FEATURES if one.name == "answering")
    for command in feature.commands:
        if not command.inner and command.word not in ("answerer", "who answers points"):
            assert f"`{command.word}" in PAGE or f"`!{command.word}" in PAGE, command.word


def test_the_page_names_what_can_be_chosen_as_it_is_shown() -> None:
    (state,) = (one for one in questions.ANSWER if one.name == "state")
    for choice in state.choices:
        label = WORDS.label(choice).partition(".")[0]
        assert f"**{label}**" in PAGE
    assert f"**{WORDS.word('answering.know-later')}**" in PAGE


def test_the_days_on_the_page_are_those_of_the_settings() -> None:
    days = [settings.days(GROUP, one) for one in (settings.ANSWER_DAYS, settings.OUTCOME_DAYS)]
    assert "within {} working days, and what came of it within {}".format(*days) in PAGE
    assert reminding.EVERY_DAY["hour"] == "10"
    assert "on Monday at ten" in PAGE
    assert date(2026, 5, 18).weekday() == reminding.LIST_ON


async def test_the_talk_on_the_page_happens(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await group(stage)
        await point(stage)
        for line in DIALOGUE.strip().splitlines():
            who, _, text = line.strip().partition(": ")
            if who.startswith("to "):
                assert stage.to(who.removeprefix("to ")).replace("\n", " / ") == text
            else:
                await alone(stage, who.removesuffix(" (alone)"), text)
        one = await now(stage)
        assert (one.state, one.promised_by) == (State.WILL, "Ana")


async def test_what_the_page_says_of_e_mails_is_so(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await group(stage)
        await point(stage)
        await alone(stage, LEAD, "answerer by email", "Lena", "lena@x.uk", "1 July", "1")
        shown = await alone(stage, LEAD, "reply to 1", "Lena", "1", "Soon.", "1")
        assert "By e-mail from Lena, word for word" in shown
        assert "By e-mail from Lena, word for word" in PAGE
