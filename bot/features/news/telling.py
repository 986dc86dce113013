"""News in words: a document, made of what was read and of our texts."""

from __future__ import annotations

from datetime import date

from bot.documents import Block, Document, Entry, Items, Paragraph, Quote, Section
from bot.feature import Wording
from bot.features.news.rules import Came, Month, Waits
from bot.ledger import State
from bot.model import Listed

CAME, STILL = "came", "still"
"""The names of the parts of news."""

KEYS = (
    *("news.language", "news.title", "news.dated", "news.came", "news.still", "news.foot"),
    *("news.point", "news.you-said", "news.said-by", "news.is-due", "news.was-due"),
)


def news(month: Month, text: Wording) -> Document:
    """The whole page."""
    sections = [Section(text("news.came"), tuple(entry(one, text) for one in month.came), CAME)]
    if month.waits:
        lines = Items(tuple(waiting(one, text) for one in month.waits))
        sections.append(Section(text("news.still"), (lines,), STILL))
    return Document(
        title=text("news.title"),
        language=text("news.language"),  # English, where ours are not yet in the group's
        under=dated(month.group, month.made_on, text),
        sections=tuple(sections),
        foot=text("news.foot"),
    )


def dated(group: str, day: date, text: Wording) -> str:
    """Whose it is, and of when."""
    return text("news.dated", group=group or None, day=day, year=day.year)


def entry(one: Came, text: Wording) -> Entry:
    """A point: what was said, and what came of it."""
    by = "" if one.said_by is None else text("news.said-by", who=one.said_by)
    blocks: list[Block] = [Paragraph(text("news.you-said")), Quote(one.words, by)]
    blocks += _answer(one, text)
    return Entry(text("news.point", number=one.number), tuple(blocks), str(one.number))


def _answer(one: Came, text: Wording) -> list[Block]:
    """Its sentences as they were posted; of "we could not, yet" each reason on a line."""
    keys = [each.key for each in one.answer]
    said = [text(each.key, **each.facts) for each in one.answer]
    last = len(said) - (keys[-1:] == ["told.by"])
    if one.state != State.COULD_NOT or last < 3:
        return [Paragraph(each) for each in said]
    return [Paragraph(said[0]), Items(tuple(said[1:last])), *map(Paragraph, said[last:])]


def waiting(one: Waits, text: Wording) -> str:
    if one.due is None:
        return text("news.point", number=one.number)
    key = "news.was-due" if one.late else "news.is-due"
    return text(key, number=one.number, day=one.due)


def numbers(waits: tuple[Waits, ...]) -> Listed:
    """Their numbers, one after the other."""
    return Listed(tuple(one.number for one in waits))
