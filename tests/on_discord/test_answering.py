"""A point is answered on Discord: by short forms and buttons, and nobody else sees any of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from on_discord.lounge import open_lounge, unwanted
from on_discord.server import Discord
from on_discord.test_every_word import go_on

pytestmark = pytest.mark.slow

SIX = [
    "The form leaves out the nights.",
    "We could not, yet",
    "There is no money for night care this year.",
    "Lena, who holds the budget.",
    "The March budget.",
    "10 March",
    "The library.",
]


async def test_a_no_is_written_in_two_forms_and_posted_by_a_button(
    discord: Discord, tmp_path: Path
) -> None:
    async with open_lounge(discord, tmp_path) as lounge:
        await lounge.slash(lounge.bev, "alongside", words="switch on points")
        await lounge.press(lounge.bev, "The group says yes")
        await lounge.slash(lounge.bev, "alongside", words="answerer Ann")
        await lounge.slash(lounge.ann, "alongside", words="i will answer points")
        begun = await lounge.tom.slash(lounge.room, "note-this", words="Ask about nights.")
        await go_on(lounge, lounge.tom, begun, ["Post it"])
        before = list(lounge.lines())
        begun = await lounge.ann.slash(lounge.room, "answer", number=1)
        shown = await go_on(lounge, lounge.ann, begun, list(SIX))
        assert "We could not, yet. What we heard: “The form leaves out the nights.”" in shown
        assert "We look again on Wednesday 10 March." in shown
        begun = await lounge.ann.slash(lounge.room, "answer", number=1)
        told = await go_on(lounge, lounge.ann, begun, ["Post it"])
        assert told.startswith("Thank you. The room reads your answer to point 1")
        assert not [line for line in lounge.lines()[len(before) :] if "leaves out" in line]
    assert unwanted(discord) == []
