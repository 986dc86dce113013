"""A year of a group that shapes an assessment form: who does what on which day (`year.txt`).

Nine people at keyboards and Dilys on the phone; Ana answers points in the chat, Lena at the council
by e-mail alone. Played on the core by `tests/test_year.py`, in the rehearsal room by
`tests/local/test_year.py`, and on Matrix and Discord by `tests/slow/test_year.py`.

Most steps are plain lines, `Joe: hand up`. Some say what is done, and stand for all that is typed:

    Joe notes #can-do: start page 1 with what I can do
    Ana answers #can-do, did: Page 1 opens with it now.
    Bashir brings a reply to #bus, will by 1 May: The 7 comes at ten to ten from May.

`#can-do` is a point or a question by what it is about: only a group that plays knows its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

LEAD = "Bashir"
PEOPLE = ("Ann", "Joe", "Priya", "Tom", "Femi", "Grace", "Sam", "Ana")
"""Who types. Dilys, the tenth, is on the phone."""

ASKED = ("Joe", "Priya")
"""They say that the bot may ask them things in private. Grace says that it may not."""

YEAR = 2015
"""Past, wherever this runs: what people type on a real server is never older than the bot's clock.
Its weekdays and its Easter are those of 2026."""

BEFORE = datetime(YEAR, 1, 2, 9, 0, tzinfo=UTC)
"""A Friday morning."""

SESSIONS, POINTS, QUESTIONS = 24, 60, 12

VERSIONS = 1 + 3
"""What had been switched on before there was a charter; and three in people's own words."""

Where = Literal["room", "alone", "unnamed", "press"]
"""Typed in the room; typed in the private chat; a talk without a name; a button of the room."""


@dataclass(frozen=True)
class Step:
    """Somebody does something at a minute of a day."""

    when: datetime
    who: str
    text: str
    where: Where = "room"
    keeps: tuple[str, str] | None = None
    """A point or a question is about to be made: what it is called here, and its words."""


STATES = {"thinking": "1", "will": "2", "did": "3", "partly": "4", "could not": "5"}
SAID = {
    "right": "that is right",
    "partly": "partly right",
    "not": "not right",
    "later": "ask me later",
}

Does = Callable[[datetime, re.Match[str]], Iterator[Step]]


def _alone(when: datetime, who: str, *texts: str) -> Iterator[Step]:
    return (Step(when, who, text, "alone") for text in texts)


def _kept(said: re.Match[str]) -> tuple[str, str]:
    return said["about"], said["text"]


def _notes(when: datetime, said: re.Match[str]) -> Iterator[Step]:
    yield Step(when, said["who"], f"note this: {said['text']}", keeps=_kept(said))


def _notes_with_name(when: datetime, said: re.Match[str]) -> Iterator[Step]:
    yield Step(when, said["who"], f"note this: {said['text']}", "alone", _kept(said))
    yield from _alone(when, said["who"], "post it with my name")


def _notes_for(when: datetime, said: re.Match[str]) -> Iterator[Step]:
    """Dilys says yes on the phone; others are asked by the bot."""
    yield Step(when, said["who"], f"note for {said['whose']}", "alone", _kept(said))
    sure = "they said yes, post it" if said["whose"] == "Dilys" else "ask them"
    yield from _alone(when, said["who"], said["text"], sure)


def _limit(when: datetime, said: re.Match[str]) -> Iterator[Step]:
    yield Step(when, said["who"], f"question this: {said['text']}", keeps=_kept(said))


def _asks(when: datetime, said: re.Match[str]) -> Iterator[Step]:
    yield Step(when, said["who"], said["text"], "unnamed", _kept(said))


def _outcome(said: re.Match[str]) -> tuple[str, ...]:
    """The answers to what is asked after "what kind of answer": the six fields are `/` apart."""
    if said["state"] != "could not":
        return (said["by"],) if said["by"] else ()
    *fields, look_again, elsewhere = re.split(r" / ", said["text"])
    return (*_open(fields), look_again, *_open([elsewhere]))


def _open(fields: list[str]) -> Iterator[str]:
    """ "by 1 June" in place of words: we will know by then."""
    for field in fields:
        day = re.fullmatch(r"by (\d+ \w+)", field)
        yield from ("1", day[1]) if day else (field,)


