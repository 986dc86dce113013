"""First answers: what was acknowledged counts, and what Discord called a failure does not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from on_discord.faults import Faults
from on_discord.house import AT_ONCE, House, open_house
from on_discord.interactions import COMMAND, DEFER, FIRST_ANSWER, Interaction
from on_discord.lounge import buttons, room_id, until
from on_discord.people import Person
from on_discord.server import Discord
from pace import SLOWER

from adapters.discord import acknowledging, rest
from adapters.discord.turns import ROOM_WAITS

pytestmark = pytest.mark.slow

CALLBACK, ORIGINAL = "/interactions/*/{}/callback", "/webhooks/*/{}/messages/@original"
FIRST = FIRST_ANSWER.total_seconds()
HAND_UP, FAULT = "Your hand is up.", "That did not work. It is my fault"


@pytest.fixture
async def house(discord: Discord, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(discord, tmp_path, meets=True) as one:
        yield one


def crowd(house: House, count: int) -> list[Person]:
    """People who are in the room, and in no group."""
    people = [house.discord.person(f"Person {n}") for n in range(count)]
    for one in people:
        house.discord.world.add_member(house.guild, one.user)
    return people


def acted(house: House, begun: Interaction) -> int:
    return [one.event for one in house.bot.tap.heard].count(f"discord:{begun.id}")


def shown(house: House, begun: Interaction) -> bool:
    return house.answers(begun) not in ([], ["(thinking)"])


# What may happen to a first answer, and whether it is given in time all the same.

Order = Callable[[Faults, str], Any]
GIVEN: dict[str, Order] = {
    "500": lambda faults, path: faults.fail("POST", path, status=500, times=2),
    "503": lambda faults, path: faults.fail("POST", path, status=503, times=2),
    "500 after": lambda faults, path: faults.fail("POST", path, status=500, after=True),
    "503 after": lambda faults, path: faults.fail("POST", path, status=503, after=True, times=2),
    "dropped": lambda faults, path: faults.drop("POST", path, times=2),
    "dropped after": lambda faults, path: faults.drop("POST", path, after=True, times=2),
    "a page": lambda faults, path: faults.fail("POST", path, status=200, page=True, after=True),
    "too fast": lambda faults, path: faults.limit("POST", path, retry_after=0.5),
    "too fast, all": lambda faults, path: faults.limit(
        "POST", path, retry_after=0.5, everything=True
    ),
    "hangs after": lambda faults, path: faults.hang("POST", path, after=True),
}
REFUSED: dict[str, Order] = {
    "always 500": lambda faults, path: faults.fail("POST", path, status=500, times=99),
    "always dropped": lambda faults, path: faults.drop("POST", path, times=99),
    "hangs": lambda faults, path: faults.hang("POST", path),
    "much too fast": lambda faults, path: faults.limit("POST", path, retry_after=60),
    "10062": lambda faults, path: faults.fail("POST", path, status=404, code=10062, times=99),
    "40060": lambda faults, path: faults.fail("POST", path, status=400, code=40060, times=99),
    "500, then 10062": lambda faults, path: (
        faults.fail("POST", path, status=500),
        faults.fail("POST", path, status=404, code=10062),
    ),
    "400": lambda faults, path: faults.fail("POST", path, status=400, code=50035),
}


async def test_whoever_was_not_told_that_it_failed_has_done_it_and_sees_one_answer(
    house: House,
) -> None:
    """Everything that can go wrong at the same time, each for somebody else."""
    orders, began = {**GIVEN, **REFUSED}, time.perf_counter()
    begun: dict[str, Interaction] = {}
    for who, (name, order) in zip(crowd(house, len(orders)), orders.items(), strict=True):
        begun[name] = one = await who.slash(house.room, "hand-up")
        order(house.discord.faults, CALLBACK.format(one.token))
    for name in GIVEN:
        await until(partial(shown, house, begun[name]), name)
    assert time.perf_counter() - began < FIRST + ROOM_WAITS + AT_ONCE
    await asyncio.sleep(acknowledging.TOO_LATE + AT_ONCE)
    house.discord.faults.clear()
    failed = house.discord.interactions.unanswered()
    assert [name for name, one in begun.items() if one in failed] == [*REFUSED]
    for name, one in begun.items():
        asked = len(house.since(0, "", one.token))
        if name in GIVEN:
            assert acted(house, one) == 1, name
            (answer,) = house.answers(one)
            assert answer.startswith(HAND_UP), name
        else:
            assert acted(house, one) == 0, name
            assert house.answers(one) == [], name
        assert asked <= 6, (name, asked)


async def test_a_first_answer_that_takes_effect_at_the_last_moment_counts(house: House) -> None:
    """We had stopped waiting for it, and Discord had not."""
    begun = await house.ann.slash(house.room, "hand-up")
    fault = house.discord.faults.hang("POST", CALLBACK.format(begun.token))
    await asyncio.sleep((acknowledging.IN_TIME + FIRST) / 2)
    assert begun.answer is None
    fault.let_go()
    assert (await house.answer(house.ann, begun)).startswith(HAND_UP)
    assert acted(house, begun) == 1


async def test_where_it_cannot_be_known_it_does_not_count_and_no_sign_of_waiting_stays(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person sees the sign, and Discord does not tell us so: they are told that it failed."""
    monkeypatch.setattr(acknowledging, "UNKNOWN_AFTER", 3.0)
    begun = await house.ann.slash(house.room, "hand-up")
    faults = house.discord.faults
    faults.drop("POST", CALLBACK.format(begun.token), after=True)
    ill = faults.fail("*", ORIGINAL.format(begun.token), status=503, times=99)
    await asyncio.sleep(4)
    assert house.answers(begun) == ["(thinking)"]
    ill.times = 0
    assert (await house.answer(house.ann, begun)).startswith(FAULT)
    assert acted(house, begun) == 0
    assert await house.slash(house.ann, "hand-up") == "Your hand is up. You are first."


