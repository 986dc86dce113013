"""The files of news and of the report: what was shown, to the letter, in three forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot import releases, times
from bot.db import Tx
from bot.documents import Document, markdown, page, word
from bot.feature import Wording
from bot.model import Attached, File, Group
from bot.releases import Release, Step

FILE = "news.text"

DAY = timedelta(days=1)

PAGE, WORD, PLAIN = "page", "word", "plain"

KEYS = ("news.for-us", "news.for-us-until", "news.file-name", "report.file-name")


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
