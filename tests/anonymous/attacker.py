"""Whoever has all traces and this source, and guesses who wrote what. Pure.

Every number that lies beside a note is a signal, and so is everything that happened at a time.
There are a few ways to turn a signal into a guess. On one half of the groups the best is learned,
with the authors known; on the other half it is scored; then the other way round.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from anonymous.crowds import Crowd, Traces

Guess = Callable[[Crowd, Traces], dict[str, int]]
"""For each note of the group, the place of whom it takes for the author, or nobody."""


@dataclass(frozen=True)
class Score:
    """How often it was right."""

    hits: int
    notes: int
    expected: float
    """So many would be right by chance."""
    spread: float
    """The standard deviation of that."""

    @property
    def z(self) -> float:
        return (self.hits - self.expected) / self.spread

    @property
    def guess(self) -> float:
        return self.hits / self.notes

    @property
    def chance(self) -> float:
        return self.expected / self.notes

    @property
    def upper(self) -> float:
        """The upper end of the 95 % interval of what was reached."""
        return self.guess + 1.96 * math.sqrt(self.guess * (1 - self.guess) / self.notes)

    @property
    def p(self) -> float:
        """How likely chance alone gives as many, or more."""
        return 0.5 * math.erfc((self.z - 0.5 / self.spread) / math.sqrt(2))


def score(hits: Sequence[tuple[bool, float]]) -> Score:
    """Of guesses, right or not, with the chance of each."""
    return Score(
        sum(hit for hit, _ in hits),
        len(hits),
        sum(chance for _, chance in hits),
        math.sqrt(sum(chance * (1 - chance) for _, chance in hits)),
    )


World = tuple[Crowd, Traces]


def attack(worlds: Sequence[World]) -> list[tuple[int, bool, float]]:
    """For each note: the size of its group, whether the guess was right, and its chance."""
    halves = [worlds[0::2], worlds[1::2]]
    found = []
    for known, unknown in (halves, halves[::-1]):
        best = max(ways(known), key=lambda way: sum(hit for _, hit, _ in _tried(way, known)))
        found += _tried(best, unknown)
    return found


def learned(worlds: Sequence[World]) -> str:
    """Which signal is the best, for the report."""
    best = max(ways(worlds), key=lambda way: sum(hit for _, hit, _ in _tried(way, worlds)))
    return str(best.__doc__)


def _tried(way: Guess, worlds: Sequence[World]) -> list[tuple[int, bool, float]]:
    tried = []
    for number, (crowd, traces) in enumerate(worlds):
        guesses = way(crowd, traces)
        dice = Random(number)
        for words in crowd.notes:
            guess = guesses.get(words, dice.randrange(len(crowd.people)))
            tried.append((crowd.size, guess == crowd.author(words), crowd.chance))
    return tried


def ways(worlds: Sequence[World]) -> list[Guess]:
    """Every signal there is, in every way."""
    beside = sorted({name for crowd, _ in worlds for seen in crowd.notes.values() for name in seen})
    alone = sorted({what for _, traces in worlds for what in traces.times})
    return [*_beside(beside), *(_named(_when(what), f"when: {what}") for what in alone)]


def _beside(signals: Sequence[str]) -> Iterator[Guess]:
    for signal in signals:
        yield _named(_order(signal, 1), f"order by {signal}")
        yield _named(_order(signal, -1), f"order by {signal}, turned")
        yield _named(_rest(signal), f"{signal}, what is left by division")
        for axis in ("time", "wal"):
            yield _named(_between(signal, axis), f"{signal} between public words by {axis}")
        yield _named(_by_night(signal), f"{signal} as a night")


def _named(way: Guess, name: str) -> Guess:
    way.__doc__ = name
    return way


def _order(signal: str, sign: int) -> Guess:
    """The first note is of whoever was first, the last of the last, and so on."""

    def way(crowd: Crowd, _traces: Traces) -> dict[str, int]:
        there = {words: seen[signal] for words, seen in crowd.notes.items() if signal in seen}
        order = sorted(there, key=lambda words: sign * there[words])
        by_time = sorted(range(len(crowd.people)), key=lambda n: crowd.people[n].first)
        last = max(len(order) - 1, 1)
        return {
            words: by_time[round(n * (len(by_time) - 1) / last)] for n, words in enumerate(order)
        }

    return way


def _rest(signal: str) -> Guess:
    def way(crowd: Crowd, _traces: Traces) -> dict[str, int]:
        return {
            words: int(seen[signal]) % len(crowd.people)
            for words, seen in crowd.notes.items()
            if signal in seen
        }

    return way


def _between(signal: str, axis: str) -> Guess:
    """Whose two public words stand nearest around it."""

    def way(crowd: Crowd, _traces: Traces) -> dict[str, int]:
        def far(n: int, at: float) -> float:
            begins, ends = crowd.people[n].public[axis]
            return max(begins - at, at - ends, 0.0)

        every = range(len(crowd.people))
        return {
            words: min(every, key=lambda n: far(n, seen[signal]))
            for words, seen in crowd.notes.items()
            if signal in seen
        }

    return way


def _by_night(signal: str) -> Guess:
    """One of those who were there on the day before."""

    def way(crowd: Crowd, _traces: Traces) -> dict[str, int]:
        found = {}
        for words, seen in crowd.notes.items():
            ends = (14.5 + 24 * seen.get(signal, -9)) * 3600
            there = [
                n
                for n, one in enumerate(crowd.people)
                if ends - 86400 <= one.first.total_seconds() < ends
            ]
            if there:
                found[words] = there[len(words) % len(there)]
        return found

    return way


def _when(what: str) -> Guess:
    """It happened between somebody's two public words; the first such for the first post."""

    def way(crowd: Crowd, traces: Traces) -> dict[str, int]:
        times = traces.times.get(what, ())
        suspects = [
            n
            for n, one in enumerate(crowd.people)
            if any(one.public["time"][0] < at < one.public["time"][1] for at in times)
        ]
        suspects.sort(key=lambda n: crowd.people[n].first)
        order = sorted(crowd.notes, key=lambda words: crowd.notes[words].get("post", 0.0))
        if not suspects or not times:
            return {}
        return {words: suspects[n % len(suspects)] for n, words in enumerate(order)}

    return way
