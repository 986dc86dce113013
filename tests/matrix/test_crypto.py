"""Two devices with our own encryption over a real Synapse, and strangers who mean harm."""

from __future__ import annotations

import asyncio
import base64
import copy
import itertools
import json
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import vodozemac
from aiohttp import ClientSession, web
from matrix.people import Town
from matrix.synapse import Account, Synapse

from adapters.matrix import database, keys, machine, signing
from adapters.matrix.crypto import PLENTY, Encryption
from adapters.matrix.database import KeysNotWritten
from adapters.matrix.sharing import MOST_PAUSES, PAUSE, Pauses
from adapters.matrix.store import Device, Store, StoreDamaged
from adapters.matrix.wire import JSON, Homeserver, Unreachable, path

pytestmark = pytest.mark.slow

COUNT = itertools.count()
Twist = Callable[[str, Any], Any]


@dataclass
class Proxy:
    """A homeserver that lies: between us and Synapse, it changes answers after the fact."""

    url: str
    twist: Twist = lambda _path, body: body
    lie: Any = None
    """What a twist may put in."""
    asked: list[str] = field(default_factory=list)
    hangs: str = "nothing"
    """The end of a path that gets no answer for now."""
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)


@pytest.fixture
async def proxy(synapse: Synapse) -> AsyncIterator[Proxy]:
    async with ClientSession() as session:

        async def forward(request: web.Request) -> web.Response:
            one.asked.append(request.path)
            if request.path.endswith(one.hangs):
                one.reached.set()
                await one.goes_on.wait()
            headers = {
                name: request.headers[name]
                for name in ("Authorization", "Content-Type")
                if name in request.headers
            }
            async with session.request(
                request.method,
                synapse.url + request.raw_path,
                data=await request.read(),
                headers=headers,
            ) as answer:
                body = one.twist(request.path, await answer.json())
                if body is None:
                    return web.Response(status=502, text="bad gateway")
                if isinstance(body, web.Response):
                    return body
                return web.json_response(body, status=answer.status)

        app = web.Application()
        app.router.add_route("*", "/{path:.*}", forward)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        one = Proxy(f"http://127.0.0.1:{runner.addresses[0][1]}")
        yield one
        await runner.cleanup()


class One:
    """One device with our encryption, as the adapter uses it."""

    def __init__(self, homes: Homes, account: Account, folder: Path, url: str) -> None:
        self.homes = homes
        self.account = account
        self.user = account.user
        self.folder = folder
        self.url = url
        self.clock = 0.0
        self.since: str | None = None
        self.closed: list[JSON] = []
        self._open = AsyncExitStack()

    async def open(self, password: str | None = "its own") -> One:
        store = self._open.enter_context(Store(self.folder))
        if store.device() is None:
            account = self.account
            store.save_device(Device(account.user, account.device, account.token))
        homeserver = Homeserver(self.url, self.account.token)
        self.server = await self._open.enter_async_context(homeserver)
        self.store = store
        self.encryption = Encryption(
            self.server, store, self.user, self.account.device, now=lambda: self.clock
        )
        self._open.push_async_callback(self.encryption.close)
        await self.encryption.start(self.account.password if password == "its own" else password)
        return self

    async def takes(self, answer: JSON) -> set[tuple[str, str]]:
        """Take in a sync, and wait for what it leaves to be done."""
        new = await self.encryption.after_sync(answer)
        assert self.encryption._chores is not None
        await self.encryption._chores
        return new

    async def close(self) -> None:
        await self._open.aclose()

    async def says(self, room: str, text: str, *others: str | One, **more: object) -> None:
        users = {self.user} | {one.user if isinstance(one, One) else one for one in others}
        content = {"msgtype": "m.text", "body": text, **more}
        await self.sends(
            room, await self.encryption.encrypt(room, users, "m.room.message", content)
        )

    async def sends(self, room: str, content: JSON) -> str:
        where = path("rooms", room, "send", "m.room.encrypted", secrets.token_hex(8))
        return str((await self.server.ask("PUT", where, content))["event_id"])

    async def sync(self) -> JSON:
        filter = '{"room": {"timeline": {"limit": 100}}}'
        query = {"timeout": "0", "filter": filter} | (
            {} if self.since is None else {"since": self.since}
        )
        answer = await self.server.ask("GET", path("sync"), query=query)
        self.since = answer["next_batch"]
        return answer

    async def hears(self, room: str, answer: JSON | None = None) -> list[Any]:
        """The texts of others in the next sync; None for each that cannot be read."""
        if answer is None:
            answer = await self.sync()
        await self.takes(answer)
        rooms = answer.get("rooms", {}).get("join", {})
        events = rooms.get(room, {}).get("timeline", {}).get("events", [])
        self.closed = [
            event
            for event in events
            if event["type"] == "m.room.encrypted" and event["sender"] != self.user
        ]
        return [self.reads(room, event) for event in self.closed]

    def reads(self, room: str, event: JSON) -> Any:
        opened = self.encryption.decrypt(room, event)
        return None if opened is None else opened["content"].get("body")

    async def room(self, *others: str | One | Account) -> str:
        state = {
            "type": "m.room.encryption",
            "state_key": "",
            "content": {"algorithm": keys.MEGOLM},
        }
        made = await self.server.ask("POST", path("createRoom"), {"initial_state": [state]})
        room: str = made["room_id"]
        for one in others:
            assert not isinstance(one, str)
            await self.server.ask("POST", path("rooms", room, "invite"), {"user_id": one.user})
            token = one.account.token if isinstance(one, One) else one.token
            await self.homes.synapse.ask("POST", path("join", room), {}, token=token)
        return room


class Homes:
    """Makes devices, and closes them at the end."""

    def __init__(self, synapse: Synapse, folder: Path) -> None:
        self.synapse = synapse
        self.folder = folder
        self.all: list[One] = []

    async def account(self, name: str) -> Account:
        return await self.synapse.register(self.synapse.new_name(name))

    async def one(self, name: str, url: str | None = None) -> One:
        one = self.unopened(await self.account(name), url)
        return await one.open()

    def unopened(self, account: Account, url: str | None = None, *, of: One | None = None) -> One:
        folder = self.folder / f"{next(COUNT)}" if of is None else of.folder
        one = One(self, account, folder, url or self.synapse.url)
        self.all.append(one)
        return one


@pytest.fixture
async def homes(synapse: Synapse, tmp_path: Path) -> AsyncIterator[Homes]:
    homes = Homes(synapse, tmp_path)
    yield homes
    for one in homes.all:
        await one.close()


async def ask(homes: Homes, who: Account, where: str, body: JSON, method: str = "POST") -> Any:
    return await homes.synapse.ask(method, where, body, token=who.token)


async def to_device(homes: Homes, who: Account, to: One, content: Any, type: str) -> None:
    where = path("sendToDevice", type, secrets.token_hex(8))
    body = {"messages": {to.user: {to.account.device: content}}}
    await ask(homes, who, where, body, "PUT")


# Talking.


