"""Live messages, each a view of the state: kept current by edits, at a gentle pace.

What is old is only remembered in memory: at start every board counts as old, and one whose
view has not changed is left alone. Where edits share a limit with answers there are only so
many in a session; the last one says that lines tell the rest.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from bot.adapter import Adapter, GiveUp, TryLater
from bot.core import Core
from bot.db import Tx
from bot.door import Done
from bot.feature import Board
from bot.model import Address, Group, GroupId, Rendered, RoomId, Say, platform_of, say
from bot.times import from_ms, ms

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A board as it was last shown in one room."""

    session: int
    message: str | None
    shown: str | None
    token: str
    edits: int
    first_tried_at: int | None = None
    """Set while it is to be posted, and may have been: nothing says which message it became."""
    text_hash: str | None = None
    """Of the words of that time."""


@dataclass(slots=True)
class _Old:
    """Groups whose boards on one platform may no longer be true."""

    groups: set[GroupId]
    wake: asyncio.Event = field(default_factory=asyncio.Event)


class Boards:
    """All boards of all rooms, each platform by itself: a dead one stops no other."""

    def __init__(self, core: Core) -> None:
        self._core = core
        core.told.append(self._written)
        self._old: dict[str, _Old] = {}

    def _written(self, done: Done) -> None:
        """The group's state may have changed."""
        if done.group is not None:
            for old in self._old.values():
                old.groups.add(done.group.id)
                old.wake.set()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            for adapter in self._core.adapters.values():
                if adapter.abilities.boards:
                    tasks.create_task(self._keep_current(adapter))

    async def _keep_current(self, adapter: Adapter) -> None:
        old = _Old({group.id for group in self._core.groups if group.session})
        self._old[adapter.platform] = old
        while True:
            old.wake.clear()
            if not old.groups:
                await old.wake.wait()
            for id in tuple(old.groups):
                old.groups.discard(id)
                try:
                    again = await self._refresh(id, adapter)
                except Exception as problem:  # noqa: BLE001 (a full disk is no reason to stop)
                    again = True
                    log.warning("boards: %s", type(problem).__name__)
                if again:
                    old.groups.add(id)
            await asyncio.sleep(adapter.abilities.board_pace)

    async def _refresh(self, id: GroupId, adapter: Adapter) -> bool:
        """Bring every board of one group on one platform up to date. True: not all are."""
        group = self._core.groups.get(id)
        if group is None or group.quiet_since is not None:  # the end of quiet makes it old again
            return False
        again = False
        for board in (board for feature in self._core.features for board in feature.boards):
            view = await self._core.db.read(partial(_view, board, group))
            for room in group.rooms:
                if platform_of(room) != adapter.platform:
                    continue
                try:
                    await self._show(board, group, room, adapter, view)
                except TryLater:
                    again = True
                except GiveUp:  # nothing can be shown there; the next change tries again
                    continue
                except Exception as problem:  # noqa: BLE001 (one board stops no other)
                    again = True
                    log.warning("board %s: %s", board.name, type(problem).__name__)
        return again

    async def _show(
        self, board: Board, group: Group, room: RoomId, adapter: Adapter, view: Say | None
    ) -> None:
        address = Address(room)
        shown = await self._core.db.read(lambda tx: _read(tx, board.name, address))
        if view is None:
            if shown is not None:
                await self._close(board, group, adapter, address, shown)
            return
        session = group.session.id if group.session else 0
        if shown is not None and shown.session != session:  # it ended, and another began at once
            await self._close(board, group, adapter, address, shown)
            shown = None
        if shown is None:
            shown = _Shown(session, None, None, secrets.token_hex(12), 0)
        # One edit is kept for the end, when the list must not look alive any more.
        left = adapter.abilities.board_edits - 1 - shown.edits
        if left == 1:
            view = replace(view, then=(*view.then, say(board.stopped)))
        words = self._words(board, group, adapter, view)
        hashed = hashlib.sha256(repr(words).encode()).hexdigest()
        if hashed == shown.shown or left <= 0:
            return
        after = await self._put(board, group, adapter, words, address, shown)
        await self._keep(board, group, address, replace(after, shown=hashed))

    async def _close(
        self, board: Board, group: Group, adapter: Adapter, address: Address, shown: _Shown
    ) -> None:
        """The session is over: the list must not look alive."""
        words = self._words(board, group, adapter, say(board.closed))
        if shown.message is not None:
            with contextlib.suppress(GiveUp):
                await adapter.edit(address, shown.message, words, f"{shown.token}end")
        await self._core.db.write(lambda tx: _forget(tx, board.name, address))

    def _words(self, board: Board, group: Group, adapter: Adapter, view: Say) -> Rendered:
        words = self._core.render(view, group, adapter.platform, numbered=False)
        return replace(words, board=board.name)

    async def _put(
        self,
        board: Board,
        group: Group,
        adapter: Adapter,
        words: Rendered,
        address: Address,
        shown: _Shown,
    ) -> _Shown:
        """Edit the message, or post it anew when there is none any more.

        Its token is on disk before it is posted: a crash leaves one list, not two.
        """
        if shown.message is not None:
            try:
                return await self._edit(adapter, words, address, shown)
            except GiveUp:  # a person deleted it
                shown = replace(shown, token=secrets.token_hex(12), message=None)
        now, tried_at = self._core.clock.now(), shown.first_tried_at
        if tried_at is not None:
            since = from_ms(tried_at)
            message = await _found(adapter, address, shown, since, now)
            if message is None:
                message = await adapter.send(address, words, shown.token)
            # It may stand there with the words of that time.
            after = replace(shown, message=message, first_tried_at=None, text_hash=None)
            return await self._edit(adapter, words, address, after)
        text_hash = hashlib.sha256(words.text.encode()).hexdigest()
        trying = replace(shown, shown=None, first_tried_at=ms(now), text_hash=text_hash)
        await self._keep(board, group, address, trying)
        return replace(shown, message=await adapter.send(address, words, shown.token))

    async def _edit(
        self, adapter: Adapter, words: Rendered, address: Address, shown: _Shown
    ) -> _Shown:
        assert shown.message is not None
        # With its words in the token: other words are another edit, also when the answer to the
        # one before was lost.
        hashed = hashlib.sha256(words.text.encode()).hexdigest()[:8]
        await adapter.edit(address, shown.message, words, f"{shown.token}{shown.edits:x}{hashed}")
        return replace(shown, edits=shown.edits + 1)

    async def _keep(self, board: Board, group: Group, address: Address, shown: _Shown) -> None:
        await self._core.db.write(lambda tx: _write(tx, board.name, address, group.id, shown))


