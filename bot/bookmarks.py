"""How far each platform's adapter has read, so that a restart goes on from there.

Kept in the database, and not beside it: a restored copy has none of the time it was made, so
nothing old is answered a second time.
"""

from __future__ import annotations

from bot.db import Tx


def read(tx: Tx, platform: str) -> str | None:
    """What the adapter noted last; None: nothing, or another database was put in place."""
    row = tx.one("SELECT place FROM bookmark WHERE platform = :platform", platform=platform)
    return None if row is None else str(row[0])


def note(tx: Tx, platform: str, place: str) -> None:
    """From here on it has to be read again after a crash, and nothing before."""
    tx.run(
        "INSERT INTO bookmark (platform, place) VALUES (:platform, :place)"
        " ON CONFLICT (platform) DO UPDATE SET place = :place",
        platform=platform,
        place=place,
    )


def forget(tx: Tx) -> None:
    """After a restore: what was said since the copy was made is not answered again."""
    tx.run("DELETE FROM bookmark")
