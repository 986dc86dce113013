"""News: made and shown on their day, changed when words come out, and let out by the group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot import documents, endings, ledger, mail, posts, releases, schedule, settings, times
from bot.db import Tx
from bot.documents import Document, markdown, page, word
from bot.feature import Wording
from bot.features.news import reading, rules, store, telling
from bot.features.news.rules import Month
from bot.model import (
    FACILITATORS,
    GROUP,
    Ask,
    Attached,
    Choice,
    Due,
    File,
    Group,
    Lane,
    Listed,
    Refused,
    Say,
    say,
)
from bot.nameless import without
from bot.releases import Kind, Release, Step

PART = ledger.PART
NOT_MAILED = "news.not-mailed"
MONTH, AGAIN, SHOW = "news.month", "news.again", releases.SHOW
FILE = "news.text"

WORTH_SAYING = timedelta(hours=10)
"""A text that did not reach the room on its day is shown anew on another."""

DAY = timedelta(days=1)

PAGE, WORD, PLAIN = "page", "word", "plain"
ALL = "all"

KEYS = (
    *("news.once-more", "news.is-changed", "news.is-ready", "news.is-out", "news.none-yet"),
    *("news.here-as-word", "news.here-as-plain", "news.for-us", "news.for-us-until"),
    *("news.file-name", "news.mail-subject", "report.mail-subject"),
)


# Made, and shown.


def switched(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The part is on: from now on news come by themselves, and their first post has its place."""
    group, subject = ask.group, str(ask.group.id)
    first = schedule.every(tx, MONTH, group, subject, rules.EVERY_MONTH, ask.at)
    posts.take_back(tx, group.id, first)
    posts.reserve(tx, group.id, first)
    if releases.unshown(tx, group.id):
        schedule.once(tx, SHOW, ask, subject, releases.tomorrow(ask))
    return []


def read(tx: Tx, group: Group, now: datetime) -> Month:
    return reading.month(tx, group, now)


def write(month: Month, text: Wording) -> str | None:
    """The text that will be frozen. None: nothing has changed, and there is no file."""
    return None if month.is_quiet else documents.freeze(telling.news(month, text))


def keep(tx: Tx, due: Due, text: str | None) -> Sequence[Say]:
    """It is their day: freeze the text and show it, once; or say that nothing has changed."""
    group = due.group
    posts.take_back(tx, group.id, due.at - due.late)
    if not settings.has_part(group, PART) or endings.is_over(tx, group.id, due.at):
        schedule.cancel(tx, MONTH, str(group.id))
        return []
    if (later := not_now(tx, due)) is not None:
        posts.reserve(tx, group.id, later)
        schedule.once(tx, AGAIN, due, str(group.id), later)
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
    return releases.tomorrow(due) if posts.are_enough(tx, group.id, due.at) else None


def _reserve_next(tx: Tx, due: Due) -> date:
    """The next news have their place among the posts of their week. Which day that is."""
    zone = due.group.zone
    rule = schedule.as_text(rules.EVERY_MONTH)
    _, when = schedule.next_slot(rule, zone, times.wall(due.at, zone))
    posts.take_back(tx, due.group.id, when)
    posts.reserve(tx, due.group.id, when)
    return times.wall(when, zone).date()


def _nothing_new(month: Month, following: date) -> Say:
    waits = month.waits
    still = (
        (say("news.still-open", count=len(waits), numbers=telling.numbers(waits)),) if waits else ()
    )
    next_ = say("news.more-on", day=following)
    return say(
        "news.nothing-new", to=GROUP, lane=Lane.POST, good_for=WORTH_SAYING, then=(*still, next_)
    )


