"""How far we have read: noted in time, never told by what anybody did, and never back."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord as discord_py
import pytest
from on_discord.house import AT_ONCE, House, open_house
from on_discord.lounge import until
from on_discord.server import Discord

from adapters.discord import following
from bot import backup
from bot.db import Tx

pytestmark = pytest.mark.slow

EVERY = 0.3
SOON = 8.0


@pytest.fixture(autouse=True)
def noted_often(monkeypatch: pytest.MonkeyPatch) -> None:
    assert following.EVERY == 60
    monkeypatch.setattr(following, "EVERY", EVERY)


@pytest.fixture
async def house(discord: Discord, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(discord, tmp_path, meets=True) as one:
        yield one


async def noted(house: House) -> datetime:
    place = await house.bot.app.bookmark("discord")
    assert place is not None
    return discord_py.utils.snowflake_time(int(place))


async def changes(house: House, seconds: float) -> list[datetime]:
    """Every place that was noted in that time."""
    found, limit = [await noted(house)], time.monotonic() + seconds
    while time.monotonic() < limit:
        await asyncio.sleep(0.01)
        if (now := await noted(house)) != found[-1]:
            found.append(now)
    return found


async def loses_session(house: House) -> None:
    await house.discord.gateway.lose_sessions()
    before = house.discord.gateway.identified
    await until(lambda: house.discord.gateway.identified > before, seconds=SOON)
    await asyncio.sleep(2)  # by then all that was missed has been read


async def test_a_place_is_noted_now_and_then_and_no_sooner_for_what_people_do(
    house: House,
) -> None:
    """Nothing happens, then people type and press, in the room and in private."""
    await house.opens_dm(house.ann)
    # In the first minutes it stands where it began.
    await house.later(following.BEHIND.total_seconds() + 1)
    still = await changes(house, 3)

    async def acts() -> None:
        for n in range(12):
            await house.ann.dm("help" if n % 2 else "slow")
            await house.ann.mentions_bot(house.room, "who is next")
            await house.tom.slash(house.room, "hand-up" if n % 2 else "hand-down")
            await asyncio.sleep(0.21)

    acting = asyncio.create_task(acts())
    busy = await changes(house, 3)
    await acting
    for found in (still, busy):
        assert 3 <= len(found) <= 11
        gaps = [later - earlier for earlier, later in itertools.pairwise(found)]
        assert all(gap >= timedelta(seconds=EVERY * 0.9) for gap in gaps), gaps
    now = datetime.now(UTC) + house.clock.offset
    assert timedelta() <= now - busy[-1] - following.BEHIND < timedelta(seconds=3 * EVERY)


async def test_at_the_very_first_start_nothing_old_is_answered(
    discord: Discord, tmp_path: Path
) -> None:
    """Not even when the place has been noted since, and a session is lost in the first minutes."""
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
    async with open_house(discord, tmp_path / "before", meets=True) as house:
        chat = await house.opens_dm(house.ann)
        await house.stops()
        old = [
            await house.ann.dm("!help"),
            await house.ann.dm("xyzzy"),
            await house.ann.mentions_bot(house.room, "help"),
        ]
        house.folder = tmp_path / "after"
        await house.starts()
        # A group that is known, with Ann in it: from now on there is something to read.
        await house.bev.answered(await house.bev.slash(house.room, "help"))
        await house.bev.presses("Bring Alongside in")
        await house.ann.hears(house.room, "Alongside here", after=old[-1])
        await house.press(house.ann, "Say hello")
        for _ in range(2):
            await asyncio.sleep(EVERY * 3)
            await loses_session(house)
        events = {one.event for one in house.bot.tap.heard}
        assert not events & {f"discord:{one.id}" for one in old}
        await house.ann.hears_nothing(chat, after=old[0])
        new = await house.ann.dm("help")
        await house.ann.hears(chat, "", after=new)


async def test_after_a_restore_nothing_is_heard_a_second_time(house: House, tmp_path: Path) -> None:
    """The copy knows nothing of what was heard since, and history still has it."""
    app, database, copy = house.bot.app, tmp_path / "bot.db", tmp_path / "copy.db"
    chat = await house.opens_dm(house.ann)
    await backup.backup(app.db, database, copy)
    said = [await house.ann.dm("hand up")]
    await house.ann.hears(chat, "Your hand is up", after=said[0])
    said.append(await house.types(house.tom, "hand up"))
    await backup.restore(app.db, database, copy, app.clock.now())
    await app.restored()
    for _ in range(2):
        await loses_session(house)
        await asyncio.sleep(EVERY * 3)
    # The bot's own memory of it is gone with a new process, and so is every mark.
    await house.starts_again()
    await asyncio.sleep(2)
    events = {one.event for one in house.bot.tap.heard}
    assert not events & {f"discord:{one.id}" for one in said}
    assert "You are first" in await house.slash(house.tom, "hand-up")


async def test_marks_of_what_was_heard_go_an_hour_after_the_place_is_past_them(
    house: House,
) -> None:
    await house.types(house.ann, "who is next")
    await house.slash(house.tom, "hand-up")
    db = house.bot.app.db
    assert await db.read(marks) > 0
    for minutes in (61, 61, 61):
        await house.later(minutes * 60)
        await asyncio.sleep(EVERY * 3)
    assert await db.read(marks) == 0
    # And nothing of that time is heard again when a session is lost now.
    heard = len(house.bot.tap.heard)
    await loses_session(house)
    assert len(house.bot.tap.heard) == heard


def marks(tx: Tx) -> int:
    return rows(tx, "inbox")


def rows(tx: Tx, *tables: str) -> int:
    counts = [tx.one(f"SELECT count(*) FROM {each}") for each in tables]
    return sum(int(one[0]) for one in counts if one is not None)


def everything(tx: Tx) -> int:
    return rows(tx, "inbox", "outbox", "due", "fired")


CHATTER = 3_000


async def test_thousands_of_lines_that_are_not_for_us_cost_little_and_are_never_kept(
    house: House, tmp_path: Path
) -> None:
    app, heard = house.bot.app, len(house.bot.tap.heard)
    changes_before = await app.db.read(everything)
    began, spent = time.perf_counter(), time.process_time()
    for n in range(CHATTER):
        await (house.ann, house.tom)[n % 2].says(house.room, f"sevenfold umbrella {n}")
        if n % 100 == 99:
            await asyncio.sleep(0)
    told = time.perf_counter()
    # Whoever presses now waits behind all of them, and not for long.
    waited = await house.waits(house.tom)
    spent = time.process_time() - spent
    print(f"{CHATTER} lines: {spent:.2f} s of CPU with the ground's own, press {waited:.2f} s")
    assert waited < 4 * AT_ONCE, told - began
    assert spent < CHATTER * 0.003
    assert len(house.bot.tap.heard) == heard + 1
    assert await app.db.read(everything) - changes_before <= 3  # Tom's press
    await house.stops()
    assert b"umbrella" not in b"".join(one.read_bytes() for one in tmp_path.glob("bot.db*"))
