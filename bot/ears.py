"""The ears of every language: what a word is, and what an answer matches."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core import Core
from bot.forms import Matcher
from bot.model import Group, Heard
from bot.parse import Parser, Understood
from bot.words import ENGLISH


class Ears:
    """Made once for all groups; each hears in its own language."""

    def __init__(self, core: Core) -> None:
        self._core = core
        each = core.words.languages
        self._parsers = {one: Parser(core.features, core.words, one) for one in each}
        self._matchers = {one: Matcher(core.words, one) for one in each}

    def parser(self, group: Group | None) -> Parser:
        """The ears for a group's language."""
        return self._parsers.get(self._core.language_of(group)) or self._parsers[ENGLISH]

    def matcher(self, group: Group | None) -> Matcher:
        return self._matchers.get(self._core.language_of(group)) or self._matchers[ENGLISH]

    def is_a_word(self, heard: Heard, groups: Sequence[Group]) -> bool:
        """Is it a word of ours, for one of these groups?"""
        found = (self.parser(group).private(heard.text, group) for group in groups)
        return any(isinstance(one, Understood) for one in found)
