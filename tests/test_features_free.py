"""What every command of every feature owes people, asked of each from `FEATURES`."""

from __future__ import annotations

from pathlib import Path

import pytest
from free import (
    COMMANDS,
    LEAD,
    MEMBER,
    PARTS,
    SCENES,
    STRANGER,
    asks,
    every,
    everything,
    faults,
    scene,
    the_group,
    typed,
    where,
    where_it_works,
)
from stage import WORDS, on_stage, person

from bot import help
from bot.feature import Helped, Place, Who
from bot.features import FEATURES
from bot.parse import word_key

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
            for one in help.words_now(
                FEATURES, group, who, today, in_private=in_private, answers=True
            )
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
        said, keys = await asks(stage, LEAD, typed(COMMANDS[word]), pressed=True)
        if COMMANDS[word].aside is None:
            assert keys == ["app.part-off"]
        else:  # refused from memory: on that road nothing is written
            assert not keys
            assert "I do not help with" in str(said)
        await stage.settle()
        assert await stage.app.db.read(everything) == before


@every
async def test_when_it_does_not_work_that_is_said_and_nothing_is_kept(
    word: str, tmp_path: Path
) -> None:
    command = COMMANDS[word]
    if command.card is not None or command.aside is not None:
        return  # no Ask in private, and no answer in the room: see the features' tests
    async with where(tmp_path, lambda group: not command.when(group)) as stage:
        if stage is None:
            return  # it always works
        before = await stage.app.db.read(everything)
        told, keys = await asks(stage, LEAD, typed(command), pressed=True)
        assert told is None
        assert keys == [command.refusal]
        await stage.settle()
        assert await stage.app.db.read(everything) == before
