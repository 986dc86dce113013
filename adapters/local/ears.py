"""Hands what people did to the bot: once each, in order for each person, also after a crash.

The platform has it on disk before it comes here, and marks it as taken up afterwards. What the
bot would answer from memory (a private card, and the choice that follows it) is on no disk:
the page sends it again until it was taken up, and it is shown from memory.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.local.feed import Feed
from adapters.local.lines import Line, clean
from adapters.local.platform import Platform
from bot.adapter import Reply
from bot.anonymous.floor import told
from bot.aside import OF_A_TALK
from bot.model import Heard, Person, PersonId, Rendered, RoomId, private

if TYPE_CHECKING:
    from bot.adapter import Bot, Later

log = logging.getLogger(__name__)

MOST_WAITING = 40
"""Things one person may have waiting; more are refused until some are done."""


MOST_ASIDE = 400
"""Events from memory that are remembered, in case they are sent again."""


class NotNow(Exception):  # noqa: N818 (an answer, not a fault)
    """It was not taken up; the page sends it again a little later."""


class TooMuch(NotNow):
    """This person has said a lot at once."""


class Ears:
    """One line of waiting things for each person, so that nobody holds up anybody else."""

    def __init__(
        self,
        app: Bot,
        platform: Platform,
        feed: Feed,
        sorry: Callable[[], Rendered],
        shared: Callable[[PersonId], tuple[RoomId, ...]],
    ) -> None:
        """`shared`: the rooms a person is in now."""
        self._app = app
        self._platform = platform
        self._feed = feed
        self._sorry = sorry
        self._shared = shared
        self._waiting: dict[PersonId, deque[Heard]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._aside: dict[str, asyncio.Task[None]] = {}
        """What is kept in memory only, by event: sent twice it is still one."""
        self._asked: set[PersonId] = set()
        """Who was offered a choice from memory, so that their next line may answer it."""
        self._numbers = itertools.count(1)

    async def catch_up(self) -> None:
        """Hear what was on disk and not taken up when the program last ended."""
        for heard in await self._platform.not_taken():
            self._line_up(replace(heard, shares=self._shared(heard.by.id)))

    async def take(
        self, heard: Heard, typed: str, *, aside: bool = False
    ) -> asyncio.Task[None] | None:
        """Somebody typed, pressed or sent a form. Returns once it cannot be lost.

        With a task: it is kept in memory, and cannot be lost once that is done.
        `aside`: the page knows that it is said in a talk without a name.
        """
        if heard.event in self._aside or self._is_aside(heard):
            return await self._take_aside(heard, typed)
        if aside and heard.private:  # the bot was started again since that talk began
            return await self._take_aside(replace(heard, of=OF_A_TALK), typed)
        if len(self._waiting.get(heard.by.id, ())) >= MOST_WAITING:
            raise TooMuch
        new, line = await self._platform.take(heard, typed)
        if not new:
            return None
        self._feed.add(line)
        if line is not None and heard.room is not None:
            self._app.noticed(heard.room, heard.by.id)
        self._line_up(heard)
        return None

    async def stop(self) -> None:
        """Hand over nothing more. What was not taken up stays on disk."""
        tasks = (*self._tasks,)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._waiting.clear()

    def _is_aside(self, heard: Heard) -> bool:
        """Is it a card without a name, or may it answer what was asked from memory?"""
        if not heard.private:
            return False
        if heard.by.id in self._asked and heard.fields is None:
            return True
        return self._app.is_aside(heard)

    async def _take_aside(self, heard: Heard, typed: str) -> asyncio.Task[None]:
        task = self._aside.get(heard.event)
        if task is None:
            self._asked.discard(heard.by.id)
            if not heard.pressed:
                await self._pass(heard.by, heard.by.id, Rendered(typed))
            task = self._aside[heard.event] = self._start(self._hear(heard))
            while len(self._aside) > MOST_ASIDE:
                del self._aside[next(iter(self._aside))]
        return task

    def _line_up(self, heard: Heard) -> None:
        line = self._waiting.get(heard.by.id)
        if line is None:
            line = self._waiting[heard.by.id] = deque()
            self._start(self._work_through(heard.by))
        line.append(heard)

    def _start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _work_through(self, person: Person) -> None:
        line = self._waiting[person.id]
        try:
            while line:
                await self._hear(line[0])
                await self._platform.taken(line[0].event)
                line.popleft()
        finally:
            self._waiting.pop(person.id, None)

    async def _hear(self, heard: Heard) -> None:
        try:
            reply = await self._app.hear(heard) or Reply(())
        except Exception as problem:  # noqa: BLE001 (one bad line must not stop the others)
            if not self._app.is_aside(heard):
                log.error("%s was not taken up: %s", heard.event, told(problem))
            reply = Reply((self._sorry(),))
        await self._show(heard.by, reply)

    async def _show(self, person: Person, reply: Reply) -> None:
        if any(message.buttons for message in reply.messages):
            self._asked.add(person.id)
        goes_on = reply.aside and not reply.over and reply.later is None
        for message in reply.messages:
            await self._pass(person, None, message, aside=goes_on)
        self._feed.add()
        if reply.later is not None:
            self._start(self._show_later(person, reply.later))

    async def _show_later(self, person: Person, later: Later) -> None:
        """What takes its time, while this person goes on."""
        with suppress(Exception):  # nothing is told of what goes wrong without a name
            await self._show(person, await later())

    async def _pass(
        self, person: Person, by: PersonId | None, message: Rendered, *, aside: bool = False
    ) -> None:
        """Show a line in this person's private chat, from memory."""
        number = next(self._numbers)
        line = Line(
            id=f"passing-{number}",
            place=private(person.id),
            order=await self._platform.last_id() + number / 1e6,
            person=by,
            words=clean(message.text),
            buttons=message.buttons,
            alert=None,
            board=None,
            at=self._app.clock.now(),
            passing=True,
            aside=aside,
        )
        self._feed.add(line)
