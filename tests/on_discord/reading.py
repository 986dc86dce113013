"""What people read: a message as Discord's own clients work it out, put down as plain text.

Marks that mean something are taken away, and those that mean nothing stay. What is no plain
text stands between ⟦ and ⟧: what can be pressed, and pictures by their names. So where a text
reads just as somebody typed it, nothing in it was markup.

The clients' rules are those of the library simple-markdown and a few more: of each place in
the text it is asked what begins there, and the first rule that fits takes its part away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

NOBODY: Final[Mapping[str, str]] = {}


def read(content: str, names: Mapping[str, str] = NOBODY) -> str:
    """`names`: of people (`@12`), roles (`@&12`) and channels (`#12`), by what mentions them.

    Somebody who is mentioned is read as their name, without the @ that the clients show.
    """
    return _read(content, _Place(names))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a message something stands."""

    names: Mapping[str, str]
    starts: bool = True
    """Nothing but spaces stands before it in its line."""
    quoted: bool = False
    """It is within a quotation."""


_Shown = Callable[[re.Match[str], _Place], str]


@dataclass(frozen=True, slots=True)
class _Rule:
    shown: _Shown
    patterns: tuple[re.Pattern[str], ...]
    """The one that takes most away counts."""
    starts: bool = False
    """It fits only at the start of a line."""
    nests: bool = True
    """It fits within a quotation, too."""

    def match(self, text: str, place: _Place) -> re.Match[str] | None:
        if (self.starts and not place.starts) or (place.quoted and not self.nests):
            return None
        found = [match for one in self.patterns if (match := one.match(text))]
        return max(found, key=lambda match: match.end(), default=None)


def _read(text: str, place: _Place) -> str:
    shown = []
    while text:
        one, match = next((r, match) for r in RULES if (match := r.match(text, place)))
        shown.append(one.shown(match, place))
        taken, text = text[: match.end()], text[match.end() :]
        line = taken.rpartition("\n")[2]
        starts = not line.strip(" ") and ("\n" in taken or place.starts)
        place = replace(place, starts=starts)
    return "".join(shown)


# How each thing is shown.


def _inner(match: re.Match[str], place: _Place) -> str:
    """What stands between the marks, which may hold further ones."""
    return _read(match["text"], place)


def _plain(match: re.Match[str], _place: _Place) -> str:
    return match["text"]


def _pressed(match: re.Match[str], _place: _Place) -> str:
    return f"⟦{match['text']}⟧"


def _masked(match: re.Match[str], place: _Place) -> str:
    return f"⟦{_read(match['text'], place)}⟧"


def _person(match: re.Match[str], place: _Place) -> str:
    return place.names.get(f"@{match['id']}", "⟦@unknown-user⟧")


def _mentioned(match: re.Match[str], place: _Place) -> str:
    sign = match["sign"]
    return f"⟦{sign[0]}{place.names.get(sign + match['id'], 'unknown')}⟧"


def _time(match: re.Match[str], _place: _Place) -> str:
    """As somebody in Britain reads it, in winter."""
    at, style = datetime.fromtimestamp(int(match["at"]), UTC), match["style"] or "f"
    if style == "R":
        return f"⟦{(datetime.now(UTC) - at).days} days ago⟧"
    return f"⟦{at.strftime(_STYLES[style])}⟧"


_STYLES: Final = {
    "t": "%H:%M",
    "T": "%H:%M:%S",
    "d": "%d/%m/%Y",
    "D": "%d %B %Y",
    "f": "%d %B %Y %H:%M",
    "F": "%A %d %B %Y %H:%M",
}


def _quotation(match: re.Match[str], place: _Place) -> str:
    return _read(_QUOTING.sub("", match[0]), replace(place, quoted=True))


_QUOTING: Final = re.compile(r"\A *>>> |^ *> ", re.MULTILINE)


def _list(match: re.Match[str], place: _Place) -> str:
    """Each item further in, with a dot; or with its number, counted on from the first one."""
    shown = []
    items = list(_ITEM.finditer(match[0]))
    first = items[0]["number"]
    for n, item in enumerate(items):
        sign = f"{int(first) + n}." if first else "•"
        shown.append(f"  {sign} {_read(item['text'], place)}{item['end']}")
    return "".join(shown)


