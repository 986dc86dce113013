"""The whole bot but for the platforms: what adapters call, and what runs in the background.

`hear` takes what people say (`bot.hearing`), the ticker what is due; both end in one
transaction (`bot.door`). Commit first, then send (`bot.delivery`). One line is logged for
each Ask and Due, with ids and outcome, never text.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from importlib.resources.abc import Traversable
from pathlib import Path

from bot import (
    boards,
    care,
    door,
    feeds,
    groups,
    help,
    mail,
    meetings,
    outbox,
    releases,
    routes,
    schedule,
    workdays,
)
from bot.adapter import Adapter, Reply, ShownForm, ShownWord
from bot.anonymous import receipts, store
from bot.anonymous.ballots import Ballots
from bot.anonymous.box import Box, beside
from bot.anonymous.cards import DICE, Cards
from bot.anonymous.keeper import Digest, Keeper
from bot.anonymous.talks import Talks
from bot.boards import Boards
from bot.bookmarks import Bookmarks
from bot.care import Line, Supporter
from bot.clock import Clock
from bot.core import Core
from bot.db import Database, Failed, Server, Tx
from bot.delivery import Delivery
from bot.dice import seed
from bot.door import Done, Door
from bot.ears import Ears
from bot.events import Events
from bot.feature import Feature
from bot.features import FEATURES
from bot.flood import Flood
from bot.hearing import Hearing
from bot.mail import Mails, Post
from bot.memory import Memory
from bot.model import (
    LONGEST_NAME,
    Address,
    Ask,
    Button,
    Choice,
    Group,
    Heard,
    Person,
    PersonId,
    Right,
    RoomId,
    Say,
    named,
    plain,
    platform_of,
    say,
)
from bot.parse import Understood, word_key
from bot.places import Places
from bot.questions import Questions
from bot.reach import Reach
from bot.replies import Replies
from bot.routes import Route
from bot.settings import VOICE
from bot.ticker import Ticker
from bot.times import ms
from bot.troubles import Troubles
from bot.words import Words

log = logging.getLogger(__name__)


class App:
    """Make one with `App.open`, `add` the adapters, then `run` it."""

    def __init__(
        self, core: Core, dice: Callable[[], float], box: Box, digest: Digest, ram: Path | None
    ) -> None:
        self.core = core
        self.troubles = Troubles(core.words, core.language)
        commands = [command for feature in core.features for command in feature.commands]
        core.words.without_slash(word_key(c) for c in commands if c.inner or not c.slash)
        self.db = core.db
        self.groups = core.groups
        self.clock = core.clock
        self.words = core.words
        self.adapters = core.adapters
        self.cards = Cards(core.groups, core.clock, self._say_aside, dice)
        self._ears = Ears(core)
        self._questions = Questions(core, self._ears)
        memory = Memory()
        replies = Replies(core, memory)
        self._keeper = Keeper(core, box, digest, self.troubles)
        core.door.ripe = self._keeper.ripe
        self._ballots = Ballots(ram, self.troubles)
        core.door.answered = self._answered
        core.told.append(self._written)
        self._talks = Talks(core, replies, self._keeper, self._ballots)
        self._hearing = Hearing(
            core,
            self._ears,
            self._questions,
            self.cards,
            self._talks,
            replies,
            memory,
            self.arrived,
        )
        self._delivery = Delivery(core)
        self._boards = Boards(core)
        self._places = Places(core)
        self._events = Events(core)
        self._bookmarks = Bookmarks(core.db, core.clock)
        self._ticker = Ticker(
            core, self.cards, self._talks, self._keeper, self._ballots, self._bookmarks
        )
        self._flood = Flood()
        self._reach = Reach(core)
        self._mails = Mails(core, self.troubles)
        self._address: str | None = None
        self._routes: tuple[Route, ...] = ()
        self._holidays: frozenset[date] = frozenset()
        self._set_up_care: Callable[[Tx], None] | None = None
        """Writes down who is there for people, as the settings say."""

    @classmethod
    async def open(
        cls,
        place: Path | str | Server,
        *,
        words: Words,
        clock: Clock | None = None,
        features: Sequence[Feature] = FEATURES,
        migrations: Traversable | None = None,
        dice: Callable[[], float] = DICE.random,
        zone: str = "Europe/London",
        language: str = "en",
        organisation: str = "",
        box: Path | None = None,
        digest: Digest = receipts.digest,
        ram: Path | None = None,
        thread: Executor | None = None,
    ) -> App:
        """Open the database and load the household. Raises what `Database.open` raises.

        `zone` and `language` are for groups that are new, `organisation` is its name; `dice`
        throws for the cards, from 0 to 1. `box`: the folder of what waits without a name; None:
        beside the database.
        On a server `box` is to be given.
        `ram`: the folder of what must be on no disk; None: in this process alone.
        `thread`: where the database works; None: on a thread of its own.
        """
        household = groups.Groups()
        db = await Database.open(place, migrations, undone=household.load, thread=thread)
        await db.read(household.load)
        core = Core(
            db=db,
            groups=household,
            words=words,
            clock=clock or Clock(),
            features=features,
            door=Door(household, features),
            language=language,
            zone=zone,
            organisation=organisation,
        )
        for one in words.languages[1:]:
            lacking = words.lacking(one)
            log.info("%d texts have no words in %s: they are said in English", lacking, one)
        if box is None:
            assert not isinstance(place, Server), "there is no folder beside it"
            box = beside(Path(place))
        return cls(core, dice, await asyncio.to_thread(Box, box), digest, ram)

    def add(self, adapter: Adapter) -> None:
        """Put a platform to the bot. Before `run`."""
        self.adapters[adapter.platform] = adapter

    async def run(self) -> None:
        """Deliver, keep boards current and fire what is due, until cancelled."""
        # Before anything that is heard, or a meeting would end in a memory that is gone.
        await self.db.write(lambda tx: store.ram(tx, self._ballots.id))
        await self._questions.resume()
        await self._keeper.start()
        await self._ballots.start(self.db, self.clock.now())
        self.core.door.unseen.update(await self.db.read(outbox.all_unseen))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._delivery.run(), name="delivery")
            tasks.create_task(self._boards.run(), name="boards")
            tasks.create_task(self._places.run(), name="places")
            tasks.create_task(self._events.run(), name="events")
            tasks.create_task(self._ticker.run(), name="ticker")
            tasks.create_task(self._mails.run(), name="mails")

    async def close(self) -> None:
        """Finish what is being written and close the database."""
        await self._reach.close()
        with suppress(Failed):  # what is not noted is only read again
            await self._bookmarks.write()
        self._ballots.close()
        await self.db.close()

    # What adapters tell.

    async def hear(self, heard: Heard) -> Reply | None:
        """Take up what somebody said; returns when all that follows from it is on disk.

        Words of one person are taken in order, and flooding slows only the one who floods.
        Never raises for anything that a person typed.
        """
        if not all(map(str.isprintable, (heard.event, heard.by.id, heard.room or ""))):
            return Reply(())  # no platform makes such ids
        by = named(heard.by)
        if by is not heard.by:
            heard = replace(heard, by=by)
        async with self._flood.turn(heard.by.id) as welcome:
            if not welcome:
                return Reply(())
            try:
                said = await self._hearing.hear(heard)
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
        by, name = named(by), plain(name, LONGEST_NAME)
        now = self.clock.now()
        leads = Right.MANAGE in rights

        def arrive(tx: Tx) -> Done:
            if groups.has(tx, room):  # two first words at once: the first one made the group
                return Done("again")
            id = groups.make(tx, room, name, self.core.zone, self.core.language)
            if leads:
                groups.choose_facilitator(tx, id, by, now.date() + groups.TERM)
            self.groups.settle(tx)
            group = self.groups.get(id)
            reached = outbox.put(
                tx,
                [help.arrival(room, by if leads else None)],
                cause=f"arrived:{room}",
                at=now,
                seed=seed(),
                group=group,
            )
            return Done("done", group, reached)

        self.core.after(await self.db.write(arrive))

    async def left(self, person: PersonId, room: RoomId) -> None:
        """Somebody left a room for good: their membership ends, and nothing is said about it."""
        group = self.groups.of_room(room)
        if group is None or person not in group.members.keys() | group.facilitators.keys():
            return
        if room in group.apart:  # only back from a place for a few
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
            seed=seed(),
            account=person,
        )
        self.core.after(await self.db.write(lambda tx: self.core.door.leave(tx, gone)))

    async def moved(self, old: RoomId, new: RoomId) -> None:
        """A room was replaced by another one: its group, and what waits for it, go along."""

        def move(tx: Tx) -> None:
            if groups.has(tx, old):
                groups.move_room(tx, old, new)
                outbox.move(tx, Address(old), Address(new))
                schedule.move(tx, old, new)
                boards.forget(tx, Address(old))
                self.groups.settle(tx)

        await self.db.write(move)
        self._delivery.nudge(Address(new))

    async def bookmark(self, platform: str) -> str | None:
        """How far this platform had been read, if anything is known of it."""
        return await self._bookmarks.place(platform)

    async def read_to(self, platform: str, place: str) -> None:
        """Everything before this place has been taken up: note it."""
        await self._bookmarks.note(platform, place)

    def tell_admin(self, key: str, facts: Mapping[str, object]) -> None:
        """Something that only an admin can put right."""
        self.troubles.tell(key, facts)

    def put_right(self, key: str) -> None:
        """What the admin was told of has passed."""
        self.troubles.over(key)

    async def not_shown(self, heard: Heard, reply: Reply) -> None:
        """A reply had nowhere to be shown: held until its person asks again."""
        await self._hearing.not_shown(heard, reply)

    async def there_are(
        self,
        lines: Sequence[Line],
        supporters: Sequence[Supporter],
        post: Post | None = None,
        news_to: Sequence[str] = (),
    ) -> None:
        """Who is there for people, as the settings say. After all adapters were added.

        `post`: Supporters can be told by e-mail. `news_to`: where a group may send its news.
        """
        platforms, sender = (*self.adapters,), None if post is None else post.sender
        self._mails.by(post)

        def set_up(tx: Tx) -> None:
            care.set_up(tx, lines, supporters, platforms=platforms, mail=post is not None)
            mail.set_up(tx, sender)
            releases.may_go_to(tx, () if post is None else news_to)

        self._set_up_care = set_up
        await self.db.write(set_up)

    async def other_ways(self, found: Sequence[Route]) -> None:
        """Where else something can be taken, as the settings say."""
        self._routes = tuple(found)
        await self.db.write(lambda tx: routes.set_up(tx, self._routes))

    async def bank_holidays(self, days: frozenset[date]) -> None:
        """On which days nobody works, as the file of the settings says; none: weekends alone."""
        self._holidays = days
        await self.db.write(lambda tx: workdays.set_up(tx, days))

    async def serve_at(self, address: str | None) -> None:
        """Where this bot can be reached from outside; None: nowhere, so there are no feeds."""
        self._address = address
        await self.db.write(lambda tx: feeds.serve_at(tx, address))

    async def follows(self, secret: str) -> bytes | None:
        """The meetings at an address that somebody's calendar follows. None: there is none."""
        feed = await self.db.read(lambda tx: feeds.find(tx, secret))
        if feed is None:
            return None
        file = await self.core.attached(meetings.feed(feed.group), platform_of(feed.person))
        return None if file is None else file.data

    def reached(self, platform: str, *, now: bool) -> None:
        """Whether a platform can be reached: its groups' other rooms are told."""
        self._reach.change(platform, now=now)

    async def claimed(self, address: Address, message_id: str) -> bool:
        """Is that message already known to be one of ours?"""
        return await self.db.read(
            lambda tx: (
                outbox.claimed(tx, address, message_id) or boards.claimed(tx, address, message_id)
            )
        )

    @property
    def features(self) -> Sequence[Feature]:
        return self.core.features

    async def comes_next(self) -> datetime | None:
        """When something is due next."""
        return await self.db.read(schedule.next_time)

    def speaks_in(self, place: RoomId) -> RoomId | None:
        """The room on the same platform whose group also speaks in that place."""
        for group in self.groups:
            if VOICE.of(group) == place:
                here = (room for room in group.rooms if platform_of(room) == platform_of(place))
                return next(here, None)
        return None

    def people(
        self, person: PersonId, room: RoomId | None, shares: Sequence[RoomId] = ()
    ) -> tuple[Person, ...]:
        """Whom a word there can be about: those the group knows, by name."""
        groups = self._hearing.groups_at(Person(person, ""), room, shares)
        if room is None:  # in private only to those who are in it
            groups = tuple(group for group in groups if person in group.names)
        names = {id: name for group in groups for id, name in group.names.items()}
        return tuple(Person(id, name) for id, name in sorted(names.items(), key=lambda n: n[1]))

    def events_changed(self, rooms: Sequence[RoomId]) -> None:
        """Events on the server where these rooms are may be other than we left them."""
        for room in rooms:
            if (group := self.groups.of_room(room)) is not None:
                self._events.changed(platform_of(room), group.id)

    def noticed(self, room: RoomId, person: PersonId) -> None:
        """Somebody wrote in the room: when, and nothing of what, and only in memory."""
        self.core.stirred[room] = self.clock.now()
        self._keeper.noticed(room, person)

    def group_of(self, room: RoomId) -> Group | None:
        return self.groups.of_room(room)

    def is_aside(self, heard: Heard) -> bool:
        """Does this take the road without a name? Then a platform of ours keeps nothing of it."""
        if self._talks.is_part(heard):
            return True
        group = self._group_at(heard.by.id, heard.room, heard.shares)
        parsed = self._ears.parser(group).private(heard.text, group)
        if not heard.private or not isinstance(parsed, Understood):
            return False
        return parsed.command.card is not None or parsed.command.aside is not None

    async def form(self, heard: Heard) -> ShownForm | None:
        """The form that these words open, for a platform that has forms."""
        if self.is_aside(heard):  # from memory alone: a lookup would be a trace
            return self._talks.form(heard)
        group = self._group_at(heard.by.id, heard.room, heard.shares)
        return await self._questions.shown(heard, group)

    async def words_now(
        self, person: PersonId, room: RoomId | None, shares: Sequence[RoomId] = ()
    ) -> tuple[Button, ...]:
        """The words that work now for this person in that place, as buttons."""
        group = self._group_at(person, room, shares)
        if group is None:
            return ()
        commands = help.words_now(
            self.core.features,
            group,
            person,
            self.clock.now().date(),
            in_private=room is None,
            apart=room in group.apart,
        )
        choices = [Choice(command.word, word_key(command)) for command in commands]
        return self.core.buttons(choices, group.language)

    def words_for(
        self,
        person: PersonId,
        room: RoomId | None,
        shares: Sequence[RoomId] = (),
        rights: frozenset[Right] = frozenset(),
    ) -> tuple[ShownWord, ...]:
        """Every word that works now for this person there, where nobody else sees it typed."""
        group = self._group_at(person, room, shares)
        if group is None:
            return ()
        who, today = self.groups.same(Person(person, "")).id, self.clock.now().date()
        alone, words = room is None, self.core.words
        found = help.working(self.features, group, who, today, in_private=alone, rights=rights)
        return tuple(help.shown_word(each, words, group.language) for each in found)

    async def restored(self) -> None:
        """Another database was put in place: read everything anew, and doubt what waited."""

        def anew(tx: Tx) -> None:
            outbox.all_in_doubt(tx)
            self._bookmarks.forget(tx)
            feeds.serve_at(tx, self._address)
            if self._set_up_care is not None:
                self._set_up_care(tx)
            routes.set_up(tx, self._routes)
            workdays.set_up(tx, self._holidays)
            store.ram(tx, self._ballots.id)
            store.no_second_time(tx)
            self.groups.load(tx)

        await self.db.write(anew)
        await self._keeper.empty()
        await self._ballots.restored(self.db, self.clock.now())
        self._hearing.forget()
        await self._questions.restored()
        self.core.door.unseen = {*await self.db.read(outbox.all_unseen)}
        await self._delivery.look()
        self._places.look_again()
        self._events.look_again()
        self._ticker.wake()

    def _answered(self, question: str) -> tuple[int, ...] | None:
        return self._ballots.options(question, self.groups.accounts)

    def _written(self, done: Done) -> None:
        if done.group is not None:
            self._ballots.opened(done.group.pulse, done.group.members)
            self._ballots.opened(done.group.ladder, done.group.members)

    async def _say_aside(self, group: Group, says: Sequence[Say], cause: str) -> None:
        """Post what nobody is to be linked to: no Ask, no inbox, no log line."""
        at = self.clock.now()
        fresh = seed()

        def post(tx: Tx) -> Done:
            return Done("", None, outbox.put(tx, says, cause=cause, at=at, seed=fresh, group=group))

        self.core.after(await self.db.write(post))

    async def _our_fault(self, heard: Heard, problem: Exception) -> Reply:
        """A bug or a full disk: nothing was changed, and the person is told so."""
        # Type and place only: the message of an exception can carry what somebody typed.
        place = traceback.extract_tb(problem.__traceback__)[-1]
        log.error("%s at %s:%s", type(problem).__name__, Path(place.filename).name, place.lineno)
        if not isinstance(problem, Failed):
            now = self.clock.now()
            await self.db.write(lambda tx: door.failed(tx, heard.event, now))
        return self._sorry(heard)

    @property
    def at_rest(self) -> bool:
        """Is all done that is due by now?"""
        return self._ticker.at_rest

    def _sorry(self, heard: Heard) -> Reply:
        group = self._group_at(heard.by.id, heard.room, heard.shares)
        told = self.core.render(
            say("app.our-fault"), group, platform_of(heard.by.id), numbered=True
        )
        return Reply((told,))

    def _group_at(
        self, person: PersonId, room: RoomId | None, shares: Sequence[RoomId]
    ) -> Group | None:
        if room is not None:
            return self.groups.of_room(room)
        own = self.groups.of_person(person)
        shared = (self.groups.of_room(each) for each in shares)
        return next(iter(own), None) or next((group for group in shared if group), None)
