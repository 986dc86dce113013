"""What the bot says: messages, edits and private answers, each with its transaction id.

The server remembers (device, room, id) for a day [Synapse], so the same id never shows a
message twice, over any crash of either side. Nothing is sent in the clear into a room that
ever was encrypted. Notices never notify, so whoever should notice is mentioned in a text.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from adapters.matrix import events
from adapters.matrix.asking import Asking, Told
from adapters.matrix.places import Places
from adapters.matrix.private import PrivateChats
from adapters.matrix.replies import Replies, Turn
from adapters.matrix.rooms import Room, Rooms
from adapters.matrix.wire import JSON, Homeserver, Refusal, Unreachable, path
from bot.adapter import GiveUp, TryLater
from bot.few import Few, FewNames
from bot.model import Address, Attached, Person, PersonId, Rendered, is_private, person_at

if TYPE_CHECKING:
    from adapters.matrix.crypto import Encryption

log = logging.getLogger(__name__)

PLATFORM = "matrix"

UPLOAD = "/_matrix/media/v3/upload"

PAGES = 50
"""How far back a message in doubt is looked for, in pages of a hundred."""

REMEMBERED = 2_000
"""Messages, private chats and people about which something is known here, at most."""


class Voice:
    """Says things in rooms and private chats, at the pace the server allows.

    Call `close` at the end.
    """

    def __init__(
        self, server: Homeserver, rooms: Rooms, encryption: Encryption | None, told: Told
    ) -> None:
        self._rooms = rooms
        self._encryption = encryption
        self._told = told
        self._asking = Asking(server, told)
        self.places = Places(self._asking, rooms, PLATFORM)
        self._chats = PrivateChats(self._asking, rooms, encrypted=encryption is not None)
        self.turn = Turn()
        self._replies = Replies(self.turn, self._send)
        self._standing = FewNames(REMEMBERED)
        """Messages of ours that are known to stand there still, so that they can be edited."""
        self.threads: Few[str | None] = Few(REMEMBERED)
        """The thread somebody last wrote in, by private room: answers go where they were asked."""
        self.closed = FewNames(REMEMBERED)
        """Who left their private chat, or cannot come: nothing is said there until they speak."""
        self.last: Few[str] = Few(REMEMBERED)
        """Our last message in each private room: marks on it are answers to it."""

    async def close(self) -> None:
        """Answers from memory that still wait are not said any more."""
        await self._replies.close()

    # What the outbox and the boards ask for.

    async def send(self, address: Address, message: Rendered, token: str) -> str:
        try:
            async with self.turn.now(token):
                return await self._send(address, message, token)
        except TryLater as later:
            if self._asking.stopped:
                self.turn.comes_back(token, later.seconds)
            raise

    async def _send(self, address: Address, message: Rendered, token: str) -> str:
        if is_private(address):
            room = await self._private(_user(person_at(address)))
            content = {**words(message), **self._thread(room)}
        else:
            room = self._room(address)
            content = words(message)
        id = await self._put(room, "m.room.message", content, token)
        self._standing.add(id)
        if message.file is not None:
            more = self._thread(room) if is_private(address) else {}
            await self._put_file(room, message.file, more, f"{token}file")
        if is_private(address):
            if message.buttons:  # only then a mark can be an answer
                self.last[room.id] = id
            else:
                self.last.pop(room.id, None)
        return id

    async def _put_file(self, room: Room, file: Attached, more: JSON, token: str) -> None:
        """After its words, with a transaction id of its own. The words count without it."""
        try:
            content = {**await self._uploaded(room, file), **more}
            await self._put(room, "m.room.message", content, token)
        except GiveUp:
            log.warning("a file could not be put there")

    async def _uploaded(self, room: Room, file: Attached) -> JSON:
        """The content of a message that is a file; where words are locked, it is locked too."""
        data, kind, keys = file.data, file.type, None
        if room.encrypted:
            from nio.crypto.attachments import encrypt_attachment

            data, keys = encrypt_attachment(file.data)
            kind = "application/octet-stream"
        try:
            found = await self._asking.server.ask("POST", UPLOAD, upload=(data, kind))
        except Unreachable as problem:
            raise self._asking.no_answer(problem, room.id) from None
        except Refusal as no:
            raise self._asking.refused(no, room.id) from None
        url = events.text(found.get("content_uri"))
        if url is None:
            raise self._asking.later(room.id)
        content = {
            "msgtype": "m.file",
            "body": file.name,
            "filename": file.name,
            "info": {"mimetype": file.type, "size": len(file.data)},
            "m.mentions": {},
        }
        return content | ({"url": url} if keys is None else {"file": {**keys, "url": url}})

    async def edit(self, address: Address, message_id: str, message: Rendered, token: str) -> None:
        async with self.turn.now():
            await self._edit(address, message_id, message, token)

    async def _edit(self, address: Address, message_id: str, message: Rendered, token: str) -> None:
        room = self._room(address)
        self._asking.free(room.id)
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
            page = await self._asking.ask("GET", where, query=query, place=room.id)
            ours = [e for e in events.events(page.get("chunk")) if e["sender"] == self._rooms.me]
            for event in ours:
                if events.mapping(event.get("unsigned")).get("transaction_id") == token:
                    return events.identifier(event.get("event_id"))
            further = events.text(page.get("end"))
            # Only our own server says when ours were sent; another may say anything of its own.
            old = any(events.time(event) < since - timedelta(minutes=5) for event in ours)
            if further is None or old:
                break
            query["from"] = further
        return None

    def gone(self, message_id: str) -> None:
        """Somebody deleted a message."""
        self._standing.discard(message_id)

    # Answers from memory, which no outbox holds.

    def reply(
        self,
        who: str,
        messages: Sequence[Rendered],
        event: str,
        *,
        shown: Callable[[str], None] = lambda _id: None,
        later: bool = False,
        aside: bool = False,
    ) -> None:
        """Answer one person in private, soon. The same event again is the same messages.

        `shown` is told the id of each. `later`: it is one that they wait for, whatever they say
        meanwhile. `aside`: it belongs to a talk without a name.
        """
        said = [(one, _digest("r", f"{event} {number}")) for number, one in enumerate(messages)]
        whom = f"{who} later" if later else who
        self._replies.put(whom, private_address(who), said, shown, aside=aside)

    def tell(self, room: str, message: Rendered, about: str) -> None:
        """Something of the adapter's own, soon, and once for what it is about."""
        token = _digest("a", f"{room} {about}")
        self._replies.put(token, Address(f"{PLATFORM}:{room}"), [(message, token)])

    # Where.

    def _room(self, address: Address) -> Room:
        room = self._rooms.get(address.partition(":")[2])
        if room is None or not room.joined(self._rooms.me):
            raise GiveUp
        return room

    async def _private(self, who: str) -> Room:
        if who in self.closed:
            raise GiveUp
        try:
            return await self._chats.chat_with(who)
        except GiveUp:
            self.closed.add(who)
            raise

    async def note_private_chats(self) -> None:
        """Write down in the account whose private chats are where, for our other devices."""
        await self._chats.write_list()

    def _thread(self, room: Room) -> JSON:
        """Without the reply that goes with it for old apps: they would show what it answers."""
        root = self.threads.get(room.id)
        return {} if root is None else {"m.relates_to": {"rel_type": "m.thread", "event_id": root}}

    # How.

    async def _stands(self, room: Room, message_id: str) -> None:
        """Raises GiveUp when there is no such message any more."""
        if message_id in self._standing:
            return
        where = path("rooms", room.id, "event", message_id)
        event = await self._asking.ask("GET", where, place=room.id)
        if "redacted_because" in events.mapping(event.get("unsigned")):
            raise GiveUp
        self._standing.add(message_id)

    async def _put(self, room: Room, kind: str, content: JSON, token: str) -> str:
        asking = self._asking
        asking.free(room.id)
        # Which private chat it is stays out of the log: an answer there follows at once on an act.
        private = self._rooms.person(room.id) is not None
        if room.encrypted and self._encryption is None:
            if not private:
                self._told("matrix.not-encrypted", {"room": room.id})
            raise GiveUp
        try:
            if room.encrypted and self._encryption is not None:
                content = await self._encryption.encrypt(room.id, room.here, kind, content)
                kind = "m.room.encrypted"
            where = path("rooms", room.id, "send", kind, token)
            sent = await asking.server.ask("PUT", where, content)
        except Unreachable as problem:
            raise asking.no_answer(problem, room.id) from None
        except Refusal as no:
            raise asking.refused(no, room.id, tell=not private, private=private) from None
        id = events.identifier(sent.get("event_id"))
        if id is None:
            raise asking.later(room.id)
        asking.came_through(room.id)
        return id


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


def _digest(kind: str, about: str) -> str:
    """A transaction id for this, the same over any crash."""
    return kind + hashlib.sha256(about.encode()).hexdigest()[:24]