async def _found(
    adapter: Adapter, address: Address, shown: _Shown, since: datetime, now: datetime
) -> str | None:
    """Which message it became before a crash, where its token can no longer tell."""
    if now - since < adapter.abilities.sure_for:
        return None
    return await adapter.look(address, shown.token, shown.text_hash or "", since)


def _view(board: Board, group: Group, tx: Tx) -> Say | None:
    return board.view(tx, group)


def _read(tx: Tx, name: str, address: Address) -> _Shown | None:
    row = tx.one(
        "SELECT session, message, shown, token, edits, first_tried_at, text_hash FROM board"
        " WHERE name = :name AND address = :a",
        name=name,
        a=address,
    )
    return None if row is None else _Shown(*row)


def _write(tx: Tx, name: str, address: Address, group: GroupId, shown: _Shown) -> None:
    tx.run(
        "INSERT INTO board (name, address, group_id, session, message, shown, token, edits,"
        " first_tried_at, text_hash)"
        " VALUES (:name, :a, :g, :session, :message, :shown, :token, :edits, :tried, :hash)"
        " ON CONFLICT (name, address) DO UPDATE SET session = :session, message = :message,"
        " shown = :shown, token = :token, edits = :edits, first_tried_at = :tried,"
        " text_hash = :hash",
        name=name,
        a=address,
        g=group,
        session=shown.session,
        message=shown.message,
        shown=shown.shown,
        token=shown.token,
        edits=shown.edits,
        tried=shown.first_tried_at,
        hash=shown.text_hash,
    )


def claimed(tx: Tx, address: Address, message: str) -> bool:
    """Is that message of ours a board? It may read just like a line."""
    sql = "SELECT 1 FROM board WHERE address = :a AND message = :m"
    return tx.one(sql, a=address, m=message) is not None


def forget(tx: Tx, address: Address) -> None:
    """The place is gone, and its boards with it."""
    tx.run("DELETE FROM board WHERE address = :a", a=address)


def _forget(tx: Tx, name: str, address: Address) -> None:
    tx.run("DELETE FROM board WHERE name = :name AND address = :a", name=name, a=address)
