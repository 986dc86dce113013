"""The commands of the shell, and the only place where the parts are put together.

Adapters are imported here and nowhere else, and only when they are needed. Whatever an admin
can do wrong ends in one kind line that says what to do, and exit code 1; never in a traceback.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeVar

from bot import __version__
from bot.model import Person, Refused

if TYPE_CHECKING:
    from bot.check import Finding
    from bot.config import BadConfig, Config, Database, Discord, Matrix, Problem
    from bot.program import Health
    from bot.words import Words

T = TypeVar("T")

Follows = Callable[[str], Awaitable[bytes | None]]

HERE = "127.0.0.1"
DEMO_PORT = 8080
DEMO_FOLDER = ".demo"
CONFIG = "config.toml"
DATABASE = "alongside.db"


class Shell:
    """Says our texts to whoever typed the command. A Speaker for `bot.words`."""

    def __init__(self, words: Words, to: TextIO) -> None:
        self.words = words
        self._to = to

    @property
    def errors(self) -> Shell:
        """The same, to standard error: what is wrong, or what is no answer to the command."""
        return Shell(self.words, sys.stderr)

    def mention(self, person: Person) -> str:
        return person.name

    def escape(self, text: str) -> str:
        return text

    def render(self, key: str, **facts: object) -> str:
        return self.words.render(key, facts, speaker=self)

    def say(self, key: str, **facts: object) -> None:
        print(self.render(key, **facts), file=self._to, flush=True)


class _SaidAlready(Exception):  # noqa: N818 (it only carries us out)
    """What is wrong was told to the shell."""


class _Parser(argparse.ArgumentParser):
    """argparse, but with our own words when something is not understood."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 (the library's words, not ours)
        raise Refused("cli.not-understood")


def main(argv: Sequence[str] | None = None) -> int:
    """What `alongside` runs. Returns the exit code: 0 well, 1 wrong, 2 not understood."""
    argv = sys.argv[1:] if argv is None else list(argv)
    if argv == ["--version"]:
        print(f"alongside {__version__}")
        return 0
    from bot.words import BadWords, Words

    try:
        shell = Shell(Words.load(), sys.stdout)
    except BadWords as bad:
        # Only the place and the reason: there are no words to say it with.
        print(bad, file=sys.stderr)
        return 1
    parser = _parser(shell)
    try:
        args = parser.parse_args(argv)
    except Refused as no:
        shell.errors.say(no.key, words=" ".join(argv))
        return 2
    if args.command is None:
        parser.print_help()
        return 2
    return _plainly(shell, args)


def _plainly(shell: Shell, args: argparse.Namespace) -> int:
    from bot.db import AlreadyRunning, CannotOpen

    does: Callable[[Shell, argparse.Namespace], int] = args.does
    try:
        return does(shell, args)
    except _SaidAlready:
        pass
    except AlreadyRunning as busy:
        shell.errors.say("cli.already-running", path=str(busy))
    except CannotOpen as bad:
        if bad.key is None:
            shell.errors.say("cli.cannot-open", why=str(bad))
        else:
            shell.errors.say(bad.key, **bad.facts)
    except Refused as no:
        shell.errors.say(no.key, **no.facts)
    except KeyboardInterrupt:
        return 130
    return 1


