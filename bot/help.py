"""Help and the private menu: made from the features, and only of what works now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial

from bot import answerers, schedule
from bot.adapter import ShownWord
from bot.db import Tx
from bot.feature import Command, Feature, Helped, Job, Kind, Place, Who
from bot.model import (
    ASKER,
    Ask,
    Button,
    Choice,
    Due,
    Group,
    Listed,
    Person,
    PersonId,
    Right,
    RoomId,
    Say,
    Text,
    say,
)
from bot.parse import fold, spellings, word_key
from bot.settings import has_part
from bot.words import Words

MENU = Choice("menu", "word.menu")
"""Without it nobody who sees no slash words could ask without a name on Discord: there that is
only ever pressed, and in the room."""


def with_help(features: tuple[Feature, ...]) -> tuple[Feature, ...]:
    """The same features and one more, which knows them all: help and menu."""
    # `every` is filled in below, because help must name itself among the words that work.
    every: list[Feature] = list(features)
    helping = Feature(
        name="help",
        commands=(
            Command(
                "help",
                partial(_help, every),
                bare=True,
                apart=True,
                at_once=True,
                confirmed_by="help.line",
                helped=Helped.FIRST,
            ),
            Command("menu", partial(_menu, every), place=Place.PRIVATE),
            Command("thank you", _thanked, slash=False),
        ),
        jobs={"line": Job(partial(_help_line, every), gathered=True, here=True)},
    )
    every.append(helping)
    return tuple(every)


def working(
    features: Sequence[Feature],
    group: Group,
    who: PersonId,
    today: date,
    *,
    in_private: bool,
    rights: Collection[Right] = (),
) -> list[Command]:
    """Every word that works for this person at this moment, in the order of the features.

    `in_private`: in the private chat, so not those that need a room.
    """
    leads = group.leads(who, today)
    may = {
        Who.ANYBODY: True,
        Who.MEMBER: who in group.members,
        Who.MANAGER: leads or Right.MANAGE in rights,
        Who.FACILITATOR: leads,
    }
    return [
        command
        for feature in features
        for command in feature.commands
        if not command.inner
        and may[command.who]
        and has_part(group, command.part or feature.part)
        and command.when(group)
        and not (command.place is Place.ROOM and in_private)
        and (command.shown is None or command.shown(group, who))
    ]


def shown_word(command: Command, words: Words, language: str) -> ShownWord:
    """A word as its list shows it."""
    key = word_key(command)
    first = next((arg for arg in command.args if not arg.aloud), None)
    choices = () if first is None else first.choices
    return ShownWord(
        types=words.word(key, language),
        does=words.attribute(key, "help", language) or "",
        ways=tuple(map(fold, spellings(command, words, language))),
        slash=command.slash,
        names=first is not None and first.kind is Kind.NAME,
        follows=tuple(Button(words.label(one, language), one.types) for one in choices),
    )


def words_now(
    features: Sequence[Feature],
    group: Group,
    who: PersonId,
    today: date,
    *,
    in_private: bool,
    apart: bool = False,
    answers: bool = False,
) -> list[Command]:
    """The words of the help, of those that are `working`: what only a lead can do comes first.

    `apart`: in a place for a few of the group. `answers`: they answer points.
    """
    leads = group.leads(who, today)
    found = [
        command
        for command in working(features, group, who, today, in_private=in_private)
        if command.helped is not None
        and (command.apart or not apart)
        and (leads or command.helped is not Helped.FACILITATOR)
        and (answers or command.helped is not Helped.ANSWERER)
        and (in_private or command.place is not Place.PRIVATE)
    ]
    # A lead needs theirs most; help is always the last line (WCAG 2.2, 3.2.6 Consistent Help).
    return sorted(found, key=lambda c: (c.word == "help", c.helped is not Helped.FACILITATOR))


def _listed(commands: Sequence[Command]) -> Listed:
    return Listed(tuple(Text(word_key(c)) for c in commands), "list.or")


def _with_menu(now: Sequence[Command]) -> tuple[Choice, ...]:
    """These words and the menu; help stays the last."""
    choices = [Choice(command.word, word_key(command)) for command in now]
    return (*choices[:-1], MENU, *choices[-1:])


def _help(features: Sequence[Feature], tx: Tx, ask: Ask) -> list[Say]:
    if not ask.private and schedule.heard_soon(tx, ask):
        schedule.soon(tx, "help.line", ask, only=ask.room)
        return []
    # Where the room has heard enough for now, whoever asked is not left waiting.
    to = ASKER if ask.private else ask.asker
    day, alone, apart = ask.at.date(), ask.room is None, ask.apart is not None
    answers = answerers.of(tx, ask.group.id, ask.by.id) is not None
    now = words_now(
        features, ask.group, ask.by.id, day, in_private=alone, apart=apart, answers=answers
    )
    yours = [c for c in now if c.helped not in (Helped.FACILITATOR, Helped.ANSWERER)]
    leading = [c for c in now if c.helped is Helped.FACILITATOR]
    owing = [c for c in now if c.helped is Helped.ANSWERER]
    more = [say("help.answerer", words=_listed(owing))] if owing else []
    more += [say("help.lead", words=_listed(leading))] if leading else []
    choices = _with_menu(now)
    then = (*more, say("help.menu"))
    return [say("help.words", to=to, words=_listed(yours), then=then, choices=choices, told=True)]


def _help_line(features: Sequence[Feature], tx: Tx, due: Due) -> list[Say]:
    """In the room: the first few words, for everybody, with a hint that more is in private."""
    room = due.room or due.group.rooms[0]
    if due.group.session is None:
        before = (MENU, Choice("help", "word.help"))
        return [say("help.room-before", to=room, choices=before)]
    apart, day = room in due.group.apart, due.at.date()
    every = words_now(features, due.group, PersonId(""), day, in_private=False, apart=apart)
    now = [command for command in every if apart or command.helped is Helped.FIRST]
    choices = _with_menu(now)
    return [say("help.room", words=_listed(now), to=room, choices=choices)]


def _menu(features: Sequence[Feature], tx: Tx, ask: Ask) -> list[Say]:
    entries = [
        command
        for feature in features
        for command in feature.commands
        if command.menu
        and command.when(ask.group)
        and has_part(ask.group, command.part or feature.part)
        and not (command.who is Who.MEMBER and ask.by.id not in ask.group.members)
        and (command.shown is None or command.shown(ask.group, ask.by.id))
    ]
    choices = [Choice(c.word, word_key(c)) for c in entries]
    choices.append(Choice("help", "word.help"))
    return [say("menu.start", to=ASKER, choices=tuple(choices))]


def _thanked(_tx: Tx, ask: Ask) -> list[Say]:
    return [say("help.thanked")] if ask.private else []


def arrival(room: RoomId, lead: Person | None) -> Say:
    """The first words in a room: what I am, who looks after me, and what to type."""
    choices = (Choice("say hello", "word.say-hello"), Choice("help", "word.help"))
    hello = say("welcome.please-say-hello")
    if lead is None:
        after = Choice("i look after this group", "word.i-look-after-this-group")
        return say(
            "welcome.arrival",
            to=room,
            choices=(after, *choices),
            then=(hello, say("welcome.to-see-words")),
        )
    then = (say("welcome.looked-after", who=lead), hello, say("welcome.to-begin", who=lead))
    return say("welcome.arrival", to=room, choices=choices, then=then)
