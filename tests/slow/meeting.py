"""The golden session for people at real clients: what is a word, how time goes on, what is due.

What must be heard is what the core says on the stage when the same things are done there in the
same way: typed in the room, or pressed where nobody else sees it.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from golden import LEAD, PEOPLE, SCRIPT, Step
from stage import ROOM, Line, Stage, on_stage, person
from test_golden_session import BEFORE, LONDON

from bot import outbox, schedule
from bot.app import App
from bot.clock import Clock
from bot.db import Tx
from bot.feature import Card
from bot.features import FEATURES
from bot.model import Address, Right, RoomId, platform_of, private

NEW = "Grace"
NAMES = (LEAD, *PEOPLE, NEW)

APART = RoomId("apart:room")
"""The other room of a linked group, on the stage."""

WORDS = {one.word: one for feature in FEATURES for one in feature.commands if not one.inner}

BEGINNER = re.compile(r"\w+(?= could begin the round)")
"""Who could begin is taken in turn from a list by account, and accounts are named by platform."""


@dataclass(frozen=True)
class Word:
    """A word for the bot, as somebody says it in the script."""

    word: str
    rest: str = ""
    aloud: bool = False
    """What follows are words of their own, for everybody in the room."""

    @property
    def is_card(self) -> bool:
        return self.word in set(Card)


def word_in(text: str) -> Word | None:
    """The word that this line is. None: it is for the others."""
    plain = text.casefold().rstrip("!.")
    for word in sorted(WORDS, key=len, reverse=True):
        args = WORDS[word].args
        if plain == word:
            return Word(word)
        if args and args[0].aloud and plain.startswith(f"{word}: "):
            return Word(word, text[len(word) + 2 :], aloud=True)
        if args and not args[0].aloud and plain.startswith(f"{word} "):
            return Word(word, text[len(word) + 1 :])
    return None


def time_of(step: Step) -> datetime:
    hour, minute = map(int, step.at.split(":"))
    return datetime(2026, 5, 12, hour, minute, tzinfo=LONDON)


@dataclass
class Course:
    """How time goes on: everything that is due happens when it is due, and is said."""

    app: App
    clock: Clock
    patience: float = 120.0
    """Seconds that a line may wait for a server's limit."""

    async def settle(self) -> None:
        """Wait until everything that follows has been said."""

        def idle(tx: Tx) -> bool:
            due = schedule.next_time(tx)
            nothing_due = due is None or due > self.clock.now()
            return nothing_due and not any(outbox.waiting(tx, one) for one in self.app.adapters)

        limit = time.monotonic() + self.patience
        while time.monotonic() < limit:
            await asyncio.sleep(0.02)
            if await self.app.db.read(idle):
                return
        raise AssertionError("the bot never came to rest")

    async def until(self, when: datetime) -> None:
        while True:
            await self.settle()
            due = await self.app.db.read(schedule.next_time)
            if due is None or due > when:
                break
            self.clock.move(max(due - self.clock.now(), timedelta()))
        self.clock.move(max(when - self.clock.now(), timedelta()))
        await self.settle()

    async def later(self, seconds: float) -> None:
        await self.until(self.clock.now() + timedelta(seconds=seconds))

    async def reaches(self, step: Step) -> None:
        await self.comes_to(time_of(step))

    async def comes_to(self, when: datetime) -> None:
        """The minute of the script; what is said one after the other is two seconds apart."""
        await self.until(max(when, self.clock.now() + timedelta(seconds=2)))


Pressed = Callable[[Step], bool]
"""Is this done where nobody else sees it, by a button or a slash word?"""


def never(_step: Step) -> bool:
    return False


def wherever_possible(step: Step) -> bool:
    """All words but those that carry words of one's own for the room."""
    word = word_in(step.text)
    return word is not None and not word.aloud


@dataclass
class Played:
    """What was said on the stage."""

    lines: list[Line]
    answers: list[str]
    """To each thing that the script has somebody do alone, in order."""

    def said_in(self, where: RoomId = ROOM) -> list[Line]:
        """The bot's lines there."""
        return [
            line for line in self.lines if line.where == Address(where) and line.who == "Alongside"
        ]


async def on_the_core(folder: Path, *, pressed: Pressed, apart: Collection[str] = ()) -> Played:
    """The meeting played on the stage, where words are spelled as on Discord.

    `apart`: who is in another room of the group instead, on a platform without slash words.
    """
    folder.mkdir()

    def place(who: str) -> RoomId:
        return APART if who in apart else ROOM

    async with on_stage(folder, BEFORE, dice=lambda: 0.5, also=[platform_of(APART)]) as stage:
        stage.platform.abilities = replace(stage.platform.abilities, slash=True)
        home = place(LEAD)
        lead = person(LEAD, platform_of(home))
        await stage.app.arrived(home, "North Town group", lead, frozenset({Right.MANAGE}))
        if apart:
            await _link(stage, home, APART if home == ROOM else ROOM)
        for who in (LEAD, *PEOPLE):
            await stage.says(who, "say hello", alone=True, room=place(who))
        await stage.says(LEAD, "!switch on rounds", room=home)
        await stage.says(LEAD, "group says yes rounds", pressed=True, room=home)
        await stage.says(LEAD, "!by phone Dilys", room=home)
        await stage.later(60)
        said = [platform.lines for platform in (stage.platform, *stage.others)]
        before, answers = list(map(len, said)), list[str]()
        for step in SCRIPT:
            await stage.later((time_of(step) - stage.clock.now()).total_seconds())
            reply = await _acts(stage, step, place(step.who), pressed=pressed(step))
            if step.where == "alone":
                own = private(person(step.who, platform_of(place(step.who))).id)
                answers.append(reply or stage.bot_lines(own)[-1])
            await stage.later(2)
        await stage.later(60)
        lines = [line for those, n in zip(said, before, strict=True) for line in those[n:]]
        return Played(lines, answers)


async def _link(stage: Stage, home: RoomId, other: RoomId) -> None:
    """The room of the others joins the lead's group."""
    somebody = person(PEOPLE[0], platform_of(other))
    await stage.app.arrived(other, "", somebody, frozenset({Right.MANAGE}))
    await stage.says(LEAD, "link", alone=True, room=home)
    told = stage.bot_lines(private(person(LEAD, platform_of(home)).id))[-1]
    code = re.search(r"link (\w+\d)", told)
    assert code is not None, told
    await stage.says(PEOPLE[0], f"!link {code[1]}", room=other)


async def _acts(stage: Stage, step: Step, place: RoomId, *, pressed: bool) -> str | None:
    word, alone = word_in(step.text), step.where == "alone"
    pressed = pressed and place == ROOM
    if word is not None and word.is_card and (alone or pressed):
        return await stage.card(step.who, step.text, room=place)
    return await stage.says(step.who, step.text, alone=alone, pressed=pressed, room=place)
