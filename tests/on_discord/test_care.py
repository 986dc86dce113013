"""Talking to a person on Discord: buttons all the way, and nothing of it in the room."""

from __future__ import annotations

from datetime import timedelta

import pytest
from on_discord.lounge import Lounge, buttons, until

pytestmark = pytest.mark.slow


async def is_there(lounge: Lounge) -> None:
    """Tom is there for people, by his own yes, and has a private chat."""
    await lounge.opens_dm(lounge.tom)
    await lounge.slash(lounge.bev, "alongside", words="supporter Tom")
    post = await lounge.tom.hears(lounge.room, "will you be there for people here")
    await lounge.press(lounge.tom, "I will support", on=post)
    await lounge.ann.hears(lounge.room, "Tom Hill is there for people here until")


async def asks(lounge: Lounge) -> str:
    """Ann asks him to ring her, as soon as it can be."""
    begun = await lounge.ann.slash(lounge.room, "talk-to-a-person")
    told = await lounge.answer(lounge.ann, begun)
    for label in (
        *("Tom Hill, from this group", "Ring me", "They know that", "As soon as possible"),
        "Send it",
    ):
        assert begun.original is not None
        assert label in buttons(begun.original), buttons(begun.original)
        begun = await lounge.ann.presses(label, on=begun.original)
        told = await lounge.answer(lounge.ann, begun)
    return told


async def test_somebody_asks_and_the_supporter_says_yes(lounge: Lounge) -> None:
    await is_there(lounge)
    chat = await lounge.opens_dm(lounge.ann)
    lines, told_bev = lounge.lines(), lounge.told(lounge.bev)
    told = await asks(lounge)
    assert told.startswith("I am telling Tom Hill now. You hear from me by")
    asked = await lounge.tom.hears(await lounge.tom.opens_dm(), "would like to talk to you")
    assert asked.content == (
        "Ann Lee from “lounge” would like to talk to you. Please ring."
        " When: as soon as possible. Only you read this. Can you do it?\n1 I can.\n2 I cannot."
    )
    thanks = await lounge.press(lounge.tom, "I can", on=asked)
    assert thanks.startswith("Thank you. Ann Lee knows now that you will.")
    await lounge.ann.hears(chat, "Tom Hill has said yes. You will be rung.")
    assert lounge.lines() == lines, "the room hears nothing of any of it"
    assert lounge.told(lounge.bev) == told_bev


async def test_nobody_answers_and_the_promise_is_kept(lounge: Lounge) -> None:
    await is_there(lounge)
    chat = await lounge.opens_dm(lounge.ann)
    await asks(lounge)
    lounge.clock.move(timedelta(days=1, hours=20))
    missed = await lounge.ann.hears(chat, "Tom Hill has not answered in time. I am sorry.")
    assert {"Choose somebody", "See phone lines"} <= {*buttons(missed)}
    lines = await lounge.press(lounge.ann, "See phone lines", on=missed)
    assert "Samaritans: 116 123" in lines


async def test_a_supporter_without_a_chat_is_asked_at_their_next_word(lounge: Lounge) -> None:
    await lounge.slash(lounge.bev, "alongside", words="supporter Tom")
    post = await lounge.tom.hears(lounge.room, "will you be there for people here")
    hint = await lounge.press(lounge.tom, "I will support", on=post)
    assert "Please choose Private chat" in hint
    await asks(lounge)
    await until(lambda: lounge.bot.app.core.door.unseen, "it was not known that Tom has no chat")
    told = await lounge.slash(lounge.tom, "who-leads")
    assert "would like to talk to you" in told
    assert "said yes" not in told
