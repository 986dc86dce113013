"""How a feature presents itself, as data: its words, its moments, its boards.

`bot/features/__init__.py` lists the features; the parser, the help, the menus and the
adapters read them from here. Nothing is discovered or registered at run time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING, Any

from bot.aside import Aside, Note
from bot.model import (
    Ask,
    Attached,
    Choice,
    Due,
    Fresh,
    Group,
    GroupId,
    Moment,
    Offer,
    PersonId,
    RoomId,
    Say,
    Text,
)

if TYPE_CHECKING:
    from bot.db import Tx

Does = Callable[["Tx", Ask], Sequence[Say]]
"""A handler: load, decide (rules), save. It may be run again, so it throws no dice."""

Fires = Callable[["Tx", Due], Sequence[Say]]


Opens = Callable[["Tx", Due, Sequence[Note]], Sequence[Say]]
"""Like `Fires`, with what came out of the box: it may be none."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which what waits in the box comes out (`bot.anonymous.slots`)."""

    kinds: frozenset[str]
    """Which kinds of note are its own."""
    opens: Opens


Wording = Callable[..., str]
"""Our texts as a group reads them: `text("calendar.summary", group=name)`."""


Counts = Callable[["Tx", Due, "tuple[int, ...] | None"], Sequence[Say]]
"""Like `Fires`, with what was answered without a name; None: the answers were lost."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A time at which answers in memory are counted (`bot.anonymous.ballots`).

    Its subject is the id of the `Pulse`. Once that is open no more, its answers are let go.
    """

    counts: Counts


@dataclass(frozen=True, slots=True)
class Written:
    """A time at which a text is put into words, to be kept to the letter (`bot.releases`).

    Words are worked out outside the database, so it is read before, and once more when it fires:
    if that is not the same any more, all of it is done again a second later.
    """

    read: Callable[[Tx, Group, datetime], Any]
    """What is in it at that time. It may not write."""
    write: Callable[[Any, Wording], str | None]
    """That, in words. None: there is nothing to say."""
    keep: Callable[[Tx, Due, str | None], Sequence[Say]]
    """Like `Fires`, with the text."""


@dataclass(frozen=True, slots=True)
class Job:
    """What happens when something is due."""

    fire: Fires | Slot | Tally | Written
    gathered: bool = False
    """A line that nobody in the lead asked for: it keeps the pace of its room."""
    here: bool = False
    """What it says goes to the room that it is for, and not to the others of the group."""
    unlogged: bool = False
    """No line of the log says that it fired."""
    through_rest: bool = False
    """Knows by itself what may be said before the rest after a heavy meeting is over."""
    through_quiet: bool = False
    """Fires although the group is quiet, because nothing of it is heard in a room."""


class Kind(StrEnum):
    """What follows a command word, or what a field of a form takes."""

    TEXT = "text"
    NAME = "name"
    NUMBER = "number"
    DAY = "day"
    CODE = "code"
    PLACE = "place"
    """A place to speak on a platform, by the id that a room there would have."""


@dataclass(frozen=True, slots=True)
class Arg:
    """What may follow a word. `hand up: the new form` has a TEXT called `why`."""

    name: str
    kind: Kind
    needed: bool = False
    limit: int = 200
    """Most characters of a TEXT; more is cut, and the cut is seen."""
    colon: bool = False
    """With no sign before the word, only after a colon: "go round the corner" is talk."""
    counted: bool = False
    """With no sign before the word, only if it begins with a number."""
    choices: tuple[Choice, ...] = ()
    """What it can be, when that is known beforehand."""
    aloud: bool = False
    """It counts only where everybody sees it typed, so no list or form asks for it."""
    after: str | None = None
    """The word that leads it in, when it is not the first: `facilitator Ann until 1 March`."""
    unless: frozenset[str] = frozenset()
    """What it never begins with, unless a number follows: a shorter word is meant then."""


@dataclass(frozen=True, slots=True)
class Here:
    """Where and when an answer is given."""

    now: datetime
    """Wall time of the group."""
    language: str


Given = Mapping[str, str | None]
"""What was answered so far, by the names of fields."""


