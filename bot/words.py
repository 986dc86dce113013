"""Every word the bot says, made from the files that `bot.catalogue` reads.

Its law: code carries keys and facts, never prose, and people's words never become ours. A text
is worked out with a mark in each place where a fact goes. Only then is the fact put in, once,
escaped by the adapter that will show it. So no name and no sentence of anybody can be read as
a placeable, ping the room, or turn round the words that stand beside it. Logs name keys only.

Key `hands.your-turn` is the message `hands-your-turn`, its easy wording the attribute `.easy`.
Where people type slash words, sentences spell each word so, and `.slash` is said if it is there.
A word without a slash of its own is spelled after the one for all: `/alongside by phone`.
What one language does not have is said in English and reported; what English does not have is
a bug.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Protocol

from fluent.runtime.resolver import Message, Pattern

from bot import catalogue
from bot.bundle import Bundle, as_written
from bot.catalogue import (
    ENGLISH,
    HOUSE_WORDS,
    TERM,
    BadWords,
    Catalogue,
    Entry,
    Question,
    prompts,
)
from bot.facts import MARK, Ready, argument, fill, place, tame
from bot.model import Button, Choice, FromBank, Listed, Person, Rendered, Say, Text

__all__ = ["ENGLISH", "HOUSE_WORDS", "BadWords", "Plain", "Question", "Speaker", "Words", "prompts"]

FOR_ALL = "slash.for-all"
"""The slash word after which every word can be said."""

KEYS = ("slash.for-all", "slash.words")

SMALL = 20
"""Numbers below it come up again and again: a place on the list, minutes, how many."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class Speaker(Protocol):
    """What rendering asks of a platform. Every Adapter is one."""

    def mention(self, person: Person) -> str: ...

    def escape(self, text: str) -> str: ...


class Plain:
    """Speaks to nobody: words as they are, to compare."""

    def mention(self, person: Person) -> str:
        return person.name

    def escape(self, text: str) -> str:
        return text


