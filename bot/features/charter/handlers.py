"""Writing lines, reading out the draft, and what the group says to a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import charter, meetings, posts, settings, steering
from bot.clauses import Change, Clause, Kind, State
from bot.db import Tx
from bot.features.charter import fading, rules, store, telling
from bot.features.charter.rules import Asked, What
from bot.model import GROUP, Ask, Choice, Due, Listed, Refused, Say, Text, say

IDEAS = 6

KEYS = (
    *("charter.idea-1", "charter.idea-2", "charter.idea-3"),
    *("charter.idea-4", "charter.idea-5", "charter.idea-6"),
    *("charter.became-agreed", "charter.became-kept", "charter.became-changed"),
    *("charter.became-dropped", "charter.became-back"),
    *("charter.ask-agree", "charter.ask-drop", "charter.ask-back"),
)


def change(
    tx: Tx,
    why: Ask | Due,
    one: Clause,
    kind: Kind,
    *,
    was: str | None = None,
    because: str | None = None,
) -> Change:
    """Keep what became of a line. What was asked about it before is asked no more."""
    today = telling.today(why)
    found = charter.save(tx, why.group.id, one, kind, today, was=was, because=because)
    store.done(tx, why.group.id, one.number)
    fading.plan(tx, why)
    return found


def counted(tx: Tx, ask: Ask) -> None:
    """The room is about to read a post that somebody asked for: between meetings it counts."""
    if ask.group.session is None:
        posts.note(tx, ask.group.id, ask.at)


# Writing.


def write_line(tx: Tx, ask: Ask) -> Sequence[Say]:
    """One more line, or line 4 in other words, while nobody tries it yet."""
    number, words = rules.numbered(str(ask.args["words"]))
    today, known = telling.today(ask), charter.read(tx, ask.group.id)
    old = None if number is None else known.clause(number)
    if number is not None and old is None:
        raise Refused("charter.which-line", most=len(known.clauses))
    if old is None:
        one = rules.new(known.clauses, charter.next_number(tx, ask.group.id), words, today)
        one = steering.reread(one, ask.group.language)
        change(tx, ask, one, Kind.WRITTEN)
    else:
        one = steering.reread(rules.rewritten(old, words, today), ask.group.language)
        change(tx, ask, one, Kind.WRITTEN, was=old.words)
    return [say("charter.written", to=GROUP, number=one.number, words=one.words)]


def our_draft(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What is new is read out. Nobody has to answer, and nothing is agreed by that."""
    assert ask.group.session is not None  # `when` of the command
    today, known = telling.today(ask), charter.read(tx, ask.group.id)
    new = [one for one in known.clauses if one.state is State.SUGGESTED]
    if not new:
        raise Refused("charter.nothing-new")
    own = (one for one in known.clauses if one.steers is None)
    first = not any(one.live or one.state is State.FADED for one in own)
    coming = [one.local.date() for one in meetings.coming(tx, ask.group.id, ask.at, 3)]
    coming = [day for day in coming if day > today]
    again = rules.look_again(coming, today)
    for one in new:
        change(tx, ask, rules.tried(one, today, again), Kind.TRIED)
    session = str(ask.group.session.id)
    settings.choose(tx, ask.group.id, charter.DRAFT, session, today)
    store.start_is_over(tx, ask.group.id)
    rows = Listed(tuple(map(telling.bare_row, new)), telling.ROWS)
    others = say("charter.others-tried", count=len(new), day=again)
    choices = tuple(
        Choice(f"worry about line {one.number}", "charter.line-number", {"number": one.number})
        for one in new
    )
    choices = (*choices, Choice("worry without my name", "word.worry-without-my-name"))
    return [
        say(
            "charter.draft" if first else "charter.draft-again",
            to=GROUP,
            count=len(new),
            rows=rows,
            choices=choices,
            told=True,
            then=(say("charter.which-not"), others),
        )
    ]


