"""Every word the bot says, read from `prompts/<language>/*.ftl` (Fluent) and question banks.

Its law: code carries keys and facts, never prose, and people's words never become ours. A text
is worked out with a mark in each place where a fact goes. Only then is the fact put in, once,
escaped by the adapter that will show it. So no name and no sentence of anybody can be read as
a placeable, ping the room, or turn round the words that stand beside it. Logs name keys only.

Key `hands.your-turn` is the message `hands-your-turn`, its easy wording the attribute `.easy`.
What one language does not have is said in English and reported. What English does not have is a
bug. A folder with any fault in it is refused as a whole, with file and line.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NoReturn, Protocol

from fluent.runtime import FluentBundle
from fluent.runtime.resolver import CurrentEnvironment, Message, Pattern, ResolverEnvironment
from fluent.runtime.types import FluentType
from fluent.syntax import FluentParser, ast
from fluent.syntax.stream import FluentParserStream
from typing_extensions import override

from bot.model import Button, Choice, Listed, Person, Rendered, Say, Text

log = logging.getLogger(__name__)

ENGLISH = "en"
LONGEST_QUESTION = 200
HOUSE_WORDS = "avoid.txt"
"""In each language's folder: words the linter refuses. Not a question bank."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

_FIRST_MARK = 0xE000
_MARK = re.compile("[\ue000-\uf8ff]")
_COMMENT = re.compile(r"^#.*$", re.MULTILINE)
_REFERENCE = re.compile(r"\{\s*(-?[a-z][\w-]*)")
_TEXT_END = re.compile(r"[{}\n]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)*")
_SECTION = re.compile(r"#\s*([a-z]+)")


class BadWords(Exception):  # noqa: N818 (what is wrong is the words)
    """A file of words that cannot be used: which, where, and why."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}, line {line}: {reason}" if line else f"{file}: {reason}")
        self.file = file
        self.line = line
        """From 1; 0: the whole file or folder."""
        self.reason = reason


class Speaker(Protocol):
    """What rendering asks of a platform. Every Adapter is one."""

    def mention(self, person: Person) -> str: ...

    def escape(self, text: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a bank. `section` is the comment word it stands under."""

    name: str
    text: str
    easy: str
    section: str = ""


class _Plain:
    """Speaks to nobody: words as they are, to compare."""

    def mention(self, person: Person) -> str:
        return person.name

    def escape(self, text: str) -> str:
        return text


class _Mark(str, FluentType):
    """A fact that is not a number: Fluent may choose by its value, but prints only a mark."""

    __slots__ = ("place",)
    place: int

    @override
    def format(self, locale: object) -> str:  # type: ignore[override]  # Fluent's, not str's
        return chr(_FIRST_MARK + self.place)


class _Number(int, FluentType):
    """A number: Fluent chooses the plural by it. No thousands are split off: point 1400."""

    @override
    def format(self, locale: object) -> str:
        return str(int(self))


class _Ready(str):
    """Words that are already ours, or escaped: shown as they are."""

    __slots__ = ()


