"""The list of hands in the database: read whole, written as what changed."""

from __future__ import annotations

from collections.abc import Callable

from bot.db import Tx
from bot.features.hands.rules import Floor, Hand, Turn
from bot.model import Group, GroupId, Person, PersonId
from bot.settings import ORDER, Setting

FEWEST, LONGEST = 2, 60
"""Minutes of a turn until the lead may be told. Sooner would hurry people."""

MINUTES = Setting(
    "hands.minutes", "0", lambda value: value == "0" or FEWEST <= int(value) <= LONGEST
)
"""After how many minutes of a turn the lead is told; 0: never."""


def load(tx: Tx, group: Group) -> Floor:
    """The list of one group, with the order the group has chosen."""
    row = tx.one(
        "SELECT number, speaker, speaker_name, since, moved_by, moved_at, told"
        " FROM hands_floor WHERE group_id = :g",
        g=group.id,
    )
    number, speaker, name, since, by, at, told = row or (0, None, None, 0, None, 0, "")
    called = group.names.get  # people are called as the group knows them now
    return Floor(
        order=ORDER.of(group),
        hands=tuple(
            Hand(Person(who, called(who, name)), asked, why, bool(question), bool(resting))
            for who, name, asked, why, question, resting in tx.all(
                "SELECT person, name, asked, why, question, resting"
                " FROM hands_hand WHERE group_id = :g ORDER BY asked",
                g=group.id,
            )
        ),
        turns=_turns(tx, group.id) if number else {},  # nobody was called yet
        number=number,
        turn=None if speaker is None else Turn(Person(speaker, called(speaker, name)), since),
        moved_by=by,
        moved_at=at,
        told=tuple(PersonId(who) for who in told.split("\n") if who),
    )


def _turns(tx: Tx, group: GroupId) -> dict[PersonId, int]:
    return dict(tx.all("SELECT person, turns FROM hands_voice WHERE group_id = :g", g=group))


def save(tx: Tx, group: GroupId, old: Floor, new: Floor) -> None:
    """Write what a rule changed."""
    before = {hand.who.id: hand for hand in old.hands}
    after = {hand.who.id: hand for hand in new.hands}
    for who in before.keys() - after.keys():
        tx.run("DELETE FROM hands_hand WHERE group_id = :g AND person = :p", g=group, p=who)
    for who, hand in after.items():
        if before.get(who) != hand:
            _save_hand(tx, group, hand)
    for person, turns in new.turns.items():
        if old.turns.get(person) != turns:
            tx.run(
                "INSERT INTO hands_voice (group_id, person, turns) VALUES (:g, :p, :turns)"
                " ON CONFLICT (group_id, person) DO UPDATE SET turns = :turns",
                g=group,
                p=person,
                turns=turns,
            )
    if _floor(old) != _floor(new):
        tx.run(
            "INSERT INTO hands_floor (group_id, number, speaker, speaker_name, since, moved_by,"
            " moved_at, told) VALUES (:g, :number, :who, :name, :since, :by, :at, :told)"
            " ON CONFLICT (group_id) DO UPDATE SET number = :number, speaker = :who,"
            " speaker_name = :name, since = :since, moved_by = :by, moved_at = :at, told = :told",
            g=group,
            number=new.number,
            who=new.turn and new.turn.who.id,
            name=new.turn and new.turn.who.name,
            since=new.turn and new.turn.since,
            by=new.moved_by,
            at=new.moved_at,
            told="\n".join(new.told),
        )


def _floor(floor: Floor) -> tuple[object, ...]:
    return (floor.number, floor.turn, floor.moved_by, floor.moved_at, floor.told)


def _save_hand(tx: Tx, group: GroupId, hand: Hand) -> None:
    tx.run(
        "INSERT INTO hands_hand (group_id, person, name, asked, why, question, resting)"
        " VALUES (:g, :p, :name, :asked, :why, :question, :resting)"
        " ON CONFLICT (group_id, person) DO UPDATE SET name = :name, why = :why,"
        " question = :question, resting = :resting, asked = :asked",
        g=group,
        p=hand.who.id,
        name=hand.who.name,
        asked=hand.asked,
        why=hand.why,
        question=int(hand.question),
        resting=int(hand.resting),
    )


def wants_time(tx: Tx, group: GroupId, person: PersonId) -> bool:
    """Did this person ask for more time in this session?"""
    sql = "SELECT more_time FROM hands_voice WHERE group_id = :g AND person = :p"
    row = tx.one(sql, g=group, p=person)
    return bool(row and row[0])


def give_time(tx: Tx, group: GroupId, person: PersonId) -> None:
    """Nobody is told how long this person has been speaking, until the session ends."""
    tx.run(
        "INSERT INTO hands_voice (group_id, person, turns, more_time) VALUES (:g, :p, 0, 1)"
        " ON CONFLICT (group_id, person) DO UPDATE SET more_time = 1",
        g=group,
        p=person,
    )


def clear(tx: Tx, group: GroupId) -> None:
    """The session is over: the list, the turns and who spoke are forgotten."""
    for table in ("hands_hand", "hands_voice", "hands_floor"):
        tx.run(f"DELETE FROM {table} WHERE group_id = :g", g=group)


def forget(tx: Tx, group: GroupId, person: PersonId) -> None:
    """Somebody has left: nothing of them stays on the list."""
    for table in ("hands_hand", "hands_voice"):
        tx.run(f"DELETE FROM {table} WHERE group_id = :g AND person = :p", g=group, p=person)


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    """What hands are about is changed in the same way."""
    sql = "SELECT person, why FROM hands_hand WHERE group_id = :g AND why IS NOT NULL"
    for person, why in tx.all(sql, g=group):
        sql = "UPDATE hands_hand SET why = :why WHERE group_id = :g AND person = :p"
        tx.run(sql, why=change(why), g=group, p=person)