class Words:
    """All texts of all languages. Made once by `Words.load`; one thread may use it."""

    def __init__(self, read: Catalogue) -> None:
        self.languages = read.languages
        self._texts = read.texts
        self._banks = read.banks
        self._bundles: dict[tuple[str, bool], Bundle] = {}
        """By language, and whether words are spelled with a slash."""
        self._patterns: dict[tuple[str, str, bool, bool], tuple[Bundle, Pattern]] = {}
        self._unslashed: frozenset[str] = frozenset()
        self._missing: set[tuple[str, str]] = set()
        self._said: dict[tuple[object, ...], str] = {}
        """Texts without names, filled in: there are few, and they are said all the time."""

    @classmethod
    def load(cls, folder: Traversable | Path | None = None) -> Words:
        """Read a whole folder, or raise BadWords. None: the prompts that came with the bot."""
        return cls(catalogue.read(folder))

    @property
    def missing(self) -> frozenset[tuple[str, str]]:
        """Language and key of everything that had to be said in English so far."""
        return frozenset(self._missing)

    def lacking(self, language: str) -> int:
        """How many texts this language does not have: they are said in English."""
        english, other = (self._texts[each].keys() for each in (ENGLISH, language))
        return sum(not name.startswith(TERM) for name in english - other)

    def without_slash(self, keys: Iterable[str]) -> None:
        """These words have no slash of their own: from now on no text says that they have."""
        unslashed = frozenset(map(_id, keys))
        if unslashed != self._unslashed:
            self._unslashed = unslashed
            for kept in (self._bundles, self._patterns, self._said):
                kept.clear()

    def has(self, key: str, language: str = ENGLISH) -> bool:
        """Does this very language have the text?"""
        return _id(key) in self._texts.get(language, ())

    def word(self, key: str, language: str = ENGLISH) -> str:
        """A text that takes no facts, as it is written: a command's word."""
        bundle, pattern = self._pattern(key, language)
        return fill(bundle, pattern, {}, key)

    def label(self, choice: Choice, language: str = ENGLISH) -> str:
        """What a choice is called: on a button, or to compare with what somebody typed."""
        voice = _Voice(self, language, False, Plain(), None)
        return _capital(voice.render(choice.label, choice.facts))

    def attribute(
        self, key: str, name: str, language: str = ENGLISH, *, slash: bool = False
    ) -> str | None:
        """A further wording of a text, without facts: the `.also` of `word.hand-up`."""
        if not self.has(key):
            return None
        bundle, message = self._message(key, language, slash)
        pattern = message.attributes.get(name)
        return None if pattern is None else fill(bundle, pattern, {}, key)

    def bank(self, name: str, language: str = ENGLISH) -> tuple[Question, ...]:
        """The questions of `<name>.txt`."""
        if (language, name) not in self._banks and (ENGLISH, name) in self._banks:
            self._fall_back(language, name)
            language = ENGLISH
        return self._banks[language, name]

    def question(self, asked: FromBank, language: str = ENGLISH, *, easy: bool = False) -> str:
        """A question of a bank. One that English does not have is a bug and raises KeyError."""
        for one in self.bank(asked.bank, language):
            if one.name == asked.name:
                return one.easy if easy else one.text
        if language == ENGLISH:
            raise KeyError(f"{asked.bank}: {asked.name}")
        self._fall_back(language, f"{asked.bank}: {asked.name}")
        return self.question(asked, ENGLISH, easy=easy)

    def render(
        self,
        key: str,
        facts: Mapping[str, object],
        *,
        language: str = ENGLISH,
        easy: bool = False,
        slash: bool = False,
        speaker: Speaker,
        alert: Person | None = None,
    ) -> str:
        """One text in words. A missing key or fact is a bug and raises KeyError.

        A `date` reads "Tuesday 12 May" and a `datetime` "10:30"; it must be local already.
        With `slash`, a word to type reads `/hand-up`, in every language (`without_slash`).
        """
        return _Voice(self, language, easy, speaker, alert, slash).render(key, facts)

    def message(
        self,
        say: Say,
        *,
        language: str = ENGLISH,
        easy: bool = False,
        slash: bool = False,
        speaker: Speaker,
        numbered: bool,
    ) -> Rendered:
        """A whole message: its sentences, and its choices as buttons and, if asked, numbers.

        Only its own choices, because those are what its numbers are kept for (`bot.outbox`);
        whoever adds further sentences adds their choices to it.
        """
        voice = _Voice(self, language, easy, speaker, say.alert, slash)
        sentences = [voice.render(each.key, each.facts) for each in _flat(say) if each.key]
        text = _joined(filter(None, sentences))
        if numbered and say.choices and not say.told:
            # A line each: easier on a phone, and a screen reader pauses there.
            labels = voice.labels(say.choices)
            lines = [f"{n} {_stopped(label)}" for n, label in enumerate(labels, start=1)]
            text = "\n".join((text, *lines))
        buttons: tuple[Button, ...] = ()
        if say.choices:
            # Markup means nothing on a button, so a name on it is not escaped.
            labels = replace(voice, speaker=Plain(), alert=None).labels(say.choices)
            buttons = tuple(
                Button(label, choice.types, choice.of)
                for label, choice in zip(labels, say.choices, strict=True)
            )
        return Rendered(text, buttons, say.alert, opens=say.opens, turn=say.turn)

    def _bundle(self, language: str, slash: bool = False) -> Bundle:
        bundle = self._bundles.get((language, slash))
        if bundle is None:
            spell = self._slashed if slash else as_written
            bundle = Bundle(language, self._texts[language], spell)
            self._bundles[language, slash] = bundle
        return bundle

    def _slashed(self, entry: Entry) -> Entry:
        before = f"/{self.word(FOR_ALL)} " if self._unslashed else ""
        spelled = catalogue.slashed([entry], self._unslashed, before)
        return spelled[0] if spelled else entry

    def _message(self, key: str, language: str, slash: bool = False) -> tuple[Bundle, Message]:
        if not self.has(key, language):
            if not self.has(key):
                raise KeyError(key)
            self._fall_back(language, key)
            language = ENGLISH
        bundle = self._bundle(language, slash)
        return bundle, bundle.get_message(_id(key))

    def _pattern(
        self, key: str, language: str, *, easy: bool = False, slash: bool = False
    ) -> tuple[Bundle, Pattern]:
        wanted = key, language, easy, slash
        found = self._patterns.get(wanted)
        if found is None:
            bundle, message = self._message(key, language, slash)
            found = bundle, _wording(message, easy=easy, slash=slash)
            self._patterns[wanted] = found
        return found

    def _fall_back(self, language: str, key: str) -> None:
        # Nothing is logged now: the line would tell when somebody was told this.
        self._missing.add((language, key))


