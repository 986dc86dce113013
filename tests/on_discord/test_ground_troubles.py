"""The ground makes the troubles that a test orders, and keeps Discord's limits."""

from __future__ import annotations

import asyncio
import sys

import aiohttp
import pytest
from discord import DiscordServerError, HTTPException
from on_discord.pace import Rate
from on_discord.scene import Scene, connected, furnish, say, until
from on_discord.server import Discord

pytestmark = pytest.mark.slow


async def test_troubles_come_before_or_after_the_effect(scene: Scene) -> None:
    faults = scene.discord.faults
    faults.fail("POST", "/channels/*/messages", status=503)
    with pytest.raises(DiscordServerError):
        await say(scene, "one", "n1")
    faults.fail("POST", "/channels/*/messages", status=503, after=True)
    with pytest.raises(DiscordServerError):
        await say(scene, "two", "n2")
    faults.drop("POST", "/channels/*/messages")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await say(scene, "three", "n3")
    faults.drop("POST", "/channels/*/messages", after=True)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await say(scene, "four", "n4")
    assert scene.ann.reads(scene.lounge) == ["two", "four"]
    hanging = faults.hang("POST", "/channels/*/messages")
    saying = asyncio.create_task(say(scene, "five", "n5"))
    await hanging.met()
    assert not saying.done()
    hanging.let_go()
    await saying
    await say(scene, "four", "n4")
    assert scene.ann.reads(scene.lounge) == ["two", "four", "five"]


async def test_too_fast_is_said_with_and_without_via(scene: Scene) -> None:
    scene.discord.faults.limit("POST", "/channels/*/messages", retry_after=0.2)
    await say(scene, "A little late.")
    scene.discord.faults.limit("POST", "/channels/*/messages", via=False)
    with pytest.raises(HTTPException) as refused:
        await say(scene, "Not at all.")
    assert refused.value.status == 429
    assert scene.ann.reads(scene.lounge) == ["A little late."]
    assert scene.discord.limited == []


async def test_there_is_a_limit_for_everything_together(scene: Scene) -> None:
    scene.discord.paces.everything = Rate(3, 1.0)
    where = f"{scene.discord.url}/users/@me"
    headers = {"Authorization": f"Bot {scene.discord.token}"}
    async with aiohttp.ClientSession(headers=headers) as hasty:
        await asyncio.sleep(1)
        answers = [await hasty.get(where) for _ in range(4)]
        assert [one.status for one in answers] == [200, 200, 200, 429]
        assert answers[-1].headers["X-RateLimit-Global"] == "true"
        assert (await answers[-1].json())["global"]
    began = asyncio.get_running_loop().time()
    await scene.bot.fetch_user(scene.ann.id)
    assert asyncio.get_running_loop().time() - began > 0.5


async def test_the_limits_of_discord_hold_and_its_headers_tell_of_them(
    discord_default: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    guild, lounge, ann, tom = furnish(discord_default)
    async with connected(discord_default, monkeypatch) as bot:
        scene = Scene(discord_default, bot, guild, lounge, ann, tom)
        began = asyncio.get_running_loop().time()
        for n in range(6):
            await say(scene, f"line {n}")
        assert asyncio.get_running_loop().time() - began > 4
    # Who goes by the headers is never told that it was too fast; who does not is.
    assert discord_default.limited == []
    where = f"{discord_default.url}/channels/{lounge.id}/messages"
    headers = {"Authorization": f"Bot {discord_default.token}"}
    async with aiohttp.ClientSession(headers=headers) as hasty:
        answers = [await hasty.post(where, json={"content": f"more {n}"}) for n in range(7)]
        told = await answers[-1].json()
    taken = [one.status for one in answers].count(200)
    # At most five in a time, and some of those may be gone before.
    assert 1 <= taken <= 5
    assert [one.status for one in answers] == [200] * taken + [429] * (7 - taken)
    assert answers[-1].headers["Via"]
    assert 0 < told["retry_after"] <= 5
    assert len(discord_default.limited) == 7 - taken
    assert len(ann.reads(lounge)) == 6 + taken


async def test_a_discord_that_was_away_knows_all_it_knew(scene: Scene) -> None:
    await say(scene, "before")
    await scene.discord.stop()
    with pytest.raises(aiohttp.ClientConnectorError):
        await say(scene, "meanwhile")
    await scene.discord.start()
    await say(scene, "after")
    assert scene.ann.reads(scene.lounge) == ["before", "after"]
    await scene.bot.until(lambda: "RESUMED" in scene.bot.events, 20)


APART = """
import sys, warnings
warnings.simplefilter("ignore")
import discord, yarl
from discord import app_commands
base, gateway, token = sys.argv[1:]
discord.http.Route.BASE = base
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
client = discord.Client(intents=discord.Intents.default(), guild_ready_timeout=0.05)
tree = app_commands.CommandTree(client)

@tree.command(name="ping", description="Answers.")
async def ping(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("pong", ephemeral=True)

@client.event
async def on_ready() -> None:
    await tree.sync()

client.run(token, log_handler=None)
"""


async def test_a_bot_in_a_process_of_its_own_may_be_killed(discord: Discord) -> None:
    _, lounge, ann, _ = furnish(discord)
    for _ in range(2):
        discord.commands.overwritten.clear()
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", APART, discord.url, discord.gateway.address, discord.token)
        )
        await until(lambda: discord.commands.overwritten, 20)
        await ann.answered(await ann.slash(lounge, "ping"))
        bot.kill()
        await bot.wait()
        lost = await ann.slash(lounge, "ping")
        await asyncio.sleep(0.1)
        assert lost.answer is None
    discord.watch.move(seconds=3)
    assert len(discord.interactions.unanswered()) == 2
    assert ann.reads(lounge) == ["pong", "pong"]
    assert discord.gateway.identified == 2
