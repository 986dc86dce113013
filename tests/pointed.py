"""A group that keeps points, and what happens to it: shared by the tests of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from stage import ROOM, Stage, person

from bot import answerers
from bot.db import Tx
from bot.door import Done
from bot.model import Due, Group

T = TypeVar("T")
DAY = timedelta(days=1)
LATER = date(2030, 12, 1)


def here(stage: Stage) -> Group:
    found = stage.app.groups.of_room(ROOM)
    assert found is not None
    return found


async def does(stage: Stage, what: Callable[[Tx, Due], T]) -> T:
    """As a handler of another feature would."""
    now = stage.clock.now()
    due = Due(f"test:{now}:{id(what)}", here(stage), "test", {}, now, timedelta(), 1)
    done = await stage.app.db.write(lambda tx: what(tx, due))
    stage.app.core.after(Done("done", here(stage), scheduled=True))  # as the door would
    return done


async def ready(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!switch on points")
    await stage.says("Bashir", "!group says yes points")
    await does(stage, _ana_answers)
    await stage.later(61)


def _ana_answers(tx: Tx, due: Due) -> None:
    answerers.ask(tx, due.group.id, person("Ana").id, LATER)
    answerers.say_yes(tx, due.group.id, person("Ana").id)


async def days(stage: Stage, count: float) -> list[str]:
    """Days pass; what the room hears meanwhile."""
    before = len(stage.bot_lines())
    for _ in range(int(count * 4)):
        await stage.jump(DAY / 4)
    return stage.bot_lines()[before:]


async def may_ask(stage: Stage, who: str, answer: str = "1") -> None:
    await stage.says(who, "may alongside ask me", alone=True)
    await stage.says(who, answer, alone=True)
