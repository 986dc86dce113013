"""Questions that came out, and what five words belong to. Nothing here was written before a slot
but what was said in the open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from bot.db import Tx
from bot.features.challenge.rules import (
    COUNTED,
    LEFT_OUT,
    OPEN,
    RECEIPT_KEPT,
    REPLY,
    Question,
    State,
)
from bot.model import GroupId, PersonId

_COLUMNS = (
    "id, number, text, slot_date, state, answerer, answer_by, answer, closes_on,"
    " held_reason, decide_by"
)


def _question(row: tuple[object, ...]) -> Question:
    id, number, text, slot, state, answerer, answer_by, answer, closes_on, *read = row
    held_reason, decide_by = read
    return Question(
        id=str(id),
        number=int(str(number)),
        text=str(text),
        slot=date.fromisoformat(str(slot)),
        state=State(str(state)),
        answerer=None if answerer is None else PersonId(str(answerer)),
        answer_by=_day(answer_by),
        answer=None if answer is None else str(answer),
        closes_on=_day(closes_on),
        held_reason=None if held_reason is None else str(held_reason),
        decide_by=_day(decide_by),
    )


def _day(kept: object) -> date | None:
    return None if kept is None else date.fromisoformat(str(kept))


# What comes out at a slot.


def keep(
    tx: Tx, group: GroupId, id: str, number: int, text: str, slot: date, state: State
) -> Question:
    """One more has come out. Its number is the next of the group (`ledger.next_number`)."""
    tx.run(
        "INSERT INTO note (id, group_id, number, kind, text, slot_date, state)"
        " VALUES (:id, :g, :number, 'challenge', :text, :day, :state)",
        id=id,
        g=group,
        number=number,
        text=text,
        day=slot.isoformat(),
        state=state,
    )
    return Question(id, number, text, slot, state)


def keep_receipts(tx: Tx, note: str, hashes: Iterable[str]) -> None:
    """What its five words come to; of who went without, as many bytes of chance."""
    for one in hashes:
        sql = "INSERT INTO receipt (hash, note_id) VALUES (:hash, :note) ON CONFLICT DO NOTHING"
        tx.run(sql, hash=one, note=note)


def keep_act(tx: Tx, id: str, note: str, kind: str, text: str, slot: date) -> None:
    tx.run(
        "INSERT INTO note_act (id, note_id, kind, text, slot_date)"
        " VALUES (:id, :note, :kind, :text, :day)",
        id=id,
        note=note,
        kind=kind,
        text=text,
        day=slot.isoformat(),
    )


def withdraw(tx: Tx, group: GroupId, note: str) -> None:
    """Its words and all that its writer added, out of every row. That there was one stays."""
    tx.erased = True
    tx.run(
        "UPDATE note SET text = '', state = :state, answer = NULL, answerer = NULL,"
        " answer_by = NULL, closes_on = NULL, held_reason = NULL WHERE group_id = :g AND id = :id",
        state=State.WITHDRAWN,
        g=group,
        id=note,
    )
    tx.run("UPDATE note_act SET text = '' WHERE note_id = :id", id=note)


def acts(tx: Tx, note: str, slot: date | None = None) -> list[tuple[str, str]]:
    """What its writer did since, as kind and text; at one slot, or at all of them."""
    at = "" if slot is None else " AND slot_date = :day"
    rows = tx.all(
        f"SELECT kind, text FROM note_act WHERE note_id = :id{at} ORDER BY slot_date, id",
        id=note,
        day=None if slot is None else slot.isoformat(),
    )
    return [(str(kind), str(text)) for kind, text in rows]


def acts_of_slot(tx: Tx, group: GroupId, slot: date) -> list[tuple[int, str, str]]:
    """What writers did that came out at one slot: number, kind and text, in an order of chance."""
    rows = tx.all(
        "SELECT n.number, a.kind, a.text FROM note_act a JOIN note n ON n.id = a.note_id"
        " WHERE n.group_id = :g AND a.slot_date = :day ORDER BY a.id",
        g=group,
        day=slot.isoformat(),
    )
    return [(int(number), str(kind), str(text)) for number, kind, text in rows]


def found(tx: Tx, hash: str) -> Mapping[str, str] | None:
    """What five words belong to, as the talk with its writer needs it."""
    row = tx.one(
        "SELECT n.id, n.number, n.text, n.slot_date, n.state, n.group_id FROM receipt r"
        " JOIN note n ON n.id = r.note_id WHERE r.hash = :hash",
        hash=hash,
    )
    if row is None:
        return None
    done = sum(kind in COUNTED for kind, _ in acts(tx, row[0]))
    names = ("note", "number", "text", "day", "state", "group")
    return {**dict(zip(names, map(str, row), strict=True)), "acts": str(done)}


def forget_receipts(tx: Tx, group: GroupId, today: date) -> None:
    """Five words are good for two months after a question was closed."""
    tx.run(
        "DELETE FROM receipt WHERE expires_on < :today"
        " AND note_id IN (SELECT id FROM note WHERE group_id = :g)",
        today=today.isoformat(),
        g=group,
    )


# Questions.


def by_id(tx: Tx, group: GroupId, note: str) -> Question | None:
    sql = f"SELECT {_COLUMNS} FROM note WHERE group_id = :g AND id = :id"
    row = tx.one(sql, g=group, id=note)
    return None if row is None else _question(row)


def by_number(tx: Tx, group: GroupId, number: int) -> Question | None:
    sql = f"SELECT {_COLUMNS} FROM note WHERE group_id = :g AND number = :number"
    row = tx.one(sql, g=group, number=number)
    return None if row is None else _question(row)


def in_state(tx: Tx, group: GroupId, *states: State) -> list[Question]:
    """All that are there now, the oldest first."""
    sql = f"SELECT {_COLUMNS} FROM note WHERE group_id = :g ORDER BY number"
    every = map(_question, tx.all(sql, g=group))
    return [one for one in every if one.state in states]


def still_open(tx: Tx, group: GroupId) -> list[Question]:
    return in_state(tx, group, *OPEN)


def from_slot(tx: Tx, group: GroupId, slot: date) -> list[Question]:
    """All that came out at one slot, in the order they were said in."""
    sql = f"SELECT {_COLUMNS} FROM note WHERE group_id = :g AND slot_date = :day ORDER BY number"
    return [_question(row) for row in tx.all(sql, g=group, day=slot.isoformat())]


def any_at_all(tx: Tx, group: GroupId) -> bool:
    return tx.one("SELECT 1 FROM note WHERE group_id = :g", g=group) is not None


def move(tx: Tx, note: str, state: State, closes_on: date | None = None) -> None:
    """It is somewhere else now. Closed: from now on its five words are counted down."""
    tx.run(
        "UPDATE note SET state = :state, closes_on = :day, closed_on = :closed WHERE id = :id",
        state=state,
        day=None if closes_on is None else closes_on.isoformat(),
        closed=closes_on.isoformat() if closes_on and state is State.CLOSED else None,
        id=note,
    )
    until = closes_on + RECEIPT_KEPT if closes_on and state is State.CLOSED else None
    tx.run(
        "UPDATE receipt SET closed = :closed, expires_on = :until WHERE note_id = :id",
        closed=int(state is State.CLOSED),
        until=None if until is None else until.isoformat(),
        id=note,
    )


def ask_to_answer(tx: Tx, note: str, who: PersonId | None, by: date | None) -> None:
    tx.run(
        "UPDATE note SET answerer = :who, answer_by = :by WHERE id = :id",
        who=who,
        by=None if by is None else by.isoformat(),
        id=note,
    )


def answer(tx: Tx, note: str, words: str, closes_on: date) -> None:
    """The answer, as it was posted."""
    tx.run("UPDATE note SET answer = :words WHERE id = :id", words=words, id=note)
    move(tx, note, State.ANSWERED, closes_on)


def nobody_answers_any_more(tx: Tx, group: GroupId, who: PersonId) -> None:
    """Somebody has left: what they were asked to answer has nobody now."""
    sql = "UPDATE note SET answerer = NULL WHERE group_id = :g AND answerer = :who"
    tx.run(sql, g=group, who=who)


def reword(tx: Tx, group: GroupId, reworded: Callable[[str], str]) -> None:
    """Put other words in the place of all that came out, and of the answers."""
    sql = "SELECT id, text, answer, held_reason FROM note WHERE group_id = :g"
    for id, text, answer, held in tx.all(sql, g=group):
        tx.run(
            "UPDATE note SET text = :text, answer = :answer, held_reason = :held WHERE id = :id",
            text=reworded(text),
            answer=None if answer is None else reworded(answer),
            held=None if held is None else reworded(held),
            id=id,
        )
        for act, kind, words in tx.all(
            "SELECT id, kind, text FROM note_act WHERE note_id = :id", id=id
        ):
            if kind == REPLY:
                sql = "UPDATE note_act SET text = :text WHERE id = :id"
                tx.run(sql, text=reworded(words), id=act)
        for reader, why in readers_of(tx, id).items():
            if why is not None:
                would_hold(tx, id, reader, reworded(why))


# Its Readers.


def give(tx: Tx, note: str, readers: Iterable[PersonId], by: date) -> None:
    """These read it, and nobody else. What one of them has said of it stays."""
    kept = frozenset(readers)
    for other in readers_of(tx, note):
        if other not in kept:
            no_reader(tx, note, other)
    for one in sorted(kept):
        sql = "INSERT INTO note_reading (note_id, reader) VALUES (:n, :r) ON CONFLICT DO NOTHING"
        tx.run(sql, n=note, r=one)
    tx.run("UPDATE note SET decide_by = :by WHERE id = :n", by=by.isoformat(), n=note)


def readers_of(tx: Tx, note: str) -> Mapping[PersonId, str | None]:
    """Who reads it, and why each would hold it back; None: they have not said so."""
    sql = "SELECT reader, reason FROM note_reading WHERE note_id = :n ORDER BY reader"
    return {PersonId(reader): reason for reader, reason in tx.all(sql, n=note)}


def not_asked(tx: Tx, note: str) -> list[PersonId]:
    """Its Readers who have not been asked yet: from now on they have."""
    sql = "SELECT reader FROM note_reading WHERE note_id = :n AND asked = 0 ORDER BY reader"
    found = [PersonId(row[0]) for row in tx.all(sql, n=note)]
    tx.run("UPDATE note_reading SET asked = 1 WHERE note_id = :n", n=note)
    return found


def ask_again(tx: Tx, note: str) -> None:
    """Who has said nothing of it is asked once more."""
    sql = "UPDATE note_reading SET asked = 0 WHERE note_id = :n AND reason IS NULL"
    tx.run(sql, n=note)


def would_hold(tx: Tx, note: str, reader: PersonId, reason: str) -> None:
    sql = "UPDATE note_reading SET reason = :why WHERE note_id = :n AND reader = :r"
    tx.run(sql, why=reason, n=note, r=reader)


def no_reader(tx: Tx, note: str, reader: PersonId | None = None) -> None:
    """They read it no more; without a name: nobody does, because it is decided."""
    which = "" if reader is None else " AND reader = :r"
    tx.run(f"DELETE FROM note_reading WHERE note_id = :n{which}", n=note, r=reader)


def hold_back(tx: Tx, note: str, reasons: Sequence[str]) -> None:
    """Its words go out of every row. Why it was held is public."""
    tx.erased = True
    tx.run(
        "UPDATE note SET text = '', state = :state, held_reason = :why WHERE id = :id",
        state=State.HELD,
        why=json.dumps(list(reasons), ensure_ascii=False),
        id=note,
    )


def leave_out(tx: Tx, note: str, text: str) -> None:
    """It goes out in other words: with the names left out."""
    tx.erased = True
    sql = "UPDATE note SET text = :text, held_reason = :why WHERE id = :id"
    tx.run(sql, text=text, why=LEFT_OUT, id=note)


def moves(tx: Tx, group: GroupId, account: PersonId) -> bool:
    """Is it now known as another account of somebody? What they read is theirs as well."""
    row = tx.one("SELECT same_as FROM also WHERE person = :p", p=account)
    if row is None:
        return False
    tx.run(
        "UPDATE reader SET person = :to WHERE group_id = :g AND person = :p AND NOT EXISTS"
        " (SELECT 1 FROM reader other WHERE other.group_id = :g AND other.person = :to)",
        to=row[0],
        g=group,
        p=account,
    )
    tx.run("DELETE FROM reader WHERE group_id = :g AND person = :p", g=group, p=account)
    tx.run(
        "UPDATE note_reading SET reader = :to WHERE reader = :p AND NOT EXISTS (SELECT 1 FROM"
        " note_reading other WHERE other.note_id = note_reading.note_id AND other.reader = :to)"
        " AND note_id IN (SELECT id FROM note WHERE group_id = :g)",
        to=row[0],
        p=account,
        g=group,
    )
    tx.run(
        "DELETE FROM note_reading WHERE reader = :p"
        " AND note_id IN (SELECT id FROM note WHERE group_id = :g)",
        p=account,
        g=group,
    )
    return True


def groups(tx: Tx) -> list[GroupId]:
    """Every group there is: what a talk knows is read of all of them at once."""
    return [GroupId(row[0]) for row in tx.all("SELECT id FROM household")]
