"""The files of words: `prompts/<language>/*.ftl` (Fluent), banks of questions, and languages.

Its law: a folder with any fault in it is refused as a whole, with file, line and reason, so
that a half-read language never speaks. What is read here is not yet said: `bot.words` does that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NoReturn

from fluent.syntax import FluentParser, ast
from fluent.syntax.stream import FluentParserStream
from typing_extensions import override

from bot.facts import MARK

ENGLISH = "en"
LONGEST_QUESTION = 200
HOUSE_WORDS = "avoid.txt"
"""In each language's folder: words the linter refuses. Not a question bank."""

LIST = "-words.txt"
"""How the name of a plain list of words ends, one on a line. Not a question bank either."""

OWN_NAME = "language.ftl"
"""In each language's folder: what the language is called."""

SPOKEN = ("dates.ftl", "when.ftl")
"""In each language's folder: how people say days and rules (`bot.dates`)."""

KEYS = ("language.name",)

WORD, SIGN = "word-", "sign"
"""Messages that are words of commands, and the term for what stands before them in a room."""

TERM = "-"
"""How the name of a term begins, which is only for other texts to refer to."""

_COMMENT = re.compile(r"^#.*$", re.MULTILINE)
_REFERENCE = re.compile(r"\{\s*(-?[a-z][\w-]*)")
_NAME = re.compile(r"[a-zA-Z][\w-]*", re.ASCII)
_TEXT_END = re.compile(r"[{}\n]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)*")
_SECTION = re.compile(r"#\s*([a-z]+)")


Entry = ast.Message | ast.Term


class BadWords(Exception):  # noqa: N818 (what is wrong is the words)
    """A file of words that cannot be used: which, where, and why."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}, line {line}: {reason}" if line else f"{file}: {reason}")
        self.file = file
        self.line = line
        """From 1; 0: the whole file or folder."""
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a bank. `section` is the comment word it stands under."""

    name: str
    text: str
    easy: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its folder, and what people call it."""

    code: str
    names: tuple[str, ...]
    """Its own name for itself first."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything in a folder of words, read and found whole."""

    texts: Mapping[str, Mapping[str, str]]
    """By language and name, a term's with its hyphen: each message as it is written in its file."""
    banks: Mapping[tuple[str, str], tuple[Question, ...]]
    """By language and name."""

    @property
    def languages(self) -> tuple[str, ...]:
        """English first: what another language lacks is said in it."""
        return (ENGLISH, *sorted(set(self.texts) - {ENGLISH}))


def read(folder: Traversable | Path | None = None) -> Catalogue:
    """Read a whole folder, or raise BadWords. None: the prompts that came with the bot."""
    root = prompts() if folder is None else folder
    written: dict[str, Mapping[str, str]] = {}
    banks: dict[tuple[str, str], tuple[Question, ...]] = {}
    for language in _folders(root):
        shown = f"{root.name}/{language.name}"
        if not _LANGUAGE.fullmatch(language.name):
            raise BadWords(shown, 0, "a folder here is named by a language, like cy")
        texts: dict[str, str] = {}
        for file in _sorted(language):
            name, dot, kind = file.name.rpartition(".")
            path = f"{shown}/{file.name}"
            if dot and kind == "ftl":
                texts[path] = _read(file, path)
            elif is_bank(file.name):
                banks[language.name, name] = tuple(_questions(path, _read(file, path)))
        if not texts:
            raise BadWords(shown, 0, "this language has no .ftl file")
        written[language.name] = _whole(texts)
    if ENGLISH not in written:
        raise BadWords(f"{root.name}/{ENGLISH}", 0, "there are no English words")
    return Catalogue(written, banks)


def is_bank(file: str) -> bool:
    """Is a file of this name a bank of questions?"""
    return file.endswith(".txt") and file != HOUSE_WORDS and not file.endswith(LIST)


