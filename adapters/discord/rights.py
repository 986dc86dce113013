"""What people may do in a channel, and what the bot may not."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.model import Right

MANAGE = discord.Permissions(manage_channels=True, manage_guild=True, administrator=True)
"""Any of them lets somebody bring the bot into a channel."""

NEEDED = {
    "view_channel": "discord.cannot-see",
    "send_messages": "discord.cannot-write",
    "read_message_history": "discord.cannot-look-back",
}
"""The least that the bot needs in a channel, and what the admin is told where it is missing."""

KEYS = ("discord.cannot-see", "discord.cannot-write", "discord.cannot-look-back")


def rights(permissions: discord.Permissions) -> frozenset[Right]:
    """What Discord lets somebody do in a channel."""
    return frozenset({Right.MANAGE} if permissions.value & MANAGE.value else ())


def missing(permissions: discord.Permissions) -> Iterator[str]:
    """What the admin is to be told. Who cannot see a channel need not hear of the rest."""
    for right, key in NEEDED.items():
        if not getattr(permissions, right):
            yield key
            if right == "view_channel":
                return
