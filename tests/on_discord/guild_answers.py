"""What is answered about the bot itself, its guilds, their people and its commands."""

from __future__ import annotations

from on_discord import shapes
from on_discord.errors import (
    JSON,
    Problem,
    Refused,
    invalid_form,
    missing_access,
    missing_permissions,
    unknown,
)
from on_discord.rest import Answer, Asked, House, answers
from on_discord.rights import May
from on_discord.sessions import GUILD_MEMBERS, VOICE_STATES
from on_discord.world import STAGE, THREADS, Event, Guild, Member

GUILD = "/guilds/{guild_id}"
COMMANDS = "/applications/{application_id}/commands"
GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"


def joined(house: House, asked: Asked) -> Guild:
    """The guild that the path names, if the bot is in it. Raises Refused."""
    guild = house.world.guilds.get(asked.id("guild_id"))
    if guild is None:
        raise unknown("Guild")
    if house.world.bot.id not in guild.members:
        raise missing_access()
    return guild


@answers("GET", "/gateway", anybody=True)
def gateway(house: House, asked: Asked) -> Answer:
    return 200, {"url": house.gateway.address}


@answers("GET", "/gateway/bot")
def gateway_for_bots(house: House, asked: Asked) -> Answer:
    left = {"total": 1000, "remaining": max(0, 1000 - house.gateway.identified)}
    limit = {**left, "reset_after": 86_400_000, "max_concurrency": 1}
    return 200, {"url": house.gateway.address, "shards": 1, "session_start_limit": limit}


@answers("GET", "/users/@me")
def me(house: House, asked: Asked) -> Answer:
    return 200, shapes.myself(house.world.bot)


@answers("GET", "/users/{user_id}")
def get_user(house: House, asked: Asked) -> Answer:
    user = house.world.users.get(asked.id("user_id"))
    if user is None:
        raise unknown("User")
    return 200, shapes.user(user)


@answers("GET", "/users/@me/guilds")
def my_guilds(house: House, asked: Asked) -> Answer:
    bot = house.world.bot
    return 200, [
        {
            "id": str(one.id),
            "name": one.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(int(one.rights(bot))),
            "features": [],
        }
        for one in house.world.guilds.values()
        if bot.id in one.members
    ]


@answers("DELETE", "/users/@me/guilds/{guild_id}")
def leave_guild(house: House, asked: Asked) -> Answer:
    guild = joined(house, asked)
    del guild.members[house.world.bot.id]
    house.world.tell(Event("GUILD_DELETE", {"id": str(guild.id)}, 1))
    return 204, None


@answers("GET", "/oauth2/applications/@me")
@answers("GET", "/applications/@me")
def application(house: House, asked: Asked) -> Answer:
    return 200, shapes.application(house.world, house.gateway.flags)


@answers("GET", GUILD)
def get_guild(house: House, asked: Asked) -> Answer:
    return 200, shapes.guild(joined(house, asked))


@answers("GET", f"{GUILD}/channels")
def guild_channels(house: House, asked: Asked) -> Answer:
    there = joined(house, asked).channels.values()
    return 200, [shapes.channel(one) for one in there if one.type not in THREADS]


@answers("GET", f"{GUILD}/threads/active")
def active_threads(house: House, asked: Asked) -> Answer:
    there = [one for one in joined(house, asked).channels.values() if one.type in THREADS]
    seen = [one for one in there if house.world.may(house.world.bot, one, May.VIEW_CHANNEL)]
    shown = [shapes.channel(one) for one in seen if not one.archived]
    return 200, {"threads": shown, "members": [], "has_more": False}


@answers("GET", f"{GUILD}/roles")
def roles(house: House, asked: Asked) -> Answer:
    return 200, [shapes.role(one) for one in joined(house, asked).roles.values()]


@answers("GET", f"{GUILD}/members")
def members(house: House, asked: Asked) -> Answer:
    guild = joined(house, asked)
    if not house.gateway.allowed & GUILD_MEMBERS:
        raise missing_access()
    after, limit = int(asked.query.get("after", 0)), int(asked.query.get("limit", 1))
    there = sorted((one for one in guild.members.values()), key=lambda one: one.user.id)
    return 200, [shapes.member(one) for one in there if one.user.id > after][:limit]


