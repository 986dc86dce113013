"""What is due: wall time kept over clock changes, each slot once, and the pace of a room."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from stage import ROOM, START, Stage, on_stage, person

from bot import outbox, schedule
from bot.clock import Clock
from bot.db import Database, Tx
from bot.feature import Feature, Job
from bot.features import FEATURES
from bot.model import GROUP, Address, Ask, Due, Group, GroupId, Lane, PersonId, RoomId, Say, say
from bot.schedule import next_slot, utc
from bot.times import from_ms

LONDON = "Europe/London"
LORD_HOWE = "Australia/Lord_Howe"  # half an hour of summer time
SANTIAGO = "America/Santiago"  # southern, and changes at midnight
AUCKLAND = "Pacific/Auckland"
KOLKATA = "Asia/Kolkata"  # no summer time, and a half hour
ZONES = (LONDON, LORD_HOWE, SANTIAGO, AUCKLAND, KOLKATA)


def rule(**fields: str) -> str:
    return json.dumps(fields, sort_keys=True)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# The calendar, with nothing else.


@pytest.mark.parametrize(
    ("zone", "fields", "after", "slot", "when"),
    [
        # The last Sundays of March and October in London: 10:30 stays 10:30.
        (LONDON, {"hour": "10", "minute": "30"}, "2026-03-28T12:00", "2026-03-29T10:30", "09:30"),
        (LONDON, {"hour": "10", "minute": "30"}, "2026-03-27T12:00", "2026-03-28T10:30", "10:30"),
        (LONDON, {"hour": "10", "minute": "30"}, "2026-10-24T12:00", "2026-10-25T10:30", "10:30"),
        (LONDON, {"hour": "10", "minute": "30"}, "2026-10-23T12:00", "2026-10-24T10:30", "09:30"),
        # 01:30 is missing on 29 March: moved on by the gap, to 02:30 summer time.
        (LONDON, {"hour": "1", "minute": "30"}, "2026-03-28T12:00", "2026-03-29T01:30", "01:30"),
        # 01:30 comes twice on 25 October: its first time counts.
        (LONDON, {"hour": "1", "minute": "30"}, "2026-10-24T12:00", "2026-10-25T01:30", "00:30"),
        # Lord Howe: 02:00 to 02:30 is missing on 4 October, 01:30 to 02:00 comes twice on 5 April.
        (LORD_HOWE, {"hour": "2", "minute": "15"}, "2026-10-03T12:00", "2026-10-04T02:15", "15:45"),
        (LORD_HOWE, {"hour": "1", "minute": "45"}, "2026-04-04T12:00", "2026-04-05T01:45", "14:45"),
        (LORD_HOWE, {"hour": "10"}, "2026-10-03T12:00", "2026-10-04T10:00", "23:00"),
        # Santiago: midnight itself is missing on 6 September.
        (SANTIAGO, {"hour": "0", "minute": "30"}, "2026-09-05T12:00", "2026-09-06T00:30", "04:30"),
        (SANTIAGO, {"hour": "23", "minute": "30"}, "2026-04-04T12:00", "2026-04-04T23:30", "02:30"),
        # Auckland, and a place that changes nothing.
        (AUCKLAND, {"hour": "2", "minute": "30"}, "2026-09-26T12:00", "2026-09-27T02:30", "14:30"),
        (KOLKATA, {"hour": "10", "minute": "30"}, "2026-03-28T12:00", "2026-03-29T10:30", "05:00"),
    ],
)
def test_wall_time_is_kept_over_clock_changes(
    zone: str, fields: dict[str, str], after: str, slot: str, when: str
) -> None:
    found, moment = next_slot(rule(**fields), zone, at(after))
    assert found == slot
    assert moment.tzinfo is UTC
    assert f"{moment:%H:%M}" == when


@given(
    zone=st.sampled_from(ZONES),
    weekday=st.sampled_from(("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
    hour=st.integers(0, 23),
    minute=st.sampled_from((0, 15, 30, 45)),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 (wall time)
)
@example(LONDON, "sun", 1, 30, datetime(2026, 1, 1))  # noqa: DTZ001 (wall time)
@example(LORD_HOWE, "sun", 2, 15, datetime(2026, 1, 1))  # noqa: DTZ001 (wall time)
@example(SANTIAGO, "sun", 0, 0, datetime(2026, 1, 1))  # noqa: DTZ001 (wall time)
@settings(max_examples=40, deadline=None)
def test_ten_years_of_a_weekly_rule(
    zone: str, weekday: str, hour: int, minute: int, start: datetime
) -> None:
    weekly = rule(day_of_week=weekday, hour=str(hour), minute=str(minute))
    slots: list[str] = []
    times: list[datetime] = []
    after = start
    for _ in range(522):
        slot, when = next_slot(weekly, zone, after)
        slots.append(slot)
        times.append(when)
        after = at(slot)
        assert (after.hour, after.minute) == (hour, minute)
        local = when.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert timedelta() <= local - after <= timedelta(hours=1), "only ever on by a gap"
    assert slots == sorted(set(slots))
    assert times == sorted(set(times))
    assert {at(b) - at(a) for a, b in pairwise(slots)} == {timedelta(days=7)}


@pytest.mark.parametrize("zone", ZONES)
def test_a_time_that_exists_once_is_where_the_clock_says(zone: str) -> None:
    wall = datetime(2026, 6, 15, 12, 0)  # noqa: DTZ001 (wall time)
    assert utc(wall, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall


def test_a_rule_that_never_comes_is_refused() -> None:
    with pytest.raises(ValueError, match="never"):
        next_slot(rule(month="2", day="30"), LONDON, at("2026-01-01T00:00"))


# Firing.


def chimes(tx: Tx, due: Due) -> list[Say]:
    return [say("app.group-name", to=GROUP, name=f"{due.job} {due.cause}", lane=Lane.POST)]


def breaks(tx: Tx, due: Due) -> list[Say]:
    raise ZeroDivisionError


BELLS = Feature(
    name="probe", jobs={"bell": Job(chimes), "once": Job(chimes), "broken": Job(breaks)}
)


async def group_in(stage: Stage) -> Group:
    await stage.group(members=())
    group = stage.app.groups.of_room(ROOM)
    assert group is not None
    return group


def asking(group: Group, when: datetime, cause: str = "probe:1") -> Ask:
    return Ask(
        cause=cause,
        group=group,
        by=person("Ann"),
        command="",
        args={},
        at=when,
        room=None,
        private=True,
        rights=frozenset(),
        seed=1,
        account=person("Ann").id,
    )


async def set_rule(stage: Stage, fields: dict[str, str], good_for: timedelta | None = None) -> None:
    group = await group_in(stage)
    now = stage.clock.now()
    await stage.app.db.write(
        lambda tx: schedule.every(tx, "probe.bell", group, "bell", fields, now, good_for=good_for)
    )


async def test_each_slot_fires_once_and_the_wall_time_is_kept(tmp_path: Path) -> None:
    async with on_stage(tmp_path, features=(*FEATURES, BELLS)) as stage:
        await set_rule(stage, {"hour": "10", "minute": "30"})
        for _ in range(3 * 24):
            await stage.jump(timedelta(hours=1))
        posts = [line for line in stage.platform.lines if "probe.bell" in line.text]
        assert len(posts) == 3
        assert [line.text[-16:] for line in posts] == [
            "2026-05-12T10:30",
            "2026-05-13T10:30",
            "2026-05-14T10:30",
        ]


async def test_what_passed_while_the_bot_was_away_fires_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path, features=(*FEATURES, BELLS)) as stage:
        await set_rule(stage, {"hour": "10", "minute": "30"})
    async with on_stage(tmp_path, START + timedelta(days=40), features=(*FEATURES, BELLS)) as stage:
        await stage.settle()
        assert len([line for line in stage.bot_lines() if "probe.bell" in line]) == 1
        assert stage.room().endswith("2026-05-12T10:30"), "the slot it was meant for"
        following = await stage.app.db.read(schedule.next_time)
        assert following == datetime(2026, 6, 21, 9, 30, tzinfo=UTC), "and then as ever"


async def test_what_is_hopelessly_late_is_dropped_and_the_rule_goes_on(tmp_path: Path) -> None:
    async with on_stage(tmp_path, features=(*FEATURES, BELLS)) as stage:
        await set_rule(stage, {"hour": "10", "minute": "30"}, good_for=timedelta(minutes=15))
    async with on_stage(tmp_path, START + timedelta(days=3), features=(*FEATURES, BELLS)) as stage:
        await stage.settle()
        assert not [line for line in stage.bot_lines() if "probe.bell" in line]
        await stage.jump(timedelta(minutes=15))
        assert stage.room().endswith("2026-05-15T10:30")


async def test_a_repeated_hour_fires_once(tmp_path: Path) -> None:
    before = datetime(2026, 10, 24, 23, 0, tzinfo=UTC)  # midnight of the 25th in London
    async with on_stage(tmp_path, before, features=(*FEATURES, BELLS)) as stage:
        await set_rule(stage, {"hour": "1", "minute": "30"})
        for _ in range(16):
            await stage.jump(timedelta(minutes=15))
        posts = [line for line in stage.platform.lines if "probe.bell" in line.text]
        assert [f"{line.at:%H:%M}" for line in posts] == ["00:31"], "the group takes a minute"


async def test_a_rule_set_in_the_repeated_hour_never_stops_the_rest(tmp_path: Path) -> None:
    """Fired at 01:30 summer time, and set again at 01:10 winter time: 01:30 was taken."""
    before = datetime(2026, 10, 25, 0, 20, tzinfo=UTC)
    async with on_stage(tmp_path, before, features=(*FEATURES, BELLS)) as stage:
        await set_rule(stage, {"hour": "1", "minute": "30"})
        await stage.jump(timedelta(minutes=15))
        group = stage.app.groups.of_room(ROOM)
        assert group is not None
        await stage.jump(timedelta(minutes=34))
        now = stage.clock.now()
        fields = {"hour": "1", "minute": "30"}
        await stage.app.db.write(
            lambda tx: schedule.every(tx, "probe.bell", group, "bell", fields, now)
        )
        await stage.jump(timedelta(minutes=1))
        await stage.jump(timedelta(days=1, minutes=30))
        posts = [line.text[-16:] for line in stage.platform.lines if "probe.bell" in line.text]
        assert posts == ["2026-10-25T01:30", "2026-10-26T01:30"]


async def test_once_is_once_moved_is_moved_and_cancelled_never_comes(tmp_path: Path) -> None:
    async with on_stage(tmp_path, features=(*FEATURES, BELLS)) as stage:
        group = await group_in(stage)
        now = stage.clock.now()

        def plan(tx: Tx) -> None:
            minutes = timedelta(minutes=1)
            for n, subject in enumerate(("kept", "moved", "cancelled")):
                why = asking(group, now, f"plan:{n}")
                schedule.once(tx, "probe.once", why, subject, now + 10 * minutes)
            again = asking(group, now, "plan:9")
            schedule.once(tx, "probe.once", again, "moved", now + 20 * minutes)
            assert schedule.cancel(tx, "probe.once", "cancelled")
            assert not schedule.cancel(tx, "probe.once", "cancelled")

        await stage.app.db.write(plan)

        def told() -> list[str]:
            return [line.split(":")[2] for line in stage.bot_lines() if "probe.once" in line]

        await stage.jump(timedelta(minutes=9))
        assert told() == []
        await stage.jump(timedelta(minutes=1))
        assert told() == ["kept"]
        await stage.jump(timedelta(minutes=10))
        assert told() == ["kept", "moved"]
        await stage.jump(timedelta(days=2))
        assert told() == ["kept", "moved"]
        assert await stage.app.db.read(schedule.next_time) is None


async def test_what_breaks_is_tried_more_and_more_rarely_then_dropped(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_stage(tmp_path, features=(*FEATURES, BELLS)) as stage:
        group = await group_in(stage)
        now = stage.clock.now()
        await stage.app.db.write(
            lambda tx: schedule.once(tx, "probe.broken", asking(group, now), "b", now)
        )
        for _ in range(60):
            await stage.jump(timedelta(minutes=1))
        failed = [record for record in caplog.records if "probe.broken" in record.getMessage()]
        assert [record.levelname for record in failed] == ["WARNING"] * 4 + ["ERROR"]
        assert await stage.app.db.read(schedule.next_time) is None


# A clock that is wrong, in both directions.

HOUR = timedelta(hours=1)
SHARED = (HealthCheck.function_scoped_fixture,)
"""One database serves all examples: each begins by emptying it."""

MOVES = st.lists(
    st.tuples(st.sampled_from(("runs", "jumps")), st.integers(-240, 240)),
    min_size=1,
    max_size=12,
)
"""Hours that the clock runs (however the number is signed), or that it is moved by."""


class Lived(NamedTuple):
    fired: list[str]
    crossed: set[str]
    """Slots through which the clock ran in its own time."""


def live(tx: Tx, fields: dict[str, str], zone: str, moves: list[tuple[str, int]]) -> Lived:
    """The ticker's life with one rule, while its clock is set back and forth."""
    for table in ("due", "fired"):
        tx.run(f"DELETE FROM {table}")
    begin = now = before = datetime(2026, 3, 10, 12, tzinfo=UTC)
    group = Group(GroupId(1), "", (), {}, {}, {}, zone=zone)
    schedule.every(tx, "probe.bell", group, "bell", fields, begin)
    fired: list[str] = []
    crossed: set[str] = set()
    for kind, hours in moves:
        if kind == "jumps":
            now = max(now + hours * HOUR, begin - 100 * HOUR)
            ends = now + HOUR
        else:
            ends = now + abs(hours) * HOUR
        crossed.update(slots_between(fields, zone, max(now, begin), ends))
        while now <= ends:
            if now < before - schedule.MINUTE:
                schedule.put_back(tx, now)
            before = now
            ready = schedule.ready(tx, now, 10)
            fired += [item.slot for item in ready if schedule.claim(tx, item, now)]
            schedule.sweep(tx, now)
            due = schedule.next_time(tx)
            if due is None or due > ends:
                break
            now = max(due, now)
        now = ends
    return Lived(fired, crossed)


