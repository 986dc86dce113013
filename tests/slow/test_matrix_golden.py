"""The golden session in Matrix: ten people, a real homeserver, and the limits it comes with.

The same script as on the core, typed by real clients, with a clock that the bot is given. What
each of them reads must be what was said on the core: the same words in the same order, and
nothing besides. The bot may send ten events at once and then one every five seconds, so a
meeting takes minutes here.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from golden import AIM, LEAD, PEOPLE, SCRIPT, Step
from matrix.bot_here import BotHere, bot_here
from matrix.people import Person, Seen, Town
from matrix.synapse import HOW_TO_INSTALL, INSTALLED, Synapse, open_synapse
from stage import ROOM, WORDS, Line, on_stage, person
from test_golden_session import BEFORE, LONDON, played

from bot import outbox, schedule
from bot.clock import Clock
from bot.db import Tx
from bot.features.hands import FEATURE as HANDS
from bot.model import Address, private

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not INSTALLED, reason=HOW_TO_INSTALL)]

NEW = "Grace"
NAMES = (LEAD, *PEOPLE, NEW)

HELD_BACK = 120.0
"""Seconds that a line may wait for the server's limit."""

LONGEST = 8 * 60.0
"""Seconds one meeting may take."""

MOST_EDITS = 10

BEGINNER = re.compile(r"^\w+(?= could begin the round)")
"""Who could begin is taken in turn from a list by account, and accounts are named by platform."""


@dataclass(frozen=True)
class Promised:
    """A line of the bot as it was said on the core."""

    text: str
    calls: str | None
    """Who should notice it, by name."""


@dataclass
class Meeting:
    """The bot, its clock, the room and everybody in it."""

    bot: BotHere
    clock: Clock
    room: str
    people: dict[str, Person]
    chats: dict[str, str] = field(default_factory=dict)
    """Private chats with the bot, by name."""
    begins: dict[str, str] = field(default_factory=dict)
    """The last event of each place before the meeting."""

    async def types(self, who: str, text: str, *, alone: bool = False) -> None:
        """Somebody types a line; afterwards the bot has said all that follows from it."""
        one = self.people[who]
        place = await self.chat(who) if alone else self.room
        said = await one.says(place, text)
        event = f"matrix:{said}"
        taken = asyncio.ensure_future(self.bot.tap.took(event, seconds=HELD_BACK))
        while not (await asyncio.wait([taken], timeout=2.0))[0]:
            self.clock.move(timedelta(seconds=1))  # a card waits on the bot's clock
        await taken
        await self.settle()
        reply = self.bot.tap.replies[event]
        for message in reply.messages if reply else ():
            after = said if alone else None
            await one.hears(await self.chat(who), message.text, after=after, timeout=HELD_BACK)

    async def chat(self, who: str) -> str:
        """Somebody's private chat: one they began, or one that the bot asked them into."""
        if who not in self.chats:
            one = self.people[who]
            self.chats[who] = await one.join(await one.invited(by=self.bot.user))
        return self.chats[who]

    async def settle(self) -> None:
        """Wait until everything that follows has been said."""

        def idle(tx: Tx) -> bool:
            due = schedule.next_time(tx)
            nothing_due = due is None or due > self.clock.now()
            return nothing_due and not outbox.waiting(tx, "matrix")

        limit = time.monotonic() + HELD_BACK
        while time.monotonic() < limit:
            await asyncio.sleep(0.05)
            if await self.bot.app.db.read(idle):
                return
        raise AssertionError("the bot never came to rest")

    async def until(self, when: datetime) -> None:
        """Time passes; whatever is due on the way happens when it is due."""
        while True:
            await self.settle()
            due = await self.bot.app.db.read(schedule.next_time)
            if due is None or due > when:
                break
            self.clock.move(max(due - self.clock.now(), timedelta()))
        self.clock.move(max(when - self.clock.now(), timedelta()))
        await self.settle()

    async def later(self, seconds: float) -> None:
        await self.until(self.clock.now() + timedelta(seconds=seconds))

    def heard(self, who: str, place: str) -> list[Seen]:
        """The bot's messages in one place, as somebody's own client has them."""
        return [
            one
            for one in self.people[who].heard(place)
            if one.sender == self.bot.user and one.state_key is None and one.type != "m.reaction"
        ]

    def lines(self, who: str, place: str) -> list[Seen]:
        """The same since the meeting began, without the live list."""
        heard = self.heard(who, place)
        known = [one.id for one in heard]
        begin = self.begins.get(place)
        start = known.index(begin) + 1 if begin is not None else 0
        boards = {one.replaces for one in heard}
        return [one for one in heard[start:] if one.replaces is None and one.id not in boards]


