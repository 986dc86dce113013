"""One text as a translator wrote it, with every reading of it, and what may stand in its places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and where."""

    file: str
    line: int
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.key}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a placeable may hold, told by its name and its comment (`who: the person`)."""

    told_by: str
    words: int
    longest: int


TEXT = Kind("words|text|why|reason|question|answer|what|typed|said|says", 12, 200)
"""Somebody's own words: in quotes they are not counted as ours."""

KINDS = (
    Kind("the words|words that work( now)?|^words$", 3, 180),
    Kind("greeting", 2, len("Good afternoon.")),
    Kind("who|lead|person|facilitator|member|caller", 1, 32),
    Kind("list|names|all", 3, 15 * 12 + 14 * len(", then ")),
    Kind("our text|sentences?", 0, 300),
    TEXT,
    Kind("number|place|how many|count|minutes?|yes|megabytes|kilobytes", 1, 7),
    Kind("days?|date|month|weekday", 3, len("Wednesday 30 September")),
    Kind("time|hour", 1, len("10:30")),
    Kind("group|room|command|code", 2, 60),
    Kind("file|path|folder|database|copy|socket|address", 1, 120),
    Kind(
        "name|language|next one|part|setting|section|version|variable|platform|zone|guess|types",
        1,
        40,
    ),
)
"""The first that fits; none: somebody's own words, to be on the safe side."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One reading of a text: `part` is "" for its value, else the attribute."""

    part: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Written:
    """One message of one language, as a translator wrote it."""

    file: str
    line: int
    language: str
    key: str
    admin: bool
    comment: str
    variables: Mapping[str, frozenset[str]]
    """By part."""
    branches: tuple[Branch, ...]
    avoid: Mapping[str, str] = field(default_factory=dict)
    slashed: tuple[Branch, ...] = ()
    """Each reading where words are typed with a slash."""

    @property
    def is_word(self) -> bool:
        return self.key.startswith("word-")

    def finding(self, reason: str, branch: Branch | None = None) -> Finding:
        """What is wrong with it, or with one reading of it."""
        key = f"{self.key}.{branch.part}" if branch and branch.part else self.key
        return Finding(self.file, branch.line if branch else self.line, key, reason)

    def kind(self, variable: str) -> Kind:
        told = re.search(rf"\${re.escape(variable)}(?![\w-])[: ]*(.*)", self.comment)
        clues = [variable, told[1].strip() if told else ""]
        if variable == "words":  # a list of ours, or somebody's own: only the comment knows
            clues.reverse()
        fits = (k for clue in clues for k in KINDS if re.search(rf"\b({k.told_by})\b", clue))
        return next(fits, TEXT)
