"""Meetings that are planned: a series with its plan, and each of its meetings as a row.

A meeting is named by its series and its slot, the wall time it was planned for. It can be moved,
and keeps its name; cancelled is for good. A series that goes on has some meetings ahead. Times
are wall times in the zone of the series, so 10:30 stays 10:30 over clock changes. Nothing here
knows who planned it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from bot import dates, papers, schedule, times, workdays
from bot.db import Tx
from bot.model import File, Group, GroupId, PersonId
from bot.papers import Papers
from bot.times import from_ms, ms

AHEAD = 8
"""Meetings of a series that are kept ahead."""

NEAR = timedelta(minutes=60)
"""How long before its time a meeting may be begun and still be that one."""

MINUTE = timedelta(minutes=1)

PAPERS_BEFORE = 7
"""Days before a meeting its papers are due, unless whoever plans says otherwise."""

KEPT = timedelta(days=366)
"""How long a meeting that is over is remembered."""

BREAK_AFTER, BREAK_SOONER = 45, 30
"""Minutes. A longer meeting has a break by then; sooner and again where people asked for it."""

OPEN = 10
"""Minutes at the end of a meeting with a break, for what nobody planned."""

NOTHING = "nothing-at-all"
"""The answer that leaves a part of the plan out."""

CALENDAR = "calendar.meetings"
"""The file of all meetings of a group."""

AND_WHY, AND_BY = " because ", " by "


@dataclass(frozen=True, slots=True)
class Plan:
    """What people read about a meeting, in the words of whoever planned it."""

    aim: str
    can: str
    cannot: str | None
    because: str | None
    decides: str
    by: str | None
    ways: str | None
    note: str | None
    papers: str | None = None
    """Which papers people need before."""
    formats: str | None = None
    """The formats that were agreed for them: names from `bot.access`, a space between two."""
    due: str | None = None
    """How many days before a meeting its papers are due."""
    often: str | None = None
    """Set: people asked for breaks that come sooner."""
    step: str | None = None
    """Which step of the ladder it is planned as (`bot.steps`)."""

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Plan:
        """From the answers to what is asked."""
        own = {name: said.get(name) for name in cls.__slots__}
        own = {name: None if value in (NOTHING, "") else value for name, value in own.items()}
        head, why, tail = str(own["cannot"] or "").partition(AND_WHY)
        if why:
            own["cannot"], own["because"] = head.strip(" ,"), tail.strip()
        head, by, tail = str(own["decides"] or "").rpartition(AND_BY)
        if by:
            own["decides"], own["by"] = head.strip(" ,"), tail.strip()
        return cls(**{name: None if value is None else str(value) for name, value in own.items()})  # type: ignore[arg-type]

    def answers(self) -> dict[str, str | None]:
        """To what is asked, so that `of` gives the same again."""
        return {name: getattr(self, name) for name in self.__slots__}

    def kept(self) -> str:
        return json.dumps(self.answers())


@dataclass(frozen=True, slots=True)
class Series:
    """What a group meets for, and when. A single meeting is a series of one."""

    id: int
    group: GroupId
    starts: datetime
    zone: str
    rule: str | None
    minutes: int
    plan: Plan
    mark: str = ""
    """Nobody else's: calendars of other people may hold it beside those of other bots."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One of a series."""

    id: int
    series: Series
    slot: datetime
    """The wall time it was planned for."""
    starts_at: datetime
    cancelled: bool
    changes: int = 0
    """How often it was moved or cancelled."""
    changed_at: datetime | None = None
    papers: Papers | None = None

    @property
    def name(self) -> str:
        """What it is called wherever it is copied to: the same however often it is moved."""
        slot = self.slot.strftime("%Y%m%dT%H%M")
        return f"{self.series.mark or 'alongside'}-{self.series.id}-{slot}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.series.minutes)

    @property
    def break_at(self) -> datetime | None:
        """When its first break is at the latest; None: it is short."""
        often = self.series.plan.often is not None
        return next(iter(breaks(self.starts_at, self.series.minutes, often=often)), None)

    @property
    def local(self) -> datetime:
        """When it really begins, on the clocks of its zone."""
        return times.wall(self.starts_at, self.series.zone)


def breaks(start: datetime, minutes: int, *, often: bool) -> tuple[datetime, ...]:
    """When a meeting that begins then has its breaks at the latest; none: it is short."""
    if not often:
        return (start + BREAK_AFTER * MINUTE,) if minutes > BREAK_AFTER else ()
    return tuple(start + n * MINUTE for n in range(BREAK_SOONER, minutes - OPEN, BREAK_SOONER))


