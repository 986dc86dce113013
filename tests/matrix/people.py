"""People in Matrix with a real client, nio's. Nothing here knows the bot's own code.

async with Town(synapse) as town:
    ann, tom = await town.people("Ann", "Tom", encrypted=True)
    room = await town.room("Friday", ann, tom, encrypted=True)
    asked = await ann.says(room, "good morning")
    await tom.hears(room, "good morning", after=asked)
"""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote

from matrix.synapse import Account, Synapse
from nio import (
    AsyncClient,
    AsyncClientConfig,
    ErrorResponse,
    MegolmEvent,
    MessageDirection,
    RoomPreset,
    SyncResponse,
)
from nio.exceptions import EncryptionError
from nio.store import SqliteMemoryStore

JSON = Mapping[str, Any]
_T = TypeVar("_T")

FILTER = {
    "presence": {"types": []},
    "room": {"timeline": {"limit": 100}, "ephemeral": {"types": []}},
}
ENCRYPTION = {
    "type": "m.room.encryption",
    "state_key": "",
    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
}
WAIT = 15.0
"""Seconds somebody waits for a line."""


@dataclass(frozen=True)
class Seen:
    """One event as somebody's client got it."""

    id: str
    sender: str
    type: str
    """`m.room.encrypted`: it could not be read."""
    content: JSON
    encrypted: bool
    """It came encrypted. `readable` says whether it could be opened."""
    at: float
    """When the client got it, on time.monotonic()."""
    sent_at: int
    """When the server says it was sent, in ms."""
    state_key: str | None = None

    @property
    def readable(self) -> bool:
        return self.type != "m.room.encrypted"

    @property
    def is_message(self) -> bool:
        return self.type == "m.room.message" and self.state_key is None

    @property
    def body(self) -> str:
        """The text; of an edit the new text."""
        return str(self._words.get("body", ""))

    @property
    def html(self) -> str:
        return str(self._words.get("formatted_body", ""))

    @property
    def msgtype(self) -> str:
        return str(self._words.get("msgtype", ""))

    @property
    def mentions(self) -> tuple[str, ...]:
        """Who is told that this is for them."""
        return tuple(_object(self.content.get("m.mentions")).get("user_ids", ()))

    @property
    def says_whom(self) -> bool:
        """Whether it has `m.mentions` at all. Without it older clients guess from the text."""
        return "m.mentions" in self.content

    @property
    def relates_to(self) -> JSON:
        return _object(self.content.get("m.relates_to"))

    @property
    def replaces(self) -> str | None:
        """The message that this is the new text of."""
        return self._related("m.replace")

    @property
    def thread(self) -> str | None:
        """The message that began the thread this is in."""
        return self._related("m.thread")

    @property
    def reacts_to(self) -> str | None:
        return self._related("m.annotation")

    @property
    def _words(self) -> JSON:
        if self.replaces is None:
            return self.content
        return _object(self.content.get("m.new_content"))

    def _related(self, kind: str) -> str | None:
        if self.relates_to.get("rel_type") != kind:
            return None
        return str(self.relates_to.get("event_id"))


@dataclass
class _Room:
    """What somebody's client has of a room, oldest first."""

    seen: list[Seen] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    closed: dict[str, Any] = field(default_factory=dict)
    """nio's events that could not be opened yet, by id."""


