"""What is remembered of a talk in private, in memory only: a restart forgets it, on purpose.

Kept by a blinded mark of the person where it may be about a card, so that nothing in memory
shows who it is about.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b

from bot.adapter import Reply
from bot.few import Few
from bot.model import Choice, GroupId, Heard, PersonId
from bot.outbox import MOST_UNSEEN

MOST_MISSED = 500
"""Replies that are held for people who could not be reached."""

MISSED_FOR = timedelta(hours=1)

HELD_FOR = timedelta(minutes=10)
"""How long words wait until their person has said for which group."""


MOST_LINES = 5_000


class LastLines:
    """When somebody wrote in a room last, and nothing of what: in memory, of the newest.

    Under a number that means something to this process alone: no name lies in it.
    """

    def __init__(self) -> None:
        self._at: Few[datetime] = Few(MOST_LINES)

    def noted(self, heard: Heard) -> datetime | None:
        """They write now. When they did before that; None: not that we know."""
        where = str(hash((heard.room, heard.by.id)))
        before = self._at.get(where)
        self._at[where] = heard.at
        return before


@dataclass(slots=True)
class Memory:
    """Of everybody. `forget` it all when another database is put in place."""

    chosen: dict[PersonId, GroupId] = field(default_factory=dict)
    """Which of their groups they talk about."""
    _invited: set[tuple[PersonId, GroupId]] = field(default_factory=set)
    _offers: dict[bytes, tuple[Choice, ...]] = field(default_factory=dict)
    _held: dict[bytes, Heard] = field(default_factory=dict)
    _missed: Few[tuple[datetime, Reply]] = field(default_factory=lambda: Few(MOST_MISSED))
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def forget(self) -> None:
        """What was offered or held belongs to another database. Who was invited does not."""
        for held in (self.chosen, self._offers, self._held, self._missed):
            held.clear()

    def _mark(self, about: str) -> bytes:
        """Blinded with a key of this process."""
        return blake2b(about.encode(), key=self._key, digest_size=16).digest()

    def offer(self, person: PersonId, choices: tuple[Choice, ...]) -> None:
        """What the numbers under an answer from memory type."""
        self._offers[self._mark(person)] = choices

    def offers(self, person: PersonId) -> bool:
        """Do numbers type anything now?"""
        return bool(self._offers) and self._mark(person) in self._offers

    def offered(self, person: PersonId) -> tuple[Choice, ...]:
        """What numbers type now; from then on they type nothing any more."""
        return self._offers.pop(self._mark(person), ()) if self._offers else ()

    def hold(self, heard: Heard, now: datetime) -> None:
        """Words wait until their person has said for which group."""
        self._held = {who: one for who, one in self._held.items() if now - one.at < HELD_FOR}
        self._held[self._mark(heard.by.id)] = heard

    def held(self, person: PersonId, now: datetime) -> Heard | None:
        """What they wanted to say, if that was not too long ago; it waits no longer."""
        one = self._held.pop(self._mark(person), None) if self._held else None
        return one if one is not None and now - one.at < HELD_FOR else None

    def miss(self, person: PersonId, replies: Sequence[Reply], now: datetime) -> None:
        """These replies had nowhere to be shown: held until their person asks."""
        messages = [one for reply in replies for one in reply.messages]
        self._missed[self._mark(person).hex()] = (now, Reply(tuple(messages[-MOST_UNSEEN:])))

    def missed(self, person: PersonId, now: datetime) -> Reply | None:
        """What they could not be shown; it is held no longer."""
        since, reply = self._missed.pop(self._mark(person).hex(), (None, None))
        return reply if since is not None and now - since < MISSED_FOR else None

    def invites(self, person: PersonId, group: GroupId) -> bool:
        """Is this their first invitation to say hello there? It is remembered."""
        first = (person, group) not in self._invited
        self._invited.add((person, group))
        return first
