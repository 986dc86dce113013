"""Finding a time on a real homeserver: offered, answered by numbers in private, and closed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from matrix.bot_here import bot_here
from matrix.people import Person, Seen, Town

from bot.clock import Clock

pytestmark = pytest.mark.slow

START = datetime(2026, 5, 12, 9, 15, tzinfo=UTC)


async def asks(who: Person, chat: str, typed: str, heard: str) -> Seen:
    said = await who.says(chat, typed)
    return await who.hears(chat, heard, after=said)


async def test_times_are_offered_answered_and_planned(town: Town, tmp_path: Path) -> None:
    people = await town.people("Ann", "Tom", "Joe", "Femi")
    clock = Clock(frozen_at=START)
    async with bot_here(town.synapse, tmp_path, clock=clock) as bot:
        room = await town.room("North Town", *people)
        ann = people[0]
        await ann.invite(room, bot.user)
        await ann.hears(room, "Hello. Alongside here.")
        chats = {}
        for who in people:
            chats[who] = await who.start_chat(bot.user)
            await who.sees(chats[who], bot.user)
            await asks(who, chats[who], "say hello", "Good that you are here")
        await asks(ann, chats[ann], "find time", "Which times do you offer?")
        times = "Tuesday 10:30, or the Thursday after at 2"
        await asks(ann, chats[ann], times, "Until when can people answer?")
        await asks(ann, chats[ann], "1", "Nothing is posted yet.")
        await ann.says(chats[ann], "post it")
        post = await people[1].hears(room, "which times suit you for a meeting?")
        assert "Number 2: Thursday 21 May at 14:00.\n" in post.body
        for who, typed in zip(people[1:], ("1 2", "All", "1"), strict=True):
            await asks(who, chats[who], "my times", "Which times suit you?")
            await asks(who, chats[who], typed, "These suit: Tuesday 19 May at 10:30")
        await asks(ann, chats[ann], "findtime", "People can still answer until")
        told = await asks(ann, chats[ann], "1", "Most of those who answered can come on")
        assert "Tuesday 19 May at 10:30. Almost as many" in told.body
        assert not any(name in told.body for name in ("Tom", "Joe", "Femi"))
        await asks(ann, chats[ann], "1", "This is for Tuesday 19 May at 10:30.")
