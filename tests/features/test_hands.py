"""Dialogues about speaking: real database, given clock."""

from __future__ import annotations

from stage import Stage


async def test_hands_are_called_in_order(stage: Stage) -> None:
    await stage.meeting()
    await stage.later(61)
    await stage.says("Tom", "hand up")
    await stage.later(3)
    assert stage.room() == "Hands: Tom."
    await stage.says("Ann", "Hand up.")
    await stage.later(10)
    assert stage.room() == "Hands: Tom, then Ann."
    await stage.says("Bashir", "next")
    assert stage.room() == "Tom, it is your turn. Next: Ann."
    await stage.says("Bashir", "next")
    assert stage.room() == "Ann, it is your turn. Nobody is waiting."
