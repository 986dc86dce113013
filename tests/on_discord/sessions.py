"""What the gateway remembers: a session that outlives its sockets, with all it was told."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web
from on_discord.errors import JSON
from on_discord.world import Event

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT = 0, 1, 2, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACK = 8, 9, 10, 11
PRESENCE, VOICE_STATE = 3, 4

GUILDS, GUILD_MEMBERS, VOICE_STATES, PRESENCES = 1, 1 << 1, 1 << 7, 1 << 8
MESSAGE_CONTENT: Final = 1 << 15
PRIVILEGED: Final = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT
KNOWN: Final = (1 << 26) - 1
FLAGS: Final = {PRESENCES: 1 << 13, GUILD_MEMBERS: 1 << 15, MESSAGE_CONTENT: 1 << 19}
"""What the application's own page says of each privileged intent."""


class Closing(Exception):  # noqa: N818
    """The socket must be closed with this code."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(f"{code} {why}")
        self.code, self.why = code, why


@dataclass(eq=False)
class Socket:
    """One connection. What is to be said on it waits in `queue`."""

    ws: web.WebSocketResponse
    request: web.Request
    """Which began it."""
    squeeze: Callable[[str], str | bytes]
    queue: asyncio.Queue[JSON] = field(default_factory=asyncio.Queue)
    session: Session | None = None
    silent: bool = False
    """A zombie: open, and nothing comes over it."""
    beats: int = 0
    sent_away: bool = False
    """We closed it; that does not end the session."""

    def put(self, payload: JSON) -> None:
        self.queue.put_nowait(payload)

    async def speak(self) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                data = self.squeeze(json.dumps(await self.queue.get()))
                if self.silent:
                    continue
                if isinstance(data, str):
                    await self.ws.send_str(data)
                else:
                    await self.ws.send_bytes(data)


@dataclass(eq=False)
class Session:
    id: str
    intents: int
    log: list[JSON] = field(default_factory=list)
    """All that was ever told, in order: the first has number 1."""
    socket: Socket | None = None

    def tell(self, event: Event) -> None:
        if event.intent and not event.intent & self.intents:
            return
        data = event.data
        if event.without_content is not None and not self.intents & MESSAGE_CONTENT:
            data = event.without_content
        payload = {"op": DISPATCH, "t": event.name, "s": len(self.log) + 1, "d": data}
        self.log.append(payload)
        if self.socket is not None:
            self.socket.put(payload)
