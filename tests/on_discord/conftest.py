"""What the tests of Discord share: a small strict one of our own, on this computer."""

from __future__ import annotations

import logging
import warnings
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from on_discord.server import Discord, open_discord

with warnings.catch_warnings():
    # discord.py imports audioop, for sounds that we never play.
    warnings.simplefilter("ignore", DeprecationWarning)
    from on_discord.lounge import OURS, Lounge, indiscreet, open_lounge, unwanted
    from on_discord.scene import Scene, connected, furnish


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    """A Discord where the bot may ask as fast as it likes. At the end nothing was amiss."""
    async with open_discord() as one:
        yield one
    assert one.wrong_answers() == []


@pytest.fixture
async def discord_default() -> AsyncIterator[Discord]:
    """A Discord with the limits of the real one."""
    async with open_discord(limits="default") as one:
        yield one
    assert one.wrong_answers() == []


@pytest.fixture
async def scene(discord: Discord, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    guild, lounge, ann, tom = furnish(discord)
    async with connected(discord, monkeypatch) as bot:
        yield Scene(discord, bot, guild, lounge, ann, tom)


@pytest.fixture
async def lounge(
    discord: Discord, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Lounge]:
    """A group's room with people in it. At the end all was taken, and nobody was written down."""
    for ours in OURS:
        caplog.set_level(logging.DEBUG, ours)
    async with open_lounge(discord, tmp_path) as one:
        yield one
    assert unwanted(discord) == []
    assert indiscreet(discord, caplog.records) == []
