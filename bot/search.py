"""Which texts speak of which words: SQLite's full-text index, made for one look and let go again.

Its law: an index is made of the texts it is given, in memory alone, and of nothing else. So what
one group looks for can never reach another group's words, there is no second copy of anybody's
words on a disk, and words that were erased are in no index either.

This is the only place that speaks of FTS5. It folds capitals and accents, and knows words by
their stems (Porter's, so for English: "visits" is "visit", "waiting" is "wait").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.db import in_memory

LONGEST = 24
"""Most words of a topic that are looked for: it is a line and not a page."""

_WORD = re.compile(r"[^\W_]+")
_MAKE = (
    "CREATE VIRTUAL TABLE spoken USING fts5(said, answered, content='', columnsize=0,"
    " tokenize='porter unicode61 remove_diacritics 2')"
)
_FILL = "INSERT INTO spoken (rowid, said, answered) VALUES (?, ?, ?)"
_FIND = "SELECT rowid FROM spoken WHERE spoken MATCH ?"


class Index:
    """Numbered texts, each with what was answered to it. Close it after the look."""

    def __init__(self, texts: Iterable[tuple[int, str, str]]) -> None:
        self._raw = in_memory()
        self._raw.execute(_MAKE)
        self._raw.execute("BEGIN")
        self._raw.executemany(_FILL, texts)
        self._raw.execute("COMMIT")

    def close(self) -> None:
        self._raw.close()

    def having(self, phrases: Iterable[str], *, said: bool = False) -> frozenset[int]:
        """In which of them any of these stands, as words beside each other.

        `said`: in the text itself, and not only in what was answered.
        """
        quoted = [f'"{" ".join(words(phrase))}"' for phrase in phrases]
        if not quoted:
            return frozenset()
        wanted = f"({' OR '.join(quoted)})"
        where = f"said : {wanted}" if said else wanted
        return frozenset(row[0] for row in self._raw.execute(_FIND, (where,)))


def words(text: str) -> list[str]:
    """Its words, as the index takes them apart: "children's" is two."""
    return _WORD.findall(text.casefold())


Topic = frozenset[str]
"""One thing that a text is about: a word or a known phrase, and what means the same."""


class Known:
    """Words that mean nearly the same, those of each line, and words that say nothing."""

    def __init__(self, same: Sequence[Sequence[str]], skipped: Iterable[str]) -> None:
        self._same = same
        self._phrases = [(n, len(words(one)), one) for n, line in enumerate(same) for one in line]
        bare = ((-1 - n, word, "") for n, word in enumerate(skipped))
        phrases = ((n, phrase, "") for n, (_, _, phrase) in enumerate(self._phrases))
        self._index = Index([*bare, *phrases])

    def topics(self, text: str) -> list[Topic]:
        """What a text is about, each once; words that say nothing are left out."""
        left = words(text)[:LONGEST]
        found: dict[Topic, None] = {}
        while left:
            size, topic = self._first(left)
            left = left[size:]
            if topic:
                found[topic] = None
        return list(found)

    def _first(self, said: Sequence[str]) -> tuple[int, Topic]:
        """Of the longest known phrase that these begin with, or of one word: how long, and what."""
        one = frozenset[int]()
        for size in (3, 2, 1):
            if size > len(said):
                continue
            one = self._index.having([" ".join(said[:size])])
            lines = {self._phrases[n][0] for n in one if n >= 0 and self._phrases[n][1] == size}
            if lines:
                return size, frozenset(phrase for line in lines for phrase in self._same[line])
        letter = len(said[0]) == 1 and said[0].isalpha()
        says_nothing = letter or any(n < 0 for n in one)
        return 1, frozenset() if says_nothing else frozenset([said[0]])
