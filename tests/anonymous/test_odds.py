"""The number that people are told before they write is the one that is measured.

How far somebody gets who keeps a list of who was online to the minute: simulated (`rhythm`) with
the slots as they are shipped. `ALONGSIDE_WRITE_DOCS=1` writes the figures into docs/privacy.md.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

import pytest
from anonymous import rhythm

from bot.anonymous import slots
from bot.anonymous.crowd import guess

PAGE = Path(__file__).parents[2] / "docs/privacy.md"
BEGINS, ENDS = "<!-- figures -->", "<!-- figures end -->"
WRITES = bool(os.environ.get("ALONGSIDE_WRITE_DOCS"))

CROWDS = (5, 7, 9, 11, 14)
"""Possible authors: members of some time, without whoever leads."""
TWICE, ONCE = "tuesday and friday", "friday"


LEFT = """\
How many people are left for somebody who keeps a list of who was online when, to the minute. It is
simulated with the slots as they are: eight weeks, people are online on 60 of 100 days, one meeting
a week, and notes come mostly after it."""
POSTS = """\
How often that somebody guesses right, in 100 times, when one person writes several posts in a
thread."""
WAITS = """\
Why notes do not wait for other notes: half of them would wait longer than so many days."""


@lru_cache
def measured(crowd: int, days: str) -> float:
    return rhythm.effective(crowd, days, tries=600)


@pytest.mark.parametrize("days", slots.RULES)
@pytest.mark.parametrize("crowd", CROWDS)
def test_the_number_told_is_within_one_person_of_the_number_measured(crowd: int, days: str) -> None:
    shown = guess(crowd, once_a_week="and" not in days)
    assert abs(shown - 1 / measured(crowd, days)) <= 1


def test_out_within_the_hour_would_be_seen() -> None:
    """The measure tells a bad way from a good one: it is far from the number that is told."""
    by_hour = tuple(range(rhythm.HOURS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rhythm, "slot_of", lambda _days: by_hour)
        assert guess(9, once_a_week=False) - 1 / rhythm.effective(9, "hourly", tries=60) > 1.5


def crowds() -> str:
    rows = [
        "| Who could have written it | The bot says | Two slots a week | One slot a week |",
        "|---|---|---|---|",
    ]
    for crowd in CROWDS:
        told = (guess(crowd, once_a_week=once) for once in (False, True))
        rows.append(
            f"| {crowd} | {' or '.join(map(str, dict.fromkeys(told)))}"
            f" | {1 / measured(crowd, TWICE):.1f} | {1 / measured(crowd, ONCE):.1f} |"
        )
    return "\n".join(rows)


def threads() -> str:
    rows = [
        "| Who could have written it | Slots a week | 1 post | 2 posts | 3 posts | 5 posts |",
        "|---|---|---|---|---|---|",
    ]
    for crowd in (5, 9, 14):
        for number, days in ((2, TWICE), (1, ONCE)):
            each = (100 * rhythm.effective(crowd, days, posts, 600) for posts in (1, 2, 3, 5))
            rows.append(
                f"| {crowd} | {number} | " + " | ".join(f"{one:.0f}" for one in each) + " |"
            )
    return "\n".join(rows)


def waits() -> str:
    rows = ["| Notes in a week | 2 wait | 3 wait | 5 wait |", "|---|---|---|---|"]
    for a_week in (0.5, 1, 2):
        days = (f"{rhythm.wait(notes, a_week):.0f}" for notes in (2, 3, 5))
        rows.append(f"| {a_week:g} | " + " | ".join(days) + " |")
    return "\n".join(rows)


def test_the_page_has_these_figures() -> None:
    page = PAGE.read_text("utf-8")
    if WRITES:
        parts = [BEGINS, LEFT, crowds(), POSTS, threads(), WAITS, waits(), ENDS]
        block = "\n\n".join(parts)
        if BEGINS in page:
            page = re.sub(f"{BEGINS}.*?{ENDS}", lambda _: block, page, flags=re.DOTALL)
        else:
            page = page.rstrip("\n") + f"\n\n## How many are left\n\n{block}\n"
        PAGE.write_text(page, "utf-8")
    assert crowds() in page
