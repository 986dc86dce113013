"""The household: groups, their rooms, members, facilitators, and the copy kept in memory.

The copy lets the app know who is where without asking the database: for speed, and because
looking somebody up at the moment of a private act would leave a trace of it
(`docs/privacy.md`). It is made anew by the write that changed a group. The database's thread
writes it; everybody else only reads whole, frozen `Group`s from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from bot.db import Tx
from bot.model import PHONE, Group, GroupId, Member, Person, PersonId, Pulse, RoomId, Session
from bot.packing import changed
from bot.times import from_ms, ms

EVERY = 0
"""Touched instead of one group: read all of them anew."""

TERM = timedelta(days=91)
"""How long somebody looks after a group unless a day is named: every role has a review date."""


class Groups:
    """The copy in memory of every group."""

    def __init__(self) -> None:
        self._by_id: dict[GroupId, Group] = {}
        self._by_room: dict[RoomId, GroupId] = {}
        self._by_person: dict[PersonId, frozenset[GroupId]] = {}
        self._same: dict[PersonId, Person] = {}

    def __iter__(self) -> Iterator[Group]:
        return iter(tuple(self._by_id.values()))

    def get(self, group: GroupId) -> Group | None:
        return self._by_id.get(group)

    def of_room(self, room: RoomId) -> Group | None:
        found = self._by_room.get(room)
        return None if found is None else self._by_id.get(found)

    def of_person(self, person: PersonId) -> tuple[Group, ...]:
        """The groups this person is a member or facilitator of, in a steady order."""
        ids = sorted(self._by_person.get(person, ()))
        return tuple(group for id in ids if (group := self._by_id.get(id)))

    def same(self, person: Person) -> Person:
        """The one person that somebody with two accounts is, by their own word on both."""
        return self._same.get(person.id, person)

    @property
    def accounts(self) -> Mapping[PersonId, PersonId]:
        """Of each account that is one more of somebody's: whose it is."""
        return {account: person.id for account, person in self._same.items()}

    def settle(self, tx: Tx) -> None:
        """At the end of a write: read anew what it changed."""
        if EVERY in tx.touched:
            self.load(tx)
        else:
            for group in tx.touched:
                self.refresh(tx, GroupId(group))
        tx.touched.clear()

    def load(self, tx: Tx) -> None:
        """Read everything anew: at start, after work was rolled back, after a restore."""
        fresh = {group.id: group for group in _read(tx)}
        for gone in self._by_id.keys() - fresh.keys():
            self._forget(gone)
        for group in fresh.values():
            self._keep(group)
        self._same = {
            PersonId(person): Person(PersonId(other), name)
            for person, other, name in tx.all("SELECT person, same_as, name FROM also")
        }

    def refresh(self, tx: Tx, group: GroupId) -> Group | None:
        """Read one group anew inside the write that changed it."""
        for found in _read(tx, group):
            self._keep(found)
            return found
        self._forget(group)
        return None

    def _keep(self, group: Group) -> None:
        """Publish first, let go of what is old after: a known group is never missed."""
        old = self._by_id.get(group.id)
        self._by_id[group.id] = group
        for room in _places(group):
            self._by_room[room] = group.id
        for person in _people(group):
            self._by_person[person] = self._by_person.get(person, frozenset()) | {group.id}
        if old is not None:
            rooms = _places(old) - _places(group)
            self._let_go(group.id, rooms, _people(old) - _people(group))

    def _forget(self, id: GroupId) -> None:
        old = self._by_id.pop(id, None)
        if old is not None:
            self._let_go(id, _places(old), _people(old))

    def _let_go(self, id: GroupId, rooms: set[RoomId], people: set[PersonId]) -> None:
        for room in rooms:
            if self._by_room.get(room) == id:
                del self._by_room[room]
        for person in people:
            left = self._by_person.get(person, frozenset()) - {id}
            if left:
                self._by_person[person] = left
            else:
                self._by_person.pop(person, None)


def _places(group: Group) -> set[RoomId]:
    return {*group.rooms, *group.apart}


