"""Two Readers see a question first: they let it go out, or hold it back together.

Its law: one of them can let it out, and only both can hold it; silence holds nothing back for
good. All that follows is a due row, so it is said once, and never at night.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot import forms, outbox, posts, readers, schedule
from bot.anonymous import store as box
from bot.anonymous import telling
from bot.db import Tx
from bot.feature import Command, Field, Form, Given
from bot.features.challenge import releasing, rules, store
from bot.features.challenge.rules import CHALLENGE, READ, Question, State
from bot.model import (
    Ask,
    Choice,
    Due,
    Group,
    Listed,
    Person,
    PersonId,
    Refused,
    Say,
    Text,
    plain,
    private,
    say,
)
from bot.nameless import without
from bot.times import wall

ASKS, UNDECIDED = "challenge.asks-readers", "challenge.undecided"
OUT, HELD = "challenge.out", "challenge.held"

SHOWN = 60
"""Characters of a question that say which one is meant."""

OWN_WORDS = 100
"""Characters of a reason in one's own words."""

LET_OUT, HOLD_IT = "let question out", "hold question"

KEYS = (
    *("challenge.because-it-names-a-person", "challenge.because-it-could-harm"),
    *("challenge.because-not-for-this-group", "challenge.because-undecided"),
    *("challenge.read-it", "challenge.read-still", "challenge.both-decided"),
    *("challenge.two-decided", "challenge.one-holds", "challenge.only-one"),
    *("challenge.why-it-names-a-person", "challenge.why-it-could-harm"),
    "challenge.why-not-for-this-group",
)


def who_reads(
    text: str, chosen: Mapping[PersonId, date], group: Group, today: date
) -> tuple[Person, ...]:
    """The two who see these words first. Nobody: there are no two whom they do not name."""
    able = rules.able(chosen, group, today)
    named = telling.named(text, [one.person for one in able], group.language)
    return tuple(one.person for one in rules.pair([m for m in able if m.person not in named]))


def names_somebody(text: str, group: Group) -> bool:
    return bool(telling.named(text, _people(group), group.language))


def _people(group: Group) -> list[Person]:
    return [Person(id, name) for id, name in group.names.items()]


# At its slot, and when somebody else has to read it.


def first(tx: Tx, due: Due, text: str) -> tuple[Person, ...]:
    """Who reads what comes out now; nobody, and it goes to the room."""
    today = wall(due.at, due.group.zone).date()
    return who_reads(text, readers.chosen(tx, due.group.id), due.group, today)


def begins(tx: Tx, why: Ask | Due, note: str, two: Iterable[Person]) -> None:
    """These two are asked, by day, and have three days."""
    ends = why.at + rules.READ_FOR
    store.give(tx, note, [one.id for one in two], wall(ends, why.group.zone).date())
    _later(tx, UNDECIDED, why, note, rules.READ_FOR)
    _later(tx, ASKS, why, note)


def filled(tx: Tx, why: Ask | Due, note: Question) -> bool:
    """Who is missing is there again, if anybody else can read it. False: nobody can."""
    today = wall(why.at, why.group.zone).date()
    two = who_reads(note.text, readers.chosen(tx, why.group.id), why.group, today)
    if not two:
        return False
    if note.state is State.READING:
        begins(tx, why, note.id, two)
    else:
        store.give(tx, note.id, [one.id for one in two], note.decide_by or today)
        _later(tx, ASKS, why, note.id)
    return True


def one_more(tx: Tx, ask: Ask) -> None:
    """There is a new Reader, or a place is free: questions without two get another one."""
    for one in store.in_state(tx, ask.group.id, *READ):
        if len(store.readers_of(tx, one.id)) < len(rules.PAIR):
            filled(tx, ask, one)


def one_less(tx: Tx, ask: Ask, who: PersonId) -> None:
    """Somebody reads no more. Where nobody else can, it is undecided at once."""
    for one in store.in_state(tx, ask.group.id, *READ):
        if who not in store.readers_of(tx, one.id):
            continue
        _take_back(tx, one, [who])
        store.no_reader(tx, one.id, who)
        if not filled(tx, ask, one) and one.state is State.READING:
            _later(tx, UNDECIDED, ask, one.id)


def asks(tx: Tx, due: Due) -> Sequence[Say]:
    """Each of them alone, with the words and what they can do."""
    note = _due(tx, due)
    if note is None or note.state not in READ:
        return []
    if releasing.wait_for_morning(tx, due, ASKS, note.id, dict(due.args)):
        return []
    return [
        replace(
            said,
            to=Person(id, due.group.names.get(id, "")),
            good_for=rules.READ_FOR,
            unasked=True,
        )
        for id in store.not_asked(tx, note.id)
        if (said := to_reader(tx, due.group, note, id)) is not None
    ]


