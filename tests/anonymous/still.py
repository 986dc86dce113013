"""A world without chance: the same again in every run, so that two runs can be compared by byte.

Three things make two runs of the same program differ: random bits, the turns of threads, and the
time the machine takes. Here bits come from seeded dice, one set for each place in the code that
asks; threads are run at once and in order; and the loop's clock moves only when nothing is ready.
Of the program itself nothing is replaced.
"""

from __future__ import annotations

import asyncio
import random
import selectors
import sys
from collections import Counter
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import shake_128
from typing import TYPE_CHECKING, Any, TypeVar
from unittest.mock import patch

from bot import db, dice

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")


class Dice:
    """Seeded, and each place that asks has its own: more throws in one move no other.

    What is thrown for a note falls the same whoever wrote it and when: true chance gives every
    outcome to every author alike, so worlds are compared in which it fell the same.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._thrown: Counter[str] = Counter()

    def bytes(self, count: int) -> bytes:
        place = _place()
        self._thrown[place] += 1
        return shake_128(f"{self._seed} {place} {self._thrown[place]}".encode()).digest(count)


def _place() -> str:
    """Who asks for chance, and for which note if it is for one."""
    frame = sys._getframe(2)
    place, words = "", ""
    while frame is not None:
        code = frame.f_code
        if not place and ("/bot/" in code.co_filename or "/adapters/" in code.co_filename):
            place = f"{code.co_filename.rsplit('/', 1)[1]}:{code.co_qualname}"
        if place and (whisper := frame.f_locals.get("whisper")) is not None:
            words = f" for {whisper.text}"
        if frame.f_back is None:
            break
        frame = frame.f_back
    return place + words


class AtOnce(ThreadPoolExecutor):
    """A pool whose threads are always done before anything else goes on."""

    def __init__(self, *_given: object, **_named: object) -> None:
        super().__init__(max_workers=1)

    def submit(self, fn: Callable[..., T], /, *args: Any, **named: Any) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **named))
        except BaseException as problem:  # noqa: BLE001 (as a pool does)
            future.set_exception(problem)
        return future


class _Jumping(selectors.DefaultSelector):
    """Waits for nothing: the time it was to wait has passed at once."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise AssertionError("everybody waits for ever")
        self.passed += max(timeout, 0.0)
        return super().select(0)


class Still(asyncio.SelectorEventLoop):
    """A loop on which time passes only when nothing is ready."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)
        self.set_default_executor(AtOnce())

    def time(self) -> float:
        return self._jumping.passed


def run(world: Coroutine[Any, Any, T], seed: str = "1") -> T:
    """Run it in a world without chance."""
    with same_again(seed), asyncio.Runner(loop_factory=Still) as runner:
        return runner.run(world)


@contextmanager
def same_again(seed: str) -> Iterator[None]:
    """Dice are seeded, and threads take no turns of their own."""
    dice._drawn.clear()
    with (
        patch.object(random, "_urandom", Dice(seed).bytes),
        patch.object(db, "ThreadPoolExecutor", AtOnce),
    ):
        yield
    dice._drawn.clear()
