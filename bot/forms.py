"""Open questions in a private chat: numbered choices, and forms one question at a time.

Kept in the database, one of each for a person, so that they go on after a restart; forgotten
after a week. Only named things are ever asked this way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import takewhile

from bot import outbox, times
from bot.db import Tx
from bot.feature import Command, Field, Form, Here
from bot.model import Choice, GroupId, Listed, PersonId, Say, Text, plain, say
from bot.parse import fold
from bot.times import ms
from bot.words import ENGLISH, Words

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

NONE, DONE = "none-of-these", "that-is-all"
"""What a choice types where several can be chosen: none of them, or no more."""

PASS = Choice(NONE, "word.pass")
_CLOSE = {NONE: PASS, DONE: Choice(DONE, "form.that-is-all")}

_SLIP = re.compile(r"\d[.)]?")
"""One figure alone, where numbers are offered: no words of one's own."""

_SO_FAR = " so far"
"""Ends the name under which an open form keeps what was chosen, while more can be chosen."""

KEYS = (
    "form.again",
    "form.number",
    "form.no-such-number",
    "form.help",
    "form.and",
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
    said = _go_on(tx, person, command, form, at)
    if isinstance(said, Say) and not answers and command.form is not None and command.form.begins:
        return after(command.form.begins(tx, group), said)
    return said


def after(first: Sequence[Say], question: Say) -> Say:
    """These sentences, then the question, as one message."""
    if not first:
        return question
    then = (*first[0].then, *first[1:], replace(question, choices=()))
    return replace(first[0], then=then, choices=question.choices, asks=question.asks)


def sent(command: Command, fields: Mapping[str, str], words: Matcher) -> dict[str, str]:
    """The answers of a form that was sent as a whole. What cannot be taken is asked again.

    Nothing is numbered there, so "one" is an answer like any other.
    """
    answers = {}
    for field in _fields(command):
        said = fields.get(field.name, "")
        if field.several:
            picked = words.several(said, (*field.choices, PASS))
            if picked is not None:
                answers[field.name] = _joined(field, picked)
            continue
        chosen = words.means(said, field.choices or field.also) if said else None
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
    field = _asked(command, form)
    if field.several:
        return _choose(tx, person, command, form, text, at, words)
    chosen = words.matches(text, _choices(field, form))
    if chosen is None and field.choices:
        return _once_more(tx, person, form, field, "form.number", at)
    if chosen == CHANGE:
        return back(tx, person, command, form, at)
    if chosen == STOP:
        stop(tx, person)
        return say("welcome.stopped")
    value = chosen or plain(text, field.limit)
    if chosen is None and field.wordy and _SLIP.fullmatch(value):
        return _once_more(tx, person, form, field, "form.no-such-number", at)
    if not value:
        return _once_more(tx, person, form, field, "form.again", at)
    answers = {**form.answers, field.name: value}
    return _go_on(tx, person, command, Open(form.command, form.group, 0, answers, form.at), at)


def _choose(
    tx: Tx, person: PersonId, command: Command, form: Open, text: str, at: datetime, words: Matcher
) -> Say | Complete:
    """Several of the choices: typed all at once, or pressed one after the other."""
    field = _asked(command, form)
    pressed = text in (choice.types for choice in field.choices)
    if pressed and text in field.whole:
        answers = {**form.answers, field.name: text}
        answers.pop(field.name + _SO_FAR, None)
        return _go_on(tx, person, command, replace(form, answers=answers), at)
    if pressed:  # there may be more to come
        picked = _joined(field, (*_so_far(field, form), text))
        form = replace(form, answers={**form.answers, field.name + _SO_FAR: picked}, at=ms(at))
        if len(_choices(field, form)) > 1:
            _save(tx, person, form)
            return _ask(field, form)
        chosen: tuple[str, ...] | None = ()
    else:
        chosen = words.several(text, _choices(field, form), tuple(_CLOSE.values()))
    if chosen is None:
        return _once_more(tx, person, form, field, "form.number", at)
    answers = {name: said for name, said in form.answers.items() if name != field.name + _SO_FAR}
    answers[field.name] = _joined(field, (*_so_far(field, form), *chosen))
    return _go_on(tx, person, command, replace(form, answers=answers), at)


def _so_far(field: Field, form: Open) -> tuple[str, ...]:
    return tuple((form.answers.get(field.name + _SO_FAR) or "").split())


def _joined(field: Field, picked: Iterable[str]) -> str:
    """Each once, in the order in which they are offered."""
    chosen = set(picked)
    return " ".join(choice.types for choice in field.choices if choice.types in chosen)


def _once_more(tx: Tx, person: PersonId, form: Open, field: Field, why: str, at: datetime) -> Say:
    """Ask the same question again. It is the newest one then, so that its numbers count."""
    _save(tx, person, replace(form, at=ms(at)))
    return _ask(field, form, Text(why))


def people(tx: Tx) -> list[PersonId]:
    """Everybody with a form open."""
    return [row[0] for row in tx.all("SELECT person FROM open_form")]


def asks_for(command: Command, form: Open, text: str, words: Matcher) -> bool:
    """Is this one of the choices of the open question?"""
    if command.form is None:
        return False
    field = _asked(command, form)
    return _means(field, form, text, words)


def _means(field: Field, form: Open, text: str, words: Matcher) -> bool:
    choices = _choices(field, form)
    if field.several:
        return words.several(text, choices, tuple(_CLOSE.values())) is not None
    return bool(choices) and words.matches(text, choices) is not None


def takes_own(tx: Tx, command: Command, form: Open, text: str, at: datetime) -> bool:
    """Does the open question ask for words of one's own, and could these be some?

    Where a day is asked for, words that are no day are no answer.
    """
    field = _asked(command, form)
    if field.takes is None or field.choices:
        return not field.choices
    return not isinstance(field.takes(text, form.answers, _here(tx, form.group, at)), Text)


def is_newest(tx: Tx, person: PersonId, form: Open) -> bool:
    """Is the form the last thing that was asked here, so that a number is for it?"""
    row = tx.one("SELECT at FROM open_choice WHERE person = :p", p=person)
    return row is None or row[0] <= form.at


def back(tx: Tx, person: PersonId, command: Command, form: Open, at: datetime) -> Say:
    """One question back, or the first one again."""
    fields = _fields(command)
    asked = (n for n in range(form.step) if fields[n].name in form.answers)
    step = max(asked, default=0)
    undone = {name for field in fields[step:] for name in (field.name, field.name + _SO_FAR)}
    answers = {name: said for name, said in form.answers.items() if name not in undone}
    question = _go_on(tx, person, command, Open(form.command, form.group, 0, answers, form.at), at)
    assert isinstance(question, Say)  # the field at `step` has no answer any more
    return question


def helped(tx: Tx, person: PersonId, command: Command, form: Open, at: datetime) -> Say:
    """Help inside a form: how to go back or end it, and the question again."""
    return _once_more(tx, person, form, _asked(command, form), "form.help", at)


def asked_again(tx: Tx, person: PersonId, command: Command, form: Open, at: datetime) -> Say:
    """The open question once more."""
    _save(tx, person, replace(form, at=ms(at)))
    return _ask(_asked(command, form), form)


def left(command: Command, form: Open) -> tuple[Field, ...]:
    """What is still asked for and can be answered at once: up to the first that stands alone."""
    return tuple(
        takewhile(
            lambda field: not field.alone,
            (
                field
                for field in _fields(command)
                if field.name not in form.answers and not field.skip(form.answers)
            ),
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
    field = _asked(command, form)
    wordy = len(text.split()) >= LONGER
    return bool(field.choices) and wordy and not _means(field, form, text, words)


def stop(tx: Tx, person: PersonId) -> bool:
    """Close whatever is open with this person. False: nothing was."""
    forms = tx.run("DELETE FROM open_form WHERE person = :p", p=person)
    return forms + tx.run("DELETE FROM open_choice WHERE person = :p", p=person) > 0


def end(tx: Tx, group: GroupId, command: str) -> None:
    """Close every form of this command in the group, whoever is in the middle of it."""
    tx.run("DELETE FROM open_form WHERE group_id = :g AND command = :c", g=group, c=command)


def sweep(tx: Tx, now: datetime) -> None:
    """Forget what was left open for a week."""
    for table in ("open_form", "open_choice"):
        tx.run(f"DELETE FROM {table} WHERE at < :before", before=ms(now - KEPT))


def _go_on(tx: Tx, person: PersonId, command: Command, form: Open, at: datetime) -> Say | Complete:
    answers = dict(form.answers)
    if command.form is not None and command.form.knows is not None:
        answers.update(command.form.knows(tx, form.group))
    for step, field in enumerate(_fields(command)):
        if field.skip(answers):
            answers.pop(field.name, None)
            continue
        if anew := field.again.get(answers.get(field.name) or ""):
            left = {name: said for name, said in answers.items() if name not in anew}
            return _go_on(tx, person, command, replace(form, answers=left), at)
        why = None
        if (said := answers.get(field.name)) is not None and field.takes is not None:
            taken = field.takes(said, answers, _here(tx, form.group, at))
            why = taken if isinstance(taken, Text) else None
            answers[field.name] = None if isinstance(taken, Text) else taken
        if answers.get(field.name) is None:
            answers.pop(field.name, None)
            asked = Open(form.command, form.group, step, answers, ms(at))
            _save(tx, person, asked)
            if command.form is not None and command.form.keeps is not None:
                command.form.keeps(tx, form.group, answers)
            return _ask(_asked(command, asked), asked, why)
    stop(tx, person)
    return Complete(form.command, form.group, answers)


def _here(tx: Tx, group: GroupId, at: datetime) -> Here:
    row = tx.one("SELECT zone, language FROM household WHERE id = :g", g=group)
    zone, language = row or ("UTC", ENGLISH)
    return Here(times.wall(at, zone), language)


def mark(form: Open) -> str:
    """A name for the question that is open: the same only as long as it reads the same.

    Where several can be chosen it stays, so that buttons seen before still work.
    """
    known = {name: said for name, said in form.answers.items() if not name.endswith(_SO_FAR)}
    read = json.dumps([form.command, form.group, form.step, known], sort_keys=True)
    return blake2b(read.encode(), digest_size=5).hexdigest()


def _ask(field: Field, form: Open, before: Text | None = None) -> Say:
    asks, of = not field.choices, mark(form)
    choices = tuple(replace(each, of=of) for each in _choices(field, form))
    asked = question(field, form)
    if before is None:
        return replace(asked, choices=choices, asks=asks)
    return Say(before.key, before.facts, choices=choices, then=(asked,), asks=asks)


def question(field: Field, form: Open) -> Say:
    """What a field asks, with what its words show of the other answers."""
    if picked := _so_far(field, form):
        labels = (Text(one.label, one.facts) for one in field.choices if one.types in picked)
        return say("form.so-far", chosen=Listed(tuple(labels)))
    return Say(field.label, form.answers if field.shows is None else field.shows(form.answers))


def _choices(field: Field, form: Open) -> tuple[Choice, ...]:
    """What can be answered by number now."""
    if not field.several:
        return field.choices or field.also
    picked = _so_far(field, form)
    left = (one for one in field.choices if one.types not in picked)
    return (*left, _CLOSE[DONE if picked else NONE])


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


def _asked(command: Command, form: Open) -> Field:
    """The question that is open, with its choices."""
    field = _fields(command)[form.step]
    return field if field.offers is None else replace(field, choices=field.offers(form.answers))


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
        return next((one.types for one in choices if said in self._ways(one)), None)

    def _ways(self, choice: Choice) -> tuple[str, ...]:
        """Its label, what it types, and what people say for it (`.also`)."""
        also = self._words.attribute(choice.label, "also", self._language) or ""
        return (self._label(choice), fold(choice.types), *map(fold, filter(None, also.split("|"))))

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

    def several(
        self, text: str, choices: tuple[Choice, ...], also: tuple[Choice, ...] = ()
    ) -> tuple[str, ...] | None:
        """Which choices are meant by "1 3", "1 and 3" or their labels; None: some are not known.

        `also`: what can be said besides, but has no number.
        """
        one = self.matches(text, choices) or self.means(text, also)
        if one is not None:
            return (one,)
        joint = re.escape(self._words.word("form.and", self._language).casefold())
        found: list[str | None] = []
        for piece in re.split(rf"[,;&+/\n]|\s{joint}\s", text.casefold()):
            whole = self.matches(piece, choices)
            found += [whole] if whole else [self.matches(each, choices) for each in piece.split()]
        known = tuple(types for types in found if types is not None)
        return known if known and len(known) == len(found) else None


def choose(tx: Tx, person: PersonId, text: str, words: Matcher) -> str | None:
    """What a number typed in this private chat types now; None: no such choice is open."""
    return words.matches(text, outbox.offered(tx, person))
