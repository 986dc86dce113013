"""The words linter: reads every branch of every text and says what a reader would stumble over.

Its law: a rule looks at the words exactly as a person may come to read them. So each select
variant and each attribute is written out in full, with `{$name}` where a fact will stand, and
the rules below see nothing else. They are small functions in two tables: rules for one written-out
branch, and rules for a whole text in all its languages. `python -m bot.lint` prints the findings.
"""

from __future__ import annotations

import ast as python
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from itertools import combinations, islice, product
from pathlib import Path

from fluent.syntax import FluentParser, ast

from bot.feature import Feature
from bot.parse import fold
from bot.words import ENGLISH, HOUSE_WORDS, BadWords, Question, Words, prompts

MEMBER, ADMIN, EASY, PLAIN_IS_EASY = 15, 25, 10, 8
"""Most words in a sentence: for members, for admins, in easy wording; and easy as it is."""

LONGEST = 1900
"""Most characters of a whole message: it must fit the platforms with room to spare."""

MOST_BRANCHES = 512

UNASKED = ("word-", "list-", "day-", "month-")
"""Texts that the core finds by a name it makes up. They are parts of sentences."""


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
    Kind("who|lead|person|facilitator|member|caller", 1, 32),
    Kind("list|names|all", 3, 15 * 12 + 14 * len(", then ")),
    Kind("our text|sentences?", 0, 300),
    TEXT,
    Kind("number|how many|count|minutes?|yes|megabytes|kilobytes", 1, 7),
    Kind("days?|date|month|weekday", 3, len("Wednesday 30 September")),
    Kind("time|hour", 1, len("10:30")),
    Kind("group|room|command|code", 2, 60),
    Kind("file|path|folder|database|copy|socket|address", 1, 120),
    Kind("name|next one|part|setting|section|version|variable|platform|zone|guess|types", 1, 40),
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

    @property
    def is_word(self) -> bool:
        return self.key.startswith("word-")

    def kind(self, variable: str) -> Kind:
        told = re.search(rf"\${re.escape(variable)}(?![\w-])(.*)", self.comment)
        clues = (variable, told[1] if told else "")
        fits = (k for clue in clues for k in KINDS if re.search(rf"\b({k.told_by})\b", clue))
        return next(fits, TEXT)


# Rules for one branch: they yield reasons.

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
    for pattern, instead in text.avoid.items():
        if hit := re.search(pattern, branch.words, re.IGNORECASE):
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


def fits(text: Written, branch: Branch) -> Iterator[str]:
    longest = _PLACE.sub(lambda place: "x" * text.kind(place[1]).longest, branch.words)
    if len(longest) > LONGEST:
        yield f"may reach {len(longest)} characters, at most {LONGEST}"


BranchRule = Callable[[Written, Branch], Iterator[str]]
BRANCH_RULES: tuple[BranchRule, ...] = (
    short_sentences,
    one_idea,
    house_words,
    plainly_written,
    fits,
)


# Rules for a whole text; `english` is the same text in English.


def told_to_translators(text: Written, _english: Written | None) -> Iterator[str]:
    for name in sorted(frozenset().union(*text.variables.values())):
        if not re.search(rf"\${re.escape(name)}(?![\w-])", text.comment):
            yield f"no comment above it says what ${name} is"


def same_places(text: Written, english: Written | None) -> Iterator[str]:
    value = text.variables[""]
    if text.variables.get("easy", value) != value:
        yield f".easy has other placeables: {_differing(text.variables['easy'], value)}"
    if english is not None and english.variables[""] != value:
        yield f"English has other placeables: {_differing(english.variables[''], value)}"


def _differing(one: frozenset[str], other: frozenset[str]) -> str:
    return ", ".join(f"${name}" for name in sorted(one ^ other))


def has_easy_wording(text: Written, _english: Written | None) -> Iterator[str]:
    plain = (s for b in text.branches if not b.part for s in sentences(b.words))
    if text.admin or text.key.startswith(UNASKED) or "easy" in text.variables:
        return
    if any(count(sentence, text) > PLAIN_IS_EASY for sentence in plain):
        yield "has no .easy wording"


def known_in_english(_text: Written, english: Written | None) -> Iterator[str]:
    if english is None:
        yield "English has no such text"


TextRule = Callable[[Written, Written | None], Iterator[str]]
TEXT_RULES: tuple[TextRule, ...] = (
    told_to_translators,
    same_places,
    has_easy_wording,
    known_in_english,
)


# Reading the prompts.


