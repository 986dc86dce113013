"""Who the Readers are: asked in the open, until a day, and only by their own yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot import dates, groups, readers
from bot.db import Tx
from bot.features.challenge import reading, rules
from bot.model import GROUP, Ask, Choice, Listed, Person, Refused, Say, say
from bot.parse import which_person
from bot.times import wall

LONGEST = timedelta(days=366)
"""Nobody reads for ever without being asked again."""


def reader(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask somebody, in the open."""
    who, typed = ask.args["who"], ask.args.get("until")
    if not isinstance(who, Person):
        day = "" if typed is None else f" until {typed}"
        which_person(str(who), ask.group, lambda one: f"reader {one}{day}")
    if not isinstance(who, Person) or who.id not in ask.group.members:
        name = who.name if isinstance(who, Person) else str(who)
        raise Refused("challenge.who-is-that", name=name)
    if who.by_phone:
        raise Refused("challenge.reads-no-phone", who=who)
    today = wall(ask.at, ask.group.zone).date()
    until = today + groups.TERM
    if typed is not None:
        found = dates.day(str(typed), wall(ask.at, ask.group.zone), ask.group.language)
        if found is None:
            raise Refused("group.which-day")
        if not today < found <= today + LONGEST:
            raise Refused("group.day-too-far")
        until = found
    there = readers.asked_or_chosen(tx, ask.group.id, today) - {who.id}
    if len(there) >= readers.MOST:
        raise Refused("challenge.readers-enough", most=readers.MOST)
    _may(ask, who, [*there, who.id])
    readers.ask(tx, ask.group.id, who.id, until)
    choices = (Choice("i will read first", "word.i-will-read-first"),)
    facts = {"who": who, "by": ask.by, "day": until}
    return [Say("challenge.will-you-read", facts, GROUP, choices, alert=who)]


def _may(ask: Ask, who: Person, together: Sequence[str]) -> None:
    """Not whoever leads, and not two who are both paid. Raises Refused."""
    today = wall(ask.at, ask.group.zone).date()
    if ask.group.leads(who.id, today):
        raise Refused("challenge.leads-not-reads", who=who)
    members = [one for id, one in ask.group.members.items() if id in together]
    if ask.group.members[who.id].paid and rules.only_paid(members):
        raise Refused("challenge.one-unpaid")


def will_read(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Their own yes, and with it to the private lines that come of it."""
    today = wall(ask.at, ask.group.zone).date()
    there = readers.asked_or_chosen(tx, ask.group.id, today)
    if ask.by.id not in there:
        raise Refused("challenge.nobody-asked-you-to-read")
    _may(ask, ask.by, [ask.by.id, *readers.chosen(tx, ask.group.id)])
    until = readers.say_yes(tx, ask.group.id, ask.by.id)
    if until is None:
        raise Refused("challenge.nobody-asked-you-to-read")
    reading.one_more(tx, ask)
    told = say("challenge.reads", to=GROUP, who=ask.by, day=until)
    two = rules.pair(rules.able(readers.chosen(tx, ask.group.id), ask.group, today))
    then = say("challenge.reads-now") if two else say("challenge.one-more-reader")
    told = Say(told.key, told.facts, GROUP, then=(then,))
    if ask.via is None:
        return [told]
    chat = Choice("private chat", "word.private-chat")
    return [told, say("challenge.how-readers-hear", choices=(chat,))]


def stop_reading(tx: Tx, ask: Ask) -> Sequence[Say]:
    if not readers.stop(tx, ask.group.id, ask.by.id):
        raise Refused("challenge.no-reader")
    reading.one_less(tx, ask, ask.by.id)
    return [say("challenge.reads-no-more", to=GROUP, who=ask.by)]


def who_read(tx: Tx, ask: Ask) -> list[Say]:
    """For everybody: who reads first now, if two can."""
    today = wall(ask.at, ask.group.zone).date()
    able = rules.able(readers.chosen(tx, ask.group.id), ask.group, today)
    if not rules.pair(able):
        return []
    return [say("challenge.read-first", who=Listed(tuple(one.person for one in able)))]