async def test_what_one_says_the_other_reads_and_nobody_else_does(homes: Homes) -> None:
    ann, bot, eve = [await homes.one(name) for name in ("ann", "bot", "eve")]
    room = await ann.room(bot, eve)
    await ann.says(room, "good morning", bot)
    assert await bot.hears(room) == ["good morning"]
    assert await eve.hears(room) == [None]
    await bot.says(room, "good morning to you", ann)
    assert await ann.hears(room) == ["good morning to you"]


async def test_ordinary_clients_and_we_understand_each_other(homes: Homes, town: Town) -> None:
    bot = await homes.one("bot")
    ann = await town.person("Ann", encrypted=True)
    room = await bot.room(ann.account)
    await ann.sees(room, bot.user, ann)
    asked = await ann.says(room, "hand up")
    assert await bot.hears(room) == ["hand up"]
    await bot.says(room, "your hand is up", ann.user)
    heard = await ann.hears(room, "your hand is up", after=asked)
    assert heard.encrypted


async def test_both_understand_each_other_after_a_restart(homes: Homes) -> None:
    ann, bot = await homes.one("ann"), await homes.one("bot")
    room = await ann.room(bot)
    await ann.says(room, "one", bot)
    assert await bot.hears(room) == ["one"]
    await bot.says(room, "two", ann)
    await ann.says(room, "three", bot)
    await bot.close()
    again = homes.unopened(bot.account, of=bot)
    again.since = bot.since
    await again.open(None)
    assert (await again.hears(room)) == ["three"]
    await again.says(room, "four", ann)
    assert await ann.hears(room) == ["two", "four"]


async def test_relations_are_in_clear_and_the_rest_is_not(homes: Homes) -> None:
    ann, bot = await homes.one("ann"), await homes.one("bot")
    room = await ann.room(bot)
    await ann.says(room, "first", bot)
    await bot.hears(room)
    relation = {"rel_type": "m.thread", "event_id": bot.closed[0]["event_id"]}
    content = {"msgtype": "m.text", "body": "a secret", "m.relates_to": relation}
    outer = await ann.encryption.encrypt(room, [bot.user], "m.room.message", content)
    assert outer["m.relates_to"] == relation
    assert "a secret" not in str(outer)
    await ann.sends(room, outer)
    await bot.hears(room)
    opened = bot.encryption.decrypt(room, bot.closed[0])
    assert opened is not None
    assert opened["content"] == content
    assert opened["type"] == "m.room.message"
    assert (opened["sender"], opened["event_id"]) == (ann.user, bot.closed[0]["event_id"])


async def test_half_a_character_stops_nobody(homes: Homes) -> None:
    ann, bot = await homes.one("ann"), await homes.one("bot")
    room = await ann.room(bot)
    await ann.says(room, "half \ud83d of it", bot)
    assert await bot.hears(room) == ["half ? of it"]


async def test_ten_at_once_share_one_key(homes: Homes) -> None:
    ann, bot = await homes.one("ann"), await homes.one("bot")
    room = await ann.room(bot)
    texts = [str(number) for number in range(10)]
    await asyncio.gather(*(ann.says(room, text, bot) for text in texts))
    heard = await bot.hears(room)
    assert sorted(heard) == texts
    assert len({event["content"]["session_id"] for event in bot.closed}) == 1


async def test_news_of_a_key_say_which_messages_can_be_read_now(homes: Homes) -> None:
    ann, bot = await homes.one("ann"), await homes.one("bot")
    room = await ann.room(bot)
    await ann.says(room, "early", bot)
    answer = await bot.sync()
    (event,) = [
        one
        for one in answer["rooms"]["join"][room]["timeline"]["events"]
        if one["type"] == "m.room.encrypted"
    ]
    assert bot.reads(room, event) is None
    assert await bot.takes(answer) == {(room, event["content"]["session_id"])}
    assert bot.reads(room, event) == "early"
    assert await bot.takes(answer) == set()


# Who gets the key.


async def test_who_left_cannot_read_what_is_said_later(homes: Homes) -> None:
    ann, bot, tom = [await homes.one(name) for name in ("ann", "bot", "tom")]
    room = await ann.room(bot, tom)
    await ann.says(room, "to both", bot, tom)
    await ann.says(room, "to one", bot)
    assert await bot.hears(room) == ["to both", "to one"]
    assert await tom.hears(room) == ["to both", None]


async def test_a_forgotten_session_is_a_new_key(homes: Homes) -> None:
    ann, bot = await homes.one("ann"), await homes.one("bot")
    room = await ann.room(bot)
    await ann.says(room, "one", bot)
    ann.encryption.forget_session(room)
    await ann.says(room, "two", bot)
    assert await bot.hears(room) == ["one", "two"]
    assert len({event["content"]["session_id"] for event in bot.closed}) == 2


async def test_a_new_device_can_read_from_then_on(homes: Homes) -> None:
    ann, bot = await homes.one("ann"), await homes.one("bot")
    room = await ann.room(bot)
    await ann.says(room, "before", bot)
    await ann.hears(room)
    new = homes.unopened(await homes.synapse.login(bot.user, bot.account.password))
    await new.open()
    await ann.hears(room)
    await ann.says(room, "after", bot)
    assert await bot.hears(room) == ["before", "after"]
    assert await new.hears(room) == [None, "after"]


async def test_a_device_whose_own_key_changed_gets_nothing(homes: Homes, proxy: Proxy) -> None:
    ann, bot = await homes.one("ann", proxy.url), await homes.one("bot")
    room = await ann.room(bot)
    await ann.says(room, "one", bot)
    stranger = vodozemac.Account()

    def twist(where: str, body: Any) -> Any:
        if where.endswith("keys/query") and bot.user in body.get("device_keys", {}):
            fake = signed_device(bot.account, stranger)
            body["device_keys"][bot.user] = {bot.account.device: fake}
        return body

    proxy.twist = twist
    await ann.takes({"device_lists": {"changed": [bot.user]}})
    await ann.says(room, "two", bot)
    assert await bot.hears(room) == ["one", None]
    proxy.twist = lambda _path, body: body
    await ann.takes({"device_lists": {"changed": [bot.user]}})
    await ann.says(room, "three", bot)
    assert (await bot.hears(room)) == ["three"]


# Our own device: its keys and who vouches for it.


async def test_our_device_is_signed_by_our_account(homes: Homes) -> None:
    bot = await homes.one("bot")
    seen = await signing.own_keys(bot.server, bot.user)
    seeds = bot.store.seeds()
    assert seeds is not None
    key = signing.public(seeds.self_signing)
    device = seen["device_keys"][bot.user][bot.account.device]
    assert keys.verifies(device, bot.user, key, key)
    master = signing.public(seeds.master)
    assert keys.verifies(seen["self_signing_keys"][bot.user], bot.user, master, master)
    own = bot.encryption.device_keys["keys"][f"ed25519:{bot.account.device}"]
    assert keys.verifies(seen["master_keys"][bot.user], bot.user, bot.account.device, own)


