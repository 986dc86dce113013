"""nio's database of keys, with what it lacks: whose a key is, and an end to how many there are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import peewee
from nio.crypto import InboundGroupSession, OlmDevice, SessionStore
from nio.crypto.sessions import Session
from nio.store import DeviceKeys, MegolmInboundSessions, OlmSessions, SqliteStore
from nio.store import Keys as KeysOfDevices
from nio.store.database import use_database, use_database_atomic

KeysNotWritten = peewee.PeeweeException
"""The disk is full, or the file was damaged under us."""

BETWEEN = "\t"
"""Stands between the parts of a database key; no key and no id that we take has one."""

MOST_ROOM_KEYS, MOST_OF_ALL = 300, 5_000
"""Room keys of one user, and of all. What the oldest open was read long ago, and strangers can
send any number."""

MOST_EARLY, MOST_EARLY_OF_ALL = 10, 100
"""The same for rooms that we are not in. Who invites us may send the key before we are in."""


class Keys(SqliteStore):  # type: ignore[misc]
    """One file, for one device."""

    def _create_database(self) -> Any:
        # FULL: a one-time key that others may use must survive a power cut. WAL: one flush each.
        return peewee.SqliteDatabase(
            self.database_path,
            pragmas={
                "foreign_keys": 1,
                "secure_delete": 1,
                "journal_mode": "wal",
                "synchronous": "full",
            },
        )

    def save_session(self, curve_key: str, session: Session) -> None:
        """An Olm session that we began is kept with the device it was begun for."""
        made_for = getattr(session, "made_for", None)
        if made_for is not None:
            curve_key = BETWEEN.join((curve_key, *made_for))
        super().save_session(curve_key, session)

    @use_database  # type: ignore[untyped-decorator]
    def load_sessions(self) -> SessionStore:
        store = SessionStore()
        account = self._get_account()
        for row in account.olm_sessions if account else ():
            session = Session.from_pickle(
                row.session, row.creation_time, self.pickle_key, row.last_usage_date
            )
            curve_key, *made_for = row.sender_key.split(BETWEEN)
            session.made_for = tuple(made_for) or None
            store.add(curve_key, session)
        return store

    @use_database  # type: ignore[untyped-decorator]
    def forget_sessions(self, sessions: Iterable[Session]) -> None:
        """They are too many."""
        ids = [session.id for session in sessions]
        OlmSessions.delete().where(OlmSessions.session_id.in_(ids)).execute()

    @use_database_atomic  # type: ignore[untyped-decorator]
    def save_device_keys(self, device_keys: Mapping[str, Mapping[str, OlmDevice]]) -> None:
        """All of a user's at once: one by one, a hundred take a tenth of a second."""
        account = self._get_account()
        for user_id, devices in device_keys.items():
            if not devices:
                continue
            theirs = (DeviceKeys.account == account) & (DeviceKeys.user_id == user_id)
            DeviceKeys.insert_many(
                [
                    {"account": account, "user_id": user_id, "device_id": id, "deleted": False}
                    for id in devices
                ]
            ).on_conflict_ignore().execute()
            for deleted in (True, False):
                ids = [id for id, device in devices.items() if device.deleted is deleted]
                DeviceKeys.update(deleted=deleted).where(
                    theirs & DeviceKeys.device_id.in_(ids)
                ).execute()
            rows = dict(
                DeviceKeys.select(DeviceKeys.device_id, DeviceKeys.id).where(theirs).tuples()
            )
            KeysOfDevices.replace_many(
                [
                    {"device": rows[id], "key_type": kind, "key": key}
                    for id, device in devices.items()
                    for kind, key in device.keys.items()
                ]
            ).execute()

    @use_database_atomic  # type: ignore[untyped-decorator]
    def forget_devices(self, user_id: str, device_ids: Collection[str]) -> None:
        """They are gone, and too many."""
        rows = DeviceKeys.select(DeviceKeys.id).where(
            (DeviceKeys.account == self._get_account())
            & (DeviceKeys.user_id == user_id)
            & DeviceKeys.device_id.in_(device_ids)
        )
        KeysOfDevices.delete().where(KeysOfDevices.device.in_(rows)).execute()
        DeviceKeys.delete().where(DeviceKeys.id.in_(rows)).execute()

    @use_database  # type: ignore[untyped-decorator]
    def load_inbound_group_sessions(self) -> list[InboundGroupSession]:
        """Oldest first, each with the user who sent it."""
        account, found = self._get_account(), []
        for row in account.inbound_group_sessions.order_by(peewee.SQL("rowid")) if account else ():
            session = InboundGroupSession.from_pickle(
                row.session, row.fp_key, row.sender_key, row.room_id, self.pickle_key
            )
            _, session.user, _ = row.session_id.split(BETWEEN)
            found.append(session)
        return found

    @use_database  # type: ignore[untyped-decorator]
    def save_inbound_group_session(self, session: InboundGroupSession) -> None:
        """By room and user too: otherwise who passes a key on could take its place."""
        MegolmInboundSessions.replace(
            sender_key=session.sender_key,
            account=self._get_account(),
            fp_key=session.ed25519,
            room_id=session.room_id,
            session=session.pickle(self.pickle_key),
            session_id=_row(session),
        ).execute()

    @use_database  # type: ignore[untyped-decorator]
    def forget_inbound_group_session(self, session: InboundGroupSession) -> None:
        """Its messages were read long ago, or there is a better one."""
        MegolmInboundSessions.delete().where(
            MegolmInboundSessions.session_id == _row(session)
        ).execute()

    @use_database  # type: ignore[untyped-decorator]
    def wipe(self) -> None:
        """What was deleted or replaced is in no byte of the files any more."""
        self.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")


