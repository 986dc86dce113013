"""How a meeting left people, on Discord: by the button under its last post, and never typed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from on_discord.lounge import Lounge, buttons, open_lounge, until, unwanted
from on_discord.messages import Message
from on_discord.people import Person
from on_discord.server import Discord

from bot.model import RoomId

pytestmark = pytest.mark.slow

PRESS = "How today left me"
MORE = ("Joe Reed", "Priya Rao", "Femi Cole", "Sam West", "Ana Diaz", "Grace Hall")
HOUR = 3600.0


@pytest.fixture
async def lounge(discord: Discord, tmp_path: Path) -> AsyncIterator[Lounge]:
    """A group of eight that said yes to it, and a meeting that has just ended."""
    async with open_lounge(discord, tmp_path) as one:
        for other in discord.people(*MORE):
            other.joins(one.guild)
            await one.slash(other, "say-hello")
        await one.slash(one.bev, "alongside", words="switch on asking")
        await one.press(one.bev, "The group says yes")
        await one.slash(one.bev, "start")
        await one.later(61)
        await one.slash(one.bev, "end")
        await until(lambda: any("has ended" in line for line in one.lines()))
        await one.calm(1.0)
        yield one
    assert unwanted(discord) == []


async def begins(lounge: Lounge, who: Person) -> Message:
    post = await who.hears(lounge.room, lambda one: PRESS in buttons(one))
    assert "has ended" in post.content
    begun = await who.presses(PRESS, on=post)
    told = await lounge.answer(who, begun)
    assert "Discord sees that you used me, and when." in told
    assert begun.original is not None
    offered = [label for label in buttons(begun.original) if label]
    assert offered == ["Lighter", "Okay", "Tired", "Heavy", "Rather not say", "More about this"]
    return begun.original


async def answers(lounge: Lounge, who: Person, option: str) -> str:
    chosen = await who.presses(option, on=await begins(lounge, who))
    return await lounge.answer(who, chosen)


def everybody(lounge: Lounge) -> list[Person]:
    known = {one.name: one for one in lounge.discord.world.users.values()}
    return [lounge.ann, lounge.tom, *(Person(lounge.discord, known[name]) for name in MORE)]


async def test_from_the_button_to_the_sentence_and_no_message_holds_an_answer(
    lounge: Lounge,
) -> None:
    before = frozenset(discord_messages(lounge))
    for who in everybody(lounge):
        told = await answers(lounge, who, "Heavy")
        assert told.startswith("Thank you. Your answer is held, without your name.")
        assert "choose the button again" in told
    for one in discord_messages(lounge) - before:
        assert one.only_for is not None, "only the one who pressed sees it, and it cannot be read"
    await next_morning(lounge, "mostly tired or heavy")


async def test_the_slash_word_does_the_same(lounge: Lounge) -> None:
    begun = await lounge.ann.slash(lounge.room, "how-today-left-me")
    assert "How did the meeting on" in await lounge.answer(lounge.ann, begun)
    chosen = await lounge.ann.presses("Okay", on=begun.original)
    assert (await lounge.answer(lounge.ann, chosen)).startswith("Thank you.")


async def test_in_a_private_chat_it_is_led_to_the_room(lounge: Lounge) -> None:
    await lounge.opens_dm(lounge.ann)
    said = await lounge.dm(lounge.ann, "how today left me")
    assert said.startswith("Please do not write it here.")
    assert "held" not in await lounge.dm(lounge.ann, "4")


async def test_a_button_pressed_after_it_closed_is_answered_kindly(lounge: Lounge) -> None:
    asked = await begins(lounge, lounge.ann)
    await next_morning(lounge, "Fewer than 5 people answered")
    late = await lounge.ann.presses("Heavy", on=asked)
    told = await lounge.answer(lounge.ann, late)
    assert told.startswith(("I no longer hold this", "Just now I do not ask"))
    again = await lounge.ann.presses(PRESS, among=lounge.room)
    assert (await lounge.answer(lounge.ann, again)).startswith("Just now I do not ask")


async def next_morning(lounge: Lounge, wanted: str) -> None:
    """The clock here begins at any hour, and nothing is said at night."""
    for _ in range(13):
        await lounge.later(3 * HOUR)
        await until(lambda: lounge.bot.app.at_rest)
        if lounge.bot.app.groups.of_room(RoomId(f"discord:{lounge.room.id}")).pulse is None:  # type: ignore[union-attr]
            break
    await until(lambda: any(wanted in line for line in lounge.lines()), str(lounge.lines()[-3:]))


def discord_messages(lounge: Lounge) -> set[Message]:
    return set(lounge.discord.messages.all())
