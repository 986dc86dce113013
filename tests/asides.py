"""Talks without a name on the stage: what people type, and what they are told a minute later."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from datetime import timedelta

from stage import MEMBERS, ROOM, Stage, person, words

from bot.adapter import Reply
from bot.model import Heard

QUESTION = "I wonder whether afternoons would let more of us come."
LEAD = "Bashir"


async def ready(stage: Stage, members: tuple[str, ...] = MEMBERS) -> None:
    """A group that has switched it on, and whose members have been there for a while."""
    await stage.group(members=members)
    await stage.says(LEAD, "!switch on questions")
    await stage.says(LEAD, "!group says yes questions")
    await stage.jump(timedelta(days=15))
    await stage.later(61)


async def hears(stage: Stage, who: str, text: str) -> Reply:
    """What somebody types in private, and the reply as it is."""
    event = f"stage:aside{next(stage._events)}"
    heard = Heard(event, person(who), text, stage.clock.now(), shares=(ROOM,))
    reply = await stage.app.hear(heard)
    assert isinstance(reply, Reply), reply
    return reply


async def told(stage: Stage, who: str, *lines: str) -> str:
    """The last of the answers to these lines."""
    for line in lines:
        reply = await hears(stage, who, line)
    return str(words(reply))


async def then(stage: Stage, who: str, *lines: str) -> str:
    """What is told once the minute is over."""
    for line in lines:
        reply = await hears(stage, who, line)
    assert reply.later is not None, words(reply)
    later = asyncio.ensure_future(reply.later())
    await stage.later(61)
    return str(words(await asyncio.wait_for(later, 5)))


async def asks(stage: Stage, who: str, text: str = QUESTION) -> str:
    """A question goes into the box."""
    return await then(stage, who, "ask without my name", "1", text, "1")


async def asks_with_words(stage: Stage, who: str, text: str = QUESTION) -> str:
    """The same; the five words to come back with."""
    said = await then(stage, who, "ask without my name", "1", text, "4", "2")
    found = re.search(r"five words are: ([a-z, ]+)\.", said)
    assert found is not None, said
    return found[1]


async def writes_back(stage: Stage, who: str, code: str) -> str:
    """Five words, and what they belong to."""
    return await then(stage, who, "write back", code)


async def comes_out(
    stage: Stage, people: Sequence[str] = MEMBERS, by: timedelta = timedelta(days=1)
) -> list[str]:
    """People say good morning, and days pass until the room hears something; what it was."""
    for name in people:
        await stage.says(name, "good morning")
    before = len(stage.bot_lines())
    for _ in range(16):
        await stage.jump(by)
        if new := stage.bot_lines()[before:]:
            return new
    return []
