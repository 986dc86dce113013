"""Events that lack a part, or are of the wrong kind: whatever breaks, the bot goes on."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from on_discord.house import AT_ONCE, House, open_house
from on_discord.lounge import indiscreet, until
from on_discord.messages import Message
from on_discord.server import Discord
from on_discord.sessions import DISPATCH
from on_discord.world import Event

pytestmark = pytest.mark.slow

SOON = 5.0
"""Seconds until what was said has been heard after all."""

PARTS_OF_A_MESSAGE = (
    *("author", "content", "mentions", "timestamp", "embeds", "attachments", "type", "id"),
    *("components", "flags", "pinned", "mention_roles", "mention_everyone", "tts"),
    *("edited_timestamp", "member", "nonce"),
)
PARTS_OF_A_PRESS = (
    *("token", "data", "member", "channel", "id", "application_id", "type", "channel_id"),
    *("guild_id", "locale", "version", "entitlements", "app_permissions", "context"),
)
PARTS_OF_A_SERVER = (
    *("channels", "roles", "id", "name", "threads", "voice_states", "emojis", "members"),
    *("owner_id", "member_count", "features", "stage_instances", "stickers", "joined_at"),
)
PARTS_OF_READY = ("user", "guilds", "session_id", "resume_gateway_url", "application", "v")


@pytest.fixture
async def house(discord: Discord, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(discord, tmp_path, meets=True) as one:
        yield one


def times(house: House, said: Message) -> int:
    return [one.event for one in house.bot.tap.heard].count(f"discord:{said.id}")


async def is_heard(house: House, said: Message, seconds: float = SOON) -> None:
    await until(lambda: times(house, said), "it was lost", seconds)


async def goes_on(house: House, seconds: float = SOON) -> float:
    """A press is answered; seconds until it was. One that nobody hears may be tried again."""
    began = time.perf_counter()
    while True:
        begun = await house.tom.slash(house.room, "help")
        try:
            await until(lambda begun=begun: house.answers(begun), seconds=AT_ONCE)
        except AssertionError:
            assert time.perf_counter() - began < seconds, "nobody was answered"
        else:
            return time.perf_counter() - began


async def test_a_line_whose_event_lacks_a_part_is_heard_once_and_no_session_is_lost(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """It is read from the history; other lines and presses do not wait for that."""
    for part in PARTS_OF_A_MESSAGE:
        house.discord.gateway.leave_out("MESSAGE_CREATE", part)
        said = await house.ann.mentions_bot(house.room, "who is next")
        assert await goes_on(house) < AT_ONCE
        later = await house.tom.mentions_bot(house.room, "who is next")
        await is_heard(house, later, AT_ONCE)
        await is_heard(house, said)
    chat = await house.opens_dm(house.ann)
    for part in ("author", "content", "timestamp"):
        house.discord.gateway.leave_out("MESSAGE_CREATE", part)
        said = await house.ann.dm("help")
        await is_heard(house, said)
        await house.ann.hears(chat, "", after=said)
    events = [one.event for one in house.bot.tap.heard]
    assert len(events) == len(set(events))
    assert house.discord.gateway.identified == 1
    assert indiscreet(house.discord, caplog.records) == []


async def test_a_message_of_another_bot_that_nobody_can_read_costs_one_look(house: House) -> None:
    """However many come: a few looks into the history in all, and no new session."""
    mark = house.mark
    for _ in range(100):
        data = {"id": "1", "channel_id": str(house.room.id), "guild_id": str(house.guild.id)}
        house.discord.world.tell(Event("MESSAGE_CREATE", data))
        await asyncio.sleep(0.02)
    assert await goes_on(house) < AT_ONCE
    await asyncio.sleep(2.5)
    looks = house.since(mark, "GET", "/messages")
    assert 1 <= len(looks) <= 3
    assert house.discord.gateway.identified == 1
    forget(house, "MESSAGE_CREATE", 3)


async def test_a_press_whose_event_lacks_a_part_breaks_nothing(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Either it is answered, or Discord tells the person that it failed, and then it did."""
    for part in PARTS_OF_A_PRESS:
        house.discord.gateway.leave_out("INTERACTION_CREATE", part)
        begun = await house.ann.slash(house.room, "hand-up")
        assert await goes_on(house) < AT_ONCE, part
        await asyncio.sleep(0.1)
        heard = [one.event for one in house.bot.tap.heard].count(f"discord:{begun.id}")
        answered = [one for one in house.answers(begun) if one != "(thinking)"]
        assert heard == len(answered) == len(house.answers(begun)), part
    assert house.discord.gateway.identified == 1
    assert indiscreet(house.discord, caplog.records) == []


