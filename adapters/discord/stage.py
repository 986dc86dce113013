"""The place where a group also speaks: hands raised on its stage, and turns given there.

Off until the group chooses it, and never more than an offer: nobody is made silent, and the
list of hands works the same without it.
"""

from __future__ import annotations

from collections.abc import Callable

import discord

from adapters.discord import rest
from adapters.discord.names import PLATFORM, person, room_id, snowflake
from adapters.discord.rest import No, Rest, Told
from adapters.discord.turns import Turns
from bot.adapter import Bot, TryLater
from bot.model import Heard, PersonId, RoomId
from bot.settings import OFF, VOICE

HAND_UP = "hand up"
VOICE_STATE = "/guilds/{guild_id}/voice-states/{user_id}"

KEYS = ("discord.cannot-invite",)


class Stage:
    """Hears hands on stages, and invites people to speak."""

    def __init__(
        self,
        app: Bot,
        client: discord.Client,
        requests: Rest,
        turns: Turns,
        told: Told,
        *,
        serves: Callable[[int | None], bool],
    ) -> None:
        self._app = app
        self._client = client
        self._rest = requests
        self._turns = turns
        self._told = told
        self._serves = serves

    def changed(self, member: discord.Member, state: discord.VoiceState) -> None:
        """Somebody's state changed: a hand is up who is in the audience and asked to speak.

        Who is let speak has asked, too, as Discord sees it; so the first counts as well.
        """
        channel, asked = state.channel, state.requested_to_speak_at
        if channel is None or asked is None or not state.suppress or member.bot:
            return
        room = self._app.speaks_in(room_id(channel.id))
        group = room and self._app.group_of(room)
        if not room or not group or not group.session or not self._serves(member.guild.id):
            return
        heard = Heard(
            event=f"{PLATFORM}:stage:{channel.id}:{member.id}:{asked.timestamp()}",
            by=person(member),
            text=HAND_UP,
            at=min(asked, self._app.clock.now()),
            room=room,
            addressed=True,  # everybody there sees the hand, as if it was typed in the room
        )
        self._turns.start(self._hear(heard))

    async def _hear(self, heard: Heard) -> None:
        await self._app.hear(heard)

    async def invite(self, room: RoomId, who: PersonId) -> None:
        """It is somebody's turn: let them speak, if they are in the audience there."""
        group, user = self._app.group_of(room), snowflake(who)
        place = VOICE.of(group) if group else OFF
        channel = self._client.get_channel(snowflake(place) or 0)
        if user is None or not isinstance(channel, discord.StageChannel):
            return
        state = channel.voice_states.get(user)
        if state is None or not state.suppress:
            return
        body = {"channel_id": str(channel.id), "suppress": False}
        try:
            await self._rest.ask(
                "PATCH", VOICE_STATE, body=body, guild_id=channel.guild.id, user_id=user
            )
        except No as no:
            if no.code in (rest.MISSING_RIGHT, rest.MISSING_ACCESS):
                self._told("discord.cannot-invite", {"channel": str(channel.id)})
        except TryLater:
            return  # they can speak without it: the line in the room has called them
