"""What is said and in which order, when the server is slow, says no, or is told nothing new."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

import pytest
from contract import Tap
from matrix.bot_here import BotHere, bot_here
from matrix.people import Town
from matrix.synapse import Refused
from stage import WORDS, Platform

from adapters.matrix import replies, wire
from adapters.matrix.asides import Asides
from adapters.matrix.ears import Ears
from adapters.matrix.private import wanted
from adapters.matrix.rooms import Room, Rooms
from adapters.matrix.trails import Clearing, Trails
from adapters.matrix.voice import Voice, person, private_address
from adapters.matrix.wire import JSON, Homeserver, Refusal, Unreachable
from bot.adapter import GiveUp, TryLater
from bot.app import App
from bot.clock import Clock
from bot.few import Few, FewNames
from bot.model import Address, Rendered, RoomId

if TYPE_CHECKING:
    from adapters.matrix.crypto import Encryption

ME = "@alongside:house.test"
ANN, EVE, TOM = "@ann:house.test", "@eve:house.test", "@tom:house.test"
ROOM, OTHER = Address("matrix:!room"), Address("matrix:!other")

Answer = Callable[[str, str, Any], JSON | None]
"""Of the server, for a request: raises, or answers as it likes, or leaves it to be well."""


class Server(Homeserver):
    """A server that takes everything, unless it is told to do otherwise."""

    def __init__(self) -> None:
        super().__init__("http://house.test")
        self.asked: list[tuple[str, str]] = []
        self.said: list[tuple[str, str, str]] = []
        """What stands in rooms: where, under which transaction id, and which words."""
        self.answer: Answer = lambda *_: None
        self.takes = 0.001
        """Seconds for each request."""
        self._made = 0

    async def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        **_more: object,
    ) -> JSON:
        where = unquote(path.removeprefix("/_matrix/client/v3/"))
        self.asked.append((method, where))
        await asyncio.sleep(self.takes)
        answer = self.answer(method, where, query or body)
        if answer is not None:
            return answer
        if where == "createRoom":
            self._made += 1
            return {"room_id": f"!made{self._made}"}
        parts = where.split("/")
        if "/send/" in where and all(token != parts[-1] for _, token, _ in self.said):
            self.said.append((parts[1], parts[-1], str((body or {}).get("body"))))
        return {"event_id": f"${parts[-1]}"}

    def to(self, room: str) -> list[str]:
        return [body for where, _, body in self.said if where == room]


class PerSecond:
    """Synapse's way of limiting an account: some at once, then one after each pause."""

    def __init__(self, pause: float, burst: int = 2) -> None:
        self._pause, self._burst = pause, burst
        self._left, self._at = float(burst), asyncio.get_running_loop().time()

    def __call__(self, _method: str, where: str, _body: object) -> None:
        if "/send/" not in where:
            return
        now = asyncio.get_running_loop().time()
        self._left = min(self._burst, self._left + (now - self._at) / self._pause)
        self._at = now
        if self._left < 1:
            wait = int((1 - self._left) * self._pause * 1000) + 1
            raise Refusal(429, "M_LIMIT_EXCEEDED", {"retry_after_ms": wait})
        self._left -= 1


def member(who: str, state: str = "join") -> JSON:
    own = {"membership": state}
    return {"type": "m.room.member", "state_key": who, "sender": who, "content": own}


def put_room(rooms: Rooms, id: str, *people: str, by: str = ME) -> Room:
    own = {"room_version": "12"}
    rooms.take(id, {"type": "m.room.create", "state_key": "", "sender": by, "content": own})
    for who in (ME, *people):
        rooms.take(id, member(who))
    return rooms.all[id]


@asynccontextmanager
async def voice(server: Server) -> AsyncIterator[tuple[Voice, Rooms, list[str]]]:
    """A voice in two rooms, and in a private chat with Ann and one with Eve."""
    rooms, told = Rooms(ME), list[str]()
    put_room(rooms, "!room", ANN, EVE, TOM, by=TOM)
    put_room(rooms, "!other", ANN, TOM, by=TOM)
    put_room(rooms, "!ann", ANN)
    put_room(rooms, "!eve", EVE)
    one = Voice(server, rooms, None, lambda key, _facts: told.append(key))
    try:
        yield one, rooms, told
    finally:
        await one.close()


