"""A fortnightly series on the core: what everybody reads over two months, and how little it is."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

from planned import until
from series import BEFORE, LEAD, LONDON, PEOPLE, SCRIPT
from stage import ROOM, Line, Stage, on_stage, person

from bot.model import Address, Right

AFTERWARDS = timedelta(days=35)


async def played(stage: Stage) -> list[Line]:
    """Play the whole script; every line that anybody saw since the group had gathered."""
    await stage.app.arrived(ROOM, "North Town group", person(LEAD), frozenset({Right.MANAGE}))
    for who in (LEAD, *PEOPLE):
        await stage.says(who, "say hello", alone=True)
    await stage.later(60)
    before = len(stage.platform.lines)
    for step in SCRIPT:
        await until(stage, max(step.when, stage.clock.now() + timedelta(seconds=2)))
        await stage.says(step.who, step.text, alone=step.where == "alone")
    await until(stage, stage.clock.now() + AFTERWARDS)
    return stage.platform.lines[before:]


async def test_nobody_is_told_too_much_in_two_months(tmp_path: Path) -> None:
    async with on_stage(tmp_path, BEFORE, dice=lambda: 0.5) as stage:
        lines = await played(stage)
    room = [line for line in lines if line.where == Address(ROOM) and line.who == "Alongside"]
    print(*(f"{line.at.astimezone(LONDON):%a %d %b %H:%M} {line.text}" for line in room), sep="\n")
    days = Counter(line.at.astimezone(LONDON).date() for line in room)
    assert days
