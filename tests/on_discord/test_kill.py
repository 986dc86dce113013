"""kill -9 while people press: what changed changed once, and each was answered at most once.

Who pressed while the bot was down saw Discord's own "did not respond", and nothing was changed
for them. So of each press: either it is in the bot's file and was answered, or neither.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from apart import ALONGSIDE
from on_discord.faults import Fault, Faults
from on_discord.interactions import Interaction
from on_discord.lounge import until
from on_discord.meeting import Meeting, meeting, twin
from on_discord.people import Person
from on_discord.server import Discord

pytestmark = pytest.mark.slow

KILLS = 10
PER_SECOND = 4
COMMANDS = 100
MOST_IN_VAIN = 3
"""How often somebody presses while the bot is down."""

PATIENCE = 30.0
"""Seconds until something surely happens."""

OFTEN = 99

FIRST_ANSWER = "/interactions/*/callback"
ANSWER = "/webhooks/*"

UP = re.compile(r"Your hand is up\. You are (first|second|third|number \d+)\.")
DOWN = re.compile(r"Your hand is down\.")
NOT_UP = re.compile(r"Your hand is not up\. To put it up, type: /hand-up\.")

EARLIER = "Earlier I could not reach you. This was for you."
CHANCE = f" {EARLIER} A good moment to ask everybody: is this clear so far?"
"""Whoever leads has no private chat here: what comes to them by itself comes with an answer."""

PERHAPS = (
    "I was cut off while I answered you before. Perhaps you saw that answer."
    " To see it now, press: Show my answer. Or type: /again."
)


MOMENTS: Sequence[Callable[[Faults], Fault] | None] = (
    None,
    lambda faults: faults.hang("POST", FIRST_ANSWER),
    lambda faults: faults.hang("POST", FIRST_ANSWER, after=True),
    lambda faults: faults.drop("*", ANSWER),
    lambda faults: faults.hang("*", ANSWER, after=True),
)
"""When it is killed, in turn: just so, or as soon as this has happened to a request."""


@dataclass
class Pressed:
    """What everybody pressed, in order, and what came of it."""

    one: Meeting
    by: dict[str, list[Interaction]] = field(default_factory=dict)
    up: asyncio.Event = field(default_factory=asyncio.Event)
    """The bot is there."""
    in_vain: int = 0
    """How often somebody pressed since it is not."""

    async def press(self, who: Person, word: str) -> Interaction:
        begun = await who.slash(self.one.lounge, word)
        self.by.setdefault(who.name, []).append(begun)
        return begun

    async def everybody(self) -> None:
        """A hundred words of ten people in turn. Where nobody answers, only a few more try."""
        people = self.one.people
        for n in range(COMMANDS):
            await asyncio.sleep(1 / PER_SECOND)
            if self.in_vain >= MOST_IN_VAIN:
                await self.up.wait()
            self.in_vain += not self.up.is_set()
            await self.press(
                people[n % len(people)], ("hand-up", "hand-down")[n // len(people) % 2]
            )

    async def kills(self) -> None:
        """Ten times, spread over all that is pressed."""
        for n in range(KILLS):
            enough = (COMMANDS // KILLS - 1) * n + n % 4
            await until(lambda enough=enough: self.count > enough, "nobody pressed", PATIENCE)
            moment = MOMENTS[n % len(MOMENTS)]
            if moment is not None:
                await moment(self.one.discord.faults).met(PATIENCE)
            self.up.clear()
            self.in_vain = 0
            await self.one.bot.kill()
            self.one.discord.faults.clear()
            await self.one.bot.start()
            self.up.set()

    @property
    def count(self) -> int:
        return sum(map(len, self.by.values()))

    def shown(self, begun: Interaction) -> list[str]:
        """Every answer to this, and what stood in its place before it was changed."""
        there = (begun.original, *begun.follow_ups)
        seen = [one.content for one in there if one and not one.loading]
        sent = {
            each.form["content"]
            for each in self.one.discord.asked
            if each.given.get("webhook_token") == begun.token and each.status == 200
        }
        return [*seen, *sent.difference(seen)]

    def is_done(self, begun: Interaction) -> bool:
        """Asked of the bot's own file, while nobody has it open."""
        sql = "SELECT 1 FROM inbox WHERE event = :event"
        return bool(self.one.bot.ask(sql, event=f"discord:{begun.id}"))

    def problems(self) -> list[str]:
        """Whatever is not one fitting answer to what was done, and none to what was not."""
        found = []
        for who in self.one.people:
            up = False
            for begun in self.by.get(who.name, ()):
                word, shown = begun.data["name"], self.shown(begun)
                if not self.is_done(begun):
                    if shown:
                        found.append(f"{who.name}: {word} was not done, but answered {shown}")
                    continue
                answer = UP if word == "hand-up" else DOWN if up else NOT_UP
                up = word == "hand-up"
                if len(shown) != 1 or not answer.fullmatch(shown[0].removesuffix(CHANCE)):
                    found.append(f"{who.name}: {word} was answered {shown}")
            if up is not self.has_hand_up(who):
                found.append(f"{who.name}: the hand should be {'up' if up else 'down'}")
        return found + [f"{line!r} is nobody's" for line in self.one.nobodys_lines()]

    def has_hand_up(self, who: Person) -> bool:
        sql = "SELECT 1 FROM hands_hand WHERE person = :who"
        return bool(self.one.bot.ask(sql, who=f"discord:{who.id}"))


