"""What the bot says: in rooms, in private chats, and as answers that only one person sees.

A message carries the outbox's own token as its nonce, so that the same one within a few minutes
is one message; what is in doubt for longer is looked for by its words. An answer to a press is
put where the press was acknowledged, which may be done over again.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from adapters.discord import names, parts, rest
from adapters.discord.names import JSON
from adapters.discord.people import People
from adapters.discord.places import Places
from adapters.discord.rest import No, Rest, Told
from adapters.discord.stage import Stage
from bot.adapter import Bot, GiveUp, TryLater, Unseen
from bot.few import Few
from bot.model import Address, Rendered, is_private

log = logging.getLogger(__name__)

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = "/channels/{channel_id}/messages/{message_id}"
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"

TRIED_FOR = 15.0
"""Seconds in which an answer from memory is tried again; its person's next words wait."""

PAGE = 100
PAGES = 50
"""How far on a message in doubt is looked for, in pages."""

REMEMBERED = 1_000

NO_LONGER = frozenset({rest.UNKNOWN_WEBHOOK, rest.TOKEN_OVER, rest.UNKNOWN_MESSAGE})
"""The place of an answer is gone: too late, or its person took it away."""

NOT_FOR_ITS_FILE = frozenset({rest.MISSING_ACCESS, rest.CLOSED_TO_US})
"""Refusals that concern the words just as much."""

NO_RIGHT = {
    rest.MISSING_ACCESS: "discord.cannot-see",
    rest.MISSING_RIGHT: "discord.cannot-write",
}
"""What the admin is told."""


class Saying:
    """Says things where they belong. Raises TryLater, GiveUp and Unseen, as an Adapter does."""

    def __init__(
        self,
        app: Bot,
        requests: Rest,
        people: People,
        stage: Stage,
        places: Places,
        told: Told,
        *,
        application: int,
        me: int,
    ) -> None:
        """`application` stands in the address of answers; `me` writes the messages."""
        self.places = places
        self._app = app
        self._rest = requests
        self._people = people
        self._stage = stage
        self._told = told
        self._application = application
        self._further: Few[str] = Few(REMEMBERED)
        self._me = me

    async def send(self, address: Address, message: Rendered, token: str) -> str:
        number = names.of_address(address)
        if number is None:
            raise GiveUp
        if not is_private(address):
            return await self._to_room(number, message, token)
        if message.via is not None:
            return await self.answer(message.via, message)
        return await self._to_person(number, message, token)

    def adds(self, via: str, sentence: str) -> None:
        """To whatever is answered there."""
        self._further[via] = sentence

    async def answer(self, via: str, message: Rendered) -> str:
        """Where a press waits for its answer. Without words the sign of waiting is taken away."""
        place = {"webhook_id": self._application, "webhook_token": via}
        if further := self._further.get(via, ""):
            message = replace(message, text=" ".join(filter(None, (message.text, further))))
        try:
            if not message.text:
                await self._rest.ask("DELETE", ORIGINAL, **place)
                return ""
            found = await self._put_there("PATCH", ORIGINAL, message, {}, place)
        except No as no:
            if no.code in NO_LONGER or no.status == 404:
                raise Unseen from None
            with suppress(No, TryLater):  # nobody is to wait for what cannot be shown
                await self._rest.ask("DELETE", ORIGINAL, **place)
            raise GiveUp from None
        return str(found["id"])

    async def _to_room(self, channel: int, message: Rendered, token: str) -> str:
        try:
            id = await self._put(channel, message, token)
        except No as no:
            if (missing := NO_RIGHT.get(no.code)) is not None:
                self._told(missing, {"channel": str(channel)})
            raise GiveUp from None
        if message.turn and message.alert is not None:
            await self._stage.invite(names.room_id(channel), message.alert.id)
        return id

    async def _to_person(self, user: int, message: Rendered, token: str) -> str:
        chat = await self._people.chat(user, opens=message.opens)
        try:
            return await self._put(chat, message, token)
        except No as no:
            self._people.closed(user)
            raise (Unseen if no.code == rest.CLOSED_TO_US else GiveUp) from None

    async def _put(self, channel: int, message: Rendered, token: str) -> str:
        once = {"nonce": token, "enforce_nonce": True}
        found = await self._put_there("POST", MESSAGES, message, once, {"channel_id": channel})
        return str(found["id"])

    async def _put_there(
        self, method: str, path: str, message: Rendered, more: JSON, place: Mapping[str, object]
    ) -> Any:
        """With its file; where none may be put, the words alone."""
        body = {**parts.message(message), **more}
        if message.file is None:
            return await self._rest.ask(method, path, body=body, **place)
        try:
            form = parts.upload(body, message.file)
            return await self._rest.ask(method, path, form=form, **place)
        except No as no:
            if no.code in NO_LONGER or no.status == 404 or no.code in NOT_FOR_ITS_FILE:
                raise
            log.warning("a file could not be put there: %s", no)
            alone = {**parts.message(replace(message, file=None)), **more}
            return await self._rest.ask(method, path, body=alone, **place)

    async def edit(self, address: Address, message_id: str, message: Rendered) -> None:
        number = names.of_address(address)
        if number is None or not message_id.isdecimal():
            raise GiveUp
        place = {"channel_id": number, "message_id": int(message_id)}
        try:
            await self._rest.ask("PATCH", MESSAGE, body=parts.message(message), **place)
        except No:
            raise GiveUp from None

    async def look(self, address: Address, text_hash: str, since: datetime) -> str | None:
        """An own message with these words that is none of the others we know."""
        number = names.of_address(address)
        if number is None:
            raise GiveUp
        channel = await self._people.chat(number) if is_private(address) else number
        after = names.at(since - names.CLOCKS_DIFFER)
        for _ in range(PAGES):
            page = await self._page(channel, after)
            for one in page:
                after = max(after, int(one["id"]))
                if self._fits(one, text_hash) and not await self._app.claimed(address, one["id"]):
                    return str(one["id"])
            if len(page) < PAGE:
                return None
        return None

    async def _page(self, channel: int, after: int) -> Sequence[JSON]:
        """What was said next, oldest first."""
        query = {"after": str(after), "limit": PAGE}
        try:
            page = await self._rest.ask("GET", MESSAGES, query=query, channel_id=channel)
        except No:
            raise GiveUp from None
        return sorted(page, key=lambda one: int(one["id"]))

    def _fits(self, one: JSON, text_hash: str) -> bool:
        ours = str(one["author"]["id"]) == str(self._me)
        return ours and hashlib.sha256(one["content"].encode()).hexdigest() == text_hash

    async def reply(self, user: int, messages: Sequence[Rendered]) -> bool:
        """From memory, in the private chat. False: nothing could be shown there."""
        try:
            async with asyncio.timeout(TRIED_FOR):
                for message in messages:
                    await self._until_sent(user, message, secrets.token_hex(12))
        except (Unseen, GiveUp, TimeoutError):
            return False
        return True

    async def _until_sent(self, user: int, message: Rendered, token: str) -> None:
        while True:
            try:
                await self._to_person(user, message, token)
            except TryLater as later:
                await asyncio.sleep(later.seconds)
            else:
                return