class Person:
    """Somebody at their own client. It syncs in the background from `sign_in` to `close`."""

    def __init__(self, synapse: Synapse, name: str, *, encrypted: bool = False) -> None:
        self.synapse = synapse
        self.name = name
        self.encrypted = encrypted
        """Whether their client can encrypt."""
        self.account = Account("", "", "", "")
        self.troubles: list[BaseException] = []
        """What went wrong in the background: nio raises on hostile key material."""
        self.left: set[str] = set()
        """Rooms they left or were taken out of."""
        # More patient than a test: with a limit, and while the server is away, nio asks again.
        config = AsyncClientConfig(
            encryption_enabled=encrypted,
            store=SqliteMemoryStore if encrypted else None,
            pickle_key="only a test",
            max_timeout_retry_wait_time=1,
            request_timeout=60,
        )
        self.client = AsyncClient(synapse.url, config=config)
        self._rooms: dict[str, _Room] = {}
        self._news = asyncio.Condition()
        self._listening: asyncio.Task[None] | None = None

    @property
    def user(self) -> str:
        """`@ann-7:house.test`"""
        return self.account.user

    async def sign_in(self, account: Account | None = None) -> None:
        """With an account that is there, or a new one. Afterwards others can reach them."""
        if account is None:
            user = self.synapse.new_name(self.name)
            account = await self.synapse.register(user, displayname=self.name)
        self.account = account
        self.client.user = account.user
        if self.encrypted:
            self.client.restore_login(account.user, account.device, account.token)
        else:
            # nio's restore_login would want a store.
            self.client.user_id = account.user
            self.client.device_id = account.device
            self.client.access_token = account.token
        await self._listen_once(0)
        await self._housekeeping()
        self.wake()

    def wake(self) -> None:
        """Listen from now on, first to what was missed."""
        assert self._listening is None
        self._listening = asyncio.create_task(self._listen(), name=f"{self.name} listens")

    async def sleep(self) -> None:
        """Put the computer to sleep: nothing is heard until `wake`."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
            self._listening = None

    async def close(self) -> None:
        await self.sleep()
        await self.client.close()
        if self.client.store is not None:
            self.client.store.database.close()

    # Rooms.

    async def make_room(
        self,
        name: str,
        *,
        encrypted: bool = False,
        invite: Iterable[str | Person] = (),
        version: str | None = None,
        state: Sequence[JSON] = (),
    ) -> str:
        """A private room of theirs. `version` is the room version; by default the server's."""
        made = await self.client.room_create(
            name=name,
            room_version=version,
            preset=RoomPreset.private_chat,
            invite=_users(invite),
            initial_state=[*([ENCRYPTION] if encrypted else []), *state],
        )
        return await self._in(str(_good(made).room_id))

    async def start_chat(self, user: str | Person, *, encrypted: bool = False) -> str:
        """A private chat with one other, as clients make it: marked as direct on both sides."""
        (other,) = _users([user])
        made = await self.client.room_create(
            is_direct=True,
            preset=RoomPreset.trusted_private_chat,
            invite=[other],
            initial_state=[ENCRYPTION] if encrypted else [],
        )
        room = str(_good(made).room_id)
        await self._note_direct(other, room)
        return await self._in(room)

    async def join(self, room: str) -> str:
        _good(await self.client.join(room))
        return await self._in(room)

    async def invited(self, *, by: str | Person | None = None, timeout: float = WAIT) -> str:  # noqa: ASYNC109
        """Wait for an invitation; the room it is to."""
        who = None if by is None else _users([by])[0]

        def found() -> str | None:
            for room, invitation in self.client.invited_rooms.items():
                if who in (None, invitation.inviter) and room not in self._joined:
                    return str(room)
            return None

        return await self._until(found, timeout, "no invitation came")

    async def invite(self, room: str, user: str | Person) -> None:
        _good(await self.client.room_invite(room, _users([user])[0]))

    async def leave(self, room: str) -> None:
        _good(await self.client.room_leave(room))

    async def kick(self, room: str, user: str | Person, reason: str | None = None) -> None:
        _good(await self.client.room_kick(room, _users([user])[0], reason))

    async def sees(self, room: str, *users: str | Person, timeout: float = WAIT) -> None:  # noqa: ASYNC109
        """Wait until their client knows that all of them are in the room."""
        wanted = set(_users(users))

        def found() -> bool | None:
            one = self._joined.get(room)
            here = () if one is None else (u for u in one.users if u not in one.invited_users)
            return wanted <= set(here) or None

        await self._until(found, timeout, f"not all of {wanted} came in")

    # What they do.

    async def says(
        self,
        room: str,
        text: str,
        *,
        thread: str | None = None,
        mentions: Iterable[str | Person] | None = None,
        msgtype: str = "m.text",
    ) -> str:
        """Say a line, and get its event id. `mentions` None: as clients that know of none."""
        content: dict[str, Any] = {"msgtype": msgtype, "body": text}
        if mentions is not None:
            users = _users(mentions)
            content["m.mentions"] = {"user_ids": users} if users else {}
        if thread is not None:
            content["m.relates_to"] = {
                "rel_type": "m.thread",
                "event_id": thread,
                "is_falling_back": True,
                "m.in_reply_to": {"event_id": thread},
            }
        return await self.raw(room, "m.room.message", content)

    async def react(self, room: str, event: str, key: str) -> str:
        relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
        return await self.raw(room, "m.reaction", {"m.relates_to": relation})

    async def edit(self, room: str, event: str, text: str) -> str:
        words = {"msgtype": "m.text", "body": text}
        relation = {"rel_type": "m.replace", "event_id": event}
        content = {"msgtype": "m.text", "body": f"* {text}", "m.new_content": words}
        return await self.raw(room, "m.room.message", {**content, "m.relates_to": relation})

    async def redact(self, room: str, event: str, reason: str | None = None) -> None:
        _good(await self.client.room_redact(room, event, reason))

    async def raw(self, room: str, type: str, content: JSON, *, clear: bool = False) -> str:
        """Send any event. `clear`: as it is, into an encrypted room too."""
        if clear or not self.encrypted:
            return await self._put(room, f"send/{quote(type, safe='')}/{uuid.uuid4()}", content)
        await self._in(room)
        sent = await self.client.room_send(
            room, type, dict(content), str(uuid.uuid4()), ignore_unverified_devices=True
        )
        return str(_good(sent).event_id)

    async def state(self, room: str, type: str, content: JSON, key: str = "") -> str:
        """Set a piece of the room's state."""
        return await self._put(room, f"state/{quote(type, safe='')}/{quote(key, safe='')}", content)

    # What they see.

    def heard(self, room: str) -> list[Seen]:
        """Everything their client got of this room, oldest first, state and all."""
        return list(self._rooms[room].seen) if room in self._rooms else []

    def lines(self, room: str, *, by: str | Person | None = None) -> list[str]:
        """The room as their screen shows it: messages of others, edits in their place."""
        shown: dict[str, str] = {}
        for one in self.heard(room):
            if not one.is_message or not self._is_by(one, by):
                continue
            if one.replaces is None:
                shown[one.id] = one.body
            elif one.replaces in shown:
                shown[one.replaces] = one.body
        return list(shown.values())

    async def hears(
        self,
        room: str,
        what: str | Callable[[Seen], bool],
        *,
        after: str | Seen | None = None,
        by: str | Person | None = None,
        timeout: float = WAIT,  # noqa: ASYNC109
    ) -> Seen:
        """Wait for a message of somebody else that has this text, or that fits; edits too.

        Only what comes after the event `after` counts.
        """

        def fits(one: Seen) -> bool:
            return what in one.body if isinstance(what, str) else what(one)

        def found() -> Seen | None:
            later = self._later(room, after)
            return next((one for one in later if self._is_by(one, by) and fits(one)), None)

        missing = f"{self.name} did not hear {what!r} within {timeout} s"
        return await self._until(found, timeout, missing, room)

    async def hears_nothing(
        self,
        room: str,
        *,
        after: str | Seen | None = None,
        by: str | Person | None = None,
        seconds: float = 1.0,
    ) -> None:
        """For this long no message of somebody else comes."""
        await asyncio.sleep(seconds)
        heard = [one.body for one in self._later(room, after) if self._is_by(one, by)]
        assert not heard, heard

    def _later(self, room: str, after: str | Seen | None) -> list[Seen]:
        one = self._rooms.get(room, _Room())
        mark = after.id if isinstance(after, Seen) else after
        if mark is not None and mark not in one.ids:
            return []
        start = 0 if mark is None else one.ids[mark] + 1
        return [seen for seen in one.seen[start:] if seen.is_message or not seen.readable]

    def _is_by(self, one: Seen, who: str | Person | None) -> bool:
        return one.sender != self.user if who is None else one.sender == _users([who])[0]

    # The background.

    async def _listen(self) -> None:
        while True:
            try:
                await self._listen_once(30_000)
                await self._housekeeping()
            except Exception as problem:  # noqa: BLE001 - nio raises on hostile keys
                self.troubles.append(problem)
                await asyncio.sleep(0.2)

    async def _listen_once(self, wait: int) -> None:
        since = self.client.next_batch
        answer = await self.client.sync(timeout=wait, sync_filter=FILTER)
        if not isinstance(answer, SyncResponse):
            await asyncio.sleep(0.5)
            return
        for room, info in answer.rooms.join.items():
            self.left.discard(room)
            if since and info.timeline.limited and room in self._rooms:
                self._take(room, await self._missed(room, info.timeline.prev_batch, since))
            self._take(room, info.timeline.events)
        for room, info in answer.rooms.leave.items():
            self._take(room, info.timeline.events)
            self.left.add(room)
        self._open_again()
        async with self._news:
            self._news.notify_all()

    async def _missed(self, room: str, start: str, end: str) -> list[Any]:
        """What a sync left out because it was too much at once, oldest first."""
        found: list[Any] = []
        while start and start != end:
            back = MessageDirection.back
            page = _good(await self.client.room_messages(room, start, end, back, limit=100))
            found += page.chunk
            start = page.end if page.chunk else ""
        return found[::-1]

    def _take(self, room: str, events: Iterable[Any]) -> None:
        one = self._rooms.setdefault(room, _Room())
        for event in events:
            source = getattr(event, "source", None) or {}
            id = source.get("event_id")
            if id is None or id in one.ids:
                continue
            one.ids[id] = len(one.seen)
            one.seen.append(_seen(event, source))
            if isinstance(event, MegolmEvent):
                event.room_id = room
                one.closed[id] = event

    def _open_again(self) -> None:
        """A key may come after the message that it is for."""
        if not self.encrypted:
            return
        for one in self._rooms.values():
            for id, event in list(one.closed.items()):
                with contextlib.suppress(EncryptionError):
                    opened = self.client.decrypt_event(event)
                    one.seen[one.ids[id]] = _seen(opened, opened.source)
                    del one.closed[id]

    async def _housekeeping(self) -> None:
        """The requests that nio leaves to whoever calls `sync`."""
        if not self.encrypted:
            return
        await self.client.send_to_device_messages()
        if self.client.should_upload_keys:
            await self.client.keys_upload()
        if self.client.should_query_keys:
            await self.client.keys_query()
        if self.client.should_claim_keys:
            await self.client.keys_claim(self.client.get_users_for_key_claiming())

    @property
    def _joined(self) -> dict[str, Any]:
        return {r: one for r, one in self.client.rooms.items() if r not in self.left}

    async def _in(self, room: str) -> str:
        """Their client has to know a room before it can encrypt for it."""
        await self._until(lambda: room in self._joined or None, WAIT, f"not in {room}")
        return room

    async def _until(
        self, found: Callable[[], _T | None], seconds: float, missing: str, room: str | None = None
    ) -> _T:
        limit = time.monotonic() + seconds
        async with self._news:
            while (result := found()) is None:
                left = limit - time.monotonic()
                heard = "" if room is None else f"; heard: {self.lines(room)[-20:]}"
                assert left > 0, f"{missing}{heard}; troubles: {self.troubles}"
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), left)
        return result

    async def _put(self, room: str, what: str, content: JSON) -> str:
        path = f"/_matrix/client/v3/rooms/{quote(room, safe='')}/{what}"
        sent = await self.synapse.patiently("PUT", path, content, token=self.account.token)
        return str(sent["event_id"])

    async def _note_direct(self, other: str, room: str) -> None:
        user = quote(self.user, safe="")
        path = f"/_matrix/client/v3/user/{user}/account_data/m.direct"
        await self.synapse.ask("PUT", path, {other: [room]}, token=self.account.token)


