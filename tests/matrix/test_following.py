"""What rooms and servers far away put into an answer, and what we make of what we cannot have."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path

import pytest
from aiohttp import web
from matrix import gate as faults
from matrix.bot_here import BotHere, account, bot_here
from matrix.gate import PassOn, open_gate, open_stub
from matrix.people import Person, Town

from adapters.matrix import following, gaps, wire
from adapters.matrix.doors import Doors
from adapters.matrix.rooms import Rooms
from adapters.matrix.wire import Homeserver, Refusal, TooLarge
from bot.adapter import Reply
from bot.model import Heard

UP = "Your hand is up"


@pytest.fixture(autouse=True)
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorter pauses, of the same shape."""
    monkeypatch.setattr(wire, "FIRST_PAUSE", 0.1)
    monkeypatch.setattr(wire, "LONGEST_PAUSE", 0.3)
    monkeypatch.setattr(following, "NEWEST", 2)


def rooms_of(bot: BotHere) -> Rooms:
    assert bot.adapter._voice is not None
    return bot.adapter._voice.result()._rooms


async def meeting(bot: BotHere, *people: Person) -> tuple[str, str]:
    """A room in which the first of them leads, and their private chat."""
    ann = people[0]
    room = await ann.make_room("North Town", invite=[*people[1:], bot.user])
    for one in people[1:]:
        await one.join(room)
    await ann.hears(room, "Hello. Alongside here.")
    await ann.says(room, "start")
    await ann.hears(room, "Ann leads")
    chat = await ann.start_chat(bot.user)
    await ann.hears(chat, "Type a number")
    return room, chat


# What was missed.


