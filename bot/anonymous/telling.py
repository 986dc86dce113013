"""What in somebody's words may show that they are theirs. They are shown it, and decide.

Its law: nothing is rewritten, nothing leaves this machine, and nothing is kept. Simple rules
and lists of words (`prompts/en/telling-*-words.txt`), so that anybody can see why something was
found. It stays silent when in doubt: whoever is warned too often stops to read. So what it
does not find is no promise, and the texts that show its findings say so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise

from bot import catalogue, nameless
from bot.model import Person


class Kind(StrEnum):
    """What kind of thing it is. In this order: where two meet, the first of them is told."""

    CONTACT = "contact"
    """An address of e-mail, a number to call, or a number that somebody has."""
    PLACE = "place"
    """A street, a house, a school, a postcode."""
    DAY = "day"
    TIME = "time"
    AGE = "age"
    JOB = "job"
    """Work, or what somebody says they are: "as a nurse", "I am a carer"."""
    FAMILY = "family"
    """Somebody near: "my son", "my neighbour"."""
    NAME = "name"
    """Of a member, or what looks like a name of somebody or something."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that may show who wrote them. No repr shows them."""

    kind: Kind
    words: str = field(repr=False)
    """Exactly as they stand in the text."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: Kind | None
    """None: whatever stands here is not told."""


def telling(text: str, people: Iterable[Person], language: str = "en") -> tuple[Finding, ...]:
    """What may show who wrote this, each once, in the order of the text.

    The text is in its normal form (`plainform`). `people` are those of the group.
    """
    cues = _cues(language)
    spans = [_Span(*m.span(), kind) for kind, rule in cues.patterns for m in rule.finditer(text)]
    spans += [*_names(text, people, cues), *_strange(text, cues)]
    rank = {None: -1} | {kind: n for n, kind in enumerate(Kind)}
    spans.sort(key=lambda span: (rank[span.kind], span.start - span.end))
    told: list[_Span] = []
    for span in spans:
        if not any(span.start < other.end and other.start < span.end for other in told):
            told.append(span)
    told = _whole_names(text, sorted(told, key=lambda span: span.start))
    found = (Finding(span.kind, text[span.start : span.end]) for span in told if span.kind)
    return tuple(dict.fromkeys(found))


def _whole_names(text: str, spans: list[_Span]) -> list[_Span]:
    """A first name and the surname behind it are one name."""
    joined: list[_Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and last.kind is span.kind is Kind.NAME and text[last.end : span.start] == " ":
            joined[-1] = _Span(last.start, span.end, Kind.NAME)
        else:
            joined.append(span)
    return joined


def named(text: str, people: Iterable[Person], language: str = "en") -> tuple[Person, ...]:
    """Whom of these people a text names: whole words, first names, with or without 's."""
    cues = _cues(language)
    taken = [
        found.span()
        for kind, rule in cues.patterns
        if kind in _NO_PERSON
        for found in rule.finditer(text)
    ]
    return tuple(
        who
        for who in people
        if any(
            not any(start < span.end and span.start < end for start, end in taken)
            for span in _names(text, [who], cues)
        )
    )


_NO_PERSON = (None, Kind.PLACE, Kind.DAY)
"""What may have the name of a member in it, and means nobody: in May, Hope Street."""


# Rules that need no language.