@answers("GET", f"{GUILD}/members/{{user_id}}")
def get_member(house: House, asked: Asked) -> Answer:
    return 200, shapes.member(_member(house, asked))


@answers("GET", f"{GUILD}/voice-states/{{user_id}}")
def voice_state(house: House, asked: Asked) -> Answer:
    one = _member(house, asked)
    if one.voice is None:
        raise unknown("Voice State")
    return 200, shapes.voice_state(one, one.voice, joined(house, asked))


@answers("PATCH", f"{GUILD}/voice-states/{{user_id}}")
def let_speak(house: House, asked: Asked) -> Answer:
    """Invite somebody on a stage to speak, or send them back to the audience."""
    guild, one, form = joined(house, asked), _member(house, asked), asked.form
    if one.voice is None:
        raise unknown("Voice State")
    channel = one.voice.channel
    if channel.type != STAGE:
        raise invalid_form(Problem(("channel_id",), "is no stage channel"))
    if int(form.get("channel_id") or channel.id) != channel.id:
        raise invalid_form(Problem(("channel_id",), "they are not in that channel"))
    if not house.world.may(house.world.bot, channel, May.MUTE_MEMBERS):
        raise missing_permissions()
    if form.get("suppress") is not None:
        one.voice.suppress = form["suppress"]
        # Both being invited and a hand that went up leave this time behind.
        one.voice.asked_at = None if form["suppress"] else house.world.watch.now()
    told = shapes.voice_state(one, one.voice, guild)
    house.world.tell(Event("VOICE_STATE_UPDATE", told, VOICE_STATES))
    return 204, None


def _member(house: House, asked: Asked) -> Member:
    guild, id = joined(house, asked), asked.id("user_id")
    if id not in house.world.users:
        raise unknown("User")
    if id not in guild.members:
        raise unknown("Member")
    return guild.members[id]


# Commands.


def _place(house: House, asked: Asked) -> int | None:
    if asked.id("application_id") != house.world.application_id:
        raise Refused(
            403, 20012, "You are not authorized to perform this action on this application"
        )
    return joined(house, asked).id if "guild_id" in asked.given else None


@answers("GET", COMMANDS)
@answers("GET", GUILD_COMMANDS)
def list_commands(house: House, asked: Asked) -> Answer:
    found = house.commands.at(_place(house, asked))
    if asked.query.get("with_localizations") == "true":
        return 200, found
    return 200, [_without_localizations(one) for one in found]


def _without_localizations(one: JSON) -> JSON:
    shown = {name: value for name, value in one.items() if not name.endswith("_localizations")}
    for name in shown.keys() & {"options", "choices"}:
        shown[name] = [_without_localizations(inner) for inner in shown[name]]
    return shown


@answers("PUT", COMMANDS)
@answers("PUT", GUILD_COMMANDS)
def overwrite_commands(house: House, asked: Asked) -> Answer:
    return 200, house.commands.overwrite(_place(house, asked), asked.body or [])


@answers("POST", COMMANDS)
@answers("POST", GUILD_COMMANDS)
def put_command(house: House, asked: Asked) -> Answer:
    place = _place(house, asked)
    before = len(house.commands.at(place))
    shown = house.commands.put(place, asked.form)
    return (201 if len(house.commands.at(place)) > before else 200), shown


@answers("GET", f"{COMMANDS}/{{command_id}}")
@answers("GET", f"{GUILD_COMMANDS}/{{command_id}}")
def get_command(house: House, asked: Asked) -> Answer:
    return 200, house.commands.find(_place(house, asked), asked.id("command_id"))


@answers("DELETE", f"{COMMANDS}/{{command_id}}")
@answers("DELETE", f"{GUILD_COMMANDS}/{{command_id}}")
def delete_command(house: House, asked: Asked) -> Answer:
    house.commands.delete(_place(house, asked), asked.id("command_id"))
    return 204, None
