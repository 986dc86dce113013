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


def entry(one: Came, text: Wording, *, briefly: bool = False) -> Entry:
    """A point: what was said, and what came of it.

    `briefly`: of many. Then it is not said of each who answered it in the chat.
    """
    by = "" if one.said_by is None else text("news.said-by", who=one.said_by)
    blocks: list[Block] = [] if briefly else [Paragraph(text("news.you-said"))]
    blocks += [Quote(one.words, by), *_answer(one, text, briefly=briefly)]
    return Entry(text("news.point", number=one.number), tuple(blocks), str(one.number))


def _answer(one: Came, text: Wording, *, briefly: bool) -> list[Block]:
    """Its sentences as they were posted; of "we could not, yet" each reason on a line."""
    answer = [each for each in one.answer if not (briefly and each.key == "told.by")]
    keys = [each.key for each in answer]
    said = [text(each.key, **each.facts) for each in answer]
    if one.state != State.COULD_NOT or "told.could-not" not in keys:
        return [Paragraph(each) for each in said]
    first = keys.index("told.could-not") + 1
    last = len(said) - (keys[-1:] == ["told.by"])
    if last - first < 2:
        return [Paragraph(each) for each in said]
    reasons = Items(tuple(said[first:last]))
    return [*map(Paragraph, said[:first]), reasons, *map(Paragraph, said[last:])]


def waiting(one: Waits, text: Wording) -> str:
    if one.due is None:
        return text("news.point", number=one.number)
    key = "news.was-due" if one.late else "news.is-due"
    return text(key, number=one.number, day=one.due)


def numbers(waits: tuple[Waits, ...]) -> Listed:
    """Their numbers, one after the other."""
    return Listed(tuple(one.number for one in waits))
