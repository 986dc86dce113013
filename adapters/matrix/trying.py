"""Asking again: how often, how soon, and what no further try would change."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from adapters.matrix.wire import Pauses, Refusal, Unreachable

log = logging.getLogger(__name__)

T = TypeVar("T")


class SignedOut(Exception):  # noqa: N818
    """The server no longer knows our device."""


async def insist(
    ask: Callable[[], Awaitable[T]],
    failed: Callable[[Unreachable], None] = lambda _problem: None,
    *,
    tries: int | None = None,
) -> T:
    """Ask until there is an answer, ever more rarely. Raises SignedOut, or another Refusal.

    With a number of `tries` also the last Unreachable. To be asked to wait is no try.
    """
    pauses = Pauses()
    failures = 0
    while True:
        try:
            return await ask()
        except Unreachable as problem:
            failures += 1
            if failures == tries:
                raise
            pause = pauses.longer()
            log.warning("the Matrix server gave no answer (%s); next try in %.1f s", problem, pause)
            failed(problem)
        except Refusal as no:
            if signed_out(no):
                raise SignedOut(no.code) from None
            if no.wait is None and no.status in (400, 403, 404):
                raise
            pause = pauses.longer(no.wait)
            if no.wait is None:
                log.warning("the Matrix server refused: %s; next try in %.1f s", no, pause)
        await asyncio.sleep(pause)


def signed_out(no: Refusal) -> bool:
    return no.status == 401 or no.code in ("M_UNKNOWN_TOKEN", "M_USER_DEACTIVATED")
