"""What comes by itself in and between meetings, killed at every step and started again: once."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from stage import START
from test_crash import LEAD, PEOPLE, REPEATED, ROOM, Chat, Life, World, someone, sweep

from bot import dates, groups, meetings
from bot.clock import Clock
from bot.db import Tx
from bot.model import GroupId, Heard, Right

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


async def talk(world: World) -> None:
    """Later words, of no meaning to the bot: what is long ago is not told again after a crash."""
    for _ in range(REPEATED):
        await world.says("Ann", "I see.")


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
    for text in ("regular round", "every Friday 10:00", "What is new?", "1"):
        await world.says(LEAD, text, pressed=True)
        await world.rest()
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
    await world.says(LEAD, "post ending 1", pressed=True)
    await world.rest()
    await talk(world)
    for days in (31, 7, 1):
        await world.later(days * DAY)


def _plan(tx: Tx) -> None:
    when = dates.When.kept("2026-05-20T10:30")
    group = groups.Groups()
    group.load(tx)
    found = group.get(GroupId(1))
    assert when is not None
    assert found is not None
    aims = meetings.Plan("page 1", "words", None, None, "all", "June", None, None)
    meetings.add(tx, found, when, 90, aims, START, seed=1)


async def a_removal(world: World) -> None:
    """Quietly: the room sees its hands go on, and no name."""
    await world.says(LEAD, "start")
    await world.rest()
    await world.says(LEAD, "remove quietly Tom", pressed=True)
    await world.rest()
    await world.says(LEAD, "1", pressed=True)
    await world.rest()
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
    base = folder / "life0"
    base.mkdir(parents=True)
    life = await Life.begin(Chat(), base, Clock(frozen_at=START))
    app = life.app
    await app.arrived(ROOM, "North Town group", someone(LEAD), frozenset({Right.MANAGE}))

    def join(tx: Tx) -> None:
        for name in (LEAD, *PEOPLE):
            groups.join(tx, GroupId(1), someone(name), START.date())
        app.groups.settle(tx)

    await app.db.write(join)
    await app.db.write(_plan)
    for n, word in enumerate(("switch on rounds", "group says yes rounds")):
        await life.hear(Heard(f"chat:on{n}", someone(LEAD), word, START, room=ROOM, pressed=True))
    await life.settle()
    await app.db.write(lambda tx: tx.run("DELETE FROM outbox"))
    await life.end()
    return base


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(at_rest(Path(folder)))


def wrong_in(world: World, story: Story) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    times = Counter(one.token for one in world.chat.shown)
    if set(times.values()) != {1}:
        return "something was shown 2 times"
    lead = f"@{someone(LEAD).id}"
    for where, wanted in ((ROOM, story.room), (lead, story.lead)):
        shown = world.chat.texts(where)
        if len(shown) != len(wanted) or not all(map(str.startswith, shown, wanted)):
            return f"{where} saw {shown}"
    return ""


async def killed_once(
    story: Story, base: Path, folder: Path, kill_at: int, *, forgetful: bool
) -> tuple[bool, str]:
    world = World(folder, forgetful=forgetful)
    await world.begin(base, kill_at)
    try:
        await story.play(world)
    finally:
        await world.end()
    return world.crashes > 0, wrong_in(world, story)


@pytest.mark.parametrize("name", STORIES)
async def test_each_is_said_once_wherever_it_is_killed(
    name: str, base: Path, tmp_path: Path
) -> None:
    story = STORIES[name]
    found = await sweep(tmp_path, partial(killed_once, story, base, forgetful=False))
    assert not {step: wrong for step, wrong in found.items() if wrong}
    assert len(found) > story.steps, "the sweep goes through all of it"


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    found = await sweep(tmp_path, partial(killed_once, STORIES["a break"], base, forgetful=True))
    assert [step for step, wrong in found.items() if "was shown 2 times" in wrong]
