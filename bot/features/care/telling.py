"""How both sides are told: always one person alone, and never anybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import care
from bot.db import Tx
from bot.features.care import questions
from bot.features.care.rules import Wish
from bot.model import Choice, Person, PersonId, Say, say

WORTH_SAYING = timedelta(days=1)

NAMELESS = "care.not-there"
"""The news without a name, where no message may carry it any more."""

KEYS = (
    *("care.not-in-time", "care.cannot", "care.not-there", "care.no-mail"),
    *("care.taken-back-mail", "care.taken-back-unsent"),
)

AGAIN = Choice("talk to a person", "care.choose-again")
LINES = Choice("help now", "care.phone-lines")


def to_supporter(one: Wish, group: str, account: PersonId, *, again: bool = False) -> Say:
    """What they were asked, word for word as it was shown before, and two ways to answer."""
    first, *others = questions.sentences(one.who, group, one.how, one.reach, one.wanted)
    told = [Say(each.key, each.facts) for each in others]
    asks = Say(first.key, first.facts)
    head, tail = (say("care.chase"), [asks, *told]) if again else (asks, told)
    choices = (
        Choice(f"i can {one.number}", "care.i-can"),
        Choice(f"i cannot {one.number}", "care.i-cannot"),
    )
    then = (*tail, say("care.only-you"))
    to = Person(account, one.supporter)
    return replace(head, to=to, then=then, choices=choices, good_for=WORTH_SAYING, unasked=True)


def in_a_mail(one: Wish, group: str, by: datetime) -> list[Say]:
    """The subject, which tells nothing, and the same words; then how to answer, as honestly."""
    seen = questions.sentences(one.who, group, one.how, one.reach, one.wanted)
    return [
        say("care.mail-subject"),
        *(Say(each.key, each.facts) for each in seen),
        say("care.mail-only-you"),
        say("care.mail-how", who=one.who, day=by.date(), time=by),
    ]


def nobody_came(tx: Tx, one: Wish, key: str) -> Say:
    """Honest, and with the next ways: who else is there, and who listens at once."""
    lines = care.together(care.short(tx))
    then = (say("care.there-now", lines=lines), say("care.i-deleted"))
    facts = {} if key == NAMELESS else {"who": one.supporter}
    return to_who_asked(one, Say(key, facts, choices=(AGAIN, LINES), then=then))


def to_who_asked(one: Wish, told: Say) -> Say:
    to = Person(one.account, one.who.name)
    return replace(told, to=to, good_for=WORTH_SAYING, unasked=True)


def did_they(one: Wish) -> Say:
    """Asked as it was announced. Only their answer ends it at once."""
    choices = (
        Choice("we have talked", "answer.yes"),
        Choice("nobody reached me", "answer.no"),
    )
    then = (say("care.or-tomorrow"),)
    return to_who_asked(one, say("care.did-they", who=one.supporter, choices=choices, then=then))


def lines(tx: Tx) -> Sequence[Say]:
    """Everybody who can be rung, a sentence or two for each."""
    return [Say(each.key, each.facts) for each in care.everybody(tx)]
