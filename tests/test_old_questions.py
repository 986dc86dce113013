"""Buttons of questions that are no longer open, and lines that answer a line of the bot."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stage import ROOM, Platform, Stage, person
from test_parse import GROUP, PARSER

from bot.model import Button, Heard
from bot.parse import Understood, people_named


@pytest.fixture(autouse=True)
def keeps_buttons(stage: Stage) -> Platform:
    """A platform that shows answers where they were asked for, and keeps their buttons."""
    stage.platform.abilities = replace(stage.platform.abilities, forms=True, keeps_typed=True)
    return stage.platform


async def asks(stage: Stage, who: str, text: str, via: str) -> Button:
    """A word that asks back; the first button under it."""
    await stage.says(who, text, via=via)
    return stage.platform.answers[via].buttons[0]


async def presses(stage: Stage, who: str, button: Button, via: str) -> str:
    now = stage.clock.now()
    heard = Heard(f"stage:{via}", person(who), button.types, now, room=ROOM, pressed=True)
    reply = await stage.app.hear(replace(heard, via=via, of=button.of))
    await stage.settle()
    if reply is not None:
        return " ".join(one.text for one in reply.messages)
    return stage.platform.answers[via].text


CLOSED = "That question is closed now."


async def test_yes_answers_only_the_question_it_stands_under(stage: Stage) -> None:
    await stage.group()
    add = await asks(stage, "Bashir", "by phone Dilys", "one")
    leave = await asks(stage, "Bashir", "leave", "two")
    assert (add.types, leave.types) == ("yes", "yes")
    assert (await presses(stage, "Bashir", add, "three")).startswith(CLOSED)
    assert person("Bashir").id in stage.app.group_of(ROOM).members  # type: ignore[union-attr]
    assert (await presses(stage, "Bashir", leave, "four")).startswith("I have forgotten your name")
    assert (await presses(stage, "Bashir", leave, "five")).startswith(CLOSED)


async def test_the_same_question_asked_again_is_the_same(stage: Stage) -> None:
    await stage.group()
    first = await asks(stage, "Ann", "leave", "one")
    await stage.says("Ann", "help", via="two")
    assert (await presses(stage, "Ann", first, "three")).startswith("I have forgotten your name")


async def test_practice_is_over_when_a_meeting_begins(stage: Stage) -> None:
    await stage.group()
    hand = await asks(stage, "Ann", "practise", "one")
    await stage.says("Bashir", "start")
    assert (await presses(stage, "Ann", hand, "two")).startswith(CLOSED)
    assert "Hands: Ann." not in stage.bot_lines()


async def test_a_form_that_is_told_twice_is_answered_once(stage: Stage) -> None:
    await stage.group()
    for via in ("one", "two"):
        heard = Heard("stage:form", person("Bashir"), "facilitator", stage.clock.now(), room=ROOM)
        sent = replace(heard, pressed=True, via=via, fields={"who": "Tom"})
        reply = await stage.app.hear(sent)
        await stage.settle()
    assert reply is not None, "nobody waits for a second answer"
    assert reply.messages == ()
    asked = [one for one in stage.bot_lines() if "will you help to lead" in one]
    assert len(asked) == 1


@pytest.mark.parametrize("line", ["hand up", "Hand up: the bus", "/who leads", "say hello", "next"])
def test_what_answers_a_line_of_the_bot_is_a_word_when_it_surely_is_one(line: str) -> None:
    assert isinstance(PARSER.room(line, GROUP, addressed=False, answering=True), Understood)


@pytest.mark.parametrize("line", ["next time", "I agree", "stop", "no", "pass the salt", "1", ""])
def test_what_answers_a_line_of_the_bot_is_talk_otherwise(line: str) -> None:
    assert PARSER.room(line, GROUP, addressed=False, answering=True) is None


@pytest.mark.parametrize("line", ["/hand-up", "/hand up", "!hand up", "/hand-up: the bus"])
def test_a_slash_word_typed_as_text_is_the_word(line: str) -> None:
    found = PARSER.private(line, GROUP)
    assert isinstance(found, Understood)
    assert found.command.word == "hand up"


def test_who_is_called_exactly_so_comes_before_whose_name_begins_so() -> None:
    names = {person(one).id: one for one in ("Ann", "Anna", "Ann Lee", "Tom")}
    group = replace(GROUP, names=names)
    assert [one.name for one in people_named("ann", group)] == ["Ann"]
    assert [one.name for one in people_named("an", group)] == ["Ann", "Anna", "Ann Lee"]
    assert people_named("  ", group) == []
