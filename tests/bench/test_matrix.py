"""How fast the bot answers on a real homeserver, beside a bare bot on the same one."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from matrix.bot_apart import BotApart
from matrix.bot_here import account
from matrix.people import Person, Town
from matrix.synapse import Account, Synapse
from pace import SLOWER
from slow.elsewhere import own_environment

pytestmark = pytest.mark.slow

BLOCKS = 5
PEOPLE = 5

WORDS = 12
"""Words in a block, of these people in turn."""

STARTS = 3
"""In each kind of chat."""

ABOVE = 0.015
"""Seconds that we may take longer than a bare bot, at the median."""

FIRST = 2.0
"""Seconds from the start of the program to its first answer."""

RESIDENT = 90.0
"""Megabytes."""

ECHO = Path(__file__).parents[1] / "matrix" / "echo.py"


@asynccontextmanager
async def echo(synapse: Synapse, own: Account) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ECHO),
        *(synapse.url, own.user, own.token, own.device),
        env=own_environment(),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    try:
        yield
    finally:
        process.kill()
        await process.wait()


async def round_trip(who: Person, chat: str, word: str, answer: str) -> float:
    """Seconds from sending a word to seeing the answer."""
    began = time.monotonic()
    said = await who.says(chat, word)
    seen = await who.hears(chat, answer, after=said)
    return seen.at - began


async def start_chats(
    people: Sequence[Person], bot: str, plain: str
) -> tuple[list[str], list[str]]:
    """Everybody's private chat with the one and with the other."""

    async def with_bot(who: Person) -> str:
        chat = await who.start_chat(bot)
        await who.hears(chat, "Type a number")
        return chat

    async def with_plain(who: Person) -> str:
        chat = await who.start_chat(plain)
        await who.sees(chat, plain)
        return chat

    chats = await asyncio.gather(*map(with_bot, people))
    return chats, await asyncio.gather(*map(with_plain, people))


async def test_round_trip(synapse: Synapse, tmp_path: Path) -> None:
    async with Town(synapse) as town:
        bot = BotApart(folder=tmp_path, url=synapse.url, account=await account(synapse))
        plain = await account(synapse)
        people = await town.people(*(f"P{n}" for n in range(PEOPLE)))
        await bot.start()
        async with echo(synapse, plain):
            room = await town.room("North Town", *people)
            await people[0].invite(room, bot.user)
            await people[0].hears(room, "Alongside here")
            chats, others = await start_chats(people, bot.user, plain.user)
            began = await people[0].says(room, "!start")
            await people[1].hears(room, "leads today", after=began)
            ours: list[float] = []
            bare: list[float] = []
            for block in range(BLOCKS + 1):
                times: list[float] = []
                floor: list[float] = []
                for n in range(block * WORDS, (block + 1) * WORDS):
                    at = n % PEOPLE
                    who, chat, other = people[at], chats[at], others[at]
                    word = ("hand up", "hand down")[n // PEOPLE % 2]
                    answer = f"Your {word.split()[0]} is {word.split()[1]}"
                    times.append(await round_trip(who, chat, word, answer))
                    floor.append(await round_trip(who, other, word, word))
                if block:  # the first warms both up
                    ours.append(statistics.median(times))
                    bare.append(statistics.median(floor))
            resident = bot.resident()
            await bot.end()
    apart = statistics.median(a - b for a, b in zip(ours, bare, strict=True))
    print(
        f"\nround trip of a private word: {statistics.median(ours) * 1000:.0f} ms, a bare bot"
        f" {statistics.median(bare) * 1000:.0f} ms; {apart * 1000:.1f} ms more at the median of"
        f" {BLOCKS} blocks; {resident:.0f} MB resident"
    )
    assert apart <= ABOVE * SLOWER
    assert resident <= RESIDENT


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_first_answer_after_a_start(
    synapse: Synapse, tmp_path: Path, *, encrypted: bool
) -> None:
    async with Town(synapse) as town:
        own = await account(synapse)
        bot = BotApart(folder=tmp_path, url=synapse.url, account=own, encryption=encrypted)
        (ann,) = await town.people("Ann", encrypted=encrypted)
        await bot.start()
        room = await town.room("North Town", ann, encrypted=encrypted)
        await ann.invite(room, bot.user)
        await ann.hears(room, "Alongside here")
        chat = await ann.start_chat(bot.user, encrypted=encrypted)
        await ann.hears(chat, "Type a number", timeout=30)
        times = []
        for _ in range(STARTS):
            await bot.end()
            said = await ann.says(chat, "!help")
            began = time.monotonic()
            await bot.start()
            seen = await ann.hears(chat, lambda one: one.is_message, after=said)
            times.append(seen.at - began)
        resident = bot.resident()
        await bot.end()
    print(
        f"\nfirst answer {statistics.median(times):.2f} s after the start (median of"
        f" {STARTS}); {resident:.0f} MB resident"
    )
    assert statistics.median(times) <= FIRST * SLOWER
    assert resident <= RESIDENT
