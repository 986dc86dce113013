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
    *("news.heard", "news.thinking", "news.will", "news.did", "news.partly", "news.could-not"),
    *("news.field-heard", "news.field-reason", "news.field-decided", "news.field-could-change"),
    *("news.field-look-again", "news.field-elsewhere"),
    *("news.know-heard", "news.know-reason", "news.know-decided", "news.know-could-change"),
    *("news.know-elsewhere", "news.title", "news.dated", "news.came", "news.still", "news.foot"),
    *("news.point", "news.you-said", "news.said-by", "news.route", "news.answered-by"),
    *("news.is-due", "news.was-due"),
)


def news(month: Month, text: Wording) -> Document:
    """The whole page."""
    sections = [Section(text("news.came"), tuple(entry(one, text) for one in month.came), CAME)]
    if month.waits:
        lines = Items(tuple(waiting(one, text) for one in month.waits))
        sections.append(Section(text("news.still"), (lines,), STILL))
    return Document(
        title=text("news.title"),
        language=month.language,
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
    blocks += answer(one, text)
    return Entry(text("news.point", number=one.number), tuple(blocks), str(one.number))


def answer(one: Came, text: Wording) -> list[Block]:
    facts = {"words": one.answer or None, "day": one.will_by, "by": one.by or None}
    blocks: list[Block] = [Paragraph(text(f"news.{one.state}", **facts))]
    if one.could_not:
        blocks.append(Items(tuple(_field(name, said, text) for name, said in one.could_not)))
    if one.route is not None and one.state != State.HEARD:
        blocks.append(Paragraph(text("news.route", route=one.route)))
    elif one.by and one.state != State.WILL:
        blocks.append(Paragraph(text("news.answered-by", who=one.by)))
    return blocks


def _field(name: str, said: str | date, text: Wording) -> str:
    plain = name.replace("_", "-")
    if isinstance(said, date) and name != "look_again":
        return text(f"news.know-{plain}", day=said)
    if isinstance(said, date):
        return text("news.field-look-again", day=said)
    return text(f"news.field-{plain}", said=said)


def waiting(one: Waits, text: Wording) -> str:
    if one.due is None:
        return text("news.point", number=one.number)
    key = "news.was-due" if one.late else "news.is-due"
    return text(key, number=one.number, day=one.due)


def numbers(waits: tuple[Waits, ...]) -> Listed:
    """Their numbers, one after the other."""
    return Listed(tuple(one.number for one in waits))
