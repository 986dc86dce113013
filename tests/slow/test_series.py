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
from matrix.people import Person as Typist
from matrix.people import Town
from matrix.synapse import HOW_TO_INSTALL, INSTALLED, Synapse, open_synapse
from on_discord.bot_here import bot_here as bot_at_discord
from on_discord.lounge import until
from on_discord.server import Discord, open_discord
from on_discord.world import PRIVATE_THREAD, Channel
from series import BEFORE, LEAD, PEOPLE, SCRIPT, Dated
from slow.at_discord import Seats, brings_in
from slow.at_matrix import Typists
from slow.meeting import Course
from stage import ROOM, on_stage
from test_series import AFTERWARDS, NAME, Heard, heard_in, played

from bot.app import App
from bot.clock import Clock

pytestmark = pytest.mark.slow

NAMES = (LEAD, *PEOPLE)

PATIENCE = 30
"""Seconds until the last edit of a list has surely come."""


async def on_the_core(folder: Path, *, slash: bool) -> Heard:
    """What the bot said in the room and in each small group, spelled as on that platform."""
    folder.mkdir()
    async with on_stage(folder, BEFORE, dice=lambda: 0.5) as stage:
        stage.platform.abilities = replace(stage.platform.abilities, slash=slash)
        lines = await played(stage)
        return heard_in(stage, lines)


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
        bot.adapter.abilities = replace(bot.adapter.abilities, board_pace=0.5)
        lead, *guests = await town.people(*NAMES)
        room = await town.room(NAME, lead, *guests)
        people = dict(zip(NAMES, (lead, *guests), strict=True))
        typists = Typists(people, room, bot.user, bot.tap, clock)
        course = Course(bot.app, clock)
        await lead.invite(room, bot.user)
        await lead.hears(room, "Hello. Alongside here.")
        for who in NAMES:
            await typists.says_hello(who)
        await course.later(60)
        began = {who: len(typists.lines(who, room)) for who in NAMES}
        places: dict[str, str] = {}
        for step in SCRIPT:
            await course.comes_to(step.when)
            if step.group:
                places[step.group] = await says_apart(typists, step)
            else:
                await typists.acts(step)
            if step.text == "end":
                await lists_are_closed(bot.app)
        await course.later(AFTERWARDS.total_seconds())
        for who in NAMES:
            await reads(typists, who, room, expected[ROOM], after=began[who])
        for step in SCRIPT:
            if step.group:
                await reads(typists, step.who, places[step.group], expected[step.group])


async def says_apart(typists: Typists, step: Dated) -> str:
    """In the room of a small group, to which they were asked. The room."""
    one = typists.people[step.who]
    place = await comes_in(one, f"{NAME} {step.group}")
    await typists.tap.took(f"matrix:{await one.says(place, step.text)}")
    return place


async def comes_in(who: Typist, name: str) -> str:
    """Take the invitation to a room of that name, or be there already."""
    for _ in range(600):
        for id, one in {**who.client.invited_rooms, **who.client.rooms}.items():
            if one.name == name:
                return str(id) if id in who.client.rooms else await who.join(str(id))
        await asyncio.sleep(0.05)
    raise AssertionError(f"{who.name} was not asked into {name}")


async def reads(
    typists: Typists, who: str, place: str, texts: list[str], *, after: int = 0
) -> None:
    """Once the last edit of each list has come: the very same lines, and nothing besides."""
    for _ in range(PATIENCE):
        heard = [one.body for one in typists.lines(who, place)[after:]]
        if heard == texts:
            return
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
        discord.overwrite(lounge, None, create_private_threads=True)
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
                if step.text == "end":
                    await lists_are_closed(bot.app)
            await course.later(AFTERWARDS.total_seconds())
            for who in NAMES:
                heard = seats.lines(who, after=before)
                assert [seats.read(one) for one in heard] == expected[ROOM], who
            for step in SCRIPT:
                if step.group:
                    bot_lines = [
                        seats.read(one)
                        for one in people[step.who].sees(thread(discord, step.group))
                        if one.author is discord.world.bot
                    ]
                    assert bot_lines == expected[step.group]
    assert discord.refused == []
    assert discord.wrong_answers() == []


async def lists_are_closed(app: App) -> None:
    """None looks alive any more. What is kept of them goes with the group, at the end."""

    async def closed() -> bool:
        return not await app.db.read(lambda tx: tx.all("SELECT 1 FROM board"))

    await until(closed, "the list is open", PATIENCE)


async def says(seats: Seats, step: Dated) -> None:
    """Typed: in the private chat, or to the bot by name."""
    one = seats.people[step.who]
    if step.where == "alone":
        await seats.dm(one, step.text)
    elif step.group:
        await until(lambda: one.id in thread(seats.discord, step.group).people)
        said = await one.mentions_bot(thread(seats.discord, step.group), step.text)
        await seats.tap.took(f"discord:{said.id}")
    else:
        await seats.types(one, step.text.removeprefix("!"))


def thread(discord: Discord, letter: str) -> Channel:
    """The newest one of that small group."""
    there = (one for guild in discord.world.guilds.values() for one in guild.channels.values())
    return [one for one in there if one.type == PRIVATE_THREAD and one.name.endswith(letter)][-1]
