"""People at Discord, who play the golden session by slash words, by buttons, or by typing.

Whatever way they speak, what only one of them is shown must be shown to nobody else.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

from contract import Tap
from golden import LEAD, PEOPLE, Step
from on_discord.bot_here import bot_here
from on_discord.components import BUTTON, walk
from on_discord.interactions import AUTOCOMPLETE, Interaction
from on_discord.lounge import until
from on_discord.messages import Message
from on_discord.people import Person
from on_discord.server import Discord
from on_discord.world import Channel
from slow.meeting import NAMES, WORDS, Course, Word, word_in
from test_golden_session import BEFORE

from bot.clock import Clock

Way = Literal["slash", "buttons", "typed"]

MENTION = re.compile(r"<@(\d+)>")
TURN = re.compile(r"say:next \d+")


@dataclass
class Seats:
    """Everybody who is at Discord, and how each word is said there."""

    discord: Discord
    lounge: Channel
    people: dict[str, Person]
    tap: Tap
    clock: Clock
    way: Way
    chats: set[str] = field(default_factory=set)
    """Who has begun a private chat."""
    answers: list[str] = field(default_factory=list)
    """What came of each thing that the script has somebody do alone, in order."""

    async def acts(self, step: Step) -> None:
        """Somebody does what the script has them do; it is taken up afterwards."""
        word, one = word_in(step.text), self.people[step.who]
        if word is None:
            await self.chats_on(one, step.text)
        elif word.aloud or (self.way == "typed" and step.where != "alone"):
            await self.types(one, step.text)
        else:
            said = await self.does(one, word)
            self.answers += [said] if step.where == "alone" else []

    async def does(self, one: Person, word: Word) -> str:
        """Where nobody else sees it; what they are answered."""
        found = await self._button(one, word) if self.way != "slash" else None
        if found is not None:
            button, on = found
            return await self._taken(one, await one.presses(button, on=on), word)
        if self.way == "typed":
            return await self.dm(one, word.word)
        if not WORDS[word.word].slash:
            words = f"{word.word} {word.rest}".strip()
            begun = await one.slash(self.lounge, "alongside", words=words)
            return await self._taken(one, begun, word)
        options = await self._options(one, word)
        begun = await one.slash(self.lounge, word.word.replace(" ", "-"), **options)
        return await self._taken(one, begun, word)

    async def chooses(self, who: str, word: str, **options: str) -> str:
        """A slash word; what came of it."""
        one = self.people[who]
        return await self._taken(one, await one.slash(self.lounge, word, **options))

    async def presses(self, who: str, label: str) -> str:
        """The newest button that shows these words; what came of it."""
        one = self.people[who]
        return await self._taken(one, await one.presses(label, among=self.lounge))

    async def types(self, one: Person, text: str) -> None:
        said = await one.mentions_bot(self.lounge, text)
        await self.tap.took(f"discord:{said.id}")

    async def dm(self, one: Person, text: str) -> str:
        """In the private chat, which whoever writes there has begun; what came back."""
        self.chats.add(one.name)
        said = await one.dm(text)
        await self.tap.took(f"discord:{said.id}")
        return (await one.hears(said.channel, "", after=said)).content

    async def chats_on(self, one: Person, text: str) -> None:
        """A line for the others: the bot is told that it came, and not what it says."""
        before = len(self.tap.stirred)
        await one.says(self.lounge, text)
        await until(lambda: len(self.tap.stirred) > before, "nobody noticed the line")

    async def _taken(self, one: Person, begun: Interaction, word: Word | None = None) -> str:
        """It is answered, or the sign of waiting is gone; a card waits on the bot's clock."""
        if word is not None and word.is_card:
            await self._waits(begun)
        await until(lambda: resolved(begun), "it was not answered", 30)
        assert begun.original is not None
        return "" if begun.original.deleted else begun.original.content

    async def _waits(self, begun: Interaction) -> None:
        event = f"discord:{begun.id}"
        await until(lambda: event in [one.event for one in self.tap.heard], "it was not heard")
        while event not in self.tap.replies:
            await asyncio.sleep(0.02)
            self.clock.move(timedelta(seconds=1))

    async def _button(self, one: Person, word: Word) -> tuple[str, Message] | None:
        """One that types this word: in the room, or else in the answer to help."""
        if word.rest:
            return None
        found = self._in(one.sees(self.lounge), word.word)
        if found is None:
            await self.presses(one.name, "Help")
            found = self._in(one.sees(self.lounge), word.word)
        return found

    def _in(self, messages: Iterable[Message], word: str) -> tuple[str, Message] | None:
        for message in sorted(messages, key=lambda each: -each.id):
            for each in walk(message.components):
                fits = each.custom_id == f"say:{word}" or (
                    word == "next" and TURN.fullmatch(each.custom_id)
                )
                if each.kind == BUTTON and fits:
                    return each.custom_id, message
        return None

    async def _options(self, one: Person, word: Word) -> dict[str, str]:
        """A name is chosen from what the bot suggests."""
        if not word.rest:
            return {}
        name = word.word.replace(" ", "-")
        (suggested,) = await one.types(self.lounge, name, "who", word.rest)
        assert suggested["name"] == word.rest
        return {"who": suggested["value"]}

    # What there is to see.

    def lines(self, who: str, *, after: Message) -> list[Message]:
        """The bot's lines in the room for everybody, without the live list."""
        return [one for one in self.for_all(who) if one.edited_at is None and one.id > after.id]

    def for_all(self, who: str) -> list[Message]:
        """The bot's messages in the room that are not only for one person."""
        bot = self.discord.world.bot
        shown = self.people[who].sees(self.lounge)
        return [one for one in shown if one.author is bot and not one.ephemeral]

    def read(self, message: Message) -> str:
        """As people read it: a mention is a name."""
        users = self.discord.world.users
        return MENTION.sub(lambda found: users[int(found[1])].name, message.content)


