"""Giving a room's key to the devices that may have it: look them up, reach them, tell them.

One device at a time may be broken, hostile or away. The others get the key all the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable
from operator import itemgetter

from nio.crypto import OlmDevice, OutboundGroupSession

from adapters.matrix import events, keys
from adapters.matrix.events import mapping
from adapters.matrix.machine import Machine, let_through
from adapters.matrix.wire import JSON, Homeserver, path

PAUSE = 300.0
"""Seconds until a device without one-time keys, or a server that was away, is asked again."""

ELSEWHERE = 5_000
"""Milliseconds our server may wait for other servers."""

AT_ONCE = 100
"""Devices in one request."""

MOST_PAUSES = 10_000
"""Kept at a time. Those that would last longest are given up first: ours are short."""


class Pauses:
    """Whom or what to leave alone until when."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._until: dict[object, float] = {}

    def over(self, what: object) -> bool:
        """Whether there is none for this, or none any more."""
        if self._until.get(what, 0.0) > self._now():
            return False
        self._until.pop(what, None)
        return True

    def begin(self, what: object, seconds: float) -> None:
        now = self._now()
        self._until[what] = now + seconds
        if len(self._until) > MOST_PAUSES:
            ends = sorted(self._until.items(), key=itemgetter(1))
            self._until = dict([one for one in ends if one[1] > now][: MOST_PAUSES // 2])

    def take(self, what: object, seconds: float) -> bool:
        """Whether it is time for this; from now on it is not for so long."""
        free = self.over(what)
        if free:
            self.begin(what, seconds)
        return free


class Sharing:
    """Who has which key. One `share` at a time, please; what can wait may go on beside it."""

    def __init__(self, server: Homeserver, machine: Machine, pauses: Pauses) -> None:
        self.known: set[str] = set()
        """Users whose devices we know as they are now."""
        self._asking: dict[object, set[str]] = {}
        """For each question on its way: users whose devices changed since it was asked."""
        self._server = server
        self._machine = machine
        self._pauses = pauses
        self._sessions: dict[str, OutboundGroupSession] = {}

    def outdated(self, user_id: str) -> None:
        """This user's devices are no longer what we know."""
        self.known.discard(user_id)
        for changed in self._asking.values():
            changed.add(user_id)

    def forget(self, room_id: str) -> None:
        """A new key for the room's next message."""
        self._sessions.pop(room_id, None)

    async def share(self, room_id: str, users: Collection[str]) -> OutboundGroupSession:
        """The room's key, known to every device of these users that can take it."""
        people = [user for user in dict.fromkeys(users) if events.user_id(user)]
        await self.look_up(people)
        machine = self._machine
        await self.claim(
            one for one in machine.recipients(people) if machine.session_for(one) is None
        )
        devices = list(machine.recipients(people))
        session = self._session(room_id, devices)
        lacking = [
            one
            for one in devices
            if (one.user_id, one.id) not in session.users_shared_with
            and machine.session_for(one) is not None
        ]
        for start in range(0, len(lacking), AT_ONCE):
            await self._tell(room_id, session, lacking[start : start + AT_ONCE])
        session.mark_as_shared()
        return session

    async def look_up(self, users: Iterable[str], *, wait: int = ELSEWHERE) -> None:
        """The devices of these users as they are now, where their servers answer."""
        ask = [one for one in users if one not in self.known and self._pauses.over(one)]
        if not ask:
            return
        question = object()
        changed = self._asking[question] = set()
        try:
            answer = await self._server.ask(
                "POST",
                path("keys", "query"),
                {"device_keys": {user_id: [] for user_id in ask}, "timeout": wait},
            )
        finally:
            del self._asking[question]
        found = mapping(answer.get("device_keys"))
        for user_id in ask:
            if user_id in changed and user_id in self.known:
                continue  # who asked after us knows better
            if not isinstance(found.get(user_id), dict):
                self._pauses.begin(user_id, PAUSE)
                continue
            self._machine.take_devices(user_id, keys.devices(found[user_id], user_id))
            if user_id not in changed:
                self.known.add(user_id)

    async def claim(self, devices: Iterable[OlmDevice], *, wait: int = ELSEWHERE) -> None:
        """Begin a session with each of these devices that has a key for it."""
        lacking = [one for one in devices if self._pauses.over((one.user_id, one.id))]
        ask: dict[str, dict[str, str]] = {}
        for one in lacking:
            ask.setdefault(one.user_id, {})[one.id] = keys.ONE_TIME
        if not ask:
            return
        answer = await self._server.ask(
            "POST", path("keys", "claim"), {"one_time_keys": ask, "timeout": wait}
        )
        found = mapping(answer.get("one_time_keys"))
        with self._machine.store.database.atomic():
            for one in lacking:
                some = mapping(found.get(one.user_id)).get(one.id)
                key = keys.one_time_key(some, one.user_id, one.id, one.ed25519)
                try:
                    if key is None:
                        raise LookupError
                    self._machine.begin(one, key)
                except BaseException as problem:  # noqa: BLE001 - a panic in Rust is no Exception
                    let_through(problem)
                    self._pauses.begin((one.user_id, one.id), PAUSE)

    def _session(self, room_id: str, devices: Iterable[OlmDevice]) -> OutboundGroupSession:
        """The room's key; a new one when it is old, or when somebody has it who should not."""
        session = self._sessions.get(room_id)
        allowed = {(one.user_id, one.id) for one in devices}
        if session is None or session.expired or not session.users_shared_with <= allowed:
            session = self._sessions[room_id] = OutboundGroupSession()
            self._machine.keep_own(room_id, session)
        return session

    async def _tell(
        self, room_id: str, session: OutboundGroupSession, devices: Iterable[OlmDevice]
    ) -> None:
        content = {
            "algorithm": keys.MEGOLM,
            "room_id": room_id,
            "session_id": session.id,
            "session_key": session.session_key,
        }
        messages: dict[str, JSON] = {}
        with self._machine.store.database.atomic():
            for one in devices:
                try:
                    written = self._machine.write(one, "m.room_key", content)
                except BaseException as problem:  # noqa: BLE001 - as above
                    let_through(problem)
                    continue
                messages.setdefault(one.user_id, {})[one.id] = written
        if messages:
            await self.send("m.room.encrypted", messages)
        session.users_shared_with |= {
            (user_id, device_id) for user_id, some in messages.items() for device_id in some
        }

    async def send(self, event_type: str, messages: JSON) -> None:
        where = path("sendToDevice", event_type, secrets.token_hex(16))
        await self._server.ask("PUT", where, {"messages": messages})
