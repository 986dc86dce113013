"""kill -9 at every step of an event of a server: it stands there once, as the meeting is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from on_discord.event_answers import Scheduled, standing
from on_discord.faults import Fault, Faults
from on_discord.lounge import until
from on_discord.meeting import Meeting, meeting
from on_discord.rights import EVERYONE, May
from on_discord.server import Discord

from bot import dates, events, groups, meetings, settings
from bot.db import Database, Tx

pytestmark = pytest.mark.slow

PLAN = meetings.Plan("an aim", "all", None, None, "us", "soon", None, None)
LIST, ONE = "/guilds/*/scheduled-events", "/guilds/*/scheduled-events/*"
PATIENCE = 30.0

MOMENTS: dict[str, Callable[[Faults], Fault]] = {
    "before the list": lambda faults: faults.hang("GET", LIST),
    "after the list": lambda faults: faults.hang("GET", LIST, after=True),
    "before it is made": lambda faults: faults.hang("POST", LIST),
    "after it is made": lambda faults: faults.hang("POST", LIST, after=True),
    "its answer is lost": lambda faults: faults.drop("POST", LIST, after=True),
}
CHANGES: dict[str, Callable[[Faults], Fault]] = {
    "before it is changed": lambda faults: faults.hang("PATCH", ONE),
    "after it is changed": lambda faults: faults.hang("PATCH", ONE, after=True),
}


async def in_file(one: Meeting, work: Callable[[Tx], None]) -> None:
    """Something is written while the bot is down, as it would write it."""
    db = await Database.open(one.bot.folder / "bot.db")
    await db.write(work)
    await db.close()


def plan(tx: Tx) -> None:
    household = groups.Groups()
    household.load(tx)
    (group,) = household
    now = datetime.now(UTC)
    start = (now + timedelta(days=7)).replace(tzinfo=None, second=0, microsecond=0)
    when = dates.When(start.date(), start.time(), "FREQ=WEEKLY;COUNT=3")
    meetings.add(tx, group, when, 60, PLAN, now, seed=7)
    settings.choose(tx, group.id, events.EVENTS, "on", now.date())


def move(tx: Tx) -> None:
    household = groups.Groups()
    household.load(tx)
    (group,) = household
    now = datetime.now(UTC)
    one, two, _ = meetings.coming(tx, group.id, now)
    meetings.move(tx, one, one.local + timedelta(days=1), now)
    meetings.cancel(tx, two, now)


async def killed(one: Meeting, moment: Callable[[Faults], Fault]) -> None:
    fault = moment(one.discord.faults)
    await one.bot.start()
    await fault.met(PATIENCE)
    await one.bot.kill()
    one.discord.faults.clear()


async def stand(one: Meeting, wanted: set[datetime]) -> list[Scheduled]:
    """Exactly these, once each."""
    assert one.lounge.guild is not None
    guild = one.lounge.guild
    await one.bot.start()
    await until(lambda: {each.begins for each in standing(guild)} == wanted, "not so", PATIENCE)
    await one.bot.rest()
    found = standing(guild)
    assert sorted(each.begins for each in found) == sorted(wanted)
    return found


async def wanted(one: Meeting) -> set[datetime]:
    sql = "SELECT m.starts_at FROM meeting m WHERE m.cancelled = 0 ORDER BY m.starts_at"
    return {datetime.fromtimestamp(int(at) / 1000, UTC) for (at,) in one.bot.ask(sql)}


@pytest.mark.parametrize("moment", MOMENTS)
async def test_it_is_made_once(discord: Discord, tmp_path: Path, moment: str) -> None:
    async with meeting(discord, tmp_path, names=("Ann", "Tom"), begun=False) as one:
        guild = one.lounge.guild
        assert guild is not None
        discord.let(guild, guild.everyone, EVERYONE | May.CREATE_EVENTS)
        await one.bot.rest()
        await in_file(one, plan)
        await killed(one, MOMENTS[moment])
        await stand(one, await wanted(one))
        assert len(guild.events) == 3, "never more, also none that was taken back"
        assert discord.refused == []


@pytest.mark.parametrize("moment", CHANGES)
async def test_it_is_moved_and_called_off_with_no_question(
    discord: Discord, tmp_path: Path, moment: str
) -> None:
    async with meeting(discord, tmp_path, names=("Ann", "Tom"), begun=False) as one:
        guild = one.lounge.guild
        assert guild is not None
        discord.let(guild, guild.everyone, EVERYONE | May.CREATE_EVENTS)
        await one.bot.rest()
        await in_file(one, plan)
        await stand(one, await wanted(one))
        await in_file(one, move)
        await killed(one, CHANGES[moment])
        await stand(one, await wanted(one))
        assert len(guild.events) == 3
        assert one.bot.ask("SELECT 1 FROM outbox WHERE key LIKE 'events.%'") == []
        assert discord.refused == []
