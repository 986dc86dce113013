"""One group on Discord and on Matrix, and one of the two cannot be reached.

The other goes on, its people are told, and what the absent ones missed is told to them when it
is back.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from matrix import gate as faults
from matrix.gate import Fault, open_gate
from matrix.people import Town
from matrix.synapse import HOW_TO_INSTALL, INSTALLED, Synapse, open_synapse
from on_discord.both import PACE, Linked, bot_on_both, meeting, raises, uma_leads_too
from on_discord.server import Discord
from pace import SLOWER

from adapters.matrix import following, wire
from bot.reach import FOR_A_WHILE

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not INSTALLED, reason=HOW_TO_INSTALL)]

AT_ONCE = 2.0 * SLOWER
"""Seconds in which a line must stand where all is well."""

MISSED = "I was away for a while. Something I had to say here is too old now."


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


async def test_while_discord_is_down_matrix_goes_on_and_is_told_once(
    group: Linked, discord: Discord
) -> None:
    await uma_leads_too(group)
    await raises(group, "Tom", "Max")
    await group.hears("Hands: Tom, then Max.")
    await discord.stop()
    await group.later(5)
    for who in ("Tom", "Max"):
        began = time.monotonic()
        await group.types("Uma", "next")
        await group.hears(f"{who}, it is your turn.", "matrix", seconds=AT_ONCE)
        assert time.monotonic() - began < AT_ONCE
        await group.later(FOR_A_WHILE)
    away = "I cannot reach the people on Discord now. We can go on here."
    await group.later(PACE)
    await group.hears(away, "matrix")
    await group.later(PACE)
    await group.later(11 * 60)  # what they missed is too old for a meeting by now
    await group.types("Uma", "hand up")
    await group.later(5)
    await group.hears("Hands: Uma.", "matrix")
    await group.types("Uma", "next")
    await group.hears("Uma, it is your turn.", "matrix")
    before = len(group.lines("discord"))
    await discord.start()
    await group.hears("Uma, it is your turn.", "discord", seconds=60)
    assert group.lines("discord")[before:] == [
        MISSED,
        "Hands: Uma.",
        "Uma, it is your turn. Nobody is waiting.",
    ]
    await group.is_whole()
    await group.later(PACE)
    await group.hears("The people on Discord are back.", "matrix")
    await group.later(PACE)
    for text in (away, "The people on Discord are back."):
        assert sum(text in line for line in group.lines("matrix")) == 1
        assert not any(text in line for line in group.lines("discord"))
    assert await group.slash("Ann", "hand-up") == "Your hand is up. You are first."


async def test_while_discord_hangs_neither_lines_nor_the_live_list_wait_on_matrix(
    group: Linked, discord: Discord
) -> None:
    await uma_leads_too(group)
    await raises(group, "Max")
    await group.hears("Hands: Max.")
    discord.faults.hang("*", "*", times=1_000)
    await group.types("Uma", "next")
    await group.hears("Max, it is your turn.", "matrix", seconds=AT_ONCE)
    uma = group.on_matrix["Uma"]
    await uma.hears(group.room, lambda seen: bool(seen.replaces) and "Max is sp" in seen.body)
    assert not any("Max, it is your turn" in line for line in group.lines("discord"))
    discord.faults.clear()
    await group.hears("Max, it is your turn.", "discord")


@pytest.fixture
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorter pauses, of the same shape."""
    monkeypatch.setattr(wire, "FIRST_PAUSE", 0.1)
    monkeypatch.setattr(wire, "LONGEST_PAUSE", 1.0)
    monkeypatch.setattr(wire, "PATIENCE", 1.0)
    monkeypatch.setattr(following, "HELD", 2_000)
    monkeypatch.setattr(following, "SLOW", 0.5)


@pytest.mark.parametrize("fault", [faults.bad_gateway, faults.hang], ids=["ill", "hangs"])
async def test_while_matrix_is_down_discord_goes_on_and_is_told_once(
    discord: Discord, town: Town, tmp_path: Path, in_haste: None, fault: Fault
) -> None:
    async with (
        open_gate(town.synapse.url) as gate,
        meeting(discord, town, tmp_path, gate.url) as group,
    ):
        await raises(group, "Max", "Tom", "Ann")
        await group.hears("Hands: Max, then Tom, then Ann.")
        before = len(group.lines("matrix"))
        gate.fails(fault)
        await asyncio.sleep(3)
        await group.later(5)
        for who in ("Max", "Tom"):
            began = time.monotonic()
            await group.slash("Bev", "next")
            await group.hears(f"{who}, it is your turn.", "discord", seconds=AT_ONCE)
            assert time.monotonic() - began < AT_ONCE
            await group.later(FOR_A_WHILE)
        away = "I cannot reach the people on Matrix now. We can go on here."
        await group.later(PACE)
        await group.hears(away, "discord")
        await group.later(PACE)
        gate.is_well()
        await group.hears("Tom, it is your turn.", "matrix", seconds=60)
        assert group.lines("matrix")[before:] == [
            "Max, it is your turn. Next: Tom.",
            "Tom, it is your turn. Next: Ann.",
        ]
        await group.is_whole()
        await group.later(PACE)
        await group.hears("The people on Matrix are back.", "discord")
        await group.later(PACE)
        for text in (away, "The people on Matrix are back."):
            assert sum(text in line for line in group.lines("discord")) == 1
            assert not any(text in line for line in group.lines("matrix"))


async def test_a_homeserver_that_is_away_from_the_start_is_told_as_well(
    discord: Discord, town: Town, tmp_path: Path, in_haste: None
) -> None:
    async with open_gate(town.synapse.url) as gate:
        async with meeting(discord, town, tmp_path, gate.url) as group:
            own, clock = group.bot.account, group.clock
        gate.fails(faults.bad_gateway)
        async with bot_on_both(discord, gate.url, own, tmp_path, clock) as bot:
            group = replace(group, bot=bot)
            await group.slash("Ann", "hand-up")
            await group.later(5)
            await group.hears("Hands: Ann.", "discord")
            await group.later(PACE)
            await group.later(5)
            await group.hears("I cannot reach the people on Matrix now.", "discord")
            gate.is_well()
            await group.is_whole()
            await group.later(PACE)
            await group.hears("The people on Matrix are back.", "discord")
            await group.hears("Hands: Ann.", "matrix")


async def test_what_people_typed_on_the_side_that_was_down_is_heard_in_its_order(
    discord: Discord, town: Town, tmp_path: Path, in_haste: None
) -> None:
    async with (
        open_gate(town.synapse.url) as gate,
        meeting(discord, town, tmp_path, gate.url) as group,
    ):
        gate.fails(faults.bad_gateway)
        said = [await group.on_matrix[who].says(group.room, "hand up") for who in ("Uma", "Max")]
        await raises(group, "Ann")
        await group.hears("Hands: Ann.", "discord")
        gate.is_well()
        for event in said:
            await group.bot.tap.took(f"matrix:{event}", seconds=60)
        await group.later(PACE)
        await group.hears("Hands: Ann, then Uma, then Max.")
