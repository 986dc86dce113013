"""A world in which the bot can be killed at every step, and what the tests of it share.

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
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from stage import START, WORDS, cheap, person

from bot import groups, outbox, schedule
from bot.adapter import Abilities, Bot, NoPlaces, TryLater
from bot.app import App
from bot.aside import Watched
from bot.clock import Clock
from bot.db import Failed, Server, Tx
from bot.feature import Feature, Job
from bot.features import FEATURES
from bot.model import (
    GROUP,
    Address,
    Due,
    Group,
    GroupId,
    Heard,
    Lane,
    Person,
    PersonId,
    Rendered,
    Right,
    RoomId,
    Say,
    say,
)

T = TypeVar("T")

ROOM = RoomId("chat:room")
GROUP_ONE = GroupId(1)
TODAY = START.date()
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
            ground.place(folder),
            words=WORDS,
            clock=clock,
            features=features,
            dice=lambda: 0.5,  # no request to check by chance: every run says the same
            digest=cheap,
            box=folder / "alongside.box",
        )
        app.add(life)
        await ground.watch(life)
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
        ground.killed(self)
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
            if await self._idle():
                # A kill in the last thing that was sent is seen a moment after it.
                await asyncio.sleep(0.003)
                still = await self._idle()
                if still and self._lives():
                    return True
        raise AssertionError("the bot never came to rest")

    def _lives(self) -> bool:
        return not self.dead

    async def _idle(self) -> bool:
        try:
            return await self.app.db.read(self._is_idle)
        except Failed:  # the connection of a life that was killed
            assert self.dead
            return False

    def _is_idle(self, tx: Tx) -> bool:
        due = schedule.next_time(tx)
        nothing_due = due is None or due > self.clock.now()
        return nothing_due and (self.chat.down or not outbox.waiting(tx, "chat"))


class OnDisk:
    """A database that is a file in the folder: it is copied with it, as a kill would leave it."""

    def place(self, folder: Path) -> Path | Server:
        return folder / "alongside.db"

    def began(self, base: Path, folder: Path) -> None:
        """This folder is a copy of that one."""

    async def watch(self, life: Life) -> None:
        await life.app.db.outside(lambda raw: raw.set_trace_callback(life._traced))

    def killed(self, life: Life) -> None:
        """On the database's thread: all that its folder holds was copied for the next life."""


ground = OnDisk()
"""Where the lives have their databases. The tests of another engine put their own in its place."""


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
        ground.began(base, self.folder / "life0")
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


def someone(name: str) -> Person:
    return replace(person(name), id=person(name).id.replace("stage:", "chat:"))  # type: ignore[arg-type]


@asynccontextmanager
async def group_in(
    folder: Path,
    also: Callable[[Tx], None] | None = None,
    *,
    people: Sequence[str] = PEOPLE,
    since: date = TODAY,
    last: Callable[[Tx], None] | None = None,
) -> AsyncIterator[Life]:
    """A life in which a group begins: in the end it is at rest in `life.folder`, and has ended.

    `also` is kept together with its members, who came on the day `since`; `last` at the very end,
    and nothing of it has been said.
    """
    own = folder / "life0"
    own.mkdir(parents=True)
    life = await Life.begin(Chat(), own, Clock(frozen_at=START))
    await life.app.arrived(ROOM, "North Town group", someone(LEAD), frozenset({Right.MANAGE}))

    def begins(tx: Tx) -> None:
        for name in (LEAD, *people):
            groups.join(tx, GROUP_ONE, someone(name), since)
        if also is not None:
            also(tx)
        life.app.groups.settle(tx)

    await life.app.db.write(begins)
    yield life
    await life.settle()
    await life.app.db.write(lambda tx: tx.run("DELETE FROM outbox"))
    if last is not None:
        await life.app.db.write(last)
    await life.end()


def the_group(tx: Tx) -> Group:
    """As it is on disk."""
    every = groups.Groups()
    every.load(tx)
    found = every.get(GROUP_ONE)
    assert found is not None
    return found


def once_for_all(at_rest: Callable[[Path], Coroutine[Any, Any, T]]) -> Any:
    """A fixture: what all tests of a file go on from."""

    @pytest.fixture(scope="module")
    def base() -> Iterator[T]:
        with tempfile.TemporaryDirectory() as folder:
            yield asyncio.run(at_rest(Path(folder)))

    return base


@asynccontextmanager
async def killed_at(
    step: int | None,
    base: Path,
    folder: Path,
    *,
    forgetful: bool = False,
    at: datetime = START + timedelta(minutes=5),
) -> AsyncIterator[World]:
    """A world in that folder, going on from `base`, that is killed at that step."""
    world = World(folder, forgetful=forgetful)
    await world.begin(base, step, at=at)
    try:
        yield world
    finally:
        await world.end()


async def talk(world: World, who: str = "Joe") -> None:
    """Later words, of no meaning to the bot: what is long ago is not told again after a crash."""
    for _ in range(REPEATED):
        await world.says(who, "I see.")


async def presses(world: World, who: str, *lines: str) -> None:
    """What somebody says in private, each in peace."""
    for line in lines:
        await world.says(who, line, pressed=True)
        await world.rest()


def shown_twice(world: World) -> str:
    """That it was, in words; nothing: all is well."""
    most = max(Counter(one.token for one in world.chat.shown).values(), default=0)
    return f"something was shown {most} times" if most > 1 else ""


def wrong_in(world: World, wanted: Mapping[str, Sequence[str]]) -> str:
    """What is not as it must be, in words; nothing: all is well.

    wanted: how every line begins that was shown in a room or to a person, in order.
    """
    if twice := shown_twice(world):
        return twice
    for where, beginnings in wanted.items():
        shown = world.chat.texts(where if where == ROOM else f"@{someone(where).id}")
        if len(shown) != len(beginnings) or not all(map(str.startswith, shown, beginnings)):
            return f"{where} saw {shown}"
    return ""


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


async def is_well(folder: Path, once: Once, *, more_than: int) -> None:
    """Wherever it is killed, nothing is wrong; and there are more than so many steps."""
    found = await sweep(folder, once)
    assert not {step: wrong for step, wrong in found.items() if wrong}
    assert len(found) > more_than, "the sweep goes through all of it"


async def doubled(folder: Path, once: Once) -> list[int]:
    """The steps after which something was shown twice: of a platform that forgets its tokens."""
    found = await sweep(folder, once)
    assert found
    return [step for step, wrong in found.items() if wrong.startswith("something was shown")]
