"""Somebody asks to talk to a person, and the bot is killed at every step: each is told once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from crash import (
    GROUP_ONE,
    LEAD,
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

from bot import care, groups
from bot.db import Tx

pytestmark = pytest.mark.slow

HOUR = 3600
ASKS = ("talk to a person", "1", "3", "1", "1", "1")
"""Tom, and meet him as soon as possible."""


@dataclass(frozen=True)
class Story:
    """What happens, and what must have been shown to who asks and to who is asked, in order."""

    play: Callable[[World], Awaitable[None]]
    asker: tuple[str, ...]
    supporter: tuple[str, ...]


FORM = ("Who would you like", "How would you like", "How does Tom find", "When does it", "Only Tom")
SENT = (*FORM, "I am telling Tom now.")
ASKED = "Ann from “North Town group” would like to talk to you."
CHASED = "Somebody still waits for a word from you."


async def asks(world: World) -> None:
    await presses(world, "Ann", *ASKS)


async def a_yes(world: World) -> None:
    await asks(world)
    await presses(world, "Tom", "i can")
    await talk(world)
    await world.later(3 * HOUR)
    await presses(world, "Ann", "we have talked")
    await talk(world)
    await world.later(48 * HOUR)


async def a_no(world: World) -> None:
    await asks(world)
    await presses(world, "Tom", "i cannot")
    await talk(world)
    await world.later(48 * HOUR)


async def no_answer(world: World) -> None:
    await asks(world)
    await talk(world)
    for _ in range(5):
        await world.later(HOUR // 2)
    await world.later(48 * HOUR)


STORIES = {
    "a yes": Story(
        a_yes,
        (
            *SENT,
            "Tom has said yes. You will meet.",
            "A message from Alongside. Have",
            "That is good",
        ),
        (ASKED, "Thank you. Ann knows now"),
    ),
    "a no": Story(
        a_no,
        (*SENT, "A message from Alongside. Tom cannot do it this time."),
        (ASKED, "That is fine."),
    ),
    "no answer": Story(
        no_answer,
        (*SENT, "A message from Alongside. Tom has not answered in time."),
        (ASKED, CHASED),
    ),
}


async def at_rest(folder: Path) -> Path:
    """A folder with a group in which Tom is there for people."""

    def tom_is_there(tx: Tx) -> None:
        care.ask(tx, GROUP_ONE, someone("Tom"), TODAY + groups.TERM)
        care.say_yes(tx, GROUP_ONE, someone("Tom").id)

    async with group_in(folder, tom_is_there) as life:
        pass
    return life.folder


base = once_for_all(at_rest)


def wrong(world: World, story: Story) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    if found := wrong_in(world, {"Ann": story.asker, "Tom": story.supporter}):
        return found
    others = [one.text for one in world.chat.shown if one.address.endswith((LEAD.lower(), "room"))]
    return f"others saw {others}" if others else ""


async def killed_once(
    story: Story, base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    async with killed_at(kill_at, base, folder, forgetful=forgetful) as world:
        await story.play(world)
        left = await world.life.app.db.read(lambda tx: tx.all("SELECT 1 FROM care_request"))
    return world.crashes > 0, "something is kept" if left else wrong(world, story)


@pytest.mark.parametrize("name", STORIES)
async def test_each_is_told_once_wherever_it_is_killed(
    name: str, base: Path, tmp_path: Path
) -> None:
    await is_well(tmp_path, partial(killed_once, STORIES[name], base), more_than=20)


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    assert await doubled(tmp_path, partial(killed_once, STORIES["a no"], base, forgetful=True))
