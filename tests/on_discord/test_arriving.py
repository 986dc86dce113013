"""Coming into a channel: only when somebody who may manage it asks, and said aloud there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from on_discord.bot_here import BotHere, bot_here
from on_discord.lounge import Lounge, buttons, person_id, room_id, until
from on_discord.people import Person
from on_discord.rights import May
from on_discord.server import Discord
from on_discord.world import Channel, Guild

pytestmark = pytest.mark.slow

HOW = "I am not at work in this channel. Somebody who may manage it can bring me in."
ONLY = "Only somebody who may manage this channel can do that. You can ask them."
HERE = "Thank you. I am here now. My hello stands in the channel."
UNLED = "Nobody leads this group now. Who manages the room can take it on."
UNHEARD = "I may not write in this channel, so the others hear nothing from me."
HELLO = (
    "Hello. Alongside here. I am a program, not a person. I keep the list of who speaks next."
    " Nothing else is switched on. After two meetings you decide if I stay."
    " Please say hello to me once. Choose Say hello, or type: /say-hello. Only you see my answer."
    " To see my words, type: /help."
)


@pytest.fixture
async def hall(lounge: Lounge) -> AsyncIterator[Channel]:
    """A channel of the same server, where the bot is not at work."""
    channel = lounge.discord.channel(lounge.guild, "hall")
    await lounge.calm(0.1)
    yield channel
    assert not [one for one in lounge.lines() if "hall" in one]


def public(lounge: Lounge, channel: Channel) -> list[str]:
    """What everybody can read of the bot there."""
    bot = lounge.discord.world.bot
    there = lounge.tom.sees(channel)
    return [one.content for one in there if one.author is bot and not one.ephemeral]


async def asks(lounge: Lounge, who: Person, channel: Channel, word: str) -> str:
    return await lounge.answer(who, await who.slash(channel, word))


async def test_being_on_a_server_it_does_nothing_in_a_channel(
    lounge: Lounge, hall: Channel
) -> None:
    await lounge.tom.says(hall, "hand up")
    await lounge.tom.says(hall, "Is anybody here?")
    assert [await asks(lounge, lounge.tom, hall, word) for word in ("help", "slow")] == [HOW, HOW]
    await lounge.calm()
    assert public(lounge, hall) == []
    assert lounge.bot.app.group_of(room_id(hall)) is None


async def test_whoever_calls_it_there_is_told_how_it_comes_in_and_not_again_and_again(
    lounge: Lounge, hall: Channel
) -> None:
    for _ in range(3):
        await lounge.tom.mentions_bot(hall, "hand up")
    line = await lounge.ann.hears(hall, HOW)
    assert list(buttons(line).values())[-1] == "say:bring alongside here"
    await lounge.calm()
    assert public(lounge, hall) == [HOW]
    await lounge.later(3700)
    await lounge.tom.mentions_bot(hall, "hand up")
    await until(lambda: public(lounge, hall) == [HOW, HOW])


async def test_only_who_may_manage_the_channel_brings_it_in(lounge: Lounge, hall: Channel) -> None:
    await asks(lounge, lounge.tom, hall, "help")
    assert await lounge.press(lounge.tom, "Bring Alongside in", among=hall) == ONLY
    role = lounge.discord.role(lounge.guild, "Keeper", May.MANAGE_CHANNELS, lounge.tom)
    assert await lounge.press(lounge.tom, "Bring Alongside in", among=hall) == HERE
    await until(lambda: public(lounge, hall) == [HELLO])
    lounge.discord.take(lounge.guild, role, lounge.tom)
    refused = await lounge.press(lounge.tom, "I look after this group", among=hall)
    assert refused.startswith(UNLED)
    await lounge.press(lounge.bev, "I look after this group", among=hall)
    await until(lambda: "Bev Stone looks after this group" in public(lounge, hall)[-1])


async def test_who_brings_it_in_does_not_lead_by_that(lounge: Lounge, hall: Channel) -> None:
    await asks(lounge, lounge.bev, hall, "help")
    await lounge.press(lounge.bev, "Bring Alongside in", among=hall)
    told = await asks(lounge, lounge.tom, hall, "who-leads")
    assert told.startswith("Nobody looks after this group yet.")


async def test_brought_in_by_two_at_once_it_says_hello_once(lounge: Lounge, hall: Channel) -> None:
    lounge.discord.role(lounge.guild, "Keeper", May.MANAGE_CHANNELS, lounge.tom)
    asked = [await who.slash(hall, "help") for who in (lounge.bev, lounge.tom)]
    assert [await lounge.answer(*one) for one in zip((lounge.bev, lounge.tom), asked, strict=True)]
    pressed = [
        await who.presses("Bring Alongside in", on=one.original)
        for who, one in zip((lounge.bev, lounge.tom), asked, strict=True)
    ]
    answers = [
        await lounge.answer(*one) for one in zip((lounge.bev, lounge.tom), pressed, strict=True)
    ]
    assert answers == [HERE, HERE]
    await lounge.calm()
    assert public(lounge, hall) == [HELLO]


async def test_where_it_may_not_write_it_does_not_come_in(lounge: Lounge, hall: Channel) -> None:
    """A hello that nobody could read would be no hello."""
    lounge.discord.overwrite(hall, None, send_messages=False)
    await lounge.calm(0.1)
    assert (await asks(lounge, lounge.bev, hall, "help")).startswith(HOW)
    told = await lounge.press(lounge.bev, "Bring Alongside in", among=hall)
    assert told.startswith(UNHEARD)
    assert lounge.bot.app.group_of(room_id(hall)) is None


async def test_brought_in_without_slash_words(lounge: Lounge, hall: Channel) -> None:
    """By a mention and buttons alone, to the first hand."""
    lounge.bev.slash_words = lounge.tom.slash_words = False
    await lounge.bev.mentions_bot(hall, "hello")
    await lounge.bev.hears(hall, HOW)
    assert await lounge.press(lounge.bev, "Bring Alongside in", among=hall) == HERE
    await lounge.press(lounge.bev, "I look after this group", among=hall)
    assert "Hello, Tom Hill." in await lounge.press(lounge.tom, "Say hello", among=hall)
    await lounge.bev.mentions_bot(hall, "start")
    await lounge.tom.hears(hall, "Bev Stone leads today")
    assert "Your hand is up" in await lounge.press(lounge.tom, "Hand up", among=hall)


async def test_a_thread_in_a_channel_where_it_is_not_is_no_room_either(
    lounge: Lounge, hall: Channel
) -> None:
    thread = lounge.discord.thread(hall, "The bus")
    await lounge.calm(0.1)
    assert await asks(lounge, lounge.tom, thread, "hand-up") == HOW


async def test_somebody_new_is_offered_to_say_hello_once(lounge: Lounge) -> None:
    """Their word counts all the same, and nothing is asked of them."""
    [eve] = lounge.discord.people("Eve Moss")
    eve.joins(lounge.guild)
    first = await lounge.slash(eve, "who-leads")
    assert first.endswith(
        "New here? You can say hello to me. Everybody here does that once. Nothing is asked of you."
    )
    assert "New here?" not in await lounge.slash(eve, "who-leads")
    assert person_id(eve) not in lounge.group.members
    assert "Hello, Eve Moss." in await lounge.press(eve, "Say hello")
    assert person_id(eve) in lounge.group.members


# Servers that are not in the settings.


async def elsewhere(discord: Discord) -> tuple[Guild, Channel, Person]:
    [mallory] = discord.people("Mallory Dunn")
    guild = discord.guild("Elsewhere", mallory)
    return guild, discord.channel(guild, "den"), mallory


async def test_on_a_server_that_is_not_in_the_settings_it_is_of_no_use(
    discord: Discord, tmp_path: Path
) -> None:
    [ann] = discord.people("Ann Lee")
    home = discord.guild("Friday", ann)
    discord.channel(home, "lounge")
    _, den, mallory = await elsewhere(discord)
    async with bot_here(discord, tmp_path, guilds=(home.id,)) as bot:
        begun = await mallory.slash(den, "help")
        told = await mallory.answered(begun)
        assert told.content == "I am not set up for this server. Whoever runs me can change that."
        assert told.components == []
        await mallory.mentions_bot(den, "hello")
        await asyncio.sleep(0.3)
        assert mallory.reads(den) == [told.content]
        assert heard_nothing(bot)


def heard_nothing(bot: BotHere) -> bool:
    return bot.tap.heard == [] and list(bot.app.groups) == []
