"""What a test puts on its Discord before people come, and changes while they are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from on_discord import shapes
from on_discord.people import Person
from on_discord.rights import May, Overwrite
from on_discord.sessions import GUILD_MEMBERS, GUILDS
from on_discord.world import PUBLIC_THREAD, TEXT, THREADS, Channel, Event, Guild, Role, World

if TYPE_CHECKING:
    from on_discord.server import Discord


class Scenery:
    """The part of `Discord` that a test builds with."""

    world: World

    def person(self, name: str) -> Person:
        return Person(self._discord, self.world.new_user(name))

    def people(self, *names: str) -> list[Person]:
        return [self.person(name) for name in names]

    def guild(self, name: str, owner: Person, *members: Person, with_bot: bool = True) -> Guild:
        """A guild of somebody's, with these people in it."""
        guild = self.world.new_guild(name, owner.user, with_bot=with_bot)
        for one in members:
            self.world.add_member(guild, one.user)
        return guild

    def channel(self, guild: Guild, name: str, type: int = TEXT) -> Channel:
        """A new channel, of which the bot is told if it is there already."""
        one = self.world.new_channel(guild, name, type)
        self.world.tell(Event("CHANNEL_CREATE", shapes.channel(one), GUILDS))
        return one

    def thread(self, parent: Channel, name: str) -> Channel:
        assert parent.guild is not None
        one = self.world.new_channel(parent.guild, name, PUBLIC_THREAD, parent=parent)
        told = {**shapes.channel(one), "newly_created": True}
        self.world.tell(Event("THREAD_CREATE", told, GUILDS))
        return one

    def remove(self, channel: Channel) -> None:
        assert channel.guild is not None
        del channel.guild.channels[channel.id]
        name = "THREAD_DELETE" if channel.type in THREADS else "CHANNEL_DELETE"
        self.world.tell(Event(name, shapes.channel(channel), GUILDS))

    def overwrite(self, channel: Channel, who: Person | Role | None = None, **rights: bool) -> None:
        """An exception in one channel: `overwrite(lounge, send_messages=False)`.

        `who` None: the bot.
        """
        assert channel.guild is not None
        allow = deny = May.NOTHING
        for name, given in rights.items():
            one = May[name.upper()]
            allow, deny = (allow | one, deny) if given else (allow, deny | one)
        id = self.world.bot.id if who is None else who.id
        channel.overwrites[id] = Overwrite(allow, deny)
        self.world.tell(Event("CHANNEL_UPDATE", shapes.channel(channel), GUILDS))

    def role(self, guild: Guild, name: str, rights: May, *people: Person | None) -> Role:
        """A role, given to these people; None: the bot."""
        role = self.world.new_role(guild, name, rights)
        told = {"guild_id": str(guild.id), "role": shapes.role(role)}
        self.world.tell(Event("GUILD_ROLE_CREATE", told, GUILDS))
        for one in people:
            member = guild.members[self.world.bot.id if one is None else one.id]
            member.roles.append(role)
            intent = GUILD_MEMBERS if one is not None else 0
            data = {**shapes.member(member), "guild_id": str(guild.id)}
            self.world.tell(Event("GUILD_MEMBER_UPDATE", data, intent))
        return role

    def let(self, guild: Guild, role: Role, rights: May) -> None:
        """From now on a role gives these rights; `guild.everyone` is a role too."""
        role.rights = rights
        told = {"guild_id": str(guild.id), "role": shapes.role(role)}
        self.world.tell(Event("GUILD_ROLE_UPDATE", told, GUILDS))

    def take(self, guild: Guild, role: Role, who: Person | None = None) -> None:
        """A role away from somebody; None: from the bot."""
        member = guild.members[self.world.bot.id if who is None else who.id]
        member.roles.remove(role)
        told = {**shapes.member(member), "guild_id": str(guild.id)}
        self.world.tell(Event("GUILD_MEMBER_UPDATE", told, 0 if who is None else GUILD_MEMBERS))

    def invite_bot(self, guild: Guild) -> None:
        self.world.add_member(guild, self.world.bot)
        self.world.tell(Event("GUILD_CREATE", shapes.guild_create(guild, self.world), GUILDS))

    def remove_bot(self, guild: Guild) -> None:
        del guild.members[self.world.bot.id]
        self.world.tell(Event("GUILD_DELETE", {"id": str(guild.id)}, GUILDS))

    @property
    def _discord(self) -> Discord:
        from on_discord.server import Discord

        assert isinstance(self, Discord)
        return self
