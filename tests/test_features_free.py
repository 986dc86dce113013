"""What every command of every feature owes people, asked of each from `FEATURES`."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from stage import ROOM, WORDS, Stage, on_stage, person

from bot import help
from bot.db import Tx
from bot.feature import Command, Helped, Kind, Place, Who
from bot.features import FEATURES
from bot.model import Group, PersonId, private
from bot.parse import word_key

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
    "by phone": "Dilys",
    "quiet hours": "21:00 to 7:00",
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
        await stage.says(LEAD, "switch on rounds", pressed=True)
        await stage.says(LEAD, "group says yes rounds", pressed=True)
        for line in SCENES[name]:
            await stage.says(LEAD, line, alone=True)
        await stage.later(130 if name == "in small groups" else 70)
        yield stage


def the_group(stage: Stage) -> Group:
    group = stage.app.groups.of_room(ROOM)
    assert group is not None
    return group


@asynccontextmanager
async def where_it_works(folder: Path, command: Command) -> AsyncIterator[Stage]:
    """The first scene in which the word works."""
    for name in SCENES:
        (folder / name).mkdir()
        async with scene(folder / name, name) as stage:
            if command.when(the_group(stage)):
                yield stage
                return
    raise AssertionError(f"there is no scene in which “{command.word}” works")


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


# Texts.


@every
def test_it_has_a_word_of_its_own(word: str) -> None:
    command = COMMANDS[word]
    assert WORDS.has(word_key(command))
    assert WORDS.word(word_key(command)) == word, "the English word is the one in code"


@every
def test_it_has_a_text_for_words_that_come_too_late(word: str) -> None:
    assert COMMANDS[word].fresh is None or WORDS.has("late." + word.replace(" ", "-"))


@every
def test_it_asks_for_what_it_needs(word: str) -> None:
    needs = any(arg.needed for arg in COMMANDS[word].args)
    assert not needs or WORDS.has("needs." + word.replace(" ", "-"))


@every
def test_its_refusal_is_a_text(word: str) -> None:
    assert WORDS.has(COMMANDS[word].refusal)


def test_the_line_that_confirms_it_is_a_job() -> None:
    jobs = {f"{feature.name}.{name}" for feature in FEATURES for name in feature.jobs}
    assert {command.confirmed_by for command in COMMANDS.values()} - {None} <= jobs


# Help.


@pytest.mark.parametrize("word", [word for word, one in COMMANDS.items() if one.helped])
async def test_help_names_it_to_somebody_for_whom_it_works(word: str, tmp_path: Path) -> None:
    command = COMMANDS[word]
    async with where_it_works(tmp_path, command) as stage:
        group = the_group(stage)
        if command.helped is Helped.FACILITATOR:
            await stage.says(LEAD, "!by phone Dilys")
            group = the_group(stage)
        today = stage.clock.now().date()
        people = [person(who).id for who in (LEAD, MEMBER, STRANGER)]
        found = {
            one.word
            for who in people
            for in_private in (True, False)
            for one in help.words_now(FEATURES, group, who, today, in_private=in_private)
        }
        assert word in found


@pytest.mark.parametrize("name", SCENES)
async def test_help_gives_only_words_that_work_now(name: str, tmp_path: Path) -> None:
    async with scene(tmp_path, name) as stage:
        group = the_group(stage)
        today = stage.clock.now().date()
        for who in (LEAD, MEMBER, STRANGER):
            for in_private in (True, False):
                found = help.words_now(
                    FEATURES, group, person(who).id, today, in_private=in_private
                )
                assert found[-1].word == "help", "and help is always the last"
                for command in found:
                    assert command.when(group)
                    assert command.place is not (Place.ROOM if in_private else Place.PRIVATE)
                    if who != LEAD:
                        assert command.who in (Who.ANYBODY, Who.MEMBER)
                    if who == STRANGER:
                        assert command.who is Who.ANYBODY


# Permission.

GUARDED = [word for word, one in COMMANDS.items() if one.who is not Who.ANYBODY]
OUTSIDERS = {Who.FACILITATOR: MEMBER, Who.MANAGER: MEMBER, Who.MEMBER: STRANGER}


@pytest.mark.parametrize("word", GUARDED)
async def test_who_may_not_is_refused_once_and_nothing_is_kept(
    word: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    command = COMMANDS[word]
    async with where_it_works(tmp_path, command) as stage:
        outsider = OUTSIDERS[command.who]
        before = await stage.app.db.read(everything)
        told, keys = await asks(stage, outsider, typed(command), pressed=True)
        assert told is None
        wanted = "app.for-members" if command.who is Who.MEMBER else "app.for-facilitators"
        assert keys == [wanted]
        await stage.settle()
        assert await stage.app.db.read(everything) == before
        assert not faults(caplog)


@pytest.mark.parametrize("word", [word for word, part in PARTS.items() if part])
async def test_a_part_the_group_did_not_choose_is_off(word: str, tmp_path: Path) -> None:
    async with on_stage(tmp_path, dice=lambda: 0.5) as stage:
        await stage.meeting()
        before = await stage.app.db.read(everything)
        _, keys = await asks(stage, LEAD, typed(COMMANDS[word]), pressed=True)
        assert keys == ["app.part-off"]
        await stage.settle()
        assert await stage.app.db.read(everything) == before


@every
async def test_when_it_does_not_work_that_is_said_and_nothing_is_kept(
    word: str, tmp_path: Path
) -> None:
    command = COMMANDS[word]
    for name in SCENES:
        (tmp_path / name).mkdir()
        async with scene(tmp_path / name, name) as stage:
            if command.when(the_group(stage)):
                continue
            if command.card is not None:
                return  # no Ask in private, and no answer in the room: see the features' tests
            before = await stage.app.db.read(everything)
            told, keys = await asks(stage, LEAD, typed(command), pressed=True)
            assert told is None
            assert keys == [command.refusal]
            await stage.settle()
            assert await stage.app.db.read(everything) == before
            return


# Answers.

NAMED = [word for word, one in COMMANDS.items() if one.card is None]


@pytest.mark.parametrize("word", NAMED)
async def test_in_private_it_has_exactly_one_answer(
    word: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with where_it_works(tmp_path, COMMANDS[word]) as stage:
        for who in (LEAD, MEMBER):
            told, keys = await asks(stage, who, "!" + typed(COMMANDS[word]), event=f"stage:p-{who}")
            assert told is None
            assert len(keys) == 1, f"{who} got {keys}"
            again = await asks(stage, who, "!" + typed(COMMANDS[word]), event=f"stage:p-{who}")
            assert again == (None, keys), "read twice, it is answered once"
        await stage.settle()
        assert not faults(caplog)


@pytest.mark.parametrize("word", NAMED)
async def test_pressed_in_the_room_it_is_answered_once_there_or_to_who_pressed(
    word: str, tmp_path: Path
) -> None:
    async with where_it_works(tmp_path, COMMANDS[word]) as stage:
        _, keys = await asks(stage, LEAD, typed(COMMANDS[word]), pressed=True)
        sql = "SELECT key FROM outbox WHERE cause = 'stage:probe' AND address = :room"
        in_room = await stage.app.db.read(lambda tx: tx.all(sql, room=ROOM))
        assert len(keys) <= 1
        assert keys or in_room


@pytest.mark.parametrize("word", [w for w, one in COMMANDS.items() if one.place is Place.PRIVATE])
async def test_typed_in_the_room_a_private_word_is_not_repeated_there(
    word: str, tmp_path: Path
) -> None:
    async with where_it_works(tmp_path, COMMANDS[word]) as stage:
        before = await stage.app.db.read(everything)
        said = len(stage.bot_lines())
        told = await stage.says(MEMBER, "!" + typed(COMMANDS[word]))
        assert told is not None
        assert told.startswith("The room saw that word.")
        await stage.jump(timedelta(seconds=61))
        assert len(stage.bot_lines()) == said
        assert await stage.app.db.read(everything) == before


@pytest.mark.parametrize("word", [w for w, one in COMMANDS.items() if one.place is Place.ROOM])
async def test_a_word_of_the_room_does_nothing_in_private(word: str, tmp_path: Path) -> None:
    async with where_it_works(tmp_path, COMMANDS[word]) as stage:
        before = await stage.app.db.read(everything)
        said = len(stage.bot_lines())
        told, keys = await asks(stage, LEAD, "!" + typed(COMMANDS[word]))
        assert (told, keys) == (None, ["app.room-word"])
        await stage.settle()
        assert len(stage.bot_lines()) == said, "nothing is posted from a private chat"
        assert await stage.app.db.read(everything) == before


# Nonsense.


@every
async def test_nonsense_is_answered_politely(
    word: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fault = WORDS.word("app.our-fault")
    for name in ("in a meeting", "between meetings"):
        (tmp_path / name).mkdir()
        async with scene(tmp_path / name, name) as stage:
            for n, nonsense in enumerate(NONSENSE):
                for who in (LEAD, MEMBER, STRANGER):
                    event = f"stage:n{n}{who}"
                    told, keys = await asks(
                        stage, who, f"!{word} {nonsense}", pressed=n % 2 == 0, event=event
                    )
                    assert told != fault
                    assert told or keys or n % 2 == 0, "silence is no answer"
            await stage.settle()
            assert not faults(caplog)


def test_everybody_here_is_who_they_are_taken_for() -> None:
    assert PersonId("stage:zoe") == person(STRANGER).id