def _people(group: Group) -> set[PersonId]:
    return set(group.members) | set(group.facilitators)


_TO_DO = (
    "(state IN ('wanted', 'over') OR (state = 'open' AND EXISTS"
    " (SELECT 1 FROM place_person WHERE place = place.id AND asked = 0)))"
)
"""Is something still to be done about a place?"""


def _read(tx: Tx, only: GroupId | None = None) -> list[Group]:
    """Every group, or one, in eight queries whatever their number."""
    where = "" if only is None else "WHERE group_id = :only"
    rooms: dict[GroupId, list[RoomId]] = {}
    for id, room in tx.all(f"SELECT group_id, id FROM room {where} ORDER BY id", only=only):
        rooms.setdefault(id, []).append(room)
    members: dict[GroupId, dict[PersonId, Member]] = {}
    names: dict[GroupId, dict[PersonId, str]] = {}
    sql = (
        f"SELECT group_id, person, name, joined_on, paid FROM member {where}"
        " ORDER BY joined_on, person"
    )
    for id, person, name, joined, paid in tx.all(sql, only=only):
        member = Member(Person(person, name), date.fromisoformat(joined), bool(paid))
        members.setdefault(id, {})[person] = member
        names.setdefault(id, {})[person] = name
    leads: dict[GroupId, dict[PersonId, date]] = {}
    yes = f"{where} {'WHERE' if only is None else 'AND'} said_yes = 1"
    sql = f"SELECT group_id, person, name, until_day FROM facilitator {yes} ORDER BY person"
    for id, person, name, until in tx.all(sql, only=only):
        leads.setdefault(id, {})[person] = date.fromisoformat(until)
        names.setdefault(id, {})[person] = name
    apart: dict[GroupId, dict[RoomId, str]] = {}
    unsettled = set[GroupId]()
    sql = f"SELECT group_id, room, subject, state, {_TO_DO} FROM place {where} ORDER BY id"
    for id, room, subject, state, to_do in tx.all(sql, only=only):
        if room is not None:
            apart.setdefault(id, {})[room] = "" if state == "over" else subject
        if to_do:
            unsettled.add(id)
    pulses: dict[GroupId, Pulse] = {}
    sql = (
        "SELECT s.group_id, p.id, p.opens_on, p.closes_at, p.floor, p.ram_id FROM pulse p"
        " JOIN session s ON s.id = p.session_id WHERE p.state IN ('open', 'again')"
    )
    mine = "" if only is None else " AND s.group_id = :only"
    for id, name, opens, closes, least, ram in tx.all(sql + mine, only=only):
        pulses[id] = Pulse(name, date.fromisoformat(opens), from_ms(closes), least, ram)
    ladders: dict[GroupId, Pulse] = {}
    sql = (
        "SELECT s.group_id, l.id, l.opens_on, l.closes_at, l.floor, l.ram_id FROM ladder l"
        " JOIN session s ON s.id = l.session_id WHERE l.state = 'open'"
    )
    for id, name, opens, closes, least, ram in tx.all(sql + mine, only=only):
        ladders[id] = Pulse(name, date.fromisoformat(opens), from_ms(closes), least, ram)
    settings: dict[GroupId, dict[str, str]] = {}
    for id, name, value in tx.all(f"SELECT group_id, name, value FROM setting {where}", only=only):
        settings.setdefault(id, {})[name] = value
    return [
        Group(
            id=id,
            name=name,
            rooms=tuple(rooms.get(id, ())),
            members=members.get(id, {}),
            facilitators=leads.get(id, {}),
            names=names.get(id, {}),
            apart=apart.get(id, {}),
            unsettled=id in unsettled,
            pulse=pulses.get(id),
            ladder=ladders.get(id),
            session=None
            if session is None
            else Session(
                session,
                Person(lead, {lead: led, **names.get(id, {})}[lead]),
                from_ms(began),
            ),
            quiet_since=None if quiet is None else from_ms(quiet),
            break_until=None if pause is None else from_ms(pause),
            rest_until=None if rest is None else from_ms(rest),
            settings=settings.get(id, {}),
            language=language,
            zone=zone,
        )
        for id, name, language, zone, session, quiet, pause, rest, lead, led, began in tx.all(
            "SELECT h.id, h.name, h.language, h.zone, h.session, h.quiet_since, h.break_until,"
            " h.rest_until, s.lead, s.lead_name, s.started_at FROM household h"
            " LEFT JOIN session s ON s.id = h.session"
            + ("" if only is None else " WHERE h.id = :only"),
            only=only,
        )
    ]


