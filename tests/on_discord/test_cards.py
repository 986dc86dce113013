"""Cards on Discord: pressed they leave the post and nothing else; typed they are never hidden."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import pytest
from on_discord.lounge import Lounge, buttons, person_id
from on_discord.people import Person
from on_discord.world import Channel

from bot.db import Tx

pytestmark = pytest.mark.slow

POSTS = {
    "Slow": "Card: slow. Please go a little slower.",
    "Explain": "Card: explain. Please say that again in other words. Everybody keeps their place.",
    "Pause": "Card: pause. Bev Stone, can we have a short break?",
}
UP = "Your card is up. No name is shown. I do not say or keep who. People who see you may guess."
FEW = "Only two people could have sent this. They may guess. What would you like?"
BUTTON = (
    "What you type here stays with your name, so I have not shown it. Please use the button."
    " It leaves nothing that I can read."
)

Row = tuple[object, ...]


async def written(lounge: Lounge) -> set[Row]:
    """Every row of every table, but for how far Discord had been read."""

    def read(tx: Tx) -> set[Row]:
        tables = [row[0] for row in tx.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            (one, *row)
            for one in tables
            if one != "bookmark"
            for row in tx.all(f"SELECT * FROM {one}")
        }

    await lounge.calm()
    return await lounge.bot.app.db.read(read)


def cards(lounge: Lounge) -> list[str]:
    """All that the room, or anybody, ever saw of cards."""
    there = [one.content for one in lounge.discord.messages.all() if not one.ephemeral]
    return [one for one in there if one.startswith("Card")]


async def in_the_room(lounge: Lounge) -> Channel:
    return lounge.room


async def in_private(lounge: Lounge) -> Channel:
    return await lounge.opens_dm(lounge.ann)


@pytest.mark.parametrize("place", [in_the_room, in_private])
@pytest.mark.parametrize("card", list(POSTS))
async def test_a_pressed_card_leaves_the_post_and_nothing_else(
    lounge: Lounge,
    caplog: pytest.LogCaptureFixture,
    card: str,
    place: Callable[[Lounge], object],
) -> None:
    """No row, no line of the log, no message: not to anybody, and not about anybody."""
    await lounge.meets()
    channel = await place(lounge)  # type: ignore[misc] # it is one of the two above
    before, logged = await written(lounge), len(caplog.records)
    messages = set(lounge.discord.messages.all())
    begun = await lounge.ann.slash(channel, card.casefold())
    assert await lounge.answer(lounge.ann, begun) == FEW
    assert begun.original is not None
    sent = await lounge.ann.presses("Send it", on=begun.original)
    assert await lounge.answer(lounge.ann, sent) == UP
    await lounge.later()
    new = await written(lounge) - before
    assert cards(lounge) == [POSTS[card]]
    assert [one[0] for one in new] == ["outbox"], new
    assert str(lounge.ann.id) not in repr(new)
    assert [one.getMessage() for one in caplog.records[logged:] if one.name != "discord.http"] == []
    shown = set(lounge.discord.messages.all()) - messages
    assert {one.only_for for one in shown} == {None, lounge.ann.user}
    assert [one.content for one in shown if one.only_for is None] == [POSTS[card]]


async def test_a_card_that_is_left_leaves_nothing_at_all(
    lounge: Lounge, caplog: pytest.LogCaptureFixture
) -> None:
    await lounge.meets()
    before, logged = await written(lounge), len(caplog.records)
    begun = await lounge.ann.slash(lounge.room, "slow")
    await lounge.answer(lounge.ann, begun)
    left = await lounge.press(lounge.ann, "Leave it", on=begun.original)
    assert left == "That is fine. Nothing was shown to anybody."
    assert await written(lounge) == before
    assert caplog.records[logged:] == []
    assert cards(lounge) == []


async def test_whoever_leads_is_asked_to_check_and_nothing_says_who_wanted_it(
    lounge: Lounge, caplog: pytest.LogCaptureFixture
) -> None:
    await lounge.meets()
    chat = await lounge.opens_dm(lounge.bev)
    before, logged = await written(lounge), len(caplog.records)
    begun = await lounge.ann.slash(lounge.room, "slow")
    await lounge.answer(lounge.ann, begun)
    asked = await lounge.press(lounge.ann, "Let Bev Stone check with everybody", on=begun.original)
    assert asked.startswith("I asked for a check with everybody. No name was given.")
    hint = await lounge.bev.hears(chat, "A good moment to ask everybody")
    assert str(lounge.ann.id) not in repr(await written(lounge) - before)
    assert caplog.records[logged:] == []
    assert cards(lounge) == []
    assert "Ann" not in hint.content


async def test_where_many_could_have_sent_it_a_card_is_shown_at_once(lounge: Lounge) -> None:
    for one in lounge.discord.people("Joe Reed", "Priya Rao", "Femi Cole", "Sam West"):
        one.joins(lounge.guild)
        await lounge.slash(one, "say-hello")
    await lounge.meets()
    assert await lounge.press(lounge.ann, "Slow") == UP
    assert cards(lounge) == [POSTS["Slow"]]


async def test_a_card_typed_in_private_is_answered_with_its_button(lounge: Lounge) -> None:
    """What is typed stays there with a name and a time, for whoever holds the bot's token."""
    await lounge.meets()
    chat = await lounge.opens_dm(lounge.ann)
    for line in ("slow", "Slow down!", "!slow", "/slow"):
        assert await lounge.dm(lounge.ann, line) == BUTTON
    await lounge.later()
    assert cards(lounge) == []
    asked = lounge.ann.sees(chat)[-1]
    assert list(buttons(asked))[-1] == "Slow"
    begun = await lounge.ann.presses("Slow", on=asked)
    assert await lounge.answer(lounge.ann, begun) == FEW