@pytest.fixture(autouse=True)
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(wire, "LONGEST_PAUSE", 0.2)
    monkeypatch.setattr(replies, "BREATH", 0.01)
    monkeypatch.setattr(replies, "LATE", 0.1)


async def insists(one: Voice, address: Address, text: str, token: str) -> None:
    """As the outbox does."""
    while True:
        try:
            await one.send(address, Rendered(text), token)
            return
        except TryLater as later:
            await asyncio.sleep(max(later.seconds, 0.01))


async def until(true: Callable[[], object], seconds: float = 5) -> None:
    for _ in range(int(seconds * 200)):
        if true():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never came true")


# Answers from memory.


async def test_who_types_nonsense_without_end_keeps_nobody_waiting() -> None:
    """With Synapse's own limit, two hundred times faster."""
    server, pause = Server(), 0.1
    async with voice(server) as (one, *_):
        server.answer = PerSecond(pause)

        async def eve() -> None:
            for n in range(100):
                one.reply(EVE, [Rendered(f"eve {n}")], f"$eve{n}")
                await asyncio.sleep(0.005)

        typing = asyncio.create_task(eve())
        await asyncio.sleep(0.1)
        began = asyncio.get_running_loop().time()
        for n in range(3):
            await insists(one, private_address(ANN), f"ann {n}", f"ann{n}")
        assert asyncio.get_running_loop().time() - began < 5.5 * pause
        await typing
        await until(lambda: "eve 99" in server.to("!eve"))
        numbers = [int(text.split()[1]) for text in server.to("!eve")]
        assert numbers == sorted(numbers)
        assert len(numbers) < 15
        # Nobody asked more often than there were turns, give or take what the burst allows.
        assert len([each for each in server.asked if "/send/" in each[1]]) < 60


async def test_of_each_person_only_the_newest_answer_waits() -> None:
    server = Server()
    async with voice(server) as (one, *_):
        for n in range(5):
            one.reply(EVE, [Rendered(f"eve {n}")], f"$eve{n}")
            one.reply(ANN, [Rendered(f"ann {n}")], f"$ann{n}")
        await until(lambda: server.to("!ann"))
        await asyncio.sleep(0.05)
        assert (server.to("!eve"), server.to("!ann")) == (["eve 4"], ["ann 4"])


async def test_an_answer_that_did_not_come_through_makes_room_for_a_newer_one() -> None:
    server = Server()
    async with voice(server) as (one, *_):
        server.answer = _unreachable
        server.takes = 0.04
        one.reply(EVE, [Rendered("old")], "$old")
        await asyncio.sleep(0.02)
        one.reply(EVE, [Rendered("new")], "$new")
        await asyncio.sleep(0.05)
        server.answer = lambda *_: None
        await until(lambda: server.said)
        await asyncio.sleep(0.1)
        assert server.to("!eve") == ["new"]


async def test_an_answer_that_was_begun_is_said_to_its_end_and_then_the_newest() -> None:
    server = Server()
    async with voice(server) as (one, *_):
        one.reply(EVE, [Rendered(f"a{n}") for n in range(3)], "$a")
        await until(lambda: server.to("!eve"))
        for event in "bcd":
            one.reply(EVE, [Rendered(f"{event}{n}") for n in range(2)], f"${event}")
        await until(lambda: "d1" in server.to("!eve"))
        assert server.to("!eve") == ["a0", "a1", "a2", "d0", "d1"]