def ideas(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A few lines of other groups, for whoever asks: a blank page is better where there is time."""
    keys = (f"charter.idea-{n}" for n in range(1, IDEAS + 1))
    first, *others = (say("charter.an-idea", words=Text(key)) for key in keys)
    return [say("charter.only-ideas", then=(first, *others))]


# Asking the group, and what it says.


def agree_line(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [put_to_group(tx, ask, What.AGREE)]


def drop_line(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A mere suggestion goes at once. What counts goes by the group's yes."""
    one, today = telling.the_line(tx, ask), telling.today(ask)
    if (off := rules.struck(one, today)) is not None:
        change(tx, ask, off, Kind.DROPPED)
        return [say("charter.off-the-draft", to=GROUP, number=one.number)]
    waits = store.asked(tx, ask.group.id, one.number)
    if waits is not None and waits.what is What.LOOK and waits.waits(today):
        return [said_yes(tx, ask, one, replace(waits, what=What.DROP))]
    return [put_to_group(tx, ask, What.DROP)]


def bring_back(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [put_to_group(tx, ask, What.BACK)]


def put_to_group(tx: Tx, ask: Ask, what: What) -> Say:
    """The room is asked. Nothing has changed yet."""
    one = telling.the_line(tx, ask)
    if what is What.BACK:
        rules.room_for(charter.read(tx, ask.group.id).clauses, one)
    store.ask(tx, ask.group.id, rules.asked(one, what, telling.today(ask)))
    counted(tx, ask)
    facts = {"number": one.number, "words": one.words}
    over = telling.goes_by(one) if what is What.DROP else ()
    then = (*over, talk(ask, one.number))
    return Say(f"charter.ask-{what.value}", facts, GROUP, (yes(one.number),), then=then)


def yes(*numbers: int) -> Choice:
    """What whoever leads says for the group."""
    lines = " ".join(map(str, numbers))
    word = "line" if len(numbers) == 1 else "lines"
    return Choice(f"group says yes to {word} {lines}", "charter.group-yes")


def talk(ask: Ask, *numbers: int) -> Say:
    """Who then says it, and how."""
    lead = ask.by if ask.group.session is None else ask.group.session.lead
    lines = Listed(numbers)
    return say("charter.say-yes", who=lead, count=len(numbers), lines=lines)


def group_says_yes_to(tx: Tx, ask: Ask) -> Sequence[Say]:
    """People said yes, and whoever leads says so: to the very words that were asked about.

    One yes can be to several lines; then all of them were asked about, or it is to none.
    """
    known, today = charter.read(tx, ask.group.id), telling.today(ask)
    lines = [known.clause(number) for number in rules.numbers_in(ask.args["line"])]
    found = [one for one in lines if one is not None]
    if not found or len(found) < len(lines):
        raise Refused("needs.group-says-yes-to")
    open_ = [(one, store.asked(tx, ask.group.id, one.number)) for one in found]
    open_ = [(one, asked) for one, asked in open_ if asked or one.state is not State.AGREED]
    if not open_:
        raise Refused("charter.agreed-already", number=found[0].number)  # two who lead press
    for one, asked in open_:
        rules.yes(one, asked, today)
    first, *others = [said_yes(tx, ask, one, asked) for one, asked in open_]
    return [replace(first, then=(*first.then, *others))]


def said_yes(tx: Tx, ask: Ask, one: Clause, asked: Asked | None) -> Say:
    """What the group said yes to is so from now on, and is said as a sentence."""
    new, kind = rules.yes(one, asked, telling.today(ask))
    if kind is Kind.CHANGED:  # what it sets is what its new words say
        new = steering.reread(new, ask.group.language)
    because = None if asked is None else asked.because
    was = one.words if new.words != one.words else None
    change(tx, ask, new, kind, was=was, because=because)
    counted(tx, ask)
    facts: dict[str, object] = {"number": new.number, "words": new.words}
    if kind is Kind.CHANGED:
        facts |= {"was": one.words, "because": because or ""}
    then = (say("charter.again-on", day=new.look_again),) if new.live else ()
    return Say(f"charter.became-{kind.value}", facts, GROUP, then=then)
