"""The nouns that everything else speaks in. Frozen, and made of the standard library only.

An adapter makes a `Heard` of what a person typed or pressed. The app makes an `Ask` of it,
a feature answers with `Say`s, and an adapter shows them. All times are aware and in UTC
unless a name says `local`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum
from typing import NewType

PersonId = NewType("PersonId", str)
"""Platform and id: `matrix:@ann:example.org`, `local:ann`; somebody by phone: `phone:7f3a`."""

RoomId = NewType("RoomId", str)
"""Platform and id: `matrix:!abc`, `local:room`."""

Address = NewType("Address", str)
"""Where a message goes: a room (its RoomId) or a private chat (`@` and the PersonId)."""

GroupId = NewType("GroupId", int)

PHONE = "phone"
"""The platform of people who take part by phone: they have a name and no account."""


LONGEST_NAME = 40
"""Characters of a person's name that we show."""


@dataclass(frozen=True, slots=True)
class Person:
    """A human, as one platform names them. `name` is what the others in the room read."""

    id: PersonId
    name: str

    @property
    def by_phone(self) -> bool:
        return platform_of(self.id) == PHONE


def platform_of(place: str) -> str:
    """The platform that a PersonId, RoomId or Address belongs to."""
    return place.removeprefix("@").partition(":")[0]


def private(person: PersonId) -> Address:
    """The address of the private chat between this person and the bot."""
    return Address("@" + person)


def is_private(address: str) -> bool:
    return address.startswith("@")


def person_at(address: Address) -> PersonId:
    """Whose private chat this is. Raises ValueError for a room."""
    if not is_private(address):
        raise ValueError(address)
    return PersonId(address[1:])


_PLAIN_NAME = re.compile(r"(?=.{1,40}\Z)[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")


def named(person: Person) -> Person:
    """The same person with a name of one plain line, however they are called on the platform."""
    if _PLAIN_NAME.fullmatch(person.name):  # nearly everybody, nearly always
        return person
    name = plain(person.name, LONGEST_NAME)
    return person if name == person.name else Person(person.id, name or person.id[-LONGEST_NAME:])


class Right(StrEnum):
    """What the platform itself lets a person do, as the adapter saw it at that moment."""

    MANAGE = "manage"
    """May manage the room on its platform: invited the bot, or may manage the channel."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person who said hello, or whom a facilitator added for the phone."""

    person: Person
    joined_on: date
    paid: bool = False
    """Paid to be here, as the group said in the open: so a crowd can be told by side."""


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting that is on now."""

    id: int
    lead: Person
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Pulse:
    """Something about a meeting is asked now, without names (`bot.anonymous.ballots`)."""

    id: str
    """By chance; another one when the answers were lost and it is asked again."""
    opens_on: date
    """The local day of the meeting."""
    closes_at: datetime
    floor: int
    """How many must answer before anything is said, as it was when it was opened."""
    ram_id: str
    """In which life of the memory the answers are."""


@dataclass(frozen=True, slots=True)
class Group:
    """What every feature may know about a group without asking the database.

    Read-only and always whole: made anew whenever a write changed the group (`bot.groups`).
    """

    id: GroupId
    name: str
    rooms: tuple[RoomId, ...]
    members: Mapping[PersonId, Member]
    facilitators: Mapping[PersonId, date]
    """Until which day each one looks after the group, that day included."""
    names: Mapping[PersonId, str]
    session: Session | None = None
    quiet_since: datetime | None = None
    break_until: datetime | None = None
    rest_until: datetime | None = None
    """After a heavy meeting nothing comes by itself until then."""
    settings: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    zone: str = "Europe/London"
    apart: Mapping[RoomId, str] = field(default_factory=dict)
    """Further places beside its rooms, for a while, and what each is for (`bot.places`); nothing
    once it is over."""
    pulse: Pulse | None = None
    """How a meeting left people is asked now, if it is."""
    ladder: Pulse | None = None
    """How much people decided together in a meeting is asked now, if it is."""
    unsettled: bool = False
    """One of those places is still to be made, filled or closed."""

    def rests(self, at: datetime) -> bool:
        """Is it between a heavy meeting and the end of the rest after it?"""
        return self.session is None and self.rest_until is not None and at < self.rest_until

    def leads(self, who: PersonId, today: date) -> bool:
        """Is this person a facilitator of the group on that day?"""
        until = self.facilitators.get(who)
        return until is not None and today <= until


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing a person typed, pressed or sent as a form, as an adapter understood it."""

    event: str
    """The platform's own id of it, unique with its platform: the same when it is read twice."""
    by: Person
    text: str
    """The typed words. For a press: what its Choice types."""
    at: datetime
    """When the platform says it happened."""
    room: RoomId | None = None
    """None: said in the private chat."""
    pressed: bool = False
    """A button, a slash word or a form: nobody else in the room saw it."""
    addressed: bool = False
    """The bot was spoken to by name (a mention), so the words are surely for it. With `pressed`:
    they were typed after a slash word that takes any."""
    answering: bool = False
    """It answers a line of the bot, and does not name it: talk, unless it is surely a word."""
    rights: frozenset[Right] = frozenset()
    shares: tuple[RoomId, ...] = ()
    """For a private chat: the rooms this person shares with the bot, as far as is known."""
    fields: Mapping[str, str] | None = None
    """The answers of a whole form sent at once, by field name; `text` is its command."""
    of: str = ""
    """Of a button or form: the one question it answers (`Button.of`, `ShownForm.of`)."""
    via: str | None = None
    """Where the platform wants the answer to this, if it is not simply the private chat: known
    to its adapter alone, and forgotten once the answer was shown."""

    @property
    def private(self) -> bool:
        """Only this person can see what they did."""
        return self.room is None or self.pressed


