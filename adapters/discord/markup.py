"""People's words as words: nothing in them may ping, turn into markup, or become a link."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\*_~`|<>@#\[\]()])")
"""What begins or ends markup, mentions and links anywhere in a line."""

_LINE_START = re.compile(r"^(\s*)([-+])(?=\s)|^(\s*\d+)([.)])(?=\s)", re.MULTILINE)
"""A list begins with these."""

_EMOJI_OR_LINK = re.compile(r":(?=//|\w+:)")
"""`:smile:` becomes a picture, and `https://` a link with a preview."""


def escape(text: str) -> str:
    """The same words, so that they are read exactly as they were typed."""
    text = _EMOJI_OR_LINK.sub(r"\\:", _MARKS.sub(r"\\\1", text))
    return _LINE_START.sub(_in_list, text)


def _in_list(match: re.Match[str]) -> str:
    bullet, number = match[2], match[4]
    return f"{match[1]}\\{bullet}" if bullet else f"{match[3]}\\{number}"
