"""Interactions: something pressed, typed after a slash or filled in, and what it is answered.

The first answer within 3 seconds, once; the token for 15 minutes; the first answer decides who
sees it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from on_discord import shapes
from on_discord.errors import (
    JSON,
    Problem,
    already_acknowledged,
    invalid_form,
    invalid_token,
    unknown,
)
from on_discord.messages import EPHEMERAL, LOADING, Message, Messages
from on_discord.world import Channel, Event, User, World, seconds

COMMAND, COMPONENT, AUTOCOMPLETE, FORM = 2, 3, 4, 5
SAY, DEFER, DEFER_UPDATE, UPDATE, SUGGEST, OPEN_FORM = 4, 5, 6, 7, 8, 9
FIRST_ANSWER = timedelta(seconds=3)
TOKEN_LIFE = timedelta(minutes=15)

_POSSIBLE: Final[dict[int, set[int]]] = {
    COMMAND: {SAY, DEFER, OPEN_FORM},
    COMPONENT: {SAY, DEFER, DEFER_UPDATE, UPDATE, OPEN_FORM},
    AUTOCOMPLETE: {SUGGEST},
    FORM: {SAY, DEFER, DEFER_UPDATE, UPDATE},
}
"""Which first answers fit which kind. A form can be answered on a message only if it has one."""


@dataclass(eq=False)
class Interaction:
    """One thing that somebody did, and how it went on."""

    id: int
    token: str
    kind: int
    by: User
    channel: Channel
    data: JSON
    message: Message | None
    """The message whose button was pressed, also of a form that the button opened."""
    at: datetime
    told_at: float
    answer: int | None = None
    """What kind of first answer came."""
    answered_at: float | None = None
    original: Message | None = None
    form: JSON | None = None
    """The form that was opened."""
    choices: list[JSON] = field(default_factory=list)
    follow_ups: list[Message] = field(default_factory=list)

    @property
    def ack_ms(self) -> float | None:
        """How long the first answer took, by the wall."""
        return None if self.answered_at is None else (self.answered_at - self.told_at) * 1000


class Interactions:
    """All there ever were."""

    def __init__(self, world: World, messages: Messages) -> None:
        self.world = world
        self.messages = messages
        self.all: list[Interaction] = []
        self._by_token: dict[str, Interaction] = {}

    def begin(
        self, kind: int, by: User, channel: Channel, data: JSON, message: Message | None = None
    ) -> Interaction:
        """Somebody does something: the bot is told."""
        id, token = self.world.new_id(), f"aW50ZXJhY3Rpb246{secrets.token_urlsafe(96)}"
        now = self.world.watch.now()
        one = Interaction(id, token, kind, by, channel, data, message, now, seconds())
        self.all.append(one)
        self._by_token[token] = one
        self.world.tell(Event("INTERACTION_CREATE", self._shown(one)))
        return one

    def acknowledge(
        self, id: int, token: str, kind: int, data: JSON, files: Sequence[JSON] = ()
    ) -> Interaction:
        """The first answer. Raises Refused."""
        one = self._by_token.get(token)
        late = one is not None and one.answer is None and self._age(one) >= FIRST_ANSWER
        if one is None or one.id != id or late or self._age(one) >= TOKEN_LIFE:
            raise unknown("Interaction")
        if one.answer is not None:
            raise already_acknowledged()
        if kind not in _POSSIBLE[one.kind] or (
            kind in (DEFER_UPDATE, UPDATE) and one.message is None
        ):
            raise invalid_form(Problem(("type",), f"cannot answer an interaction of {one.kind}"))
        if kind in (SAY, DEFER):
            one.original = self._say(one, data, loading=kind == DEFER, first=True, files=files)
        elif kind in (DEFER_UPDATE, UPDATE):
            one.original = one.message
            if kind == UPDATE and one.message is not None:
                self.messages.change(one.message, data, files=files)
        elif kind == OPEN_FORM:
            one.form = data
        else:
            one.choices = list(data["choices"])
        one.answer = kind
        one.answered_at = seconds()
        return one

    def by_token(self, token: str) -> Interaction:
        """The interaction that a later answer is for. Raises Refused."""
        one = self._by_token.get(token)
        if one is None or self._age(one) >= TOKEN_LIFE:
            raise invalid_token()
        if one.answer is None:
            raise unknown("Webhook")
        return one

    def find(self, one: Interaction, id: str) -> Message:
        """`@original`, or one of the follow-ups. Raises Refused."""
        for each in (one.original, *one.follow_ups):
            if each and not each.deleted and id in ("@original", str(each.id)):
                return each
        raise unknown("Message")

    def follow_up(self, one: Interaction, body: JSON, files: Sequence[JSON] = ()) -> Message:
        """One more answer. The first after a deferral *is* the deferred one, seen by the same."""
        if one.original is not None and one.original.loading and not one.original.deleted:
            self.messages.change(one.original, body, files=files)
            return one.original
        message = self._say(one, body, files=files)
        one.follow_ups.append(message)
        return message

    def waiting(self) -> Iterator[Interaction]:
        """Those without a first answer that can still have one."""
        for one in self.all:
            if one.answer is None and self._age(one) < FIRST_ANSWER:
                yield one

    def unanswered(self) -> list[Interaction]:
        """Those of which people saw "The application did not respond"."""
        return [one for one in self.all if one.answer is None and self._age(one) >= FIRST_ANSWER]

    def _age(self, one: Interaction) -> timedelta:
        return self.world.watch.now() - one.at

    def _say(
        self,
        one: Interaction,
        body: JSON,
        *,
        first: bool = False,
        loading: bool = False,
        **more: Any,
    ) -> Message:
        hidden = bool((body.get("flags") or 0) & EPHEMERAL)
        return self.messages.say(
            self.world.bot,
            one.channel,
            {} if loading else body,
            only_for=one.by if hidden else None,
            flags=(EPHEMERAL if hidden else 0) | (LOADING if loading else 0),
            type=20 if first and one.kind == COMMAND else 0,
            cause=self._metadata(one),
            webhook_id=self.world.application_id,
            **more,
        )

    def _metadata(self, one: Interaction) -> JSON:
        shown: JSON = {
            "id": str(one.id),
            "type": one.kind,
            "user": shapes.user(one.by),
            "authorizing_integration_owners": self._owners(one),
        }
        if one.kind == COMPONENT and one.message is not None:
            shown["interacted_message_id"] = str(one.message.id)
        if one.kind == FORM:
            kind = COMMAND if one.message is None else COMPONENT
            shown["triggering_interaction_metadata"] = {
                **shown,
                "type": kind,
                **({} if one.message is None else {"interacted_message_id": str(one.message.id)}),
            }
        return shown

    def _owners(self, one: Interaction) -> JSON:
        return {"0": str(one.channel.guild.id) if one.channel.guild is not None else "0"}

    def _shown(self, one: Interaction) -> JSON:
        guild = one.channel.guild
        shown: JSON = {
            "id": str(one.id),
            "application_id": str(self.world.application_id),
            "type": one.kind,
            "token": one.token,
            "version": 1,
            "data": one.data,
            "channel_id": str(one.channel.id),
            "channel": {**shapes.channel(one.channel), "permissions": self._bits(one.by, one)},
            "app_permissions": self._bits(self.world.bot, one),
            "locale": one.by.locale,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": self._owners(one),
            "context": 0 if guild is not None else 1,
            "attachment_size_limit": 10 * 1024 * 1024,
        }
        if one.message is not None:
            shown["message"] = self.messages.shown(one.message)
        if guild is None:
            return {**shown, "user": shapes.user(one.by)}
        member = shapes.member(guild.members[one.by.id])
        return {
            **shown,
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": {**member, "permissions": self._bits(one.by, one)},
        }

    def _bits(self, who: User, one: Interaction) -> str:
        return str(int(self.world.rights(who, one.channel)))