class Town:
    """The people of one test; all their clients are closed at its end."""

    def __init__(self, synapse: Synapse) -> None:
        self.synapse = synapse
        self._everybody: list[Person] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await asyncio.gather(*(one.close() for one in self._everybody))

    async def person(
        self, name: str, *, encrypted: bool = False, account: Account | None = None
    ) -> Person:
        """Somebody signed in: with an account of their own, made for this test, or the given."""
        one = Person(self.synapse, name, encrypted=encrypted)
        self._everybody.append(one)
        await one.sign_in(account)
        return one

    async def people(self, *names: str, encrypted: bool = False) -> list[Person]:
        return list(
            await asyncio.gather(*(self.person(name, encrypted=encrypted) for name in names))
        )

    async def room(
        self,
        name: str,
        owner: Person,
        *guests: Person,
        encrypted: bool = False,
        version: str | None = None,
    ) -> str:
        """A room where all of them are, and everybody's client knows it."""
        room = await owner.make_room(name, encrypted=encrypted, invite=guests, version=version)
        await asyncio.gather(*(guest.join(room) for guest in guests))
        everybody = (owner, *guests)
        await asyncio.gather(*(one.sees(room, *everybody) for one in everybody))
        return room


def _users(people: Iterable[str | Person]) -> list[str]:
    return [one.user if isinstance(one, Person) else one for one in people]


def _object(value: object) -> JSON:
    return value if isinstance(value, Mapping) else {}


def _good(answer: Any) -> Any:
    """nio returns its errors."""
    assert not isinstance(answer, ErrorResponse), answer
    return answer


def _seen(event: Any, source: JSON) -> Seen:
    return Seen(
        id=str(source.get("event_id")),
        sender=str(source.get("sender")),
        type=str(source.get("type")),
        content=_object(source.get("content")),
        encrypted=bool(getattr(event, "decrypted", False)) or isinstance(event, MegolmEvent),
        at=time.monotonic(),
        sent_at=int(source.get("origin_server_ts", 0)),
        state_key=source.get("state_key"),
    )
