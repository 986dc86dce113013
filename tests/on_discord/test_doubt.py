"""A message in doubt is looked for among those that are nobody else's, whatever the clocks say."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from on_discord.lounge import Lounge, open_lounge, room_id
from on_discord.messages import Message
from on_discord.people import Person
from on_discord.server import Discord

from bot.model import Address

pytestmark = pytest.mark.slow

MINUTE = timedelta(minutes=1)

NOBODY = "Nobody is waiting."


async def look(lounge: Lounge, words: str, since: datetime) -> str | None:
    address = Address(room_id(lounge.room))
    text_hash = hashlib.sha256(words.encode()).hexdigest()
    return await lounge.bot.adapter.look(address, "a token", text_hash, since)


def unclaimed(lounge: Lounge, words: str, *, by: Person | None = None) -> Message:
    """A message of the bot, unless somebody else's, that no row knows of."""
    author = lounge.discord.world.bot if by is None else by.user
    return lounge.discord.messages.say(author, lounge.room, {"content": words})


async def test_it_is_found_by_its_words(discord: Discord, tmp_path: Path) -> None:
    async with open_lounge(discord, tmp_path) as lounge:
        await lounge.meets()
        before = unclaimed(lounge, NOBODY, by=lounge.ann)
        for n in range(120):
            unclaimed(lounge, f"{n}")
        ours = unclaimed(lounge, NOBODY)
        unclaimed(lounge, "Somebody is waiting.")
        assert await look(lounge, NOBODY, before.at) == str(ours.id)
        assert await look(lounge, "Nobody waits.", before.at) is None


@pytest.mark.parametrize("ahead", [MINUTE / 2, -MINUTE / 2], ids=["ahead", "behind"])
async def test_it_is_found_though_our_clock_is_wrong(
    discord: Discord, tmp_path: Path, ahead: timedelta
) -> None:
    async with open_lounge(discord, tmp_path) as lounge:
        ours = unclaimed(lounge, "Hands: Tom.")
        assert await look(lounge, "Hands: Tom.", ours.at + ahead) == str(ours.id)


async def test_what_is_older_is_another_message(discord: Discord, tmp_path: Path) -> None:
    async with open_lounge(discord, tmp_path) as lounge:
        old = unclaimed(lounge, "Hands: Tom.")
        assert await look(lounge, "Hands: Tom.", old.at + 5 * MINUTE) is None


async def test_the_live_list_is_no_line_that_was_in_doubt(discord: Discord, tmp_path: Path) -> None:
    async with open_lounge(discord, tmp_path) as lounge:
        begun = discord.watch.now()
        await lounge.meets()
        board = next(one for one in lounge.ann.sees(lounge.room) if one.content == NOBODY)
        assert await look(lounge, NOBODY, begun) is None
        line = unclaimed(lounge, NOBODY)
        assert line.content == board.content
        assert await look(lounge, NOBODY, begun) == str(line.id)