def slots_between(
    fields: dict[str, str], zone: str, begin: datetime, end: datetime
) -> Iterator[str]:
    wall = begin.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    while True:
        slot, when = next_slot(rule(**fields), zone, wall)
        if when > end:
            return
        if when > begin:
            yield slot
        wall = datetime.fromisoformat(slot)


@given(
    moves=MOVES,
    zone=st.sampled_from(ZONES),
    fields=st.sampled_from(
        ({"hour": "10"}, {"hour": "1", "minute": "30"}, {"day_of_week": "sun", "hour": "2"})
    ),
)
@example([("runs", 30), ("jumps", 240), ("jumps", -240), ("runs", 240)], LONDON, {"hour": "10"})
@example([("jumps", 200), ("runs", 30), ("jumps", -220), ("runs", 240)], LONDON, {"hour": "10"})
@example([("runs", 50), ("jumps", -90), ("jumps", 90), ("runs", 50)], LONDON, {"hour": "10"})
@settings(max_examples=100, deadline=None, suppress_health_check=SHARED)
async def test_a_rule_loses_and_doubles_nothing_however_the_clock_is_set(
    paced: Database, moves: list[tuple[str, int]], zone: str, fields: dict[str, str]
) -> None:
    lived = await paced.write(lambda tx: live(tx, fields, zone, moves))
    assert len(lived.fired) == len(set(lived.fired)), "no slot twice"
    assert lived.crossed <= set(lived.fired), "none through which the clock ran is lost"


