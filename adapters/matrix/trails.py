"""Talks without a name in private chats: what stands there of one goes when it is over.

Only where others run the server and the chat is encrypted: there it is promised
(`bot.aside.Watched.SEALED`). The lines are redacted, ours and, where we may, the writer's; and the
keys that open them are let go of, so that neither our token nor our store can read them again.
All of it is known in memory alone, and nothing of it is logged, not even that it failed.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b

from adapters.matrix import events
from adapters.matrix.database import KeysNotWritten
from adapters.matrix.replies import Turn
from adapters.matrix.room import Room
from adapters.matrix.wire import Homeserver, Refusal, Unreachable, path
from bot.few import FewNames

LAST_STANDS = 600.0
"""Seconds that the last line of a talk can be read: whoever is slow must be able to."""

KEPT = 24 * 3600.0
"""Seconds after which a talk that nobody goes on with is over (`bot.anonymous.talks`)."""

AGAIN = 30.0
"""Seconds until what failed is tried again."""

TRIES = 500

REMEMBERED = 5_000
"""Lines of talks that are known when they are read once more: no inbox knows them."""


@dataclass(slots=True)
class _Due:
    """One line to be taken away, or, without a line, the keys of a room to let go of."""

    at: float
    room: str
    line: str = ""
    tries: int = 0


@dataclass(slots=True)
class Trails:
    """What is known of them. It outlives a lost connection, and not the program."""

    lines: dict[str, dict[str, None]] = field(default_factory=dict)
    """By private chat: every line of the talk that goes on there."""
    due: list[_Due] = field(default_factory=list)
    _taken: FewNames = field(default_factory=lambda: FewNames(REMEMBERED))
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def took(self, event: str) -> bool:
        """Was this line of a talk taken up before?"""
        return self._mark(event) in self._taken

    def take(self, event: str) -> None:
        self._taken.add(self._mark(event))

    def _mark(self, event: str) -> str:
        return blake2b(event.encode(), key=self._key, digest_size=16).hexdigest()


class Clearing:
    """Takes away what is due, when nothing else is to be said."""

    def __init__(
        self,
        server: Homeserver,
        turn: Turn,
        trails: Trails,
        let_go: Callable[[str], None],
    ) -> None:
        """`let_go`: of the keys that open what was said in this room so far."""
        self._server = server
        self._turn = turn
        self._trails = trails
        self._let_go = let_go
        self._news = asyncio.Event()

    def said(self, room: str, line: str) -> None:
        """A line of a talk, whoever said it."""
        there = self._trails.lines.get(room)
        if there is None:
            there = self._trails.lines[room] = {}
            asyncio.get_running_loop().call_later(KEPT, self._forgotten, room, there)
        there[line] = None

    def is_of_talk(self, room: str, line: object) -> bool:
        return line in self._trails.lines.get(room, {})

    def over(self, room: str, last: tuple[str, ...] = ()) -> None:
        """The talk is over: all goes at once, and what was said last a little later."""
        there = self._trails.lines.pop(room, {})
        now, due = _now(), self._trails.due
        due.append(_Due(now, room))
        due += [_Due(now, room, line) for line in there if line not in last]
        due += [_Due(now + LAST_STANDS, room, line) for line in last]
        due.append(_Due(now + LAST_STANDS, room))
        self._news.set()

    def let_go_of_all(self) -> None:
        """The program ends, and with it every talk that goes on."""
        for room in self._trails.lines:
            with suppress(KeysNotWritten):
                self._let_go(room)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._news.clear()
            due = min(self._trails.due, key=lambda one: one.at, default=None)
            wait = None if due is None else due.at - _now()
            if due is None or (wait is not None and wait > 0):
                with suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._news.wait()
                continue
            pause = await self._one(due)
            due.tries += 1
            if pause is None or due.tries >= TRIES:
                self._trails.due.remove(due)
            else:
                due.at = _now() + pause

    async def _one(self, due: _Due) -> float | None:
        """Seconds until it is tried again; None: it is done, or can never be."""
        if not due.line:
            try:
                self._let_go(due.room)
            except KeysNotWritten:
                return AGAIN
            return None
        where = path("rooms", due.room, "redact", due.line, secrets.token_hex(16))
        try:
            async with self._turn.at_leisure():
                await self._server.ask("PUT", where, {})
        except Unreachable:
            return AGAIN
        except Refusal as no:
            return no.wait
        return None

    def _forgotten(self, room: str, lines: dict[str, None]) -> None:
        if self._trails.lines.get(room) is lines:
            self.over(room)


def may_redact(room: Room, me: str) -> bool:
    """May we take away what others said there?"""
    levels = events.mapping(room.levels)
    needed, send = (events.number(levels.get(one)) for one in ("redact", "events_default"))
    kinds = events.mapping(levels.get("events"))
    to_send = events.number(kinds.get("m.room.redaction"))
    least = max(50 if needed is None else needed, to_send if to_send is not None else send or 0)
    return room.level(me) >= least


def _now() -> float:
    return asyncio.get_running_loop().time()
