"""Ids of the house and ids of Discord."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import discord

from bot.model import Address, Person, PersonId, RoomId, is_private, person_at

PLATFORM = "discord"

JSON = dict[str, Any]

CLOCKS_DIFFER = timedelta(minutes=1)
"""How far our clock may be ahead of Discord's, which numbers all there is."""


def room_id(channel: int) -> RoomId:
    return RoomId(f"{PLATFORM}:{channel}")


def person_id(user: int) -> PersonId:
    return PersonId(f"{PLATFORM}:{user}")


def person(user: discord.abc.User) -> Person:
    """A human as the others in that guild see them."""
    return Person(person_id(user.id), user.display_name)


def snowflake(id: str) -> int | None:
    """The number behind an id of ours; None: it is not Discord's."""
    platform, _, number = id.partition(":")
    return int(number) if platform == PLATFORM and number.isdecimal() else None


def of_address(address: Address) -> int | None:
    """The channel, or in private the person, behind an address; None: it is not Discord's."""
    return snowflake(person_at(address) if is_private(address) else address)


def at(moment: datetime) -> int:
    """The snowflake of a time: what was said before has a smaller one."""
    return discord.utils.time_snowflake(moment)
