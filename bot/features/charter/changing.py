"""Anybody can ask for a line to be changed: why, in the open, and decided by the group's yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import charter, forms, steering
from bot.clauses import Change, Kind
from bot.db import Tx
from bot.feature import Command, Field, Form, Given, Here
from bot.features.charter import handlers, rules, store, telling
from bot.features.charter.rules import What
from bot.features.charter.worries import POST_IT
from bot.model import GROUP, Ask, Listed, Refused, Say, Text, say

SHOWN = 5
"""Changes in one message."""

KEYS = (
    *("charter.step-written", "charter.step-tried", "charter.step-worry", "charter.step-agreed"),
    *("charter.step-changed", "charter.step-kept", "charter.step-not-sure"),
    *("charter.step-faded", "charter.step-dropped", "charter.step-back"),
    "charter.step-set",
)


def change_line(tx: Tx, ask: Ask) -> Sequence[Say]:
    """In private: the new words, why, and then the exact post."""
    one = telling.the_line(tx, ask)
    rules.asked(one, What.CHANGE, telling.today(ask))
    known = {"number": str(one.number), "line": one.words, "name": ask.by.name}
    asked = forms.begin(tx, ask.account, ask.group.id, POST, ask.at, known)
    assert isinstance(asked, Say)  # the new words are never known before
    return [asked]


def _about(given: Given) -> Mapping[str, object]:
    return {"number": given.get("number") or "", "words": given.get("line") or ""}


def _takes(said: str, _given: Given, _here: Here) -> str | Text:
    try:
        return rules.worded(said)
    except Refused as no:
        return Text(no.key, no.facts)


def _shows(given: Given) -> Mapping[str, object]:
    return {"group": given.get("group") or Text("charter.your-group"), "post": _post(given)}


def _post(given: Given) -> Text:
    facts = {
        "who": given.get("name") or "",
        "number": int(given.get("number") or 0),
        "was": given.get("line") or "",
        "words": given.get("words") or "",
        "because": given.get("because") or "",
    }
    return Text("charter.would-change", facts)


FORM = Form(
    (
        Field("words", "charter.new-words", limit=rules.LIMIT, shows=_about, takes=_takes),
        Field("because", "charter.why-change", limit=rules.LIMIT),
        Field("sure", "charter.post-that", choices=POST_IT, alone=True, shows=_shows),
    )
)


def post(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen the post, and said so. The line stays as it is until the group's yes."""
    said = {name: str(ask.args.get(name) or "") for name in ("number", "line", "words", "because")}
    number = rules.number_in(said["number"])
    one = charter.read(tx, ask.group.id).clause(number)
    if one is None or one.words != said["line"]:
        raise Refused("charter.is-another-now", number=number or 0)
    because = said["because"].strip().rstrip(" .")
    asked = rules.asked(one, What.CHANGE, telling.today(ask), said["words"], because)
    store.ask(tx, ask.group.id, asked)
    handlers.counted(tx, ask)
    shown = _post({**said, "because": because, "name": ask.by.name})
    new = steering.reread(replace(one, words=said["words"]), ask.group.language)
    over = telling.goes_by(one) if new.steers is None else ()
    then = (*over, say("charter.live-with-it"), handlers.talk(ask, one.number))
    choices = (handlers.yes(one.number),)
    return [Say(shown.key, shown.facts, GROUP, choices, then=then), say("charter.posted")]


POST = Command("post that change", post, form=FORM, inner=True)


# What changed, in sentences.


def changes(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The last steps of all lines, or of one: what was, what is, and why."""
    number = telling.the_line(tx, ask).number if "number" in ask.args else None
    every = charter.changes(tx, ask.group.id, number)
    if number is None:
        every = [one for one in every if one.kind is not Kind.WRITTEN]
    if not every:
        return [say("charter.no-changes")]
    shown = [_sentence(one) for one in every[-SHOWN:]]
    more = len(every) - len(shown)
    older = (say("charter.older-changes", count=more),) if more and number is None else ()
    return [say("charter.what-changed", rows=Listed(tuple(shown), telling.ROWS), then=older)]


def _sentence(one: Change) -> Text:
    facts: dict[str, object] = {"number": one.number, "words": one.words, "day": one.on}
    if one.kind is Kind.CHANGED and not one.because:  # by a word that sets how the bot works
        return Text("charter.step-set", {**facts, "was": one.was or ""})
    if one.kind is Kind.CHANGED:
        facts |= {"was": one.was or "", "because": one.because or ""}
    return Text(f"charter.step-{one.kind.value}", facts)
