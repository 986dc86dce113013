"""The ground's gateway: sessions are resumed, lost, silent and broken as on Discord."""

from __future__ import annotations

import asyncio
import json
import zlib
from typing import Any

import aiohttp
import pytest
from discord import Intents
from on_discord.scene import Scene, connected, furnish
from on_discord.server import Discord

pytestmark = pytest.mark.slow


async def test_resume_tells_once_what_was_missed(scene: Scene) -> None:
    await scene.ann.dm("before")
    await scene.bot.until(lambda: len(scene.bot.heard) == 1)
    await scene.discord.gateway.drop()
    await scene.ann.dm("between")
    await scene.bot.until(lambda: "RESUMED" in scene.bot.events)
    await scene.ann.dm("after")
    await scene.bot.until(lambda: len(scene.bot.heard) >= 3)
    assert [one.content for one in scene.bot.heard] == ["before", "between", "after"]
    assert (scene.discord.gateway.identified, scene.discord.gateway.resumed) == (1, 1)


async def test_after_a_lost_session_what_was_missed_is_gone(scene: Scene) -> None:
    await scene.discord.gateway.lose_sessions()
    await scene.ann.dm("between")
    await scene.bot.until(lambda: scene.bot.events.count("READY") == 2, 15)
    await scene.ann.dm("after")
    await scene.bot.until(lambda: scene.bot.heard)
    assert [one.content for one in scene.bot.heard] == ["after"]
    assert scene.discord.gateway.identified == 2


async def test_a_silent_socket_is_left_and_nothing_is_lost(
    discord: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, ann, _ = furnish(discord)
    discord.gateway.heartbeat = 0.2
    async with connected(discord, monkeypatch, heartbeat_timeout=0.6) as bot:
        discord.gateway.fall_silent()
        await ann.dm("Are you there?")
        await asyncio.sleep(0.1)
        assert bot.heard == []
        await bot.until(lambda: bot.heard)
        assert discord.gateway.resumed == 1


@pytest.mark.parametrize("resumable", [True, False], ids=["resumable", "over"])
async def test_the_gateway_may_send_everybody_away(scene: Scene, *, resumable: bool) -> None:
    scene.discord.gateway.invalidate(resumable=resumable)
    done = "RESUMED" if resumable else "READY"
    await scene.bot.until(lambda: scene.bot.events.count(done) == 2 - resumable, 15)
    scene.discord.gateway.ask_to_reconnect()
    await scene.bot.until(lambda: scene.bot.events.count("RESUMED") == 1 + resumable)


async def test_a_payload_that_lacks_a_field_kills_the_client(
    discord: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trap: so a test can tell an adapter that falls into it."""
    _, _, ann, _ = furnish(discord)
    async with connected(discord, monkeypatch, raises=KeyError) as bot:
        discord.gateway.leave_out("MESSAGE_CREATE", "content")
        await ann.dm("Hello.")
        assert bot.running is not None
        await asyncio.wait([bot.running], timeout=10)
        assert bot.running.done()


def identify(discord: Discord, **more: object) -> dict[str, object]:
    data = {"token": discord.token, "intents": 1, "properties": {"os": "x"}, **more}
    return {"op": 2, "d": data}


def resume(discord: Discord, **more: object) -> dict[str, object]:
    return {"op": 6, "d": {"token": discord.token, "session_id": "none", "seq": 0, **more}}


async def test_a_socket_is_closed_with_the_code_that_says_why(discord: Discord) -> None:
    furnish(discord)
    good = "?v=10&encoding=json"
    first = {"op": 1, "d": None}
    for code, query, *payloads in (
        (4012, "?v=9&encoding=json", first),
        (4002, good, {"no": "op"}),
        (4003, good, {"op": 8, "d": {}}),
        (4004, good, identify(discord, token="another")),
        (4004, good, resume(discord, token="another")),
        (4013, good, identify(discord, intents=1 << 30)),
        (4014, good, identify(discord, intents=1 << 1)),
        (4001, good, identify(discord), {"op": 99, "d": None}),
        (4005, good, identify(discord), identify(discord)),
    ):
        async with aiohttp.ClientSession() as session:
            socket = await session.ws_connect(discord.gateway.address + query)
            for each in payloads:
                await socket.send_json(each)
            async with asyncio.timeout(5):
                async for _ in socket:
                    pass
            assert socket.close_code == code
    assert discord.gateway.identified == 2


@pytest.mark.parametrize("packed", [None, "zlib-stream"], ids=["plain", "packed"])
async def test_what_is_told_is_packed_as_it_was_asked_for(
    discord: Discord, *, packed: str | None
) -> None:
    furnish(discord)
    query = "?v=10&encoding=json" + (f"&compress={packed}" if packed else "")
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(discord.gateway.address + query) as socket,
    ):
        unpack = zlib.decompressobj()

        async def told() -> dict[str, Any]:
            data = await socket.receive(5)
            text = data.data if packed is None else unpack.decompress(data.data)
            return dict(json.loads(text))

        assert (await told())["op"] == 10
        await socket.send_json(identify(discord))
        ready = await told()
        assert (ready["t"], ready["s"]) == ("READY", 1)
        assert (await told())["t"] == "GUILD_CREATE"
        await socket.send_json({"op": 1, "d": 2})
        assert (await told())["op"] == 11


async def test_only_what_was_asked_for_is_told(
    discord: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, lounge, ann, tom = furnish(discord)
    async with connected(discord, monkeypatch, intents=Intents(guilds=True)) as bot:
        await ann.dm("Hello.")
        await ann.mentions_bot(lounge, "Hello.")
        tom.renames("Thomas")
        discord.person("Joe").joins(next(iter(discord.world.guilds.values())))
        discord.channel(next(iter(discord.world.guilds.values())), "hall")
        await bot.until(lambda: "CHANNEL_CREATE" in bot.events)
        assert bot.events == ["READY", "GUILD_CREATE", "CHANNEL_CREATE"]


async def test_a_channel_that_the_bot_cannot_see_is_silent(scene: Scene) -> None:
    scene.discord.overwrite(scene.lounge, view_channel=False)
    await scene.ann.mentions_bot(scene.lounge, "Hello.")
    await scene.ann.dm("And now?")
    await scene.bot.until(lambda: scene.bot.heard)
    assert [one.content for one in scene.bot.heard] == ["And now?"]


async def test_an_event_may_come_twice(scene: Scene) -> None:
    await scene.ann.dm("Hello.")
    scene.discord.gateway.tell_again("MESSAGE_CREATE")
    await scene.bot.until(lambda: len(scene.bot.heard) == 2)
    first, second = scene.bot.heard
    assert first.id == second.id
