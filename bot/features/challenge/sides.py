"""Who is paid to be here: said in the open, so that a crowd can be told by side."""

from __future__ import annotations

from collections.abc import Sequence

from bot import groups
from bot.db import Tx
from bot.model import GROUP, Ask, Person, Refused, Say, say
from bot.parse import which_person


def paid_here(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Of oneself, or by whoever looks after the group. The room hears it, and can put it right."""
    return _say(tx, ask, "paid here", paid=True)


def not_paid_here(tx: Tx, ask: Ask) -> Sequence[Say]:
    return _say(tx, ask, "not paid here", paid=False)


def _say(tx: Tx, ask: Ask, word: str, *, paid: bool) -> Sequence[Say]:
    who = ask.args.get("who", ask.by)
    if not isinstance(who, Person):
        which_person(str(who), ask.group, lambda one: f"{word} {one}")
        raise Refused("challenge.who-is-that", name=str(who))
    if who.id not in ask.group.members:
        raise Refused("challenge.who-is-that", name=who.name)
    if who.id != ask.by.id and not ask.leads:
        raise Refused("challenge.only-yourself")
    groups.set_paid(tx, ask.group.id, who.id, paid=paid)
    return [say("challenge.paid" if paid else "challenge.not-paid", to=GROUP, who=who)]
