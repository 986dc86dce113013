"""kill -9 of the bot and of the server: each command is answered once, in order, on Matrix.

Every second command carries its sign (`!hand up`), so that it counts also when it was typed
while the bot was down; a bare word is then answered by saying so. Either way: one answer each.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from matrix.bot_apart import BotApart
from matrix.bot_here import account
from matrix.people import Person, Seen, Town
from matrix.synapse import HOW_TO_INSTALL, INSTALLED, Synapse, open_synapse

pytestmark = pytest.mark.slow

NAMES = ("Ann", "Bashir", "Dilys", "Femi", "Grace", "Joe", "Mo", "Priya", "Sam", "Tom")
KILLS = 10
PER_SECOND = 5
COMMANDS = 100
ALIVE = (1.9, 1.4, 2.3, 1.7, 2.1, 1.5, 1.8, 2.2, 1.6, 2.0)
"""Seconds it lives between one start and the next kill."""

ANSWERS = {
    "!hand up": ("Your hand is up",),
    "!hand down": ("Your hand is down", "Your hand is not up"),
    "hand up": ("Your hand is up", "I was away"),
    "hand down": ("Your hand is down", "Your hand is not up", "I was away"),
}
"""How the one answer to each word may begin."""

TWIN = (str(Path(__file__).with_name("twin.py")),)

both = pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])


@pytest.fixture
def own_synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    """A server of this test's own, to be killed."""
    if not INSTALLED:
        pytest.skip(HOW_TO_INSTALL)
    with open_synapse(tmp_path_factory.mktemp("synapse"), limits="lifted") as running:
        yield running


@dataclass
class Meeting:
    """Ten people in a room and each in a private chat, and the bot in a process of its own."""

    bot: BotApart
    room: str
    people: list[Person]
    chats: dict[str, str] = field(default_factory=dict)
    """The private chat of each, by name."""
    said: dict[str, list[str]] = field(default_factory=dict)
    """What each said in private, in order, since the meeting began."""

    def since(self, who: Person) -> list[str]:
        """What the bot said to somebody in private, but for the list of words at the start."""
        chat = self.chats[who.name]
        lines = [one for one in who.heard(chat) if one.is_message and one.sender == self.bot.user]
        return [one.body for one in lines if one.replaces is None][1:]

    def problems(self) -> list[str]:
        """Whatever is not one fitting answer to each word, in order."""
        found = []
        for who in self.people:
            said, heard = self.said.get(who.name, []), self.since(who)
            if len(said) != len(heard):
                found.append(f"{who.name}: {len(said)} words, {len(heard)} answers: {heard}")
            for word, answer in zip(said, heard, strict=False):
                if not answer.startswith(ANSWERS[word]):
                    found.append(f"{who.name}: {word!r} was answered {answer!r}")
        return found


@asynccontextmanager
async def meeting(
    synapse: Synapse, folder: Path, *, encrypted: bool, program: Sequence[str] = ("-m", "bot")
) -> AsyncIterator[Meeting]:
    async with Town(synapse) as town:
        own = await account(synapse)
        bot = BotApart(
            folder=folder, url=synapse.url, account=own, encryption=encrypted, program=program
        )
        people = await town.people(*NAMES, encrypted=encrypted)
        await bot.start()
        try:
            room = await town.room("North Town", *people, encrypted=encrypted)
            await people[0].invite(room, bot.user)
            await people[0].hears(room, "Hello. Alongside here.")
            one = Meeting(bot, room, people)
            for person in people:
                chat = await person.start_chat(bot.user, encrypted=encrypted)
                await person.hears(chat, "Type a number", timeout=30)
                one.chats[person.name] = chat
            hello = await people[0].says(room, "!start")
            await people[1].hears(room, "leads today", after=hello, timeout=30)
            yield one
        finally:
            await bot.end()