def add(
    tx: Tx, group: Group, when: dates.When, minutes: int, plan: Plan, at: datetime, *, seed: int
) -> tuple[Series, list[Meeting]]:
    """A new series, and its meetings so far. `seed`: for its mark."""
    row = tx.one("SELECT coalesce(max(id), 0) + 1 FROM meeting_series")
    id = row[0] if row else 1
    mark = blake2b(b"%d" % seed, digest_size=9).hexdigest()
    tx.run(
        "INSERT INTO meeting_series"
        " (id, group_id, starts, zone, rule, minutes, plan, planned_on, mark)"
        " VALUES (:id, :g, :starts, :zone, :rule, :minutes, :plan, :day, :mark)",
        id=id,
        g=group.id,
        starts=_text(when.start),
        zone=group.zone,
        rule=when.rule,
        minutes=minutes,
        plan=plan.kept(),
        day=at.date().isoformat(),
        mark=mark,
    )
    series = Series(id, group.id, when.start, group.zone, when.rule, minutes, plan, mark)
    return series, extend(tx, series, at)


def extend(tx: Tx, series: Series, at: datetime) -> list[Meeting]:
    """Make the meetings that come next, until enough of them are ahead: the new ones."""
    row = tx.one(
        "SELECT max(slot), count(CASE WHEN starts_at > :now THEN 1 END) FROM meeting"
        " WHERE series = :s AND added = 0",
        now=ms(at),
        s=series.id,
    )
    last, ahead = row or (None, 0)
    after = None if last is None else datetime.fromisoformat(last)
    made: list[Meeting] = []
    for slot in dates.slots(series.starts, series.rule, after):
        if ahead >= AHEAD:
            break
        one = _insert(tx, series, slot, at)
        made.append(one)
        ahead += one.starts_at > at
    return made


def add_one(tx: Tx, series: Series, wall: datetime, at: datetime) -> Meeting:
    """One more meeting of a series, beside its rule, where it `is_free`."""
    return _insert(tx, series, wall, at, added=True)


def is_free(tx: Tx, series: Series, wall: datetime) -> bool:
    """Does the series not meet then, and will its rule never?"""
    taken = tx.one(
        "SELECT 1 FROM meeting WHERE series = :s AND (slot = :wall OR (wall = :wall AND"
        " cancelled = 0))",
        s=series.id,
        wall=_text(wall),
    )
    by_rule = next(dates.slots(series.starts, series.rule, wall - MINUTE), None)
    return taken is None and by_rule != wall


def taken(
    tx: Tx, group: GroupId, when: dates.When, minutes: int, zone: str, *, but: int = 0
) -> datetime | None:
    """A time at which the group meets already, if this plan's first or next meetings fall on it.

    `but`: the meeting that is moved; it is no longer where it was.
    """
    long = timedelta(minutes=minutes)
    wanted = [schedule.utc(slot, zone) for slot in first_slots(when, AHEAD)]
    there = _busy(tx, group, wanted[0], wanted[-1] + long, but)
    return next(
        (begins for at in wanted for begins, ends in there if begins < at + long and at < ends),
        None,
    )


def _busy(
    tx: Tx, group: GroupId, after: datetime, before: datetime, but: int
) -> list[tuple[datetime, datetime]]:
    """From when to when the group meets: by its meetings, and later on by its rules."""
    sql = (
        "SELECT m.starts_at, s.minutes FROM meeting m JOIN meeting_series s ON s.id = m.series"
        " WHERE s.group_id = :g AND m.cancelled = 0 AND m.id != :but AND m.starts_at < :before"
        " AND m.starts_at + s.minutes * 60000 > :after ORDER BY m.starts_at"
    )
    rows = tx.all(sql, g=group, but=but, before=ms(before), after=ms(after))
    found = [(from_ms(at), int(minutes)) for at, minutes in rows]
    sql = (
        "SELECT s.starts, s.zone, s.rule, s.minutes, max(m.slot) FROM meeting_series s"
        " JOIN meeting m ON m.series = s.id WHERE s.group_id = :g AND s.rule IS NOT NULL"
        " AND m.added = 0 GROUP BY s.id"
    )
    for starts, zone, rule, minutes, last in tx.all(sql, g=group):
        slots = dates.slots(datetime.fromisoformat(starts), rule, datetime.fromisoformat(last))
        begins = takewhile(lambda at: at < before, (schedule.utc(slot, zone) for slot in slots))
        found += [(at, int(minutes)) for at in begins]
    return [(at, at + long * MINUTE) for at, long in found]


