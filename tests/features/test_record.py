"""Off the record, as people live it: anybody, at once, and over with the meeting."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from stage import ROOM, START, Stage, on_stage, person
from two_rooms import GARDEN, in_meeting

from bot import record
from bot.model import Group, GroupId, Refused, Session

OFF = "We are off the record now."
ON = "We are on the record again."
CLOSING = "A part of today was off the record."


@pytest.fixture
async def meeting(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await stage.meeting()
        yield stage


def group(stage: Stage) -> Group:
    found = stage.app.groups.of_room(ROOM)
    assert found is not None
    return found


async def test_anybody_begins_it_and_anybody_ends_it_and_each_is_said_once(meeting: Stage) -> None:
    await meeting.says("Joe", "!off the record")
    assert meeting.room().startswith(OFF)
    assert record.is_off(group(meeting))
    with pytest.raises(Refused, match=r"record\.only-your-own"):
        record.check(group(meeting))
    before = len(meeting.bot_lines())
    await meeting.says("Ann", "!off the record")
    assert len(meeting.bot_lines()) == before, "who says it again is told alone"
    assert "already" in meeting.to("Ann")
    await meeting.says("Ann", "!on the record")
    assert meeting.room() == ON
    assert not record.is_off(group(meeting))
    record.check(group(meeting))


async def test_said_in_private_it_is_the_same_line_and_has_no_name(meeting: Stage) -> None:
    await meeting.says("Joe", "off the record", alone=True)
    assert meeting.room().startswith(OFF)
    assert "Joe" not in meeting.room()


async def test_it_is_over_with_the_meeting_and_the_closing_says_that_there_was_one(
    meeting: Stage,
) -> None:
    await meeting.says("Joe", "!off the record")
    await meeting.says("Bashir", "end")
    assert meeting.room().count(CLOSING) == 1
    assert not record.is_off(group(meeting))
    await meeting.says("Bashir", "!start")
    assert not record.is_off(group(meeting)), "the next meeting begins on the record"
    await meeting.says("Bashir", "end")
    assert CLOSING not in meeting.room()


def test_what_another_meeting_left_behind_counts_for_none() -> None:
    who = person("Ann")
    for kept, off in (("off 7", True), ("off 6", False), ("was 7", False), ("on", False)):
        on = Session(7, who, START)
        one = Group(GroupId(1), "", (), {}, {}, {}, session=on, settings={"record": kept})
        assert record.is_off(one) is off
        assert not record.is_off(replace(one, session=None))


async def test_a_part_that_is_over_is_said_at_the_end_too(meeting: Stage) -> None:
    await meeting.says("Joe", "!off the record")
    await meeting.says("Joe", "!on the record")
    await meeting.says("Bashir", "end")
    assert CLOSING in meeting.room()


async def test_a_meeting_without_one_ends_as_ever(meeting: Stage) -> None:
    await meeting.says("Bashir", "end")
    assert CLOSING not in meeting.room()


async def test_outside_a_meeting_there_is_no_record(stage: Stage) -> None:
    await stage.group()
    await stage.says("Ann", "!off the record")
    assert "No meeting is on now" in stage.to("Ann")
    assert not record.is_off(group(stage))


async def test_it_holds_in_every_room_of_the_group(tmp_path: Path) -> None:
    async with in_meeting(tmp_path) as both:
        await both.says("Uma", "!off the record", room=GARDEN)
        await both.later(61)
        assert both.room().startswith(OFF)
        assert both.room(GARDEN).startswith(OFF)
        await both.says("Tom", "!on the record")
        await both.later(61)
        assert both.room(GARDEN) == ON


async def test_in_a_quiet_it_waits_for_the_quiet_to_end(meeting: Stage) -> None:
    await meeting.says("Femi", "quiet")
    before = len(meeting.bot_lines())
    await meeting.says("Joe", "!off the record")
    assert len(meeting.bot_lines()) == before
    assert not record.is_off(group(meeting))
