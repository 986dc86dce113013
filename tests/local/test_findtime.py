"""Finding a time in the rehearsal room: from the first word to the plan, in a minute."""

from __future__ import annotations

from datetime import timedelta

from local.practice import ROOM, Room


async def test_a_time_is_found_in_the_rehearsal_room(room: Room) -> None:
    lead = "@local:bashir"
    first = room.app.clock.now() + timedelta(days=7)
    day = f"{first:%A} {first.day} {first:%B}"
    await room.says("bashir", "find time", alone=True)
    await room.until(lead, "Which times do you offer?")
    await room.says("bashir", f"{day} 10:30 or 11:30", alone=True)
    await room.until(lead, "Until when can people answer?")
    await room.says("bashir", "1", alone=True)
    await room.until(lead, "Nothing is posted yet.")
    await room.says("bashir", "post it", alone=True)
    await room.until(ROOM, f"Number 2: {day} at 11:30.")
    for who in ("ann", "tom", "joe"):
        await room.says(who, "my times 1", alone=True)
        await room.until(f"@local:{who}", f"These suit: {day} at 10:30.")
    await room.says("bashir", "findtime", alone=True)
    await room.until(lead, "People can still answer until")
    await room.says("bashir", "1", alone=True)
    told = await room.until(lead, "Most of those who answered can come on")
    assert f"{day} at 10:30." in told[-1]
