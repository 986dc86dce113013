"""What each word about taking part does: load, decide, save, and say it to that person alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot import access, consent, forms, schedule, settings
from bot.db import Tx
from bot.feature import Command, Given
from bot.features.access import by_phone, rules, store
from bot.features.access.questions import AGAIN, HELPS, MAY_ASK, NO, SHOW, YES, answered
from bot.features.access.rules import Kept
from bot.model import Ask, Choice, Due, Listed, Person, Refused, Say, Text, say
from bot.nameless import without

ASK_AGAIN = "access.ask-again"

WORTH_ASKING = rules.LATER
"""A question for a person who cannot be reached now is asked late rather than never."""

KEEP = Choice("keep what helps me", "access.still-right")
CHANGE = Choice("change what helps me", "access.change-it")
FORGET = Choice("forget what helps me", "access.forget-it")
KEYS = ("access.begin", "access.begin-again")

AGREE = (
    Choice("keep what helps me", "answer.yes"),
    Choice("change what helps me", "answer.no"),
    Choice("ask later what helps me", "access.ask-later"),
    Choice("may alongside ask me no", "access.never-ask"),
)


def what_helps_me(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Asked for the first time; later, what was said, and what to do with it."""
    kept = store.load(tx, ask.group.id, ask.by.id)
    if kept is None:
        return [_first(tx, ask, "access.begin")]
    return [Say("access.said", _facts(kept), choices=(KEEP, CHANGE, FORGET))]


