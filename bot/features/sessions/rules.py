"""What is decided about a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

LONG_LATE = timedelta(hours=1)
"""From then on "for four hours" would not be true."""

TRIAL = 2
"""After so many sessions the bot asks whether it may stay."""


def greeting(hour: int) -> str:
    """The text key that greets at that local hour."""
    if hour < 12:
        return "sessions.good-morning"
    return "sessions.good-afternoon" if hour < 18 else "sessions.good-evening"


def asks_to_stay(held: int) -> bool:
    return held == TRIAL


MOST_WORDS = 75
"""Of the opening post with the labels of its buttons: read aloud in half a minute."""

OTHERS = 18
"""Words of the opening post that other features say, with its buttons."""

INTRODUCTION, DECIDES, CAN, STRONG = "introduction", "decides", "can", "strong-words"
MOVED, LAST, LINE, STEP = "moved", "last", "line", "step"
PAPERS_LATE, END = "papers-late", "end"

LET_GO = (INTRODUCTION, STEP, DECIDES, CAN, MOVED, LINE, LAST, STRONG)
"""What the opening can do without, in this order: `when` and the post of the plan have it."""


def fitting(parts: Mapping[str, int]) -> Sequence[str]:
    """Which parts of the opening are said, of all with their number of words."""
    left = dict(parts)
    for name in (*LET_GO, *([PAPERS_LATE] if END in parts else [])):
        if sum(left.values()) + OTHERS <= MOST_WORDS:
            break
        left.pop(name, None)
    return tuple(left)
