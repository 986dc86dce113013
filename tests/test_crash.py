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
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from stage import START, WORDS, cheap, person

from bot import groups, outbox, schedule
from bot.adapter import Abilities, Bot, NoPlaces, TryLater
from bot.app import App
from bot.aside import Watched
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
    PersonId,
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
    lists: dict[str, str] = field(default_factory=dict)
    """The live messages, by token, with the words they have now."""
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


class Life(NoPlaces):
    """The bot from one start until it is killed at its `kill_at`th step. Its own adapter."""

    platform = "chat"

    def __init__(
        self, chat: Chat, folder: Path, clock: Clock, kill_at: int | None, *, boards: bool = False
    ) -> None:
        self.chat = chat
        self.abilities = Abilities(
            longest=2000,
            buttons=True,
            boards=boards,
            board_pace=0.001,
            senders=3,
            sure_for=timedelta(days=1),
        )
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
        cls,
        chat: Chat,
        folder: Path,
        clock: Clock,
        kill_at: int | None = None,
        *,
        boards: bool = False,
    ) -> Life:
        life = cls(chat, folder, clock, kill_at, boards=boards)
        features = (*FEATURES, PROBE)
        app = life.app = await App.open(
            folder / "alongside.db",
            words=WORDS,
            clock=clock,
            features=features,
            dice=lambda: 0.5,  # no request to check by chance: every run says the same
            digest=cheap,
        )
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
        if self.steps == self.kill_at:
            self._die()

    def _die(self, _raw: sqlite3.Connection | None = None) -> None:
        """On the database's thread, so that nothing is written meanwhile."""
        if self.dead:
            return
        self.dead = True
        self.next_folder.mkdir()
        for file in self.folder.iterdir():
            copy = shutil.copytree if file.is_dir() else shutil.copy
            copy(file, self.next_folder / file.name)
        self._loop.call_soon_threadsafe(self.killed.set)

    async def kill(self) -> None:
        """Kill it now, wherever it is."""
        await self.app.db.outside(self._die)

    # As an adapter.

    async def run(self, app: Bot) -> None:
        await asyncio.Event().wait()

    async def send(self, address: Address, message: Rendered, token: str) -> str:
        await self._alive_after_step()
        if self.chat.down:
            raise TryLater(0.01)
        if message.board:
            self.chat.lists.setdefault(token, message.text)  # the same token: as it was
            id = token
        else:
            id = self.chat.show(address, message.text, token)
        await self._alive_after_step()
        return id

    async def _alive_after_step(self) -> None:
        self.steps += 1
        if self.steps == self.kill_at:
            await self.app.db.outside(self._die)
        if self.dead:
            await asyncio.Event().wait()

    async def edit(self, address: Address, message_id: str, message: Rendered, token: str) -> None:
        await self._alive_after_step()
        self.chat.lists[message_id] = message.text
        await self._alive_after_step()

    async def look(
        self, address: Address, token: str, text_hash: str, since: datetime
    ) -> str | None:
        return self.chat.find(token)

    def watched(self, person: PersonId) -> Watched:
        return Watched.SEALED

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
                # A kill in the last thing that was sent is seen a moment after it.
                await asyncio.sleep(0.003)
                still = await self.app.db.read(self._is_idle)
                if still and self._lives():
                    return True
        raise AssertionError("the bot never came to rest")

    def _lives(self) -> bool:
        return not self.dead

    def _is_idle(self, tx: Tx) -> bool:
        due = schedule.next_time(tx)
        nothing_due = due is None or due > self.clock.now()
        return nothing_due and (self.chat.down or not outbox.waiting(tx, "chat"))


