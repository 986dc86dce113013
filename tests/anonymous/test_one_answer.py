"""How a meeting left people: one human gives one answer, and only who was a member at its end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from stage import START, Stage, on_stage

MEMBERS = ("Ann", "Joe", "Priya", "Tom", "Femi", "Sam", "Ana", "Grace")
WORD = "how today left me"
LIGHTER, HEAVY = "1", "4"
NOT_ASKED = "Just now I do not ask"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await stage.group(members=MEMBERS)
        await stage.says("Bashir", "!switch on asking how a meeting left us")
        await stage.says("Bashir", "!group says yes asking")
        await stage.later(61)
        await meets(stage)
        yield stage


async def meets(stage: Stage) -> None:
    await stage.says("Bashir", "start")
    await stage.later(70)
    await stage.says("Bashir", "end")


async def answers(stage: Stage, who: str, number: str) -> str:
    said = str(await stage.says(who, WORD, alone=True))
    if said.startswith("How did the meeting"):
        said = str(await stage.says(who, number, alone=True))
    return said


async def is_held(stage: Stage, number: str, *people: str) -> None:
    for who in people:
        assert (await answers(stage, who, number)).startswith("Thank you. Your answer is held")


async def are_one(stage: Stage, who: str, other: str) -> None:
    """`other` is one more account of `who`, by their word on both."""
    await stage.says(who, "i am also", alone=True)
    code = stage.to(who).split("i am also ")[1].split(".")[0]
    await stage.says(other, f"i am also {code}", alone=True)


async def morning(stage: Stage) -> str:
    await stage.jump(timedelta(hours=25))
    await stage.later(61)
    return stage.room()


async def test_two_accounts_that_become_one_human_count_once(stage: Stage) -> None:
    """Four humans answered, one of them from two accounts: that is no five."""
    await is_held(stage, LIGHTER, "Ann", "Joe", "Priya", "Tom", "Femi")
    await are_one(stage, "Tom", "Femi")
    assert (await morning(stage)).startswith("Fewer than 5 people answered")


async def test_what_counts_is_what_the_human_says_last_as_one(stage: Stage) -> None:
    await is_held(stage, LIGHTER, "Ann", "Joe")
    await is_held(stage, HEAVY, "Priya", "Sam", "Tom", "Femi")
    await are_one(stage, "Tom", "Femi")
    await is_held(stage, LIGHTER, "Femi")
    assert "mostly lighter or okay" in await morning(stage)


async def test_whoever_answered_from_the_other_account_alone_still_counts(stage: Stage) -> None:
    await is_held(stage, HEAVY, "Ann", "Joe", "Priya", "Sam", "Femi")
    await are_one(stage, "Tom", "Femi")
    assert "mostly tired or heavy" in await morning(stage)


async def test_not_me_gives_no_second_answer(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group(members=MEMBERS)
        await stage.says("Bashir", "!switch on asking how a meeting left us")
        await stage.says("Bashir", "!group says yes asking")
        await are_one(stage, "Tom", "Zed")
        await stage.later(61)
        await meets(stage)
        await is_held(stage, LIGHTER, "Ann", "Joe", "Priya", "Tom")
        await stage.says("Zed", "not me", alone=True)
        await stage.says("Zed", "say hello", alone=True)
        assert (await answers(stage, "Zed", LIGHTER)).startswith(NOT_ASKED)
        assert (await morning(stage)).startswith("Fewer than 5 people answered")


async def test_accounts_made_on_the_same_day_after_it_stand_around_nobody(stage: Stage) -> None:
    """Four of them and one member would show what that one member said."""
    for who in ("Zed", "Yan", "Xia", "Wes"):
        await stage.says(who, "say hello", alone=True)
        assert (await answers(stage, who, HEAVY)).startswith(NOT_ASKED)
    await is_held(stage, HEAVY, "Joe")
    assert (await morning(stage)).startswith("Fewer than 5 people answered")


async def test_after_a_restart_it_is_still_known_who_was_there(tmp_path: Path) -> None:
    ram = tmp_path / "ram"
    async with on_stage(tmp_path, ram=ram) as stage:
        await stage.group(members=MEMBERS)
        await stage.says("Bashir", "!switch on asking how a meeting left us")
        await stage.says("Bashir", "!group says yes asking")
        await stage.later(61)
        await meets(stage)
        await is_held(stage, LIGHTER, "Ann", "Joe", "Priya", "Tom")
    async with on_stage(tmp_path, at=START + timedelta(hours=3), ram=ram) as stage:
        await stage.says("Zed", "say hello", alone=True, event="stage:a new one")
        assert (await answers(stage, "Zed", LIGHTER)).startswith(NOT_ASKED)
        await is_held(stage, LIGHTER, "Femi")
        assert "mostly lighter or okay" in await morning(stage)
