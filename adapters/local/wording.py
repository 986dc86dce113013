"""The words on the page: taken from `prompts/`, put into the HTML and handed to its scripts."""

from __future__ import annotations

import html
import re
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.words import Speaker, Words

KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}

_KEY = re.compile(r"\blocal\.[a-z][a-z0-9-]*")
_BLANK = re.compile(r"\{\{([^{}]*)\}\}")

BLANKS = {
    "local.you-are": ("who",),
    "local.private-of": ("who",),
    "local.room-named": ("room",),
    "local.not-hello": ("who",),
    "local.looks-after": ("who",),
    "local.pressed": ("who", "what"),
    "local.went-out": ("who",),
    "local.came-back": ("who",),
    "local.clock-is": ("day", "time"),
    "local.clock-now": ("day", "time"),
    "local.private-line": ("who", "words"),
    "local.save-file": ("name",),
    "local.most": ("limit",),
    "local.too-many": ("limit",),
    "local.out": ("who",),
    "local.by-phone": ("who",),
    "local.phone-press": ("lead", "types"),
}
"""Texts with a place for a name or a number, which the page fills in: `{who}`."""


class Wording:
    """All files of the page, with their words in them. Made once; small enough for memory."""

    def __init__(self, words: Words, language: str, speaker: Speaker) -> None:
        self._words = words
        self._language = language
        self._speaker = speaker
        self.files = {
            file.name: file.read_text(encoding="utf-8")
            for file in (files("adapters.local") / "page").iterdir()
            if file.name[file.name.rfind(".") :] in KINDS
        }
        self.page = _BLANK.sub(self._fill, self.files.pop("index.html"))
        keys = {key for text in self.files.values() for key in _KEY.findall(text)}
        self.table = {key: self.say(key) for key in sorted(keys)}

    def say(self, key: str) -> str:
        """One text. A blank in it stays as `{name}`."""
        blanks = {name: f"{{{name}}}" for name in BLANKS.get(key, ())}
        return self._words.render(key, blanks, language=self._language, speaker=self._speaker)

    def _fill(self, blank: re.Match[str]) -> str:
        key = blank[1].strip()
        return html.escape(self._language if key == "language" else self.say(key))