@dataclass(frozen=True, slots=True)
class Ask:
    """A command that a named person gives. Never used for anything anonymous."""

    cause: str
    group: Group
    by: Person
    command: str
    args: Mapping[str, object]
    at: datetime
    """When the app took it up, by the app's clock."""
    room: RoomId | None
    """The room it was typed or pressed in; None: the private chat."""
    private: bool
    rights: frozenset[Right]
    seed: int
    """For dice: a handler may be run again, and must then throw the same."""
    account: PersonId
    """The account it came from, which is where the answer goes. `by` is the same human."""
    via: str | None = None
    """As in `Heard`."""
    beside: tuple[RoomId, ...] = ()
    """The rooms of the group beside which further places can be made now."""

    @property
    def apart(self) -> RoomId | None:
        """The place for a few of the group that it was said in, if it was in one."""
        return self.room if self.room in self.group.apart else None

    @property
    def asker(self) -> Person:
        """Whose private chat an answer goes to, when the words were typed in a room."""
        return Person(self.account, self.by.name)

    @property
    def leads(self) -> bool:
        """The asker is a facilitator of the group today."""
        return self.group.leads(self.by.id, self.at.date())


@dataclass(frozen=True, slots=True)
class Due:
    """The time of a scheduled post or a gathered line has come."""

    cause: str
    group: Group
    job: str
    args: Mapping[str, object]
    at: datetime
    late: timedelta
    """How long ago it was due; more than a minute only after the bot was away."""
    seed: int
    room: RoomId | None = None
    """For a gathered line: the room it is for."""
    held: bool = False
    """It had to wait for a quiet to end, or for its room: it is late for another reason."""
    leapt: bool = False
    """Somebody moved the clock over its time, as in a rehearsal."""


class Moment(Enum):
    """Moments that several features may have something to say at: the whole list."""

    OPENING = "opening"
    """A session has begun."""
    CLOSING = "closing"
    """A session has ended."""
    HUSHED = "hushed"
    """The group is quiet from now on."""
    GOES_ON = "goes on"
    """The quiet is over."""
    SWITCHED = "switched"
    """A part was switched on: only its own features are asked."""
    LINES = "lines"
    """A line of the charter that steers has changed: what it sets follows (`bot.steering`)."""
    STEERED = "steered"
    """A line of the charter chose a setting (`bot.steering`): what was made of it is put right."""
    KEPT = "kept"
    """Somebody asks what is kept about them: each feature answers for itself."""
    LEADS = "leads"
    """Somebody looks after the group from now on."""
    LEFT = "left"
    """Somebody is no longer a member: let go of everything about them."""
    NAMELESS = "nameless"
    """Their name is not to be said again: take it out of words that are kept (`bot.nameless`)."""


class To(Enum):
    """Whom a Say is for, when it is not one named room or one person."""

    ASKER = "asker"
    GROUP = "group"
    EVERYWHERE = "everywhere"
    """The rooms of the group, and all places beside them where a few of it are."""
    FACILITATORS = "facilitators"


ASKER, GROUP, FACILITATORS = To.ASKER, To.GROUP, To.FACILITATORS
EVERYWHERE = To.EVERYWHERE


class Lane(Enum):
    """Order within one place: answers before lines before posts."""

    ANSWER = 0
    LINE = 1
    POST = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A button, or a numbered line: pressing it *is* typing `types`."""

    types: str
    label: str
    """A text key."""
    facts: Mapping[str, object] = field(default_factory=dict)
    of: str = ""
    """The one question it answers, where buttons of older questions can still be pressed."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with a message: what it is of, never what is in it.

    It is made anew whenever it is sent (`Feature.files`), so its text must stand without it.
    """

    kind: str
    """Feature and file: `calendar.meetings`."""
    group: GroupId
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fresh:
    """A fact that is made in the moment it is said (`Feature.fresh`): no row ever holds it."""

    kind: str
    """Feature and fact: `calendar.address`."""
    group: GroupId
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file, made: ready for a platform."""

    name: str
    """As people save it: plain letters, with its ending."""
    type: str
    """Its media type, as `text/calendar`."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing for the list of whoever leads: a short label, and what pressing it types."""

    place: int
    """Lower ones come first, and three fit: 0 and 1 are taken (`bot.features.mylist`)."""
    choice: Choice


