"""Talks without a name: what was said so far, in memory, and what comes next.

A draft is kept under a random key that stands in the buttons of its own talk; where words are
typed it is found by a blinded mark of the private chat. Nothing of a talk is logged or written,
not even that it failed. What it ends in goes to the keeper of the box.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot import catalogue
from bot.adapter import Later, Reply, ShownField, ShownForm
from bot.anonymous import crowd, least, receipts, slots
from bot.anonymous.ballots import Ballots
from bot.anonymous.keeper import Found, Keeper, Kept, NotKept, TooLate
from bot.anonymous.plainform import Known, normal
from bot.aside import (
    DRAFT_KEPT,
    IN_TALK,
    LONGEST,
    OF_A_TALK,
    Around,
    Aside,
    Ballot,
    Step,
    Told,
    Watched,
    chosen,
)
from bot.core import Core
from bot.feature import Command
from bot.few import Few, FewNames
from bot.model import Group, GroupId, Heard, Listed, Refused, Say, platform_of, say
from bot.replies import Replies
from bot.times import wall

MOST_DRAFTS = 2_000

_TALK = re.compile(IN_TALK + r"([0-9a-f]{32}) ([a-z0-9-]{1,40})")
"""What a button of a talk types: the key of its draft, and what was chosen."""

WORDS = "words"
"""What the form of a talk, and its one field, are called."""

KEYS = ("aside.words", "aside.form", "aside.gone", "aside.taken")


@dataclass(frozen=True, slots=True)
class _Talk:
    """A draft. Nothing in it says whose it is."""

    command: Command
    group: GroupId
    watched: Watched
    since: datetime
    draft: Mapping[str, str]
    before: str = ""
    """The key of the step under which a form was opened."""
    shown: Say | None = None
    """What it asks now, where numbers answer it."""

    @property
    def aside(self) -> Aside:
        assert self.command.aside is not None
        return self.command.aside


class Talks:
    """All that are going on."""

    def __init__(self, core: Core, replies: Replies, keeper: Keeper, ballots: Ballots) -> None:
        self._core = core
        self._replies = replies
        self._keeper = keeper
        self._ballots = ballots
        self._talks: Few[_Talk] = Few(MOST_DRAFTS)
        self._writing: dict[bytes, str] = {}
        """The talk whose words the next line of a private chat is, by its blinded mark."""
        self._choosing: dict[bytes, str] = {}
        """The talk whose numbers were shown last in a private chat, by its blinded mark."""
        self._gone: set[bytes] = set()
        """Where the next line would have been words of a talk that is no longer held."""
        self._taken: FewNames = FewNames(MOST_DRAFTS)
        """Keys of steps that were taken: what is pressed twice is done once."""

    def forget(self) -> None:
        """Another database was put in place: no draft belongs to it."""
        self._gone.update(self._writing)
        self._writing.clear()
        self._choosing.clear()
        self._talks.clear()

    def is_part(self, heard: Heard) -> bool:
        """Does this belong to a talk that is going on, or was until the bot forgot it?"""
        if not heard.private:
            return False
        if heard.of == OF_A_TALK or _TALK.fullmatch(heard.text.strip()):
            return True
        if heard.pressed or not (self._writing or self._gone):
            return False
        mark = self._keeper.mark(heard.by.id)
        return mark in self._writing or mark in self._gone

    def begin(self, heard: Heard, group: Group, command: Command) -> Reply:
        """A word that is only ever said without a name."""
        platform = self._core.adapters[platform_of(heard.by.id)]
        if platform.abilities.keeps_typed and (heard.via is None or heard.room is None):
            return self._replies.reply(heard, group, say("aside.not-here", group=group.name))
        now = self._core.clock.now()
        talk = _Talk(command, group.id, platform.watched(heard.by.id), now, {})
        return self._no(heard, group, command) or self._goes_on(heard, "", talk, Told())

    def go_on(self, heard: Heard) -> Reply:
        """What is said next in a talk."""
        key, choice = self._which(heard)
        talk = self._talks.get(key)
        group = None if talk is None else self._core.groups.get(talk.group)
        if talk is None or group is None:
            own = next(iter(self._core.groups.of_person(heard.by.id)), None)
            gone = "aside.taken" if key in self._taken else "aside.gone"
            return replace(self._replies.reply(heard, own, say(gone)), aside=True, over=True)
        if no := self._no(heard, group, talk.command):
            return no
        told = Told(choice, draft=talk.draft)
        if choice == WORDS:
            text = (heard.fields or {}).get(WORDS, heard.text)
            told = replace(told, words=normal(text, self._known(heard, group)))
        return self._goes_on(heard, key, talk, told)

    def _known(self, heard: Heard, group: Group) -> Known:
        """What mentions in a text become: words that are the same on each platform."""
        somebody, somewhere = (
            self._core.render(one, group, platform_of(heard.by.id), numbered=False).text
            for one in (say("aside.somebody"), say("aside.somewhere"))
        )
        return Known(group.names, somebody, somewhere)

    def form(self, heard: Heard) -> ShownForm | None:
        """The form that a button of a talk opens, if words of one's own come next."""
        found = _TALK.fullmatch(heard.text.strip())
        talk = self._talks.get(found[1]) if found else None
        group = None if talk is None else self._core.groups.get(talk.group)
        if found is None or talk is None or group is None or found[2] == WORDS:
            return None
        step = self._step(heard, talk, group, Told(found[2], draft=talk.draft))
        if not step.writes:
            return None
        # Whoever closes the form goes on from where they were: so it has a key of its own.
        key = secrets.token_hex(16)
        self._talks[key] = replace(talk, draft=step.draft or {}, before=found[1])
        asks = self._core.render(step.says, group, platform_of(heard.by.id), numbered=False)
        label, title = (
            self._core.render(say(key), group, platform_of(heard.by.id), numbered=False).text
            for key in ("aside.words", "aside.form")
        )
        field = ShownField(WORDS, label, LONGEST, ())
        return ShownForm(f"{IN_TALK}{key} {WORDS}", title, (field,), begins=asks.text)

    def is_choosing(self, heard: Heard) -> bool:
        """Does the talk that was shown last in this private chat wait for a number?"""
        if heard.pressed or not self._choosing:
            return False
        return self._choosing.get(self._keeper.mark(heard.by.id)) in self._talks

    def again(self, heard: Heard) -> Reply:
        """What was typed is none of its numbers. It is asked once more, and nothing is lost."""
        key = self._choosing[self._keeper.mark(heard.by.id)]
        talk = self._talks[key]
        group = self._core.groups.get(talk.group)
        assert group is not None
        assert talk.shown is not None
        if no := self._no(heard, group, talk.command):
            return no
        shown = replace(talk.shown, choices=(), then=())
        asked = say("aside.number", choices=talk.shown.choices, then=(shown, *talk.shown.then))
        return self._reply(heard, group, key, asked, None)

    def stop(self, heard: Heard) -> Reply:
        """Leave it. Nothing of it is held any more."""
        key = self._choosing.pop(self._keeper.mark(heard.by.id), "") or self._which(heard)[0]
        talk = self._talks.pop(key, None)
        group = None if talk is None else self._core.groups.get(talk.group)
        said = self._replies.reply(heard, group, say("aside.stopped"))
        return replace(said, aside=True, over=True)

    def minute(self) -> None:
        """Let go of drafts that are older than a day, and remember only that they were there."""
        before = self._core.clock.now() - DRAFT_KEPT
        old = {key for key, talk in self._talks.items() if talk.since < before}
        for key in old:
            del self._talks[key]
        self._gone.update(mark for mark, key in self._writing.items() if key in old)
        self._writing = {mark: key for mark, key in self._writing.items() if key not in old}
        self._choosing = {mark: key for mark, key in self._choosing.items() if key in self._talks}

    def _which(self, heard: Heard) -> tuple[str, str]:
        """The key of the talk, and what was chosen in it."""
        if found := _TALK.fullmatch(heard.text.strip()):
            return found[1], found[2]
        mark = self._keeper.mark(heard.by.id)
        self._gone.discard(mark)
        return self._writing.pop(mark, ""), WORDS

    def _step(self, heard: Heard, talk: _Talk, group: Group, told: Told) -> Step:
        now = self._core.clock.now()
        today = wall(now, group.zone).date()
        around = Around(
            group=group,
            watched=talk.watched,
            today=today,
            crowd=crowd.crowd(
                group,
                today,
                once_a_week=slots.once_a_week(group, today),
                floor=least.crowd(group, today),
            ),
            comes_out=slots.comes_out(group, now),
            asked=self._is_asked(heard, group, talk.aside),
            lasts=self._ballots.lasts,
            left=self._keeper.has_left(self._who(heard), group),
            knows=self._keeper.knows(talk.aside, group.id),
            organisation=self._core.organisation,
        )
        return talk.aside.step(around, told)

    def _who(self, heard: Heard) -> bytes:
        """The person, whichever of their accounts they use: blinded, for the limits alone."""
        return self._keeper.mark(self._core.groups.same(heard.by).id)

    def _no(self, heard: Heard, group: Group, command: Command) -> Reply | None:
        """Why they cannot talk so in this group now, if they cannot."""
        try:
            self._core.door.open_to(command, group)
        except Refused as no:
            return self._replies.reply(heard, group, no.say())
        if self._core.groups.same(heard.by).id not in group.members:
            return self._replies.reply(heard, group, say("app.for-members"))
        return None

    def _goes_on(self, heard: Heard, before: str, talk: _Talk, told: Told) -> Reply:
        """One step. It has a key of its own, so only what was shown last can be sent."""
        group = self._core.groups.get(talk.group)
        assert group is not None
        mark = self._keeper.mark(heard.by.id)
        self._writing.pop(mark, None)
        self._choosing.pop(mark, None)
        step = self._step(heard, talk, group, told)
        for past in filter(None, (before, talk.before)):
            self._talks.pop(past, None)
            self._taken.add(past)
        key = secrets.token_hex(16)
        if step.draft is not None:
            talk = replace(talk, draft=step.draft, before="", shown=step.says)
            self._talks[key] = talk
        if heard.via is None:
            self._waits(mark, key, step)
        later: Later | None = None
        if step.whisper is not None:
            later = self._kept(
                heard, group, step, self._keeper.put(group.id, step.whisper, self._who(heard))
            )
        elif step.takes_out:
            out = self._keeper.take_out(told.draft.get("receipt", ""))
            later = self._kept(heard, group, step, out)
        elif step.code is not None:
            code = receipts.read(step.code, receipts.words(), catalogue.listed("receipt-skip"))
            if isinstance(code, receipts.Slip):
                if heard.via is None:
                    self._writing[mark] = key
                return self._reply(heard, group, key, _slip(code), None)
            found = self._keeper.look_up(talk.aside, group.id, code, self._who(heard))
            if found is None:
                return self._reply(heard, group, key, say("aside.too-many-tries"), None)
            later = self._found(heard, key, talk, found)
        says = self._cast(heard, group, talk.aside, step.ballot) or step.says
        return self._reply(heard, group, key, says, later, over=step.draft is None)

    def _waits(self, mark: bytes, key: str, step: Step) -> None:
        """Where one types: what the next line of this private chat is for."""
        if step.writes:
            self._writing[mark] = key
        elif step.draft is not None and step.says.choices:
            self._choosing[mark] = key

    def _is_asked(self, heard: Heard, group: Group, aside: Aside) -> bool:
        """May they answer now what is asked about a meeting? Not who joined after it: they were not
        there, and accounts made for it could leave one person alone in the crowd.
        """
        who = self._core.groups.same(heard.by).id
        pulse, member = aside.asks(group), group.members.get(who)
        if pulse is None or member is None or member.joined_on > pulse.opens_on:
            return False
        if not self._ballots.takes(pulse, self._core.clock.now()):
            return False
        return self._ballots.asks(pulse, who, self._core.groups.accounts)

    def _cast(self, heard: Heard, group: Group, aside: Aside, ballot: Ballot | None) -> Say | None:
        """Hold an answer, if there is one. None: it is held, by a mark that tells no name."""
        if ballot is None:
            return None
        pulse = aside.asks(group)
        if pulse is None or not self._is_asked(heard, group, aside):
            return say("aside.gone")
        try:
            who = self._core.groups.same(heard.by).id
            self._ballots.cast(pulse, who, ballot.option)
        except OSError:
            return say("aside.not-kept")
        return None

    def _kept(self, heard: Heard, group: Group, step: Step, kept: asyncio.Future[Kept]) -> Later:
        async def later() -> Reply:
            try:
                done = await kept
            except NotKept:
                return self._reply(heard, group, "", say("aside.not-kept"), None, over=True)
            except TooLate:
                return self._reply(heard, group, "", say("aside.not-in-box"), None, over=True)
            assert step.then is not None
            code = Listed(done.code.words if done.code else (), "list.comma")
            then = replace(step.then, facts={**step.then.facts, "day": done.day, "code": code})
            return self._reply(heard, group, "", then, None, over=True)

        return later

    def _found(self, heard: Heard, key: str, talk: _Talk, found: asyncio.Future[Found]) -> Later:
        async def later() -> Reply:
            there = await found
            choice = "not-found" if there is None else "found"
            told = Told(choice, draft={**talk.draft, **(there or {})})
            return self._goes_on(heard, key, talk, told)

        return later

    def _reply(
        self,
        heard: Heard,
        group: Group,
        key: str,
        one: Say,
        later: Later | None,
        *,
        over: bool = False,
    ) -> Reply:
        choices = tuple(
            replace(each, types=each.types.replace(IN_TALK, f"{IN_TALK}{key} ", 1))
            if each.types.startswith(IN_TALK)
            else each
            for each in one.choices
        )
        reply = self._replies.reply(heard, group, replace(one, choices=choices))
        return replace(reply, later=later, aside=True, over=over and later is None)


def _slip(slip: receipts.Slip) -> Say:
    """What was typed as five words are none: said before anything is looked up."""
    again = (chosen("again", "aside.try-again"), chosen("lost", "aside.lost-them"))
    if not slip.unknown:
        return say("aside.not-five", count=slip.count, choices=again)
    first = slip.unknown[0]
    if not first.suggestions:
        return say("aside.no-such-word", word=first.typed, choices=again)
    meant = first.suggestions[0]
    return say("aside.did-you-mean", word=first.typed, meant=meant, choices=again)
