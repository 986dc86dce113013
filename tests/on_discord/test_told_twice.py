"""What Discord tells twice, or the bot reads again after a gap: answered once, where it belongs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from on_discord.lounge import Lounge, open_lounge, person_id, room_id, until
from on_discord.messages import Message
from on_discord.server import Discord
from on_discord.world import Channel, Event

HISTORY = "/channels/{channel_id}/messages"
UNKNOWN = "know"
"""Stands in the answer to what is no word of the bot."""


@pytest.fixture
async def lounge(discord: Discord, tmp_path: Path) -> AsyncIterator[Lounge]:
    """Ann has begun a private chat, and how far the bot has read is noted."""
    async with open_lounge(discord, tmp_path) as one:
        await one.opens_dm(one.ann)
        await until(lambda: one.bot.app.bookmark("discord"))
        yield one


def tell_again(lounge: Lounge, said: Message) -> None:
    told = (data for _, data in lounge.discord.gateway.told() if data.get("id") == str(said.id))
    lounge.discord.world.tell(Event("MESSAGE_CREATE", next(told)))


async def reads_again(lounge: Lounge, *places: Channel) -> None:
    """A new session, in which the bot has read on in these places."""
    before = len(lounge.discord.asked)
    await lounge.bot.starts_again()

    def read() -> set[int]:
        asked = lounge.discord.asked[before:]
        those = [one for one in asked if (one.method, one.template) == ("GET", HISTORY)]
        return {one.id("channel_id") for one in those}

    await until(lambda: {one.id for one in places} <= read(), f"it read {read()}")


async def test_a_line_that_is_told_twice_is_answered_once(lounge: Lounge) -> None:
    chat = await lounge.ann.opens_dm()
    assert UNKNOWN in await lounge.dm(lounge.ann, "mumble")
    alone = lounge.ann.sees(chat)[-2]
    assert alone.content == "mumble"
    room = await lounge.types(lounge.ann, "mumble mumble")
    await until(lambda: len(lounge.ann.reads(chat)) == 3)
    before = lounge.ann.reads(chat)
    for said in (alone, room):
        tell_again(lounge, said)
    await reads_again(lounge, lounge.room, chat)
    await lounge.dm(lounge.ann, "help")  # whatever came before it is answered
    assert lounge.ann.reads(chat)[:-1] == before
    events = [one.event for one in lounge.bot.tap.heard]
    assert [events.count(f"discord:{one.id}") for one in (alone, room)] == [1, 1]


async def test_what_was_said_in_the_room_during_a_gap_is_heard_as_said_in_the_room(
    lounge: Lounge,
) -> None:
    chat = await lounge.ann.opens_dm()
    lounge.discord.gateway.fall_silent()
    said = await lounge.ann.mentions_bot(lounge.room, "mumble mumble")
    start = await lounge.bev.mentions_bot(lounge.room, "start")
    await reads_again(lounge, lounge.room, chat)
    heard = await lounge.bot.tap.took(f"discord:{said.id}")
    assert (heard.room, heard.by.id) == (room_id(lounge.room), person_id(lounge.ann))
    assert heard.addressed
    assert not heard.private
    await lounge.bot.tap.took(f"discord:{start.id}")
    assert lounge.group.session is not None
    # What answers her alone is put where only she reads it, now and later.
    await lounge.ann.hears(chat, UNKNOWN)
    await lounge.dm(lounge.ann, "grumble")
    assert [UNKNOWN in one for one in lounge.ann.reads(chat)[-2:]] == [True, True]
    assert not [one for one in lounge.lines() if UNKNOWN in one]
