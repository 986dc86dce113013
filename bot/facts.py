"""Facts in a text: a mark stands where each one goes until the text is worked out.

Its law: Fluent may choose by a fact, but never sees somebody's words as words of ours, so
nothing in a name or a sentence can be read as a placeable or turn the text round.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from fluent.runtime import FluentBundle
from fluent.runtime.resolver import CurrentEnvironment, Pattern, ResolverEnvironment
from fluent.runtime.types import FluentType
from typing_extensions import override

_FIRST_MARK = 0xE000
MARK = re.compile("[\ue000-\uf8ff]")
"""What stands for a fact: no file of words may have one of its own."""


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


class Ready(str):
    """Words that are already ours, or escaped: shown as they are."""

    __slots__ = ()


def argument(fact: object, place: int) -> FluentType:
    """What Fluent gets of a fact: a number, or a value to choose by and a mark to print."""
    if isinstance(fact, int) and not isinstance(fact, bool):
        return _Number(fact)
    value = ("no", "yes")[fact] if isinstance(fact, bool) else fact
    mark = _Mark(value if isinstance(value, str) else "none" if value is None else "some")
    mark.place = place
    return mark


def place(mark: re.Match[str]) -> int:
    """Which fact, counted from 0, a mark stands for."""
    return ord(mark[0]) - _FIRST_MARK


def fill(bundle: FluentBundle, pattern: Pattern, args: Mapping[str, Any], key: str) -> str:
    errors: list[Exception] = []
    env = ResolverEnvironment(
        context=bundle, errors=errors, current=CurrentEnvironment(args=dict(args))
    )
    text = pattern(env)
    if errors:
        raise KeyError(f"{key}: {errors[0]}")
    return str(text)


def tame(text: str) -> str:
    """People's words without what is no letter: controls, and marks that turn text round."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\u200c\u200d" or unicodedata.category(c) not in _WILD)


_WILD = frozenset({"Cc", "Cf", "Cs", "Co"})