def to_reader(tx: Tx, group: Group, note: Question, who: PersonId) -> Say | None:
    """What a Reader sees of a question that waits for them."""
    found = store.readers_of(tx, note.id)
    if who not in found:
        return None
    key = "challenge.read-it" if note.state is State.READING else "challenge.read-still"
    choices = (
        Choice(f"{LET_OUT} {note.number}", "challenge.let-it-out"),
        Choice(f"{HOLD_IT} {note.number}", "challenge.hold-it"),
    )
    other = Listed(tuple(_person(group, id) for id in found if id != who))
    facts = {"number": note.number, "text": note.text, "who": other, "day": note.decide_by}
    return Say(key, facts, choices=choices, then=(say("challenge.read-how"),))


def waiting_for(tx: Tx, ask: Ask) -> list[Say]:
    """All that waits for this Reader now, for whoever has lost the lines about it."""
    found = (
        to_reader(tx, ask.group, one, ask.by.id) for one in store.in_state(tx, ask.group.id, *READ)
    )
    return [one for one in found if one is not None]


# What they say.


def let_out(tx: Tx, ask: Ask) -> Sequence[Say]:
    """One of them is enough."""
    note = _mine(tx, ask)
    _passes(tx, ask, note)
    return [say("challenge.goes-out-now", number=note.number)]