async def test_a_second_start_changes_nothing_and_needs_no_password(
    homes: Homes, proxy: Proxy
) -> None:
    bot = await homes.one("bot", proxy.url)
    await bot.close()
    proxy.asked.clear()
    await homes.unopened(bot.account, proxy.url, of=bot).open(None)
    assert [one.rpartition("v3/")[2] for one in proxy.asked] == ["keys/query"]


async def test_a_lost_store_is_a_new_device_that_is_signed(homes: Homes) -> None:
    lost = await homes.one("bot")
    await lost.close()
    account = await homes.synapse.login(lost.user, lost.account.password)
    bot = homes.unopened(account)
    with pytest.raises(signing.NeedsPassword):
        await bot.open(None)
    await bot.close()
    bot = await homes.unopened(account, of=bot).open()
    seeds = bot.store.seeds()
    assert seeds is not None
    seen = await signing.own_keys(bot.server, bot.user)
    key = signing.public(seeds.self_signing)
    assert keys.verifies(seen["device_keys"][bot.user][account.device], bot.user, key, key)


async def test_a_new_device_with_the_seeds_needs_no_password(homes: Homes) -> None:
    old = await homes.one("bot")
    await old.close()
    account = await homes.synapse.login(old.user, old.account.password)
    with Store(old.folder) as store:
        store.save_device(Device(account.user, account.device, account.token))
    bot = await homes.unopened(account, of=old).open(None)
    seen = await signing.own_keys(bot.server, bot.user)
    seeds = bot.store.seeds()
    assert seeds is not None
    key = signing.public(seeds.self_signing)
    assert keys.verifies(seen["device_keys"][bot.user][account.device], bot.user, key, key)


async def test_a_wrong_password_is_refused_as_such(homes: Homes) -> None:
    lost = await homes.one("bot")
    await lost.close()
    account = await homes.synapse.login(lost.user, lost.account.password)
    with pytest.raises(signing.WrongPassword):
        await homes.unopened(account).open("wrong")


@pytest.mark.parametrize("status", [401, 403])
async def test_a_wrong_password_is_tried_once_and_we_go_on_unsigned(
    homes: Homes, proxy: Proxy, status: int
) -> None:
    lost = await homes.one("bot")
    await lost.close()

    def twist(where: str, body: Any) -> Any:
        if where.endswith("device_signing/upload") and body.get("errcode") == "M_FORBIDDEN":
            return web.json_response(body, status=status)
        return body

    proxy.twist = twist
    account = await homes.synapse.login(lost.user, lost.account.password)
    bot, ann = homes.unopened(account, proxy.url), await homes.one("ann")
    with pytest.raises(signing.NeedsPassword):
        await bot.open("wrong")
    assert sum(one.endswith("device_signing/upload") for one in proxy.asked) == 2
    room = await bot.room(ann)
    await ann.says(room, "are you there?", bot)
    assert await bot.hears(room) == ["are you there?"]
    await bot.says(room, "yes", ann)
    assert await ann.hears(room) == ["yes"]


async def test_lost_keys_of_a_known_device_are_not_replaced_in_silence(homes: Homes) -> None:
    bot = await homes.one("bot")
    await bot.close()
    (bot.folder / "keys.db").unlink()
    with pytest.raises(StoreDamaged):
        await homes.unopened(bot.account, of=bot).open()


async def test_keys_uploaded_right_before_a_crash_can_be_used(homes: Homes, proxy: Proxy) -> None:
    account = await homes.account("bot")
    # The upload arrives, and we never hear of it.
    proxy.twist = lambda where, body: None if where.endswith("keys/upload") else body
    bot = homes.unopened(account, proxy.url)
    with pytest.raises(Unreachable):
        await bot.open()
    await bot.close()
    proxy.twist = lambda _path, body: body
    bot = await homes.unopened(account, of=bot).open()
    ann = await homes.one("ann")
    room = await ann.room(bot)
    await ann.says(room, "are you there?", bot)
    assert await bot.hears(room) == ["are you there?"]


