"""What helps people take part, as instructions to whoever plans: never names, never counts.

Its law: a choice is one of ours or one short line of somebody's own, and says what to do, not
why. What is read of a group is each instruction once, in one fixed order, so that nothing in it
tells who answered, or how many. Where few have answered, an instruction is only there if its
person said yes to being guessed. A person's own line is never there without that yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.db import Tx
from bot.model import PHONE, GroupId, Listed, PersonId, Say, Text

ENOUGH = 3
"""From so many answers on, besides those of whoever looks after the group, no yes is needed."""

MORNINGS_END, EVENINGS_BEGIN = time(10, 30), time(19)

TIMES = ("mornings", "evenings")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FORMATS = ("large-print", "easy-words", "plain-text")
"""Of papers."""

PAPERS = (*FORMATS, "call-before")
MEETING = ("more-time", "breaks", "company", "captions")

EVERY = (*TIMES, *DAYS, *PAPERS, *MEETING)
"""All there is to choose, in the order in which it is said. There will never be a why."""

MORE_TIME, BREAKS = "more-time", "breaks"

KEYS = (
    *("access.mornings", "access.evenings"),
    *("access.monday", "access.tuesday", "access.wednesday", "access.thursday"),
    *("access.friday", "access.saturday", "access.sunday"),
    *("access.large-print", "access.easy-words", "access.plain-text", "access.call-before"),
    *("access.more-time", "access.breaks", "access.company", "access.captions"),
    "access.no-names",
)


@dataclass(frozen=True, slots=True)
class Instruction:
    """One thing to do when planning: one of ours by its name, or a line of somebody's own."""

    name: str = ""
    own: str = ""

    @property
    def words(self) -> Text:
        """As it is said: "start after 10:30"."""
        return Text("access.own", {"words": self.own}) if self.own else Text(f"access.{self.name}")


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said would help them."""

    choices: frozenset[str]
    own: str = ""
    shown: bool = False
    """Whoever plans may see it, although they may guess who it is."""
    known: bool = False
    """Whoever looks knows this answer: it is their own, or they wrote it down for somebody."""


def shared(said: Iterable[Said]) -> tuple[Instruction, ...]:
    """What whoever plans may see of what these people said."""
    everybody = tuple(said)
    enough = sum(not one.known for one in everybody) >= ENOUGH
    seen = {name for one in everybody if enough or one.shown for name in one.choices}
    own = {one.own for one in everybody if one.own and one.shown}
    return listed(seen, *own)


def listed(names: Iterable[str], *own: str) -> tuple[Instruction, ...]:
    """These as instructions, each once, in the order of all."""
    chosen = set(names)
    ours = (Instruction(name) for name in EVERY if name in chosen)
    return (*ours, *(Instruction(own=line) for line in sorted(set(own))))


def against(
    instructions: Sequence[Instruction], start: datetime, length: timedelta
) -> tuple[Instruction, ...]:
    """Which of these a meeting goes against: wall time of the group, and how long it is."""
    end = start + length
    last = max(start, end - timedelta(microseconds=1))
    days = {
        (start.date() + timedelta(days=n)).weekday()
        for n in range((last.date() - start.date()).days + 1)
    }
    overnight = last.date() > start.date()
    broken = {DAYS[day] for day in days}
    if start.time() < MORNINGS_END or overnight:
        broken.add("mornings")
    if last.time() >= EVENINGS_BEGIN or overnight:
        broken.add("evenings")
    return tuple(one for one in instructions if one.name in broken)


def said(instructions: Sequence[Instruction]) -> Listed:
    """As a fact of a text: "start after 10:30, large print and captions in the call"."""
    return Listed(tuple(one.words for one in instructions))


def told(instructions: Sequence[Instruction]) -> tuple[Say, ...]:
    """In sentences, for whoever plans; none if there is nothing to show."""
    ours = [one for one in instructions if not one.own]
    first = (Say("access.planning", {"helps": said(ours)}),) if ours else ()
    own = (Say("access.planning-own", {"words": one.own}) for one in instructions if one.own)
    sentences = (*first, *own)
    return (*sentences, Say("access.no-names")) if sentences else ()


# In the database.

SAID = ("access_said", "may_ask", "findtime_answer")
"""What members said about taking part: it ends with the membership, by a foreign key."""


def of_group(tx: Tx, group: GroupId) -> tuple[Instruction, ...]:
    """What whoever plans may see of this group now."""
    rows = tx.all(
        "SELECT a.choices, a.own, a.shown, f.person IS NOT NULL OR substr(a.person, 1, 6) = :phone"
        " FROM access_said a"
        " LEFT JOIN facilitator f ON f.group_id = a.group_id AND f.person = a.person"
        " AND f.said_yes = 1 WHERE a.group_id = :g",
        g=group,
        phone=f"{PHONE}:",
    )
    return shared(
        Said(frozenset(choices.split()), own, bool(shown), bool(known))
        for choices, own, shown, known in rows
    )


def wants_time(tx: Tx, group: GroupId, person: PersonId) -> bool:
    """Did this person choose to have more time for their turns, in every session?"""
    sql = "SELECT choices FROM access_said WHERE group_id = :g AND person = :p"
    row = tx.one(sql, g=group, p=person)
    return row is not None and MORE_TIME in row[0].split()


def reword(tx: Tx, group: GroupId, change: Callable[[str], str]) -> None:
    """Lines of people's own are changed in the same way."""
    sql = "SELECT person, own FROM access_said WHERE group_id = :g AND own <> ''"
    for person, own in tx.all(sql, g=group):
        tx.run(
            "UPDATE access_said SET own = :own WHERE group_id = :g AND person = :p",
            own=change(own),
            g=group,
            p=person,
        )


def same_person(tx: Tx, old: PersonId, new: PersonId) -> None:
    """Two accounts are one human: what the one said goes along, unless the other said something.

    Before the membership of `old` ends, and all that was said with it.
    """
    for table in SAID:
        tx.run(
            f"UPDATE {table} SET person = :new WHERE person = :old"
            f" AND group_id IN (SELECT group_id FROM member WHERE person = :new)"
            f" AND group_id NOT IN (SELECT group_id FROM {table} WHERE person = :new)",
            old=old,
            new=new,
        )
