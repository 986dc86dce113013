"""A question without a name, from the first word to the post: on the stage, where it is typed."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from stage import MEMBERS, ROOM, Stage, on_stage, person, words

from bot.adapter import Reply
from bot.model import Heard

NOBODY = 65534
"""The user who owns nothing."""
QUESTION = "I wonder whether afternoons would let more of us come."


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A group that has switched it on, and whose members have been there for a while."""
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        yield stage


async def ready(stage: Stage, members: tuple[str, ...] = MEMBERS) -> None:
    await stage.group(members=members)
    await stage.says("Bashir", "!switch on questions")
    await stage.says("Bashir", "!group says yes questions")
    await stage.jump(timedelta(days=15))
    await stage.later(61)


async def hears(stage: Stage, who: str, text: str) -> Reply:
    """What somebody types in private, and the reply as it is."""
    by = person(who)
    event = f"stage:aside{next(stage._events)}"
    heard = Heard(event, by, text, stage.clock.now(), shares=(ROOM,))
    reply = await stage.app.hear(heard)
    assert isinstance(reply, Reply)
    return reply


async def in_the_box(stage: Stage, reply: Reply) -> str:
    """What its writer is told once the minute is over."""
    assert reply.later is not None
    later = asyncio.ensure_future(reply.later())
    await stage.later(61)
    return str(words(await asyncio.wait_for(later, 5)))


async def asks(stage: Stage, who: str, text: str = QUESTION, *, coded: bool = False) -> str:
    await hears(stage, who, "ask without my name")
    await hears(stage, who, "1")
    await hears(stage, who, text)
    if coded:  # typed, five words are told of first
        await hears(stage, who, "4")
    return await in_the_box(stage, await hears(stage, who, "2" if coded else "1"))


async def test_a_question_is_asked_and_comes_out_at_its_slot(stage: Stage) -> None:
    first = words(await hears(stage, "Joe", "Ask without my name, please."))
    assert first is not None
    assert "They cannot read it. I take my lines away afterwards." in first
    asked = words(await hears(stage, "Joe", "1"))
    assert asked is not None
    assert "7 members could have written it. Somebody watching closely may get down to 4." in asked
    shown = words(await hears(stage, "Joe", QUESTION))
    assert shown is not None
    assert f"“{QUESTION}”" in shown
    sent = await hears(stage, "Joe", "1")
    assert words(sent) == (
        "It is not in the box yet. I tell you here within two minutes."
        " If I do not, please send it again."
    )
    told = await in_the_box(stage, sent)
    day = re.search(r"comes out on (\w+ \d+ \w+)", told)
    assert day is not None
    assert day[1] in shown
    before = stage.bot_lines()
    for name in ("Ann", "Joe", "Priya", "Tom", "Femi"):
        await stage.says(name, "good morning")
    await stage.jump(timedelta(days=8))
    new = stage.bot_lines()[len(before) :]
    assert new == [
        f"Question 1, without a name: “{QUESTION}” Please do not guess who."
        " Bashir says by Monday 8 June who will answer, and when. Thank you to whoever asked."
    ]


async def test_nothing_is_in_the_database_before_its_slot(stage: Stage, tmp_path: Path) -> None:
    await asks(stage, "Joe")
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("alongside.db*") if file.is_file())
    assert b"afternoons" not in kept
    assert b"afternoons" in (tmp_path / "alongside.box/box").read_bytes()


async def test_a_known_word_is_part_of_the_question(stage: Stage) -> None:
    await hears(stage, "Joe", "ask without my name")
    await hears(stage, "Joe", "1")
    shown = words(await hears(stage, "Joe", "note this: who decides about nights"))
    assert shown is not None
    assert "“note this: who decides about nights”" in shown
    kept = "SELECT 1 FROM inbox WHERE event LIKE 'stage:aside%'"
    assert not await stage.app.db.read(lambda tx: tx.all(kept)), "no word of ours was run"


async def test_stop_holds_nothing(stage: Stage) -> None:
    await hears(stage, "Joe", "ask without my name")
    await hears(stage, "Joe", "1")
    said = words(await hears(stage, "Joe", "stop"))
    assert said == "That is fine. Nothing was sent, and I hold nothing of it."
    assert not stage.app._talks._talks


