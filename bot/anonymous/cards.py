"""Cards without a name. The post is all that is ever written, and it is the same for everybody.

A card waits 3 to 8 seconds in memory, so that the press cannot be seen in the post's time;
the same card within three minutes is one post. When few could have sent it, that is said
first, with another way: the facilitator is asked in private to check with everybody. The same
request also comes by itself, at random about every 20 minutes, so it points at nobody. That
chance is rolled anew each minute and kept nowhere: a planned time on disk would tell which
requests were not planned.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.clock import Clock
from bot.feature import Card
from bot.groups import Groups
from bot.model import EVERYWHERE, Choice, Group, GroupId, Person, PersonId, Say, platform_of, say

SOONEST, LATEST = 3.0, 8.0
"""Seconds a card waits. No more: a late stop is no stop."""

ONE_CARD = timedelta(minutes=3)

CHECK_GOOD_FOR = timedelta(minutes=10)
"""How long a request to check with everybody is worth hearing."""

FEW = 5
"""Fewer possible senders than this are told first."""

COVER_EVERY = 20
"""Minutes, on average, between two requests that come by themselves."""

KEYS = (
    "hands.card-slow",
    "hands.card-explain",
    "hands.card-pause",
)

DICE = secrets.SystemRandom()

Post = Callable[[Group, Sequence[Say], str], Awaitable[None]]


class Cards:
    """Shows cards, and asks the lead to check. Holds nothing about anybody."""

    def __init__(
        self,
        household: Groups,
        clock: Clock,
        post: Post,
        dice: Callable[[], float] = DICE.random,
    ) -> None:
        self._groups = household
        self._clock = clock
        self._post = post
        self._dice = dice
        self._covers: set[asyncio.Task[None]] = set()

    def may(self, person: PersonId, group: GroupId) -> bool:
        """May this person act in this group? From memory: asking leaves no trace."""
        found = self._groups.get(group)
        return found is not None and person in found.members.keys() | found.facilitators.keys()

    async def show(self, card: Card, id: GroupId, *, sure: bool) -> Say:
        """Show a card, or say first that few could have sent it. Returns what only they hear."""
        if card is Card.NONE:
            return say("hands.nothing-sent")
        group = self._groups.get(id)
        if group is None or group.session is None:
            return say("hands.no-session")
        if group.quiet_since is not None:
            return say("hands.card-in-quiet")
        few = possible(group)
        if few < FEW and not sure and card is not Card.CHECK:
            lead = group.session.lead
            return say("hands.card-few", few=few, choices=_ways(card, lead), who=lead)
        await self._clock.sleep(SOONEST + (LATEST - SOONEST) * self._dice())
        # The group may have ended, or become quiet, while the card waited.
        group = self._groups.get(id)
        if group is None or group.session is None:
            return say("hands.no-session")
        if group.quiet_since is not None:
            return say("hands.card-in-quiet")
        await self._say(card, group)
        told = say("hands.check-asked" if card is Card.CHECK else "hands.card-up")
        return replace(told, then=(say("hands.card-promise"),))

    def minute(self) -> None:
        """Once a minute: by chance, ask the lead of a session to check with everybody.

        At a moment of the minute that is a matter of chance too, so that nothing in its time
        tells it from a request that somebody made. There is no most of them: after the last
        one allowed, every further request would surely be somebody's.
        """
        for group in self._groups:
            if group.session is not None and self._dice() * COVER_EVERY < 1:
                cover = asyncio.create_task(self._cover(group.id, group.session.id))
                self._covers.add(cover)
                cover.add_done_callback(self._covers.discard)

    async def _cover(self, id: GroupId, session: int) -> None:
        await self._clock.sleep(60 * self._dice())
        group = self._groups.get(id)
        if group is None or group.session is None or group.quiet_since is not None:
            return
        if group.session.id == session:
            with contextlib.suppress(Exception):  # on this road nothing is logged
                await self._say(Card.CHECK, group)

    async def _say(self, card: Card, group: Group) -> None:
        assert group.session is not None
        if card is Card.CHECK:
            lead = group.session.lead
            post = say("hands.check", to=lead, apart=ONE_CARD, good_for=CHECK_GOOD_FOR)
        else:
            # Where a few are apart everybody hears it, or it would tell from which of them it came.
            lead = group.session.lead
            post = say(f"hands.card-{card}", to=EVERYWHERE, who=lead, apart=ONE_CARD)
        await self._post(group, [post], f"card:{secrets.token_hex(8)}")


def possible(group: Group) -> int:
    """How many could have sent a card: not the lead, not whoever speaks, not people by phone.

    Where a group is on several platforms somebody may be counted on each: so the largest of them
    counts, and never the sum.
    """
    assert group.session is not None
    there = (m.person.id for m in group.members.values() if not m.person.by_phone)
    crowds = Counter(map(platform_of, there))
    lead = len(crowds) > 1 or group.session.lead.id in group.members
    return max(max(crowds.values(), default=0) - lead - 1, 0)


def _ways(card: Card, lead: Person) -> tuple[Choice, ...]:
    return (
        Choice(f"send {card}", "hands.send-it"),
        Choice("check", "hands.let-lead-check", {"who": lead}),
        Choice(Card.NONE, "hands.leave-it"),
    )
