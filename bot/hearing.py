"""From what a person typed to what is done about it. Law 3 lives here: two places, said aloud.

Known words become an Ask for the door. In the private chat a line may also answer an open
question. What cannot be understood is answered from memory and never kept; what is anonymous
leaves for `bot.anonymous` before anything is written.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b

from bot import dice, forms, outbox
from bot.adapter import Reply
from bot.anonymous.cards import Cards
from bot.core import Core
from bot.db import Tx
from bot.door import Done, heard_before
from bot.feature import Command, Place
from bot.few import Few
from bot.forms import Matcher
from bot.model import (
    Ask,
    Choice,
    Group,
    GroupId,
    Heard,
    Person,
    PersonId,
    Refused,
    Right,
    RoomId,
    Say,
    Text,
    is_private,
    person_at,
    platform_of,
    say,
)
from bot.parse import Near, Parser, Understood, Unknown, filled, word_key
from bot.words import ENGLISH

log = logging.getLogger(__name__)

KEYS = ("app.unknown-private", "app.unknown-word", "answer.yes", "answer.no")

_HELP = Choice("help", "word.help")

_FOR_GROUP = "for group "
_THAT_GROUP = re.compile(_FOR_GROUP + "([0-9]{1,9})")


MOST_MISSED = 500
"""Replies that are held for people who could not be reached."""

MISSED_FOR = timedelta(hours=1)

HELD_FOR = timedelta(minutes=10)
"""How long words wait until their person has said for which group."""

Arrived = Callable[[RoomId, str, Person, frozenset[Right]], Awaitable[None]]

Later = Callable[[], Awaitable[Reply]]
"""A reply that takes its time, while this person goes on talking."""


class Hearing:
    """Understands one thing at a time of each person. Remembers in memory only."""

    def __init__(self, core: Core, cards: Cards, arrived: Arrived) -> None:
        self._core = core
        self._cards = cards
        self._arrived = arrived
        self._started_at = core.clock.now()
        self._parsers = {
            each: Parser(core.features, core.words, each) for each in core.words.languages
        }
        self._matchers = {each: Matcher(core.words, each) for each in core.words.languages}
        core.told.append(self._written)
        self._key = secrets.token_bytes(32)
        self._offers: dict[bytes, tuple[Choice, ...]] = {}
        """What the numbers under an answer from memory type. By a blinded mark of the person,
        because the offer may be about a card."""
        self._chosen: dict[PersonId, GroupId] = {}
        self._held: dict[bytes, Heard] = {}
        """Words that wait, in memory only, until their person has said for which group."""
        self._missed: Few[tuple[datetime, Reply]] = Few(MOST_MISSED)
        """Replies that had nowhere to be shown, and since when, by the mark of their person."""
        self._invited: set[tuple[PersonId, GroupId]] = set()
        self._asking: set[PersonId] = set()
        """Who may have a form open: others are never looked up when they show a card."""

    async def forget(self) -> None:
        """Another database was put in place: what was offered or held belongs to the old one."""
        for held in (self._offers, self._chosen, self._held, self._asking, self._missed):
            held.clear()
        await self.resume()

    async def resume(self) -> None:
        """At start: know again who was in the middle of a form."""
        self._asking.update(await self._core.db.read(forms.people))

    def _written(self, done: Done) -> None:
        """What is to be said in a private chat may carry numbers: older ones no longer count."""
        self._asking.update(PersonId(person) for person in done.asked)
        for address in done.reached if self._offers else ():
            if is_private(address):
                self._offers.pop(self._mark(person_at(address)), None)

    def parser(self, group: Group | None) -> Parser:
        """The ears for a group's language."""
        return self._parsers.get(self._core.language_of(group)) or self._parsers[ENGLISH]

    def _matcher(self, group: Group | None) -> Matcher:
        return self._matchers.get(self._core.language_of(group)) or self._matchers[ENGLISH]

    async def hear(self, heard: Heard) -> Reply | Later | None:
        group = None if heard.room is None else self._core.groups.of_room(heard.room)
        if heard.room is None or (heard.pressed and group is not None):
            return await self._in_private(heard)
        if group is None:
            return await self._first_use(heard)
        return await self._in_room(heard, group)

    # In a room.

    async def _first_use(self, heard: Heard) -> Reply | Later | None:
        """A room the bot did not know: a word for the bot there makes its group."""
        assert heard.room is not None
        if not (heard.addressed or heard.pressed or heard.text.lstrip().startswith("!")):
            return None
        await self._arrived(heard.room, "", heard.by, heard.rights)
        group = self._core.groups.of_room(heard.room)
        return await self.hear(heard) if group else None

    async def _in_room(self, heard: Heard, group: Group) -> Reply | Later | None:
        parsed = self.parser(group).room(
            heard.text, group, addressed=heard.addressed, answering=heard.answering
        )
        if parsed is None:
            return None
        if not isinstance(parsed, Understood):
            return self._not_understood(heard, group, parsed)
        if parsed.command.opens and not self._surely_meant(heard, group):
            return None
        if parsed.command.place is Place.PRIVATE:
            return self._reply(heard, group, say("app.private-word"))
        return await self._run(heard, group, parsed)

    def _surely_meant(self, heard: Heard, group: Group) -> bool:
        """ "start" alone is a word for the bot only when a facilitator says it."""
        signed = heard.addressed or heard.text.lstrip().startswith("!")
        who = self._core.groups.same(heard.by).id
        return signed or group.leads(who, self._core.clock.now().date())

    # Where nobody else sees it: the private chat, and what is pressed or chosen in a room.

    async def _in_private(self, heard: Heard) -> Reply | Later | None:
        text = heard.text.strip()
        if heard.of and not await self._core.db.read(lambda tx: self._is_asked(tx, heard)):
            return self._reply(heard, next(iter(self._groups(heard)), None), say("form.closed"))
        if that := _THAT_GROUP.fullmatch(text):
            return await self._for_group(heard, GroupId(int(that[1])))
        meant = self._meant(heard)
        if meant is not None:
            return await self._in_private(replace(heard, text=meant, pressed=True))
        if self._held:
            self._held.pop(self._mark(heard.by.id), None)
        groups = self._groups(heard)
        if not groups:
            return self._reply(
                heard, None, say("app.longer-text") if _at_length(heard) else say("app.no-group")
            )
        if len(groups) > 1:
            if _at_length(heard) and not self._is_a_word(heard, groups):
                return self._reply(heard, None, say("app.longer-text"))
            return self._which(heard, groups)
        return await self._private_line(heard, groups[0])

    def _is_a_word(self, heard: Heard, groups: Sequence[Group]) -> bool:
        found = (self.parser(group).private(heard.text, group) for group in groups)
        return any(isinstance(one, Understood) for one in found)

    async def _private_line(self, heard: Heard, group: Group) -> Reply | Later | None:
        parsed = self.parser(group).private(heard.text, group)
        if self._before_start(heard):
            return await self._from_before(heard, group, parsed)
        if isinstance(parsed, Understood) and (parsed.exact or heard.pressed):
            return await self._run(heard, group, parsed)
        # Not a plain word of ours, so it may answer the question that is open.
        said = await self._core.db.write(lambda tx: self._open_question(tx, heard, group))
        if isinstance(said, str) and said != heard.text:
            return await self._in_private(replace(heard, text=said, pressed=True))
        if isinstance(said, Done):
            self._core.after(said)
            return None
        if isinstance(parsed, Understood):
            return await self._run(heard, group, parsed)
        if _is_number(heard.text):
            offered = await self._core.db.read(lambda tx: outbox.offered(tx, heard.by.id))
            if offered:
                return self._reply(heard, group, say("form.number"))
        return self._not_understood(heard, group, parsed)

    async def _from_before(
        self, heard: Heard, group: Group, parsed: Understood | Near | Unknown
    ) -> Reply | None:
        """Said before this process began: not run, because what it belonged to may be gone."""
        if await self._core.db.read(lambda tx: heard_before(tx, heard.event)):
            return None  # it was answered by the process before this one
        if isinstance(parsed, Understood) and parsed.command.card is None:
            await self._answer(heard, group, say("app.away"))
            return None
        kind = (say("app.longer-text"),) if _at_length(heard) else ()
        return self._reply(heard, group, say("app.away", then=kind))

    def _is_asked(self, tx: Tx, heard: Heard) -> bool:
        """Is the question that this button stands under still open?"""
        form = forms.opened(tx, heard.by.id)
        if form is None or forms.mark(form) != heard.of:
            return False
        group = self._core.groups.get(form.group)
        command = self.parser(group).commands.get(form.command)
        meeting = group is not None and group.session is not None
        return command is not None and not (command.practice and meeting)

    def _open_question(self, tx: Tx, heard: Heard, group: Group) -> Done | str | None:
        """In a transaction: take the line as an answer; or what a number types; or None."""
        if heard_before(tx, heard.event):  # read again: by now another question is open
            return Done("again")
        matcher = self._matcher(group)
        form = forms.opened(tx, heard.by.id)
        types = forms.choose(tx, heard.by.id, heard.text, matcher)
        if form is None or (types is not None and not forms.is_newest(tx, heard.by.id, form)):
            return types
        own = self._core.groups.get(form.group) or group
        command = self.parser(own).commands.get(form.command)
        if command is None or command.form is None:
            forms.stop(tx, heard.by.id)
            return types
        if forms.is_longer(command, form, heard.text, matcher):
            return None
        ask = self._ask(heard, own, command.word, {})
        said = forms.answer(tx, heard.by.id, command, form, heard.text, ask.at, matcher)
        return self._form_goes_on(tx, heard, command, ask, said)

    async def _practised(self, heard: Heard, group: Group, command: Command) -> bool:
        """Was the card only an answer to the open question, as in practising?"""
        done = await self._core.db.write(lambda tx: self._claimed(tx, heard, group, command))
        if done is None:
            return False
        self._core.after(done)
        return True

    def _claimed(self, tx: Tx, heard: Heard, group: Group, said: Command) -> Done | None:
        """In a transaction: is a known word meant for the form that is open here?

        `back` and `help` are, and in practice every word but `stop`: nothing there is real.
        """
        if not heard.private or heard.by.id not in self._asking:
            return None
        if heard_before(tx, heard.event):
            return Done("again")
        form = forms.opened(tx, heard.by.id)
        command = self.parser(group).commands.get(form.command) if form else None
        if form is None or command is None or command.form is None:
            return None
        if command.practice and group.session is not None:
            # From now on words are real. Nothing is written: this may be a card (law 2).
            return None
        matcher = self._matcher(group)
        ask = self._ask(heard, group, command.word, {})
        answer: Say | forms.Complete
        if said.word == forms.BACK:
            answer = forms.back(tx, heard.by.id, command, form, ask.at)
        elif said.word == forms.WRITE and heard.fields is not None:
            fields = heard.fields
            answer = forms.filled(tx, heard.by.id, command, form, fields, ask.at, matcher)
        elif said.word == forms.WRITE:
            answer = forms.asked_again(tx, heard.by.id, command, form, ask.at)
        elif said.word == "help" and group.session is None:
            answer = forms.helped(tx, heard.by.id, command, form, ask.at)
        elif said.word != forms.STOP and (
            command.practice
            or (not heard.pressed and forms.asks_for(command, form, heard.text, matcher))
        ):
            answer = forms.answer(tx, heard.by.id, command, form, heard.text, ask.at, matcher)
        else:
            return None
        return self._form_goes_on(tx, heard, command, ask, answer)

    def _form_goes_on(
        self, tx: Tx, heard: Heard, command: Command, ask: Ask, said: Say | forms.Complete
    ) -> Done:
        if isinstance(said, forms.Complete):
            return self._core.door.act(tx, heard.event, command, replace(ask, args=said.answers))
        return self._core.door.answer(tx, heard.event, ask, [said])

    def may(self, heard: Heard, group: Group, command: Command) -> bool:
        """Would this command run now for this person, once it has what it needs?

        Asked before a form is shown.
        """
        given = dict.fromkeys((arg.name for arg in command.args), "")
        try:
            self._core.door.allow(command, self._ask(heard, group, command.word, given))
        except Refused:
            return False
        return True

    # Running what was understood.

    async def _run(self, heard: Heard, group: Group, parsed: Understood) -> Reply | Later | None:
        core, command = self._core, parsed.command
        if heard.fields is not None and command.args:
            parsed = replace(parsed, args=filled(command.args, heard.fields, group))
        if command.again and (missed := self._missed_by(heard)):
            return missed
        now = core.clock.now()
        late = command.fresh is not None and now - heard.at > command.fresh
        too_late = say("late." + command.word.replace(" ", "-"))
        if command.card is not None and heard.private:
            if heard.by.id in self._asking and await self._practised(heard, group, command):
                return None
            if late:
                return self._reply(heard, group, too_late)
            if heard.via is None and core.adapters[platform_of(heard.by.id)].abilities.keeps_typed:
                # What is typed there can be read again with its name: a button leaves nothing.
                # So can a number, and none is offered.
                press = Choice(command.word, word_key(command))
                asked = say("app.press-card", choices=(press,), told=True)
                return self._reply(heard, group, asked)
            return self._aside(heard, group, command)
        if late:
            await self._answer(heard, group, too_late)
            return None
        ask = self._ask(heard, group, command.word, parsed.args)
        if command.form is not None and not parsed.args:
            done = await core.db.write(lambda tx: self._begin_form(tx, heard, command, ask))
        else:
            invite = self._invitation(heard, group, command)
            done = await core.db.write(
                lambda tx: (
                    self._claimed(tx, heard, group, command)
                    or core.door.act(tx, heard.event, command, ask, invite)
                )
            )
        log.info("%s %s in group %d: %s", ask.cause, command.word, group.id, done.outcome)
        core.after(done)
        # Sent twice, as a form may be: the first time was answered.
        return Reply(()) if done.outcome == "again" and heard.via is not None else None

    def _begin_form(self, tx: Tx, heard: Heard, command: Command, ask: Ask) -> Done:
        if heard_before(tx, heard.event):
            return Done("again")
        before = tx.changes
        try:
            self._core.door.allow(command, ask)
        except Refused as no:
            assert tx.changes == before
            return self._core.door.answer(tx, heard.event, ask, [no.say()])
        answers = forms.sent(command, heard.fields or {}, self._matcher(ask.group))
        said = forms.begin(tx, ask.account, ask.group.id, command, ask.at, answers)
        return self._form_goes_on(tx, heard, command, ask, said)

    async def _answer(self, heard: Heard, group: Group, one: Say) -> None:
        """Answer a known word without running it: once, also when it is read again."""
        ask = self._ask(heard, group, "", {})
        done = await self._core.db.write(
            lambda tx: self._core.door.answer(tx, heard.event, ask, [one])
        )
        self._core.after(done)

    def _aside(self, heard: Heard, group: Group, command: Command) -> Reply | Later:
        """The anonymous road: from here on, who pressed is known to nobody but the reply."""
        card = command.card
        assert card is not None
        if command.fresh is not None and self._core.clock.now() - heard.at > command.fresh:
            return self._reply(heard, group, say("late." + command.word.replace(" ", "-")))
        if not self._may(heard, group):
            return self._reply(heard, group, say("app.for-members"))

        async def show() -> Reply:
            said = await self._cards.show(card, group.id, sure=command.sure)
            return self._reply(heard, group, said)

        return show

    async def not_shown(self, heard: Heard, reply: Reply) -> None:
        """Hold a reply in memory until its person asks, and say in the room that one waits."""
        core, room = self._core, heard.room
        earlier = self._missed_by(heard) or Reply(())
        held = Reply((*earlier.messages, *reply.messages)[-outbox.MOST_UNSEEN :])
        self._missed[self._mark(heard.by.id).hex()] = (core.clock.now(), held)
        if room is not None:
            # Named by chance: nothing on disk says whose it is, or what it answers.
            cause = f"waits:{secrets.token_hex(8)}"

            def soon(tx: Tx) -> Done:
                core.answer_waits(tx, room, cause)
                return Done("", scheduled=tx.scheduled)

            core.after(await core.db.write(soon))

    def _missed_by(self, heard: Heard) -> Reply | None:
        since, reply = self._missed.pop(self._mark(heard.by.id).hex(), (None, None))
        fresh = since is not None and self._core.clock.now() - since < MISSED_FOR
        return reply if fresh else None

    def _may(self, heard: Heard, group: Group) -> bool:
        """A member, or somebody who is in the room: nobody needs to say hello to be slowed for.

        Asked of the copy in memory and of what the platform says, so that it leaves no trace.
        """
        here = {heard.room, *heard.shares}.intersection(group.rooms)
        return bool(here) or self._cards.may(self._core.groups.same(heard.by).id, group.id)

    def _mark(self, about: str) -> bytes:
        """Blinded with a key of this process, so that nothing in memory shows who it is about."""
        return blake2b(about.encode(), key=self._key, digest_size=16).digest()

    def _ask(self, heard: Heard, group: Group, word: str, args: Mapping[str, object]) -> Ask:
        return Ask(
            cause=heard.event,
            group=group,
            by=self._core.groups.same(heard.by),
            command=word,
            args=args,
            at=self._core.clock.now(),
            room=heard.room,
            private=heard.private,
            rights=heard.rights,
            seed=dice.seed(),
            account=heard.by.id,
            via=heard.via,
        )

    # What the person is told from memory.

    def _not_understood(self, heard: Heard, group: Group, parsed: Near | Unknown) -> Reply:
        if isinstance(parsed, Near):
            word = parsed.command.word
            choices = (Choice(word, "answer.yes"), Choice("stop", "answer.no"))
            key = Text("word." + word.replace(" ", "-"))
            return self._reply(heard, group, say("app.did-you-mean", choices=choices, word=key))
        if heard.pressed:
            return self._reply(heard, group, say("app.no-longer", choices=(_HELP,)))
        if _at_length(heard):
            return self._reply(heard, group, say("app.longer-text"))
        if heard.room is not None and not any(map(str.isalnum, heard.text)):
            return self._reply(heard, group, say("app.called", choices=(_HELP,)))
        if _is_number(heard.text):
            return self._reply(heard, group, say("app.no-number"))
        known = "app.unknown-private" if heard.room is None else "app.unknown-word"
        return self._reply(heard, group, say(known))

    def _invitation(self, heard: Heard, group: Group, command: Command) -> Say | None:
        """First use of a word by somebody who has not said hello: offer it, once a session."""
        who = self._core.groups.same(heard.by).id
        if who in group.members or who in group.facilitators or command.greets:
            return None
        key = (heard.by.id, group.id)
        if key in self._invited:
            return None
        self._invited.add(key)
        hello = Choice("say hello", "word.say-hello")
        return say("welcome.offer", choices=(hello,), unasked=True)

    def _groups(self, heard: Heard) -> tuple[Group, ...]:
        """The groups this private line may be for: the one chosen, else all of the person's.

        What is pressed in a room is for that room's group.
        """
        return self.groups_at(heard.by, heard.room, heard.shares)

    def groups_at(
        self, by: Person, at: RoomId | None, shares: Sequence[RoomId]
    ) -> tuple[Group, ...]:
        here = None if at is None else self._core.groups.of_room(at)
        if here is not None:
            return (here,)
        who = self._core.groups.same(by).id
        own = self._core.groups.of_person(who)
        if len(own) == 1 and not shares:
            return own
        known = {group.id: group for group in own}
        for room in shares:
            group = self._core.groups.of_room(room)
            if group is not None:
                known.setdefault(group.id, group)
        chosen = known.get(self._chosen.get(by.id, GroupId(0)))
        meeting = [group for group in known.values() if group.session is not None]
        # The one meeting that is on counts for more than what was chosen some time ago.
        if chosen is not None and (chosen in meeting or len(meeting) != 1):
            return (chosen,)
        return tuple(meeting if len(meeting) == 1 else known.values())

    def _which(self, heard: Heard, groups: Sequence[Group]) -> Reply:
        now = self._core.clock.now()
        self._held = {who: one for who, one in self._held.items() if now - one.at < HELD_FOR}
        self._held[self._mark(heard.by.id)] = heard
        choices = tuple(
            Choice(f"{_FOR_GROUP}{group.id}", "app.group-name", {"name": group.name})
            for group in groups
        )
        return self._reply(heard, groups[0], say("app.which-group", choices=choices))

    async def _for_group(self, heard: Heard, id: GroupId) -> Reply | Later | None:
        if id not in {group.id for group in self._groups(heard)}:
            return self._reply(heard, None, say("app.unknown-word"))
        self._chosen[heard.by.id] = id
        held = self._held.pop(self._mark(heard.by.id), None)
        if held is not None and self._core.clock.now() - held.at < HELD_FOR:
            # What they wanted to say to it.
            return await self._in_private(replace(held, via=heard.via))
        return self._reply(heard, self._core.groups.get(id), say("app.group-chosen"))

    def _meant(self, heard: Heard) -> str | None:
        """What a typed number means, when the last answer with numbers was from memory."""
        offers = self._offers.pop(self._mark(heard.by.id), ()) if self._offers else ()
        if not offers or heard.pressed:
            return None
        groups = self._groups(heard)
        return self._matcher(groups[0] if groups else None).matches(heard.text, offers)

    def _before_start(self, heard: Heard) -> bool:
        """Typed before this process started, so it may belong to something no longer held."""
        typed = not heard.pressed and not heard.text.lstrip().startswith("!")
        return typed and heard.at < self._started_at

    def _reply(self, heard: Heard, group: Group | None, *says: Say) -> Reply:
        choices = tuple(choice for one in says if not one.told for choice in one.choices)
        if choices:
            self._offers[self._mark(heard.by.id)] = choices
        platform, numbered = platform_of(heard.by.id), heard.via is None
        return Reply(
            tuple(self._core.render(one, group, platform, numbered=numbered) for one in says)
        )


def _at_length(heard: Heard) -> bool:
    """More, in private, than a word of ours. It is never kept, and always answered kindly."""
    return heard.room is None and len(heard.text.split()) >= forms.LONGER


def _is_number(text: str) -> bool:
    return text.strip(" .!").isdigit()
