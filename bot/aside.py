"""The nouns of the other road: what is asked, said or answered without a name.

A talk on this road is held in memory alone. A feature says, as one pure function (`Aside.step`),
what comes after what; `bot.anonymous.asides` holds the draft, and what a talk ends in goes into
the box (`bot.anonymous.box`) or into memory (a `Ballot`). No noun here has an author, an event
or a time of day: nobody can keep by accident what is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.model import Choice, Group, GroupId, Pulse, Say

if TYPE_CHECKING:
    from bot.db import Tx

LONGEST = 1500
"""Characters of a whisper, the same on every platform: a longer one would tell where it is from."""


DRAFT_KEPT = timedelta(hours=24)
"""How long a talk is held in which nothing more is said."""


class Watched(StrEnum):
    """Who else can see that somebody wrote to the bot, and what: a matter of the platform."""

    COMPANY = "company"
    """A company runs it, and sees that and when. The words are in a form that leaves no message."""
    SERVER = "server"
    """Typed, and whoever runs the chat server can read it: the organisation itself, perhaps."""
    SEALED = "sealed"
    """Typed and encrypted; others run the server, and see that and when."""
    PRACTICE = "practice"
    """The rehearsal room: nothing there is private."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who could have written a note: members of some time with an account, and nobody who leads."""

    names: tuple[str, ...]
    """Those who are counted, in alphabetical order: the author may look at them."""
    paid: int
    """How many of them are paid to be there."""
    leading: tuple[str, ...]
    """Who leads, and so reads it: never counted."""
    guess: int
    """To how many of them somebody who watches closely may get down."""
    floor: int
    """How many there must be: fewer hide nobody (`bot.anonymous.least`)."""

    @property
    def size(self) -> int:
        return len(self.names)


@dataclass(frozen=True, slots=True)
class Whisper:
    """Words without an author, for the box."""

    kind: str
    """What opens it at the slot: challenge, reply, confirm, withdraw, ..."""
    text: str = ""
    about: str = ""
    """The id of the note it belongs to, if it belongs to one."""
    receipt: bool = False
    """Five words to come back with are wanted."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """An answer without an author, for memory alone."""

    option: int


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """What lies in the box. No id, no time: nothing tells two notes apart but what they say."""

    group: int
    kind: str
    about: str
    text: str
    receipts: tuple[str, ...]
    """What five words come to (`bot.anonymous.receipts`), in hex; none for who went without."""
    earliest: str
    """The day of the first slot it can come out at."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a talk may know: all of it holds for everybody in the group alike."""

    group: Group
    watched: Watched
    today: date
    """In the group's zone."""
    crowd: Crowd
    comes_out: date
    """The slot at which a note that is written now comes out."""
    asked: bool = False
    """Is its question asked now (`Aside.asks`), and can an answer be held?"""
    lasts: bool = True
    """Is an answer held when the program, not the machine, is started again?"""
    left: bool = True
    """Can another note be taken before that? One person fills no slot alone."""
    knows: Any = None
    """What `Aside.knows` last read of this group."""
    organisation: str = ""
    """Its name, as the settings say: on some platforms it runs the chat server."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was said in a talk, and what its draft holds."""

    choice: str = ""
    """What was chosen; empty: the talk has just begun. After `Step.code`: `found` or
    `not-found`."""
    words: str | None = None
    """What was written, in the one normal form."""
    draft: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next in a talk."""

    says: Say
    """One message. Those of its choices that are `chosen` go on in this talk."""
    draft: Mapping[str, str] | None = None
    """What is held until then. None: the talk is over."""
    writes: bool = False
    """Words of one's own come next: a form where the platform has them, else the next line."""
    whisper: Whisper | None = None
    """To be put into the box. `says` tells that it is not in there yet."""
    then: Say | None = None
    """Said once it is in the box, or taken out; it gets the facts `day` (when it comes out) and
    `code` (the five words, if they were wanted)."""
    ballot: Ballot | None = None
    """An answer to what is asked now. `says` is only said where it is held."""
    code: str | None = None
    """What was typed as five words, to be looked up; `says` asks for a minute. The next step is
    told whether they were `found` or `not-found`; what are no five words is asked for again."""
    takes_out: bool = False
    """The note that was found is still in the box: take it out, and say `then`."""


IN_THE_BOX = "box"
"""Of a draft: `note` is this where the note that was found has not come out yet."""

WAITING = "waiting"
"""Of a draft: how many acts about the note that was found wait in the box."""


def chosen(choice: str, label: str, **facts: object) -> Choice:
    """A choice inside a talk: the next step is told it. Other choices type words of ours."""
    return Choice(f"{IN_TALK}{choice}", label, facts)


IN_TALK = "aside "
"""What a choice inside a talk types begins with; the key of its draft is put after it."""

OF_A_TALK = "aside"
"""`Heard.of` of a line that its platform knows to be said in a talk which the bot may have
forgotten: then it is answered kindly, and never taken for a word."""


def _how_it_left(group: Group) -> Pulse | None:
    return group.pulse


@dataclass(frozen=True, slots=True)
class Aside:
    """How a feature talks without a name."""

    step: Callable[[Around, Told], Step]
    """Pure: it may be asked twice."""
    knows: Callable[[Tx], Mapping[GroupId, Any]] | None = None
    """Read once a minute for all groups, never when somebody asks: a lookup would be a trace."""
    finds: Callable[[Tx, bytes], Mapping[str, str] | None] | None = None
    """The draft that goes with a receipt: `note`, the `group` in which alone it is good, and
    whatever else the talk needs of it."""
    asks: Callable[[Group], Pulse | None] = _how_it_left
    """The question that its ballots answer."""
