"""What somebody was told about their words without a name stays true, whatever comes between."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from asides import LEAD, asks, asks_with_words, comes_out, hears, ready, then, told
from stage import MEMBERS, ROOM, Stage, on_stage, person, words

from bot.adapter import Reply
from bot.model import Heard, Right, RoomId

OTHER = RoomId("stage:other")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        yield stage


async def test_the_words_of_a_whole_slot_are_read_in_the_room_however_long(stage: Stage) -> None:
    texts = [f"{name} begins. {'So many words have to be said. ' * 40}ends" for name in "ABC"]
    for who, text in zip(MEMBERS, texts, strict=False):
        await asks(stage, who, text)
    lines = await comes_out(stage)
    for text in texts:
        assert sum(" ".join(text.split()) in line for line in lines) == 1


async def test_what_has_come_out_is_not_said_to_be_out_of_the_box(stage: Stage) -> None:
    code = await asks_with_words(stage, "Joe")
    for name in MEMBERS:
        await stage.says(name, "good morning")
    # It comes out while Joe thinks about it.
    (note,) = stage.app._keeper._box.notes
    before = datetime.combine(date.fromisoformat(note.earliest), time(11, 5), UTC)
    await stage.jump(before - stage.clock.now())
    assert not any("afternoons" in line for line in stage.bot_lines())
    assert "Shall I take them out?" in await then(stage, "Joe", "write back", code)
    await stage.jump(timedelta(minutes=20))
    assert any("afternoons" in line for line in stage.bot_lines())
    said = await then(stage, "Joe", "1")
    assert said.startswith("Your words are not in the box any more.")


async def test_one_person_puts_two_into_a_slot_also_all_at_once(
    stage: Stage, tmp_path: Path
) -> None:
    sends = []
    for n in range(4):
        await hears(stage, "Joe", "ask without my name")
        await hears(stage, "Joe", "1")
        shown = await hears(stage, "Joe", f"words of note {n}")
        sends.append(next(b.types for b in shown.messages[0].buttons if b.types.endswith(" send")))
    replies = [await presses(stage, "Joe", one) for one in sends]
    await stage.later(61)
    assert (tmp_path / "alongside.box/box").read_bytes().count(b"words of note") == 2
    assert "You have put two into the box." in str(words(replies[2]))


async def presses(stage: Stage, who: str, types: str) -> Reply:
    event = f"stage:press{next(stage._events)}"
    heard = Heard(event, person(who), types, stage.clock.now(), pressed=True, shares=(ROOM,))
    reply = await stage.app.hear(heard)
    assert isinstance(reply, Reply)
    return reply


async def test_a_slot_that_was_held_lets_nothing_out_that_is_younger_than_a_day(
    stage: Stage,
) -> None:
    for name in MEMBERS:
        await stage.says(name, "good morning")
    # Quiet over a slot, until the day of the next one has just begun.
    while stage.clock.now().weekday() != 1:
        await stage.jump(timedelta(hours=1))
    await asks(stage, "Ann", "the first of two")
    while stage.clock.now().weekday() != 4 or stage.clock.now().hour < 10:
        await stage.jump(timedelta(hours=1))
    await stage.says("Tom", "!quiet")
    while stage.clock.now().weekday() != 0 or stage.clock.now().hour < 10:
        await stage.jump(timedelta(hours=1))
    await asks(stage, "Joe", "the second of two")  # after 24 hours comes the slot of Tuesday
    while stage.clock.now().weekday() != 1:
        await stage.jump(timedelta(minutes=30))
    await stage.jump(timedelta(minutes=10))
    await stage.says("Tom", "!carry on")
    await stage.jump(timedelta(minutes=2))
    for name in MEMBERS:
        await stage.says(name, "good morning")
    await stage.jump(timedelta(hours=9))
    lines = stage.bot_lines()
    assert sum("the first of two" in line for line in lines) == 1
    assert not any("the second of two" in line for line in lines)
    await stage.jump(timedelta(hours=4))
    lines = stage.bot_lines()
    assert sum("the first of two" in line for line in lines) == 1
    assert sum("the second of two" in line for line in lines) == 1


async def test_five_words_are_good_in_their_own_group_alone(stage: Stage) -> None:
    code = await asks_with_words(stage, "Joe")
    assert await comes_out(stage)
    await stage.app.arrived(OTHER, "South Town group", person(LEAD), frozenset({Right.MANAGE}))
    for who in (LEAD, *MEMBERS):
        await stage.says(who, "!say hello", room=OTHER)
    group = stage.app.groups.of_room(OTHER)
    assert group is not None
    assert person("Joe").id in group.members
    stage.app._hearing._memory.chosen[person("Joe").id] = group.id
    said = await then(stage, "Joe", "write back", code)
    assert said.startswith("I know no question with these words.")


async def test_after_a_restart_no_form_takes_the_words_of_a_talk(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await asks(stage, "Joe")
        await comes_out(stage)
        await stage.says(LEAD, "!pass question 1 to Ana")
        await stage.says("Ana", "answer question 1", alone=True)
        assert stage.to("Ana").startswith("What do you answer to question 1")
        assert "What would you like to ask?" in await told(stage, "Ana", "ask without my name", "1")
        at = stage.clock.now()
    async with on_stage(tmp_path, at + timedelta(minutes=1)) as stage:
        await stage.later(61)
        said = await stage.says("Ana", "I am afraid of the one who leads us", alone=True)
        assert said is not None
        assert said.startswith("I was restarted")
        kept = b"".join(file.read_bytes() for file in tmp_path.glob("alongside.db*"))
        assert b"I am afraid" not in kept
        # Whoever did mean the question says it once more.
        await stage.says("Ana", "We can meet at two from June", alone=True)
        assert stage.to("Ana").startswith("This goes to North Town group, with your name.")


async def test_a_slot_that_fails_for_days_lets_all_out_in_the_end(stage: Stage) -> None:
    await asks(stage, "Joe")
    for name in MEMBERS:
        await stage.says(name, "good morning")
    broken = "CREATE TRIGGER broken BEFORE INSERT ON note BEGIN SELECT raise(ABORT, 'no'); END"
    await stage.app.db.write(lambda tx: tx.run(broken))
    for _ in range(40):
        await stage.jump(timedelta(hours=3))
    assert not any("afternoons" in line for line in stage.bot_lines())
    await stage.app.db.write(lambda tx: tx.run("DROP TRIGGER broken"))
    await stage.jump(timedelta(days=1))
    assert sum("afternoons" in line for line in stage.bot_lines()) == 1