async def test_a_new_row_knows_nothing_of_an_old_one_with_its_number(paced: Database) -> None:
    group = Group(GroupId(1), "", (), {}, {}, {}, zone=LONDON)

    def play(tx: Tx) -> bool:
        for _ in range(2):
            schedule.every(tx, "probe.bell", group, "bell", {"hour": "10"}, START)
            (item,) = schedule.ready(tx, START + 24 * HOUR, 1)
            first = schedule.claim(tx, item, START + 24 * HOUR)
            schedule.cancel(tx, "probe.bell", "bell")
        return first

    assert await paced.write(play)


# Law 7: the pace of a room.


class Event(NamedTuple):
    """Something that happens in a room so many milliseconds after the one before."""

    after: int
    what: str


TRAFFIC = st.lists(
    st.builds(
        Event,
        st.integers(1, 45_000),
        st.sampled_from(("person", "asks", "asks", "led")),
    ),
    min_size=5,
    max_size=40,
)
MINUTE = timedelta(minutes=1)


class Spoken(NamedTuple):
    at: datetime
    who: str
    """person; bot: nobody in the lead asked for it; led: the lead did."""


async def spoken(db: Database, events: list[Event]) -> list[Spoken]:
    """What is heard in a room when every member's word asks for a gathered line."""
    room = RoomId("probe:room")
    address = Address(room)
    group = Group(GroupId(1), "", (room,), {}, {}, {PersonId("probe:a"): "A"})
    heard: list[Spoken] = []
    stirred: datetime | None = None

    def fire_until(tx: Tx, until: datetime) -> None:
        while (due := schedule.next_time(tx)) is not None and due <= until:
            (item,) = schedule.ready(tx, due, 1)
            later = schedule.pace(tx, room, due, stirred)
            if later is not None and later > due:
                schedule.hold(tx, item, later)
                continue
            assert schedule.claim(tx, item, due)
            outbox.put_at(
                tx, address, say("app.done"), cause=item.cause, at=due, token="", n=len(heard)
            )
            heard.append(Spoken(due, "bot"))

    def play(tx: Tx) -> None:
        nonlocal stirred
        tx.run("DELETE FROM outbox")
        tx.run("DELETE FROM due")
        now = START
        for n, event in enumerate(events):
            now += timedelta(milliseconds=event.after)
            fire_until(tx, now)
            if event.what == "led":
                outbox.put_at(tx, address, say("app.done"), cause=f"e{n}", at=now, token="")
                heard.append(Spoken(now, "led"))
                continue
            stirred = now
            heard.append(Spoken(now, "person"))
            if event.what == "asks":
                schedule.soon(tx, "probe.line", asking(group, now, f"e{n}"))
        fire_until(tx, now + timedelta(minutes=10))
        assert schedule.next_time(tx) is None, "what was asked for comes in the end"

    await db.write(play)
    return heard


