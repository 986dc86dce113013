"""What the charter does when something happens in the group."""

from __future__ import annotations

from collections.abc import Sequence

from bot import charter, forms, steering
from bot.db import Tx
from bot.features.charter import changing, fading, lists, looking, releasing, store, worries
from bot.model import Ask, Say, say
from bot.nameless import without

_FORMS = frozenset({changing.POST.word, lists.POST.word, worries.POST.word})


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
