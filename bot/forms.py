"""Open questions in a private chat: numbered choices, and forms one question at a time.

Kept in the database, one of each for a person, so that they go on after a restart; forgotten
after a week. Only named things are ever asked this way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import takewhile

from bot import outbox
from bot.db import Tx
from bot.feature import Command, Field, Form
from bot.model import Choice, GroupId, PersonId, Say, Text, plain, say
from bot.parse import fold
from bot.times import ms
from bot.words import Words

KEPT = timedelta(days=7)

LONGER = 4
"""Words from which a line is more than a slip of the finger."""

CHANGE = "change"
"""What a choice types to go back to the question before it."""

BACK = "back"
"""The word that goes one question back."""

STOP = "stop"
"""What a choice types to close the form."""

WRITE = "write it"
"""The word that opens what is still asked for as one form, where the platform has forms."""

KEYS = (
    "form.again",
    "form.number",
    "form.help",
    *("number.1", "number.2", "number.3", "number.4", "number.5"),
    *("number.6", "number.7", "number.8", "number.9"),
)


YES_OR_NO = (Choice("yes", "answer.yes"), Choice("stop", "answer.no"))


def confirm(label: str) -> Form:
    """A form that only asks: are you sure? No ends it."""
    return Form((Field("sure", label, choices=YES_OR_NO, alone=True),))


@dataclass(frozen=True, slots=True)
class Open:
    """A form somebody is in the middle of."""

    command: str
    group: GroupId
    step: int
    answers: Mapping[str, str | None]
    """Also what the questions may show besides: `group`, its name, and what was known before."""
    at: int


@dataclass(frozen=True, slots=True)
class Complete:
    """Every question is answered: the command runs with these."""

    command: str
    group: GroupId
    answers: Mapping[str, str | None]


def begin(
    tx: Tx,
    person: PersonId,
    group: GroupId,
    command: Command,
    at: datetime,
    answers: Mapping[str, str] | None = None,
) -> Say | Complete:
    """Open a form, taking what is answered already; the next question, or all answers."""
    row = tx.one("SELECT name FROM household WHERE id = :g", g=group)
    known = {**(answers or {}), "group": (row[0] if row else None) or None}
    form = Open(command.word, group, 0, known, ms(at))
    return _go_on(tx, person, command, form, at)


def sent(command: Command, fields: Mapping[str, str], words: Matcher) -> dict[str, str]:
    """The answers of a form that was sent as a whole. What cannot be taken is asked again.

    Nothing is numbered there, so "one" is an answer like any other.
    """
    answers = {}
    for field in _fields(command):
        said = fields.get(field.name, "")
        chosen = words.means(said, _choices(field)) if said else None
        value = chosen or ("" if field.choices else plain(said, field.limit))
        if value and value not in (CHANGE, STOP) and not field.alone:
            answers[field.name] = value
    return answers


def opened(tx: Tx, person: PersonId) -> Open | None:
    row = tx.one(
        "SELECT command, group_id, step, answers, at FROM open_form WHERE person = :p", p=person
    )
    if row is None:
        return None
    command, group, step, answers, at = row
    return Open(command, group, step, json.loads(answers), at)


def answer(
    tx: Tx, person: PersonId, command: Command, form: Open, text: str, at: datetime, words: Matcher
) -> Say | Complete:
    """Take an answer to the open question; what to say next, or all answers."""
    field = _fields(command)[form.step]
    chosen = words.matches(text, _choices(field))
    if chosen is None and field.choices:
        return _once_more(tx, person, form, field, "form.number", at)
    if chosen == CHANGE:
        return back(tx, person, command, form, at)
    if chosen == STOP:
        stop(tx, person)
        return say("welcome.stopped")
    value = chosen or plain(text, field.limit)
    if not value:
        return _once_more(tx, person, form, field, "form.again", at)
    answers = {**form.answers, field.name: value}
    return _go_on(tx, person, command, Open(form.command, form.group, 0, answers, form.at), at)


def _once_more(tx: Tx, person: PersonId, form: Open, field: Field, why: str, at: datetime) -> Say:
    """Ask the same question again. It is the newest one then, so that its numbers count."""
    _save(tx, person, replace(form, at=ms(at)))
    return _ask(field, form, Text(why))


def people(tx: Tx) -> list[PersonId]:
    """Everybody with a form open."""
    return [row[0] for row in tx.all("SELECT person FROM open_form")]


def asks_for(command: Command, form: Open, text: str, words: Matcher) -> bool:
    """Is this one of the choices of the open question?"""
    choices = _choices(_fields(command)[form.step]) if command.form else ()
    return bool(choices) and words.matches(text, choices) is not None


def is_newest(tx: Tx, person: PersonId, form: Open) -> bool:
    """Is the form the last thing that was asked here, so that a number is for it?"""
    row = tx.one("SELECT at FROM open_choice WHERE person = :p", p=person)
    return row is None or row[0] <= form.at


def back(tx: Tx, person: PersonId, command: Command, form: Open, at: datetime) -> Say:
    """One question back, or the first one again."""
    fields = _fields(command)
    step = max(form.step - 1, 0)
    undone = {field.name for field in fields[step:]}
    answers = {name: said for name, said in form.answers.items() if name not in undone}
    question = _go_on(tx, person, command, Open(form.command, form.group, 0, answers, form.at), at)
    assert isinstance(question, Say)  # the field at `step` has no answer any more
    return question


def helped(tx: Tx, person: PersonId, command: Command, form: Open, at: datetime) -> Say:
    """Help inside a form: how to go back or end it, and the question again."""
    return _once_more(tx, person, form, _fields(command)[form.step], "form.help", at)


def asked_again(tx: Tx, person: PersonId, command: Command, form: Open, at: datetime) -> Say:
    """The open question once more."""
    _save(tx, person, replace(form, at=ms(at)))
    return _ask(_fields(command)[form.step], form)


def left(command: Command, form: Open) -> tuple[Field, ...]:
    """What is still asked for and can be answered at once: up to the first that stands alone."""
    return tuple(
        takewhile(
            lambda field: not field.alone,
            (field for field in _fields(command) if field.name not in form.answers),
        )
    )


def filled(
    tx: Tx,
    person: PersonId,
    command: Command,
    form: Open,
    fields: Mapping[str, str],
    at: datetime,
    words: Matcher,
) -> Say | Complete:
    """Several answers to the open form at once. What cannot be taken is asked again."""
    answers = {**form.answers, **sent(command, fields, words)}
    return _go_on(tx, person, command, Open(form.command, form.group, 0, answers, form.at), at)


def is_longer(command: Command, form: Open, text: str, words: Matcher) -> bool:
    """Words of one's own where a number was asked for: they deserve more than "a number"."""
    field = _fields(command)[form.step]
    wordy = len(text.split()) >= LONGER
    return bool(field.choices) and wordy and words.matches(text, field.choices) is None


