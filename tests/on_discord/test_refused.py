"""What Discord refuses for good, and when it sends us away: said once, asked once, and told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from on_discord.house import AT_ONCE, House, open_house, posts
from on_discord.lounge import room_id, until
from on_discord.messages import Message
from on_discord.server import Discord
from on_discord.world import Channel

from adapters.discord import rest

pytestmark = pytest.mark.slow

ORIGINAL = "/webhooks/*/messages/@original"


@pytest.fixture
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorter pauses, of the same shape."""
    monkeypatch.setattr(rest, "FIRST_PAUSE", 0.1)
    monkeypatch.setattr(rest, "LONGEST_PAUSE", 0.8)


@pytest.fixture
async def house(discord: Discord, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(discord, tmp_path) as one:
        yield one


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


async def test_an_answer_that_could_not_be_shown_in_time_is_offered_with_the_next(
    house: House, in_haste: None
) -> None:
    """After a quarter of an hour its place is gone: 50027. A 503 may have shown it."""
    fault = house.discord.faults.fail("PATCH", ORIGINAL, status=503, times=10_000)
    begun = await house.ann.slash(house.room, "menu")
    await fault.met()
    await house.later(15 * 60)
    fault.times = 0
    await until(lambda: house.since(0, "PATCH", begun.token)[-1].status == 401)
    answer = await house.slash(house.ann, "help")
    assert "To see it now, press: Show my answer." in answer
    assert "Show my answer" not in await house.slash(house.ann, "help")
    assert "I could not reach you before. This was for you." in await house.slash(
        house.ann, "again"
    )


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
    assert "Your hand is up. You are first." in answer


async def test_an_answer_that_discord_will_not_take_leaves_nobody_waiting(house: House) -> None:
    fault = house.discord.faults.fail("PATCH", ORIGINAL, status=400, code=50035)
    begun = await house.ann.slash(house.room, "help")
    await fault.met()
    assert await house.answer(house.ann, begun) == ""
    assert house.answers(begun) == []


# Sent away.


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


async def test_what_was_on_its_way_does_not_end_the_wait(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "BANNED_FOR", 3.0)
    hall = await house.hall("hall")
    fault = house.discord.faults.hang("POST", posts(hall), after=True)
    await house.due(hall, "one", "two")
    await fault.met()
    house.discord.faults.limit("POST", posts(house.room), via=False)
    await house.due(house.room, "one")
    await until(lambda: house.admin_was_told() == ["discord.banned"])
    mark = house.mark
    fault.let_go()
    await asyncio.sleep(1.5)
    assert house.since(mark) == []
    await house.has_said(hall, "one", "two")
    await house.has_said(house.room, "one")


async def test_the_admin_is_told_once_that_something_sent_us_away(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rest, "BANNED_FOR", 0.3)
    house.discord.faults.limit("POST", posts(house.room), via=False, times=3)
    await house.due(house.room, "one")
    await until(lambda: house.admin_was_told() == ["discord.banned"])
    await house.has_said(house.room, "one")
    assert caplog.text.count("has sent me away") == 1


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
