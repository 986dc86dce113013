"""The door for shell commands: a unix socket beside the database, for its owner alone.

One line of JSON comes in, one goes out. The database takes a single process, so whoever wants
something of it while the bot runs asks the bot. Answers are text keys and facts, never prose.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import logging
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from pathlib import Path

from bot.anonymous.floor import told
from bot.model import Refused

log = logging.getLogger(__name__)

Request = Mapping[str, object]
Does = Callable[[Request], Awaitable[Mapping[str, object]]]

LONGEST = 64 * 1024
PATIENCE = 5.0
"""Seconds a caller has to say what it wants."""
_LONGEST_NAME = 100
"""Bytes; the system allows 108 in the address of a socket, on some 104."""


def beside(database: Path) -> Path:
    """Where the socket of this database is."""
    return database.with_name(f"{database.name}.socket")


@contextlib.asynccontextmanager
async def listening(path: Path, commands: Mapping[str, Does]) -> AsyncIterator[None]:
    """Answer shell commands at `path` for as long as the block runs.

    Call it only with the database open: the lock on that makes a socket that lies about a
    leftover of a process that died.
    """

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(json.dumps(await _answer(reader, commands)).encode() + b"\n")
            await writer.drain()
        except (ConnectionError, TimeoutError):
            pass  # whoever asked has gone
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    door = _bind(path)
    server = await asyncio.start_unix_server(serve, sock=door, limit=LONGEST)
    try:
        async with server:
            yield
    finally:
        path.unlink(missing_ok=True)  # noqa: ASYNC240 (one call to the kernel, at the very end)


async def _answer(
    reader: asyncio.StreamReader, commands: Mapping[str, Does]
) -> Mapping[str, object]:
    try:
        async with asyncio.timeout(PATIENCE):
            request = json.loads(await reader.readline())
        command = commands[request["do"]]
    except TimeoutError:
        raise
    except (ValueError, KeyError, TypeError, RecursionError):
        return _no(key="control.not-understood")
    try:
        return {"ok": True, **await command(request)}
    except Refused as no:
        return _no(key=no.key, **no.facts)
    except Exception as problem:  # noqa: BLE001 (one bad command must not end the bot)
        log.error("a shell command failed: %s", told(problem))
        return _no(key="control.our-fault")


def _no(*, key: str, **facts: object) -> Mapping[str, object]:
    return {"ok": False, "key": key, "facts": facts}


def ask(path: Path, request: Request, patience: float = 600.0) -> Mapping[str, object] | None:
    """What the running bot answers; None: no bot is running there.

    Raises Refused with the bot's own no, or when it may not be asked or does not answer.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(patience)
        try:
            with _short(path) as name:
                line.connect(name)
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        except OSError as problem:
            if problem.errno in (errno.EACCES, errno.EPERM):
                raise Refused("control.not-yours", path=str(path)) from None
            raise Refused("control.no-answer") from None
        try:
            line.sendall(json.dumps(dict(request)).encode() + b"\n")
            with line.makefile("rb") as answers:
                answer = json.loads(answers.readline())
        except (OSError, ValueError):
            raise Refused("control.no-answer") from None
    if not answer.pop("ok"):
        raise Refused(answer["key"], **answer["facts"])
    return dict(answer)


def _bind(path: Path) -> socket.socket:
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        path.unlink(missing_ok=True)
        before = os.umask(0o177)  # so that it is never open to others, not even for an instant
        try:
            with _short(path) as name:
                door.bind(name)
        finally:
            os.umask(before)
        door.setblocking(False)
    except BaseException:
        door.close()
        raise
    return door


@contextlib.contextmanager
def _short(path: Path) -> Iterator[str]:
    """A name for this place that is short enough for the address of a socket."""
    if len(os.fsencode(path)) <= _LONGEST_NAME:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
