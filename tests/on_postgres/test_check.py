"""`alongside check` and the other commands say plainly what is wrong with a server."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from postgres_server import Places, name_of
from psycopg import OperationalError

from bot.check import known_rooms
from bot.cli import main
from bot.config import load
from bot.control import Request, beside, listening
from bot.db import Database, Server
from bot.db.postgres import _why

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def config(tmp_path: Path, places: Places) -> Path:
    """Settings with a database that is up to date, on a server that is not curious."""
    place = places.fresh()
    for setting in ("log_statement = none", "log_error_verbosity = terse"):
        places.server.tell(f"ALTER DATABASE {name_of(place)} SET {setting}")
    return written(tmp_path, place.url)


def written(folder: Path, url: str, *more: str) -> Path:
    path = folder / "config.toml"
    lines = (f'[database]\nurl = "{url}"', *more, "[local]\nport = 0\n")
    path.write_text("\n".join(lines))
    path.chmod(0o600)
    return path


def url_in(config: Path) -> str:
    return config.read_text().split('"')[1]


def check(config: Path, capsys: Capture) -> str:
    """What it says is wrong; nothing where all is well."""
    code = main(["check", "--config", str(config)])
    said = capsys.readouterr()
    assert code == bool(said.err)
    return said.err


def test_all_is_well(config: Path, capsys: Capture) -> None:
    assert main(["check", "--config", str(config)]) == 0
    said = capsys.readouterr().out
    assert "opens. PostgreSQL is 1" in said
    assert "SQLite" not in said


def test_an_empty_database_is_told_and_left_alone(
    places: Places, tmp_path: Path, capsys: Capture
) -> None:
    place = places.server.fresh()
    main(["check", "--config", str(written(tmp_path, place.url))])
    assert "is empty, and is filled when I start" in capsys.readouterr().out
    assert "CREATE" not in places.server.dump(place)


def test_a_curious_server_is_told(places: Places, config: Path, capsys: Capture) -> None:
    """In its log would be what everybody says."""
    name = name_of(Server(url_in(config)))
    places.server.tell(f"ALTER DATABASE {name} SET log_statement = 'mod'")
    assert "can get what people say, by these settings: log_statement." in check(config, capsys)
    places.server.tell(f"ALTER DATABASE {name} SET log_min_duration_statement = 0")
    assert "log_min_duration_statement, log_statement" in check(config, capsys)


def test_a_server_that_is_not_there(tmp_path: Path, capsys: Capture) -> None:
    config = written(tmp_path, f"postgresql://alongside@/alongside?host={tmp_path}")
    assert "The PostgreSQL server does not answer." in check(config, capsys)
    assert main(["run", "--config", str(config)]) == 1
    assert "The PostgreSQL server does not answer." in capsys.readouterr().err


def test_an_address_that_cannot_be_one(tmp_path: Path, capsys: Capture) -> None:
    config = written(tmp_path, "postgresql://alongside@localhost/alongside?colour=red")
    assert "I cannot use the address of the database." in check(config, capsys)


def test_a_name_that_the_server_does_not_know(
    config: Path, tmp_path: Path, capsys: Capture
) -> None:
    wrong = url_in(config).replace("//alongside@", "//nobody@")
    said = check(written(tmp_path, wrong, 'password = "parsnip"'), capsys)
    assert "does not let me in" in said
    assert "parsnip" not in said


def test_a_database_that_the_server_does_not_have(
    places: Places, tmp_path: Path, capsys: Capture
) -> None:
    said = check(written(tmp_path, places.server.url("nowhere")), capsys)
    assert "no database of this name" in said


def test_a_user_without_rights(places: Places, tmp_path: Path, capsys: Capture) -> None:
    place = places.server.fresh()
    places.server.tell("CREATE ROLE weak LOGIN")
    places.server.tell("REVOKE CREATE ON SCHEMA public FROM PUBLIC", place)
    weak = written(tmp_path, place.url.replace("//alongside@", "//weak@"))
    assert "I may not make tables in this database." in check(weak, capsys)


def test_a_database_of_somebody_else(places: Places, tmp_path: Path, capsys: Capture) -> None:
    place = places.server.fresh()
    places.server.tell("CREATE TABLE theirs (x INT)", place)
    assert "holds tables of another program" in check(written(tmp_path, place.url), capsys)


def test_a_database_that_cannot_hold_all_letters(
    places: Places, tmp_path: Path, capsys: Capture
) -> None:
    places.server.tell("CREATE DATABASE old ENCODING LATIN1 LOCALE 'C' TEMPLATE template0")
    said = check(written(tmp_path, places.server.url("old")), capsys)
    assert "This database cannot hold all letters." in said


def test_one_that_the_user_may_not_open(places: Places, tmp_path: Path, capsys: Capture) -> None:
    place = places.server.fresh()
    places.server.tell("CREATE ROLE stranger LOGIN")
    places.server.tell(f"REVOKE CONNECT ON DATABASE {name_of(place)} FROM PUBLIC")
    stranger = written(tmp_path, place.url.replace("//alongside@", "//stranger@"))
    assert "I may not connect to this database." in check(stranger, capsys)


def test_a_server_that_is_full(
    places: Places, config: Path, tmp_path: Path, capsys: Capture
) -> None:
    places.server.tell("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0")
    crowd = written(tmp_path, url_in(config).replace("//alongside@", "//crowd@"))
    assert "takes no more connections" in check(crowd, capsys)


@pytest.mark.parametrize(
    "said",
    [
        'root certificate file "/home/alongside/.postgresql/root.crt" does not exist',
        "SSL error: certificate verify failed",
        "server does not support SSL, but SSL was required",
        'server certificate for "a" does not match host name "b"',
    ],
)
def test_a_server_that_cannot_show_who_it_is(said: str) -> None:
    """libpq's own words: a server over a socket speaks no TLS."""
    assert _why(OperationalError(f"connection failed: {said}")).key == "check.postgres-secure"


