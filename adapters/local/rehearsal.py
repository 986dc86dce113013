"""One rehearsal: the room as it is now, and what the page can do with it.

It joins the platform, the live updates and the bot. The page only ever talks to this.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from adapters.local.ears import Ears, NotNow
from adapters.local.feed import Feed, View
from adapters.local.lines import Line
from adapters.local.people import CAST, LEAD, PLACES, ROOM, ROOMS, UPSTAIRS, Player
from adapters.local.places import Place
from adapters.local.platform import Platform
from adapters.local.wording import Wording
from bot.model import Address, Button, Heard, PersonId, Rendered, RoomId
from bot.times import ms

if TYPE_CHECKING:
    from bot.adapter import Bot

Empties = Callable[[], Awaitable[None]]

MORNING = time(10)
"""Where "to tomorrow" moves the clock."""

_EMPTYING, _SETTLED = "emptying", "settled"
"""What the platform remembers of how far a beginning or an emptying came."""


class Rehearsal:
    """Everything that is going on in the room. Made by `LocalAdapter.run`."""

    def __init__(
        self, app: Bot, platform: Platform, wording: Wording, *, empty_bot: Empties
    ) -> None:
        self.platform = platform
        self.wording = wording
        self.feed = Feed(self._view, self._lines)
        self.away: frozenset[tuple[PersonId, RoomId]] = frozenset()
        """Who went out of which room."""
        self.places: dict[RoomId, Place] = {}
        """Further rooms that are open."""
        self.rooms: tuple[RoomId, ...] = (ROOM,)
        self._app = app
        self._empty_bot = empty_bot
        self._ears = self._new_ears()
        self._turn = asyncio.Lock()

    async def begin(self) -> None:
        """Go on where the last run ended; the very first time, the bot arrives."""
        offset = await self.platform.offset()
        if offset > self._app.clock.offset:
            self._app.clock.move(offset - self._app.clock.offset)
        if await self.platform.marked(_EMPTYING):
            await self._empty()
        self.rooms = await self.platform.rooms()
        self.away = await self.platform.away()
        await self.look_at_places()
        await self._arrive()
        await self._ears.catch_up()

    async def end(self) -> None:
        self.feed.close()
        await self._ears.stop()

    def now(self) -> datetime:
        return self._app.clock.now()

    async def take(self, heard: Heard, typed: str, *, aside: bool = False) -> None:
        """Somebody did something. Returns once it cannot be lost; raises NotNow.

        `aside`: the page knows that it is said in a talk without a name.
        """
        async with self._turn:
            in_memory = await self._ears.take(heard, typed, aside=aside)
        if in_memory is not None:
            await asyncio.wait((in_memory,))
            if in_memory.cancelled():
                raise NotNow

    async def form(self, heard: Heard) -> dict[str, object] | None:
        """The form that this word opens, as the page reads it."""
        if not heard.private or heard.fields is not None:
            return None
        form = await self._app.form(heard)
        if form is None or not form.fields:
            return None
        return {
            "command": form.command,
            "title": form.title,
            "begins": form.begins,
            "fields": [
                {
                    "name": field.name,
                    "label": field.label,
                    "limit": field.limit,
                    "choices": [_button(choice) for choice in field.choices],
                    "also": [_button(choice) for choice in field.also],
                }
                for field in form.fields
            ],
        }

    def shared(self, person: PersonId) -> tuple[RoomId, ...]:
        """The rooms this person is in."""
        return tuple(room for room in self.open if self.is_in(person, room))

    @property
    def open(self) -> tuple[RoomId, ...]:
        """All rooms in which something can be said."""
        return (*self.rooms, *self.places)

    def is_in(self, person: PersonId, room: RoomId) -> bool:
        place = self.places.get(room)
        asked = place is None or person in place.people
        return asked and (person, room) not in self.away

    async def look_at_places(self) -> None:
        """A further room was made, filled or closed: every page is told."""
        there = await self.platform.places()
        self.places = {place.room: place for place in there if not place.closed}
        self.away = await self.platform.away()
        self.feed.add()

    def knows(self, address: Address) -> bool:
        """Can something be shown there?"""
        return address in PLACES or RoomId(address) in self.places

    async def words_now(self, person: PersonId, room: RoomId) -> dict[str, object]:
        """The words that work now for this person, in that room and in private."""
        here = await self._app.words_now(person, room) if self.is_in(person, room) else ()
        alone = await self._app.words_now(person, None, (room,))
        return {"room": [_button(word) for word in here], "own": [_button(word) for word in alone]}

    async def move(self, minutes: int) -> None:
        await self._move(timedelta(minutes=minutes))

    async def move_to_tomorrow(self) -> None:
        """To the next morning, as the group's own clock has it."""
        zone = ZoneInfo(self._zone())
        day = self.now().astimezone(zone).date() + timedelta(days=1)
        await self._move(datetime.combine(day, MORNING, zone) - self.now())

    async def move_to_next(self) -> bool:
        """To the moment when the bot has something to do or to say. False: there is none."""
        due = await self._app.comes_next()
        if due is not None:
            await self._move(max(due - self.now(), timedelta()))
        return due is not None

    async def open_upstairs(self) -> None:
        """Open the second room. Once is enough."""
        async with self._turn:
            await self.platform.mark(UPSTAIRS)
            self.rooms = await self.platform.rooms()
            await self._arrive()
            self.feed.add()

    async def go(self, player: Player, room: RoomId, *, out: bool) -> None:
        """Somebody leaves the room itself, or comes back to it."""
        async with self._turn:
            if not await self.platform.go(player.person.id, room, out=out):
                return
            self.away = await self.platform.away()
        if out:
            await self._app.left(player.person.id, room)
        self.feed.add()

    async def start_again(self) -> None:
        """Empty the bot and the room, and let the bot arrive anew."""
        async with self._turn:
            await self.platform.mark(_EMPTYING)
            await self._ears.stop()
            await self._empty()
            self.rooms, self.away, self.places = (ROOM,), frozenset(), {}
            self._ears = self._new_ears()
            self.feed.begin_again()
            await self._arrive()

    async def _empty(self) -> None:
        await self._empty_bot()
        await self.platform.clear()

    async def _arrive(self) -> None:
        """The bot comes into every open room that it does not know."""
        for room in self.rooms:
            if self._app.group_of(room) is None:
                name = self.wording.say(ROOMS[room])
                await self._app.arrived(room, name, LEAD.person, LEAD.rights)
        if not await self.platform.marked(_SETTLED):
            await self._settle()
            await self.platform.mark(_SETTLED)

    async def _settle(self) -> None:
        """Most people have said hello before one begins, and the lead has added the caller."""
        for player in CAST:
            if player.by_phone:
                await self._first(LEAD, f"!by phone {player.person.name}")
            elif not player.new:
                await self._first(player, "say hello")

    async def _first(self, player: Player, words: str) -> None:
        name = player.person.id.replace(":", "-")
        await self._app.hear(
            Heard(
                event=f"first-{name}-{len(words)}",
                by=player.person,
                text=words,
                at=self.now(),
                room=ROOM,
                pressed=not words.startswith("!"),
                rights=player.rights,
            )
        )

    async def _move(self, by: timedelta) -> None:
        async with self._turn:
            await self.platform.keep_offset(self._app.clock.offset + by)
            self._app.clock.move(by)
        self.feed.add()

    def _new_ears(self) -> Ears:
        sorry = Rendered(self.wording.say("local.fault"))
        return Ears(self._app, self.platform, self.feed, lambda: sorry, self.shared)

    def _zone(self) -> str:
        group = self._app.group_of(ROOM)
        return group.zone if group else "Europe/London"

    async def _lines(self) -> list[Line]:
        there = (*PLACES, *map(Address, self.places))
        return [line for place in there for line in await self.platform.lines(place)]

    async def _view(self) -> View:
        return {
            "now": ms(self.now()),
            "zone": self._zone(),
            "lead": LEAD.person.id,
            "rooms": [self._room(room) for room in self.open],
            "people": [self._person(player) for player in CAST],
        }

    def _room(self, room: RoomId) -> dict[str, object]:
        group, place = self._app.group_of(room), self.places.get(room)
        return {
            "id": room,
            "name": place.name if place else self.wording.say(ROOMS[room]),
            "for_few": place is not None,
            "meeting": group is not None and group.session is not None,
            "quiet": group is not None and group.quiet_since is not None,
        }

    def _person(self, player: Player) -> dict[str, object]:
        who = player.person.id
        group = self._app.group_of(ROOM)
        return {
            "id": who,
            "name": player.person.name,
            "about": self.wording.say(player.about),
            "phone": player.by_phone,
            "hello": player.by_phone or (group is not None and who in group.members),
            "leads": group is not None and group.leads(who, self.now().date()),
            "away": [room for room in self.open if not self.is_in(who, room)],
            "asked": [room for room, place in self.places.items() if who in place.people],
        }


def _button(button: Button) -> dict[str, str]:
    return {"label": button.label, "types": button.types}
