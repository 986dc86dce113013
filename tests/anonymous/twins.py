"""What would give an author away, each put into the bot as it might be by somebody in good faith.

A test that cannot see these proves nothing. They live in the tests alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from unittest.mock import patch

from bot import outbox, program
from bot.anonymous import slots
from bot.app import App
from bot.aside import Step
from bot.db import Tx
from bot.dice import seed
from bot.door import Done
from bot.model import Group, Heard, Person, Say, private, say

log = logging.getLogger("bot.anonymous.keeper")

Twin = Callable[[App], AbstractContextManager[None]]

Accepted = Callable[[Heard, Group, Step], None]


@contextmanager
def _when_accepted(app: App, does: Accepted) -> Iterator[None]:
    """Do this whenever a note was sent."""
    kept = app._talks._kept

    def leaky(heard: Heard, group: Group, step: Step, future: Any) -> Any:
        if step.whisper is not None:
            does(heard, group, step)
        return kept(heard, group, step, future)

    with patch.object(app._talks, "_kept", leaky):
        yield


def _soon(app: App, write: Callable[[Tx], object]) -> None:
    task = asyncio.ensure_future(app.db.write(write))
    app.__dict__.setdefault("_twins", []).append(task)  # or it might be collected


@contextmanager
def numbered_row(app: App) -> Iterator[None]:
    """A row with a counted id, at once."""

    def row(tx: Tx, words: str) -> None:
        tx.run(
            "CREATE TABLE IF NOT EXISTS early"
            " (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL)"
        )
        tx.run("INSERT INTO early (text) VALUES (:words)", words=words)

    with _when_accepted(app, lambda _h, _g, step: _soon(app, lambda tx: row(tx, _words(step)))):
        yield


@contextmanager
def random_row(app: App) -> Iterator[None]:
    """A row with a random id, in a table without row ids, at once."""

    def row(tx: Tx, words: str, id: int) -> None:
        tx.run(
            "CREATE TABLE IF NOT EXISTS early"
            " (id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"
        )
        tx.run("INSERT INTO early (id, text) VALUES (:id, :words)", id=f"{id:016x}", words=words)

    with _when_accepted(
        app, lambda _h, _g, step: _soon(app, lambda tx: row(tx, _words(step), seed()))
    ):
        yield


@contextmanager
def at_once(app: App) -> Iterator[None]:
    """The room reads it at once, and again at the slot."""

    def out(_heard: Heard, group: Group, step: Step) -> None:
        one = say("challenge.released", to=group.rooms[0], number=0, text=_words(step))
        _posted(app, group, one, f"early:{seed()}")

    with _when_accepted(app, out):
        yield


@contextmanager
def told_by_outbox(app: App) -> Iterator[None]:
    """Its writer is told by a row that it was taken."""

    def told(heard: Heard, group: Group, _step: Step) -> None:
        _posted(app, group, say("app.done", to=Person(heard.by.id, "")), f"taken:{seed()}")

    with _when_accepted(app, told):
        yield


@contextmanager
def logged(app: App) -> Iterator[None]:
    """A line in the log, with nothing in it."""
    with _when_accepted(app, lambda _h, _g, _s: log.info("note accepted")):
        yield


@contextmanager
def all_logged_alike(app: App) -> Iterator[None]:
    """The same line for whatever is done in private."""
    begin = app._talks.begin

    def leaky(heard: Heard, group: Group, command: Any) -> Any:
        log.info("a private act")
        return begin(heard, group, command)

    with patch.object(app._talks, "begin", leaky):
        yield


@contextmanager
def counted(app: App) -> Iterator[None]:
    """A number of notes, for whoever asks how the bot is."""
    taken = [0]
    facts = program.Health.facts

    def one_more(_heard: Heard, _group: Group, _step: Step) -> None:
        taken[0] += 1

    def with_number(health: program.Health) -> Mapping[str, object]:
        return {**facts(health), "notes": taken[0]}

    with _when_accepted(app, one_more), patch.object(program.Health, "facts", with_number):
        yield


@contextmanager
def in_order(app: App) -> Iterator[None]:
    """Notes come out in the order in which they came."""
    came: list[str] = []

    def as_they_came(notes: Any, _seed: int) -> list[Any]:
        return sorted(notes, key=lambda note: came.index(note.text))

    with (
        _when_accepted(app, lambda _h, _g, step: came.append(_words(step))),
        patch.object(slots, "shuffled", as_they_came),
    ):
        yield


@contextmanager
def in_an_exception(app: App) -> Iterator[None]:
    """Something fails, and says for whom."""

    def fails(heard: Heard, _group: Group, _step: Step) -> None:
        try:
            raise ValueError(heard.by.id)
        except ValueError:
            log.exception("it did not go well")

    with _when_accepted(app, fails):
        yield


@contextmanager
def told_in_private(app: App) -> Iterator[None]:
    """A line in the private chat, which stays there."""

    def told(heard: Heard, _group: Group, _step: Step) -> None:
        platform: Any = app.adapters[heard.by.id.partition(":")[0]]
        message = app.core.render(say("app.done"), None, platform.platform, numbered=False)
        task = asyncio.ensure_future(platform.send(private(heard.by.id), message, str(seed())))
        app.__dict__.setdefault("_twins", []).append(task)

    with _when_accepted(app, told):
        yield


@contextmanager
def answers_counted(app: App) -> Iterator[None]:
    """How many answered is on disk while they do."""
    cast, given = app._ballots.cast, [0]

    def leaky(pulse: Any, person: Any, option: int) -> None:
        cast(pulse, person, option)
        given[0] += 1
        _soon(app, lambda tx: _kept(tx, f"{given[0]} answers"))

    with patch.object(app._ballots, "cast", leaky):
        yield


@contextmanager
def answers_marked(app: App) -> Iterator[None]:
    """The mark of whoever answered is on disk: with the key it is their name."""
    cast = app._ballots.cast

    def leaky(pulse: Any, person: Any, option: int) -> None:
        cast(pulse, person, option)
        marks = sorted(app._ballots.begin(pulse)._given)
        _soon(app, lambda tx: _kept(tx, str(marks)))

    with patch.object(app._ballots, "cast", leaky):
        yield


def _kept(tx: Tx, words: str) -> None:
    tx.run("CREATE TABLE IF NOT EXISTS early (text TEXT NOT NULL)")
    tx.run("INSERT INTO early (text) VALUES (:words)", words=words)


def _words(step: Step) -> str:
    assert step.whisper is not None
    return step.whisper.text


def _posted(app: App, group: Group, one: Say, cause: str) -> None:
    at, thrown = app.clock.now(), seed()

    def post(tx: Tx) -> None:
        put = outbox.put(tx, [one], cause=cause, at=at, seed=thrown, group=group)
        loop.call_soon_threadsafe(app.core.after, Done("", None, put))

    loop = asyncio.get_running_loop()
    _soon(app, post)


SEEN_BY_FIGURES: Mapping[str, Twin] = {
    "a counted row": numbered_row,
    "a random row": random_row,
    "out at once": at_once,
    "told by outbox": told_by_outbox,
    "a line in the log": logged,
    "one line for all": all_logged_alike,
    "a counter": counted,
    "in their order": in_order,
}
"""Those that the attacker of `test_attacker` must find."""

SEEN_BY_BYTES: Mapping[str, Twin] = {
    **SEEN_BY_FIGURES,
    "an exception": in_an_exception,
    "a private line": told_in_private,
    "answers counted": answers_counted,
    "answers marked": answers_marked,
}
