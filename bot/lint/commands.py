"""The words of commands: their texts, how others name them, and no two that sound the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import combinations

from bot.feature import Command, Feature
from bot.lint.written import Finding, Written
from bot.parse import fold

OF_COMMANDS = ("word-", "late-", "needs-", "arg-")
"""Texts that the core finds by the name of a command, or of what follows it."""

_TO_TYPE = re.compile(r"\btypes?\b[^.:?!]*: ?!?([^,.:?!”]+)", re.IGNORECASE)


def our_commands() -> tuple[Command, ...]:
    """All commands of all features."""
    features: Iterable[Feature] = getattr(import_module("bot.features"), "FEATURES", ())
    return tuple(command for feature in features for command in feature.commands)


def commands_speak(texts: Iterable[Written], commands: Iterable[Command]) -> Iterator[Finding]:
    """Each command has the texts that the core says for it, and there are no others."""
    left = {text.key: text for text in texts if text.key.startswith(OF_COMMANDS)}
    needed = {key: (of, why) for of in commands for key, why in _needed(of)}
    for key, (command, reason) in needed.items():
        if left.pop(key, None) is None:
            yield Finding("prompts", 0, key, f"the command “{command.word}” {reason}")
    for key, text in left.items():
        yield Finding(text.file, text.line, key, "no command says this")


def _needed(command: Command) -> Iterator[tuple[str, str]]:
    name = command.word.replace(" ", "-")
    yield f"word-{name}", "has no word here"
    if command.fresh is not None:
        yield f"late-{name}", "can be heard too late, and nothing says so"
    if any(arg.needed for arg in command.args):
        yield f"needs-{name}", "needs something after it, and nothing asks for it"
    for arg in command.args:
        yield f"arg-{arg.name}", "can have something after it, and nothing says what"


def words_are_references(
    english: Iterable[Written], commands: Iterable[Command] = ()
) -> Iterator[Finding]:
    """What people are told to type is a reference, so that each platform can spell its way.

    Read as where words have a slash: a plain word there is one that was written by hand.
    """
    texts = tuple(english)
    words = [each.words for text in texts if text.is_word for each in text.branches[:1]]
    known = sorted({fold(word) for word in (*words, *(command.word for command in commands))})
    for text in texts:
        for branch in text.slashed:
            if "!/" in branch.words:
                yield text.finding("“!” before a word is not said everywhere: { -sign }", branch)
            for told in map(fold, _TO_TYPE.findall(branch.words)):
                meant = [word for word in known if f"{told} ".startswith(f"{word} ")]
                if meant:
                    yield text.finding(f"“{meant[-1]}” is a word of ours: refer to it", branch)


def like_words(
    texts: Iterable[Written], commands: Iterable[Command] = (), beside: Iterable[Written] = ()
) -> Iterator[Finding]:
    """No two commands may sound the same: not equal, nor but for one letter or a hyphen.

    The words of code work in every language, and the English ones (`beside`) do too.
    """
    words = {text.key: text for text in texts if text.is_word}
    own = {(fold(form), key) for key, text in words.items() for form in _forms(text)}
    named = {(fold(each.word), "word-" + each.word.replace(" ", "-")) for each in commands}
    english = {(fold(form), text.key) for text in beside if text.is_word for form in _forms(text)}
    other_language = english - own
    for (one, key), (other, of) in combinations(sorted(own | named | english), 2):
        if {(one, key), (other, of)} <= other_language:
            continue  # told of English itself
        if key != of and near(one, other):
            at = words.get(of if (other, of) in own else key) or words.get(of)
            reason = f"“{one}” of {key} and “{other}” of {of} sound the same"
            yield Finding(at.file if at else "bot", at.line if at else 0, of, reason)


def _forms(text: Written) -> Iterator[str]:
    for branch in text.branches:
        if branch.part in ("", "also"):
            yield from filter(None, map(str.strip, branch.words.split("|")))


def near(one: str, other: str) -> bool:
    """The same but for one letter at most: changed, left out or put in."""
    if abs(len(one) - len(other)) > 1:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
    tails = {
        (one[at + 1 :], other[at + 1 :]),
        (one[at:], other[at + 1 :]),
        (one[at + 1 :], other[at:]),
    }
    return one == other or any(a == b for a, b in tails)
