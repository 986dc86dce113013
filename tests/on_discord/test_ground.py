"""The ground of the Discord tests holds: a bare discord.py lives on it."""

from __future__ import annotations

import pytest
from discord import AllowedMentions, Forbidden, Intents, LoginFailure, NotFound
from on_discord.description import HOW_TO_GET
from on_discord.rights import May
from on_discord.scene import Bare, Scene, connected, furnish, point_at, say
from on_discord.server import Discord
from on_discord.world import STAGE

pytestmark = pytest.mark.slow

# Logging in.


async def test_a_client_logs_in_and_sees_its_guild(scene: Scene) -> None:
    (guild,) = scene.bot.guilds
    assert (guild.id, guild.name, guild.member_count) == (scene.guild.id, "Friday", 3)
    assert scene.bot.room(scene.lounge.id).permissions_for(guild.me).send_messages
    assert scene.bot.application_id == scene.discord.world.application_id
    assert [member.id for member in guild.members] == [scene.discord.world.bot.id]
    assert scene.discord.gateway.identified == 1
    assert scene.discord.refused == []
    assert scene.discord.asked_for("GET", "/gateway/bot") == []


async def test_a_wrong_token_is_refused(discord: Discord, monkeypatch: pytest.MonkeyPatch) -> None:
    point_at(discord, monkeypatch)
    async with Bare(discord) as client:
        with pytest.raises(LoginFailure):
            await client.login("another token")