def change(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Until all is answered, what was said before holds."""
    known = store.load(tx, ask.group.id, ask.by.id) is not None
    return [_first(tx, ask, "access.begin-again" if known else "access.begin")]


def say_what_helps(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have answered, and seen exactly what whoever plans would see."""
    names, own = answered(_given(ask))
    if not names and not own:
        if store.load(tx, ask.group.id, ask.by.id) is None:
            return [say("access.chose-nothing")]
        return [say("access.chose-nothing-now", choices=(KEEP, FORGET))]
    if ask.args.get("sure") == AGAIN:
        return [_first(tx, ask, "access.begin-again")]
    if own and rules.names_somebody(own, ask.group.names.values()):
        return [_own_again(tx, ask)]
    shown = ask.args.get("sure") == SHOW
    kept = rules.said(names, own, ask.at.date(), shown=shown)
    store.save(tx, ask.group.id, ask.by.id, kept)
    _plan(tx, ask)
    thanks = say("access.kept-shown") if shown else say("access.kept-held", own=bool(own))
    more_time = (say("access.time-now"),) if access.MORE_TIME in names else ()
    return [_with_may_i_ask(tx, ask, replace(thanks, then=more_time))]


def keep(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Still right: from today on for another while."""
    kept = _kept(tx, ask)
    today = ask.at.date()
    again = rules.said(kept.choices, kept.own, today, shown=kept.shown)
    store.save(tx, ask.group.id, ask.by.id, again)
    return [say("access.kept-on")]


def ask_later(tx: Tx, ask: Ask) -> Sequence[Say]:
    later = replace(_kept(tx, ask), ask_on=ask.at.date() + rules.LATER)
    store.save(tx, ask.group.id, ask.by.id, later)
    return [say("access.later")]


def forget(tx: Tx, ask: Ask) -> Sequence[Say]:
    if not store.forget(tx, ask.group.id, ask.by.id):
        raise Refused("access.nothing-kept")
    _plan(tx, ask)
    return [say("access.forgotten")]


def may_ask(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Yes or no, changed at any time. No answer is neither, and nothing is asked."""
    answer = str(ask.args["answer"]).casefold()
    if answer not in (YES, NO):
        choices = tuple(
            Choice(f"may alongside ask me {types}", f"answer.{types}") for types in (YES, NO)
        )
        raise Refused("access.may-i-ask", choices=choices)
    says = consent.YES if answer == YES else consent.NO
    consent.keep(tx, ask.group.id, ask.by.id, says, ask.at.date())
    _plan(tx, ask)
    return [say("access.will-ask" if answer == YES else "access.will-not-ask")]


def planning_help(tx: Tx, ask: Ask) -> Sequence[Say]:
    """For whoever plans: what to do. The same words whether nobody answered or few did."""
    found = access.told(access.of_group(tx, ask.group.id)) or (say("access.no-instructions"),)
    found = (*found, *by_phone.to_ask(tx, ask))
    return [replace(found[0], then=found[1:])]


# When the time comes.


def ask_again(tx: Tx, due: Due) -> Sequence[Say]:
    """Whoever agreed to be asked, and whose day has come: one question each.

    Not during a meeting, not early, late or in quiet hours, and not over another question.
    """
    local = due.at.astimezone(ZoneInfo(due.group.zone))
    quiet = settings.in_quiet_hours(due.group, local.time())
    if due.group.session is not None or quiet or not rules.is_fit_time(local.time()):
        return []
    says = []
    for id in store.to_ask(tx, due.group.id, local.date()):
        kept = store.load(tx, due.group.id, id)
        member = due.group.members.get(id)
        if kept is None or member is None or forms.opened(tx, id) is not None:
            continue
        # Once: silence keeps it as it is, and it is not asked again before another half year.
        store.save(tx, due.group.id, id, replace(kept, ask_on=rules.ask_on(local.date())))
        says.append(_is_it_right(kept, member.person))
    return says


def _is_it_right(kept: Kept, who: Person) -> Say:
    return Say("access.is-it-right", _facts(kept), who, AGREE, good_for=WORTH_ASKING, unasked=True)


# Moments.


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What is kept about somebody, in words, with who sees it."""
    says = []
    found = store.load(tx, ask.group.id, ask.by.id)
    if found is not None:
        later = say("access.seen-later", own=bool(found.own))
        seen = say("access.seen-now") if found.shown else later
        facts = {"day": found.said_on, "helps": _helps(found)}
        says.append(Say("access.keep", facts, then=(seen,)))
    asked = consent.of(tx, ask.group.id, ask.by.id)
    if asked is not None:
        says.append(say("access.keep-asking", says=asked))
    return says


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    """It has ended with the membership, by its key; so does what they were about to say."""
    form = forms.opened(tx, ask.account)
    if form is not None and form.command in (SAY.word, MAY.word):
        forms.stop(tx, ask.account)
    _plan(tx, ask)
    return []


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    access.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return []


# How it is asked and said.

SAY = Command("say what helps me", say_what_helps, form=HELPS)
MAY = Command("may alongside ask me", may_ask, form=MAY_ASK)


def _begin(tx: Tx, ask: Ask, command: Command, known: Mapping[str, str] | None = None) -> Say:
    question = forms.begin(tx, ask.account, ask.group.id, command, ask.at, known)
    assert isinstance(question, Say)  # something is still open
    return question


def _first(tx: Tx, ask: Ask, before: str) -> Say:
    return _after(Say(before), _begin(tx, ask, SAY))


def _own_again(tx: Tx, ask: Ask) -> Say:
    """The line has a name in it. Only the line is asked for once more."""
    known = {name: said for name, said in _given(ask).items() if said is not None}
    for name in ("own", "sure"):
        known.pop(name, None)
    return _after(Say("access.without-names"), _begin(tx, ask, SAY, known))


def _after(first: Say, question: Say) -> Say:
    """A sentence, then a question, as one message."""
    then = (*first.then, replace(question, choices=()))
    return replace(first, then=then, choices=question.choices, asks=question.asks)


def _with_may_i_ask(tx: Tx, ask: Ask, first: Say) -> Say:
    """Asked once, and only of who has just used the word themselves."""
    if consent.of(tx, ask.group.id, ask.by.id) is not None:
        return first
    consent.keep(tx, ask.group.id, ask.by.id, consent.ASKED, ask.at.date())
    return _after(first, _begin(tx, ask, MAY))


def _given(ask: Ask) -> Given:
    return {name: None if said is None else str(said) for name, said in ask.args.items()}


def _kept(tx: Tx, ask: Ask) -> Kept:
    found = store.load(tx, ask.group.id, ask.by.id)
    if found is None:
        raise Refused("access.nothing-kept")
    return found


def _facts(kept: Kept) -> Mapping[str, object]:
    return {"month": Text(rules.month(kept.said_on)), "helps": _helps(kept)}


def _helps(kept: Kept) -> Listed:
    return access.said(access.listed(kept.choices, *filter(None, (kept.own,))))


def _plan(tx: Tx, ask: Ask) -> None:
    """Look every day while somebody is to be asked some day; else never."""
    subject = str(ask.group.id)
    if store.to_ask(tx, ask.group.id):
        schedule.every(tx, ASK_AGAIN, ask.group, subject, rules.ASKED_AT, ask.at)
    else:
        schedule.cancel(tx, ASK_AGAIN, subject)
