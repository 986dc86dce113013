"""The whole bot but for the platforms: what adapters call, and what runs in the background.

`hear` takes what people say (`bot.hearing`), the ticker what is due; both end in one
transaction (`bot.door`). Commit first, then send (`bot.delivery`). One line is logged for
each Ask and Due, with ids and outcome, never text.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import sqlite3
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import Path

from bot import door, forms, groups, help, outbox, schedule
from bot.adapter import Adapter
from bot.anonymous.cards import Cards
from bot.boards import Boards
from bot.clock import Clock
from bot.db import Database, Tx
from bot.delivery import Delivery
from bot.door import Done, Door
from bot.feature import Feature
from bot.features import FEATURES
from bot.flood import Flood
from bot.forms import Matcher
from bot.hearing import Hearing, Reply
from bot.model import (
    Ask,
    Button,
    Choice,
    Group,
    Heard,
    Person,
    PersonId,
    Rendered,
    Right,
    RoomId,
    Say,
    is_private,
    person_at,
    platform_of,
    say,
)
from bot.parse import Parser, Understood, word_key
from bot.ticker import Ticker
from bot.times import ms
from bot.words import Words

log = logging.getLogger(__name__)

__all__ = ["App", "Reply", "ShownField", "ShownForm"]


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field of a form, in words."""

    name: str
    label: str
    limit: int
    choices: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form in words, for a platform that has forms. Send it back as Heard with `fields`."""

    command: str
    title: str
    fields: tuple[ShownField, ...]


class App:
    """Make one with `App.open`, `add` the adapters, then `run` it."""

    def __init__(
        self,
        db: Database,
        household: groups.Groups,
        *,
        words: Words,
        clock: Clock,
        features: Sequence[Feature],
        zone: str,
        language: str,
    ) -> None:
        self.db = db
        self.groups = household
        self.words = words
        self.clock = clock
        self.features = features
        self.zone = zone
        self.language = language
        self.adapters: dict[str, Adapter] = {}
        self.started_at = clock.now()
        self.door = Door(household, features)
        self.cards = Cards(household, clock, self._say_aside)
        self.delivery = Delivery(self)
        self.boards = Boards(self)
        self.ticker = Ticker(self)
        self.hearing = Hearing(self)
        self._flood = Flood()
        self._stirred: dict[RoomId, datetime] = {}
        self._parsers = {each: Parser(features, words, each) for each in words.languages}
        self._matchers = {each: Matcher(words, each) for each in words.languages}

    @classmethod
    async def open(
        cls,
        path: Path | str,
        *,
        words: Words,
        clock: Clock | None = None,
        features: Sequence[Feature] = FEATURES,
        migrations: Traversable | None = None,
        zone: str = "Europe/London",
        language: str = "en",
    ) -> App:
        """Open the database and load the household. Raises what `Database.open` raises.

        `zone` and `language` are for groups that are new.
        """
        household = groups.Groups()
        db = await Database.open(path, migrations, lost=household.lost)
        await db.read(household.load)
        return cls(
            db,
            household,
            words=words,
            clock=clock or Clock(),
            features=features,
            zone=zone,
            language=language,
        )

    def add(self, adapter: Adapter) -> None:
        """Put a platform to the bot. Before `run`."""
        self.adapters[adapter.platform] = adapter

    async def run(self) -> None:
        """Deliver, keep boards current and fire what is due, until cancelled."""
        await self.hearing.resume()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.delivery.run(), name="delivery")
            tasks.create_task(self.boards.run(), name="boards")
            tasks.create_task(self.ticker.run(), name="ticker")

    async def close(self) -> None:
        """Finish what is being written and close the database."""
        await self.db.close()

    # What adapters tell.

    async def hear(self, heard: Heard) -> Reply | None:
        """Take up what somebody said; returns when all that follows from it is on disk.

        Words of one person are taken in order, and flooding slows only the one who floods.
        Never raises for anything that a person typed.
        """
        async with self._flood.turn(heard.by.id) as welcome:
            if not welcome:
                return None
            try:
                said = await self.hearing.hear(heard)
            except Exception as problem:  # noqa: BLE001 (whatever it was, the person is told)
                return await self._our_fault(heard, problem)
        if said is None or isinstance(said, Reply):
            return said
        try:
            return await said()
        except Exception:  # noqa: BLE001 (as above)
            # It carried no name: so nothing is written about it, not even that it failed.
            return self._sorry(heard)

    async def arrived(
        self, room: RoomId, name: str, by: Person, rights: frozenset[Right] = frozenset()
    ) -> None:
        """The bot was put into a room: a group of its own, hands only, and the first words.

        Who put it there and may manage the room looks after the group, and it is said aloud.
        """
        if self.groups.of_room(room) is not None:
            return
        now = self.clock.now()
        leads = Right.MANAGE in rights

        def arrive(tx: Tx) -> Done:
            id = groups.make(tx, room, name, self.zone, self.language)
            if leads:
                groups.choose_facilitator(tx, id, by, now.date() + groups.TERM, said_yes=True)
            self.groups.settle(tx)
            group = self.groups.get(id)
            reached = outbox.put(
                tx,
                [help.arrival(room, by if leads else None)],
                cause=f"arrived:{room}",
                at=now,
                seed=secrets.randbits(64),
                group=group,
            )
            return Done("done", group, reached)

        self.after(await self.db.write(arrive))

    async def left(self, person: PersonId, room: RoomId) -> None:
        """Somebody left a room for good: their membership ends, and nothing is said about it."""
        group = self.groups.of_room(room)
        if group is None or person not in group.members.keys() | group.facilitators.keys():
            return

        now = self.clock.now()
        gone = Ask(
            cause=f"left:{room}:{person}:{ms(now)}",
            group=group,
            by=Person(person, group.names[person]),
            command="leave",
            args={},
            at=now,
            room=None,
            private=True,
            rights=frozenset(),
            seed=secrets.randbits(64),
            account=person,
        )
        self.after(await self.db.write(lambda tx: self.door.leave(tx, gone)))

    def noticed(self, room: RoomId) -> None:
        """Somebody wrote in the room: when, and nothing else, and only in memory."""
        self._stirred[room] = self.clock.now()

    def stirred(self, room: str) -> datetime | None:
        """When somebody last wrote in the room, as far as is known."""
        return self._stirred.get(RoomId(room))

    def group_of(self, room: RoomId) -> Group | None:
        return self.groups.of_room(room)

    async def form(self, heard: Heard) -> ShownForm | None:
        """The form that these words open, for a platform that has forms."""
        group = self._group_at(heard.by.id, heard.room, heard.shares)
        parsed = self.parser(group).private(heard.text, group)
        if not isinstance(parsed, Understood) or parsed.args or parsed.command.form is None:
            return None
        language = group.language if group else self.language
        return ShownForm(
            command=parsed.command.word,
            title=self.words.word(word_key(parsed.command), language),
            fields=tuple(
                ShownField(
                    name=field.name,
                    label=self.words.word(field.label, language),
                    limit=field.limit,
                    choices=tuple(
                        Button(self.words.label(choice, language), choice.types)
                        for choice in field.choices
                    ),
                )
                for field in parsed.command.form.fields
                if not field.alone
            ),
        )

    async def words_now(self, person: PersonId, room: RoomId | None) -> tuple[Button, ...]:
        """The words that work now for this person in that place, as buttons."""
        group = self._group_at(person, room, ())
        if group is None:
            return ()
        commands = help.words_now(
            self.features, group, person, self.clock.now().date(), in_private=room is None
        )
        return tuple(
            Button(
                self.words.label(Choice(command.word, word_key(command)), group.language),
                command.word,
            )
            for command in commands
        )

    async def restored(self) -> None:
        """Another database was put in place: read everything anew, and doubt what waited."""

        def anew(tx: Tx) -> None:
            outbox.all_in_doubt(tx)
            self.groups.load(tx)

        await self.db.write(anew)
        self.hearing = Hearing(self)
        await self.hearing.resume()
        await self.delivery.look()
        self.ticker.wake()

    # What the rest of the core asks for.

    def parser(self, group: Group | None) -> Parser:
        language = group.language if group else self.language
        return self._parsers.get(language) or self._parsers["en"]

    def matcher(self, group: Group | None) -> Matcher:
        language = group.language if group else self.language
        return self._matchers.get(language) or self._matchers["en"]

    def render(self, one: Say, group: Group | None, platform: str, *, numbered: bool) -> Rendered:
        """A Say in words, as this group reads and this platform writes."""
        return self.words.message(
            one,
            language=group.language if group else self.language,
            easy=bool(group and group.settings.get("wording") == "easy"),
            speaker=self.adapters[platform],
            numbered=numbered,
        )

    def after(self, done: Done) -> None:
        """On the loop, once a write is on disk: wake whoever has something to do."""
        for address in done.reached:
            if is_private(address):
                self.hearing.forget(person_at(address))
            self.delivery.nudge(address)
        if done.group is not None:
            self.boards.old(done.group)
        self.ticker.wake()

    def noted(self, cause: str, what: str, group: Group, done: Done) -> None:
        """One line for each Ask and Due."""
        log.info("%s %s in group %d: %s", cause, what, group.id, done.outcome)

    async def sweep(self) -> None:
        """Forget what need not be kept any longer."""
        now = self.clock.now()

        def clean(tx: Tx) -> None:
            for part in (door, outbox, schedule, forms):
                part.sweep(tx, now)
            tx.run("DELETE FROM code WHERE expires_at < :now", now=ms(now))
            groups.sweep(tx, now.date())
            self.groups.settle(tx)

        await self.db.write(clean)

    async def _say_aside(self, group: Group, says: Sequence[Say], cause: str) -> None:
        """Post what nobody is to be linked to: no Ask, no inbox, no log line."""
        at = self.clock.now()
        seed = secrets.randbits(64)

        def post(tx: Tx) -> Done:
            return Done("", None, outbox.put(tx, says, cause=cause, at=at, seed=seed, group=group))

        self.after(await self.db.write(post))

    async def _our_fault(self, heard: Heard, problem: Exception) -> Reply:
        """A bug or a full disk: nothing was changed, and the person is told so."""
        # Type and place only: the message of an exception can carry what somebody typed.
        place = traceback.extract_tb(problem.__traceback__)[-1]
        log.error("%s at %s:%s", type(problem).__name__, Path(place.filename).name, place.lineno)
        if not isinstance(problem, sqlite3.Error):
            now = self.clock.now()
            await self.db.write(lambda tx: door.failed(tx, heard.event, now))
        return self._sorry(heard)

    def _sorry(self, heard: Heard) -> Reply:
        group = self._group_at(heard.by.id, heard.room, heard.shares)
        told = self.render(say("app.our-fault"), group, platform_of(heard.by.id), numbered=True)
        return Reply((told,))

    def _group_at(
        self, person: PersonId, room: RoomId | None, shares: Sequence[RoomId]
    ) -> Group | None:
        if room is not None:
            return self.groups.of_room(room)
        own = self.groups.of_person(person)
        shared = (self.groups.of_room(each) for each in shares)
        return next(iter(own), None) or next((group for group in shared if group), None)
