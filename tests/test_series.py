"""A fortnightly series on the core: what everybody reads over two months, and how little it is."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

from planned import until
from series import BEFORE, LEAD, LONDON, PEOPLE, SCRIPT
from stage import ROOM, Line, Stage, on_stage, person

from bot.model import Address, Right, RoomId

NAME = "North Town group"

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
    room = [line for line in lines if line.where == Address(ROOM) and line.who == "Alongside"]
    print(*(f"{line.at.astimezone(LONDON):%a %d %b %H:%M} {line.text}" for line in room), sep="\n")
    days = Counter(line.at.astimezone(LONDON).date() for line in room)
    assert days
