"""Which step of the ladder a meeting is planned as, and how far it felt from that.

What the features share: a step can be said in the open (`bot.features.ladder`) or in the plan of a
meeting (`bot.features.planning`), and the yearly report (`bot.features.news`) says how far the
meetings of a year felt from theirs. Its law: one of five bands for each meeting, decided above the
floor of `bot.features.ladder.rules`, and never an answer, a number of people, or anybody.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot import settings
from bot.bands import BANDS, Gaps
from bot.db import Tx
from bot.meetings import Meeting
from bot.model import Group, GroupId

PART = "ladder"

KEPT = timedelta(days=400)
"""How long the band of a meeting is kept: until the report of its year is out."""

# The step of the meeting that is on, or of the next one.


def said(tx: Tx, group: GroupId) -> int | None:
    """The step that was said for the meeting that is on, or for the next one."""
    row = tx.one("SELECT step FROM ladder_said WHERE group_id = :g", g=group)
    return None if row is None else int(row[0])


def say_step(tx: Tx, group: GroupId, step: int) -> None:
    """This one, in place of any that was said before."""
    tx.run(
        "INSERT INTO ladder_said (group_id, step) VALUES (:g, :step)"
        " ON CONFLICT (group_id) DO UPDATE SET step = :step",
        g=group,
        step=step,
    )


def take(tx: Tx, group: GroupId) -> int | None:
    """The same, and it is said no more: it was for one meeting."""
    found = said(tx, group)
    tx.run("DELETE FROM ladder_said WHERE group_id = :g", g=group)
    return found


def of_meeting(tx: Tx, group: Group, planned: Meeting | None) -> int | None:
    """The step of a meeting that begins now: what was said of it last, else by its plan."""
    if not settings.has_part(group, PART):
        return None
    by_plan = None if planned is None else planned.series.plan.step
    return said(tx, group.id) or (None if by_plan is None else int(by_plan))


# How far meetings felt from it.


def felt(tx: Tx, group: GroupId, day: date, band: str | None) -> None:
    """Keep the band of a meeting, as the group can read it. None: too few said so."""
    sql = "DELETE FROM ladder_gap WHERE group_id = :g AND day < :old"
    tx.run(sql, g=group, old=(day - KEPT).isoformat())
    sql = "INSERT INTO ladder_gap (group_id, day, band) VALUES (:g, :day, :band)"
    tx.run(sql, g=group, day=day.isoformat(), band=band)


def gaps(tx: Tx, group: GroupId, first: date, last: date) -> Gaps:
    """Of the meetings of these days, both included."""
    rows = tx.all(
        "SELECT band FROM ladder_gap WHERE group_id = :g AND day >= :first AND day <= :last",
        g=group,
        first=first.isoformat(),
        last=last.isoformat(),
    )
    found = [band for (band,) in rows]
    return Gaps({band: found.count(band) for band in BANDS}, len(found))
