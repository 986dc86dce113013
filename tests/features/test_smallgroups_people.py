"""Who is asked into the place of a small group, and who is not: after leaving, in quiet, oddly."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from stage import ROOM, Stage, on_stage, person

from bot import places as carried
from bot.db import Tx
from bot.model import PersonId, RoomId

MEMBERS = ("Ann", "Joe", "Priya", "Tom", "Femi", "Grace", "Sam")


@pytest.fixture
async def room(stage: Stage) -> Stage:
    await stage.meeting(members=MEMBERS)
    await stage.later(70)
    return stage


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails is tried again at once."""
    monkeypatch.setattr(carried, "FIRST_PAUSE", 0.02)
    monkeypatch.setattr(carried, "LONGEST_PAUSE", 0.02)


def asked(stage: Stage) -> set[PersonId]:
    return {who for one in stage.platform.places.values() for who in one.people}


def waits(tx: Tx) -> set[PersonId]:
    return {row[0] for row in tx.all("SELECT person FROM place_person WHERE asked = 0")}


async def apart_while_down(stage: Stage) -> None:
    """Two groups are wished for, and the platform makes no place yet."""
    await stage.says("Bashir", "small groups 2, 14 minutes")
    await choose(stage)
    stage.platform.down = True
    await stage.later(125)


async def choose(stage: Stage) -> None:
    for who, word in (("Sam", "A"), ("Joe", "A"), ("Tom", "A"), ("Priya", "B"), ("Femi", "B")):
        await stage.says(who, word)


async def apart(stage: Stage) -> None:
    await stage.says("Bashir", "small groups 2, 14 minutes")
    await choose(stage)
    await stage.later(125)


def place(stage: Stage, letter: str) -> RoomId:
    there = stage.platform.places.items()
    return next(room for room, one in there if one.wish.name.endswith(letter))


async def again(stage: Stage) -> None:
    stage.platform.down = False
    await asyncio.sleep(0.3)
    await stage.settle()


@pytest.mark.parametrize("removed", [False, True])
async def test_who_has_left_is_asked_into_no_place(room: Stage, removed: bool) -> None:
    await apart_while_down(room)
    if removed:
        await room.says("Bashir", "remove quietly Tom", alone=True, wait=False)
        await asyncio.sleep(0.2)
        await room.says("Bashir", "1", alone=True, wait=False)
        await asyncio.sleep(0.2)
    else:
        await room.app.left(person("Tom").id, ROOM)
    assert person("Tom").id not in await room.app.db.read(waits)
    await again(room)
    assert asked(room) == {person(who).id for who in ("Sam", "Joe", "Priya", "Femi")}


async def test_who_was_taken_out_is_asked_in_by_no_other_account(room: Stage) -> None:
    await apart_while_down(room)

    def second(tx: Tx) -> None:
        tx.run("INSERT INTO also (person, same_as, name) VALUES ('stage:t', 'stage:tom', 'Tom')")
        tx.run("UPDATE place_person SET person = 'stage:t' WHERE person = 'stage:tom'")

    await room.app.db.write(second)
    await room.says("Bashir", "remove quietly Tom", alone=True, wait=False)
    await asyncio.sleep(0.2)
    await room.says("Bashir", "1", alone=True, wait=False)
    await asyncio.sleep(0.2)
    assert "stage:t" not in await room.app.db.read(waits)


async def test_in_quiet_nobody_is_asked_in_and_after_it_they_are(room: Stage) -> None:
    await apart_while_down(room)
    await room.says("Ann", "quiet", wait=False)
    await again(room)
    assert room.platform.places == {}
    await room.says("Ann", "carry on")
    await again(room)
    assert len(asked(room)) == 5


async def test_in_quiet_a_place_that_is_over_is_closed(room: Stage) -> None:
    await apart(room)
    room.platform.down = True
    await room.says("Bashir", "back together", wait=False)
    await asyncio.sleep(0.2)
    await room.says("Ann", "quiet", wait=False)
    room.platform.down = False
    for _ in range(300):
        if all(one.closed for one in room.platform.places.values()):
            break
        await asyncio.sleep(0.01)
    assert all(one.closed for one in room.platform.places.values())


@pytest.mark.usefixtures("soon")
async def test_one_who_cannot_be_let_in_costs_nobody_the_place(room: Stage) -> None:
    await apart(room)
    room.platform.odd.add(person("Ann").id)
    await room.says("Ann", "A", alone=True, wait=False)
    await room.says("Grace", "A", alone=True, wait=False)
    for _ in range(200):
        if await room.app.db.read(waits) == set():
            break
        await asyncio.sleep(0.01)
    await room.settle()
    there = room.platform.places[place(room, "A")]
    assert person("Grace").id in there.people, "whoever comes after is let in"
    assert not there.closed
    await room.says("Joe", "our lines: one, two", room=place(room, "A"))
    await room.later(14 * 60)
    assert "A says: “one, two”" in room.room()
    assert there.closed


@pytest.mark.usefixtures("soon")
async def test_one_who_cannot_be_let_in_keeps_no_group_from_beginning(room: Stage) -> None:
    room.platform.odd.add(person("Joe").id)
    await apart(room)
    assert len(room.platform.places) == 2
    for one in room.platform.places:
        assert room.bot_lines(one), "each group is told that its place is here"


async def test_after_another_database_was_put_in_place_its_places_are_made(tmp_path: Path) -> None:
    """What a copy wished for is looked at, though nobody has said anything since."""
    async with on_stage(tmp_path) as stage:
        await stage.meeting(members=MEMBERS)
        await stage.later(70)
        await apart_while_down(stage)
        await stage.says("Ann", "quiet", wait=False)
        await again(stage)
        assert stage.platform.places == {}

        def end_quiet(tx: Tx) -> None:  # as the copy has it; nobody is told
            tx.run("UPDATE household SET quiet_since = NULL")

        await stage.app.db.write(end_quiet)
        await stage.app.restored()
        await again(stage)
        assert len(asked(stage)) == 5