def never(_given: Given) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form. `label` is a text key; `choices` make it a numbered question."""

    name: str
    label: str
    limit: int = 1000
    choices: tuple[Choice, ...] = ()
    also: tuple[Choice, ...] = ()
    """Numbered answers beside words of one's own: `pass`."""
    wordy: bool = False
    """With `also`: a figure alone that is none of its numbers is a slip, and is asked again."""
    alone: bool = False
    """Asked by itself after the others, because it shows what they said."""
    several: bool = False
    """Any number of the `choices`, or none: what they type, with a space between two."""
    whole: frozenset[str] = frozenset()
    """Where `several` can be chosen: what is the whole answer as soon as it is pressed."""
    offers: Callable[[Given], tuple[Choice, ...]] | None = None
    """Its `choices`, where they are made of what was answered before."""
    shows: Callable[[Given], Mapping[str, object]] | None = None
    """The facts of its words, made of what was answered before; None: those answers."""
    takes: Callable[[str, Given, Here], str | Text] | None = None
    """How an answer is kept, in a form that is taken again as the same; or our text that says why
    it cannot be taken. It is then asked again, and the other answers stay."""
    skip: Callable[[Given], bool] = never
    """Is it not asked, after what was answered before it?"""
    again: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Answers that ask other questions anew, by their names: "choose another time"."""


@dataclass(frozen=True, slots=True)
class Form:
    """Questions asked one at a time in private, or as one form where the platform has forms.

    When the last one is answered, the command runs with the answers as its `args`.
    """

    fields: tuple[Field, ...]
    knows: Callable[[Tx, GroupId], Mapping[str, str]] | None = None
    """What its questions need to know of the group: looked up anew with every answer."""
    begins: Callable[[Tx, GroupId], Sequence[Say]] | None = None
    """What is said before the first question, or above the form."""
    keeps: Callable[[Tx, GroupId, Given], None] | None = None
    """Keeps what is answered so far, with every answer: an open form is forgotten after a week,
    or when another one begins."""


class Who(Enum):
    """Who may give a command."""

    ANYBODY = auto()
    MEMBER = auto()
    FACILITATOR = auto()
    MANAGER = auto()
    """Who may manage the room on its platform, or a facilitator."""


class Place(Enum):
    """Where a command works."""

    ANYWHERE = auto()
    ROOM = auto()
    """Typed or pressed in a room of the group."""
    PRIVATE = auto()
    """Only where nobody else sees it. Typed in a room it is never repeated there."""


class Card(StrEnum):
    """The cards. In private they carry no name and leave no record (`bot.anonymous`)."""

    SLOW = "slow"
    EXPLAIN = "explain"
    PAUSE = "pause"
    CHECK = "check"
    """Only the facilitator hears it: check with everybody."""
    NONE = "send nothing"
    """None after all: as little is kept of that."""


def always(_group: Group) -> bool:
    return True


def in_session(group: Group) -> bool:
    return group.session is not None


@dataclass(frozen=True, slots=True)
class Command:
    """A word that people can say, and who may say it where.

    `word` is its name in code and always understood. The same word in the group's language,
    other ways to say it and its line of help are in `prompts/`: `word-hand-up`, with the
    attributes `.also` (separated by "|") and `.help`. `.number` is what means it only with a
    number after it, as it stands in a list: "line 2".
    """

    word: str
    do: Does
    args: tuple[Arg, ...] = ()
    who: Who = Who.ANYBODY
    place: Place = Place.ANYWHERE
    when: Callable[[Group], bool] = always
    """When the word works; outside it the person gets `refusal`, and help leaves it out."""
    asks: bool = False
    """In private its handler asks for what must follow the word, and did not."""
    refusal: str = "app.not-now"
    bare: bool = False
    """In a session's room, a message that is exactly this word needs no sign before it."""
    apart: bool = False
    """Works in a place for a few of the group, too (`bot.places`); there the rest is talk."""
    letters: str = ""
    """Each of these alone is this word, with that letter after it."""
    numbered: Callable[[Group], bool] | None = None
    """While this is so, a number alone in a room of the group is this word with that number."""
    passing: bool = False
    """While it does not work, the same words are talk, and not answered."""
    opens: bool = False
    """Needs no sign before it even when no session is on, but only from a facilitator."""
    aside: Aside | None = None
    """Only ever said in private, without a name: it never reaches `do`, and leaves no trace."""
    card: Card | None = None
    """Said in private, it takes the anonymous road and never reaches `do`."""
    inner: bool = False
    """Only ever pressed, or said because the bot asked for it: it stands in no list of words."""
    slash: bool = True
    """Has a slash word of its own, unless it is `inner`. A platform takes only so many, so what is
    said rarely, or has a button as its usual road, is said after the one slash word for all."""
    again: bool = False
    """Shows once more what its person could not see, or has lost."""
    at_once: bool = False
    """Typed where words of one's own are asked for, it is never taken for those."""
    sure: bool = False
    """For a card: sent although few could have sent it."""
    confirmed_by: str | None = None
    """The gathered line that confirms it when it was typed in the room, so no private answer."""
    fresh: timedelta | None = None
    """How old it may be and still act; None: for ever."""
    form: Form | None = None
    first: Does | None = None
    """What is said before the first question of its form, if anything."""
    part: str | None = None
    """The part of the bot the group must have switched on."""
    greets: bool = False
    """It makes somebody a member, so nobody is invited to say hello after it."""
    supports: bool = False
    """Somebody who was asked for help may say it, also when they are in no group here."""
    unlogged: bool = False
    """No line of the log says that anybody said it."""
    practice: bool = False
    """Its form is only practice: words typed in it are not real. Never while a session is on."""
    helped: Helped | None = None
    """In which list of the help it stands; None: in none."""
    menu: bool = False
    """Stands in the private menu, by number."""
    shown: Callable[[Group, PersonId], bool] | None = None
    """For help only: whether it makes sense for this person now (besides `when` and `who`)."""


