"""What a room said that was too much for one answer of `/sync`: read page by page, backwards.

Each room for itself: one whose history cannot be read keeps nobody else waiting.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping

from adapters.matrix import events
from adapters.matrix.rooms import STATE
from adapters.matrix.trying import SignedOut, insist
from adapters.matrix.wire import JSON, Homeserver, Refusal, Unreachable, path

log = logging.getLogger(__name__)

SAID = ("m.room.message", "m.room.encrypted", "m.reaction", "m.room.redaction")
"""What people do in a room that we take up."""

TIMELINE = (*STATE, *SAID)
"""The kinds of events that are asked for."""

PAGES = 100
"""Pages of a hundred events that are fetched at most for one room after a long time away."""

TRIES = 8
"""For each page: about a minute, in which a server that is started again is back."""

AT_ONCE = 4
"""Rooms whose pages are fetched at the same time."""


class Gaps:
    """Fetches what was left out."""

    def __init__(self, server: Homeserver, me: str) -> None:
        self._server = server
        self._me = me
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def missed(self, id: str, start: str, since: str) -> list[JSON]:
        """The events of a room between two answers, oldest first: all that can be read."""
        found: list[JSON] = []
        try:
            async with self._turn:
                await self._read(id, start, since, found)
        except (Refusal, Unreachable, SignedOut) as no:
            log.warning("what was missed in %s cannot be read: %s", id, no)
        found.reverse()
        return found

    async def _read(self, id: str, start: str, since: str, found: list[JSON]) -> None:
        kinds = json.dumps({"types": [*SAID, "m.room.member"]})
        query = {"dir": "b", "limit": "100", "from": start, "to": since, "filter": kinds}
        for _ in range(PAGES):
            page = await self._page(id, query)
            # The state as it is now has come already, and of a page nothing else is kept.
            found += filter(self._needed, events.events(page.get("chunk")))
            further = events.text(page.get("end"))
            if further is None or further == query["from"]:
                return
            query["from"] = further
        log.warning("more was missed in %s than is read: the oldest of it is left out", id)

    async def _page(self, id: str, query: Mapping[str, str]) -> JSON:
        async def ask() -> JSON:
            page = await self._server.ask("GET", path("rooms", id, "messages"), query=query)
            if not isinstance(page.get("chunk"), list):
                raise Unreachable("not what we asked for", strange=True)
            return page

        return await insist(ask, tries=TRIES)

    def _needed(self, event: JSON) -> bool:
        if event["type"] == "m.room.member":
            return event.get("state_key") == self._me  # when we came in
        return event["type"] in SAID and event["sender"] != self._me
