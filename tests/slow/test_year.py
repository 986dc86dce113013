"""A whole year on a real homeserver, and on Discord: the same is kept as on the core.

Everybody is at a client of their own, and the bot is given a clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from lived import (
    Story,
    is_as_written,
    is_little,
    is_whole,
    kept,
    nobody_is_chased,
    noting,
)
from matrix.bot_here import bot_here as bot_at_matrix
from matrix.people import Town
from matrix.synapse import HOW_TO_INSTALL, INSTALLED, Synapse, open_synapse
from on_discord.bot_here import bot_here as bot_at_discord
from on_discord.lounge import until
from on_discord.server import open_discord
from slow.at_discord import Seats, brings_in, resolved
from slow.at_matrix import Typists
from slow.meeting import Course
from stage import nobody_is_slowed
from test_year import NAME
from year import AFTERWARDS, BEFORE, LEAD, PEOPLE

from bot.clock import Clock
from bot.model import PersonId

pytestmark = pytest.mark.slow

NAMES = (LEAD, *PEOPLE)

MINUTE = timedelta(seconds=61)
"""After it, what was written without a name is in the box."""

PARTS = {"The group says yes": "all", "Progress": "progress", "Good practice": "practice"}
"""What is typed for each button, where there are none."""


class AtMatrix:
    """Typed, in a room and in private chats."""

    def __init__(self, typists: Typists, course: Course) -> None:
        self.typists = typists
        self.course = course

    async def comes_to(self, when: datetime) -> None:
        await self.course.comes_to(when)

    async def says(self, who: str, text: str) -> None:
        said = await self.typists.people[who].says(self.typists.room, text)
        await self.typists.tap.took(f"matrix:{said}")

    async def tells(self, who: str, text: str) -> None:
        await self.typists.tells(who, text)

    async def asks(self, who: str, text: str) -> None:
        one, chat = self.typists.people[who], self.typists.chats[who]
        for line in ("ask without my name", "1", text, "1"):
            said = await one.says(chat, line)
            first = await one.hears(chat, "", after=said, by=self.typists.user)
        self.course.clock.move(MINUTE)
        await one.hears(chat, "It is in the box.", after=first, by=self.typists.user)

    async def presses(self, who: str, label: str) -> None:
        """No buttons: what to type stands in the post."""
        lines = [one.body for one in self.typists.lines(who, self.typists.room)]
        shown = [one for one in lines if "types: !group lets out" in one]
        number = re.search(r"!group lets out (\d+)", shown[-1])
        assert number is not None, shown
        part = PARTS[label.rpartition(": ")[2]]
        await self.says(who, f"!group lets out {number[1]} {part}")


@pytest.fixture(scope="module")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    with open_synapse(tmp_path_factory.mktemp("synapse"), limits="lifted") as running:
        yield running


@pytest.mark.skipif(not INSTALLED, reason=HOW_TO_INSTALL)
async def test_a_year_on_matrix(synapse: Synapse, tmp_path: Path) -> None:
    folder = tmp_path / "bot"
    folder.mkdir()
    clock = Clock(frozen_at=BEFORE)
    async with bot_at_matrix(synapse, folder, clock=clock) as bot, Town(synapse) as town:
        lead, *guests = await town.people(*NAMES)
        room = await town.room(NAME, lead, *guests)
        people = dict(zip(NAMES, (lead, *guests), strict=True))
        typists = Typists(people, room, bot.user, bot.tap, clock)
        nobody_is_slowed(bot.app)
        course = Course(bot.app, clock)
        await lead.invite(room, bot.user)
        await lead.hears(room, "Hello. Alongside here.")
        for who in NAMES:
            await typists.says_hello(who)
        place = AtMatrix(typists, course)
        await place.says(LEAD, "!by phone Dilys")
        await course.later(60)
        sent = noting(bot.app)
        await Story(place, bot.app).told()
        await course.until(AFTERWARDS)
        found = await kept(bot.app)
    is_whole(found)
    is_little(sent)
    nobody_is_chased(sent, lambda who: PersonId(f"matrix:{people[who].user}"))
    is_as_written(found)


class AtDiscord:
    """Typed to the bot by name and in private chats; without a name by buttons and a form."""

    def __init__(self, seats: Seats, course: Course) -> None:
        self.seats = seats
        self.course = course

    async def comes_to(self, when: datetime) -> None:
        await self.course.comes_to(when)

    async def says(self, who: str, text: str) -> None:
        one = self.seats.people[who]
        if text == "good morning all":
            await self.seats.chats_on(one, text)
        else:
            await self.seats.types(one, text.removeprefix("!"))

    async def tells(self, who: str, text: str) -> None:
        await self.seats.dm(self.seats.people[who], text)

    async def asks(self, who: str, text: str) -> None:
        one = self.seats.people[who]
        begun = await one.slash(self.seats.lounge, "ask-without-my-name")
        await until(lambda: resolved(begun), "it was not answered")
        form = await one.presses("Go on", on=begun.original)
        await one.form(form)
        written = await one.submits(form, {"words": text})
        await until(lambda: resolved(written), "it was not answered")
        sent = await one.presses("Send it", on=written.original)
        await until(lambda: resolved(sent), "it was not answered")
        shown = sent.original
        assert shown is not None
        self.course.clock.move(MINUTE)
        await until(lambda: shown.content.startswith("It is in the box."), shown.content)

    async def presses(self, who: str, label: str) -> None:
        await self.seats.presses(who, label)


async def test_a_year_on_discord(tmp_path: Path) -> None:
    folder = tmp_path / "bot"
    folder.mkdir()
    clock = Clock(frozen_at=BEFORE)
    async with open_discord(limits="lifted") as discord:
        people = dict(zip(NAMES, discord.people(*NAMES), strict=True))
        lounge = discord.channel(discord.guild("North Town", *people.values()), "lounge")
        async with bot_at_discord(discord, folder, clock=clock) as bot:
            seats = Seats(discord, lounge, people, bot.tap, clock, "typed")
            nobody_is_slowed(bot.app)
            course = Course(bot.app, clock)
            await brings_in(seats)
            for who in NAMES:
                assert "Good that you are here" in await seats.presses(who, "Say hello")
                await seats.presses(who, "Private chat")
            place = AtDiscord(seats, course)
            await place.says(LEAD, "by phone Dilys")
            await course.later(60)
            sent = noting(bot.app)
            await Story(place, bot.app).told()
            await course.until(AFTERWARDS)
            found = await kept(bot.app)
    is_whole(found)
    is_little(sent)
    nobody_is_chased(sent, lambda who: PersonId(f"discord:{people[who].id}"))
    is_as_written(found)
    assert discord.refused == []
    assert discord.wrong_answers() == []
