"""A plain yes or no in the room, from somebody who was asked there whether to note their words.

Its law: it counts from that person alone, for a few minutes after they could read the question: as
the next thing they write there, or said to the bot. And only while the bot has said nothing else
there since but about hands and points. It is to the words
they were asked about; where those are several, they are asked which.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import ledger, outbox
from bot.db import Tx
from bot.model import Address, Group, PersonId, RoomId
from bot.settings import has_part

COUNTS_FOR = timedelta(minutes=5)

BESIDE = ("hands.", "points.")
"""What can be said in between: it asks nobody for a yes or no, but these very questions."""


def yes_or_no(
    tx: Tx, group: Group, who: PersonId, room: RoomId, at: datetime, since: datetime | None
) -> tuple[str, str] | None:
    """What yes and no type, if this person was asked in this room shortly before then."""
    if not has_part(group, ledger.PART):
        return None
    first = at - COUNTS_FOR if since is None else max(since, at - COUNTS_FOR)
    asked = [
        id
        for id, line in ledger.lines_about(tx, group.id, who).items()
        if outbox.stands(tx, Address(room), line, first, at, beside=BESIDE)
    ]
    if not asked:
        return None
    which = f" {asked[0]}" if len(asked) == 1 else ""  # of several they are asked which
    return f"note my words{which}", f"leave my words{which}"
