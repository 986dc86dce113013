"""The keys that code uses: each has a text, and each text is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.lint.commands import OF_COMMANDS
from bot.lint.written import Finding, Written

UNASKED = ("list-", "day-", "month-", *OF_COMMANDS)
"""Texts that the core finds by a name it makes up."""

_KEY = re.compile(r"[a-z]+(\.[a-z0-9-]+)+")
_PAGE_KEY = re.compile(r"\b[a-z]+\.[a-z][a-z0-9-]*")
_CALLS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("say", "Say", "Refused", "Text", "render", "confirm"), (0,)),
    **dict.fromkeys(("Choice", "Field", "Listed", "chosen"), (1,)),
    "Board": (2, 3),
}
"""Which arguments of a call are keys."""
_KEYWORDS = frozenset({"label", "refusal", "key"})


def keys_agree(code: Path, english: Iterable[Written]) -> Iterator[Finding]:
    """Each key that code uses has a text, and each text is used."""
    texts = {text.key: text for text in english}
    used: set[str] = set()
    for file in sorted(f for top in ("bot", "adapters") for f in (code / top).rglob("*.py")):
        for key, line in keys_of(ast.parse(file.read_text("utf-8"))):
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


def keys_of(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The text keys that a module names, with their lines."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
                places = _CALLS.get(name, ())
                yield from _literals(args[place] for place in places if place < len(args))
            case ast.keyword(arg=name, value=value) if name in _KEYWORDS:
                yield from _shaped(_literals([value]))
            case ast.AnnAssign(target=ast.Name(id=name), value=value) if name in _KEYWORDS:
                yield from _shaped(_literals([value]))
            case (
                ast.Assign(targets=[ast.Name(id="KEYS")], value=value)
                | ast.AnnAssign(target=ast.Name(id="KEYS"), value=value)
            ) if value:
                yield from _shaped(_literals(ast.walk(value)))


def _literals(nodes: Iterable[object]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        match node:
            case ast.Constant(value=str(key)) if key:  # with no key, nothing is said
                yield key, node.lineno
            case ast.IfExp(body=one, orelse=other):
                yield from _literals((one, other))


def _shaped(found: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Only what looks like a key: `label=` may be anything else in other calls."""
    return ((key, line) for key, line in found if _KEY.fullmatch(key))
