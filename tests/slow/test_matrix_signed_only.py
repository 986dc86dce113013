"""Clients that trust only devices signed by their owner hear the bot.

Element announced to do so (MSC4153). The client here is not ours and not nio: matrix-js-sdk
under Node, in its "only signed devices" mode.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from matrix.bot_apart import BotApart
from matrix.people import Person, Town
from matrix.synapse import HOW_TO_INSTALL, INSTALLED, Synapse, open_synapse

NODE = shutil.which("node")
NPM = shutil.which("npm")
SOURCES = Path(__file__).parents[1] / "matrix" / "js"
WAIT = 30.0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (NODE and NPM), reason="needs Node: apt install nodejs npm"),
    pytest.mark.skipif(not INSTALLED, reason=HOW_TO_INSTALL),
]

Event = dict[str, Any]


class Strict:
    """Somebody at a client that trusts only signed devices."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.events: list[Event] = []
        """All it told, oldest first."""
        self._process = process
        self._ids = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Event]] = {}
        self._news = asyncio.Condition()
        self._reading = asyncio.create_task(self._read())

    async def tell(self, do: str, **how: object) -> Event:
        """One command, and what came of it."""
        assert self._process.stdin is not None
        id = next(self._ids)
        answer = self._answers[id] = asyncio.get_running_loop().create_future()
        self._process.stdin.write(json.dumps({"id": id, "do": do, **how}).encode() + b"\n")
        await self._process.stdin.drain()
        return await asyncio.wait_for(answer, WAIT)

    async def sign_in(self, synapse: Synapse) -> str:
        """A new account, its own cross-signing, this device signed; the user id."""
        one = await synapse.register(synapse.new_name("strict"))
        await self.tell(
            "sign_in", url=synapse.url, user=one.user, password=one.password,
            token=one.token, device=one.device,
        )  # fmt: skip
        return one.user

    async def make_room(self, *guests: str, direct: bool = False) -> str:
        """An encrypted room; `direct`: a private chat with one guest."""
        how = {"name": "Friday", "invite": guests, "direct": direct}
        return str((await self.tell("make_room", **how))["room"])

    async def says(self, room: str, text: str) -> str:
        return str((await self.tell("send", room=room, text=text))["event"])

    async def signed(self, user: str) -> dict[str, bool]:
        """Somebody's devices, and whether their owner signed them."""
        return dict((await self.tell("devices", user=user))["devices"])

    async def sees_joined(self, room: str, user: str) -> None:
        wanted = {"event": "member", "room": room, "user": user, "membership": "join"}
        await self.until(lambda one: one == wanted)

    async def hears(self, room: str, text: str, *, by: str) -> Event:
        """Wait for a message that could be read and may be shown."""
        return await self.until(
            lambda one: (
                one["event"] == "message"
                and (one["room"], one["sender"]) == (room, by)
                and text in (one["body"] or "")
            )
        )

    async def until(self, fits: Callable[[Event], bool], *, since: int = 0) -> Event:
        """Wait for something it tells; `since`: not among the first so many events."""

        def found() -> Event | None:
            return next(filter(fits, self.events[since:]), None)

        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(lambda: found() is not None), WAIT)
            except TimeoutError:
                raise AssertionError(f"it did not come; what came: {self.events}") from None
        happened = found()
        assert happened is not None
        return happened

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            told = json.loads(line)
            if "event" in told:
                self.events.append(told)
                async with self._news:
                    self._news.notify_all()
                continue
            answer = self._answers.pop(told["id"])
            if answer.done():
                continue
            if "ok" in told:
                answer.set_result(told["ok"])
            else:
                answer.set_exception(AssertionError(told["error"]))

    async def close(self) -> None:
        """The program ends when its input does."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), 10)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        await self._reading


@asynccontextmanager
async def strict_client(program: Path, log: Path) -> AsyncIterator[Strict]:
    assert NODE is not None
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            NODE,
            program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            limit=2**20,
        )
    one = Strict(process)
    try:
        yield one
    finally:
        await one.close()


@pytest.fixture(scope="session")
def program() -> Path:
    """The client and its libraries: fetched once for each lock file, and kept in .venv."""
    assert NPM is not None
    lock = (SOURCES / "package-lock.json").read_bytes()
    ready = Path(sys.prefix) / f"matrix-js-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not ready.exists():
        making = ready.with_name(f"{ready.name}.{os.getpid()}")
        making.mkdir()
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SOURCES / name, making)
        fetch = (NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run(fetch, cwd=making, check=True, timeout=300)
        making.rename(ready)  # last, so that what is there is whole
    # It looks for its libraries beside itself.
    return Path(shutil.copy(SOURCES / "signed_only.mjs", ready))


@pytest.fixture(scope="module")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    with open_synapse(tmp_path_factory.mktemp("synapse")) as running:
        yield running


@pytest.fixture
async def town(synapse: Synapse) -> AsyncIterator[Town]:
    async with Town(synapse) as one:
        yield one


@pytest.fixture
async def strict(program: Path, tmp_path: Path) -> AsyncIterator[Strict]:
    async with strict_client(program, tmp_path / "node.txt") as one:
        yield one


async def room_with(strict: Strict, guest: Person) -> str:
    room = await strict.make_room(guest.user)
    assert await guest.invited() == room
    await guest.join(room)
    await strict.sees_joined(room, guest.user)
    return room


# The measure itself: it must tell signed from unsigned.


async def test_a_device_that_nobody_signed_is_shut_out(
    synapse: Synapse, town: Town, strict: Strict
) -> None:
    await strict.sign_in(synapse)
    ann = await town.person("Ann", encrypted=True)
    room = await room_with(strict, ann)
    assert await strict.signed(ann.user) == {ann.account.device: False}
    said = await ann.says(room, "Can you hear me?")
    shut_out = await strict.until(lambda one: one.get("id") == said)
    assert (shut_out["event"], shut_out.get("code")) == ("unreadable", "UNSIGNED_SENDER_DEVICE")
    asked = await strict.says(room, "Only for devices that are signed.")
    got = await ann.hears(room, lambda one: one.id == asked)
    assert not got.readable, "it was given the key"


async def test_two_signed_devices_hear_each_other(
    synapse: Synapse, program: Path, strict: Strict, tmp_path: Path
) -> None:
    one = await strict.sign_in(synapse)
    async with strict_client(program, tmp_path / "other.txt") as other:
        two = await other.sign_in(synapse)
        room = await strict.make_room(two)
        await other.tell("join", room=room)
        await strict.sees_joined(room, two)
        assert list((await strict.signed(two)).values()) == [True]
        await strict.says(room, "Good morning.")
        assert (await other.hears(room, "Good morning.", by=one))["encrypted"]
        await other.says(room, "And to you.")
        assert (await strict.hears(room, "And to you.", by=two))["encrypted"]


# The bot.


async def the_bot_speaks(strict: Strict, bot: str, room: str, *, since: int = 0) -> None:
    """Its next message in this room comes encrypted, and may be shown."""

    def from_bot(one: Event) -> bool:
        told = one["event"] in ("message", "unreadable")
        return told and (one["room"], one["sender"]) == (room, bot)

    said = await strict.until(from_bot, since=since)
    assert said["event"] == "message", said
    assert said["encrypted"]


async def the_bot_answers(strict: Strict, bot: str, room: str) -> None:
    """What is asked in this private chat now gets an answer that may be shown."""
    before = len(strict.events)
    await strict.says(room, "help")
    await the_bot_speaks(strict, bot, room, since=before)


async def test_the_bot_is_heard_also_after_its_store_was_lost(
    synapse: Synapse, strict: Strict, tmp_path: Path
) -> None:
    await strict.sign_in(synapse)
    account = await synapse.register(synapse.new_name("alongside"), displayname="Alongside")
    bot = BotApart(folder=tmp_path, url=synapse.url, account=account, encryption=True)
    await bot.start()
    try:
        room = await strict.make_room(bot.user, direct=True)
        await the_bot_speaks(strict, bot.user, room)  # its hello, so that it is no answer below
        await the_bot_answers(strict, bot.user, room)
        assert list((await strict.signed(bot.user)).values()) == [True]
        await bot.end()
        shutil.rmtree(tmp_path / "store")
        await bot.start()
        await the_bot_answers(strict, bot.user, room)
        # The device that was lost may still be there, signed with keys that nobody has any more.
        assert True in (await strict.signed(bot.user)).values()
    finally:
        await bot.kill()