def make(tx: Tx, room: RoomId, name: str, zone: str, language: str) -> GroupId:
    """A new group with this one room."""
    row = tx.one("SELECT coalesce(max(id), 0) + 1 FROM household")
    id = GroupId(row[0] if row else 1)
    tx.run(
        "INSERT INTO household (id, name, zone, language) VALUES (:id, :name, :zone, :language)",
        id=id,
        name=name,
        zone=zone,
        language=language,
    )
    add_room(tx, id, room)
    return id


def rooms_of(tx: Tx, group: GroupId) -> list[RoomId]:
    return [row[0] for row in tx.all("SELECT id FROM room WHERE group_id = :g", g=group)]


def has(tx: Tx, room: RoomId) -> bool:
    """Does this room belong to a group already?"""
    return tx.one("SELECT 1 FROM room WHERE id = :room", room=room) is not None


def move_room(tx: Tx, old: RoomId, new: RoomId) -> None:
    """The platform replaced this room by another one. A group the new one had lets it go."""
    row = tx.one("SELECT group_id FROM room WHERE id = :old", old=old)
    if row is not None:
        tx.run("DELETE FROM room WHERE id = :old", old=old)
        add_room(tx, GroupId(row[0]), new)


def add_room(tx: Tx, group: GroupId, room: RoomId) -> None:
    """One more room for this group; whatever group it was in before lets it go."""
    tx.run(
        "INSERT INTO room (id, group_id) VALUES (:room, :g)"
        " ON CONFLICT (id) DO UPDATE SET group_id = :g",
        room=room,
        g=group,
    )
    tx.touched.add(group)


def join(tx: Tx, group: GroupId, person: Person, today: date) -> bool:
    """Make this person a member. False: they are one already (their name is brought up to date)."""
    sql = (
        "INSERT INTO member (group_id, person, name, joined_on) VALUES (:g, :p, :name, :day)"
        " ON CONFLICT (group_id, person) DO NOTHING"
    )
    new = tx.run(sql, g=group, p=person.id, name=person.name, day=today.isoformat()) == 1
    if not new:
        tx.run(
            "UPDATE member SET name = :name WHERE group_id = :g AND person = :p",
            g=group,
            p=person.id,
            name=person.name,
        )
    tx.touched.add(group)
    return new


def rename(tx: Tx, group: GroupId, person: Person) -> None:
    """Somebody is called otherwise now: also in an e-mail that has not left."""
    tx.touched.add(group)
    old = "SELECT name FROM member WHERE group_id = :g AND person = :p"
    before = tx.one(old, g=group, p=person.id)
    waiting = tx.all("SELECT id, says FROM mail WHERE group_id = :g", g=group) if before else []
    for id, says in waiting:
        other = changed(says, lambda words: person.name if before == (words,) else words)
        tx.run("UPDATE mail SET says = :says WHERE id = :id", says=other, id=id)
    for table in ("member", "facilitator"):
        tx.run(
            f"UPDATE {table} SET name = :name WHERE group_id = :g AND person = :p",
            name=person.name,
            g=group,
            p=person.id,
        )


def set_paid(tx: Tx, group: GroupId, person: PersonId, *, paid: bool) -> None:
    """Whether a member is paid to be here, as the group said in the open."""
    tx.touched.add(group)
    sql = "UPDATE member SET paid = :paid WHERE group_id = :g AND person = :p"
    tx.run(sql, paid=int(paid), g=group, p=person)


def add_by_phone(tx: Tx, group: Group, name: str, today: date, seed: int) -> Person:
    """A member who takes part by phone: a name, and no account."""
    person = Person(PersonId(f"{PHONE}:{group.id}-{seed % 16**8:08x}"), name)
    join(tx, group.id, person, today)
    return person