class World:
    """A chat, and one life of the bot after the other."""

    def __init__(self, folder: Path, *, forgetful: bool = False, boards: bool = False) -> None:
        self.chat = Chat(forgetful)
        self.boards = boards
        self.folder = folder
        self.told: list[Heard] = []
        self.life: Life
        self.crashes = 0

    async def begin(
        self,
        base: Path,
        kill_at: int | None = None,
        *,
        at: datetime = START + timedelta(minutes=5),
    ) -> None:
        """Go on from a folder that holds a group in a meeting, or whatever is at rest at `at`."""
        shutil.copytree(base, self.folder / "life0")
        clock = Clock(frozen_at=at)
        self.life = await Life.begin(
            self.chat, self.folder / "life0", clock, kill_at, boards=self.boards
        )

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
            self.life.app.noticed(ROOM, heard.by.id)
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
        self.life = await Life.begin(self.chat, old.next_folder, clock, kill_at, boards=self.boards)
        for heard in self.told[-REPEATED:]:
            if not await self.life.hear(heard):
                return

    # What must be true in the end.

    async def check(self) -> None:
        rows = await self.life.app.db.read(
            lambda tx: tx.all("SELECT id, address, lane, token, state FROM outbox ORDER BY id")
        )
        times = Counter(one.token for one in self.chat.shown)
        for id, address, _lane, token, state in rows:
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
    await app.db.write(lambda tx: tx.run("DELETE FROM outbox"))
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