class RoomKeys:
    """The keys that open what is written in rooms, each of the user who sent it to us.

    When they are too many, whoever has most loses their oldest: nobody can push out the key
    that somebody else writes with.
    """

    def __init__(self, store: Keys, in_room: Callable[[str], bool]) -> None:
        self._store = store
        self._in_room = in_room
        self._of: dict[str, dict[tuple[str, str], InboundGroupSession]] = {}
        """By user, then by room and session; oldest first."""
        self._count = 0
        self._early: dict[tuple[str, str, str], InboundGroupSession] = {}
        """Of rooms that we are not in yet. They are nowhere else."""
        with store.database.atomic():
            for session in store.load_inbound_group_sessions():
                self.keep(session)

    def get(self, user: str, room_id: str, session_id: str) -> InboundGroupSession | None:
        return self._of.get(user, {}).get((room_id, session_id))

    def take(self, session: InboundGroupSession) -> bool:
        """Whether it is new to us and of a room that we are in: then it is on disk as well."""
        if not self._in_room(session.room_id):
            self._wait(session)
            return False
        kept = self.keep(session)
        if kept:
            self._store.save_inbound_group_session(session)
        return kept

    def keep(self, session: InboundGroupSession) -> bool:
        """In memory. False when we have the same key already, or one that opens more."""
        place = (session.room_id, session.id)
        before = self.get(session.user, *place)
        if before is not None:
            if before.first_known_index <= session.first_known_index:
                return False
            self._drop(before)
        self._of.setdefault(session.user, {})[place] = session
        self._count += 1
        if len(self._of[session.user]) > MOST_ROOM_KEYS:
            self._forget_oldest(session.user)
        if self._count > MOST_OF_ALL:
            self._forget_oldest(max(self._of, key=lambda user: len(self._of[user])))
        return True

    def of_room(self, room_id: str) -> list[InboundGroupSession]:
        """All that open something there, oldest first."""
        return [
            session
            for one in self._of.values()
            for (room, _), session in one.items()
            if room == room_id
        ]

    def forget(self, session: InboundGroupSession) -> None:
        """It is to open nothing any more."""
        self._drop(session)
        self._store.forget_inbound_group_session(session)

    def shorten(self, session: InboundGroupSession, later: InboundGroupSession) -> None:
        """From now on it opens only what the later one opens."""
        self._of[session.user][session.room_id, session.id] = later
        self._store.save_inbound_group_session(later)

    def came_in(self) -> list[InboundGroupSession]:
        """Those that waited for us to be in their rooms, and are taken now."""
        ready = [place for place, one in self._early.items() if self._in_room(one.room_id)]
        waited = [self._early.pop(place) for place in ready]
        return [session for session in waited if self.take(session)]

    def _wait(self, session: InboundGroupSession) -> None:
        early = self._early
        early.setdefault((session.user, session.room_id, session.id), session)
        theirs = [place for place in early if place[0] == session.user]
        if len(theirs) > MOST_EARLY:
            del early[theirs[0]]
        elif len(early) > MOST_EARLY_OF_ALL:
            del early[next(iter(early))]

    def _forget_oldest(self, user: str) -> None:
        oldest = next(iter(self._of[user].values()))
        self._drop(oldest)
        self._store.forget_inbound_group_session(oldest)

    def _drop(self, session: InboundGroupSession) -> None:
        mine = self._of[session.user]
        del mine[session.room_id, session.id]
        self._count -= 1
        if not mine:
            del self._of[session.user]


def _row(session: InboundGroupSession) -> str:
    return BETWEEN.join((session.room_id, session.user, session.id))
