"""What helps somebody, in the database: one row for a person and group."""

from __future__ import annotations

from datetime import date

from bot.db import Tx
from bot.features.access.rules import Kept
from bot.model import GroupId, PersonId


def load(tx: Tx, group: GroupId, person: PersonId) -> Kept | None:
    row = tx.one(
        "SELECT choices, own, shown, said_on, ask_on FROM access_said"
        " WHERE group_id = :g AND person = :p",
        g=group,
        p=person,
    )
    if row is None:
        return None
    choices, own, shown, said_on, ask_on = row
    days = date.fromisoformat(said_on), date.fromisoformat(ask_on)
    return Kept(tuple(choices.split()), own, bool(shown), *days)


def save(tx: Tx, group: GroupId, person: PersonId, kept: Kept) -> None:
    """In the place of what they said before."""
    tx.run(
        "INSERT INTO access_said (group_id, person, choices, own, shown, said_on, ask_on)"
        " VALUES (:g, :p, :choices, :own, :shown, :said, :ask) ON CONFLICT (group_id, person)"
        " DO UPDATE SET choices = :choices, own = :own, shown = :shown, said_on = :said,"
        " ask_on = :ask",
        g=group,
        p=person,
        choices=" ".join(kept.choices),
        own=kept.own,
        shown=int(kept.shown),
        said=kept.said_on.isoformat(),
        ask=kept.ask_on.isoformat(),
    )


def forget(tx: Tx, group: GroupId, person: PersonId) -> bool:
    """False: there was nothing."""
    sql = "DELETE FROM access_said WHERE group_id = :g AND person = :p"
    tx.erased = True
    return tx.run(sql, g=group, p=person) > 0


def to_ask(tx: Tx, group: GroupId, today: date | None = None) -> list[PersonId]:
    """Who agreed to be asked, and has something to be asked about: by that day, or ever."""
    rows = tx.all(
        "SELECT s.person FROM access_said s JOIN may_ask m"
        " ON m.group_id = s.group_id AND m.person = s.person"
        " WHERE s.group_id = :g AND m.says = 'yes' AND s.ask_on <= :day ORDER BY s.person",
        g=group,
        day=(today or date.max).isoformat(),
    )
    return [row[0] for row in rows]
