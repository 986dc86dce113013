"""What is due: rows in the database, a pure calendar, and no other truth.

Wall time and zone are kept, so 10:30 stays 10:30 over clock changes. The calendar is asked in
wall time and the zone is applied after: a repeated hour fires once (its first time), a missing
one moves forward by the gap. A row fires in one transaction with everything it causes, keyed
by its local slot: a crash leaves it still due, or wholly done.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from bot import outbox, times
from bot.db import Tx
from bot.model import Address, Ask, Due, Group, GroupId, RoomId
from bot.times import from_ms, ms

PER_MINUTE = 2
"""Most bot lines in a minute in a room, when nobody in the lead asked for them."""

CALM = timedelta(seconds=3)
"""How long a calm room waits for hands that go up together."""

MINUTE = timedelta(minutes=1)

LONGEST_SLOT = 200
"""Characters of the name of a cause that is kept whole."""

ASIDE_KEPT = FIRED_KEPT = timedelta(days=31)
"""How long we remember what was hopeless, and what fired: the clock of a small computer may be
wrong meanwhile."""

LONGEST_HOLD = timedelta(hours=1)
"""Nothing is held for longer than that, so what is held for longer was held by a wrong clock."""


@dataclass(frozen=True, slots=True)
class Item:
    """One due row, as read."""

    id: int
    job: str
    subject: str
    group: GroupId
    args: Mapping[str, object]
    rule: str | None
    zone: str | None
    slot: str
    meant_for: datetime
    """When it was due at first, however often it was held since."""
    good_for: timedelta | None
    tries: int
    held: bool = False
    """Something other than the bot being away made it late: quiet, or too many lines."""

    @property
    def cause(self) -> str:
        """The name of this one firing, for the outbox."""
        return f"due:{self.job}:{self.subject}:{self.slot}"


def soon(
    tx: Tx, job: str, why: Ask | Due, within: float = 10, *, only: RoomId | None = None
) -> None:
    """A gathered line in every room of the group: one line for all that happens meanwhile.

    In a calm room after a moment, so that hands that go up together are one line; otherwise
    within that many seconds. `only`: in that room alone, for a job that speaks `here`.
    """
    for room in why.group.rooms if only is None else (only,):
        new = tx.run(
            "INSERT INTO due (job, subject, group_id, slot, next_at)"
            " VALUES (:job, :room, :g, :slot, CASE WHEN EXISTS ("
            "SELECT 1 FROM outbox WHERE address = :room AND at > :since AND state <> 'gone')"
            " THEN :later ELSE :soon END) ON CONFLICT (job, subject) DO NOTHING",
            job=job,
            room=room,
            g=why.group.id,
            slot=why.cause,
            since=ms(why.at - MINUTE),
            soon=ms(why.at + CALM),
            later=ms(why.at + timedelta(seconds=within)),
        )
        tx.scheduled |= new == 1


def in_room(
    tx: Tx,
    job: str,
    group: GroupId,
    room: RoomId,
    cause: str,
    at: datetime,
    args: Mapping[str, object] | None = None,
) -> None:
    """A gathered line in one room alone, as soon as that room is ready for it."""
    _insert(tx, job, room, group, at + CALM, slot=cause, args=args)


def once(
    tx: Tx,
    job: str,
    why: Ask | Due,
    subject: str,
    when: datetime,
    *,
    args: Mapping[str, object] | None = None,
    good_for: timedelta | None = None,
) -> None:
    """Fire a job once at that time. The same job and subject again: moved to the new time."""
    tx.run("DELETE FROM due WHERE job = :job AND subject = :subject", job=job, subject=subject)
    # Whatever caused it names the slot: no two firings may ever look the same to the outbox.
    slot = why.cause
    if len(slot) > LONGEST_SLOT:  # it set itself again and again
        slot = blake2b(slot.encode(), digest_size=16).hexdigest()
    _insert(tx, job, subject, why.group.id, when, slot=slot, args=args, good_for=good_for)


def every(
    tx: Tx,
    job: str,
    group: Group,
    subject: str,
    rule: Mapping[str, str],
    after: datetime,
    *,
    good_for: timedelta | None = None,
) -> datetime:
    """Fire a job at every slot of a rule, in the group's zone; when it fires first (UTC).

    The same again: the row stays, and with it what is known of the slots that fired.
    """
    text = as_text(rule)
    slot, when = next_slot(text, group.zone, after.astimezone(ZoneInfo(group.zone)))
    tx.run(
        "DELETE FROM due WHERE job = :job AND subject = :subject"
        " AND (rule IS NULL OR rule <> :rule OR zone <> :zone OR group_id <> :g)",
        job=job,
        subject=subject,
        rule=text,
        zone=group.zone,
        g=group.id,
    )
    known = tx.run(
        "UPDATE due SET slot = :slot, next_at = :at, good_for = :good_for, held_from = NULL,"
        " tries = 0, aside = 0 WHERE job = :job AND subject = :subject",
        slot=slot,
        at=ms(when),
        good_for=None if good_for is None else good_for // timedelta(milliseconds=1),
        job=job,
        subject=subject,
    )
    tx.scheduled = True
    if known:
        return when
    _insert(
        tx, job, subject, group.id, when, slot=slot, rule=text, zone=group.zone, good_for=good_for
    )
    return when


def hasten(tx: Tx, subject: str, now: datetime) -> None:
    """What is due about this is due now, and not later."""
    sql = "UPDATE due SET next_at = :now WHERE subject = :subject AND next_at > :now"
    tx.run(sql, subject=subject, now=ms(now))
    tx.scheduled = True


def is_set(tx: Tx, job: str, subject: str) -> bool:
    """Is that still to fire?"""
    sql = "SELECT 1 FROM due WHERE job = :job AND subject = :subject"
    return tx.one(sql, job=job, subject=subject) is not None


def when(tx: Tx, job: str, subject: str) -> datetime | None:
    """When that is to fire; a time that has passed: it is about to. None: it is not set."""
    sql = "SELECT next_at FROM due WHERE job = :job AND subject = :subject"
    row = tx.one(sql, job=job, subject=subject)
    return None if row is None else from_ms(row[0])


def cancel(tx: Tx, job: str, subject: str) -> datetime | None:
    """Take it back: when it was due. Final: what is cancelled never fires. None: nothing was."""
    sql = "DELETE FROM due WHERE job = :job AND subject = :subject RETURNING next_at"
    row = tx.one(sql, job=job, subject=subject)
    return None if row is None else from_ms(row[0])


def cancel_all(tx: Tx, job: str, group: GroupId) -> None:
    tx.run("DELETE FROM due WHERE job = :job AND group_id = :g", job=job, g=group)


def move(tx: Tx, old: RoomId, new: RoomId) -> None:
    """A room was replaced: its gathered lines are for the new one."""
    tx.run("DELETE FROM due WHERE subject = :new", new=new)
    tx.run("UPDATE due SET subject = :new WHERE subject = :old", old=old, new=new)


def _insert(
    tx: Tx,
    job: str,
    subject: str,
    group: GroupId,
    when: datetime,
    *,
    slot: str,
    args: Mapping[str, object] | None = None,
    rule: str | None = None,
    zone: str | None = None,
    good_for: timedelta | None = None,
) -> None:
    tx.run(
        "INSERT INTO due (job, subject, group_id, args, rule, zone, slot, next_at, good_for)"
        " VALUES (:job, :subject, :g, :args, :rule, :zone, :slot, :at, :good_for)"
        " ON CONFLICT (job, subject) DO NOTHING",
        job=job,
        subject=subject,
        g=group,
        args=json.dumps(args) if args else "{}",
        rule=rule,
        zone=zone,
        slot=slot,
        at=ms(when),
        good_for=None if good_for is None else good_for // timedelta(milliseconds=1),
    )
    if rule is not None:  # a row that is gone may have had its number
        own = "SELECT id FROM due WHERE job = :job AND subject = :subject"
        tx.run(f"DELETE FROM fired WHERE due IN ({own})", job=job, subject=subject)
    tx.scheduled = True


def next_time(tx: Tx) -> datetime | None:
    """When the ticker must wake."""
    row = tx.one("SELECT next_at FROM due WHERE aside = 0 ORDER BY next_at LIMIT 1")
    return None if row is None else from_ms(row[0])


def ready(tx: Tx, now: datetime, most: int) -> list[Item]:
    """What is due at that time, the oldest first."""
    rows = tx.all(
        "SELECT id, job, subject, group_id, args, rule, zone, slot,"
        " coalesce(held_from, next_at), good_for, tries, held_from IS NOT NULL"
        " FROM due WHERE aside = 0 AND next_at <= :now ORDER BY next_at, id LIMIT :most",
        now=ms(now),
        most=most,
    )
    return [
        Item(
            id=id,
            job=job,
            subject=subject,
            group=group,
            args=json.loads(args) if args != "{}" else {},
            rule=rule,
            zone=zone,
            slot=slot,
            meant_for=from_ms(at),
            good_for=None if good_for is None else timedelta(milliseconds=good_for),
            tries=tries,
            held=bool(held),
        )
        for id, job, subject, group, args, rule, zone, slot, at, good_for, tries, held in rows
    ]


def claim(tx: Tx, item: Item, now: datetime) -> bool:
    """Take this slot, for good: the row goes, or moves to its next slot. False: taken before.

    A rule's slots that passed while the bot was away fire once, not once each; so a slot before
    one that has fired in time is not fired after it.
    """
    if item.rule is None:
        sql = "DELETE FROM due WHERE id = :id AND slot = :slot"
        return tx.run(sql, id=item.id, slot=item.slot) == 1
    later = "SELECT 1 FROM fired WHERE due = :id AND slot > :slot AND at <= :now"
    passed = tx.one(later, id=item.id, slot=item.slot, now=ms(now)) is not None
    sql = "INSERT INTO fired (due, slot, at) VALUES (:id, :slot, :now) ON CONFLICT DO NOTHING"
    first = not passed and tx.run(sql, id=item.id, slot=item.slot, now=ms(now)) == 1
    zone, after = item.zone or "UTC", datetime.fromisoformat(item.slot)
    if first:  # else the one after it may not have fired, and is looked at next
        after = max(after, times.wall(now, zone))
    slot, when = next_slot(item.rule, zone, after)
    tx.run(
        "UPDATE due SET slot = :slot, next_at = :at, held_from = NULL, tries = 0 WHERE id = :id",
        slot=slot,
        at=ms(when),
        id=item.id,
    )
    return first


def lay_aside(tx: Tx, item: Item, now: datetime) -> bool:
    """It is hopeless: it does not fire, unless the clock was wrong and is put back. False: gone."""
    sql = "UPDATE due SET aside = :now WHERE id = :id AND slot = :slot AND aside = 0"
    return tx.run(sql, now=ms(now), id=item.id, slot=item.slot) == 1


def put_back(tx: Tx, now: datetime) -> None:
    """The clock was put back: what was laid aside, held or skipped meanwhile is still to come.

    A row that fired by the wrong clock skipped the slots in between. It goes back to the first
    of them after now; `claim` knows those that have fired.
    """
    tx.run("UPDATE due SET aside = 0 WHERE aside > 0 AND next_at > :now", now=ms(now))
    tx.run(
        "UPDATE due SET next_at = :now WHERE held_from IS NOT NULL AND next_at > :far",
        now=ms(now),
        far=ms(now + LONGEST_HOLD),
    )
    early = tx.all(
        "SELECT d.id, d.rule, d.zone, d.slot, min(f.slot) FROM due d JOIN fired f ON f.due = d.id"
        " WHERE d.rule IS NOT NULL AND d.held_from IS NULL AND f.at > :now"
        " GROUP BY d.id, d.rule, d.zone, d.slot",
        now=ms(now),
    )
    for id, rule, zone, slot, first in early:
        wall = times.wall(now, zone)
        again, when = next_slot(rule, zone, max(wall, datetime.fromisoformat(first)))
        if again < slot:
            tx.run(
                "UPDATE due SET slot = :slot, next_at = :at WHERE id = :id",
                slot=again,
                at=ms(when),
                id=id,
            )


def drop(tx: Tx, item: Item) -> None:
    """It failed too often: never again, whatever its rule says."""
    tx.run("DELETE FROM due WHERE id = :id AND slot = :slot", id=item.id, slot=item.slot)


def hold(tx: Tx, item: Item, until: datetime, *, failed: bool = False) -> None:
    """Not now: look again at that time."""
    tx.run(
        "UPDATE due SET held_from = coalesce(held_from, next_at), next_at = :at,"
        " tries = tries + :failed WHERE id = :id AND slot = :slot",
        at=ms(until),
        failed=int(failed),
        id=item.id,
        slot=item.slot,
    )


def pace(tx: Tx, room: RoomId, now: datetime, stirred: datetime | None) -> datetime | None:
    """When the room may hear another line that nobody in the lead asked for; None: now.

    Fewer than two lines in the last minute, and never two in a row within it: `stirred` is
    when somebody last wrote in the room, as far as is known.
    """
    lines = outbox.lines_since(tx, Address(room), now - MINUTE)
    if not lines:
        return None
    last = from_ms(lines[-1])
    if len(lines) >= PER_MINUTE:
        return from_ms(lines[-PER_MINUTE]) + MINUTE
    if stirred is None or stirred < last:
        return last + MINUTE
    return None


def heard_soon(tx: Tx, ask: Ask, within: float = 10) -> bool:
    """Would the room hear a gathered line within that many seconds of being asked for it?"""
    assert ask.room is not None
    later = pace(tx, ask.room, ask.at, stirred=ask.at)
    return later is None or later <= ask.at + timedelta(seconds=within)


def sweep(tx: Tx, now: datetime) -> None:
    """Forget what fired long ago, and what was laid aside long ago."""
    tx.run("DELETE FROM fired WHERE at < :before", before=ms(now - FIRED_KEPT))
    sql = "DELETE FROM due WHERE aside > 0 AND aside < :before"
    tx.run(sql, before=ms(now - ASIDE_KEPT))


def as_text(rule: Mapping[str, str]) -> str:
    """A rule as it is kept."""
    return json.dumps(dict(rule), sort_keys=True)


def next_slot(rule: str, zone: str, after: datetime) -> tuple[str, datetime]:
    """The first slot of a rule after that local time: as wall time, and when that is in UTC."""
    wall = _next_wall(rule, after.replace(tzinfo=None))
    return wall.isoformat(timespec="minutes"), utc(wall, zone)


def utc(wall: datetime, zone: str) -> datetime:
    """When a wall time is: the first of a repeated one, a missing one moved on by the gap."""
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


@lru_cache(maxsize=4096)
def _next_wall(rule: str, after: datetime) -> datetime:
    # Asked as if it were UTC, so that no clock change can confuse the calendar. Remembered,
    # because a thousand groups ask for the same Monday.
    trigger = _trigger(rule)
    found: datetime | None = trigger.get_next_fire_time(None, _after(after))
    if found is None:
        raise ValueError(f"this rule never comes again: {rule}")
    return found.replace(tzinfo=None)


def _after(wall: datetime) -> datetime:
    whole = wall.replace(microsecond=0, tzinfo=UTC)
    return whole + timedelta(seconds=1)


@lru_cache(maxsize=256)
def _trigger(rule: str) -> CronTrigger:
    return CronTrigger(**json.loads(rule), timezone=UTC)