def too_much(heard: list[Spoken]) -> list[str]:
    """Where the bot spoke more than law 7 lets it."""
    found = []
    for n, one in enumerate(heard):
        if one.who != "bot":
            continue
        lines = [
            other for other in heard[:n] if other.who != "person" and other.at > one.at - MINUTE
        ]
        if len(lines) >= 2:
            found.append(f"a third line within a minute at {one.at}")
        before = heard[n - 1] if n else None
        if before is not None and before.who != "person" and one.at - before.at < MINUTE:
            found.append(f"two in a row at {one.at}")
    return found


@given(events=TRAFFIC)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_the_bot_never_says_more_than_the_law_allows(
    paced: Database, events: list[Event]
) -> None:
    assert not too_much(await spoken(paced, events))


@pytest.fixture
async def paced(tmp_path: Path) -> AsyncIterator[Database]:
    db = await Database.open(tmp_path / "a.db")

    def make(tx: Tx) -> None:
        tx.run("INSERT INTO household (id, name, zone) VALUES (1, '', 'UTC')")

    await db.write(make)
    yield db
    await db.close()


async def test_a_calm_room_hears_at_once_and_a_busy_one_gathers(paced: Database) -> None:
    events = [Event(1, "asks"), Event(20_000, "asks"), Event(1000, "asks"), Event(1000, "person")]
    lines = [one for one in await spoken(paced, events) if one.who == "bot"]
    assert len(lines) == 2, "one line for the two that came together"
    assert lines[0].at <= START + timedelta(seconds=5)
    assert lines[1].at <= START + timedelta(seconds=31)


