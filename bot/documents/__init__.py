"""A page that people read outside the chat: its nouns, and what can be changed once it is frozen.

Its law: everything in it is plain text that is already in words. No text in it is ever markup, so
whoever wrote it: the writers (`page`, `markdown`, `word`) escape all of it, each in its own way.
Whose words an entry holds is said by `of`, so that they can be taken out of the very text that
people were shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from hashlib import sha256
from typing import Any

from bot.facts import tame


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list, each line a thought of its own."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, as they said them."""

    text: str
    by: str = ""
    """Whose they are, in words; nothing: that is not said."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns. The first cell of a row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One of a chart, with how many it stands for."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars to look at, and a sentence that tells the same to whoever does not see them."""

    title: str
    says: str
    bars: tuple[Bar, ...]
    head: tuple[str, str]
    """What its two columns are called where it is shown as a table."""


Block = Paragraph | Items | Quote | Table | Chart


@dataclass(frozen=True, slots=True)
class Entry:
    """A few blocks under a small heading."""

    heading: str
    blocks: tuple[Block, ...]
    of: str = ""
    """Whose words are in it, by a name that only its feature knows: `point 14`."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part under a heading of its own."""

    heading: str
    parts: tuple[Block | Entry, ...]
    name: str = ""
    """By which its feature knows it, as it may go out without the others."""


@dataclass(frozen=True, slots=True)
class Document:
    """The whole page."""

    title: str
    language: str
    """As BCP 47 has it: `en`, `cy`."""
    under: str
    """Whose it is, and of when."""
    sections: tuple[Section, ...]
    notice: str = ""
    """What must be known before it is read or handed on."""
    foot: str = ""


def clean(text: str) -> str:
    """One line, without what no file can hold or show: controls, and what turns text round."""
    return " ".join(tame(text).replace("\ufffe", "").replace("\uffff", "").split())


# What was shown is kept as it was.

_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (Paragraph, Items, Quote, Table, Bar, Chart, Entry, Section, Document)
}


def freeze(document: Document) -> str:
    """The exact text, to keep."""
    flat = _flat(reworded(document, clean))
    return json.dumps(flat, ensure_ascii=False, separators=(",", ":"))


def thaw(kept: str) -> Document:
    found = _made(json.loads(kept))
    assert isinstance(found, Document)
    return found


def print_of(document: Document) -> str:
    """What shows whether two are the same to the letter."""
    return sha256(freeze(document).encode()).hexdigest()


def _flat(one: object) -> object:
    if is_dataclass(one):
        return [type(one).__name__, *(_flat(getattr(one, each.name)) for each in fields(one))]
    return ["", *map(_flat, one)] if isinstance(one, tuple) else one


def _made(kept: Any) -> Any:
    if not isinstance(kept, list):
        return kept
    kind, *values = kept
    made = tuple(map(_made, values))
    return _KINDS[kind](*made) if kind else made


# What may still be changed in it: only ever less is said.


def entries(document: Document) -> Iterator[Entry]:
    """All that hold somebody's words."""
    for section in document.sections:
        yield from (one for one in section.parts if isinstance(one, Entry) and one.of)


def without(document: Document, of: str) -> Document:
    """The same without these words, and without a part that would have nothing else in it."""

    def holds(one: Block | Entry) -> bool:
        return not (isinstance(one, Entry) and one.of == of)

    sections = []
    for section in document.sections:
        left = tuple(filter(holds, section.parts))
        if left or not section.parts:
            sections.append(replace(section, parts=left))
    return replace(document, sections=tuple(sections))


def unnamed(document: Document, of: str) -> Document:
    """The same, and of these words it is not said any more whose they are."""

    def quote(one: Block) -> Block:
        return replace(one, by="") if isinstance(one, Quote) else one

    def entry(one: Block | Entry) -> Block | Entry:
        if not isinstance(one, Entry) or one.of != of:
            return one
        return replace(one, blocks=tuple(map(quote, one.blocks)))

    sections = (replace(one, parts=tuple(map(entry, one.parts))) for one in document.sections)
    return replace(document, sections=tuple(sections))


def only(document: Document, names: frozenset[str]) -> Document:
    """The same with those of its parts alone."""
    return replace(document, sections=tuple(one for one in document.sections if one.name in names))


def reworded(document: Document, change: Callable[[str], str]) -> Document:
    """Each text of it changed in the same way: a name is to be said no more."""
    found = _reworded(document, change)
    assert isinstance(found, Document)
    return replace(found, language=document.language)


def _reworded(one: Any, change: Callable[[str], str]) -> Any:
    if isinstance(one, str):
        return change(one)
    if isinstance(one, tuple):
        return tuple(_reworded(each, change) for each in one)
    if not is_dataclass(one):
        return one
    kept = ("language", "of", "name")
    changed = {
        each.name: _reworded(getattr(one, each.name), change)
        for each in fields(one)
        if each.name not in kept
    }
    return replace(one, **changed)  # type: ignore[type-var]  # one of ours