async def test_what_another_program_acknowledged_has_one_answer(house: House) -> None:
    """As a bot did that was killed after its first answer: 40060, and there is a sign."""
    begun = await house.ann.slash(house.room, "hand-up")
    house.discord.interactions.acknowledge(begun.id, begun.token, DEFER, {"flags": 64})
    assert (await house.answer(house.ann, begun)).startswith(HAND_UP)
    assert len(house.answers(begun)) == 1


async def test_what_comes_too_late_changes_nothing(house: House) -> None:
    """Pressed while there was no connection, and told after it: 10062."""
    await house.discord.gateway.drop()
    begun = await house.ann.slash(house.room, "hand-up")
    house.discord.watch.move(seconds=4)
    await until(lambda: house.since(0, "POST", begun.token))
    await asyncio.sleep(0.5)
    assert acted(house, begun) == 0
    assert len(house.since(0, "", begun.token)) == 1
    assert house.discord.interactions.unanswered() == [begun]
    assert await house.slash(house.ann, "hand-up") == "Your hand is up. You are first."


async def test_whose_first_answer_hangs_keeps_nobody_waiting_for_long(house: House) -> None:
    """Others in the room wait for its turn a second; in other rooms and in private not at all."""
    hall, chat = await house.hall("hall"), await house.opens_dm(house.bev)
    begun = await house.ann.slash(house.room, "hand-up")
    fault = house.discord.faults.hang("POST", CALLBACK.format(begun.token))
    await fault.met()
    there = await house.tom.slash(house.room, "hand-up")
    elsewhere = await house.bev.slash(hall, "help")
    times = [time.perf_counter()]
    said = await house.bev.dm("help")
    await house.bev.hears(chat, "", after=said)
    times.append(time.perf_counter())
    await house.bev.answered(elsewhere)
    times.append(time.perf_counter())
    await house.tom.answered(there)
    times.append(time.perf_counter())
    private, other, same = (one - times[0] for one in times[1:])
    assert max(private, other) < 0.5 * SLOWER
    assert same < 1.5
    assert all(one.ack_ms is not None and one.ack_ms < 300 * SLOWER for one in (there, elsewhere))
    # Their own next word waits until it is known that the first did not count.
    assert (await house.slash(house.ann, "hand-up")).startswith(HAND_UP)
    assert time.perf_counter() - times[0] < acknowledging.TOO_LATE + AT_ONCE


