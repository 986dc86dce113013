"""nio's database of keys, with what it lacks: for whom a session was made, and who owns a key."""

from __future__ import annotations

from typing import Any

import peewee
from nio.crypto import InboundGroupSession, SessionStore
from nio.crypto.sessions import Session
from nio.store import MegolmInboundSessions, OlmSessions, SqliteStore
from nio.store.database import use_database

KeysNotWritten = peewee.PeeweeException
"""The disk is full, or the file was damaged under us."""

BETWEEN = "\t"
"""Stands between the parts of a database key; no key and no id of a device we know has one."""


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
    def forget_session(self, session: Session) -> None:
        """There are newer ones with the same key."""
        OlmSessions.delete().where(OlmSessions.session_id == session.id).execute()

    @use_database  # type: ignore[untyped-decorator]
    def save_inbound_group_session(self, session: InboundGroupSession) -> None:
        """By room and sender too: otherwise who passes a key on could take its place."""
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
        """Its messages were read long ago."""
        MegolmInboundSessions.delete().where(
            MegolmInboundSessions.session_id == _row(session)
        ).execute()


def _row(session: InboundGroupSession) -> str:
    return BETWEEN.join((session.room_id, session.sender_key, session.id))