def lint(
    folder: Path | None = None, *, code: Path | None = None, commands: Iterable[str] = ()
) -> list[Finding]:
    """Everything wrong with the words of a folder and with the keys that `code` uses."""
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
            found += [_at(text, branch, why) for rule in rules for why in rule(text, branch)]
    for text in texts:
        same = english.get(text.key)
        found += [_at(text, None, why) for rule in TEXT_RULES for why in rule(text, same)]
    for language in words.languages:
        own = [text for text in texts if text.language == language]
        found += like_words(own, commands if language == ENGLISH else ())
    if code is not None:
        found += keys_agree(code, english.values())
    return list(dict.fromkeys(found))


def _at(text: Written, branch: Branch | None, reason: str) -> Finding:
    key = f"{text.key}.{branch.part}" if branch and branch.part else text.key
    return Finding(text.file, branch.line if branch else text.line, key, reason)


def read(folder: Path) -> Iterator[Written]:
    """Every message of one language, each branch written out."""
    avoid = house_list(folder)
    files = {file: file.read_text("utf-8-sig") for file in sorted(folder.glob("*.ftl"))}
    parsed = {file: FluentParser().parse(source) for file, source in files.items()}
    known = {
        ("-" if isinstance(entry, ast.Term) else "") + entry.id.name: entry
        for resource in parsed.values()
        for entry in resource.body
        if isinstance(entry, ast.Message | ast.Term)
    }
    for file, resource in parsed.items():
        notes = [e.content or "" for e in resource.body if isinstance(e, ast.ResourceComment)]
        for entry in resource.body:
            if isinstance(entry, ast.Message) and entry.value is not None:
                parts = {"": entry.value} | {a.id.name: a.value for a in entry.attributes}
                branches = tuple(
                    Branch(part, words, _line(files[file], pattern))
                    for part, pattern in parts.items()
                    for words in dict.fromkeys(written_out(pattern, known))
                )
                yield Written(
                    file=f"{folder.parent.name}/{folder.name}/{file.name}",
                    line=_line(files[file], entry.id),
                    language=folder.name,
                    key=entry.id.name,
                    admin=any("audience: admin" in note for note in notes),
                    comment=(entry.comment.content or "") if entry.comment else "",
                    variables={part: _variables(pattern, known) for part, pattern in parts.items()},
                    branches=branches,
                    avoid=avoid,
                )


def read_banks(root: Path, language: str, words: Words) -> Iterator[Written]:
    """The questions of the banks, as texts that have no facts."""
    folder = root / language
    for file in sorted(folder.glob("*.txt")):
        if file.name == HOUSE_WORDS:
            continue
        lines = file.read_text("utf-8-sig").splitlines()
        for question in words.bank(file.stem, language):
            line = _line_of_question(lines, question)
            yield Written(
                file=f"{root.name}/{language}/{file.name}",
                line=line,
                language=language,
                key=question.name,
                admin=False,
                comment="",
                variables={"": frozenset(), "easy": frozenset()},
                branches=(Branch("", question.text, line), Branch("easy", question.easy, line)),
                avoid=house_list(folder),
            )


def _line_of_question(lines: list[str], question: Question) -> int:
    return next(n for n, line in enumerate(lines, 1) if line.split("|")[0].strip() == question.name)


def house_list(folder: Path) -> dict[str, str]:
    """`word = use instead`, a star standing for any ending, as patterns."""
    file = folder / HOUSE_WORDS
    lines = file.read_text("utf-8-sig").splitlines() if file.exists() else []
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {_any_ending(word.strip()): instead.strip() for word, instead in pairs}


def _any_ending(word: str) -> str:
    starred = re.escape(word).replace(r"\*", r"\w*")
    return rf"(?<!\w){starred}(?!\w)"


def written_out(pattern: ast.Pattern, known: Mapping[str, ast.Message | ast.Term]) -> list[str]:
    """Every reading of a pattern: all combinations of all its select variants."""
    parts = (
        [element.value] if isinstance(element, ast.TextElement) else _readings(element, known)
        for element in pattern.elements
    )
    return ["".join(reading) for reading in islice(product(*parts), MOST_BRANCHES)]


def _readings(node: object, known: Mapping[str, ast.Message | ast.Term]) -> list[str]:
    match node:
        case ast.Placeable(expression=inside):
            return _readings(inside, known)
        case ast.VariableReference(id=name):
            return [f"{{${name.name}}}"]
        case ast.SelectExpression(variants=variants):
            return [words for each in variants for words in written_out(each.value, known)]
        case ast.FunctionReference(arguments=arguments):
            return _readings(arguments.positional[0], known) if arguments.positional else [""]
        case ast.StringLiteral() | ast.NumberLiteral():
            return [str(node.parse()["value"])]
        case ast.MessageReference() | ast.TermReference():
            return written_out(_referred(node, known), known)
    raise TypeError(type(node).__name__)