async def test_what_the_outbox_must_say_goes_first_also_after_a_pause() -> None:
    server = Server()
    async with voice(server) as (one, *_):
        server.answer = PerSecond(0.2, burst=1)
        await one.send(ROOM, Rendered("first"), "t0")
        with pytest.raises(TryLater) as later:
            await one.send(ROOM, Rendered("second"), "t1")
        one.reply(EVE, [Rendered("eve")], "$eve")
        one.tell("!room", Rendered("told"), "something")
        await asyncio.sleep(later.value.seconds + 0.05)
        assert len(server.said) == 1
        await one.send(ROOM, Rendered("second"), "t1")
        await until(lambda: len(server.said) == 4)
        texts = [text for *_, text in server.said]
        assert (texts[:2], sorted(texts[2:])) == (["first", "second"], ["eve", "told"])


async def test_an_answer_whose_arrival_nobody_heard_of_stands_there_once() -> None:
    server = Server()
    async with voice(server) as (one, *_):
        lost = iter((True, True, False))

        def cut_off(_method: str, where: str, body: Any) -> None:
            if "/send/" in where and next(lost, False):
                parts = where.split("/")
                if not server.said:
                    server.said.append((parts[1], parts[-1], body["body"]))
                raise Unreachable("ServerDisconnectedError")

        server.answer = cut_off
        one.reply(EVE, [Rendered("eve")], "$eve")
        await until(lambda: len([each for each in server.asked if "/send/" in each[1]]) == 3)
        one.reply(EVE, [Rendered("eve")], "$eve")
        await asyncio.sleep(0.1)
        assert server.to("!eve") == ["eve"]


async def test_an_answer_is_given_up_when_it_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies, "REPLY_FOR", 0.15)
    server = Server()
    async with voice(server) as (one, *_):
        server.answer = _unreachable
        one.reply(EVE, [Rendered("old")], "$old")
        await asyncio.sleep(0.3)
        server.answer = lambda *_: None
        await asyncio.sleep(0.3)
        assert server.said == []
        one.reply(EVE, [Rendered("new")], "$new")
        await until(lambda: server.said)
        assert server.to("!eve") == ["new"]


def _unreachable(*_: object) -> None:
    raise Unreachable("ClientConnectorError")


async def test_one_place_that_fails_holds_up_no_answer_elsewhere() -> None:
    server = Server()
    async with voice(server) as (one, *_):

        def eves_room_is_ill(_method: str, where: str, _body: object) -> None:
            if "!eve" in where:
                raise Unreachable("500")

        server.answer = eves_room_is_ill
        one.reply(EVE, [Rendered("eve")], "$eve")
        await asyncio.sleep(0.02)
        one.reply(ANN, [Rendered("ann")], "$ann")
        await until(lambda: server.to("!ann"), 0.5)
        server.answer = lambda *_: None
        await until(lambda: server.to("!eve"), 1)


async def test_a_mistake_in_one_answer_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    server = Server()
    async with voice(server) as (one, *_):

        def bad(_method: str, where: str, _body: object) -> None:
            if "!eve" in where:
                raise KeyError("xyzzy")

        server.answer = bad
        one.reply(EVE, [Rendered("eve")], "$eve")
        one.reply(ANN, [Rendered("ann")], "$ann")
        await until(lambda: server.to("!ann"))
        assert "KeyError" in caplog.text
        assert "xyzzy" not in caplog.text


async def test_at_the_end_nothing_is_left_running() -> None:
    server = Server()
    async with voice(server) as (one, *_):
        before = asyncio.all_tasks()
        server.answer = _unreachable
        for n in range(20):
            one.reply(f"@{n}:x", [Rendered("x")], f"${n}")
        await asyncio.sleep(0.02)
        await one.close()
        one.reply(EVE, [Rendered("x")], "$x")
        assert asyncio.all_tasks() == before


# What a refusal concerns.


@pytest.mark.parametrize("reason", ["500", "504, not JSON", "TimeoutError"])
async def test_what_fails_in_one_room_concerns_that_room(reason: str) -> None:
    server = Server()
    async with voice(server) as (one, *_):

        def ill(_method: str, where: str, _body: object) -> None:
            if "!room/send" in where:
                raise Unreachable(reason)

        server.answer = ill
        for n in range(5):
            with pytest.raises(TryLater):
                await one.send(ROOM, Rendered("x"), "t")
            await one.send(OTHER, Rendered("y"), f"y{n}")
        assert len([each for each in server.asked if "!room" in each[1]]) == 1


