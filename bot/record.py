"""What is off the record: a stretch of a meeting of which nothing can be noted but one's own words.

Anybody can begin one and end it (row 68 of what groups asked for: what stays here). It is over with
its meeting, whatever happens. Kept: that there is one, by the number of its meeting; not who asked
for it, nor anything that was said.
"""

from __future__ import annotations

import re
from datetime import date

from bot.db import Tx
from bot.model import Group, Refused
from bot.settings import ON, Setting, choose

_KEPT = re.compile(r"(off|was) (\d+)")

RECORD = Setting("record", ON, lambda value: value == ON or _KEPT.fullmatch(value) is not None)
"""`off 7`: in meeting 7 the record is off now. `was 7`: a part of that meeting was."""


def is_off(group: Group) -> bool:
    """Is what people say now off the record? Then only their own words can be noted."""
    return group.session is not None and RECORD.of(group) == f"off {group.session.id}"


def check(group: Group) -> None:
    """Raises Refused if words of somebody else cannot be noted now."""
    if is_off(group):
        raise Refused("record.only-your-own")


def go_off(tx: Tx, group: Group, today: date) -> None:
    _keep(tx, group, "off", today)


def go_on(tx: Tx, group: Group, today: date) -> None:
    _keep(tx, group, "was", today)


def _keep(tx: Tx, group: Group, state: str, today: date) -> None:
    assert group.session is not None  # the words work in a meeting only
    choose(tx, group.id, RECORD, f"{state} {group.session.id}", today)


def let_go(tx: Tx, group: Group, session: int, today: date) -> bool:
    """That meeting is over. Was any of it off the record?"""
    kept = _KEPT.fullmatch(RECORD.of(group))
    if kept is None:
        return False
    choose(tx, group.id, RECORD, ON, today)
    return int(kept[2]) == session
