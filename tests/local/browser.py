"""People at the rehearsal page, in a real browser.

tom = await sit(browser, room, "Tom")
await tom.type("hand up", alone=True)
await tom.sees("Your hand is up.", alone=True)
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from axe_playwright_python.async_playwright import Axe
from local.practice import Room
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

CHROMIUM = os.environ.get("ALONGSIDE_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


class Player:
    """Somebody at the page. `name` is who they are now."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.troubles: list[str] = []
        page.on("console", lambda said: self.troubles.append(said.text))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))

    @property
    def seat(self) -> Locator:
        return self.page.locator(".seat").first

    @property
    def board(self) -> Locator:
        """The live list at the top of the room."""
        return self.chat().locator(".board")

    def chat(self, *, alone: bool = False) -> Locator:
        return self.seat.locator(".chat.own" if alone else ".chat.room")

    def log(self, *, alone: bool = False) -> Locator:
        return self.chat(alone=alone).get_by_role("log")

    def field(self, *, alone: bool = False) -> Locator:
        return self.chat(alone=alone).locator("textarea")

    async def become(self, name: str) -> None:
        self.name = name
        await self.seat.get_by_role("radio", name=name).check(force=True)
        await expect(self.seat.get_by_role("heading", name=f"You are {name}.")).to_be_visible()

    async def type(self, text: str, *, alone: bool = False) -> None:
        await self.field(alone=alone).fill(text)
        await self.field(alone=alone).press("Enter")

    async def press(self, name: str, *, alone: bool = False) -> None:
        await self.chat(alone=alone).get_by_role("button", name=name, exact=True).last.click()

    async def sees(self, text: str, *, alone: bool = False) -> None:
        await expect(self.log(alone=alone)).to_contain_text(text)

    async def axe(self) -> list[tuple[str, list[str]]]:
        """What axe-core finds wrong on the page as it is, once no colour is changing any more."""
        still = "Promise.allSettled(document.getAnimations().map((one) => one.finished))"
        await self.page.evaluate(still)
        found: Any = await Axe().run(self.page, options={"runOnly": RULES})
        wrong: list[Mapping[str, Any]] = found.response["violations"]
        return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in wrong]

    async def too_wide(self) -> list[str]:
        """Whatever makes the page scroll sideways."""
        found: list[str] = await self.page.evaluate(
            """() => {
                const wide = document.documentElement.scrollWidth > innerWidth;
                const over = [...document.body.querySelectorAll("*")].filter((one) => {
                    const box = one.getBoundingClientRect();
                    return box.width > 1 && box.right > innerWidth + 1;
                });
                return wide ? ["the page", ...over.map((one) => one.outerHTML.slice(0, 90))] : [];
            }"""
        )
        return found


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as engine:
        opened = await engine.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield opened
        finally:
            await opened.close()


async def sit(opened: Browser, room: Room, name: str = "Bashir", **how: Any) -> Player:
    """A person at a page of their own, as on another computer."""
    context = await opened.new_context(**{"viewport": WIDE, **how})
    context.set_default_timeout(8000)
    player = Player(await context.new_page(), name)
    await player.page.goto(room.address)
    await player.page.wait_for_selector("body.ready")
    await player.become(name)
    return player
