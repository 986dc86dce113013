"""The golden session through the page: nine people at nine browsers, and Dilys on the phone.

The same script as on the core, with a clock that the bot is given. Everybody must see in their
own browser what the kept transcript says.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from golden import AIM, LEAD, PEOPLE, SCRIPT, Step
from local.browser import CHROMIUM, Player, browser, sit
from local.practice import Room, rehearsal
from playwright.async_api import expect

from bot import outbox, schedule
from bot.anonymous.cards import LATEST
from bot.clock import Clock
from bot.db import Tx
from bot.feature import Card

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt install chromium"),
]

TRANSCRIPT = Path(__file__).parents[2] / "docs/golden-session.md"
BEFORE = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
QUESTION = re.compile(r"(?<=round\. ).*?\?")
"""Which question of the bank comes is thrown by dice."""


async def settle(room: Room) -> None:
    """Wait until everything that follows has been said."""
    platform = (await room.adapter._opened()).platform

    def idle(tx: Tx) -> bool:
        due = schedule.next_time(tx)
        nothing_due = due is None or due > room.app.clock.now()
        return nothing_due and not outbox.waiting(tx, "local")

    for _ in range(1000):
        await asyncio.sleep(0.005)
        if not await platform.not_taken() and await room.app.core.db.read(idle):
            return
    raise AssertionError("the bot never came to rest")


async def until(room: Room, when: datetime) -> None:
    """Time passes; whatever is due on the way happens when it is due."""
    clock = room.app.clock
    while True:
        await settle(room)
        due = await room.app.core.db.read(schedule.next_time)
        if due is None or due > when:
            break
        clock.move(max(due - clock.now(), timedelta()))
    clock.move(max(when - clock.now(), timedelta()))
    await settle(room)


async def act(room: Room, player: Player, step: Step) -> None:
    alone = step.where == "alone"
    own = player.log(alone=alone).locator(".line.mine")
    said = await own.count()
    await player.type(step.text, alone=alone)
    # Counted, as "next" follows on "next": the old one would be taken for the new one.
    await expect(own).to_have_count(said + 1)
    await expect(own.last).to_contain_text(step.text)
    if alone and step.text in set(Card):
        # A card waits a few seconds, so that nobody can see who sent it.
        await until(room, room.app.clock.now() + timedelta(seconds=LATEST + 2))
        await player.sees("Your card is up", alone=True)
    await settle(room)


def promised() -> list[str]:
    """What Alongside says in the room, as the transcript has it."""
    lines = TRANSCRIPT.read_text("utf-8").splitlines()
    said = [line.partition("**Alongside**: ")[2].strip() for line in lines]
    return [QUESTION.sub("…", line) for line in said if line]


async def seen_by(player: Player) -> list[str]:
    """The bot's lines in this person's own browser."""
    said = await player.log().locator(".line.bot .text").all_text_contents()
    return [QUESTION.sub("…", line) for line in said]


async def test_ten_people_play_the_golden_session_at_the_page(tmp_path: Path) -> None:
    clock = Clock(frozen_at=BEFORE)
    async with browser() as chrome, rehearsal(tmp_path, clock=clock, dice=lambda: 0.5) as room:
        await room.until("@local:ana", "Hello, Ana")
        await room.says("bashir", "!switch on rounds")
        await room.says("bashir", "switch on rounds", pressed=True)
        await room.says("bashir", "group says yes rounds", pressed=True)
        await settle(room)
        before = len([line for line in await room.lines() if not line.startswith("bashir:")])
        names = (LEAD, *PEOPLE, "Grace")
        players = {name: await sit(chrome, room, name) for name in names}
        for step in SCRIPT:
            hour, minute = map(int, step.at.split(":"))
            start = datetime(2026, 5, 12, hour, minute, tzinfo=LONDON)
            await until(room, max(start, room.app.clock.now() + timedelta(seconds=2)))
            await act(room, players[step.who], step)
        await until(room, room.app.clock.now() + timedelta(minutes=1))
        expected = promised()
        for player in players.values():
            await expect(player.log().locator(".line.bot")).to_have_count(before + len(expected))
            assert (await seen_by(player))[before:] == expected, player.name
            assert player.troubles == []
        assert len(expected) <= AIM