async def test_one_time_keys_and_the_fallback_key_are_made_anew(homes: Homes, proxy: Proxy) -> None:
    bot, eve = await homes.one("bot", proxy.url), await homes.account("eve")
    claim = {"one_time_keys": {bot.user: {bot.account.device: keys.ONE_TIME}}}
    proxy.asked.clear()
    for _ in range(PLENTY // 2):
        await ask(homes, eve, path("keys", "claim"), claim)
    await bot.takes(await bot.sync())
    assert not any(one.endswith("keys/upload") for one in proxy.asked)
    for _ in range(PLENTY):
        await ask(homes, eve, path("keys", "claim"), claim)
    before = await bot.sync()
    assert before["device_unused_fallback_key_types"] == []
    await bot.takes(before)
    after = await bot.sync()
    assert after["device_one_time_keys_count"][keys.ONE_TIME] == PLENTY
    assert after["device_unused_fallback_key_types"] == [keys.ONE_TIME]
    # Whoever takes them as fast as we make them does not keep us busy.
    proxy.asked.clear()
    for _ in range(5):
        await bot.takes(before)
    assert not any(one.endswith("keys/upload") for one in proxy.asked)
    bot.clock += 61
    await bot.takes(before)
    assert any(one.endswith("keys/upload") for one in proxy.asked)


async def test_a_key_from_the_fallback_can_be_read(homes: Homes) -> None:
    bot, ann, eve = await homes.one("bot"), await homes.one("ann"), await homes.account("eve")
    claim = {"one_time_keys": {bot.user: {bot.account.device: keys.ONE_TIME}}}
    for _ in range(PLENTY):
        await ask(homes, eve, path("keys", "claim"), claim)
    room = await ann.room(bot)
    await ann.says(room, "nothing left but the spare one", bot)
    assert await bot.hears(room) == ["nothing left but the spare one"]


async def test_a_lost_session_between_two_devices_mends_itself(homes: Homes) -> None:
    ann, bot = await homes.one("ann"), await homes.one("bot")
    room = await ann.room(bot)
    await bot.says(room, "one", ann)
    assert await ann.hears(room) == ["one"]
    await ann.says(room, "two", bot)
    assert await bot.hears(room) == ["two"]
    await bot.close()
    keys_of_bot = bot.folder / "keys.db"
    with Store(bot.folder) as store:
        database = store.keys(bot.user, bot.account.device).database
        database.execute_sql("DELETE FROM olmsessions")
    assert keys_of_bot.exists()
    again = await homes.unopened(bot.account, of=bot).open(None)
    again.since = bot.since
    ann.encryption.forget_session(room)
    await ann.says(room, "lost", again)
    assert await again.hears(room) == [None]
    # A new session was begun, and told.
    await ann.hears(room)
    ann.encryption.forget_session(room)
    await ann.says(room, "found", again)
    assert await again.hears(room) == ["found"]


# What can wait.


async def test_a_server_far_away_that_hangs_holds_up_nobody(homes: Homes, proxy: Proxy) -> None:
    bot, ann, eve = (
        await homes.one("bot", proxy.url),
        await homes.one("ann"),
        await homes.one("eve"),
    )
    room = await bot.room(ann, eve)
    await bot.says(room, "one", ann)
    proxy.asked.clear()
    proxy.hangs = "keys/query"
    await eve.says(room, "who am I?", bot)
    async with asyncio.timeout(10):
        answer = await bot.sync()
        assert len(await bot.encryption.after_sync(answer)) == 1
        await proxy.reached.wait()
        await bot.says(room, "two", ann)
        for _ in range(3):
            await bot.encryption.after_sync({})
    assert await ann.hears(room) == ["one", None, "two"]
    assert sum(one.endswith("keys/query") for one in proxy.asked) == 1
    proxy.goes_on.set()
    await bot.takes({})
    assert eve.user in bot.encryption._sharing.known


async def test_what_can_wait_ends_when_we_end(homes: Homes, proxy: Proxy) -> None:
    bot, eve = await homes.one("bot", proxy.url), await homes.one("eve")
    room = await bot.room(eve)
    proxy.hangs = "keys/query"
    await eve.says(room, "who am I?", bot)
    await bot.encryption.after_sync(await bot.sync())
    await proxy.reached.wait()
    chores = bot.encryption._chores
    assert chores is not None
    async with asyncio.timeout(10):
        await bot.close()
    assert chores.cancelled()
    proxy.goes_on.set()


async def test_a_full_disk_is_told_by_the_next_sync(homes: Homes) -> None:
    bot = await homes.one("bot")
    few = {"device_one_time_keys_count": {keys.ONE_TIME: 0}}
    database = bot.encryption._machine.store.database
    database.execute_sql("PRAGMA query_only = 1")
    assert await bot.encryption.after_sync(few) == set()
    with pytest.raises(KeysNotWritten):
        await bot.takes(few)
    with pytest.raises(KeysNotWritten):
        await bot.encryption.after_sync(few)
    database.execute_sql("PRAGMA query_only = 0")
    await bot.takes(few)


async def test_a_user_who_changes_while_we_ask_is_asked_after_again(
    homes: Homes, proxy: Proxy
) -> None:
    bot, ann = await homes.one("bot", proxy.url), await homes.one("ann")
    proxy.hangs = "keys/query"
    asking = asyncio.create_task(bot.encryption._sharing.look_up([ann.user]))
    await proxy.reached.wait()
    bot.encryption._sharing.outdated(ann.user)
    proxy.goes_on.set()
    await asking
    assert ann.user not in bot.encryption._sharing.known
    await bot.encryption._sharing.look_up([ann.user])
    assert ann.user in bot.encryption._sharing.known


# Those who mean harm. Their signatures are good where that lets them get further.


def signed_device(account: Account, own: vodozemac.Account, **more: Any) -> JSON:
    body: JSON = {
        "user_id": account.user,
        "device_id": account.device,
        "algorithms": [keys.OLM, keys.MEGOLM],
        "keys": {
            f"curve25519:{account.device}": own.curve25519_key.to_base64(),
            f"ed25519:{account.device}": own.ed25519_key.to_base64(),
        },
        **more,
    }
    return sign(account, own, body)


def sign(account: Account, own: vodozemac.Account, body: JSON) -> JSON:
    signature = own.sign(keys.canonical(body).encode()).to_base64()
    return {**body, "signatures": {account.user: {f"ed25519:{account.device}": signature}}}


CURVE = vodozemac.Account().curve25519_key.to_base64()
NO_POINT = base64.b64encode(bytes(32)).decode().rstrip("=")
WRONG: list[Any] = [None, 5, 1.5, True, "", "x", "é" * 43, "A" * 9_000, [], {}, [[]], {"a": {}}]


def briefly(value: object) -> str:
    return repr(value)[:9]


OLM_SHAPES: dict[str, Callable[[str], Any]] = {
    "prekey of noise": lambda own: {own: {"type": 0, "body": "AwogAAAA"}},
    "prekey of nothing": lambda own: {own: {"type": 0, "body": ""}},
    "prekey not base64": lambda own: {own: {"type": 0, "body": "é!\x00"}},
    "message of noise": lambda own: {own: {"type": 1, "body": "AwogAAAA"}},
    "message of nothing": lambda own: {own: {"type": 1, "body": ""}},
    "message not base64": lambda own: {own: {"type": 1, "body": "é!\x00=="}},
    "long": lambda own: {own: {"type": 0, "body": "Aw" * 25_000}},
    "type 7": lambda own: {own: {"type": 7, "body": "AwogAAAA"}},
    "type true": lambda own: {own: {"type": True, "body": "AwogAAAA"}},
    "type text": lambda own: {own: {"type": "0", "body": "AwogAAAA"}},
    "body a number": lambda own: {own: {"type": 0, "body": 5}},
    "body a list": lambda own: {own: {"type": 1, "body": [1]}},
    "for us a list": lambda own: {own: [0, "x"]},
    "a list": lambda own: [own],
    "text": lambda own: own,
    "null": lambda _own: None,
}


async def test_garbage_sent_to_our_device_stops_nothing(
    homes: Homes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ann, bot, eve = await homes.one("ann"), await homes.one("bot"), await homes.account("eve")
    room = await ann.room(bot)
    own = bot.encryption.device_keys["keys"][f"curve25519:{bot.account.device}"]
    for shape in OLM_SHAPES.values():
        for key in (CURVE, NO_POINT, own, "short", 5, None):
            content = {"algorithm": keys.OLM, "sender_key": key, "ciphertext": shape(own)}
            await to_device(homes, eve, bot, content, "m.room.encrypted")
    for wrong in WRONG:
        for type in ("m.room.encrypted", "m.room_key", "m.room_key_request", "m.dummy"):
            content = {"algorithm": wrong, "body": wrong, "action": wrong, "sender_key": wrong}
            await to_device(homes, eve, bot, content, type)
    await ann.says(room, "still there?", bot)
    closed: list[JSON] = []
    while True:
        # Synapse hands out a hundred at a time.
        answer = await bot.sync()
        await bot.hears(room, answer)
        closed += bot.closed
        if not answer.get("to_device"):
            break
    assert [bot.reads(room, event) for event in closed] == ["still there?"]
    assert "AwogAAAA" not in caplog.text
    assert "still there" not in caplog.text


@pytest.mark.parametrize("wrong", WRONG, ids=briefly)
async def test_a_sync_of_wrong_types_stops_nothing(homes: Homes, wrong: Any) -> None:
    bot = await homes.one("bot")
    event = {"type": "m.room.encrypted", "sender": "@eve:house.test", "content": wrong}
    for answer in (
        {"to_device": wrong, "device_lists": wrong, "device_one_time_keys_count": wrong},
        {"to_device": {"events": wrong}, "device_lists": {"changed": wrong, "left": wrong}},
        {"to_device": {"events": [wrong, event, {**event, "sender": wrong}]}},
        {"device_lists": {"changed": [wrong]}, "device_unused_fallback_key_types": wrong},
        {"device_one_time_keys_count": {keys.ONE_TIME: wrong}},
    ):
        assert await bot.takes(answer) == set()


@pytest.mark.parametrize("wrong", WRONG, ids=briefly)
async def test_events_of_a_room_that_are_garbage_are_not_opened(homes: Homes, wrong: Any) -> None:
    ann, bot = await homes.one("ann"), await homes.one("bot")
    room = await ann.room(bot)
    await ann.says(room, "one", bot)
    assert await bot.hears(room) == ["one"]
    (good,) = bot.closed
    for name in ("ciphertext", "session_id", "algorithm"):
        bad = {**good, "event_id": "$bad", "content": {**good["content"], name: wrong}}
        assert bot.encryption.decrypt(room, bad) is None
    for name in ("sender", "event_id", "origin_server_ts", "content"):
        if (name, wrong) != ("origin_server_ts", 5):
            assert bot.encryption.decrypt(room, {**good, name: wrong}) is None
    without = {name: value for name, value in good.items() if name == "type"}
    assert bot.encryption.decrypt(room, without) is None
    assert bot.reads(room, good) == "one"


async def test_the_inside_of_an_event_is_looked_at_too(homes: Homes) -> None:
    ann, bot = await homes.one("ann"), await homes.one("bot")
    room = await ann.room(bot)
    await ann.says(room, "one", bot)
    assert await bot.hears(room) == ["one"]
    (good,) = bot.closed
    session = ann.encryption._sharing._sessions[room]
    plain = {"type": "m.room.message", "content": {"body": "x"}, "room_id": room}
    for number, inside in enumerate(
        (
            "not json",
            "[]",
            "null",
            "[" * 10_000,
            *(
                json.dumps({**plain, name: wrong})
                for name in ("type", "content", "room_id")
                for wrong in WRONG
                if not isinstance(
                    wrong, str if name == "type" else dict if name == "content" else bytes
                )
            ),
            json.dumps({**plain, "room_id": "!another"}),
        )
    ):
        content = {**good["content"], "ciphertext": session.encrypt(inside)}
        event = {**good, "event_id": f"${number}", "content": content}
        assert bot.encryption.decrypt(room, event) is None, inside[:80]
        session.message_count = 0


async def test_nothing_is_played_again(homes: Homes) -> None:
    ann, bot = await homes.one("ann"), await homes.one("bot")
    room = await ann.room(bot)
    await ann.says(room, "one", bot)
    assert await bot.hears(room) == ["one"]
    (good,) = bot.closed
    assert bot.reads(room, {**good, "event_id": "$again"}) is None
    assert bot.reads("!elsewhere", good) is None
    assert bot.reads(room, good) == "one"


def bad_devices(account: Account) -> list[Any]:
    """What a member can put on the server, or a hostile server can say of one."""
    own = vodozemac.Account()
    good = signed_device(account, own)
    ed25519, curve25519 = f"ed25519:{account.device}", f"curve25519:{account.device}"
    bad: list[Any] = [*WRONG]
    for key in ("!!!", "A", NO_POINT + "A", good["keys"][curve25519] + "=", "é" * 43, *WRONG):
        bad.append(signed_device(account, own, keys={**good["keys"], curve25519: key}))
        bad.append(signed_device(account, own, keys={**good["keys"], ed25519: key}))
    for name in ("user_id", "device_id", "algorithms", "keys", "signatures"):
        for wrong in WRONG:
            bad.append({**good, name: wrong})
            if name != "signatures":
                bad.append(signed_device(account, own, **{name: wrong}))
    for signature in (*WRONG, "A" * 86, "!" * 86):
        bad.append({**good, "signatures": {account.user: {ed25519: signature}}})
        bad.append({**good, "signatures": {account.user: signature}})
    changed = copy.deepcopy(good)
    changed["keys"][curve25519] = CURVE
    bad.append(changed)
    bad.append(signed_device(account, own, algorithms=[keys.OLM]))
    return bad


def test_every_bad_device_is_as_if_it_were_not() -> None:
    eve = Account("@eve:house.test", "", "", "EVE")
    for bad in bad_devices(eve):
        assert keys.devices({"EVE": bad}, eve.user) == {}, bad
    good = signed_device(eve, vodozemac.Account(), unsigned={"device_display_name": 5})
    assert list(keys.devices({"EVE": good, "OTHER": 5}, eve.user)) == ["EVE"]
    assert keys.devices({"EVE": good}, "@ann:house.test") == {}


def test_a_one_time_key_counts_only_when_its_device_signed_it() -> None:
    eve, own = Account("@eve:house.test", "", "", "EVE"), vodozemac.Account()
    ed25519, name = own.ed25519_key.to_base64(), f"{keys.ONE_TIME}:AAAA"

    def found(body: Any, device: str = "EVE") -> str | None:
        return keys.one_time_key(body, eve.user, device, ed25519)

    good = sign(eve, own, {"key": CURVE})
    assert found({name: good}) == CURVE
    assert found({f"{name}5": 5, name: good}) == CURVE
    assert found({name: sign(eve, own, {"key": CURVE, "fallback": True})}) == CURVE
    assert found({name: sign(eve, vodozemac.Account(), {"key": CURVE})}) is None
    assert found({name: {**good, "key": vodozemac.Account().curve25519_key.to_base64()}}) is None
    assert found({name: {"key": CURVE}}) is None
    assert found({"curve25519:AAAA": good}) is None
    assert found({name: good}, "OTHER") is None
    for wrong in WRONG:
        assert found(wrong) is None
        assert found({name: wrong}) is None
        assert found({name: sign(eve, own, {"key": wrong})}) is None


def test_a_crowd_of_devices_is_cut_short() -> None:
    crowd = {
        f"D{number}": signed_device(
            Account("@eve:house.test", "", "", f"D{number}"), vodozemac.Account()
        )
        for number in range(keys.MOST_DEVICES + 20)
    }
    assert len(keys.devices(crowd, "@eve:house.test")) == keys.MOST_DEVICES


async def test_a_hostile_members_devices_stop_nothing(homes: Homes, proxy: Proxy) -> None:
    bot, ann = await homes.one("bot", proxy.url), await homes.one("ann")
    eve = await homes.account("eve")
    room = await bot.room(ann, eve)

    def twist(where: str, body: Any) -> Any:
        if where.endswith("keys/query"):
            body["device_keys"][eve.user] = proxy.lie
            body["failures"] = proxy.lie
        return body

    proxy.twist = twist
    shapes = [*WRONG, *({eve.device: bad, "OTHER": bad} for bad in bad_devices(eve)[::7])]
    for number, proxy.lie in enumerate(shapes):
        bot.clock += PAUSE
        await bot.takes({"device_lists": {"changed": [eve.user]}})
        await bot.says(room, str(number), ann, eve.user)
    wanted = [str(number) for number in range(len(shapes))]
    assert await ann.hears(room) == wanted


async def test_answers_of_wrong_types_reach_nobody_and_stop_nothing(
    homes: Homes, proxy: Proxy
) -> None:
    bot, ann = await homes.one("bot", proxy.url), await homes.one("ann")
    room = await bot.room(ann)

    def twist(where: str, body: Any) -> Any:
        if not where.endswith(("keys/query", "keys/claim")):
            return body
        return {"device_keys": proxy.lie, "one_time_keys": proxy.lie, "failures": proxy.lie}

    proxy.twist = twist
    for proxy.lie in WRONG:
        await bot.takes({"device_lists": {"changed": [ann.user]}})
        await bot.says(room, "to nobody", ann)
    proxy.twist = lambda _path, body: body
    bot.clock += PAUSE
    await bot.takes({"device_lists": {"changed": [ann.user]}})
    await bot.says(room, "to somebody", ann)
    assert (await ann.hears(room))[-1] == "to somebody"


async def upload(homes: Homes, account: Account, own: vodozemac.Account, one_time: Any) -> None:
    """A member's device whose one-time keys are whatever they like."""
    body = {
        "device_keys": signed_device(account, own),
        "one_time_keys": {f"{keys.ONE_TIME}:AAAA{n}": key for n, key in enumerate(one_time)},
    }
    await ask(homes, account, path("keys", "upload"), body)


async def test_one_time_keys_that_are_garbage_stop_nothing_and_are_tried_again(
    homes: Homes, proxy: Proxy
) -> None:
    bot, ann, eve = (
        await homes.one("bot", proxy.url),
        await homes.one("ann"),
        await homes.one("eve"),
    )
    room = await bot.room(ann, eve)
    own = vodozemac.Account()
    lies: list[Any] = [
        {"key": "!!!", "signatures": {}},
        sign(eve.account, own, {"key": CURVE}),
        *({f"{keys.ONE_TIME}:AAAA": wrong} for wrong in WRONG),
        *({f"{keys.ONE_TIME}:AAAA": {"key": wrong, "signatures": wrong}} for wrong in WRONG),
        *WRONG,
    ]

    def twist(where: str, body: Any) -> Any:
        if where.endswith("keys/claim") and eve.user in body["one_time_keys"]:
            body["one_time_keys"][eve.user] = {eve.account.device: proxy.lie}
        return body

    proxy.twist = twist
    for number, proxy.lie in enumerate(lies):
        bot.clock += PAUSE
        await bot.says(room, str(number), ann, eve)
    proxy.asked.clear()
    await bot.says(room, "in between", ann, eve)
    assert not any(one.endswith("keys/claim") for one in proxy.asked)
    proxy.twist = lambda _path, body: body
    bot.clock += PAUSE
    await bot.says(room, "to both", ann, eve)
    assert (await ann.hears(room))[-1] == "to both"
    heard = await eve.hears(room)
    assert heard[-2:] == [None, "to both"]


@pytest.mark.parametrize("key", [NO_POINT, CURVE, "!!!"], ids=["no point", "not ours", "no key"])
async def test_signed_garbage_of_a_member_stops_nothing(homes: Homes, key: str) -> None:
    bot, ann, eve = await homes.one("bot"), await homes.one("ann"), await homes.account("eve")
    room = await bot.room(ann, eve)
    own = vodozemac.Account()
    await upload(homes, eve, own, [sign(eve, own, {"key": key}) for _ in range(3)])
    await bot.says(room, "good morning", ann, eve.user)
    assert await ann.hears(room) == ["good morning"]


async def test_who_claims_anothers_key_does_not_silence_us_for_them(homes: Homes) -> None:
    bot, ann, eve = await homes.one("bot"), await homes.one("ann"), await homes.account("eve")
    room = await bot.room(ann, eve)
    own, name = vodozemac.Account(), f"curve25519:{eve.device}"
    device = signed_device(eve, own)
    device["keys"][name] = ann.encryption.device_keys["keys"][f"curve25519:{ann.account.device}"]
    del device["signatures"]
    own.generate_one_time_keys(5)
    body = {
        "device_keys": sign(eve, own, device),
        "one_time_keys": {
            f"{keys.ONE_TIME}:{id}": sign(eve, own, {"key": key.to_base64()})
            for id, key in own.one_time_keys.items()
        },
    }
    await ask(homes, eve, path("keys", "upload"), body)
    await bot.says(room, "one", eve.user)
    await bot.says(room, "two", eve.user, ann)
    bot.encryption.forget_session(room)
    await bot.says(room, "three", ann, eve.user)
    assert await ann.hears(room) == [None, "two", "three"]
    # Nor them for us.
    await ann.says(room, "yes", bot)
    assert await bot.hears(room) == ["yes"]


@pytest.mark.parametrize("eve_first", [True, False])
async def test_who_passes_on_anothers_key_cannot_take_their_place(
    homes: Homes, eve_first: bool
) -> None:
    bot, ann, eve = [await homes.one(name) for name in ("bot", "ann", "eve")]
    room = await ann.room(bot, eve)
    outer = await ann.encryption.encrypt(
        room, [eve.user], "m.room.message", {"msgtype": "m.text", "body": "from ann"}
    )
    session = ann.encryption._sharing._sessions[room]
    content = {
        "algorithm": keys.MEGOLM,
        "room_id": room,
        "session_id": session.id,
        "session_key": session.session_key,
    }
    await eve.says(room, "hello", bot)
    assert (await bot.hears(room)) == ["hello"]

    async def eve_tells() -> None:
        (device,) = eve.encryption._machine.devices(bot.user)
        written = eve.encryption._machine.write(device, "m.room_key", content)
        await to_device(homes, eve.account, bot, written, "m.room.encrypted")
        await bot.hears(room)

    async def ann_tells() -> JSON:
        users, words = [eve.user, bot.user], {"msgtype": "m.text", "body": "from ann"}
        written = await ann.encryption.encrypt(room, users, "m.room.message", words)
        await bot.hears(room)
        return written

    if eve_first:
        await eve_tells()
    more = await ann_tells()
    if not eve_first:
        await eve_tells()
    assert more["session_id"] == outer["session_id"]

    def event(sender: str, id: str) -> JSON:
        return {"sender": sender, "event_id": id, "origin_server_ts": 1, "content": more}

    assert bot.encryption.decrypt(room, event(ann.user, "$ann")) is not None
    assert bot.encryption.decrypt(room, event(bot.user, "$bot")) is None
    await bot.close()
    again = await homes.unopened(bot.account, of=bot).open(None)
    await again.encryption.encrypt(room, [ann.user, eve.user], "m.dummy", {})
    assert again.encryption.decrypt(room, event(ann.user, "$ann")) is not None


def forwarded(who: One, of: One, room: str, session_id: str) -> JSON:
    """The key as a client gives it to somebody who asked."""
    session = who.encryption._machine.room_keys.get(of.user, room, session_id)
    assert session is not None
    return {
        "algorithm": keys.MEGOLM,
        "forwarding_curve25519_key_chain": [],
        "room_id": room,
        "sender_claimed_ed25519_key": session.ed25519,
        "sender_key": session.sender_key,
        "session_id": session.id,
        "session_key": session.export_session(session.first_known_index),
    }


async def test_a_missing_key_is_asked_for_and_taken_from_its_maker_only(homes: Homes) -> None:
    bot, ann, eve = [await homes.one(name) for name in ("bot", "ann", "eve")]
    room = await ann.room(bot, eve)
    for one in (ann, eve):
        await one.says(room, "hello", bot)
    assert await bot.hears(room) == ["hello", "hello"]
    ann.encryption.forget_session(room)
    await ann.says(room, "the key is lost", eve)
    await eve.hears(room)
    assert await bot.hears(room) == [None]
    (event,) = bot.closed
    session_id = event["content"]["session_id"]
    await bot.hears(room)
    (wish,) = [
        one["content"]["body"]
        for one in (await ann.sync())["to_device"]["events"]
        if one["type"] == "m.room_key_request"
    ]
    assert (wish["room_id"], wish["session_id"]) == (room, session_id)
    for one in (eve, ann):
        assert bot.reads(room, event) is None
        (device,) = one.encryption._machine.devices(bot.user)
        content = forwarded(one, ann, room, session_id)
        written = one.encryption._machine.write(device, "m.forwarded_room_key", content)
        await to_device(homes, one.account, bot, written, "m.room.encrypted")
        await bot.hears(room)
    assert bot.reads(room, event) == "the key is lost"


async def test_a_key_that_we_did_not_ask_for_is_not_taken(homes: Homes) -> None:
    bot, ann, eve = [await homes.one(name) for name in ("bot", "ann", "eve")]
    room = await ann.room(bot, eve)
    await eve.says(room, "hello", bot)
    await ann.says(room, "not for the bot", eve)
    await eve.hears(room)
    heard = await bot.hears(room)
    assert heard == ["hello", None]
    session_id = bot.closed[1]["content"]["session_id"]
    content = forwarded(eve, ann, room, session_id)
    (device,) = eve.encryption._machine.devices(bot.user)
    written = eve.encryption._machine.write(device, "m.forwarded_room_key", content)
    await to_device(homes, eve.account, bot, written, "m.room.encrypted")
    await bot.hears(room)
    room_keys = bot.encryption._machine.room_keys
    assert all(room_keys.get(one.user, room, session_id) is None for one in (ann, eve))


@pytest.mark.parametrize("wrong", WRONG, ids=briefly)
async def test_garbage_inside_a_good_message_stops_nothing(homes: Homes, wrong: Any) -> None:
    bot, eve = await homes.one("bot"), await homes.one("eve")
    room = await eve.room(bot)
    await eve.says(room, "hello", bot)
    assert await bot.hears(room) == ["hello"]
    (device,) = eve.encryption._machine.devices(bot.user)
    good = {"algorithm": keys.MEGOLM, "room_id": room, "session_id": "x", "session_key": "y"}
    for type in ("m.room_key", "m.forwarded_room_key", "m.dummy", "m.secret.send", "x"):
        for content in (wrong, *({**good, name: wrong} for name in good)):
            written = eve.encryption._machine.write(device, type, content)
            await to_device(homes, eve.account, bot, written, "m.room.encrypted")
    await eve.says(room, "still there?", bot)
    assert await bot.hears(room) == ["still there?"]


async def test_odd_user_names_in_a_room_stop_nothing(homes: Homes) -> None:
    bot, ann = await homes.one("bot"), await homes.one("ann")
    room = await bot.room(ann)
    odd = ["", "eve", "@eve", "@e\tve:house.test", "@\ud800:house.test", "@" + "e" * 999 + ":x"]
    await bot.says(room, "good morning", ann, "@nobody:house.test", "@away:nowhere.test", *odd)
    assert await ann.hears(room) == ["good morning"]


async def test_what_is_missing_from_the_network_is_the_senders_to_try_again(
    homes: Homes, proxy: Proxy
) -> None:
    bot, ann = await homes.one("bot", proxy.url), await homes.one("ann")
    room = await bot.room(ann)
    proxy.twist = lambda where, body: None if proxy.lie in where else body
    for proxy.lie in ("keys/query", "keys/claim", "sendToDevice"):
        with pytest.raises(Unreachable):
            await bot.says(room, "lost", ann)
    proxy.twist = lambda _path, body: body
    await bot.says(room, "found", ann)
    assert await ann.hears(room) == ["found"]


# Strangers without end: an identity costs nothing.


class Alone:
    """A device whose server is away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rooms = {"!room"}
        self._open = AsyncExitStack()

    async def open(self) -> Alone:
        store = self._open.enter_context(Store(self.folder))
        store.save_device(Device("@bot:house.test", "BOT", "token"))
        away = await self._open.enter_async_context(Homeserver("http://127.0.0.1:9"))
        self.encryption = Encryption(
            away, store, "@bot:house.test", "BOT", in_room=self.rooms.__contains__
        )
        self._open.push_async_callback(self.encryption.close)
        self.machine = self.encryption._machine
        ((_, spare),) = self.machine.fresh_keys(count=0, fallback=True)["fallback_keys"].items()
        self.spare = vodozemac.Curve25519PublicKey.from_base64(spare["key"])
        return self

    async def again(self) -> Alone:
        await self.close()
        return await self.open()

    async def close(self) -> None:
        await self._open.aclose()

    async def hears(self, *messages: JSON) -> set[tuple[str, str]]:
        return await self.encryption.after_sync({"to_device": {"events": list(messages)}})

    def rows(self, table: str) -> int:
        database = self.machine.store.database
        return int(database.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0])

    def kept(self, *users: str) -> int:
        """Room keys in memory."""
        all_of = self.machine.room_keys._of
        return sum(len(some) for user, some in all_of.items() if not users or user in users)


@pytest.fixture
async def alone(tmp_path: Path) -> AsyncIterator[Alone]:
    one = await Alone(tmp_path / "alone").open()
    yield one
    await one.close()


class Stranger:
    """A new identity, and one room key of it."""

    def __init__(self, user: str = "@eve:far.test", room: str = "!room") -> None:
        self.user = user
        self.room = room
        self.own = vodozemac.Account()
        self.group = vodozemac.GroupSession()
        self.curve25519 = self.own.curve25519_key.to_base64()

    def tells(self, bot: Alone) -> JSON:
        """The to-device message with the room key."""
        own = bot.machine.own
        payload = {
            "type": "m.room_key",
            "sender": self.user,
            "recipient": bot.machine.user_id,
            "recipient_keys": {"ed25519": own.ed25519},
            "keys": {"ed25519": self.own.ed25519_key.to_base64()},
            "content": {
                "algorithm": keys.MEGOLM,
                "room_id": self.room,
                "session_id": self.group.session_id,
                "session_key": self.group.session_key.to_base64(),
            },
        }
        to = vodozemac.Curve25519PublicKey.from_base64(own.curve25519)
        session = self.own.create_outbound_session(to, bot.spare)
        kind, body = session.encrypt(json.dumps(payload).encode()).to_parts()
        text = {"type": kind, "body": base64.b64encode(body).decode().rstrip("=")}
        content = {
            "algorithm": keys.OLM,
            "sender_key": self.curve25519,
            "ciphertext": {own.curve25519: text},
        }
        return {"type": "m.room.encrypted", "sender": self.user, "content": content}

    def says(self, id: str, sender: str | None = None) -> JSON:
        """Words in the room, as the server hands them out."""
        plain = {"type": "m.room.message", "content": {"body": id}, "room_id": self.room}
        content = {
            "algorithm": keys.MEGOLM,
            "sender_key": self.curve25519,
            "session_id": self.group.session_id,
            "ciphertext": self.group.encrypt(json.dumps(plain).encode()).to_base64(),
        }
        return {
            "sender": sender or self.user,
            "event_id": id,
            "origin_server_ts": 1,
            "content": content,
        }


async def test_one_stranger_with_ever_new_keys_fills_nothing(
    alone: Alone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "MOST_ROOM_KEYS", 5)
    monkeypatch.setattr(machine, "MOST_PARTNERS", 20)
    crowd = [Stranger() for _ in range(50)]
    await alone.hears(*(one.tells(alone) for one in crowd))
    for _ in range(2):
        assert alone.kept() == alone.rows("megolminboundsessions") == 5
        partners = alone.machine.session_store._entries
        assert len(partners) == alone.rows("olmsessions") <= 20
        # The newest stay.
        assert crowd[-1].curve25519 in partners
        assert alone.encryption.decrypt("!room", crowd[-1].says("$1")) is not None
        assert alone.encryption.decrypt("!room", crowd[-6].says("$2")) is None
        await alone.again()


async def test_a_crowd_pushes_out_nobody_else(
    alone: Alone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "MOST_OF_ALL", 20)
    monkeypatch.setattr(machine, "MOST_PARTNERS", 20)
    ann = Stranger("@ann:house.test")
    await alone.hears(ann.tells(alone))
    claimed = keys.Claimed(ann.own.ed25519_key.to_base64(), ann.curve25519)
    alone.machine.take_devices(ann.user, {"ANN": claimed})
    for n in range(60):
        await alone.hears(Stranger(f"@eve{n % 6}:far.test").tells(alone))
    for _ in range(2):
        assert alone.kept() == alone.rows("megolminboundsessions") == 20
        assert alone.encryption.decrypt("!room", ann.says("$1")) is not None
        (device,) = alone.machine.devices(ann.user)
        assert alone.machine.session_for(device) is not None
        await alone.again()


async def test_a_key_that_comes_before_we_are_in_its_room_waits_in_memory(alone: Alone) -> None:
    ann = Stranger("@ann:house.test", "!later")
    crowd = [Stranger(room=f"!{n}") for n in range(50)]
    assert await alone.hears(ann.tells(alone), *(one.tells(alone) for one in crowd)) == set()
    assert alone.kept() == alone.rows("megolminboundsessions") == 0
    assert len(alone.machine.room_keys._early) == 1 + database.MOST_EARLY
    alone.rooms.add("!later")
    assert await alone.encryption.after_sync({}) == {("!later", ann.group.session_id)}
    assert alone.kept() == alone.rows("megolminboundsessions") == 1
    assert alone.encryption.decrypt("!later", ann.says("$1")) is not None


async def test_keys_that_come_too_early_are_few_in_all(alone: Alone) -> None:
    crowd = [Stranger(f"@eve{n}:far.test", "!later") for n in range(120)]
    await alone.hears(*(one.tells(alone) for one in crowd))
    assert len(alone.machine.room_keys._early) == database.MOST_EARLY_OF_ALL
    # Nor do we ask other servers about them.
    assert not alone.encryption._wanted


async def test_a_key_is_of_the_user_who_sent_it(alone: Alone) -> None:
    eve = Stranger()
    await alone.hears(eve.tells(alone))
    for _ in range(2):
        assert alone.encryption.decrypt("!room", eve.says("$1", "@ann:house.test")) is None
        assert alone.encryption.decrypt("!room", eve.says("$2")) is not None
        await alone.again()


async def test_devices_that_are_gone_are_forgotten_in_the_end(
    alone: Alone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "MOST_GONE", 10)
    for n in range(6):
        own = {f"{n}_{m}": vodozemac.Account() for m in range(4)}
        alone.machine.take_devices(
            "@eve:far.test",
            {
                id: keys.Claimed(one.ed25519_key.to_base64(), one.curve25519_key.to_base64())
                for id, one in own.items()
            },
        )
    for _ in range(2):
        known = alone.machine.devices("@eve:far.test")
        assert sum(one.deleted for one in known) == 10
        assert {one.id for one in known if not one.deleted} == {f"5_{m}" for m in range(4)}
        assert {one.id[0] for one in known} == set("2345")
        assert alone.rows("devicekeys") == 14
        assert alone.rows("keys") == 28
        await alone.again()


def test_pauses_do_not_grow_without_end() -> None:
    clock = 0.0
    pauses = Pauses(lambda: clock)
    pauses.begin("refill", 60)
    for n in range(3 * MOST_PAUSES):
        pauses.begin(n, PAUSE)
        assert len(pauses._until) <= MOST_PAUSES
    assert not pauses.over("refill")
    clock = 2 * PAUSE
    for n in range(MOST_PAUSES // 2):
        pauses.begin(("new", n), PAUSE)
    assert not any(pauses.over(("new", n)) for n in range(MOST_PAUSES // 2))


# Signing by itself.


def test_a_signature_fits_one_text_and_one_key() -> None:
    seed, other = secrets.token_hex(32), secrets.token_hex(32)
    key = signing.public(seed)
    body = signing.signed({"b": 1, "a": "é", "unsigned": {"age": 5}}, seed, "@a:b")
    assert keys.verifies(body, "@a:b", key, key)
    assert keys.verifies({**body, "unsigned": {"age": 6}}, "@a:b", key, key)
    assert not keys.verifies({**body, "b": 2}, "@a:b", key, key)
    assert not keys.verifies(body, "@x:b", key, key)
    assert not keys.verifies(body, "@a:b", key, signing.public(other))


@pytest.mark.parametrize("wrong", WRONG, ids=briefly)
def test_what_is_no_signature_is_none_and_raises_nothing(wrong: Any) -> None:
    key = signing.public(secrets.token_hex(32))
    for body in (
        wrong,
        {"signatures": wrong},
        {"signatures": {"@a:b": wrong}},
        {"signatures": {"@a:b": {f"ed25519:{key}": wrong}}},
    ):
        assert not keys.verifies(body, "@a:b", key, key)


def test_the_master_key_signs_the_other_two() -> None:
    seeds, device = signing.new_seeds(), vodozemac.Account()
    body = signing.keys_to_upload(
        seeds, "@a:b", "DEVICE", lambda text: device.sign(text.encode()).to_base64()
    )
    master = signing.public(seeds.master)
    assert body["master_key"]["keys"] == {f"ed25519:{master}": master}
    assert keys.verifies(body["self_signing_key"], "@a:b", master, master)
    assert keys.verifies(body["user_signing_key"], "@a:b", master, master)
    own = device.ed25519_key.to_base64()
    assert keys.verifies(body["master_key"], "@a:b", "DEVICE", own)
    assert len({master, *body["self_signing_key"]["keys"], *body["user_signing_key"]["keys"]}) == 3


def test_the_same_seed_is_the_same_key_as_everywhere_else() -> None:
    # RFC 8032, section 7.1, test 1.
    seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    known = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert signing.public(seed) == base64.b64encode(known).decode().rstrip("=")
