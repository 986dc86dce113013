"""A plain yes or no in the room, from somebody who was asked there whether to note their words.

Its law: it counts from that person alone, for a few minutes after they could read the question, and
only while the bot has said nothing else there since but about hands and points. It is to the words
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
    tx: Tx, group: Group, who: PersonId, room: RoomId, at: datetime
) -> tuple[str, str] | None:
    """What yes and no type, if this person was asked in this room shortly before then."""
    if not has_part(group, ledger.PART):
        return None
    asked = [
        id
        for id, line in ledger.lines_about(tx, group.id, who).items()
        if outbox.stands(tx, Address(room), line, at - COUNTS_FOR, at, beside=BESIDE)
    ]
    if not asked:
        return None
    which = f" {asked[0]}" if len(asked) == 1 else ""  # of several they are asked which
    return f"note my words{which}", f"leave my words{which}"
