"""On which days questions come out: chosen in the open, and never nearer for anybody who waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import schedule, settings
from bot.anonymous import slots
from bot.db import Tx
from bot.model import GROUP, Ask, Choice, Due, Group, Refused, Say, Text
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
    return [Say("challenge.days-change", facts, GROUP)]


def _said(days: str) -> Text:
    return Text(f"challenge.days-{days.replace(' ', '-')}")


def begin(tx: Tx, why: Ask | Due) -> None:
    """Notes come out at the slots of the group. Asked again at each: other days may begin."""
    local = wall(why.at, why.group.zone)
    _every(tx, why.group, slots.next_slot(why.group, local), why.at)


def _every(tx: Tx, group: Group, slot: datetime, now: datetime) -> None:
    first = schedule.utc(slots.before(slot.date()), group.zone)
    rule = slots.rule(group, slot.date())
    schedule.every(tx, SLOT, group, str(group.id), rule, max(now, first))
