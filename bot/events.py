"""Planned meetings as events on a platform that has such things, in step both ways. Off by default.

What is wished for follows from the meetings themselves, so nothing of it can be lost. What was
carried out are rows. Before anything is made, the platform's own list is looked at: each event
carries a short mark of its meeting, so after a crash it is found and not made twice. What a person
changed there is never taken over by itself and never fought: whoever leads is asked, once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b

from bot import dates, dice, meetings, outbox
from bot.adapter import EventState, FoundEvent, GiveUp, KeepsEvents, ShownEvent, TryLater
from bot.core import Core
from bot.db import Tx
from bot.door import Done
from bot.meetings import NEAR, Meeting
from bot.model import FACILITATORS, Choice, Group, GroupId, RoomId, Say, platform_of, say
from bot.settings import OFF, ON, one_of
from bot.times import from_ms, ms
from bot.words import Plain

log = logging.getLogger(__name__)

EVENTS = one_of("events", OFF, ON)
"""Whether planned meetings are events on the group's server, where everybody there sees them."""

REMEMBERED = timedelta(days=1)
"""How long a meeting that is over is still looked at."""

TRY_AGAIN = 600.0
"""Seconds until something is tried again that only a person can put right."""

GONE = -1
"""Asked about: it is no longer there."""

KEYS = ("calendar.summary", "calendar.where")


@dataclass(frozen=True, slots=True)
class Row:
    """What was last carried out for one meeting in one place."""

    event: str | None = None
    shown: str = ""
    begins: int = 0
    asked: int = 0
    """The time, or GONE, that whoever leads was asked about; 0: nothing is open."""
    restore: bool = False
    """They have said: put it back."""


@dataclass(frozen=True, slots=True)
class Wished:
    """How one meeting is to stand there."""

    meeting: Meeting
    state: EventState
    event: ShownEvent

    @property
    def shown(self) -> str:
        about = f"{self.event.name}\n{self.event.about}\n{ms(self.event.begins)}\n{self.state}"
        return blake2b(about.encode(), digest_size=8).hexdigest()


class Events:
    """The events of all groups, each platform by itself."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._old: dict[str, _Old] = {}
        core.told.append(self._written)

    def _written(self, done: Done) -> None:
        group = done.group
        for old in self._old.values():
            gone = [id for id in old.known if self._core.groups.get(id) is None]
            changed = (
                [group.id] if group and (EVENTS.of(group) == ON or group.id in old.known) else []
            )
            old.add(*gone, *changed)

    def changed(self, platform: str, group: GroupId) -> None:
        """Something happened to events of that group over there, or may have."""
        if old := self._old.get(platform):
            old.look.add(group)
            old.add(group)

    def look_again(self) -> None:
        """Another database was put in place: all must be looked at."""
        for platform, old in self._old.items():
            for id in {*old.known, *(one.id for one in self._core.groups)}:
                self.changed(platform, id)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            for adapter in self._core.adapters.values():
                if isinstance(adapter, KeepsEvents):
                    tasks.create_task(self._keep(adapter))

    async def _keep(self, adapter: KeepsEvents) -> None:
        old = self._old[adapter.platform] = _Old(self._core)
        old.known.update(await self._core.db.read(_groups))
        for id in {*old.known, *(one.id for one in self._core.groups)}:
            self.changed(adapter.platform, id)
        while True:
            await old.wake.wait()
            old.wake.clear()
            for id in tuple(old.groups):
                old.begun(id)
                pause = await self._safely(id, adapter, old)
                if pause is not None:
                    old.later(pause, id)
            await asyncio.sleep(adapter.abilities.board_pace)

    async def _safely(self, id: GroupId, adapter: KeepsEvents, old: _Old) -> float | None:
        """Bring one group up to date. Seconds until it must be tried again; None: it is."""
        look = id in old.look
        old.look.discard(id)  # before: what happens meanwhile is looked at once more
        try:
            await self._refresh(id, adapter, old, look=look)
        except TryLater as later:
            pause = max(later.seconds, 1.0)
        except GiveUp:
            pause = TRY_AGAIN
        except Exception as problem:  # noqa: BLE001 (a full disk is no reason to stop)
            pause = 60.0
            log.warning("events: %s", type(problem).__name__)
        else:
            return None
        if look:
            old.look.add(id)
        return pause

    async def _refresh(self, id: GroupId, adapter: KeepsEvents, old: _Old, *, look: bool) -> None:
        group = self._core.groups.get(id)
        now = self._core.clock.now()
        found, rows = await self._core.db.read(partial(_known, id, group, now))
        (old.known.add if rows else old.known.discard)(id)
        rooms: dict[str, RoomId] = {}
        if group is not None and EVENTS.of(group) == ON:
            for room in group.rooms:
                if platform_of(room) == adapter.platform:
                    rooms.setdefault(adapter.event_place(room), room)
        failed: list[TryLater | GiveUp] = []
        for place in {*rooms, *(place for place, _ in rows)}:
            own = {meeting: row for (where, meeting), row in rows.items() if where == place}
            wished = self._wished(group, found, now) if group and place in rooms else {}
            todo = own.keys() - wished.keys() | {
                meeting for meeting, one in wished.items() if _differs(own.get(meeting), one)
            }
            if todo or (look and (wished or own)):
                here = _Here(self, adapter, id, place, rooms.get(place), now)
                try:
                    await here.bring(wished, own)
                except (TryLater, GiveUp) as problem:  # one place keeps no other from being current
                    failed.append(problem)
                else:
                    old.known.add(id)
        if failed:  # what may soon go well says when it is all tried again
            raise min(failed, key=lambda one: isinstance(one, GiveUp))

    def _wished(self, group: Group, found: _Found, now: datetime) -> dict[int, Wished]:
        def text(key: str, **facts: object) -> str:
            words = self._core.words
            return words.render(key, facts, language=group.language, slash=True, speaker=Plain())

        name, about = text("calendar.summary", group=group.name or None), text("calendar.where")
        return {
            one.id: Wished(
                one,
                _state(one, found.sessions, now),
                ShownEvent(name, about, one.starts_at, one.ends_at, mark_of(one)),
            )
            for one in found.meetings
        }


class _Old:
    """Groups whose events on one platform may no longer be true."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.groups: set[GroupId] = set()
        self.look: set[GroupId] = set()
        """Of these the platform's own list must be looked at."""
        self.known: set[GroupId] = set()
        """Those that have events there."""
        self.wake = asyncio.Event()
        self._later: dict[GroupId, asyncio.TimerHandle] = {}
        """One for each group, however often it fails."""

    def begun(self, group: GroupId) -> None:
        """It is looked at now, so no earlier plan to do so is needed."""
        self.groups.discard(group)
        if waits := self._later.pop(group, None):
            waits.cancel()

    def add(self, *groups: GroupId) -> None:
        if groups:
            self.groups.update(groups)
            self.wake.set()

    def later(self, seconds: float, group: GroupId) -> None:
        loop = asyncio.get_running_loop()
        self._later[group] = loop.call_later(seconds, self.add, group)


