"""People's words as words: nothing in them may ping, turn into markup, or become a link."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\*_~`|<>@#\[\]()]|:(?=\S))")
"""What begins or ends markup, mentions, links and pictures (`:+1:`) anywhere in a line."""

_LINE_START = re.compile(r"^([^\S\n]*\d*)([-+.])(?=\s|\Z)", re.MULTILINE)
"""A list begins with these; what follows at the end may be a space of ours."""


def escape(text: str) -> str:
    """The same words, so that they are read exactly as they were typed."""
    return _LINE_START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))