@pytest.fixture(scope="module")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    """A homeserver with the limits that Synapse comes with."""
    with open_synapse(tmp_path_factory.mktemp("synapse"), limits="default") as running:
        yield running


@asynccontextmanager
async def gathered(synapse: Synapse, folder: Path, *, encrypted: bool) -> AsyncIterator[Meeting]:
    """Ten people in a room that Bashir made; all but Grace have said hello."""
    clock = Clock(frozen_at=BEFORE)
    async with (
        bot_here(synapse, folder, encryption=encrypted, clock=clock) as bot,
        Town(synapse) as town,
    ):
        lead, *guests = await town.people(*NAMES, encrypted=encrypted)
        room = await town.room("North Town group", lead, *guests, encrypted=encrypted)
        people = dict(zip(NAMES, (lead, *guests), strict=True))
        meeting = Meeting(bot, clock, room, people)
        await lead.invite(room, bot.user)
        await lead.sees(room, bot.user)
        await lead.hears(room, "Hello. Alongside here.")
        for who in (LEAD, *PEOPLE):
            await says_hello(meeting, who, encrypted=encrypted)
        await meeting.types(LEAD, "!switch on rounds")
        await meeting.types(LEAD, "!group says yes rounds")
        await meeting.types(LEAD, "!by phone Dilys")
        await meeting.later(60)
        for who, place in [(LEAD, room), *meeting.chats.items()]:
            meeting.begins[place] = meeting.heard(who, place)[-1].id
        yield meeting


async def says_hello(meeting: Meeting, who: str, *, encrypted: bool) -> None:
    """In a private chat that this person begins."""
    one = meeting.people[who]
    chat = await one.start_chat(meeting.bot.user, encrypted=encrypted)
    meeting.chats[who] = chat
    await one.sees(chat, meeting.bot.user)
    await one.hears(chat, "Type a number", timeout=HELD_BACK)
    await meeting.types(who, "say hello", alone=True)
    await one.hears(chat, f"Hello, {who}", timeout=HELD_BACK)


async def act(meeting: Meeting, step: Step) -> None:
    hour, minute = map(int, step.at.split(":"))
    when = datetime(2026, 5, 12, hour, minute, tzinfo=LONDON)
    await meeting.until(max(when, meeting.clock.now() + timedelta(seconds=2)))
    await meeting.types(step.who, step.text, alone=step.where == "alone")


async def on_the_core(folder: Path) -> dict[Address, list[Promised]]:
    """What the bot said in each place when the session was played on the core."""
    folder.mkdir()
    async with on_stage(folder, BEFORE, dice=lambda: 0.5) as stage:
        lines = await played(stage)
    said: dict[Address, list[Promised]] = {}
    for line in lines:
        if line.who == "Alongside":
            said.setdefault(line.where, []).append(promised(line))
    return said


def promised(line: Line) -> Promised:
    alert = line.message.alert if line.message else None
    return Promised(line.text, None if alert is None or alert.by_phone else alert.name)


async def test_ten_people_hear_the_golden_session_at_default_limits(
    synapse: Synapse, tmp_path: Path
) -> None:
    said = await on_the_core(tmp_path / "core")
    # Two groups meet at once, each with a bot of its own: nearly all of the time is waiting.
    async with asyncio.TaskGroup() as tasks:
        for kind in ("plain", "encrypted"):
            folder = tmp_path / kind
            folder.mkdir()
            tasks.create_task(hears_it_all(synapse, folder, said, encrypted=kind == "encrypted"))


