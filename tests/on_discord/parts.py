"""What the gateway's events are made of, by the names of Discord's description.

The description knows only answers; but events carry the same nouns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from on_discord.errors import JSON

WHOLE = ""
_CHANNEL, _THREAD, _MEMBER = "GuildChannelResponse", "ThreadResponse", "GuildMemberResponse"
_EVENT = "ExternalScheduledEventResponse"
_PARTS: Mapping[str, Mapping[str, str]] = {
    "READY": {"user": "UserPIIResponse"},
    "GUILD_CREATE": {
        WHOLE: "GuildResponse",
        "members": _MEMBER,
        "channels": _CHANNEL,
        "threads": _THREAD,
        "voice_states": "VoiceStateResponse",
        "guild_scheduled_events": _EVENT,
    },
    "GUILD_SCHEDULED_EVENT_CREATE": {WHOLE: _EVENT},
    "GUILD_SCHEDULED_EVENT_UPDATE": {WHOLE: _EVENT},
    "GUILD_SCHEDULED_EVENT_DELETE": {WHOLE: _EVENT},
    "GUILD_MEMBER_ADD": {WHOLE: _MEMBER},
    "GUILD_MEMBER_UPDATE": {WHOLE: _MEMBER},
    "GUILD_MEMBERS_CHUNK": {"members": _MEMBER},
    "GUILD_ROLE_CREATE": {"role": "GuildRoleResponse"},
    "GUILD_ROLE_UPDATE": {"role": "GuildRoleResponse"},
    "CHANNEL_CREATE": {WHOLE: _CHANNEL},
    "CHANNEL_UPDATE": {WHOLE: _CHANNEL},
    "THREAD_CREATE": {WHOLE: _THREAD},
    "VOICE_STATE_UPDATE": {WHOLE: "VoiceStateResponse"},
    "MESSAGE_CREATE": {WHOLE: "MessageResponse"},
    "MESSAGE_UPDATE": {WHOLE: "MessageResponse"},
    "MESSAGE_REACTION_ADD": {"member": _MEMBER},
    "INTERACTION_CREATE": {
        "message": "MessageResponse",
        "member": "PrivateGuildMemberResponse",
        "user": "UserResponse",
    },
}


def parts(event: str, data: JSON) -> Iterator[tuple[str, JSON]]:
    """Each part that the description knows: the name of its schema, and itself."""
    for name, schema in _PARTS.get(event, {}).items():
        part = data if name == WHOLE else data.get(name)
        if isinstance(part, list):
            for one in part:
                yield schema, one
        elif part is not None:
            yield schema, part
