"""A post that whoever plans was shown, and has not posted: kept with a number, for a week.

Its button names the number: exactly that one is posted, or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b
from typing import Any

from bot import dates, forms, meetings, schedule, times
from bot.db import Tx
from bot.feature import Command
from bot.model import Ask, Choice, Due, Refused, Say, say
from bot.nameless import without

OLD_DRAFT = "planning.old-draft"

KEPT = timedelta(days=7)

PLAN, MOVE, CANCEL, ADD, PAPERS = "plan", "move", "cancel", "add", "papers"

SHOWN = "shown"
"""Under this a draft remembers which post it was shown as."""

CHANGE_IT = Choice("change meeting post", "planning.change-it")
LEAVE_IT = Choice("leave meeting post", "planning.leave-it")


def show(
    tx: Tx, ask: Ask, draft: Mapping[str, object], post: Say, notes: Sequence[Say] = ()
) -> list[Say]:
    """Keep a draft, and show its post with what can be done with it.

    `notes`: what whoever plans should know besides.
    """
    number = keep(tx, ask, {**draft, SHOWN: print_of(post)})
    choices = [
        Choice(f"post meeting {number}", "planning.post-it"),
        CHANGE_IT,
        LEAVE_IT,
    ]
    if draft["kind"] != PAPERS:
        choices.append(Choice(f"post meeting file {number}", "planning.post-with-file"))
    goes_to = say("planning.draft", group=ask.group.name or None)
    lines: list[Say] = [*notes, goes_to, replace(post, lane=None)]
    return [replace(lines[0], choices=tuple(choices), then=tuple(lines[1:]))]


def keep(tx: Tx, ask: Ask, draft: Mapping[str, object]) -> int:
    """Keep what was shown for a week; the number that its button names."""
    number = ask.seed % 1_000_000
    meetings.keep_draft(tx, ask.group.id, ask.by.id, number, draft)
    when = ask.at + KEPT
    subject = f"{ask.group.id}:{ask.by.id}"
    schedule.once(tx, OLD_DRAFT, ask, subject, when, args={"person": ask.by.id})
    return number


def found(tx: Tx, ask: Ask) -> tuple[int, dict[str, Any]]:
    """The draft that this person was shown last. Refused: there is none."""
    draft = meetings.draft(tx, ask.group.id, ask.by.id)
    if draft is None:
        raise Refused("planning.draft-gone")
    return draft


def begin(tx: Tx, ask: Ask, command: Command, known: Mapping[str, str]) -> Say:
    """Ask for what is still open of a form."""
    question = forms.begin(tx, ask.account, ask.group.id, command, ask.at, known)
    assert isinstance(question, Say)  # something is always left to ask
    return question


def print_of(post: Say) -> str:
    """The same only for the same post: words, days and times."""
    said = repr([(one.key, one.facts) for one in (post, *post.then)])
    return blake2b(said.encode(), digest_size=8).hexdigest()


def time_taken(
    tx: Tx, ask: Ask, when: dates.When, minutes: int, zone: str, *, but: int = 0
) -> Refused | None:
    """The group meets then already, in the first or any of the next meetings of this plan."""
    there = meetings.taken(tx, ask.group.id, when, minutes, zone, but=but)
    if there is None:
        return None
    local = times.wall(there, zone)
    choices = (CHANGE_IT, LEAVE_IT)
    return Refused("planning.time-taken", choices, day=local.date(), time=local)


def too_late() -> Refused:
    return Refused("planning.too-late-now", choices=(CHANGE_IT,))


def does_not_fit() -> Refused:
    return Refused("planning.does-not-fit", choices=(CHANGE_IT,))


def leave_it(tx: Tx, ask: Ask) -> Sequence[Say]:
    if not meetings.drop_draft(tx, ask.group.id, ask.by.id):
        raise Refused("planning.draft-gone")
    return [say("planning.left-it")]


# What is kept about somebody.


def old(tx: Tx, due: Due) -> Sequence[Say]:
    meetings.drop_draft(tx, due.group.id, due.args["person"])  # type: ignore[arg-type]
    return []


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    draft = meetings.draft(tx, ask.group.id, ask.by.id)
    return [] if draft is None else [say("planning.kept")]


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    meetings.drop_draft(tx, ask.group.id, ask.by.id)
    return []


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The name of somebody who is gone is in no plan any more."""
    meetings.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return []
