"""Messages: said once, found again, changed, taken back; and who sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from on_discord import shapes
from on_discord.components import answered
from on_discord.errors import JSON, empty_message, unknown
from on_discord.rights import May
from on_discord.world import Channel, Event, Role, User, World, stamp

EPHEMERAL: Final = 1 << 6
LOADING: Final = 1 << 7
GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 9, 1 << 12
GUILD_REACTIONS, DIRECT_REACTIONS = 1 << 10, 1 << 13
ANY_MENTION: Final[JSON] = {"parse": ["users", "roles", "everyone"], "replied_user": True}
NONCE_WINDOW = timedelta(minutes=3)
"""Discord says only "the past few minutes"."""


@dataclass(eq=False)
class Message:
    id: int
    channel: Channel
    author: User
    at: datetime
    content: str = ""
    type: int = 0
    flags: int = 0
    embeds: list[JSON] = field(default_factory=list)
    components: list[JSON] = field(default_factory=list)
    attachments: list[JSON] = field(default_factory=list)
    mentions: list[User] = field(default_factory=list)
    """Who is pinged by name."""
    roles: list[Role] = field(default_factory=list)
    everyone: bool = False
    """Everybody here is pinged."""
    answers: Message | None = None
    """The message that this replies to."""
    nonce: int | str | None = None
    edited_at: datetime | None = None
    reactions: dict[str, list[User]] = field(default_factory=dict)
    cause: JSON | None = None
    """The interaction that this is an answer to."""
    webhook_id: int | None = None
    only_for: User | None = None
    deleted: bool = False

    @property
    def loading(self) -> bool:
        """Only a promise so far: "is thinking…"."""
        return bool(self.flags & LOADING)

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)


class Messages:
    """All messages of the world, oldest first in each channel."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.of: dict[int, list[Message]] = {}
        """By channel; ephemeral ones too."""
        self._nonces: dict[tuple[int, int | str], Message] = {}

    def find(self, channel: Channel, id: int) -> Message:
        """A message that is there for all who may read the channel. Raises Refused."""
        for one in self.of.get(channel.id, ()):
            if one.id == id and not one.deleted and not one.ephemeral:
                return one
        raise unknown("Message")

    def seen_by(self, who: User, channel: Channel) -> list[Message]:
        """What stands in a channel for one person."""
        if not self.world.may(who, channel, May.VIEW_CHANNEL):
            return []
        there = (one for one in self.of.get(channel.id, ()) if not one.deleted)
        return [one for one in there if one.only_for in (None, who)]

    def said_before(self, author: User, body: JSON) -> Message | None:
        """The message that was sent with this nonce a short while ago. Raises Refused."""
        nonce = body.get("nonce")
        if nonce is None or not body.get("enforce_nonce"):
            return None
        before = self._nonces.get((author.id, nonce))
        if before is None or self.world.watch.now() - before.at >= NONCE_WINDOW:
            return None
        if before.deleted:
            raise unknown("Message")
        return before

    def say(
        self,
        author: User,
        channel: Channel,
        body: JSON,
        *,
        files: Sequence[JSON] = (),
        only_for: User | None = None,
        **more: Any,
    ) -> Message:
        """Put up a new message, and tell of it. Raises Refused when it is empty."""
        now = self.world.watch.now()
        one = Message(self.world.new_id(now), channel, author, now, only_for=only_for, **more)
        one.flags |= body.get("flags") or 0
        one.nonce = body.get("nonce")
        reference = body.get("message_reference")
        if reference:
            one.answers = self.find(channel, int(reference["message_id"]))
            one.type = 19
        self._fill(one, body, files)
        self.of.setdefault(channel.id, []).append(one)
        if one.nonce is not None:
            self._nonces[author.id, one.nonce] = one
        if not one.ephemeral:
            channel.last_message_id = one.id
            self._tell("MESSAGE_CREATE", one)
        return one

    def change(self, one: Message, body: JSON, *, files: Sequence[JSON] = ()) -> None:
        """Only what the body names changes."""
        self._fill(one, body, files)
        if one.loading:
            one.flags &= ~LOADING
        else:
            one.edited_at = self.world.watch.now()
        if not one.ephemeral:
            self._tell("MESSAGE_UPDATE", one)

    def take_back(self, one: Message) -> None:
        one.deleted = True
        if one.ephemeral:
            return
        data: JSON = {"id": str(one.id), "channel_id": str(one.channel.id)}
        if one.channel.guild is not None:
            data["guild_id"] = str(one.channel.guild.id)
        self.world.tell(Event("MESSAGE_DELETE", data, _intent(one.channel)))

    def react(self, one: Message, who: User, emoji: str, *, remove: bool = False) -> None:
        those = one.reactions.setdefault(emoji, [])
        if (who in those) != remove:
            return
        (those.remove if remove else those.append)(who)
        if not those:
            del one.reactions[emoji]
        data: JSON = {
            "user_id": str(who.id),
            "channel_id": str(one.channel.id),
            "message_id": str(one.id),
            "emoji": {"id": None, "name": emoji},
            "burst": False,
            "type": 0,
        }
        guild = one.channel.guild
        if guild is not None:
            data["guild_id"] = str(guild.id)
            if not remove:
                data["member"] = shapes.member(guild.members[who.id])
        intent = DIRECT_REACTIONS if guild is None else GUILD_REACTIONS
        name = "MESSAGE_REACTION_REMOVE" if remove else "MESSAGE_REACTION_ADD"
        self._tell_if_seen(one.channel, Event(name, data, intent))

    def shown(self, one: Message, *, content: bool = True) -> JSON:
        """As Discord answers it to the bot. `content`: may it read ordinary messages?"""
        readable = content or self._always_readable(one)
        body: JSON = {
            "id": str(one.id),
            "channel_id": str(one.channel.id),
            "author": shapes.user(one.author),
            "type": one.type,
            "flags": one.flags,
            "content": one.content if readable else "",
            "embeds": one.embeds if readable else [],
            "components": one.components if readable else [],
            "attachments": one.attachments if readable else [],
            "timestamp": stamp(one.at),
            "edited_timestamp": None if one.edited_at is None else stamp(one.edited_at),
            "mentions": [shapes.user(each) for each in one.mentions],
            "mention_roles": [str(each.id) for each in one.roles],
            "mention_everyone": one.everyone,
            "pinned": False,
            "tts": False,
        }
        if one.answers is not None:
            body["message_reference"] = {
                "type": 0,
                "channel_id": str(one.channel.id),
                "message_id": str(one.answers.id),
            }
            gone = one.answers.deleted
            first = None if gone else self.shown(one.answers, content=content)
            # Of a reply's own reference only one step is told.
            body["referenced_message"] = first and {
                name: value for name, value in first.items() if name != "referenced_message"
            }
        if one.cause is not None:
            body["interaction_metadata"] = one.cause
        if one.webhook_id is not None:
            body |= {"webhook_id": str(one.webhook_id), "application_id": str(one.webhook_id)}
        if one.reactions:
            body["reactions"] = [self._reaction(*each) for each in one.reactions.items()]
        return body

    def _always_readable(self, one: Message) -> bool:
        me = self.world.bot
        return one.channel.guild is None or one.author is me or me in one.mentions

    def _reaction(self, emoji: str, people: Sequence[User]) -> JSON:
        return {
            "emoji": {"id": None, "name": emoji},
            "count": len(people),
            "count_details": {"burst": 0, "normal": len(people)},
            "burst_colors": [],
            "me_burst": False,
            "me": self.world.bot in people,
        }

    def _fill(self, one: Message, body: JSON, files: Sequence[JSON]) -> None:
        if "content" in body:
            one.content = body["content"] or ""
        if "embeds" in body:
            one.embeds = [_embed(each) for each in body["embeds"] or ()]
        if "components" in body:
            one.components = answered(body["components"] or ())
        if "attachments" in body:
            kept = {str(each["id"]) for each in body["attachments"] or ()}
            one.attachments = [each for each in one.attachments if each["id"] in kept]
        one.attachments += files
        words = (one.content, one.embeds, one.components, one.attachments)
        if not any(words) and not one.loading:
            raise empty_message()
        self._ping(one, body.get("allowed_mentions") or ANY_MENTION)

    def _ping(self, one: Message, allowed: JSON) -> None:
        """Whom the words ping, as far as the sender wants it and may."""
        guild, parse = one.channel.guild, allowed.get("parse") or ()
        users = {int(each) for each in allowed.get("users") or ()}
        roles = {int(each) for each in allowed.get("roles") or ()}
        named = [int(id) for id in re.findall(r"<@!?(\d+)>", one.content)]
        if one.answers is not None and allowed.get("replied_user"):
            named.append(one.answers.author.id)
            users.add(one.answers.author.id)
        one.mentions = [
            self.world.users[id]
            for id in dict.fromkeys(named)
            if id in self.world.users and ("users" in parse or id in users)
        ]
        loud = guild is None or self.world.may(one.author, one.channel, May.MENTION_EVERYONE)
        one.everyone = (
            loud and "everyone" in parse and bool(re.search("@(everyone|here)", one.content))
        )
        one.roles = [
            guild.roles[id]
            for id in dict.fromkeys(map(int, re.findall(r"<@&(\d+)>", one.content)))
            if guild is not None
            and id in guild.roles
            and ("roles" in parse or id in roles)
            and (loud or guild.roles[id].mentionable)
        ]

    def _tell(self, name: str, one: Message) -> None:
        guild = one.channel.guild
        more: JSON = {}
        if guild is not None:
            more["guild_id"] = str(guild.id)
            if one.author.id in guild.members and one.webhook_id is None:
                more["member"] = shapes.member(guild.members[one.author.id], with_user=False)
        if name == "MESSAGE_CREATE" and one.nonce is not None:
            more["nonce"] = one.nonce
        full = {**self.shown(one), **more}
        less = {**self.shown(one, content=False), **more}
        self._tell_if_seen(one.channel, Event(name, full, _intent(one.channel), less))

    def _tell_if_seen(self, channel: Channel, event: Event) -> None:
        if self.world.may(self.world.bot, channel, May.VIEW_CHANNEL):
            self.world.tell(event)

    def all(self) -> Iterator[Message]:
        for those in self.of.values():
            yield from those


def _intent(channel: Channel) -> int:
    return DIRECT_MESSAGES if channel.guild is None else GUILD_MESSAGES


def _embed(one: JSON) -> JSON:
    shown = {name: value for name, value in one.items() if value is not None}
    if "fields" in shown:
        shown["fields"] = [{"inline": False, **each} for each in shown["fields"]]
    return {**shown, "type": "rich"}
