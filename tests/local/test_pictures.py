"""The pictures of README.md: one of each feature, from the rehearsal room.

`ALONGSIDE_WRITE_DOCS=1` takes them anew. Without it the same is played, so that what they show
stays true.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from local.browser import CHROMIUM, Player, browser, sit
from local.practice import Room, rehearsal
from local.test_asides import QUESTION, asks, moves, ready
from local.test_golden_page import settle
from playwright.async_api import expect

from bot.clock import Clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt install chromium"),
]

PICTURES = Path(__file__).parents[2] / "docs/pictures"
README = Path(__file__).parents[2] / "README.md"
SIZE = {"width": 1180, "height": 1060}
TUESDAY = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


async def says(room: Room, who: str, *lines: str) -> None:
    """Lines in the room, each once the one before is answered."""
    for line in lines:
        await room.says(who, line, pressed=line.startswith(("switch", "group says")))
        await settle(room)
        room.app.clock.move(timedelta(seconds=20))
        await settle(room)


async def switched_on(room: Room, part: str) -> None:
    await says(room, "bashir", f"switch on {part}", f"group says yes {part}")


async def hands(room: Room) -> str:
    await says(room, "bashir", "start")
    await says(room, "tom", "hand up")
    await says(room, "ana", "hand up")
    await says(room, "bashir", "raise Dilys", "next")
    sent = asyncio.create_task(room.says("joe", "explain", alone=True))
    await room.until("@local:joe", "explain")
    await moves(room, timedelta(seconds=10))  # a card comes a few seconds later
    await sent
    await room.until("local:room", "Card: explain.")
    return "Card: explain."


async def rounds(room: Room) -> str:
    await switched_on(room, "rounds")
    await says(room, "bashir", "start", "go round: What went well this week?")
    await says(room, "priya", "The bus came on time. Twice.")
    await says(room, "grace", "pass")
    return "What went well this week?"


async def asking(room: Room) -> str:
    await ready(room)
    await asks(room, "ana", "ask without my name", "1", QUESTION)
    return QUESTION


async def leaving(room: Room) -> str:
    await ready(room)
    await switched_on(room, "asking")
    await says(room, "bashir", "start", "end")
    await asks(room, "ana", "how today left me")
    return "How did the meeting on"


async def charter(room: Room) -> str:
    await switched_on(room, "charter")
    await says(room, "bashir", "start")
    for line in ("Anybody can ask for quiet.", "We say why.", "We let people finish."):
        await says(room, "bashir", f"!write line: {line}")
    await says(room, "bashir", "!our draft")
    return "Which line can you not live with?"


COULD_NOT = (
    *("answer 1", "The form leaves out the nights.", "5"),
    *("There is no money for night care this year.", "Lena, who holds the budget."),
    *("The March budget.", "10 March", "The Carers’ Board: 01632 960004.", "post"),
)


async def points(room: Room) -> str:
    await switched_on(room, "points")
    await says(room, "bashir", "!answerer Ana until 1 December")
    await says(room, "ana", "!i will answer points")
    await says(room, "bashir", "start")
    await says(room, "priya", "note this: Page 1 should ask about nights.")
    await says(room, "ana", "!decided by Lena for 1 by 22 May")
    await says(room, "bashir", "end")
    for line in COULD_NOT[:-1]:
        await asks(room, "ana", line)
    await room.says("ana", COULD_NOT[-1], alone=True)
    for _ in range(8):
        await moves(room, timedelta(hours=12))
    return "We could not, yet."


SCENES: dict[str, tuple[str, bool, Callable[[Room], Awaitable[str]]]] = {
    "hands": ("Joe", False, hands),
    "rounds": ("Priya", False, rounds),
    "asking": ("Ana", True, asking),
    "leaving": ("Ana", True, leaving),
    "charter": ("Joe", False, charter),
    "points": ("Priya", False, points),
}
"""By picture: who sits at the page, whether their private chat is shown, and what is played; it
returns what is then seen there."""


async def picture(player: Player, name: str, *, alone: bool) -> None:
    if os.environ.get("ALONGSIDE_WRITE_DOCS"):
        await expect(player.page.locator("#toast")).to_be_empty(timeout=15_000)
        await player.page.wait_for_timeout(400)  # what was just said moves in
        await player.chat(alone=alone).screenshot(path=PICTURES / f"{name}.png")
    assert (PICTURES / f"{name}.png").exists()


@pytest.mark.parametrize("name", SCENES)
async def test_each_feature_has_a_true_picture(tmp_path: Path, name: str) -> None:
    who, alone, plays = SCENES[name]
    clock = Clock(frozen_at=TUESDAY)
    async with browser() as chrome, rehearsal(tmp_path, clock=clock, dice=lambda: 0.5) as room:
        await room.until(f"@local:{who.lower()}", "Hello")
        shown = await plays(room)
        player = await sit(chrome, room, who, viewport=SIZE)
        await player.page.get_by_role("button", name="Hide").click()
        await player.sees(shown, alone=alone)
        await picture(player, name, alone=alone)
        assert player.troubles == []
    assert f"docs/pictures/{name}.png" in README.read_text("utf-8")


def test_the_pictures_are_of_rooms_as_they_are() -> None:
    """Each one that a page shows is there, and none is left over."""
    pages = [README, *README.parent.glob("docs/*.md")]
    told = " ".join(page.read_text("utf-8") for page in pages)
    assert {one.name for one in PICTURES.glob("*.png") if one.name not in told} == set()
