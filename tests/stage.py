"""A stage for dialogues: the whole core on a real database, a clock, and a strict platform.

    await stage.says("Tom", "hand up")
    assert stage.room() == "Hands: Tom."

The platform keeps what it was sent, by token, as a chat server does; it is one more platform,
not a stand-in for any code of ours.
"""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from argon2.low_level import Type, hash_secret_raw
from typing_extensions import override

from bot import outbox, places, schedule
from bot.adapter import Abilities, Bot, GiveUp, Reply, TryLater, Unseen, Wish
from bot.anonymous.receipts import Code
from bot.app import App
from bot.aside import Watched
from bot.clock import Clock
from bot.db import Server, Tx, checkpoint, migrate, steps
from bot.feature import Feature
from bot.features import FEATURES
from bot.flood import Flood
from bot.model import (
    Address,
    Attached,
    Heard,
    Person,
    PersonId,
    Rendered,
    Right,
    RoomId,
    platform_of,
    private,
)
from bot.words import Words

T = TypeVar("T")

ROOM = RoomId("stage:room")
START = datetime(2026, 5, 12, 9, 15, tzinfo=UTC)
"""A Tuesday, 10:15 in London."""

NO_CHANCE = 1.0
"""What dice show that ask nobody by chance whether all is clear."""

MEMBERS = ("Ann", "Joe", "Priya", "Tom", "Femi", "Sam", "Ana")
WORDS = Words.load()


@dataclass(frozen=True, slots=True)
class Line:
    """One message as people see it."""

    at: datetime
    who: str
    """Whoever said it; `Alongside` for the bot."""
    where: Address
    text: str
    message: Rendered | None = None


@dataclass
class Place:
    """A further place beside a room."""

    wish: Wish
    people: list[PersonId] = field(default_factory=list)
    """Who was asked in, each time."""
    closed: bool = False


@dataclass
class Platform:
    """Keeps messages by token: the same token twice is one message."""

    clock: Clock
    platform: str = "stage"
    abilities: Abilities = field(
        default_factory=lambda: Abilities(
            longest=2000,
            buttons=True,
            boards=True,
            board_pace=0.005,
            senders=4,
            sure_for=timedelta(days=365),
            places=True,
        )
    )
    lines: list[Line] = field(default_factory=list)
    boards: dict[Address, Rendered] = field(default_factory=dict)
    edits: int = 0
    down: bool = False
    hangs: bool = False
    """It takes what it is sent, and answers nothing."""
    closed: set[Address] = field(default_factory=set)
    unseen: set[Address] = field(default_factory=set)
    """Who has begun no private chat."""
    over: set[str] = field(default_factory=set)
    """Places for one answer that are no more."""
    places: dict[RoomId, Place] = field(default_factory=dict)
    """Further places that were made, also those that are closed by now."""
    no_places: bool = False
    """It does not let the bot make any, and says so."""
    places_fail: bool = False
    """It says that it would, and does not."""
    odd: set[PersonId] = field(default_factory=set)
    """Whom it lets in nowhere, for a reason of its own."""
    answers: dict[str, Rendered] = field(default_factory=dict)
    """What stands in the places for one answer (`Heard.via`)."""
    _tokens: dict[str, str] = field(default_factory=dict)

    async def run(self, app: Bot) -> None:
        await asyncio.Event().wait()

    async def send(self, address: Address, message: Rendered, token: str) -> str:
        await self._answers()
        if address in self.closed:
            raise GiveUp
        if message.via in self.over or (message.via is None and address in self.unseen):
            raise Unseen
        if message.via is not None:
            self.answers[message.via] = message
            return message.via
        if token in self._tokens:
            return self._tokens[token]
        id = self._tokens[token] = f"m{len(self._tokens)}"
        if message.board:
            self.boards[address] = message
        else:
            now = self.clock.now()
            self.lines.append(Line(now, "Alongside", address, message.text, message))
        return id

    async def edit(self, address: Address, message_id: str, message: Rendered, token: str) -> None:
        await self._answers()
        self.edits += 1
        self.boards[address] = message

    async def _answers(self) -> None:
        if self.down:
            raise TryLater(0.05)
        if self.hangs:
            await asyncio.Event().wait()

    async def look(
        self, address: Address, token: str, text_hash: str, since: datetime
    ) -> str | None:
        return self._tokens.get(token)

    def can_place(self, beside: RoomId) -> bool:
        return not self.no_places

    async def find_place(self, wish: Wish) -> RoomId | None:
        await self._answers()
        found = (room for room, one in self.places.items() if one.wish.token == wish.token)
        return next(found, None)

    async def make_place(self, wish: Wish) -> RoomId:
        await self._answers()
        if self.places_fail:
            raise GiveUp
        room = RoomId(f"{self.platform}:place{len(self.places) + 1}")
        self.places[room] = Place(wish)
        return room

    async def ask_in(self, place: RoomId, person: PersonId) -> None:
        await self._answers()
        if person in self.odd:
            raise RuntimeError
        self.places[place].people.append(person)

    async def close_place(self, wish: Wish, place: RoomId) -> None:
        await self._answers()
        self.places[place].closed = True

    def watched(self, person: PersonId) -> Watched:
        return Watched.SEALED

    def mention(self, person: Person) -> str:
        return person.name

    def escape(self, text: str) -> str:
        return text


