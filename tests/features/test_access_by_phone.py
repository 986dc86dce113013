"""What helps somebody on the phone: said for them, with their yes, and in the open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from planned import alone, posts
from stage import Stage, person

from bot import groups
from bot.db import Tx
from bot.model import GroupId

DONE = "Bashir told me what helps Dilys. Dilys said yes to that."
ASKED = (
    "Please read this to Dilys. Whoever plans sees: start after 10:30 and large print. No name is"
    f" on it, but you know. The room reads: {DONE} Does Dilys say yes?"
)
SAID = ("what helps for Dilys", "1", "1", "pass", "pass")


@pytest.fixture
async def group(stage: Stage) -> Stage:
    await stage.group()
    await alone(stage, "Bashir", "by phone Dilys", "yes")
    return stage


async def test_it_is_asked_read_out_and_only_their_yes_keeps_it(group: Stage) -> None:
    lines = len(posts(group))
    begun = await alone(group, "Bashir", SAID[0])
    assert begun.startswith("Please read each question to Dilys. Each one can be passed. I never")
    shown = await alone(group, "Bashir", *SAID[1:])
    assert shown.startswith(ASKED)
    assert len(posts(group)) == lines
    await alone(group, "Bashir", "They say yes")
    assert group.room() == DONE, "who did it, and nothing of what was said"
    told = await alone(group, "Bashir", "planning help")
    assert told.startswith("What helps in this group: start after 10:30 and large print.")


async def test_their_no_keeps_nothing(group: Stage) -> None:
    lines = len(posts(group))
    await alone(group, "Bashir", *SAID, "They say no")
    assert (await alone(group, "Bashir", "planning help")).startswith("I have nothing to show now")
    assert len(posts(group)) == lines


async def test_whoever_wrote_it_down_knows_it_so_it_hides_nobody(group: Stage) -> None:
    """Two answers and one by phone are not three: who wrote that down could take it away."""
    for who in ("Ann", "Joe"):
        await alone(group, who, "what helps me", "2", "2", "pass", "pass", "2")
    await alone(group, "Bashir", *SAID, "They say yes")
    told = await alone(group, "Bashir", "planning help")
    assert told.startswith("What helps in this group: start after 10:30 and large print.")
    await alone(group, "Priya", "what helps me", "2", "pass", "pass", "pass", "2")
    told = await alone(group, "Bashir", "planning help")
    assert "end by 7 in the evening" in told


async def test_it_is_shown_changed_and_forgotten(group: Stage) -> None:
    await alone(group, "Bashir", *SAID, "They say yes")
    told = await alone(group, "Bashir", "what helps for Dilys")
    assert told.startswith("In May Dilys said: start after 10:30 and large print. Is that still")
    assert (await alone(group, "Bashir", "1")).startswith("Thank you. I keep to it.")
    asked = await alone(group, "Bashir", "what helps for Dilys", "2")
    assert asked.startswith("Please read each question to Dilys.")
    assert (await alone(group, "Bashir", "stop", "what helps for Dilys", "3")).startswith(
        "I have f"
    )
    assert (await alone(group, "Bashir", "forget what helps for Dilys")).startswith(
        "I keep nothing"
    )


async def test_after_half_a_year_whoever_plans_is_told_to_ask_again(group: Stage) -> None:
    await alone(group, "Bashir", *SAID, "They say yes")
    again = "In May Dilys said what helps. Please ask if it is right. Then type:"
    assert again not in await alone(group, "Bashir", "planning help")
    await group.jump(timedelta(days=184))

    def leads_on(tx: Tx) -> None:
        until = group.clock.now().date() + groups.TERM
        groups.choose_facilitator(tx, GroupId(1), person("Bashir"), until)
        group.app.groups.settle(tx)

    await group.app.db.write(leads_on)
    assert f"{again} what helps for Dilys." in await alone(group, "Bashir", "planning help")
    await alone(group, "Bashir", "what helps for Dilys", "1")
    assert again not in await alone(group, "Bashir", "planning help")


async def test_a_name_in_their_line_is_asked_for_once_more_and_nothing_is_lost(
    group: Stage,
) -> None:
    asked = await alone(group, "Bashir", *SAID[:-1], "ring Tom", "They say yes")
    assert asked.startswith("There may be a name in your line.")
    shown = await alone(group, "Bashir", "ring before")
    assert "start after 10:30, large print and “ring before”" in shown


async def test_only_who_leads_and_only_for_the_phone(group: Stage) -> None:
    assert (await alone(group, "Ann", "what helps for Dilys")).startswith("Only somebody who leads")
    assert "Dilys" in await alone(group, "Bashir", "what helps for Tom")
