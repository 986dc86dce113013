"""All the SQL about points. The words of a point are here only with its sayer's yes."""

from __future__ import annotations

import json
from datetime import date

from bot.db import Tx
from bot.ledger.nouns import (
    Answer,
    CouldNot,
    Counts,
    Point,
    Source,
    State,
    count,
)
from bot.model import GroupId, PersonId

_POINT = (
    "id, group_id, number, words, said_on, sayer, named, source, note, decides, answerer,"
    " answer_by, outcome_by, state, will_by, promised_by, known_by, look_again, parked_until,"
    " late_said, asks_until, confirmed, closed_on, taken_out"
)

_ANSWER = "state, words, by_name, day, by_person, could_not, will_by, route, heard"


def _point(row: tuple[object, ...]) -> Point:
    id, group, number, words, said_on, sayer, named, source, note, decides, answerer, *rest = row
    answer_by, outcome_by, state, will_by, promised_by, *days, confirmed, closed_on, taken = rest
    known_by, look_again, parked_until, late_said, asks_until = map(_day, days)
    return Point(
        id=int(str(id)),
        group=GroupId(int(str(group))),
        number=int(str(number)),
        words=str(words),
        said_on=date.fromisoformat(str(said_on)),
        sayer=None if sayer is None else PersonId(str(sayer)),
        named=bool(named),
        source=Source(str(source)),
        note=_text(note),
        decides=_text(decides),
        answerer=None if answerer is None else PersonId(str(answerer)),
        answer_by=date.fromisoformat(str(answer_by)),
        outcome_by=date.fromisoformat(str(outcome_by)),
        state=State(str(state)),
        will_by=_day(will_by),
        promised_by=_text(promised_by),
        known_by=known_by,
        look_again=look_again,
        parked_until=parked_until,
        late_said=late_said,
        asks_until=asks_until,
        confirmed=_text(confirmed),
        closed_on=_day(closed_on),
        taken_out=bool(taken),
    )


def _text(kept: object) -> str | None:
    return None if kept is None else str(kept)


def _day(kept: object) -> date | None:
    return None if kept is None else date.fromisoformat(str(kept))


