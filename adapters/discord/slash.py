"""The slash words: made from the features, and put in place only when they have changed.

Whether they have is asked of Discord itself, so nothing about it is kept. Discord takes 100 of
one bot, so rarely said words have none of their own; all words can be said after one for all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from adapters.discord.names import JSON
from adapters.discord.parts import cut
from bot.feature import Arg, Command, Feature, Kind
from bot.parse import arg_key, word_key
from bot.words import ENGLISH, FOR_ALL, Words

COMMAND = 1
TEXT, NUMBER, CHANNEL = 3, 4, 7
VOICES = [2, 13]
"""Kinds of channels where people speak: voice and stage."""
IN_GUILDS = 0
"""How the bot is installed."""
GUILD, PRIVATE = 0, 1
"""Where a word can be said."""

_NAME = re.compile(r"[-\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")
"""Letters and digits, and in Devanagari and Thai the marks that stand on letters."""
LONGEST_LINE = 100
LARGEST = 999_999
LONGEST_WORDS = 1_000
"""Characters that can be typed after the word for all."""

WORDS = "words"
"""Its option."""

LOCALES: Mapping[str, tuple[str, ...]] = {
    **{
        each: (each,)
        for each in (
            *("ar", "bg", "cs", "da", "de", "el", "fi", "fr", "he", "hi", "hr", "hu", "id", "it"),
            *("ja", "ko", "lt", "nl", "no", "pl", "ro", "ru", "th", "tr", "uk", "vi"),
        )
    },
    "es": ("es-ES", "es-419"),
    "pt": ("pt-BR",),
    "sv": ("sv-SE",),
    "zh": ("zh-CN", "zh-TW"),
}
"""Languages that Discord's clients speak, by those of the prompts. Others get English words."""

NAMES, LINES = "name_localizations", "description_localizations"

SAID = frozenset(
    (
        *(NAMES, LINES, "options", "choices", "required"),
        *("autocomplete", "channel_types", "max_length", "min_value", "max_value"),
    )
)
"""What is ours to say and can be left out: where it is still there, it must go."""


def name(command: Command) -> str:
    """`hand up` is `/hand-up`."""
    return command.word.replace(" ", "-")


def by_name(features: Iterable[Feature]) -> dict[str, Command]:
    return {name(command): command for command in offered(features)}


def offered(features: Iterable[Feature]) -> Iterator[Command]:
    """The words that people choose from a list."""
    for feature in features:
        yield from (each for each in feature.commands if each.slash and not each.inner)


def for_all(words: Words) -> str:
    """The name of the slash word after which every word can be said."""
    return words.word(FOR_ALL)


def slash_words(features: Iterable[Feature], words: Words) -> list[JSON]:
    """All of them, as Discord registers them."""
    typed = {"type": TEXT, "name": WORDS, **_lines("slash.words", words), "required": True}
    typed |= {"autocomplete": True, "max_length": LONGEST_WORDS}
    own = [_command(command, words) for command in offered(features)]
    return [_registered(for_all(words), FOR_ALL, words, [typed]), *own]


def _command(command: Command, words: Words) -> JSON:
    # Discord wants what is needed before what is not.
    args = sorted((arg for arg in command.args if not arg.aloud), key=lambda arg: not arg.needed)
    options = [_option(arg, words) for arg in args]
    return _registered(name(command), word_key(command), words, options)


def _registered(name: str, key: str, words: Words, options: list[JSON]) -> JSON:
    localized = {
        locale: spelled
        for language, locale in _locales(words)
        if words.has(key, language) and (spelled := _spelled(words.word(key, language)))
    }
    return {
        "type": COMMAND,
        "name": name,
        NAMES: localized,
        "description": _line(words.attribute(key, "help") or words.word(key)),
        LINES: {
            locale: _line(line)
            for language, locale in _locales(words)
            if words.has(key, language) and (line := words.attribute(key, "help", language))
        },
        "options": options,
        "integration_types": [IN_GUILDS],
        "contexts": [GUILD, PRIVATE],
    }


def _lines(key: str, words: Words) -> JSON:
    """What an option is for."""
    return {
        "description": _line(words.word(key)),
        LINES: {
            locale: _line(words.word(key, language))
            for language, locale in _locales(words)
            if words.has(key, language)
        },
    }


def _option(arg: Arg, words: Words) -> JSON:
    shown: JSON = {
        "type": NUMBER if arg.kind is Kind.NUMBER else TEXT,
        "name": arg.name,
        **_lines(arg_key(arg), words),
        "required": arg.needed,
    }
    if arg.kind is Kind.NUMBER:
        return {**shown, "min_value": 0, "max_value": LARGEST}
    if arg.choices:
        choices = [
            {
                "name": _line(words.label(one)),
                NAMES: {
                    locale: _line(words.label(one, language))
                    for language, locale in _locales(words)
                    if words.has(one.label, language)
                },
                "value": one.types,
            }
            for one in arg.choices
        ]
        return {**shown, "choices": choices}
    if arg.kind is Kind.PLACE:
        return {**shown, "type": CHANNEL, "channel_types": VOICES}
    if arg.kind is Kind.NAME:
        return {**shown, "autocomplete": True}
    return {**shown, "max_length": arg.limit}


def _locales(words: Words) -> Iterator[tuple[str, str]]:
    for language in words.languages:
        if language != ENGLISH:
            yield from ((language, locale) for locale in LOCALES.get(language, ()))


def _spelled(word: str) -> str:
    """A word of a language as Discord wants it: small letters, no space, no full stop.

    One that it would refuse is said in English: it would take none of the others either.
    """
    letters = "".join(c for c in unicodedata.normalize("NFC", word) if c in " -" or not _sign(c))
    small = "-".join(letters.lower().split())
    return small if _NAME.fullmatch(small) else ""


def _sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _line(text: str) -> str:
    return cut(text, LONGEST_LINE)


def changed(ours: Sequence[JSON], theirs: Sequence[JSON]) -> bool:
    """Do the words that Discord has differ from those we want?

    Only in what is ours to say: it adds ids, versions, and what goes without saying.
    """
    there = {one.get("name"): one for one in theirs if one.get("type", COMMAND) == COMMAND}
    return (
        len(there) != len(theirs)
        or there.keys() != {one["name"] for one in ours}
        or any(_differs(one, there[one["name"]]) for one in ours)
    )


def _differs_in(key: str, ours: object, theirs: object) -> bool:
    if key in (NAMES, LINES):  # a language that is no longer ours must go
        return (ours or {}) != (theirs or {})
    return _differs(ours, theirs)


def _differs(ours: object, theirs: object) -> bool:
    if isinstance(ours, dict):
        known = theirs if isinstance(theirs, dict) else {}
        said = ours.keys() | (known.keys() & SAID)
        return any(_differs_in(key, ours.get(key), known.get(key)) for key in said)
    if isinstance(ours, list):
        known_list = theirs if isinstance(theirs, list) else []
        return len(ours) != len(known_list) or any(map(_differs, ours, known_list))
    # What is empty or false is often left out.
    return ours != theirs and not (not ours and not theirs)