async def killed_once(
    base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    """One morning, killed at that step: whether it came to that, and what went wrong."""
    world = World(folder, forgetful=forgetful)
    await world.begin(base, kill_at)
    try:
        await whole_morning(world)
    except AssertionError as problem:
        return world.crashes > 0, str(problem)
    finally:
        await world.end()
    return world.crashes > 0, ""


async def whole_morning(world: World) -> None:
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


Once = Callable[[Path, int], Awaitable[tuple[bool, str]]]
"""A life in that folder, killed at that step: whether it came to that, and what went wrong."""


async def sweep(folder: Path, once: Once) -> dict[int, str]:
    """Killed at each step in turn, until it lives to the end: what went wrong at each."""
    found: dict[int, str] = {}
    crashed, kill_at = True, 0
    while crashed:
        kill_at += 1
        own = folder / str(kill_at)
        own.mkdir()
        crashed, wrong = await once(own, kill_at)
        assert crashed or not wrong, f"without any crash: {wrong}"
        if crashed:
            found[kill_at] = wrong
        shutil.rmtree(own)
    return found


async def test_nothing_is_lost_or_doubled_wherever_it_is_killed(base: Path, tmp_path: Path) -> None:
    found = await sweep(tmp_path, partial(killed_once, base, forgetful=False))
    assert not {step: wrong for step, wrong in found.items() if wrong}
    assert len(found) > 60, "the sweep goes through the whole morning"


@pytest.mark.slow
async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    found = await sweep(tmp_path, partial(killed_once, base, forgetful=True))
    doubled = [step for step, wrong in found.items() if "was shown 2 times" in wrong]
    assert len(doubled) >= 10
    assert len(doubled) < len(found)


async def test_a_crash_never_leaves_two_live_lists_or_an_old_one(
    base: Path, tmp_path: Path
) -> None:
    crashed, kill_at = True, 0
    while crashed:
        kill_at += 1
        (tmp_path / str(kill_at)).mkdir()
        world = World(tmp_path / str(kill_at), boards=True)
        await world.begin(base, kill_at)
        try:
            await world.says("Tom", "hand up")
            await world.later(61)
            await world.says("Ann", "hand up")
            await world.later(61)
            for _ in range(1000):
                if list(world.chat.lists.values()) == ["Hands: Tom, then Ann."]:
                    break
                await world.rest()
                await asyncio.sleep(0.001)
            assert list(world.chat.lists.values()) == ["Hands: Tom, then Ann."], f"step {kill_at}"
        finally:
            await world.end()
        crashed = world.crashes > 0
    assert kill_at > 15


# Anything in any order.

WORDS_OF_ALL = ("hand up", "hand down", "pass", "not yet", "question this", "slow", "!help")


def expected(
    floor: rules.Floor, who: str, text: str, at: int, *, quiet: bool = False
) -> rules.Floor:
    """What the list of hands must be after that word, by the rules alone."""
    by = someone(who)
    try:
        if text == "hand up":
            return rules.raise_hand(floor, by, at)
        if text == "hand down":
            return rules.lower_hand(floor, by.id)
        if text == "pass" and quiet and floor.speaker == by.id:
            return rules.leave(floor, by.id)  # in a quiet nobody else is called
        if text == "pass":
            return rules.pass_on(floor, by.id, at)
        if text == "not yet":
            return rules.not_yet(floor, by.id, at)
        if text == "question this":
            return rules.question(floor, by, at)
        if text == "next":
            return rules.next_turn(floor, by.id, at)
    except Refused:
        pass
    return floor


class Anything(RuleBasedStateMachine):
    """Several people, a clock, a platform that comes and goes, and kills at any step."""

    base: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.world = World(Path(self.folder.name))
        self.floor = rules.Floor()
        self.quiet = False

    @initialize()
    def begins(self) -> None:
        self.runner.run(self.world.begin(self.base))

    @rule(
        who=st.sampled_from((*PEOPLE, LEAD)),
        text=st.sampled_from(WORDS_OF_ALL),
        pressed=st.booleans(),
    )
    def says(self, who: str, text: str, pressed: bool) -> None:
        if pressed and text == "slow":
            return  # a card without a name waits for the clock: it has its own tests
        self.runner.run(self._says(who, text, pressed))

    @rule()
    def calls_the_next_person(self) -> None:
        self.runner.run(self._says(LEAD, "next", False))

    @rule(who=st.sampled_from(PEOPLE))
    def asks_for_quiet(self, who: str) -> None:
        self.runner.run(self._says(who, "carry on" if self.quiet else "quiet", False))
        self.quiet = not self.quiet

    async def _says(self, who: str, text: str, pressed: bool) -> None:
        await self.world.later(6)
        at = int(self.world.life.clock.now().timestamp() * 1000)
        await self.world.says(who, text, pressed=pressed)
        if not (text == "next" and self.quiet):
            self.floor = expected(self.floor, who, text, at, quiet=self.quiet)

    @rule(seconds=st.sampled_from((3, 15, 61, 200, 700, 1300)))
    def time_passes(self, seconds: int) -> None:
        self.runner.run(self.world.later(seconds))

    @rule(steps=st.integers(1, 12))
    def will_be_killed(self, steps: int) -> None:
        life = self.world.life
        life.kill_at = life.steps + steps

    @rule()
    def is_killed_now(self) -> None:
        async def kill() -> None:
            await self.world.life.kill()
            await self.world.again()

        self.runner.run(kill())

    @rule()
    def is_killed_twice(self) -> None:
        async def kill() -> None:
            await self.world.life.kill()
            await self.world.again(kill_at=2)
            await self.world.rest()

        self.runner.run(kill())

    @precondition(lambda self: not self.world.chat.down)
    @rule()
    def platform_goes(self) -> None:
        self.world.chat.down = True

    @precondition(lambda self: self.world.chat.down)
    @rule()
    def platform_comes_back(self) -> None:
        self.world.chat.down = False
        self.runner.run(self.world.rest())

    def teardown(self) -> None:
        try:
            self.runner.run(self._end())
        finally:
            self.runner.close()
            self.folder.cleanup()

    async def _end(self) -> None:
        try:
            self.world.chat.down = False
            for _ in range(3):
                await self.world.later(61)
            await self.world.check()
            await self._check_hands()
        finally:
            await self.world.end()

    async def _check_hands(self) -> None:
        floor = await self.world.floor()
        shown = [(hand.who, hand.question, hand.resting) for hand in rules.in_order(floor)]
        wanted = [(hand.who, hand.question, hand.resting) for hand in rules.in_order(self.floor)]
        assert shown == wanted
        assert floor.speaker == self.floor.speaker
        assert floor.number == self.floor.number
        assert {who: n for who, n in floor.turns.items() if n} == {
            who: n for who, n in self.floor.turns.items() if n
        }
        bells = [line for line in self.world.chat.texts() if line.startswith("due:probe.bell")]
        assert len(bells) == len(set(bells)), "a due row was posted twice"


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_whatever_happens(base: Path) -> None:
    machine: Any = type("AnythingFrom", (Anything,), {"base": base})
    machine.TestCase.settings = settings(
        max_examples=60,
        stateful_step_count=25,
        deadline=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    machine.TestCase().runTest()
