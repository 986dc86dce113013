"""How every command of every feature is answered, asked of each from `FEATURES`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from free import (
    COMMANDS,
    LEAD,
    MEMBER,
    NONSENSE,
    STRANGER,
    asks,
    every,
    everything,
    faults,
    scene,
    typed,
    where_it_works,
)
from stage import ROOM, WORDS, person

from bot.feature import Place
from bot.model import PersonId

pytestmark = pytest.mark.slow  # a thousand conversations: minutes, so that `make test` stays short

# Answers.

NAMED = [word for word, one in COMMANDS.items() if one.card is None and one.aside is None]


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
