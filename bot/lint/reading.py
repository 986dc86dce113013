"""Reading the prompts: each select variant and each attribute of a text written out in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from pathlib import Path

from fluent.syntax import FluentParser, ast

from bot.catalogue import Entry, is_bank, slashed
from bot.lint.written import Branch, Written
from bot.words import HOUSE_WORDS, Question, Words

MOST_BRANCHES = 512


def read(folder: Path) -> Iterator[Written]:
    """Every message of one language, each branch written out."""
    avoid = house_list(folder)
    files = {file: file.read_text("utf-8-sig") for file in sorted(folder.glob("*.ftl"))}
    parsed = {file: FluentParser().parse(source) for file, source in files.items()}
    known = _by_name(entry for resource in parsed.values() for entry in resource.body)
    with_slash = known | _by_name(slashed(known.values()))
    for file, resource in parsed.items():
        notes = [e.content or "" for e in resource.body if isinstance(e, ast.ResourceComment)]
        for entry in resource.body:
            if isinstance(entry, ast.Message) and entry.value is not None:
                parts = {"": entry.value} | {a.id.name: a.value for a in entry.attributes}
                lines = {part: _line(files[file], pattern) for part, pattern in parts.items()}
                yield Written(
                    file=f"{folder.parent.name}/{folder.name}/{file.name}",
                    line=_line(files[file], entry.id),
                    language=folder.name,
                    key=entry.id.name,
                    admin=any("audience: admin" in note for note in notes),
                    comment=(entry.comment.content or "") if entry.comment else "",
                    variables={part: _variables(pattern, known) for part, pattern in parts.items()},
                    branches=_branches(parts, lines, known),
                    avoid=avoid,
                    slashed=_branches(parts, lines, with_slash),
                )


def _branches(
    parts: Mapping[str, ast.Pattern], lines: Mapping[str, int], known: Mapping[str, Entry]
) -> tuple[Branch, ...]:
    """Every reading of every part of a message."""
    return tuple(
        Branch(part, words, lines[part])
        for part, pattern in parts.items()
        for words in dict.fromkeys(written_out(pattern, known))
    )


def _by_name(entries: Iterable[ast.EntryType]) -> dict[str, Entry]:
    """Messages and terms as they are referred to."""
    return {
        ("-" if isinstance(entry, ast.Term) else "") + entry.id.name: entry
        for entry in entries
        if isinstance(entry, Entry)
    }


def read_banks(root: Path, language: str, words: Words) -> Iterator[Written]:
    """The questions of the banks, as texts that have no facts."""
    folder = root / language
    for file in sorted(folder.glob("*.txt")):
        if not is_bank(file.name):
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


def written_out(pattern: ast.Pattern, known: Mapping[str, Entry]) -> list[str]:
    """Every reading of a pattern: all combinations of all its select variants."""
    parts = (
        [element.value] if isinstance(element, ast.TextElement) else _readings(element, known)
        for element in pattern.elements
    )
    return ["".join(reading) for reading in islice(product(*parts), MOST_BRANCHES)]


def _readings(node: object, known: Mapping[str, Entry]) -> list[str]:
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
    node: ast.MessageReference | ast.TermReference, known: Mapping[str, Entry]
) -> ast.Pattern:
    """What a reference stands for; nothing if its attribute is not there."""
    entry = known[("-" if isinstance(node, ast.TermReference) else "") + node.id.name]
    attributes = {each.id.name: each.value for each in entry.attributes}
    found = attributes.get(node.attribute.name) if node.attribute else entry.value
    return found or ast.Pattern([])


def _variables(pattern: ast.Pattern, known: Mapping[str, Entry]) -> frozenset[str]:
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
