"""What is decided about a session."""

from __future__ import annotations

TRIAL = 2
"""After so many sessions the bot asks whether it may stay."""


def greeting(hour: int) -> str:
    """The text key that greets at that local hour."""
    if hour < 12:
        return "sessions.good-morning"
    return "sessions.good-afternoon" if hour < 18 else "sessions.good-evening"


def asks_to_stay(held: int) -> bool:
    return held == TRIAL
