"""What comes by itself in and between meetings, killed at every step and started again: once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from crash import (
    LEAD,
    ROOM,
    World,
    doubled,
    group_in,
    is_well,
    killed_at,
    once_for_all,
    presses,
    someone,
    talk,
    the_group,
    wrong_in,
)
from stage import START

from bot import dates, meetings
from bot.db import Tx
from bot.model import Heard

pytestmark = pytest.mark.slow

MINUTE, DAY = 60, 86_400


@dataclass(frozen=True)
class Story:
    """What happens, and what must have been shown in the room and to whoever leads, in order."""

    play: Callable[[World], Awaitable[None]]
    room: tuple[str, ...]
    lead: tuple[str, ...] = ()
    steps: int = 10
    """The sweep goes through more than so many."""


async def a_break(world: World) -> None:
    await world.says(LEAD, "start")
    await world.rest()
    await world.later(5 * MINUTE)
    await world.says(LEAD, "break 5")
    await world.rest()
    await world.later(5 * MINUTE)
    await world.later(2 * MINUTE)


async def no_break(world: World) -> None:
    await world.says(LEAD, "start")
    await world.rest()
    await world.later(45 * MINUTE)
    await world.later(2 * MINUTE)


async def regular_rounds(world: World) -> None:
    """Two weeks of a round every Friday: the second time it is one post with the answers."""
    await presses(world, LEAD, "regular round", "every Friday 10:00", "What is new?", "1")
    await world.later(3 * DAY - 15 * MINUTE - 5 * MINUTE)
    await world.later(7 * DAY)
    await world.later(2 * MINUTE)


async def the_day_after(world: World) -> None:
    await world.says(LEAD, "start")
    await world.rest()
    await world.says(LEAD, "end")
    await world.rest()
    await world.later(DAY)


async def an_ending(world: World) -> None:
    """Posted, told once more, and done: whatever happens the group is deleted once."""
    await presses(world, LEAD, "post ending 1")
    await talk(world)
    for days in (31, 7, 1):
        await world.later(days * DAY)


def _plan(tx: Tx) -> None:
    when = dates.When.kept("2026-05-20T10:30")
    assert when is not None
    aims = meetings.Plan("page 1", "words", None, None, "all", "June", None, None)
    meetings.add(tx, the_group(tx), when, 90, aims, START, seed=1)


async def a_removal(world: World) -> None:
    """Quietly: the room sees its hands go on, and no name."""
    await world.says(LEAD, "start")
    await world.rest()
    await presses(world, LEAD, "remove quietly Tom", "1")
    await talk(world)
    await world.later(DAY + MINUTE)


STORIES = {
    "a removal": Story(
        a_removal,
        ("Good morning.",),
        ("I would take Tom out", "I am sorry. No message", "A meeting is still open"),
        8,
    ),
    "an ending": Story(
        an_ending,
        ("Bashir says that our last meeting", "Soon I say goodbye.", "It is time to say goodbye."),
        ("I have said it in the room.",),
        12,
    ),
    "the day after": Story(
        the_day_after,
        ("Good morning.", "Thank you, everybody."),
        ("A message from Alongside. Your list",),
        8,
    ),
    "regular rounds": Story(
        regular_rounds,
        ("A round between meetings, every Friday.", "Our round between meetings is over."),
        ("When shall", "What shall I ask", "This goes to North Town group", "It is set: every"),
        18,
    ),
    "a break": Story(a_break, ("Good morning.", "Break until", "Welcome back.")),
    "no break": Story(no_break, ("Good morning.",), ("You have met for 45 minutes",), 6),
}


async def at_rest(folder: Path) -> Path:
    """A folder with a group that meets sometimes."""
    async with group_in(folder, _plan) as life:
        for n, word in enumerate(("switch on rounds", "group says yes rounds")):
            await life.hear(Heard(f"chat:on{n}", someone(LEAD), word, START, ROOM, pressed=True))
    return life.folder


base = once_for_all(at_rest)


async def killed_once(
    story: Story, base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    async with killed_at(kill_at, base, folder, forgetful=forgetful) as world:
        await story.play(world)
    return world.crashes > 0, wrong_in(world, {ROOM: story.room, LEAD: story.lead})


@pytest.mark.parametrize("name", STORIES)
async def test_each_is_said_once_wherever_it_is_killed(
    name: str, base: Path, tmp_path: Path
) -> None:
    story = STORIES[name]
    await is_well(tmp_path, partial(killed_once, story, base), more_than=story.steps)


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    assert await doubled(tmp_path, partial(killed_once, STORIES["a break"], base, forgetful=True))
