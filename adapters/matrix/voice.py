"""What the bot says: messages, edits and private answers, each with its transaction id.

The server remembers (device, room, id) for a day [Synapse], so the same id never shows a
message twice, over any crash of either side. Nothing is sent in the clear into a room that
ever was encrypted. Notices never notify, so whoever should notice is mentioned in a text.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from adapters.matrix import events
from adapters.matrix.rooms import Room, Rooms
from adapters.matrix.wire import JSON, Homeserver, Refusal, Unreachable, path
from bot.adapter import GiveUp, TryLater
from bot.model import Address, Person, PersonId, Rendered, is_private, person_at

if TYPE_CHECKING:
    from adapters.matrix.crypto import Encryption

log = logging.getLogger(__name__)

PLATFORM = "matrix"

AFTER_TROUBLE = 2.0
"""Seconds until the next try when the server gave no answer."""

REPLY_FOR = 600.0
"""Seconds in which an answer from memory is still worth saying."""

PAGES = 50
"""How far back a message in doubt is looked for, in pages of a hundred."""

Told = Callable[[str, Mapping[str, object]], None]
"""Tells the admin: a text key and its facts."""


class Voice:
    """Says things in rooms and private chats, at the pace the server allows."""

    def __init__(
        self, server: Homeserver, rooms: Rooms, encryption: Encryption | None, told: Told
    ) -> None:
        self._server = server
        self._rooms = rooms
        self._encryption = encryption
        self._told = told
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._until = 0.0
        """Until when the server wants nothing from us, by the loop's clock."""
        self._standing: set[str] = set()
        """Messages of ours that are known to stand there still, so that they can be edited."""
        self.threads: dict[str, str | None] = {}
        """The thread somebody last wrote in, by private room: answers go where they were asked."""
        self.closed: set[str] = set()
        """Who has left their private chat: nothing is said there until they speak again."""
        self.last: dict[str, str] = {}
        """Our last message in each private room: marks on it are answers to it."""

    # What the outbox and the boards ask for.

    async def send(self, address: Address, message: Rendered, token: str) -> str:
        self._free()
        if is_private(address):
            who = _user(person_at(address))
            if who in self.closed:
                raise GiveUp
            room = await self._private(who)
            content = {**words(message), **self._thread(room)}
        else:
            room = self._room(address)
            content = words(message)
        id = await self._put(room, "m.room.message", content, token)
        self._standing.add(id)
        if is_private(address):
            self.last[room.id] = id
        return id

    async def edit(self, address: Address, message_id: str, message: Rendered, token: str) -> None:
        self._free()
        room = self._room(address)
        await self._stands(room, message_id)
        new = words(message)
        content = {
            **new,
            "body": f"* {new['body']}",
            "m.mentions": {},
            "m.new_content": new,
            "m.relates_to": {"rel_type": "m.replace", "event_id": message_id},
        }
        await self._put(room, "m.room.message", content, token)

    async def look(self, address: Address, token: str, since: datetime) -> str | None:
        """An own message with this transaction id, not older than that."""
        if is_private(address):
            private = self._rooms.private(_user(person_at(address)))
            if private is None:
                return None
            room = private
        else:
            room = self._room(address)
        query = {"dir": "b", "limit": "100"}
        where = path("rooms", room.id, "messages")
        for _ in range(PAGES):
            page = await self._ask("GET", where, query=query)
            oldest = None
            for event in events.events(page.get("chunk")):
                oldest = events.time(event)
                unsigned = events.mapping(event.get("unsigned"))
                if event["sender"] == self._rooms.me and unsigned.get("transaction_id") == token:
                    return events.identifier(event.get("event_id"))
            further = events.text(page.get("end"))
            if further is None or oldest is None or oldest < since - timedelta(minutes=5):
                break
            query["from"] = further
        return None

    def gone(self, message_id: str) -> None:
        """Somebody deleted a message."""
        self._standing.discard(message_id)

    # Answers from memory, which no outbox holds.

    async def reply(self, who: str, messages: Sequence[Rendered], event: str) -> None:
        """Answer one person in private. The same event again is the same messages."""
        for number, message in enumerate(messages):
            digest = hashlib.sha256(f"{event} {number}".encode()).hexdigest()
            await self._patiently(private_address(who), message, f"r{digest[:24]}")

    async def tell(self, room: str, message: Rendered, about: str) -> None:
        """Something of the adapter's own, once for what it is about."""
        digest = hashlib.sha256(f"{room} {about}".encode()).hexdigest()
        await self._patiently(Address(f"{PLATFORM}:{room}"), message, f"a{digest[:24]}")

    async def _patiently(self, address: Address, message: Rendered, token: str) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + REPLY_FOR
        while loop.time() < until:
            try:
                await self.send(address, message, token)
                return
            except TryLater as later:
                await asyncio.sleep(max(later.seconds, 0.1))
            except GiveUp:
                return

    # Where.

    def _room(self, address: Address) -> Room:
        room = self._rooms.get(address.partition(":")[2])
        if room is None or not room.joined(self._rooms.me):
            raise GiveUp
        return room

    async def _private(self, who: str) -> Room:
        """The private chat with this person; made once, and found again over any crash."""
        async with self._locks[who]:
            found = self._rooms.private(who)
            if found is not None and found.joined(self._rooms.me):
                return found
            state: list[JSON] = []
            if self._encryption is not None:
                state = [
                    {
                        "type": "m.room.encryption",
                        "state_key": "",
                        "content": {"algorithm": "m.megolm.v1.aes-sha2"},
                    }
                ]
            made = await self._ask(
                "POST",
                path("createRoom"),
                {
                    "preset": "trusted_private_chat",
                    "is_direct": True,
                    "invite": [who],
                    "initial_state": state,
                },
            )
            id = events.identifier(made.get("room_id"))
            if id is None:
                raise TryLater(AFTER_TROUBLE)
            room = self._rooms.made(id, who, encrypted=bool(state))
            await self.list()
            return room

    async def list(self) -> None:
        """Write our list of private chats into the account, for other devices and for later."""
        where = path("user", self._rooms.me, "account_data", "m.direct")
        try:
            await self._server.ask("PUT", where, self._rooms.listed)
        except (Refusal, Unreachable) as problem:
            # Nothing depends on it: they are found again by who is in them.
            log.warning("the list of private chats was not written: %s", problem)

    def _thread(self, room: Room) -> JSON:
        root = self.threads.get(room.id)
        if root is None:
            return {}
        return {
            "m.relates_to": {
                "rel_type": "m.thread",
                "event_id": root,
                "is_falling_back": True,
                "m.in_reply_to": {"event_id": root},
            }
        }

    # One request.

    def _free(self) -> None:
        wait = self._until - asyncio.get_running_loop().time()
        if wait > 0:
            raise TryLater(wait)

    async def _stands(self, room: Room, message_id: str) -> None:
        """Raises GiveUp when there is no such message any more."""
        if message_id in self._standing:
            return
        event = await self._ask("GET", path("rooms", room.id, "event", message_id))
        if "redacted_because" in events.mapping(event.get("unsigned")):
            raise GiveUp
        self._standing.add(message_id)

    async def _put(self, room: Room, kind: str, content: JSON, token: str) -> str:
        if room.encrypted:
            if self._encryption is None:
                self._told("matrix.not-encrypted", {"room": room.id})
                raise GiveUp
            try:
                content = await self._encryption.encrypt(room.id, room.here, kind, content)
            except Unreachable:
                raise TryLater(AFTER_TROUBLE) from None
            except Refusal as no:
                raise self._no(no, room.id) from None
            kind = "m.room.encrypted"
        sent = await self._ask(
            "PUT", path("rooms", room.id, "send", kind, token), content, room=room
        )
        id = events.identifier(sent.get("event_id"))
        if id is None:
            raise TryLater(AFTER_TROUBLE)
        return id

    async def _ask(
        self,
        method: str,
        where: str,
        body: Mapping[str, object] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        room: Room | None = None,
    ) -> JSON:
        try:
            return await self._server.ask(method, where, body, query=query)
        except Unreachable:
            raise TryLater(AFTER_TROUBLE) from None
        except Refusal as no:
            raise self._no(no, room.id if room else "") from None

    def _no(self, no: Refusal, room: str) -> TryLater | GiveUp:
        """What a refusal means for the message."""
        if no.wait is not None:
            self._until = asyncio.get_running_loop().time() + no.wait
            self._told("matrix.slowed", {})
            return TryLater(no.wait)
        if no.status == 401:  # the listening loop says what is wrong and ends
            return TryLater(60.0)
        if no.code == "M_FORBIDDEN" and room:
            self._told("matrix.may-not-write", {"room": room})
        else:
            log.warning("the server refused a message: %s", no)
        return GiveUp()


def words(message: Rendered) -> JSON:
    """The content of a message: plain words, complete without any formatting."""
    alert = message.alert
    if alert is None or not alert.id.startswith(f"{PLATFORM}:"):
        return {"msgtype": "m.notice", "body": message.text, "m.mentions": {}}
    mentions = {"user_ids": [_user(alert.id)]}
    return {"msgtype": "m.text", "body": message.text, "m.mentions": mentions}


def private_address(who: str) -> Address:
    return Address(f"@{PLATFORM}:{who}")


def person(who: str, name: str) -> Person:
    return Person(PersonId(f"{PLATFORM}:{who}"), name)


def _user(person: str) -> str:
    return person.partition(":")[2]
