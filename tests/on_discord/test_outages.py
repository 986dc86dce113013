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
from on_discord.lounge import buttons, indiscreet, room_id, until
from on_discord.messages import Message
from on_discord.server import Discord
from on_discord.world import Channel

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
    """From disk, and from memory, which nothing but its one try holds."""
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


async def test_sent_away_from_before_discord_nothing_is_asked_for_a_minute(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The admin is told once; then everything that waited is said once, and in order."""
    assert rest.BANNED_FOR >= 60
    monkeypatch.setattr(rest, "BANNED_FOR", 5.0)
    await house.meets()
    hall = await house.hall("hall")
    house.discord.faults.limit("POST", posts(house.room), via=False)
    mark = house.mark
    await house.due(house.room, "one", "two")
    await until(lambda: house.since(mark))
    sent_away = house.since(mark)[0].at
    await house.due(hall, "one", "two")
    await house.types(house.ann, "hand up")
    pressed = await house.tom.slash(house.room, "hand-up")
    await house.has_said(house.room, "one", "two")
    await house.has_said(hall, "one", "two")
    assert min(one.at for one in house.since(mark)[1:]) - sent_away >= 5.0
    assert house.admin_was_told() == []  # it has passed
    await house.ann.hears(house.room, "Hands: Ann Lee.")
    # Discord has told Tom that it failed, so it did.
    assert pressed.answer is None
    assert await house.slash(house.tom, "hand-up") == "Your hand is up. You are second."


async def test_the_admin_is_told_once_that_something_sent_us_away(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rest, "BANNED_FOR", 0.3)
    house.discord.faults.limit("POST", posts(house.room), via=False, times=3)
    await house.due(house.room, "one")
    await until(lambda: house.admin_was_told() == ["discord.banned"])
    await house.has_said(house.room, "one")
    assert caplog.text.count("has sent me away") == 1


# What Discord refuses for good.

REFUSALS = {
    "no access": (403, 50001),
    "no right": (403, 50013),
    "no such channel": (404, 10003),
    "no such server": (404, 10004),
    "not here": (404, 0),
    "a fault of ours": (400, 50035),
}
TOLD = {50001: ["discord.cannot-see"], 50013: ["discord.cannot-write"]}


@pytest.mark.parametrize(("status", "code"), REFUSALS.values(), ids=REFUSALS)
async def test_a_line_that_is_refused_is_given_up_and_the_next_is_said(
    house: House, status: int, code: int
) -> None:
    hall, mark = await house.hall("hall"), house.mark
    house.discord.faults.fail("POST", posts(house.room), status=status, code=code)
    await house.due(house.room, "one", "two")
    await house.has_said(house.room, "two")
    await house.others_go_on(hall, 1)
    assert len(house.since(mark, "POST", posts(house.room))) == 2
    assert house.admin_was_told() == TOLD.get(code, [])


async def test_a_channel_that_is_gone_stops_no_other(house: House) -> None:
    hall = await house.hall("hall")
    house.discord.remove(house.room)
    await house.due(house.room, "one")
    await house.due(hall, "one")
    await house.has_said(hall, "one")
    row = "SELECT state FROM outbox WHERE address = :a ORDER BY id DESC"
    found = await house.bot.app.db.read(lambda tx: tx.one(row, a=room_id(house.room)))
    assert found == ("gone",)


async def test_a_line_that_somebody_deleted_before_we_knew_of_it_is_not_said_again(
    house: House, in_haste: None
) -> None:
    """The answer to the first try was lost, and then the message was taken away: 10008."""
    fault = house.discord.faults.drop("POST", posts(house.room), after=True)
    await house.due(house.room, "one", "two")
    await fault.met()
    await house.bev.deletes(line(house, house.room, "one"))
    await house.has_said(house.room, "two")


def line(house: House, room: Channel, text: str) -> Message:
    return next(one for one in house.discord.messages.of[room.id] if f"“{text}”" in one.content)


async def test_an_answer_that_could_not_be_shown_in_time_comes_with_the_next(
    house: House, in_haste: None
) -> None:
    """After a quarter of an hour its place is gone: 50027."""
    fault = house.discord.faults.fail("PATCH", ORIGINAL, status=503, times=10_000)
    begun = await house.ann.slash(house.room, "menu")
    await fault.met()
    await house.later(15 * 60)
    fault.times = 0
    await until(lambda: house.since(0, "PATCH", begun.token)[-1].status == 401)
    answer = await house.slash(house.ann, "help")
    assert "Earlier I could not reach you." in answer
    assert "Earlier" not in await house.slash(house.ann, "help")


async def test_closed_private_messages_are_tried_once_and_the_answer_comes_with_the_next(
    house: House,
) -> None:
    """50007."""
    await house.meets()
    chat = await house.opens_dm(house.ann)
    house.ann.closes_dms()
    mark = house.mark
    await house.ann.dm("hand up")
    await until(lambda: house.since(mark, "POST", posts(chat)))
    await asyncio.sleep(1)
    assert len(house.since(mark, "POST", posts(chat))) == 1
    answer = await house.slash(house.ann, "who-is-next")
    assert "Earlier I could not reach you." in answer
    assert HAND_UP in answer


async def test_an_answer_that_discord_will_not_take_leaves_nobody_waiting(house: House) -> None:
    fault = house.discord.faults.fail("PATCH", ORIGINAL, status=400, code=50035)
    begun = await house.ann.slash(house.room, "help")
    await fault.met()
    assert await house.answer(house.ann, begun) == ""
    assert house.answers(begun) == []


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


async def test_with_a_token_that_is_no_longer_good_it_stays_off_and_says_so_once(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Refused while it was running: first what it says, then the connection."""
    mark = house.mark
    house.discord.token = house.discord.gateway.token = "another"
    await house.due(house.room, "one", "two")
    await until(lambda: house.admin_was_told() == ["discord.token-refused"])
    await house.discord.gateway.drop()
    await until(lambda: house.bot.states.get("discord") == "stopped", seconds=20)
    await asyncio.sleep(2)
    assert house.discord.gateway.identified == 1
    assert house.discord.gateway.closed == [4004]
    assert len(house.since(mark)) <= 3
    assert caplog.text.count("Discord did not accept the token") == 1
    house.discord.refused.clear()


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


async def test_sent_away_while_signing_in_nothing_is_asked_for_a_minute(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rest, "BANNED_FOR", 3.0)
    await house.stops()
    house.discord.faults.limit("GET", "/users/@me", via=False)
    mark = house.mark
    await house.starts()
    first, second = (one.at for one in house.since(mark, "GET", "/users/@me")[:2])
    assert second - first >= 3.0
    assert caplog.text.count("has sent me away") == 1
    assert await house.waits(house.ann) < AT_ONCE
