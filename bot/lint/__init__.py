"""The words linter: reads every reading of every text and says what a person would stumble over.

Its law: a rule looks at the words exactly as a person may come to read them. So each select
variant and each attribute is written out in full, with `{$name}` where a fact will stand, and
the rules see nothing else. They are small functions in tables: rules for one reading
(`sentences`), for a whole text beside its English (`texts`), and for how texts, commands and
code agree (`commands`, `keys`). `python -m bot.lint` prints the findings.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.feature import Command
from bot.lint.commands import (
    commands_speak,
    like_words,
    near,
    our_commands,
    words_are_references,
)
from bot.lint.keys import keys_agree
from bot.lint.reading import read, read_banks
from bot.lint.sentences import BRANCH_RULES
from bot.lint.texts import TEXT_RULES
from bot.lint.written import Branch, Finding, Written
from bot.words import ENGLISH, BadWords, Words, prompts

__all__ = ["Branch", "Finding", "Written", "lint", "main", "near", "our_commands", "read"]


def lint(
    folder: Path | None = None, *, code: Path | None = None, commands: Iterable[Command] = ()
) -> list[Finding]:
    """Everything wrong with the words of a folder, its `commands`, and the keys `code` uses."""
    commands = tuple(commands)
    root = Path(str(prompts())) if folder is None else folder
    try:
        words = Words.load(root)
    except BadWords as bad:
        return [Finding(bad.file, bad.line, "", bad.reason)]
    texts = [text for language in words.languages for text in read(root / language)]
    banks = [text for language in words.languages for text in read_banks(root, language, words)]
    english = {text.key: text for text in texts if text.language == ENGLISH}
    found: list[Finding] = []
    for text in texts + banks:
        for branch in text.branches:
            rules = BRANCH_RULES if branch.part != "also" else ()
            found += [text.finding(why, branch) for rule in rules for why in rule(text, branch)]
    for text in texts:
        same = english.get(text.key)
        found += [text.finding(why) for rule in TEXT_RULES for why in rule(text, same)]
    for language in words.languages:
        own = [text for text in texts if text.language == language]
        beside = () if language == ENGLISH else english.values()
        found += like_words(own, commands, beside)
    found += words_are_references(english.values(), commands)
    if commands:
        found += commands_speak(english.values(), commands)
    if code is not None:
        found += keys_agree(code, english.values())
    return list(dict.fromkeys(found))


def main() -> int:
    """Print what is wrong with our own words; 1 if anything is."""
    found = lint(code=Path(__file__).parent.parent.parent, commands=our_commands())
    for finding in found:
        print(finding)
    return 1 if found else 0
