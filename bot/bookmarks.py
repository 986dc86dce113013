"""How far each platform's adapter has read, so that a restart goes on from there.

Kept in the database, and not beside it: a restored copy has none of the time it was made, so
nothing old is answered a second time. Written once a minute and not when something was heard:
a private act would leave its time on disk.
"""

from __future__ import annotations

from datetime import datetime

from bot.clock import Clock
from bot.db import Database, Tx
from bot.times import ms


class Bookmarks:
    """The places noted since the last minute, in memory."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._places: dict[str, str] = {}
        self._known: set[str] = set()
        """Platforms of which a place is on disk."""

    async def place(self, platform: str) -> str | None:
        """What was noted last; None: nothing, or another database was put in place."""
        found = await self._db.read(lambda tx: _read(tx, platform))
        if found is not None:
            self._known.add(platform)
        return self._places.get(platform) or found

    async def note(self, platform: str, place: str) -> None:
        """Everything before this place has been taken up."""
        self._places[platform] = place
        if platform not in self._known:
            # Where nothing is known nothing old is answered: after a crash, what comes until the
            # next minute would be lost.
            await self.write()

    async def write(self) -> None:
        """From here on it has to be read again after a crash, and nothing before."""
        places, now = dict(self._places), self._clock.now()
        if places:
            await self._db.write(lambda tx: _write(tx, places, now))
            self._known.update(places)
            for platform, place in places.items():
                if self._places.get(platform) == place:
                    del self._places[platform]

    def forget(self, tx: Tx) -> None:
        """After a restore: what was said since the copy was made is not answered again."""
        self._places.clear()
        self._known.clear()
        tx.run("DELETE FROM bookmark")


def _read(tx: Tx, platform: str) -> str | None:
    row = tx.one("SELECT place FROM bookmark WHERE platform = :platform", platform=platform)
    return None if row is None else str(row[0])


def _write(tx: Tx, places: dict[str, str], now: datetime) -> None:
    for platform, place in places.items():
        tx.run(
            "INSERT INTO bookmark (platform, place, noted_at) VALUES (:platform, :place, :now)"
            " ON CONFLICT (platform) DO UPDATE SET place = :place, noted_at = :now",
            platform=platform,
            place=place,
            now=ms(now),
        )
