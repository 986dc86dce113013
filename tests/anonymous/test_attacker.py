"""Whoever keeps every byte and line, and knows this source, does no better than by chance.

1,200 groups of 4 to 15 with a facilitator (`crowds`), half of them in a world where everybody
does something private, half where only authors do; on platforms with buttons and with typed
words. The attacker (`attacker`) tries every number beside a note and every time at which anything
happened, learns the best signal on one half with the authors known, and is scored on the other.
The same attacker finds each of the ways in which a bot in good faith gives authors away (`twins`).

What it does not know: who was online when, style, and what a platform itself records. Those are
told to people before they write (docs/privacy.md), and are no matter of what the bot keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from anonymous.attacker import Score, World, attack, learned, score
from anonymous.crowds import SIZES, TOGETHER, Run, play
from anonymous.twins import SEEN_BY_FIGURES

pytestmark = pytest.mark.slow

DATABASES = 20
FOR_A_TWIN = 2


def worlds(runs: Sequence[Run]) -> list[World]:
    """Two databases at a time, each in a process of its own."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return [(crowd, traces) for crowds, traces in pool.map(play, runs) for crowd in crowds]


def told(name: str, found: Score, by: str = "") -> None:
    print(
        f"\n{name}: {found.notes} notes, guess {found.guess:.3f}, chance {found.chance:.3f},"
        f" upper end {found.upper:.3f}, z {found.z:.1f} {by}"
    )


def test_the_best_signal_is_no_better_than_chance() -> None:
    both = {
        everybody: worlds([Run(100 * everybody + n, everybody) for n in range(DATABASES // 2)])
        for everybody in (True, False)
    }
    assert sum(len(one) for one in both.values()) == DATABASES * TOGETHER == 1200
    guesses = [each for one in both.values() for each in attack(one)]
    assert all("post" in seen for one in both.values() for c, _ in one for seen in c.notes.values())
    found = score([(hit, chance) for _, hit, chance in guesses])
    told("all", found)
    assert found.upper <= found.chance + 0.03
    assert found.p > 0.0005
    each = {
        size: score([(hit, chance) for of, hit, chance in guesses if of == size]) for size in SIZES
    }
    for size, one in each.items():
        told(f"groups of {size}", one)
    for n, p in enumerate(sorted(one.p for one in each.values())):  # Holm: the least first
        assert p > 0.0005 / (len(SIZES) - n)


@pytest.mark.parametrize("name", SEEN_BY_FIGURES)
def test_a_way_that_gives_authors_away_is_found(name: str) -> None:
    everybody = name != "one line for all"  # which tells only where authors alone do anything
    seen = worlds([Run(seed, everybody, name) for seed in range(FOR_A_TWIN)])
    found = score([(hit, chance) for _, hit, chance in attack(seen)])
    told(name, found, learned(seen))
    assert found.z >= 8
