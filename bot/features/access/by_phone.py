"""What helps somebody on the phone, said on their behalf by who looks after the group.

Its law: with their yes to what would be seen, and in the open: the room reads who has done it for
whom, and never what was said. Whoever wrote it down knows it, so it hides nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import access, callers, forms, posts
from bot.db import Tx
from bot.feature import Command
from bot.features.access import rules, store
from bot.features.access.questions import AGAIN, FOR, answered
from bot.model import GROUP, Ask, Choice, Listed, Person, Refused, Say, Text, say

WORD = "what helps for"


def helps_for(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Asked for the first time; later, what was said, and what to do with it."""
    who = callers.named(ask, WORD)
    kept = store.load(tx, ask.group.id, who.id)
    if kept is None:
        return [_begin(tx, ask, who)]
    choices = tuple(
        Choice(f"{does} {WORD} {who.name}", label)
        for does, label in (
            ("keep", "access.still-right"),
            ("change", "access.change-it"),
            ("forget", "access.forget-it"),
        )
    )
    facts = {"who": who, "month": Text(rules.month(kept.said_on)), "helps": _helps(kept)}
    return [Say("access.said-for", facts, choices=choices)]


def _helps(kept: rules.Kept) -> Listed:
    return access.said(access.listed(kept.choices, *filter(None, (kept.own,))))


def change(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Until all is answered, what was said before holds."""
    return [_begin(tx, ask, callers.named(ask, WORD))]


def _begin(tx: Tx, ask: Ask, who: Person) -> Say:
    question = _ask(tx, ask, {"who": who.name, "by": ask.by.name})
    return forms.after((say("access.begin-for", who=who),), question)


def _ask(tx: Tx, ask: Ask, known: Mapping[str, str]) -> Say:
    question = forms.begin(tx, ask.account, ask.group.id, SAY_FOR, ask.at, known)
    assert isinstance(question, Say)  # something is still open
    return question


def say_for(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They were read what would be seen, and said yes."""
    who = callers.named(ask, WORD)
    given = {name: None if said is None else str(said) for name, said in ask.args.items()}
    names, own = answered(given)
    if not names and not own:
        return [say("access.chose-nothing")]
    if given.get("sure") == AGAIN:
        return [_begin(tx, ask, who)]
    if own and rules.names_somebody(own, ask.group.names.values()):
        known = {name: said for name, said in given.items() if said is not None}
        known = {name: said for name, said in known.items() if name not in ("own", "sure")}
        return [forms.after((say("access.without-names"),), _ask(tx, ask, known))]
    kept = rules.said(names, own, ask.at.date(), shown=True)
    store.save(tx, ask.group.id, who.id, kept)
    if ask.group.session is None:
        posts.note(tx, ask.group.id, ask.at)
    return [say("access.told-for", to=GROUP, by=ask.by.name, who=who.name)]


def keep(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They were asked again, and it is still right."""
    who = callers.named(ask, WORD)
    kept = store.load(tx, ask.group.id, who.id)
    if kept is None:
        raise Refused("access.nothing-kept-for", who=who)
    again = rules.said(kept.choices, kept.own, ask.at.date(), shown=True)
    store.save(tx, ask.group.id, who.id, again)
    return [say("access.kept-on")]


def forget(tx: Tx, ask: Ask) -> Sequence[Say]:
    who = callers.named(ask, WORD)
    if not store.forget(tx, ask.group.id, who.id):
        raise Refused("access.nothing-kept-for", who=who)
    return [say("access.forgotten")]


def to_ask(tx: Tx, ask: Ask) -> tuple[Say, ...]:
    """Whom to ask again by phone, because it is half a year ago."""
    people = [one.person for one in ask.group.members.values() if one.person.by_phone]
    today = ask.at.date()
    return tuple(
        say("access.ask-by-phone", who=who, month=Text(rules.month(kept.said_on)))
        for who in people
        if (kept := store.load(tx, ask.group.id, who.id)) is not None and kept.ask_on <= today
    )


SAY_FOR = Command("say what helps for", say_for, form=FOR)
