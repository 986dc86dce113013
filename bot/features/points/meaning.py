"""What a sayer says of their point: is the answer what they meant, their name, or taking it out.

All of it is said in private: that a point is somebody's is for them to tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import consent, forms, ledger
from bot.db import Tx
from bot.feature import Command, Field, Form, Given
from bot.features.points import saying, store
from bot.features.points.rules import New
from bot.ledger import Point
from bot.model import Ask, Choice, Due, Person, Refused, Say, Text, plain, say

SHOWN = 80


def that_is_right(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Yes, this is what I meant: the point closes."""
    one = ledger.confirm(tx, ask, _answered(tx, ask), "yes")
    return [say("points.closes", number=one.number)]


def partly_right(tx: Tx, ask: Ask) -> Sequence[Say]:
    return _goes_on(tx, ask, "partly")


def not_right(tx: Tx, ask: Ask) -> Sequence[Say]:
    return _goes_on(tx, ask, "no")


def _goes_on(tx: Tx, ask: Ask, said: str) -> Sequence[Say]:
    """It is open again. The room hears that, and not who said so."""
    one = ledger.confirm(tx, ask, _answered(tx, ask), said)
    store.mark(tx, ask.group.id, New.NOT_YET, one.id)
    ledger.tell_soon(tx, ask)
    return [say("points.goes-on", number=one.number, day=one.due)]


def ask_me_later(tx: Tx, ask: Ask) -> Sequence[Say]:
    one = ledger.later(tx, ask, _answered(tx, ask))
    return [say("points.later", number=one.number, day=one.asks_until)]


def _mine(tx: Tx, ask: Ask) -> Point:
    """Raises Refused: the same words for a point of somebody else and one that is not there."""
    number = ask.args.get("number")
    one = ledger.by_number(tx, ask.group.id, number) if isinstance(number, int) else None
    if one is None or one.sayer != ask.by.id:
        raise Refused("points.not-yours")
    return one


def _answered(tx: Tx, ask: Ask) -> Point:
    one = _mine(tx, ask)
    if not one.waits_for_sayer:
        raise Refused("points.not-answered-yet", number=one.number)
    return one


def asks(one: Point, who: Person) -> Say:
    """Is this what you meant? Only of somebody who has said that they may be asked."""
    number = f" {one.number}"
    choices = (
        Choice("that is right" + number, "points.right"),
        Choice("partly right" + number, "points.partly"),
        Choice("not right" + number, "points.not"),
        Choice("ask me later" + number, "points.ask-later"),
    )
    facts = {"number": one.number, "words": _short(one), "day": one.asks_until}
    asked = Say("points.is-it-meant", facts, who, choices, unasked=True)
    return replace(asked, good_for=ledger.WAIT)


def _short(one: Point) -> str:
    return saying.quoted(plain(one.words, SHOWN))


def may_be_asked(tx: Tx, why: Ask | Due, one: Point) -> Person | None:
    """Its sayer, if they are here, in the chat, and have said yes to being asked in private."""
    name = None if one.sayer is None else why.group.names.get(one.sayer)
    if one.sayer is None or name is None or Person(one.sayer, name).by_phone:
        return None
    alone = consent.of(tx, why.group.id, one.sayer) == consent.YES
    return Person(one.sayer, name) if alone else None


# Their name, and their words.


def add_my_name(tx: Tx, ask: Ask) -> Sequence[Say]:
    return _named(tx, ask, named=True)


def no_name(tx: Tx, ask: Ask) -> Sequence[Say]:
    return _named(tx, ask, named=False)


def _named(tx: Tx, ask: Ask, *, named: bool) -> Sequence[Say]:
    one = ledger.name(tx, ask, _mine(tx, ask), named=named)
    return [say("points.name-added" if named else "points.name-left-out", number=one.number)]


def take_out(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Asked once more first: it cannot be undone."""
    one = _mine(tx, ask)
    known = {"number": str(one.number), "words": _short(one)}
    asked = forms.begin(tx, ask.account, ask.group.id, TAKE, ask.at, known)
    assert isinstance(asked, Say)  # whether they are sure is still open
    return [asked]


def really_take_out(tx: Tx, ask: Ask) -> Sequence[Say]:
    number = str(ask.args.get("number") or "")
    asked = replace(ask, args={"number": int(number) if number.isdecimal() else None})
    one = ledger.take_out(tx, asked, _mine(tx, asked))
    return [say("points.is-out", number=one.number)]


def _shows(given: Given) -> Mapping[str, object]:
    return {
        "number": given.get("number") or "",
        "words": given.get("words") or "",
        "group": given.get("group") or Text("points.your-group"),
    }


TAKE_FORM = Form(
    (Field("sure", "points.really-take-out", choices=forms.YES_OR_NO, alone=True, shows=_shows),)
)
TAKE = Command("take it out", really_take_out, form=TAKE_FORM)