@dataclass(frozen=True, slots=True)
class _Here:
    """One group's events in one place, now."""

    events: Events
    adapter: KeepsEvents
    group: GroupId
    place: str
    room: RoomId | None
    """None: nothing is wished for here any more."""
    now: datetime

    async def bring(self, wished: Mapping[int, Wished], rows: Mapping[int, Row]) -> None:
        there = {one.mark: one for one in await self.adapter.events(self.place)}
        marks = await self.events._core.db.read(partial(_marks, self.place))
        for meeting in rows.keys() - wished.keys():
            if (left := there.get(marks.get(meeting, ""))) is not None:
                await self.adapter.end_event(self.place, left, EventState.OFF)
            await self._write(partial(_drop, self.place, meeting))
        for meeting, one in wished.items():
            await self._one(one, rows.get(meeting), there.get(one.event.mark))

    async def _one(self, one: Wished, row: Row | None, there: FoundEvent | None) -> None:
        if one.state in (EventState.OFF, EventState.OVER):
            if there is not None:
                await self.adapter.end_event(self.place, there, one.state)
            if row is not None or there is not None:
                await self._keep(one, Row(None, one.shown, ms(one.event.begins)))
            return
        if there is None:
            await self._make(one, row)
            return
        kept = row or Row()
        moved = not there.on and there.begins != one.event.begins
        ours = kept.event is not None and kept.begins == ms(one.event.begins)
        if moved and ours and not kept.restore:
            await self._ask(one, kept, ms(there.begins))
            return
        if moved or (row is not None and kept.shown != one.shown) or _may_begin(one, there):
            await self.adapter.change_event(self.place, there, one.event, one.state)
        await self._keep(one, Row(there.id, one.shown, ms(one.event.begins)))

    async def _make(self, one: Wished, row: Row | None) -> None:
        if one.event.begins <= self.now or self.room is None:
            # No platform takes an event that has begun, and what is gone by then was to go.
            kept = replace(row or Row(), shown=one.shown, begins=ms(one.event.begins))
            await self._keep(one, kept)
            return
        as_we_left = row is not None and row.begins == ms(one.event.begins)
        if row is not None and row.event is not None and as_we_left and not row.restore:
            await self._ask(one, row, GONE)
            return
        id = await self.adapter.make_event(self.place, self.room, one.event)
        await self._keep(one, Row(id, one.shown, ms(one.event.begins)))

    async def _ask(self, one: Wished, row: Row, change: int) -> None:
        """Whoever leads is asked, once for each change. Silence changes nothing."""
        if row.asked == change:
            return
        core, group = self.events._core, self.events._core.groups.get(self.group)
        seed = dice.seed()

        def ask(tx: Tx) -> Done:
            _save(tx, self.place, self.group, one, replace(row, asked=change))
            asked = question(one.meeting, change)
            cause = f"event:{one.meeting.id}:{seed}"
            reached = outbox.put(tx, [asked], cause=cause, at=self.now, seed=seed, group=group)
            return Done("asked", None, reached)

        core.after(await core.db.write(ask))

    async def _keep(self, one: Wished, row: Row) -> None:
        await self._write(lambda tx: _save(tx, self.place, self.group, one, row))

    async def _write(self, work: Callable[[Tx], None]) -> None:
        await self.events._core.db.write(work)


