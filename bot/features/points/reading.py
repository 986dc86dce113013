"""What is open, and the whole story of one point: for anybody, at any time."""

from __future__ import annotations

from collections.abc import Sequence

from bot import ledger
from bot.db import Tx
from bot.features.points import deciding, rules, saying
from bot.ledger import Point
from bot.model import Ask, Choice, Say, say


def points(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What is open, who answers, and by when; with a number, all of that one."""
    today = ledger.today(ask)
    if "number" in ask.args:
        one = deciding.any_point(tx, ask)
        first, *then = saying.story(tx, ask.group, one, today)
        mine = _for_its_sayer(ask, one) if ask.private else ()
        return [Say(first.key, first.facts, then=tuple(then), choices=mine)]
    found = ledger.still_open(tx, ask.group.id)
    working = [one for one in found if one.parked_until is None]
    late_first = sorted(working, key=lambda one: (not one.is_late(today), one.number))
    shown = late_first[: rules.MOST_SHOWN]
    rows = saying.rows(tx, ask.group, shown, today) if shown else say("points.none-open")
    more, parked = len(working) - len(shown), len(found) - len(working)
    then = [say("points.and-more", more=more)] if more else []
    then += [say("points.some-parked", parked=parked)] if parked else []
    then += [say("points.read-one", number=shown[0].number)] if shown else []
    return [Say(rows.key, rows.facts, then=tuple(then))]


def _for_its_sayer(ask: Ask, one: Point) -> tuple[Choice, ...]:
    """Where nobody else can see it: what they can say of it."""
    if one.sayer != ask.by.id or not one.waits_for_sayer:
        return ()
    return (
        Choice(f"that is right {one.number}", "points.right"),
        Choice(f"partly right {one.number}", "points.partly"),
        Choice(f"not right {one.number}", "points.not"),
    )
