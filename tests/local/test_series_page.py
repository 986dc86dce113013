"""A whole series rehearsed at the page by one person, who plays everybody and moves the clock.

`ALONGSIDE_WRITE_DOCS=1` takes the pictures of docs/facilitators.md anew.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from local.browser import CHROMIUM, Player, browser, sit
from local.practice import ROOM, Room, rehearsal
from local.test_golden_page import settle, until
from playwright.async_api import expect
from series import BEFORE, LEAD, SCRIPT, Dated

from bot.clock import Clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt install chromium"),
]

PICTURES = Path(__file__).parents[2] / "docs/pictures"
ROOMS = "Which room?"

SOON = timedelta(minutes=15)
"""How long before a meeting people are reminded for the last time."""


SHOWN = {
    ("Ann", "hand up"): "meeting",
    ("Sam", "shall I write for us?"): "small-groups",
    (LEAD, "my list"): "my-list",
}
"""After what there is a picture, and of what."""


async def picture(player: Player, name: str) -> None:
    """As a reader of the page for facilitators sees it."""
    assert (PICTURES / f"{name}.png").exists() or os.environ.get("ALONGSIDE_WRITE_DOCS")
    if os.environ.get("ALONGSIDE_WRITE_DOCS"):
        await expect(player.page.locator("#toast")).to_be_empty(timeout=15_000)
        await player.page.wait_for_timeout(400)  # what was just said moves in
        await player.page.screenshot(path=PICTURES / f"{name}.png")


async def fills(player: Player, answers: Sequence[str]) -> None:
    """Answer what is asked, as one form: in words, or by the number of a choice."""
    form = player.page.get_by_role("dialog")
    await expect(form).to_be_visible()
    asked = await form.locator(".asked").all()
    assert len(asked) == len(answers)
    for one, said in zip(asked, answers, strict=True):
        choices = one.get_by_role("radio")
        if await choices.count():
            await choices.nth(int(said) - 1).check()
        else:
            await one.get_by_role("textbox").fill(said)
    if len(answers) > 4:
        await asked[0].scroll_into_view_if_needed()
        await picture(player, "plan")
    await form.get_by_role("button", name="Send these answers").click()
    await expect(form).to_be_hidden()


async def comes_next(player: Player, room: Room) -> None:
    """The clock goes to what is due next."""
    before = room.app.clock.now()
    await player.page.get_by_text("Move the clock").first.click()
    await player.page.get_by_role("button", name="To what comes next").click()
    for _ in range(100):
        if room.app.clock.now() > before:
            break
        await asyncio.sleep(0.05)
    assert room.app.clock.now() > before
    await player.page.keyboard.press("Escape")
    await settle(room)


class Rehearsal:
    """One person at one page."""

    def __init__(self, player: Player, room: Room) -> None:
        self.player = player
        self.room = room
        self.taken: set[str] = set()

    async def plays(self, steps: Sequence[Dated]) -> None:
        left = list(steps)
        while left:
            step = left.pop(0)
            await until(self.room, max(step.when, self.room.app.clock.now() + timedelta(seconds=2)))
            if step.who != self.player.name:
                await self.player.become(step.who)
            if step.where == "alone":
                await self._alone(step, left)
            else:
                await self._in_the_room(step)
            await settle(self.room)
            if (name := SHOWN.get((step.who, step.text))) and name not in self.taken:
                self.taken.add(name)
                await picture(self.player, name)

    async def _alone(self, step: Dated, left: list[Dated]) -> None:
        """What a plan asks is asked as one form, until what has to be pressed."""
        await self.player.type(step.text, alone=True)
        if step.text != "plan":
            return
        answers = []
        while left and left[0].where == "alone" and left[0].when == step.when:
            answers.append(left.pop(0).text)
        last = answers.pop()
        await fills(self.player, answers)
        await self.player.press(last.capitalize(), alone=True)

    async def _in_the_room(self, step: Dated) -> None:
        which = self.player.page.get_by_label(ROOMS)
        name = f"River Street group {step.group}" if step.group else "River Street group"
        if await which.count():
            await which.select_option(name)
        own = self.player.log().locator(".line.mine")
        said = await own.count()
        await self.player.type(step.text)
        await expect(own).to_have_count(said + 1)
        await expect(own.last).to_contain_text(step.text)


async def test_one_person_rehearses_a_whole_series(tmp_path: Path) -> None:
    clock = Clock(frozen_at=BEFORE)
    async with browser() as chrome, rehearsal(tmp_path, clock=clock, dice=lambda: 0.5) as room:
        await room.until("@local:ana", "Hello, Ana")
        player = await sit(chrome, room, LEAD, viewport={"width": 1180, "height": 980})
        await player.page.get_by_role("button", name="Hide these steps").click()
        me = Rehearsal(player, room)
        days = [n for n, step in enumerate(SCRIPT) if n and step.when > SCRIPT[n - 1].when]
        first = next(n for n in days if SCRIPT[n].text == "start")
        await me.plays(SCRIPT[:first])
        while room.app.clock.now() < SCRIPT[first].when - SOON:
            await comes_next(player, room)
        await player.sees("We meet today at 10:30.")
        assert len([line for line in await room.lines(ROOM) if "We meet on" in line]) == 3
        await me.plays(SCRIPT[first:])
        said = await room.lines(ROOM)
        assert any("Welcome back. A says: “start with what I can do”" in line for line in said)
        assert not any("switched off" in line or "moved the clock" in line for line in said)
        assert player.troubles == []
        assert me.taken == {*SHOWN.values()}