async def under_fire(
    discord: Discord, folder: Path, program: Sequence[str] = ALONGSIDE
) -> tuple[Pressed, list[str]]:
    """A hundred presses and ten kills; and the problems found afterwards."""
    async with meeting(discord, folder, program=program) as one:
        pressed = Pressed(one)
        pressed.up.set()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(pressed.everybody())
            tasks.create_task(pressed.kills())
        await one.bot.rest()
        return pressed, pressed.problems()


async def test_each_press_is_done_and_answered_once_or_neither(
    discord: Discord, tmp_path: Path
) -> None:
    pressed, problems = await under_fire(discord, tmp_path)
    assert problems == []
    every = [begun for each in pressed.by.values() for begun in each]
    done = [begun for begun in every if pressed.is_done(begun)]
    assert len(every) == COMMANDS
    assert KILLS < len(done) < COMMANDS, "some came while it was down"
    assert discord.refused == []
    slowest = max(pressed.one.bot.starts)
    print(
        f"\nkilled {KILLS} times: {len(done)} of {COMMANDS} done; up after {slowest:.1f} s at most"
    )


async def test_the_check_sees_an_answer_that_comes_twice(discord: Discord, tmp_path: Path) -> None:
    _, problems = await under_fire(discord, tmp_path, twin("talkative"))
    assert problems


@pytest.mark.parametrize("after", [False, True], ids=["not acknowledged", "acknowledged"])
async def test_killed_before_the_commit_nothing_has_changed(
    discord: Discord, tmp_path: Path, *, after: bool
) -> None:
    async with meeting(discord, tmp_path) as one:
        pressed, ann = Pressed(one), one.people[0]
        fault = discord.faults.hang("POST", FIRST_ANSWER, after=after)
        begun = await pressed.press(ann, "hand-up")
        await fault.met(PATIENCE)
        await one.bot.kill()
        one.passes(minutes=16)
        fault.let_go()
        await one.bot.start()
        await one.bot.rest()
        assert not pressed.is_done(begun)
        assert pressed.problems() == []
        assert discord.interactions.unanswered() == ([] if after else [begun])
        assert begun.original is None or begun.original.loading, "Discord says the rest"
        await one.bot.start()
        await pressed.press(ann, "hand-down")
        again = await pressed.press(ann, "hand-up")
        assert (await ann.answered(again)).content == "Your hand is up. You are first."
        await one.bot.rest()
        assert pressed.problems() == []


@pytest.mark.parametrize("after", [False, True], ids=["not shown", "shown"])
async def test_killed_after_the_commit_it_is_answered_within_its_quarter_of_an_hour(
    discord: Discord, tmp_path: Path, *, after: bool
) -> None:
    async with meeting(discord, tmp_path) as one:
        pressed, ann = Pressed(one), one.people[0]
        begun = await killed_while_answering(pressed, ann, after=after)
        one.passes(minutes=14)
        await one.bot.start()
        assert (await ann.answered(begun)).content == "Your hand is up. You are first."
        again = await pressed.press(ann, "hand-down")
        assert (await ann.answered(again)).content == "Your hand is down."
        await one.bot.rest()
        assert pressed.problems() == []


async def killed_while_answering(
    pressed: Pressed, who: Person, *, after: bool = False
) -> Interaction:
    """Their hand is up; whether the answer was shown, the bot did not hear."""
    one = pressed.one
    fault = one.discord.faults.drop("PATCH", ANSWER, after=after, times=OFTEN)
    begun = await pressed.press(who, "hand-up")
    await fault.met(PATIENCE)
    await one.bot.kill()
    one.discord.faults.clear()
    assert pressed.is_done(begun)
    return begun


@pytest.mark.parametrize("hours", [0, 2])
@pytest.mark.parametrize("after", [False, True], ids=["not shown", "shown"])
async def test_later_it_is_offered_at_the_next_touch_and_shown_only_when_asked_for(
    discord: Discord, tmp_path: Path, *, after: bool, hours: int
) -> None:
    async with meeting(discord, tmp_path) as one:
        pressed, ann, tom = Pressed(one), one.people[0], one.people[-1]
        begun = await killed_while_answering(pressed, ann, after=after)
        first = pressed.shown(begun)
        assert len(first) == after
        one.passes(minutes=16 + 60 * hours)
        await one.bot.start()
        await one.bot.rest()
        assert pressed.shown(begun) == first
        await one.bot.start()
        other = await pressed.press(tom, "hand-up")
        assert PERHAPS not in (await tom.answered(other)).content
        touch = await pressed.press(ann, "hand-down")
        told = await ann.answered(touch)
        assert told.content == f"Your hand is down. {PERHAPS}"
        once = await pressed.press(ann, "hand-up")
        assert PERHAPS not in (await ann.answered(once)).content, "it is offered once"
        shown = await ann.answered(await ann.presses("Show my answer", on=told))
        assert shown.content == (
            "I could not reach you before. This was for you. Your hand is up. You are first."
        )
        assert ann.reads(await ann.opens_dm()) == []
