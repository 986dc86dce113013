"""Channels where the bot may not write or see, that are gone, and servers that it had to leave."""

from __future__ import annotations

import asyncio

import pytest
from on_discord.lounge import Lounge, person_id, until

pytestmark = pytest.mark.slow

UNHEARD = (
    "I may not write in this channel, so the others hear nothing from me."
    " Whoever manages it can change that."
)


def troubles(lounge: Lounge) -> list[str]:
    return [key for key, _ in lounge.bot.app.troubles.lately()]


def tried(lounge: Lounge) -> int:
    """How often something was to be said in the room."""
    posts = lounge.discord.asked_for("POST", "/channels/{channel_id}/messages")
    return len([one for one in posts if str(lounge.room.id) in one.path])


@pytest.mark.parametrize(
    ("lost", "trouble", "words"),
    [
        ("send_messages", "discord.cannot-write", "I may not write in the channel"),
        ("view_channel", "discord.cannot-see", "I cannot see the channel"),
    ],
)
async def test_where_it_may_not_write_people_are_told_and_the_admin_once(
    lounge: Lounge, caplog: pytest.LogCaptureFixture, lost: str, trouble: str, words: str
) -> None:
    """What people ask is answered all the same. Nothing is tried over and over."""
    await lounge.meets()
    lounge.discord.overwrite(lounge.room, None, **{lost: False})
    await lounge.calm()
    assert await lounge.slash(lounge.ann, "hand-up") == (
        f"Your hand is up. You are first. {UNHEARD}"
    )
    await lounge.later()
    assert await lounge.slash(lounge.bev, "next") == UNHEARD
    assert (await lounge.slash(lounge.tom, "who-leads")).endswith(UNHEARD)
    await lounge.later()
    await lounge.calm()
    assert troubles(lounge) == [trouble]
    told = [one.getMessage() for one in caplog.records if one.getMessage().startswith(words)]
    assert len(told) == 1
    assert str(lounge.room.id) in told[0]
    before = tried(lounge)
    await asyncio.sleep(1.0)
    assert tried(lounge) == before


async def test_once_it_may_write_again_the_list_is_the_true_one(lounge: Lounge) -> None:
    await lounge.meets()
    lounge.discord.overwrite(lounge.room, None, send_messages=False)
    await lounge.calm()
    await lounge.slash(lounge.ann, "hand-up")
    await lounge.later()
    lounge.discord.overwrite(lounge.room, None, send_messages=True)
    await lounge.calm()
    assert await lounge.slash(lounge.tom, "hand-up") == "Your hand is up. You are second."
    await lounge.later()
    await lounge.ann.hears(lounge.room, "Hands: Ann Lee, then Tom Hill.")


async def test_a_card_where_it_may_not_write_is_not_said_to_be_seen(lounge: Lounge) -> None:
    await lounge.meets()
    lounge.discord.overwrite(lounge.room, None, send_messages=False)
    await lounge.calm()
    begun = await lounge.ann.slash(lounge.room, "slow")
    assert (await lounge.answer(lounge.ann, begun)).endswith(UNHEARD)
    assert (await lounge.press(lounge.ann, "Send it", on=begun.original)).endswith(UNHEARD)


async def test_private_chats_go_on_when_the_channel_is_deleted(lounge: Lounge) -> None:
    await lounge.opens_dm(lounge.tom)
    await lounge.meets()
    lounge.discord.remove(lounge.room)
    await lounge.calm()
    assert await lounge.dm(lounge.tom, "hand up") == "Your hand is up. You are first."
    await lounge.later()
    await lounge.calm()
    assert await lounge.dm(lounge.tom, "who leads") == "This group is looked after by Bev Stone."
    await lounge.calm(1.0)
    await lounge.starts_again()
    assert await lounge.dm(lounge.tom, "hand down") == "Your hand is down."


async def test_away_from_the_server_nobody_is_forgotten(
    lounge: Lounge, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever manages it may have made a mistake. Back again, all goes on."""
    await lounge.meets()
    await lounge.press(lounge.ann, "Hand up")
    lounge.discord.remove_bot(lounge.guild)
    await lounge.calm()
    await lounge.later(3600)
    await lounge.starts_again()
    await lounge.calm()
    assert {person_id(one) for one in lounge.people} == set(lounge.group.members)
    lounge.discord.invite_bot(lounge.guild)
    await lounge.calm()
    assert await lounge.slash(lounge.ann, "who-is-next") == "Hands: Ann Lee."
    await lounge.types(lounge.tom, "hand up")
    await lounge.later()
    await lounge.ann.hears(lounge.room, "Hands: Ann Lee, then Tom Hill.")
    await until(lambda: not [one for one in caplog.records if one.levelname == "ERROR"])


async def test_a_thread_of_the_room_that_is_deleted_is_no_trouble(lounge: Lounge) -> None:
    await lounge.meets()
    thread = lounge.discord.thread(lounge.room, "The bus")
    await lounge.calm()
    await lounge.types(lounge.tom, "hand up", thread)
    lounge.discord.remove(thread)
    await lounge.later()
    await lounge.ann.hears(lounge.room, "Hands: Tom Hill.")
    assert troubles(lounge) == []