def _kept(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _answer(row: tuple[object, ...]) -> Answer:
    state, words, by, day, person, could_not, will_by, route, heard = row
    return Answer(
        state=State(str(state)),
        words=str(words),
        by=str(by),
        day=date.fromisoformat(str(day)),
        person=None if person is None else PersonId(str(person)),
        could_not=None if could_not is None else CouldNot.of(json.loads(str(could_not))),
        will_by=_day(will_by),
        route=_text(route),
        heard=_text(heard),
    )


# Points.


def next_number(tx: Tx, group: GroupId) -> int:
    """The next number of the group: one row of numbers for points and for what came out of the box.

    Read at a slot or for a named act, so it tells nothing of who wrote what.
    """
    row = tx.one(
        "SELECT coalesce(max(number), 0) + 1 FROM (SELECT number FROM point WHERE group_id = :g"
        " UNION ALL SELECT number FROM note WHERE group_id = :g) AS known",
        g=group,
    )
    return int(row[0]) if row else 1


def insert(tx: Tx, one: Point) -> Point:
    """Keep a new point. Its `id` is given here."""
    row = tx.one("SELECT coalesce(max(id), 0) + 1 FROM point")
    id = int(row[0]) if row else 1
    tx.run(
        "INSERT INTO point (id, group_id, number, words, said_on, sayer, named, source, note,"
        " answer_by, outcome_by, state) VALUES (:id, :g, :number, :words, :said_on, :sayer,"
        " :named, :source, :note, :answer_by, :outcome_by, :state)",
        id=id,
        g=one.group,
        number=one.number,
        words=one.words,
        said_on=one.said_on.isoformat(),
        sayer=one.sayer,
        named=int(one.named),
        source=one.source,
        note=one.note,
        answer_by=one.answer_by.isoformat(),
        outcome_by=one.outcome_by.isoformat(),
        state=one.state,
    )
    found = by_number(tx, one.group, one.number)
    assert found is not None
    return found


def save(tx: Tx, one: Point) -> Point:
    """Write what can change of a point. Its number, its source and its day never do."""
    tx.run(
        "UPDATE point SET words = :words, sayer = :sayer, named = :named, note = :note,"
        " decides = :decides, answerer = :answerer, answer_by = :answer_by,"
        " outcome_by = :outcome_by, state = :state, will_by = :will_by,"
        " promised_by = :promised_by, known_by = :known_by, look_again = :look_again,"
        " parked_until = :parked_until, late_said = :late_said, asks_until = :asks_until,"
        " confirmed = :confirmed, closed_on = :closed_on, taken_out = :taken_out WHERE id = :id",
        id=one.id,
        words=one.words,
        sayer=one.sayer,
        named=int(one.named),
        note=one.note,
        decides=one.decides,
        answerer=one.answerer,
        answer_by=one.answer_by.isoformat(),
        outcome_by=one.outcome_by.isoformat(),
        state=one.state,
        will_by=_kept(one.will_by),
        promised_by=one.promised_by,
        known_by=_kept(one.known_by),
        look_again=_kept(one.look_again),
        parked_until=_kept(one.parked_until),
        late_said=_kept(one.late_said),
        asks_until=_kept(one.asks_until),
        confirmed=one.confirmed,
        closed_on=_kept(one.closed_on),
        taken_out=int(one.taken_out),
    )
    return one


def thanked(tx: Tx, point: Point, on: date) -> None:
    """The group is thanked for it, on that local day. The first thanks counts."""
    sql = "UPDATE point SET thanked_on = :day WHERE id = :id AND thanked_on IS NULL"
    tx.run(sql, day=on.isoformat(), id=point.id)


def not_thanked(tx: Tx, group: GroupId) -> list[Point]:
    """The points that the group has not been thanked for yet, the first first."""
    sql = (
        f"SELECT {_POINT} FROM point WHERE group_id = :g AND thanked_on IS NULL"
        " AND taken_out = 0 ORDER BY number"
    )
    return [_point(row) for row in tx.all(sql, g=group)]


def thanked_on(tx: Tx, point: Point) -> date | None:
    """On which local day the group was thanked for it. None: it has not been yet."""
    row = tx.one("SELECT thanked_on FROM point WHERE id = :id", id=point.id)
    return None if row is None else _day(row[0])


def by_number(tx: Tx, group: GroupId, number: int) -> Point | None:
    """One point of a group; also one that is closed, or was taken out."""
    sql = f"SELECT {_POINT} FROM point WHERE group_id = :g AND number = :number"
    row = tx.one(sql, g=group, number=number)
    return None if row is None else _point(row)


def by_id(tx: Tx, group: GroupId, id: int) -> Point | None:
    row = tx.one(f"SELECT {_POINT} FROM point WHERE group_id = :g AND id = :id", g=group, id=id)
    return None if row is None else _point(row)


def of_note(tx: Tx, group: GroupId, note: str) -> Point | None:
    """The point that a question without a name became."""
    sql = f"SELECT {_POINT} FROM point WHERE group_id = :g AND note = :note"
    row = tx.one(sql, g=group, note=note)
    return None if row is None else _point(row)


def every(tx: Tx, group: GroupId) -> list[Point]:
    """All points of a group, the first first."""
    sql = f"SELECT {_POINT} FROM point WHERE group_id = :g ORDER BY number"
    return [_point(row) for row in tx.all(sql, g=group)]


def still_open(tx: Tx, group: GroupId) -> list[Point]:
    """All that are not closed, parked ones too, the first first."""
    sql = f"SELECT {_POINT} FROM point WHERE group_id = :g AND closed_on IS NULL ORDER BY number"
    return [_point(row) for row in tx.all(sql, g=group)]


def owed_by(tx: Tx, group: GroupId, who: PersonId) -> list[Point]:
    """The open points that this person was asked to answer, the soonest due first."""
    mine = (one for one in still_open(tx, group) if one.answerer == who)
    return sorted(mine, key=lambda one: (one.due or date.max, one.number))


def said_between(tx: Tx, group: GroupId, first: date, last: date) -> list[Point]:
    """The points that were said in these days, both included."""
    sql = (
        f"SELECT {_POINT} FROM point WHERE group_id = :g AND said_on >= :first"
        " AND said_on <= :last ORDER BY number"
    )
    rows = tx.all(sql, g=group, first=first.isoformat(), last=last.isoformat())
    return [_point(row) for row in rows]


def counts(tx: Tx, group: GroupId, first: date, last: date) -> Counts:
    """How many were said in these days, and what came of those by now."""
    return count([(one, answers(tx, one)) for one in said_between(tx, group, first, last)])


def spoken(tx: Tx, group: GroupId) -> list[tuple[int, str, str, str]]:
    """What is looked through for a topic, in one group: the number of each point, its words, and
    of each of its answers the words and the six fields as JSON, both empty where there is none.
    """
    return [
        (number, words, said or "", could_not or "")
        for number, words, said, could_not in tx.all(
            "SELECT p.number, p.words, a.words, a.could_not FROM point p"
            " LEFT JOIN point_answer a ON a.point = p.id"
            " WHERE p.group_id = :g AND p.taken_out = 0 ORDER BY p.number, a.place",
            g=group,
        )
    ]


# Answers.


def answers(tx: Tx, point: Point) -> list[Answer]:
    """Every answer of a point, in the order they were given."""
    sql = f"SELECT {_ANSWER} FROM point_answer WHERE point = :id ORDER BY place"
    return [_answer(row) for row in tx.all(sql, id=point.id)]


def answered_between(tx: Tx, group: GroupId, first: date, last: date) -> list[tuple[Point, Answer]]:
    """Every answer that was given in these days, both included, in order."""
    columns = ", ".join(f"a.{name}" for name in _ANSWER.split(", "))
    rows = tx.all(
        f"SELECT p.number, {columns} FROM point_answer a JOIN point p ON p.id = a.point"
        " WHERE p.group_id = :g AND a.day >= :first AND a.day <= :last"
        " ORDER BY a.day, p.number, a.place",
        g=group,
        first=first.isoformat(),
        last=last.isoformat(),
    )
    points = {one.number: one for one in every(tx, group)}
    return [(points[number], _answer(tuple(answer))) for number, *answer in rows]


def add_answer(tx: Tx, point: Point, answer: Answer, *, told: bool) -> None:
    """Keep one more answer. `told`: the room has it already."""
    row = tx.one(
        "SELECT coalesce(max(place), 0) + 1 FROM point_answer WHERE point = :id", id=point.id
    )
    could_not = answer.could_not
    tx.run(
        "INSERT INTO point_answer (point, place, state, words, could_not, by_name, by_person,"
        " route, day, will_by, heard, told) VALUES (:point, :place, :state, :words, :could_not,"
        " :by, :person, :route, :day, :will_by, :heard, :told)",
        point=point.id,
        place=row[0] if row else 1,
        state=answer.state,
        words=answer.words,
        could_not=None if could_not is None else json.dumps(could_not.kept(), ensure_ascii=False),
        by=answer.by,
        person=answer.person,
        route=answer.route,
        day=answer.day.isoformat(),
        will_by=_kept(answer.will_by),
        heard=answer.heard,
        told=int(told),
    )


def untold(tx: Tx, group: GroupId) -> list[tuple[Point, Answer]]:
    """The answers that the room has not had yet, by point and in order."""
    found = []
    for one in every(tx, group):
        sql = f"SELECT {_ANSWER} FROM point_answer WHERE point = :id AND told = 0 ORDER BY place"
        found += [(one, _answer(row)) for row in tx.all(sql, id=one.id)]
    return found


def all_told(tx: Tx, points: list[Point]) -> None:
    """The room has every answer of these points now."""
    for one in points:
        tx.run("UPDATE point_answer SET told = 1 WHERE point = :id", id=one.id)
