"""The yearly report in the rehearsal room, from another view to the page that people save."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from local.browser import CHROMIUM, PHONE, Player, browser, sit
from local.practice import Room, rehearsal
from playwright.async_api import Browser

from bot.clock import Clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt install chromium"),
    pytest.mark.asyncio(loop_scope="module"),
]

VIEW = "Nine pages became four. <b>The hard questions</b> are still in them."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chrome() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with rehearsal(tmp_path, clock=Clock()) as one:
        for words in ("!switch on points", "!group says yes points"):
            await one.says("bashir", words)
        await one.until("local:room", "points")
        yield one


async def saved(player: Player, folder: Path, ending: str) -> Path:
    """The newest file in the room, as this person saves it."""
    async with player.page.expect_download() as saving:
        await player.chat().get_by_role("link", name="Save the file").last.click()
    download = await saving.value
    assert download.suggested_filename.endswith(ending)
    path = folder / download.suggested_filename
    await download.save_as(path)
    return path


async def test_a_report_is_written_shown_saved_and_read(
    chrome: Browser, room: Room, tmp_path: Path
) -> None:
    for words in ("other view", "1", VIEW, "1", "1"):
        await room.says("ann", words, alone=True)
    await room.until("@local:ann", "It is in our report, word for word.")
    for words in ("report", "2"):
        await room.says("bashir", words, alone=True)
    await room.until("local:room", "Our yearly report is here, as a file.")
    tom = await sit(chrome, room, "Tom", viewport=PHONE)
    path = await saved(tom, tmp_path, ".html")
    reader = await tom.page.context.new_page()
    await reader.goto(path.as_uri())
    page = Player(reader, "Tom")
    assert await page.axe() == []
    assert await page.too_wide() == []
    said = await reader.locator("main").inner_text()
    assert VIEW in said, "to the letter, and no markup"
    assert "Ann" not in said
