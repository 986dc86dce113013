"""Meetings over ten years of five zones: every one fires once, at its own wall time.

Whole series run through the real door, due row by due row, with meetings moved and called off
on the way.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import takewhile
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from planned import ANSWERS
from stage import ROOM, Stage, on_stage
from test_dates import ZONES

from bot import dates, meetings, posts, schedule
from bot.db import Tx
from bot.features.planning import reminders, rules
from bot.meetings import Meeting, Plan
from bot.model import Due, Group

PLAN = Plan.of(ANSWERS)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
BEFORE = {
    rules.WEEK: (timedelta(days=7) - HOUR, timedelta(days=7, hours=13)),
    rules.DAY: (timedelta(days=1) - HOUR, timedelta(days=1, hours=13)),
    rules.SOON: (timedelta(minutes=15), timedelta(minutes=15)),
}
"""How long before a meeting each may come: a clock change, and quiet hours of half a day."""

BEGIN, END = datetime(2026, 1, 5, tzinfo=UTC), datetime(2036, 1, 5, tzinfo=UTC)


@dataclass
class Years:
    """What happened in ten years."""

    posted: Counter[tuple[str, str, datetime]] = field(default_factory=Counter)
    """By slot, kind, and the time the meeting had then."""
    at: dict[tuple[str, str], datetime] = field(default_factory=dict)
    moved: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=dict)
    """The times a meeting no longer has, and since when, by slot."""
    cancelled: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    """When it was called off, and the time it had, by slot."""
    every: list[Meeting] = field(default_factory=list)
    added: set[str] = field(default_factory=set)
    """Slots beside the rule."""


def run(tx: Tx, stage: Stage, group: Group, when: dates.When, seed: int) -> Years:
    """Ten years in one transaction: what is due fires; now and then one is moved or called off."""
    years, dice, now = Years(), Random(seed), BEGIN
    why = Due("test", group, "test", {}, now, timedelta(), 0)
    series, made = meetings.add(tx, group, when, 60, PLAN, now, seed=1)
    reminders.set_all(tx, why, made, said_at=now)
    reminders.look_again(tx, why, series)
    while (due := schedule.next_time(tx)) is not None and due < END:
        now = max(due, now)
        for item in schedule.ready(tx, now, 50):
            done = stage.app.core.door.fire(tx, item, now, dice.getrandbits(30), {})
            assert done.outcome in ("done", "dropped")
            if item.job == reminders.REMIND and done.reached:
                one = meetings.get(tx, group.id, int(str(item.args["meeting"])))
                assert one is not None
                slot, kind = one.slot.isoformat(), str(item.args["kind"])
                years.posted[slot, kind, one.starts_at] += 1
                years.at[slot, kind] = now
                least, most = BEFORE[kind]
                assert least <= one.starts_at - now <= most, "by the time it has now"
        if dice.random() < 0.02:
            add_one(tx, group, series, years, dice, now)
        if dice.random() < 0.03:
            change(tx, group, years, dice, now)
    rows = tx.all("SELECT id FROM meeting ORDER BY slot")
    found = (meetings.get(tx, group.id, row[0]) for row in rows)
    years.every = [one for one in found if one is not None]
    return years


def add_one(
    tx: Tx, group: Group, of: meetings.Series, years: Years, dice: Random, now: datetime
) -> None:
    """Somebody adds one meeting, where the series does not meet; or is told that it does."""
    day = now + timedelta(days=dice.randrange(2, 60))
    wall = datetime.combine(day.date(), dice.choice((of.starts.time(), time(13))))
    if not meetings.is_free(tx, of, wall):
        return
    years.added.add(wall.isoformat())
    one = meetings.add_one(tx, of, wall, now)
    why = Due(f"test:add:{now}", group, "test", {}, now, timedelta(), 0)
    reminders.set_all(tx, why, [one], said_at=now)


def change(tx: Tx, group: Group, years: Years, dice: Random, now: datetime) -> None:
    """Somebody moves one of the next meetings, or calls it off."""
    ahead = meetings.coming(tx, group.id, now, 3)
    if not ahead:
        return
    one = dice.choice(ahead)
    slot = one.slot.isoformat()
    why = Due(f"test:{now}", group, "test", {}, now, timedelta(), 0)
    if dice.random() < 0.4:
        meetings.cancel(tx, one, now)
        reminders.take_back(tx, one)
        years.cancelled[slot] = now, one.starts_at
        meetings.move(tx, one, one.slot + timedelta(days=1), now)  # nothing brings it back
        return
    wall = one.local + timedelta(minutes=dice.randrange(-1440, 10_080))
    if schedule.utc(wall, one.series.zone) <= now:
        return
    years.moved.setdefault(slot, []).append((one.starts_at, now))
    new = meetings.move(tx, one, wall, now)
    reminders.set_all(tx, why, [new], said_at=now)


def check(years: Years, when: dates.When, zone: str) -> None:
    place = ZoneInfo(zone)
    slots = [one.slot for one in years.every if one.slot.isoformat() not in years.added]
    wanted = takewhile(lambda slot: slot <= slots[-1], dates.slots(when.start, when.rule))
    assert slots == list(wanted), "each slot of the rule once, and no other"
    assert set(years.posted.values()) <= {1}, "nothing is posted twice"
    for one in years.every:
        slot = one.slot.isoformat()
        at = years.at.get((slot, rules.SOON))
        if slot in years.cancelled:
            of_it = [moment for (name, _), moment in years.at.items() if name == slot]
            since, at_first = years.cancelled[slot]
            assert all(moment <= since for moment in of_it), "cancel is final"
            assert one.cancelled
            assert one.starts_at == at_first
            continue
        if slot not in years.moved:
            shift = dates.shift(one.slot, zone)
            assert one.local == (one.slot if shift is None else shift.lands)
            assert one.starts_at == one.slot.replace(tzinfo=place).astimezone(UTC)
        if one.starts_at >= END:
            continue
        if at is None:  # moved to less than 15 minutes away, or planned after its reminder
            assert slot in years.moved or one.starts_at < BEGIN + timedelta(minutes=15)
            continue
        said_before = [
            old
            for old, since in years.moved.get(slot, [])
            if at == old - timedelta(minutes=15) and at <= since
        ]
        assert at == one.starts_at - timedelta(minutes=15) or said_before, "never at its old time"


async def ten_years(zone: str, when: dates.When, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with on_stage(Path(folder), BEGIN) as stage:
            await stage.group(members=())
            stage.app._ticker._wake.clear()

            def simulate(tx: Tx) -> Years:
                tx.run("UPDATE household SET zone = :zone", zone=zone)
                tx.run("DELETE FROM due")
                tx.touched.add(1)
                stage.app.groups.settle(tx)
                group = stage.app.groups.of_room(ROOM)
                assert group is not None
                return run(tx, stage, group, when, seed)

            years = await stage.app.db.write(simulate)
            check(years, when, zone)


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """All ten years are looked at in the end, and a week has room for every post."""
    monkeypatch.setattr(meetings, "KEPT", timedelta(days=5000))
    monkeypatch.setattr(posts, "A_WEEK", 100)


rules_of = st.sampled_from(
    [
        "FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY={day}",
        "FREQ=MONTHLY;BYDAY=+1{day}",
        "FREQ=MONTHLY;BYDAY=-1{day}",
        "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
    ]
)


@pytest.mark.slow
@given(
    zone=st.sampled_from(ZONES),
    rule=rules_of,
    day=st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU")),
    clock=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    seed=st.integers(0, 2**30),
)
@example("Europe/London", "FREQ=MONTHLY;BYDAY=-1{day}", "SU", time(1, 30), 1)
@example("America/New_York", "FREQ=MONTHLY;BYDAY=+1{day}", "SU", time(1, 30), 2)
@example("Australia/Lord_Howe", "FREQ=MONTHLY;BYDAY=+1{day}", "SU", time(2, 15), 3)
@example("Africa/Casablanca", "FREQ=WEEKLY;INTERVAL=1;BYDAY={day}", "SU", time(2, 30), 4)
@example("Asia/Kathmandu", "FREQ=WEEKLY;INTERVAL=1;BYDAY={day}", "MO", time(0, 5), 5)
@settings(max_examples=15, deadline=None)
def test_every_meeting_of_ten_years_once_at_its_wall_time(
    zone: str, rule: str, day: str, clock: time, seed: int
) -> None:
    begin = datetime(2026, 1, 10)  # noqa: DTZ001 (wall time)
    first = next(dates.slots(datetime.combine(begin, clock), rule.format(day=day)))
    when = dates.When(first.date(), clock, rule.format(day=day))
    asyncio.run(ten_years(zone, when, seed))


def test_both_kinds_of_clock_change_are_among_them() -> None:
    """Else the test above would show less than it says."""
    for zone, clock, rule in (
        ("Europe/London", time(1, 30), "FREQ=MONTHLY;BYDAY=-1SU"),
        ("America/New_York", time(1, 30), "FREQ=MONTHLY;BYDAY=+1SU"),
        ("Australia/Lord_Howe", time(2, 15), "FREQ=MONTHLY;BYDAY=+1SU"),
    ):
        slots = dates.slots(datetime.combine(datetime(2026, 1, 10), clock), rule)  # noqa: DTZ001
        of_ten_years = takewhile(lambda slot: slot.year < 2036, slots)
        found = [shift for slot in of_ten_years if (shift := dates.shift(slot, zone))]
        assert found