def test_a_copy_that_takes_nothing(places: Places, config: Path, capsys: Capture) -> None:
    name = name_of(Server(url_in(config)))
    places.server.tell(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert "lets me read, and not write" in check(config, capsys)


def test_a_newer_database(places: Places, config: Path, capsys: Capture) -> None:
    places.server.tell("UPDATE alongside_version SET step = 4711", Server(url_in(config)))
    assert "made by a newer Alongside" in check(config, capsys)


async def test_a_curious_server_is_told_when_the_bot_starts(
    places: Places, config: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = Server(url_in(config))
    places.server.tell(f"ALTER DATABASE {name_of(place)} SET log_statement = 'all'")
    db = await Database.open(place)
    await db.close()
    assert "the server's log can get what people say, by: log_statement" in caplog.text


async def test_while_the_bot_runs_its_server_is_looked_at_too(
    places: Places, config: Path, capsys: Capture
) -> None:
    place = Server(url_in(config))

    async def status(_request: Request) -> dict[str, object]:
        return {"version": "1", "port": 0, "troubles": []}

    db = await Database.open(place)
    async with listening(beside(config.parent / "alongside.db"), {"status": status}):
        assert await asyncio.to_thread(check, config, capsys) == ""
        places.server.tell(f"ALTER DATABASE {name_of(place)} SET log_statement = 'all'")
        told = await asyncio.to_thread(check, config, capsys)
    await db.close()
    assert "by these settings: log_statement." in told


def test_the_rooms_are_known_too(places: Places, config: Path) -> None:
    """Else what the bot may do in them is not looked at, and nobody hears of that."""
    place = Server(url_in(config))
    group = "INSERT INTO household (name, zone) VALUES ('North Town', 'UTC')"
    places.server.tell(group, place)
    places.server.tell("INSERT INTO room (id, group_id) VALUES ('discord:7', 1)", place)
    assert known_rooms(load(config, {}).database) == ["discord:7"]


async def test_one_that_is_in_use(config: Path, capsys: Capture) -> None:
    db = await Database.open(Server(url_in(config)))
    assert "does not answer me" in await asyncio.to_thread(check, config, capsys)
    assert await asyncio.to_thread(main, ["run", "--config", str(config)]) == 1
    assert "Another Alongside is using" in capsys.readouterr().err
    await db.close()


def test_without_the_library_it_says_what_to_install(
    config: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.check.find_spec", lambda _name: None)
    assert 'pip install "alongside[postgres]"' in check(config, capsys)


# Copies.


def test_a_copy_is_made_on_the_server(config: Path, capsys: Capture) -> None:
    assert main(["backup", "--config", str(config), "a.copy"]) == 1
    assert "pg_dump" in capsys.readouterr().err


def test_what_was_put_back_there_is_taken_up(
    places: Places, config: Path, tmp_path: Path, capsys: Capture
) -> None:
    """How far the bot had read belongs to the time of the copy: nothing old is answered again."""
    place = Server(url_in(config))
    places.server.tell("INSERT INTO bookmark VALUES ('stage', 'old', 0)", place)
    assert "old" in places.server.dump(place)
    assert main(["restore", "--config", str(config), "a.copy"]) == 1
    assert "put the copy back there" in capsys.readouterr().err
    assert main(["restore", "--config", str(config)]) == 0
    assert "I have taken up what was put back." in capsys.readouterr().out
    assert "\told\t" not in places.server.dump(place)


async def test_what_pg_dump_wrote_can_be_put_back(places: Places) -> None:
    """All of it, and the bot goes on from it: the next number is the next one."""
    one, other = places.fresh(), places.server.fresh()
    made = "INSERT INTO household (name, zone) VALUES ('North Town', 'UTC') RETURNING id"
    places.server.tell(made, one)
    dump = places.server.dump(one)
    places.server.put_back(dump, other)
    assert places.server.dump(other) == dump
    db = await Database.open(other)
    assert await db.write(lambda tx: tx.one(made)) == (2,)
    await db.close()