def leave(tx: Tx, group: GroupId, person: PersonId) -> bool:
    """End a membership, and the role of facilitator with it. False: there was none.

    What they had begun to write goes with it: nothing more is kept of a form once they are gone.
    """
    tx.touched.add(group)
    form = (
        "SELECT person FROM open_form WHERE group_id = :g AND (person = :p"
        " OR person IN (SELECT person FROM also WHERE same_as = :p))"
    )
    for (account,) in tx.all(form, g=group, p=person):
        tx.erased = True
        tx.run("DELETE FROM open_form WHERE person = :p", p=account)
        tx.run("DELETE FROM open_choice WHERE person = :p", p=account)
    tx.run("DELETE FROM facilitator WHERE group_id = :g AND person = :p", g=group, p=person)
    return tx.run("DELETE FROM member WHERE group_id = :g AND person = :p", g=group, p=person) == 1


def choose_facilitator(tx: Tx, group: GroupId, person: Person, until: date) -> None:
    """Make somebody a facilitator until that day, by their own yes."""
    tx.touched.add(group)
    tx.run(
        "INSERT INTO facilitator (group_id, person, name, until_day, said_yes)"
        " VALUES (:g, :p, :name, :until, 1) ON CONFLICT (group_id, person) DO UPDATE"
        " SET until_day = :until, name = :name, said_yes = 1, asked_until = NULL",
        g=group,
        p=person.id,
        name=person.name,
        until=until.isoformat(),
    )


def ask_facilitator(tx: Tx, group: GroupId, person: Person, until: date) -> None:
    """Ask somebody to be one until that day. Nothing changes until they say yes."""
    tx.run(
        "INSERT INTO facilitator (group_id, person, name, until_day, asked_until)"
        " VALUES (:g, :p, :name, :until, :until)"
        " ON CONFLICT (group_id, person) DO UPDATE SET asked_until = :until",
        g=group,
        p=person.id,
        name=person.name,
        until=until.isoformat(),
    )


def say_yes(tx: Tx, group: GroupId, person: PersonId) -> date | None:
    """Their own yes to the role, which is also their consent to its private lines.

    Until when; None: nobody asked them.
    """
    sql = (
        "UPDATE facilitator SET said_yes = 1, until_day = asked_until, asked_until = NULL"
        " WHERE group_id = :g AND person = :p AND asked_until IS NOT NULL"
    )
    if tx.run(sql, g=group, p=person) == 0:
        return None
    tx.touched.add(group)
    row = tx.one(
        "SELECT until_day FROM facilitator WHERE group_id = :g AND person = :p", g=group, p=person
    )
    return None if row is None else date.fromisoformat(row[0])


def no_facilitator(tx: Tx, group: GroupId, person: PersonId) -> None:
    tx.touched.add(group)
    tx.run("DELETE FROM facilitator WHERE group_id = :g AND person = :p", g=group, p=person)


def merge(tx: Tx, empty: GroupId, into: GroupId) -> None:
    """The rooms of an empty group become rooms of another; the empty one is forgotten.

    Whoever said hello there has said hello. Who looks after the group is its own choice.
    """
    tx.touched.update((empty, into))
    tx.run(
        "INSERT INTO member (group_id, person, name, joined_on, paid)"
        " SELECT :into, person, name, joined_on, paid FROM member WHERE group_id = :empty"
        " ON CONFLICT (group_id, person) DO NOTHING",
        into=into,
        empty=empty,
    )
    tx.run("UPDATE room SET group_id = :into WHERE group_id = :empty", into=into, empty=empty)
    tx.run("DELETE FROM household WHERE id = :empty", empty=empty)


def sweep(tx: Tx, today: date) -> None:
    """A role ends with its day: whoever leads on is asked again, in the open."""
    sql = "DELETE FROM facilitator WHERE until_day < :today"
    if tx.run(sql, today=today.isoformat()):
        tx.touched.add(EVERY)


