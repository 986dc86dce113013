"""Forms where the platform has forms: whole, in parts, again, and beside what is typed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from stage import ROOM, Stage, on_stage, person

from bot.adapter import ShownForm
from bot.model import Heard

AHEAD = "answer ahead"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A group on a platform like Discord: slash words, forms, and private words that stay."""
    async with on_stage(tmp_path, dice=lambda: 1.0) as one:
        one.platform.abilities = replace(
            one.platform.abilities, forms=True, slash=True, keeps_typed=True
        )
        await one.group()
        await one.says("Bashir", "switch on rounds", pressed=True)
        await one.says("Bashir", "group says yes rounds", pressed=True)
        yield one


async def form(stage: Stage, who: str, text: str) -> ShownForm | None:
    now = stage.clock.now()
    return await stage.app.form(
        Heard("stage:asks", person(who), text, now, room=ROOM, pressed=True)
    )


def told(stage: Stage, via: str) -> str:
    return stage.platform.answers[via].text


def pressing(stage: Stage, via: str) -> list[str]:
    return [button.types for button in stage.platform.answers[via].buttons]


async def test_a_whole_form_is_one_answer(stage: Stage) -> None:
    shown = await form(stage, "Ann", AHEAD)
    assert shown is not None
    assert (shown.command, [one.name for one in shown.fields]) == (AHEAD, ["words"])
    await stage.says("Ann", AHEAD, via="sent", fields={"words": "The bus came."})
    assert "The bus came." in told(stage, "sent")
    await stage.says("Ann", "post", via="posted")
    assert told(stage, "posted").startswith("Kept for the next first round")


async def test_what_a_form_lacks_is_asked_for_and_can_be_written(stage: Stage) -> None:
    await stage.says("Ann", AHEAD, via="empty", fields={"words": " "})
    assert "write it" in pressing(stage, "empty")
    shown = await form(stage, "Ann", "write it")
    assert shown is not None
    assert (shown.command, [one.name for one in shown.fields]) == ("write it", ["words"])
    await stage.says("Ann", "write it", via="sent", fields={"words": "The bus came."})
    assert "The bus came." in told(stage, "sent")
    assert await form(stage, "Ann", "write it") is None, "the last question stands alone"


async def test_going_back_keeps_what_was_known_before(stage: Stage) -> None:
    """`change` leads back to the words; the round they are for is not asked anew."""
    await stage.says("Ann", AHEAD, via="one", fields={"words": "The bus came."})
    await stage.says("Ann", "again", pressed=True)  # a word of its own: the form stays open
    await stage.says("Ann", "back", via="two")
    assert "write it" in pressing(stage, "two")
    await stage.says("Ann", "write it", via="three", fields={"words": "Both buses came."})
    assert "Both buses came." in told(stage, "three")
    assert "The bus came." not in told(stage, "three")


async def test_a_form_that_is_over_is_told_kindly_and_does_nothing(stage: Stage) -> None:
    await stage.says("Ann", AHEAD, via="empty", fields={"words": ""})
    await stage.says("Ann", "stop", via="stopped")
    await stage.says("Ann", "write it", via="late", fields={"words": "The bus came."})
    assert told(stage, "late").startswith("That is fine. Nothing is open between us now.")


async def test_a_form_sent_twice_acts_once(stage: Stage) -> None:
    for event in ("stage:once", "stage:once"):
        await stage.says("Ann", AHEAD, via="v", fields={"words": "One."}, event=event)
    forms = await stage.app.db.read(lambda tx: tx.all("SELECT answers FROM open_form"))
    assert len(forms) == 1


async def test_what_a_word_needs_is_asked_for_in_a_form(stage: Stage) -> None:
    await stage.says("Bashir", "start")
    shown = await form(stage, "Bashir", "raise")
    assert shown is not None
    assert [(one.name, one.needed) for one in shown.fields] == [("who", True)]
    await stage.says("Bashir", "raise", via="sent", fields={"who": "tom"})
    assert told(stage, "sent") == "Tom is first on the list."
    assert await form(stage, "Bashir", "hand up") is None, "it needs nothing"
    assert await form(stage, "Ann", "by phone") is None, "she may not: the word itself says so"


async def test_somebody_chosen_from_a_list_is_that_person(stage: Stage) -> None:
    """Two people of one name: the list tells them apart, and typing their name does not."""
    other = replace(person("Tom"), id=person("Tomasz").id)
    await stage.app.hear(Heard("stage:tom2", other, "say hello", stage.clock.now(), shares=(ROOM,)))
    await stage.says("Bashir", "start")
    assert [one.id for one in stage.app.people(person("Ann").id, ROOM) if one.name == "Tom"] == [
        person("Tom").id,
        other.id,
    ]
    await stage.says("Bashir", "raise", via="one", fields={"who": other.id})
    assert told(stage, "one") == "Tom is first on the list."
    await stage.says("Bashir", "raise", via="two", fields={"who": "Tom"})
    assert told(stage, "two") == "More than one person here is called “Tom”. Which one is it?"


async def test_nobody_learns_names_of_a_group_they_are_not_in(stage: Stage) -> None:
    assert stage.app.people(person("Zoe").id, None) == ()


async def test_one_of_several_is_chosen(stage: Stage) -> None:
    await stage.says("Bashir", "order", via="one", fields={"rule": "first come"})
    assert stage.room() == "From now on, hands are called in the order they went up."


async def test_a_card_typed_where_it_stays_is_not_shown_but_a_button_offered(
    stage: Stage,
) -> None:
    await stage.says("Bashir", "start")
    lines = len(stage.bot_lines())
    said = await stage.says("Ann", "slow", alone=True)
    assert said is not None
    assert said.startswith("What you type here stays with your name, so I have not shown it.")
    await stage.later(20)
    assert len(stage.bot_lines()) == lines
    assert await stage.card("Ann", "explain") is not None
    assert len(stage.bot_lines()) == lines, "typed, too"
    task = stage.says("Ann", "slow", via="pressed", wait=False)
    running = asyncio.create_task(task)
    for _ in range(20):
        await asyncio.sleep(0)
    await stage.later(10)
    reply = await running
    assert reply is not None
    assert reply.startswith("Your card is up.")
    assert stage.bot_lines()[-1].startswith("Card: slow.")


async def test_practising_by_typing_is_only_practice(stage: Stage) -> None:
    await stage.says("Ann", "practise", alone=True)
    await stage.says("Ann", "hand up", alone=True)
    assert await stage.says("Ann", "slow", alone=True) is None
    assert "you can always pass" in stage.to("Ann")
