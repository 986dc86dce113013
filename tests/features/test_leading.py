"""Leading lasts three months: whoever leads is told before, and a group is never stuck after."""

from __future__ import annotations

from datetime import timedelta

from planned import alone, until
from stage import Stage

TERM = timedelta(days=91)
ENDS = "You look after this group until Tuesday 11 August. To go on, type: lead on."


async def meets(stage: Stage, days: int) -> None:
    """A meeting so many days after the first."""
    await until(stage, stage.clock.now() + timedelta(days=days))
    await stage.says("Bashir", "start")
    await until(stage, stage.clock.now() + timedelta(hours=1))
    await stage.says("Bashir", "end")


async def test_whoever_leads_hears_before_their_time_is_over(stage: Stage) -> None:
    await stage.group()
    await meets(stage, 60)
    assert "until Tuesday 11 August" not in stage.to("Bashir")
    await meets(stage, 14)
    assert stage.to("Bashir").startswith(ENDS)
    assert "3 You lead until Tuesday 11 August. Go on." in await alone(stage, "Bashir", "my list")
    asked = await alone(stage, "Bashir", "lead on")
    assert asked.startswith("The room reads that you look after this group for three months more.")
    before = len(stage.bot_lines())
    assert await alone(stage, "Bashir", "yes") == "I have said it in the room."
    assert stage.bot_lines()[before:] == [
        "Bashir looks after this group until Saturday 24 October. Anybody can ask for a change."
    ]


async def test_when_nobody_leads_any_more_people_are_told_what_to_do(stage: Stage) -> None:
    await stage.group()
    await until(stage, stage.clock.now() + TERM + timedelta(days=1))
    nobody = (
        "Nobody leads this group now. Who manages the room can take it on."
        " They type in the room: !i look after this group."
    )
    assert await stage.says("Ann", "start") is None
    assert stage.to("Ann") == nobody
    assert "Nobody looks after this group" in (await alone(stage, "Ann", "who leads"))


async def test_alone_start_is_talk_as_long_as_somebody_leads(stage: Stage) -> None:
    await stage.group()
    before = len(stage.platform.lines)
    await stage.says("Ann", "start")
    assert len(stage.platform.lines) == before + 1
