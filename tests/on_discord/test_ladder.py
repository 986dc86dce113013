"""The step a meeting felt like, on Discord: by the button under its last post, and never typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from on_discord.lounge import buttons, open_lounge, until, unwanted
from on_discord.server import Discord
from on_discord.test_pulse import MORE, discord_messages

pytestmark = pytest.mark.slow

PRESS = "Rate our step"
SIX = "“Co-design”: people shape the plan together"


async def test_it_is_rated_with_two_presses_that_nobody_else_sees(
    discord: Discord, tmp_path: Path
) -> None:
    async with open_lounge(discord, tmp_path) as lounge:
        for other in discord.people(*MORE):
            other.joins(lounge.guild)
            await lounge.slash(other, "say-hello")
        await lounge.slash(lounge.bev, "alongside", words="switch on ladder")
        await lounge.press(lounge.bev, "The group says yes")
        await lounge.slash(lounge.bev, "alongside", words="our step 6")
        await until(lambda: any("planned as step 6 of 7" in line for line in lounge.lines()))
        await lounge.slash(lounge.bev, "start")
        await lounge.later(61)
        await lounge.slash(lounge.bev, "end")
        await until(lambda: any("has ended" in line for line in lounge.lines()))
        await lounge.calm(1.0)
        before = frozenset(discord_messages(lounge))
        post = await lounge.ann.hears(lounge.room, lambda one: PRESS in buttons(one))
        begun = await lounge.ann.presses(PRESS, on=post)
        assert "Discord sees that you used me, and when." in await lounge.answer(lounge.ann, begun)
        assert begun.original is not None
        offered = [label for label in buttons(begun.original) if label]
        assert len(offered) == 8
        chosen = await lounge.ann.presses(SIX, on=begun.original)
        told = await lounge.answer(lounge.ann, chosen)
        assert told.startswith("Thank you. Your answer is held, without your name.")
        for one in discord_messages(lounge) - before:
            assert one.only_for is not None, "only the one who pressed sees it"
    assert unwanted(discord) == []
