"""News: made and shown on their day, told to whoever asks, changed when words come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import documents, endings, ledger, posts, releases, schedule, settings, times
from bot.db import Tx
from bot.feature import Wording
from bot.features.news import files, leaving, reading, rules, store, telling
from bot.features.news.rules import Month
from bot.model import (
    GROUP,
    Ask,
    Choice,
    Due,
    Group,
    Lane,
    Refused,
    Say,
    say,
)
from bot.nameless import without
from bot.releases import Kind, Release, Step

PART = ledger.PART
MONTH, AGAIN, SHOW = "news.month", "news.again", releases.SHOW

WORTH_SAYING = timedelta(hours=10)
"""A text that did not reach the room on its day is shown anew on another."""

SOON = timedelta(days=14)
"""News that are so late that the next ones come within that time are told with those."""

KEYS = (
    *("news.once-more", "report.once-more", "news.is-changed", "news.is-ready", "news.is-out"),
    *("news.here-as-word", "news.here-as-plain"),
)


# Made, and shown.


def switched(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The part is on: from now on news come by themselves, and their first post has its place."""
    group, subject = ask.group, str(ask.group.id)
    first = schedule.every(tx, MONTH, group, subject, rules.EVERY_MONTH, ask.at)
    posts.take_back(tx, group.id, first)
    posts.reserve(tx, group.id, first)
    if releases.unshown(tx, group.id):
        schedule.once(tx, SHOW, ask, subject, releases.tomorrow(tx, ask))
    return []


def read(tx: Tx, group: Group, now: datetime) -> Month:
    return reading.month(tx, group, now)


def write(month: Month, text: Wording) -> str | None:
    """The text that will be frozen. None: nothing has changed, and there is no file."""
    return None if month.is_quiet else documents.freeze(telling.news(month, text))


def keep(tx: Tx, due: Due, text: str | None) -> Sequence[Say]:
    """It is their day: freeze the text and show it, once; or say that nothing has changed."""
    group, subject = due.group, str(due.group.id)
    posts.take_back(tx, group.id, due.at - due.late)
    if (put_off := schedule.cancel(tx, AGAIN, subject)) is not None:  # these tell it, too
        posts.take_back(tx, group.id, put_off)
    if not settings.has_part(group, PART) or endings.is_over(tx, group.id, due.at):
        schedule.cancel(tx, MONTH, subject)
        return []
    if _others_tell(tx, due):
        _reserve_next(tx, due)
        return []
    if (later := not_now(tx, due)) is not None:
        posts.reserve(tx, group.id, later)
        schedule.once(tx, AGAIN, due, subject, later)
        return []
    posts.note(tx, group.id, due.at)
    following = _reserve_next(tx, due)
    month = reading.month(tx, group, due.at)
    releases.sweep(tx, group.id, month.made_on)
    store.sweep(tx, group.id, month.made_on - releases.KEPT)
    if text is None:
        return [_nothing_new(month, following)]
    days = (month.first, month.last)
    one = releases.add(tx, group.id, Kind.NEWS, days, documents.thaw(text))
    return [show(tx, due, one, say("news.here", count=len(month.came)))]


def not_now(tx: Tx, due: Due) -> datetime | None:
    """When to look again, as nobody is to be disturbed, or the week has had its posts."""
    group, wall = due.group, times.wall(due.at, due.group.zone)
    if group.session is not None:
        return due.at + timedelta(hours=1)
    if (ends := settings.quiet_ends(group, wall)) is not None:
        return schedule.utc(ends, group.zone)
    is_full = posts.are_enough(tx, group.id, due.at)
    if is_full or not posts.is_good_day(tx, group, wall.date()):
        return releases.tomorrow(tx, due)
    return None


def _others_tell(tx: Tx, due: Due) -> bool:
    """They are so late that other news are due by now, or soon: those tell of all these days."""
    following = schedule.when(tx, MONTH, str(due.group.id))
    return following is not None and following - due.at < SOON


def _reserve_next(tx: Tx, due: Due) -> date:
    """The next news have their place among the posts of their week. Which day that is."""
    zone = due.group.zone
    rule = schedule.as_text(rules.EVERY_MONTH)
    _, when = schedule.next_slot(rule, zone, times.wall(due.at, zone))
    posts.take_back(tx, due.group.id, when)
    posts.reserve(tx, due.group.id, when)
    return posts.good_day(tx, due.group, times.wall(when, zone).date())


def _nothing_new(month: Month, following: date) -> Say:
    waits = month.waits
    still: tuple[Say, ...] = (
        (say("news.still-open", count=len(waits), numbers=telling.numbers(waits)),) if waits else ()
    )
    if late := tuple(one for one in waits if one.late):
        still += (say("points.opening-late", count=len(late), numbers=telling.numbers(late)),)
    next_ = say("news.more-on", day=following)
    return say(
        "news.nothing-new", to=GROUP, lane=Lane.POST, good_for=WORTH_SAYING, then=(*still, next_)
    )


