"""The golden session of one group on two platforms: a channel on Discord, a room on Matrix.

Each of the ten is at one of them. All read the same lines, once each, and there is one list of
hands and one round; names of people on the other platform are words, and make no sound there.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import pytest
from golden import AIM, LEAD, PEOPLE, SCRIPT, Step
from matrix.people import Seen, Town
from matrix.synapse import HOW_TO_INSTALL, INSTALLED, Synapse, open_synapse
from on_discord.both import Linked, Side, linked
from on_discord.messages import Message
from on_discord.server import Discord, open_discord
from slow.at_discord import Seats, adds_dilys, resolved
from slow.at_matrix import Typists
from slow.meeting import APART, NAMES, Course, on_the_core, wherever_possible
from stage import ROOM, WORDS, Line
from test_golden_session import BEFORE

from bot.clock import Clock
from bot.features.hands import FEATURE as HANDS
from bot.model import platform_of

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not INSTALLED, reason=HOW_TO_INSTALL)]

ON_MATRIX = ("Priya", "Tom", "Sam", "Ana")
LONGEST = 4 * 60.0
"""Seconds one meeting may take."""


@dataclass
class Meeting:
    """Everybody, on whatever platform they are."""

    group: Linked
    seats: Seats
    typists: Typists
    course: Course
    begins: Message
    """The last of the bot's lines on Discord before the meeting, and on Matrix."""
    began: Seen
    answers: list[str] = field(default_factory=list)
    """What came of each thing that the script has somebody do alone, in order."""

    async def acts(self, step: Step) -> None:
        await self.course.reaches(step)
        place = self.seats if step.who in self.seats.people else self.typists
        await place.acts(step)
        self.answers += place.answers[-1:] if step.where == "alone" else []

    def in_room(self, who: str) -> list[Seen]:
        heard = self.group.in_room(who)
        return heard[[one.id for one in heard].index(self.began.id) + 1 :]

    async def lists_are_closed(self) -> None:
        closed = {WORDS.word(board.closed) for board in HANDS.boards}
        for person in self.seats.people.values():
            await person.hears(self.group.lounge, lambda one: one.content in closed, seconds=30)
        for typist in self.typists.people.values():
            await typist.hears(self.group.room, lambda one: one.body in closed, timeout=30)


@pytest.fixture(scope="module")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    with open_synapse(tmp_path_factory.mktemp("synapse"), limits="lifted") as running:
        yield running


@asynccontextmanager
async def gathered(
    discord: Discord, synapse: Synapse, folder: Path, lead_at: Side
) -> AsyncIterator[Meeting]:
    """The lead's room is the group's first; the other one joins it by a code."""
    folder.mkdir()
    clock = Clock(frozen_at=BEFORE)
    there = [*((LEAD,) if lead_at == "matrix" else ()), *ON_MATRIX]
    here = [who for who in NAMES if who not in there]
    async with (
        Town(synapse) as town,
        linked(discord, town, folder, here, there, code_from=lead_at, clock=clock) as group,
    ):
        tap, user = group.bot.tap, group.bot.account.user
        seats = Seats(discord, group.lounge, group.on_discord, tap, clock, "slash")
        typists = Typists(group.on_matrix, group.room, user, tap, clock, group.chats)
        course = Course(group.bot.app, clock)
        for who in (LEAD, *PEOPLE):
            if who in there:
                await typists.says_hello(who)
            else:
                assert "Good that you are here" in await seats.chooses(who, "say-hello")
        await group.types(LEAD, "!switch on rounds" if LEAD in there else "switch on rounds")
        await group.hears("shall I also help with rounds?")
        if LEAD in there:
            await group.types(LEAD, "!group says yes rounds")
            await group.types(LEAD, "!by phone Dilys")
        else:
            await seats.presses(LEAD, "The group says yes")
            await seats.chooses(LEAD, "private-chat")
            seats.chats.add(LEAD)
            await adds_dilys(seats)
        await course.later(60)
        yield Meeting(
            group, seats, typists, course, seats.for_all(here[0])[-1], group.in_room()[-1]
        )


@pytest.mark.parametrize("lead_at", get_args(Side))
async def test_ten_people_on_two_platforms_hear_the_golden_session(
    lead_at: Side, synapse: Synapse, tmp_path: Path
) -> None:
    apart = [*ON_MATRIX, *((LEAD,) if lead_at == "matrix" else ())]
    played = await on_the_core(tmp_path / "core", pressed=wherever_possible, apart=apart)
    began = time.monotonic()
    async with open_discord(limits="default") as discord:
        async with gathered(discord, synapse, tmp_path / "bot", lead_at) as meeting:
            for step in SCRIPT:
                await meeting.acts(step)
            await meeting.course.later(60)
            await meeting.lists_are_closed()
            for who in meeting.seats.people:
                read_on_discord(meeting, who, played.said_in(ROOM))
            for who in meeting.typists.people:
                read_on_matrix(meeting, who, played.said_in(APART))
            # Where an answer has buttons of its own it needs no numbers: the words are the same.
            assert list(map(_words, meeting.answers)) == list(map(_words, played.answers))
            private_stays_private(meeting)
        assert discord.refused == []
        assert discord.wrong_answers() == []
        assert discord.limited == []
        assert discord.interactions.unanswered() == []
        assert all(map(resolved, discord.interactions.all))
    took = time.monotonic() - began
    counts = [len(played.said_in(place)) for place in (ROOM, APART)]
    print(f"\nlead on {lead_at}: {counts} lines, {took:.0f} s")
    assert max(counts) <= AIM
    assert took < LONGEST


def called(line: Line, platform: str) -> list[str]:
    """Who gets a sound for it there: only whose turn it is, and only on their own platform."""
    alert = line.message.alert if line.message else None
    return [] if alert is None or platform_of(alert.id) != platform else [alert.name]


def read_on_discord(meeting: Meeting, who: str, lines: Sequence[Line]) -> None:
    heard = meeting.seats.lines(who, after=meeting.begins)
    assert [meeting.seats.read(one) for one in heard] == [line.text for line in lines], who
    for one, line in zip(heard, lines, strict=True):
        assert [each.name for each in one.mentions] == called(line, platform_of(ROOM))
        assert not one.everyone
        assert not one.roles


def read_on_matrix(meeting: Meeting, who: str, lines: Sequence[Line]) -> None:
    heard = meeting.in_room(who)
    assert [one.body for one in heard] == [line.text for line in lines], who
    for one, line in zip(heard, lines, strict=True):
        names = called(line, platform_of(APART))
        assert one.mentions == tuple(meeting.typists.people[name].user for name in names)
        assert one.msgtype == ("m.text" if names else "m.notice")


def private_stays_private(meeting: Meeting) -> None:
    """Answers on Discord are seen by one; nobody who began no chat has one, on either side."""
    discord, seats, typists = meeting.seats.discord, meeting.seats, meeting.typists
    bot = discord.world.bot
    for who, one in seats.people.items():
        hidden = [message for message in one.sees(seats.lounge) if message.ephemeral]
        assert hidden
        assert all(message.only_for is one.user for message in hidden)
        chat = discord.world.private.get(one.id)
        written = [] if chat is None else [m for m in one.sees(chat) if m.author is bot]
        assert bool(written) == (who in seats.chats)
    for who, typist in typists.people.items():
        known = {typists.room, typists.chats.get(who, typists.room)}
        rooms = typist.client.rooms.items()
        assert {id for id, room in rooms if typists.user in room.users} == known


def _words(answer: str) -> str:
    return answer.partition("\n")[0]
