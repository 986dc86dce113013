"""`alongside check` finds out about Discord what is so, and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from on_discord.bot_here import settings
from on_discord.server import Discord

from adapters.discord.checking import look
from bot.config import Discord as Settings

Found = list[tuple[bool, str, Mapping[str, object]]]


async def found(config: Settings, rooms: Sequence[str] = ()) -> Found:
    return [(one.good, one.key, one.facts) async for one in look(config, rooms)]


async def test_before_the_first_invitation(discord: Discord) -> None:
    assert await found(settings(discord, [5])) == [
        (True, "discord.answers", {"name": "Alongside"}),
        (False, "discord.no-server", {}),
        (False, "discord.not-on-server", {"server": "5"}),
        (True, "discord.no-room-yet", {}),
    ]
    assert {one.method for one in discord.asked} == {"GET"}, "it changes nothing"
    assert discord.gateway.identified == 0


async def test_each_right_that_is_missing_in_each_channel(discord: Discord) -> None:
    (ann,) = discord.people("Ann")
    guild = discord.guild("Friday", ann)
    names = ("lounge", "silent", "short", "dark")
    lounge, silent, short, dark = (discord.channel(guild, name) for name in names)
    discord.overwrite(silent, send_messages=False)
    discord.overwrite(short, read_message_history=False)
    discord.overwrite(dark, view_channel=False)
    ids = [one.id for one in (lounge, silent, short, dark)]
    rooms = [*(f"discord:{id}" for id in ids), "discord:1", "matrix:!room"]
    assert (await found(settings(discord, [guild.id]), rooms))[1:] == [
        (True, "discord.channel-good", {"channel": "#lounge"}),
        (
            True,
            "discord.cannot-open-places",
            {"channel": "#lounge", "rights": "Create Private Threads, Send Messages in Threads"},
        ),
        (False, "discord.cannot-write", {"channel": "#silent"}),
        (False, "discord.cannot-look-back", {"channel": "#short"}),
        (False, "discord.cannot-see", {"channel": str(dark.id)}),
        (False, "discord.no-channel", {"channel": "1"}),
    ]
    assert discord.refused == []


async def test_where_small_groups_can_have_threads_no_more_is_asked_for(
    discord: Discord,
) -> None:
    (ann,) = discord.people("Ann")
    lounge = discord.channel(discord.guild("Friday", ann), "lounge")
    discord.overwrite(lounge, create_private_threads=True)
    assert (await found(settings(discord), [f"discord:{lounge.id}"]))[1:] == [
        (True, "discord.channel-good", {"channel": "#lounge"}),
    ]


async def test_a_token_that_is_wrong(discord: Discord) -> None:
    discord.token = "another"
    wrong = Settings.model_validate({"token": "old", "api_base_url": discord.url})
    assert await found(wrong) == [(False, "discord.token-refused", {})]


async def test_something_else_that_answers(discord: Discord) -> None:
    discord.faults.fail("GET", "/users/@me", status=418)
    ((good, key, _),) = await found(settings(discord))
    assert (good, key) == (False, "discord.not-discord")


@pytest.mark.slow  # discord.py tries several times
async def test_nobody_answers(discord: Discord) -> None:
    await discord.stop()
    ((good, key, facts),) = await found(settings(discord))
    assert (good, key, facts["url"]) == (False, "discord.unreachable", discord.url)
