"""Reading the settings file as people really save it.

Word processors put a byte-order mark at the start and curly quotes around values; both are
forgiven. Standard library only, and nothing here shows a value: it may be a password.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """What the file says, and on which line each section and name stands."""

    data: Mapping[str, Any]
    lines: Mapping[tuple[str, ...], int]


class Broken(Exception):  # noqa: N818 (it says what it is)
    """The file is not TOML. `key` names the text that says why."""

    def __init__(self, key: str, line: int | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.line = line


def read(content: bytes) -> Document:
    """The settings in this file. Raises Broken."""
    text = _text(content)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        text = straight(text)
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as wrong:
            raise _broken(text, str(wrong)) from None
    return Document(data, _lines(text))


def _text(content: bytes) -> str:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = None if utf16 else content[: wrong.start].count(b"\n") + 1
        raise Broken(key="config.not-utf8", line=line) from None
    return text.replace("\r\n", "\n")


_OPEN = {'"': '"', "“": '"', "”": '"', "„": '"', "‟": '"', "'": "'", "‘": "'", "’": "'", "‚": "'"}
_CURLY = {'"': '"“”', "'": "'‘’"}


def straight(text: str) -> str:
    """The same text with straight quotes around its values; those inside a value stay."""
    return "\n".join(_straight_line(line) for line in text.split("\n"))


def _straight_line(line: str) -> str:
    done, at = "", 0
    while at < len(line):
        char = line[at]
        if char == "#":
            return done + line[at:]
        if (quote := _OPEN.get(char)) is None:
            done, at = done + char, at + 1
            continue
        # A value ends at a quote that a comma, a bracket, an equals sign or a comment follows.
        end = re.compile(rf"[{_CURLY[quote]}](?=\s*([,\]}}#=]|$))").search(line, at + 1)
        if end is None:
            return done + line[at:]
        done, at = done + quote + line[at + 1 : end.start()] + quote, end.end()
    return done


def _broken(text: str, reason: str) -> Broken:
    found = re.search(r"at line (\d+)", reason)
    lines = text.split("\n")
    number = int(found[1]) if found else len(lines)
    if "overwrite" in reason or "twice" in reason or "mutate" in reason:
        # Reported where the second one ends, which may be the next line.
        return Broken(key="config.twice", line=number)
    line = lines[number - 1] if number <= len(lines) else ""
    if re.match(r"\s*[\w.-]+\s*=\s*[^\s\"'\[{\d+-]", line) and not re.match(
        r"\s*[\w.-]+\s*=\s*(true|false)\b", line
    ):
        return Broken(key="config.needs-quotes", line=number)
    return Broken(key="config.broken-line", line=number)


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """Where each `[section]` and `name =` stands. Rarer ways to write them have no line."""
    places: dict[tuple[str, ...], int] = {}
    section: tuple[str, ...] = ()
    tables: list[tuple[str, ...]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if several := re.match(r"\s*\[\[\s*\"?([\w-]+)\"?\s*\]\]", line):
            count = sum(len(place) == 2 and place[0] == several[1] for place in tables)
            section = (several[1], str(count))
            tables.append(section)
            places[section] = number
        elif header := re.match(r"\s*\[\s*\"?([\w-]+)\"?\s*\]", line):
            section = (header[1],)
            places.setdefault(section, number)
        elif name := re.match(r"\s*\"?([\w-]+)\"?\s*=", line):
            places.setdefault((*section, name[1]), number)
        elif dotted := re.match(r"\s*([\w-]+)\.([\w-]+)\s*=", line):
            places.setdefault((*section, dotted[1], dotted[2]), number)
    return places
