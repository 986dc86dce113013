"""The bot on a real homeserver, spoken to by people with real clients."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from matrix.bot_here import account, bot_here
from matrix.people import Town

from bot.clock import Clock

both = pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])


@asynccontextmanager
async def time_flies() -> AsyncIterator[Clock]:
    """A clock for the bot on which a second takes a twentieth of one."""
    clock = Clock(frozen_at=datetime(2026, 5, 12, 9, 30, tzinfo=UTC))

    async def fly() -> None:
        while True:
            await asyncio.sleep(0.05)
            clock.move(timedelta(seconds=1))

    flying = asyncio.create_task(fly())
    try:
        yield clock
    finally:
        flying.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await flying


@both
async def test_hands_in_a_room_and_in_private(
    town: Town, tmp_path: Path, *, encrypted: bool
) -> None:
    ann, tom = await town.people("Ann", "Tom", encrypted=encrypted)
    async with (
        time_flies() as clock,
        bot_here(town.synapse, tmp_path, encryption=encrypted, clock=clock) as bot,
    ):
        room = await town.room("North Town", ann, tom, encrypted=encrypted)
        await ann.invite(room, bot.user)
        hello = await ann.hears(room, "Hello. Alongside here.")
        assert (hello.msgtype, hello.says_whom, hello.mentions) == ("m.notice", True, ())
        assert hello.encrypted == encrypted
        await ann.says(room, "start")
        await ann.hears(room, "Ann leads")
        await tom.says(room, "hand up")
        await ann.hears(room, "Hands: Tom")
        chat = await ann.start_chat(bot.user, encrypted=encrypted)
        await ann.sees(chat, bot.user)
        menu = await ann.hears(chat, "Type a number")
        said = await ann.says(chat, "hand up", thread=menu.id)
        answer = await ann.hears(chat, "Your hand is up", after=said)
        assert (answer.msgtype, answer.thread) == ("m.notice", menu.id)
        await ann.says(room, "next")
        turn = await tom.hears(room, "it is your turn")
        assert (turn.msgtype, turn.mentions) == ("m.text", (tom.user,))


async def test_hands_that_go_up_right_after_the_start_count(town: Town, tmp_path: Path) -> None:
    """All of it waits in one answer of the server, because the bot was away."""
    own = await account(town.synapse)
    ann, tom = await town.people("Ann", "Tom")
    async with time_flies() as clock:
        async with bot_here(town.synapse, tmp_path, own, clock=clock) as bot:
            room = await town.room("North Town", ann, tom)
            await ann.invite(room, bot.user)
            await ann.hears(room, "Hello. Alongside here.")
        await ann.says(room, "start")
        await tom.says(room, "hand up")
        said = await ann.says(room, "hand up")
        async with bot_here(town.synapse, tmp_path, own, clock=clock):
            await ann.hears(room, "Hands: Tom, then Ann.", after=said)


async def test_a_mark_that_answers_nothing_is_only_a_mark(town: Town, tmp_path: Path) -> None:
    ann, tom = await town.people("Ann", "Tom")
    async with time_flies() as clock, bot_here(town.synapse, tmp_path, clock=clock) as bot:
        room = await town.room("North Town", ann, tom)
        await ann.invite(room, bot.user)
        await ann.hears(room, "Hello. Alongside here.")
        chat = await ann.start_chat(bot.user)
        menu = await ann.hears(chat, "Type a number")
        mark = await ann.react(chat, menu.id, "1\ufe0f\u20e3")
        answer = await ann.hears(chat, lambda one: one.id != menu.id, after=mark)
        said = await ann.says(chat, "help")
        help = await ann.hears(chat, "You can type", after=said)
        await ann.react(chat, help.id, "\U0001f44d")
        await ann.hears_nothing(chat, after=help, seconds=1.0)
        assert answer.body
