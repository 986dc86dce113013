"""The log floor: what libraries and accidents would write down about people never gets out.

At debug, discord.py logs whole events, aiohttp requests, and aiosqlite SQL with its values.
Their messages and those of exceptions hold what people typed. So these loggers have a floor
that no setting lowers, and an exception is told by its type and its place, never its words.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

LOUD = frozenset({"aiohttp", "aiosqlite", "asyncio", "discord", "nio", "peewee", "psycopg"})
"""Libraries that handle people's words. Nothing of theirs below WARNING is ever written."""

_TELLING = re.compile(r"/(?:interactions|webhooks|channels)/")
"""Addresses with a token or a place in them."""

log = logging.getLogger(__name__)


class Floor(logging.Filter):
    """Stands on every handler of ours and on every logger there is or will be."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING and record.name.partition(".")[0] in LOUD:
            return False
        try:
            text = record.getMessage()
        except Exception:  # noqa: BLE001 (what cannot be read cannot be judged: it stays inside)
            return False
        return _TELLING.search(text) is None


FLOOR = Floor()


class _Floored(logging.Logger):
    """A logger that has the floor from the start, so that no child of `discord` escapes it."""

    def __init__(self, name: str, level: int = logging.NOTSET) -> None:
        super().__init__(name, level)
        self.addFilter(FLOOR)


def lay() -> None:
    """Lay the floor under all loggers, and the quiet hooks under everything that can break."""
    logging.setLoggerClass(_Floored)
    for logger in (logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)):
        logger.addFilter(FLOOR)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.raiseExceptions = False  # else a record that cannot be written shows its values
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_thread


def watch(loop: asyncio.AbstractEventLoop) -> None:
    """Give the loop a hook that tells type and place of a task's exception, never its words."""
    loop.set_exception_handler(_in_loop)


def debugging() -> bool:
    """Is asyncio's debug mode on? It writes the arguments of calls into the log."""
    try:
        return asyncio.get_running_loop().get_debug()
    except RuntimeError:
        return sys.flags.dev_mode or bool(os.environ.get("PYTHONASYNCIODEBUG"))


def seal() -> None:
    """No core dumps, and no other process of the same user may read this one's memory."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        log.warning("this machine does not let me switch off core dumps")
    if sys.platform == "linux":
        import ctypes

        set_dumpable = 4
        if ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0) != 0:
            log.warning("this machine does not let me close my memory to other programs")


def told(problem: BaseException | None) -> str:
    """An exception, and what caused it, by type and place: `KeyError at bot/app.py:12 in hear`."""
    steps = []
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        steps.append(_type_and_place(type(problem), problem.__traceback__))
        problem = problem.__cause__ or (
            None if problem.__suppress_context__ else problem.__context__
        )
    return ", because of ".join(steps)


def _type_and_place(kind: type[BaseException], trace: TracebackType | None) -> str:
    if trace is None:
        return kind.__name__
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        file = "/".join(code.co_filename.replace("\\", "/").split("/")[-2:])
        places.append((file, f"{file}:{trace.tb_lineno} in {code.co_name}"))
        trace = trace.tb_next
    # The innermost place, and the last one of ours on the way to it.
    ours = [place for file, place in places if file.startswith(("bot/", "adapters/"))]
    last = places[-1][1]
    by_way = f", by way of {ours[-1]}" if ours and ours[-1] != last else ""
    return f"{kind.__name__} at {last}{by_way}"


def _uncaught(
    kind: type[BaseException], problem: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("stopped by %s", told(problem.with_traceback(trace)))


def _in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_type is not SystemExit:
        log.error("a thread ended with %s", told(args.exc_value))


def _unraisable(args: UnraisableHookArgs) -> None:
    log.error("while tidying up: %s", told(args.exc_value))


def _in_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    problem = context.get("exception")
    if isinstance(problem, BaseException):
        log.error("a task ended with %s", told(problem))
    else:  # asyncio's own words, such as "Task was destroyed but it is pending!"
        log.error("asyncio: %s", context.get("message", ""))
