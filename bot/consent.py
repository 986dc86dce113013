"""Whether somebody may be asked things in private that they did not begin: their own yes.

Its law: it is asked once, after they used a word that needs it themselves. Silence is a no to
being asked, and is never asked about again; both answers can be changed at any time.
"""

from __future__ import annotations

from datetime import date

from bot.db import Tx
from bot.model import GroupId, PersonId

YES, NO, ASKED = "yes", "no", "asked"


def of(tx: Tx, group: GroupId, person: PersonId) -> str | None:
    """Yes, no, asked and not answered; or None: never asked."""
    row = tx.one("SELECT says FROM may_ask WHERE group_id = :g AND person = :p", g=group, p=person)
    return None if row is None else str(row[0])


def keep(tx: Tx, group: GroupId, person: PersonId, says: str, today: date) -> None:
    """Keep what they said, and the day. Of a member: it ends with the membership."""
    tx.run(
        "INSERT INTO may_ask (group_id, person, says, since) VALUES (:g, :p, :says, :day)"
        " ON CONFLICT (group_id, person) DO UPDATE SET says = :says, since = :day",
        g=group,
        p=person,
        says=says,
        day=today.isoformat(),
    )
