"""Killed at every step and started again: none lost, none doubled, in order.

A life of the bot is killed the way kill -9 does it: its files are copied at that very moment,
nothing it says afterwards is shown, and the next life opens the copy. The chat platform lives
on, and tells the new life once more what it told the old one last.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from stage import START, WORDS, person

from bot import groups, outbox, schedule
from bot.adapter import Abilities, Bot, TryLater
from bot.anonymous.cards import Cards
from bot.app import App
from bot.clock import Clock
from bot.db import Tx
from bot.feature import Feature, Job
from bot.features import FEATURES
from bot.features.hands import rules, store
from bot.model import (
    GROUP,
    Address,
    Due,
    GroupId,
    Heard,
    Lane,
    Person,
    Refused,
    Rendered,
    Right,
    RoomId,
    Say,
    say,
)

ROOM = RoomId("chat:room")
PEOPLE = ("Ann", "Joe", "Priya", "Tom")
LEAD = "Bashir"
REPEATED = 3
"""How many of the last events a platform tells again, because no sync token covers them yet."""


def chimes(tx: Tx, due: Due) -> list[Say]:
    """A post that says which firing it is."""
    return [say("app.group-name", to=GROUP, name=due.cause, lane=Lane.POST)]


PROBE = Feature(name="probe", jobs={"bell": Job(chimes), "once": Job(chimes)})


@dataclass(frozen=True, slots=True)
class Shown:
    address: Address
    token: str
    text: str


@dataclass
class Chat:
    """The platform: it outlives the bot, and knows a token it has seen."""

    forgetful: bool = False
    """The twin: it shows whatever it is sent."""
    shown: list[Shown] = field(default_factory=list)
    down: bool = False
    _ids: dict[str, str] = field(default_factory=dict)

    def show(self, address: Address, text: str, token: str) -> str:
        if self.forgetful or token not in self._ids:
            self.shown.append(Shown(address, token, text))
            self._ids[token] = f"m{len(self.shown)}"
        return self._ids[token]

    def find(self, token: str) -> str | None:
        return self._ids.get(token)

    def texts(self, address: str = ROOM) -> list[str]:
        return [one.text for one in self.shown if one.address == address]


class Life:
    """The bot from one start until it is killed at its `kill_at`th step. Its own adapter."""

    platform = "chat"
    abilities = Abilities(
        longest=2000,
        buttons=True,
        boards=False,
        board_pace=1.0,
        senders=3,
        sure_for=timedelta(days=1),
    )

    def __init__(self, chat: Chat, folder: Path, clock: Clock, kill_at: int | None) -> None:
        self.chat = chat
        self.folder = folder
        self.clock = clock
        self.steps = 0
        self.kill_at = kill_at
        self.next_folder = folder.with_name(f"life{int(folder.name[4:]) + 1}")
        self.dead = False
        self.killed = asyncio.Event()
        self.app: App
        self._wrote = False
        self._loop = asyncio.get_running_loop()
        self._running: asyncio.Task[None]

    @classmethod
    async def begin(
        cls, chat: Chat, folder: Path, clock: Clock, kill_at: int | None = None
    ) -> Life:
        life = cls(chat, folder, clock, kill_at)
        features = (*FEATURES, PROBE)
        app = life.app = await App.open(
            folder / "alongside.db", words=WORDS, clock=clock, features=features
        )
        # No request to check by chance: every run says the same.
        app.cards = Cards(app.groups, clock, app._say_aside, dice=lambda: 0.5)
        app.add(life)
        await app.db.outside(lambda raw: raw.set_trace_callback(life._traced))
        life._running = asyncio.create_task(app.run())
        await asyncio.sleep(0)
        return life

    async def end(self) -> None:
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await self.app.close()

    # The steps at which it can be killed.

    def _traced(self, sql: str) -> None:
        """On the database's thread: before each commit of something, and after it."""
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self._wrote = True
        elif self._wrote and sql.startswith("COMMIT"):
            self._step()
        elif self._wrote and sql.startswith("BEGIN"):
            self._wrote = False
            self._step()

    def _step(self, _raw: sqlite3.Connection | None = None) -> None:
        self.steps += 1
        if self.steps == self.kill_at and not self.dead:
            self._die()

    def _die(self, _raw: sqlite3.Connection | None = None) -> None:
        """On the database's thread, so that nothing is written meanwhile."""
        self.dead = True
        self.next_folder.mkdir()
        for file in self.folder.iterdir():
            shutil.copy(file, self.next_folder / file.name)
        self._loop.call_soon_threadsafe(self.killed.set)

    async def kill(self) -> None:
        """Kill it now, wherever it is."""
        if not self.dead:
            await self.app.db.outside(self._die)

    # As an adapter.

    async def run(self, app: Bot) -> None:
        await asyncio.Event().wait()

    async def send(self, address: Address, message: Rendered, token: str) -> str:
        await self._alive_after_step()
        if self.chat.down:
            raise TryLater(0.01)
        id = self.chat.show(address, message.text, token)
        await self._alive_after_step()
        return id

    async def _alive_after_step(self) -> None:
        self.steps += 1
        if self.steps == self.kill_at and not self.dead:
            await self.app.db.outside(self._die)
        if self.dead:
            await asyncio.Event().wait()

    async def edit(self, address: Address, message_id: str, message: Rendered, token: str) -> None:
        raise NotImplementedError

    async def look(
        self, address: Address, token: str, text_hash: str, since: datetime
    ) -> str | None:
        return self.chat.find(token)

    def mention(self, person: Person) -> str:
        return person.name

    def escape(self, text: str) -> str:
        return text

    # What a driver does with it.

    async def hear(self, heard: Heard) -> bool:
        """False: killed before it was acknowledged."""
        work = asyncio.create_task(self.app.hear(heard))
        killed = asyncio.create_task(self.killed.wait())
        await asyncio.wait((work, killed), return_when=asyncio.FIRST_COMPLETED)
        killed.cancel()
        if not work.done():
            work.cancel()
        await asyncio.gather(work, killed, return_exceptions=True)
        if self.dead:
            return False
        work.result()
        return True

    async def settle(self) -> bool:
        """Wait until everything that follows has been said. False: killed meanwhile."""
        for n in range(5000):
            await asyncio.sleep(0 if n < 100 else 0.001)
            if self.dead:
                await self.killed.wait()
                return False
            if await self.app.db.read(self._is_idle):
                return True
        raise AssertionError("the bot never came to rest")

    def _is_idle(self, tx: Tx) -> bool:
        due = schedule.next_time(tx)
        nothing_due = due is None or due > self.clock.now()
        return nothing_due and (self.chat.down or not outbox.waiting(tx, "chat"))


