"""Looking again: on its day each line is asked about. Keep, change, drop, or not sure?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import charter, groups, times
from bot.clauses import GRACE, Clause, Kind, Tag
from bot.db import Tx
from bot.features.charter import handlers, rules, store, telling
from bot.features.charter.rules import What
from bot.model import GROUP, Ask, Choice, Due, Listed, Offer, Refused, Say, say

UNASKED = 2
"""Private lines of ours to the lead in a session, besides the chance checks."""

ON_THE_LIST = 4
"""Place on the list of whoever leads."""

KEYS = (
    *("charter.look-tried", "charter.look-agreed", "charter.we-are-not-sure"),
    *("charter.suits-now", "charter.suits-no-more"),
)


def look_again(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask the room about the next line whose day has come. In private: which ones wait."""
    due = _due(tx, ask)
    if ask.room is None:
        numbers = Listed(tuple(one.number for one in due))
        return [say("charter.wait-for-you", count=len(due), lines=numbers)]
    one = due[0]
    store.ask(tx, ask.group.id, rules.asked(one, What.LOOK, telling.today(ask)))
    facts = {"number": one.number, "words": one.words, "day": one.since}
    choices = tuple(
        Choice(f"{word} {one.number}", label)
        for word, label in (
            ("keep line", "word.keep-line"),
            ("change line", "word.change-line"),
            ("drop line", "word.drop-line"),
            ("not sure about line", "charter.we-are-not-sure"),
        )
    )
    how = say("charter.say-which", who=ask.by, number=one.number)
    key = f"charter.look-{one.state.value}"
    return [Say(key, facts, GROUP, choices, told=True, then=(*telling.goes_by(one), how))]


def _due(tx: Tx, ask: Ask) -> list[Clause]:
    today, live = telling.today(ask), charter.read(tx, ask.group.id).live
    found = sorted((one for one in live if one.is_due(today)), key=lambda one: one.look_again)
    if not found:
        if not live:
            raise Refused("charter.none")
        raise Refused("charter.none-due", day=min(one.look_again for one in live))
    return found


def keep_line(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The group keeps it: that is its yes, to a question that was asked."""
    one = telling.the_line(tx, ask)
    asked = store.asked(tx, ask.group.id, one.number)
    if asked is None or asked.what is not What.LOOK:
        raise Refused("charter.look-first", number=one.number)
    return [_and_then(tx, ask, handlers.said_yes(tx, ask, one, asked))]


def not_sure(tx: Tx, ask: Ask) -> Sequence[Say]:
    one = telling.the_line(tx, ask)
    asked = store.asked(tx, ask.group.id, one.number)
    new = rules.not_sure(one, asked, telling.today(ask))
    handlers.change(tx, ask, new, Kind.NOT_SURE)
    told = say("charter.not-sure-yet", to=GROUP, number=one.number, day=new.look_again)
    return [_and_then(tx, ask, told)]


def _and_then(tx: Tx, ask: Ask, told: Say) -> Say:
    """Whether another line waits; after the last one a question about all of it."""
    today = telling.today(ask)
    more = any(one.is_due(today) for one in charter.read(tx, ask.group.id).live)
    next_ = say("charter.next-one", who=ask.by) if more else say("charter.like-ourselves")
    return replace(told, then=(*told.then, next_))


def offers(tx: Tx, why: Ask | Due) -> Sequence[Offer]:
    """For the list of whoever leads: lines, and unknowns, whose day has come."""
    today = times.wall(why.at, why.group.zone).date()
    offers = []
    if any(one.is_due(today) for one in charter.read(tx, why.group.id).live):
        offers.append(Offer(ON_THE_LIST, Choice("look again", "charter.some-wait")))
    if any(one.is_due(today) for one in store.items(tx, why.group.id)):
        offers.append(Offer(ON_THE_LIST + 1, Choice("what we know", "charter.unknowns-wait")))
    return offers


def opening(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Whoever leads hears once, alone, that lines wait in this meeting: they choose when.

    Not for ever of one that does not fade: after some weeks it stands on their list, and no more.
    """
    session, today = ask.group.session, telling.today(ask)
    lines = charter.read(tx, ask.group.id).live
    due = [one.number for one in lines if one.is_due(today) and today < one.look_again + GRACE]
    if session is None or not due or not groups.nudge(tx, session.id, UNASKED):
        return []
    numbers = Listed(tuple(due))
    return [
        say("charter.wait-for-you", to=session.lead, unasked=True, count=len(due), lines=numbers)
    ]


# For which meetings a line is.


def suits(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Whoever leads says for which meetings a line is. The same again: not for those."""
    one = telling.the_line(tx, ask)
    named = str(ask.args.get("kind", "")).casefold()
    if named not in set(Tag):
        raise Refused("charter.suits-what", choices=telling.tag_choices(one.number))
    tag = Tag(named)
    tags = one.tags ^ {tag}
    charter.keep(tx, ask.group.id, replace(one, tags=tags))
    key = "charter.suits-now" if tag in tags else "charter.suits-no-more"
    return [say(key, number=one.number, choices=telling.tag_choices(one.number))]