def resolved(begun: Interaction) -> bool:
    """Nothing is left "thinking": it was answered or taken away, or names were suggested."""
    if begun.kind == AUTOCOMPLETE:
        return begun.answer is not None
    one = begun.original
    return one is not None and (one.deleted or not one.loading)


@asynccontextmanager
async def gathered(discord: Discord, folder: Path, way: Way) -> AsyncIterator[tuple[Seats, Course]]:
    """Ten people in a channel of Bashir's server; all but Grace have said hello."""
    folder.mkdir()
    clock = Clock(frozen_at=BEFORE)
    people = dict(zip(NAMES, discord.people(*NAMES), strict=True))
    for one in people.values():
        one.slash_words = way != "typed"
    guild = discord.guild("North Town", *people.values())
    lounge = discord.channel(guild, "lounge")
    async with bot_here(discord, folder, clock=clock) as bot:
        seats = Seats(discord, lounge, people, bot.tap, clock, way)
        course = Course(bot.app, clock)
        await arrives(seats)
        for who in (LEAD, *PEOPLE):
            assert "Good that you are here" in await seats.presses(who, "Say hello")
            # Whoever leads has agreed to private lines; typed words are answered there, too.
            if who == LEAD or way == "typed":
                await seats.presses(who, "Private chat")
                seats.chats.add(who)
        await adds_dilys(seats)
        yield seats, course


async def brings_in(seats: Seats) -> None:
    """Bashir brings the bot in, and looks after the group."""
    lead = seats.people[LEAD]
    await lead.mentions_bot(seats.lounge, "help")
    await lead.hears(seats.lounge, "Somebody who may manage it can bring me in")
    await seats.presses(LEAD, "Bring Alongside in")
    await lead.hears(seats.lounge, "Hello. Alongside here.")
    await seats.presses(LEAD, "I look after this group")


async def arrives(seats: Seats) -> None:
    """Bashir brings the bot in, and the group wants rounds."""
    lead = seats.people[LEAD]
    await brings_in(seats)
    await seats.types(lead, "switch on rounds")
    await lead.hears(seats.lounge, "shall I also help with rounds?")
    await seats.presses(LEAD, "The group says yes")


async def adds_dilys(seats: Seats) -> None:
    """She is on the phone. In private the words for the room are seen first."""
    lead = seats.people[LEAD]
    if seats.way == "typed":
        await seats.types(lead, "by phone Dilys")
        return
    shown = await seats.chooses(LEAD, "alongside", words="by phone Dilys")
    assert shown.startswith("The room will read this name")
    await seats.presses(LEAD, "Yes")