async def everybody(one: Meeting, say: Callable[[Person, int], str]) -> None:
    """A hundred words, five a second in all, each person one after the other."""

    async def speak(turn: int, who: Person) -> None:
        began = time.monotonic()
        for n in range(COMMANDS // len(one.people)):
            due = began + (turn + n * len(one.people)) / PER_SECOND
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            word = say(who, n)
            await who.says(one.chats[who.name], word)
            one.said.setdefault(who.name, []).append(word)

    async with asyncio.TaskGroup() as tasks:
        for turn, who in enumerate(one.people):
            tasks.create_task(speak(turn, who))


def up_and_down(_who: Person, n: int) -> str:
    """In the end every hand is up."""
    sign = "!" if n % 4 > 1 or n == COMMANDS // len(NAMES) - 1 else ""
    return sign + ("hand down", "hand up")[n % 2]


async def answered(one: Meeting, seconds: float = 60) -> None:
    """Wait until there are as many answers as words, and no more come."""
    limit = time.monotonic() + seconds
    while any(len(one.since(who)) < len(one.said.get(who.name, ())) for who in one.people):
        if time.monotonic() > limit:
            break
        await asyncio.sleep(0.2)
    await asyncio.sleep(3)


@both
async def test_the_bot_is_killed_ten_times(
    synapse: Synapse, tmp_path: Path, *, encrypted: bool
) -> None:
    async with meeting(synapse, tmp_path, encrypted=encrypted) as one:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(everybody(one, up_and_down))
            tasks.create_task(one.bot.kill_often(KILLS, alive=ALIVE))
        await answered(one)
        assert one.problems() == []
        await one.bot.rest()
        assert len(one.bot.ask("SELECT 1 FROM hands_hand")) == len(NAMES)
    print(f"\nkilled {KILLS} times: up again after {max(one.bot.starts):.1f} s at most")


async def test_the_check_sees_what_a_forgetful_bot_says_twice(
    synapse: Synapse, tmp_path: Path
) -> None:
    async with meeting(synapse, tmp_path, encrypted=False, program=TWIN) as one:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(everybody(one, up_and_down))
            tasks.create_task(one.bot.kill_often(KILLS, alive=ALIVE))
        await answered(one)
        assert one.problems()


@both
async def test_what_was_said_while_it_was_down_is_answered_once(
    synapse: Synapse, tmp_path: Path, *, encrypted: bool
) -> None:
    async with meeting(synapse, tmp_path, encrypted=encrypted) as one:
        await one.bot.kill()
        for n in range(15):
            for who in one.people:
                word = up_and_down(who, n)
                await who.says(one.chats[who.name], word)
                one.said.setdefault(who.name, []).append(word)
        await one.bot.start()
        await answered(one)
        assert one.problems() == []
        bare = [a for who in one.people for a in one.since(who) if a.startswith("I was away")]
        assert bare, "bare words of before are answered by saying so"


@both
async def test_in_the_room_every_hand_counts_once_and_every_line_is_posted_once(
    synapse: Synapse, tmp_path: Path, *, encrypted: bool
) -> None:
    async with meeting(synapse, tmp_path, encrypted=encrypted) as one:

        async def all_hands() -> None:
            for n in range(5):
                for who in one.people:
                    await who.says(one.room, ("hand up", "hand down")[n % 2])
                    await asyncio.sleep(1 / PER_SECOND)

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(all_hands())
            tasks.create_task(one.bot.kill_often(KILLS // 2, alive=ALIVE))
        await a_minute_passes(one)  # for what waits for a calmer one
        await one.bot.rest()
        assert len(one.bot.ask("SELECT 1 FROM hands_hand")) == len(NAMES)
        rows = one.bot.ask("SELECT message FROM outbox WHERE state = 'sent'")
        shown = {line.id for line in _lines(one)}
        boards = {str(id) for (id,) in one.bot.ask("SELECT message FROM board")}
        claimed = [str(id) for (id,) in rows if str(id) in shown]
        assert len(claimed) == len(set(claimed))
        assert shown - set(claimed) - boards == set()


async def a_minute_passes(one: Meeting) -> None:
    """All that its file knows becomes older by more than a minute, while it is down."""
    await one.bot.end()
    ago = 65_000
    one.bot.ask("UPDATE outbox SET at = at - :ago, first_tried_at = first_tried_at - :ago", ago=ago)
    one.bot.ask("UPDATE due SET next_at = next_at - :ago", ago=ago)
    await one.bot.start()
    await asyncio.sleep(3)  # what is due now is a line together


def _lines(one: Meeting) -> list[Seen]:
    ann = one.people[0]
    return [
        line
        for line in ann.heard(one.room)
        if line.is_message and line.sender == one.bot.user and line.replaces is None
    ]


@both
async def test_the_server_is_killed_under_it(
    tmp_path: Path, own_synapse: Synapse, *, encrypted: bool
) -> None:
    async with meeting(own_synapse, tmp_path, encrypted=encrypted) as one:

        async def outages() -> None:
            for _ in range(3):
                await asyncio.sleep(4)
                own_synapse.kill()
                await asyncio.sleep(1)
                own_synapse.start()
                await own_synapse.wait_ready()

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(everybody(one, up_and_down))
            tasks.create_task(outages())
        await answered(one, 120)
        assert one.problems() == []
