"""Every command of every feature, and the scenes in which it is said."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from stage import ROOM, Stage, on_stage, person

from bot.db import Tx
from bot.feature import Command, Kind
from bot.features import FEATURES
from bot.model import Group, private

COMMANDS = {command.word: command for feature in FEATURES for command in feature.commands}
PARTS = {
    command.word: command.part or feature.part
    for feature in FEATURES
    for command in feature.commands
}
LEAD, MEMBER, STRANGER = "Bashir", "Ann", "Zoe"

SAMPLES = {
    "switch on": "rounds",
    "switch off": "rounds",
    "group says yes": "rounds",
    "order": "first come",
    "setting line": "first come",
    "by phone": "Dilys",
    "quiet hours": "21:00 to 7:00",
    "question days": "friday",
    "plan that time": "2026-05-20T10:30",
    "join": "A",
    "put": "Tom in A",
    "together": "Tom with Ann",
}
OF_KIND = {
    Kind.TEXT: "the new form",
    Kind.NAME: "Tom",
    Kind.NUMBER: "5",
    Kind.DAY: "1 March",
    Kind.CODE: "abc2346",
    Kind.PLACE: "stage:hall",
}
NONSENSE = (
    "blah blah blah",
    "-1",
    "99999999999999999999",
    "😀",
    "@everyone <b>",
    "until until",
    "' OR 1=1 --",
    "{ $who }",
    "\u202e\0",
    "x" * 3000,
)
APART = ("small groups 2", "any group", *(f"put {who} in A" for who in ("Ann", "Joe", "Tom")))
SCENES: dict[str, tuple[str, ...]] = {
    "in a meeting": ("start",),
    "between meetings": (),
    "in a quiet": ("start", "quiet"),
    "off the record": ("start", "off the record"),
    "with times offered": ("find time", "20 May 10:30 or 21 May at 2", "1", "1"),
    "while small groups are chosen": ("start", "small groups 2"),
    "in small groups": ("start", *APART),
    "with a round open": ("round between", "What helped you?", "3", "1"),
}

every = pytest.mark.parametrize("word", COMMANDS)


def typed(command: Command) -> str:
    """The word with whatever it needs after it."""
    needed = [arg for arg in command.args if arg.needed]
    sample = SAMPLES.get(command.word, OF_KIND[needed[0].kind] if needed else "")
    return f"{command.word} {sample}".strip()


@asynccontextmanager
async def scene(folder: Path, name: str) -> AsyncIterator[Stage]:
    async with on_stage(folder, dice=lambda: 0.5) as stage:
        await stage.group()
        for part in ("rounds", "points", "charter", "ladder"):
            await stage.says(LEAD, f"switch on {part}", pressed=True)
            await stage.says(LEAD, f"group says yes {part}", pressed=True)
        for line in SCENES[name]:
            await stage.says(LEAD, line, alone=True)
        await stage.later(130 if name == "in small groups" else 70)
        yield stage


def the_group(stage: Stage) -> Group:
    group = stage.app.groups.of_room(ROOM)
    assert group is not None
    return group


_SEEN: dict[str, Group] = {}
"""The group of each scene, so that none is made again where a word is known not to fit."""


@asynccontextmanager
async def where(folder: Path, fits: Callable[[Group], bool]) -> AsyncIterator[Stage | None]:
    """The first scene whose group fits; None: no scene has one."""
    for name in SCENES:
        if name in _SEEN and not fits(_SEEN[name]):
            continue
        (folder / name).mkdir()
        async with scene(folder / name, name) as stage:
            _SEEN[name] = the_group(stage)
            if fits(_SEEN[name]):
                yield stage
                return
    yield None


@asynccontextmanager
async def where_it_works(folder: Path, command: Command) -> AsyncIterator[Stage]:
    """The first scene in which the word works."""
    async with where(folder, command.when) as stage:
        assert stage, f"there is no scene in which “{command.word}” works"
        yield stage


def everything(tx: Tx) -> dict[str, list[tuple[object, ...]]]:
    """All that is kept, but for marks and what is being said."""
    tables = tx.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return {
        table: tx.all(f"SELECT * FROM {table}")
        for (table,) in tables
        if table not in ("inbox", "outbox", "open_choice", "board")
    }


def answers(tx: Tx, event: str, who: str) -> list[str]:
    """The text keys that somebody was answered with."""
    sql = "SELECT key FROM outbox WHERE cause = :event AND address = :a ORDER BY n"
    return [row[0] for row in tx.all(sql, event=event, a=private(person(who).id))]


async def asks(
    stage: Stage, who: str, text: str, *, pressed: bool = False, event: str = "stage:probe"
) -> tuple[str | None, list[str]]:
    """The reply from memory, and the keys of the rows to who asked."""
    told = await stage.says(who, text, alone=not pressed, pressed=pressed, event=event, wait=False)
    return told, await stage.app.db.read(lambda tx: answers(tx, event, who))


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