async def test_what_is_no_longer_held_is_said_and_never_run(stage: Stage) -> None:
    await hears(stage, "Joe", "ask without my name")
    await hears(stage, "Joe", "1")
    await stage.jump(timedelta(days=2))
    await stage.later(61)
    said = words(await hears(stage, "Joe", "leave"))
    assert said == (
        "I no longer hold this. If I did not say that it is in the box, please write it again."
    )
    assert person("Joe").id in stage.app.groups.get(1).members  # type: ignore[arg-type,union-attr]


async def test_too_few_are_refused_kindly(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage, ("Ann", "Joe", "Priya", "Tom"))
        said = words(await hears(stage, "Joe", "ask without my name"))
        assert said is not None
        assert said.startswith("I cannot hide you yet")
        assert "Only 4 could have written it." in said


async def test_after_a_kill_before_the_box_was_written_it_comes_out_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await asks(stage, "Joe")
        full = (tmp_path / "alongside.box/box").read_bytes()
        for name in ("Ann", "Joe", "Priya", "Tom", "Femi"):
            await stage.says(name, "good morning")
        await stage.jump(timedelta(days=8))
        released = [one for one in stage.bot_lines() if "afternoons" in one]
        assert len(released) == 1
        at = stage.clock.now()
    (tmp_path / "alongside.box/box").write_bytes(full)  # as a kill at that moment leaves it
    async with on_stage(tmp_path, at) as stage:
        await stage.jump(timedelta(days=20))
        assert not [one for one in stage.bot_lines() if "afternoons" in one]
    assert b"afternoons" not in (tmp_path / "alongside.box/box").read_bytes()


async def test_it_is_held_until_five_were_seen_but_not_for_ever(stage: Stage) -> None:
    await asks(stage, "Joe")
    for name in ("Ann", "Joe", "Priya", "Tom", "Tom", "Bashir"):
        await stage.says(name, "good morning")
    await stage.jump(timedelta(days=8))
    assert not [one for one in stage.bot_lines() if "afternoons" in one]
    await stage.jump(timedelta(days=14))
    assert [one for one in stage.bot_lines() if "afternoons" in one]


async def test_two_notes_a_person_fill_a_slot(stage: Stage) -> None:
    await asks(stage, "Joe", "one")
    await asks(stage, "Joe", "two")
    said = words(await hears(stage, "Joe", "ask without my name"))
    assert said is not None
    assert said.startswith("You have put two into the box.")
    assert "I never keep who" in str(words(await hears(stage, "Ann", "ask without my name")))


async def test_who_is_no_member_is_asked_to_say_hello(stage: Stage) -> None:
    said = words(await hears(stage, "Zed", "ask without my name"))
    assert said is not None
    assert "say hello" in said


