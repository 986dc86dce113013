"""One answer of `/sync` after the other: what is asked for, and what when it cannot be had.

Only what is read is asked for, and what cannot be had is left out: nobody may shut us out for
ever by what they put into a room, and nor may a place in the stream that the server forgot.
"""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.matrix import events, wire
from adapters.matrix.gaps import TIMELINE
from adapters.matrix.rooms import STATE
from adapters.matrix.trying import SignedOut, insist, signed_out
from adapters.matrix.wire import JSON, Homeserver, Refusal, TooLarge, Unreachable, path

log = logging.getLogger(__name__)

MEMBERSHIPS = ("join", "invite", "leave")
"""The parts of an answer."""

HELD = 30_000
"""Milliseconds the server may hold a request open while nothing happens."""

SLOW = 60.0
"""Seconds it may take longer than that."""

NEWEST = 100
"""Events of one room in one answer; what was before them is fetched page by page."""

NO_SUCH_PLACE = 10
"""How often the server may say that it does not know our place, before we believe it."""

SHARE = 8
"""A room with more than this part of what is read of one answer is too large."""

NAMED = 50
"""Rooms that are named in one request: a longer address might be refused."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What happened since a place, and the place after it."""

    body: JSON
    since: str | None
    """None: nothing that was known before counts any more."""
    place: str
    too_large: frozenset[str]
    """Rooms that can not be read, as was found out just now."""


class Following:
    """Asks what happened, until there is an answer that can be understood."""

    def __init__(self, server: Homeserver) -> None:
        self._server = server
        self._left_out: frozenset[str] = frozenset()
        """Rooms that are too large to be read."""

    async def next(
        self,
        place: str | None,
        *,
        whole: bool,
        failed: Callable[[Unreachable], None] = lambda _problem: None,
    ) -> Answer:
        """What happened since then; `whole`: and all that is known of every room."""
        unknown, before = 0, self._left_out

        async def once(since: str | None) -> JSON:
            try:
                return await self._sync(since, whole=whole)
            except TooLarge:
                log.error("the Matrix server's answer is too large; looking for the rooms it is")
                if not await self._too_large(since, whole=whole) and since is not None:
                    nonlocal unknown
                    unknown = NO_SUCH_PLACE
                raise

        async def ask() -> Answer:
            nonlocal unknown
            since = place if unknown < NO_SUCH_PLACE else None
            try:
                answer = await once(since)
            except Refusal as no:
                if signed_out(no) or no.wait is not None:
                    raise
                forgotten = no.status == 400 and no.code in ("M_UNKNOWN", "M_INVALID_PARAM")
                unknown = unknown + 1 if since is not None and forgotten else 0
                raise Unreachable(str(no)) from None  # whatever it is, it may pass
            following = events.text(answer.get("next_batch"))
            if not following or not _is_whole(answer):
                raise Unreachable("not what we asked for", strange=True)
            joined = events.mapping(events.mapping(answer.get("rooms")).get("join"))
            for id in self._left_out & joined.keys():
                del answer["rooms"]["join"][id]
            if since != place:
                log.warning("the place we had read to is of no use; what was missed is lost")
            return Answer(answer, since, following, too_large=self._left_out - before)

        return await insist(ask, failed)

    async def invited(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every invitation that waits: the server tells of each only once by itself."""
        query = {"filter": _filter(None, of_rooms=False), "timeout": _unlike_any()}

        async def ask() -> JSON:
            return await self._server.ask("GET", path("sync"), query=query)

        try:
            answer = await insist(ask)
        except (Refusal, SignedOut) as no:
            log.warning("earlier invitations cannot be read: %s", no)
            return iter(())
        return each(events.mapping(answer.get("rooms")).get("invite"))

    async def _sync(
        self,
        since: str | None,
        *,
        whole: bool,
        only: Sequence[str] | None = None,
        largest: int | None = None,
    ) -> JSON:
        held = "0" if whole or only is not None else str(HELD)
        left_out = sorted(self._left_out)[:NAMED]
        query = {"timeout": held, "filter": _filter(since, only=only, but=left_out)}
        if since is None:
            query["timeout"] = _unlike_any()
        else:
            query["since"] = since
        if whole:  # after a start nothing is known of any room
            query["full_state"] = "true"
        patience = HELD / 1000 + SLOW
        return await self._server.ask(
            "GET", path("sync"), query=query, patience=patience, largest=largest
        )

    async def _too_large(self, since: str | None, *, whole: bool) -> bool:
        """Leave out what is too large from now on. False: no single room is."""
        joined = await self._server.ask("GET", path("joined_rooms"))
        ids = [id for id in events.items(joined.get("joined_rooms")) if events.identifier(id)]
        parts = [ids[n : n + NAMED] for n in range(0, len(ids), NAMED)]
        found = False
        while parts:
            part = parts.pop()
            try:
                await self._sync(since, whole=whole, only=part, largest=wire.LARGEST // SHARE)
            except TooLarge:
                if len(part) > 1:
                    parts += [part[: len(part) // 2], part[len(part) // 2 :]]
                    continue
                log.error("the room %s holds too much to be read: I hear nothing there", part[0])
                self._left_out |= {part[0]}
                found = True
        return found


def each(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Rooms by id, with what the answer says of them."""
    for id, info in events.mapping(value).items():
        if events.identifier(id):
            yield id, events.mapping(info)


def _unlike_any() -> str:
    """How long an answer may take that comes at once. Were it always the same, Synapse would
    give the answer of an earlier start again."""
    return str(random.randrange(1_000_000))


def _is_whole(answer: JSON) -> bool:
    """Has it the shape of what we asked for? If not, what it leaves out would be lost."""
    rooms = answer.get("rooms", {})
    return isinstance(rooms, dict) and all(isinstance(rooms.get(k, {}), dict) for k in MEMBERSHIPS)


def _filter(
    place: str | None,
    *,
    of_rooms: bool = True,
    only: Sequence[str] | None = None,
    but: Sequence[str] = (),
) -> str:
    """What we ask to be told. Without a place nothing old: no timeline at all."""
    nothing: dict[str, object] = {"types": []}
    state: dict[str, object] = {"types": STATE, "lazy_load_members": False}
    room: dict[str, object] = {
        "account_data": nothing,
        "ephemeral": nothing,
        "timeline": {"types": TIMELINE, "limit": 0 if place is None else NEWEST},
        "state": state if of_rooms else nothing,
    }
    if only is not None:
        room["rooms"] = only
    if but:
        room["not_rooms"] = but
    everything = {"presence": nothing, "account_data": {"types": ["m.direct"]}, "room": room}
    return json.dumps(everything)
