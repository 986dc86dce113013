"""One of a series: added, moved, or called off. Each is a post that is shown first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from bot import dates, forms, meetings, schedule
from bot.db import Tx
from bot.feature import Command
from bot.features.planning import drafts, questions, reminders, telling
from bot.model import Ask, Choice, Refused, Say

SERIES = "series"

KINDS = (drafts.MOVE, drafts.CANCEL, drafts.ADD)
"""The drafts that this file makes."""


def move_meeting(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [Say("planning.move-which", choices=which(tx, ask, "move that meeting"))]


def cancel_meeting(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [Say("planning.cancel-which", choices=which(tx, ask, "cancel that meeting"))]


def which(tx: Tx, ask: Ask, word: str) -> tuple[Choice, ...]:
    """The next meetings, to choose one."""
    found = meetings.coming(tx, ask.group.id, ask.at, 9)
    if not found:
        raise Refused("planning.nothing-planned")
    return tuple(
        Choice(
            f"{word} {one.id}",
            "planning.that-one",
            {"day": one.local.date(), "time": one.local},
        )
        for one in found
    )


def one_of(tx: Tx, ask: Ask, named: object) -> meetings.Meeting:
    """A meeting that is still to come. Refused: it is past, or cancelled, or was never there."""
    one = meetings.get(tx, ask.group.id, _number(named))
    if one is None or one.cancelled or one.starts_at <= ask.at:
        raise Refused("planning.no-such-meeting")
    return one


def _number(named: object) -> int:
    return int(str(named)) if str(named).isdecimal() and len(str(named)) < 10 else 0


# To another time.


def move_that(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask for the new time; where it is known already and suits, show the post."""
    one = one_of(tx, ask, ask.args["number"])
    when = dates.When.kept(str(ask.args.get("when")))
    known = {} if when is None or when.time is None else {"when": str(when)}
    asked = forms.begin(tx, ask.account, ask.group.id, TO_NEW_TIME, ask.at, {**_of(one), **known})
    if isinstance(asked, Say):
        return [asked]
    return to_new_time(tx, replace(ask, args=asked.answers))


def _of(one: meetings.Meeting) -> dict[str, str]:
    return {"meeting": str(one.id), "minutes": str(one.series.minutes)}


