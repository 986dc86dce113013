"""A group comes to an agreement, and the bot is killed at every step: each step is told once."""

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

from bot import charter, groups, settings
from bot.clauses import Kind, State
from bot.clock import Clock
from bot.db import Tx
from bot.features.charter import fading, rules
from bot.model import GroupId, Heard, Right

pytestmark = pytest.mark.slow

DAY = 86_400
GROUP = GroupId(1)
WORDS, NEW = "We let people finish", "People finish first"


@dataclass(frozen=True)
class Story:
    """What happens, what the room read in order, and what is kept in the end."""

    play: Callable[[World], Awaitable[None]]
    room: tuple[str, ...]
    kept: tuple[str, State, tuple[Kind, ...]]
    """Of line 1: its words, how it stands, and each of its steps."""


async def talk(world: World) -> None:
    """Later words, of no meaning to the bot: what is long ago is not told again after a crash."""
    for _ in range(REPEATED):
        await world.says("Ann", "I see.")


async def leads(world: World, *lines: str) -> None:
    for line in lines:
        await world.says(LEAD, line)
        await world.rest()
    await talk(world)


async def drafts(world: World) -> None:
    await leads(world, f"!write line: {WORDS}", "!our draft")


async def agrees(world: World) -> None:
    await drafts(world)
    await leads(world, "!agree line 1", "!group says yes to line 1")


async def worries(world: World) -> None:
    await drafts(world)
    await world.says("Tom", "1")
    await world.later(60)
    await talk(world)
    await leads(world, f"!write line 1: {NEW}", "!our draft")


async def changes(world: World) -> None:
    await drafts(world)
    for line in ("change line 1", NEW, "it is shorter", "1"):
        await world.says("Tom", line, pressed=True)
        await world.rest()
    await talk(world)
    await leads(world, "!group says yes to line 1")


async def fades(world: World) -> None:
    await drafts(world)
    await leads(world, "end")
    await world.later(80 * DAY)
    await leads(world, "start", "end")


WRITTEN, DRAFT = f"Line 1, suggested: “{WORDS}”.", "Here is what we said, in one line:"
SAID = "Good morning. I am Alongside, a program. Bashir leads today."
THANKS = "Thank you, everybody."

STORIES = {
    "agreed": Story(
        agrees,
        (WRITTEN, DRAFT, f"Line 1: “{WORDS}”. We have tried it.", "Line 1 is agreed now"),
        (WORDS, State.AGREED, (Kind.WRITTEN, Kind.TRIED, Kind.AGREED)),
    ),
    "a worry": Story(
        worries,
        (
            *(WRITTEN, DRAFT, "There is a worry about line 1."),
            *(f"Line 1, suggested: “{NEW}”.", DRAFT),
        ),
        (NEW, State.TRIED, (Kind.WRITTEN, Kind.TRIED, Kind.WORRY, Kind.WRITTEN, Kind.TRIED)),
    ),
    "changed": Story(
        changes,
        (
            WRITTEN,
            DRAFT,
            "Tom would like to change line 1.",
            f"Line 1 was: “{WORDS}”. Now: “{NEW}",
        ),
        (NEW, State.TRIED, (Kind.WRITTEN, Kind.TRIED, Kind.CHANGED)),
    ),
    "faded": Story(
        fades,
        (WRITTEN, DRAFT, THANKS, SAID, THANKS),
        (WORDS, State.FADED, (Kind.WRITTEN, Kind.TRIED, Kind.FADED)),
    ),
}


async def at_rest(folder: Path) -> Path:
    """A folder with a group in a meeting that has said yes to its charter."""
    base = folder / "life0"
    base.mkdir(parents=True)
    life = await Life.begin(Chat(), base, Clock(frozen_at=START))
    app = life.app
    await app.arrived(ROOM, "North Town group", someone(LEAD), frozenset({Right.MANAGE}))

    def join(tx: Tx) -> None:
        for name in (LEAD, *PEOPLE):
            groups.join(tx, GROUP, someone(name), START.date())
        settings.choose(tx, GROUP, settings.part(charter.PART), settings.ON, START.date())
        app.groups.settle(tx)

    await app.db.write(join)
    await life.hear(Heard("chat:start", someone(LEAD), "start", START, ROOM))
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
    if set(Counter(one.token for one in world.chat.shown).values()) != {1}:
        return "something was shown 2 times"
    shown = world.chat.texts()
    if len(shown) != len(story.room) or not all(map(str.startswith, shown, story.room)):
        return f"the room saw {shown}"
    faded = "Line 1 has faded" in " ".join(shown)
    return "" if faded == (story.play is fades) else "that it faded was not said"


def kept(tx: Tx) -> tuple[str, State, tuple[Kind, ...]]:
    (line,) = charter.read(tx, GROUP).clauses
    return line.words, line.state, tuple(one.kind for one in charter.changes(tx, GROUP, 1))


async def killed_once(
    story: Story, base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    world = World(folder, forgetful=forgetful)
    await world.begin(base, kill_at)
    try:
        await story.play(world)
        found = await world.life.app.db.read(kept)
    finally:
        await world.end()
    wrong = wrong_in(world, story) or ("" if found == story.kept else f"kept: {found}")
    return world.crashes > 0, wrong


@pytest.mark.parametrize("name", STORIES)
async def test_each_step_is_once_and_whole_wherever_it_is_killed(
    name: str, base: Path, tmp_path: Path
) -> None:
    found = await sweep(tmp_path, partial(killed_once, STORIES[name], base))
    assert not {step: wrong for step, wrong in found.items() if wrong}
    assert len(found) > 8, "the sweep goes through all of it"


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    story = STORIES["agreed"]
    found = await sweep(tmp_path, partial(killed_once, story, base, forgetful=True))
    assert [step for step, wrong in found.items() if "was shown 2 times" in wrong]


async def test_a_fading_that_is_not_kept_is_caught(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "faded", lambda _line, _today: None)
    monkeypatch.setattr(fading, "plan", lambda _tx, _why: None)
    _, wrong = await killed_once(STORIES["faded"], base, tmp_path / "one", 10_000)
    assert wrong
