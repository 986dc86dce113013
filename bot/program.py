"""The running process: every part in a task of its own, started again when it breaks.

One chat platform that fails stops nothing else. SIGTERM and SIGINT end everything within five
seconds; work that was acknowledged is on disk already, so nothing waits to be saved.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot import __version__, backup, control, outbox
from bot.adapter import NeedsAdmin
from bot.anonymous import floor
from bot.model import Refused
from bot.times import ms

if TYPE_CHECKING:
    from bot.app import App

log = logging.getLogger(__name__)

Part = Callable[[], Awaitable[None]]
"""Something that runs until it is cancelled."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
"""Seconds before a part is started again: twice as long each time."""
WELL_AFTER = 60.0
"""A part that ran so long is well: the pauses begin anew."""
LOOK_EVERY = 5.0
"""Seconds between two looks at how long the oldest message waits."""
TIDY, HARD = 3.0, 4.5
"""Seconds after a signal: for the parts to end, and until the process ends whatever happens."""


@dataclass
class Health:
    """How the process is, in words that tell nothing about people."""

    app: App
    parts: dict[str, str] = field(default_factory=dict)
    """Each part is `running`, `waiting` to be started again, or `stopped` until the admin acts."""
    waits_since: int | None = None
    port: int | None = None
    """Where the health page is, for the shell."""

    def facts(self) -> Mapping[str, object]:
        """For `GET /health` and for the shell."""
        now = ms(self.app.clock.now())
        oldest = None if self.waits_since is None else max(0, now - self.waits_since) // 1000
        well = all(state == "running" for state in self.parts.values())
        return {
            "status": "ok" if well else "degraded",
            "version": __version__,
            "adapters": {name: self.parts.get(name, "waiting") for name in self.app.adapters},
            "oldest_waiting_seconds": oldest,
        }

    async def watch(self) -> None:
        while True:
            self.waits_since = await self.app.db.read(outbox.oldest_waiting)
            await asyncio.sleep(LOOK_EVERY)


async def serve(
    app: App,
    database: Path,
    health: Health,
    parts: Mapping[str, Part] | None = None,
    started: Callable[[], None] = lambda: None,
) -> None:
    """Run the app, its adapters and these further parts until the process is told to stop.

    `started` is called once shell commands and signals are heard.
    """
    loop = asyncio.get_running_loop()
    floor.watch(loop)
    keep_what_is_loaded()
    stop = asyncio.Event()
    every: dict[str, Part] = {"core": app.run, "health": health.watch, **(parts or {})}
    for name, adapter in app.adapters.items():
        every[name] = lambda adapter=adapter: adapter.run(app)  # type: ignore[misc]
    with _signals(loop, stop):
        async with _door(app, database, health):
            tasks = [
                asyncio.create_task(supervise(name, run, health.parts), name=name)
                for name, run in every.items()
            ]
            started()
            try:
                await stop.wait()
            finally:
                await _end(tasks)


def keep_what_is_loaded() -> None:
    """Words, modules and groups stay until the end: the collector need not look through them.

    It would take 25 ms now and then, in which nobody is answered.
    """
    gc.collect()
    gc.freeze()
    _give_back()


def _give_back() -> None:
    """Memory that is let go of goes back to the system at once, also that of each costly hash.

    After the first large block glibc would keep as much for later ones: 19 MiB for a moment in
    each minute (`bot.anonymous.receipts`). Other systems have no such habit.
    """
    if sys.platform == "linux":
        import ctypes

        libc, mmap_threshold, most_arenas = ctypes.CDLL(None), -3, -8
        with contextlib.suppress(AttributeError):  # musl
            libc.mallopt(mmap_threshold, 1024 * 1024)
            libc.mallopt(most_arenas, 1)
            libc.malloc_trim(0)


async def supervise(
    name: str, run: Part, states: dict[str, str], first_pause: float = FIRST_PAUSE
) -> None:
    """Run a part; when it breaks, say so and start it again after a while."""
    loop = asyncio.get_running_loop()
    pause = first_pause
    while True:
        states[name] = "running"
        began = loop.time()
        try:
            await run()
            why = "it ended by itself"
        except NeedsAdmin:
            states[name] = "stopped"
            log.error("%s stays off until I am started again; the rest goes on", name)
            return
        except Exception as problem:  # noqa: BLE001 (whatever it is, the others go on)
            why = floor.told(problem)
        states[name] = "waiting"
        if loop.time() - began > WELL_AFTER:
            pause = first_pause
        log.error("%s stopped (%s); the rest goes on; next try in %.0f s", name, why, pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


@contextlib.asynccontextmanager
async def _door(app: App, database: Path, health: Health) -> AsyncIterator[None]:
    """The door for shell commands. Without it the bot still runs, and says so."""
    async with contextlib.AsyncExitStack() as stack:
        try:
            door = control.listening(control.beside(database), commands(app, database, health))
            await stack.enter_async_context(door)
        except OSError as problem:
            log.warning("shell commands cannot reach this bot: %s", floor.told(problem))
        yield


def commands(app: App, database: Path, health: Health) -> Mapping[str, control.Does]:
    """What the shell may ask of a running bot."""

    async def copy(request: control.Request) -> Mapping[str, object]:
        force = request.get("force") is True
        return {"size": await backup.backup(app.db, database, _path(request), force=force)}

    async def put_back(request: control.Request) -> Mapping[str, object]:
        kept = await backup.restore(app.db, database, _path(request), app.clock.now())
        await app.restored()
        return {"kept": str(kept)}

    async def status(_request: control.Request) -> Mapping[str, object]:
        troubles = [[key, dict(facts)] for key, facts in app.troubles.lately()]
        rooms = [room for group in app.groups for room in group.rooms]
        return {"port": health.port, "troubles": troubles, "rooms": rooms, **health.facts()}

    return {"backup": copy, "restore": put_back, "status": status}


def _path(request: control.Request) -> Path:
    path = Path(str(request.get("path", "")))
    if not path.is_absolute() or "\0" in str(path):
        raise Refused("control.not-understood")
    return path


@contextlib.contextmanager
def _signals(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> Iterator[None]:
    def end() -> None:
        if not stop.is_set():
            stop.set()
            _within(HARD)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def _within(seconds: float) -> None:
    """End the process after that, even if a thread or a library will not."""

    def end() -> None:
        log.warning("something did not stop in time; ending without it; nothing is lost")
        os._exit(0)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    _done, slow = await asyncio.wait(tasks, timeout=TIDY)
    for task in slow:
        log.warning("%s did not stop in time", task.get_name())


def free(host: str, port: int) -> bool:
    """Could this port be opened now?"""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            return False
    return True
