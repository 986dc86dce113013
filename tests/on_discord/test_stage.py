"""Hands raised on a stage join the list, and whose turn it is may speak there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from on_discord.bot_here import BotHere, bot_here
from on_discord.people import Person
from on_discord.rights import May
from on_discord.scene import until
from on_discord.server import Discord
from on_discord.world import STAGE, TEXT, VOICE, Channel, Guild

pytestmark = pytest.mark.slow


@dataclass
class Hall:
    """A meeting in a channel, with a stage beside it."""

    discord: Discord
    bot: BotHere
    guild: Guild
    lounge: Channel
    stage: Channel
    bev: Person
    ann: Person
    tom: Person

    async def ties(self, place: Channel | None = None) -> None:
        await self.bev.slash(self.lounge, "voice", place=place or self.stage)
        await self.bev.hears(self.lounge, "a hand raised on our stage counts here")

    def speaks(self, who: Person) -> bool:
        state = self.guild.members[who.id].voice
        return state is not None and not state.suppress

    async def next(self, name: str) -> None:
        await self.bev.slash(self.lounge, "next")
        await self.bev.hears(self.lounge, lambda one: name in one.content and "turn" in one.content)


@pytest.fixture
async def hall(discord: Discord, tmp_path: Path) -> AsyncIterator[Hall]:
    bev, ann, tom = discord.people("Bev", "Ann", "Tom")
    guild = discord.guild("Friday", bev, ann, tom)
    lounge = discord.channel(guild, "lounge", TEXT)
    stage = discord.channel(guild, "stage", STAGE)
    discord.role(guild, "Alongside", May.MUTE_MEMBERS, None)
    async with bot_here(discord, tmp_path) as bot:
        await bev.answered(await bev.slash(lounge, "help"))
        await bev.presses("Bring Alongside in")
        await bev.hears(lounge, "Alongside here")
        await bev.presses("I look after this group")
        await bev.hears(lounge, "looks after")
        await bev.slash(lounge, "start")
        await bev.hears(lounge, "leads today")
        for one in (ann, tom):
            one.enters(stage)
        yield Hall(discord, bot, guild, lounge, stage, bev, ann, tom)
    assert discord.refused == []


async def test_a_hand_on_the_stage_joins_the_list_and_its_turn_may_speak(hall: Hall) -> None:
    await hall.ties()
    hall.tom.raises_hand(hall.guild)
    await hall.ann.hears(hall.lounge, "Hands: Tom.")
    assert not hall.speaks(hall.tom)
    await hall.next(hall.tom.mention)
    await until(lambda: hall.speaks(hall.tom))
    assert not hall.speaks(hall.ann)
    await hall.ann.slash(hall.lounge, "hand-up")
    await hall.next(hall.ann.mention)
    await until(lambda: hall.speaks(hall.ann))
    assert hall.speaks(hall.tom), "nobody is made silent"
    # Being let speak looks like asking to: it puts nobody on the list again.
    await hall.bev.slash(hall.lounge, "next")
    await hall.bev.hears(hall.lounge, "Nobody is waiting. To speak")


async def test_it_is_off_until_the_group_chooses_it(hall: Hall) -> None:
    hall.tom.raises_hand(hall.guild)
    await hall.ann.slash(hall.lounge, "hand-up")
    await hall.next(hall.ann.mention)
    assert "Tom" not in " ".join(hall.ann.reads(hall.lounge))
    assert not hall.speaks(hall.ann)
    assert hall.discord.asked_for("PATCH", "/guilds/{guild_id}/voice-states/{user_id}") == []


async def test_it_can_be_chosen_by_typing_and_switched_off_again(hall: Hall) -> None:
    await hall.bev.mentions_bot(hall.lounge, f"voice {hall.stage.mention}")
    await hall.bev.hears(hall.lounge, "a hand raised on our stage counts here")
    await hall.bev.slash(hall.lounge, "alongside", words="voice off")
    await hall.bev.hears(hall.lounge, "only hands raised here count")
    hall.tom.raises_hand(hall.guild)
    await hall.ann.slash(hall.lounge, "hand-up")
    await hall.next(hall.ann.mention)
    assert "Tom" not in " ".join(hall.ann.reads(hall.lounge))


async def test_without_the_right_to_invite_the_list_works_and_the_admin_is_told(
    hall: Hall,
) -> None:
    hall.discord.overwrite(hall.stage, mute_members=False)
    await hall.ties()
    hall.tom.raises_hand(hall.guild)
    await hall.ann.hears(hall.lounge, "Hands: Tom.")
    await hall.next(hall.tom.mention)
    await until(hall.bot.app.troubles.lately)
    assert [key for key, _ in hall.bot.app.troubles.lately()] == ["discord.cannot-invite"]
    assert not hall.speaks(hall.tom)


async def test_who_is_not_there_or_in_a_voice_channel_is_only_called(hall: Hall) -> None:
    voice = hall.discord.channel(hall.guild, "voice", VOICE)
    await hall.ties(voice)
    hall.tom.leaves_voice(hall.guild)
    hall.ann.leaves_voice(hall.guild)
    hall.ann.enters(voice)
    for one in (hall.tom, hall.ann):
        await one.answered(await one.slash(hall.lounge, "hand-up"))
    await hall.next(hall.tom.mention)
    await hall.next(hall.ann.mention)
    assert hall.discord.asked_for("PATCH", "/guilds/{guild_id}/voice-states/{user_id}") == []
