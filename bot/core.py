"""What every part of the bot works with, and who is told when something has been written.

Everything flows one way: the app puts the parts together, the parts know this, and nothing
here knows them.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot import dice, forms, schedule
from bot.adapter import Adapter, GiveUp
from bot.clock import Clock
from bot.db import Database, Tx
from bot.door import Done, Door
from bot.facts import Ready
from bot.feature import Feature, Wording
from bot.groups import Groups
from bot.model import (
    Ask,
    Attached,
    Button,
    Choice,
    File,
    Fresh,
    Group,
    Heard,
    Rendered,
    RoomId,
    Say,
    platform_of,
)
from bot.settings import WORDING
from bot.words import Plain, Words

log = logging.getLogger(__name__)

WRITE = Choice(forms.WRITE, "form.write-it")
"""The button under an open question, where words are filled into a form."""

ANSWER_WAITS = "welcome.answer-waits"
"""The job that says so."""


@dataclass(slots=True)
class Core:
    """One of each. `language` and `zone` are for groups that are new."""

    db: Database
    groups: Groups
    words: Words
    clock: Clock
    features: Sequence[Feature]
    door: Door
    language: str
    zone: str
    organisation: str = ""
    """Its name, as the settings say."""
    adapters: dict[str, Adapter] = field(default_factory=dict)
    """By platform."""
    stirred: dict[RoomId, datetime] = field(default_factory=dict)
    """When somebody last wrote in a room, as far as is known; nothing of what."""
    away: set[str] = field(default_factory=set)
    """Platforms that have not been reached for a while (`bot.reach`)."""
    told: list[Callable[[Done], None]] = field(default_factory=list)
    """Called on the loop after each write that may have left something to do."""

    def after(self, done: Done) -> None:
        """Once a write is on disk: wake whoever has something to do."""
        for tell in self.told:
            tell(done)

    def answer_waits(self, tx: Tx, room: RoomId, cause: str) -> None:
        """Say in a room, once it is ready for it, that an answer waits for somebody there."""
        group = self.groups.of_room(room)
        if group is not None:
            schedule.in_room(tx, ANSWER_WAITS, group.id, room, cause, self.clock.now())

    def language_of(self, group: Group | None) -> str:
        return group.language if group else self.language

    def ask(
        self, heard: Heard, group: Group, word: str, args: Mapping[str, object] | None = None
    ) -> Ask:
        """What was heard, as the door takes it."""
        return Ask(
            cause=heard.event,
            group=group,
            by=self.groups.same(heard.by),
            command=word,
            args=args or {},
            at=self.clock.now(),
            room=heard.room,
            private=heard.private,
            rights=heard.rights,
            seed=dice.seed(),
            account=heard.by.id,
            via=heard.via,
            beside=self._beside(group),
        )

    def _beside(self, group: Group) -> tuple[RoomId, ...]:
        """The rooms of the group beside which a further place could be made now."""
        return tuple(
            room
            for room in group.rooms
            if (one := self.adapters.get(platform_of(room))) is not None
            and one.abilities.places
            and one.can_place(room)
        )

    def buttons(self, choices: Sequence[Choice], language: str) -> tuple[Button, ...]:
        return tuple(Button(self.words.label(one, language), one.types) for one in choices)

    def render(self, one: Say, group: Group | None, platform: str, *, numbered: bool) -> Rendered:
        """A Say in words, as this group reads and this platform writes."""
        adapter = self.adapters[platform]
        words = self.words.message(
            one,
            language=self.language_of(group),
            easy=bool(group and WORDING.of(group) == "easy"),
            slash=adapter.abilities.slash,
            speaker=adapter,
            numbered=numbered,
        )
        if one.told and not adapter.abilities.buttons:  # then nothing there can be chosen
            words = replace(words, buttons=())
        if not (one.asks and adapter.abilities.forms):
            return words
        write = self.words.label(WRITE, self.language_of(group))
        return replace(words, buttons=(*words.buttons, Button(write, WRITE.types)))

    async def made(self, one: Say) -> Say:
        """With what is made only in the moment it is said. Raises GiveUp: it is not to be said."""
        if not _has_fresh(one):
            return one
        facts = {n: await self._fresh(f) for n, f in one.facts.items() if isinstance(f, Fresh)}
        then = tuple([await self.made(each) for each in one.then])
        return replace(one, facts={**one.facts, **facts}, then=then)

    async def _fresh(self, fact: Fresh) -> str:
        name, _, kind = fact.kind.partition(".")
        feature = next((one for one in self.features if one.name == name), None)
        makes = feature.fresh.get(kind) if feature else None
        if makes is None:
            raise GiveUp
        secret, now = secrets.token_hex(24), self.clock.now()
        made = await self.db.write(lambda tx: makes(tx, fact, secret, now))
        if made is None:
            raise GiveUp
        return Ready(made)

    def wording(self, group: Group, *, slash: bool = False, easy: bool = False) -> Wording:
        """Our texts as that group reads them, with nothing escaped."""

        def text(key: str, **facts: object) -> str:
            return self.words.render(
                key, facts, language=group.language, slash=slash, easy=easy, speaker=Plain()
            )

        return text

    async def attached(self, file: File, platform: str) -> Attached | None:
        """A file, made of what is true now. None: there is none, and the words go alone."""
        name, _, kind = file.kind.partition(".")
        feature = next((one for one in self.features if one.name == name), None)
        makes = feature.files.get(kind) if feature else None
        group = self.groups.get(file.group)
        if makes is None or group is None:
            return None
        slash = self.adapters[platform].abilities.slash if platform in self.adapters else False
        try:
            now = self.clock.now()
            found = await self.db.read(lambda tx: makes.read(tx, group, file.facts, now))
            return makes.make(found, self.wording(group, slash=slash))
        except Exception as problem:  # noqa: BLE001 (a file is no reason to keep words back)
            log.error("%s could not be made: %s", file.kind, type(problem).__name__)
            return None


def _has_fresh(one: Say) -> bool:
    """Is anything in it made only in the moment it is said?"""
    return any(isinstance(fact, Fresh) for fact in one.facts.values()) or any(
        map(_has_fresh, one.then)
    )
