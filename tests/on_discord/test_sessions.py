"""The connection ends in every way it can: we are back soon, and nothing said meanwhile is lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from on_discord.house import AT_ONCE, House, open_house, posts
from on_discord.lounge import until
from on_discord.messages import Message
from on_discord.server import Discord

from adapters.discord import client, following, rest, session

pytestmark = pytest.mark.slow

SOON = 8.0
"""Seconds until we are back, with the five that Discord wants between two new sessions."""

HAND_UP, HAND_DOWN = "Your hand is up", "Your hand is down"


@pytest.fixture
async def house(discord: Discord, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(discord, tmp_path, meets=True) as one:
        yield one


def heard(house: House, *said: Message) -> list[Message]:
    """These, in the order and as often as the bot heard them."""
    by_event = {f"discord:{one.id}": one for one in said}
    return [by_event[one.event] for one in house.bot.tap.heard if one.event in by_event]


async def hears_all(house: House, *said: Message, seconds: float = 2 * SOON) -> None:
    await until(lambda: len(heard(house, *said)) >= len(said), "not all was heard", seconds)
    await asyncio.sleep(0.3)
    assert heard(house, *said) == [*said]


async def goes_on(house: House) -> None:
    """Whoever presses or types now is answered at once."""
    assert await house.waits(house.tom) < AT_ONCE
    await house.types(house.tom, "help")


def hold_history(house: House, seconds: float) -> None:
    """The history of the room comes late."""
    fault = house.discord.faults.hang("GET", posts(house.room))
    asyncio.get_running_loop().call_later(seconds, fault.let_go)


# A session that goes on.


async def test_what_was_typed_and_pressed_without_a_socket_is_heard_once(house: House) -> None:
    await house.discord.gateway.drop()
    said = await house.ann.mentions_bot(house.room, "hand up")
    begun = await house.tom.slash(house.room, "help")
    assert await house.answer(house.tom, begun)
    await hears_all(house, said)
    assert (house.discord.gateway.identified, house.discord.gateway.resumed) == (1, 1)


async def test_a_socket_that_fell_silent_is_left_and_nothing_is_lost(
    discord: Discord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "SILENT_FOR", 0.6)
    discord.gateway.heartbeat = 0.2
    async with open_house(discord, tmp_path, meets=True) as house:
        discord.gateway.fall_silent()
        said = await house.ann.mentions_bot(house.room, "hand up")
        began = time.perf_counter()
        await hears_all(house, said)
        assert time.perf_counter() - began < SOON
        assert discord.gateway.identified == 1
        await goes_on(house)


async def test_a_reconnect_that_discord_asks_for_loses_nothing(house: House) -> None:
    house.discord.gateway.ask_to_reconnect()
    said = [await house.ann.mentions_bot(house.room, word) for word in ("hand up", "hand down")]
    await hears_all(house, *said)
    assert (house.discord.gateway.identified, house.discord.gateway.resumed) == (1, 1)


async def test_a_clean_close_is_come_back_from(house: House) -> None:
    await house.discord.gateway.drop(1000)
    said = await house.ann.mentions_bot(house.room, "hand up")
    await hears_all(house, said)
    await until(lambda: house.discord.gateway.connected)
    await goes_on(house)
    assert house.discord.gateway.identified <= 2


# A session that is lost.


async def test_what_was_said_while_a_session_was_lost_is_heard_once_and_in_order(
    house: House,
) -> None:
    """In the room, in one of its threads, and in private."""
    thread = house.discord.thread(house.room, "more")
    chats = [await house.opens_dm(one) for one in (house.ann, house.tom)]
    await house.discord.gateway.lose_sessions()
    rooms = [
        await house.ann.mentions_bot(house.room, "hand up"),
        await house.tom.mentions_bot(house.room, "hand up"),
        await house.ann.mentions_bot(house.room, "hand down"),
    ]
    aside = await house.tom.mentions_bot(thread, "hand down")
    private = [await house.ann.dm(word) for word in ("help", "xyzzy", "menu")]
    await hears_all(house, *rooms)
    await hears_all(house, *private)
    await hears_all(house, aside)
    answers = [one.content for one in house.ann.sees(chats[0]) if one.id > private[0].id]
    bots = [one for one in answers if one not in ("help", "xyzzy", "menu")]
    assert len(bots) == 3, bots
    assert house.discord.gateway.identified == 2
    # Nothing that was said before it was heard again, and what is said now is heard.
    events = [one.event for one in house.bot.tap.heard]
    assert len(events) == len(set(events))
    await goes_on(house)


async def test_130_lines_that_were_missed_are_heard_in_order_and_once(house: House) -> None:
    """More than Discord gives at a time, and others between them that are not for us."""
    people = (house.ann, house.tom, house.bev)
    await house.discord.gateway.lose_sessions()
    said = []
    for n in range(130):
        await people[n % 3].says(house.room, f"just talk {n}")
        if n % 2:
            said.append(await people[n % 3].mentions_bot(house.room, "who is next"))
    await hears_all(house, *said, seconds=40)


async def test_what_is_said_now_is_heard_after_what_was_missed(house: House) -> None:
    """The history comes late; until then what is typed there waits, and presses do not."""
    chat = await house.opens_dm(house.ann)
    await house.discord.gateway.lose_sessions()
    hold_history(house, 2.0 + SOON)
    missed = await house.ann.mentions_bot(house.room, "hand up")
    await until(lambda: house.discord.gateway.connected, seconds=SOON)
    await until(lambda: house.since(0, "GET", posts(house.room)))
    now = await house.ann.mentions_bot(house.room, "hand down")
    private = await house.ann.dm("help")
    assert await house.waits(house.tom) < AT_ONCE
    await house.ann.hears(chat, "", after=private, seconds=2)
    assert heard(house, missed, now) == []
    await hears_all(house, missed, now)


async def test_a_place_that_cannot_be_read_keeps_no_other_waiting_and_is_read_later(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "LONGEST_PAUSE", 0.5)
    hall = await house.hall("hall")
    await house.discord.gateway.lose_sessions()
    faults = house.discord.faults
    faults.fail("GET", posts(house.room), status=503, times=5)
    faults.fail("POST", "/users/@me/channels", status=500, times=3)
    missed = await house.ann.mentions_bot(house.room, "hand up")
    there = await house.tom.mentions_bot(hall, "help")
    private = await house.tom.dm("help")
    await hears_all(house, there, private)
    await hears_all(house, missed)


async def test_a_place_that_can_never_be_read_is_given_up(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rest, "LONGEST_PAUSE", 0.5)
    await house.discord.gateway.lose_sessions()
    fault = house.discord.faults.fail("GET", posts(house.room), status=503, times=99)
    await house.ann.mentions_bot(house.room, "hand up")
    await until(lambda: "what was said there meanwhile is lost" in caplog.text, seconds=2 * SOON)
    assert fault.reached == following.TRIES
    await goes_on(house)


async def test_what_comes_too_late_is_not_run_and_that_is_said(house: House) -> None:
    """Ten minutes later a hand that was raised then means nothing."""
    chat = await house.opens_dm(house.ann)
    await house.discord.gateway.lose_sessions()
    said = await house.ann.dm("hand up")
    await house.later(11 * 60)
    await house.ann.hears(chat, "I was away. Your hand is not up.", after=said, seconds=SOON)
    assert len([one for one in house.ann.reads(chat) if "I was away" in one]) == 1


async def test_what_was_typed_in_private_while_we_were_off_is_asked_for_again(
    house: House,
) -> None:
    """It may belong to something that is no longer held. In the room words stand alone."""
    chat = await house.opens_dm(house.ann)
    await house.stops()
    private = await house.ann.dm("hand up")
    room = await house.tom.mentions_bot(house.room, "hand up")
    await house.starts()
    await house.ann.hears(chat, "I was away. Please say that again.", after=private, seconds=SOON)
    await hears_all(house, room)
    await house.ann.hears(house.room, "Hands: Tom Hill.")
    assert HAND_UP not in " ".join(house.ann.reads(chat))


# Sent away.


@pytest.mark.parametrize("resumable", [True, False], ids=["resumable", "over"])
async def test_an_invalid_session_loses_nothing(house: House, *, resumable: bool) -> None:
    house.discord.gateway.invalidate(resumable=resumable)
    said = await house.ann.mentions_bot(house.room, "hand up")
    await hears_all(house, said)
    assert house.discord.gateway.identified == 2 - resumable
    await goes_on(house)


@pytest.mark.parametrize(
    ("code", "key"),
    [(4004, "token-refused"), (4013, "sent-away"), (4014, "sent-away"), (4012, "sent-away")],
)
async def test_a_close_for_good_is_told_in_plain_words_and_not_tried_again(
    house: House, code: int, key: str
) -> None:
    await house.discord.gateway.drop(code)
    await until(lambda: house.bot.states.get("discord") == "stopped")
    await asyncio.sleep(2)
    assert house.admin_was_told() == [f"discord.{key}"]
    assert house.discord.gateway.identified == 1


async def test_a_long_time_away_is_over_soon_after_discord_is_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """discord.py alone would wait ever longer between two tries."""
    monkeypatch.setattr(session, "GONE_FOR", 1.0)
    chat = await house.opens_dm(house.ann)
    await house.starts_again()
    await house.discord.stop()
    said = await house.ann.dm("!hand up")
    await asyncio.sleep(12)
    await house.discord.start()
    began = time.perf_counter()
    await house.ann.hears(chat, HAND_UP, after=said, seconds=2 * SOON)
    assert time.perf_counter() - began < SOON
    assert house.discord.gateway.identified <= 4