@pytest.mark.parametrize("line", ["1", "one", "Send it"])
async def test_no_number_typed_in_private_sends_a_card(lounge: Lounge, line: str) -> None:
    """Not even when it was asked by a press whether it shall be sent."""
    await lounge.meets()
    chat = await lounge.opens_dm(lounge.ann)
    begun = await lounge.ann.slash(chat, "slow")
    assert await lounge.answer(lounge.ann, begun) == FEW
    await lounge.dm(lounge.ann, line)
    await lounge.later()
    assert cards(lounge) == []


async def test_a_card_typed_in_the_channel_is_shown_for_all_can_see_who_typed_it(
    lounge: Lounge,
) -> None:
    await lounge.meets()
    await lounge.types(lounge.ann, "slow")
    await lounge.ann.hears(lounge.room, POSTS["Slow"])
    assert lounge.told(lounge.ann, lounge.tom) == []


async def test_the_same_card_again_within_three_minutes_is_one_card(lounge: Lounge) -> None:
    await lounge.meets()
    await lounge.types(lounge.ann, "slow")
    assert await send(lounge, lounge.tom) == UP
    await lounge.later()
    assert cards(lounge) == [POSTS["Slow"]]
    await lounge.later(200)
    assert await send(lounge, lounge.tom) == UP
    await asyncio.sleep(0.2)
    assert cards(lounge) == [POSTS["Slow"]] * 2


async def send(lounge: Lounge, who: Person) -> str:
    begun = await who.slash(lounge.room, "slow")
    await lounge.answer(who, begun)
    return await lounge.press(who, "Send it", on=begun.original)


async def test_cards_in_practice_are_only_practice(
    lounge: Lounge, caplog: pytest.LogCaptureFixture
) -> None:
    await lounge.slash(lounge.ann, "practise")
    await lounge.press(lounge.ann, "Hand up")
    logged = len(caplog.records)
    assert (await lounge.press(lounge.ann, "Slow")).startswith("Good. And when it is your turn")
    assert await lounge.slash(lounge.ann, "slow") != UP
    assert (await lounge.press(lounge.ann, "Pass")).startswith("That is all you need.")
    await lounge.later()
    assert cards(lounge) == []
    assert "slow" not in " ".join(one.getMessage() for one in caplog.records[logged:])
    assert lounge.told(lounge.tom, lounge.bev) == []


async def test_practice_typed_in_private_is_only_practice_too(lounge: Lounge) -> None:
    await lounge.opens_dm(lounge.ann)
    await lounge.dm(lounge.ann, "practise")
    assert (await lounge.dm(lounge.ann, "hand up")).startswith("Good. Now a card")
    assert (await lounge.dm(lounge.ann, "slow")).startswith("Good. And when it is your turn")
    assert (await lounge.dm(lounge.ann, "pass")).startswith("That is all you need.")
    await lounge.later()
    assert cards(lounge) == []


async def test_a_card_is_not_said_to_have_failed_by_name(
    lounge: Lounge, caplog: pytest.LogCaptureFixture
) -> None:
    """Discord is ill just then: nothing is logged but that a press was not taken up."""
    await lounge.meets()
    logged = len(caplog.records)
    lounge.discord.faults.fail("POST", "/interactions/*/callback", status=404)
    begun = await lounge.ann.slash(lounge.room, "slow")
    await asyncio.sleep(0.5)
    assert begun.original is None
    written_down = [one for one in caplog.records[logged:] if one.levelno >= logging.INFO]
    assert "slow" not in " ".join(one.getMessage() for one in written_down)
    assert person_id(lounge.ann) not in " ".join(one.getMessage() for one in written_down)
    lounge.discord.interactions.all.remove(begun)
