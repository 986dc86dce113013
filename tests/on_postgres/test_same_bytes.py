"""Who wrote a note, when, and in which order is nowhere on a PostgreSQL server either.

As in `tests/anonymous/test_same_bytes.py`, a few days are played again and again, and must leave
the same, whoever wrote. Of the server this is looked at: after each moment all rows of all tables
in the order in which they lie there, and every statement that it wrote down with its values, as
a server does whose admin made it as curious as it can be (`log_statement = all`); each night
what `pg_dump` says. Physical pages and the WAL follow from those statements. They are not
compared: numbers of transactions and of places in the log are different in each run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
import stage
from anonymous.fortnight import DISCORD, MATRIX, Ground, Left, Life, play
from anonymous.still import run
from anonymous.test_same_bytes import ONE, SHORT
from anonymous.twins import SEEN_BY_BYTES, Twin, _when_accepted
from postgres_server import Places
from stage import Stage

from bot.app import App
from bot.db import Server

pytestmark = pytest.mark.slow


class OnServer(Ground):
    """A database on a server, and all that somebody who runs it can see."""

    def __init__(self, places: Places, folder: Path) -> None:
        self._places = places
        self._folder = folder
        self._heard = 0
        self._raw: psycopg.Connection | None = None
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
        rows = self._raw.execute(self._rows, prepare=True).fetchall()
        whole = hashlib.blake2b(repr(rows).encode(), digest_size=12)
        heard, self._heard = self._places.server.heard(self._place, self._heard)
        self.statements += heard.count("\n")
        return f"{whole.hexdigest()}\n{heard}"

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
    assert [first.differs(other) for other in others] == [set()] * (many - 1)


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


def test_a_look_at_the_server_for_one_person_is_seen(played: Played) -> None:
    first, other = (played(DISCORD, one, asks_the_server) for one in SHORT[:2])
    assert first.differs(other) == {"database"}


def test_what_would_give_an_author_away_is_seen(played: Played) -> None:
    """Whoever wrote is told in private that it was taken."""
    twin = SEEN_BY_BYTES["a private line"]
    first = played(DISCORD, SHORT[0], twin)
    assert any("database" in first.differs(played(DISCORD, one, twin)) for one in SHORT[1:])
