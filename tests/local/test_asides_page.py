"""A question without a name at the rehearsal page, from the first word to the post: by keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from local.browser import CHROMIUM, PHONE, Player, browser, sit
from local.practice import Room, rehearsal
from local.test_asides import QUESTION, kept, moves, ready, to_the_slot
from playwright.async_api import Browser, expect

from bot.clock import Clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt install chromium"),
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chrome() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with rehearsal(tmp_path, clock=Clock()) as one:
        await ready(one)
        yield one


async def shows(player: Player, chat: str) -> None:
    """On a phone one chat is shown at a time."""
    await player.page.get_by_role("button", name=chat, exact=True).first.focus()
    await player.page.keyboard.press("Enter")


async def chooses(player: Player, label: str) -> None:
    """A button under the newest line, reached and pressed by keyboard."""
    button = player.chat(alone=True).get_by_role("button", name=label, exact=True).last
    await button.focus()
    await player.page.keyboard.press("Enter")


async def test_a_whole_question_by_keyboard_with_the_form(
    chrome: Browser, room: Room, tmp_path: Path
) -> None:
    tom = await sit(chrome, room, "Tom", viewport=PHONE)
    await shows(tom, "Private chat")
    await tom.type("ask without my name", alone=True)
    await tom.sees("This is practice. Nothing is private here.", alone=True)
    # What comes is read aloud by itself.
    await expect(tom.log(alone=True)).to_have_attribute("aria-live", "polite")
    assert await tom.axe() == []
    await chooses(tom, "Go on")
    form = tom.page.get_by_role("dialog")
    await expect(form).to_be_visible()
    assert await tom.axe() == []
    await tom.page.keyboard.type(QUESTION)
    await tom.page.reload()  # in the middle: the form comes back with what was typed
    await tom.page.wait_for_selector("body.ready")
    await expect(form).to_be_visible()
    await expect(form.get_by_role("textbox")).to_have_value(QUESTION)
    await form.get_by_role("textbox").focus()
    await tom.page.keyboard.press("Tab")
    await form.get_by_role("button", name="Send these answers").press("Enter")
    await expect(form).to_be_hidden()
    await tom.become("Tom")
    await shows(tom, "Private chat")
    await tom.sees(f"“{QUESTION}”", alone=True)
    assert await tom.axe() == []
    await chooses(tom, "Send it")
    await tom.sees("It is not in the box yet.", alone=True)
    await moves(room, timedelta(seconds=61))
    await tom.sees("It is in the box.", alone=True)
    assert await tom.axe() == []
    assert await tom.too_wide() == []
    assert QUESTION.encode() not in kept(tmp_path)
    await to_the_slot(room)
    await shows(tom, "Room")
    await tom.sees(f"Question 1, without a name: “{QUESTION}”")
    assert tom.troubles == []


async def test_a_typed_question_over_a_reload(chrome: Browser, room: Room, tmp_path: Path) -> None:
    tom = await sit(chrome, room, "Tom")
    await tom.type("ask without my name", alone=True)
    await tom.sees("This is practice.", alone=True)
    await tom.type("1", alone=True)
    await tom.sees("What would you like to ask?", alone=True)
    await tom.page.reload()
    await tom.page.wait_for_selector("body.ready")
    await tom.become("Tom")
    await tom.sees("What would you like to ask?", alone=True)
    await tom.type(QUESTION, alone=True)
    await tom.sees(f"“{QUESTION}”", alone=True)
    await tom.type("1", alone=True)
    await tom.sees("It is not in the box yet.", alone=True)
    await moves(room, timedelta(seconds=61))
    await tom.sees("It is in the box.", alone=True)
    assert QUESTION.encode() not in kept(tmp_path)
    assert tom.troubles == []


async def test_words_that_a_restart_cut_off_are_answered_kindly_and_not_kept(
    chrome: Browser, tmp_path: Path
) -> None:
    clock = Clock()
    async with rehearsal(tmp_path, clock=clock) as one:
        await ready(one)
        port = one.url.port
        tom = await sit(chrome, one, "Tom")
        await tom.type("ask without my name", alone=True)
        await tom.sees("This is practice.", alone=True)
        await tom.type("1", alone=True)
        await tom.sees("What would you like to ask?", alone=True)
    assert port is not None
    async with rehearsal(tmp_path, clock=clock, port=port) as one:
        await expect(tom.log(alone=True)).not_to_contain_text("What would you like", timeout=15000)
        await tom.type(QUESTION, alone=True)
        await tom.sees("I no longer hold this.", alone=True)
        assert QUESTION.encode() not in kept(tmp_path)
        # And the next line is an ordinary one again.
        await tom.type("help", alone=True)
        await tom.sees("You can type", alone=True)
