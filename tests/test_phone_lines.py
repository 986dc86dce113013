"""Phone lines that were rung long ago, and Supporters who cannot be told: the admin hears of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.clock import Clock
from bot.config import Config
from bot.phone_lines import advice, remind, wrong

TODAY = date(2026, 11, 28)


def config(checked: str = "2026-11-01", **rita: object) -> Config:
    one = {"name": "Rita", "role": "advocate", "works_for": "Ourtown", "phone": "01632 960002"}
    line = {"name": "Samaritans", "phone": "116 123", "checked": checked}
    return Config.model_validate(
        {"supporters": [{**one, "outside": True, **rita}], "phone_lines": [line]},
        context={"folder": "."},
    )


def keys(of: Config, today: date = TODAY) -> list[str]:
    return [key for key, _ in wrong(of, today)]


def test_all_is_well_with_numbers_rung_lately_and_somebody_from_outside() -> None:
    assert keys(config()) == []


def test_a_number_counts_as_checked_for_half_a_year() -> None:
    checked = TODAY - timedelta(days=183)
    assert keys(config(checked.isoformat())) == []
    assert keys(config((checked - timedelta(days=1)).isoformat())) == ["check.lines-old"]


def test_what_can_be_done_without_is_only_advice() -> None:
    bare = Config.model_validate({}, context={"folder": "."})
    assert advice(wrong(bare, TODAY)) == list(wrong(bare, TODAY))
    assert keys(bare) == ["check.no-lines", "check.nobody-outside"]


@pytest.mark.parametrize(
    ("way", "key"),
    [
        ({"account": "discord:123456"}, "check.supporter-platform"),
        ({"email": "rita@example.org"}, "check.supporter-mail"),
        ({"outside": False}, "check.nobody-outside"),
    ],
)
def test_ways_that_do_not_work_here_are_named(way: dict[str, Any], key: str) -> None:
    assert keys(config(**way)) == [key]


async def test_a_running_bot_says_it_at_the_start_and_once_a_month() -> None:
    clock = Clock(frozen_at=datetime(2026, 11, 28, 9, tzinfo=UTC))
    told: list[tuple[str, Mapping[str, object]]] = []
    task = asyncio.create_task(
        remind(config("2026-03-01"), clock, lambda key, facts: told.append((key, facts)))
    )
    for days, times in ((0, 1), (29, 1), (1, 2), (30, 3)):
        clock.move(timedelta(days=days))
        for _ in range(10):
            await asyncio.sleep(0)
        assert len(told) == times
    assert told[0] == ("check.lines-old", {"names": "Samaritans", "day": "2026-03-01"})
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
