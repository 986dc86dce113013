"""A plain yes or no in the room, from somebody who was asked there whether to note their words.

Its law: it counts from that person alone, for a few minutes after they could read the question, and
only while the bot has said nothing else there since but about hands and points. It is to the words
they were asked about; where those are several, they are asked which.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import ledger, outbox, settings
from bot.db import Tx
from bot.model import Address, Due, Group, PersonId, RoomId
from bot.settings import Setting, has_part

COUNTS_FOR = timedelta(minutes=5)

BESIDE = ("hands.", "points.")
"""What can be said in between: it asks nobody for a yes or no, but these very questions."""

ASKED = Setting("points.asked-aloud", "[]", lambda value: value.startswith("["))
"""In which lines of the room was asked about which wishes, of those that are not answered."""


def were_asked(tx: Tx, due: Due, wanted: Sequence[int]) -> None:
    """This line asks about these wishes."""
    if not wanted:
        return
    lines = [[cause, id] for cause, id in _lines(due.group) if _waits(tx, due.group, id)]
    lines += [[due.cause, id] for id in wanted]
    settings.choose(tx, due.group.id, ASKED, json.dumps(lines), ledger.today(due))


def yes_or_no(
    tx: Tx, group: Group, who: PersonId, room: RoomId, at: datetime
) -> tuple[str, str] | None:
    """What yes and no type, if this person was asked in this room shortly before then."""
    if not has_part(group, ledger.PART):
        return None
    mine = {one.id for one in ledger.wanted_of(tx, group.id, who)}
    asked = {
        id
        for cause, id in _lines(group)
        if id in mine
        and outbox.stands(tx, Address(room), cause, at - COUNTS_FOR, at, beside=BESIDE)
    }
    if not asked:
        return None
    which = f" {asked.pop()}" if len(asked) == 1 else ""  # of several they are asked which
    return f"note my words{which}", f"leave my words{which}"


def _waits(tx: Tx, group: Group, id: int) -> bool:
    return ledger.wanted_by(tx, group.id, id) is not None


def _lines(group: Group) -> list[tuple[str, int]]:
    return [(str(cause), int(id)) for cause, id in json.loads(ASKED.of(group))]
