"""The yearly report: written together, shown, and let out part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot import documents, endings, forms, posts, releases, schedule, settings, times
from bot.db import Tx
from bot.feature import Command, Field, Form, Given, Wording
from bot.features.news import files, handlers, leaving, reading, report_telling, rules, store
from bot.features.news.rules import Line, Part, Sort, Year
from bot.model import GROUP, Ask, Choice, Due, Group, Listed, Person, Refused, Say, Text, say
from bot.nameless import without
from bot.releases import Kind, Release, Step

REPORT = "news.report"

LONGEST = 300
"""Characters of a line, or of another view."""

KEEP, WITH_NAME, NO_NAME = "keep-it", "with-my-name", "without-my-name"

KEYS = (
    *("report.which-part", "report.line-words", "report.view-words", "report.view-name"),
    *("report.view-preview", "report.reply-who", "report.reply-words", "report.reply-preview"),
    *("report.progress", "report.practice", "report.develop", "report.with-my-name"),
    *("report.without-my-name", "report.keep-it", "report.post-it", "report.leave-it"),
    *("report.once-more", "report.file-name", "report.none-yet"),
)

PARTS = tuple(Choice(part.value, f"report.{part}") for part in Part)


def _nothing(_given: Given) -> Mapping[str, object]:
    return {}


def _view(given: Given) -> Mapping[str, object]:
    """Exactly what the group will read, with the name or without."""
    named = given.get("named") == WITH_NAME
    part = Text(f"report.{given.get('part') or Part.PROGRESS}")
    name = given.get("me") if named else None
    return {"words": given.get("words") or "", "who": name or None, "part": part}


def _sure(keep: str) -> tuple[Choice, ...]:
    return (Choice(KEEP, keep), Choice(forms.STOP, "report.leave-it"))


LINE_FORM = Form(
    (
        Field("part", "report.which-part", choices=PARTS, shows=_nothing),
        Field("words", "report.line-words", limit=LONGEST, shows=_nothing),
    )
)

VIEW_FORM = Form(
    (
        Field("part", "report.which-part", choices=PARTS, shows=_nothing),
        Field("words", "report.view-words", limit=LONGEST, shows=_nothing),
        Field(
            "named",
            "report.view-name",
            choices=(
                Choice(NO_NAME, "report.without-my-name"),
                Choice(WITH_NAME, "report.with-my-name"),
            ),
            shows=_nothing,
        ),
        Field(
            "sure", "report.view-preview", choices=_sure("report.keep-it"), alone=True, shows=_view
        ),
    )
)


def _reply(given: Given) -> Mapping[str, object]:
    return {"words": given.get("words") or "", "who": given.get("who") or ""}


REPLY_FORM = Form(
    (
        Field("who", "report.reply-who", limit=80, shows=_nothing),
        Field("words", "report.reply-words", limit=1000, shows=_nothing),
        Field(
            "sure",
            "report.reply-preview",
            choices=_sure("report.post-it"),
            alone=True,
            shows=_reply,
        ),
    )
)


# What is in it.


def report(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What there is for it so far, and what can be done."""
    today = _today(ask)
    year = reading.year(tx, ask.group, ask.at)
    one = releases.newest(tx, ask.group.id, Kind.REPORT)
    count = {sort: sum(line.sort is sort for line in year.lines) for sort in Sort}
    choices = [
        Choice("report line", "report.write-line"),
        Choice("show report", "report.show-it"),
    ]
    if count[Sort.LINE]:
        choices.append(Choice("drop report lines", "report.drop-lines"))
    then: tuple[Say, ...] = ()
    file = None
    if one is not None:
        outside = one.step(today) is Step.OUT
        file = files.file(one, outside=outside)
        then = (say("report.shown-last", day=one.last + files.DAY), handlers.stands(ask, one))
        if one.step(today) is Step.READY:
            choices.append(Choice("let report out", "report.ask-group"))
        choices += leaving.by_email(tx, ask, one)
    return [
        say(
            "report.so-far",
            lines=count[Sort.LINE],
            views=count[Sort.VIEW],
            choices=tuple(choices),
            then=then,
            file=file,
        )
    ]


