"""From what a person typed to what is done about it. Law 3 lives here: two places, said aloud.

Known words become an Ask for the door. In the private chat a line may also answer an open
question. What cannot be understood is answered from memory and never kept; what is anonymous
leaves for `bot.anonymous` before anything is written.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot import care, forms, outbox
from bot.adapter import Later, Reply
from bot.anonymous.cards import Cards
from bot.anonymous.talks import Talks
from bot.core import Core
from bot.db import Tx
from bot.door import Done, heard_before
from bot.ears import Ears
from bot.feature import Command, Place
from bot.memory import LastLines, Memory
from bot.model import (
    Choice,
    Group,
    GroupId,
    Heard,
    Person,
    Right,
    RoomId,
    Say,
    is_private,
    person_at,
    platform_of,
    say,
)
from bot.parse import Near, Understood, Unknown, filled, word_key
from bot.questions import Questions
from bot.replies import Replies, at_length, is_number
from bot.unsure import Unsure, is_mine

log = logging.getLogger(__name__)

_FOR_GROUP = "for group "
_THAT_GROUP = re.compile(_FOR_GROUP + "([0-9]{1,9})")

Arrived = Callable[[RoomId, str, Person, frozenset[Right]], Awaitable[None]]


class Hearing:
    """Understands one thing at a time of each person. Remembers in memory only."""

    def __init__(
        self,
        core: Core,
        ears: Ears,
        questions: Questions,
        cards: Cards,
        talks: Talks,
        replies: Replies,
        memory: Memory,
        arrived: Arrived,
    ) -> None:
        self._core = core
        self._ears = ears
        self._questions = questions
        self._cards = cards
        self._talks = talks
        self._arrived = arrived
        self._memory = memory
        self._replies = replies
        self._lines = LastLines()
        self._unsure = Unsure(core, questions, replies, memory)
        self._started_at = core.clock.now()
        core.told.append(self._written)

    def forget(self) -> None:
        """Another database was put in place: what was offered or held belongs to the old one."""
        self._memory.forget()
        self._talks.forget()

    def _written(self, done: Done) -> None:
        """What is to be said in a private chat may carry numbers: older ones no longer count."""
        for address in done.reached:
            if is_private(address):
                self._memory.offered(person_at(address))

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
        before = self._lines.noted(heard)
        parsed = self._ears.parser(group).room(
            heard.text, group, addressed=heard.addressed, answering=heard.answering
        )
        if not isinstance(parsed, Understood):
            parsed = await self._answered_aloud(heard, group, before) or parsed
        if parsed is None:
            return None
        apart = heard.room in group.apart
        if apart and isinstance(parsed, Near) and not (parsed.command.apart or heard.addressed):
            return None
        if not isinstance(parsed, Understood):
            return await self._not_understood(heard, group, parsed)
        if apart and not parsed.command.apart:
            if parsed.command.passing and not heard.addressed:
                return None
            return self._replies.reply(heard, group, say("app.not-apart"))
        if parsed.command.opens and not self._surely_meant(heard, group):
            return None
        if parsed.command.place is Place.PRIVATE:
            return self._private_word(heard, group, parsed)
        return await self._run(heard, group, parsed)

    async def _answered_aloud(
        self, heard: Heard, group: Group, before: datetime | None
    ) -> Understood | None:
        """A plain yes or no, where this person was asked for one in this room just before.

        `before`: when they wrote there last. After that it may be for whoever they talk with, so
        the question has to be newer, unless the yes is said to us.
        """
        to_us = heard.addressed or heard.answering or heard.text.lstrip().startswith("!")
        since = None if to_us or heard.pressed else before
        parser, room = self._ears.parser(group), heard.room
        said = parser.yes_or_no(heard.text)
        if said is None or room is None or room not in group.rooms:
            return None
        who = self._core.groups.same(heard.by).id
        hooks = [one.asked for one in self._core.features if one.asked is not None]

        def look(tx: Tx) -> list[tuple[str, str]]:
            found = (asked(tx, group, who, room, heard.at, since) for asked in hooks)
            return [types for types in found if types is not None]

        asked = await self._core.db.read(look)
        if len(asked) != 1:  # of two questions nobody could tell which is meant
            return None
        parsed = parser.room("!" + asked[0][0 if said else 1], group, addressed=True)
        return parsed if isinstance(parsed, Understood) else None

    def _private_word(self, heard: Heard, group: Group, parsed: Understood) -> Reply:
        """Never repeated, guessed at or confirmed in the room: told in private how to remove it."""
        command = parsed.command
        if command.aside is None or parsed.exact:
            return self._replies.reply(heard, group, say("app.private-word"))
        begin = Choice(command.word, word_key(command))
        return self._replies.reply(heard, group, say("aside.in-the-room", choices=(begin,)))

    def _surely_meant(self, heard: Heard, group: Group) -> bool:
        """ "start" alone is a word for the bot only when a facilitator says it, or nobody leads."""
        signed = heard.addressed or heard.text.lstrip().startswith("!")
        who, today = self._core.groups.same(heard.by).id, self._core.clock.now().date()
        somebody = any(group.leads(one, today) for one in group.facilitators)
        return signed or group.leads(who, today) or not somebody

    # Where nobody else sees it: the private chat, and what is pressed or chosen in a room.

    async def _in_private(self, heard: Heard) -> Reply | Later | None:
        text = heard.text.strip()
        if self._talks.is_part(heard):
            return self._aside(lambda: self._in_a_talk(heard))
        if heard.of and not await self._questions.is_open(heard):
            return self._replies.reply(
                heard, next(iter(self._groups(heard)), None), say("form.closed")
            )
        if (that := _THAT_GROUP.fullmatch(text)) or is_mine(text):
            return await self._of_memory(heard, that)
        asked = self._memory.offers(heard.by.id) and self._talks.is_choosing(heard)
        meant = self._meant(heard)
        if meant is not None:
            return await self._in_private(replace(heard, text=meant, pressed=True))
        if asked and self._is_a_slip(heard):
            return self._aside(lambda: self._slipped(heard))
        self._memory.held(heard.by.id, self._core.clock.now())  # something else was said since
        groups = self._groups(heard)
        if len(groups) != 1 and (words := await self._of_a_supporter(heard)) is not None:
            return await self._supports(replace(heard, text=words, pressed=True))
        if not groups:
            return self._replies.reply(
                heard, None, say("app.longer-text") if at_length(heard) else say("app.no-group")
            )
        if len(groups) > 1:
            if at_length(heard) and not self._ears.is_a_word(heard, groups):
                return self._replies.reply(heard, None, say("app.longer-text"))
            return self._which(heard, groups)
        return await self._private_line(heard, groups[0])

    async def _of_memory(self, heard: Heard, that: re.Match[str] | None) -> Reply | Later | None:
        """What words typed before were meant for, as was asked."""
        if that is not None:
            return await self._for_group(heard, GroupId(int(that[1])))
        return await self._unsure.mine(heard, next(iter(self._groups(heard)), None))

    async def _of_a_supporter(self, heard: Heard) -> str | None:
        """What these words type, if somebody says them whom a group asked for help."""
        if self._is_support(heard.text):
            return heard.text
        matcher = self._ears.matcher(None)
        types = await self._core.db.read(
            lambda tx: forms.choose(tx, heard.by.id, heard.text, matcher)
        )
        return types if types is not None and self._is_support(types) else None

    def _is_support(self, text: str) -> bool:
        parsed = self._ears.parser(None).private(text, None)
        return isinstance(parsed, Understood) and parsed.command.supports

    async def _supports(self, heard: Heard) -> Reply | Later | None:
        """They need be in no group here; they may do that one thing, and nothing else."""
        id = await self._core.db.read(lambda tx: care.asks(tx, heard.by.id))
        group = None if id is None else self._core.groups.get(id)
        if group is None:
            return self._replies.reply(heard, None, say("care.nothing-to-do"))
        return await self._private_line(heard, group)

    async def _private_line(self, heard: Heard, group: Group) -> Reply | Later | None:
        parsed = self._ears.parser(group).private(heard.text, group)
        if self._before_start(heard):
            return await self._from_before(heard, group, parsed)
        if isinstance(parsed, Understood):
            asked = await self._unsure.asks(heard, group, parsed)
            if asked is not False:
                return asked if asked is not True else await self._run(heard, group, parsed)
        if self._questions.may_be_of_a_talk(heard, group):
            return self._replies.reply(heard, group, say("aside.restarted"))
        # Not a plain word of ours, so it may answer the question that is open.
        said = await self._core.db.write(lambda tx: self._questions.take(tx, heard, group))
        if isinstance(said, str) and said != heard.text:
            return await self._in_private(replace(heard, text=said, pressed=True))
        if isinstance(said, Done):
            self._core.after(said)
            return None
        if isinstance(parsed, Understood):
            return await self._run(heard, group, parsed)
        if is_number(heard.text):
            offered = await self._core.db.read(lambda tx: outbox.offered(tx, heard.by.id))
            if offered:
                return self._replies.reply(heard, group, say("form.number"))
        return await self._not_understood(heard, group, parsed)

    async def _not_understood(
        self, heard: Heard, group: Group, parsed: Near | Unknown
    ) -> Reply | Later | None:
        """No word of ours. A yes or no that was chosen in a room may still be an answer there."""
        if self._ears.parser(group).yes_or_no(heard.text) is not None:
            meant = await self._answered_aloud(heard, group, None) if heard.pressed else None
            if meant is not None:
                return await self._run(heard, group, meant)
            return self._replies.reply(heard, group, say("app.nothing-asked"))
        lost = self._questions.may_be_lost(heard, group)
        return self._replies.not_understood(heard, group, parsed, lost=lost)

    async def _from_before(
        self, heard: Heard, group: Group, parsed: Understood | Near | Unknown
    ) -> Reply | None:
        """Said before this process began: not run, because what it belonged to may be gone."""
        if await self._core.db.read(lambda tx: heard_before(tx, heard.event)):
            return None  # it was answered by the process before this one
        aside = isinstance(parsed, Understood) and (parsed.command.card or parsed.command.aside)
        if isinstance(parsed, Understood) and not aside:
            await self._answer(heard, group, say("app.away"))
            return None
        kind = (say("app.longer-text"),) if at_length(heard) and not aside else ()
        return self._replies.reply(heard, group, say("app.away", then=kind))

    # Running what was understood.

    async def _run(self, heard: Heard, group: Group, parsed: Understood) -> Reply | Later | None:
        core, command = self._core, parsed.command
        if heard.fields is not None and command.args:
            parsed = replace(parsed, args=filled(command.args, heard.fields, group))
        now = core.clock.now()
        if command.again and (missed := self._memory.missed(heard.by.id, now)):
            return missed
        late = command.fresh is not None and now - heard.at > command.fresh
        if command.aside is not None and heard.private:
            return self._aside(lambda: self._talks.begin(heard, group, command))
        if command.card is not None and heard.private:
            if await self._practised(heard, group, command):
                return None
            if late:
                return self._replies.reply(heard, group, _too_late(command))
            return self._card(heard, group, command)
        if late:
            await self._answer(heard, group, _too_late(command))
            return None
        ask = core.ask(heard, group, command.word, parsed.args)
        if command.form is not None and not parsed.args:
            done = await core.db.write(lambda tx: self._questions.begin(tx, heard, command, ask))
        else:
            invite = self._invitation(heard, group, command)
            done = await core.db.write(
                lambda tx: (
                    self._questions.claim(tx, heard, group, command)
                    or core.door.act(tx, heard.event, command, ask, invite)
                )
            )
        if not command.unlogged:
            log.info("%s %s in group %d: %s", ask.cause, command.word, group.id, done.outcome)
        core.after(done)
        # Sent twice, as a form may be: the first time was answered.
        return Reply(()) if done.outcome == "again" and heard.via is not None else None

    async def _answer(self, heard: Heard, group: Group, one: Say) -> None:
        """Answer a known word without running it: once, also when it is read again."""
        ask = self._core.ask(heard, group, "")
        done = await self._core.db.write(
            lambda tx: self._core.door.answer(tx, heard.event, ask, [one])
        )
        self._core.after(done)

    async def _practised(self, heard: Heard, group: Group, command: Command) -> bool:
        """Was the card only an answer to the open question, as in practising?"""
        if not self._questions.may_be_open(heard.by.id):
            return False
        done = await self._core.db.write(
            lambda tx: self._questions.claim(tx, heard, group, command)
        )
        if done is None:
            return False
        self._core.after(done)
        return True

    def _aside(self, answer: Callable[[], Reply | Later]) -> Reply | Later:
        """On the road without a name nothing is told of a fault, but to who met it."""
        try:
            return answer()
        except Exception:  # noqa: BLE001 (the log would tell when somebody took this road)

            async def fault() -> Reply:
                raise RuntimeError from None

            return fault

    def _in_a_talk(self, heard: Heard) -> Reply | Later:
        """A number, the word that stops, or words of one's own."""
        if not heard.pressed:
            meant = self._meant(heard)
            if meant is not None and self._talks.is_part(replace(heard, text=meant, pressed=True)):
                return self._talks.go_on(replace(heard, text=meant, pressed=True))
            group = next(iter(self._groups(heard)), None)
            parsed = self._ears.parser(group).private(heard.text, group)
            if isinstance(parsed, Understood) and parsed.exact:
                if parsed.command.word == forms.STOP:
                    return self._talks.stop(heard)
                if parsed.command.word == "help":
                    told = self._replies.reply(heard, group, say("aside.help"))
                    return replace(told, aside=True)
        return self._talks.go_on(heard)

    def _is_a_slip(self, heard: Heard) -> bool:
        """Where a talk waits for a number: no other word of ours, which would work as ever."""
        group = next(iter(self._groups(heard)), None)
        parsed = self._ears.parser(group).private(heard.text, group)
        if not isinstance(parsed, Understood) or not parsed.exact:
            return True
        return parsed.command.word in (forms.STOP, "help")

    def _slipped(self, heard: Heard) -> Reply:
        group = next(iter(self._groups(heard)), None)
        parsed = self._ears.parser(group).private(heard.text, group)
        if isinstance(parsed, Understood) and parsed.exact and parsed.command.word == forms.STOP:
            return self._talks.stop(heard)
        return self._talks.again(heard)

    def _card(self, heard: Heard, group: Group, command: Command) -> Reply | Later:
        """The anonymous road: from here on, who pressed is known to nobody but the reply."""
        card = command.card
        assert card is not None
        platform = self._core.adapters[platform_of(heard.by.id)]
        if heard.via is None and platform.abilities.keeps_typed:
            # What is typed there can be read again with its name: a button leaves nothing.
            # So can a number, and none is offered.
            press = Choice(command.word, word_key(command))
            asked = say("app.press-card", choices=(press,), told=True)
            return self._replies.reply(heard, group, asked)
        if not self._may(heard, group):
            return self._replies.reply(heard, group, say("app.for-members"))

        async def show() -> Reply:
            said = await self._cards.show(card, group.id, sure=command.sure)
            return self._replies.reply(heard, group, said)

        return show

    async def not_shown(self, heard: Heard, reply: Reply) -> None:
        """Hold a reply in memory until its person asks, and say in the room that one waits."""
        core, room, now = self._core, heard.room, self._core.clock.now()
        earlier = self._memory.missed(heard.by.id, now) or Reply(())
        self._memory.miss(heard.by.id, (earlier, reply), now)
        if room is not None:
            # Named by chance: nothing on disk says whose it is, or what it answers.
            cause = f"waits:{secrets.token_hex(8)}"

            def soon(tx: Tx) -> Done:
                core.answer_waits(tx, room, cause)
                return Done("", scheduled=tx.scheduled)

            core.after(await core.db.write(soon))

    def _may(self, heard: Heard, group: Group) -> bool:
        """A member, or somebody who is in the room: nobody needs to say hello to be slowed for.

        Asked of the copy in memory and of what the platform says, so that it leaves no trace.
        """
        here = {heard.room, *heard.shares}.intersection((*group.rooms, *group.apart))
        return bool(here) or self._cards.may(self._core.groups.same(heard.by).id, group.id)

    # Who they are, and for which group.

    def _invitation(self, heard: Heard, group: Group, command: Command) -> Say | None:
        """First use of a word by somebody who has not said hello: offer it, once a session."""
        who = self._core.groups.same(heard.by).id
        if who in group.members or who in group.facilitators or command.greets or command.supports:
            return None
        if not self._memory.invites(heard.by.id, group.id):
            return None
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
        chosen = known.get(self._memory.chosen.get(by.id, GroupId(0)))
        meeting = [group for group in known.values() if group.session is not None]
        # The one meeting that is on counts for more than what was chosen some time ago.
        if chosen is not None and (chosen in meeting or len(meeting) != 1):
            return (chosen,)
        return tuple(meeting if len(meeting) == 1 else known.values())

    def _which(self, heard: Heard, groups: Sequence[Group]) -> Reply:
        self._memory.hold(heard, self._core.clock.now())
        choices = tuple(
            Choice(f"{_FOR_GROUP}{group.id}", "app.group-name", {"name": group.name})
            for group in groups
        )
        return self._replies.reply(heard, groups[0], say("app.which-group", choices=choices))

    async def _for_group(self, heard: Heard, id: GroupId) -> Reply | Later | None:
        if id not in {group.id for group in self._groups(heard)}:
            return self._replies.reply(heard, None, say("app.unknown-word"))
        self._memory.chosen[heard.by.id] = id
        held = self._memory.held(heard.by.id, self._core.clock.now())
        if held is not None:
            # What they wanted to say to it.
            return await self._in_private(replace(held, via=heard.via))
        return self._replies.reply(heard, self._core.groups.get(id), say("app.group-chosen"))

    def _meant(self, heard: Heard) -> str | None:
        """What a typed number means, when the last answer with numbers was from memory."""
        offers = self._memory.offered(heard.by.id)
        if not offers or heard.pressed:
            return None
        groups = self._groups(heard)
        return self._ears.matcher(groups[0] if groups else None).matches(heard.text, offers)

    def _before_start(self, heard: Heard) -> bool:
        """Typed before this process started, so it may belong to something no longer held."""
        typed = not heard.pressed and not heard.text.lstrip().startswith("!")
        return typed and heard.at < self._started_at


def _too_late(command: Command) -> Say:
    """What is said for a word that came so late that it is not done any more."""
    return say("late." + command.word.replace(" ", "-"))