def test_the_measure_of_the_law_can_fail() -> None:
    def line(seconds: int, who: str) -> Spoken:
        return Spoken(START + timedelta(seconds=seconds), who)

    assert too_much([line(0, "bot"), line(30, "bot")])
    fast = [line(0, "led"), line(5, "person"), line(9, "bot"), line(11, "person")]
    assert too_much([*fast, line(20, "bot")])
    assert too_much([*fast[:3], line(60, "bot")])
    assert not too_much([*fast[:3], line(69, "bot")])


async def test_the_pace_lets_go_to_the_second(paced: Database) -> None:
    room = RoomId("probe:room")
    second = timedelta(seconds=1)

    def play(tx: Tx) -> list[datetime | None]:
        for n, when in enumerate((START, START + 20 * second)):
            outbox.put_at(tx, Address(room), say("app.done"), cause=f"c{n}", at=when, token="")
        stirred = START + 30 * second
        return [schedule.pace(tx, room, START + n * second, stirred) for n in (31, 59, 60, 61)]

    waits = await paced.write(play)
    assert waits == [START + MINUTE, START + MINUTE, None, None]
    assert from_ms(0) < START


# The clock everything waits on.


async def test_a_sleeper_can_be_woken_and_cancelled_at_any_moment() -> None:
    """Also just when it wakes to look at the clock: else the bot would not stop."""
    for moment in range(12):
        clock = Clock(frozen_at=START)
        sleeper = asyncio.create_task(clock.sleep(3600))
        for _ in range(3):
            await asyncio.sleep(0)
        clock.move(timedelta(seconds=1))
        for _ in range(moment):
            await asyncio.sleep(0)
        sleeper.cancel()
        await asyncio.wait({sleeper}, timeout=1)
        assert sleeper.cancelled(), f"cancelled {moment} turns after it was woken"


async def test_a_sleeper_wakes_when_the_clock_gets_there_and_not_before() -> None:
    clock = Clock(frozen_at=START)
    sleeper = asyncio.create_task(clock.sleep(60))
    for seconds, awake in ((30, False), (29, False), (1, True)):
        await asyncio.sleep(0)
        clock.move(timedelta(seconds=seconds))
        await asyncio.sleep(0.01)
        assert sleeper.done() is awake
    with pytest.raises(ValueError, match="forward"):
        clock.move(timedelta(seconds=-1))
