"""A fortnightly series on the core: what everybody reads over two months, and how little it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from planned import until
from series import BEFORE, LEAD, LONDON, PEOPLE, SCRIPT
from stage import ROOM, Line, Stage, on_stage, person

from bot.model import Address, Right, RoomId, is_private, private

NAME = "North Town group"

WEEK = timedelta(days=7)

AFTERWARDS = timedelta(days=35)


async def played(stage: Stage) -> list[Line]:
    """Play the whole script; every line that anybody saw since the group had gathered."""
    await stage.app.arrived(ROOM, NAME, person(LEAD), frozenset({Right.MANAGE}))
    for who in (LEAD, *PEOPLE):
        await stage.says(who, "say hello", alone=True)
    await stage.later(60)
    before = len(stage.platform.lines)
    for step in SCRIPT:
        await until(stage, max(step.when, stage.clock.now() + timedelta(seconds=2)))
        place = places(stage)[step.group] if step.group else ROOM
        await stage.says(step.who, step.text, alone=step.where == "alone", room=place)
    await until(stage, stage.clock.now() + AFTERWARDS)
    return stage.platform.lines[before:]


def places(stage: Stage) -> dict[str, RoomId]:
    """The newest place of each small group, by its letter."""
    return {one.wish.name[-1:]: room for room, one in stage.platform.places.items()}


Heard = dict[str, list[str]]
"""What the bot said in the room, and in each small group by its letter."""


def heard_in(stage: Stage, lines: list[Line]) -> Heard:
    named = {room: letter for letter, room in places(stage).items()} | {ROOM: ROOM}
    heard: Heard = {}
    for line in lines:
        place = named.get(RoomId(line.where))
        if line.who == "Alongside" and place is not None:
            heard.setdefault(place, []).append(line.text)
    return heard


async def test_nobody_is_told_too_much_in_two_months(tmp_path: Path) -> None:
    async with on_stage(tmp_path, BEFORE, dice=lambda: 0.5) as stage:
        lines = await played(stage)
    bot = [line for line in lines if line.who == "Alongside"]
    unasked = [line for line in bot if not asked_for(line)]
    to_all = [line.at for line in unasked if line.where == Address(ROOM)]
    assert len(to_all) > 10, "reminders, at least"
    for at in to_all:
        week = [one for one in to_all if at <= one < at + WEEK and not near_a_meeting(one)]
        assert len(week) <= 2, week
        assert 8 <= at.astimezone(LONDON).hour < 21, at
    private_lines = [line for line in unasked if is_private(line.where)]
    assert {line.where for line in private_lines} == {private(person(LEAD).id)}
    for at in (line.at for line in private_lines):
        a_day = [one for one in private_lines if at <= one.at < at + timedelta(days=1)]
        assert len(a_day) <= 6, [one.text for one in a_day]


async def test_reminders_of_a_meeting_come_once_each_and_at_its_new_time(tmp_path: Path) -> None:
    async with on_stage(tmp_path, BEFORE, dice=lambda: 0.5) as stage:
        lines = await played(stage)
    room = [line for line in lines if line.where == Address(ROOM) and line.who == "Alongside"]
    came = [f"{one.at.astimezone(LONDON):%d %b %H:%M}" for one in room if is_reminder(one)]
    assert came == [
        *("05 May 10:30", "11 May 10:30", "12 May 10:15"),
        *("20 May 14:00", "26 May 14:00", "27 May 13:45"),
        *(
            "08 Jun 10:30",
            "09 Jun 10:15",
        ),  # a week before it would have been the third post of a week
        *("16 Jun 10:30", "22 Jun 10:30", "23 Jun 10:15"),
    ]
    goodbye = room[-1]
    assert goodbye.text.startswith("It is time to say goodbye. I have deleted what I kept")
    assert f"{goodbye.at.astimezone(LONDON):%d %b %H:%M}" == "23 Jul 10:00"


def is_reminder(line: Line) -> bool:
    return line.text.startswith(("We meet on ", "We meet today"))


def asked_for(line: Line) -> bool:
    """Did somebody do something there just before, or in private for the room to read?"""
    just_before = (step.when for step in SCRIPT)
    return any(when <= line.at <= when + timedelta(minutes=2) for when in just_before)


def near_a_meeting(at: datetime) -> bool:
    """In it, or the last reminder of it."""
    starts = (step.when for step in SCRIPT if step.text == "start")
    return any(
        start - timedelta(minutes=15) <= at <= start + timedelta(hours=2) for start in starts
    )
