"""A real PostgreSQL server of the tests' own: on no port, in memory, gone when they end.

Debian: apt install postgresql. Its programs are used; the server that Debian starts is not.
"""

from __future__ import annotations

import itertools
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL
from psycopg.sql import Identifier as Name

from bot import db
from bot.db import steps
from bot.db.postgres import Postgres

HINT = "needs a PostgreSQL server: apt install postgresql"


NEW_EACH_TIME = re.compile(
    r"/ *\d+, tx: .*?(?=desc:)|(?<=COMMIT ).*"
    r"|(?<=xmax )\d+|(?i:xid|horizon):? \d+|rel \d+/\d+/| FPW"
)
"""In a record: the length of a whole page with it, and all that is different each time."""


def programs() -> Path | None:
    """The folder with initdb and postgres, the newest of them. Debian puts them in no PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    on_path = shutil.which("initdb")
    if on_path is not None:
        found.append(Path(on_path).resolve())
    return found[-1].parent if found else None


def _version(file: Path) -> int:
    name = file.parent.parent.name
    return int(name) if name.isdecimal() else 0


@dataclass
class Server:
    """A running server and its folder."""

    bin: Path
    folder: Path
    user: str | None
    """Whom it runs as, where we are root: it refuses to be run by root."""
    durable: bool = False
    """Each commit goes to the disk, as where people rely on it."""
    process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def start(self) -> None:
        command = [
            *(str(self.bin / "postgres"), "-D", str(self.folder / "data")),
            *([] if self.durable else ["-c", "fsync=off", "-c", "log_statement=all"]),
            *("-k", str(self.folder), "-c", "listen_addresses=", "-c", "max_connections=20"),
            *("-c", "shared_buffers=16MB"),
            *("-c", "log_line_prefix=%d %a ", "-c", "autovacuum=off"),
        ]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, user=self.user)
        until = time.monotonic() + 30
        while self._run("pg_isready", check=False).returncode:
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.02)

    def tell(self, sql: str, place: db.Server | None = None) -> None:
        """Said by whoever runs the server, with all rights."""
        url = self.url("postgres") if place is None else place.url
        with psycopg.connect(url, autocommit=True) as raw:
            raw.execute(sql.encode())

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """SIGQUIT: at once, as when the machine loses its power."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait()
            self.process = None

    def url(self, database: str) -> str:
        return f"postgresql://alongside@/{database}?host={self.folder}"

    def fresh(self, template: str = "template0") -> db.Server:
        """A new database, empty or as another one is."""
        name = f"one{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as raw:
            raw.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Name(name), Name(template)))
        return db.Server(self.url(name))

    def dump(self, one: db.Server) -> str:
        """All that is in it, as the admin's pg_dump writes it, but for a word by chance."""
        told = self._run("pg_dump", "--no-owner", one.url).stdout.decode()
        return re.sub(r"(?m)^\\(un)?restrict .*$", "", told)

    def put_back(self, dump: str, place: db.Server) -> None:
        """With psql, as the admin does."""
        file = self.folder / "dump.sql"
        file.write_text(dump)
        file.chmod(0o644)
        self._run("psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-f", str(file), place.url)

    def heard(self, one: db.Server, since: int = 0) -> tuple[str, int]:
        """What the server wrote down of the bot's own connection, and how long its log is now."""
        with self.log.open("rb") as log:
            log.seek(since)
            new = log.read()
        mine = f"{name_of(one)} alongside ".encode()
        lines = (line for line in new.splitlines() if line.startswith(mine))
        return b"\n".join(line.removeprefix(mine) for line in lines).decode(), since + len(new)

    def records(self, number: int, since: str, until: str) -> str:
        """What that database has in the write-ahead log between two places of it: each record, in
        order, with its kind, its length, and where in which table or index it belongs. Left out:
        places in the log, numbers of transactions, the time, and what the system's own tables got.
        """
        log = str(self.folder / "data/pg_wal")
        told = self._run("pg_waldump", "-p", log, "-s", since, "-e", until).stdout.decode()
        ours = re.compile(rf"^rmgr: Transaction|rel \d+/{number}/(?:1638[4-9]|1639|16[4-9]|1[7-9])")
        lines = (line for line in told.splitlines() if ours.search(line))
        return "\n".join(NEW_EACH_TIME.sub(" ", line) for line in lines)

    def _run(
        self, program: str, *more: str, check: bool = True
    ) -> subprocess.CompletedProcess[bytes]:
        asks = program == "pg_isready"
        where = ["-h", str(self.folder), "-U", "alongside"] if asks else []
        return subprocess.run(
            [str(self.bin / program), *where, *more],
            check=check,
            capture_output=True,
            user=self.user,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )


@contextmanager
def server(*, durable: bool = False) -> Iterator[Server]:
    """One that is running. Only where `programs` finds some."""
    bin = programs()
    assert bin is not None, HINT
    memory = Path("/dev/shm")
    quick = memory.is_dir() and not durable
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=memory if quick else None))
    one = Server(bin, folder, _not_root(), durable)
    try:
        if one.user is not None:
            shutil.chown(folder, one.user)
        subprocess.run(
            [
                *(str(bin / "initdb"), "-D", str(folder / "data"), "-U", "alongside"),
                *("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
            ],
            check=True,
            capture_output=True,
            user=one.user,
        )
        one.start()
        yield one
    finally:
        one.stop()
        shutil.rmtree(folder)


def _not_root() -> str | None:
    if os.getuid():
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


class Places:
    """The database that belongs to each folder of a test: one that is up to date, and empty."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._known: dict[tuple[Path, int], db.Server] = {}
        empty = server.fresh()
        Postgres(empty, steps()).close()
        self._template = name_of(empty)

    def __call__(self, folder: Path) -> db.Server:
        key = folder, folder.stat().st_ino  # folders of the same name come and go
        if key not in self._known:
            self._known[key] = self.fresh()
        return self._known[key]

    def fresh(self) -> db.Server:
        return self.server.fresh(self._template)


def name_of(one: db.Server) -> str:
    return str(conninfo_to_dict(one.url)["dbname"])