@dataclass(frozen=True, slots=True)
class _Voice:
    """One language and style on one platform: what every part of a message has in common."""

    words: Words
    language: str
    easy: bool
    speaker: Speaker
    alert: Person | None
    slash: bool = False

    def render(self, key: str, facts: Mapping[str, object]) -> str:
        shown = tuple(facts.values())
        # With no names in it, and few numbers, a text is the same whoever reads it.
        style = self.language, self.easy, self.slash
        same = (key, *style, *facts.items()) if _same_for_all(shown) else None
        if same is not None and (said := self.words._said.get(same)) is not None:
            return said
        bundle, pattern = self.words._pattern(key, self.language, easy=self.easy, slash=self.slash)
        args = {name: argument(fact, n) for n, (name, fact) in enumerate(facts.items())}
        text = fill(bundle, pattern, args, key)
        text = MARK.sub(lambda mark: self.show(shown[place(mark)]), text)
        if same is not None:
            self.words._said[same] = text
        return text

    def labels(self, choices: Iterable[Choice]) -> list[str]:
        """What choices are called. None is typed by its label, so no word in it has a slash."""
        voice = replace(self, slash=False) if self.slash else self
        return [_capital(voice.render(choice.label, choice.facts)) for choice in choices]

    def show(self, fact: object) -> str:
        """One fact in words, fit to be read by people on this platform."""
        match fact:
            case None:
                return ""
            case Ready():
                return fact
            case str():
                return self.speaker.escape(tame(fact))
            case Person():
                return self.name(fact)
            case Text():
                return self.render(fact.key, fact.facts)
            case Listed():
                return self.list(fact)
            case FromBank():
                return self.words.question(fact, self.language, easy=self.easy)
            case date():  # a datetime is one too
                return self.day(fact)
            case int() if not isinstance(fact, bool):  # a bool is only to choose by
                return str(fact)
        raise TypeError(f"there are no words for a {type(fact).__name__}")

    def name(self, person: Person) -> str:
        """A name; only of who should notice it as the platform mentions people."""
        if person == self.alert:
            return self.speaker.mention(replace(person, name=tame(person.name)))
        return self.show(person.name)

    def day(self, day: date) -> str:
        """The day of a date, and of a datetime only the time: the day is a fact of its own."""
        if isinstance(day, datetime):
            minute = Ready(f"{day.minute:02}")
            return self.render("day.time", {"hour": day.hour, "minute": minute})
        weekday = Text(f"day.{_DAYS[day.weekday()]}")
        month = Text(f"month.{_MONTHS[day.month - 1]}")
        return self.render("day.date", {"weekday": weekday, "day": day.day, "month": month})

    def list(self, listed: Listed) -> str:
        """Folded from the left by the words for two; `$last` tells them which pair is the last."""
        if not listed.items:
            return self.render("list.nobody", {})
        first, *others = (Ready(self.show(item)) for item in listed.items)

        def join(before: str, pair: tuple[int, Ready]) -> str:
            left, item = pair
            last = Ready("no" if left else "yes")
            return self.render(listed.key, {"a": Ready(before), "b": item, "last": last})

        return reduce(join, zip(reversed(range(len(others))), others, strict=True), str(first))


def _same_for_all(facts: Iterable[object]) -> bool:
    return all(type(fact) is int and 0 <= fact < SMALL for fact in facts)


def _wording(message: Message, *, easy: bool, slash: bool) -> Pattern:
    """How a text is said: `.slash` goes before `.easy`, and neither needs to be there."""
    said: Any = message.value  # load() refuses a message without one
    for name, wanted in (("easy", easy), ("slash", slash)):
        said = message.attributes.get(name, said) if wanted else said
    found: Pattern = said
    return found


def _capital(label: str) -> str:
    """Words are small in a sentence, and begin a button."""
    return label[:1].upper() + label[1:]


def _id(key: str) -> str:
    return key.replace(".", "-")


def _flat(say: Say) -> Iterator[Say]:
    yield say
    for further in say.then:
        yield from _flat(further)


def _joined(sentences: Iterable[str]) -> str:
    """One after the other. After the lines of a list the next is a line of its own."""
    text, before = "", ""
    for one in sentences:
        text += ("\n" if "\n" in before else " ") + one
        before = one
    return text[1:]


def _stopped(label: str) -> str:
    return label if label.endswith((".", "?", "!", "…")) else f"{label}."
