"""Taking somebody out without a word, and undoing it within a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot import forms, groups, schedule
from bot.db import Tx
from bot.feature import Command, Field, Form, Given
from bot.features.removal import store
from bot.model import Ask, Choice, Due, Member, Moment, Person, PersonId, Refused, Say, Text, say
from bot.parse import which_person

FORGET = "removal.forget"

UNDO = timedelta(days=1)

MOST_NUMBER = 1_000_000
"""As many digits as a number has that people can type."""


def _about(given: Given) -> Mapping[str, object]:
    """Whom it is about; the inner word alone is about nobody, and removes nobody."""
    return {"who": given.get("who") or Text("removal.nobody")}


FORM = Form((Field("sure", "removal.really", choices=forms.YES_OR_NO, alone=True, shows=_about),))


def remove(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Asked back once, with everything that follows."""
    who = ask.args.get("who")
    if not isinstance(who, Person):
        which_person(str(who), ask.group, lambda one: f"remove quietly {one}")
        raise Refused("removal.who-is-that", name=str(who))
    if who.id == ask.by.id:
        raise Refused("removal.yourself")
    known = {"who": who.name, "person": who.id}
    asked = forms.begin(tx, ask.account, ask.group.id, SURE, ask.at, known)
    assert isinstance(asked, Say)  # whether they are sure is never known
    return [asked]


def really(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have read what follows, and said yes."""
    id = PersonId(str(ask.args.get("person") or ""))
    if id not in ask.group.names or id == ask.by.id:
        raise Refused("removal.not-here")
    who = Person(id, ask.group.names[id])
    member = ask.group.members.get(id) or Member(who, ask.at.date())
    number = ask.seed % MOST_NUMBER
    store.keep(tx, ask.group.id, number, member, ask.group.facilitators.get(id), ask.at)
    subject = f"{ask.group.id} {number}"
    schedule.once(tx, FORGET, ask, subject, ask.at + UNDO, args={"number": number})
    store.lead_is_now(tx, ask.group.id, id, ask.by)
    store.reword(tx, ask.group, who)
    groups.leave(tx, ask.group.id, id)
    tx.moments += [(Moment.NAMELESS, who), (Moment.LEFT, who)]
    choices = (Choice(f"undo removal {number}", "removal.undo"),)
    then = (say("removal.people"), say("removal.mistake"))
    return [say("removal.done", choices=choices, then=then)]


SURE = Command("really remove quietly", really, form=FORM)


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The last feature to hear of it: others let go of their other accounts as well."""
    store.drop_accounts(tx, ask.by.id)
    return []


def undo(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Of the one on the button, or the last one: they are a member again, and nobody is told."""
    number = ask.args.get("number", store.newest(tx, ask.group.id))
    found = store.take(tx, ask.group.id, number) if isinstance(number, int) else None
    if found is None:
        raise Refused("removal.nothing-to-undo")
    member, leads_until = found
    schedule.cancel(tx, FORGET, f"{ask.group.id} {number}")
    groups.join(tx, ask.group.id, member.person, member.joined_on)
    groups.set_paid(tx, ask.group.id, member.person.id, paid=member.paid)
    if leads_until is not None:
        groups.choose_facilitator(tx, ask.group.id, member.person, leads_until)
    return [say("removal.undone", who=member.person)]


def forget(tx: Tx, due: Due) -> Sequence[Say]:
    """The day is over: their name is not kept any more."""
    number = due.args.get("number", 0)
    assert isinstance(number, int)
    store.forget(tx, due.group.id, number)
    return []