@pytest.mark.parametrize(
    "no",
    [
        Unreachable("ServerDisconnectedError"),
        Refusal(429, "M_LIMIT_EXCEEDED", {"retry_after_ms": 300}),
        Refusal(403, "M_RESOURCE_LIMIT_EXCEEDED", {}),
        Refusal(403, "M_USER_SUSPENDED", {}),
        Refusal(401, "M_USER_LOCKED", {"soft_logout": True}),
    ],
    ids=str,
)
async def test_what_concerns_the_account_pauses_all_and_loses_nothing(no: Exception) -> None:
    server = Server()
    async with voice(server) as (one, *_):

        def refuse(*_: object) -> None:
            raise no

        server.answer = refuse
        for address in (ROOM, OTHER, private_address(ANN), private_address("@new:x")):
            with pytest.raises(TryLater):
                await one.send(address, Rendered("x"), str(address))
        assert len(server.asked) == 1


async def test_a_server_that_fails_in_every_room_is_left_alone() -> None:
    server = Server()
    async with voice(server) as (one, rooms, _):
        for n in range(20):
            put_room(rooms, f"!{n}", TOM, by=TOM)

        def ill(*_: object) -> None:
            raise Unreachable("502, not JSON", strange=False)

        server.answer = ill
        for n in range(20):
            with pytest.raises(TryLater):
                await one.send(Address(f"matrix:!{n}"), Rendered("x"), f"t{n}")
        assert len(server.asked) == 3


async def test_who_was_asked_in_too_often_pauses_nobody_else() -> None:
    server = Server()
    async with voice(server) as (one, *_):

        def too_often(_method: str, where: str, _body: object) -> None:
            if "m.room.member" in where:
                raise Refusal(429, "M_LIMIT_EXCEEDED", {"retry_after_ms": 300_000})

        server.answer = too_often
        with pytest.raises(TryLater):
            await one.send(private_address("@mallory:x"), Rendered("x"), "t")
        await one.send(ROOM, Rendered("y"), "u")


# Making private chats.


@pytest.mark.parametrize("where", ["m.direct", "m.room.member", "/send/"])
async def test_whatever_fails_on_the_way_one_private_chat_is_made(where: str) -> None:
    server = Server()
    async with voice(server) as (one, rooms, _):
        times = iter(range(4))

        def fails(_method: str, asked: str, _body: object) -> None:
            if where in asked and next(times, None) is not None:
                raise Unreachable("500")

        server.answer = fails
        await insists(one, private_address(TOM), "hello", "t")
        assert server.to("!made1") == ["hello"]
        assert len([each for each in server.asked if each[1] == "createRoom"]) == 1
        assert rooms.listed[TOM] == ["!made1"]


async def test_nobody_is_asked_into_a_room_that_was_made_for_somebody_else() -> None:
    """It may be that the first was asked in after all, and only the answer was lost."""
    server = Server()
    async with voice(server) as (one, rooms, _):

        def fails(_method: str, asked: str, _body: object) -> None:
            if asked.endswith(TOM):
                raise Unreachable("500")

        server.answer = fails
        with pytest.raises(TryLater):
            await one.send(private_address(TOM), Rendered("for Tom"), "t")
        rooms.take("!made1", member(ME))
        await one.send(private_address("@joe:x"), Rendered("for Joe"), "j")
        assert server.to("!made2") == ["for Joe"]
        assert server.to("!made1") == []


async def test_a_room_whose_making_nobody_heard_of_is_used() -> None:
    server = Server()
    async with voice(server) as (one, rooms, _):
        put_room(rooms, "!half")
        put_room(rooms, "!whole")
        put_room(rooms, "!theirs", by=TOM)
        own: JSON = {"users": {}, "invite": 100}
        for id in ("!whole", "!theirs"):
            rooms.take(
                id, {"type": "m.room.power_levels", "state_key": "", "sender": ME, "content": own}
            )
        await one.send(private_address(TOM), Rendered("for Tom"), "t")
        assert server.to("!whole") == ["for Tom"]


