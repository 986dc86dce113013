"""The golden session on Discord, with Discord's own limits: by slash words, buttons, and typing.

The same script as on the core, done by ten people at their clients, with a clock that the bot is
given. Each of them must read in the room what the core says when the same is done there, and
nothing besides; and what only one of them is shown nobody else may see.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest
from golden import AIM, LEAD, SCRIPT
from on_discord.messages import Message
from on_discord.server import Discord, open_discord
from slow.at_discord import Seats, Way, gathered, resolved
from slow.meeting import NAMES, NEW, Played, never, on_the_core, wherever_possible
from stage import WORDS

from bot.features.hands import FEATURE as HANDS

pytestmark = pytest.mark.slow

LONGEST = 4 * 60.0
"""Seconds one meeting may take. Five lines in five seconds, says Discord."""

MOST_EDITS = 40

LIVE_LIST = re.compile(r"(?:\w+ is speaking\. )?(?:Hands: [^.]+|Nobody is waiting)\.")


@pytest.mark.parametrize("way", get_args(Way))
async def test_ten_people_hear_the_golden_session(way: Way, tmp_path: Path) -> None:
    pressed = never if way == "typed" else wherever_possible
    played = await on_the_core(tmp_path / "core", pressed=pressed)
    began = time.monotonic()
    async with open_discord(limits="default") as discord:
        async with gathered(discord, tmp_path / "bot", way) as (seats, course):
            await course.later(60)
            before = seats.for_all(LEAD)[-1]
            for step in SCRIPT:
                await course.reaches(step)
                await seats.acts(step)
            await course.later(60)
            await the_list_is_closed(seats)
            for who in NAMES:
                everybody_reads_the_same(seats, who, before, played)
                private_stays_private(seats, who)
            answered_as_on_the_core(seats.answers, played.answers)
            only_the_list_is_edited(discord)
        took = time.monotonic() - began
        assert len(played.said_in()) <= AIM
        assert discord.refused == []
        assert discord.wrong_answers() == []
        assert discord.limited == []
        assert discord.interactions.unanswered() == []
        assert all(map(resolved, discord.interactions.all))
    print(f"\n{way}: {len(played.said_in())} lines, {len(discord.asked)} requests, {took:.0f} s")
    assert took < LONGEST


async def the_list_is_closed(seats: Seats) -> None:
    closed = {WORDS.word(board.closed) for board in HANDS.boards}
    for one in seats.people.values():
        await one.hears(seats.lounge, lambda seen: seen.content in closed, seconds=30)


def everybody_reads_the_same(seats: Seats, who: str, before: Message, played: Played) -> None:
    """The lines of the core, once each, in order; only whose turn it is gets a sound."""
    heard, lines = seats.lines(who, after=before), played.said_in()
    assert [seats.read(one) for one in heard] == [line.text for line in lines], who
    for one, line in zip(heard, lines, strict=True):
        alert = line.message.alert if line.message else None
        called = [] if alert is None or alert.by_phone else [alert.name]
        assert [each.name for each in one.mentions] == called, one.content
        assert not one.everyone
        assert not one.roles


def private_stays_private(seats: Seats, who: str) -> None:
    """What is shown to one person alone is theirs; nobody who began no chat has one."""
    me, discord = seats.people[who], seats.discord
    bot = discord.world.bot
    hidden = [one for one in me.sees(seats.lounge) if one.ephemeral]
    assert hidden
    assert all(one.only_for is me.user for one in hidden)
    chat = discord.world.private.get(me.id)
    written = [] if chat is None else [one for one in me.sees(chat) if one.author is bot]
    assert bool(written) == (who in seats.chats)
    assert NEW not in seats.chats
    public = [one.content for one in seats.for_all(who)]
    assert not {one.content for one in [*hidden, *written]} & set(public)


def answered_as_on_the_core(answers: Sequence[str], expected: Sequence[str]) -> None:
    """What was done alone. Earlier words that could not be shown come with the next answer."""
    assert len(answers) == len(expected)
    for one, meant in zip(answers, expected, strict=True):
        first, *_ = one.split(" Earlier I could not reach you.")
        assert first == meant


def only_the_list_is_edited(discord: Discord) -> None:
    """No other words ever stood in the room for a while."""
    closed = {WORDS.word(board.closed) for board in HANDS.boards}
    edits = discord.asked_for("PATCH", "/channels/{channel_id}/messages/{message_id}")
    assert 0 < len(edits) <= MOST_EDITS
    texts = [one.body["content"] for one in edits]
    assert texts[-1] in closed
    assert all(map(LIVE_LIST.fullmatch, texts[:-1])), texts
