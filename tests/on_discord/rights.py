"""Who may do what where, as Discord reckons it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag


class May(IntFlag):
    """Discord's permission bits, those that matter here."""

    NOTHING = 0
    KICK_MEMBERS = 1 << 1
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    MUTE_MEMBERS = 1 << 22
    MOVE_MEMBERS = 1 << 24
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    REQUEST_TO_SPEAK = 1 << 32
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    CREATE_EVENTS = 1 << 44


ALL = May(sum(May))
EVERYONE = (
    May.ADD_REACTIONS
    | May.VIEW_CHANNEL
    | May.SEND_MESSAGES
    | May.EMBED_LINKS
    | May.ATTACH_FILES
    | May.READ_MESSAGE_HISTORY
    | May.CONNECT
    | May.SPEAK
    | May.USE_APPLICATION_COMMANDS
    | May.REQUEST_TO_SPEAK
    | May.CREATE_PUBLIC_THREADS
    | May.SEND_MESSAGES_IN_THREADS
)
"""What a new guild gives to all its members."""


@dataclass(frozen=True, slots=True)
class Overwrite:
    """One channel's exception for a role or a member."""

    allow: May = May.NOTHING
    deny: May = May.NOTHING

    def on(self, rights: May) -> May:
        return rights & ~self.deny | self.allow


def reckon(
    everyone: May,
    roles: Iterable[May],
    *,
    for_everyone: Overwrite,
    for_roles: Iterable[Overwrite],
    for_member: Overwrite,
) -> May:
    """The guild's rights first, then the channel's exceptions, from the many to the one."""
    rights = everyone
    for one in roles:
        rights |= one
    if rights & May.ADMINISTRATOR:
        return ALL
    rights = for_everyone.on(rights)
    allow = deny = May.NOTHING
    for each in for_roles:
        allow, deny = allow | each.allow, deny | each.deny
    rights = for_member.on(rights & ~deny | allow)
    # Who cannot see a channel can do nothing in it.
    return rights if rights & May.VIEW_CHANNEL else May.NOTHING