def _insert(
    tx: Tx, series: Series, slot: datetime, at: datetime, *, added: bool = False
) -> Meeting:
    starts_at = schedule.utc(slot, series.zone)
    row = tx.one(
        "INSERT INTO meeting (series, slot, wall, starts_at, changed_at, added)"
        " VALUES (:s, :slot, :slot, :at, :now, :added) RETURNING id",
        s=series.id,
        slot=_text(slot),
        at=ms(starts_at),
        now=ms(at),
        added=int(added),
    )
    assert row is not None
    one = Meeting(row[0], series, slot, starts_at, cancelled=False, changed_at=at)
    what = series.plan.papers
    return one if what is None else _due(tx, one, what, at)


def _due(tx: Tx, one: Meeting, what: str, at: datetime) -> Meeting:
    """By when the papers of this meeting are due, as it is planned or moved today."""
    days = int(one.series.plan.due or PAPERS_BEFORE)
    today = at.astimezone(ZoneInfo(one.series.zone)).date()
    due_on = workdays.before(tx, one.local.date(), days, today)
    return replace(one, papers=papers.due(tx, one.id, one.papers, what, due_on))


_SELECT = (
    "SELECT m.id, m.slot, m.starts_at, m.cancelled, m.changes, m.changed_at,"
    " s.id, s.group_id, s.starts, s.zone, s.rule, s.minutes, s.plan, s.mark,"
    " p.what, p.due_on, p.place, p.ready_on, p.put_off"
    " FROM meeting m JOIN meeting_series s ON s.id = m.series"
    " LEFT JOIN meeting_papers p ON p.meeting = m.id WHERE "
)


@lru_cache(maxsize=256)
def _plan(kept: str) -> Plan:
    return Plan(**json.loads(kept))


def _read(rows: Iterable[tuple[Any, ...]]) -> list[Meeting]:
    found = []
    for id, slot, at, cancelled, changes, changed_at, *others in rows:
        series, group, starts, zone, rule, minutes, plan, mark, *papers = others
        begins = datetime.fromisoformat(starts)
        of = Series(series, group, begins, zone, rule, minutes, _plan(plan), mark)
        wall, when, changed = datetime.fromisoformat(slot), from_ms(at), from_ms(changed_at)
        own = Papers.read(*papers)
        found.append(Meeting(id, of, wall, when, bool(cancelled), changes, changed, own))
    return found


def coming(tx: Tx, group: GroupId, after: datetime, most: int = 100) -> list[Meeting]:
    """The next meetings of a group that begin after that time, the first first."""
    return _read(
        tx.all(
            f"{_SELECT} s.group_id = :g AND m.starts_at > :after AND m.cancelled = 0"
            " ORDER BY m.starts_at, m.id LIMIT :most",
            g=group,
            after=ms(after),
            most=most,
        )
    )


def since(tx: Tx, group: GroupId, after: datetime) -> list[Meeting]:
    """All meetings of a group that begin after that time, also those that were cancelled."""
    sql = f"{_SELECT} s.group_id = :g AND m.starts_at > :after ORDER BY m.starts_at, m.id"
    return _read(tx.all(sql, g=group, after=ms(after)))


def near(tx: Tx, group: GroupId, at: datetime) -> Meeting | None:
    """The meeting that is on at that time by its plan, or begins within an hour."""
    found = _read(
        tx.all(
            f"{_SELECT} s.group_id = :g AND m.cancelled = 0 AND m.starts_at <= :soon"
            " AND m.starts_at + s.minutes * 60000 > :now ORDER BY m.starts_at, m.id",
            g=group,
            soon=ms(at + NEAR),
            now=ms(at),
        )
    )
    return min(found, key=lambda one: abs(one.starts_at - at), default=None)


def get(tx: Tx, group: GroupId, id: int) -> Meeting | None:
    found = _read(tx.all(f"{_SELECT} s.group_id = :g AND m.id = :id", g=group, id=id))
    return found[0] if found else None


def series(tx: Tx, id: int) -> Series | None:
    """A series, while any of its meetings is remembered."""
    found = _read(tx.all(f"{_SELECT} s.id = :id ORDER BY m.starts_at DESC LIMIT 1", id=id))
    return found[0].series if found else None


def following(tx: Tx, of: Series, after: datetime) -> list[Meeting]:
    """The meetings of one series that are still to come after that time."""
    return [one for one in coming(tx, of.group, after, 10_000) if one.series.id == of.id]


def file(group: GroupId) -> File:
    """The meetings of a group, for people's own calendars."""
    return File(CALENDAR, group)


def feed(group: GroupId) -> File:
    """The same for a calendar that follows them: also without any, and those of the last weeks."""
    return File(CALENDAR, group, {"follows": 1})


def last(tx: Tx, group: GroupId, before: datetime) -> Meeting | None:
    """The meeting of the group that began last before that time, by its plan."""
    found = _read(
        tx.all(
            f"{_SELECT} s.group_id = :g AND m.starts_at < :before AND m.cancelled = 0"
            " ORDER BY m.starts_at DESC, m.id DESC LIMIT 1",
            g=group,
            before=ms(before),
        )
    )
    return found[0] if found else None


