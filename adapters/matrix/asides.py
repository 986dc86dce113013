"""Answers from memory, and the talks without a name among them.

What takes its time follows when it is there, whatever its person says meanwhile. In a sealed chat
(`bot.aside.Watched.SEALED`) every line of a talk is noted, and all go when it is over
(`adapters.matrix.trails`); its last words say so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace

from adapters.matrix import events
from adapters.matrix.room import Room
from adapters.matrix.trails import Clearing, Trails, may_redact
from adapters.matrix.voice import PLATFORM, Voice
from adapters.matrix.wire import JSON
from bot.adapter import Later, Reply
from bot.model import Heard, Rendered


class Asides:
    """Shows what people are answered, one person at a time."""

    def __init__(
        self,
        voice: Voice,
        clearing: Clearing,
        trails: Trails,
        sealed: Callable[[Room], bool],
        words: Callable[[str], str],
        me: str,
    ) -> None:
        """`sealed`: is it promised that lines go from there? `words`: one of our own texts."""
        self._voice = voice
        self._clearing = clearing
        self._trails = trails
        self._sealed = sealed
        self._words = words
        self._me = me
        self._showing: set[asyncio.Task[None]] = set()

    def took(self, heard: Heard) -> bool:
        """Was this line of a talk taken up before? After a crash it may be read again."""
        return self._trails.took(heard.event)

    def heard(self, room: Room, heard: Heard, *, in_talk: bool) -> None:
        """Somebody's line belongs to a talk, or is a card: no inbox knows either."""
        self._trails.take(heard.event)
        if self._sealed(room) and (in_talk or room.id in self._trails.lines):
            self._clearing.said(room.id, heard.event.removeprefix(f"{PLATFORM}:"))

    def edited(self, room: Room, event: JSON) -> None:
        """Somebody changed a line. What was heard stands, and both go together."""
        id = events.identifier(event.get("event_id"))
        if id and self._clearing.is_of_talk(room.id, events.relation(event).get("event_id")):
            self._clearing.said(room.id, id)

    def answer(
        self, who: str, reply: Reply, event: str, room: Room | None = None, *, later: bool = False
    ) -> None:
        messages = reply.messages
        shown: Callable[[str], None] = lambda _id: None  # noqa: E731 (nothing to note)
        if room is not None and (reply.aside or reply.over) and self._sealed(room):
            if reply.over and messages:
                messages = (*messages[:-1], self._with_end(messages[-1], room))
            shown = self._noted(room, len(messages), over=reply.over)
        self._voice.reply(who, messages, event, shown=shown, later=later, aside=reply.aside)
        if reply.later is not None:
            self._start(self._answer_later(who, reply.later, f"{event} later", room))

    async def _answer_later(self, who: str, later: Later, event: str, room: Room | None) -> None:
        with suppress(Exception):  # nothing is told of what goes wrong without a name
            self.answer(who, await later(), event, room, later=True)

    def _with_end(self, last: Rendered, room: Room) -> Rendered:
        """What becomes of it all, and what the writer would have to take away alone."""
        key = "matrix.taken-away" if may_redact(room, self._me) else "matrix.take-yours-away"
        return replace(last, text=f"{last.text}\n\n{self._words(key)}")

    def _noted(self, room: Room, count: int, *, over: bool) -> Callable[[str], None]:
        ids: list[str] = []

        def shown(id: str) -> None:
            ids.append(id)
            self._clearing.said(room.id, id)
            if over and len(ids) == count:
                self._clearing.over(room.id, (*ids,))

        return shown

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work, name="matrix later")
        self._showing.add(task)
        task.add_done_callback(self._showing.discard)