def to_new_time(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Show the post about the new time."""
    one = one_of(tx, ask, ask.args.get("meeting"))
    draft = {"kind": drafts.MOVE, "meeting": one.id, **_chosen(ask)}
    when = _new_time(draft)
    if schedule.utc(when.start, one.series.zone) == one.starts_at:
        other = Choice(f"move that meeting {one.id}", "planning.other-time")
        facts = {"day": one.local.date(), "time": one.local}
        return [Say("planning.then-already", facts, choices=(other,))]
    return show(tx, ask, draft)


def _chosen(ask: Ask) -> dict[str, Any]:
    """The time that was typed, what it goes against, and why."""
    given = {name: None if said is None else str(said) for name, said in ask.args.items()}
    known = dates.When.kept(given["when"] or "")
    assert known is not None  # its field takes nothing else
    clock = known.time or time.fromisoformat(given["time"] or "")
    against = " ".join(questions.against(given))
    return {
        "to": datetime.combine(known.day, clock).isoformat(),
        "against": against,
        "why": given.get("why"),
    }


def _new_time(draft: Mapping[str, Any]) -> dates.When:
    wall = datetime.fromisoformat(draft["to"])
    return dates.When(wall.date(), wall.time())


def _still_good(
    tx: Tx, ask: Ask, of: meetings.Series, draft: Mapping[str, Any], *, but: int = 0
) -> datetime:
    """The new time. Refused: it has passed, is taken, or goes against what somebody just said."""
    when = _new_time(draft)
    wall = when.start
    if schedule.utc(wall, of.zone) <= ask.at:
        raise drafts.too_late()
    if no := drafts.time_taken(tx, ask, when, of.minutes, of.zone, but=but):
        raise no
    if not questions.fits_still(tx, of.group, when, of.minutes, draft["why"]):
        raise drafts.does_not_fit()
    return wall


def post_move(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Say:
    one = one_of(tx, ask, draft["meeting"])
    wall = _still_good(tx, ask, one.series, draft, but=one.id)
    post = _post(tx, ask, draft)
    new = meetings.move(tx, one, wall, ask.at)
    reminders.set_all(tx, ask, [new], said_at=ask.at)
    reminders.look_again(tx, ask, new.series)
    return replace(post, good_for=telling.good_for(new.starts_at, ask.at))


# One more.


def add_meeting(tx: Tx, ask: Ask) -> Sequence[Say]:
    """To the series that meets; which, if there are several."""
    found = meetings.every_series(tx, ask.group.id, ask.at)
    if not found:
        raise Refused("planning.nothing-planned")
    if len(found) == 1:
        return [_when_added(tx, ask, found[0])]
    choices = tuple(
        Choice(f"add to series {one.id}", "planning.series-about", {"aim": one.plan.aim})
        for one in found[:9]
    )
    return [Say("planning.add-which", choices=choices)]


def add_to_series(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [_when_added(tx, ask, _series(tx, ask, ask.args["number"]))]


def _series(tx: Tx, ask: Ask, named: object) -> meetings.Series:
    of = meetings.series(tx, _number(named))
    if of is None or of.group != ask.group.id:
        raise Refused("planning.no-such-meeting")
    return of


def _when_added(tx: Tx, ask: Ask, of: meetings.Series) -> Say:
    known = {SERIES: str(of.id), "minutes": str(of.minutes)}
    return drafts.begin(tx, ask, ONE_MORE, known)


def one_more(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Show the post about one more meeting."""
    of = _series(tx, ask, ask.args.get(SERIES))
    return show(tx, ask, {"kind": drafts.ADD, SERIES: of.id, **_chosen(ask)})


def post_added(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Say:
    of = _series(tx, ask, draft[SERIES])
    wall = _still_good(tx, ask, of, draft)
    if not meetings.is_free(tx, of, wall):
        raise Refused("planning.meets-then")
    post = _post(tx, ask, draft)
    one = meetings.add_one(tx, of, wall, ask.at)
    reminders.set_all(tx, ask, [one], said_at=ask.at)
    reminders.look_again(tx, ask, of)
    return replace(post, good_for=telling.good_for(one.starts_at, ask.at))


# Called off.


def cancel_that(tx: Tx, ask: Ask) -> Sequence[Say]:
    """This one alone or all after it too; where there is only one, it is shown at once."""
    one = one_of(tx, ask, ask.args["number"])
    if not meetings.following(tx, one.series, one.starts_at):
        return _show_cancel(tx, ask, one, questions.ONE)
    return [drafts.begin(tx, ask, CANCEL_THAT, {"meeting": str(one.id)})]


def cancel_so_many(tx: Tx, ask: Ask) -> Sequence[Say]:
    one = one_of(tx, ask, ask.args.get("meeting"))
    return _show_cancel(tx, ask, one, str(ask.args["how-many"]))


def _show_cancel(tx: Tx, ask: Ask, one: meetings.Meeting, which: str) -> Sequence[Say]:
    return show(tx, ask, {"kind": drafts.CANCEL, "meeting": one.id, "which": which})


def _post_of_cancel(tx: Tx, ask: Ask, one: meetings.Meeting, which: str) -> Say:
    gone = {each.id for each in _going(tx, one, which)}
    left = meetings.coming(tx, ask.group.id, ask.at)
    follows = next((each for each in left if each.id not in gone), None)
    return telling.cancelled(one, follows, all_after=which == questions.ALL)


def _going(tx: Tx, one: meetings.Meeting, which: str) -> list[meetings.Meeting]:
    after = [] if which == questions.ONE else meetings.following(tx, one.series, one.starts_at)
    return [one, *after]


def post_cancel(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Say:
    one, which = one_of(tx, ask, draft["meeting"]), str(draft["which"])
    post = _post(tx, ask, draft)
    for each in _going(tx, one, which):
        meetings.cancel(tx, each, ask.at)
        reminders.take_back(tx, each)
    series = one.series
    if which == questions.ALL:
        meetings.end_series(tx, series)
        series = replace(series, rule=None)
    reminders.look_again(tx, ask, series)
    return replace(post, good_for=telling.good_for(one.starts_at, ask.at))


def show(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Sequence[Say]:
    """The post of a draft; where its time is taken, that, and only the time is asked again."""
    if draft["kind"] == drafts.CANCEL:
        return drafts.show(tx, ask, draft, _post(tx, ask, draft))
    added, but = draft["kind"] == drafts.ADD, 0
    if added:
        of = _series(tx, ask, draft[SERIES])
    else:
        one = one_of(tx, ask, draft["meeting"])
        of, but = one.series, one.id
    when = _new_time(draft)
    if no := drafts.time_taken(tx, ask, when, of.minutes, of.zone, but=but):
        drafts.keep(tx, ask, draft)
        return [no.say()]
    if added and not meetings.is_free(tx, of, when.start):
        raise Refused("planning.meets-then")
    return drafts.show(tx, ask, draft, _post(tx, ask, draft))


def _post(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Say:
    """What a draft says about its meeting as it is now."""
    if draft["kind"] == drafts.ADD:
        return telling.added(_series(tx, ask, draft[SERIES]), _new_time(draft).start, draft)
    one = one_of(tx, ask, draft["meeting"])
    if draft["kind"] == drafts.MOVE:
        return telling.moved(one, _new_time(draft).start, draft)
    return _post_of_cancel(tx, ask, one, str(draft["which"]))


def is_as_shown(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> bool:
    """Would the post still say what whoever plans has seen? Others plan here as well."""
    return bool(draft[drafts.SHOWN] == drafts.print_of(_post(tx, ask, draft)))


def change(tx: Tx, ask: Ask, draft: Mapping[str, Any]) -> Say:
    """Ask again for what a draft of this file is about."""
    if draft["kind"] == drafts.ADD:
        return _when_added(tx, ask, _series(tx, ask, draft[SERIES]))
    one = one_of(tx, ask, draft["meeting"])
    if draft["kind"] == drafts.MOVE:
        return drafts.begin(tx, ask, TO_NEW_TIME, _of(one))
    return drafts.begin(tx, ask, CANCEL_THAT, {"meeting": str(one.id)})


# Their forms, for handlers that know something first.

TO_NEW_TIME = Command("to new time", to_new_time, form=questions.NEW_TIME)
ONE_MORE = Command("one more meeting", one_more, form=questions.ADD_TIME)
CANCEL_THAT = Command("cancel so many", cancel_so_many, form=questions.HOW_MANY)