async def hears_it_all(
    synapse: Synapse, folder: Path, said: dict[Address, list[Promised]], *, encrypted: bool
) -> None:
    in_room = said[Address(ROOM)]
    began = time.monotonic()
    async with gathered(synapse, folder, encrypted=encrypted) as meeting:
        met = time.monotonic()
        for step in SCRIPT:
            await act(meeting, step)
        await meeting.later(60)
        await everybody_has_heard(meeting, in_room[-1].text)
        took = time.monotonic() - began
        for who in NAMES:
            room = meeting.lines(who, meeting.room)
            assert [one.body for one in room] == [one.text for one in in_room], who
            alone = said.get(private(person(who).id), [])
            assert whoever_begins(one.body for one in alone_with(meeting, who)) == whoever_begins(
                one.text for one in alone
            )
            rightly_marked(meeting, room, in_room)
            rightly_marked(meeting, alone_with(meeting, who), alone)
            only_known_places(meeting, who)
        edits = [one for one in meeting.heard(LEAD, meeting.room) if one.replaces]
        assert 0 < len(edits) <= MOST_EDITS
        assert len(in_room) <= AIM
        if encrypted:
            await nothing_in_clear(meeting)
        assert not any(one.troubles for one in meeting.people.values())
        print(
            f"\n{'encrypted' if encrypted else 'plain'}: {len(in_room)} lines, {len(edits)} edits,"
            f" {took:.0f} s, of these {met - began:.0f} s to gather"
        )
        assert took < LONGEST


async def everybody_has_heard(meeting: Meeting, last: str) -> None:
    """The last line, and the live list is closed."""
    closed = {WORDS.word(board.closed) for board in HANDS.boards}
    for one in meeting.people.values():
        await one.hears(meeting.room, lambda seen: seen.body == last)
        await one.hears(meeting.room, lambda seen: seen.body in closed, timeout=HELD_BACK)


def whoever_begins(lines: Iterable[str]) -> list[str]:
    return [BEGINNER.sub("…", line) for line in lines]


def alone_with(meeting: Meeting, who: str) -> list[Seen]:
    return meeting.lines(who, meeting.chats[who]) if who in meeting.chats else []


def rightly_marked(meeting: Meeting, heard: list[Seen], lines: list[Promised]) -> None:
    """Only whose turn it is gets a sound; everything else is a quiet notice for nobody."""
    for one, line in zip(heard, lines, strict=True):
        called = () if line.calls is None else (meeting.people[line.calls].user,)
        assert one.says_whom, one.body
        assert one.mentions == called, one.body
        assert one.msgtype == ("m.text" if called else "m.notice"), one.body


def only_known_places(meeting: Meeting, who: str) -> None:
    """The bot is with this person in the room and in one private chat, and asked for no more."""
    one = meeting.people[who]
    known = {meeting.room, meeting.chats.get(who, meeting.room)}
    rooms = one.client.rooms.items()
    assert {id for id, room in rooms if meeting.bot.user in room.users} == known, who
    asked = one.client.invited_rooms.items()
    assert not [id for id, room in asked if room.inviter == meeting.bot.user and id not in known]


async def nothing_in_clear(meeting: Meeting) -> None:
    """What the server itself has of the bot, in every room: no message it could read."""
    for who, place in [(LEAD, meeting.room), *meeting.chats.items()]:
        one = meeting.people[who]
        heard = meeting.heard(who, place)
        assert not [seen.body for seen in heard if not (seen.encrypted and seen.readable)]
        kept = await on_the_server(one, place, meeting.bot.user)
        assert "m.room.encrypted" in kept
        assert not kept & {"m.room.message", "m.reaction"}, (who, kept)


async def on_the_server(one: Person, room: str, sender: str) -> set[str]:
    """The types of all that the server keeps of that sender in the room."""
    found: set[str] = set()
    start = ""
    while True:
        where = f"/_matrix/client/v3/rooms/{room}/messages?dir=b&limit=100{start}"
        page = await one.synapse.patiently("GET", where, token=one.account.token)
        found |= {event["type"] for event in page["chunk"] if event["sender"] == sender}
        if "end" not in page:
            return found
        start = f"&from={page['end']}"
