"""The ground's people: what they see, may do, and change of themselves."""

from __future__ import annotations

import aiohttp
import pytest
from discord import (
    Client,
    Forbidden,
    Intents,
    Interaction,
    NotFound,
    Permissions,
    Thread,
    app_commands,
    ui,
)
from on_discord.forms import CannotDo
from on_discord.rights import May
from on_discord.scene import Scene, connected, furnish, offer_hand_up, say
from on_discord.server import Discord

pytestmark = pytest.mark.slow


async def test_a_thread_is_a_place_of_its_own(scene: Scene) -> None:
    thread = scene.discord.thread(scene.lounge, "The bus")
    await scene.bot.until(lambda: scene.bot.get_channel(thread.id))
    place = scene.bot.get_channel(thread.id)
    assert isinstance(place, Thread)
    await place.send("In here.")
    assert scene.ann.reads(thread) == ["In here."]
    assert scene.ann.reads(scene.lounge) == []
    scene.discord.overwrite(scene.lounge, send_messages_in_threads=False)
    with pytest.raises(Forbidden) as refused:
        await place.send("Not any more.")
    assert refused.value.code == 50013
    begun = await (await scene.bot.room(scene.lounge.id).send("A topic.")).create_thread(name="T")
    assert begun.parent_id == scene.lounge.id
    scene.discord.remove(thread)
    await scene.bot.until(lambda: scene.bot.get_channel(thread.id) is None)
    assert scene.discord.refused == []


async def test_a_new_name_is_the_name_from_then_on(scene: Scene) -> None:
    scene.tom.renames("Thomas")
    await scene.tom.dm("It is me.")
    scene.ann.renames("Annie", only_in=scene.guild)
    await scene.ann.mentions_bot(scene.lounge, "It is me, too.")
    await scene.bot.until(lambda: len(scene.bot.heard) == 2)
    assert [one.author.display_name for one in scene.bot.heard] == ["Thomas", "Annie"]


async def test_who_left_is_no_member_and_who_deleted_all_has_no_name(scene: Scene) -> None:
    guild = scene.bot.guilds[0]
    assert (await guild.fetch_member(scene.tom.id)).display_name == "Tom"
    scene.tom.leaves(scene.guild)
    with pytest.raises(NotFound) as refused:
        await guild.fetch_member(scene.tom.id)
    assert refused.value.code == 10007
    with pytest.raises(CannotDo):
        await scene.tom.says(scene.lounge, "Hello?")
    scene.ann.deletes_account()
    assert (await scene.bot.fetch_user(scene.ann.id)).display_name.startswith("Deleted User")
    with pytest.raises(NotFound) as gone:
        await scene.bot.fetch_user(1)
    assert gone.value.code == 10013


async def test_people_press_what_they_see(scene: Scene) -> None:
    hall = scene.discord.channel(scene.guild, "hall")
    await scene.bot.until(lambda: scene.bot.get_channel(hall.id))
    for place in (scene.lounge, hall):
        view = ui.View(timeout=None)
        view.add_item(ui.Button(label="Next", custom_id=place.name))
        await scene.bot.room(place.id).send("Hands.", view=view)
    assert (await scene.ann.presses("Next")).data["custom_id"] == "hall"
    scene.discord.overwrite(hall, scene.tom, view_channel=False, add_reactions=True)
    assert (await scene.tom.presses("Next")).data["custom_id"] == "lounge"
    with pytest.raises(CannotDo):
        await scene.tom.reacts(scene.ann.sees(hall)[0], "👍")


async def test_members_are_told_of_only_with_the_intent_for_it(
    discord: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    guild, _, ann, tom = furnish(discord)
    intents = Intents.default()
    intents.members = True
    discord.gateway.allowed = intents.value
    async with connected(discord, monkeypatch, intents=intents) as bot:
        await bot.until(lambda: len(bot.guilds[0].members) == 3)
        tom.renames("Thomas")
        ann.leaves(guild)
        ann.joins(guild)
        await bot.until(lambda: "GUILD_MEMBER_ADD" in bot.events)
        told = [one for one in bot.events if "MEMBER" in one]
        assert told == [
            "GUILD_MEMBERS_CHUNK",
            "GUILD_MEMBER_UPDATE",
            "GUILD_MEMBER_REMOVE",
            "GUILD_MEMBER_ADD",
        ]


async def test_the_words_of_others_are_theirs(scene: Scene) -> None:
    asked = await scene.ann.says(scene.lounge, "Mine.")
    theirs = scene.bot.room(scene.lounge.id).get_partial_message(asked.id)
    with pytest.raises(Forbidden) as refused:
        await theirs.edit(content="Ours.")
    assert refused.value.code == 50005
    with pytest.raises(Forbidden) as refused:
        await theirs.delete()
    assert refused.value.code == 50013
    scene.discord.overwrite(scene.lounge, manage_messages=True)
    await theirs.delete()
    assert scene.ann.sees(scene.lounge) == []


async def test_without_the_right_the_history_is_empty(scene: Scene) -> None:
    await say(scene, "Hello.")
    room = scene.bot.room(scene.lounge.id)
    assert len([one async for one in room.history()]) == 1
    scene.discord.overwrite(scene.lounge, read_message_history=False)
    assert [one async for one in room.history()] == []


async def test_a_command_may_be_hidden_from_most(scene: Scene) -> None:
    @scene.bot.tree.command(name="close", description="Closes.")
    @app_commands.default_permissions(Permissions(manage_guild=True))
    async def close(interaction: Interaction[Client]) -> None:
        await interaction.response.send_message("Closed.")

    await scene.bot.tree.sync()
    with pytest.raises(CannotDo):
        await scene.tom.slash(scene.lounge, "close")
    await scene.ann.answered(await scene.ann.slash(scene.lounge, "close"))
    scene.discord.role(scene.guild, "Helpers", May.MANAGE_GUILD, scene.tom)
    await scene.tom.answered(await scene.tom.slash(scene.lounge, "close"))


async def test_a_guild_that_sends_the_bot_away_is_closed_to_it(scene: Scene) -> None:
    await offer_hand_up(scene)
    scene.discord.remove_bot(scene.guild)
    await scene.bot.until(lambda: not scene.bot.guilds)
    with pytest.raises(Forbidden) as refused:
        await say(scene, "Hello?")
    assert refused.value.code == 50001
    scene.discord.invite_bot(scene.guild)
    await scene.bot.until(lambda: scene.bot.guilds)
    await say(scene, "Here again.")


async def test_without_a_token_nothing_is_told(scene: Scene) -> None:
    async with aiohttp.ClientSession() as stranger:
        answer = await stranger.get(f"{scene.discord.url}/channels/{scene.lounge.id}")
        assert answer.status == 401
        assert (await answer.json())["code"] == 0
        assert (await stranger.get(f"{scene.discord.url}/gateway")).status == 200
