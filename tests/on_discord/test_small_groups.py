"""Small groups on Discord: a private thread for each, with only its own people in it."""

from __future__ import annotations

import pytest
from on_discord.lounge import Lounge, buttons, until
from on_discord.people import Person
from on_discord.world import PRIVATE_THREAD, Channel

pytestmark = pytest.mark.slow


async def five(lounge: Lounge) -> list[Person]:
    """Two more people, in a meeting, where threads may be made."""
    lounge.discord.overwrite(lounge.room, None, create_private_threads=True)
    more = lounge.discord.people("Sam Low", "Eve Day")
    for who in more:
        lounge.discord.world.add_member(lounge.guild, who.user)
        await lounge.press(who, "Say hello")
    await lounge.meets()
    return [lounge.ann, lounge.tom, *more]


def threads(lounge: Lounge) -> dict[str, Channel]:
    there = lounge.guild.channels.values()
    return {one.name[-1:]: one for one in there if one.type == PRIVATE_THREAD}


async def apart(lounge: Lounge) -> list[Person]:
    people = await five(lounge)
    await lounge.slash(lounge.bev, "small-groups", groups="2, 10 minutes")
    for who, letter in zip(people, "AABB", strict=True):
        told = await lounge.press(who, letter)
        assert told.startswith(f"You are in {letter}.")
    await lounge.later(125)
    await until(lambda: [len(one.people) for one in threads(lounge).values()] == [3, 3])
    return people


async def test_each_group_has_a_thread_that_only_its_people_read(lounge: Lounge) -> None:
    ann, tom, sam, eve = await apart(lounge)
    a, b = threads(lounge)["A"], threads(lounge)["B"]
    await ann.hears(a, "This is A.")
    assert "To give them, type: /our-lines." in "".join(ann.reads(a))
    assert lounge.lines()[-1].startswith(
        "A: Ann Lee, Tom Hill. B: Sam Low, Eve Day. Here: Bev Stone."
    )
    await sam.hears(b, "This is B.")
    assert ann.reads(b) == sam.reads(a) == []
    await lounge.later(301)
    await eve.hears(b, "Five minutes left. Three short lines are enough. Need Bev Stone?")
    await lounge.types(tom, "our lines: start with what I can do", a)
    await ann.hears(a, "A says: “start with what I can do”")
    begun = await eve.slash(b, "our-lines")
    await lounge.send(eve, begun, lines="ask about nights")
    await lounge.answer(eve, await eve.presses("Yes", on=begun.original))
    await eve.hears(b, "B says: “ask about nights”")
    await lounge.later(301)
    await lounge.last_line(
        "Welcome back. A says: “start with what I can do” B says: “ask about nights”"
    )
    await until(lambda: all(one.archived for one in threads(lounge).values()))
    assert any("Please go back to the channel." in line for line in ann.reads(a))
    assert lounge.discord.refused == []


async def test_a_group_calls_whoever_leads_from_its_thread(lounge: Lounge) -> None:
    ann, *_ = await apart(lounge)
    a = threads(lounge)["A"]
    before = lounge.lines()
    await lounge.answer(ann, await ann.slash(a, "come-here"))
    called = await ann.hears(a, "please come here when you can.")
    assert [one.id for one in called.mentions] == [lounge.bev.user.id]
    await until(lambda: lounge.bev.user.id in a.people)
    assert lounge.lines() == before


async def test_without_the_permission_that_is_said_before_people_choose(lounge: Lounge) -> None:
    await five(lounge)
    lounge.discord.overwrite(lounge.room, None)
    await lounge.calm()
    await lounge.slash(lounge.bev, "small-groups", groups="2, 10 minutes")
    line = await lounge.ann.hears(lounge.room, "Two small groups until")
    assert "I cannot open small rooms here. You can still split in your call." in line.content
    assert [one for one in buttons(line) if one] == ["A", "B", "Stay"]
    await lounge.later(125)
    assert threads(lounge) == {}
