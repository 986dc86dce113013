"""Planning on a stage: what a facilitator types, and the pieces that the tests look at."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from stage import ROOM, Line, Stage, StageClock

from bot import schedule
from bot.model import Address

LONDON = ZoneInfo("Europe/London")

ANSWERS = {
    "aim": "words for page 1 of the form",
    "can": "the words",
    "cannot": "the law behind it, because it is made in London",
    "decides": "the council",
    "by": "1 June",
    "when": "every second Tuesday 10:30",
    "minutes": "90",
    "papers": "no papers",
    "ways": "the call, or phone 01632 960003",
    "note": "waiting for help",
}
"""As in the golden session."""


def london(day: int, hour: int = 0, minute: int = 0, month: int = 5) -> datetime:
    """A time of 2026 on London's clocks."""
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


async def alone(stage: Stage, who: str, *lines: str) -> str:
    """Somebody says these one after the other in private: what they are told at last."""
    for line in lines:
        await stage.says(who, line, alone=True)
    return stage.to(who)


async def planned(stage: Stage, *, post: bool = True, **changed: str) -> str:
    """Bashir plans a meeting, and posts it: what he was shown."""
    shown = await alone(stage, "Bashir", "plan", *{**ANSWERS, **changed}.values())
    if post:
        assert "1 Post it." in shown, shown
        await alone(stage, "Bashir", "post it")
    return shown


async def until(stage: Stage, when: datetime, *, step: timedelta = timedelta(seconds=1)) -> None:
    """Time passes, so that everything happens exactly when it is due.

    `step`: the shortest way. Longer ones are for days on which something is put off all the time.
    """
    while (now := stage.clock.now()) < when:
        due = await stage.app.db.read(schedule.next_time)
        to = when if due is None else min(max(due, now + step), when)
        await stage.jump(to - now)


def posts(stage: Stage) -> list[Line]:
    """What the bot said in the room."""
    where = Address(ROOM)
    return [one for one in stage.platform.lines if one.where == where and one.who == "Alongside"]


def reminders(stage: Stage) -> list[str]:
    """When the room was reminded, on London's clocks, and of what kind."""
    return [
        f"{line.at.astimezone(LONDON):%a %d %b %H:%M}"
        for line in posts(stage)
        if ("We meet on" in line.text or "We meet today" in line.text)
        and not line.text.startswith(("A meeting, planned", "Thank you"))
    ]


class Wrong(StageClock):
    """The clock of a machine that can be set in both directions."""

    def set(self, now: datetime) -> None:
        self._offset += now - self.now()
        self._moved.set()
        self._moved = asyncio.Event()


async def set_clock(stage: Stage, now: datetime) -> None:
    assert isinstance(stage.clock, Wrong)
    stage.clock.set(now)
    await asyncio.sleep(0.1)  # the bot sees it, before time goes on
    await stage.settle()
