"""Live updates for open pages: a snapshot first, then what changed, as server-sent events.

Each event carries a number. A page that comes back names the last number it saw and gets what
it missed; when that is too long ago, or the program was started again, it gets everything.
A page that reads slowly holds nobody up: it gets more at once, later.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable

from adapters.local.lines import Line
from bot.model import Address
from bot.times import ms

View = dict[str, object]
"""The few facts about the whole room that every page shows: clock, rooms, people."""

TOGETHER = 0.05
"""Seconds in which changes gather into one event."""

KEPT = 500
"""Changes kept for pages that come back."""

PASSING = 100
"""Lines of each place that are kept in memory only."""

ALIVE = 20.0
"""Seconds of silence after which a page is told that the room is still there."""


class Feed:
    """What every open page follows."""

    def __init__(
        self, view: Callable[[], Awaitable[View]], snapshot: Callable[[], Awaitable[list[Line]]]
    ) -> None:
        self._view = view
        self._snapshot = snapshot
        self._changes: deque[tuple[int, Line | None]] = deque(maxlen=KEPT)
        self._passing: dict[Address, deque[Line]] = {}
        self._age = secrets.token_hex(4)
        self._number = 0
        self._moved = asyncio.Event()
        self._closed = False

    def add(self, line: Line | None = None) -> None:
        """A line is new or other than before; None: only the view may have changed."""
        self._number += 1
        self._changes.append((self._number, line))
        if line is not None and line.passing:
            kept = self._passing.setdefault(line.place, deque(maxlen=PASSING))
            kept.append(line)
        self._wake()

    def begin_again(self) -> None:
        """Everything was emptied: every page gets everything anew."""
        self._changes.clear()
        self._passing.clear()
        self._age = secrets.token_hex(4)
        self._number += 1
        self._wake()

    def close(self) -> None:
        self._closed = True
        self._wake()

    async def follow(self, last: str) -> AsyncIterator[bytes]:
        """Events for one page that last saw the event `last`; ends when the feed is closed."""
        age, number = self._seen(last)
        while not self._closed:
            moved = self._moved
            if age != self._age or number is None or self._number - number > len(self._changes):
                age, number = self._age, self._number
                lines = await self._snapshot()
                lines += [line for kept in self._passing.values() for line in kept]
                yield self._event(age, number, await self._view(), lines, whole=True)
            elif number < self._number:
                fresh = [line for n, line in self._changes if n > number and line is not None]
                number = self._number
                yield self._event(age, number, await self._view(), fresh, whole=False)
            try:
                async with asyncio.timeout(ALIVE):
                    await moved.wait()
                await asyncio.sleep(TOGETHER)
            except TimeoutError:
                yield b": still here\n\n"

    def _seen(self, last: str) -> tuple[str, int | None]:
        age, _, number = last.partition(".")
        known = number.isascii() and number.isdigit() and len(number) < 12
        return (age, int(number)) if known and int(number) <= self._number else ("", None)

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()

    @staticmethod
    def _event(age: str, number: int, view: View, lines: list[Line], *, whole: bool) -> bytes:
        data = {"whole": whole, "view": view, "lines": [as_json(line) for line in lines]}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return f"id: {age}.{number}\ndata: {text}\n\n".encode()


def as_json(line: Line) -> dict[str, object]:
    """A line as the page reads it."""
    return {
        "id": line.id,
        "place": line.place,
        "order": line.order,
        "person": line.person,
        "words": line.words,
        "buttons": [{"label": one.label, "types": one.types} for one in line.buttons],
        "alert": line.alert,
        "board": line.board,
        "file": line.file,
        "aside": line.aside,
        "at": ms(line.at),
    }
