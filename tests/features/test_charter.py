"""The charter, as people live it: written together, tried, and agreed only by their yes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from stage import START, Stage, on_stage

from bot import charter
from bot.clauses import Charter, Clause, Kind, State
from bot.db import Tx
from bot.model import GroupId

LEAD = "Bashir"
GROUP = GroupId(1)
TODAY = START.date()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await stage.says(LEAD, "!switch on charter")
        await stage.says(LEAD, "!group says yes charter")
        yield stage


async def keep(stage: Stage, *lines: tuple[str, State]) -> None:
    """Lines that are there already."""
    kinds = {State.AGREED: Kind.AGREED, State.TRIED: Kind.TRIED, State.FADED: Kind.FADED}

    def save(tx: Tx) -> None:
        for words, state in lines:
            number = charter.next_number(tx, GROUP)
            line = Clause(number, words, state, TODAY, TODAY + timedelta(days=28))
            charter.save(tx, GROUP, line, kinds.get(state, Kind.WRITTEN), TODAY)

    await stage.app.db.write(save)


# Reading it.


async def test_a_group_without_lines_is_told_so(stage: Stage) -> None:
    await stage.says("Ann", "charter", alone=True)
    assert stage.to("Ann").startswith("There are no lines yet.")


async def test_anybody_reads_all_lines_with_how_each_stands(stage: Stage) -> None:
    await keep(stage, ("We let people finish", State.AGREED), ("Quiet is fine", State.TRIED))
    await stage.says("Ann", "!charter")
    assert stage.to("Ann") == (
        "Our lines, version 1, since Tuesday 12 May:\n"
        "1. “We let people finish” Agreed.\n"
        "2. “Quiet is fine” We are trying it."
    )


async def test_anybody_reads_one_line_in_plain_words(stage: Stage) -> None:
    await keep(stage, ("We let people finish", State.AGREED), ("Quiet is fine", State.TRIED))
    await stage.says("Ann", "charter 2", alone=True)
    assert stage.to("Ann") == (
        "Line 2: “Quiet is fine”. We are trying it since Tuesday 12 May."
        " We look again on Tuesday 9 June."
    )


async def test_a_number_that_no_line_has_is_answered_kindly(stage: Stage) -> None:
    await keep(stage, ("Quiet is fine", State.TRIED))
    await stage.says("Ann", "charter 9", alone=True)
    assert stage.to("Ann") == "I do not know that line. Our lines have numbers from 1 to 1."


async def test_all_changes_of_one_day_are_one_version(stage: Stage) -> None:
    await keep(stage, ("Quiet is fine", State.TRIED), ("We say why", State.TRIED))

    def change(tx: Tx) -> Charter:
        line = charter.read(tx, GROUP).clauses[0]
        later = TODAY + timedelta(days=14)
        charter.save(tx, GROUP, line, Kind.AGREED, later)
        return charter.read(tx, GROUP)

    found = await stage.app.db.write(change)
    assert (found.version, found.since) == (2, date(2026, 5, 26))
