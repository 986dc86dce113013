"""A document in a real browser: on a phone, in the dark, on paper, and for a screen reader."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from local.browser import CHROMIUM, PHONE, Player, browser
from papers_to_read import NEWS
from playwright.async_api import Browser, Page, Request

from bot.documents import page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt install chromium"),
]


A4 = {"width": 657, "height": 986}
"""Within its margins, in pixels."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chrome() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "news.html"
    path.write_text(page.write(NEWS), "utf-8")
    return path


async def reader(chrome: Browser, file: Path, **how: object) -> tuple[Player, list[str]]:
    """Somebody who has opened the file, and whatever it asked for."""
    context = await chrome.new_context(**{"viewport": PHONE, **how})  # type: ignore[arg-type]
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    one = await context.new_page()
    one.on("request", note)
    player = Player(one, "reader")
    await one.goto(file.as_uri())
    return player, asked


async def smallest_letters(one: Page) -> float:
    """In pixels of the screen, of all that is shown."""
    found: float = await one.evaluate(
        """() => Math.min(...[...document.querySelectorAll("main *")]
            .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
            .filter((one) => !["title", "desc"].includes(one.tagName))
            .map((one) => parseFloat(getComputedStyle(one).fontSize)
                * (one.getScreenCTM ? one.getScreenCTM().a : 1)))"""
    )
    return found


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_on_a_phone_it_reads_in_one_column_and_axe_finds_nothing(
    chrome: Browser, file: Path, colours: str
) -> None:
    player, asked = await reader(chrome, file, color_scheme=colours)
    assert await player.too_wide() == []
    assert await player.axe() == []
    assert asked == [file.as_uri()], "nothing else was asked for"
    assert player.troubles == []
    assert await smallest_letters(player.page) >= 15


async def test_on_the_narrowest_screen_nothing_is_cut(chrome: Browser, file: Path) -> None:
    """WCAG 2.2, 1.4.10: at 320 pixels nothing scrolls sideways."""
    player, _ = await reader(chrome, file, viewport={"width": 320, "height": 600})
    assert await player.too_wide() == []


async def test_on_paper_it_is_large_print_in_black_on_white(chrome: Browser, file: Path) -> None:
    player, _ = await reader(chrome, file, color_scheme="dark", viewport=A4)
    await player.page.emulate_media(media="print")
    point = 96 / 72
    assert await smallest_letters(player.page) >= 16 * point - 0.5
    size = "parseFloat(getComputedStyle(document.querySelector('p')).fontSize)"
    assert 16 * point <= await player.page.evaluate(size) <= 18 * point
    colours = "(one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    assert await player.page.eval_on_selector("body", colours) == [
        *("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    ]
    data = await player.page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type ?/Page\b", data)) in range(2, 6)


async def test_a_screen_reader_hears_the_chart_as_a_sentence(chrome: Browser, file: Path) -> None:
    player, _ = await reader(chrome, file)
    drawing = player.page.get_by_role("img")
    heard = await drawing.aria_snapshot()
    assert "Points since April We raised 12 points. 9 were answered" in heard
