"""What the group knows, what it does not know yet, and what it hopes: three short lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import dates, forms, times
from bot.db import Tx
from bot.feature import Command, Field, Form, Given
from bot.features.charter import rules, store, telling
from bot.features.charter.rules import Item, List
from bot.features.charter.worries import POST_IT
from bot.model import GROUP, Ask, Listed, Person, Refused, Say, Text, say

KEYS = (
    *("charter.added-known", "charter.added-unknown", "charter.added-hope"),
    *("charter.are-known", "charter.are-unknown", "charter.are-hope"),
    *("charter.standing-strengths", "charter.standing-words", "charter.standing-barriers"),
)


def switched(tx: Tx, ask: Ask) -> None:
    """The group said yes to its charter: what no group knows at its start is on the list."""
    if store.next_item(tx, ask.group.id) > 1:  # another part was switched on, or this one again
        return
    for name in rules.STANDING:
        number = store.next_item(tx, ask.group.id)
        again = telling.today(ask) + rules.FIND_OUT
        one = Item(number, List.UNKNOWN, "", standing=name, look_again=again)
        store.keep_item(tx, ask.group.id, one)


def add_known(tx: Tx, ask: Ask) -> Sequence[Say]:
    return _add(tx, ask, List.KNOWN)


def add_unknown(tx: Tx, ask: Ask) -> Sequence[Say]:
    return _add(tx, ask, List.UNKNOWN)


def add_hope(tx: Tx, ask: Ask) -> Sequence[Say]:
    return _add(tx, ask, List.HOPE)


def _add(tx: Tx, ask: Ask, kind: List) -> list[Say]:
    there, number = store.items(tx, ask.group.id), store.next_item(tx, ask.group.id)
    one = rules.one_more(there, number, kind, str(ask.args["words"]), telling.today(ask))
    store.keep_item(tx, ask.group.id, one)
    facts = {"number": one.number, "words": one.words}
    return [Say(f"charter.added-{kind.value}", facts, GROUP)]


def what_we_know(tx: Tx, ask: Ask) -> Sequence[Say]:
    """All three lists."""
    every = store.items(tx, ask.group.id)
    found = []
    for kind in List:
        rows = tuple(_row(ask, one) for one in every if one.kind is kind)
        if rows:
            found.append(Text(f"charter.are-{kind.value}", {"rows": Listed(rows, telling.ROWS)}))
    if not found:
        return [say("charter.lists-empty")]
    return [say("charter.our-lists", lists=Listed(tuple(found), telling.ROWS))]


def _row(ask: Ask, one: Item) -> Text:
    facts: dict[str, object] = {"number": one.number, "words": _words(one)}
    name = None if one.owner is None else ask.group.names.get(one.owner)
    if one.kind is not List.UNKNOWN:
        return Text("charter.bare-row", facts)
    if one.is_due(telling.today(ask)):
        return Text("charter.unknown-row-due", facts)
    if one.owner is None or name is None:
        return Text("charter.unknown-row", {**facts, "day": one.look_again})
    who = Person(one.owner, name)
    return Text("charter.unknown-row-with", {**facts, "who": who, "day": one.look_again})


def _words(one: Item) -> object:
    return one.words or Text(f"charter.standing-{one.standing}")


def the_item(tx: Tx, ask: Ask) -> Item:
    """What is meant. Raises Refused."""
    number = ask.args.get("number")
    for one in store.items(tx, ask.group.id):
        if one.number == number:
            return one
    raise Refused("charter.no-such-item")


def find_out(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Their own promise, with a day of their own."""
    one, here = the_item(tx, ask), times.wall(ask.at, ask.group.zone)
    typed = ask.args.get("by")
    day = here.date() + rules.FIND_OUT
    if typed is not None:
        found = dates.day(str(typed), here, ask.group.language)
        if found is None:
            raise Refused("charter.which-day")
        day = found
    store.keep_item(tx, ask.group.id, rules.finds_out(one, ask.by.id, day, here.date()))
    return [say("charter.finds-out", to=GROUP, who=ask.by, number=one.number, day=day)]


def cross_out(tx: Tx, ask: Ask) -> Sequence[Say]:
    one = the_item(tx, ask)
    store.drop_item(tx, ask.group.id, one.number)
    return [say("charter.crossed-out", to=GROUP, number=one.number)]


# An unknown that is known now.


def now_known(tx: Tx, ask: Ask) -> Sequence[Say]:
    """In private: what is known now, and then the exact post."""
    one = the_item(tx, ask)
    rules.known_now(store.items(tx, ask.group.id), one, "")
    known = {"number": str(one.number)}
    asked = forms.begin(tx, ask.account, ask.group.id, POST, ask.at, known)
    assert isinstance(asked, Say)  # what is known now is never known before
    return [asked]


def _about(given: Given) -> Mapping[str, object]:
    return {"number": given.get("number") or ""}


def _shows(given: Given) -> Mapping[str, object]:
    return {"group": given.get("group") or Text("charter.your-group"), "post": _post(given)}


def _post(given: Given) -> Text:
    number = int(given.get("number") or 0)
    return Text("charter.known-now", {"number": number, "words": given.get("words") or ""})


FORM = Form(
    (
        Field("words", "charter.what-do-we-know", limit=rules.ITEM_LIMIT, shows=_about),
        Field("sure", "charter.post-this", choices=POST_IT, alone=True, shows=_shows),
    )
)


def post(tx: Tx, ask: Ask) -> Sequence[Say]:
    number = rules.number_in(ask.args.get("number"))
    there = store.items(tx, ask.group.id)
    one = next((one for one in there if one.number == number), None)
    if one is None:
        raise Refused("charter.no-such-item")
    words = str(ask.args.get("words") or "").rstrip(" .")
    store.keep_item(tx, ask.group.id, rules.known_now(there, one, words))
    shown = _post({"number": str(number), "words": words})
    return [Say(shown.key, shown.facts, GROUP), say("charter.posted")]


POST = Command("post that answer found", post, form=FORM, inner=True)
