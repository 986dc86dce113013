"""What is answered about channels, messages and private chats."""

from __future__ import annotations

import re
from urllib.parse import unquote

from on_discord import shapes
from on_discord.errors import (
    JSON,
    Problem,
    Refused,
    closed_to_messages,
    invalid_form,
    missing_access,
    missing_permissions,
    not_the_author,
    unknown,
)
from on_discord.messages import Message
from on_discord.rest import Answer, Asked, House, answers
from on_discord.rights import May
from on_discord.sessions import GUILDS, MESSAGE_CONTENT
from on_discord.world import (
    DM,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    TEXT,
    THREADS,
    Channel,
    Event,
    stamp,
)

CHANNEL = "/channels/{channel_id}"
MESSAGES = f"{CHANNEL}/messages"
MESSAGE = f"{MESSAGES}/{{message_id}}"
REACTION = f"{MESSAGE}/reactions/{{emoji_name}}"


def visible(house: House, asked: Asked, *rights: May) -> Channel:
    """The channel that the path names, if the bot may do that there. Raises Refused."""
    channel = house.world.channel(asked.id("channel_id"))
    if channel is None:
        raise unknown("Channel")
    if not house.world.may(house.world.bot, channel, May.VIEW_CHANNEL):
        raise missing_access()
    if not house.world.may(house.world.bot, channel, *rights):
        raise missing_permissions()
    return channel


def reads_all(house: House) -> bool:
    return bool(house.gateway.allowed & MESSAGE_CONTENT)


@answers("GET", CHANNEL)
def get_channel(house: House, asked: Asked) -> Answer:
    return 200, shapes.channel(visible(house, asked))


@answers("POST", f"{CHANNEL}/typing")
def type_(house: House, asked: Asked) -> Answer:
    visible(house, asked, May.SEND_MESSAGES)
    return 204, None


@answers("POST", "/users/@me/channels")
def open_private_chat(house: House, asked: Asked) -> Answer:
    user = house.world.users.get(int(asked.form.get("recipient_id") or 0))
    if user is None or user is house.world.bot:
        raise Refused(400, 50033, "Invalid Recipient(s)")
    return 200, shapes.channel(house.world.private_chat(user))


@answers("POST", MESSAGES)
def send(house: House, asked: Asked) -> Answer:
    channel, body = visible(house, asked), asked.form
    _may_write(house, channel, body, bool(asked.files))
    message = house.messages.said_before(house.world.bot, body)
    if message is None:
        files = uploaded(house, asked, channel.id)
        message = house.messages.say(house.world.bot, channel, body, files=files)
    shown = house.messages.shown(message)
    return 200, shown if message.nonce is None else {**shown, "nonce": message.nonce}