def _referred(
    node: ast.MessageReference | ast.TermReference, known: Mapping[str, ast.Message | ast.Term]
) -> ast.Pattern:
    """What a reference stands for; nothing if its attribute is not there."""
    entry = known[("-" if isinstance(node, ast.TermReference) else "") + node.id.name]
    attributes = {each.id.name: each.value for each in entry.attributes}
    found = attributes.get(node.attribute.name) if node.attribute else entry.value
    return found or ast.Pattern([])


def _variables(pattern: ast.Pattern, known: Mapping[str, ast.Message | ast.Term]) -> frozenset[str]:
    """The facts a pattern uses, also those it only chooses by, and those of what it refers to."""
    found: set[str] = set()

    def look(node: object) -> None:
        if isinstance(node, ast.VariableReference):
            found.add(node.id.name)
        elif isinstance(node, ast.MessageReference):
            look(_referred(node, known))
        elif isinstance(node, ast.BaseNode):
            for inside in vars(node).values():
                look(inside)
        elif isinstance(node, list):
            for inside in node:
                look(inside)

    look(pattern)
    return frozenset(found)


def _line(source: str, node: ast.SyntaxNode) -> int:
    start = node.span.start if node.span else 0
    return source.count("\n", 0, start) + 1


# The words of commands, and the keys that code uses.


def our_commands() -> tuple[str, ...]:
    """The words of all commands, as code names them."""
    features: Iterable[Feature] = getattr(import_module("bot.features"), "FEATURES", ())
    return tuple(command.word for feature in features for command in feature.commands)


def like_words(texts: Iterable[Written], commands: Iterable[str] = ()) -> Iterator[Finding]:
    """No two commands may sound the same: not equal, nor but for one letter or a hyphen."""
    words = {text.key: text for text in texts if text.is_word}
    spoken = {(fold(form), key) for key, text in words.items() for form in _forms(text)}
    for command in commands:
        key = "word-" + command.replace(" ", "-")
        spoken.add((fold(command), key))
        if key not in words:
            yield Finding("prompts", 0, key, f"the command “{command}” has no word here")
    for (one, key), (other, of) in combinations(sorted(spoken), 2):
        if key != of and near(one, other):
            at = words.get(of) or words.get(key)
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


_KEY = re.compile(r"[a-z]+(\.[a-z0-9-]+)+")
_PAGE_KEY = re.compile(r"\b[a-z]+\.[a-z][a-z0-9-]*")
_CALLS = {"say": 0, "Say": 0, "Refused": 0, "Text": 0, "render": 0}
_CALLS |= {"Choice": 1, "Field": 1, "Listed": 1}
"""Which argument of a call is a key."""
_KEYWORDS = frozenset({"label", "refusal", "key"})


def keys_agree(code: Path, english: Iterable[Written]) -> Iterator[Finding]:
    """Each key that code uses has a text, and each text is used."""
    texts = {text.key: text for text in english}
    used: set[str] = set()
    for file in sorted(f for top in ("bot", "adapters") for f in (code / top).rglob("*.py")):
        for key, line in keys_of(python.parse(file.read_text("utf-8"))):
            used.add(key.replace(".", "-"))
            if key.replace(".", "-") not in texts:
                yield Finding(file.relative_to(code).as_posix(), line, key, "there is no such text")
    for file in sorted((code / "adapters/local/page").rglob("*")):
        if file.suffix in (".js", ".html"):
            found = _PAGE_KEY.findall(file.read_text("utf-8"))
            used.update(key.replace(".", "-") for key in found)
    for key, text in texts.items():
        if key not in used and not key.startswith(UNASKED):
            yield Finding(text.file, text.line, key, "no code says this")


def keys_of(tree: python.AST) -> Iterator[tuple[str, int]]:
    """The text keys that a module names, with their lines."""
    for node in python.walk(tree):
        match node:
            case python.Call(func=python.Name(id=name) | python.Attribute(attr=name), args=args):
                place = _CALLS.get(name, len(args))
                yield from _literals(args[place : place + 1])
            case python.keyword(arg=name, value=value) if name in _KEYWORDS:
                yield from _shaped(_literals([value]))
            case python.AnnAssign(target=python.Name(id=name), value=value) if name in _KEYWORDS:
                yield from _shaped(_literals([value]))
            case (
                python.Assign(targets=[python.Name(id="KEYS")], value=value)
                | python.AnnAssign(target=python.Name(id="KEYS"), value=value)
            ) if value:
                yield from _shaped(_literals(python.walk(value)))


def _literals(nodes: Iterable[object]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        match node:
            case python.Constant(value=str(key)):
                yield key, node.lineno
            case python.IfExp(body=one, orelse=other):
                yield from _literals((one, other))


def _shaped(found: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Only what looks like a key: `label=` may be anything else in other calls."""
    return ((key, line) for key, line in found if _KEY.fullmatch(key))


def main() -> int:
    """Print what is wrong with our own words; 1 if anything is."""
    found = lint(code=Path(__file__).parent.parent, commands=our_commands())
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
