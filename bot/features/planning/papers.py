"""Papers: what people need to read before a meeting, and in which formats.

Whoever looks after the group says where they are, and sees the post first. Where an agreed
format is missing they are not ready. When they are late, whoever looks after the group hears of
it once, in private; members never do, and one word of theirs moves the papers to next time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot import access, forms, meetings, posts, schedule, times
from bot import papers as kept
from bot.db import Tx
from bot.feature import Command
from bot.features.planning import changing, drafts, questions, reminders, telling
from bot.features.planning.questions import AGREED, FORMAT
from bot.meetings import Meeting
from bot.model import Ask, Choice, Due, Group, Offer, Refused, Say, say

ON_THE_LIST = 2
"""Place on the list of whoever leads."""

MOVED_ON = "planning.moved-on"
"""The line that tells the room."""


def papers(tx: Tx, ask: Ask) -> Sequence[Say]:
    """For which meeting; if there is only one, at once."""
    choices = changing.which(tx, ask, "papers for")
    if len(choices) == 1:
        return [_where(tx, ask, meetings.coming(tx, ask.group.id, ask.at)[0])]
    return [Say("planning.papers-of-which", choices=choices)]


def offers(tx: Tx, why: Ask | Due) -> Sequence[Offer]:
    """For the list of whoever leads: papers of the next meeting that nobody has called ready."""
    one = next(iter(meetings.coming(tx, why.group.id, why.at, 1)), None)
    if one is None or one.papers is None or one.papers.ready_on is not None:
        return []
    due = {"day": one.local.date(), "due": one.papers.due_on}
    return [Offer(ON_THE_LIST, Choice(f"papers for {one.id}", "planning.papers-of", due))]


def papers_for(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [_where(tx, ask, changing.one_of(tx, ask, ask.args["number"]))]


def _where(tx: Tx, ask: Ask, one: Meeting) -> Say:
    """Ask which papers, where they are, and in which of the agreed formats."""
    known = {"meeting": str(one.id), AGREED: " ".join(_agreed(tx, one))}
    if one.papers is not None:
        known["papers"] = one.papers.what
    return drafts.begin(tx, ask, READY, known)


def _agreed(tx: Tx, one: Meeting) -> list[str]:
    """What was agreed when it was planned, and what helps people here now."""
    helps = {each.name for each in access.of_group(tx, one.series.group)}
    helps.update((one.series.plan.formats or "").split())
    return [name for name in access.FORMATS if name in helps]


def papers_ready(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Show the post that says where they are."""
    one = changing.one_of(tx, ask, ask.args.get("meeting"))
    given = str(ask.args.get("formats") or "").split()
    draft = {
        "kind": drafts.PAPERS,
        "meeting": one.id,
        "what": str(ask.args["papers"]),
        "place": str(ask.args["place"]),
        "formats": [name for name in access.FORMATS if FORMAT + name in given],
    }
    return drafts.show(tx, ask, draft, telling.papers_are_ready(one, draft, _today(ask, one)))


def post_ready(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Say:
    one = changing.one_of(tx, ask, draft["meeting"])
    today = _today(ask, one)
    kept.ready(tx, one.id, draft["what"], draft["place"], today)
    reminders.papers_are_there(tx, one)
    return telling.papers_are_ready(one, draft, today)


def _today(ask: Ask, one: Meeting) -> date:
    return times.wall(ask.at, one.series.zone).date()


def change(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Say:
    return _where(tx, ask, changing.one_of(tx, ask, draft["meeting"]))


# They came late: a member moves them.


def papers_late(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The room hears it in words that are always the same; in private they are seen first."""
    one = _late(tx, ask)
    if ask.private and "sure" not in ask.args:
        return [drafts.begin(tx, ask, MOVE_ON, {})]
    kept.put_off(tx, one.id)
    schedule.soon(tx, MOVED_ON, ask)
    if ask.group.session is None:
        posts.note(tx, ask.group.id, ask.at)
    return [say("planning.papers-moved-by-you")]


def _late(tx: Tx, ask: Ask) -> Meeting:
    """The meeting whose papers are late. Refused: they are not, or were moved already."""
    one = _of_now(tx, ask.group, ask)
    if one is None or one.papers is None:
        raise Refused("planning.papers-not-late")
    if one.papers.put_off:
        raise Refused("planning.papers-moved-already")
    if not one.papers.late(_today(ask, one)):
        raise Refused("planning.papers-not-late")
    return one


def _of_now(tx: Tx, group: Group, why: Ask | Due) -> Meeting | None:
    """The meeting that is on, or else the next one with papers."""
    near = meetings.near(tx, group.id, why.at)
    if near is not None and near.papers is not None:
        return near
    ahead = meetings.coming(tx, group.id, why.at)
    return next((one for one in ahead if one.papers is not None), None)


def moved_on(tx: Tx, due: Due) -> Sequence[Say]:
    one = _of_now(tx, due.group, due)
    if one is None or one.papers is None or not one.papers.put_off:
        return []
    return [telling.papers_moved()]


READY = Command("papers ready", papers_ready, form=questions.PAPERS)
MOVE_ON = Command("papers move on", papers_late, form=forms.confirm("planning.papers-move-on"))
