"""A document as Markdown: plain enough to read aloud or paste, and still with its headings.

What can begin markup in CommonMark, or in the tables and links that others add to it, gets a
backslash; the rest stays as people wrote it, because this file is also read as plain text.
Rules: spec.commonmark.org 0.31, sections 2.4 and 6; github.github.com/gfm for tables and links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from bot.documents import (
    Block,
    Chart,
    Document,
    Entry,
    Items,
    Paragraph,
    Quote,
    Table,
    clean,
)

NAME, TYPE = ".md", "text/markdown"

_INSIDE = re.compile(r"[\\`*_\[\]<>~|@$^]|&(?=[#\w])|:(?=//)|(?<=www)\.|!(?=\[)", re.IGNORECASE)
_AT_END = re.compile(r"#+$")
_AT_START = re.compile(r"([#+\-=>:%{]|\d+(?=[.)]))")


def write(document: Document) -> str:
    """The whole file."""
    head = [f"# {_escaped(document.title)}"]
    head += [_escaped(one) for one in (document.under, document.notice) if one]
    parts = chain.from_iterable(
        (f"## {_escaped(section.heading)}", *chain.from_iterable(map(_part, section.parts)))
        for section in document.sections
    )
    foot = [_escaped(document.foot)] if document.foot else []
    return "\n\n".join((*head, *parts, *foot)) + "\n"


def _part(one: Block | Entry) -> Iterator[str]:
    if isinstance(one, Entry):
        yield f"### {_escaped(one.heading)}"
        for block in one.blocks:
            yield from _block(block)
    else:
        yield from _block(one)


def _block(one: Block) -> Iterator[str]:
    match one:
        case Paragraph():
            yield _escaped(one.text)
        case Items():
            yield "\n".join(f"- {_escaped(each)}" for each in one.items)
        case Quote():
            yield f"> {_escaped(one.text)}" + (f"\n>\n> {_escaped(one.by)}" if one.by else "")
        case Table():
            yield from (_escaped(one.caption), _table(one.head, one.rows))
        case Chart():
            rows = tuple((bar.label, str(bar.count)) for bar in one.bars)
            yield from (f"{_escaped(one.title)}: {_escaped(one.says)}", _table(one.head, rows))


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    first, *others = (" | ".join(map(_cell, line)) for line in (head, *rows))
    rule = " | ".join(("---",) * len(head))
    return "\n".join(f"| {line} |" for line in (first, rule, *others))


def _cell(text: str) -> str:
    return _escaped(text) or " "


def _escaped(text: str) -> str:
    line = _AT_END.sub(r"\\\g<0>", _INSIDE.sub(r"\\\g<0>", clean(text)))
    found = _AT_START.match(line)
    if found is None:
        return line
    at = found.end() if line[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"
