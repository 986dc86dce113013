"""News from their day to the group's yes, and the bot killed at every step: once, and whole."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from stage import START
from test_crash import LEAD, PEOPLE, REPEATED, ROOM, Chat, Life, World, someone, sweep

from bot import documents, groups, ledger, releases, schedule, settings
from bot.clock import Clock
from bot.db import Tx
from bot.features.news.rules import EVERY_MONTH
from bot.ledger import Answer, Source, State
from bot.model import Due, Group, GroupId, Right
from bot.releases import Kind, Step

pytestmark = pytest.mark.slow

GROUP_ONE = GroupId(1)
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
    base = folder / "life0"
    base.mkdir(parents=True)
    life = await Life.begin(Chat(), base, Clock(frozen_at=START))
    app = life.app
    await app.arrived(ROOM, "North Town group", someone(LEAD), frozenset({Right.MANAGE}))

    def begin(tx: Tx) -> None:
        for name in (LEAD, *PEOPLE):
            groups.join(tx, GROUP_ONE, someone(name), START.date())
        settings.choose(tx, GROUP_ONE, settings.part(ledger.PART), settings.ON, START.date())
        app.groups.settle(tx)

    def points(tx: Tx) -> None:
        group = app.groups.get(GROUP_ONE)
        assert isinstance(group, Group)
        due = Due("test:1", group, "test", {}, START, timedelta(), 1)
        for who, words in (("Priya", "Ask about nights."), ("Joe", "Start with what I can do.")):
            sayer = someone(who).id
            one = ledger.add(tx, due, words=words, source=Source.NOTE, sayer=sayer)
            said = Answer(State.DID, f"We did what {who} said.", "Ana", date(2026, 5, 20))
            ledger.answered(tx, due, one, said, told=True)
        tx.run("DELETE FROM due")  # what else comes of points has its own tests
        schedule.every(tx, "news.month", group, "1", EVERY_MONTH, START)

    await app.db.write(begin)
    await life.settle()
    await app.db.write(points)
    await app.db.write(lambda tx: tx.run("DELETE FROM outbox"))
    await life.end()
    return base


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(at_rest(Path(folder)))


async def until(world: World, day: int, hour: int = 9) -> None:
    """Time passes, up to that hour of June in UTC, and a minute more."""
    to = FIRST.replace(day=day, hour=hour) + timedelta(minutes=1)
    await world.later(int((to - world.life.clock.now()).total_seconds()))


async def month(world: World) -> None:
    await until(world, 2)
    await world.says("Priya", "out of news 1", pressed=True)
    await world.rest()
    for _ in range(REPEATED):
        await world.says("Joe", "I see.")
    await until(world, 3)
    await until(world, 10, 12)
    await world.says(LEAD, "let news out", pressed=True)
    await world.rest()
    await world.says(LEAD, "group lets out 1 all", pressed=True)
    await world.rest()


async def wrong_in(world: World) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    if set(Counter(one.token for one in world.chat.shown).values()) != {1}:
        return "something was shown 2 times"
    shown = world.chat.texts()
    if len(shown) != len(TOLD) or not all(map(str.startswith, shown, TOLD)):
        return f"the room saw {shown}"
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
    base: Path, folder: Path, kill_at: int, *, forgetful: bool
) -> tuple[bool, str]:
    world = World(folder, forgetful=forgetful)
    await world.begin(base, kill_at, at=FIRST - timedelta(hours=1))
    try:
        await month(world)
        found = await wrong_in(world)
    finally:
        await world.end()
    return world.crashes > 0, found


async def test_news_are_told_once_and_whole_wherever_the_bot_is_killed(
    base: Path, tmp_path: Path
) -> None:
    found = await sweep(tmp_path, partial(killed_once, base, forgetful=False))
    assert not {step: wrong for step, wrong in found.items() if wrong}
    assert len(found) > 20, "the sweep goes through all of it"


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    found = await sweep(tmp_path, partial(killed_once, base, forgetful=True))
    assert [step for step, wrong in found.items() if "was shown 2 times" in wrong]
