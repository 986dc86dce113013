"""How the program writes its log: one line a record, as text or as JSON, to standard error.

What may be in it: ids, outcomes, types and places. Never what anybody said; and an exception
is told by its type and place alone (`bot.anonymous.floor`).
"""

from __future__ import annotations

import json
import logging
import sys
import time
from types import TracebackType
from typing import TextIO

from bot.anonymous import floor

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}
LEVELS["error"] = logging.ERROR

_Exception = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class _Text(logging.Formatter):
    """`2026-05-12T10:31:00Z INFO bot.app: ...`, always one line.

    The names in capitals are the library's.
    """

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s: %(message)s", datefmt="%Y-%m-%dT%H:%M:%SZ"
        )

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return time.strftime(datefmt or self.datefmt or "", time.gmtime(record.created))

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return "".join(c if c.isprintable() else " " for c in line)

    def formatException(self, ei: _Exception) -> str:  # noqa: N802
        return floor.told(ei[1])


class _Json(_Text):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, self.datefmt),
            "level": record.levelname.lower(),
            "from": record.name,
            "text": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up(level: str = "info", form: str = "text", stream: TextIO | None = None) -> None:
    """Replace whatever handlers there are by ours, with the floor under everything."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    handler.addFilter(floor.FLOOR)
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(LEVELS[level])
    floor.lay()
