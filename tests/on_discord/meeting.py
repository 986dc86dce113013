"""A meeting on a strict Discord, with the bot in a process of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from apart import ALONGSIDE
from on_discord.bot_apart import BotApart
from on_discord.people import Person
from on_discord.server import Discord
from on_discord.world import Channel

NAMES = ("Ann", "Bashir", "Dilys", "Femi", "Grace", "Joe", "Mo", "Priya", "Sam", "Tom")


def twin(kind: str) -> tuple[str, ...]:
    """How Python is told to run the bot as that kind of twin."""
    return (str(Path(__file__).with_name("twin.py")), kind)


@dataclass
class Meeting:
    """People in one channel. The first of them looks after the group."""

    discord: Discord
    bot: BotApart
    lounge: Channel
    people: Sequence[Person]

    def passes(self, *, minutes: float) -> None:
        """Time passes, while the bot is down: what its file knows is so much older afterwards."""
        self.discord.watch.move(minutes=minutes)
        self.bot.ask(
            "UPDATE outbox SET at = at - :ms, good_until = good_until - :ms,"
            " first_tried_at = first_tried_at - :ms",
            ms=int(minutes * 60_000),
        )
        self.bot.ask(
            "UPDATE board SET first_tried_at = first_tried_at - :ms", ms=int(minutes * 60_000)
        )

    def nobodys_lines(self) -> list[str]:
        """What the bot said to all, and its own file knows nothing of: it was said twice.

        Asked while nobody has the file open.
        """
        known = {
            id
            for table in ("outbox", "board")
            for (id,) in self.bot.ask(
                f"SELECT message FROM {table} WHERE address = :a", a=f"discord:{self.lounge.id}"
            )
        }
        bot = self.discord.world.bot
        there = (one for one in self.people[-1].sees(self.lounge) if one.author is bot)
        return [one.content for one in there if not one.ephemeral and str(one.id) not in known]


@asynccontextmanager
async def meeting(
    discord: Discord,
    folder: Path,
    *,
    names: Sequence[str] = NAMES,
    program: Sequence[str] = ALONGSIDE,
    begun: bool = True,
) -> AsyncIterator[Meeting]:
    """Everybody has said hello, and the meeting has begun, unless it is not to."""
    bot = BotApart(folder=folder, discord=discord, program=program)
    people = discord.people(*names)
    lounge = discord.channel(discord.guild("North Town", *people), "lounge")
    await bot.start()
    try:
        await arrive(lounge, people)
        if begun:
            await people[0].slash(lounge, "start")
            await people[-1].hears(lounge, "leads today")
        yield Meeting(discord, bot, lounge, people)
    finally:
        await bot.end()


async def arrive(lounge: Channel, people: Sequence[Person]) -> None:
    ann = people[0]
    how = await ann.answered(await ann.slash(lounge, "help"))
    await ann.answered(await ann.presses("Bring Alongside in", on=how))
    await ann.hears(lounge, "Alongside here")
    await ann.answered(await ann.presses("I look after this group", among=lounge))
    for who in people:
        await who.answered(await who.slash(lounge, "say-hello"))
