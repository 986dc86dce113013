"""Addresses at which one person's calendar follows the meetings of one group. Off by default.

Its law: of an address only a hash is kept. It is made in the moment its message is sent
(`Fresh`), so the outbox never holds it; made again when that message is tried again, and then
each of them works. It ends with the membership, by the key and not by anybody's care.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from bot.db import Tx
from bot.model import Fresh, GroupId, PersonId
from bot.times import ms

MOST = 50
"""Addresses of one feed that work: its message may be tried so often, and any may have been shown.
"""

PATH = "/calendar"
KIND = "calendar.address"


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose calendar follows which group."""

    number: int
    group: GroupId
    person: PersonId
    since: date


def serve_at(tx: Tx, address: str | None) -> None:
    """Where this bot can be reached from outside; None: nowhere, so there are no feeds."""
    tx.run("DELETE FROM feed_address")
    if address is not None:
        tx.run("INSERT INTO feed_address (address) VALUES (:a)", a=address)


def address(tx: Tx) -> str | None:
    row = tx.one("SELECT address FROM feed_address")
    return None if row is None else row[0]


def begin(tx: Tx, group: GroupId, person: PersonId, at: datetime, number: int) -> Fresh:
    """A feed for somebody, instead of the one they may have: its address, yet to be made."""
    end(tx, group, person)
    tx.run(
        "INSERT INTO feed (number, group_id, person, since) VALUES (:n, :g, :p, :since)",
        n=number,
        g=group,
        p=person,
        since=at.date().isoformat(),
    )
    return Fresh(KIND, group, {"number": number})


def end(tx: Tx, group: GroupId, person: PersonId) -> bool:
    """Whatever addresses they had lead nowhere from now on. False: they had none."""
    sql = "DELETE FROM feed WHERE group_id = :g AND person = :p"
    return tx.run(sql, g=group, p=person) > 0


def of(tx: Tx, group: GroupId, person: PersonId) -> Feed | None:
    sql = "SELECT number, since FROM feed WHERE group_id = :g AND person = :p"
    row = tx.one(sql, g=group, p=person)
    return None if row is None else Feed(row[0], group, person, date.fromisoformat(row[1]))


def make(tx: Tx, fresh: Fresh, secret: str, now: datetime) -> str | None:
    """The address, in the moment it is told. None: it was ended meanwhile."""
    number, base = int(str(fresh.facts["number"])), address(tx)
    if base is None or tx.one("SELECT 1 FROM feed WHERE number = :n", n=number) is None:
        return None
    tx.run(
        "INSERT INTO feed_secret (hash, feed, at) VALUES (:hash, :n, :at)",
        hash=_hash(secret),
        n=number,
        at=ms(now),
    )
    tx.run(
        "DELETE FROM feed_secret WHERE feed = :n AND hash NOT IN"
        " (SELECT hash FROM feed_secret WHERE feed = :n ORDER BY at DESC, hash LIMIT :most)",
        n=number,
        most=MOST,
    )
    return f"{base}{PATH}/{secret}.ics"


def find(tx: Tx, secret: str) -> Feed | None:
    """The feed at an address, if there is one and this bot serves any."""
    wanted = _hash(secret)
    row = tx.one(
        "SELECT s.hash, f.number, f.group_id, f.person, f.since FROM feed_secret s"
        " JOIN feed f ON f.number = s.feed WHERE s.hash = :hash",
        hash=wanted,
    )
    if row is None or not secrets.compare_digest(row[0], wanted) or address(tx) is None:
        return None
    _, number, group, person, since = row
    return Feed(number, group, PersonId(person), date.fromisoformat(since))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
