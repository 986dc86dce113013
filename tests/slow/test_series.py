"""A fortnightly series on a real homeserver, and on Discord: people read what the core says.

The same script, typed by real clients, with a clock that the bot is given.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from matrix.bot_here import bot_here as bot_at_matrix
from matrix.people import Town
from matrix.synapse import HOW_TO_INSTALL, INSTALLED, Synapse, open_synapse
from on_discord.bot_here import bot_here as bot_at_discord
from on_discord.server import open_discord
from series import BEFORE, LEAD, PEOPLE, SCRIPT, Dated
from slow.at_discord import Seats, brings_in
from slow.at_matrix import Typists
from slow.meeting import Course
from stage import ROOM, Line, on_stage
from test_series import AFTERWARDS, played

from bot.clock import Clock
from bot.model import Address

pytestmark = pytest.mark.slow

NAMES = (LEAD, *PEOPLE)

PATIENCE = 30
"""Seconds until the last edit of a list has surely come."""


async def on_the_core(folder: Path, *, slash: bool) -> list[Line]:
    """What the bot said in the room, where words are spelled as on that platform."""
    folder.mkdir()
    async with on_stage(folder, BEFORE, dice=lambda: 0.5) as stage:
        stage.platform.abilities = replace(stage.platform.abilities, slash=slash)
        lines = await played(stage)
    return [line for line in lines if line.where == Address(ROOM) and line.who == "Alongside"]


@pytest.fixture(scope="module")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    with open_synapse(tmp_path_factory.mktemp("synapse"), limits="lifted") as running:
        yield running


@pytest.mark.skipif(not INSTALLED, reason=HOW_TO_INSTALL)
async def test_a_series_on_matrix(synapse: Synapse, tmp_path: Path) -> None:
    expected = await on_the_core(tmp_path / "core", slash=False)
    folder = tmp_path / "bot"
    folder.mkdir()
    clock = Clock(frozen_at=BEFORE)
    async with bot_at_matrix(synapse, folder, clock=clock) as bot, Town(synapse) as town:
        lead, *guests = await town.people(*NAMES)
        room = await town.room("North Town group", lead, *guests)
        people = dict(zip(NAMES, (lead, *guests), strict=True))
        typists = Typists(people, room, bot.user, bot.tap, clock)
        course = Course(bot.app, clock)
        await lead.invite(room, bot.user)
        await lead.hears(room, "Hello. Alongside here.")
        for who in NAMES:
            await typists.says_hello(who)
        await course.later(60)
        began = {who: len(typists.lines(who)) for who in NAMES}
        for step in SCRIPT:
            await course.comes_to(step.when)
            await typists.acts(step)
        await course.later(AFTERWARDS.total_seconds())
        texts = [line.text for line in expected]
        for who in NAMES:
            for _ in range(PATIENCE):  # the lists of all meetings are closed by an edit
                heard = [one.body for one in typists.lines(who)[began[who] :]]
                if heard == texts:
                    break
                await asyncio.sleep(1)
            assert heard == texts, who


async def test_a_series_on_discord(tmp_path: Path) -> None:
    expected = await on_the_core(tmp_path / "core", slash=True)
    folder = tmp_path / "bot"
    folder.mkdir()
    clock = Clock(frozen_at=BEFORE)
    async with open_discord(limits="default") as discord:
        people = dict(zip(NAMES, discord.people(*NAMES), strict=True))
        lounge = discord.channel(discord.guild("North Town", *people.values()), "lounge")
        async with bot_at_discord(discord, folder, clock=clock) as bot:
            seats = Seats(discord, lounge, people, bot.tap, clock, "typed")
            course = Course(bot.app, clock)
            await brings_in(seats)
            for who in NAMES:
                assert "Good that you are here" in await seats.presses(who, "Say hello")
                await seats.presses(who, "Private chat")
            await course.later(60)
            before = seats.for_all(LEAD)[-1]
            for step in SCRIPT:
                await course.comes_to(step.when)
                await says(seats, step)
            await course.later(AFTERWARDS.total_seconds())
            for who in NAMES:
                heard = seats.lines(who, after=before)
                assert [seats.read(one) for one in heard] == [one.text for one in expected], who
    assert discord.refused == []
    assert discord.wrong_answers() == []


async def says(seats: Seats, step: Dated) -> None:
    """Typed: in the private chat, or to the bot by name."""
    one = seats.people[step.who]
    if step.where == "alone":
        await seats.dm(one, step.text)
    else:
        await seats.types(one, step.text.removeprefix("!"))
