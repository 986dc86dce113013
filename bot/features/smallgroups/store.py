"""Small groups in the database: all of it goes when they end, and the pairs with the meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.db import Tx
from bot.features.smallgroups.rules import Placed, Wanted
from bot.model import Group, GroupId, Person, PersonId, RoomId
from bot.settings import one_of
from bot.times import from_ms, ms

OFF, CHOOSING, APART = "off", "choosing", "apart"

STATE = one_of("smallgroups", OFF, CHOOSING, APART)
"""The setting that says how far they are: help and words know it by it."""


@dataclass(frozen=True, slots=True)
class Now:
    """The small groups of one group, as they are."""

    state: str
    wanted: Wanted
    begins: datetime
    """Until when people choose."""
    ends: datetime
    hushed: datetime | None
    beside: tuple[RoomId, ...]
    """The rooms beside which places can be made; none: they split by voice."""


def load(tx: Tx, group: GroupId) -> Now | None:
    row = tx.one(
        "SELECT state, count, minutes, topics, by_chance, last_minute, begins_at, ends_at,"
        " hushed_at, beside FROM smallgroups_now WHERE group_id = :g",
        g=group,
    )
    if row is None:
        return None
    state, count, minutes, topics, chance, last, begins, ends, hushed, beside = row
    wanted = Wanted(count, minutes, tuple(topics.splitlines()), bool(chance), bool(last))
    since = None if hushed is None else from_ms(hushed)
    rooms = tuple(RoomId(room) for room in beside.split())
    return Now(state, wanted, from_ms(begins), from_ms(ends), since, rooms)


def save(tx: Tx, group: GroupId, now: Now) -> None:
    """Begin them, or change how far they are."""
    tx.run(
        "INSERT INTO smallgroups_now (group_id, state, count, minutes, topics, by_chance,"
        " last_minute, begins_at, ends_at, hushed_at, beside) VALUES (:g, :state, :count,"
        " :minutes, :topics, :chance, :last, :begins, :ends, :hushed, :beside)"
        " ON CONFLICT (group_id) DO UPDATE SET state = :state, begins_at = :begins,"
        " ends_at = :ends, hushed_at = :hushed",
        g=group,
        state=now.state,
        count=now.wanted.count,
        minutes=now.wanted.minutes,
        topics="\n".join(now.wanted.topics),
        chance=int(now.wanted.by_chance),
        last=int(now.wanted.last_minute),
        begins=ms(now.begins),
        ends=ms(now.ends),
        hushed=None if now.hushed is None else ms(now.hushed),
        beside=" ".join(now.beside),
    )


def clear(tx: Tx, group: GroupId) -> None:
    """They are over: who was where, and what they said."""
    for table in ("smallgroups_person", "smallgroups_part", "smallgroups_now"):
        tx.run(f"DELETE FROM {table} WHERE group_id = :g", g=group)


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    """What the groups are about, and the lines they gave, are changed in the same way."""
    for (topics,) in tx.all("SELECT topics FROM smallgroups_now WHERE group_id = :g", g=group):
        sql = "UPDATE smallgroups_now SET topics = :words WHERE group_id = :g"
        tx.run(sql, words=change(topics), g=group)
    for label, platform, lines in parts(tx, group):
        say_lines(tx, group, (label, platform), change(lines))


# People.

_NEXT = "(SELECT coalesce(max(place), 0) + 1 FROM smallgroups_person WHERE group_id = :g)"


def choose(tx: Tx, group: GroupId, who: Person, choice: str) -> None:
    """Keep a choice. Again: it takes the place of the earlier one."""
    tx.run(
        "INSERT INTO smallgroups_person (group_id, person, name, choice, place)"
        f" VALUES (:g, :p, :name, :choice, {_NEXT})"
        " ON CONFLICT (group_id, person) DO UPDATE SET choice = :choice, name = :name",
        g=group,
        p=who.id,
        name=who.name,
        choice=choice,
    )


def chosen(tx: Tx, group: Group) -> list[tuple[Person, str]]:
    """What each one chose, in the order in which they first did, by the names they have now."""
    rows = tx.all(
        "SELECT person, name, choice FROM smallgroups_person WHERE group_id = :g ORDER BY place",
        g=group.id,
    )
    return [(Person(id, group.names.get(id, name)), choice) for id, name, choice in rows]


def settle(tx: Tx, group: GroupId, placed: Placed) -> None:
    """Keep who is where."""
    for part in placed.parts:
        for who in part.people:
            put(tx, group, who, part.label, part.platform)
        tx.run(
            "INSERT INTO smallgroups_part (group_id, label, platform) VALUES (:g, :label, :on)",
            g=group,
            label=part.label,
            on=part.platform,
        )


def put(tx: Tx, group: GroupId, who: Person, label: str, platform: str) -> None:
    """Somebody is in a group now."""
    tx.run(
        "INSERT INTO smallgroups_person (group_id, person, name, choice, place, label, platform)"
        f" VALUES (:g, :p, :name, :label, {_NEXT}, :label, :on)"
        " ON CONFLICT (group_id, person) DO UPDATE SET label = :label, platform = :on",
        g=group,
        p=who.id,
        name=who.name,
        label=label,
        on=platform,
    )


def where(tx: Tx, group: GroupId, person: PersonId) -> tuple[str, str] | None:
    """The group somebody is in: its letter and platform."""
    row = tx.one(
        "SELECT label, platform FROM smallgroups_person"
        " WHERE group_id = :g AND person = :p AND label IS NOT NULL",
        g=group,
        p=person,
    )
    return None if row is None else (row[0], row[1])


def forget(tx: Tx, group: GroupId, person: PersonId) -> None:
    """Somebody has left: nothing of them stays."""
    sql = "DELETE FROM smallgroups_person WHERE group_id = :g AND person = :p"
    tx.run(sql, g=group, p=person)
    sql = "DELETE FROM smallgroups_pair WHERE group_id = :g AND (person = :p OR with_person = :p)"
    tx.run(sql, g=group, p=person)


def keeps_of(tx: Tx, group: GroupId, person: PersonId) -> bool:
    """Is anything of this person here?"""
    chose = "SELECT 1 FROM smallgroups_person WHERE group_id = :g AND person = :p"
    pairs = "SELECT 1 FROM smallgroups_pair WHERE group_id = :g AND :p IN (person, with_person)"
    return any(tx.one(sql, g=group, p=person) is not None for sql in (chose, pairs))


# What the groups say.


def parts(tx: Tx, group: GroupId) -> Sequence[tuple[str, str, str]]:
    """Every part: its letter, its platform, and the lines it gave."""
    return tx.all(
        "SELECT label, platform, lines FROM smallgroups_part WHERE group_id = :g"
        " ORDER BY label, platform",
        g=group,
    )


def say_lines(tx: Tx, group: GroupId, part: tuple[str, str], lines: str) -> None:
    tx.run(
        "UPDATE smallgroups_part SET lines = :lines"
        " WHERE group_id = :g AND label = :label AND platform = :on",
        lines=lines,
        g=group,
        label=part[0],
        on=part[1],
    )


def call(tx: Tx, group: GroupId, part: tuple[str, str], at: datetime, last: datetime) -> bool:
    """Note that a part calls whoever leads. False: it has since `last`."""
    sql = (
        "UPDATE smallgroups_part SET called_at = :at WHERE group_id = :g AND label = :label"
        " AND platform = :on AND called_at < :last"
    )
    return tx.run(sql, at=ms(at), last=ms(last), g=group, label=part[0], on=part[1]) == 1


# Who stays with whom.


def pair(tx: Tx, group: GroupId, who: Person, whom: Person) -> None:
    tx.run(
        "INSERT INTO smallgroups_pair (group_id, person, name, with_person, with_name)"
        " VALUES (:g, :p, :name, :whom, :whom_name) ON CONFLICT (group_id, person)"
        " DO UPDATE SET name = :name, with_person = :whom, with_name = :whom_name",
        g=group,
        p=who.id,
        name=who.name,
        whom=whom.id,
        whom_name=whom.name,
    )


def pairs(tx: Tx, group: Group) -> Mapping[PersonId, Person]:
    """Who helps whom, by the names they have now."""
    rows = tx.all(
        "SELECT person, with_person, with_name FROM smallgroups_pair WHERE group_id = :g"
        " ORDER BY person",
        g=group.id,
    )
    return {id: Person(whom, group.names.get(whom, name)) for id, whom, name in rows}


def end_pairs(tx: Tx, group: GroupId) -> None:
    tx.run("DELETE FROM smallgroups_pair WHERE group_id = :g", g=group)
