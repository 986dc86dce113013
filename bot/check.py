"""`alongside check`: what is wrong with this installation, why, and what to do about it.

It changes nothing. Each finding is a text key with its facts, so that the same look can be
shown in a shell and in a chat.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from bot import backup, bank_holidays, control, phone_lines
from bot.config import Config, Database
from bot.db import AlreadyRunning, CannotOpen, Server, steps
from bot.mail import Never, NotNow
from bot.model import Refused
from bot.program import free
from bot.smtp import Smtp

LITTLE = 100
"""Megabytes of free disk below which an admin should act."""

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    good: bool
    key: str
    facts: Facts = field(default_factory=dict)


def look(config: Config, path: Path | None) -> Iterator[Finding]:
    """Look at everything that can be wrong before the bot is started, or while it runs."""
    if path is None:
        yield Finding(True, key="check.config-none")
    else:
        yield Finding(True, key="check.config-good", facts={"path": str(path)})
        yield from _closed(path, key="check.settings-open")
    port = yield from _database(config.database)
    yield from _folder(config.database.path)
    yield from _platforms(config)
    yield from _care(config)
    yield from _bank_holidays(config)
    yield from _port(config.local.host, config.local.port, ours=port)
    if config.database.server is None:
        yield Finding(True, key="check.sqlite", facts={"version": sqlite3.sqlite_version})


def known_rooms(found: Database) -> list[str]:
    """The rooms the bot is in: told by the bot if it runs, else read from its database."""
    status = control.ask(control.beside(found.path), {"do": "status"}, patience=5)
    if status is not None:
        told = status.get("rooms")
        return list(map(str, told)) if isinstance(told, list) else []
    if found.server is None:
        return backup.rooms(found.path)
    if find_spec("psycopg") is None:
        return []
    from bot.db.postgres import rooms

    return rooms(found.server)


def _database(found: Database) -> Generator[Finding, None, object]:
    """Also returns the port of the running bot."""
    database, server = found.path, found.server
    facts: Facts = {"path": found.url if server else str(database)}
    try:
        status = control.ask(control.beside(database), {"do": "status"}, patience=5)
        if status is not None:
            version = {"version": str(status["version"])}
            yield Finding(True, key="check.database-running", facts={**facts, **version})
            yield from told(status)
            if server is not None:
                yield from _on_server(server, running=True)
            return status.get("port")
        if server is not None:
            yield from _on_server(server)
            return None
        if not database.exists():
            yield Finding(True, key="check.database-new", facts=facts)
            return None
        backup.check(database, live=True)
        yield Finding(True, key="check.database-good", facts=facts)
    except AlreadyRunning:
        yield Finding(False, key="check.database-elsewhere", facts=facts)
    except Refused as no:
        yield Finding(False, no.key, dict(no.facts))
    return None


def _on_server(server: Server, *, running: bool = False) -> Iterator[Finding]:
    """Raises AlreadyRunning, if it is to be ours alone."""
    if find_spec("psycopg") is None:
        yield Finding(False, key="check.postgres-library")
        return
    from bot.db.postgres import look as look_at

    try:
        found = look_at(server, len(steps()), running=running)
    except CannotOpen as bad:
        yield Finding(False, bad.key or "check.postgres-bad", bad.facts)
        return
    facts = {"name": found.name, "version": found.version}
    if found.new:
        yield Finding(True, key="check.postgres-new", facts=facts)
    else:
        yield Finding(True, key="check.postgres-good", facts=facts)
    if found.logs:
        settings = {"settings": ", ".join(found.logs)}
        yield Finding(False, key="check.postgres-log", facts=settings)


def told(status: Mapping[str, object]) -> Iterator[Finding]:
    """What the running bot says is wrong."""
    troubles = status.get("troubles")
    for key, facts in troubles if isinstance(troubles, list) else ():
        yield Finding(False, key, facts)


def _folder(database: Path) -> Iterator[Finding]:
    folder = database.parent
    facts: Facts = {"path": str(folder)}
    if not folder.is_dir():
        yield Finding(False, key="check.folder-missing", facts=facts)
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(False, key="check.folder-closed", facts=facts)
    elif folder.stat().st_mode & 0o022:
        yield Finding(False, key="check.folder-open", facts=facts)
    for file in (database, database.with_name(database.name + "-wal")):
        yield from _closed(file, key="check.database-open")
    free = shutil.disk_usage(folder).free // 1_000_000
    enough = free >= LITTLE
    room = {**facts, "free": free}
    yield Finding(enough, key="check.disk-good" if enough else "check.disk-low", facts=room)


def _closed(file: Path, *, key: str) -> Iterator[Finding]:
    """What people said, and passwords, are for the owner alone."""
    if file.exists() and file.stat().st_mode & 0o077:
        yield Finding(False, key=key, facts={"path": str(file)})


def _platforms(config: Config) -> Iterator[Finding]:
    if config.matrix is None and config.discord is None:
        yield Finding(True, key="cli.no-platform")
    for platform, extra in without_library(config):
        facts = {"platform": platform, "extra": extra}
        yield Finding(False, key="check.extra-missing", facts=facts)


def _care(config: Config) -> Iterator[Finding]:
    """Who is there for people. Where nothing is broken it is only said, and kindly."""
    found = list(phone_lines.wrong(config, date.today()))  # noqa: DTZ011 (a day here, in a shell)
    advice = phone_lines.advice(found)
    for one in found:
        yield Finding(one in advice, one[0], one[1])
    if not any(key == "check.nobody-outside" for key, _ in found):
        yield Finding(True, key="check.supporters-good")


def _bank_holidays(config: Config) -> Iterator[Finding]:
    if config.calendar.bank_holidays is None:
        return
    wrong = list(bank_holidays.wrong(config, date.today()))  # noqa: DTZ011 (a day here, in a shell)
    for key, facts in wrong:
        yield Finding(False, key, facts)
    if not wrong:
        yield Finding(True, key=bank_holidays.GOOD)


def look_at_mail(post: Smtp) -> Iterator[Finding]:
    """Whether the mail server lets us in. Nothing is sent."""
    try:
        post.look()
    except NotNow as problem:
        yield Finding(False, problem.key)
    except Never:
        yield Finding(False, key="mail.unreachable")
    else:
        yield Finding(True, key="check.mail-good")


def without_library(config: Config) -> Iterator[tuple[str, str]]:
    """The platforms that are wanted and whose library is missing: their name and extra."""
    for given, platform, extra, library in (
        (config.matrix, "Matrix", "matrix", "nio"),
        (config.discord, "Discord", "discord", "discord"),
    ):
        if given is not None and find_spec(library) is None:
            yield platform, extra


def _port(host: str, port: int, *, ours: object) -> Iterator[Finding]:
    if port == ours:
        yield Finding(True, key="check.port-ours", facts={"port": port})
    elif free(host, port):
        yield Finding(True, key="check.port-good", facts={"port": port})
    else:
        yield Finding(False, key="check.port-taken", facts={"port": port})
