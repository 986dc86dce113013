"""Breaks: whoever leads begins one. When it is over the list of hands says so (`bot.breaks`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot import breaks, groups, meetings, schedule, times
from bot.db import Tx
from bot.features.breaks import rules
from bot.model import GROUP, Ask, Choice, Due, Refused, Say, say

REMIND = "breaks.remind"

WORTH_SAYING = timedelta(minutes=15)
"""How late a reminder of a break is still of use."""

UNASKED = 2
"""Private lines of ours to the lead in a session, besides the chance checks."""

KEYS = ("breaks.planned-now", "breaks.none-yet")


def break_(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Everybody may go away for so long. Who asks for a break shows the card `pause`."""
    session = ask.group.session
    assert session is not None  # the command works in a session only
    if not ask.leads:
        raise Refused("breaks.ask-for-one")
    if ask.group.quiet_since is not None:
        raise Refused("breaks.quiet-first")
    if any(ask.group.apart.values()):  # a place that is only being closed is nobody's any more
        raise Refused("breaks.small-groups-first")
    long = rules.length(ask.args.get("minutes"))
    if long is None:
        raise Refused("breaks.how-long", choices=_lengths())
    until = rules.until(ask.at, long)
    if ask.group.break_until == until:  # two who lead say it at once
        raise Refused("breaks.is-on", time=times.wall(until, ask.group.zone))
    breaks.begin(tx, ask, until)
    if schedule.cancel(tx, REMIND, str(ask.group.id)):
        groups.nudge_back(tx, session.id)
    return [say("breaks.until", to=GROUP, time=times.wall(until, ask.group.zone))]


def _lengths() -> tuple[Choice, ...]:
    return tuple(
        Choice(f"break {minutes}", "breaks.so-long", {"minutes": minutes})
        for minutes in rules.OFFERED
    )


def remind(tx: Tx, due: Due) -> Sequence[Say]:
    """Once in a session, in private, to whoever leads: its place among those lines was kept."""
    session = due.group.session
    if session is None or session.id != due.args.get("session"):
        return []
    key = "breaks.planned-now" if due.args.get("planned") else "breaks.none-yet"
    choices = (Choice(f"break {rules.USUAL}", "breaks.so-long", {"minutes": rules.USUAL}),)
    return [say(key, to=session.lead, choices=choices, good_for=WORTH_SAYING, unasked=True)]


def opening(tx: Tx, ask: Ask) -> Sequence[Say]:
    session = ask.group.session
    assert session is not None  # it has just begun
    one = meetings.near(tx, ask.group.id, ask.at)
    planned_at = None if one is None else one.break_at
    when = rules.remind_at(session.started_at, planned=one is not None, planned_at=planned_at)
    if when is not None:
        groups.nudge(tx, session.id, UNASKED)
        args = {"session": session.id, "planned": when == planned_at}
        subject = str(ask.group.id)
        schedule.once(tx, REMIND, ask, subject, when, args=args, good_for=WORTH_SAYING)
    return []


def closing(tx: Tx, ask: Ask) -> Sequence[Say]:
    for job in (REMIND, breaks.BACK):
        schedule.cancel(tx, job, str(ask.group.id))
    return []