@cache
def listed(name: str, language: str = ENGLISH) -> tuple[str, ...]:
    """The lines of `<name>-words.txt` in that language, or in English where it has none."""
    file = prompts() / language / f"{name}{LIST}"
    if not file.is_file():
        file = prompts() / ENGLISH / f"{name}{LIST}"
    lines = (line.strip() for line in _read(file, file.name).splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def languages(folder: Path | None = None) -> tuple[Language, ...]:
    """The languages the bot can speak, English first. Read once, and only their names."""
    root = prompts() if folder is None else folder
    found = [Language(language.name, _names(language)) for language in _folders(root)]
    return tuple(sorted(found, key=lambda language: (language.code != ENGLISH, language.code)))


@cache
def sections(bank: str) -> Mapping[str, tuple[str, ...]]:
    """The names of a bank's questions by section: in English, where every bank is whole."""
    path = f"{ENGLISH}/{bank}.txt"
    found: dict[str, tuple[str, ...]] = {}
    for question in _questions(path, _read(prompts() / path, path)):
        found[question.section] = (*found.get(question.section, ()), question.name)
    return found


@cache
def spoken(language: str) -> Mapping[str, tuple[str, ...]]:
    """What people say for a day or a rule, by key: in that language, and always in English."""
    found: dict[str, tuple[str, ...]] = {}
    for code in dict.fromkeys((language, ENGLISH)):
        for name in SPOKEN:
            file = prompts() / code / name
            for entry in _entries(file) if file.is_file() else ():
                if isinstance(entry, ast.Message) and entry.value is not None:
                    also = [each.value for each in entry.attributes if each.id.name == "also"]
                    ways = "|".join(_plainly(pattern) for pattern in (entry.value, *also))
                    said = tuple(way.strip() for way in ways.split("|"))
                    found[entry.id.name] = (*found.get(entry.id.name, ()), *said)
    return found


def slashed(
    entries: Iterable[Entry], unslashed: Collection[str] = (), before: str = ""
) -> list[Entry]:
    """What takes the place of some entries where people type slash words.

    A word is spelled by its name in code, `/hand-up`, and no sign stands before it. One that has
    no slash of its own stands in the language's words, with `before` before it.
    """
    found: list[Entry] = []
    for entry in entries:
        if isinstance(entry, ast.Message) and entry.id.name.startswith(WORD):
            name = entry.id.name
            own = ast.TextElement("/" + name.removeprefix(WORD))
            spelled: list[ast.TextElement | ast.Placeable] = [own]
            if name in unslashed and entry.value is not None:
                spelled = [ast.TextElement(before), *entry.value.elements]
            found.append(ast.Message(entry.id, ast.Pattern(spelled), entry.attributes))
        elif isinstance(entry, ast.Term) and entry.id.name == SIGN:
            found.append(ast.Term(entry.id, ast.Pattern([])))
    return found


def _names(language: Traversable) -> tuple[str, ...]:
    file = language / OWN_NAME
    for entry in _entries(file) if file.is_file() else ():
        if isinstance(entry, ast.Message) and entry.id.name == "language-name":
            also = [each.value for each in entry.attributes if each.id.name == "also"]
            spoken = "|".join(_plainly(pattern) for pattern in (entry.value, *also) if pattern)
            return tuple(name.strip() for name in spoken.split("|"))
    return (language.name,)


def _plainly(pattern: ast.Pattern) -> str:
    """The words of a text that takes no facts."""
    return "".join(e.value for e in pattern.elements if isinstance(e, ast.TextElement))


def _folders(root: Traversable | Path) -> list[Any]:
    """The folder of each language."""
    every = _sorted(root) if root.is_dir() else []
    return [f for f in every if f.is_dir() and not f.name.startswith((".", "_"))]


def prompts() -> Traversable:
    """The prompts that came with the bot: inside the wheel, or beside `bot` in a checkout."""
    shipped = files("bot") / "prompts"
    return shipped if shipped.is_dir() else Path(__file__).parent.parent / "prompts"


def _sorted(folder: Traversable | Path) -> list[Any]:
    return sorted(folder.iterdir(), key=lambda entry: entry.name)


def _read(file: Traversable, name: str) -> str:
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadWords(name, raw[: error.start].count(b"\n") + 1, "this is not UTF-8") from None
    if mark := MARK.search(text):
        _refuse(name, text, mark.start(), "a character of private use")
    return text


def _refuse(name: str, text: str, index: int, reason: str) -> NoReturn:
    raise BadWords(name, text.count("\n", 0, index) + 1, reason)


class Parser(FluentParser):
    """Fluent's own parser, but plain text and names are read in one step: twice as fast.

    Of each message it keeps where it stands in its file, and of nothing that is in one.
    """

    def __init__(self) -> None:
        super().__init__(with_spans=False)

    @override
    def get_entry(self, ps: FluentParserStream) -> ast.EntryType:
        start = ps.index
        entry = super().get_entry(ps)
        entry.add_span(start, ps.index)
        return entry

    @override
    def get_identifier(self, ps: FluentParserStream) -> ast.Identifier:
        name = _NAME.match(ps.string, ps.index)
        if name is None:
            return super().get_identifier(ps)  # which knows what to say to that
        ps.index = name.end()
        ps.reset_peek()
        return ast.Identifier(name[0])

    @override
    def get_text_element(self, ps: FluentParserStream) -> ast.TextElement:
        end = _TEXT_END.search(ps.string, ps.index)
        start, ps.index = ps.index, end.start() if end else len(ps.string)
        ps.reset_peek()
        return ast.TextElement(ps.string[start : ps.index])


def parsed(written: str) -> Entry:
    """One message or term of a catalogue, as Fluent understands it."""
    entry = Parser().parse_entry(written)
    assert isinstance(entry, Entry)  # or the catalogue would have been refused
    return entry


def _entries(file: Traversable) -> Iterator[Entry]:
    """All messages and terms of one file that needs no other; or BadWords."""
    return map(parsed, _whole({file.name: _read(file, file.name)}).values())


def _whole(sources: Mapping[str, str]) -> dict[str, str]:
    """All messages and terms of one language, as they are written; or BadWords.

    Only the writing is kept: parsed it is ten times as large, and most of it is seldom said.
    """
    found: dict[str, str] = {}
    texts = {name: _COMMENT.sub("", source) for name, source in sources.items()}
    for name, text in texts.items():
        for key, written in _each(name, text):
            if key in found:
                _refuse(name, text, _last(text, key), f"{key} is written twice")
            found[key] = written
    for name, text in texts.items():
        for reference in _REFERENCE.finditer(text):
            if reference[1] not in found:
                _refuse(name, text, reference.start(), f"there is no message {reference[1]}")
    return found


_READ: dict[bytes, tuple[tuple[str, str], ...]] = {}


def _each(name: str, text: str) -> tuple[tuple[str, str], ...]:
    """The messages and terms of a file. Reading is slow: the same text is read once."""
    digest = blake2b(text.encode()).digest()  # which is smaller than the text
    if digest not in _READ:
        _READ[digest] = tuple(_found_well(name, text))
    return _READ[digest]


def _found_well(name: str, text: str) -> Iterator[tuple[str, str]]:
    for entry in Parser().parse(text).body:
        if isinstance(entry, ast.Junk):
            note = entry.annotations[0]
            _refuse(name, text, note.span.start if note.span else 0, note.message or "junk")
        if not isinstance(entry, Entry):
            continue
        key = f"{TERM}{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name
        if entry.value is None:
            _refuse(name, text, _last(text, key), f"{key} has no words of its own")
        assert entry.span is not None  # Parser sees to it
        yield key, text[entry.span.start : entry.span.end]


def _last(text: str, key: str) -> int:
    """Where the last message of that name begins."""
    return max(m.start() for m in re.finditer(rf"^{re.escape(key)}\s*=", text, re.MULTILINE))


def _questions(file: str, source: str) -> Iterator[Question]:
    section, names = "", set[str]()
    for number, line in enumerate(source.splitlines(), start=1):
        if line.startswith("#"):
            heading = _SECTION.fullmatch(line.strip())
            section = heading[1] if heading else section
            continue
        if not line.strip():
            continue
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3 or not all(parts):
            raise BadWords(file, number, "a line is: name | question | easy question")
        if max(map(len, parts)) > LONGEST_QUESTION:
            raise BadWords(file, number, f"longer than {LONGEST_QUESTION} characters")
        if parts[0] in names:
            raise BadWords(file, number, f"{parts[0]} is written twice")
        names.add(parts[0])
        yield Question(parts[0], parts[1], parts[2], section)