class Helped(Enum):
    """The lists of the help."""

    FIRST = auto()
    """The few that the room hears of: hand up, pass, the cards, help."""
    MEMBER = auto()
    FACILITATOR = auto()
    ANSWERER = auto()
    """For whoever has said yes to answering points (`bot.answerers`), in private."""


@dataclass(frozen=True, slots=True)
class Board:
    """A live message: a view of the state, kept current by edits."""

    name: str
    view: Callable[[Tx, Group], Say | None]
    """What it shows now; None: nothing, because no session is on."""
    closed: str
    """The text key it shows once there is nothing to show."""
    stopped: str
    """The text key that is added to its last edit, where the edits of a session are limited."""


@dataclass(frozen=True, slots=True)
class Makes:
    """How a kind of file is made. Anew each time it is sent, so it is as true as it can be."""

    read: Callable[[Tx, Group, Mapping[str, object], datetime], Any]
    """What is in it at that time, by the facts of the `File`. It may not write."""
    make: Callable[[Any, Wording], Attached | None]
    """That, as bytes: it may take its time. None: there is nothing to show."""


Freshly = Callable[["Tx", "Fresh", str, datetime], str | None]
"""Makes a fact in the moment it is said, with a new secret; None: nothing is to be said now."""


Asked = Callable[
    ["Tx", Group, PersonId, RoomId, datetime, "datetime | None"], tuple[str, str] | None
]
"""What a plain yes and a plain no type, said by that person in that room then; None: nothing was
asked of them there. The last: since when it must have been asked, where they may mean others."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: everything the rest of the program knows about it."""

    name: str
    commands: tuple[Command, ...] = ()
    jobs: Mapping[str, Job] = field(default_factory=dict)
    """By name without the feature: `line` is the job `hands.line`."""
    at: Mapping[Moment, Callable[[Tx, Ask], Sequence[Say]]] = field(default_factory=dict)
    boards: tuple[Board, ...] = ()
    files: Mapping[str, Makes] = field(default_factory=dict)
    """By name without the feature: `meetings` is the file `calendar.meetings`."""
    fresh: Mapping[str, Freshly] = field(default_factory=dict)
    """By name without the feature: `address` is the fact `calendar.address`."""
    part: str | None = None
    """Set: off until the group says yes."""
    offers: Callable[[Tx, Ask | Due], Sequence[Offer]] | None = None
    """What it has for the list of whoever leads now, if anything. It may be asked at any time."""
    asked: Asked | None = None
    """Whether it has asked somebody in a room for a yes or no."""