def _answers(when: datetime, said: re.Match[str]) -> Iterator[Step]:
    who, words = said["who"], () if said["state"] == "could not" else (said["text"],)
    first = (f"answer {said['about']}", "1", STATES[said["state"]])
    yield from _alone(when, who, *first, *words, *_outcome(said), "1")


def _replies(when: datetime, said: re.Match[str]) -> Iterator[Step]:
    """A reply of Lena's, typed in word for word."""
    words, _, rest = said["text"].partition(" // ")
    first = (f"reply to {said['about']}", "1", words, STATES[said["state"]])
    outcome: tuple[str, ...] = ()
    if said["state"] == "could not":
        *fields, look_again, elsewhere = re.split(r" / ", rest)
        outcome = (*_open(fields), look_again, *_open([elsewhere]))
    elif said["by"]:
        outcome = (said["by"],)
    yield from _alone(when, said["who"], *first, *outcome, "1")


def _says_of(when: datetime, said: re.Match[str]) -> Iterator[Step]:
    yield from _alone(when, said["who"], f"{SAID[said['text']]} {said['about']}")


def _good_morning(when: datetime, said: re.Match[str]) -> Iterator[Step]:
    """The bot hears that they are there, and no more."""
    for who in said["text"].split(", "):
        yield Step(when, who, "good morning all")


def _presses(when: datetime, said: re.Match[str]) -> Iterator[Step]:
    yield Step(when, said["who"], said["text"], "press")


def _in_private(when: datetime, said: re.Match[str]) -> Iterator[Step]:
    yield from _alone(when, said["who"], said["text"])


def _in_the_room(when: datetime, said: re.Match[str]) -> Iterator[Step]:
    yield Step(when, said["who"], said["text"])


_WHO, _ABOUT, _TEXT = r"(?P<who>\w+)", r"(?P<about>#[\w-]+)", r": (?P<text>.+)"
_STATE = r", (?P<state>thinking|will|did|partly|could not)(?: by (?P<by>[^:]+))?"

_VERBS: dict[str, Does] = {
    rf"good morning{_TEXT}": _good_morning,
    rf"{_WHO} notes {_ABOUT}{_TEXT}": _notes,
    rf"{_WHO} notes with a name {_ABOUT}{_TEXT}": _notes_with_name,
    rf"{_WHO} notes for (?P<whose>\w+) {_ABOUT}{_TEXT}": _notes_for,
    rf"{_WHO} questions a limit {_ABOUT}{_TEXT}": _limit,
    rf"{_WHO} asks without a name {_ABOUT}{_TEXT}": _asks,
    rf"{_WHO} answers {_ABOUT}{_STATE}{_TEXT}": _answers,
    rf"{_WHO} brings a reply to {_ABOUT}{_STATE}{_TEXT}": _replies,
    rf"{_WHO} says of {_ABOUT}{_TEXT}": _says_of,
    rf"{_WHO} presses{_TEXT}": _presses,
    rf"{_WHO}, alone{_TEXT}": _in_private,
    rf"{_WHO}{_TEXT}": _in_the_room,
}


def _script(text: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    day, clock = "", ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if ": " not in line:
            day = line
            continue
        found = re.match(r"(\d\d:\d\d) +", line)
        clock, rest = (found[1], line[found.end() :]) if found else (clock, line)
        wall = datetime.strptime(f"{YEAR} {day} {clock}", "%Y %a %d %b %H:%M")  # noqa: DTZ007
        assert f"{wall:%a}" == day[:3], day
        when = wall.replace(tzinfo=LONDON).astimezone(UTC)
        steps += _of(when, rest)
    return tuple(steps)


def _of(when: datetime, line: str) -> Iterator[Step]:
    for pattern, does in _VERBS.items():
        if said := re.fullmatch(pattern, line):
            return does(when, said)
    raise AssertionError(line)


SCRIPT = _script(Path(__file__).with_name("year.txt").read_text("utf-8"))

AFTERWARDS = datetime(YEAR, 12, 18, 12, 0, tzinfo=UTC)
