"""Killed at every step and started again: none lost, none doubled, in order."""

from __future__ import annotations

import asyncio
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from crash import (
    LEAD,
    PEOPLE,
    ROOM,
    World,
    group_in,
    killed_at,
    once_for_all,
    someone,
    sweep,
    the_group,
)
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from stage import START

from bot import schedule
from bot.db import Tx
from bot.features.hands import rules, store
from bot.model import Heard, Refused


async def in_a_meeting(folder: Path) -> Path:
    """A folder with a group in a meeting, at rest: where every run goes on from."""

    def rings(tx: Tx) -> None:
        schedule.every(tx, "probe.bell", the_group(tx), "bell", {"minute": "*/2"}, START)

    async with group_in(folder, rings) as life:
        await life.hear(Heard("chat:start", someone(LEAD), "start", START, ROOM))
    return life.folder


base = once_for_all(in_a_meeting)


async def floor_of(world: World) -> rules.Floor:
    return await world.life.app.db.read(lambda tx: store.load(tx, the_group(tx)))


async def morning(world: World) -> None:
    """What the sweep goes through: commands, private answers, gathered lines, due rows."""
    await world.says("Tom", "hand up")
    await world.rest()
    await world.says("Ann", "hand up", pressed=True)
    await world.says("Joe", "question this")
    await world.later(10)
    await world.says(LEAD, "next")
    await world.rest()
    await world.later(60)
    await world.says("Priya", "!help", pressed=True)
    await world.says(LEAD, "next")
    await world.says("Joe", "quiet")
    await world.later(65)
    await world.says("Ann", "carry on")
    await world.says("Ann", "hand down", pressed=True)
    await world.later(130)
    await world.says(LEAD, "next")
    await world.later(70)


TURNS = [
    "Joe, it is your turn. Next: Tom. Bashir, can you answer that now, or by a day?",
    "Tom, it is your turn. Next: Ann.",
    "Nobody is waiting. To speak, type: hand up.",
]