async def test_who_cannot_come_leaves_no_room_behind_and_is_not_asked_again() -> None:
    server = Server()
    async with voice(server) as (one, rooms, _):

        def refuses(_method: str, asked: str, _body: object) -> None:
            if "m.room.member" in asked:
                raise Refusal(403, "M_FORBIDDEN", {})

        server.answer = refuses
        for n in range(3):
            with pytest.raises(GiveUp):
                await one.send(private_address(TOM), Rendered("x"), f"t{n}")
        assert [where for _, where in server.asked if where.endswith("/leave")] == [
            "rooms/!made1/leave"
        ]
        assert rooms.get("!made1") is None
        server.answer = lambda *_: None
        one.closed.discard(TOM)
        await one.send(private_address(TOM), Rendered("x"), "t")
        assert server.to("!made2") == ["x"]


# Looking for what may have been said.


async def test_other_peoples_clocks_do_not_end_the_search_for_our_own_message() -> None:
    server, now = Server(), datetime.now(UTC)

    def event(sender: str, at: datetime, **unsigned: str) -> JSON:
        ms = int(at.timestamp() * 1000)
        more = {"event_id": "$ours", "origin_server_ts": ms, "unsigned": unsigned}
        return {"type": "m.room.message", "sender": sender, "content": {}, **more}

    pages: dict[str | None, JSON] = {
        None: {"chunk": [event(EVE, now - timedelta(days=9))], "end": "2"},
        "2": {"chunk": [event(ME, now, transaction_id="tok")], "end": "3"},
        "3": {"chunk": [event(ME, now - timedelta(days=2))], "end": "4"},
        "4": {"chunk": [event(ME, now, transaction_id="older")]},
    }
    server.answer = lambda _method, _where, query: pages[query.get("from")]
    async with voice(server) as (one, *_):
        since = now - timedelta(hours=1)
        assert await one.look(ROOM, "tok", since) == "$ours"
        assert await one.look(ROOM, "older", since) is None


# Memory.


def test_few_forgets_what_was_set_longest_ago() -> None:
    few, names = Few[int](3), FewNames(3)
    for n in (1, 2, 3, 1, 4):
        few[str(n)] = n
        names.add(str(n))
    assert list(few) == ["3", "1", "4"]
    assert len(names) == 3
    assert "2" not in names
    names.discard("4")
    assert "4" not in names


async def test_what_is_remembered_of_messages_and_people_has_a_bound() -> None:
    server = Server()
    async with voice(server) as (one, *_):
        for n in range(10_000):
            one.closed.add(f"@{n}:x")
            one.threads[f"!{n}"] = one.last[f"!{n}"] = "$x"
            one._standing.add(f"${n}")
        for memory in (one.closed, one.threads, one.last, one._standing):
            assert len(memory) < 5_000


# What is heard.


class Keys:
    """Some messages can be read, others when their key has come."""

    def __init__(self) -> None:
        self.have: set[str] = set()

    def decrypt(self, _room: str, event: JSON) -> JSON | None:
        if event["content"]["key"] not in self.have:
            return None
        own = {"msgtype": "m.text", "body": event["content"]["text"]}
        return {**event, "type": "m.room.message", "content": own}


def locked(id: str, by: str, text: str, key: str) -> JSON:
    own = {"text": text, "key": key}
    more = {"event_id": id, "origin_server_ts": 1_700_000_000_000}
    return {"type": "m.room.encrypted", "sender": by, "content": own, **more}


