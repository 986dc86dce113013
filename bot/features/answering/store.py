"""Answers that are being written, and how often there was more time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from bot.db import Tx
from bot.model import GroupId, PersonId


def member_names(tx: Tx, group: GroupId) -> list[str]:
    """Of those with an account here: they answer for themselves."""
    sql = "SELECT person, name FROM member WHERE group_id = :g ORDER BY name"
    return [name for person, name in tx.all(sql, g=group) if not str(person).startswith("phone:")]


# Drafts.


def keep_draft(tx: Tx, point: int, who: PersonId, answers: Mapping[str, str | None]) -> None:
    """What is written so far. The same person again: this takes its place."""
    tx.run(
        "INSERT INTO answer_draft (point, person, answers) VALUES (:point, :p, :answers)"
        " ON CONFLICT (point, person) DO UPDATE SET answers = :answers",
        point=point,
        p=who,
        answers=json.dumps(dict(answers), ensure_ascii=False),
    )


def draft(tx: Tx, point: int, who: PersonId) -> dict[str, str]:
    """What this person has written so far; nothing: no draft."""
    sql = "SELECT answers FROM answer_draft WHERE point = :point AND person = :p"
    row = tx.one(sql, point=point, p=who)
    return {} if row is None else dict(json.loads(row[0]))


def drop_draft(tx: Tx, point: int, who: PersonId) -> bool:
    """It was posted, or is not wanted: its words go. False: there was none."""
    tx.erased = True
    sql = "DELETE FROM answer_draft WHERE point = :point AND person = :p"
    return tx.run(sql, point=point, p=who) > 0


_MINE = "point IN (SELECT id FROM point WHERE group_id = :g)"


def drafts_of(tx: Tx, group: GroupId, who: PersonId) -> list[int]:
    """The numbers of the points for which this person has a draft."""
    rows = tx.all(
        "SELECT p.number FROM answer_draft d JOIN point p ON p.id = d.point"
        " WHERE p.group_id = :g AND d.person = :p ORDER BY p.number",
        g=group,
        p=who,
    )
    return [number for (number,) in rows]


def drop_drafts(tx: Tx, group: GroupId, who: PersonId) -> None:
    tx.erased = True
    tx.run(f"DELETE FROM answer_draft WHERE person = :p AND {_MINE}", p=who, g=group)


def move_drafts(tx: Tx, group: GroupId, account: PersonId) -> None:
    """This account is now known as another one of somebody: their drafts are theirs."""
    row = tx.one("SELECT same_as FROM also WHERE person = :p", p=account)
    if row is None:
        return
    tx.run(
        f"UPDATE answer_draft SET person = :to WHERE person = :p AND {_MINE} AND NOT EXISTS"
        " (SELECT 1 FROM answer_draft d WHERE d.point = answer_draft.point AND d.person = :to)",
        to=row[0],
        p=account,
        g=group,
    )
    drop_drafts(tx, group, account)


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    """Put other words in the place of all that is being written."""
    tx.erased = True
    rows = tx.all(f"SELECT point, person, answers FROM answer_draft WHERE {_MINE}", g=group)
    for point, person, answers in rows:
        said = {name: one and change(one) for name, one in json.loads(answers).items()}
        keep_draft(tx, point, person, said)


# More time.


def waits(tx: Tx, point: int) -> int:
    """How often there was more time for it."""
    row = tx.one("SELECT waits FROM answer_wait WHERE point = :point", point=point)
    return int(row[0]) if row else 0


def one_more_wait(tx: Tx, point: int) -> None:
    tx.run(
        "INSERT INTO answer_wait (point, waits) VALUES (:point, 1)"
        " ON CONFLICT (point) DO UPDATE SET waits = answer_wait.waits + 1",
        point=point,
    )
