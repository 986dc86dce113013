"""kill -9 while places for a few are made: one thread for each wish, with its people in it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from on_discord.faults import Fault, Faults
from on_discord.lounge import until
from on_discord.meeting import Meeting, meeting
from on_discord.server import Discord
from on_discord.world import PRIVATE_THREAD, Channel

from bot.places import SETTLES

pytestmark = pytest.mark.slow

PLACES = 12
PATIENCE = 30.0
"""Seconds until something surely happens."""

MAKE, LET_IN = "/channels/*/threads", "/channels/*/thread-members/*"

MOMENTS: Sequence[Callable[[Faults], Fault]] = (
    lambda faults: faults.hang("POST", MAKE),
    lambda faults: faults.hang("POST", MAKE, after=True),
    lambda faults: faults.drop("POST", MAKE),
    lambda faults: faults.drop("POST", MAKE, after=True),
    lambda faults: faults.hang("PUT", LET_IN),
    lambda faults: faults.hang("PUT", LET_IN, after=True),
)
"""When it is killed, in turn: as soon as this has happened to a request."""


def wish(one: Meeting, *names: str) -> None:
    """Wanted from now on. The bot must not be running."""
    for name in names:
        one.bot.ask(
            "INSERT INTO place (group_id, subject, beside, name, job, token, state)"
            " VALUES (1, :name, :beside, :name, 'smallgroups.place', :token, 'wanted')",
            name=name,
            beside=f"discord:{one.lounge.id}",
            token=secrets.token_hex(12),
        )
        for who in one.people[:2]:
            one.bot.ask(
                "INSERT INTO place_person (place, person) SELECT max(id), :who FROM place",
                who=f"discord:{who.id}",
            )


def made(one: Meeting) -> list[Channel]:
    assert one.lounge.guild is not None
    return [c for c in one.lounge.guild.channels.values() if c.type == PRIVATE_THREAD]


async def rests(one: Meeting, sql: str) -> None:
    """Until nothing is to be done any more. Looked at only while the bot is not running."""
    for _ in range(10):
        await asyncio.sleep(SETTLES + 2)
        await one.bot.end()
        if not one.bot.ask(sql):
            return
        await one.bot.start()
    raise AssertionError("it never came to rest")


async def test_each_place_is_made_once_and_closed(discord: Discord, tmp_path: Path) -> None:
    names = [f"Small group {n}" for n in range(PLACES)]
    async with meeting(discord, tmp_path) as one:
        discord.overwrite(one.lounge, None, create_private_threads=True)
        await one.bot.rest()
        wish(one, *names)
        for moment in MOMENTS:
            fault = moment(discord.faults)
            await one.bot.set_off()
            await fault.met(PATIENCE)
            await one.bot.kill()
            discord.faults.clear()
        await one.bot.start()
        await rests(one, "SELECT 1 FROM place WHERE state <> 'open'")
        assert sorted(thread.name for thread in made(one)) == sorted(names)
        everybody = {discord.world.bot.id, *(who.user.id for who in one.people[:2])}
        assert all(thread.people == everybody for thread in made(one))
        one.bot.ask("UPDATE place SET state = 'over'")
        for after in (False, True):
            fault = discord.faults.hang("PATCH", "/channels/*", after=after)
            await one.bot.set_off()
            await fault.met(PATIENCE)
            await one.bot.kill()
            discord.faults.clear()
        await one.bot.start()
        await rests(one, "SELECT 1 FROM place")
        await until(lambda: all(thread.archived for thread in made(one)))
