"""The gateway: sessions that survive their sockets, and replay what was missed exactly once."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Iterator
from typing import Any

from aiohttp import WSMsgType, web
from on_discord import shapes
from on_discord.errors import JSON
from on_discord.sessions import (
    ACK,
    FLAGS,
    GUILD_MEMBERS,
    GUILDS,
    HEARTBEAT,
    HELLO,
    IDENTIFY,
    INVALID_SESSION,
    KNOWN,
    PRESENCE,
    PRIVILEGED,
    RECONNECT,
    REQUEST_MEMBERS,
    RESUME,
    VOICE_STATE,
    Closing,
    Session,
    Socket,
)
from on_discord.squeeze import squeezer
from on_discord.world import Event, World


class Gateway:
    """Takes the bot in, tells it all that happens, and can be made to misbehave."""

    def __init__(self, world: World, token: str) -> None:
        self.world = world
        self.token = token
        self.address = ""
        """`ws://127.0.0.1:1234/gateway`"""
        self.allowed = 0
        """Privileged intents that are switched on for this application."""
        self.heartbeat = 41.25
        """Seconds between two heartbeats."""
        self.identified = 0
        """How often a new session was begun. Discord allows 1,000 a day."""
        self.resumed = 0
        self.closed: list[int] = []
        """With which codes we closed sockets, in order."""
        self.sockets: list[Socket] = []
        self._sessions: dict[str, Session] = {}
        self._ever: list[Session] = []
        self._broken: list[JSON] = []
        """What was told of events without some of their fields."""
        self._lacking: list[tuple[str, tuple[str, ...]]] = []
        world.listeners.append(self.tell)

    @property
    def flags(self) -> int:
        """The application's flags, as its owner set them."""
        return sum(flag for intent, flag in FLAGS.items() if intent & self.allowed)

    @property
    def connected(self) -> bool:
        """A session is open and hears."""
        return any(one.session and not one.silent for one in self.sockets)

    @property
    def intents(self) -> int:
        """What the newest session asked for."""
        return next(reversed(self._sessions.values())).intents if self._sessions else 0

    def tell(self, event: Event) -> None:
        for n, (name, fields) in enumerate(self._lacking):
            if name == event.name:
                del self._lacking[n]
                left = {key: value for key, value in event.data.items() if key not in fields}
                event = Event(name, left, event.intent)
                self._broken.append(left)
                break
        for one in list(self._sessions.values()):
            one.tell(event)

    def told(self) -> Iterator[tuple[str, JSON]]:
        """Every event that was ever told in full: its name and its data."""
        for one in self._ever:
            for payload in one.log:
                if not any(payload["d"] is broken for broken in self._broken):
                    yield payload["t"], payload["d"]

    # What a test may order.

    def leave_out(self, event: str, *fields: str) -> None:
        """The next event of this name lacks these fields."""
        self._lacking.append((event, fields))

    def tell_again(self, event: str) -> None:
        """Tell the newest event of this name once more, as a new one."""
        for one in self._sessions.values():
            data = next(each["d"] for each in reversed(one.log) if each["t"] == event)
            one.tell(Event(event, data))

    def fall_silent(self) -> None:
        """The sockets stay open, but nothing is answered or told on them any more."""
        for one in self.sockets:
            one.silent = True

    async def drop(self, code: int | None = None) -> None:
        """Close all sockets, with a code, or without a word. The sessions can be resumed."""
        for one in list(self.sockets):
            one.sent_away = True
            if code is not None:
                self.closed.append(code)
                await one.ws.close(code=code)
            elif one.request.transport is not None:
                one.request.transport.abort()

    async def lose_sessions(self) -> None:
        """Forget all sessions: what happens until the bot is back it will never be told."""
        self._sessions.clear()
        await self.drop(4000)

    def ask_to_reconnect(self) -> None:
        for one in self.sockets:
            one.put({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Say that the session is over; or that it is worth a new try."""
        if not resumable:
            self._sessions.clear()
        for one in self.sockets:
            one.put({"op": INVALID_SESSION, "d": resumable})

    # The protocol.

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(compress=False)
        await ws.prepare(request)
        socket = Socket(ws, request, squeezer(request.query.get("compress")))
        self.sockets.append(socket)
        speaking = asyncio.create_task(socket.speak())
        try:
            if request.query.get("v") != "10" or request.query.get("encoding") != "json":
                raise Closing(4012, "Invalid API version")
            socket.put({"op": HELLO, "d": {"heartbeat_interval": int(self.heartbeat * 1000)}})
            await self._listen(socket)
        except Closing as closing:
            self.closed.append(closing.code)
            await ws.close(code=closing.code, message=closing.why.encode())
        finally:
            speaking.cancel()
            self.sockets.remove(socket)
            self._part(socket)
        return ws

    async def _listen(self, socket: Socket) -> None:
        async for message in socket.ws:
            if message.type is not WSMsgType.TEXT:
                raise Closing(4002, "Error while decoding payload.")
            if len(message.data) > 4096:
                raise Closing(4002, "Payload too long.")
            try:
                payload = json.loads(message.data)
                self._take(socket, payload["op"], payload.get("d"))
            except (ValueError, KeyError, TypeError) as problem:
                raise Closing(4002, f"Error while decoding payload: {problem!r}") from None

    def _take(self, socket: Socket, op: int, data: JSON) -> None:
        if op == HEARTBEAT:
            socket.beats += 1
            socket.put({"op": ACK, "d": None})
        elif op == IDENTIFY:
            self._identify(socket, data)
        elif op == RESUME:
            self._resume(socket, data)
        elif socket.session is None:
            raise Closing(4003, "Not authenticated.")
        elif op == REQUEST_MEMBERS:
            self._members(socket.session, data)
        elif op not in (PRESENCE, VOICE_STATE):
            raise Closing(4001, "Unknown opcode.")

    def _identify(self, socket: Socket, data: JSON) -> None:
        if socket.session is not None:
            raise Closing(4005, "Already authenticated.")
        self._authenticate(data)
        intents = data["intents"]
        if intents & ~KNOWN:
            raise Closing(4013, "Invalid intent(s).")
        if intents & PRIVILEGED & ~self.allowed:
            raise Closing(4014, "Disallowed intent(s).")
        assert data["properties"]
        self.identified += 1
        session = Session(secrets.token_hex(16), intents)
        self._ever.append(session)
        self._join(socket, session)
        here = [one for one in self.world.guilds.values() if self.world.bot.id in one.members]
        ready: JSON = {
            "v": 10,
            "user": shapes.myself(self.world.bot),
            "guilds": [{"id": str(one.id), "unavailable": True} for one in here],
            "session_id": session.id,
            "resume_gateway_url": self.address,
            "session_type": "normal",
            "application": {"id": str(self.world.application_id), "flags": self.flags},
            "private_channels": [],
            "relationships": [],
            "user_settings": {},
            "presences": [],
        }
        session.tell(Event("READY", ready))
        for one in here:
            session.tell(Event("GUILD_CREATE", shapes.guild_create(one, self.world), GUILDS))

    def _resume(self, socket: Socket, data: JSON) -> None:
        if socket.session is not None:
            raise Closing(4005, "Already authenticated.")
        self._authenticate(data)
        session = self._sessions.get(data["session_id"])
        if session is None:
            socket.put({"op": INVALID_SESSION, "d": False})
            return
        seen = data["seq"]
        if not 0 <= seen <= len(session.log):
            raise Closing(4007, "Invalid seq.")
        self.resumed += 1
        self._join(socket, session)
        for payload in session.log[seen:]:
            socket.put(payload)
        session.tell(Event("RESUMED", {"_trace": []}))

    def _authenticate(self, data: JSON) -> None:
        if data["token"] != self.token:
            raise Closing(4004, "Authentication failed.")

    def _join(self, socket: Socket, session: Session) -> None:
        if session.socket is not None:
            session.socket.session = None
            session.socket.silent = True
        session.socket, socket.session = socket, session
        self._sessions[session.id] = session

    def _part(self, socket: Socket) -> None:
        session = socket.session
        if session is None:
            return
        session.socket = None
        # Who says goodbye properly ends the session.
        if not socket.sent_away and socket.ws.close_code in (1000, 1001):
            self._sessions.pop(session.id, None)

    def _members(self, session: Session, data: JSON) -> None:
        guild = self.world.guilds[int(data["guild_id"])]
        query, ids = data.get("query"), _ids(data.get("user_ids"))
        if ids is None and not query and not session.intents & GUILD_MEMBERS:
            raise Closing(4014, "Disallowed intent(s).")
        found = [
            one
            for one in guild.members.values()
            if (ids is None or one.user.id in ids)
            and one.shown_name.lower().startswith((query or "").lower())
        ]
        chunk: JSON = {
            "guild_id": str(guild.id),
            "members": [shapes.member(one) for one in found[: data.get("limit") or None]],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [str(id) for id in (ids or set()) - guild.members.keys()],
        }
        if "nonce" in data:
            chunk["nonce"] = data["nonce"]
        session.tell(Event("GUILD_MEMBERS_CHUNK", chunk))


def _ids(given: Any) -> set[int] | None:
    if given is None:
        return None
    return {int(one) for one in (given if isinstance(given, list) else [given])}
