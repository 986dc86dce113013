"""A fortnight of one group, played on the whole core, and everything that is left of it.

In public the same happens in every run. What differs between runs is only what nobody is to find
out: who wrote which note, in which minute, in which order, and whether anybody did.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import stat
import struct
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from anonymous.twins import Twin
from stage import MEMBERS, ROOM, Stage, on_stage, person

from bot import backup, outbox
from bot.adapter import Reply
from bot.aside import Watched
from bot.model import Heard
from bot.program import Health, commands
from bot.times import ms

DISCORD, MATRIX = "discord", "matrix"
SHAPES = (DISCORD, MATRIX)

DAYS = 14

MINUTES = (2, 9, 17, 18, 31, 40)
"""Of the hours in which somebody may write a note: after one of these."""

HOURS = (9, 15, 21)

WINDOWS = ((0, 0), (1, 4), (5, 7), (8, 11))
"""The first and the last day on which a note still comes out at the next slot; then the next."""


@dataclass(frozen=True)
class Written:
    """One note: what nobody is to find out about it, and what everybody will read."""

    who: str
    day: int
    hour: int
    minute: int
    text: str
    coded: bool = False
    """Five words to come back with are wanted."""

    @property
    def at(self) -> timedelta:
        return timedelta(days=self.day, hours=self.hour, minutes=self.minute)


@dataclass(frozen=True)
class Answered:
    """One answer about a meeting, or a change of it."""

    who: str
    day: int
    hour: int
    minute: int
    option: str

    @property
    def at(self) -> timedelta:
        return timedelta(days=self.day, hours=self.hour, minutes=self.minute)


@dataclass(frozen=True)
class Worried:
    """One worry about a line of the charter: by whom, and in which minute."""

    who: str
    day: int
    hour: int
    minute: int
    line: int

    @property
    def at(self) -> timedelta:
        return timedelta(days=self.day, hours=self.hour, minutes=self.minute)


OPTIONS = ("lighter", "okay", "tired", "heavy", "rather-not-say")


@dataclass(frozen=True)
class Life:
    """What is not public in one run."""

    notes: tuple[Written, ...] = ()
    cards: tuple[str, ...] = ("Ann", "Ann")
    """Who sends the card of each meeting."""
    days: int = DAYS
    answers: tuple[Answered, ...] = ()
    """What is said of how the meetings left people: those of the second and the ninth day."""
    worries: tuple[Worried, ...] = ()


@dataclass
class Left:
    """Everything of a run that somebody could look at afterwards."""

    files: list[tuple[str, str]] = field(default_factory=list)
    """At every moment, every file: its name, size, rights, and a hash of its bytes."""
    database: list[tuple[str, str]] = field(default_factory=list)
    """At every moment, what a server has and writes down (`Ground.look`)."""
    box: list[tuple[str, str]] = field(default_factory=list)
    """The same of the box, wherever nothing can be waiting in it."""
    logged: list[tuple[str, str]] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    """What `/health` and `alongside status` say."""
    shown: list[tuple[str, str]] = field(default_factory=list)
    """Every message that the platform can read again."""

    def until(self, at: str) -> Left:
        """What was there before that time (ISO)."""
        parts = {one.name: getattr(self, one.name) for one in fields(self)}
        return Left(**{name: [x for x in seen if x[0] < at] for name, seen in parts.items()})

    def differs(self, other: Left) -> set[str]:
        """Where the two are not the same."""
        return {
            one.name for one in fields(self) if getattr(self, one.name) != getattr(other, one.name)
        }


class Log(logging.Handler):
    """Takes every record of every logger, whatever its level."""

    def __init__(self, left: Left, now: Callable[[], datetime]) -> None:
        super().__init__(logging.DEBUG)
        self._left, self._now = left, now

    def emit(self, record: logging.LogRecord) -> None:
        said = f"{record.name} {record.levelname} {record.getMessage()} {record.exc_text}"
        if record.exc_info and record.exc_info[1] is not None:
            said += repr(record.exc_info[1])
        self._left.logged.append((self._now().isoformat(), said))


class Ground:
    """What the database leaves: here its files, which are looked at with all the others."""

    async def night(self, stage: Stage, folder: Path, day: int) -> None:
        """The copy that is made each night."""
        copy = folder / f"night-{day}.copy"
        await backup.backup(stage.app.db, folder / "alongside.db", copy)

    def look(self) -> str:
        """What it shows now besides files."""
        return ""


async def play(
    folder: Path,
    shape: str,
    life: Life,
    twin: Twin = lambda _app: nullcontext(),
    ground: Ground = Ground(),  # noqa: B008 (it keeps nothing)
) -> Left:
    """The fortnight, and what is left of it."""
    folder.mkdir(parents=True)
    left = Left()
    async with on_stage(folder, dice=lambda: 0.5) as stage:
        handler = Log(left, stage.clock.now)
        root, level = logging.getLogger(), logging.getLogger().level
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        try:
            with twin(stage.app):
                await _play(stage, folder, shape, life, left, ground)
        finally:
            root.removeHandler(handler)
            root.setLevel(level)
        left.shown.extend(_shown(stage, shape))
    return left


async def _play(
    stage: Stage, folder: Path, shape: str, life: Life, left: Left, ground: Ground
) -> None:
    keeps = shape == DISCORD
    stage.platform.abilities = replace(stage.platform.abilities, keeps_typed=keeps, forms=keeps)
    watched = Watched.COMPANY if keeps else Watched.SEALED
    stage.platform.watched = lambda _person: watched  # type: ignore[method-assign,assignment]
    await stage.group(members=(*MEMBERS, "Grace"))
    parts = ("questions", "asking", "charter")
    for line in (f"!{says} {part}" for part in parts for says in ("switch on", "group says yes")):
        await stage.says("Bashir", line, event=f"stage:{line}")
    for line in ("first come", "strong words ask us"):
        await stage.says("Bashir", f"!setting line {line}", event=f"stage:{line}")
    await stage.jump(timedelta(days=15, minutes=-75))
    start = stage.clock.now()
    health = Health(stage.app)
    waiting: list[asyncio.Task[str]] = []
    notes = {one.at: one for one in life.notes}
    there = moments(life.days)
    assert notes.keys() <= set(there), "it is written when the clock stands there"
    assert len(notes) == len(life.notes)
    assert {one.at for one in life.answers} <= set(there)
    assert {one.at for one in life.worries} <= set(there)
    for at in there:
        await stage.jump(start + at - stage.clock.now())
        await asyncio.sleep(5)  # of the still loop, by which floods are measured
        await _in_public(stage, at, life)
        if (note := notes.get(at)) is not None:
            waiting.append(await asks(stage, shape, note))
        for answer in life.answers:
            if answer.at == at:
                await _answers(stage, shape, answer)
        waiting += [await worries(stage, shape, one) for one in life.worries if one.at == at]
        if at.seconds == 3 * 3600:
            await ground.night(stage, folder, at.days)
        await _look(stage, folder, left, health, at)
        left.database.append((stage.clock.now().isoformat(), ground.look()))
    for one in waiting:
        told = await asyncio.wait_for(one, 1)
        assert "It is in the box." in told, told


def moments(days: int) -> list[timedelta]:
    """When the clock stands still for a moment, in every run alike."""
    hours = {timedelta(hours=n) for n in range(days * 24)}
    close = {
        timedelta(days=day, hours=hour, minutes=minute + more)
        for day in range(days)
        for hour in HOURS
        for minute in MINUTES
        for more in (0, 1)
    }
    return sorted(hours | close)


async def _in_public(stage: Stage, at: timedelta, life: Life) -> None:
    """What everybody may know: talk, words for the bot, and two meetings with a card in each."""

    async def says(who: str, text: str, *, alone: bool = False) -> None:
        await stage.says(who, text, alone=alone, event=f"stage:{at}{who}{text}")

    hour, day = at.seconds / 3600, at.days
    if hour == 8:
        for n in range(6):
            await says(MEMBERS[(day + n) % len(MEMBERS)], "good morning")
    if hour == 19:
        await says(MEMBERS[day % len(MEMBERS)], "when", alone=True)
        await says(MEMBERS[(day + 3) % len(MEMBERS)], "!help")
    if hour in HOURS:
        for n in (1, 4):
            await says(MEMBERS[(day + n) % len(MEMBERS)], f"a word at {hour:.0f}")
    if hour == 10 and day in (1, 8):
        await says("Bashir", "start")
        await says("Tom", "hand up")
        await stage.later(30)
        await _card(stage, life.cards[day // 8], f"stage:card{day}")
        await says("Bashir", "next")
        await stage.later(90)
        await says("Bashir", "end")


async def _card(stage: Stage, who: str, event: str) -> None:
    heard = Heard(
        event, person(who), "slow", stage.clock.now(), ROOM, pressed=True, shares=(ROOM,), via=event
    )
    shown = asyncio.ensure_future(stage.app.hear(heard))
    for _ in range(12):
        stage.clock.move(timedelta(seconds=1))
        for _ in range(40):
            await asyncio.sleep(0)
        await stage.settle()
    assert isinstance(await asyncio.wait_for(shown, 1), Reply)


async def asks(stage: Stage, shape: str, note: Written) -> asyncio.Task[str]:
    """The whole talk, as it is had on that platform; what its writer is told in the end."""
    talk = _pressed if shape == DISCORD else _typed
    return _in_the_end(await talk(stage, note))


async def worries(stage: Stage, shape: str, one: Worried) -> asyncio.Task[str]:
    """The same for a worry, which has no words: a button for each step, or a number."""
    word = "worry without my name"
    if shape == DISCORD:
        reply = await stage.app.hear(_press(stage, one.who, word))
        for choice in ("which", f"line-{one.line}", "send"):
            reply = await stage.app.hear(_press(stage, one.who, _choice(reply, choice)))
    else:
        for text in (word, "1", str(one.line), "1"):
            reply = await stage.app.hear(_line(stage, one.who, text))
    assert reply is not None
    return _in_the_end(reply)


def _in_the_end(reply: Reply) -> asyncio.Task[str]:
    assert reply.later is not None, reply.messages
    later = reply.later

    async def told() -> str:
        return " ".join(one.text for one in (await later()).messages)

    return asyncio.ensure_future(told())


async def _pressed(stage: Stage, note: Written) -> Reply:
    """Buttons in the room, whose answers only one person sees; the words in a form."""

    reply = await stage.app.hear(_press(stage, note.who, "ask without my name"))
    form = await stage.app.form(_press(stage, note.who, _choice(reply, "write")))
    assert form is not None
    fields = {form.fields[0].name: note.text}
    reply = await stage.app.hear(_press(stage, note.who, form.command, fields))
    sends = "send-with-code" if note.coded else "send"
    reply = await stage.app.hear(_press(stage, note.who, _choice(reply, sends)))
    assert reply is not None
    return reply


def _press(stage: Stage, who: str, text: str, fields: dict[str, str] | None = None) -> Heard:
    n = next(stage._events)
    return Heard(
        event=f"stage:press{n}",
        by=person(who),
        text=text,
        at=stage.clock.now(),
        room=ROOM,
        pressed=True,
        shares=(ROOM,),
        via=f"via{n}",
        fields=fields,
    )


def _line(stage: Stage, who: str, text: str) -> Heard:
    event = f"stage:typed{next(stage._events)}"
    return Heard(event, person(who), text, stage.clock.now(), shares=(ROOM,))


def _choice(reply: Reply | None, ends: str) -> str:
    """What the button types that stands for this choice."""
    assert reply is not None
    buttons = [each for message in reply.messages for each in message.buttons]
    return next(each.types for each in buttons if each.types.endswith(f" {ends}"))


async def _typed(stage: Stage, note: Written) -> Reply:
    """Typed in the private chat, with numbers."""
    reply: Reply | None = None
    sends = ("4", "2") if note.coded else ("1",)  # typed, five words are told of first
    for text in ("ask without my name", "1", note.text, *sends):
        reply = await stage.app.hear(_line(stage, note.who, text))
    assert reply is not None
    return reply


async def _answers(stage: Stage, shape: str, answer: Answered) -> None:
    """How a meeting left somebody, with buttons or with numbers."""
    word, number = "how today left me", str(OPTIONS.index(answer.option) + 1)
    if shape == DISCORD:
        first = await stage.app.hear(_press(stage, answer.who, word))
        last = await stage.app.hear(_press(stage, answer.who, _choice(first, answer.option)))
    else:
        await stage.app.hear(_line(stage, answer.who, word))
        last = await stage.app.hear(_line(stage, answer.who, number))
    assert last is not None
    assert "Your answer is held" in last.messages[0].text, last.messages


async def _look(stage: Stage, folder: Path, left: Left, health: Health, at: timedelta) -> None:
    now = stage.clock.now().isoformat()
    left.files.append((now, _files(folder)))
    if _box_is_empty(at):
        left.box.append((now, _digest(folder / "alongside.box/box")))
    health.waits_since = await stage.app.db.read(outbox.oldest_waiting)
    status = await commands(stage.app, folder / "alongside.db", health)["status"]({})
    left.told.append((now, f"{health.facts()} {status} {ms(stage.clock.now())}"))


def _box_is_empty(at: timedelta) -> bool:
    """Between a slot and the first note after it: the box looks the same in every run."""
    firsts = [timedelta(days=first) for first, _ in WINDOWS[1:]]
    return any(one <= at < one + timedelta(hours=9) for one in firsts) or at.days >= 13


def _files(folder: Path) -> str:
    """Every file; of the box and the answers in RAM only that they are there, and their size."""
    found = []
    for file in sorted(folder.rglob("*")):
        what = file.stat()
        aside = file.name == "box" or file.parent.name == "ram"  # the latter is on no disk
        look = "" if file.is_dir() or aside else _digest(file)
        size = 0 if file.is_dir() else what.st_size
        found.append(f"{file.relative_to(folder)} {stat.filemode(what.st_mode)} {size} {look}")
    return "\n".join(found)


def _digest(file: Path) -> str:
    what = file.stat()
    return _digest_of(file, what.st_mtime_ns, what.st_ctime_ns, what.st_size)


@lru_cache(maxsize=100)
def _digest_of(file: Path, *_changed: int) -> str:
    data = file.read_bytes()
    if file.name.endswith("-wal"):
        data = even(data)
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def even(wal: bytes) -> bytes:
    """A WAL without its salts, which SQLite draws by chance, and checksums, which hold them.

    https://www.sqlite.org/fileformat2.html#walformat
    """
    if len(wal) < 32:
        return wal
    whole = bytearray(wal)
    (page,) = struct.unpack(">I", wal[8:12])
    whole[16:32] = bytes(16)
    for at in range(32, len(wal), 24 + page):
        whole[at + 8 : at + 24] = bytes(len(whole[at + 8 : at + 24]))
    return bytes(whole)


def _shown(stage: Stage, shape: str) -> Sequence[tuple[str, str]]:
    """What stands in rooms and private chats, and in the live lists.

    What people type in private on Matrix is left out by design: there the words are typed, and
    the promise is "without your name".
    """
    lines = [
        (one.at.isoformat(), f"{one.who} in {one.where}: {one.text} {one.message}")
        for one in stage.platform.lines
    ]
    boards = [("board", f"{where}: {one}") for where, one in stage.platform.boards.items()]
    answers = [("via", f"{via}: {one}") for via, one in stage.platform.answers.items()]
    return [*lines, *boards, *answers]