def hold(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Why, and then what the room will read."""
    note = _mine(tx, ask)
    known = {"number": str(note.number), "question": plain(note.text, SHOWN)}
    asked = forms.begin(tx, ask.account, ask.group.id, POST, ask.at, known)
    assert isinstance(asked, Say)  # why is never known before
    return [asked]


def hold_it(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen what the room would read. It is held once both have said so."""
    note = _mine(tx, ask)
    reason = str(ask.args.get("reason") or "")
    if not reason:
        raise Refused("challenge.nothing-to-read")
    store.would_hold(tx, note.id, ask.by.id, reason)
    found = store.readers_of(tx, note.id)
    if len(found) == len(rules.PAIR) and all(found.values()):
        _is_held(tx, ask, note, [str(one) for one in found.values()])
        return [say("challenge.both-hold", number=note.number)]
    other = Listed(tuple(_person(ask.group, id) for id in found if id != ask.by.id))
    key = "challenge.one-holds" if other.items else "challenge.only-one"
    return [say(key, number=note.number, who=other)]


def _mine(tx: Tx, ask: Ask) -> Question:
    """A question that waits for this Reader. Raises Refused."""
    number = ask.args.get("number")
    typed = str(number) if number is not None else ""
    found = store.by_number(tx, ask.group.id, int(typed)) if typed.isdecimal() else None
    if ask.leads and ask.by.id in readers.chosen(tx, ask.group.id):
        raise Refused("challenge.leads-reads-no-more")
    if found is None or found.state not in READ or ask.by.id not in store.readers_of(tx, found.id):
        raise Refused("challenge.nothing-to-read")
    return found


def _about(given: Given) -> Mapping[str, object]:
    return {"number": given.get("number") or "", "question": given.get("question") or ""}


def _shows(given: Given) -> Mapping[str, object]:
    """The exact post, but for what the other Reader adds to it."""
    reasons = [given.get("reason") or ""]
    post = Text("challenge.held-back", _held_facts(int(given.get("number") or 0), reasons))
    return {"group": given.get("group") or Text("challenge.your-group"), "post": post}


def _held_facts(number: int, reasons: Sequence[str]) -> Mapping[str, object]:
    """What is said of one that is held back."""
    each = tuple(dict.fromkeys(reasons))
    because = tuple(
        Text(f"challenge.because-{one}")
        if one in (*rules.REASONS, rules.NOBODY)
        else Text("challenge.because-own", {"words": one})
        for one in each
    )
    named = "yes" if {rules.NAME, rules.NOBODY} & {*each} else "no"
    return {"number": number, "because": Listed(because, "care.sentences"), "named": named}


FORM = Form(
    (
        Field(
            "reason",
            "challenge.why-hold",
            limit=OWN_WORDS,
            also=tuple(Choice(one, f"challenge.why-{one}") for one in rules.REASONS),
            wordy=True,
            shows=_about,
        ),
        Field(
            "sure",
            "challenge.hold-sure",
            choices=(
                Choice("hold", "challenge.hold-it-back"),
                Choice(forms.CHANGE, "challenge.change-it"),
                Choice(forms.STOP, "challenge.leave-it"),
            ),
            alone=True,
            shows=_shows,
        ),
    )
)

POST = Command("hold that question", hold_it, form=FORM)


# What comes of it.


def _passes(tx: Tx, why: Ask | Due, note: Question) -> None:
    """It goes out as soon as the room can hear it."""
    _decided(tx, note)
    store.no_reader(tx, note.id)
    store.move(tx, note.id, State.PASSED)
    _later(tx, OUT, why, note.id)


def _is_held(tx: Tx, why: Ask | Due, note: Question, reasons: Sequence[str]) -> None:
    """Its words are gone at once; why is said as soon as the room can hear it."""
    _decided(tx, note)
    box.forget(tx, why.group.id, [(CHALLENGE, "", note.text)])
    store.hold_back(tx, note.id, reasons)
    _later(tx, HELD, why, note.id)


def withdrawn(tx: Tx, note: Question) -> None:
    """Its writer has taken it back: nobody is to decide anything."""
    _decided(tx, note)
    store.no_reader(tx, note.id)


def _decided(tx: Tx, note: Question) -> None:
    for job in (ASKS, UNDECIDED, OUT):
        schedule.cancel(tx, job, note.id)
    _take_back(tx, note, store.readers_of(tx, note.id))


def _take_back(tx: Tx, note: Question, who: Iterable[PersonId]) -> None:
    """What has not reached them yet does not any more."""
    for one in who:
        outbox.withdraw(tx, private(one), f"{LET_OUT} {note.number}")


def out(tx: Tx, due: Due) -> Sequence[Say]:
    """It is a question like others now."""
    note = _due(tx, due)
    if note is None or note.state is not State.PASSED:
        return []
    if releasing.not_now(tx, due, OUT, note.id, dict(due.args)):
        return []
    return releasing.posts_them(tx, due, [note], note.id)


def held(tx: Tx, due: Due) -> Sequence[Say]:
    """The room hears once that one is held back, why, and who decided; never its words."""
    note = _due(tx, due)
    if note is None or note.state is not State.HELD:
        return []
    if releasing.not_now(tx, due, HELD, note.id, dict(due.args)):
        return []
    both = tuple(
        _person(due.group, id) for id in store.readers_of(tx, note.id) if id in due.group.members
    )
    store.no_reader(tx, note.id)
    posts.note(tx, due.group.id, due.at)
    key = "challenge.both-decided" if len(both) == len(rules.PAIR) else "challenge.two-decided"
    reasons = json.loads(note.held_reason or "[]")
    facts = _held_facts(note.number, reasons)
    who = () if rules.NOBODY in reasons else (say(key, who=Listed(both)),)
    again = say("challenge.send-again", named=facts["named"])
    return [releasing.in_the_room(Say("challenge.held-back", facts, then=(*who, again)))]


def undecided(tx: Tx, due: Due) -> Sequence[Say]:
    """Their days are over. Silence is no reason to keep anybody's question."""
    note = _due(tx, due)
    if note is None or note.state not in READ:
        return []
    if not names_somebody(note.text, due.group):
        _passes(tx, due, note)
        return []
    if note.state is State.WAITING:
        _without_names(tx, due, note)
        return []
    if releasing.not_now(tx, due, UNDECIDED, note.id, dict(due.args)):
        return []
    store.move(tx, note.id, State.WAITING)
    store.ask_again(tx, note.id)
    until = wall(due.at + rules.WAITS_FOR, due.group.zone).date()
    store.give(tx, note.id, store.readers_of(tx, note.id), until)
    _later(tx, UNDECIDED, due, note.id, rules.WAITS_FOR)
    _later(tx, ASKS, due, note.id)
    posts.note(tx, due.group.id, due.at)
    return [releasing.in_the_room(say("challenge.held-waiting", number=note.number, day=until))]


def _without_names(tx: Tx, due: Due, note: Question) -> None:
    """Nobody decided for two weeks: it goes out, and nobody is named without a person's yes."""
    text = note.text
    for who in _people(due.group):
        text = without(text, who)
    if names_somebody(text, due.group):  # the names cannot be found for sure
        store.no_reader(tx, note.id)
        _is_held(tx, due, note, [rules.NOBODY])
        return
    box.forget(tx, due.group.id, [(CHALLENGE, "", note.text)])
    store.leave_out(tx, note.id, text)
    _passes(tx, due, note)


def _person(group: Group, id: PersonId) -> Person:
    return Person(id, group.names.get(id, ""))


def _later(tx: Tx, job: str, why: Ask | Due, note: str, by: timedelta = timedelta()) -> None:
    schedule.once(tx, job, why, note, why.at + by, args={"note": note})


def _due(tx: Tx, due: Due) -> Question | None:
    return store.by_id(tx, due.group.id, str(due.args["note"]))