def _may_begin(one: Wished, there: FoundEvent) -> bool:
    return one.state is EventState.ON and not there.on


def _differs(row: Row | None, one: Wished) -> bool:
    if row is None:
        return one.state in (EventState.PLANNED, EventState.ON)
    return row.shown != one.shown or row.restore


def question(one: Meeting, change: int) -> Say:
    """What whoever leads is asked: shall our meeting follow?"""
    back = Choice(f"put event back {one.id}", "events.put-back")
    was = {"day": one.local.date(), "time": one.local}
    if change == GONE:
        yes = Choice(f"cancel that meeting {one.id}", "events.cancel-too")
        return Say("events.called-off-there", was, FACILITATORS, (yes, back))
    new = replace(one, starts_at=from_ms(change)).local.replace(second=0, microsecond=0)
    when = dates.When(new.date(), new.time())
    yes = Choice(f"move that meeting {one.id} to {when}", "events.move-too")
    then = (say("events.there-now", day=new.date(), time=new),)
    return Say("events.moved-there", was, FACILITATORS, (yes, back), then=then)


def mark_of(one: Meeting) -> str:
    """What an event is found again by: the same for ever, and tells nothing."""
    return blake2b(one.name.encode(), key=b"event", digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class _Found:
    meetings: list[Meeting]
    sessions: list[tuple[datetime, datetime | None]]
    """When those of the last days began and ended."""


def _state(
    one: Meeting, sessions: Iterable[tuple[datetime, datetime | None]], now: datetime
) -> EventState:
    if one.cancelled:
        return EventState.OFF
    for began, ended in sessions:
        if one.starts_at - NEAR <= began < one.ends_at:
            return EventState.ON if ended is None else EventState.OVER
    return EventState.OVER if one.ends_at <= now else EventState.PLANNED


# What was carried out.


def _known(
    id: GroupId, group: Group | None, now: datetime, tx: Tx
) -> tuple[_Found, dict[tuple[str, int], Row]]:
    since = now - REMEMBERED
    rows = {
        (place, meeting): Row(event, shown, begins, asked, bool(restore))
        for place, meeting, event, shown, begins, asked, restore in tx.all(
            "SELECT place, meeting, event, shown, begins, asked, restore FROM event"
            " WHERE group_id = :g",
            g=id,
        )
    }
    if group is None:
        return _Found([], []), rows
    sessions = tx.all(
        "SELECT started_at, ended_at FROM session WHERE group_id = :g AND started_at > :since"
        " ORDER BY id DESC",
        g=id,
        since=ms(since - NEAR),
    )
    times = [(from_ms(began), None if end is None else from_ms(end)) for began, end in sessions]
    return _Found(meetings.since(tx, id, since), times), rows


def _groups(tx: Tx) -> set[GroupId]:
    return {GroupId(row[0]) for row in tx.all("SELECT DISTINCT group_id FROM event")}


def _marks(place: str, tx: Tx) -> dict[int, str]:
    rows = tx.all("SELECT meeting, mark FROM event WHERE place = :p", p=place)
    return dict(rows)


def _save(tx: Tx, place: str, group: GroupId, one: Wished, row: Row) -> None:
    tx.run(
        "INSERT INTO event (place, meeting, group_id, mark, event, shown, begins, asked, restore)"
        " VALUES (:place, :m, :g, :mark, :event, :shown, :begins, :asked, 0)"
        " ON CONFLICT (place, meeting) DO UPDATE SET event = :event, shown = :shown,"
        " begins = :begins, asked = :asked, restore = 0",
        place=place,
        m=one.meeting.id,
        g=group,
        mark=one.event.mark,
        event=row.event,
        shown=row.shown,
        begins=row.begins,
        asked=row.asked,
    )


def _drop(place: str, meeting: int, tx: Tx) -> None:
    tx.run("DELETE FROM event WHERE place = :p AND meeting = :m", p=place, m=meeting)


def put_back(tx: Tx, meeting: int) -> bool:
    """It is to stand there again as we planned it. False: nothing is to be put back."""
    sql = "UPDATE event SET restore = 1, asked = 0 WHERE meeting = :m AND asked <> 0"
    return tx.run(sql, m=meeting) > 0
