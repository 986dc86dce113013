"""Who wrote a note, when, and in which order is nowhere on a PostgreSQL server either.

As in `tests/anonymous/test_same_bytes.py`, a few days are played again and again, and must leave
the same, whoever wrote. Of the server this is looked at: after each moment all rows of all tables
in the order in which they lie there, and every statement that it wrote down with its values, as
a server does whose admin made it as curious as it can be (`log_statement = all`); each night
what `pg_dump` says; and in the end each record of the write-ahead log, but for what is different
in each run (numbers of transactions, places in the log, the server's own time).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
import stage
from anonymous.fortnight import DISCORD, MATRIX, Ground, Left, Life, play
from anonymous.still import run
from anonymous.test_same_bytes import ONE, SHORT
from anonymous.twins import SEEN_BY_BYTES, Twin, _soon, _when_accepted, _words
from postgres_server import Places
from stage import Stage

from bot.app import App
from bot.aside import Step
from bot.db import Server, Tx
from bot.dice import seed
from bot.model import Group, Heard

pytestmark = pytest.mark.slow


class OnServer(Ground):
    """A database on a server, and all that somebody who runs it can see."""

    def __init__(self, places: Places, folder: Path) -> None:
        self._places = places
        self._folder = folder
        self._heard = 0
        self._raw: psycopg.Connection | None = None
        self._began: tuple[int, str] = 0, ""
        self.statements = 0

    @property
    def _place(self) -> Server:
        return self._places(self._folder)

    async def night(self, stage: Stage, folder: Path, day: int) -> None:
        (folder / f"night-{day}.sql").write_text(self._places.server.dump(self._place))

    def look(self) -> str:
        if self._raw is None:
            self._raw = psycopg.connect(self._place.url, application_name="admin", autocommit=True)
            names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
            every = [
                f"SELECT '{name}', t::TEXT FROM {name} t" for (name,) in self._raw.execute(names)
            ]
            self._rows = " UNION ALL ".join(every)
            self._began = self._now()
        rows = self._raw.execute(self._rows, prepare=True).fetchall()
        whole = hashlib.blake2b(repr(rows).encode(), digest_size=12)
        heard, self._heard = self._places.server.heard(self._place, self._heard)
        self.statements += heard.count("\n")
        return f"{whole.hexdigest()}\n{heard}"

    def records(self) -> str:
        """What the write-ahead log got since the first look."""
        return self._places.server.records(*self._began, self._now()[1])

    def _now(self) -> tuple[int, str]:
        """Our database's number, and the place in the log."""
        assert self._raw is not None
        number = "(SELECT oid FROM pg_database WHERE datname = current_database())"
        row = self._raw.execute(f"SELECT {number}, pg_current_wal_lsn()::TEXT").fetchone()
        assert row is not None
        return row

    def close(self) -> None:
        if self._raw is not None:
            self._raw.close()


@pytest.fixture
def played(places: Places, monkeypatch: pytest.MonkeyPatch) -> Played:
    monkeypatch.setattr(stage, "where", places)
    return Played(places)


class Played:
    def __init__(self, places: Places) -> None:
        self._places = places
        self.statements = 0

    def __call__(self, shape: str, life: Life, twin: Twin | None = None) -> Left:
        memory = Path("/dev/shm")
        with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
            run_ = Path(folder) / "run"
            ground = OnServer(self._places, run_)
            try:
                playing = play(run_, shape, life, twin, ground) if twin else None
                left = run(playing or play(run_, shape, life, ground=ground))
                left.database.append(("in the end", ground.records()))
            finally:
                ground.close()
            self.statements = ground.statements
            return left


@pytest.mark.parametrize(("shape", "many"), [(DISCORD, 5), (MATRIX, 2)])
def test_on_a_server_it_makes_no_byte_either(played: Played, shape: str, many: int) -> None:
    """Another author, minute, order, answer and worry; with what is typed, another author."""
    first, *others = (played(shape, one) for one in SHORT[:many])
    assert len([line for _, line in first.shown if ONE.text in line]) == 1
    assert played.statements > 1000
    assert first.database[-1][1].count("COMMIT") > 40
    assert [first.differs(other) for other in others] == [set()] * (many - 1)


def _row(tx: Tx, kind: str, values: Mapping[str, object]) -> None:
    names = ", ".join(values)
    tx.run(f"CREATE TABLE IF NOT EXISTS early (id {kind} PRIMARY KEY, text TEXT NOT NULL)")
    tx.run(f"INSERT INTO early ({names}) VALUES (:{', :'.join(values)})", **values)


@contextmanager
def counted_row(app: App) -> Iterator[None]:
    """As in `twins`, with PostgreSQL's own counter."""
    kind = "BIGINT GENERATED ALWAYS AS IDENTITY"
    with _when_accepted(
        app, lambda _h, _g, step: _soon(app, lambda tx: _row(tx, kind, {"text": _words(step)}))
    ):
        yield


@contextmanager
def random_row(app: App) -> Iterator[None]:
    """The same with an id by chance."""

    def keep(_heard: Heard, _group: Group, step: Step) -> None:
        values = {"id": f"{seed():016x}", "text": _words(step)}
        _soon(app, lambda tx: _row(tx, "TEXT NOT NULL", values))

    with _when_accepted(app, keep):
        yield


@contextmanager
def asks_the_server(app: App) -> Iterator[None]:
    """Whether its writer is a member is looked up when they write: no row, and no byte of SQLite's,
    but a curious server notes for whom it was asked, and when."""
    with _when_accepted(
        app,
        lambda heard, _group, _step: app.__dict__.setdefault("_twins", []).append(
            app.db._queue(
                lambda tx: tx.one("SELECT name FROM member WHERE person = :p", p=heard.by.id)
            )
        ),
    ):
        yield


AUTHOR, MINUTE, _, ANSWER = (replace(one, days=2) for one in SHORT[1:])
ORDER = SHORT[3]
"""It is seen when the notes come out, which is on the third day."""
TWINS: Mapping[str, tuple[Twin, Life]] = {
    "a look for one person": (asks_the_server, AUTHOR),
    "a counted row": (counted_row, MINUTE),
    "a random row": (random_row, MINUTE),
    "out at once": (SEEN_BY_BYTES["out at once"], MINUTE),
    "told by outbox": (SEEN_BY_BYTES["told by outbox"], AUTHOR),
    "in their order": (SEEN_BY_BYTES["in their order"], ORDER),
    "answers counted": (SEEN_BY_BYTES["answers counted"], ANSWER),
    "answers marked": (SEEN_BY_BYTES["answers marked"], ANSWER),
}
"""Those that a server can show. The others leave their mark where no database is: in a log line, a
number, a private chat (`tests/anonymous/test_same_bytes.py`)."""


@pytest.mark.parametrize("name", TWINS)
def test_what_would_give_an_author_away_is_seen_on_the_server(played: Played, name: str) -> None:
    twin, other = TWINS[name]
    first = played(DISCORD, replace(SHORT[0], days=other.days), twin)
    assert "database" in first.differs(played(DISCORD, other, twin))
