"""The ears of every language: what a word is, and what an answer matches."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core import Core
from bot.forms import Matcher
from bot.model import Group, Heard
from bot.parse import Parser, Understood
from bot.words import ENGLISH


class Ears:
    """Each group hears in its own language; what a language needs is made when one uses it."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._parsers: dict[str, Parser] = {}
        self._matchers: dict[str, Matcher] = {}
        self.parser(None)

    def parser(self, group: Group | None) -> Parser:
        """The ears for a group's language."""
        language = self._language(group)
        if language not in self._parsers:
            made = Parser(self._core.features, self._core.words, language)
            self._parsers[language] = made
        return self._parsers[language]

    def matcher(self, group: Group | None) -> Matcher:
        language = self._language(group)
        if language not in self._matchers:
            self._matchers[language] = Matcher(self._core.words, language)
        return self._matchers[language]

    def _language(self, group: Group | None) -> str:
        wanted = self._core.language_of(group)
        return wanted if wanted in self._core.words.languages else ENGLISH

    def is_a_word(self, heard: Heard, groups: Sequence[Group]) -> bool:
        """Is it a word of ours, for one of these groups?"""
        found = (self.parser(group).private(heard.text, group) for group in groups)
        return any(isinstance(one, Understood) for one in found)
