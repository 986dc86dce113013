"""An answer that waits for its round can be a point as well: only by its writer's own yes.

Its law: they see first that the words are posted as a point, and what name stands where. It is a
point in the write that posts it, and not before; taken back, it is neither. A live round is talk:
whoever speaks in it can type `note this` (`bot.features.points`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import forms, ledger
from bot.db import Tx
from bot.feature import Command, Field, Form, Given
from bot.features.checkin import store
from bot.features.checkin.rules import AHEAD, BETWEEN, Answer
from bot.ledger import Source
from bot.model import Ask, Choice, Due, Refused, Say, Text, say
from bot.settings import has_part

KEYS = ("checkin.sent-as-point", "checkin.says-as-point")


def how(ask: Ask) -> tuple[Say, ...]:
    """Said once, when an answer is kept; where the group keeps points."""
    return (say("checkin.can-be-a-point"),) if has_part(ask.group, ledger.PART) else ()


def note_my_answer(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Show what would be a point, before they say yes."""
    waits = _waits(tx, ask)
    too_long = [words for words in waits.values() if len(words) > ledger.LONGEST]
    if len(too_long) == len(waits):
        raise Refused("checkin.too-long-for-a-point")
    known = {f"{round}-words": words for round, words in waits.items()}
    if len(waits) == 1:
        known["round"] = next(iter(waits))
    asked = forms.begin(tx, ask.account, ask.group.id, NOTE, ask.at, known)
    assert isinstance(asked, Say)  # whether they are sure is still open
    return [asked]


def _waits(tx: Tx, ask: Ask) -> Mapping[str, str]:
    if not has_part(ask.group, ledger.PART):
        raise Refused("checkin.no-points-here")
    waits = store.waiting_of(tx, ask.group.id, ask.by.id)
    if not waits:
        raise Refused("checkin.nothing-to-note")
    return waits


def _words(given: Given) -> str:
    return given.get(f"{given.get('round') or ''}-words") or ""


def _shows(given: Given) -> Mapping[str, object]:
    return {
        "group": given.get("group") or Text("checkin.place", {"group": "none"}),
        "words": _words(given).removesuffix("."),
    }


FORM = Form(
    (
        Field(
            "round",
            "checkin.which-round",
            choices=(
                Choice(AHEAD, "checkin.round-ahead"),
                Choice(BETWEEN, "checkin.round-between"),
            ),
            shows=lambda _: {},
        ),
        Field(
            "sure",
            "checkin.as-a-point",
            choices=(
                Choice("post", "checkin.note-it"),
                Choice(forms.STOP, "checkin.leave-it"),
            ),
            alone=True,
            shows=_shows,
        ),
    )
)


def note_that_answer(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen it, and said so: exactly these words, if they still wait."""
    round = str(ask.args.get("round") or "")
    words = str(ask.args.get(f"{round}-words") or "")
    _waits(tx, ask)
    if len(words) > ledger.LONGEST:
        raise Refused("checkin.too-long-for-a-point")
    if not store.note(tx, ask.group.id, ask.by.id, round, words):
        raise Refused("checkin.nothing-to-note")
    return [say("checkin.noted")]


NOTE = Command("note that answer", note_that_answer, form=FORM)


def raised(tx: Tx, why: Ask | Due, answers: Sequence[Answer]) -> list[Answer]:
    """What is posted now; those whose writers have said yes are points from now on."""
    return [_raised(tx, why, one) for one in answers]


def _raised(tx: Tx, why: Ask | Due, answer: Answer) -> Answer:
    if not answer.noted or not has_part(why.group, ledger.PART):
        return answer
    one = ledger.raised(tx, why, words=answer.words, source=Source.ROUND, sayer=answer.who.id)
    ledger.thanked(tx, why, [one])  # with its number, in the same post
    return replace(answer, point=one.number)


def said(key: str, answer: Answer) -> Text:
    """An answer as the room reads it, with its number if it is a point."""
    facts = {"who": answer.who, "words": answer.words}
    if answer.point is None:
        return Text(key, facts)
    return Text(f"{key}-as-point", {**facts, "number": answer.point})
