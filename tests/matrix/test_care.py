"""Talking to a person on a real homeserver: the Supporter is in no room of the group."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from matrix.bot_here import bot_here
from matrix.people import Person, Seen, Town

from bot.care import Supporter
from bot.clock import Clock
from bot.model import PersonId

pytestmark = pytest.mark.slow

START = datetime(2026, 5, 12, 11, 20, tzinfo=UTC)
"""A Tuesday, 12:20 in London."""


async def asks(who: Person, chat: str, typed: str, heard: str) -> Seen:
    said = await who.says(chat, typed)
    return await who.hears(chat, heard, after=said)


async def test_a_supporter_from_outside_is_asked_and_says_yes(town: Town, tmp_path: Path) -> None:
    ann, rita = await town.people("Ann", "Rita")
    clock = Clock(frozen_at=START)
    async with bot_here(town.synapse, tmp_path, clock=clock) as bot:
        account = PersonId(f"matrix:{rita.user}")
        await bot.app.there_are((), (Supporter("Rita", "advocate", "Ourtown", True, account),))
        room = await town.room("North Town", ann)
        await ann.invite(room, bot.user)
        await ann.hears(room, "Hello. Alongside here.")
        chat = await ann.start_chat(bot.user)
        await ann.sees(chat, bot.user)
        hers = await rita.start_chat(bot.user)
        await rita.sees(hers, bot.user)
        await asks(ann, chat, "say hello", "Good that you are here")
        await asks(ann, chat, "talk to a person", "1 Rita, advocate, from outside: Ourtown.")
        await asks(ann, chat, "1", "How would you like to talk to Rita?")
        await asks(ann, chat, "1", "How does Rita find you?")
        await asks(ann, chat, "01632 960011", "When does it suit you?")
        await asks(ann, chat, "after 2", "Only Rita gets this.")
        sent = await asks(ann, chat, "1", "I am telling Rita now.")
        assert "You hear from me by 15:00 on Tuesday 12 May, whatever comes." in sent.body
        asked = await rita.hears(hers, "would like to talk to you. Please ring.")
        assert "Where: “01632 960011”. When: “after 2”." in asked.body
        await asks(rita, hers, "hello", "I do not know yet which group you are in.")
        await asks(rita, hers, "1", "Thank you.")
        await ann.hears(chat, "Rita has said yes. You will be rung.")
        clock.move(timedelta(hours=2, minutes=40))
        await ann.hears(chat, "Have you and Rita talked?")
        await asks(ann, chat, "1", "I have deleted what you asked for.")
