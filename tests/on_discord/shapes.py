"""The nouns of the world as Discord's JSON."""

from __future__ import annotations

from on_discord.errors import JSON
from on_discord.rights import May
from on_discord.world import (
    DM,
    PRIVATE_THREAD,
    STAGE,
    THREADS,
    VOICE,
    Channel,
    Guild,
    Member,
    Role,
    User,
    VoiceState,
    World,
    stamp,
)


def user(one: User) -> JSON:
    shown: JSON = {
        "id": str(one.id),
        "username": one.name.lower().replace(" ", "_"),
        "global_name": None if one.bot else one.name,
        "avatar": None,
        "discriminator": "0",
        "public_flags": 0,
        "flags": 0,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
    }
    if one.bot:
        shown |= {"username": one.name, "bot": True}
    return shown


def myself(one: User) -> JSON:
    return {**user(one), "mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def member(one: Member, *, with_user: bool = True) -> JSON:
    shown: JSON = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": stamp(one.joined_at),
        "nick": one.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role.id) for role in one.roles],
        "mute": False,
        "deaf": False,
    }
    return {**shown, "user": user(one.user)} if with_user else shown


def role(one: Role) -> JSON:
    return {
        "id": str(one.id),
        "name": one.name,
        "permissions": str(int(one.rights)),
        "position": one.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": one.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def channel(one: Channel) -> JSON:
    last = None if one.last_message_id is None else str(one.last_message_id)
    shown: JSON = {"id": str(one.id), "type": one.type, "flags": 0, "last_message_id": last}
    if one.type == DM:
        assert one.person is not None
        return {**shown, "recipients": [user(one.person)]}
    assert one.guild is not None
    shown |= {
        "guild_id": str(one.guild.id),
        "name": one.name,
        "parent_id": None if one.parent is None else str(one.parent.id),
        "rate_limit_per_user": 0,
    }
    if one.type in THREADS:
        return shown | _thread(one)
    shown |= {
        "position": one.position,
        "topic": None,
        "nsfw": False,
        "permission_overwrites": [
            {
                "id": str(id),
                "type": 0 if id in one.guild.roles else 1,
                "allow": str(int(each.allow)),
                "deny": str(int(each.deny)),
            }
            for id, each in one.overwrites.items()
        ],
    }
    if one.type in (VOICE, STAGE):
        shown |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None, "video_quality_mode": 1}
    return shown


def _thread(one: Channel) -> JSON:
    return {
        "owner_id": str(one.owner),
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "thread_metadata": {
            "archived": one.archived,
            "archive_timestamp": "2026-01-01T00:00:00.000000+00:00",
            "auto_archive_duration": 1440,
            "locked": False,
            **({"invitable": True} if one.type == PRIVATE_THREAD else {}),
        },
    }


def thread_member(one: Channel, who: User, at: str) -> JSON:
    return {"id": str(one.id), "user_id": str(who.id), "join_timestamp": at, "flags": 0}


def voice_state(one: Member, state: VoiceState | None, guild: Guild) -> JSON:
    asked = None if state is None or state.asked_at is None else stamp(state.asked_at)
    return {
        "channel_id": None if state is None else str(state.channel.id),
        "guild_id": str(guild.id),
        "user_id": str(one.user.id),
        "member": member(one),
        "session_id": f"voice-{one.user.id}",
        "deaf": False,
        "mute": False,
        "self_deaf": False,
        "self_mute": False,
        "self_stream": False,
        "self_video": False,
        "suppress": state is not None and state.suppress,
        "request_to_speak_timestamp": asked,
    }


_NOTHING = (
    "afk_channel_id",
    "application_id",
    "banner",
    "description",
    "discovery_splash",
    "home_header",
    "icon",
    "incidents_data",
    "max_presences",
    "public_updates_channel_id",
    "rules_channel_id",
    "safety_alerts_channel_id",
    "splash",
    "system_channel_id",
    "vanity_url_code",
    "widget_channel_id",
)
_NONE_YET = (
    "default_message_notifications",
    "explicit_content_filter",
    "mfa_level",
    "nsfw_level",
    "premium_subscription_count",
    "premium_tier",
    "system_channel_flags",
    "verification_level",
)


def guild(one: Guild) -> JSON:
    return {
        **dict.fromkeys(_NOTHING),
        **dict.fromkeys(_NONE_YET, 0),
        "id": str(one.id),
        "name": one.name,
        "owner_id": str(one.owner.id),
        "features": ["COMMUNITY"],
        "region": "deprecated",
        "afk_timeout": 300,
        "widget_enabled": False,
        "roles": [role(each) for each in one.roles.values()],
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "emojis": [],
        "stickers": [],
    }


def guild_create(one: Guild, world: World) -> JSON:
    """All that the gateway tells of a guild: members only who are the bot's business."""
    from on_discord.event_answers import shown, standing

    me = one.members[world.bot.id]
    seen = [each for each in one.channels.values() if world.may(world.bot, each, May.VIEW_CHANNEL)]
    all_channels = [each for each in one.channels.values() if each.type not in THREADS]
    return {
        **guild(one),
        "joined_at": stamp(me.joined_at),
        "large": False,
        "unavailable": False,
        "member_count": len(one.members),
        "members": [member(each) for each in {me: None} | dict.fromkeys(one.voices)],
        # Discord tells of channels that the bot cannot see, too.
        "channels": [channel(each) for each in all_channels],
        "threads": [channel(each) for each in seen if each.type in THREADS],
        "voice_states": [voice_state(each, each.voice, one) for each in one.voices],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [shown(one, each) for each in standing(one)],
        "soundboard_sounds": [],
    }


def application(world: World, flags: int) -> JSON:
    owner = next((one for one in world.users.values() if not one.bot), world.bot)
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user(world.bot),
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(owner),
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }
