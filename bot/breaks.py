"""A break in a meeting: until when it goes, and what ends it. Kept with the group, like a quiet.

Its law: in a break nobody is called and no list is read out; every place is kept. It ends at its
time, or by whoever leads.
"""

from __future__ import annotations

from datetime import datetime

from bot import groups, schedule
from bot.db import Tx
from bot.model import Ask, GroupId

BACK = "hands.back"
"""The list of hands knows the places, so it says that the break is over."""

LINE = "hands.line"


def begin(tx: Tx, ask: Ask, until: datetime) -> None:
    """A break until then; one that was on goes until then instead."""
    groups.set_break(tx, ask.group.id, until)
    schedule.once(tx, BACK, ask, str(ask.group.id), until)


def end(tx: Tx, group: GroupId) -> None:
    """It is over, and whoever calls this says so."""
    groups.set_break(tx, group, None)
    schedule.cancel(tx, BACK, str(group))


def go_on(tx: Tx, ask: Ask) -> None:
    """The lead has begun something else: a break that was on is over, and hands are told soon."""
    if ask.group.break_until is not None:
        end(tx, ask.group.id)
        schedule.soon(tx, LINE, ask)