@asynccontextmanager
async def ears(folder: Path, clock: Clock) -> AsyncIterator[tuple[Ears, Keys, Tap, Server, Rooms]]:
    app = await App.open(folder / "bot.db", words=WORDS, clock=clock)
    app.add(Platform(app.clock, platform="matrix"))
    server, keys, tap = Server(), Keys(), Tap(app)
    try:
        async with voice(server) as (one, rooms, _):
            encryption = cast("Encryption", keys)

            def cannot(_room: str) -> Rendered:
                return Rendered("I could not read that.")

            def others(_room: str) -> Rendered:
                return Rendered("Others may read this.")

            trails = Trails()
            clearing = Clearing(server, one.turn, trails, lambda _room: None)
            asides = Asides(one, clearing, trails, lambda _room: False, str, ME)
            ears = Ears(tap, rooms, encryption, one, cannot, others, asides)
            yield ears, keys, tap, server, rooms
    finally:
        await app.close()


NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


async def test_a_line_that_waits_for_its_key_is_not_overtaken_by_the_same_person(
    tmp_path: Path,
) -> None:
    async with ears(tmp_path, Clock(frozen_at=NOON)) as (one, keys, tap, _, rooms):
        keys.have.add("here")
        room = rooms.all["!room"]
        lines = [
            locked("$1", ANN, "ann 1", "late"),
            {"type": "m.room.encrypted", "sender": ANN, "content": {}, "event_id": "$bad"},
            locked("$2", ANN, "ann 2", "here"),
            locked("$3", EVE, "eve 1", "here"),
            locked("$4", ANN, "ann 3", "here"),
        ]
        tasks = [asyncio.create_task(one.hear(room, line)) for line in lines]
        await tap.took("matrix:$3")
        await asyncio.sleep(0.02)
        assert [heard.text for heard in tap.heard] == ["eve 1"]
        elsewhere = locked("$5", ANN, "ann 4", "here")
        await one.hear(rooms.all["!other"], elsewhere)
        keys.have.add("late")
        one.keys_came()
        await asyncio.gather(*tasks)
        texts = [heard.text for heard in tap.heard]
        assert texts == ["eve 1", "ann 4", "ann 1", "ann 2", "ann 3"]
        assert not one._newest


async def test_many_lines_without_their_key_wait_together_not_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.matrix.ears.KEY_WAIT", 0.2)
    async with ears(tmp_path, Clock(frozen_at=NOON)) as (one, keys, tap, _, rooms):
        keys.have.add("here")
        room = rooms.all["!room"]
        lines = [locked(f"${n}", ANN, "x", "never") for n in range(50)]
        lines.append(locked("$last", ANN, "at last", "here"))
        async with asyncio.timeout(1):
            await asyncio.gather(*(one.hear(room, line) for line in lines))
        assert [heard.text for heard in tap.heard] == ["at last"]
        assert not one._newest


async def test_that_nothing_can_be_read_is_said_once_for_each_room_and_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("adapters.matrix.ears.KEY_WAIT", 0.02)
    clock = Clock(frozen_at=NOON)
    async with ears(tmp_path, clock) as (one, _, _, server, rooms):
        for day in (1, 2):
            people = [f"@p{n}:house.test" for n in range(10)]
            lines = [locked(f"${day}{n}", who, "x", "never") for n, who in enumerate(people)]
            for n, line in enumerate(lines):  # when it was sent is what their server says
                line["origin_server_ts"] += n * 86_400_000
            for room in ("!room", "!other"):
                await asyncio.gather(*(one.hear(rooms.all[room], line) for line in lines))
            await asyncio.sleep(0.1)
            await one.hear(rooms.all["!room"], locked(f"${day}more", ANN, "x", "never"))
            await asyncio.sleep(0.05)
            assert len(server.said) == len(server.asked) == 2 * day
            clock.move(timedelta(days=1))
        await asyncio.sleep(0.05)
        assert server.to("!room") == server.to("!other") == ["I could not read that."] * 2
    ours = [line for line in caplog.records if line.name.startswith("adapters")]
    assert not [line.getMessage() for line in ours if "!room" in line.getMessage()]