# How each thing is found. JavaScript's `\w` and `\d` know no letters but English ones.

_ITEM: Final = re.compile(
    r"(?P<in> *)(?:[-+*]|(?P<number>[0-9]+)\.) +"
    r"(?P<text>[^\n]+(?:\n(?P=in)  [^\n]+)*)(?P<end>\n?)"
)
_LIST: Final = r"(?: *(?:[-+*]|[0-9]+\.) +[^\n]+(?:\n +[^\n]+)*\n?)+"
_BOLD: Final = r"\*\*(?P<text>(?:\\.|[^\\])+?)\*\*(?!\*)"
_UNDERLINED: Final = r"__(?P<text>(?:\\.|[^\\])+?)__(?!_)"
_STARRED: Final = r"\*(?=\S)(?P<text>(?:\*\*|\\.|\s+(?:\\.|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"
_SLANTED: Final = r"_(?P<text>(?:__|\\.|[^\\_])+?)_(?![0-9A-Za-z_])"
_SHORTCODE: Final = (
    r":(?P<text>(?:[0-9A-Za-z_+-]*[A-Za-z][0-9A-Za-z_+-]*|[+-]1|100|1234)"
    r"(?:::skin-tone-[1-5])?):"
)
_ADDRESS: Final = r"(?P<text>(?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s])"
_MASKED: Final = (
    r"\[(?P<text>(?:\\.|[^\[\]\\])+)\]"
    r"\(\s*<?(?:https?|steam)://(?:\\.|[^\s()\\])+>?(?:\s+\"[^\"]*\")?\s*\)"
)
_UNTIL_A_MARK: Final = r"(?P<text>.+?(?=[^0-9A-Za-z\s\u00c0-\U0010ffff]|\n|[0-9A-Za-z_]+:\S|\Z))"


def _rule(shown: _Shown, *patterns: str, starts: bool = False, nests: bool = True) -> _Rule:
    compiled = tuple(re.compile(pattern, re.DOTALL) for pattern in patterns)
    return _Rule(shown, compiled, starts, nests)


RULES: Final = (
    _rule(_quotation, r" *>>> .+", r" *> [^\n]*(?:\n *> [^\n]*)*\n?", starts=True, nests=False),
    _rule(_inner, r" *#{1,3} (?!#) *(?P<text>[^\n]+\n?)", starts=True),
    _rule(_inner, r" *-# (?!-#) *(?P<text>[^\n]+\n?)", starts=True),
    _rule(_list, _LIST, starts=True),
    _rule(_plain, r"```(?:[0-9A-Za-z_+\-.#]+\n)?\n*(?P<text>[^\n].*?)\n*```"),
    _rule(_plain, r"(?P<text>¯\\_\(ツ\)_/¯)"),
    _rule(_plain, r"\\(?P<text>[^0-9A-Za-z\s])"),
    _rule(_person, r"<@!?(?P<id>[0-9]+)>"),
    _rule(_mentioned, r"<(?P<sign>@&|#)(?P<id>[0-9]+)>"),
    _rule(_pressed, r"<(?P<text>/[^:>\n]+):[0-9]+>", r"<id:(?P<text>[a-z]+)>"),
    _rule(_pressed, r"<a?:(?P<text>[0-9A-Za-z_]+):[0-9]+>"),
    _rule(_time, r"<t:(?P<at>-?[0-9]{1,10})(?::(?P<style>[tTdDfFR]))?>"),
    _rule(_pressed, r"<(?P<text>[^: >]+:/[^ >]+)>", r"<(?P<text>[^\s<>]+@[^\s<>]+|\+[0-9]+)>"),
    _rule(_pressed, r"(?P<text>@everyone|@here)"),
    _rule(_pressed, _ADDRESS),
    _rule(_masked, _MASKED),
    _rule(_inner, _STARRED, _BOLD, _UNDERLINED, _SLANTED),
    _rule(_inner, r"~~(?P<text>.+?)~~(?!_)"),
    _rule(_inner, r"\|\|(?P<text>.+?)\|\|"),
    _rule(_plain, r"(?P<marks>`+)(?P<text>.*?[^`])(?P=marks)(?!`)"),
    _rule(_pressed, _SHORTCODE),
    _rule(_plain, _UNTIL_A_MARK),
)
"""The first that fits counts; the last one always does."""
