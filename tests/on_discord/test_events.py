"""Planned meetings and events of a server, in step both ways, over crashes and refusals."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from on_discord.event_answers import (
    ACTIVE,
    CANCELED,
    COMPLETED,
    EVENTS,
    Scheduled,
    standing,
    take_away,
)
from on_discord.event_answers import moves as moved_by_somebody
from on_discord.lounge import Lounge, open_lounge, until
from on_discord.rights import EVERYONE, May
from on_discord.server import Discord

from bot import dates, events, meetings, settings
from bot.db import Tx
from bot.door import Done

pytestmark = pytest.mark.slow

PLAN = meetings.Plan("a secret aim", "all", None, None, "Dilys", "soon", "01632 960003", "grief")
LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
MOVED = "Somebody moved our event on Discord."
OFF_THERE = "Somebody called off our event on Discord"


@pytest.fixture
async def lounge(discord: Discord, tmp_path: Path) -> AsyncIterator[Lounge]:
    async with open_lounge(discord, tmp_path) as one:
        discord.let(one.guild, one.guild.everyone, EVERYONE | May.CREATE_EVENTS)
        yield one
        assert discord.refused == []


async def write(lounge: Lounge, work: object) -> None:
    """As a command would: what follows is told to everybody."""
    app = lounge.bot.app

    def fn(tx: Tx) -> Done:
        work(tx)  # type: ignore[operator]
        app.groups.settle(tx)
        return Done("done", app.groups.get(lounge.group.id))

    app.core.after(await app.db.write(fn))


async def switched_on(lounge: Lounge) -> None:
    today = lounge.clock.now().date()
    await write(lounge, lambda tx: settings.choose(tx, lounge.group.id, events.EVENTS, "on", today))


async def planned(lounge: Lounge, count: int = 2, ahead: timedelta = 7 * DAY) -> datetime:
    """So many meetings, a week apart; when the first one begins."""
    wall = lounge.clock.now().astimezone(LONDON).replace(tzinfo=None, second=0, microsecond=0)
    start = wall + ahead
    when = dates.When(start.date(), start.time(), f"FREQ=WEEKLY;COUNT={count}")

    def add(tx: Tx) -> None:
        meetings.add(tx, lounge.group, when, 60, PLAN, lounge.clock.now(), seed=7)

    await write(lounge, add)
    return start.replace(tzinfo=LONDON).astimezone(UTC)


def there(lounge: Lounge) -> list[Scheduled]:
    return sorted(standing(lounge.guild), key=lambda one: one.begins)


async def stand(lounge: Lounge, count: int) -> list[Scheduled]:
    await until(lambda: len(there(lounge)) == count, f"there are {len(there(lounge))}")
    await lounge.calm()
    assert len(there(lounge)) == count
    return there(lounge)


async def asked(lounge: Lounge, question: str) -> str:
    """What Bev is asked, at her next touch or in her chat."""
    chat = await lounge.bev.opens_dm()
    return (await lounge.bev.hears(chat, question)).content


async def begun_chat(lounge: Lounge) -> None:
    await lounge.opens_dm(lounge.bev)


async def test_a_facilitator_switches_it_on_and_everybody_hears_it(lounge: Lounge) -> None:
    begins = await planned(lounge)
    await lounge.calm()
    assert there(lounge) == [], "it is off until somebody says so"
    told = await lounge.slash(lounge.bev, "alongside", words="discord events")
    assert told.startswith("Everybody on our Discord server can then see when we meet")
    await lounge.press(
        lounge.bev, "Yes", among=None, on=lounge.discord.interactions.all[-1].original
    )
    await lounge.tom.hears(
        lounge.room, "From now on our meetings are events on our Discord server."
    )
    first, second = await stand(lounge, 2)
    assert (first.begins, first.ends) == (begins, begins + timedelta(hours=1))
    assert second.begins.astimezone(LONDON).time() == begins.astimezone(LONDON).time()
    assert first.name == "Meeting of lounge"
    assert first.location == "#lounge"
    written = f"{first.name} {first.description} {first.location}"
    for word in ("secret", "Dilys", "01632", "grief"):
        assert word not in written


async def test_only_who_leads_may(lounge: Lounge) -> None:
    told = await lounge.slash(lounge.ann, "alongside", words="discord events")
    assert "Bev" in told
    assert events.EVENTS.of(lounge.group) == "off"


async def test_moved_called_off_and_switched_off_here_it_is_so_there(lounge: Lounge) -> None:
    await switched_on(lounge)
    begins = await planned(lounge, 3)
    first, second, third = await stand(lounge, 3)
    now = lounge.clock.now()

    def change(tx: Tx) -> None:
        one, two, _ = meetings.coming(tx, lounge.group.id, now)
        meetings.move(tx, one, one.local + DAY, now)
        meetings.cancel(tx, two, now)

    await write(lounge, change)
    await stand(lounge, 2)
    assert first.begins.astimezone(LONDON).date() == (begins.astimezone(LONDON) + DAY).date()
    assert second.status == CANCELED
    assert third.status != CANCELED
    today = now.date()
    await write(
        lounge, lambda tx: settings.choose(tx, lounge.group.id, events.EVENTS, "off", today)
    )
    await stand(lounge, 0)
    assert {first.status, third.status} == {CANCELED}


async def test_it_is_on_and_over_with_the_meeting(lounge: Lounge) -> None:
    await switched_on(lounge)
    await planned(lounge, 2, timedelta(minutes=30))
    first, _ = await stand(lounge, 2)
    await lounge.slash(lounge.bev, "start")
    await until(lambda: first.status == ACTIVE, "it never began")
    await lounge.slash(lounge.bev, "end")
    await until(lambda: first.status == COMPLETED, "it was never over")
    await stand(lounge, 1)


async def test_a_hand_asks_discord_nothing_about_events(lounge: Lounge) -> None:
    await switched_on(lounge)
    await planned(lounge)
    await stand(lounge, 2)
    await lounge.meets()
    await lounge.calm()
    before = len(lounge.discord.asked_for("GET", EVENTS))
    for who in (lounge.ann, lounge.tom):
        await lounge.slash(who, "hand-up")
    await lounge.calm()
    assert len(lounge.discord.asked_for("GET", EVENTS)) == before


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_lost_answers_and_new_starts_never_double_an_event(
    lounge: Lounge, *, after: bool
) -> None:
    path = f"/guilds/{lounge.guild.id}/scheduled-events"
    lounge.discord.faults.drop("POST", path, after=after)
    await switched_on(lounge)
    await planned(lounge)
    await stand(lounge, 2)
    hang = lounge.discord.faults.hang("POST", path, after=after)
    await planned(lounge, 1, 3 * DAY)
    await hang.met()
    await lounge.stops()
    hang.let_go()
    await lounge.starts()
    await stand(lounge, 3)


async def test_somebody_moves_it_there_whoever_leads_is_asked_once_and_says_yes(
    lounge: Lounge,
) -> None:
    await begun_chat(lounge)
    await switched_on(lounge)
    begins = await planned(lounge)
    first, _ = await stand(lounge, 2)
    moved_by_somebody(lounge.discord.world, lounge.guild, first, timedelta(hours=3))
    question = await asked(lounge, MOVED)
    assert "Shall our meeting move too?\n1 Yes, show me the post.\n2 No, put it back." in question
    await lounge.starts_again()
    await lounge.calm()
    chat = await lounge.bev.opens_dm()
    assert len([one for one in lounge.bev.reads(chat) if MOVED in one]) == 1
    assert first.begins == begins + timedelta(hours=3), "nobody fights about it"
    assert (await coming(lounge))[0] == begins, "silence is no yes"
    told = await lounge.press(lounge.bev, "Yes, show me the post", among=chat)
    assert "has moved." in told
    await lounge.press(lounge.bev, "Post it", on=lounge.discord.interactions.all[-1].original)
    await lounge.tom.hears(lounge.room, "has moved.")
    assert begins + timedelta(hours=3) in await coming(lounge)
    patched = len(lounge.discord.asked_for("PATCH", f"{EVENTS}/{{guild_scheduled_event_id}}"))
    await lounge.starts_again()
    await lounge.calm()
    assert first.begins == begins + timedelta(hours=3)
    assert patched == 0, "it stood there already"


async def coming(lounge: Lounge) -> list[datetime]:
    group, now = lounge.group.id, lounge.clock.now()
    found = await lounge.bot.app.db.read(lambda tx: meetings.coming(tx, group, now))
    return [one.starts_at for one in found]


async def test_or_says_no_and_it_is_put_back(lounge: Lounge) -> None:
    await begun_chat(lounge)
    await switched_on(lounge)
    begins = await planned(lounge)
    first, _ = await stand(lounge, 2)
    moved_by_somebody(lounge.discord.world, lounge.guild, first, timedelta(hours=3))
    await asked(lounge, MOVED)
    told = await lounge.press(lounge.bev, "No, put it back", among=await lounge.bev.opens_dm())
    assert told.startswith("I put the event back to ")
    await until(lambda: first.begins == begins, "it was not put back")
    await lounge.calm()
    moved_by_somebody(lounge.discord.world, lounge.guild, first, timedelta(hours=3))
    chat = await lounge.bev.opens_dm()
    await until(
        lambda: len([one for one in lounge.bev.reads(chat) if MOVED in one]) == 2, "once more"
    )
    assert first.begins == begins + timedelta(hours=3)


async def test_somebody_takes_it_away_while_the_bot_is_away_and_it_comes_back_by_a_no(
    lounge: Lounge,
) -> None:
    await begun_chat(lounge)
    await switched_on(lounge)
    begins = await planned(lounge)
    first, _ = await stand(lounge, 2)
    await lounge.stops()
    take_away(lounge.discord.world, lounge.guild, first)
    await lounge.starts()
    assert OFF_THERE in await asked(lounge, OFF_THERE)
    await lounge.calm()
    assert len(there(lounge)) == 1
    assert (await coming(lounge))[0] == begins
    await lounge.press(lounge.bev, "No, put it back", among=await lounge.bev.opens_dm())
    again, _ = await stand(lounge, 2)
    assert again.begins == begins


async def test_a_missing_permission_is_told_and_nothing_else_stops(lounge: Lounge) -> None:
    lounge.discord.let(lounge.guild, lounge.guild.everyone, EVERYONE)
    await switched_on(lounge)
    await planned(lounge)

    def told() -> bool:
        return "discord.cannot-make-events" in [key for key, _ in lounge.bot.app.troubles.lately()]

    await until(told, "the admin was not told")
    assert await lounge.slash(lounge.ann, "who-leads")
    assert there(lounge) == []
    lounge.discord.let(lounge.guild, lounge.guild.everyone, EVERYONE | May.CREATE_EVENTS)
    await lounge.starts_again()
    await stand(lounge, 2)
    await until(lambda: not told(), "it is still told")


async def test_events_of_others_are_nobody_of_ours(lounge: Lounge) -> None:
    now = lounge.discord.watch.now()
    other = Scheduled(
        lounge.discord.world.new_id(), lounge.tom.user, "Quiz", "Alongside 0123456789ab",
        now + DAY, now + DAY + timedelta(hours=1), "pub",
    )  # fmt: skip
    lounge.guild.events[other.id] = other
    await switched_on(lounge)
    await planned(lounge)
    await stand(lounge, 3)
    await asyncio.sleep(0.2)
    assert other.begins == now + DAY
    assert other.name == "Quiz"