# Forms.


@pytest.mark.parametrize("name", ["500", "503 after", "dropped", "dropped after", "hangs after"])
async def test_a_form_opens_once_and_what_is_filled_in_is_taken_once(
    house: House, name: str
) -> None:
    data = {"id": "1", "name": "by-phone", "type": 1}
    begun = house.discord.interactions.begin(COMMAND, house.bev.user, house.room, data)
    GIVEN[name](house.discord.faults, CALLBACK.format(begun.token))
    sent = await house.bev.submits(begun, {"name": "Dilys"})
    GIVEN[name](house.discord.faults, CALLBACK.format(sent.token))
    await house.answer(house.bev, sent)
    await asyncio.sleep(0.5)
    assert begun.original is None
    assert len(house.answers(sent)) == 1
    assert len([one for one in house.bot.tap.heard if one.text == "by phone"]) == 1


async def test_suggestions_come_also_when_the_first_try_is_lost(house: House) -> None:
    house.discord.faults.drop("POST", CALLBACK.format("*"))
    found = await house.bev.types(house.room, "raise", "who", "An")
    assert [one["name"] for one in found] == [house.ann.name]


# Coming in.


async def test_who_is_told_that_it_failed_has_not_brought_us_in(house: House) -> None:
    hall = house.discord.channel(house.guild, "hall")
    answer = await house.bev.answered(await house.bev.slash(hall, "help"))
    pressed = await house.bev.presses("Bring Alongside in", on=answer)
    fault = house.discord.faults.fail(
        "POST", CALLBACK.format(pressed.token), status=404, code=10062, times=99
    )
    await fault.met()
    await asyncio.sleep(0.5)
    assert house.bot.app.group_of(room_id(hall)) is None
    await house.bev.hears_nothing(hall, after=answer)
    await house.press(house.bev, "Bring Alongside in", on=answer)
    await house.tom.hears(hall, "Alongside here")


# Told twice.


@pytest.mark.parametrize("word", ["hand-up", "slow", "xyzzy"])
async def test_the_same_press_told_twice_acts_once_and_is_answered_once(
    house: House, word: str
) -> None:
    """Also a card, of which nothing is kept by which it could be known again."""
    begun = await presses(house, word)
    for _ in range(3):
        house.discord.gateway.tell_again("INTERACTION_CREATE")
    await house.answer(house.ann, begun)
    house.discord.gateway.tell_again("INTERACTION_CREATE")
    await asyncio.sleep(0.5)
    assert acted(house, begun) == 1
    assert len(house.answers(begun)) == 1
    assert len(house.since(0, "POST", begun.token)) == 1
    assert len(house.since(0, "PATCH", begun.token)) == 1


async def presses(house: House, word: str) -> Interaction:
    if word == "xyzzy":
        data = {"custom_id": "say:xyzzy", "component_type": 2, "id": 1}
        message = next(one for one in house.ann.sees(house.room) if "Help" in buttons(one))
        return house.discord.interactions.begin(3, house.ann.user, house.room, data, message)
    return await house.ann.slash(house.room, word)


# Answers.


async def test_an_answer_from_memory_is_shown_however_long_it_takes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No outbox holds it."""
    monkeypatch.setattr(rest, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(rest, "LONGEST_PAUSE", 0.2)
    begun = await presses(house, "xyzzy")
    fault = house.discord.faults.fail("PATCH", ORIGINAL.format(begun.token), status=503, times=12)
    answer = await house.answer(house.ann, begun)
    assert answer
    assert fault.times == 0
    assert house.answers(begun) == [answer]