async def test_that_a_chat_is_not_private_any_more_is_said_once_and_only_there(
    tmp_path: Path,
) -> None:
    async with ears(tmp_path, Clock(frozen_at=NOON)) as (one, keys, tap, server, rooms):
        keys.have.add("here")

        async def says(room: str, who: str, id: str) -> None:
            await one.hear(rooms.all[room], locked(id, who, "good morning", "here"))

        rooms.all["!other"].asked_alone = True  # and yet it became a group's
        await tap.arrived(RoomId(OTHER), "North Town", person(TOM, "Tom"))
        for n, room in enumerate(("!eve", "!room", "!other")):
            await says(room, EVE, f"${n}")
        rooms.take("!eve", member(TOM, "invite"))
        for n, who in enumerate((EVE, TOM, EVE)):
            await says("!eve", who, f"$more{n}")
        await until(lambda: "Others may read this." in server.to("!eve"))
        await asyncio.sleep(0.05)
        assert server.to("!eve").count("Others may read this.") == 1
        assert server.to("!room") == server.to("!other") == []
        told = {heard.room for heard in tap.heard}
        assert "matrix:!eve" not in told, "never a group by itself"


# On a real server.


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
@pytest.mark.parametrize("version", ["10", "12"])
async def test_into_a_private_chat_of_ours_nobody_but_us_can_ask_anybody(
    town: Town, version: str, *, encrypted: bool
) -> None:
    """A server takes what we ask for in every version; who is there can do what a member can."""
    joe, mallory, tom = await town.people("Joe", "Mallory", "Tom")
    made = await town.synapse.ask(
        "POST",
        "/_matrix/client/v3/createRoom",
        {**wanted(encrypted=encrypted), "room_version": version},
        token=joe.account.token,
    )
    room = made["room_id"]
    await joe.invite(room, mallory)
    first = await joe.raw(room, "m.room.message", {"msgtype": "m.notice", "body": "first"})
    await mallory.join(room)
    await mallory.hears(room, "first", by=joe)
    with pytest.raises(AssertionError, match="M_FORBIDDEN"):
        await mallory.invite(room, tom)
    for kind, content in (
        ("m.room.join_rules", {"join_rule": "public"}),
        ("m.room.history_visibility", {"history_visibility": "world_readable"}),
        ("m.room.power_levels", {"users": {mallory.user: 100}}),
        ("m.room.tombstone", {"replacement_room": room, "body": ""}),
    ):
        with pytest.raises(Refused):
            await mallory.state(room, kind, content)
    said = await mallory.says(room, "hello")
    await mallory.react(room, first, "👍")
    await mallory.edit(room, said, "hello, all")
    await mallory.redact(room, said)
    await joe.hears(room, "", by=mallory)


async def test_what_we_say_before_somebody_comes_in_is_there_for_them(
    town: Town, tmp_path: Path
) -> None:
    """And their client is told that it is for two; it stays so."""
    tom, ann = await town.people("Tom", "Ann")
    async with bot_here(town.synapse, tmp_path) as bot:
        address = private_address(tom.user)
        await bot.adapter.send(address, Rendered("good morning"), "t1")
        room = await tom.invited(by=bot.user)
        await tom.join(room)
        await tom.hears(room, "good morning")
        await bot.adapter.send(address, Rendered("and noon"), "t2")
        await tom.hears(room, "and noon")
        us = [seen for seen in tom.heard(room) if seen.state_key == tom.user]
        assert us[0].content.get("is_direct") is True
        with pytest.raises(AssertionError, match="M_FORBIDDEN"):
            await tom.invite(room, ann)


async def test_who_cannot_be_asked_in_costs_no_room_for_each_message(
    town: Town, tmp_path: Path
) -> None:
    async with bot_here(town.synapse, tmp_path) as bot:
        for n in range(4):
            with pytest.raises((GiveUp, TryLater)):
                await bot.adapter.send(
                    private_address("@ghost:127.0.0.1:1"), Rendered("x"), f"tok{n}"
                )
        assert len(await _rooms_of(bot)) <= 1


async def _rooms_of(bot: BotHere) -> Sequence[str]:
    one = await bot.adapter._opened()
    server = one._asking.server
    joined = await server.ask("GET", wire.path("joined_rooms"))
    rooms: Sequence[str] = joined["joined_rooms"]
    return rooms
