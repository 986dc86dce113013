"""Small groups in the rehearsal room: further rooms that come, are seen by a few, and go again."""

from __future__ import annotations

from pathlib import Path

import pytest
from local.browser import CHROMIUM, browser, sit
from local.practice import ROOM, rehearsal
from playwright.async_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt install chromium"),
]

A = "local:place-1"


async def test_who_is_asked_in_sees_the_room_and_is_back_when_it_closes(tmp_path: Path) -> None:
    async with browser() as chrome, rehearsal(tmp_path) as room:
        await room.until("@local:ana", "Hello, Ana")
        tom = await sit(chrome, room, "Tom")
        which = tom.page.get_by_label("Which room?")
        await room.says("bashir", "start")
        await room.until(ROOM, "Bashir leads today")
        await room.says("bashir", "small groups 2, 10 minutes")
        await room.until(ROOM, "Two small groups until")
        await tom.press("A")
        await tom.sees("You are in A.", alone=True)
        await room.says("joe", "A")
        await room.post("clock", {"minutes": 10})
        await room.until(ROOM, "A: Tom, Joe.")
        await which.select_option("River Street group A")
        await tom.sees("This is A.")
        await expect(tom.seat).to_contain_text("Only this small group reads this.")
        await tom.type("our lines: ask less")
        await room.until(A, "tom: our lines: ask less")
        await tom.sees("A says: “ask less”")
        assert await tom.axe() == []
        await tom.become("Femi")
        await expect(which).not_to_be_attached()
        await expect(tom.log()).not_to_contain_text("ask less")
        await tom.become("Tom")
        await which.select_option("River Street group A")
        await room.says("bashir", "back together")
        await room.until(ROOM, "Welcome back. A says: “ask less”")
        await tom.sees("Welcome back.")
        await expect(which).not_to_be_attached()
