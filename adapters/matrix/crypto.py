"""End-to-end encryption: what it asks of the server, and when. Nothing a stranger sends stops it.

`keys` looks at what comes in, `machine` holds the keys, `reading` opens what others wrote,
`sharing` gives out the key for what we write. What can wait (more one-time keys, a broken
session) is begun after a sync, holds up nobody, and is tried again at the next; what a message
cannot do without is done before it, and its failure is the message's failure.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Collection, Iterable
from typing import Any

from adapters.matrix import events, keys, signing
from adapters.matrix.database import KeysNotWritten
from adapters.matrix.events import mapping
from adapters.matrix.machine import Machine, let_through
from adapters.matrix.reading import Reading
from adapters.matrix.sharing import Pauses, Sharing
from adapters.matrix.store import Store
from adapters.matrix.wire import JSON, Homeserver, Refusal, Unreachable, path

log = logging.getLogger(__name__)

# They tell keys and what people wrote; whatever matters is raised as well.
logging.getLogger("nio").setLevel(logging.CRITICAL + 1)
logging.getLogger("peewee").setLevel(logging.WARNING)

REFILL = 60.0
"""Seconds between two uploads. Strangers can use up our one-time keys as fast as they like;
meanwhile the fallback key stands in."""

PLENTY = 50
"""One-time keys on the server. Half of it is low."""

PACE = 10.0
"""Seconds between two questions to other servers that a stranger may have caused."""

BRIEFLY = 1_500
"""Milliseconds such a question may take: what people say waits for it."""

COUNTS, UNUSED = "device_one_time_keys_count", "device_unused_fallback_key_types"
"""What a sync says of our keys."""

MOST_WANTED = 100
"""Users to look up because they wrote to us, at a time."""


class Encryption:
    """One device's part in all encrypted rooms."""

    def __init__(
        self,
        server: Homeserver,
        store: Store,
        user_id: str,
        device_id: str,
        *,
        in_room: Callable[[str], bool] = lambda _room: True,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.user_id = user_id
        self.device_id = device_id
        self._server = server
        self._store = store
        try:
            self._machine = Machine(user_id, device_id, store.keys(user_id, device_id), in_room)
        except (ValueError, KeysNotWritten) as problem:
            raise store.damaged_keys() from problem
        self._encrypted = store.encrypted_rooms()
        self._wanted: set[str] = set()
        """Users who wrote to us, whose devices we should know."""
        self._pauses = Pauses(now)
        self._sharing = Sharing(server, self._machine, self._pauses)
        self._reading = Reading(self._machine)
        self._lock = asyncio.Lock()
        self._chores: asyncio.Task[None] | None = None
        """What can wait, after the last sync."""
        self._stock: JSON = {}
        """What the last sync said of our keys on the server."""

    async def close(self) -> None:
        """Let go of what can wait. Call it before the store is closed."""
        if self._chores is not None:
            self._chores.cancel()
            await asyncio.gather(self._chores, return_exceptions=True)
            self._chores = None

    @property
    def device_keys(self) -> JSON:
        """Our device as everybody may see it: its public keys and its own signature."""
        return self._machine.device_body()

    async def start(self, password: str | None) -> None:
        """Tell the server our keys and vouch for our device, as far as it is not done yet.

        StoreDamaged when the server knows this device with other keys: ours were lost, and only
        a new device helps. NeedsPassword and NoPasswordSignIn come last: whoever can live
        without being vouched for may go on.
        """
        seen = await signing.own_keys(self._server, self.user_id)
        device = signing.seen_device(seen, self.user_id, self.device_id)
        if device is None:
            await self._upload(device=True, count=PLENTY, fallback=True)
        else:
            theirs = mapping(device.get("keys")).get(f"ed25519:{self.device_id}")
            if theirs != self._machine.own.ed25519:
                raise self._store.damaged_keys()
        await signing.vouch(
            self._server,
            self._store,
            user_id=self.user_id,
            device=self.device_keys,
            sign=self._machine.sign,
            seen=seen,
            password=password,
        )

    async def after_sync(self, answer: JSON) -> set[tuple[str, str]]:
        """Take in what a sync brought; room and session of each room key that is new.

        It waits for nobody: what it has to ask of the server is a task of its own, that tries
        and forgives. It raises only when the keys cannot be written to disk: then the same sync
        must come again.
        """
        done = self._chores is None or self._chores.done()
        if done and self._chores is not None:
            before, self._chores = self._chores, None
            before.result()  # raises when the disk was full
        lists = mapping(answer.get("device_lists"))
        for user_id in _names(lists.get("changed")) | _names(lists.get("left")):
            self._sharing.outdated(user_id)
        new = self._hear(answer)
        self._stock = {name: answer[name] for name in (COUNTS, UNUSED) if name in answer}
        if done:
            self._chores = asyncio.create_task(self._tidy_up(), name="matrix keys")
        return new

    def decrypt(self, room_id: str, event: JSON) -> JSON | None:
        """The event inside an m.room.encrypted one; None without its key, or when it is bad.

        What we wrote ourselves can be read until this process ends.
        """
        return self._reading.decrypt(room_id, event)

    async def encrypt(
        self, room_id: str, users: Collection[str], event_type: str, content: JSON
    ) -> JSON:
        """The content of an m.room.encrypted event that these users' devices can read."""
        async with self._lock:
            session = await self._sharing.share(room_id, users)
            plain = {"type": event_type, "content": content, "room_id": room_id}
            # Half a surrogate pair is no text, and other people's apps would not read the rest.
            text = json.dumps(plain, ensure_ascii=False).encode(errors="replace").decode()
            outer: JSON = {
                "algorithm": keys.MEGOLM,
                "sender_key": self._machine.own.curve25519,
                "device_id": self.device_id,
                "session_id": session.id,
                "ciphertext": session.encrypt(text),
            }
        if "m.relates_to" in content:
            outer["m.relates_to"] = content["m.relates_to"]
        return outer

    def forget_session(self, room_id: str) -> None:
        """Use a new key before the next message: somebody came or went."""
        self._sharing.forget(room_id)

    def let_go(self, room_id: str) -> None:
        """Nothing that was said there so far can be read again; what comes next can."""
        self._sharing.forget(room_id)
        self._machine.let_go(room_id)

    def knows_encrypted(self, room_id: str) -> bool:
        return room_id in self._encrypted

    def remember_encrypted(self, rooms: Iterable[str]) -> None:
        """For ever, whatever the rooms' state says later. One write, when any is new."""
        known = self._encrypted.union(rooms)
        if known != self._encrypted:
            self._store.save_encrypted_rooms(known)
            self._encrypted = known

    # Coming in.

    def _hear(self, answer: JSON) -> set[tuple[str, str]]:
        brought = events.items(mapping(answer.get("to_device")).get("events"))
        machine, dropped = self._machine, set[str]()
        with machine.store.database.atomic():
            machine.came_in()
            for event in brought:
                try:
                    machine.hear(event)
                except BaseException as problem:  # noqa: BLE001 - a panic in Rust is no Exception
                    let_through(problem)
                    dropped.add(type(problem).__name__)
            # The one-time keys that were used up leave the disk as well.
            if brought:
                machine.save_account()
        if dropped:
            log.info("to-device messages dropped: %s", ", ".join(sorted(dropped)))
        heard, machine.heard = machine.heard, []
        for _, _, sender, sender_key in heard:
            self._want(sender, sender_key)
        return {(room_id, session_id) for room_id, session_id, _, _ in heard}

    def _want(self, user_id: str, key: str) -> None:
        """Their list is old when it lacks the key that they used."""
        new = all(device.curve25519 != key for device in self._machine.devices(user_id))
        if new and self._pauses.take(("look", user_id), REFILL):
            self._sharing.outdated(user_id)
        if user_id not in self._sharing.known and len(self._wanted) < MOST_WANTED:
            self._wanted.add(user_id)

    # What can wait.

    async def _tidy_up(self) -> None:
        """One at a time. What another sync brings meanwhile waits for the next."""
        try:
            await self._refill()
            await self._send_waiting()
            wedged, wanted = tuple(self._machine.wedged_devices), tuple(self._wanted)
            if (wanted or wedged) and self._pauses.take("elsewhere", PACE):
                await self._sharing.look_up(wanted, wait=BRIEFLY)
                self._wanted.difference_update(wanted)
                await self._sharing.claim(wedged, wait=BRIEFLY)
                await self._send_waiting()
        except (Refusal, Unreachable) as problem:
            log.info("keys: %s", type(problem).__name__)

    async def _refill(self) -> None:
        counts, unused = self._stock.get(COUNTS), self._stock.get(UNUSED)
        left = counts.get(keys.ONE_TIME, 0) if isinstance(counts, dict) else PLENTY
        count = PLENTY - max(left, 0) if type(left) is int and left < PLENTY / 2 else 0
        fallback = isinstance(unused, list) and keys.ONE_TIME not in unused
        if (count or fallback) and self._pauses.take("refill", REFILL):
            await self._upload(device=False, count=count, fallback=fallback)

    async def _upload(self, *, device: bool, count: int, fallback: bool) -> None:
        body = self._machine.fresh_keys(count=count, fallback=fallback)
        if device:
            body["device_keys"] = self.device_keys
        await self._server.ask("POST", path("keys", "upload"), body)

    async def _send_waiting(self) -> None:
        queue = self._machine.outgoing_to_device_messages
        while queue:
            await self._send_first(queue, "m.room.encrypted", queue[0].as_dict()["messages"])
        requests = self._reading.requests
        while requests:
            device, wish = requests[0]
            await self._send_first(
                requests, "m.room_key_request", {device.user_id: {device.id: wish}}
            )

    async def _send_first(self, queue: list[Any], event_type: str, messages: JSON) -> None:
        try:
            await self._sharing.send(event_type, messages)
        except Refusal as refusal:
            # What the server does not take now it does not take later.
            if refusal.wait is not None:
                raise
        del queue[0]


def _names(value: object) -> set[str]:
    return set(filter(None, map(events.user_id, events.items(value))))
