"""Several times in people's own words: "Tuesday 10:30, or the Thursday after at 2".

Each time is read by `bot.dates`; here is only what holds several of them together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot import dates
from bot.dates import Unclear, When
from bot.model import plain

LONGEST = 40
"""Words that are looked at where nothing stands between two times."""

LONGEST_TIME = 8
"""Words of one time."""

SHOWN = 60
"""Characters of what was not understood that are said back."""

_APART = re.compile(r"[,;|&+\n]| / |(?:^|(?<=\s))[1-8][.)]\s")
_WORDS = re.compile(r"\b(?:or|and)\b")
_AFTER = re.compile(r"\bafter\b")
_STEP = re.compile(r"^(?:the )?(day|week)\b")

KEYS = ("findtime.no-series", "findtime.not-got")


@dataclass(frozen=True, slots=True)
class _Read:
    """A time, and the words it was read from: more of them may follow."""

    when: When
    words: str


def times(said: str, now: datetime, language: str = "en") -> tuple[When, ...]:
    """The days and times that somebody means, in order. Raises Unclear.

    One without a time of day has that of the next that has one: "Tuesday and Thursday at 2".
    """
    known = _kept(said)
    if not known:
        found: list[_Read] = []
        for part in filter(str.strip, _APART.split(said)):
            for piece in filter(str.strip, _WORDS.split(dates.plain(part, language))):
                _take(found, piece.strip(), part.strip(), now, language)
        known = [each.when for each in found]
    for n in reversed(range(len(known) - 1)):
        if known[n].time is None:
            known[n] = replace(known[n], time=known[n + 1].time)
    for one in known:
        if one.rule is not None:
            raise Unclear("findtime.no-series")
        dates.read(str(one), now)  # refuses what is past, or too far away
    if not known:
        raise Unclear("when.not-understood")
    return tuple(sorted(set(known), key=lambda one: (one.day, one.time or time.max)))


def kept(known: tuple[When, ...]) -> str:
    """A form that is read again as the same."""
    return " ".join(map(str, known))


def _kept(said: str) -> list[When]:
    read = [When.kept(each) for each in said.split()]
    known = [one for one in read if one is not None]
    return known if len(known) == len(read) else []


def _take(found: list[_Read], piece: str, part: str, now: datetime, language: str) -> None:
    """One piece; where it is not understood, their own words for it are said back."""
    try:
        _add(found, piece, now, language)
    except Unclear as unclear:
        if unclear.why.key != "when.not-understood":
            raise
        own = piece if piece in part.casefold() else part
        raise Unclear("findtime.not-got", words=plain(own, SHOWN)) from unclear


def _add(found: list[_Read], piece: str, now: datetime, language: str) -> None:
    """One more piece: a time of its own, or what was missing of the one before."""
    last = found[-1] if found else None
    if last is not None and _AFTER.search(piece):
        found.append(_after(last, _AFTER.sub(" ", piece).strip(), language))
        return
    if last is not None and last.when.time is None:  # "Tuesday, 12 May, 10:30"
        words = f"{last.words} {piece}"
        whole = _read(words, now, language)
        if whole is not None:
            found[-1] = _Read(whole, words)
            return
    try:
        found.append(_Read(dates.read(piece, now, language), piece))
        return
    except Unclear as unclear:
        why = unclear
    if last is not None and (clock := _clock(piece, language)) is not None:
        found.append(_Read(replace(last.when, time=clock), piece))
        return
    spread = _spread(piece.split()[:LONGEST], now, language)
    if len(spread) < 2:
        raise why
    for each in spread:
        _add(found, each, now, language)


def _after(last: _Read, piece: str, language: str) -> _Read:
    """ "The Thursday after at 2": counted from the time before it."""
    day = last.when.day
    if step := _STEP.match(piece):
        clock = _clock(piece[step.end() :], language) or last.when.time
        days = {"day": 1, "week": 7}[step[1]]
        return _Read(When(day + timedelta(days=days), clock), piece)
    return _Read(dates.read(piece, datetime.combine(day, time.max), language), piece)


def _read(text: str, now: datetime, language: str) -> When | None:
    try:
        return dates.read(text, now, language)
    except Unclear:
        return None


def _clock(text: str, language: str) -> time | None:
    try:
        return dates.clock(text, language)
    except Unclear:
        return None


def _spread(words: list[str], now: datetime, language: str) -> list[str]:
    """Where only spaces stand between two times: each ends with a time of day."""
    if not words:
        return []
    for end in range(1, min(len(words), LONGEST_TIME) + 1):
        head = " ".join(words[:end])
        one = _read(head, now, language)
        if one is None or one.time is None:
            continue
        if end == len(words):
            return [head]
        if rest := _spread(words[end:], now, language):
            return [head, *rest]
    return []