class World:
    """A chat, and one life of the bot after the other."""

    def __init__(self, folder: Path, *, forgetful: bool = False) -> None:
        self.chat = Chat(forgetful)
        self.folder = folder
        self.told: list[Heard] = []
        self.life: Life
        self.crashes = 0

    async def begin(self, base: Path, kill_at: int | None = None) -> None:
        """Go on from a folder that holds a group in a meeting."""
        shutil.copytree(base, self.folder / "life0")
        clock = Clock(frozen_at=START + timedelta(minutes=5))
        self.life = await Life.begin(self.chat, self.folder / "life0", clock, kill_at)

    async def end(self) -> None:
        await self.life.end()

    async def says(
        self, who: str, text: str, *, pressed: bool = False, event: str | None = None
    ) -> None:
        heard = Heard(
            event=event or f"chat:{len(self.told)}",
            by=someone(who),
            text=text,
            at=self.life.clock.now(),
            room=None if pressed else ROOM,
            pressed=pressed,
            shares=(ROOM,),
        )
        self.told.append(heard)
        if not pressed:
            self.life.app.noticed(ROOM)
        while not await self.life.hear(heard):
            await self.again()

    async def rest(self) -> None:
        while not await self.life.settle():
            await self.again()

    async def later(self, seconds: int) -> None:
        self.life.clock.move(timedelta(seconds=seconds))
        await self.rest()

    async def again(self, kill_at: int | None = None) -> None:
        """The next life: a second later, from what was on disk, told the last events again."""
        old = self.life
        await old.killed.wait()
        await old.end()
        self.crashes += 1
        clock = Clock(frozen_at=old.clock.now() + timedelta(seconds=1))
        self.life = await Life.begin(self.chat, old.next_folder, clock, kill_at)
        for heard in self.told[-REPEATED:]:
            if not await self.life.hear(heard):
                return

    # What must be true in the end.

    async def check(self) -> None:
        rows = await self.life.app.db.read(
            lambda tx: tx.all("SELECT id, address, lane, token, state FROM outbox ORDER BY id")
        )
        times = Counter(one.token for one in self.chat.shown)
        for id, address, lane, token, state in rows:
            assert state in ("sent", "gone"), f"row {id} to {address} is {state}"
            wanted = 1 if state == "sent" else 0
            assert times[token] == wanted, f"row {id} was shown {times[token]} times, is {state}"
        assert not times.keys() - {token for *_, token, _ in rows}, "shown, and never committed"
        placed = {token: (id, lane) for id, _, lane, token, _ in rows}
        for place in {one.address for one in self.chat.shown}:
            for lane in (lane.value for lane in Lane):
                order = [
                    placed[one.token][0]
                    for one in self.chat.shown
                    if one.address == place and placed[one.token][1] == lane
                ]
                assert order == sorted(order), f"out of order in {place}"

    async def floor(self) -> rules.Floor:
        group = self.life.app.groups.of_room(ROOM)
        assert group is not None
        return await self.life.app.db.read(lambda tx: store.load(tx, group))