def newest(tx: Tx, group: GroupId) -> Series | None:
    """The plan that was used last: of the newest meeting that was, or is to come."""
    found = _read(
        tx.all(
            f"{_SELECT} s.group_id = :g AND m.cancelled = 0 ORDER BY s.id DESC, m.id LIMIT 1",
            g=group,
        )
    )
    return found[0].series if found else None


def every_series(tx: Tx, group: GroupId, after: datetime) -> list[Series]:
    """The series that have a meeting after that time, the one that meets first first."""
    found = {one.series.id: one.series for one in coming(tx, group, after)}
    return list(found.values())


def move(tx: Tx, one: Meeting, wall: datetime, at: datetime) -> Meeting:
    """To another wall time of its zone. It stays the same meeting."""
    starts_at = schedule.utc(wall, one.series.zone)
    tx.run(
        "UPDATE meeting SET wall = :wall, starts_at = :at, changes = changes + 1,"
        " changed_at = :now WHERE id = :id AND cancelled = 0",
        wall=_text(wall),
        at=ms(starts_at),
        now=ms(at),
        id=one.id,
    )
    new = replace(one, starts_at=starts_at, changes=one.changes + 1, changed_at=at)
    if one.papers is None or one.papers.ready_on is not None:
        return new
    return _due(tx, new, one.papers.what, at)


def cancel(tx: Tx, one: Meeting, at: datetime) -> None:
    """For good: nothing brings it back."""
    tx.run(
        "UPDATE meeting SET cancelled = 1, changes = changes + 1, changed_at = :now"
        " WHERE id = :id AND cancelled = 0",
        now=ms(at),
        id=one.id,
    )


def end_series(tx: Tx, of: Series) -> None:
    """No more meetings are made."""
    tx.run("UPDATE meeting_series SET rule = NULL WHERE id = :id", id=of.id)


def sweep(tx: Tx, group: GroupId, at: datetime) -> None:
    """Forget what was long ago: a series with its last meeting."""
    tx.run(
        "DELETE FROM meeting WHERE starts_at < :before AND series IN"
        " (SELECT id FROM meeting_series WHERE group_id = :g)",
        before=ms(at - KEPT),
        g=group,
    )
    tx.run(
        "DELETE FROM meeting_series WHERE group_id = :g AND NOT EXISTS"
        " (SELECT 1 FROM meeting WHERE series = meeting_series.id)",
        g=group,
    )


# Drafts: what whoever plans was shown, and has not posted yet.


def keep_draft(
    tx: Tx, group: GroupId, person: PersonId, number: int, draft: Mapping[str, object]
) -> None:
    tx.run(
        "INSERT INTO meeting_draft (group_id, person, number, draft) VALUES (:g, :p, :n, :draft)"
        " ON CONFLICT (group_id, person) DO UPDATE SET number = :n, draft = :draft",
        g=group,
        p=person,
        n=number,
        draft=json.dumps(dict(draft)),
    )


def draft(tx: Tx, group: GroupId, person: PersonId) -> tuple[int, dict[str, Any]] | None:
    """The number that its button names, and what was shown."""
    sql = "SELECT number, draft FROM meeting_draft WHERE group_id = :g AND person = :p"
    row = tx.one(sql, g=group, p=person)
    return None if row is None else (row[0], json.loads(row[1]))


def drop_draft(tx: Tx, group: GroupId, person: PersonId) -> bool:
    sql = "DELETE FROM meeting_draft WHERE group_id = :g AND person = :p"
    return tx.run(sql, g=group, p=person) > 0


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    """People's words in every plan are changed in the same way; so are drafts."""
    for id, kept in tx.all("SELECT id, plan FROM meeting_series WHERE group_id = :g", g=group):
        said = {name: value and change(value) for name, value in json.loads(kept).items()}
        sql = "UPDATE meeting_series SET plan = :plan WHERE id = :id"
        tx.run(sql, plan=json.dumps(said), id=id)
    papers.reword(tx, group, change)
    sql = "SELECT person, draft FROM meeting_draft WHERE group_id = :g"
    for person, kept in tx.all(sql, g=group):
        shown = json.dumps(json.loads(kept), ensure_ascii=False)
        if change(shown) != shown:  # nobody has seen the post as it would be now
            drop_draft(tx, group, person)


def first_slots(when: dates.When, most: int) -> list[datetime]:
    """The wall times with which a series would begin."""
    return list(islice(dates.slots(when.start, when.rule), most))


def _text(wall: datetime) -> str:
    return wall.isoformat(timespec="minutes")
