"""What the core asks of a chat platform, and nothing more.

Adapters translate; they decide nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol, runtime_checkable

from bot.aside import Watched
from bot.clock import Clock
from bot.feature import Feature
from bot.model import (
    Address,
    Button,
    Group,
    Heard,
    Person,
    PersonId,
    Rendered,
    Right,
    RoomId,
)
from bot.words import Words


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a platform can do, as plain numbers and yes or no."""

    longest: int
    """Characters that fit into one message."""
    buttons: bool
    """Choices can be shown as buttons with words."""
    boards: bool
    """A message can be edited in place, so that live lists are possible."""
    board_pace: float
    """Seconds between two edits of one board."""
    senders: int
    """How many messages may be on their way at once, each to another place."""
    sure_for: timedelta
    """How long sending again with the same token cannot double a message."""
    board_edits: int = 10
    """Most edits of one board in a session, where edits share a limit with answers."""
    slash: bool = False
    """Commands are typed with a slash, `/hand-up`, and so texts spell them."""
    forms: bool = False
    """Words of one's own can be asked for in a form, also where nothing can be typed."""
    places: bool = False
    """Further places for a few people can be made beside a room (`Adapter.make_place`)."""
    keeps_typed: bool = False
    """What somebody typed in private can be read again later, with their name and the time."""


Later = Callable[[], Awaitable["Reply"]]
"""A reply that takes its time, while its person goes on talking."""


class TryLater(Exception):  # noqa: N818 (an instruction to the outbox)
    """The platform cannot take this now. The row keeps its place; only its room waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class GiveUp(Exception):  # noqa: N818 (an instruction to the outbox)
    """The platform will never take this: the chat is closed, the room is gone."""


class Unseen(Exception):  # noqa: N818 (an instruction to the outbox)
    """This person cannot be reached now: they are told at their next touch."""


class NeedsAdmin(Exception):  # noqa: N818 (an instruction to whoever runs the adapter)
    """Only the admin can put this right, and was told: trying again would make it worse."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A further place that is wanted beside a room."""

    beside: RoomId
    name: str
    """As people read it."""
    token: str
    """Random, and its own: to find it again."""
    since: datetime
    """When it was first tried to make it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Shown to one person now, from memory, and never kept."""

    messages: tuple[Rendered, ...]
    later: Later | None = field(default=None, compare=False)
    """To be awaited once these are shown: what takes their place, or follows them."""
    aside: bool = False
    """It belongs to a talk without a name: nothing of it may be kept where it can be helped."""
    over: bool = False
    """That talk is over: what was said in it goes wherever it can be taken away."""


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field of a form, in words."""

    name: str
    label: str
    limit: int
    choices: tuple[Button, ...]
    also: tuple[Button, ...] = ()
    """Beside words of one's own: a button that fills in its label."""
    needed: bool = True


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form in words, for a platform that has forms. Send it back as Heard with `fields`."""

    command: str
    title: str
    fields: tuple[ShownField, ...]
    of: str = ""
    """As in `Button`."""
    begins: str = ""
    """What stands above its fields."""


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word that works now, for a platform that suggests words while somebody types."""

    types: str
    """As it is said in their language."""
    does: str
    """Its line of help."""
    ways: tuple[str, ...]
    """Every way to say it, as `bot.parse.fold` makes them."""
    slash: bool
    """It has a slash of its own, too."""
    names: bool
    """Somebody's name follows it."""
    follows: tuple[Button, ...]
    """What can follow it, where that is known beforehand."""


class EventState(Enum):
    """How a planned meeting stands on a platform that has events."""

    PLANNED = "planned"
    ON = "on"
    OVER = "over"
    OFF = "off"
    """Called off."""


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """A planned meeting, in words."""

    name: str
    about: str
    begins: datetime
    ends: datetime
    mark: str
    """What it is found again by: stands in it, for everybody to see."""


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """One of our own that stands there now."""

    id: str
    mark: str
    begins: datetime
    on: bool
    """It has begun over there."""