async def test_a_full_disk_keeps_nothing_and_says_so(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hears(stage, "Joe", "ask without my name")
    await hears(stage, "Joe", "1")
    await hears(stage, "Joe", QUESTION)
    sent = await hears(stage, "Joe", "1")
    with monkeypatch.context() as full:
        full.setattr(os, "pwrite", refuse)
        told = await in_the_box(stage, sent)
    assert told.startswith("I could not keep this, so nothing was sent.")
    assert [key for key, _ in stage.app.troubles.lately()] == ["aside.box-not-written"]
    await stage.later(61)
    assert not stage.app.troubles.lately()
    assert b"afternoons" not in (tmp_path / "alongside.box/box").read_bytes()


@contextmanager
def may_not_write(kept: Path) -> Iterator[None]:
    """The system itself refuses this process to write there. Root may always: so it is nobody."""
    root, mode = os.geteuid() == 0, kept.stat().st_mode
    kept.chmod(0o400)
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        kept.chmod(mode)


async def test_a_box_it_may_not_write_keeps_nothing_and_says_so(
    stage: Stage, tmp_path: Path
) -> None:
    kept = tmp_path / "alongside.box/box"
    await asks(stage, "Ann", "Who decides about the tea?")
    before = kept.read_bytes()
    await hears(stage, "Joe", "ask without my name")
    await hears(stage, "Joe", "1")
    await hears(stage, "Joe", QUESTION)
    sent = await hears(stage, "Joe", "1")
    with may_not_write(kept):
        told = await in_the_box(stage, sent)
        assert [key for key, _ in stage.app.troubles.lately()] == ["aside.box-not-written"]
    assert told.startswith("I could not keep this, so nothing was sent.")
    assert kept.read_bytes() == before
    assert "the box" in await asks(stage, "Joe"), "sent again, it is taken"
    assert b"afternoons" in kept.read_bytes()
    assert b"about the tea" in kept.read_bytes()
    assert not stage.app.troubles.lately()


async def test_what_came_out_on_a_full_disk_comes_out_once_and_leaves_the_box_later(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asks(stage, "Joe")
    for name in ("Ann", "Joe", "Priya", "Tom", "Femi"):
        await stage.says(name, "good morning")
    with monkeypatch.context() as full:
        full.setattr(os, "pwrite", refuse)
        await stage.jump(timedelta(days=8))
        assert len([one for one in stage.bot_lines() if "afternoons" in one]) == 1
        assert b"afternoons" in (tmp_path / "alongside.box/box").read_bytes()
    await stage.later(61)
    assert b"afternoons" not in (tmp_path / "alongside.box/box").read_bytes()
    await stage.jump(timedelta(days=20))
    assert len([one for one in stage.bot_lines() if "afternoons" in one]) == 1


def refuse(_handle: int, _data: bytes, _place: int) -> int:
    raise OSError(28, "No space left on device")


async def test_what_is_pressed_twice_is_sent_once(stage: Stage, tmp_path: Path) -> None:
    await hears(stage, "Joe", "ask without my name")
    await hears(stage, "Joe", "1")
    shown = await hears(stage, "Joe", QUESTION)
    send = next(one.types for one in shown.messages[0].buttons if one.types.endswith(" send"))
    sent = await presses(stage, "Joe", send)
    again = await presses(stage, "Joe", send)
    assert words(again) == "I have taken that up already. Please look at my newest message."
    await in_the_box(stage, sent)
    assert (tmp_path / "alongside.box/box").read_bytes().count(b"afternoons") == 1


async def test_only_what_was_shown_last_can_be_sent(stage: Stage, tmp_path: Path) -> None:
    await hears(stage, "Joe", "ask without my name")
    await hears(stage, "Joe", "1")
    shown = await hears(stage, "Joe", "with the name of a street")
    send = next(one.types for one in shown.messages[0].buttons if one.types.endswith(" send"))
    await hears(stage, "Joe", "3")
    await hears(stage, "Joe", "without it")
    old = await presses(stage, "Joe", send)
    assert words(old) == "I have taken that up already. Please look at my newest message."
    await stage.later(61)
    assert b"street" not in (tmp_path / "alongside.box/box").read_bytes()


async def test_who_leaves_in_the_middle_sends_nothing(stage: Stage) -> None:
    await hears(stage, "Joe", "ask without my name")
    await hears(stage, "Joe", "1")
    shown = await hears(stage, "Joe", QUESTION)
    send = next(one.types for one in shown.messages[0].buttons if one.types.endswith(" send"))
    await stage.app.left(person("Joe").id, ROOM)
    said = words(await presses(stage, "Joe", send))
    assert said is not None
    assert "say hello" in said


async def presses(stage: Stage, who: str, types: str) -> Reply:
    event = f"stage:aside{next(stage._events)}"
    heard = Heard(event, person(who), types, stage.clock.now(), pressed=True, shares=(ROOM,))
    reply = await stage.app.hear(heard)
    assert isinstance(reply, Reply)
    return reply


async def test_asked_while_the_bot_was_away_leaves_no_row(tmp_path: Path) -> None:
    """It is answered from memory, like a card: a mark or a row would tell who took this road."""
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        at = stage.clock.now()
    async with on_stage(tmp_path, at + timedelta(minutes=5)) as stage:
        await stage.later(61)
        before = await stage.app.db.read(lambda tx: tx.changes)
        heard = Heard("stage:old", person("Joe"), "ask without my name", at, shares=(ROOM,))
        reply = await stage.app.hear(heard)
        assert reply is not None
        assert words(reply)
        assert await stage.app.db.read(lambda tx: tx.changes) == before


async def test_words_after_the_word_answer_no_open_form(stage: Stage, tmp_path: Path) -> None:
    await stage.says("Joe", "what helps me", alone=True)
    assert await stage.app.db.read(lambda tx: tx.all("SELECT 1 FROM open_form"))
    before = await stage.app.db.read(lambda tx: tx.all("SELECT * FROM open_form"))
    said = words(await hears(stage, "Joe", "Ask without my name: who decides about nights?"))
    assert said is not None
    assert "without your name" in said
    assert await stage.app.db.read(lambda tx: tx.all("SELECT * FROM open_form")) == before
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("alongside.db*") if file.is_file())
    assert b"about nights" not in kept
