"""A worry about a line on Discord: button after button, and never a message of one's own."""

from __future__ import annotations

import logging

import pytest
from on_discord.lounge import Lounge
from on_discord.test_asides import comes_out, lounge, now_in_the_box, readable

from bot.anonymous.floor import FLOOR

pytestmark = pytest.mark.slow

__all__ = ["lounge"]

LINE = "2: Hands are called in the order they went up"


async def test_a_worry_goes_from_button_to_button_to_the_room(
    lounge: Lounge,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await lounge.slash(lounge.bev, "alongside", words="switch on charter")
    await lounge.press(lounge.bev, "The group says yes")
    await lounge.slash(lounge.bev, "alongside", words="setting line first come")
    await lounge.later(61)  # what talks know is read once a minute
    await lounge.calm(1.0)
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        ann = lounge.ann
        shown = await ann.slash(lounge.room, "worry-without-my-name")
        assert "without your name" in await lounge.answer(ann, shown)
        for button in ("Go on", LINE):
            shown = await ann.presses(button, on=shown.original)
            await lounge.answer(ann, shown)
        assert shown.original is not None
        assert "with no name" in shown.original.content
        await now_in_the_box(lounge, ann, await ann.presses("Send it", on=shown.original))
        await lounge.calm()
    told = " ".join(await readable(lounge))
    assert not [one for one in ("worry about line 2", "in the box") if one in told]
    assert [one.getMessage() for one in caplog.records if FLOOR.filter(one)] == []
    await comes_out(lounge, "There is a worry about line 2. Worries make it better.")