class Words:
    """All texts of all languages. Made once by `Words.load`; one thread may use it."""

    def __init__(
        self,
        entries: Mapping[str, list[ast.EntryType]],
        banks: Mapping[tuple[str, str], tuple[Question, ...]],
    ) -> None:
        self.languages = (ENGLISH, *sorted(set(entries) - {ENGLISH}))
        self._entries = entries
        self._banks = banks
        self._bundles: dict[str, FluentBundle] = {}
        self._patterns: dict[tuple[str, str, bool], tuple[FluentBundle, Pattern]] = {}
        self._missing: set[tuple[str, str]] = set()

    @classmethod
    def load(cls, folder: Traversable | Path | None = None) -> Words:
        """Read a whole folder, or raise BadWords. None: the prompts that came with the bot."""
        root = prompts() if folder is None else folder
        entries: dict[str, list[ast.EntryType]] = {}
        banks: dict[tuple[str, str], tuple[Question, ...]] = {}
        for language in _sorted(root) if root.is_dir() else ():
            if not language.is_dir() or language.name.startswith((".", "_")):
                continue
            shown = f"{root.name}/{language.name}"
            if not _LANGUAGE.fullmatch(language.name):
                raise BadWords(shown, 0, "a folder here is named by a language, like cy")
            texts: dict[str, str] = {}
            for file in _sorted(language):
                name, dot, kind = file.name.rpartition(".")
                path = f"{shown}/{file.name}"
                if dot and kind == "ftl":
                    texts[path] = _read(file, path)
                elif dot and kind == "txt" and file.name != HOUSE_WORDS:
                    banks[language.name, name] = tuple(_questions(path, _read(file, path)))
            if not texts:
                raise BadWords(shown, 0, "this language has no .ftl file")
            entries[language.name] = _entries(texts)
        if ENGLISH not in entries:
            raise BadWords(f"{root.name}/{ENGLISH}", 0, "there are no English words")
        return cls(entries, banks)

    @property
    def missing(self) -> frozenset[tuple[str, str]]:
        """Language and key of everything that had to be said in English so far."""
        return frozenset(self._missing)

    def has(self, key: str, language: str = ENGLISH) -> bool:
        """Does this very language have the text?"""
        return language in self._entries and self._bundle(language).has_message(_id(key))

    def word(self, key: str, language: str = ENGLISH) -> str:
        """A text that takes no facts, as it is written: a command's word."""
        bundle, pattern = self._pattern(key, language, easy=False)
        return _fill(bundle, pattern, {}, key)

    def label(self, choice: Choice, language: str = ENGLISH) -> str:
        """What a choice is called: on a button, or to compare with what somebody typed."""
        voice = _Voice(self, language, False, _Plain(), None)
        return _capital(voice.render(choice.label, choice.facts))

    def attribute(self, key: str, name: str, language: str = ENGLISH) -> str | None:
        """A further wording of a text, without facts: the `.also` of `word.hand-up`."""
        if not self.has(key):
            return None
        bundle, message = self._message(key, language)
        pattern = message.attributes.get(name)
        return None if pattern is None else _fill(bundle, pattern, {}, key)

    def bank(self, name: str, language: str = ENGLISH) -> tuple[Question, ...]:
        """The questions of `<name>.txt`."""
        if (language, name) not in self._banks and (ENGLISH, name) in self._banks:
            self._fall_back(language, name)
            language = ENGLISH
        return self._banks[language, name]

    def render(
        self,
        key: str,
        facts: Mapping[str, object],
        *,
        language: str = ENGLISH,
        easy: bool = False,
        speaker: Speaker,
        alert: Person | None = None,
    ) -> str:
        """One text in words. A missing key or fact is a bug and raises KeyError.

        A `date` reads "Tuesday 12 May" and a `datetime` "10:30"; it must be local already.
        """
        return _Voice(self, language, easy, speaker, alert).render(key, facts)

    def message(
        self,
        say: Say,
        *,
        language: str = ENGLISH,
        easy: bool = False,
        speaker: Speaker,
        numbered: bool,
    ) -> Rendered:
        """A whole message: its sentences, and its choices as buttons and, if asked, numbers."""
        voice = _Voice(self, language, easy, speaker, say.alert)
        said = tuple(_flat(say))
        sentences = [voice.render(each.key, each.facts) for each in said]
        choices = (choice for each in said for choice in each.choices)
        buttons = tuple(Button(_capital(voice.render(c.label, c.facts)), c.types) for c in choices)
        if numbered:
            sentences += [f"{n} {_stopped(b.label)}" for n, b in enumerate(buttons, start=1)]
        return Rendered(" ".join(filter(None, sentences)), buttons, say.alert)

    def _bundle(self, language: str) -> FluentBundle:
        bundle = self._bundles.get(language)
        if bundle is None:
            bundle = FluentBundle([language, ENGLISH], use_isolating=False)
            bundle.add_resource(ast.Resource(self._entries[language]))
            self._bundles[language] = bundle
        return bundle

    def _message(self, key: str, language: str) -> tuple[FluentBundle, Message]:
        if not self.has(key, language):
            if not self.has(key):
                raise KeyError(key)
            self._fall_back(language, key)
            language = ENGLISH
        bundle = self._bundle(language)
        return bundle, bundle.get_message(_id(key))

    def _pattern(self, key: str, language: str, easy: bool) -> tuple[FluentBundle, Pattern]:
        wanted = key, language, easy
        found = self._patterns.get(wanted)
        if found is None:
            bundle, message = self._message(key, language)
            plain: Any = message.value  # load() refuses a message without one
            found = bundle, message.attributes.get("easy", plain) if easy else plain
            self._patterns[wanted] = found
        return found

    def _fall_back(self, language: str, key: str) -> None:
        if (language, key) not in self._missing:
            self._missing.add((language, key))
            log.warning("no words for %s in %s: said in English", key, language)


