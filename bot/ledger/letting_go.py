"""What goes of the ledger: words that are taken back, a name, and somebody who has left.

Its law: what goes is in no byte of the file after (`Tx.erased`).
"""

from __future__ import annotations

import json
from collections.abc import Callable

from bot import outbox
from bot.db import Tx
from bot.ledger import store, wanted
from bot.ledger.nouns import PART, Point
from bot.model import GroupId, Listed, PersonId, RoomId, Say, Text, say


def erase(tx: Tx, point: Point) -> None:
    """Every word of it and of its answers goes, from every byte of the file: also where somebody
    is writing an answer, and from an e-mail that has not left."""
    tx.erased = True
    _take_back(tx, point)
    for table in ("point_answer", "answer_draft"):
        tx.run(f"DELETE FROM {table} WHERE point = :id", id=point.id)
    people = "SELECT person, answers FROM open_form WHERE group_id = :g"
    for person, answers in tx.all(people, g=point.group):
        if point.words in json.loads(answers).values():
            tx.run("DELETE FROM open_form WHERE person = :p", p=person)
    for id, says in tx.all("SELECT id, says FROM mail WHERE group_id = :g", g=point.group):
        if json.dumps(point.words) in json.dumps(json.loads(says)):
            tx.run("DELETE FROM mail WHERE id = :id", id=id)


KEYS = ("points.words-are-out", "points.stay-open")

SHORT = 12
"""Characters: what is shorter can stand in other words by chance."""


def _take_back(tx: Tx, point: Point) -> None:
    """What still waits to be posted, or could be shown once more, says none of these words."""
    said = [point.words]
    sql = "SELECT words, heard, could_not FROM point_answer WHERE point = :id"
    for words, heard, could_not in tx.all(sql, id=point.id):
        six = [] if could_not is None else json.loads(could_not).values()
        said += [words, heard or "", *(one for one in six if isinstance(one, str))]
    all_of = {one.removesuffix(".") for one in said} - {""}

    def change(text: str) -> str | Text:
        alike = text.removesuffix(".") in all_of
        holds = alike or any(len(one) >= SHORT and one in text for one in all_of)
        return Text("points.words-are-out") if holds else text

    rooms = tx.all("SELECT id FROM room WHERE group_id = :g", g=point.group)
    outbox.reword(tx, [RoomId(id) for (id,) in rooms], change)


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    """Put other words in the place of all that was said and answered."""
    tx.erased = True
    rows = "SELECT id, words, decides, promised_by FROM point WHERE group_id = :g"
    for id, words, decides, promised in tx.all(rows, g=group):
        tx.run(
            "UPDATE point SET words = :words, decides = :decides, promised_by = :promised"
            " WHERE id = :id",
            id=id,
            words=change(words),
            decides=None if decides is None else change(decides),
            promised=None if promised is None else change(promised),
        )
        given = "SELECT place, words, could_not, by_name, heard FROM point_answer WHERE point = :id"
        for place, said, could_not, by, heard in tx.all(given, id=id):
            tx.run(
                "UPDATE point_answer SET words = :words, could_not = :could_not, by_name = :by,"
                " heard = :heard WHERE point = :id AND place = :place",
                id=id,
                place=place,
                words=change(said),
                could_not=None if could_not is None else _reworded(could_not, change),
                by=change(by),
                heard=None if heard is None else change(heard),
            )
    wanted.reword(tx, group, change)


def _reworded(kept: str, change: Callable[[str], str]) -> str:
    said = json.loads(kept)
    own = {name: change(one) if isinstance(one, str) else one for name, one in said.items()}
    return json.dumps(own, ensure_ascii=False)


def answers_no_more(tx: Tx, group: GroupId, who: PersonId) -> None:
    """They answer points no more: what they had not answered is open to others."""
    mine = "group_id = :g AND answerer = :who AND closed_on IS NULL"
    tx.run(
        "UPDATE note SET answerer = NULL, answer_by = NULL"
        f" WHERE id IN (SELECT note FROM point WHERE {mine})",
        g=group,
        who=who,
    )
    tx.run(f"UPDATE point SET answerer = NULL WHERE {mine}", g=group, who=who)


def falls_silent(tx: Tx, group: GroupId, part: str) -> tuple[Say, ...]:
    """The group has no points from now on. What is open stays open, and is not forgotten: that,
    and how to have it back, is said with the words that say so. Of another part: nothing."""
    found = store.still_open(tx, group) if part == PART else []
    if not found:
        return ()
    numbers = Listed(tuple(Text("points.number", {"number": one.number}) for one in found))
    return (say("points.stay-open", numbers=numbers, count=len(found)),)


def lets_go(tx: Tx, group: GroupId, who: PersonId) -> None:
    """Somebody has left: points stay, as they are the group's, and say no more who it was."""
    for column in ("sayer", "answerer"):
        sql = f"UPDATE point SET {column} = NULL WHERE group_id = :g AND {column} = :who"
        tx.run(sql, g=group, who=who)
    tx.run("UPDATE point SET named = 0 WHERE group_id = :g AND sayer IS NULL", g=group)
    mine = "SELECT id FROM point WHERE group_id = :g"
    tx.run(
        f"UPDATE point SET promised_by = NULL WHERE id IN ({mine}) AND EXISTS (SELECT 1 FROM"
        " point_answer a WHERE a.point = point.id AND a.by_person = :who"
        " AND a.by_name = promised_by)",
        g=group,
        who=who,
    )
    tx.run(
        "UPDATE point_answer SET by_name = '', by_person = NULL WHERE by_person = :who"
        f" AND point IN ({mine})",
        g=group,
        who=who,
    )
    wanted.lets_go(tx, group, who)
    tx.erased = True
