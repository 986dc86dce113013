"""Small groups on Matrix: a room for each, to which its people are asked, and the way back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from matrix.bot_here import bot_here
from matrix.people import Person, Town

from bot.clock import Clock

pytestmark = pytest.mark.slow


def passes(clock: Clock, seconds: float) -> None:
    clock.move(timedelta(seconds=seconds))


async def comes_in(who: Person, name: str) -> str:
    """Somebody takes the invitation to a room of that name."""
    for _ in range(600):
        for id, one in who.client.invited_rooms.items():
            if one.name == name:
                return await who.join(str(id))
        await asyncio.sleep(0.05)
    raise AssertionError(f"{who.name} was not asked into {name}")


async def is_over(who: Person, place: str) -> None:
    """Their client shows the way back."""
    for _ in range(600):
        if any(one.type == "m.room.tombstone" for one in who.heard(place)):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the room is not closed")


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_small_groups_have_rooms_of_their_own(
    town: Town, tmp_path: Path, *, encrypted: bool
) -> None:
    clock = Clock()
    async with bot_here(town.synapse, tmp_path, encryption=encrypted, clock=clock) as bot:
        people = await town.people("Ann", "Tom", "Sam", "Eve", encrypted=encrypted)
        ann, tom, sam, eve = people
        room = await town.room("North Town", *people, encrypted=encrypted)
        await ann.invite(room, bot.user)
        await ann.hears(room, "Hello. Alongside here.")
        for who in people:
            said = await who.says(room, "!say hello")
            await bot.tap.took(f"matrix:{said}")
        said = await ann.says(room, "!start")
        await tom.hears(room, "leads today", after=said)
        passes(clock, 70)
        said = await ann.says(room, "small groups 2, 10 minutes: page 1; page 2")
        await eve.hears(room, "Type A, B or stay.", after=said)
        for who, letter in ((tom, "A"), (sam, "a"), (eve, "stay"), (ann, "A")):
            await bot.tap.took(f"matrix:{await who.says(room, letter)}")
        passes(clock, 125)
        # Ann leads, and Eve would be alone here.
        await eve.hears(room, "A: Tom, Sam. Here: Eve, Ann.", timeout=30)
        place = await comes_in(tom, "North Town A")
        assert await comes_in(sam, "North Town A") == place
        about = await tom.hears(place, "It is about: page 1.", timeout=30)
        assert about.encrypted is encrypted
        names = [one.content for one in tom.heard(place) if one.type == "m.room.name"]
        assert names == [{"name": "North Town A"}], "its name tells nothing of what it is about"
        said = await sam.says(place, "come here")
        await bot.tap.took(f"matrix:{said}")
        assert await comes_in(ann, "North Town A") == place
        said = await sam.says(place, "our lines: start with what I can do")
        await tom.hears(place, "start with what I can do”", after=said, timeout=30)
        passes(clock, 301)
        await tom.hears(place, "Five minutes left.", timeout=30)
        passes(clock, 301)
        await eve.hears(room, "Welcome back. A says: “start with what I can do”", timeout=30)
        await tom.hears(place, "Please go back to the big room.", timeout=30)
        await is_over(tom, place)
        said = await tom.says(place, "!hand up")
        again = await tom.says(room, "hand up")
        await bot.tap.took(f"matrix:{again}")
        assert f"matrix:{said}" not in bot.tap.replies, "the bot is not there any more"