def show(tx: Tx, due: Due, one: Release, first: Say) -> Say:
    """The room gets exactly this text, as a file; the days begin."""
    today = times.wall(due.at, due.group.zone).date()
    one = releases.shown(tx, one, due.cause, today)
    schedule.once(
        tx, SHOW, due, str(due.group.id), releases.tomorrow(due)
    )  # whether it has arrived
    entries = list(documents.entries(one.document))
    numbers = [each.of for each in entries if each.of.isdecimal()]
    own = (say("news.how-to-take-out", number=int(numbers[0])),) if numbers else ()
    return replace(
        first,
        to=GROUP,
        lane=Lane.POST,
        good_for=WORTH_SAYING,
        file=file(one),
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


# The files.


def file(one: Release, form: str = PAGE, *, outside: bool = False) -> File:
    facts: dict[str, object] = {"release": one.id, "form": form}
    return File(FILE, one.group, {**facts, "outside": 1} if outside else facts)


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a file."""

    one: Release
    form: str
    outside: bool
    today: date


def read_file(tx: Tx, group: Group, facts: Mapping[str, object], now: datetime) -> Content | None:
    one = releases.get(tx, group.id, int(str(facts["release"])))
    today = times.wall(now, group.zone).date()
    return None if one is None else Content(one, str(facts["form"]), "outside" in facts, today)


def make_file(content: Content | None, text: Wording) -> Attached | None:
    """What was shown, to the letter; outside only what was let out, and nothing if that is none."""
    if content is None:
        return None
    one = content.one
    document = one.outside() if content.outside else one.document
    if not document.sections:
        return None
    if not content.outside and one.step(content.today) is not Step.OUT:
        document = replace(document, notice=_notice(one, text))
    ending, type, write = _FORMS[content.form]
    name = text(f"{one.kind}.file-name")
    return Attached(f"{name}-{one.last + DAY:%Y-%m-%d}{ending}", type, write(document))


def _notice(one: Release, text: Wording) -> str:
    if one.free_from is None:
        return text("news.for-us")
    return text("news.for-us-until", day=one.free_from)


_FORMS: Mapping[str, tuple[str, str, Callable[[Document], bytes]]] = {
    PAGE: (page.NAME, page.TYPE, lambda one: page.write(one).encode()),
    WORD: (word.NAME, word.TYPE, word.write),
    PLAIN: (markdown.NAME, markdown.TYPE, lambda one: markdown.write(one).encode()),
}


def news(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The newest news once more, and how far they have come."""
    one = releases.newest(tx, ask.group.id, Kind.NEWS)
    if one is None:
        raise Refused("news.none-yet")
    return [again(tx, ask, one)]


def again(tx: Tx, ask: Ask, one: Release) -> Say:
    """A text as a page, with its other forms to choose."""
    outside = one.step(_today(ask)) is Step.OUT
    choices = (
        Choice(f"text as word {one.id}", "news.as-word"),
        Choice(f"text as plain {one.id}", "news.as-plain"),
    )
    return say(
        f"{one.kind}.once-more",
        day=one.last + DAY,
        choices=(*choices, *by_email(tx, ask, one)),
        then=(stands(ask, one), say("news.other-forms")),
        file=file(one, outside=outside),
    )


def stands(ask: Ask, one: Release) -> Say:
    """What may be done with it."""
    step = one.step(_today(ask))
    if step is Step.SHOWN:
        return say("news.stays-until", day=one.free_from)
    return say(f"news.is-{step}")


def in_form(form: str, tx: Tx, ask: Ask) -> Sequence[Say]:
    number = ask.args.get("number")
    one = releases.get(tx, ask.group.id, number) if isinstance(number, int) else None
    if one is None:
        raise Refused("news.none-yet")
    outside = one.step(_today(ask)) is Step.OUT
    return [say(f"news.here-as-{form}", file=file(one, form, outside=outside))]


def _today(ask: Ask) -> date:
    return times.wall(ask.at, ask.group.zone).date()


# Words come out.


def out_of_news(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A sayer takes their words out of every text; whoever leads can for somebody who cannot."""
    number = ask.args.get("number")
    if not isinstance(number, int):
        raise Refused("needs.out-of-news")
    of, today = str(number), _today(ask)
    held = [one for one in releases.every(tx, ask.group.id) if holds(one, of)]
    if not held:
        raise Refused("news.not-in-it", number=number)
    point = ledger.by_number(tx, ask.group.id, number)
    sayer = point.sayer if point is not None else None
    if not rules.may_take_out(sayer, ask.by.id, leads=ask.leads):
        raise Refused("news.not-yours", number=number)
    releases.comes_out(tx, ask, of)
    return [say("news.taken-out", number=number, then=what_follows(held, today))]


def holds(one: Release, of: str) -> bool:
    return any(each.of == of for each in documents.entries(one.document))


def what_follows(held: Sequence[Release], today: date) -> tuple[Say, ...]:
    """What becomes of the texts that held words which have just come out."""
    gone = any(one.out for one in held)
    stays = any(one.step(today) is not Step.OUT for one in held)
    then = (say("news.days-begin-again"),) if stays else ()
    return (*then, say("news.cannot-call-back")) if gone else then


# Let out.


def let_news_out(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask the group whether this exact text may leave it."""
    one = may_be_asked(tx, ask, Kind.NEWS)
    releases.ask(tx, one, asked=True)
    noted(tx, ask)
    choices = (
        Choice(f"group lets out {one.id} {ALL}", "news.we-say-yes"),
        Choice(f"keep it here {one.id}", "news.not-yet"),
    )
    yes = say("news.say-yes", who=ask.by, number=one.id)
    not_yet = say("news.say-not-yet", number=one.id)
    then = (*can_go_to(tx), yes, say("news.no-is-fine"), not_yet)
    return [
        say("news.may-it-leave", to=GROUP, who=ask.by, day=one.last + DAY, choices=choices,
            then=then, file=file(one))
    ]  # fmt: skip


def noted(tx: Tx, ask: Ask) -> None:
    if ask.group.session is None:
        posts.note(tx, ask.group.id, ask.at)


def may_be_asked(tx: Tx, ask: Ask, kind: Kind) -> Release:
    """The text of that kind, if the group has had it long enough. Raises Refused."""
    one = releases.newest(tx, ask.group.id, kind)
    if one is None:
        raise Refused(f"{kind}.none-yet")
    step = one.step(_today(ask))
    if step is Step.SHOWN:
        raise Refused("news.not-before", day=one.free_from)
    if step is not Step.READY:
        raise Refused(f"news.is-{step}")
    if not releases.reached_all(tx, one):
        raise Refused("news.not-arrived")
    return one


def group_lets_out(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A facilitator says that the group said yes: these parts may be handed on from now on."""
    meant = rules.which(str(ask.args.get("which") or ""))
    one = releases.get(tx, ask.group.id, meant[0]) if meant else None
    if one is None or meant is None or not one.asked or one.step(_today(ask)) is not Step.READY:
        raise Refused("news.asked-no-more")
    parts = one.parts if meant[1] == ALL else frozenset({meant[1]}) & one.parts
    if not parts - one.out:
        raise Refused("news.is-out")
    releases.let_out(tx, one, parts, _today(ask))
    noted(tx, ask)
    out = replace(one, out=one.out | parts)
    if out.parts <= out.out:
        releases.ask(tx, one, asked=False)
    heading = next(iter(each.heading for each in one.document.sections if each.name in parts))
    if one.kind is Kind.NEWS:
        told = say("news.let-out", to=GROUP, day=one.last + DAY)
    else:
        told = say("report.let-out", to=GROUP, part=heading)
    return [replace(told, file=file(out, outside=True))]


def keep_here(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Anybody may say: not yet. No name is said, and no reason is asked for."""
    number = ask.args.get("number")
    one = releases.get(tx, ask.group.id, number) if isinstance(number, int) else None
    if one is None or not one.asked:
        raise Refused("news.asked-no-more")
    releases.ask(tx, one, asked=False)
    return [say("news.kept-here", to=GROUP)]


# By e-mail, where the admin has named addresses.


def can_go_to(tx: Tx) -> tuple[Say, ...]:
    """Where it could be sent, so that the group knows before it says yes."""
    found = releases.addresses(tx)
    return (say("news.can-go-to", addresses=Listed(tuple(found))),) if found else ()


def by_email(tx: Tx, ask: Ask, one: Release) -> tuple[Choice, ...]:
    """For whoever leads, once something may be handed on."""
    if not (ask.leads and one.out and releases.addresses(tx)):
        return ()
    return (Choice(f"email text {one.id}", "news.by-email"),)


def email_text(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Exactly where it goes, and what; nothing is sent before they say so."""
    one = _may_be_mailed(tx, ask)
    choices = (
        Choice(f"send text {one.id}", "news.send-it"),
        Choice(f"leave text {one.id}", "news.leave-it"),
    )
    places = Listed(tuple(releases.addresses(tx)))
    shown = file(one, PLAIN, outside=True)
    return [say("news.goes-to", addresses=places, choices=choices, file=shown)]


def send_text(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What the group let out, as plain text, to each address: once."""
    one = _may_be_mailed(tx, ask)
    words = say("news.mail-text", words=markdown.write(one.outside()))
    subject = say(f"{one.kind}.mail-subject", group=ask.group.name or None)
    found = releases.addresses(tx)
    for place, address in enumerate(found):
        mail.put(
            tx,
            ask,
            ask.group.id,
            address,
            (subject, words),
            cause=releases.mail_cause(one, place),
            good_for=timedelta(days=7),
            job=NOT_MAILED,
        )
    releases.sent(tx, one)
    noted(tx, ask)
    return [say("news.on-its-way", to=GROUP, kind=one.kind.value, addresses=Listed(tuple(found)))]


def leave_text(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [say("news.left")]


def _may_be_mailed(tx: Tx, ask: Ask) -> Release:
    number = ask.args.get("number")
    one = releases.get(tx, ask.group.id, number) if isinstance(number, int) else None
    if one is None or not one.out or not releases.addresses(tx):
        raise Refused("news.asked-no-more")
    if one.mailed == documents.print_of(one.outside()):
        raise Refused("news.was-mailed")
    return one


def not_mailed(tx: Tx, due: Due) -> Sequence[Say]:
    """A server will never take it: whoever leads can send the file another way."""
    return [say("news.not-mailed", to=FACILITATORS)]


# Moments.


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A name goes out of what is kept, also when its person has left."""
    releases.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return []
