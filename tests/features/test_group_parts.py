"""Parts are switched on by the group's yes, in whichever way it is said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from planned import until
from stage import Stage

from bot.model import GroupId
from bot.settings import PARTS, has_part

LEAD = "Bashir"


def on(stage: Stage) -> set[str]:
    group = stage.app.groups.get(GroupId(1))
    assert group is not None
    return {part for part in PARTS if has_part(group, part)}


@pytest.mark.parametrize("said", ["yes to {}", "yes to the {}", "yes {}", "yes: to {}"])
@pytest.mark.parametrize("part", PARTS)
async def test_yes_to_a_part_switches_it_on(stage: Stage, part: str, said: str) -> None:
    await stage.group()
    await stage.says(LEAD, f"!switch on {part}")
    await stage.says(LEAD, "!group says " + said.format(part))
    assert on(stage) == {part}


async def test_with_the_charter_on_yes_to_a_part_is_no_yes_to_a_line(stage: Stage) -> None:
    await stage.group()
    for part in ("charter", "points"):
        await stage.says(LEAD, f"!switch on {part}")
        await stage.says(LEAD, f"!group says yes to {part}")
    assert on(stage) == {"charter", "points"}
    await stage.says(LEAD, "!group says yes to charter")
    assert "already" in stage.to(LEAD)


async def test_a_number_is_a_line_of_the_charter(stage: Stage) -> None:
    await stage.group()
    await stage.says(LEAD, "!switch on charter")
    await stage.says(LEAD, "!group says yes")
    assert on(stage) == {"charter"}
    for line in ("start", "!write line: one at a time", "!our draft"):
        await stage.says(LEAD, line)
    await stage.says(LEAD, "!switch on points")
    for line in ("!agree line 1", "!group says yes"):
        await stage.says(LEAD, line)
    assert stage.to(LEAD) == "Yes to what? Type: !group says yes points and their answers."
    assert on(stage) == {"charter"}
    await stage.says(LEAD, "!group says yes to charter line 1")
    assert "is agreed now" in stage.room()
    assert on(stage) == {"charter"}


async def test_yes_alone_is_to_the_one_part_that_was_asked_about(stage: Stage) -> None:
    await stage.group()
    await stage.says(LEAD, "!group says yes")
    assert on(stage) == set()
    for part in ("rounds", "points"):
        await stage.says(LEAD, f"!switch on {part}")
    await stage.says(LEAD, "!group says yes")
    assert stage.to(LEAD).startswith("Yes to what?")
    assert on(stage) == set()
    await stage.says(LEAD, "!group says yes to rounds")
    await stage.says(LEAD, "!group says yes, please")
    assert on(stage) == {"rounds", "points"}


async def test_yes_alone_is_not_to_what_was_asked_another_day(stage: Stage) -> None:
    await stage.group()
    await stage.says(LEAD, "!switch on rounds")
    await until(stage, stage.clock.now() + timedelta(days=1))
    await stage.says(LEAD, "!group says yes")
    assert on(stage) == set()
    await stage.says(LEAD, "!group says yes rounds")
    assert on(stage) == {"rounds"}


async def test_whoever_does_not_lead_says_no_yes_for_the_group(stage: Stage) -> None:
    await stage.group()
    await stage.says(LEAD, "!switch on charter")
    for said in ("!group says yes to charter", "!group says yes"):
        await stage.says("Ann", said)
    assert on(stage) == set()
