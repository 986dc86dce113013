"""A group comes to an agreement, and the bot is killed at every step: each step is told once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from crash import (
    GROUP_ONE,
    LEAD,
    ROOM,
    TODAY,
    World,
    doubled,
    group_in,
    is_well,
    killed_at,
    once_for_all,
    presses,
    someone,
    talk,
    wrong_in,
)
from stage import START

from bot import charter, settings
from bot.clauses import Kind, State
from bot.db import Tx
from bot.features.charter import fading, rules
from bot.model import Heard

pytestmark = pytest.mark.slow

DAY = 86_400
WORDS, NEW = "We let people finish", "People finish first"


@dataclass(frozen=True)
class Story:
    """What happens, what the room read in order, and what is kept in the end."""

    play: Callable[[World], Awaitable[None]]
    room: tuple[str, ...]
    kept: tuple[str, State, tuple[Kind, ...]]
    """Of line 1: its words, how it stands, and each of its steps."""


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
    await presses(world, "Tom", "change line 1", NEW, "it is shorter", "1")
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

    def says_yes(tx: Tx) -> None:
        settings.choose(tx, GROUP_ONE, settings.part(charter.PART), settings.ON, TODAY)

    async with group_in(folder, says_yes) as life:
        await life.hear(Heard("chat:start", someone(LEAD), "start", START, ROOM))
    return life.folder


base = once_for_all(at_rest)


def wrong(world: World, story: Story) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    if found := wrong_in(world, {ROOM: story.room}):
        return found
    faded = "Line 1 has faded" in " ".join(world.chat.texts())
    return "" if faded == (story.play is fades) else "that it faded was not said"


def kept(tx: Tx) -> tuple[str, State, tuple[Kind, ...]]:
    (line,) = charter.read(tx, GROUP_ONE).clauses
    return line.words, line.state, tuple(one.kind for one in charter.changes(tx, GROUP_ONE, 1))


async def killed_once(
    story: Story, base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    async with killed_at(kill_at, base, folder, forgetful=forgetful) as world:
        await story.play(world)
        found = await world.life.app.db.read(kept)
    other = "" if found == story.kept else f"kept: {found}"
    return world.crashes > 0, wrong(world, story) or other


@pytest.mark.parametrize("name", STORIES)
async def test_each_step_is_once_and_whole_wherever_it_is_killed(
    name: str, base: Path, tmp_path: Path
) -> None:
    await is_well(tmp_path, partial(killed_once, STORIES[name], base), more_than=8)


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    story = STORIES["agreed"]
    assert await doubled(tmp_path, partial(killed_once, story, base, forgetful=True))


async def test_a_fading_that_is_not_kept_is_caught(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "faded", lambda _line, _today: None)
    monkeypatch.setattr(fading, "plan", lambda _tx, _why: None)
    _, found = await killed_once(STORIES["faded"], base, tmp_path / "one", 10_000)
    assert found
