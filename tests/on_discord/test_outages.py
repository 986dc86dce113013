"""A Discord that is ill: what is due is said once and in order, and nobody else waits for it."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from on_discord.faults import Fault, Faults
from on_discord.house import AT_ONCE, House, open_house, posts
from on_discord.lounge import buttons, indiscreet, until
from on_discord.server import Discord

from adapters.discord import rest

pytestmark = pytest.mark.slow

Trouble = Callable[[Faults, str, str], Fault]

PATIENCE = 1.0
ORIGINAL = "/webhooks/*/messages/@original"
HAND_UP, HAND_DOWN = "Your hand is up. You are first.", "Your hand is down."


@pytest.fixture
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorter pauses, of the same shape."""
    monkeypatch.setattr(rest, "FIRST_PAUSE", 0.1)
    monkeypatch.setattr(rest, "LONGEST_PAUSE", 0.8)
    monkeypatch.setattr(rest, "PATIENCE", PATIENCE)


@pytest.fixture
async def house(discord: Discord, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(discord, tmp_path) as one:
        yield one


def fails(status: int, *, after: bool = False, page: bool = False) -> Trouble:
    return lambda faults, method, path: faults.fail(
        method, path, status=status, after=after, page=page, times=2
    )


def drops(*, after: bool) -> Trouble:
    return lambda faults, method, path: faults.drop(method, path, after=after, times=2)


def hangs(*, after: bool) -> Trouble:
    return lambda faults, method, path: faults.hang(method, path, after=after, times=2)


def limits(seconds: float) -> Trouble:
    return lambda faults, method, path: faults.limit(method, path, retry_after=seconds, times=2)


EVERY: dict[str, Trouble] = {
    **{f"{status}": fails(status) for status in (500, 502, 503, 504)},
    **{f"{status} after": fails(status, after=True) for status in (500, 502, 503, 504)},
    "dropped": drops(after=False),
    "dropped after": drops(after=True),
    "hangs": hangs(after=False),
    "hangs after": hangs(after=True),
    "a page": fails(200, after=True, page=True),
    "a page of an error": fails(502, page=True),
    "a page that forbids": fails(403, page=True),
    "a page that is not there": fails(404, page=True),
    "a page that wants a password": fails(401, page=True),
    "too fast": limits(0.2),
    "much too fast": limits(1.5),
}


@pytest.mark.parametrize("trouble", EVERY.values(), ids=EVERY)
async def test_whatever_discord_answers_a_room_hears_each_line_once_and_in_order(
    house: House, trouble: Trouble, in_haste: None, caplog: pytest.LogCaptureFixture
) -> None:
    hall, mark = await house.hall("hall"), house.mark
    fault = trouble(house.discord.faults, "POST", posts(house.room))
    await house.due(house.room, "one", "two", "three")
    await fault.met()
    await house.others_go_on(hall, 1)
    await house.has_said(house.room, "one", "two", "three")
    fault.let_go()  # what hung takes its effect after all
    await asyncio.sleep(0.1)
    assert house.said(house.room) == ["one", "two", "three"]
    assert fault.reached == 2
    assert len(house.since(mark, "POST", posts(house.room))) == 5
    assert await house.waits(house.ann) < AT_ONCE
    assert indiscreet(house.discord, caplog.records) == []
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("trouble", EVERY.values(), ids=EVERY)
async def test_whatever_discord_answers_a_press_has_its_one_answer(
    house: House, trouble: Trouble, in_haste: None
) -> None:
    """An answer is put where the press waits for it, while others are answered."""
    await house.meets()
    fault = trouble(house.discord.faults, "PATCH", ORIGINAL)
    begun = await house.ann.slash(house.room, "hand-up")
    await fault.met()
    # Two were ordered, and Ann alone is to meet them.
    fault.path = f"/webhooks/*/{begun.token}/messages/@original"
    assert await house.waits(house.tom) < AT_ONCE
    assert await house.answer(house.ann, begun) == HAND_UP
    fault.let_go()
    await asyncio.sleep(0.1)
    assert house.answers(begun) == [HAND_UP]
    assert await house.slash(house.ann, "hand-down") == HAND_DOWN
    assert house.discord.interactions.unanswered() == []


@pytest.mark.parametrize("trouble", EVERY.values(), ids=EVERY)
async def test_whatever_discord_answers_a_private_line_is_answered_once(
    house: House, trouble: Trouble, in_haste: None
) -> None:
    """From disk, and from memory, which no outbox holds."""
    await house.meets()
    chat = await house.opens_dm(house.ann)
    fault = trouble(house.discord.faults, "POST", posts(chat))
    said = await house.ann.dm("hand up")
    await fault.met()
    assert await house.waits(house.tom) < AT_ONCE
    await house.ann.hears(chat, HAND_UP, after=said)
    fault.let_go()
    await asyncio.sleep(0.1)
    assert house.ann.reads(chat).count(HAND_UP) == 1
    fault = trouble(house.discord.faults, "POST", posts(chat))
    said = await house.ann.dm("xyzzy")
    answer = await house.ann.hears(chat, "do not know those words", after=said)
    fault.let_go()
    await asyncio.sleep(0.1)
    assert house.ann.reads(chat).count(answer.content) == 1


# Many at once.


@pytest.mark.parametrize("name", ["500", "503 after", "dropped after", "much too fast", "hangs"])
async def test_ten_rooms_that_are_ill_keep_nobody_else_waiting(
    house: House, in_haste: None, name: str
) -> None:
    """More than there are senders. Where Discord says nothing at all, it is left after a while."""
    halls = [await house.hall(f"hall {n}") for n in range(11)]
    ill, well = halls[:10], halls[10]
    faults = [EVERY[name](house.discord.faults, "POST", posts(each)) for each in ill]
    for each in ill:
        await house.due(each, "one", "two")
    await asyncio.gather(*(one.met() for one in faults[:8]))
    began = time.perf_counter()
    await house.waits(house.tom)
    await house.due(well, "one")
    await house.has_said(well, "one")
    assert time.perf_counter() - began < (PATIENCE if name == "hangs" else 0) + AT_ONCE
    for each in ill:
        await house.has_said(each, "one", "two")


async def test_many_answers_that_wait_are_few_requests(house: House) -> None:
    """With the real pauses: half a second, then twice as long each time."""
    people = [house.discord.person(f"P{n}") for n in range(30)]
    for one in people:
        house.discord.world.add_member(house.guild, one.user)
    fault = house.discord.faults.fail("PATCH", ORIGINAL, status=503, times=10_000)
    begun = [await one.slash(house.room, "help") for one in people]
    await asyncio.sleep(5)
    for each in begun:
        asked = house.since(0, "PATCH", each.token)
        gaps = [later.at - earlier.at for earlier, later in itertools.pairwise(asked)]
        assert len(asked) == 4, gaps
        assert all(gap > least for gap, least in zip(gaps, (0.4, 0.9, 1.9), strict=True)), gaps
    fault.times = 0
    for one, each in zip(people, begun, strict=True):
        await one.answered(each)
        assert len(house.answers(each)) == 1


async def test_a_limit_for_everything_slows_lines_and_no_answers(house: House) -> None:
    """What people press has a limit of its own."""
    hall, mark = await house.hall("hall"), house.mark
    house.discord.faults.limit("POST", posts(house.room), retry_after=2.0, everything=True)
    began = time.perf_counter()
    await house.due(house.room, "one", "two")
    await until(lambda: house.since(mark, "POST", posts(house.room)))
    await house.due(hall, "one")
    for _ in range(3):
        assert await house.waits(house.tom) < AT_ONCE
    assert house.said(hall) == []
    await house.has_said(hall, "one")
    assert time.perf_counter() - began >= 2.0
    await house.has_said(house.room, "one", "two")
    assert len(house.since(mark, "POST", "/channels/")) == 4


async def test_a_limit_that_several_share_is_met_once(house: House) -> None:
    """At a start all private chats are asked for: after the first one it is waited for all."""
    await house.stops()
    path = "/users/@me/channels"
    house.discord.faults.limit("POST", path, retry_after=2.0, times=99)
    mark = house.mark
    await house.starts()
    await asyncio.sleep(1.5)
    assert len(house.since(mark, "POST", path)) == 1
    house.discord.faults.clear()
    await until(lambda: len(house.since(mark, "POST", path)) == 1 + len(house.people))


async def test_the_live_list_becomes_true_after_edits_that_failed(
    house: House, in_haste: None
) -> None:
    await house.meets()
    faults, mark = house.discord.faults, house.mark
    faults.fail("PATCH", f"{posts(house.room)}/*", status=503)
    faults.drop("PATCH", f"{posts(house.room)}/*", after=True)
    await house.slash(house.ann, "hand-up")
    await house.tom.hears(
        house.room, lambda one: "Slow" in buttons(one) and one.content == "Hands: Ann Lee."
    )
    lists = [one for one in house.tom.sees(house.room) if "Slow" in buttons(one)]
    assert len(lists) == 1
    await until(lambda: len(house.since(mark, "PATCH", posts(house.room))) == 3)


# Away.


async def test_a_discord_that_was_away_hears_all_that_was_due_once_and_in_order(
    house: House,
) -> None:
    hall = await house.hall("hall")
    await house.discord.stop()
    for n in range(3):
        await house.due(house.room, f"room {n}")
        await house.due(hall, f"hall {n}")
    await asyncio.sleep(1.5)
    await house.discord.start()
    await house.has_said(house.room, "room 0", "room 1", "room 2", seconds=30)
    await house.has_said(hall, "hall 0", "hall 1", "hall 2")
    await until(lambda: house.discord.gateway.connected, seconds=30)
    assert await house.waits(house.ann) < AT_ONCE
    assert house.discord.gateway.identified == 1


@pytest.mark.parametrize("path", ["/gateway", "/users/@me"])
async def test_a_discord_that_is_ill_at_the_start_is_asked_until_it_is_well(
    house: House, path: str
) -> None:
    await house.stops()
    house.discord.faults.fail("GET", path, status=503, times=2)
    house.discord.faults.fail("GET", path, status=502, page=True)
    mark = house.mark
    await house.starts()
    assert await house.waits(house.ann) < AT_ONCE
    assert len(house.since(mark, "GET", path)) == 4
    assert house.admin_was_told() == []