def begin_session(tx: Tx, group: GroupId, lead: Person, at: datetime) -> int:
    """A meeting is on from now. The caller has checked that none is."""
    tx.touched.add(group)
    row = tx.one("SELECT coalesce(max(id), 0) + 1 FROM session")
    id: int = row[0] if row else 1
    tx.run(
        "INSERT INTO session (id, group_id, lead, lead_name, started_at)"
        " VALUES (:id, :g, :lead, :name, :at)",
        id=id,
        g=group,
        lead=lead.id,
        name=lead.name,
        at=ms(at),
    )
    tx.run(
        "UPDATE household SET session = :id, quiet_since = NULL, break_until = NULL,"
        " rest_until = NULL,"
        " sessions_held = sessions_held + 1 WHERE id = :g",
        id=id,
        g=group,
    )
    return id


def end_session(tx: Tx, group: GroupId, session: int, at: datetime) -> int:
    """The meeting is over. How many this group has had with the bot."""
    tx.touched.add(group)
    tx.run("UPDATE session SET ended_at = :at WHERE id = :id", at=ms(at), id=session)
    tx.run(
        "UPDATE household SET session = NULL, quiet_since = NULL, break_until = NULL WHERE id = :g",
        g=group,
    )
    return sessions_held(tx, group)


def last_session(tx: Tx, group: GroupId) -> Session | None:
    """The meeting that began last, on or over."""
    row = tx.one(
        "SELECT id, lead, lead_name, started_at FROM session WHERE group_id = :g"
        " ORDER BY id DESC LIMIT 1",
        g=group,
    )
    return None if row is None else Session(row[0], Person(row[1], row[2]), from_ms(row[3]))


def sessions_held(tx: Tx, group: GroupId) -> int:
    """How many meetings this group has had with the bot, with the one that is on."""
    row = tx.one("SELECT sessions_held FROM household WHERE id = :g", g=group)
    return row[0] if row else 0


def forget(tx: Tx, group: GroupId) -> None:
    """Delete a group with everything kept about it."""
    tx.touched.add(group)
    tx.erased = True
    for people in ("member", "facilitator"):  # what numbers type may name its people
        tx.run(
            f"DELETE FROM open_choice WHERE person IN (SELECT person FROM {people}"
            " WHERE group_id = :g)",
            g=group,
        )
    tx.run("DELETE FROM household WHERE id = :g", g=group)


def speak(tx: Tx, group: GroupId, language: str) -> None:
    """From now on everything for this group is said in that language."""
    tx.touched.add(group)
    tx.run("UPDATE household SET language = :l WHERE id = :g", l=language, g=group)


def set_quiet(tx: Tx, group: GroupId, since: datetime | None) -> None:
    """Quiet from that moment on, or no longer."""
    tx.touched.add(group)
    since_ms = None if since is None else ms(since)
    tx.run("UPDATE household SET quiet_since = :at WHERE id = :g", at=since_ms, g=group)


def set_break(tx: Tx, group: GroupId, until: datetime | None) -> None:
    """A break goes until that moment, or there is none (any more)."""
    tx.touched.add(group)
    until_ms = None if until is None else ms(until)
    tx.run("UPDATE household SET break_until = :at WHERE id = :g", at=until_ms, g=group)


def rest(tx: Tx, group: GroupId, until: datetime) -> None:
    """Nothing comes by itself until then, unless a meeting begins before."""
    tx.touched.add(group)
    sql = "UPDATE household SET rest_until = :at WHERE id = :g"
    tx.run(sql, at=ms(until), g=group)


def nudge(tx: Tx, session: int, most: int) -> bool:
    """Count one private line to the lead of this session. False: they had `most` already."""
    sql = "UPDATE session SET nudges = nudges + 1 WHERE id = :id AND nudges < :most"
    return tx.run(sql, id=session, most=most) == 1


def nudge_back(tx: Tx, session: int) -> None:
    """A private line that was counted beforehand is not needed."""
    tx.run("UPDATE session SET nudges = nudges - 1 WHERE id = :id AND nudges > 0", id=session)
