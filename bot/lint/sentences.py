"""Rules for one reading of a text: they look at the words as a person comes to read them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from bot.lint.written import Branch, Written

MEMBER, ADMIN, EASY, PLAIN_IS_EASY = 15, 25, 10, 8
"""Most words in a sentence: for members, for admins, in easy wording; and easy as it is."""

LONGEST = 1900
"""Most characters of a whole message: it must fit the platforms with room to spare."""


_PLACE = re.compile(r"\{\$([\w-]+)\}")
_QUOTED_PLACE = re.compile(r"[“‘\"']\{\$[\w-]+\}[.!?…]?[”’\"']")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\"']?\s+|\n")
_CHAIN = re.compile(
    r", (?:and|but|so|because|or|which|who|that|while|although|if|when)\b", re.IGNORECASE
)
_CONTRACTION = re.compile(
    r"\b(?:\w+n['’]t|\w+['’](?:re|ve|ll|d|m)"
    r"|(?:it|that|there|here|what|who|where|how|let|he|she)['’]s)\b",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"\[[^\]]*\]|\b[A-Za-z]\w*_\w*|\b[A-Z][A-Z0-9-]+\b")
"""In texts for admins: names as they must be written, like [matrix], user_id and UTF-8."""
_QUOTED = re.compile(r"“[^”{]*”")
_TO_TYPE = re.compile(r"(?<=[Tt]ype: )!?[^,.:?]+")
"""A command is typed by its own name, whatever else we would call it."""
_MARKUP = re.compile(r"[*_`#<>]")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


def sentences(words: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(words) if part and part.strip()]


def count(sentence: str, text: Written) -> int:
    """Words of a sentence, a placeable counting as its kind does."""
    sentence = _QUOTED_PLACE.sub("", sentence)
    places = sum(text.kind(name).words for name in _PLACE.findall(sentence))
    return places + sum(any(map(str.isalnum, w)) for w in _PLACE.sub(" ", sentence).split())


def prose(text: Written, words: str) -> str:
    """Only what we wrote: no placeables, and for admins no names of settings."""
    words = _PLACE.sub("", words)
    return _MACHINE.sub("", words) if text.admin else words


def short_sentences(text: Written, branch: Branch) -> Iterator[str]:
    most = EASY if branch.part == "easy" else ADMIN if text.admin else MEMBER
    for sentence in sentences(branch.words):
        if (long := count(sentence, text)) > most:
            yield f"{long} words in a sentence, at most {most}: {sentence}"


def one_idea(text: Written, branch: Branch) -> Iterator[str]:
    for line in branch.words.splitlines()[:-1]:
        if _PLACE.fullmatch(line.strip()):
            continue  # our own text, whole
        if line.strip() and not line.rstrip().endswith((".", "?", "!", "…", ":", "”")):
            yield f"the line ends inside a sentence: {line}"
    for sentence in sentences(branch.words):
        bare = prose(text, sentence)
        if ";" in bare:
            yield f"a semicolon: {sentence}"
        if re.search(r"[–—]|(^|\s)-+(\s|$)", bare):
            yield f"a dash: {sentence}"
        if re.search(r"[()\[\]{}]", bare):
            yield f"brackets: {sentence}"
        if len(_CHAIN.findall(bare)) > 1:
            yield f"more than one idea: {sentence}"
        if len(re.findall(r"\band\b", bare, re.IGNORECASE)) > 1:
            yield f"“and” twice: {sentence}"


def house_words(text: Written, branch: Branch) -> Iterator[str]:
    # In quotation marks stands what others call something: the steps of a ladder have names.
    words = _QUOTED.sub("", _TO_TYPE.sub("", branch.words))
    for pattern, instead in text.avoid.items():
        hit = re.search(pattern, words, re.IGNORECASE)
        if hit and not (text.is_word and branch.part != "help" and hit[0] in text.key):
            yield f"“{hit[0]}”: say {instead}"


def plainly_written(text: Written, branch: Branch) -> Iterator[str]:
    words = prose(text, branch.words)
    if hit := _CONTRACTION.search(words):
        yield f"“{hit[0]}”: write it in full"
    if hit := _CAPITALS.search(words):
        yield f"“{hit[0]}”: no capitals"
    if hit := _MARKUP.search(words):
        yield f"“{hit[0]}” is markup"
    if any(unicodedata.category(char) == "So" or char >= "\U0001f000" for char in words):
        yield "an emoji or sign is read aloud by its name"
    if re.search("anonym", words, re.IGNORECASE):
        yield "“anonymous” promises too much: say without your name"


def longest(text: Written, branch: Branch) -> int:
    """How many characters it may come to, with the longest facts in it."""
    return len(_PLACE.sub(lambda place: "x" * text.kind(place[1]).longest, branch.words))


def fits(text: Written, branch: Branch) -> Iterator[str]:
    if (characters := longest(text, branch)) > LONGEST:
        yield f"may reach {characters} characters, at most {LONGEST}"


BranchRule = Callable[[Written, Branch], Iterator[str]]
BRANCH_RULES: tuple[BranchRule, ...] = (
    short_sentences,
    one_idea,
    house_words,
    plainly_written,
    fits,
)
