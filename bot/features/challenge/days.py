"""On which days questions come out: chosen in the open, and never nearer for anybody who waits."""

from __future__ import annotations

from collections.abc import Sequence

from bot import settings, steering
from bot.anonymous import slots
from bot.db import Tx
from bot.model import GROUP, Ask, Choice, Due, Refused, Say, Text
from bot.times import wall

SLOT = "challenge.slot"

KEYS = (
    *("challenge.days-tuesday-and-friday", "challenge.days-monday-and-thursday"),
    "challenge.days-friday",
)


def question_days(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The room hears it, and from when. What the box holds is never looked at."""
    group, today = ask.group, wall(ask.at, ask.group.zone).date()
    then, now = slots.change(group), slots.days(group, today)
    if then is not None and slots.is_changing(group, today):
        raise Refused("challenge.days-changing", days=_said(then.days), day=then.first)
    typed = " ".join(str(ask.args.get("days") or "").casefold().replace(",", " and ").split())
    if typed not in slots.RULES or typed == now:
        others = (one for one in slots.RULES if one != now)
        choices = tuple(Choice(f"question days {one}", _said(one).key) for one in others)
        raise Refused("challenge.which-days", choices, days=_said(now))
    new = slots.changed(group, typed, ask.at)
    settings.choose(tx, group.id, slots.DAYS, now, today)
    settings.choose(tx, group.id, slots.CHANGE, new.kept(), today)
    facts = {"who": ask.by, "days": _said(typed), "last": new.last, "day": new.first}
    return [
        Say("challenge.days-change", facts, GROUP, then=steering.said(tx, ask, slots.DAYS, typed))
    ]


def _said(days: str) -> Text:
    return Text(f"challenge.days-{days.replace(' ', '-')}")


def begin(tx: Tx, why: Ask | Due) -> None:
    slots.begin(tx, SLOT, why)