def someone(name: str) -> Person:
    return replace(person(name), id=person(name).id.replace("stage:", "chat:"))  # type: ignore[arg-type]


async def meeting_in(folder: Path) -> Path:
    """A folder with a group in a meeting, at rest: where every run goes on from."""
    base = folder / "life0"
    base.mkdir(parents=True)
    chat = Chat()
    life = await Life.begin(chat, base, Clock(frozen_at=START))
    app = life.app
    await app.arrived(ROOM, "North Town group", someone(LEAD), frozenset({Right.MANAGE}))

    def join(tx: Tx) -> None:
        for name in (LEAD, *PEOPLE):
            groups.join(tx, GroupId(1), someone(name), START.date())
        app.groups.settle(tx)
        group = app.groups.get(GroupId(1))
        assert group is not None
        schedule.every(tx, "probe.bell", group, "bell", {"minute": "*/2"}, START)

    await app.db.write(join)
    await life.hear(Heard("chat:start", someone(LEAD), "start", START, ROOM))
    await life.settle()
    await life.end()
    return base


@pytest.fixture(scope="module")
def base() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(meeting_in(Path(folder)))


async def morning(world: World) -> None:
    """What the sweep goes through: commands, private answers, gathered lines, due rows."""
    await world.says("Tom", "hand up")
    await world.rest()
    await world.says("Ann", "hand up", pressed=True)
    await world.says("Joe", "question this")
    await world.later(10)
    await world.says(LEAD, "next")
    await world.rest()
    await world.later(60)
    await world.says("Priya", "!help", pressed=True)
    await world.says(LEAD, "next")
    await world.says("Joe", "quiet")
    await world.later(65)
    await world.says("Ann", "carry on")
    await world.says("Ann", "hand down", pressed=True)
    await world.later(130)
    await world.says(LEAD, "next")
    await world.later(70)


TURNS = [
    "Joe, it is your turn. Next: Tom.",
    "Tom, it is your turn. Next: Ann.",
    "Nobody is waiting. To speak, type: hand up.",
]


async def killed_once(base: Path, folder: Path, kill_at: int, *, forgetful: bool = False) -> int:
    """One morning, killed at that step. How many crashes there were: 0 past the last step."""
    world = World(folder, forgetful=forgetful)
    await world.begin(base, kill_at)
    try:
        await morning(world)
        await world.check()
        room = world.chat.texts()
        assert [line for line in room if line in TURNS] == TURNS
        for place, answers in (("@chat:ann", 2), ("@chat:priya", 1)):
            assert len(world.chat.texts(place)) == answers, place
        gathered = [line for line in room if line.startswith("Hands:")]
        assert len(gathered) == len(set(gathered)), "a gathered line was said twice"
        bells = [line for line in room if line.startswith("due:probe.bell")]
        assert len(bells) == len(set(bells)) >= 2
        floor = await world.floor()
        assert floor.hands == ()
        assert floor.turns == {f"chat:{name}": 1 for name in ("joe", "tom")}
        return world.crashes
    finally:
        await world.end()


async def sweep(base: Path, folder: Path, *, forgetful: bool = False) -> tuple[int, int]:
    """Kill at every step there is: how many there were, and at how many it went wrong."""
    kill_at = wrong = 0
    while True:
        kill_at += 1
        (folder / str(kill_at)).mkdir()
        try:
            if not await killed_once(base, folder / str(kill_at), kill_at, forgetful=forgetful):
                return kill_at - 1, wrong
        except AssertionError as problem:
            if not forgetful:
                raise AssertionError(f"killed at step {kill_at}: {problem}") from problem
            wrong += 1
        shutil.rmtree(folder / str(kill_at))


async def test_nothing_is_lost_or_doubled_wherever_it_is_killed(base: Path, tmp_path: Path) -> None:
    steps, _ = await sweep(base, tmp_path)
    assert steps > 60, "the sweep goes through the morning at all"


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    steps, wrong = await sweep(base, tmp_path, forgetful=True)
    assert 0 < wrong < steps
