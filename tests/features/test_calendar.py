"""Dialogues about calendar files: real database, given clock, two readers of other people."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from calendars import Entry, by_the_first, by_the_second
from planned import alone, planned
from stage import ROOM, Stage, on_stage, person

from bot.db import Tx
from bot.model import File, GroupId, private, say
from bot.packing import pack, unpack


@pytest.fixture
async def group(stage: Stage) -> Stage:
    await stage.group()
    return stage


def entries(stage: Stage, who: str | None = "Ann") -> dict[str, Entry]:
    """What both readers show of the last file, by day."""
    file = stage.file(who)
    assert file is not None
    assert (file.name, file.type) == ("meetings.ics", "text/calendar")
    shown = by_the_first(file.data)
    assert shown == by_the_second(file.data)
    return shown


async def test_anybody_gets_the_days_in_words_and_the_same_days_as_a_file(group: Stage) -> None:
    await planned(group)
    told = await alone(group, "Ann", "calendar")
    assert told.startswith("Our next meetings: Tuesday 19 May at 10:30, Tuesday 2 June at 10:30,")
    assert told.endswith(
        "With the file you can put them into your calendar. It shows the name of our group, and"
        " nobody’s name. When a meeting moves, ask again. The new file changes the old one."
    )
    days = sorted(one.begins for one in entries(group).values())
    assert len(days) == 8
    assert days[:2] == [
        datetime.fromisoformat("2026-05-19T10:30"),
        datetime.fromisoformat("2026-06-02T10:30"),
    ]
    for day in days:
        assert f"{day.day} {day:%B} at 10:30" in told


async def test_asked_for_in_the_room_only_they_see_it(group: Stage) -> None:
    await planned(group)
    lines = len(group.bot_lines())
    await group.says("Ann", "!calendar")
    assert len(group.bot_lines()) == lines
    assert group.to("Ann").startswith("Our next meetings:")
    assert len(entries(group)) == 8


async def test_without_a_plan_there_is_no_file_and_it_says_so(group: Stage) -> None:
    assert await alone(group, "Ann", "calendar") == (
        "No meeting is planned now, so there is no file."
    )
    assert group.file("Ann") is None


async def test_a_newer_file_updates_what_moved_and_what_was_called_off(group: Stage) -> None:
    await planned(group)
    await alone(group, "Ann", "calendar")
    before = entries(group)
    await alone(group, "Bashir", "move meeting", "1", "Thursday 21 May 14:00", "post it")
    await alone(group, "Bashir", "cancel meeting", "2", "only this one", "post it")
    told = await alone(group, "Ann", "calendar")
    after = entries(group)
    assert after.keys() == before.keys(), "updated, not doubled"
    first, second, *rest = sorted(before, key=lambda name: before[name].begins)
    assert after[first].begins == datetime.fromisoformat("2026-05-21T14:00")
    assert (after[first].sequence, after[first].status) == (1, "CONFIRMED")
    assert (after[second].sequence, after[second].status) == (1, "CANCELLED")
    assert after[second].summary == "Called off: Meeting of North Town group"
    assert all(after[name] == before[name] for name in rest)
    assert "Called off: Tuesday 2 June at 10:30." in told


async def test_who_plans_can_post_the_file_with_the_plan(group: Stage) -> None:
    await planned(group, post=False)
    assert await alone(group, "Bashir", "4") == "I have said it in the room."
    assert group.room().startswith("A meeting, planned by Bashir. We meet on Tuesday 19 May")
    assert len(entries(group, None)) == 8


async def test_the_usual_post_has_no_file(group: Stage) -> None:
    await planned(group)
    assert group.file() is None


async def test_what_is_in_a_file_is_never_kept(group: Stage, tmp_path: Path) -> None:
    await planned(group)
    group.platform.down = True
    await group.says("Ann", "calendar", alone=True)

    def waiting(tx: Tx) -> list[str]:
        return [row[0] for row in tx.all("SELECT says FROM outbox WHERE says <> ''")]

    (kept,) = await group.app.db.read(waiting)
    assert json.loads(kept)["F"] == ["calendar.meetings", 1, {}]
    assert "VCALENDAR" not in kept


async def test_it_is_made_of_what_is_true_when_it_is_sent(group: Stage) -> None:
    await planned(group)
    group.platform.down = True
    await group.says("Ann", "calendar", alone=True)

    def move(tx: Tx) -> None:
        tx.run("UPDATE meeting SET starts_at = starts_at + 3600000 WHERE id = 1")

    await group.app.db.write(move)
    group.platform.down = False
    for _ in range(200):
        await group.settle()
        if group.file("Ann"):
            break
    assert min(one.begins for one in entries(group).values()) == datetime.fromisoformat(
        "2026-05-19T11:30"
    )


async def test_a_file_that_cannot_be_made_keeps_no_words_back(group: Stage) -> None:
    def ask(tx: Tx) -> None:
        for kind in ("calendar.meetings", "calendar.unknown", "nobody.knows"):
            from bot import outbox

            one = say("calendar.again", file=File(kind, GroupId(1)))
            address = private(person("Ann").id)
            outbox.put_at(
                tx, address, one, cause=kind, at=group.clock.now(), token=kind.ljust(24, "0")
            )

    await group.app.db.write(ask)
    await group.app._delivery.look()
    await group.settle()
    assert (
        group.bot_lines(private(person("Ann").id))[-3:]
        == ["When a meeting moves, ask again. The new file changes the old one."] * 3
    )


def test_a_file_is_packed_by_its_name() -> None:
    one = say("calendar.again", file=File("a.b", GroupId(4), {"day": date(2026, 5, 1)}))
    assert unpack(pack(one)).file == one.file


async def test_a_restarted_bot_sends_the_file_that_waited(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await planned(stage)
        stage.platform.down = True
        await stage.says("Ann", "calendar", alone=True)
    async with on_stage(tmp_path) as stage:
        for _ in range(200):
            await stage.settle()
            if stage.file("Ann"):
                break
        assert len(entries(stage)) == 8
        assert stage.clock.now().tzinfo is UTC
        assert stage.app.groups.of_room(ROOM) is not None
