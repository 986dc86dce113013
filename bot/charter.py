"""A group's charter in the database: its lines, every step they took, and what is being asked.

Its law: every change of a line goes through `save`, which writes the line, the step and the
version together; so no version is ever lost, and what a line steers follows it in the same
transaction (`bot.steering`). Nothing here decides (`bot.features.charter`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from bot.clauses import (
    UNVERSIONED,
    Change,
    Charter,
    Clause,
    Kind,
    State,
    Tag,
    chosen,
    for_newcomer,
    said,
)
from bot.db import Tx
from bot.model import Group, GroupId, Moment
from bot.settings import OFF, Setting, has_part

PART = "charter"
"""The part of the bot that a group switches on for it."""

DRAFT = Setting("charter-draft", OFF, lambda value: value == OFF or value.isdecimal())
"""In which meeting the draft was read out: there, a number alone is a worry about that line."""


def asks_for_a_number(group: Group) -> bool:
    """Was the group asked, in the meeting that is on, which line somebody cannot live with?"""
    on = group.session
    return on is not None and has_part(group, PART) and DRAFT.of(group) == str(on.id)


def asks_now(tx: Tx, group: Group, today: date) -> bool:
    """Was the group asked about a line today, so that a yes may be to that?"""
    sql = "SELECT 1 FROM charter_asked WHERE group_id = :g AND day = :day LIMIT 1"
    return tx.one(sql, g=group.id, day=today.isoformat()) is not None


def read(tx: Tx, group: GroupId) -> Charter:
    """The whole charter; without a line where the group has none."""
    row = tx.one("SELECT version, since FROM charter WHERE group_id = :g", g=group)
    version, since = (0, None) if row is None else (row[0], date.fromisoformat(row[1]))
    sql = (
        "SELECT number, words, state, since, look_again, steers, value, tags, shown"
        " FROM charter_line WHERE group_id = :g ORDER BY number"
    )
    return Charter(version, since, tuple(_clause(*row) for row in tx.all(sql, g=group)))


def standing(tx: Tx) -> dict[GroupId, tuple[Clause, ...]]:
    """Of all groups at once: the lines that are suggested, tried or agreed; perhaps none."""
    found = {GroupId(row[0]): list[Clause]() for row in tx.all("SELECT id FROM household")}
    sql = (
        "SELECT group_id, number, words, state, since, look_again, steers, value, tags, shown"
        " FROM charter_line WHERE state IN ('suggested', 'tried', 'agreed')"
        " ORDER BY group_id, number"
    )
    for group, *row in tx.all(sql):
        found[GroupId(group)].append(_clause(*row))
    return {group: tuple(lines) for group, lines in found.items()}


def _clause(
    number: int,
    words: str,
    state: str,
    since: str,
    look_again: str,
    steers: str | None,
    value: str | None,
    tags: str,
    shown: int,
) -> Clause:
    return Clause(
        number,
        words,
        State(state),
        date.fromisoformat(since),
        date.fromisoformat(look_again),
        None if steers is None else (steers, value or ""),
        frozenset(map(Tag, tags.split())),
        shown,
    )


def next_number(tx: Tx, group: GroupId) -> int:
    """A number that no line of the group has had: lines are dropped, and never deleted."""
    sql = "SELECT coalesce(max(number), 0) + 1 FROM charter_line WHERE group_id = :g"
    row = tx.one(sql, g=group)
    return row[0] if row else 1


def save(
    tx: Tx,
    group: GroupId,
    clause: Clause,
    kind: Kind,
    today: date,
    *,
    was: str | None = None,
    because: str | None = None,
    on: date | None = None,
) -> Change:
    """Keep a line as it is from today, with the step that made it so.

    `on`: the day of that step, where it was before the group had a charter.

    Other words steer nothing, unless what they steer was chosen with them.
    """
    old = read(tx, group).clause(clause.number)
    if old is not None and old.words != clause.words and old.steers == clause.steers:
        clause = replace(clause, steers=None)
    for steers in dict.fromkeys((None if old is None else old.steers, clause.steers)):
        if steers is not None:
            tx.moments.append((Moment.LINES, "=".join(steers)))
    version = _version(tx, group, today, anew=kind not in UNVERSIONED)
    keep(tx, group, clause)
    sql = "SELECT coalesce(max(place), 0) + 1 FROM charter_change WHERE group_id = :g"
    row = tx.one(sql, g=group)
    change = Change(clause.number, kind, clause.words, was, because, on or today, version)
    tx.run(
        "INSERT INTO charter_change"
        " (group_id, place, number, kind, words, was, because, day, version)"
        " VALUES (:g, :place, :number, :kind, :words, :was, :because, :day, :version)",
        g=group,
        place=row[0] if row else 1,
        number=change.number,
        kind=change.kind.value,
        words=change.words,
        was=change.was,
        because=change.because,
        day=change.on.isoformat(),
        version=change.version,
    )
    return change


def _version(tx: Tx, group: GroupId, today: date, *, anew: bool) -> int:
    """The version that a change of today is part of: all of one day are one version."""
    row = tx.one("SELECT version, since FROM charter WHERE group_id = :g", g=group)
    version, since = (0, None) if row is None else row
    if not anew or since == today.isoformat():
        return int(version)
    tx.run(
        "INSERT INTO charter (group_id, version, since) VALUES (:g, 1, :day)"
        " ON CONFLICT (group_id) DO UPDATE SET version = charter.version + 1, since = :day",
        g=group,
        day=today.isoformat(),
    )
    return int(version) + 1


def keep(tx: Tx, group: GroupId, clause: Clause) -> None:
    """Keep what is no change of the line itself, such as when it was said."""
    steers, value = clause.steers or (None, None)
    tx.run(
        "INSERT INTO charter_line"
        " (group_id, number, words, state, since, look_again, steers, value, tags, shown)"
        " VALUES (:g, :number, :words, :state, :since, :look, :steers, :value, :tags, :shown)"
        " ON CONFLICT (group_id, number) DO UPDATE SET words = :words, state = :state,"
        " since = :since, look_again = :look, steers = :steers, value = :value, tags = :tags,"
        " shown = :shown",
        g=group,
        number=clause.number,
        words=clause.words,
        state=clause.state.value,
        since=clause.since.isoformat(),
        look=clause.look_again.isoformat(),
        steers=steers,
        value=value,
        tags=" ".join(sorted(clause.tags)),
        shown=clause.shown,
    )


def changes(tx: Tx, group: GroupId, number: int | None = None) -> list[Change]:
    """Every step, of all lines or of one, the first first."""
    sql = (
        "SELECT number, kind, words, was, because, day, version FROM charter_change"
        " WHERE group_id = :g AND number = coalesce(:number, number) ORDER BY place"
    )
    return [_change(*row) for row in tx.all(sql, g=group, number=number)]


def _change(
    number: int,
    kind: str,
    words: str,
    was: str | None,
    because: str | None,
    day: str,
    version: int,
) -> Change:
    return Change(number, Kind(kind), words, was, because, date.fromisoformat(day), version)


# What others say of it.


def line_for(tx: Tx, group: GroupId, coming: frozenset[Tag]) -> Clause | None:
    """The one line for an opening, chosen by what is coming."""
    return chosen(read(tx, group).clauses, coming)


def was_said(tx: Tx, group: GroupId, one: Clause) -> None:
    """It was said at an opening: others come first from now on."""
    keep(tx, group, said(one, read(tx, group).clauses))


def line_for_newcomer(tx: Tx, group: GroupId) -> Clause | None:
    """The one line for somebody's welcome."""
    return for_newcomer(read(tx, group).clauses)


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    """All words of the charter are changed in the same way, also those it had before."""
    for table, keys, columns in (
        ("charter_line", ("number",), ("words",)),
        ("charter_change", ("place",), ("words", "was", "because")),
    ):
        picked = ", ".join((*keys, *columns))
        for row in tx.all(f"SELECT {picked} FROM {table} WHERE group_id = :g", g=group):
            _reword(tx, group, table, keys[0], columns, row, change)


def _reword(
    tx: Tx,
    group: GroupId,
    table: str,
    key: str,
    columns: tuple[str, ...],
    row: tuple[Any, ...],
    change: Callable[[str], str],
) -> None:
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    words = dict(zip(columns, row[1:], strict=True))
    new = {name: None if old is None else change(old) for name, old in words.items()}
    if new != words:
        sql = f"UPDATE {table} SET {sets} WHERE group_id = :g AND {key} = :key"
        tx.run(sql, g=group, key=row[0], **new)
