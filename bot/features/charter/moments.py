"""What the charter does when something happens in the group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import charter, forms, steering
from bot.clauses import State
from bot.db import Tx
from bot.features.charter import (
    changing,
    fading,
    handlers,
    lists,
    looking,
    releasing,
    rules,
    store,
    telling,
    worries,
)
from bot.features.charter.rules import What
from bot.model import GROUP, Ask, Listed, Say, say
from bot.nameless import without

_FORMS = frozenset({changing.POST.word, lists.POST.word, worries.POST.word})


def switched(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The group said yes to its charter, or to another part."""
    releasing.switched(tx, ask)
    lists.switched(tx, ask)
    if ask.args.get("part") != charter.PART:
        return []
    return [say("charter.now", to=GROUP), *_done_already(tx, ask)]


def _done_already(tx: Tx, ask: Ask) -> list[Say]:
    """What was so before stands in the charter now. To what nobody said yes, the group can."""
    lines = steering.taken_up(tx, ask)
    if not lines:
        return []
    rows = Listed(tuple(map(telling.row, lines)), telling.ROWS)
    told = say("charter.done-already", to=GROUP, count=len(lines), rows=rows)
    tried = [one for one in lines if one.state is State.TRIED]
    if not tried:
        return [told]
    for one in tried:
        store.ask(tx, ask.group.id, rules.asked(one, What.AGREE, telling.today(ask)))
    numbers = [one.number for one in tried]
    asked = say("charter.agree-these", count=len(numbers), lines=Listed(tuple(numbers)))
    how = handlers.talk(ask, *numbers)
    return [replace(told, choices=(handlers.yes(*numbers),), then=(asked, how))]


def opening(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Worries that could not be posted yet are said first; then what waits to be looked at."""
    releasing.opening(tx, ask)
    return looking.opening(tx, ask)


def lines(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A line that sets something has changed, perhaps by the word of another feature."""
    fading.plan(tx, ask)
    return steering.settle(tx, ask)


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Nothing in the lines says whose they are: only who finds something out has a name."""
    return [
        say("charter.kept", number=one.number, day=one.look_again)
        for one in store.items(tx, ask.group.id)
        if one.owner == ask.by.id
    ]


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    form = forms.opened(tx, ask.account)
    if form is not None and form.group == ask.group.id and form.command in _FORMS:
        forms.stop(tx, ask.account)
    store.nobody_finds_out(tx, ask.group.id, ask.by.id)
    return []


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    """People's words stay, without the name."""

    def change(words: str) -> str:
        return without(words, ask.by)

    charter.reword(tx, ask.group.id, change)
    store.reword(tx, ask.group.id, change)
    store.reword_items(tx, ask.group.id, change)
    return []
