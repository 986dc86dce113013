"""Answers that a platform shows only once, or cannot show at all: none is lost, none is doubled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from stage import ROOM, Stage, on_stage, person

from bot.model import Heard, private

ANN = private(person("Ann").id)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path, dice=lambda: 1.0) as one:
        await one.meeting()
        yield one


def told(stage: Stage, via: str) -> str:
    return stage.platform.answers[via].text


async def test_a_press_is_answered_where_it_waits(stage: Stage) -> None:
    await stage.says("Ann", "hand up", via="first")
    assert told(stage, "first") == "Your hand is up. You are first."
    assert stage.bot_lines(ANN)[-1] != "Your hand is up. You are first."


async def test_what_the_room_answers_takes_the_sign_of_waiting_away(stage: Stage) -> None:
    await stage.says("Ann", "hand up")
    await stage.says("Bashir", "next", via="pressed")
    assert told(stage, "pressed") == ""
    assert stage.room() == "Ann, it is your turn. Nobody is waiting."


async def test_what_could_not_be_shown_comes_with_the_next_answer_once(stage: Stage) -> None:
    stage.platform.over.add("too late")
    await stage.says("Ann", "hand up", via="too late")
    await stage.says("Ann", "who is next", via="next touch")
    assert told(stage, "next touch") == (
        "Hands: Ann. Earlier I could not reach you. This was for you. "
        "Your hand is up. You are first."
    )
    await stage.says("Ann", "who is next", via="after that")
    assert told(stage, "after that") == "Hands: Ann."


async def test_it_comes_also_when_the_next_touch_has_no_answer_of_its_own(stage: Stage) -> None:
    stage.platform.over.add("too late")
    await stage.says("Bashir", "who is next", via="too late")
    await stage.says("Ann", "hand up")
    await stage.says("Bashir", "next", via="next touch")
    assert told(stage, "next touch") == (
        "I could not reach you before. This was for you. Nobody is waiting."
    )


async def test_it_does_not_wait_for_more_than_a_day(stage: Stage) -> None:
    stage.platform.over.add("too late")
    await stage.says("Ann", "hand up", via="too late")
    await stage.jump(timedelta(days=1, minutes=1))
    await stage.says("Ann", "who is next", via="next touch")
    assert told(stage, "next touch") == "Hands: Ann."


async def test_what_nobody_asked_for_waits_for_the_next_press_as_well(stage: Stage) -> None:
    """A hint for the lead, who has begun no private chat."""
    stage.platform.unseen.add(private(person("Bashir").id))
    await stage.says("Bashir", "time hint 2", via="set")
    await stage.says("Ann", "hand up")
    await stage.says("Tom", "hand up")
    await stage.says("Bashir", "next")
    await stage.later(130)
    await stage.says("Bashir", "next", via="pressed")
    assert told(stage, "pressed").endswith("Ann has had 2 minutes. You decide what is kind.")


async def test_again_shows_the_last_answer_for_a_day_and_no_older_one(stage: Stage) -> None:
    await stage.says("Ann", "hand up", via="one")
    await stage.says("Ann", "hand down", via="two")
    await stage.says("Ann", "again", via="three")
    await stage.says("Ann", "again", via="four")
    assert told(stage, "three") == told(stage, "four") == "Your hand is down."
    await stage.jump(timedelta(days=1, minutes=1))
    await stage.says("Ann", "again", via="five")
    assert told(stage, "five").startswith("I have nothing more for you just now.")


async def test_again_is_for_nobody_else(stage: Stage) -> None:
    await stage.says("Ann", "hand up", via="one")
    await stage.says("Tom", "again", via="two")
    assert told(stage, "two").startswith("I have nothing more for you just now.")


async def test_the_facts_of_an_answer_go_with_the_next_one(stage: Stage) -> None:
    await stage.says("Bashir", "raise Zebedee", via="one")
    await stage.says("Bashir", "who is next", via="two")
    says = await stage.app.db.read(
        lambda tx: [row[0] for row in tx.all("SELECT says FROM outbox WHERE state = 'sent'")]
    )
    assert not any("Zebedee" in each for each in says)
    assert sum(map(bool, says)) == 1
    vias = await stage.app.db.read(
        lambda tx: tx.all("SELECT 1 FROM outbox WHERE via IS NOT NULL AND state = 'sent'")
    )
    assert vias == [], "where an answer went is forgotten once it was shown"


async def test_who_asked_in_the_open_is_told_there_that_an_answer_waits(stage: Stage) -> None:
    stage.platform.unseen.add(ANN)
    await stage.says("Ann", "raise Zebedee", addressed=True)
    await stage.later(70)
    assert stage.room() == ("An answer is here for somebody who asked. Only they can read it.")
    button = stage.platform.lines[-1].message
    assert button is not None
    assert [one.types for one in button.buttons] == ["again"]
    await stage.says("Ann", "again", via="pressed")
    assert "Zebedee" in told(stage, "pressed")
    await stage.says("Tom", "again", via="curious")
    assert "Zebedee" not in told(stage, "curious")


async def test_a_reply_from_memory_waits_in_memory_only(stage: Stage, tmp_path: Path) -> None:
    stage.platform.unseen.add(ANN)
    before = len(stage.bot_lines())
    heard = Heard("stage:open", person("Ann"), "what is kept", stage.clock.now(), room=ROOM)
    heard = replace(heard, addressed=True)
    said = await stage.app.hear(heard)
    assert said is not None
    await stage.app.not_shown(heard, said)
    await stage.later(70)
    assert stage.bot_lines()[before:] == [
        "An answer is here for somebody who asked. Only they can read it."
    ]
    files = b"".join(one.read_bytes() for one in tmp_path.iterdir() if one.is_file())
    assert b"private-word" not in files, "neither the words nor their key"
    assert b"answer-waits" in files
    shown = await stage.says("Ann", "again", via="pressed")
    assert shown is not None
    assert shown.startswith("The room saw that word.")
    assert await stage.says("Ann", "again", via="twice") is None


async def test_a_private_chat_begins_by_the_persons_own_wish(stage: Stage) -> None:
    await stage.says("Ann", "private chat", via="pressed")
    assert told(stage, "pressed").startswith("I write to you now.")
    assert stage.to("Ann").startswith("Here it is only you and I.")


async def test_one_line_says_that_answers_wait_however_many_do(stage: Stage) -> None:
    """Somebody who asks nonsense without end does not fill the room."""
    stage.platform.unseen.add(ANN)
    lines = len(stage.bot_lines())
    for n in range(8):
        await stage.says("Ann", f"raise Zebedee {n}", addressed=True)
        await stage.says("Tom", "well")
        await stage.later(65)
    assert len(stage.bot_lines()) == lines + 1


async def test_a_request_to_check_does_not_come_long_after_its_time(stage: Stage) -> None:
    stage.platform.unseen.add(private(person("Bashir").id))
    await stage.card("Ann", "check")
    await stage.later(700)
    await stage.says("Bashir", "who is next", via="late")
    assert told(stage, "late") == "Nobody is waiting."