async def test_a_room_whose_history_cannot_be_read_keeps_no_other_waiting(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(gaps, "TRIES", 10)
    ann, tom, joe = await town.people("Ann", "Tom", "Joe")
    async with (
        open_gate(town.synapse.url) as gate,
        bot_here(town.synapse, tmp_path, url=gate.url) as bot,
    ):
        room, chat = await meeting(bot, ann, tom)
        toms = await tom.start_chat(bot.user)
        await tom.hears(toms, "Type a number")
        gate.fails(faults.bad_gateway)
        for n in range(5):
            await ann.says(room, f"good morning {n}")
        said = await ann.says(chat, "!hand up")
        await tom.invite(toms, joe)
        gate.fails(faults.bad_gateway, where="/messages")
        await ann.hears(chat, UP, after=said, timeout=3)
        assert rooms_of(bot).person(toms) is None
        said = await ann.says(chat, "!hand down")
        await ann.hears(chat, "Your hand is down", after=said, timeout=3)
        assert "what was missed" not in caplog.text
        said = await tom.says(room, "Alongside: help")
        for _ in range(60):
            await asyncio.sleep(0.1)
            if "what was missed in" in caplog.text:
                break
        gate.is_well()
        pages = [one for one in gate.asked if "/messages" in one.path]
        assert 10 <= len(pages) < 20
        await bot.tap.took(f"matrix:{said}")


async def test_what_was_missed_is_taken_up_in_order_and_what_came_later_after_it(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, tom = await town.people("Ann", "Tom")
    async with (
        open_gate(town.synapse.url) as gate,
        bot_here(town.synapse, tmp_path, url=gate.url) as bot,
    ):
        room, _chat = await meeting(bot, ann, tom)
        gate.fails(faults.bad_gateway)
        said = [await ann.says(room, f"good morning {n}") for n in range(6)]
        gate.fails(faults.bad_gateway, where="/messages")
        await asyncio.sleep(0.4)
        said.append(await ann.says(room, "good evening"))
        await asyncio.sleep(0.1)
        gate.is_well()
        await bot.tap.took(f"matrix:{said[-1]}")
        events = [one.event.removeprefix("matrix:") for one in bot.tap.heard]
        assert [one for one in events if one in said] == said


@pytest.mark.slow
async def test_what_is_too_long_ago_is_left_out_and_that_is_said(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(gaps, "PAGES", 0)
    ann, tom = await town.people("Ann", "Tom")
    async with (
        open_gate(town.synapse.url) as gate,
        bot_here(town.synapse, tmp_path, url=gate.url) as bot,
    ):
        room, _chat = await meeting(bot, ann, tom)
        gate.fails(faults.bad_gateway)
        said = [await ann.says(room, f"good morning {n}") for n in range(4)]
        gate.is_well()
        await bot.tap.took(f"matrix:{said[-1]}")
        assert f"more was missed in {room} than is read" in caplog.text


async def test_of_a_page_only_what_is_taken_up_is_kept() -> None:
    def event(kind: str, by: str = "@ann:house.test", **more: object) -> dict[str, object]:
        return {"type": kind, "sender": by, "event_id": "$x", "content": {}, **more}

    me = "@alongside:house.test"
    needed = [event("m.room.message"), event("m.room.member", me, state_key=me)]
    chunk = [
        *needed,
        event("m.room.message", me),
        event("m.room.member", state_key="@ann:house.test"),
        event("org.example.huge"),
    ]
    page = json.dumps({"chunk": chunk, "start": "p"})
    async with open_stub(faults.answers(page)) as gate, Homeserver(gate.url) as server:
        assert await gaps.Gaps(server, me).missed("!a", "p", "s") == needed[::-1]
        assert "m.room.redaction" in gate.asked[0].raw  # and only that is asked for


# Too large.


async def test_rooms_full_of_things_nobody_reads_do_not_make_us_deaf(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "LARGEST", 400_000)
    ann, mallory = await town.people("Ann", "Mallory")
    own = await account(town.synapse)
    async with bot_here(town.synapse, tmp_path, own) as bot:
        _room, chat = await meeting(bot, ann)
        full = [
            {"type": "org.example.x", "state_key": str(n), "content": {"x": "a" * 60_000}}
            for n in range(8)
        ]
        room = await mallory.make_room("full", invite=[bot.user], state=full)
        await mallory.hears(room, "Hello. Alongside here.")
    async with asyncio.timeout(10), bot_here(town.synapse, tmp_path, own):
        said = await ann.says(chat, "!hand up")
        await ann.hears(chat, UP, after=said)


@pytest.mark.slow
async def test_a_room_that_is_too_large_to_be_read_is_left_out(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ann, mallory = await town.people("Ann", "Mallory")
    own = await account(town.synapse)
    async with bot_here(town.synapse, tmp_path, own) as bot:
        _room, chat = await meeting(bot, ann)
        rooms = [await mallory.make_room("a" * 60_000, invite=[bot.user]) for _ in range(3)]
        for room in rooms:
            await mallory.hears(room, "Hello. Alongside here.")
    monkeypatch.setattr(wire, "LARGEST", 160_000)
    async with asyncio.timeout(15), bot_here(town.synapse, tmp_path, own) as bot:
        said = await ann.says(chat, "!hand up")
        await ann.hears(chat, UP, after=said)
        for room in rooms:
            assert f"the room {room} holds too much" in caplog.text
            assert rooms_of(bot).get(room) is None


async def test_a_long_answer_is_read_in_no_more_time_than_it_takes_to_come() -> None:
    body = json.dumps({"x": ["a" * 1000] * 10_000})
    async with open_stub(faults.answers(body)) as gate, Homeserver(gate.url) as server:
        began = time.process_time()
        assert len((await server.ask("GET", "/x"))["x"]) == 10_000
        assert time.process_time() - began < 1
        with pytest.raises(TooLarge):
            await server.ask("GET", "/x", largest=len(body) - 1)
        assert await server.ask("GET", "/x", largest=len(body))


# A place that the server does not know.


async def test_a_place_that_the_server_has_forgotten_is_given_up_after_a_while(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(following, "NO_SUCH_PLACE", 3)
    ann, own = await town.person("Ann"), await account(town.synapse)
    async with bot_here(town.synapse, tmp_path, own) as bot:
        _room, chat = await meeting(bot, ann)
        bot.serving.cancel()
        await asyncio.gather(bot.serving, return_exceptions=True)
        await bot.app.read_to("matrix", "no place at all")
    old = await ann.says(chat, "!hand up")
    async with asyncio.timeout(10), bot_here(town.synapse, tmp_path, own) as bot:
        assert "what was missed is lost" in caplog.text
        said = await ann.says(chat, "!hand up")
        await ann.hears(chat, UP, after=said)
        assert f"matrix:{old}" not in [one.event for one in bot.tap.heard]


@pytest.mark.slow
async def test_a_place_is_not_given_up_while_the_server_refuses_everything(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(following, "NO_SUCH_PLACE", 3)
    ann = await town.person("Ann")
    async with (
        open_gate(town.synapse.url) as gate,
        bot_here(town.synapse, tmp_path, url=gate.url) as bot,
    ):
        _room, chat = await meeting(bot, ann)

        async def refuse(request: web.Request, pass_on: PassOn | None) -> web.StreamResponse:
            if refused.is_set() and "since=" in request.raw_path:
                assert pass_on is not None
                return await pass_on()
            if "since=" not in request.raw_path:
                refused.set()
            return await faults.bad_request(request, pass_on)

        refused = asyncio.Event()
        gate.fails(refuse, where="/sync")
        said = await ann.says(chat, "!hand up")
        await ann.hears(chat, UP, after=said)
        assert refused.is_set()
        assert "what was missed is lost" not in caplog.text


# The pieces end together.


async def test_a_piece_that_fails_ends_the_others(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_doors: Doors) -> None:
        raise ZeroDivisionError

    async with bot_here(town.synapse, tmp_path) as bot:
        bot.serving.cancel()
        await asyncio.gather(bot.serving, return_exceptions=True)
        monkeypatch.setattr(Doors, "run", fail)
        with pytest.raises(ZeroDivisionError):
            await asyncio.wait_for(bot.adapter.run(bot.tap), 10)


async def test_the_place_is_noted_only_when_who_came_has_been_greeted(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = await town.person("Ann")
    async with bot_here(town.synapse, tmp_path) as bot:
        asked, go_on = asyncio.Event(), asyncio.Event()
        hear = bot.tap.hear

        async def slow(heard: Heard) -> Reply | None:
            if heard.event.endswith(":opened"):
                asked.set()
                await go_on.wait()
            return await hear(heard)

        monkeypatch.setattr(bot.tap, "hear", slow)
        chat = await ann.start_chat(bot.user)
        await asyncio.wait_for(asked.wait(), 10)
        await ann.says(chat, "good morning")
        await asyncio.sleep(0.3)
        before = await bot.app.bookmark("matrix")
        await ann.says(chat, "good morning")
        await asyncio.sleep(0.3)
        assert await bot.app.bookmark("matrix") == before
        go_on.set()
        await ann.hears(chat, "which group you are in")
        for _ in range(50):
            if await bot.app.bookmark("matrix") != before:
                break
            await asyncio.sleep(0.1)
        assert await bot.app.bookmark("matrix") != before


# HTTP.


@pytest.mark.parametrize(
    "code",
    ["M_X\nERROR all is lost", "M_\x1b[31m", "M " * 50, "M" * 10_000, 5, None, "", "M_\u202e"],
)
async def test_what_a_server_calls_its_refusal_cannot_forge_a_log_line(code: object) -> None:
    body = json.dumps({"errcode": code, "flows": []})
    async with open_stub(faults.answers(body, 403)) as gate, Homeserver(gate.url) as server:
        with pytest.raises(Refusal) as no:
            await server.ask("GET", "/x")
        assert (no.value.code, str(no.value)) == ("", "403 ")


async def test_a_netrc_of_somebody_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ann password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    async with open_stub(faults.answers("{}")) as gate, Homeserver(gate.url, "token") as server:
        assert await server.ask("GET", "/x") == {}
        assert gate.asked[0].token == "token"


@pytest.mark.parametrize("bypass", [False, True])
async def test_the_proxy_of_the_machine_is_used(
    monkeypatch: pytest.MonkeyPatch, *, bypass: bool
) -> None:
    async with open_stub(faults.answers("{}")) as proxy, open_stub(faults.answers("{}")) as there:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "127.0.0.1" if bypass else "")
        async with Homeserver(there.url) as server:
            await server.ask("GET", "/x")
        assert (len(proxy.asked), len(there.asked)) == ((0, 1) if bypass else (1, 0))