async def killed_once(
    base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    """One morning, killed at that step: whether it came to that, and what went wrong."""
    async with killed_at(kill_at, base, folder, forgetful=forgetful) as world:
        try:
            await whole_morning(world)
        except AssertionError as problem:
            return world.crashes > 0, str(problem)
    return world.crashes > 0, ""


async def whole_morning(world: World) -> None:
    await morning(world)
    await world.check()
    room = world.chat.texts()
    assert [line for line in room if line in TURNS] == TURNS
    for place, answers in (("@chat:ann", 2), ("@chat:priya", 1)):
        assert len(world.chat.texts(place)) == answers, place
    gathered = [line for line in room if line.startswith("Hands:")]
    assert len(gathered) == len(set(gathered)), "a gathered line was said twice"
    bells = [line for line in room if line.startswith("due:probe.bell")]
    assert len(bells) == len(set(bells)) >= 2
    floor = await floor_of(world)
    assert floor.hands == ()
    assert floor.turns == {f"chat:{name}": 1 for name in ("joe", "tom")}


async def test_nothing_is_lost_or_doubled_wherever_it_is_killed(base: Path, tmp_path: Path) -> None:
    found = await sweep(tmp_path, partial(killed_once, base, forgetful=False))
    assert not {step: wrong for step, wrong in found.items() if wrong}
    assert len(found) > 60, "the sweep goes through the whole morning"


@pytest.mark.slow
async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    found = await sweep(tmp_path, partial(killed_once, base, forgetful=True))
    doubled = [step for step, wrong in found.items() if "was shown 2 times" in wrong]
    assert len(doubled) >= 10
    assert len(doubled) < len(found)


async def test_a_crash_never_leaves_two_live_lists_or_an_old_one(
    base: Path, tmp_path: Path
) -> None:
    crashed, kill_at = True, 0
    while crashed:
        kill_at += 1
        (tmp_path / str(kill_at)).mkdir()
        world = World(tmp_path / str(kill_at), boards=True)
        await world.begin(base, kill_at)
        try:
            await world.says("Tom", "hand up")
            await world.later(61)
            await world.says("Ann", "hand up")
            await world.later(61)
            for _ in range(1000):
                if list(world.chat.lists.values()) == ["Hands: Tom, then Ann."]:
                    break
                await world.rest()
                await asyncio.sleep(0.001)
            assert list(world.chat.lists.values()) == ["Hands: Tom, then Ann."], f"step {kill_at}"
        finally:
            await world.end()
        crashed = world.crashes > 0
    assert kill_at > 15


# Anything in any order.

WORDS_OF_ALL = ("hand up", "hand down", "pass", "not yet", "question this", "slow", "!help")


def expected(
    floor: rules.Floor, who: str, text: str, at: int, *, quiet: bool = False
) -> rules.Floor:
    """What the list of hands must be after that word, by the rules alone."""
    by = someone(who)
    try:
        if text == "hand up":
            return rules.raise_hand(floor, by, at)
        if text == "hand down":
            return rules.lower_hand(floor, by.id)
        if text == "pass" and quiet and floor.speaker == by.id:
            return rules.leave(floor, by.id)  # in a quiet nobody else is called
        if text == "pass":
            return rules.pass_on(floor, by.id, at)
        if text == "not yet":
            return rules.not_yet(floor, by.id, at)
        if text == "question this":
            return rules.question(floor, by, at)
        if text == "next":
            return rules.next_turn(floor, by.id, at)
    except Refused:
        pass
    return floor


class Anything(RuleBasedStateMachine):
    """Several people, a clock, a platform that comes and goes, and kills at any step."""

    base: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.world = World(Path(self.folder.name))
        self.floor = rules.Floor()
        self.quiet = False

    @initialize()
    def begins(self) -> None:
        self.runner.run(self.world.begin(self.base))

    @rule(
        who=st.sampled_from((*PEOPLE, LEAD)),
        text=st.sampled_from(WORDS_OF_ALL),
        pressed=st.booleans(),
    )
    def says(self, who: str, text: str, pressed: bool) -> None:
        if pressed and text == "slow":
            return  # a card without a name waits for the clock: it has its own tests
        self.runner.run(self._says(who, text, pressed))

    @rule()
    def calls_the_next_person(self) -> None:
        self.runner.run(self._says(LEAD, "next", False))

    @rule(who=st.sampled_from(PEOPLE))
    def asks_for_quiet(self, who: str) -> None:
        self.runner.run(self._says(who, "carry on" if self.quiet else "quiet", False))
        self.quiet = not self.quiet

    async def _says(self, who: str, text: str, pressed: bool) -> None:
        await self.world.later(6)
        at = int(self.world.life.clock.now().timestamp() * 1000)
        await self.world.says(who, text, pressed=pressed)
        if not (text == "next" and self.quiet):
            self.floor = expected(self.floor, who, text, at, quiet=self.quiet)

    @rule(seconds=st.sampled_from((3, 15, 61, 200, 700, 1300)))
    def time_passes(self, seconds: int) -> None:
        self.runner.run(self.world.later(seconds))

    @rule(steps=st.integers(1, 12))
    def will_be_killed(self, steps: int) -> None:
        life = self.world.life
        life.kill_at = life.steps + steps

    @rule()
    def is_killed_now(self) -> None:
        async def kill() -> None:
            await self.world.life.kill()
            await self.world.again()

        self.runner.run(kill())

    @rule()
    def is_killed_twice(self) -> None:
        async def kill() -> None:
            await self.world.life.kill()
            await self.world.again(kill_at=2)
            await self.world.rest()

        self.runner.run(kill())

    @precondition(lambda self: not self.world.chat.down)
    @rule()
    def platform_goes(self) -> None:
        self.world.chat.down = True

    @precondition(lambda self: self.world.chat.down)
    @rule()
    def platform_comes_back(self) -> None:
        self.world.chat.down = False
        self.runner.run(self.world.rest())

    def teardown(self) -> None:
        try:
            self.runner.run(self._end())
        finally:
            self.runner.close()
            self.folder.cleanup()

    async def _end(self) -> None:
        try:
            self.world.chat.down = False
            for _ in range(3):
                await self.world.later(61)
            await self.world.check()
            await self._check_hands()
        finally:
            await self.world.end()

    async def _check_hands(self) -> None:
        floor = await floor_of(self.world)
        shown = [(hand.who, hand.question, hand.resting) for hand in rules.in_order(floor)]
        wanted = [(hand.who, hand.question, hand.resting) for hand in rules.in_order(self.floor)]
        assert shown == wanted
        assert floor.speaker == self.floor.speaker
        assert floor.number == self.floor.number
        assert {who: n for who, n in floor.turns.items() if n} == {
            who: n for who, n in self.floor.turns.items() if n
        }
        bells = [line for line in self.world.chat.texts() if line.startswith("due:probe.bell")]
        assert len(bells) == len(set(bells)), "a due row was posted twice"


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_whatever_happens(base: Path) -> None:
    machine: Any = type("AnythingFrom", (Anything,), {"base": base})
    machine.TestCase.settings = settings(
        max_examples=60,
        stateful_step_count=25,
        deadline=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    machine.TestCase().runTest()
