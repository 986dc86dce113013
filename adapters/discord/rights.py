"""What people may do in a channel, and what the bot may not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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

FOR_PLACES = ("create_private_threads", "send_messages_in_threads")
"""What it needs besides to open rooms for small groups. Without, the rest works all the same."""

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


def for_places(permissions: discord.Permissions) -> bool:
    """May the bot open further places for a few people there?"""
    return all(getattr(permissions, right) for right in (*FOR_PLACES, "view_channel"))


def named(rights: Iterable[str]) -> str:
    """These rights as Discord's own pages call them."""
    return ", ".join(right.replace("_", " ").title().replace(" In ", " in ") for right in rights)