@dataclass(frozen=True, slots=True)
class _Voice:
    """One language and style on one platform: what every part of a message has in common."""

    words: Words
    language: str
    easy: bool
    speaker: Speaker
    alert: Person | None

    def render(self, key: str, facts: Mapping[str, object]) -> str:
        bundle, pattern = self.words._pattern(key, self.language, self.easy)
        shown = tuple(facts.values())
        args = {name: _argument(fact, n) for n, (name, fact) in enumerate(facts.items())}
        text = _fill(bundle, pattern, args, key)
        return _MARK.sub(lambda mark: self.show(shown[ord(mark[0]) - _FIRST_MARK]), text)

    def show(self, fact: object) -> str:
        """One fact in words, fit to be read by people on this platform."""
        match fact:
            case None:
                return ""
            case _Ready():
                return fact
            case str():
                return self.speaker.escape(_tame(fact))
            case Person() if fact == self.alert:
                return self.speaker.mention(replace(fact, name=_tame(fact.name)))
            case Person():
                return self.show(fact.name)
            case Text():
                return self.render(fact.key, fact.facts)
            case Listed():
                return self.list(fact)
            case date():  # a datetime is one too
                return self.day(fact)
            case int() if not isinstance(fact, bool):  # a bool is only to choose by
                return str(fact)
        raise TypeError(f"there are no words for a {type(fact).__name__}")

    def day(self, day: date) -> str:
        """The day of a date, and of a datetime only the time: the day is a fact of its own."""
        if isinstance(day, datetime):
            minute = _Ready(f"{day.minute:02}")
            return self.render("day.time", {"hour": day.hour, "minute": minute})
        weekday = Text(f"day.{_DAYS[day.weekday()]}")
        month = Text(f"month.{_MONTHS[day.month - 1]}")
        return self.render("day.date", {"weekday": weekday, "day": day.day, "month": month})

    def list(self, listed: Listed) -> str:
        """Folded from the left by the words for two; `$last` tells them which pair is the last."""
        if not listed.items:
            return self.render("list.nobody", {})
        first, *others = (_Ready(self.show(item)) for item in listed.items)

        def join(before: str, pair: tuple[int, _Ready]) -> str:
            left, item = pair
            last = _Ready("no" if left else "yes")
            return self.render(listed.key, {"a": _Ready(before), "b": item, "last": last})

        return reduce(join, zip(reversed(range(len(others))), others, strict=True), str(first))


def prompts() -> Traversable:
    """The prompts that came with the bot: inside the wheel, or beside `bot` in a checkout."""
    shipped = files("bot") / "prompts"
    return shipped if shipped.is_dir() else Path(__file__).parent.parent / "prompts"


def _capital(label: str) -> str:
    """Words are small in a sentence, and begin a button."""
    return label[:1].upper() + label[1:]


def _argument(fact: object, place: int) -> FluentType:
    """What Fluent gets of a fact: a number, or a value to choose by and a mark to print."""
    if isinstance(fact, int) and not isinstance(fact, bool):
        return _Number(fact)
    value = ("no", "yes")[fact] if isinstance(fact, bool) else fact
    mark = _Mark(value if isinstance(value, str) else "none" if value is None else "some")
    mark.place = place
    return mark


def _fill(bundle: FluentBundle, pattern: Pattern, args: Mapping[str, Any], key: str) -> str:
    errors: list[Exception] = []
    env = ResolverEnvironment(
        context=bundle, errors=errors, current=CurrentEnvironment(args=dict(args))
    )
    text = pattern(env)
    if errors:
        raise KeyError(f"{key}: {errors[0]}")
    return str(text)


def _id(key: str) -> str:
    return key.replace(".", "-")


def _flat(say: Say) -> Iterator[Say]:
    yield say
    for further in say.then:
        yield from _flat(further)


def _stopped(label: str) -> str:
    return label if label.endswith((".", "?", "!", "…")) else f"{label}."


def _tame(text: str) -> str:
    """People's words without what is no letter: controls, and marks that turn text round."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\u200c\u200d" or unicodedata.category(c) not in _WILD)


_WILD = frozenset({"Cc", "Cf", "Cs", "Co"})


def _sorted(folder: Traversable | Path) -> list[Any]:
    return sorted(folder.iterdir(), key=lambda entry: entry.name)


def _read(file: Traversable, name: str) -> str:
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadWords(name, raw[: error.start].count(b"\n") + 1, "this is not UTF-8") from None
    if mark := _MARK.search(text):
        _refuse(name, text, mark.start(), "a character of private use")
    return text


def _refuse(name: str, text: str, index: int, reason: str) -> NoReturn:
    raise BadWords(name, text.count("\n", 0, index) + 1, reason)


class _Parser(FluentParser):
    """Fluent's own parser, but plain text is read in one step: a third faster on our files."""

    @override
    def get_text_element(self, ps: FluentParserStream) -> ast.TextElement:
        end = _TEXT_END.search(ps.string, ps.index)
        start, ps.index = ps.index, end.start() if end else len(ps.string)
        ps.reset_peek()
        return ast.TextElement(ps.string[start : ps.index])


def _entries(sources: Mapping[str, str]) -> list[ast.EntryType]:
    """All messages and terms of one language, parsed once; or BadWords."""
    parser = _Parser(with_spans=False)
    found: dict[str, ast.EntryType] = {}
    texts = {name: _COMMENT.sub("", source) for name, source in sources.items()}
    for name, text in texts.items():
        for entry in parser.parse(text).body:
            if isinstance(entry, ast.Junk):
                note = entry.annotations[0]
                _refuse(name, text, note.span.start if note.span else 0, note.message or "junk")
            if not isinstance(entry, ast.Message | ast.Term):
                continue
            key = f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name
            if key in found:
                _refuse(name, text, _last(text, key), f"{key} is written twice")
            if entry.value is None:
                _refuse(name, text, _last(text, key), f"{key} has no words of its own")
            found[key] = entry
    for name, text in texts.items():
        for reference in _REFERENCE.finditer(text):
            if reference[1] not in found:
                _refuse(name, text, reference.start(), f"there is no message {reference[1]}")
    return list(found.values())


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
