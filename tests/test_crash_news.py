"""News from their day to the group's yes, and the bot killed at every step: once, and whole."""

from __future__ import annotations

from datetime import date, timedelta
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
    the_group,
    wrong_in,
)
from stage import START

from bot import documents, ledger, releases, schedule, settings
from bot.db import Tx
from bot.features.news.rules import EVERY_MONTH
from bot.ledger import Answer, Source, State
from bot.model import Due
from bot.releases import Kind, Step

pytestmark = pytest.mark.slow

FIRST = START.replace(month=6, day=2, hour=9, minute=0)
"""Ten in the morning in London, on the first Tuesday of June."""

TOLD = (
    "Our news is here, as a file. It tells what came of 2 points.",
    "Our news is here again, as a file.",
    f"{LEAD} asks: may our news of Tuesday 2 June leave our group?",
    "Our news of Tuesday 2 June may be handed on now.",
)


async def at_rest(folder: Path) -> Path:
    """A folder with a group whose points have two answers, in the last days of May."""

    def keeps_points(tx: Tx) -> None:
        settings.choose(tx, GROUP_ONE, settings.part(ledger.PART), settings.ON, TODAY)

    def points(tx: Tx) -> None:
        group = the_group(tx)
        due = Due("test:1", group, "test", {}, START, timedelta(), 1)
        for who, words in (("Priya", "Ask about nights."), ("Joe", "Start with what I can do.")):
            sayer = someone(who).id
            one = ledger.add(tx, due, words=words, source=Source.NOTE, sayer=sayer)
            said = Answer(State.DID, f"We did what {who} said.", "Ana", date(2026, 5, 20))
            ledger.answered(tx, due, one, said, told=True)
        tx.run("DELETE FROM due")  # what else comes of points has its own tests
        schedule.every(tx, "news.month", group, "1", EVERY_MONTH, START)

    async with group_in(folder, keeps_points, last=points) as life:
        pass
    return life.folder


base = once_for_all(at_rest)


async def until(world: World, day: int, hour: int = 9) -> None:
    """Time passes, up to that hour of June in UTC, and a minute more."""
    to = FIRST.replace(day=day, hour=hour) + timedelta(minutes=1)
    await world.later(int((to - world.life.clock.now()).total_seconds()))


async def month(world: World) -> None:
    await until(world, 2)
    await presses(world, "Priya", "out of news 1")
    await talk(world)
    await until(world, 3)
    await until(world, 10, 12)
    await presses(world, LEAD, "let news out", "group lets out 1 all")


async def wrong(world: World) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    if found := wrong_in(world, {ROOM: TOLD}):
        return found
    kept = await world.life.app.db.read(lambda tx: releases.every(tx, GROUP_ONE))
    if [(one.kind, one.step(date(2026, 6, 10))) for one in kept] != [(Kind.NEWS, Step.OUT)]:
        return f"there are {kept}"
    text = documents.freeze(kept[0].document)
    if "nights" in text or "what I can do" not in text:
        return text
    places = await world.life.app.db.read(
        lambda tx: tx.all("SELECT at FROM post WHERE at > :at", at=int(FIRST.timestamp() * 1000))
    )
    # What was posted in the last week, and the place of the next news.
    return "" if len(places) == 3 else f"{len(places)} posts are counted"


async def killed_once(
    base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    before = FIRST - timedelta(hours=1)
    async with killed_at(kill_at, base, folder, forgetful=forgetful, at=before) as world:
        await month(world)
        found = await wrong(world)
    return world.crashes > 0, found


async def test_news_are_told_once_and_whole_wherever_the_bot_is_killed(
    base: Path, tmp_path: Path
) -> None:
    await is_well(tmp_path, partial(killed_once, base), more_than=20)


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    assert await doubled(tmp_path, partial(killed_once, base, forgetful=True))
