"""How soon a press is acknowledged and answered on Discord, also when fifty come at once.

The strict Discord of the tests runs in this process, on the same two cores as the bot, so the
figures include its work; only what Discord's description says of each request is left to the
other tests. There is no network between them, and no encryption.
"""

from __future__ import annotations

import asyncio
import re
import statistics
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from on_discord.components import walk
from on_discord.interactions import Interaction
from on_discord.lounge import until
from on_discord.meeting import Meeting, meeting
from on_discord.messages import Message
from on_discord.people import Person
from on_discord.server import Discord, open_discord
from on_discord.world import seconds
from pace import SLOWER

pytestmark = pytest.mark.slow

AT_ONCE = 50
ROUNDS = 20

TRIES = 3
"""These machines are shared: what holds in one of three tries is what the code can do."""

ACKNOWLEDGED = 300.0
"""Milliseconds from the event to the first answer, for 99 of 100."""

AT_THE_LATEST = 1000.0

ANSWERED = 50.0
"""Milliseconds from a press to its answer, at the median, one at a time."""

STARTS = 3

FIRST = 2.0
"""Seconds from the start of the program to its first answer."""

RESIDENT = 90.0
"""Megabytes."""

FITS = {
    "hand-up": re.compile(r"Your hand is up\. You are .*"),
    "hand-down": re.compile(r"Your hand is down\."),
    "next": re.compile(".*"),
}
"""The answers of those whose press has changed something; `next` is answered by what all hear."""


@asynccontextmanager
async def quick_discord() -> AsyncIterator[Discord]:
    async with open_discord() as discord:
        discord.description = None
        yield discord


def named(n: int) -> Sequence[str]:
    return [f"P{k:02}" for k in range(n)]


def answered_at(discord: Discord, begun: Interaction) -> float | None:
    """When the words came that the person was waiting for, by this process's own clock."""
    for one in reversed(discord.asked):
        if one.method in ("PATCH", "DELETE") and one.given.get("webhook_token") == begun.token:
            return one.at
    return None


class Floor:
    """Who has a hand up, and how each presses next: by a slash word, or by a button."""

    def __init__(self, one: Meeting, board: Message) -> None:
        self.one = one
        self.lead, *self.people = one.people
        self._board = board
        self._up: set[int] = set()

    async def press(self, n: int, who: Person) -> tuple[Interaction, str]:
        word = "hand-down" if who.id in self._up else "hand-up"
        self._up ^= {who.id}
        if n % 2:
            return await who.presses(word.capitalize().replace("-", " "), on=self._board), word
        return await who.slash(self.one.lounge, word), word

    async def all_at_once(self, people: Sequence[Person]) -> list[tuple[Interaction, str]]:
        """Nothing else has a turn in this process until all have pressed."""
        begun = [await self.press(n, who) for n, who in enumerate(people)]
        return [*begun, (await self.lead.slash(self.one.lounge, "next"), "next")]

    async def called(self, after: Message) -> Message:
        """Whose turn it is now, has no hand up any more."""
        line = await self.lead.hears(self.one.lounge, "it is your turn", after=after)
        self._up -= {who.id for who in line.mentions}
        return line


async def settled(begun: Sequence[tuple[Interaction, str]]) -> None:
    """Everybody has been answered as somebody whose press has changed something."""

    def done() -> bool:
        shown = [one.original for one, _ in begun]
        return all(one and (one.deleted or not one.loading) for one in shown)

    await until(done, "somebody was not answered", 20)
    for one, word in begun:
        assert one.original is not None
        assert FITS[word].fullmatch(one.original.content), (word, one.original.content)


async def fifty_at_once(discord: Discord, folder: Path) -> tuple[list[float], list[float]]:
    """Milliseconds to each first answer, and to the words that were waited for."""
    times: list[float] = []
    answers: list[float] = []
    async with meeting(discord, folder, names=named(AT_ONCE)) as one:
        board = await one.people[0].hears(one.lounge, shows_hand_down)
        floor = Floor(one, board)
        # The list has room for thirty: half of them have a hand up, and half have not.
        await settled(await floor.all_at_once(floor.people[::2]))
        line = await floor.called(board)
        for _ in range(ROUNDS):
            begun = await floor.all_at_once(floor.people)
            await settled(begun)
            line = await floor.called(line)
            for each, _word in begun:
                at = answered_at(discord, each)
                assert each.ack_ms is not None
                assert at is not None
                times.append(each.ack_ms)
                answers.append((at - each.told_at) * 1000)
            await asyncio.sleep(0.1)
        await one.bot.rest()
        done = {event for (event,) in one.bot.ask("SELECT event FROM inbox")}
    pressed = discord.interactions.all[-AT_ONCE * ROUNDS :]
    assert len(times) == len(pressed)
    assert all(f"discord:{each.id}" in done for each in pressed)
    assert discord.refused == []
    return times, answers


async def test_fifty_at_once_are_acknowledged_in_time(tmp_path: Path) -> None:
    for number in range(TRIES):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with quick_discord() as discord:
            times, answers = await fifty_at_once(discord, folder)
        most = statistics.quantiles(times, n=100)[98]
        print(
            f"\n{len(times)} presses, {AT_ONCE} at once: acknowledged after"
            f" {statistics.median(times):.0f} ms (median), {most:.0f} ms (99 of 100),"
            f" {max(times):.0f} ms (longest); answered after {statistics.median(answers):.0f} ms"
            f" (median), {max(answers):.0f} ms (longest)"
        )
        if most <= ACKNOWLEDGED * SLOWER and max(times) <= AT_THE_LATEST * SLOWER:
            return
    pytest.fail("some were acknowledged too late")


def shows_hand_down(message: Message) -> bool:
    return any(each.label == "Hand down" for each in walk(message.components))


async def test_one_at_a_time(tmp_path: Path) -> None:
    async with (
        quick_discord() as discord,
        meeting(discord, tmp_path, names=named(10)) as one,
    ):
        times: list[float] = []
        for n in range(110):
            who = one.people[n % 10]
            begun = await who.slash(one.lounge, ("hand-up", "hand-down")[n // 10 % 2])
            await who.answered(begun)
            at = answered_at(discord, begun)
            assert at is not None
            times.append((at - begun.told_at) * 1000)
    median = statistics.median(times[10:])  # the first ten warm it up
    print(f"\na slash word is answered after {median:.1f} ms (median of {len(times) - 10})")
    assert median <= ANSWERED * SLOWER


async def test_first_answer_after_a_start(tmp_path: Path) -> None:
    async with (
        quick_discord() as discord,
        meeting(discord, tmp_path, names=named(10)) as one,
    ):
        ann = one.people[0]
        times = []
        for n in range(STARTS):
            await one.bot.end()
            before, began = discord.gateway.identified, seconds()
            await one.bot.set_off()
            while discord.gateway.identified == before:  # noqa: ASYNC110 - it has no event
                await asyncio.sleep(0.002)
            begun = await ann.slash(one.lounge, ("hand-up", "hand-down")[n % 2])
            await ann.answered(begun)
            at = answered_at(discord, begun)
            assert at is not None
            times.append(at - began)
        await asyncio.sleep(1)
        resident = one.bot.resident()
    print(
        f"\nfirst answer {statistics.median(times):.2f} s after the start (median of"
        f" {len(times)}); {resident:.0f} MB resident"
    )
    assert statistics.median(times) <= FIRST * SLOWER
    assert resident <= RESIDENT