def show(tx: Tx, due: Due, one: Release, first: Say) -> Say:
    """The room gets exactly this text, as a file; the days begin."""
    today = times.wall(due.at, due.group.zone).date()
    one = releases.shown(tx, one, due.cause, today)
    schedule.once(
        tx, SHOW, due, str(due.group.id), releases.tomorrow(tx, due)
    )  # whether it has arrived
    entries = list(documents.entries(one.document))
    numbers = [each.of for each in entries if each.of.isdecimal()]
    own = (say("news.how-to-take-out", number=int(numbers[0])),) if numbers else ()
    return replace(
        first,
        to=GROUP,
        lane=Lane.POST,
        good_for=WORTH_SAYING,
        file=files.file(one),
        then=(say("news.stays-until", day=one.free_from), *own),
    )


def show_again(tx: Tx, due: Due) -> Sequence[Say]:
    """A day after a text was shown or changed: did it arrive? What did not is shown anew."""
    group = due.group
    for one in releases.every(tx, group.id):
        if one.cause is not None and _waits(one, due) and not releases.reached_all(tx, one):
            releases.show_again(tx, one)
    waiting = releases.unshown(tx, group.id)
    if not waiting or not settings.has_part(group, PART):
        return []
    if (later := not_now(tx, due)) is not None:
        schedule.once(tx, SHOW, due, str(group.id), later)
        return []
    posts.note(tx, group.id, due.at)
    one = waiting[0]
    return [show(tx, due, one, say("news.shown-anew", kind=one.kind.value))]


def _waits(one: Release, due: Due) -> bool:
    return one.step(times.wall(due.at, due.group.zone).date()) is not Step.OUT


# For whoever asks.


def news(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The newest news once more, and how far they have come."""
    one = releases.newest(tx, ask.group.id, Kind.NEWS)
    if one is None:
        raise Refused("news.none-yet")
    return [again(tx, ask, one)]


def again(tx: Tx, ask: Ask, one: Release) -> Say:
    """A text as a page, with its other forms to choose."""
    outside = one.step(leaving.today(ask)) is Step.OUT
    choices = (
        Choice(f"text as word {one.id}", "news.as-word"),
        Choice(f"text as plain {one.id}", "news.as-plain"),
    )
    return say(
        f"{one.kind}.once-more",
        day=one.last + files.DAY,
        choices=(*choices, *leaving.by_email(tx, ask, one)),
        then=(stands(ask, one), say("news.other-forms")),
        file=files.file(one, outside=outside),
    )


def stands(ask: Ask, one: Release) -> Say:
    """What may be done with it."""
    step = one.step(leaving.today(ask))
    if step is Step.SHOWN:
        return say("news.stays-until", day=one.free_from)
    return say(f"news.is-{step}")


def in_form(form: str, tx: Tx, ask: Ask) -> Sequence[Say]:
    number = ask.args.get("number")
    one = releases.get(tx, ask.group.id, number) if isinstance(number, int) else None
    if one is None:
        raise Refused("news.none-yet")
    outside = one.step(leaving.today(ask)) is Step.OUT
    return [say(f"news.here-as-{form}", file=files.file(one, form, outside=outside))]


# Words come out.


def out_of_news(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A sayer takes their words out of every text; whoever leads can for somebody who cannot."""
    number = ask.args.get("number")
    if not isinstance(number, int):
        raise Refused("needs.out-of-news")
    of = str(number)
    held = [one for one in releases.every(tx, ask.group.id) if holds(one, of)]
    if not held:
        raise Refused("news.not-in-it", number=number)
    point = ledger.by_number(tx, ask.group.id, number)
    sayer = point.sayer if point is not None else None
    if not rules.may_take_out(sayer, ask.by.id, leads=ask.leads):
        raise Refused("news.not-yours", number=number)
    releases.comes_out(tx, ask, of)
    return [say("news.taken-out", number=number, then=what_follows(tx, ask, held))]


def holds(one: Release, of: str) -> bool:
    return any(each.of == of for each in documents.entries(one.document))


def what_follows(tx: Tx, ask: Ask, held: Sequence[Release]) -> tuple[Say, ...]:
    """What becomes of the texts that held words which have just come out."""
    gone = any(one.out for one in held)
    today = leaving.today(ask)
    stays = any(one.step(today) is not Step.OUT for one in held)
    shown = say("news.days-begin-again", day=releases.next_day(tx, ask))
    then = (shown,) if stays else ()
    return (*then, say("news.cannot-call-back")) if gone else then


# Moments.


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A name goes out of what is kept, also when its person has left."""
    releases.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return []
