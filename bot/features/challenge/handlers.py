"""What came out of the box: kept, and told to the group as one post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b

from bot import care, ledger, readers
from bot.anonymous import slots
from bot.anonymous import store as box
from bot.aside import Note
from bot.db import Tx
from bot.features.challenge import answering, days, reading, releasing, rules, store
from bot.features.challenge.rules import CHALLENGE, CONFIRM, WITHDRAW, Known, State
from bot.model import GROUP, Ask, Due, GroupId, Say, say
from bot.nameless import without
from bot.settings import has_part
from bot.times import wall

PART = "questions"


def only_without_a_name(_tx: Tx, _ask: Ask) -> Sequence[Say]:
    raise AssertionError("it never has a name")


def knows(tx: Tx) -> Mapping[GroupId, Known]:
    """Read once a minute, of all groups alike."""
    one = care.can_ask_for_others(tx)
    known = Known() if one is None else Known(one.name, one.phone or "")
    there = dict.fromkeys(store.groups(tx), known)
    chosen = readers.of_all(tx).items()
    return {**there, **{id: replace(known, readers=who) for id, who in chosen if id in there}}


def finds(tx: Tx, digest: bytes) -> Mapping[str, str] | None:
    """What five words belong to, if it has come out."""
    return store.found(tx, digest.hex())


def switched(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The group said yes: from now on notes come out at its slots.

    When it says no, what is in the box still does: its writer was told so.
    """
    if not has_part(ask.group, PART):
        return ()
    days.begin(tx, ask)
    # Who is paid has to be said before anybody reads a crowd by side.
    mine = str(ask.args.get("part", "")).casefold().startswith(PART)
    return [say("challenge.now", to=GROUP)] if mine else ()


def slot(tx: Tx, due: Due, notes: Sequence[Note]) -> Sequence[Say]:
    """Notes come out, in an order of chance: once, whatever happened to the box meanwhile."""
    if slots.change(due.group) is not None:
        days.begin(tx, due)
    today, day = wall(due.at, due.group.zone).date(), slots.day_of(due.group, due.at)
    fresh = slots.shuffled(box.opened(tx, notes, day), due.seed)
    # Acts of a question that comes out now are found; and nothing is added to what is withdrawn.
    order = (CHALLENGE, rules.REPLY, CONFIRM, WITHDRAW)
    for place, note in sorted(enumerate(fresh), key=lambda one: order.index(one[1].kind)):
        id = slots.id_of(due.seed, place)
        if note.kind == CHALLENGE:
            two = reading.first(tx, due, note.text)
            state = State.READING if two else State.RELEASED
            number = ledger.next_number(tx, due.group.id)
            store.keep(tx, due.group.id, id, number, note.text, day, state)
            store.keep_receipts(tx, id, note.receipts or (_of_chance(id, due.seed),))
            if two:
                reading.begins(tx, due, id, two)
        else:
            _act(tx, due, note, id, day)
    _confirmed(tx, due, fresh, day)
    store.forget_receipts(tx, due.group.id, today)
    return releasing.tell(tx, due, day)


def _of_chance(id: str, seed: int) -> str:
    """As long as what five words come to: nothing shows who went without."""
    return blake2b(f"{id} {seed}".encode(), digest_size=32).hexdigest()


def _act(tx: Tx, due: Due, note: Note, id: str, day: date) -> None:
    """What a writer added, if their question is still there."""
    about = store.by_id(tx, due.group.id, note.about)
    if about is None or about.state in (State.WITHDRAWN, State.HELD):
        return
    if note.kind == WITHDRAW:
        reading.withdrawn(tx, about)
    if about.state not in rules.UNHEARD:  # else there is nothing to tell the room
        store.keep_act(tx, id, about.id, note.kind, note.text, day)
    if note.kind == WITHDRAW:
        acts = store.acts(tx, about.id)
        before = [(kind, about.id, text) for kind, text in acts if kind != WITHDRAW]
        box.forget(tx, due.group.id, [(CHALLENGE, "", about.text), *before])
        store.withdraw(tx, due.group.id, about.id)
        point = ledger.of_note(tx, due.group.id, about.id)
        if point is not None:
            ledger.take_out(tx, due, point)


def _confirmed(tx: Tx, due: Due, fresh: Sequence[Note], slot: date) -> None:
    """What writers said of the answers: it closes their question, or opens it again."""
    today = wall(due.at, due.group.zone).date()
    for id in sorted({note.about for note in fresh if note.kind == CONFIRM}):
        about = store.by_id(tx, due.group.id, id)
        said = [text for kind, text in store.acts(tx, id, slot) if kind == CONFIRM]
        one = rules.meant(said)
        if about is None or one is None:
            continue
        point = ledger.of_note(tx, due.group.id, id)
        if point is not None:
            if point.waits_for_sayer:
                ledger.confirm(tx, due, point, one)
            continue
        state, day = rules.after_confirming(about, one, today)
        if state is not about.state:
            store.move(tx, id, state, day)
            if state is State.RELEASED and about.answerer is not None:
                answering.hopes(tx, due, about, about.answerer, today + rules.ANSWER_IN)
            elif state is State.RELEASED:  # whoever answered has left
                releasing.nobody_yet(tx, due, [about.id], about.id)


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The same lines for everybody: what a group has, and never whose."""
    there = has_part(ask.group, PART) or store.any_at_all(tx, ask.group.id)
    says = [say("challenge.kept")] if there else []
    one = ask.group.members.get(ask.by.id)
    if one is not None and one.paid:
        says.append(say("challenge.kept-paid"))
    if any(each.answerer == ask.by.id for each in store.still_open(tx, ask.group.id)):
        says.append(say("challenge.kept-answers"))
    until = readers.chosen(tx, ask.group.id).get(ask.by.id)
    if until is not None:
        says.append(say("challenge.kept-reads", day=until))
    return says


def leads(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A question may be about whoever leads: so they read no more, and nobody hears which they had.

    They are a Reader again once they lead no more.
    """
    reading.one_less(tx, ask, ask.by.id)
    return ()


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Notes are untouched: nobody knows whose they are. What they promised has nobody now."""
    if store.moves(tx, ask.group.id, ask.by.id):  # it is another account of theirs
        reading.one_more(tx, ask)  # if both were Readers: one human is not two
    else:
        readers.stop(tx, ask.group.id, ask.by.id)
        reading.one_less(tx, ask, ask.by.id)
    store.nobody_answers_any_more(tx, ask.group.id, ask.by.id)
    return ()


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Somebody was taken out quietly: their name goes out of what came out, as everywhere."""
    store.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return ()
