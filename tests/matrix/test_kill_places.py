"""kill -9 while rooms for a few are made: one for each wish, and everybody is asked in once."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path

import aiohttp
import pytest
from matrix.bot_apart import BotApart
from matrix.bot_here import account
from matrix.people import Town
from matrix.synapse import Account, Synapse

from bot.places import SETTLES

pytestmark = pytest.mark.slow

PLACES = 10
ALIVE = (0.02, 0.08, 0.15, 0.05, 0.25, 0.11, 0.19, 0.3)
"""Seconds it lives between one start and the next kill."""


def wish(bot: BotApart, beside: str, name: str, who: str) -> None:
    """Wanted from now on. The bot must not be running."""
    bot.ask(
        "INSERT INTO place (group_id, subject, beside, name, job, token, state)"
        " VALUES (1, :name, :beside, :name, 'smallgroups.place', :token, 'wanted')",
        name=name,
        beside=f"matrix:{beside}",
        token=secrets.token_hex(12),
    )
    sql = "INSERT INTO place_person (place, person) SELECT max(id), :who FROM place"
    bot.ask(sql, who=f"matrix:{who}")


async def rooms_of(synapse: Synapse, own: Account) -> list[str]:
    """The names of all rooms that the bot is in, asked of the server itself."""
    base, names = f"{synapse.url}/_matrix/client/v3", []
    async with aiohttp.ClientSession() as web:
        login = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": own.user},
            "password": own.password,
        }
        async with web.post(f"{base}/login", json=login) as answer:
            token = (await answer.json())["access_token"]
        web.headers["Authorization"] = f"Bearer {token}"
        async with web.get(f"{base}/joined_rooms") as answer:
            joined = (await answer.json())["joined_rooms"]
        for room in joined:
            async with web.get(f"{base}/rooms/{room}/state/m.room.name/") as answer:
                names.append((await answer.json()).get("name", ""))
    return sorted(names)


async def rests(bot: BotApart, sql: str) -> None:
    """Until nothing is to be done any more. Looked at only while the bot is not running."""
    for _ in range(10):
        await asyncio.sleep(SETTLES + 3)
        await bot.end()
        if not bot.ask(sql):
            return
        await bot.start()
    raise AssertionError("it never came to rest")


async def test_each_place_is_made_once_and_closed(synapse: Synapse, tmp_path: Path) -> None:
    names = [f"Small group {n}" for n in range(PLACES)]
    async with Town(synapse) as town:
        own = await account(synapse)
        bot = BotApart(folder=tmp_path, url=synapse.url, account=own)
        ann, tom = await town.people("Ann", "Tom")
        await bot.start()
        room = await town.room("North Town", ann, tom)
        await ann.invite(room, bot.user)
        await ann.hears(room, "Hello. Alongside here.")
        await bot.end()
        for name in names:
            wish(bot, room, name, tom.user)
        for alive in ALIVE:
            await bot.start()
            await asyncio.sleep(alive)
            await bot.kill()
        assert bot.ask("SELECT 1 FROM place WHERE state = 'wanted'"), "all was done too soon"
        await bot.start()
        await rests(bot, "SELECT 1 FROM place WHERE state <> 'open'")
        assert await rooms_of(synapse, own) == sorted([*names, "North Town"])
        asked = {tom.client.invited_rooms[each].name for each in tom.client.invited_rooms}
        assert set(names) <= asked
        bot.ask("UPDATE place SET state = 'over'")
        for alive in ALIVE[:4]:
            await bot.start()
            await asyncio.sleep(alive)
            await bot.kill()
        await bot.start()
        await rests(bot, "SELECT 1 FROM place")
        assert await rooms_of(synapse, own) == ["North Town"]
