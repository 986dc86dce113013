"""Rounds in the database: what was asked, what is to be posted, and the answers that wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.db import Tx
from bot.features.checkin.rules import Answer, Between, Draft, Question, Regular
from bot.model import Group, GroupId, Person, PersonId

# Questions.


def asked(tx: Tx, group: GroupId) -> list[str]:
    """The questions of the bank this group has had, the oldest first."""
    sql = "SELECT question FROM checkin_asked WHERE group_id = :g ORDER BY at, question"
    return [row[0] for row in tx.all(sql, g=group)]


def ask(tx: Tx, group: GroupId, name: str, at: int) -> None:
    tx.run(
        "INSERT INTO checkin_asked (group_id, question, at) VALUES (:g, :name, :at)"
        " ON CONFLICT (group_id, question) DO UPDATE SET at = :at",
        g=group,
        name=name,
        at=at,
    )


def forget_asked(tx: Tx, group: GroupId, names: Sequence[str]) -> None:
    """All of them are used up: they may be asked again."""
    for name in names:
        sql = "DELETE FROM checkin_asked WHERE group_id = :g AND question = :name"
        tx.run(sql, g=group, name=name)


# Live rounds.


def live(tx: Tx, group: GroupId) -> tuple[int, PersonId | None] | None:
    """When the last live round was opened, and who could begin it."""
    row = tx.one("SELECT opened_at, begins FROM checkin_live WHERE group_id = :g", g=group)
    return None if row is None else (row[0], row[1])


def save_live(tx: Tx, group: GroupId, opened_at: int, begins: PersonId | None) -> None:
    tx.run(
        "INSERT INTO checkin_live (group_id, opened_at, begins) VALUES (:g, :at, :p)"
        " ON CONFLICT (group_id) DO UPDATE SET opened_at = :at, begins = :p",
        g=group,
        at=opened_at,
        p=begins,
    )


# Rounds between meetings.


def drafted(tx: Tx, group: GroupId, person: PersonId) -> Draft | None:
    """What this person was shown last."""
    row = tx.one(
        "SELECT number, question, asker, gathers, told, again FROM checkin_draft"
        " WHERE group_id = :g AND person = :p",
        g=group,
        p=person,
    )
    if row is None:
        return None
    number, words, asker, gathers, told, again = row
    question = Question(words, asker)
    return Draft(number, question, datetime.fromisoformat(gathers), told, again)


def save_draft(tx: Tx, group: GroupId, person: PersonId, draft: Draft) -> None:
    tx.run(
        "INSERT INTO checkin_draft (group_id, person, number, question, asker, gathers, told,"
        " again) VALUES (:g, :p, :number, :words, :asker, :gathers, :told, :again)"
        " ON CONFLICT (group_id, person) DO UPDATE SET number = :number, question = :words,"
        " asker = :asker, gathers = :gathers, told = :told, again = :again",
        g=group,
        p=person,
        number=draft.number,
        words=draft.question.words,
        asker=draft.question.asker,
        gathers=draft.gathers.isoformat(),
        told=draft.told,
        again=draft.again,
    )


def drop_drafts(tx: Tx, group: GroupId) -> None:
    tx.run("DELETE FROM checkin_draft WHERE group_id = :g", g=group)


def drop_draft_of(tx: Tx, group: GroupId, person: PersonId) -> None:
    tx.run("DELETE FROM checkin_draft WHERE group_id = :g AND person = :p", g=group, p=person)


def drop_old_drafts(tx: Tx, group: GroupId, wall: datetime) -> None:
    """Those whose answers would have come together by then."""
    sql = "DELETE FROM checkin_draft WHERE group_id = :g AND gathers <= :wall"
    tx.run(sql, g=group, wall=wall.isoformat())


def between(tx: Tx, group: GroupId) -> Between | None:
    """The last round between meetings, open or over."""
    row = tx.one(
        "SELECT question, asker, asked_by, opened_on, gathers FROM checkin_between"
        " WHERE group_id = :g",
        g=group,
    )
    if row is None:
        return None
    words, asker, asked_by, opened, gathers = row
    question = Question(words, asker, asked_by)
    return Between(question, date.fromisoformat(opened), datetime.fromisoformat(gathers))


def open_between(tx: Tx, group: GroupId, new: Between) -> None:
    """The draft has become the round; no other can, for a while."""
    drop_drafts(tx, group)
    tx.run(
        "INSERT INTO checkin_between (group_id, question, asker, asked_by, opened_on, gathers)"
        " VALUES (:g, :words, :asker, :by, :opened, :gathers) ON CONFLICT (group_id) DO UPDATE SET"
        " question = :words, asker = :asker, asked_by = :by, opened_on = :opened,"
        " gathers = :gathers",
        g=group,
        by=new.question.asked_by,
        words=new.question.words,
        asker=new.question.asker,
        opened=new.opened_on.isoformat(),
        gathers=new.gathers.isoformat(),
    )


def close_between(tx: Tx, group: GroupId, *, answered: bool) -> None:
    """Only its two days stay, so that the room gets no more than one a week."""
    tx.run(
        "UPDATE checkin_between SET question = '', asker = NULL, asked_by = NULL"
        " WHERE group_id = :g",
        g=group,
    )
    empty = "0" if answered else "empty + 1"
    tx.run(f"UPDATE checkin_regular SET empty = {empty} WHERE group_id = :g", g=group)


def drop_asker(tx: Tx, group: GroupId, person: PersonId) -> None:
    """Whoever asked is no longer here: an open round says no name, later ones ask for us."""
    for sql in (
        "UPDATE checkin_between SET asker = '', asked_by = NULL",
        "UPDATE checkin_regular SET question = NULL, asker = NULL, asked_by = NULL",
    ):
        tx.run(f"{sql} WHERE group_id = :g AND asked_by = :p", g=group, p=person)


# Rounds that come again and again.


def regular(tx: Tx, group: GroupId) -> Regular | None:
    row = tx.one(
        "SELECT starts, rule, question, asker, asked_by, last, empty FROM checkin_regular"
        " WHERE group_id = :g",
        g=group,
    )
    if row is None:
        return None
    starts, rule, words, asker, asked_by, last, empty = row
    question = None if words is None else Question(words, asker, asked_by)
    when = datetime.fromisoformat(starts)
    return Regular(when, rule, question, last and datetime.fromisoformat(last), empty)


def save_regular(tx: Tx, group: GroupId, new: Regular) -> None:
    """In the place of the one before it."""
    stop_regular(tx, group)
    own = new.question
    tx.run(
        "INSERT INTO checkin_regular (group_id, starts, rule, question, asker, asked_by, last,"
        " empty) VALUES (:g, :starts, :rule, :words, :asker, :by, :last, :empty)",
        g=group,
        starts=new.starts.isoformat(timespec="minutes"),
        rule=new.rule,
        words=own and own.words,
        asker=own and own.asker,
        by=own and own.asked_by,
        last=new.last and new.last.isoformat(timespec="minutes"),
        empty=new.empty,
    )


def stop_regular(tx: Tx, group: GroupId) -> bool:
    return tx.run("DELETE FROM checkin_regular WHERE group_id = :g", g=group) > 0


# Answers that wait.


def keep(tx: Tx, group: GroupId, round: str, answer: Answer, at: int) -> None:
    """Keep an answer. Again: it takes the place of the earlier one."""
    tx.run(
        "INSERT INTO checkin_answer (group_id, round, person, name, words, at)"
        " VALUES (:g, :round, :p, :name, :words, :at) ON CONFLICT (group_id, round, person)"
        " DO UPDATE SET name = :name, words = :words, at = :at, noted = 0",
        g=group,
        round=round,
        p=answer.who.id,
        name=answer.who.name,
        words=answer.words,
        at=at,
    )


def keeps_of(tx: Tx, group: GroupId, person: PersonId) -> bool:
    """Does an answer of this person wait?"""
    sql = "SELECT 1 FROM checkin_answer WHERE group_id = :g AND person = :p"
    return tx.one(sql, g=group, p=person) is not None


def waiting_of(tx: Tx, group: GroupId, person: PersonId) -> dict[str, str]:
    """The words of this person that wait, by round."""
    sql = "SELECT round, words FROM checkin_answer WHERE group_id = :g AND person = :p ORDER BY at"
    return dict(tx.all(sql, g=group, p=person))


def note(tx: Tx, group: GroupId, person: PersonId, round: str, words: str) -> bool:
    """These words become a point when they are posted. False: they do not wait any more."""
    return (
        tx.run(
            "UPDATE checkin_answer SET noted = 1 WHERE group_id = :g AND round = :round"
            " AND person = :p AND words = :words",
            g=group,
            round=round,
            p=person,
            words=words,
        )
        > 0
    )


def take(tx: Tx, group: Group, round: str) -> list[Answer]:
    """Take every answer out, in a steady order, under the names people have now."""
    rows = tx.all(
        "SELECT person, name, words, noted FROM checkin_answer"
        " WHERE group_id = :g AND round = :round ORDER BY at, person",
        g=group.id,
        round=round,
    )
    if rows:
        sql = "DELETE FROM checkin_answer WHERE group_id = :g AND round = :round"
        tx.run(sql, g=group.id, round=round)
        tx.erased = True
    return [
        Answer(Person(person, group.names.get(person, name)), words, bool(noted))
        for person, name, words, noted in rows
    ]


def take_back(tx: Tx, group: GroupId, person: PersonId) -> bool:
    """Delete what waits of this person. False: nothing did."""
    sql = "DELETE FROM checkin_answer WHERE group_id = :g AND person = :p"
    tx.erased = True
    return tx.run(sql, g=group, p=person) > 0


def oldest(tx: Tx, group: GroupId, round: str) -> int | None:
    """When the oldest answer that waits was kept."""
    sql = "SELECT min(at) FROM checkin_answer WHERE group_id = :g AND round = :round"
    row = tx.one(sql, g=group, round=round)
    return None if row is None else row[0]


def drop_older(tx: Tx, group: GroupId, round: str, until: int) -> None:
    sql = "DELETE FROM checkin_answer WHERE group_id = :g AND round = :round AND at <= :until"
    tx.erased |= tx.run(sql, g=group, round=round, until=until) > 0


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    """People's words that wait are changed in the same way."""
    sql = "SELECT round, person, words FROM checkin_answer WHERE group_id = :g"
    for round, person, words in tx.all(sql, g=group):
        tx.run(
            "UPDATE checkin_answer SET words = :words"
            " WHERE group_id = :g AND round = :round AND person = :p",
            words=change(words),
            g=group,
            round=round,
            p=person,
        )
    for table in ("checkin_between", "checkin_regular", "checkin_draft"):
        sql = f"SELECT question FROM {table} WHERE group_id = :g AND asker IS NOT NULL"
        for (words,) in tx.all(sql, g=group):
            tx.run(
                f"UPDATE {table} SET question = :new WHERE group_id = :g AND question = :old",
                new=change(words),
                g=group,
                old=words,
            )
    again = "SELECT person, again FROM checkin_draft WHERE group_id = :g AND again IS NOT NULL"
    for person, words in tx.all(again, g=group):
        sql = "UPDATE checkin_draft SET again = :new WHERE group_id = :g AND person = :p"
        tx.run(sql, new=change(words), g=group, p=person)
