"""What there is on this Discord: people, guilds, channels, roles, and who may do what.

Nothing here speaks to anybody. What the bot is told goes through `tell`.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from on_discord.errors import JSON
from on_discord.rights import ALL, EVERYONE, May, Overwrite, reckon

if TYPE_CHECKING:
    from on_discord.event_answers import Scheduled

EPOCH: Final = 1_420_070_400_000
TEXT, DM, VOICE, STAGE, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 2, 13, 11, 12
THREADS: Final = frozenset({PUBLIC_THREAD, PRIVATE_THREAD})


class Watch:
    """This Discord's time. A test may move it on; nobody can move it back."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def move(self, *, seconds: float = 0, minutes: float = 0) -> None:
        assert seconds >= 0
        assert minutes >= 0
        self._ahead += timedelta(seconds=seconds, minutes=minutes)


@dataclass(eq=False)
class User:
    """An account."""

    id: int
    name: str
    """What others see."""
    bot: bool = False
    takes_messages: bool = True
    """Off: everybody's private messages are refused, the bot's too."""
    locale: str = "en-GB"

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(eq=False)
class Role:
    id: int
    name: str
    rights: May
    position: int = 0
    mentionable: bool = False


@dataclass(eq=False)
class VoiceState:
    """Somebody in a voice or stage channel."""

    channel: Channel
    suppress: bool = False
    """In the audience of a stage: cannot be heard."""
    asked_at: datetime | None = None
    """When the hand went up, or when they were invited to speak."""


@dataclass(eq=False)
class Member:
    user: User
    joined_at: datetime
    nick: str | None = None
    roles: list[Role] = field(default_factory=list)
    voice: VoiceState | None = None

    @property
    def shown_name(self) -> str:
        return self.nick or self.user.name


@dataclass(eq=False)
class Channel:
    """A channel or thread of a guild, or somebody's private chat with the bot."""

    id: int
    type: int
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    """Of a thread: the channel it is in."""
    person: User | None = None
    """Of a private chat: who is in it beside the bot."""
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    """By id of a role or a member; the guild's own id is everyone."""
    position: int = 0
    owner: int = 0
    archived: bool = False
    people: set[int] = field(default_factory=set)
    """Of a private thread: who is in it."""
    last_message_id: int | None = None

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"


@dataclass(eq=False)
class Guild:
    id: int
    name: str
    owner: User
    everyone: Role
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    """Threads, too."""
    members: dict[int, Member] = field(default_factory=dict)
    events: dict[int, Scheduled] = field(default_factory=dict)

    def rights(self, user: User, channel: Channel | None = None) -> May:
        """What somebody may do in the guild, or in one of its channels."""
        member = self.members.get(user.id)
        if member is None:
            return May.NOTHING
        if user is self.owner:
            return ALL
        if channel is not None and channel.type == PRIVATE_THREAD:
            inside = user.id in channel.people
            if not inside and May.MANAGE_THREADS not in self.rights(user, channel.parent):
                return May.NOTHING
        place = (channel.parent or channel) if channel is not None else None
        overwrites = {} if place is None else place.overwrites
        nothing = Overwrite()
        return reckon(
            self.everyone.rights,
            [role.rights for role in member.roles],
            for_everyone=overwrites.get(self.id, nothing),
            for_roles=[overwrites.get(role.id, nothing) for role in member.roles],
            for_member=overwrites.get(user.id, nothing),
        )

    @property
    def voices(self) -> Iterator[Member]:
        return (one for one in self.members.values() if one.voice is not None)


@dataclass(frozen=True, slots=True)
class Event:
    """Something the gateway tells the bot, if its intents ask for it."""

    name: str
    data: JSON
    intent: int = 0
    """0: told whatever was asked for."""
    without_content: JSON | None = None
    """What is told to who has no right to read ordinary messages."""


class World:
    """Everything there is. `tell` is set by who listens."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.private: dict[int, Channel] = {}
        """Private chats with the bot, by the other one's id."""
        self.listeners: list[Callable[[Event], None]] = []
        self._last_id = 0
        self._count = itertools.count()
        self.application_id = self.new_id()
        self.bot = self.new_user("Alongside", bot=True)

    def new_id(self, at: datetime | None = None) -> int:
        """A snowflake: later is greater."""
        ms = int((at or self.watch.now()).timestamp() * 1000) - EPOCH
        self._last_id = max(self._last_id + 1, ms << 22)
        return self._last_id

    def tell(self, event: Event) -> None:
        for each in self.listeners:
            each(event)

    def new_user(self, name: str, *, bot: bool = False) -> User:
        user = User(self.new_id(), name, bot)
        self.users[user.id] = user
        return user

    def new_guild(self, name: str, owner: User, *, with_bot: bool = True) -> Guild:
        """A guild. The bot is in it from the start, without anybody being told."""
        id = self.new_id()
        guild = Guild(id, name, owner, Role(id, "@everyone", EVERYONE))
        guild.roles[id] = guild.everyone
        self.guilds[id] = guild
        self.add_member(guild, owner)
        if with_bot:
            self.add_member(guild, self.bot)
        return guild

    def add_member(self, guild: Guild, user: User) -> Member:
        member = Member(user, self.watch.now())
        guild.members[user.id] = member
        return member

    def new_channel(
        self, guild: Guild, name: str, type: int = TEXT, *, parent: Channel | None = None
    ) -> Channel:
        channel = Channel(self.new_id(), type, name, guild, parent, position=len(guild.channels))
        channel.owner = guild.owner.id
        guild.channels[channel.id] = channel
        return channel

    def new_role(self, guild: Guild, name: str, rights: May = May.NOTHING) -> Role:
        role = Role(self.new_id(), name, rights, len(guild.roles))
        guild.roles[role.id] = role
        return role

    def channel(self, id: int) -> Channel | None:
        for guild in self.guilds.values():
            if id in guild.channels:
                return guild.channels[id]
        return next((one for one in self.private.values() if one.id == id), None)

    def private_chat(self, user: User) -> Channel:
        """The one private chat between somebody and the bot."""
        if user.id not in self.private:
            self.private[user.id] = Channel(self.new_id(), DM, person=user)
        return self.private[user.id]

    def share_a_guild(self, user: User) -> bool:
        both = {user.id, self.bot.id}
        return any(both <= guild.members.keys() for guild in self.guilds.values())

    def rights(self, user: User, channel: Channel) -> May:
        """What somebody may do in a channel of any kind."""
        if channel.guild is not None:
            return channel.guild.rights(user, channel)
        return ALL if user in (channel.person, self.bot) else May.NOTHING

    def may(self, user: User, channel: Channel, *rights: May) -> bool:
        have = self.rights(user, channel)
        return all(one in have for one in rights)


def stamp(moment: datetime) -> str:
    """A time as Discord writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")


def seconds() -> float:
    """For measuring how long something took."""
    return time.perf_counter()
