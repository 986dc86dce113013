"""The slash words: made from the features, and put in place only when they have changed.

Whether they have is asked of Discord itself, so nothing about it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from adapters.discord.names import JSON
from adapters.discord.parts import cut
from bot.feature import Arg, Command, Feature, Kind
from bot.parse import arg_key, word_key
from bot.words import ENGLISH, Words

COMMAND = 1
TEXT, NUMBER, CHANNEL = 3, 4, 7
VOICES = [2, 13]
"""Kinds of channels where people speak: voice and stage."""
IN_GUILDS = 0
"""How the bot is installed."""
GUILD, PRIVATE = 0, 1
"""Where a word can be said."""

LONGEST_NAME = 32
LONGEST_LINE = 100
LARGEST = 999_999

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


def name(command: Command) -> str:
    """`hand up` is `/hand-up`."""
    return command.word.replace(" ", "-")


def by_name(features: Iterable[Feature]) -> dict[str, Command]:
    return {name(command): command for command in offered(features)}


def offered(features: Iterable[Feature]) -> Iterator[Command]:
    """The words that people choose from a list."""
    for feature in features:
        yield from (command for command in feature.commands if not command.inner)


def slash_words(features: Iterable[Feature], words: Words) -> list[JSON]:
    """All of them, as Discord registers them."""
    return [_command(command, words) for command in offered(features)]


def _command(command: Command, words: Words) -> JSON:
    key = word_key(command)
    localized = {
        locale: spelled
        for language, locale in _locales(words)
        if words.has(key, language) and (spelled := _spelled(words.word(key, language)))
    }
    # Discord wants what is needed before what is not.
    args = sorted((arg for arg in command.args if not arg.aloud), key=lambda arg: not arg.needed)
    return {
        "type": COMMAND,
        "name": name(command),
        "name_localizations": localized,
        "description": _line(words.attribute(key, "help") or command.word),
        "description_localizations": {
            locale: _line(line)
            for language, locale in _locales(words)
            if words.has(key, language) and (line := words.attribute(key, "help", language))
        },
        "options": [_option(arg, words) for arg in args],
        "integration_types": [IN_GUILDS],
        "contexts": [GUILD, PRIVATE],
    }


def _option(arg: Arg, words: Words) -> JSON:
    key = arg_key(arg)
    shown: JSON = {
        "type": NUMBER if arg.kind is Kind.NUMBER else TEXT,
        "name": arg.name,
        "description": _line(words.word(key)),
        "description_localizations": {
            locale: _line(words.word(key, language))
            for language, locale in _locales(words)
            if words.has(key, language)
        },
        "required": arg.needed,
    }
    if arg.kind is Kind.NUMBER:
        return {**shown, "min_value": 0, "max_value": LARGEST}
    if arg.choices:
        choices = [
            {
                "name": _line(words.label(one)),
                "name_localizations": {
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
    """A word of a language as Discord wants it: small letters, no space. Too long: none."""
    small = "-".join(word.casefold().replace("'", "").replace("’", "").split())
    return small if len(small) <= LONGEST_NAME else ""


def _line(text: str) -> str:
    return cut(text, LONGEST_LINE)


def changed(ours: Sequence[JSON], theirs: Sequence[JSON]) -> bool:
    """Do the words that Discord has differ from those we want?

    Only in what we say ourselves: it adds ids, versions, and what goes without saying.
    """
    there = {one.get("name"): one for one in theirs if one.get("type", COMMAND) == COMMAND}
    return (
        len(there) != len(theirs)
        or there.keys() != {one["name"] for one in ours}
        or any(_differs(one, there[one["name"]]) for one in ours)
    )


def _differs(ours: object, theirs: object) -> bool:
    if isinstance(ours, dict):
        known = theirs if isinstance(theirs, dict) else {}
        return any(_differs(value, known.get(key)) for key, value in ours.items())
    if isinstance(ours, list):
        known_list = theirs if isinstance(theirs, list) else []
        return len(ours) != len(known_list) or any(map(_differs, ours, known_list))
    # What is empty or false is often left out.
    return ours != theirs and not (not ours and not theirs)