def line(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A line by whoever leads, for the group. The group reads it before anybody else does."""
    _add(tx, ask, Sort.LINE, Part(str(ask.args["part"])), str(ask.args["words"]))
    return [say("report.line-kept", choices=(Choice("report", "report.go-on"),))]


def drop_lines(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Those of whoever leads, to write them anew. Views are their sayers' own."""
    since = reading.year(tx, ask.group, ask.at).first
    found = [one for one in store.lines(tx, ask.group.id, since) if one.sort is Sort.LINE]
    if not found:
        raise Refused("report.no-lines-yet")
    for one in found:
        store.drop(tx, ask.group.id, one.id)
    return [say("report.lines-dropped")]


def other_view(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Somebody sees it differently. What they gave before is shown with a way to take it out."""
    own = tuple(
        Choice(f"take view out {one.id}", "report.take-out", {"words": one.words})
        for one in store.lines(tx, ask.group.id)
        if one.sort is Sort.VIEW and one.person == ask.by.id
    )
    if own:
        more = Choice("another view", "report.give-another")
        return [say("report.your-views", choices=(*own, more))]
    return give_view(tx, ask)


def give_view(tx: Tx, ask: Ask) -> Sequence[Say]:
    known = {"me": ask.by.name}
    asked = forms.begin(tx, ask.account, ask.group.id, KEEP_VIEW, ask.at, known)
    assert isinstance(asked, Say)  # whether they are sure is never known
    return [asked]


def keep_view(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen exactly what will be read, and said yes: that is what keeps it."""
    named = ask.args.get("named") == WITH_NAME
    part = Part(str(ask.args["part"]))
    _add(tx, ask, Sort.VIEW, part, str(ask.args["words"]), ask.by, named=named)
    return [say("report.view-kept")]


KEEP_VIEW = Command("keep other view", keep_view, form=VIEW_FORM)


def take_view_out(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Only whoever gave it."""
    number = ask.args.get("number")
    one = store.get(tx, ask.group.id, number) if isinstance(number, int) else None
    if one is None or one.person != ask.by.id:
        raise Refused("report.not-your-view")
    of = rules.of_view(one.id)
    held = [each for each in releases.every(tx, ask.group.id) if handlers.holds(each, of)]
    store.drop(tx, ask.group.id, one.id)
    releases.comes_out(tx, ask, of)
    return [say("report.view-out", then=handlers.what_follows(tx, ask, held))]


def their_reply(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What the organisation replied: word for word to the room, and into the next report."""
    who, words = str(ask.args["who"]), str(ask.args["words"])
    reply = Line(0, Sort.REPLY, Part.PROGRESS, words, None, who, _today(ask))
    store.add(tx, ask.group.id, reply)
    leaving.noted(tx, ask)
    return [say("report.replied", to=GROUP, who=who, words=words)]


def _add(
    tx: Tx, ask: Ask, sort: Sort, part: Part, words: str, by: Person | None = None, *,
    named: bool = False,
) -> None:  # fmt: skip
    name = by.name if by is not None and named else None
    one = Line(0, sort, part, words, None if by is None else by.id, name, _today(ask))
    store.add(tx, ask.group.id, one)


def _today(ask: Ask) -> date:
    return times.wall(ask.at, ask.group.zone).date()


# Shown, and let out.


def show_report(tx: Tx, ask: Ask) -> Sequence[Say]:
    """It is put into words at once, and the room gets it."""
    if endings.is_over(tx, ask.group.id, ask.at):
        raise Refused("report.group-is-over")
    schedule.once(tx, REPORT, ask, str(ask.group.id), ask.at)
    return [say("report.comes")]


def read(tx: Tx, group: Group, now: datetime) -> Year:
    return reading.year(tx, group, now)


def write(year: Year, text: Wording) -> str:
    return documents.freeze(report_telling.report(year, text))


def keep(tx: Tx, due: Due, text: str | None) -> Sequence[Say]:
    """Freeze it and show it. One of which nothing has left yet gives way to it."""
    if text is None or not settings.has_part(due.group, handlers.PART):
        return []
    year = reading.year(tx, due.group, due.at)
    releases.give_way(tx, due.group.id, Kind.REPORT)
    days = (year.first, year.last)
    one = releases.add(tx, due.group.id, Kind.REPORT, days, documents.thaw(text))
    if due.group.session is None:
        posts.note(tx, due.group.id, due.at)
    return [handlers.show(tx, due, one, say("report.here"))]


def let_report_out(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask the group, part by part. What it does not say yes to is not in the file."""
    one = leaving.may_be_asked(tx, ask, Kind.REPORT)
    releases.ask(tx, one, asked=True)
    leaving.noted(tx, ask)
    return [_asked(tx, ask, one)]


def _asked(tx: Tx, ask: Ask, one: Release) -> Say:
    left = [each for each in one.document.sections if each.name not in one.out]
    choices = tuple(
        Choice(f"group lets out {one.id} {each.name}", "report.yes-to", {"part": each.heading})
        for each in left
    )
    yes = say("report.say-yes", who=ask.by, number=one.id, part=left[0].name)
    not_yet = say("news.say-not-yet", number=one.id)
    others = Listed(tuple(each.name for each in left[1:]))
    more = (say("report.other-parts", parts=others),) if others.items else ()
    fine = (yes, *more, say("news.no-is-fine"), not_yet)
    then = (say("report.part-by-part"), *leaving.can_go_to(tx), *fine)
    choices = (*choices, Choice(f"keep it here {one.id}", "news.not-yet"))
    return say(
        "report.may-it-leave",
        to=GROUP,
        who=ask.by,
        choices=choices,
        then=then,
        file=files.file(one),
    )


# Moments.


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    own = [one for one in store.lines(tx, ask.group.id) if one.person == ask.by.id]
    return [say("report.kept", count=len(own))] if own else []


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    if store.moves(tx, ask.group.id, ask.by.id):  # it is another account of theirs
        return []
    store.lets_go(tx, ask.group.id, ask.by.id)
    return handlers.nameless(tx, ask)


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    store.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return handlers.nameless(tx, ask)