async def test_a_privileged_intent_is_refused_until_it_is_allowed(
    discord: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(discord)
    intents = Intents.default()
    intents.message_content = True
    with pytest.raises(Exception, match="privileged intents"):
        async with connected(discord, monkeypatch, intents=intents):
            pass
    assert discord.gateway.closed == [4014]
    discord.gateway.allowed = intents.value
    async with connected(discord, monkeypatch, intents=intents):
        assert discord.gateway.intents == intents.value


# Words.


async def test_content_is_empty_unless_the_bot_is_mentioned_or_in_private(scene: Scene) -> None:
    await scene.ann.says(scene.lounge, "Not for the bot.")
    await scene.ann.mentions_bot(scene.lounge, "hand up")
    await scene.ann.dm("next")
    await scene.bot.until(lambda: len(scene.bot.heard) == 3)
    mention = scene.discord.world.bot.mention
    assert [one.content for one in scene.bot.heard] == ["", f"{mention} hand up", "next"]
    assert [one.author.name for one in scene.bot.heard] == ["ann"] * 3


async def test_content_comes_when_the_intent_is_allowed(
    discord: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, lounge, ann, _ = furnish(discord)
    intents = Intents.default()
    intents.message_content = True
    discord.gateway.allowed = intents.value
    async with connected(discord, monkeypatch, intents=intents) as bot:
        await ann.says(lounge, "For everybody.")
        await bot.until(lambda: bot.heard)
        assert bot.heard[0].content == "For everybody."


async def test_the_same_nonce_is_one_message_for_some_minutes(scene: Scene) -> None:
    first = await say(scene, "Good morning.", "n1")
    assert await say(scene, "Good morning, again.", "n1") == first
    assert scene.ann.reads(scene.lounge) == ["Good morning."]
    assert await say(scene, "Another.", "n2") != first
    scene.discord.watch.move(minutes=4)
    assert await say(scene, "Good morning.", "n1") != first


async def test_the_nonce_of_a_deleted_message_is_unknown(scene: Scene) -> None:
    id = await say(scene, "Good morning.", "n1")
    await scene.bot.room(scene.lounge.id).get_partial_message(id).delete()
    with pytest.raises(NotFound) as refused:
        await say(scene, "Good morning.", "n1")
    assert refused.value.code == 10008
    assert scene.ann.reads(scene.lounge) == []


async def test_a_message_is_edited_found_in_the_history_and_reacted_to(scene: Scene) -> None:
    room = scene.bot.room(scene.lounge.id)
    asked = await scene.ann.says(scene.lounge, "Shall we?")
    sent = await room.send("Yes.", reference=await room.fetch_message(asked.id))
    await sent.edit(content="Yes, at ten.")
    await sent.add_reaction("👍")
    await scene.tom.reacts(scene.discord.messages.find(scene.lounge, sent.id), "👍")
    history = [one async for one in room.history(limit=10)]
    assert [one.content for one in history] == ["Yes, at ten.", ""]
    assert history[0].reactions[0].count == 2
    assert history[0].reference is not None
    assert [one.content async for one in room.history(after=sent)] == []
    assert scene.ann.reads(scene.lounge) == ["Yes, at ten."]
    assert scene.discord.refused == []


async def test_only_those_are_pinged_who_may_be(scene: Scene) -> None:
    room = scene.bot.room(scene.lounge.id)
    text = f"{scene.ann.mention} {scene.tom.mention} @everyone"
    await room.send(text, allowed_mentions=AllowedMentions.none())
    one = AllowedMentions(everyone=True, users=[scene.bot.get_partial_messageable(scene.ann.id)])
    await room.send(text, allowed_mentions=one)
    first, second = scene.ann.sees(scene.lounge)
    assert (first.mentions, first.everyone) == ([], False)
    assert (second.mentions, second.everyone) == ([scene.ann.user], False)


# Rights.


async def test_without_the_right_nothing_is_sent(scene: Scene) -> None:
    scene.discord.overwrite(scene.lounge, send_messages=False)
    with pytest.raises(Forbidden) as refused:
        await say(scene, "Hello.")
    assert refused.value.code == 50013
    scene.discord.overwrite(scene.lounge, view_channel=False)
    with pytest.raises(Forbidden) as refused:
        await say(scene, "Hello.")
    assert refused.value.code == 50001
    with pytest.raises(NotFound) as gone:
        await scene.bot.fetch_channel(1)
    assert gone.value.code == 10003
    role = scene.discord.role(scene.guild, "Helpers", May.ADMINISTRATOR, None)
    await say(scene, "Hello.")
    await scene.bot.until(lambda: role.id in [one.id for one in scene.bot.guilds[0].me.roles])
    here, me = scene.bot.room(scene.lounge.id), scene.bot.guilds[0].me
    assert here.permissions_for(me).send_messages
    scene.discord.take(scene.guild, role)
    await scene.bot.until(lambda: not here.permissions_for(me).view_channel)
    scene.discord.overwrite(scene.lounge)
    scene.discord.let(scene.guild, scene.guild.everyone, May.VIEW_CHANNEL)
    await scene.bot.until(lambda: here.permissions_for(me).view_channel)
    with pytest.raises(Forbidden) as refused:
        await say(scene, "Hello.")
    assert refused.value.code == 50013


async def test_a_closed_private_chat_takes_nothing(scene: Scene) -> None:
    user = await scene.bot.fetch_user(scene.ann.id)
    await user.send("Hello, Ann.")
    chat = await scene.ann.opens_dm()
    assert scene.ann.reads(chat) == ["Hello, Ann."]
    for close in (scene.ann.closes_dms, lambda: scene.ann.leaves(scene.guild)):
        scene.ann.allows_dms()
        if scene.ann.id not in scene.guild.members:
            scene.ann.joins(scene.guild)
        close()
        with pytest.raises(Forbidden) as refused:
            await user.send("Are you there?")
        assert refused.value.code == 50007


async def test_somebody_on_a_stage_is_asked_to_speak(scene: Scene) -> None:
    stage = scene.discord.channel(scene.guild, "stage", STAGE)
    scene.ann.enters(stage)
    scene.ann.raises_hand(scene.guild)
    place = scene.bot.guilds[0]
    await scene.bot.until(lambda: place.get_member(scene.ann.id) is not None)
    member = place.get_member(scene.ann.id)
    assert member is not None
    with pytest.raises(Forbidden):
        await member.edit(suppress=False)
    scene.discord.overwrite(stage, mute_members=True)
    await member.edit(suppress=False)
    await scene.bot.until(lambda: member.voice is not None and not member.voice.suppress)


# The check of the ground itself.


def test_requests_are_checked_against_the_description(discord: Discord) -> None:
    if discord.description is None:
        pytest.skip(HOW_TO_GET)


async def test_a_wrong_answer_of_our_own_is_seen(scene: Scene) -> None:
    if scene.discord.description is None:
        return
    await say(scene, "Hello.")
    assert scene.discord.wrong_answers() == []
    sent = scene.discord.asked_for("POST", "/channels/{channel_id}/messages")[-1]
    sent.answer, whole = {**sent.answer, "content": None}, sent.answer
    assert len(scene.discord.wrong_answers()) == 1
    sent.answer = whole
    await scene.ann.dm("Hello.")
    *_, (name, told) = scene.discord.gateway.told()
    told["content"], words = None, told["content"]
    assert scene.discord.wrong_answers() == [f"{name}: content: None is not of type 'string'"]
    told["content"] = words