@dataclass(frozen=True, slots=True)
class Say:
    """Something to be said: a text key and its facts, never prose."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    to: To | RoomId | Person = ASKER
    choices: tuple[Choice, ...] = ()
    alert: Person | None = None
    """Who should notice it: the only person whose name may ping."""
    lane: Lane | None = None
    """None: answers for a private chat, else lines."""
    good_for: timedelta | None = None
    """How long it is worth saying late; None: the lane decides (`bot.outbox`)."""
    then: tuple[Say, ...] = ()
    """Further sentences of the same message."""
    apart: timedelta | None = None
    """Not said again in the same place within this time: the same card twice is one card."""
    told: bool = False
    """Its sentences name its choices already: buttons where there are some, and no numbers."""
    asks: bool = False
    """It waits for words of one's own, so a platform with forms offers one."""
    opens: bool = False
    """It may begin the private chat, because this person has just asked for it."""
    turn: bool = False
    """It gives the floor to whom it alerts."""
    unasked: bool = False
    """An offer or a hint that its person did not ask for: no room is told that it waits."""
    file: File | None = None
    """What goes with it. The words must be whole without it."""


NOTHING = Say("")
"""The answer that takes away a sign of waiting: what the room hears has answered already."""


def say(
    key: str,
    *,
    to: To | RoomId | Person = ASKER,
    choices: tuple[Choice, ...] = (),
    alert: Person | None = None,
    lane: Lane | None = None,
    good_for: timedelta | None = None,
    then: tuple[Say, ...] = (),
    apart: timedelta | None = None,
    told: bool = False,
    opens: bool = False,
    turn: bool = False,
    unasked: bool = False,
    file: File | None = None,
    **facts: object,
) -> Say:
    """A Say with its facts as keywords: `say("hands.floor", to=GROUP, who=person)`."""
    return Say(
        key,
        facts,
        to,
        choices,
        alert,
        lane,
        good_for,
        then,
        apart,
        told=told,
        opens=opens,
        turn=turn,
        unasked=unasked,
        file=file,
    )


@dataclass(frozen=True, slots=True)
class Text:
    """A fact that is itself one of our texts: rendered in the reader's language."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """A fact that is a list, joined by the words of `key`: "Tom, then Ann"."""

    items: tuple[object, ...]
    key: str = "list.and"


@dataclass(frozen=True, slots=True)
class FromBank:
    """A fact that is a question of a bank, by its name: asked in the reader's language."""

    bank: str
    name: str


class Refused(Exception):  # noqa: N818 (it is an answer, not a fault)
    """A polite no. Raised by rules before anything is saved; answered in private."""

    def __init__(self, key: str, choices: tuple[Choice, ...] = (), **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.choices = choices
        self.facts = facts

    def say(self) -> Say:
        """The answer it is, for who asked."""
        return Say(self.key, self.facts, choices=self.choices)


@dataclass(frozen=True, slots=True)
class Button:
    """A choice, rendered: what it shows and what pressing it types."""

    label: str
    types: str
    of: str = ""
    """As in `Choice`: told to us again in `Heard`."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in words, ready for a platform."""

    text: str
    """Complete without the buttons."""
    buttons: tuple[Button, ...] = ()
    alert: Person | None = None
    board: str | None = None
    """The name of the live list this message is, if it is one: a platform may pin it."""
    via: str | None = None
    """Where the platform wants this answer (`Heard.via`)."""
    opens: bool = False
    """It may begin a private chat (`Say.opens`)."""
    turn: bool = False
    """It gives the floor to `alert` (`Say.turn`)."""
    file: Attached | None = None
    """What goes with it. A platform that cannot take it shows the words alone."""


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})  # controls, formats, surrogates, private use
_JOINERS = frozenset("\u200c\u200d")  # needed to write some languages, and some emoji


def plain(text: str, limit: int) -> str:
    """One line of plain text from anybody: normal form, no control or direction marks.

    What is longer than `limit` characters ends in "…", so that the cut is seen.
    """
    kept = "".join(
        " " if char.isspace() else char
        for char in text[: limit * 8]
        if char.isspace() or char in _JOINERS or unicodedata.category(char) not in _INVISIBLE
    )
    line = " ".join(unicodedata.normalize("NFC", kept).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
