"""Worries without a name come out of the box at a slot, and the room hears of their lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import charter, posts, schedule
from bot.anonymous import slots
from bot.anonymous import store as box
from bot.aside import Note
from bot.db import Tx
from bot.features.charter import store, worries
from bot.features.charter.unnamed import STANDING
from bot.model import Ask, Due, Lane, Say
from bot.settings import quiet_ends
from bot.times import wall

SLOT, TELL = "charter.slot", "charter.tell"

WORTH_SAYING = timedelta(days=7)
"""How long the post is worth saying late."""

LONGEST_WAIT = timedelta(days=3)
"""How long it waits for a week with room for it: then it is posted, as somebody asked for it."""

A_DAY = timedelta(days=1)


def only_without_a_name(_tx: Tx, _ask: Ask) -> Sequence[Say]:
    raise AssertionError("it never has a name")


def switched(tx: Tx, ask: Ask) -> None:
    """The group said yes to its charter: from now on worries come out at its slots."""
    slots.begin(tx, SLOT, ask)


def slot(tx: Tx, due: Due, notes: Sequence[Note]) -> Sequence[Say]:
    """However many had a worry about a line: it is one, and the line is talked about again.

    A line that was dropped meanwhile needs no talk.
    """
    if slots.change(due.group) is not None:
        slots.begin(tx, SLOT, due)
    fresh = box.opened(tx, notes, slots.day_of(due.group, due.at))
    for number in sorted({int(note.about) for note in fresh}):
        one = charter.read(tx, due.group.id).clause(number)
        if one is not None and one.state in STANDING:
            worries.raised(tx, due, one)
            store.to_say(tx, due.group.id, number, store.WORRY)
    return _tell(tx, due, due.at + LONGEST_WAIT)


def tell(tx: Tx, due: Due) -> Sequence[Say]:
    return _tell(tx, due, datetime.fromisoformat(str(due.args["latest"])))


def _tell(tx: Tx, due: Due, latest: datetime) -> Sequence[Say]:
    """Now, or when the room can hear it: not at night, and not as the third post of a week."""
    if not store.has_unsaid(tx, due.group.id, store.WORRY):
        return []  # a meeting has heard of it
    if due.group.session is not None:
        schedule.soon(tx, worries.LINE, due)
        return []
    ends = None if due.leapt else quiet_ends(due.group, wall(due.at, due.group.zone))
    later = None if ends is None else schedule.utc(ends, due.group.zone)
    if later is None and due.at < latest and posts.are_enough(tx, due.group.id, due.at):
        later = due.at + A_DAY
    if later is not None:
        args = {"latest": latest.isoformat()}
        schedule.once(tx, TELL, due, str(due.group.id), later, args=args)
        return []
    posts.note(tx, due.group.id, due.at)
    said = worries.line(tx, due)
    return [replace(one, lane=Lane.POST, good_for=WORTH_SAYING) for one in said]


def opening(tx: Tx, ask: Ask) -> None:
    """What could not be posted yet is said now: a meeting is the best place for it."""
    if store.has_unsaid(tx, ask.group.id, store.WORRY):
        schedule.soon(tx, worries.LINE, ask)
