"""The golden session as a dialogue on the core: what everybody hears, within the budget.

`ALONGSIDE_WRITE_DOCS=1 make test` writes docs/golden-session.md anew from what was said.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from golden import AIM, LEAD, PEOPLE, SCRIPT
from stage import ROOM, Line, Stage, on_stage, person

from bot.model import Address, Right, is_private, private

PAGE = Path(__file__).parent.parent / "docs/golden-session.md"
BEFORE = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")

INTRODUCTION = """\
# A golden session

This is what ten people saw in a meeting of ninety minutes, played by a test on the real bot and
a real database. People also talked on a call; the bot hears only what is typed. Read it aloud.

Bashir leads. Grace is new. Dilys is on the phone, and Sam helps her. Joe uses a screen reader.

"""


async def played(stage: Stage) -> list[Line]:
    """Play the whole script; every line that anybody saw during the meeting."""
    await stage.app.arrived(ROOM, "North Town group", person(LEAD), frozenset({Right.MANAGE}))
    for who in (LEAD, *PEOPLE):
        await stage.says(who, "say hello", alone=True)
    await stage.says(LEAD, "!switch on rounds")
    await stage.says(LEAD, "group says yes rounds", pressed=True)
    await stage.says(LEAD, "!by phone Dilys")
    await stage.settle()
    before = len(stage.platform.lines)
    for step in SCRIPT:
        hour, minute = step.at.split(":")
        when = datetime(2026, 5, 12, int(hour), int(minute), tzinfo=LONDON)
        await stage.later((when - stage.clock.now()).total_seconds())
        if step.where == "alone" and step.text in ("slow", "explain", "pause"):
            reply = await stage.card(step.who, step.text)
            said = stage.clock.now()
            lines = stage.platform.lines
            lines.append(Line(said, "Alongside", private(person(step.who).id), reply or ""))
        else:
            await stage.says(step.who, step.text, alone=step.where == "alone")
        await stage.later(2)
    await stage.later(60)
    return stage.platform.lines[before:]


async def test_the_golden_session_stays_within_the_budget(tmp_path: Path) -> None:
    # Dice that always throw a half: no check comes by chance into the kept transcript.
    async with on_stage(tmp_path, BEFORE, dice=lambda: 0.5) as stage:
        lines = await played(stage)
        page = INTRODUCTION + transcript(lines)
        if os.environ.get("ALONGSIDE_WRITE_DOCS"):
            PAGE.write_text(page, "utf-8")
        room = [line for line in lines if line.where == Address(ROOM) and line.who == "Alongside"]
        assert len(room) <= AIM, len(room)
        unasked = [line for line in lines if unasked_private(line, lines)]
        assert not unasked
        assert stage.platform.edits <= 10
        assert page == PAGE.read_text("utf-8")


def unasked_private(line: Line, lines: list[Line]) -> bool:
    """A private line of the bot that no line of that person came before, in the same minute."""
    to_lead = line.where == private(person(LEAD).id)
    if line.who != "Alongside" or not is_private(line.where) or to_lead:
        return False
    own = [other for other in lines if other.who != "Alongside" and wrote(other, line.where)]
    return not any(line.at - timedelta(minutes=1) <= other.at <= line.at for other in own)


def wrote(line: Line, where: Address) -> bool:
    return private(person(line.who).id) == where


async def test_never_more_than_two_lines_a_minute_that_nobody_in_the_lead_asked_for(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path, BEFORE) as stage:
        lines = await played(stage)
    room = [line for line in lines if line.where == Address(ROOM)]
    bot = [line for line in room if line.who == "Alongside"]
    minute = timedelta(minutes=1)
    for at in [line.at for line in bot]:
        heard = [line for line in bot if at <= line.at < at + minute]
        asked = [line for line in room if line.who == LEAD and at <= line.at < at + minute]
        assert len(heard) <= 2 + len(asked)
    times = [line.at for line in lines]
    assert all(a <= b for a, b in pairwise(times))


def transcript(lines: list[Line]) -> str:
    """As in a room: time, who, words; private lines say whose chat they are in."""
    said = []
    for line in lines:
        clock = line.at.astimezone(LONDON).strftime("%H:%M")
        chat = line.where.rpartition(":")[2].title()
        aside = f" (private, {chat})" if is_private(line.where) else ""
        said.append(f"{clock} **{line.who}**{aside}: {line.text}".replace("\n", " "))
    return "  \n".join(said) + "\n"
