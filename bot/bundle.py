"""The texts of one language, as Fluent works them out, and small: for `bot.words`.

Its law: what a text means, and how a language counts, comes from the libraries; only what is
not needed stays out of memory. A text is parsed when it is first said, and most are seldom said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from babel import Locale, localedata
from babel.plural import PluralRule
from fluent.runtime import FluentBundle
from fluent.runtime.resolver import Message
from typing_extensions import override

from bot.catalogue import ENGLISH, TERM, Entry, parsed


class _Counting(Locale):
    """A locale that is only asked how it counts: numbers and days are said in our own words.

    Babel would keep all that it knows of the language, and of every country: 5 MB for two.
    """

    @property
    @override
    def plural_form(self) -> PluralRule:
        found = _plural_form(str(self))
        return super().plural_form if found is None else found


@cache
def _plural_form(name: str) -> PluralRule | None:
    """How a language counts, by Babel; None: as one that it comes from. The rest is let go."""
    found: PluralRule | None = localedata.load(name, merge_inherited=False).get("plural_form")
    localedata._cache.pop(name, None)
    return found


def as_written(entry: Entry) -> Entry:
    return entry


class Bundle(FluentBundle):
    """All messages and terms of one language, some of them perhaps spelled in another way."""

    def __init__(
        self,
        language: str,
        texts: Mapping[str, str],
        spell: Callable[[Entry], Entry] = as_written,
    ) -> None:
        """`texts`: as in `bot.catalogue.Catalogue`."""
        super().__init__([language, ENGLISH], use_isolating=False)
        self._texts = texts
        self._spell = spell

    @override
    def has_message(self, message_id: str) -> bool:
        return message_id in self._texts

    @override
    def _lookup(self, entry_id: str, term: bool = False) -> Message:
        name = f"{TERM}{entry_id}" if term else entry_id
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = self._compiler(self._spell(parsed(self._texts[name])))
        return found

    @override
    def _get_babel_locale(self) -> Locale:
        known = (one.replace("-", "_") for one in self.locales)
        return _Counting.parse(next(one for one in known if localedata.exists(one)))
