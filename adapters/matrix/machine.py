"""nio's Olm machine, with its doors closed: only keys that were looked at come in.

Of nio it uses the account, the Olm sessions and the database. Room keys, device lists and the
choice of a session are our own, because there nio believes what strangers write.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

import vodozemac
from nio.crypto import InboundGroupSession, Olm, OlmDevice, OutboundSession
from nio.crypto.sessions import Session
from unpaddedbase64 import decode_base64

from adapters.matrix import keys
from adapters.matrix.database import Keys, KeysNotWritten, RoomKeys
from adapters.matrix.keys import Claimed
from adapters.matrix.wire import JSON

MOST_SESSIONS = 20
"""Olm sessions kept with one key. A stranger can begin any number."""

MOST_PARTNERS = 5_000
"""Keys that we have Olm sessions with. A stranger can make any number of those as well."""

MOST_GONE = 100
"""Devices of one user that are remembered though they are gone."""

MOST_SEEN = 10_000
"""Messages whose place in their session is remembered, so that none is played again."""


class Machine(Olm):  # type: ignore[misc]
    """The keys of our device, and what they open. Nothing here waits for anything."""

    def __init__(
        self, user_id: str, device_id: str, store: Keys, in_room: Callable[[str], bool]
    ) -> None:
        self.heard: list[tuple[str, str, str, str]] = []
        """Room, session, sender and sender's key of room keys since this was last emptied."""
        self.asked_for: OrderedDict[tuple[str, str, str], str] = OrderedDict()
        """User, room and session that we asked a device for, and the key of that device."""
        self.room_keys = RoomKeys(store, in_room)
        self._seen: OrderedDict[tuple[str, str, str, int], str] = OrderedDict()
        super().__init__(user_id, device_id, store)
        self.own = Claimed(
            self.account.identity_keys["ed25519"], self.account.identity_keys["curve25519"]
        )

    def load(self) -> None:
        self.session_store = self.store.load_sessions()
        self.device_store = self.store.load_device_keys()

    # Our own keys.

    def device_body(self) -> JSON:
        """Our device as everybody may see it."""
        body: JSON = {
            "algorithms": [keys.OLM, keys.MEGOLM],
            "device_id": self.device_id,
            "user_id": self.user_id,
            "keys": {
                f"curve25519:{self.device_id}": self.own.curve25519,
                f"ed25519:{self.device_id}": self.own.ed25519,
            },
        }
        return self._signed(body)

    def sign(self, text: str) -> str:
        return str(self.account.sign(text))

    def fresh_keys(self, *, count: int, fallback: bool) -> JSON:
        """New keys for strangers to begin with, to be uploaded.

        They are on disk and count as published when this returns. So each is uploaded once at
        most and its private half is never lost; a failed upload only wastes them.
        """
        account = self.account._account
        if count > 0:
            account.generate_one_time_keys(count)
        if fallback:
            account.generate_fallback_key()
        body: JSON = {
            "one_time_keys": {
                f"{keys.ONE_TIME}:{id}": self._signed({"key": key.to_base64()})
                for id, key in account.one_time_keys.items()
            },
            "fallback_keys": {
                f"{keys.ONE_TIME}:{id}": self._signed({"key": key.to_base64(), "fallback": True})
                for id, key in account.fallback_key.items()
            },
        }
        account.mark_keys_as_published()
        self.save_account()
        return {name: some for name, some in body.items() if some}

    def _signed(self, body: JSON) -> JSON:
        signature = self.sign(keys.canonical(body))
        return {**body, "signatures": {self.user_id: {f"ed25519:{self.device_id}": signature}}}

    # Other people's devices.

    def devices(self, user_id: str) -> Collection[OlmDevice]:
        """All that we ever knew of this user, also those that are gone."""
        known = user_id in self.device_store.users
        return list(self.device_store[user_id].values()) if known else []

    def recipients(self, users: Collection[str]) -> Iterator[OlmDevice]:
        """The devices that a room key goes to."""
        for user_id in users:
            for device in self.devices(user_id):
                if not device.deleted and (user_id, device.id) != (self.user_id, self.device_id):
                    yield device

    def take_devices(self, user_id: str, claimed: Mapping[str, Claimed]) -> None:
        """A user's devices as they are now. One whose Ed25519 key changed is another: gone."""
        if not claimed and user_id not in self.device_store.users:
            return
        known: dict[str, OlmDevice] = self.device_store[user_id]
        changed: dict[str, OlmDevice] = {}
        for device_id, one in claimed.items():
            device = known.get(device_id)
            if device is None:
                names = {"ed25519": one.ed25519, "curve25519": one.curve25519}
                known[device_id] = changed[device_id] = OlmDevice(user_id, device_id, names)
            elif device.ed25519 == one.ed25519 and (
                device.deleted or device.curve25519 != one.curve25519
            ):
                device.curve25519, device.deleted = one.curve25519, False
                changed[device_id] = device
        for device_id, device in known.items():
            here = device_id in claimed and claimed[device_id].ed25519 == device.ed25519
            if not here and not device.deleted:
                device.deleted = True
                changed[device_id] = device
        self.store.save_device_keys({user_id: changed})
        gone = [device_id for device_id, device in known.items() if device.deleted]
        if len(gone) > MOST_GONE:
            self.store.forget_devices(user_id, gone[:-MOST_GONE])
            for device_id in gone[:-MOST_GONE]:
                del known[device_id]

    # One-to-one sessions.

    def session_for(self, device: OlmDevice) -> Session | None:
        """The session to write to this device with.

        Not one that was begun for another device that claims the same curve25519 key: whoever
        does that could otherwise make us write to its true owner in a way nobody can read.
        """
        if device.curve25519 not in self.session_store._entries:
            return None
        made_for = (None, (device.user_id, device.id))
        fitting = [
            session
            for session in self.session_store[device.curve25519]
            if getattr(session, "made_for", None) in made_for
        ]
        return max(fitting, key=lambda session: session.use_time, default=None)

    def begin(self, device: OlmDevice, one_time_key: str) -> None:
        """A session with a device, from a key of its that was looked at."""
        session = OutboundSession(self.account, device.curve25519, one_time_key)
        session.made_for = (device.user_id, device.id)
        self.session_store.add(device.curve25519, session)
        self.save_session(device.curve25519, session)
        if device in self.wedged_devices:
            self.wedged_devices.remove(device)
            self._queue_dummy_message(session, device)

    def write(self, device: OlmDevice, event_type: str, content: JSON) -> JSON:
        """A message that only this device can read."""
        session = self.session_for(device)
        assert session is not None
        written: JSON = self._olm_encrypt(session, device, event_type, content)
        return written

    def hear(self, event: object) -> None:
        """Take in one to-device message. May raise anything at all: see what guards it."""
        found = keys.olm_message(event, self.own.curve25519)
        if found is None:
            return
        sender, sender_key, kind, body = found
        message: Any
        if kind == 0:
            message = vodozemac.PreKeyMessage.from_base64(body)
        else:
            message = vodozemac.AnyOlmMessage.normal(decode_base64(body))
        try:
            self.decrypt(sender, sender_key, message)
        finally:
            self._tidy(sender_key)

    def _tidy(self, sender_key: str) -> None:
        sessions = self.session_store[sender_key]
        if len(sessions) > MOST_SESSIONS:
            sessions.sort(key=lambda session: session.use_time, reverse=True)
            self.store.forget_sessions(sessions[MOST_SESSIONS:])
            del sessions[MOST_SESSIONS:]
        if not sessions:
            del self.session_store._entries[sender_key]
        if len(self.session_store._entries) > MOST_PARTNERS:
            self._make_room()

    def _make_room(self) -> None:
        """Partners of no device that we know of go first, then those not heard for longest."""
        partners = self.session_store._entries
        known = {device.curve25519 for device in self.device_store if not device.deleted}

        def worth(key: str) -> tuple[bool, datetime]:
            return key in known, max(session.use_time for session in partners[key])

        # A tenth at once, so that a crowd does not make us look for each of them.
        for key in sorted(partners, key=worth)[: 1 + MOST_PARTNERS // 10]:
            self.store.forget_sessions(partners.pop(key))

    def _handle_olm_event(self, sender: str, sender_key: str, payload: JSON) -> None:
        """What an Olm message held. nio made sure that sender and recipient are the true ones."""
        kind = payload["type"]
        found = keys.room_key(payload) if kind in ("m.room_key", "m.forwarded_room_key") else None
        if found is None:
            return
        if kind == "m.room_key":
            session = InboundGroupSession(
                found.session_key, found.ed25519, sender_key, found.room_id
            )
        else:
            # Only from the device that made it, and only when we asked: nobody else's word
            # says whose key this is.
            claimed = payload["content"].get("sender_key")
            asked = self.asked_for.get((sender, found.room_id, found.session_id))
            if claimed != sender_key or asked != sender_key:
                return
            session = InboundGroupSession.import_session(
                found.session_key, found.ed25519, sender_key, found.room_id
            )
        session.user = sender
        if session.id == found.session_id and self.room_keys.take(session):
            self._heard(session)

    def came_in(self) -> None:
        """Take the keys that came before we were in their rooms."""
        for session in self.room_keys.came_in():
            self._heard(session)

    def _heard(self, session: InboundGroupSession) -> None:
        self.heard.append((session.room_id, session.id, session.user, session.sender_key))

    # Group sessions.

    def keep_own(self, room_id: str, session: Any) -> None:
        """To read what we wrote ourselves, until we stop. It is not kept longer."""
        own = InboundGroupSession(
            session.session_key, self.own.ed25519, self.own.curve25519, room_id
        )
        own.user = self.user_id
        self.room_keys.keep(own)

    def let_go(self, room_id: str) -> None:
        """Nothing that was said in this room so far can be opened any more; what comes can.

        A Megolm key only ever turns forward: one that is kept from the next message on opens
        none before it. Of each device the newest is kept so, as it goes on writing with it; older
        ones, and our own, are gone.
        """
        newest: dict[str, InboundGroupSession] = {}
        with self.store.database.atomic():
            for session in self.room_keys.of_room(room_id):
                if session.user == self.user_id:
                    self.room_keys.forget(session)
                    continue
                before = newest.get(session.sender_key)
                newest[session.sender_key] = session
                if before is not None:
                    self.room_keys.forget(before)
            for session in newest.values():
                self._turn_forward(session)
        self.store.wipe()

    def _turn_forward(self, session: InboundGroupSession) -> None:
        place = (session.user, session.room_id, session.id)
        read = [index for *one, index in self._seen if (*one,) == place]
        following = max(read, default=-1) + 1
        if following <= session.first_known_index:
            return
        later = InboundGroupSession.import_session(
            session.export_session(following),
            session.ed25519,
            session.sender_key,
            session.room_id,
        )
        later.user = session.user
        self.room_keys.shorten(session, later)

    def first_time(self, session: InboundGroupSession, index: int, event_id: str) -> bool:
        """Whether this place of the session belongs to this event, or to none yet."""
        place = (session.user, session.room_id, session.id, index)
        if len(self._seen) >= MOST_SEEN:
            self._seen.popitem(last=False)
        return self._seen.setdefault(place, event_id) == event_id


def let_through(problem: BaseException) -> None:
    """Let through what is no stranger's doing: our own end, and our own disk."""
    if isinstance(
        problem,
        (
            KeyboardInterrupt,
            SystemExit,
            GeneratorExit,
            asyncio.CancelledError,
            MemoryError,
            KeysNotWritten,
        ),
    ):
        raise problem