@pytest.mark.parametrize(
    ("event", "parts"),
    [("GUILD_CREATE", PARTS_OF_A_SERVER), ("READY", PARTS_OF_READY)],
    ids=["GUILD_CREATE", "READY"],
)
async def test_a_session_that_begins_with_a_broken_event_is_begun_anew(
    discord: Discord, tmp_path: Path, event: str, parts: tuple[str, ...]
) -> None:
    """Whatever is left out: soon people are heard, also what they said meanwhile."""
    for n, part in enumerate(parts):
        (tmp_path / part).mkdir()
        async with open_house(discord, tmp_path / part, meets=True) as house:
            await house.stops()
            before = discord.gateway.identified
            discord.gateway.leave_out(event, part)
            said = await house.ann.mentions_bot(house.room, "who is next")
            began = time.perf_counter()
            await house.starts()
            await is_heard(house, said, 2 * SOON)
            assert time.perf_counter() - began < SOON, part
            assert await goes_on(house) < AT_ONCE
            assert discord.gateway.identified - before <= 2, (n, part)


async def test_many_broken_events_in_a_row_begin_few_sessions(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Of these our picture of the server would be wrong. It backs off, and comes back."""
    role = {"guild_id": str(house.guild.id)}
    began = time.perf_counter()
    while time.perf_counter() - began < 12:
        house.discord.world.tell(Event("GUILD_ROLE_UPDATE", role))
        await asyncio.sleep(0.3)
    said = await house.ann.mentions_bot(house.room, "who is next")
    await is_heard(house, said, 20)
    assert house.discord.gateway.identified <= 5
    assert await goes_on(house) < AT_ONCE
    forget(house, "GUILD_ROLE_UPDATE", 1)
    assert indiscreet(house.discord, caplog.records) == []


ODD: tuple[Any, ...] = (
    *(None, [], "", 5, {}, {"id": None}, {"channel_id": 5}, {"guild_id": "x"}),
    *({"id": "x", "token": [], "type": "2"}, {"channel_id": "1", "author": {"id": "1"}}),
)


async def test_events_of_the_wrong_kind_break_nothing(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("MESSAGE_CREATE", "INTERACTION_CREATE", "VOICE_STATE_UPDATE", "MESSAGE_UPDATE"):
        for odd in ODD:
            send_raw(house, {"op": DISPATCH, "t": name, "d": odd})
    send_raw(house, {"op": DISPATCH, "t": "A_NEW_KIND", "d": {"id": "1"}})
    send_raw(house, {"op": 99, "d": None})
    assert await goes_on(house) < AT_ONCE
    said = await house.ann.mentions_bot(house.room, "who is next")
    await is_heard(house, said, AT_ONCE)
    assert house.discord.gateway.identified == 1
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


def send_raw(house: House, payload: dict[str, Any]) -> None:
    """On the open socket, and in no session's log."""
    for one in house.discord.gateway.sockets:
        one.put(payload)


def forget(house: House, name: str, fields: int) -> None:
    """What this test made up is no event of the ground's own."""
    for session in house.discord.gateway._ever:
        session.log[:] = [
            each for each in session.log if each["t"] != name or len(each["d"]) > fields
        ]
