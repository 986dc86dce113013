"""Meetings that are planned: a series with its plan, and each of its meetings as a row.

A meeting is named by its series and its slot, the wall time it was planned for. It can be moved,
and keeps its name; cancelled is for good. A series that goes on has some meetings ahead. Times
are wall times in the zone of the series, so 10:30 stays 10:30 over clock changes. Nothing here
knows who planned it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from bot import dates, schedule
from bot.db import Tx
from bot.model import File, Group, GroupId, PersonId
from bot.times import from_ms, ms

AHEAD = 8
"""Meetings of a series that are kept ahead."""

NEAR = timedelta(minutes=60)
"""How long before its time a meeting may be begun and still be that one."""

KEPT = timedelta(days=366)
"""How long a meeting that is over is remembered."""

BREAK_AFTER = timedelta(minutes=45)
"""A longer meeting has a break by then."""

NOTHING = "nothing-at-all"
"""The answer that leaves a part of the plan out."""

CALENDAR = "calendar.meetings"
"""The file of all meetings of a group."""

AND_WHY = " because "


@dataclass(frozen=True, slots=True)
class Plan:
    """What people read about a meeting, in the words of whoever planned it."""

    aim: str
    can: str
    cannot: str | None
    because: str | None
    decides: str
    by: str
    ways: str | None
    note: str | None

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Plan:
        """From the answers to what is asked."""
        own = {name: said.get(name) for name in cls.__slots__}
        own = {name: None if value == NOTHING else value for name, value in own.items()}
        head, why, tail = str(own["cannot"] or "").partition(AND_WHY)
        if why:
            own["cannot"], own["because"] = head.strip(" ,"), tail.strip()
        return cls(**{name: None if value is None else str(value) for name, value in own.items()})  # type: ignore[arg-type]

    def kept(self) -> str:
        return json.dumps({name: getattr(self, name) for name in self.__slots__})


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
        """When its break is at the latest; None: it is short."""
        return break_at(self.starts_at, self.series.minutes)

    @property
    def local(self) -> datetime:
        """When it really begins, on the clocks of its zone."""
        return self.starts_at.astimezone(ZoneInfo(self.series.zone)).replace(tzinfo=None)


def break_at(start: datetime, minutes: int) -> datetime | None:
    """When a meeting that begins then has its break at the latest; None: it is short."""
    return start + BREAK_AFTER if timedelta(minutes=minutes) > BREAK_AFTER else None


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
        "SELECT max(slot), coalesce(sum(starts_at > :now), 0) FROM meeting WHERE series = :s",
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


def _insert(tx: Tx, series: Series, slot: datetime, at: datetime) -> Meeting:
    starts_at = schedule.utc(slot, series.zone)
    row = tx.one(
        "INSERT INTO meeting (series, slot, wall, starts_at, changed_at)"
        " VALUES (:s, :slot, :slot, :at, :now) RETURNING id",
        s=series.id,
        slot=_text(slot),
        at=ms(starts_at),
        now=ms(at),
    )
    assert row is not None
    return Meeting(row[0], series, slot, starts_at, cancelled=False, changed_at=at)


_SELECT = (
    "SELECT m.id, m.slot, m.starts_at, m.cancelled, m.changes, m.changed_at,"
    " s.id, s.group_id, s.starts, s.zone, s.rule, s.minutes, s.plan, s.mark"
    " FROM meeting m JOIN meeting_series s ON s.id = m.series WHERE "
)


@lru_cache(maxsize=256)
def _plan(kept: str) -> Plan:
    return Plan(**json.loads(kept))


def _read(rows: Iterable[tuple[Any, ...]]) -> list[Meeting]:
    found = []
    for id, slot, at, cancelled, changes, changed_at, *of in rows:
        number, group, starts, zone, rule, minutes, plan, mark = of
        first = datetime.fromisoformat(starts)
        series = Series(number, group, first, zone, rule, minutes, _plan(plan), mark)
        found.append(
            Meeting(
                id,
                series,
                datetime.fromisoformat(slot),
                from_ms(at),
                bool(cancelled),
                changes,
                from_ms(changed_at),
            )
        )
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
    return replace(one, starts_at=starts_at, changes=one.changes + 1, changed_at=at)


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


def first_slots(when: dates.When, most: int) -> list[datetime]:
    """The wall times with which a series would begin."""
    return list(islice(dates.slots(when.start, when.rule), most))


def _text(wall: datetime) -> str:
    return wall.isoformat(timespec="minutes")
