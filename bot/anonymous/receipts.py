"""Receipts: five easy words by which whoever wrote a note can speak for it again.

Its law: the words are shown once and kept nowhere; what is kept is one slow hash of them, and
no two tries cost differently. 1,024 words are 10 bits each, so five are 50. With Argon2id at
19 MiB and two passes (the least that OWASP's Password Storage Cheat Sheet allows) a thief of the
database has to pay for each guess, and the bot stays within a small computer's memory. More
memory would buy less than one more word. Nothing here logs, waits, or reads a clock.
"""

from __future__ import annotations

import difflib
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from argon2.low_level import Type, hash_secret_raw

from bot import catalogue

FIVE = 5
"""Words of a receipt."""

BITS = 10
"""Of chance in each word."""

HASH_BYTES, SALT_BYTES = 32, 16

_KIB, _PASSES, _LANES = 19 * 1024, 2, 1

_MOST_READ = 20
"""Words typed of which each is looked at; in more than these nobody is helped by guesses."""

_LONGEST = 16
"""Letters of a typed word for which something similar is looked for."""

_LONGEST_TEXT = 1_000
"""Characters typed that are read at all."""

_SUGGESTIONS = 3

_ALIKE = 0.6
"""How similar a suggestion is at least, by difflib's own measure: its usual one."""


@dataclass(frozen=True, slots=True)
class Code:
    """The five words. No repr shows them, so that no log and no traceback can."""

    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something typed that is no word of the list."""

    typed: str = field(repr=False)
    suggestions: tuple[str, ...] = field(repr=False)
    """Three at most, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What was typed is no receipt. Nothing was looked up, so this says nothing about any."""

    count: int
    """How many words were found: with nothing unknown, too few or too many of them."""
    unknown: tuple[Unknown, ...] = ()


def words() -> tuple[str, ...]:
    """The 1,024 words. The same in every language: they are on paper, and read out."""
    return catalogue.listed("receipt")


def draw(listed: Sequence[str], bits: Callable[[int], int] = secrets.randbits) -> Code:
    """Five words by chance. `bits(n)` gives n bits of it."""
    if len(listed) != 2**BITS:
        raise ValueError(f"a receipt is drawn from {2**BITS} words")
    return Code(tuple(listed[bits(BITS)] for _ in range(FIVE)))


def read(text: str, listed: Sequence[str], skipped: Sequence[str] = ()) -> Code | Slip:
    """What somebody typed or dictated: in any case, with spaces, hyphens, commas or nothing.

    A word of the list is never the beginning of another, so letters without any gaps can be
    read in one way only. `skipped` are words that people say in between.
    """
    if len(text) > _LONGEST_TEXT:
        return Slip(len(text.split()))
    known = frozenset(listed)
    typed = [word for word in _typed(text) if word not in skipped or word in known]
    if not all(word in known for word in typed):
        typed = _without_gaps("".join(typed), known) or typed
    unknown = [word for word in typed if word not in known]
    if unknown and len(typed) <= _MOST_READ:
        return Slip(len(typed), tuple(Unknown(word, _like(word, listed)) for word in unknown))
    return Slip(len(typed)) if unknown or len(typed) != FIVE else Code(tuple(typed))


def digest(code: Code, salt: bytes) -> bytes:
    """What is kept of a receipt: 32 bytes. Takes tens of milliseconds and 19 MiB: not on the loop.

    The salt is the organisation's own and the same for all, so that one hash finds the row.
    """
    if len(salt) < SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes at least")
    secret = " ".join(code.words).encode()
    return hash_secret_raw(secret, salt, _PASSES, _KIB, _LANES, HASH_BYTES, Type.ID)


def _typed(text: str) -> Iterator[str]:
    """Small letters a to z, without accents and apostrophes; all else stands between words."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(c for c in bare if not unicodedata.combining(c) and c not in "'’")
    return (match[0] for match in re.finditer(r"[a-z]+", bare))


def _without_gaps(letters: str, known: frozenset[str]) -> list[str]:
    """The words of the list that these letters are, one after the other; or none."""
    found, start = list[str](), 0
    lengths = _lengths(known)
    while start < len(letters):
        word = next((w for n in lengths if (w := letters[start : start + n]) in known), None)
        if word is None:
            return []
        found.append(word)
        start += len(word)
    return found


@cache
def _lengths(known: frozenset[str]) -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in known}))


def _like(typed: str, listed: Sequence[str]) -> tuple[str, ...]:
    """Words of the list that may be meant. The first four letters tell any two of them apart."""
    if len(typed) > _LONGEST:
        return ()
    same = [word for word in listed if len(typed) >= 3 and word[:4] == typed[:4]]
    alike = difflib.get_close_matches(typed, listed, _SUGGESTIONS, _ALIKE)
    return tuple(dict.fromkeys([*same, *alike]))[:_SUGGESTIONS]