class StageClock(Clock):
    """Stands still until it is moved, and knows who sleeps on it, so that time can be quick."""

    def __init__(self, frozen_at: datetime) -> None:
        super().__init__(frozen_at=frozen_at)
        self._asleep: dict[object, tuple[datetime | None, asyncio.Event | None]] = {}

    @override
    async def sleep_until(self, when: datetime | None, wake: asyncio.Event | None = None) -> None:
        sleeper = object()
        self._asleep[sleeper] = when, wake
        try:
            await super().sleep_until(when, wake)
        finally:
            del self._asleep[sleeper]

    @property
    def sleepers(self) -> int:
        """How many sleep until a time, but for the ticker."""
        return sum(wake is None for _, wake in self._asleep.values())

    @property
    def quiet(self) -> bool:
        """Is nobody to wake now? Not so while the ticker, who alone has a `wake`, is about."""
        now, asleep = self.now(), self._asleep.values()
        due = any(when is not None and when <= now for when, _ in asleep)
        return not due and any(wake is not None and not wake.is_set() for _, wake in asleep)


class Here(Executor):
    """Does at once, on the thread that asks, what the bot has a thread of its own for.

    Half of the time of a dialogue would go into the switch to that thread and back. The thread
    has its own tests, and it is there wherever the bot is killed or talks to a platform.
    """

    @override
    def submit(self, fn: Callable[..., T], /, *args: Any, **named: Any) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **named))
        except BaseException as problem:  # noqa: BLE001 (whoever waits for it is told)
            future.set_exception(problem)
        return future


class Stage:
    """People, one or more rooms, and the bot."""

    def __init__(
        self, app: App, platform: Platform, clock: StageClock, others: Sequence[Platform] = ()
    ) -> None:
        self.app = app
        self.platform = platform
        self.others = others
        """More platforms, for groups that have rooms on several."""
        self.clock = clock
        self._events = itertools.count()

    async def says(
        self,
        who: str,
        text: str,
        *,
        alone: bool = False,
        pressed: bool = False,
        via: str | None = None,
        fields: Mapping[str, str] | None = None,
        addressed: bool = False,
        room: RoomId = ROOM,
        at: datetime | None = None,
        event: str | None = None,
        wait: bool = True,
    ) -> str | None:
        """Somebody types a line in the room, or `alone` with the bot. The reply from memory.

        They are on the platform of that room.
        """
        platform = self.platform_of(room)
        heard = Heard(
            event=event or f"{platform.platform}:{next(self._events)}",
            by=person(who, platform.platform),
            text=text,
            at=at or self.clock.now(),
            room=None if alone else room,
            pressed=pressed or via is not None,
            addressed=addressed,
            shares=(room,),
            via=via,
            fields=fields,
        )
        if not heard.pressed:
            where = private(heard.by.id) if alone else Address(room)
            platform.lines.append(Line(self.clock.now(), who, where, text))
            if not alone:
                self.app.noticed(room, heard.by.id)
        reply = await self.app.hear(heard)
        if wait:
            await self.settle()
        return words(reply)

    async def card(self, who: str, text: str, *, room: RoomId = ROOM) -> str | None:
        """A card shown in private: ten seconds of the clock pass while it waits."""
        waiting = self.clock.sleepers
        task = asyncio.create_task(self.says(who, text, alone=True, room=room, wait=False))
        for _ in range(2000):
            await asyncio.sleep(0)
            if task.done() or self.clock.sleepers > waiting:
                break
        await self.later(10)
        return await asyncio.wait_for(task, 5)

    async def later(self, seconds: float) -> None:
        """Time passes, a second at a time, so that everything happens when it is due.

        A second in which nobody's sleep is over passes at once: nothing can happen in it.
        """
        await self.settle()
        for _ in range(int(seconds)):
            self.clock.move(timedelta(seconds=1))
            if not self.clock.quiet:
                await self.settle()
                await self.settle()  # by now whoever woke has said what they woke for
        await self.settle()

    async def jump(self, by: timedelta) -> None:
        """Time passes all at once."""
        self.clock.move(by)
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything that follows has been said."""
        for _ in range(4000):
            await asyncio.sleep(0 if self.app.at_rest else 0.0005)
            if self.app.at_rest and await self.app.db.read(self._is_idle) and self.app.at_rest:
                return
        raise AssertionError("the bot never came to rest")

    def platform_of(self, place: str) -> Platform:
        """Where a room or a private chat is."""
        name = platform_of(place)
        return next((one for one in self.others if one.platform == name), self.platform)

    def _is_idle(self, tx: Tx) -> bool:
        if self.platform.down:
            return True
        due = schedule.next_time(tx)
        there = [
            one.platform for one in (self.platform, *self.others) if not (one.down or one.hangs)
        ]
        waits = any(outbox.waiting(tx, one) for one in there)
        # A place that is over waits, by the real clock, for what is still to be said there.
        waits |= any(row.state != "over" for one in there for row in places.to_do(tx, one))
        return not waits and (due is None or due > self.clock.now())

    def bot_lines(self, where: Address | RoomId = ROOM) -> list[str]:
        """What the bot said there, in order."""
        return [
            line.text
            for line in self.platform_of(where).lines
            if line.where == where and line.who == "Alongside"
        ]

    def room(self, room: RoomId = ROOM) -> str:
        """The bot's last line in the room."""
        return self.bot_lines(room)[-1]

    def to(self, who: str) -> str:
        """The bot's last line to somebody alone."""
        return self.bot_lines(private(person(who).id))[-1]

    def file(self, who: str | None = None) -> Attached | None:
        """The file that came with the bot's last line to somebody alone, or in the room."""
        where = Address(ROOM) if who is None else private(person(who).id)
        lines = [one for one in self.platform.lines if one.where == where and one.message]
        return lines[-1].message.file if lines and lines[-1].message else None

    async def meeting(self, lead: str = "Bashir", members: tuple[str, ...] = MEMBERS) -> None:
        """A group whose members have said hello, in a meeting that has just begun."""
        await self.group(lead, members)
        await self.says(lead, "start")

    async def group(self, lead: str = "Bashir", members: tuple[str, ...] = MEMBERS) -> None:
        await self.app.arrived(ROOM, "North Town group", person(lead), frozenset({Right.MANAGE}))
        for who in (lead, *members):
            await self.says(who, "say hello", alone=True)
        await self.later(60)