class Bot(Protocol):
    """What an adapter may tell and ask the bot: the whole of it. `bot.app.App` is one."""

    clock: Clock
    words: Words

    @property
    def features(self) -> Sequence[Feature]:
        """All words there are, for a platform that lists them beforehand."""

    async def hear(self, heard: Heard) -> Reply | None:
        """Take up what somebody said; returns when all that follows from it is on disk.

        None: what is answered comes from the outbox. A Reply without messages: nothing will.
        """

    async def not_shown(self, heard: Heard, reply: Reply) -> None:
        """A reply had nowhere to be shown: held in memory until its person asks again."""

    async def arrived(
        self, room: RoomId, name: str, by: Person, rights: frozenset[Right] = frozenset()
    ) -> None:
        """The bot was put into a room."""

    async def left(self, person: PersonId, room: RoomId) -> None:
        """Somebody left a room for good."""

    async def moved(self, old: RoomId, new: RoomId) -> None:
        """A room was replaced by another one: its group goes along."""

    async def bookmark(self, platform: str) -> str | None:
        """How far this platform had been read; None: never, or a restore made it worthless."""

    async def read_to(self, platform: str, place: str) -> None:
        """Everything before this place has been taken up."""

    def tell_admin(self, key: str, facts: Mapping[str, object]) -> None:
        """Something that only an admin can put right: a text key and its facts, without names."""

    def put_right(self, key: str) -> None:
        """What the admin was told of has passed."""

    def reached(self, platform: str, *, now: bool) -> None:
        """Whether a platform can be reached: say it whenever it changes."""

    async def claimed(self, address: Address, message_id: str) -> bool:
        """Is that message already known to be one of ours, so that it is no other?"""

    def events_changed(self, rooms: Sequence[RoomId]) -> None:
        """Events on the server where these rooms are may be other than we left them."""

    def noticed(self, room: RoomId, person: PersonId) -> None:
        """Somebody wrote in the room: call it for every human message, whatever it says."""

    def group_of(self, room: RoomId) -> Group | None:
        """The group that a room belongs to, if the bot knows the room."""

    async def comes_next(self) -> datetime | None:
        """When something is due next, for a clock that can be moved. None: nothing is."""

    def speaks_in(self, place: RoomId) -> RoomId | None:
        """The room on the same platform whose group also speaks in that place."""

    def people(
        self, person: PersonId, room: RoomId | None, shares: Sequence[RoomId] = ()
    ) -> tuple[Person, ...]:
        """Whom a word there can be about. `room` None: the private chat; `shares` as in `Heard`."""

    def is_aside(self, heard: Heard) -> bool:
        """Does this take the road without a name? Then nothing of it may be kept or logged."""

    async def form(self, heard: Heard) -> ShownForm | None:
        """The form that these words open, for a platform that has forms."""

    async def words_now(
        self, person: PersonId, room: RoomId | None, shares: Sequence[RoomId] = ()
    ) -> tuple[Button, ...]:
        """The words that work now for this person in that place, as buttons.

        `room` None: the private chat; `shares` as in `Heard`.
        """

    def words_for(
        self,
        person: PersonId,
        room: RoomId | None,
        shares: Sequence[RoomId] = (),
        rights: frozenset[Right] = frozenset(),
    ) -> tuple[ShownWord, ...]:
        """Every word that works now for this person there, where nobody else sees it typed."""


class Adapter(Protocol):
    """One chat platform. `platform` is the part before the colon in its ids."""

    platform: str
    abilities: Abilities

    async def run(self, app: Bot) -> None:
        """Serve until cancelled: turn what people do into `app.hear`."""

    async def send(self, address: Address, message: Rendered, token: str) -> str:
        """Show a message and return its id on the platform.

        The same token within `abilities.sure_for` must not show it twice.
        Raises TryLater, GiveUp or, for one person, Unseen; any other exception counts as
        TryLater.
        """

    async def edit(self, address: Address, message_id: str, message: Rendered, token: str) -> None:
        """Replace the words of one of our own messages. Raises TryLater or GiveUp."""

    async def look(
        self, address: Address, token: str, text_hash: str, since: datetime
    ) -> str | None:
        """Find an own message that may or may not have been shown; None: it was not.

        Asked only when a row is in doubt for longer than `abilities.sure_for`.
        Raises GiveUp when the history cannot be read.
        """

    def can_place(self, beside: RoomId) -> bool:
        """Could a further place be made beside this room now? From memory, asking nobody."""

    async def find_place(self, wish: Wish) -> RoomId | None:
        """The place that was made for this wish, if it was. Raises TryLater or GiveUp."""

    async def make_place(self, wish: Wish) -> RoomId:
        """Make a place that only those can read who are asked in. Raises TryLater or GiveUp.

        Asked only when `find_place` has just found none. It makes one each time.
        """

    async def ask_in(self, place: RoomId, person: PersonId) -> None:
        """Let somebody in, or tell them how to come in. Twice is once. Raises TryLater, GiveUp."""

    async def close_place(self, wish: Wish, place: RoomId) -> None:
        """It is over: nobody is to go on there unknowing. Twice is once. Raises TryLater, GiveUp.

        What people said there stays as the platform keeps it.
        """

    def watched(self, person: PersonId) -> Watched:
        """Who else can see what this person and the bot say in private. From memory."""

    def mention(self, person: Person) -> str:
        """This person's name so that they notice it."""

    def escape(self, text: str) -> str:
        """People's own words, so that they can neither ping nor turn into markup."""


class NoPlaces:
    """For a platform on which no further places can be made (`Abilities.places`)."""

    def can_place(self, beside: RoomId) -> bool:  # noqa: ARG002 (wherever it is)
        return False

    async def find_place(self, wish: Wish) -> RoomId | None:
        raise GiveUp(wish.token)

    async def make_place(self, wish: Wish) -> RoomId:
        raise GiveUp(wish.token)

    async def ask_in(self, place: RoomId, person: PersonId) -> None:
        raise GiveUp(place, person)

    async def close_place(self, wish: Wish, place: RoomId) -> None:
        raise GiveUp(wish.token, place)


@runtime_checkable
class KeepsEvents(Protocol):
    """An adapter whose platform has events for planned meetings. Each raises TryLater or GiveUp."""

    platform: str
    abilities: Abilities

    def event_place(self, room: RoomId) -> str:
        """Where the events of a room are: its server."""

    async def events(self, place: str) -> Sequence[FoundEvent]:
        """Those of ours that are planned or on there."""

    async def make_event(self, place: str, room: RoomId, event: ShownEvent) -> str:
        """A new one; its id. Whoever asks has looked before whether it is there."""

    async def change_event(
        self, place: str, there: FoundEvent, event: ShownEvent, state: EventState
    ) -> None:
        """It is to read like this; `state`: planned, or on from now."""

    async def end_event(self, place: str, there: FoundEvent, state: EventState) -> None:
        """It is over, or called off. Not there any more is as good."""
