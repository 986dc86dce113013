"""The steps of the ladder of co-production, and the five ways in which a meeting can feel from one.

Nouns alone, pure: the ladder decides which band came of a meeting, the yearly report counts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STEPS = range(1, 8)
"""From the bottom: coercion, educating, informing, consultation, engagement, co-design,
co-production."""

PLANNED, LOWER, MUCH_LOWER, HIGHER, MIXED = "planned", "lower", "much-lower", "higher", "mixed"
BANDS = (PLANNED, LOWER, MUCH_LOWER, HIGHER, MIXED)

FEWEST_MEETINGS = 3
"""Of fewer, a count would tell of one meeting to people who were not there."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """How far the meetings of some days felt from their steps. Counts of meetings alone."""

    bands: Mapping[str, int]
    """Of each of `BANDS` how many meetings, also where it is none."""
    asked: int
    """After how many meetings it was asked, also where too few said so."""

    @property
    def shown(self) -> int:
        return sum(self.bands.values())

    @property
    def can_be_told(self) -> bool:
        return self.shown >= FEWEST_MEETINGS

    @property
    def is_good(self) -> bool:
        """Did at least half of them feel as planned, or higher?"""
        return 2 * (self.bands[PLANNED] + self.bands[HIGHER]) >= self.shown