def _parser(shell: Shell) -> argparse.ArgumentParser:
    render = shell.render
    helps = _Parser(add_help=False)
    helps.add_argument("-h", "--help", action="help", help=render("cli.help-help"))
    common = _Parser(add_help=False, parents=[helps])
    common.add_argument("--config", type=Path, metavar="FILE", help=render("cli.help-config"))

    parser = _Parser(
        prog="alongside", description=render("cli.about"), add_help=False, parents=[helps]
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"alongside {__version__}",
        help=render("cli.help-version"),
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(
        name: str, about: str, does: Callable[[Shell, argparse.Namespace], int], *, config: bool
    ) -> argparse.ArgumentParser:
        parents = [common if config else helps]
        made = commands.add_parser(
            name, help=about, description=about, add_help=False, parents=parents
        )
        made.set_defaults(does=does)
        return made

    command("run", render("cli.help-run"), _run, config=True)
    demo = command("demo", render("cli.help-demo"), _demo, config=False)
    demo.add_argument("--port", type=int, default=DEMO_PORT, help=render("cli.help-port"))
    demo.add_argument(
        "--folder", type=Path, default=Path(DEMO_FOLDER), help=render("cli.help-folder")
    )
    command("check", render("cli.help-check"), _check, config=True)
    backup = command("backup", render("cli.help-backup"), _backup, config=True)
    backup.add_argument("path", type=Path, metavar="FILE", help=render("cli.help-target"))
    backup.add_argument("--force", action="store_true", help=render("cli.help-force"))
    restore = command("restore", render("cli.help-restore"), _restore, config=True)
    source = render("cli.help-source")
    restore.add_argument("path", type=Path, nargs="?", metavar="FILE", help=source)
    return parser


def _config_path(args: argparse.Namespace) -> Path | None:
    """The settings file that was named, or the one in this folder, or none."""
    named: Path | None = args.config
    if named is None and (told := os.environ.get("ALONGSIDE_CONFIG")):
        named = Path(told)
    return named if named or not Path(CONFIG).exists() else Path(CONFIG)


def _config(shell: Shell, args: argparse.Namespace) -> Config:
    # Imported late: the rehearsal room has no settings, and saves 8 MB.
    from bot.config import BadConfig, load

    try:
        return load(_config_path(args), os.environ)
    except BadConfig as bad:
        _say_problems(shell, bad)
        raise _SaidAlready from None


# The commands.


def _run(shell: Shell, args: argparse.Namespace) -> int:
    from bot import logs
    from bot.anonymous import floor
    from bot.check import without_library

    config = _config(shell, args)
    if floor.debugging():
        raise Refused("cli.no-debug")
    logs.set_up(config.logging.level, config.logging.format)
    floor.seal()
    for platform, extra in without_library(config):
        raise Refused("check.extra-missing", platform=platform, extra=extra)
    return _go(_serve_run(shell, config))


async def _serve_run(shell: Shell, config: Config) -> int:
    from bot import bank_holidays
    from bot.anonymous import ram
    from bot.app import App
    from bot.phone_lines import remind
    from bot.program import Health, Part, serve

    database = config.database.path
    _writable(database)
    box, own = config.database.box_folder, config.organisation
    _folder(box)
    app = await App.open(
        config.database.place,
        words=shell.words,
        zone=own.timezone,
        organisation=own.name,
        box=box,
        ram=ram.in_ram(database),
    )
    try:
        if config.matrix is not None:
            from adapters.matrix.adapter import MatrixAdapter

            app.add(MatrixAdapter(config.matrix))
        if config.discord is not None:
            from adapters.discord.adapter import DiscordAdapter

            app.add(DiscordAdapter(config.discord))
        if not app.adapters:
            shell.errors.say("cli.no-platform")
        await app.serve_at(config.calendar.served_at)
        if (days := bank_holidays.known(config)) is not None:
            await app.bank_holidays(days)
        post = None if config.mail is None else config.mail.post()
        news_to = () if config.mail is None else config.mail.news_to
        await app.there_are(config.lines(), config.people(), post, news_to)
        await app.other_ways(config.ways())
        health = Health(app, port=config.local.port)
        follows = app.follows if config.calendar.feed else None
        page = _page(health, config.local.host, config.local.port, follows)
        parts: dict[str, Part] = {
            "health page": page,
            "phone lines": partial(remind, config, app.clock, app.tell_admin),
        }
        await serve(app, database, health, parts, started=lambda: shell.errors.say("cli.running"))
    finally:
        await app.close()
    shell.errors.say("cli.stopped")
    return 0


def _page(
    health: Health, host: str, port: int, follows: Follows | None
) -> Callable[[], Coroutine[Any, Any, None]]:
    """The health page, and the addresses that calendars follow if there are any."""

    async def serve_it() -> None:
        from aiohttp import web

        from adapters.local.health import health_routes

        page = web.Application()
        health_routes(page, health.facts)
        if follows is not None:
            from adapters.local.feeds import feed_routes
            from bot.feeds import PATH

            feed_routes(page, follows, PATH)
        runner = web.AppRunner(page, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    return serve_it


def _demo(shell: Shell, args: argparse.Namespace) -> int:
    from bot import logs
    from bot.program import free

    if not 0 <= args.port <= 65535:
        raise Refused("cli.port-not-a-number", port=args.port)
    if not free(HERE, args.port):
        raise Refused("cli.port-taken", port=args.port, other=args.port % 65535 + 1)
    logs.set_up("warning")
    return _go(_serve_demo(shell, args.folder.absolute(), args.port))


async def _serve_demo(shell: Shell, folder: Path, port: int) -> int:
    from adapters.local.adapter import LocalAdapter
    from bot import backup
    from bot.app import App
    from bot.program import Health, serve

    _own(folder)
    database = folder / DATABASE
    # Practice, and no secret: so it need not be in RAM, and goes with the folder.
    app = await App.open(database, words=shell.words, ram=folder / "ram")

    async def start_again() -> None:
        await backup.empty(app.db)
        app.clock.set_right()
        await app.restored()

    def ready(address: str) -> None:
        shell.say("cli.demo-ready", address=address)
        shell.say("cli.demo-stop")

    health = Health(app, port=port)
    try:
        app.add(
            LocalAdapter(
                HERE, port, folder, start_again=start_again, ready=ready, facts=health.facts
            )
        )
        await serve(app, database, health)
    finally:
        await app.close()
    return 0


def _check(shell: Shell, args: argparse.Namespace) -> int:
    from bot.check import known_rooms, look, look_at_mail

    config = _config(shell, args)
    found = list(look(config, _config_path(args)))
    if config.matrix is not None and find_spec("nio") is not None:
        found += _go(_check_matrix(config.matrix))
    if config.discord is not None and find_spec("discord") is not None:
        found += _go(_check_discord(config.discord, known_rooms(config.database)))
    if config.mail is not None:
        found += look_at_mail(config.mail.post())
    wrong = [each for each in found if not each.good]
    for each in found:
        if each.good:
            shell.say(each.key, **each.facts)
    if not wrong:
        shell.say("check.well")
        return 0
    shell.errors.say("check.wrong", count=len(wrong))
    for each in wrong:
        shell.errors.say(each.key, **each.facts)
    return 1


async def _check_matrix(config: Matrix) -> list[Finding]:
    from adapters.matrix.checking import look

    return [finding async for finding in look(config)]


async def _check_discord(config: Discord, rooms: Sequence[str]) -> list[Finding]:
    from adapters.discord.checking import look

    return [finding async for finding in look(config, rooms)]


def _backup(shell: Shell, args: argparse.Namespace) -> int:
    from bot import control

    config, path = _config(shell, args).database, args.path.absolute()
    database = config.path
    if config.server is not None:
        raise Refused("backup.on-server")
    request = {"do": "backup", "path": str(path), "force": args.force}
    answer = control.ask(control.beside(database), request)
    if answer is None:
        if not database.exists():
            raise Refused("backup.no-database", path=str(database))
        _writable(database)
        answer = _go(_backup_alone(database, path, force=args.force))
    shell.say("backup.done", path=str(path), size=_kilobytes(answer["size"]))
    shell.say("backup.private")
    return 0


async def _backup_alone(database: Path, path: Path, *, force: bool) -> Mapping[str, object]:
    from bot import backup
    from bot.db import Database

    db = await Database.open(database)
    try:
        return {"size": await backup.backup(db, database, path, force=force)}
    finally:
        await db.close()


def _restore(shell: Shell, args: argparse.Namespace) -> int:
    from bot import control

    config = _config(shell, args).database
    if config.server is not None:
        if args.path is not None:
            raise Refused("restore.on-server")
        return _restored(shell, config)
    if args.path is None:
        raise Refused("restore.which")
    database, path = config.path, args.path.absolute()
    answer = control.ask(control.beside(database), {"do": "restore", "path": str(path)})
    if answer is None:
        _writable(database)
        alone = _restore_alone(shell, database, config.box_folder, path, new=not database.exists())
        answer = _go(alone)
    shell.say("restore.done", path=str(path))
    if answer["kept"]:
        shell.say("restore.kept", path=str(answer["kept"]))
    shell.say("restore.doubt")
    return 0


def _restored(shell: Shell, config: Database) -> int:
    """The admin has put a database back on its server, as only they can."""
    from bot.app import App

    async def take_up() -> None:
        app = await App.open(config.place, words=shell.words, box=config.box_folder)
        try:
            await app.restored()
        finally:
            await app.close()

    _go(take_up())
    shell.say("restore.taken-up")
    shell.say("restore.doubt")
    return 0


async def _restore_alone(
    shell: Shell, database: Path, box: Path, path: Path, *, new: bool
) -> Mapping[str, object]:
    from bot import backup
    from bot.app import App
    from bot.clock import Clock
    from bot.db import CannotOpen, Failed

    backup.check(path)
    now, kept = Clock().now(), None
    try:
        app = await App.open(database, words=shell.words, box=box)
    except (CannotOpen, Failed):
        # The very reason to restore: what is there cannot be used. It is kept all the same.
        kept, new = backup.set_aside(database, now), True
        app = await App.open(database, words=shell.words, box=box)
    try:
        before = await backup.restore(app.db, database, path, now)
        if new:
            before.unlink()  # a copy of the empty database that was just made
        else:
            kept = before
        await app.restored()
    finally:
        await app.close()
    return {"kept": kept and str(kept)}


# What they share.


def _go(work: Coroutine[Any, Any, T]) -> T:
    os.umask(0o077)  # whatever is written is for its owner alone
    return asyncio.run(work)


def _own(folder: Path) -> None:
    _folder(folder)
    _writable(folder / DATABASE)


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise Refused("cli.no-folder", path=str(folder)) from None
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise Refused("cli.no-folder", path=str(folder))


def _writable(database: Path) -> None:
    folder = database.parent
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        raise Refused("cli.no-folder", path=str(folder))
    if database.exists() and not os.access(database, os.R_OK | os.W_OK):
        raise Refused("backup.read-only", path=str(database))


def _kilobytes(size: object) -> int:
    return max(1, int(str(size)) // 1000)


def _say_problems(shell: Shell, bad: BadConfig) -> None:
    shell.errors.say("config.problems", count=len(bad.problems))
    for problem in bad.problems:
        where, what = _place(shell, problem), shell.render(problem.key, **problem.facts)
        print(f"{where} {what}".strip(), file=sys.stderr)


def _place(shell: Shell, problem: Problem) -> str:
    if problem.variable:
        return shell.render("config.at-variable", variable=problem.variable)
    if problem.file and problem.line:
        return shell.render("config.at-line", file=problem.file, line=problem.line)
    return shell.render("config.at-file", file=problem.file) if problem.file else ""