def nobody_is_slowed(app: App) -> None:
    """A flood is measured by the machine's own clock, by which a meeting takes a second."""
    app._flood = Flood(per_second=10_000)


def person(name: str, platform: str = "stage") -> Person:
    return Person(PersonId(f"{platform}:{name.lower()}"), name)


def words(reply: Reply | None) -> str | None:
    return None if reply is None else " ".join(message.text for message in reply.messages)


def cheap(code: Code, salt: bytes) -> bytes:
    """What a receipt comes to, at the least cost there is: most tests have none."""
    return hash_secret_raw(" ".join(code.words).encode(), salt, 1, 8, 1, 32, Type.ID)


@cache
def _new_database() -> bytes:
    """A file as the bot makes it at its first start. Made once: all migrations take a while."""
    with TemporaryDirectory() as folder, closing(sqlite3.connect(f"{folder}/a.db")) as raw:
        raw.isolation_level = None
        raw.execute("PRAGMA journal_mode=WAL")
        migrate(raw, steps())
        checkpoint(raw)
        return Path(folder, "a.db").read_bytes()


def on_disk(folder: Path) -> Path | Server:
    """A file, as most have it."""
    return folder / "alongside.db"


where = on_disk
"""Which database a folder has. The tests of another engine put their own in its place."""


@asynccontextmanager
async def on_stage(
    folder: Path,
    at: datetime = START,
    *,
    words: Words = WORDS,
    features: Sequence[Feature] = FEATURES,
    migrations: Path | None = None,
    dice: Callable[[], float] = lambda: NO_CHANCE,
    also: Sequence[str] = (),
    ram: Path | None = None,
    slowed: bool = False,
) -> AsyncIterator[Stage]:
    """The bot, running, with an empty room. The same folder again: the same bot, restarted.

    `also`: the names of more platforms. `slowed`: whoever says much at once is slowed, by the
    machine's own clock, as outside the tests.
    """
    clock = StageClock(at)
    place = where(folder)
    if migrations is None and isinstance(place, Path) and not place.exists():
        place.write_bytes(_new_database())
    app = await App.open(
        place,
        words=words,
        clock=clock,
        features=features,
        migrations=migrations,
        dice=dice,
        digest=cheap,
        ram=ram or folder / "ram",
        thread=Here(),
        box=folder / "alongside.box",
    )
    if not slowed:
        nobody_is_slowed(app)
    platform = Platform(clock)
    others = [Platform(clock, name) for name in also]
    for one in (platform, *others):
        app.add(one)
    running = asyncio.create_task(app.run())
    await asyncio.sleep(0)
    try:
        yield Stage(app, platform, clock, others)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await app.close()