_CONTACT = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an address of e-mail
    r"|(?<![\w£$€.,:/+-])(?:\+\d{1,3}[ -]?|0)(?:\(0\)[ -]?)?\d(?:[ -]?\d){7,11}(?![\w-])"  # to call
    r"|(?<![\w£$€.,:/+-])\d(?:[ -]?\d){5,15}(?![\w%.,:/-]*\d)(?!\w)"  # somebody's number
    r"|\b[A-CEGHJ-PR-TW-Z]{2}(?: ?\d\d){3} ?[A-D]\b"  # of National Insurance
    r"|\b[A-Z]{2}\d\d ?[A-Z]{3}\b"  # of a car
)
_DAY = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}([/.-])\d{1,2}\1(?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d)(?![\d/-])"
)
_TIME = re.compile(
    r"(?<![\d:.,£$€/])(?:[01]?\d|2[0-3])(?::[0-5]\d(?!:?\d)(?: ?[ap]\.?m\b)?"
    r"|(?:\.[0-5]\d)? ?[ap]m\b)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
_CAPITAL = r"(?-i:[A-ZÀ-ÖØ-ÞŴŶŁŠŽ])"
_WORD = r"\w[\w'-]*"
_BEFORE, _AFTER = r"(?<![\w'-])", r"(?![\w-])"


@dataclass(frozen=True, slots=True)
class _Cues:
    """What the lists of one language say, made ready to look for."""

    patterns: tuple[tuple[Kind | None, re.Pattern[str]], ...]
    roles: frozenset[str]
    """Stand before a capital letter that is no name."""
    names: frozenset[str]
    """Names that are words too."""
    plain: frozenset[str]
    """May have a capital letter, and name nobody."""
    titles: frozenset[str]
    months: frozenset[str]


@cache
def _cues(language: str) -> _Cues:
    def lines(name: str) -> list[str]:
        return [line.casefold() for line in catalogue.listed(f"telling-{name}", language)]

    titles, plain, months = lines("title"), lines("plain"), lines("month")
    title = rf"{_BEFORE}(?:{_any(titles)})\.? {_CAPITAL}{_WORD}"
    patterns: list[tuple[Kind | None, re.Pattern[str]]] = [
        (None, re.compile(r"https?://\S+")),
        (Kind.CONTACT, _CONTACT),
        (Kind.PLACE, _POSTCODE),
        (Kind.PLACE, _places(lines("place"), [*plain, *lines("role")])),
        (Kind.DAY, _DAY),
        (Kind.TIME, _TIME),
        (Kind.NAME, re.compile(title, re.IGNORECASE)),
    ]
    marks = {"@": f"(?:{_any(lines('job'))})", "=": f"(?:{_any(months)})", **_MARKS}
    for line in catalogue.listed("telling-phrases", language):
        kind, _, phrase = line.partition(" | ")
        patterns.append((None if kind == "plain" else Kind(kind), _phrase(phrase, marks)))
    return _Cues(
        tuple(patterns),
        roles=frozenset(lines("role")),
        names=frozenset(lines("name")),
        plain=frozenset(plain),
        titles=frozenset(titles),
        months=frozenset(months),
    )


_MARKS = {"*": _WORD, "^": f"{_CAPITAL}{_WORD}", "%": r"\d{1,2}(?:st|nd|rd|th)?"}
_ENDS = r"(?=\s*(?:[.,;:!?)\n]|$))"


def _phrase(phrase: str, marks: Mapping[str, str]) -> re.Pattern[str]:
    """A phrase of the list, whose marks are explained there."""
    made = ""
    for word in phrase.split():
        if word == ".":
            made += _ENDS
        elif word.startswith("("):
            made += rf"(?=\s+(?:{_any(word.strip('()').split('|'))})\b)"
        elif word == "~":
            made += rf"(?:\s+{_WORD}){{0,2}}?"
        else:
            made += (r"\s+" if made else "") + (marks.get(word) or f"(?:{_any(word.split('|'))})")
    return re.compile(f"{_BEFORE}{made}{_AFTER}", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    """Any of these, the longest first; `#` in one is a digit."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\#", r"\d").replace(r"\ ", r"\s+") for w in longest)


def _places(kinds: list[str], no_name: list[str]) -> re.Pattern[str]:
    """Of the sort "Hope Street", "St Mary's hospital", "Ward 7"."""
    kind, own = _any(kinds), _any(word.capitalize() for word in kinds)
    name = rf"(?!(?:{_any(no_name)}){_AFTER}){_CAPITAL}{_WORD}\.?"
    return re.compile(
        rf"{_BEFORE}(?:{name}(?: {_CAPITAL}{_WORD}){{0,2}} (?:{kind})"
        rf"|(?-i:{own}) \d{{1,3}}){_AFTER}",
        re.IGNORECASE,
    )


# Names.


def _names(text: str, people: Iterable[Person], cues: _Cues) -> Iterator[_Span]:
    """Where one of these people is named, by first name, surname or both."""
    for who in people:
        words = re.findall(_WORD, re.split(r"[(\[|/,~]", who.name)[0])
        nickname = bool(words) and words[0].casefold() in cues.plain | cues.roles
        """Of the sort of The Baker: a word that everybody uses, so only with a capital."""
        words = [w for w in words if w.casefold() not in cues.plain | cues.roles | cues.titles]
        if not words:
            continue
        first = words[0]
        others = [w for w in words[1:] if len(w) > _SHORT and not w.islower()]
        for name in {first, _bare(first)}:
            for start, end in nameless.places(text, replace(who, name=name)):
                small = text[start:end].lstrip("@").islower()
                if not (small and (nickname or name.casefold() in cues.names)):
                    yield _Span(start, end, Kind.NAME)
        for name in others:
            for found in re.finditer(rf"{_BEFORE}{re.escape(name)}{_AFTER}", text):
                yield _Span(*found.span(), Kind.NAME)


_SHORT = 3
"""Letters of a surname that is not looked for alone."""


_HEADLINE = 3
"""Longer words that all have a capital letter are written so, and name nobody."""


def _bare(name: str) -> str:
    """Without accents: people leave them out."""
    apart = unicodedata.normalize("NFD", name)
    return "".join(c for c in apart if not unicodedata.combining(c))


def _strange(text: str, cues: _Cues) -> Iterator[_Span]:
    """Capital letters inside a sentence: names of people, places, or what else has one."""
    for line in re.finditer(r"[^\n]+", text):
        words = list(re.finditer(_WORD, line[0]))
        long = [w[0] for w in words if len(w[0]) > _SHORT]
        if len(long) >= _HEADLINE and all(word[0].isupper() for word in long):
            continue
        start = end = 0
        for before, word in pairwise(words):
            if end == before.end() and _joined(line[0], before, word) and _is_name(word[0], cues):
                end = word.end()
                continue
            if end:
                yield _name(line, start, end)
            start, end = word.span() if _begins(line[0], before, word, cues) else (0, 0)
        if end:
            yield _name(line, start, end)


def _name(line: re.Match[str], start: int, end: int) -> _Span:
    words = _OWNING.sub("", line[0][start:end])
    return _Span(line.start() + start, line.start() + start + len(words), Kind.NAME)


_OWNING = re.compile("'s?$")


def _joined(line: str, before: re.Match[str], word: re.Match[str]) -> bool:
    return line[before.end() : word.start()] == " " and not _OWNING.search(before[0])


def _begins(line: str, before: re.Match[str], word: re.Match[str], cues: _Cues) -> bool:
    """Does a name begin here, inside a sentence?"""
    between = line[before.end() : word.start()]
    if not re.fullmatch(r"[,;]? | ?[(&/] ?", between) or before[0].casefold() in cues.roles:
        return False
    return _is_name(word[0], cues)


def _is_name(word: str, cues: _Cues) -> bool:
    whole = _OWNING.sub("", word)
    if not whole[0].isupper() or whole.isupper() or any(c.isdigit() for c in whole):
        return False
    return whole.casefold() not in cues.plain | cues.titles | cues.months
