"""Somebody's account: their name, the guilds they are in, the stages they stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from on_discord import shapes
from on_discord.sessions import GUILD_MEMBERS, VOICE_STATES
from on_discord.world import STAGE, Channel, Event, Guild, User, VoiceState

if TYPE_CHECKING:
    from on_discord.server import Discord


class Account:
    """What somebody may change of themselves."""

    def __init__(self, discord: Discord, user: User) -> None:
        self.discord = discord
        self.user = user
        self.slash_words = True
        """Off: the accessible chat input, which offers none."""

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def mention(self) -> str:
        return self.user.mention

    def joins(self, guild: Guild) -> None:
        member = self.discord.world.add_member(guild, self.user)
        told = {**shapes.member(member), "guild_id": str(guild.id)}
        self.discord.world.tell(Event("GUILD_MEMBER_ADD", told, GUILD_MEMBERS))

    def leaves(self, guild: Guild) -> None:
        if guild.members[self.id].voice is not None:
            self.leaves_voice(guild)
        del guild.members[self.id]
        told = {"guild_id": str(guild.id), "user": shapes.user(self.user)}
        self.discord.world.tell(Event("GUILD_MEMBER_REMOVE", told, GUILD_MEMBERS))

    def renames(self, name: str, *, only_in: Guild | None = None) -> None:
        """Their name everywhere, or their nickname in one guild."""
        world = self.discord.world
        if only_in is None:
            self.user.name = name
        else:
            only_in.members[self.id].nick = name
        for guild in world.guilds.values():
            if self.id in guild.members and only_in in (None, guild):
                told = {**shapes.member(guild.members[self.id]), "guild_id": str(guild.id)}
                world.tell(Event("GUILD_MEMBER_UPDATE", told, GUILD_MEMBERS))

    def deletes_account(self) -> None:
        for guild in self.discord.world.guilds.values():
            if self.id in guild.members:
                self.leaves(guild)
        self.user.name = f"Deleted User {self.id}"
        self.user.takes_messages = False

    def restarts_client(self) -> None:
        """What only they saw is gone."""
        for one in self.discord.messages.all():
            if one.only_for is self.user:
                one.deleted = True

    # Voice.

    def enters(self, channel: Channel) -> None:
        assert channel.guild is not None
        member = channel.guild.members[self.id]
        member.voice = VoiceState(channel, suppress=channel.type == STAGE)
        self._tell_voice(channel.guild)

    def raises_hand(self, guild: Guild, *, down: bool = False) -> None:
        """On a stage: asks to speak."""
        state = guild.members[self.id].voice
        assert state is not None
        assert state.channel.type == STAGE
        state.asked_at = None if down else self.discord.watch.now()
        self._tell_voice(guild)

    def leaves_voice(self, guild: Guild) -> None:
        guild.members[self.id].voice = None
        self._tell_voice(guild)

    def _tell_voice(self, guild: Guild) -> None:
        member = guild.members[self.id]
        told = shapes.voice_state(member, member.voice, guild)
        self.discord.world.tell(Event("VOICE_STATE_UPDATE", told, VOICE_STATES))
