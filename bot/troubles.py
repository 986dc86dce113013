"""What an admin should put right: said in the log in plain words, and kept for `alongside check`.

In memory only, for two hours: at the next start it is found out again. Facts are ids and numbers,
never what anybody said.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping

from bot.words import Plain, Words

log = logging.getLogger(__name__)

AGAIN = 3600.0
"""Seconds until the same thing is logged again."""

KEPT = 2 * 3600.0
"""Seconds for which it counts as a thing of now."""

MOST = 100

Trouble = tuple[str, Mapping[str, object]]
"""A text key and its facts."""


class Troubles:
    """Each thing that is wrong, once."""

    def __init__(self, words: Words, language: str) -> None:
        self._words = words
        self._language = language
        self._seen: dict[str, tuple[float, Trouble]] = {}

    def tell(self, key: str, facts: Mapping[str, object]) -> None:
        """Something is wrong that only an admin can put right."""
        now = time.monotonic()
        about = f"{key} {sorted(facts.items())}"
        seen = self._seen.get(about)
        if seen is not None and now - seen[0] < AGAIN:
            return
        self._seen.pop(about, None)  # the newest comes last, and the oldest goes first
        self._seen[about] = (now, (key, facts))
        while len(self._seen) > MOST:
            del self._seen[next(iter(self._seen))]
        words = self._words.render(key, facts, language=self._language, speaker=Plain())
        log.warning("%s", words)

    def over(self, key: str) -> None:
        """It has been put right, or has passed."""
        self._seen = {about: one for about, one in self._seen.items() if one[1][0] != key}

    def lately(self) -> list[Trouble]:
        """What was told of late, oldest first. What goes on is told again."""
        now = time.monotonic()
        return [trouble for at, trouble in self._seen.values() if now - at < KEPT]