def stop(tx: Tx, person: PersonId) -> bool:
    """Close whatever is open with this person. False: nothing was."""
    forms = tx.run("DELETE FROM open_form WHERE person = :p", p=person)
    return forms + tx.run("DELETE FROM open_choice WHERE person = :p", p=person) > 0


def sweep(tx: Tx, now: datetime) -> None:
    """Forget what was left open for a week."""
    for table in ("open_form", "open_choice"):
        tx.run(f"DELETE FROM {table} WHERE at < :before", before=ms(now - KEPT))


def _go_on(tx: Tx, person: PersonId, command: Command, form: Open, at: datetime) -> Say | Complete:
    for step, field in enumerate(_fields(command)):
        if field.name not in form.answers:
            asked = Open(form.command, form.group, step, form.answers, ms(at))
            _save(tx, person, asked)
            return _ask(field, asked)
    stop(tx, person)
    return Complete(form.command, form.group, form.answers)


def mark(form: Open) -> str:
    """A name for the question that is open: the same only as long as it reads the same."""
    read = json.dumps([form.command, form.group, form.step, dict(form.answers)], sort_keys=True)
    return blake2b(read.encode(), digest_size=5).hexdigest()


def is_asked(tx: Tx, person: PersonId, of: str) -> bool:
    """Is the question with this mark still open?"""
    form = opened(tx, person)
    return form is not None and mark(form) == of


def _ask(field: Field, form: Open, before: Text | None = None) -> Say:
    asks, of = not field.choices, mark(form)
    choices = tuple(replace(each, of=of) for each in _choices(field))
    question = Say(field.label, form.answers, choices=choices, asks=asks)
    if before is None:
        return question
    then = (Say(field.label, form.answers),)
    return Say(before.key, choices=choices, then=then, asks=asks)


def _choices(field: Field) -> tuple[Choice, ...]:
    return field.choices or field.also


def _save(tx: Tx, person: PersonId, form: Open) -> None:
    tx.asked.add(person)
    tx.run("DELETE FROM open_choice WHERE person = :p", p=person)
    tx.run(
        "INSERT INTO open_form (person, group_id, command, step, answers, at)"
        " VALUES (:p, :g, :command, :step, :answers, :at) ON CONFLICT (person) DO UPDATE SET"
        " group_id = :g, command = :command, step = :step, answers = :answers, at = :at",
        p=person,
        g=form.group,
        command=form.command,
        step=form.step,
        answers=json.dumps(dict(form.answers)),
        at=form.at,
    )


def _fields(command: Command) -> tuple[Field, ...]:
    assert command.form is not None
    return command.form.fields


class Matcher:
    """Which choice somebody means by a number, a number in words, or the label itself."""

    def __init__(self, words: Words, language: str) -> None:
        self._words = words
        self._language = language

    def means(self, text: str, choices: tuple[Choice, ...]) -> str | None:
        """What the choice with this label types."""
        said = fold(text)
        found = (one for one in choices if said in (self._label(one), fold(one.types)))
        return next((one.types for one in found), None)

    def _label(self, choice: Choice) -> str:
        return fold(self._words.label(choice, self._language))

    def matches(self, text: str, choices: tuple[Choice, ...]) -> str | None:
        """What the meant choice types; None: none is meant."""
        said = fold(text).removeprefix("number ").removeprefix("option ")
        for number, choice in enumerate(choices, start=1):
            if said in (str(number), f"{number} {self._label(choice)}"):
                return choice.types
        if (meant := self.means(said, choices)) is not None:
            return meant
        counted = [fold(self._words.word(f"number.{n}", self._language)) for n in range(1, 10)]
        if said in counted[: len(choices)]:
            return choices[counted.index(said)].types
        return None


def choose(tx: Tx, person: PersonId, text: str, words: Matcher) -> str | None:
    """What a number typed in this private chat types now; None: no such choice is open."""
    return words.matches(text, outbox.offered(tx, person))
