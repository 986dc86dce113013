"""What somebody has said in the open may be kept: a limit that was questioned, or a worry.

`question this` belongs to the list of hands, and a worry to the charter; their words are asked for
here like any others, and are in no point before their sayer's yes. Of a limit nobody is asked in
the middle of a turn or of a round: they are asked with the line that ends the turn; or as soon as
nobody speaks; or, at the latest, with the words that end the meeting.
"""

from __future__ import annotations

from datetime import timedelta

from bot import schedule
from bot.db import Tx
from bot.ledger import wanted
from bot.ledger.moves import at_ten, today
from bot.ledger.nouns import LONGEST, MAY_KEEP, NO_ANSWER, PART, WANTED_FOR, Source, Wanted
from bot.model import Ask, Choice, GroupId, Person, PersonId, Say, plain, say
from bot.settings import has_part

SOON = timedelta(minutes=5)
"""They are asked so long after, where nobody is called; sooner when their turn is over."""

KEYS = ("points.yes-note", "points.no-note")


def questioned(tx: Tx, ask: Ask, words: str | None) -> None:
    """Somebody has questioned a limit in the room, where everybody reads their words."""
    if not words or ask.private or ask.apart is not None or not has_part(ask.group, PART):
        return
    one = _own(tx, ask, words, Source.LIMIT)
    subject = _subject(ask.group.id, ask.by.id)
    args = {"wanted": one.id, "subject": subject}
    schedule.once(tx, MAY_KEEP, ask, subject, ask.at + SOON, args=args)


def worried(tx: Tx, ask: Ask, words: str) -> tuple[Say, ...]:
    """Somebody has just posted a worry in these words: how they can be a point as well.

    A part of the answer that they get anyway. Without their yes, the words are gone in a day.
    """
    if not has_part(ask.group, PART):
        return ()
    one = _own(tx, ask, words, Source.WORRY)
    choices = (Choice(f"note my words {one.id}", "points.note-it-too"),)
    return (say("points.can-be-a-point", choices=choices),)


def _own(tx: Tx, ask: Ask, words: str, source: Source) -> Wanted:
    """What they have said in the open, for a day, or until they say it in other words."""
    until = today(ask) + WANTED_FOR
    for before in wanted.wanted_of(tx, ask.group.id, ask.by.id):
        if before.source is source:
            wanted.no_longer_wanted(tx, before.id)
    own = Wanted(0, ask.group.id, plain(words, LONGEST), ask.by.id, ask.by.name, source, until)
    one = wanted.want(tx, own, seed=ask.seed)
    gone = at_ten(until + timedelta(days=1), ask.group)
    schedule.once(tx, NO_ANSWER, ask, str(one.id), gone, args={"wanted": one.id})
    return one


def turn_over(tx: Tx, ask: Ask, who: PersonId | None, begins: PersonId | None = None) -> Say | None:
    """A turn is over, or begins after a round: who is asked now, in the same line. `who` spoke.

    One person at a time: theirs first, then whoever has waited longest for a turn to be over; not
    who `begins` to speak.
    """
    if not has_part(ask.group, PART):
        return None
    found = [one for one in wanted.not_asked(tx, ask.group.id, Source.LIMIT) if one.whose != begins]
    theirs = [one for one in found if one.whose == who]
    held = [one for one in found if not schedule.is_set(tx, MAY_KEEP, _of(one))]
    return next((said for one in (*theirs, *held) if (said := asks(tx, ask, one))), None)


def meeting_over(tx: Tx, ask: Ask) -> list[Say]:
    """Nobody was asked yet, and the meeting ends: they are asked with the words that end it."""
    if not has_part(ask.group, PART):
        return []
    found = wanted.not_asked(tx, ask.group.id, Source.LIMIT)
    return [said for one in found if (said := asks(tx, ask, one)) is not None][:1]


def asks(tx: Tx, ask: Ask, one: Wanted) -> Say | None:
    """May it be kept? The line that says it is the one that their yes is to."""
    schedule.cancel(tx, MAY_KEEP, _of(one))
    name = ask.group.names.get(one.whose)
    if name is None:
        return None
    wanted.asked_aloud(tx, ask.group.id, [one.id], ask.cause)
    return may_keep(one, Person(one.whose, name))


def may_keep(one: Wanted, who: Person) -> Say:
    """The question itself, with what types yes and no."""
    choices = (
        Choice(f"note my words {one.id}", "points.yes-note"),
        Choice(f"leave my words {one.id}", "points.no-note"),
    )
    words = one.words.removesuffix(".")
    return say("points.may-keep", who=who, words=words, choices=choices)


def _of(one: Wanted) -> str:
    return _subject(one.group, one.whose)


def _subject(group: GroupId, who: PersonId) -> str:
    return f"limit:{group}:{who}"
