"""The yearly report in words: three headings, counts, and other views word for word."""

from __future__ import annotations

from bot.bands import Gaps
from bot.documents import (
    Bar,
    Block,
    Chart,
    Document,
    Entry,
    Items,
    Paragraph,
    Quote,
    Section,
    Table,
)
from bot.feature import Wording
from bot.features.news import rules, telling
from bot.features.news.rules import Line, Part, Sort, Year

Inside = list[Block | Entry]

KEYS = (
    *("report.title", "report.progress", "report.practice", "report.develop", "report.foot"),
    *("report.since", "report.chart", "report.counts", "report.what", "report.how-many"),
    *("report.raised", "report.answered", "report.on-time", "report.changed", "report.ways"),
    *("report.way", "report.way-note", "report.way-round", "report.way-limit"),
    *("report.way-question", "report.way-worry", "report.kept-to-days", "report.confirmed"),
    *("report.no-lines", "report.other-view", "report.reply", "report.still", "report.we-say"),
    *("report.ladder", "report.ladder-says", "report.ladder-how", "report.meetings"),
    *("report.felt-planned", "report.felt-lower", "report.felt-much-lower", "report.felt-higher"),
    *("report.felt-mixed", "report.felt-so", "report.ladder-is"),
)


def report(year: Year, text: Wording) -> Document:
    """The whole page."""
    inside = {
        Part.PROGRESS: _progress(year, text),
        Part.PRACTICE: _practice(year, text),
        Part.DEVELOP: _develop(year, text),
    }
    sections = []
    for part, told in inside.items():
        own = [one for one in year.lines if one.part is part]
        said = [*told, *_lines(own, text)] or [Paragraph(text("report.no-lines"))]
        sections.append(Section(text(f"report.{part}"), tuple(said), part.value))
    return Document(
        title=text("report.title"),
        language=text("news.language"),
        under=telling.dated(year.group, year.made_on, text),
        sections=tuple(sections),
        foot=text("report.foot"),
    )


def _progress(year: Year, text: Wording) -> Inside:
    said: Inside = [Paragraph(text("report.since", day=year.since, year=year.since.year))]
    numbers = year.numbers
    if numbers.raised:
        named = ("raised", "answered", "on_time", "changed")
        counts = {name: getattr(numbers, name) for name in named}
        bars = tuple(
            Bar(text(f"report.{name.replace('_', '-')}"), many) for name, many in counts.items()
        )
        head = (text("report.what"), text("report.how-many"))
        said.append(Chart(text("report.chart"), text("report.counts", **counts), bars, head))
        ways = tuple((text(f"report.way-{way}"), str(many)) for way, many in numbers.ways)
        columns = (text("report.way"), text("report.how-many"))
        said.append(Table(text("report.ways"), columns, ways))
    said += [telling.entry(one, text, briefly=True) for one in year.changed]
    replies = (one for one in year.lines if one.sort is Sort.REPLY)
    said += [Entry(text("report.reply"), (Quote(one.words, one.name or ""),)) for one in replies]
    return said


def _practice(year: Year, text: Wording) -> Inside:
    """What went well. What did not is under its own heading, with the same words."""
    numbers = year.numbers
    said: Inside = _kept_to_days(year, text) if rules.are_on_time(numbers) else []
    if numbers.confirmed:
        said.append(Paragraph(text("report.confirmed", count=numbers.confirmed)))
    return said + (_ladder(year.gaps, text) if year.gaps and year.gaps.is_good else [])


def _develop(year: Year, text: Wording) -> Inside:
    said: Inside = [] if rules.are_on_time(year.numbers) else _kept_to_days(year, text)
    said += _ladder(year.gaps, text) if year.gaps and not year.gaps.is_good else []
    said += [telling.entry(one, text, briefly=True) for one in year.could_not]
    if year.waits:
        waits = sorted(year.waits, key=lambda one: not one.late)
        lines = tuple(telling.waiting(one, text) for one in waits)
        said += [Paragraph(text("report.still", count=len(year.waits))), Items(lines)]
    return said


def _kept_to_days(year: Year, text: Wording) -> Inside:
    numbers = year.numbers
    if not numbers.answered:
        return []
    facts = {"count": numbers.on_time, "answered": numbers.answered}
    return [Paragraph(text("report.kept-to-days", **facts))]


def _ladder(gaps: Gaps, text: Wording) -> Inside:
    """How far meetings felt from the steps they were planned as: a chart, and all of it in words.

    Who made the ladder is named and linked, as they ask.
    """
    bars = tuple(Bar(text(f"report.felt-{band}"), many) for band, many in gaps.bands.items())
    told = (
        text("report.felt-so", band=text(f"report.felt-{band}"), count=many)
        for band, many in gaps.bands.items()
        if many
    )
    says = " ".join((text("report.ladder-says", count=gaps.asked, shown=gaps.shown), *told))
    head = (text("report.ladder-how"), text("report.meetings"))
    return [Chart(text("report.ladder"), says, bars, head), Paragraph(text("report.ladder-is"))]


def _lines(own: list[Line], text: Wording) -> Inside:
    """What the group wrote there, and then who sees it differently."""
    said: Inside = []
    if written := tuple(one.words for one in own if one.sort is Sort.LINE):
        said += [Paragraph(text("report.we-say")), Items(written)]
    return said + [
        Entry(
            text("report.other-view"),
            (Quote(one.words, "" if one.name is None else text("news.said-by", who=one.name)),),
            rules.of_view(one.id),
        )
        for one in own
        if one.sort is Sort.VIEW
    ]