@answers("GET", MESSAGES)
def history(house: House, asked: Asked) -> Answer:
    channel = visible(house, asked)
    if not house.world.may(house.world.bot, channel, May.READ_MESSAGE_HISTORY):
        return 200, []
    there = [
        one
        for one in house.messages.of.get(channel.id, ())
        if not one.deleted and not one.ephemeral
    ]
    limit = int(asked.query.get("limit", 50))
    marks = {name: int(value) for name, value in asked.query.items() if name != "limit"}
    if "after" in marks:
        there = [one for one in there if one.id > marks["after"]][:limit]
    elif "before" in marks:
        there = [one for one in there if one.id < marks["before"]]
    elif "around" in marks:
        older = [one for one in there if one.id < marks["around"]][-(limit // 2) :]
        there = older + [one for one in there if one.id >= marks["around"]]
        there = there[:limit]
    content = reads_all(house)
    return 200, [house.messages.shown(one, content=content) for one in there[-limit:][::-1]]


@answers("GET", MESSAGE)
def get_message(house: House, asked: Asked) -> Answer:
    channel = visible(house, asked, May.READ_MESSAGE_HISTORY)
    one = house.messages.find(channel, asked.id("message_id"))
    return 200, house.messages.shown(one, content=reads_all(house))


@answers("PATCH", MESSAGE)
def edit(house: House, asked: Asked) -> Answer:
    one = _own(house, asked)
    house.messages.change(one, asked.form, files=uploaded(house, asked, one.channel.id))
    return 200, house.messages.shown(one)


@answers("DELETE", MESSAGE)
def delete(house: House, asked: Asked) -> Answer:
    channel = visible(house, asked)
    one = house.messages.find(channel, asked.id("message_id"))
    bot = house.world.bot
    if one.author is not bot and not house.world.may(bot, channel, May.MANAGE_MESSAGES):
        raise missing_permissions()
    if one.author is not bot and channel.type == DM:
        raise Refused(403, 50003, "Cannot execute action on a DM channel")
    house.messages.take_back(one)
    return 204, None


@answers("PUT", f"{REACTION}/@me")
def react(house: House, asked: Asked) -> Answer:
    channel = visible(house, asked, May.READ_MESSAGE_HISTORY)
    one, emoji = house.messages.find(channel, asked.id("message_id")), _emoji(asked)
    may = house.world.may(house.world.bot, channel, May.ADD_REACTIONS)
    if emoji not in one.reactions and not may:
        raise missing_permissions()
    house.messages.react(one, house.world.bot, emoji)
    return 204, None


@answers("DELETE", f"{REACTION}/@me")
def take_reaction_back(house: House, asked: Asked) -> Answer:
    channel = visible(house, asked)
    one = house.messages.find(channel, asked.id("message_id"))
    house.messages.react(one, house.world.bot, _emoji(asked), remove=True)
    return 204, None


@answers("DELETE", f"{REACTION}/{{user_id}}")
def remove_reaction(house: House, asked: Asked) -> Answer:
    channel = visible(house, asked, May.MANAGE_MESSAGES)
    one, who = house.messages.find(channel, asked.id("message_id")), asked.id("user_id")
    if who not in house.world.users:
        raise unknown("User")
    house.messages.react(one, house.world.users[who], _emoji(asked), remove=True)
    return 204, None


@answers("POST", f"{MESSAGE}/threads")
def start_thread(house: House, asked: Asked) -> Answer:
    channel = visible(house, asked, May.CREATE_PUBLIC_THREADS)
    one = house.messages.find(channel, asked.id("message_id"))
    if channel.guild is None or channel.type in THREADS:
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    if one.id in channel.guild.channels:
        raise Refused(400, 160004, "A thread has already been created for this message")
    thread = Channel(one.id, PUBLIC_THREAD, asked.form["name"], channel.guild, channel)
    thread.owner = house.world.bot.id
    channel.guild.channels[thread.id] = thread
    shown = shapes.channel(thread)
    house.world.tell(Event("THREAD_CREATE", {**shown, "newly_created": True}, GUILDS))
    now = stamp(house.world.watch.now())
    return 201, {**shown, "member": shapes.thread_member(thread, house.world.bot, now)}


@answers("POST", f"{CHANNEL}/threads")
def start_thread_alone(house: House, asked: Asked) -> Answer:
    """A thread that hangs on no message."""
    channel, kind = visible(house, asked), asked.form.get("type", PRIVATE_THREAD)
    if channel.guild is None or channel.type != TEXT:
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    private = kind == PRIVATE_THREAD
    visible(house, asked, May.CREATE_PRIVATE_THREADS if private else May.CREATE_PUBLIC_THREADS)
    bot, now = house.world.bot, stamp(house.world.watch.now())
    thread = Channel(house.world.new_id(), kind, asked.form["name"], channel.guild, channel)
    thread.owner, thread.people = bot.id, {bot.id}
    channel.guild.channels[thread.id] = thread
    shown = shapes.channel(thread)
    house.world.tell(Event("THREAD_CREATE", {**shown, "newly_created": True}, GUILDS))
    return 201, {**shown, "member": shapes.thread_member(thread, bot, now)}


@answers("PUT", f"{CHANNEL}/thread-members/{{user_id}}")
def add_to_thread(house: House, asked: Asked) -> Answer:
    thread, user = _thread(house, asked), asked.id("user_id")
    assert thread.guild is not None
    if thread.archived:
        raise Refused(400, 50083, "Thread is archived")
    visible(house, asked, May.SEND_MESSAGES_IN_THREADS)
    if user not in thread.guild.members:
        raise unknown("Member")
    thread.people.add(user)
    return 204, None


@answers("PATCH", CHANNEL)
def change_thread(house: House, asked: Asked) -> Answer:
    """Whoever made it may put it away; to lock it takes more."""
    thread, form, bot = _thread(house, asked), asked.form, house.world.bot
    manages = house.world.may(bot, thread, May.MANAGE_THREADS)
    if not manages and (thread.owner != bot.id or form.keys() - OWNERS):
        raise missing_permissions()
    if thread.archived and form.get("archived") is not False:
        raise Refused(400, 50083, "Thread is archived")
    thread.archived = form.get("archived", thread.archived)
    house.world.tell(Event("THREAD_UPDATE", shapes.channel(thread), GUILDS))
    return 200, shapes.channel(thread)


OWNERS = {"name", "archived", "auto_archive_duration"}
"""What whoever made a thread may change of it."""


def _thread(house: House, asked: Asked) -> Channel:
    channel = visible(house, asked)
    if channel.type not in THREADS:
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    return channel


def uploaded(house: House, asked: Asked, place: int) -> list[JSON]:
    """What came with the request, as attachments that everybody can fetch somewhere."""
    shown = []
    for one in asked.files:
        id = str(house.world.new_id())
        where = f"{house.url}/attachments/{place}/{id}/{one['filename']}"
        shown.append({**one, "id": id, "url": where, "proxy_url": where})
    return shown


def _own(house: House, asked: Asked) -> Message:
    channel = visible(house, asked)
    one = house.messages.find(channel, asked.id("message_id"))
    if one.author is not house.world.bot:
        raise not_the_author()
    return one


def _may_write(house: House, channel: Channel, body: JSON, files: bool) -> None:
    world = house.world
    if channel.person is not None:
        if channel.person.bot or not channel.person.takes_messages:
            raise closed_to_messages()
        if not world.share_a_guild(channel.person):
            raise closed_to_messages()
        return
    need = {May.SEND_MESSAGES_IN_THREADS if channel.type in THREADS else May.SEND_MESSAGES}
    if body.get("embeds"):
        need.add(May.EMBED_LINKS)
    if files:
        need.add(May.ATTACH_FILES)
    if body.get("message_reference"):
        need.add(May.READ_MESSAGE_HISTORY)
    if not world.may(world.bot, channel, *need):
        raise missing_permissions()


def _emoji(asked: Asked) -> str:
    emoji = unquote(asked.given["emoji_name"])
    if not emoji or re.fullmatch(r"[\w ]+", emoji):
        raise invalid_form(Problem(("emoji_name",), "Unknown Emoji"))
    return emoji
