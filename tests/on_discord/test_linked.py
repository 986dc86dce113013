"""One group on Discord and on Matrix: one list, one set of settings, and no pings across."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from matrix.people import Town
from matrix.synapse import HOW_TO_INSTALL, INSTALLED, Synapse, open_synapse
from on_discord.both import PACE, Linked, Side, meeting, raises, uma_leads_too
from on_discord.server import Discord

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not INSTALLED, reason=HOW_TO_INSTALL)]


@pytest.fixture(scope="module")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    with open_synapse(tmp_path_factory.mktemp("synapse"), limits="lifted") as running:
        yield running


@pytest.fixture
async def town(synapse: Synapse) -> AsyncIterator[Town]:
    async with Town(synapse) as one:
        yield one


@pytest.fixture
async def group(discord: Discord, town: Town, tmp_path: Path) -> AsyncIterator[Linked]:
    async with meeting(discord, town, tmp_path) as one:
        yield one
    assert discord.refused == []


async def test_next_from_both_sides_at_the_same_instant_moves_the_queue_once(
    group: Linked,
) -> None:
    await uma_leads_too(group)
    names = ("Ann", "Max", "Tom")
    await raises(group, *names)
    await group.hears("Hands: Ann, then Max, then Tom.")
    for n, who in enumerate(names):
        async with asyncio.TaskGroup() as both:
            both.create_task(group.slash("Bev", "next"))
            both.create_task(group.types("Uma", "next"))
        await group.hears(f"{who}, it is your turn.")
        await asyncio.sleep(0.3)
        turns: tuple[Side, ...] = ("discord", "matrix")
        for side in turns:
            called = [line for line in group.lines(side) if "it is your turn" in line]
            assert len(called) == n + 1, called
        await group.later(PACE)


async def test_the_button_and_the_typed_word_at_once_move_the_queue_once(group: Linked) -> None:
    await uma_leads_too(group)
    await raises(group, "Tom", "Uma", "Ann", "Max")
    await group.hears("Hands: Tom, then Uma")
    for n, who in enumerate(("Tom", "Uma", "Ann", "Max")):
        presses = [group.press("Bev", "Next person"), group.press("Bev", "Next person")]
        await asyncio.gather(*presses, group.types("Uma", "next"))
        await group.hears(f"{who}, it is your turn.")
        await asyncio.sleep(0.3)
        called = [line for line in group.lines("matrix") if "it is your turn" in line]
        assert len(called) == n + 1, called
        await group.later(PACE)


async def test_what_is_chosen_on_one_side_holds_on_the_other(group: Linked) -> None:
    await uma_leads_too(group)
    await group.types("Uma", "!order first come")
    await group.hears("From now on, hands are called in the order they went up.")
    await group.slash("Bev", "alongside", words="easy words")
    await group.hears("easy words", times=1)
    assert group.group.settings["hands.order"] == "first come"
    await group.types("Uma", "!order new voices")
    await group.hears("New voices go first now.")
    await group.types("Uma", "!usual words")
    await group.slash("Bev", "alongside", words="order first come")
    await group.hears("From now on, hands are called in the order they went up.", times=2)


@pytest.mark.parametrize("side", ["discord", "matrix"])
async def test_quiet_on_one_side_is_quiet_on_both(group: Linked, side: Side) -> None:
    if side == "discord":
        await group.slash("Ann", "quiet")
    else:
        await group.types("Uma", "quiet")
    await group.hears("Alongside is quiet now.")
    before = group.lines("discord"), group.lines("matrix")
    await group.slash("Ann", "hand-up")
    await group.types("Max", "hand up")
    await group.types("Max", "who is next")
    await group.types("Tom", "help")
    assert await group.slash("Bev", "next") == (
        "It is quiet now. I will call nobody. To go on, type: /carry-on."
    )
    for _ in range(5):
        await group.later(PACE)
    await asyncio.sleep(0.5)
    assert (group.lines("discord"), group.lines("matrix")) == before
    if side == "discord":
        await group.types("Uma", "carry on")
    else:
        await group.slash("Ann", "carry-on")
    await group.hears("We carry on. Places are kept: Ann, then Max.")


async def test_names_from_the_other_side_never_ping(group: Linked) -> None:
    bev, uma = group.on_discord["Bev"], group.on_matrix["Uma"]
    max_ = group.on_matrix["Max"]
    await max_.client.set_displayname(f"<@{bev.id}> @everyone")
    group.on_discord["Ann"].renames(uma.user)
    await asyncio.sleep(1)
    await raises(group, "Ann", "Max")
    await group.hears("Hands:")
    await group.slash("Bev", "next")
    await group.hears("it is your turn")
    await group.later(PACE)
    await group.slash("Bev", "next")
    await group.hears("it is your turn", times=2)
    for message in group.in_lounge():
        assert not message.everyone
        assert bev.user not in message.mentions
        assert bev.mention not in message.content, "it would read as a mention"
    turns = [message for message in group.in_lounge() if "it is your turn" in message.content]
    assert [one.mentions for one in turns] == [[group.on_discord["Ann"].user], []]
    heard = [seen for seen in group.in_room() if "it is your turn" in seen.body]
    assert [seen.mentions for seen in heard] == [(), (max_.user,)]
    assert all(uma.user not in seen.mentions for seen in group.in_room())


async def test_the_same_human_on_both_sides_counts_once(group: Linked) -> None:
    code = await group.slash("Tom", "alongside", words="i am also")
    both = f"i am also {code.split('i am also ')[1].split('.')[0]}"
    before = len(group.group.members)
    told = await group.tells("Max", both)
    assert told == "You are Tom on both now. You count as one person. To undo it, type: not me."
    assert len(group.group.members) == before - 1
    await group.types("Max", "hand up")
    assert await group.slash("Tom", "hand-up") == "Your hand is up. You are first."
    await group.later(PACE)
    await group.hears("Hands: Tom.")
    await group.slash("Bev", "next")
    await group.hears("Tom, it is your turn. Nobody is waiting.")
    await group.types("Max", "pass")
    await group.hears("Nobody is waiting. To speak, type:")
    assert (
        await group.slash("Tom", "alongside", words="not me")
        == "Your two accounts are apart again."
    )
    await raises(group, "Tom", "Max")
    await group.hears("Hands: Max, then Tom.")
