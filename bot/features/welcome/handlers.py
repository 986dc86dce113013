"""Saying hello, leaving, and what belongs to nobody's feature in the private chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot import charter, forms, groups, outbox, settings, steering
from bot.db import Tx
from bot.model import ASKER, NOTHING, Ask, Choice, Due, Moment, Refused, Say, say

ONE_LINE = timedelta(minutes=10)
"""The line before it serves everybody for so long: its button is the same."""

_HELP = Choice("help", "word.help")
_MENU = Choice("menu", "word.menu")


def say_hello(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Become a member: said once, and only the day is kept."""
    if not groups.join(tx, ask.group.id, ask.by, ask.at.date()):
        return [say("welcome.known-already", who=ask.by, choices=(_HELP,))]
    choices = (_MENU, Choice("private chat", "word.private-chat"), _HELP)
    strong = steering.strong_words(ask.group)
    then = (*(() if strong is None else (strong,)), *_our_line(tx, ask))
    return [say("welcome.hello", who=ask.by, group=ask.group.name, choices=choices, then=then)]


def _our_line(tx: Tx, ask: Ask) -> tuple[Say, ...]:
    """One line of the group's charter, for somebody who has just come."""
    if not settings.has_part(ask.group, charter.PART):
        return ()
    line = charter.line_for_newcomer(tx, ask.group.id)
    if line is None:
        return ()
    return (say("welcome.our-line", number=line.number, words=line.words),)


def leave(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Stop being a member. The room is told nothing."""
    if ask.by.id not in ask.group.members:
        raise Refused("welcome.no-member")
    tx.moments.append(Moment.LEFT)
    groups.leave(tx, ask.group.id, ask.by.id)
    return [say("welcome.left")]


def what_is_kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    member = ask.group.members.get(ask.by.id)
    until = ask.group.facilitators.get(ask.by.id)
    first = say("kept.nothing") if member is None else say("kept.member", day=member.joined_on)
    role = () if until is None else (say("kept.facilitator", day=until),)
    tx.moments.append(Moment.KEPT)
    return [Say(first.key, first.facts, then=role)]


def practised(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [say("practise.done")]


def stop(tx: Tx, ask: Ask) -> Sequence[Say]:
    """End what the bot is doing with this person, and nothing else."""
    if not forms.stop(tx, ask.account):
        raise Refused("welcome.nothing-to-stop")
    return [say("welcome.stopped")]


def back(tx: Tx, ask: Ask) -> Sequence[Say]:
    """With a form open, `back` never gets here (`bot.hearing`)."""
    raise Refused("welcome.nothing-to-stop")


def again(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What was last told to this person alone, where their app may have lost it.

    What they could not be told so far comes with any answer (`bot.outbox`), and so with this.
    """
    if outbox.show_again(tx, ask.account, ask.at):
        return [NOTHING]
    last = outbox.last_answer(tx, ask.account, ask.at)
    if last is not None:
        return [replace(last, to=ASKER)]
    raise Refused("welcome.nothing-again")


def private_chat(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Begin the private chat, by the person's own wish."""
    chat = say("welcome.chat", choices=(_MENU, _HELP), opens=True)
    if ask.via is None:
        return [chat]
    return [say("welcome.chat-comes"), replace(chat, to=ask.asker)]


def write_it(tx: Tx, ask: Ask) -> Sequence[Say]:
    """With a form open it goes on there (`bot.hearing`)."""
    raise Refused("welcome.nothing-to-stop")


def opening(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A meeting has begun: from now on words are real, and nobody practises any more."""
    forms.end(tx, ask.group.id, "practise")
    return []


def answer_waits(tx: Tx, due: Due) -> Sequence[Say]:
    """In a room: an answer waits for somebody who asked there. Not for whom, nor what."""
    choice = Choice("again", "welcome.show-answer")
    to = due.room or due.group.rooms[0]
    return [say("welcome.answer-waits", to=to, choices=(choice,), apart=ONE_LINE)]
