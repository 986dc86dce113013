"""Matrix keeps what `tests/contract.py` promises: on a real homeserver, plain and encrypted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio
from contract import PROMISES, Ground, Promise, Shown, title
from matrix.bot_here import BotHere, bot_here
from matrix.people import Person as Somebody
from matrix.people import Seen, Town
from matrix.synapse import Synapse

from bot.adapter import Adapter
from bot.model import Address, Person, PersonId, Rendered, RoomId, is_private, person_at

HERE = "matrix:"


class MatrixGround:
    """People with real clients, in one room with the bot."""

    nowhere = RoomId("matrix:!nowhere:house.test")
    hears_all = True

    def __init__(
        self, town: Town, bot: BotHere, room: str, lead: Somebody, member: Somebody
    ) -> None:
        self.adapter: Adapter = bot.adapter
        self.tap = bot.tap
        self.room = RoomId(HERE + room)
        self.lead, self.member = _person(lead), _person(member)
        self._town = town
        self._bot = bot
        self._people = {self.lead.id: lead, self.member.id: member}
        self._chats: dict[PersonId, str] = {}
        self._last: tuple[str, str] | None = None
        """What was typed last, and how far the bot had read before."""

    async def newcomer(self) -> Person:
        one = await self._town.person("Grace", encrypted=self._lead.encrypted)
        await self._lead.invite(self._id, one)
        await one.join(self._id)
        await self._lead.sees(self._id, one)
        who = _person(one)
        self._people[who.id] = one
        return who

    async def says(self, who: Person, text: str, room: RoomId | None) -> str:
        one = self._people[who.id]
        place = await self._chat(who.id) if room is None else room.removeprefix(HERE)
        before = await self._bot.app.bookmark("matrix")
        assert before is not None
        event = HERE + await one.says(place, text)
        self._last = (event, before)
        return event

    async def delete(self, address: Address, message_id: str) -> None:
        """Whoever manages the room may take away what others said."""
        await self._lead.redact(address.removeprefix(HERE), message_id)
        # What is typed later is read later.
        await self.tap.took(await self.says(self.lead, "it is gone", self.room))

    async def tell_again(self) -> None:
        """The bot was killed before it noted how far it had read."""
        assert self._last is not None
        event, before = self._last
        times = [one.event for one in self.tap.heard].count(event)
        await self._bot.reads_again(before)
        await self.tap.took(event, times=times + 1)

    async def shown(self, address: Address) -> Sequence[Shown]:
        one, room = self._lead, address.removeprefix(HERE)
        if is_private(address):
            one = self._people[person_at(address)]
            room = await self._chat(person_at(address))
        shown: dict[str, Seen] = {}
        heard = one.heard(room)
        gone = {seen.content.get("redacts") for seen in heard if seen.type == "m.room.redaction"}
        for seen in heard:
            if seen.sender != self._bot.user or not seen.is_message or seen.id in gone:
                continue
            assert seen.encrypted == one.encrypted, seen
            if seen.replaces is None:
                shown[seen.id] = seen
            elif seen.replaces in shown:
                shown[seen.replaces] = seen
        return [_shown(id, seen) for id, seen in shown.items()]

    async def comes_in(self, who: Person, place: RoomId) -> None:
        await self._people[who.id].join(place.removeprefix(HERE))

    async def reads(self, who: Person, place: RoomId) -> Sequence[str]:
        one, room = self._people[who.id], place.removeprefix(HERE)
        return [seen.body for seen in one.heard(room) if seen.is_message]

    async def is_closed(self, place: RoomId) -> bool:
        """Their client shows the way back, and the bot is gone."""
        member = self._people[self.member.id]
        there = member.heard(place.removeprefix(HERE))
        back = [one for one in there if one.type == "m.room.tombstone"]
        ways = {one.content["replacement_room"] for one in back}
        left = any(
            one.type == "m.room.member" and one.content["membership"] == "leave" for one in there
        )
        return left and ways == {self.room.removeprefix(HERE)}

    async def _chat(self, who: PersonId) -> str:
        """Somebody's chat with the bot: what it asked them into, or else one that they begin."""
        if who not in self._chats:
            one = self._people[who]
            self._chats[who] = await one.join(await one.invited(by=self._bot.user))
        return self._chats[who]

    async def begins_chat(self, who: Person) -> None:
        one = self._people[who.id]
        room = await one.start_chat(self._bot.user, encrypted=one.encrypted)
        self._chats[who.id] = room
        await one.hears(room, "Type a number")

    @property
    def _lead(self) -> Somebody:
        return self._people[self.lead.id]

    @property
    def _id(self) -> str:
        return self.room.removeprefix(HERE)


def _person(one: Somebody) -> Person:
    return Person(PersonId(HERE + one.user), one.name)


def _shown(id: str, seen: Seen) -> Shown:
    """A notice gives no sound, whomever it names; without `m.mentions` clients guess."""
    named = seen.mentions if seen.msgtype == "m.text" else ()
    to_all = seen.content.get("m.mentions", {}).get("room") is True
    return Shown(
        id,
        seen.html or seen.body,
        frozenset(PersonId(HERE + user) for user in named),
        everybody=to_all or not seen.says_whom,
    )


@pytest_asyncio.fixture(
    loop_scope="module", scope="module", params=[False, True], ids=["plain", "encrypted"]
)
async def ground(
    synapse: Synapse, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> AsyncIterator[Ground]:
    encrypted: bool = request.param
    folder: Path = tmp_path_factory.mktemp("contract")
    async with Town(synapse) as town, bot_here(synapse, folder, encryption=encrypted) as bot:
        lead, member = await town.people("Ann", "Tom", encrypted=encrypted)
        room = await town.room("North Town", lead, member, encrypted=encrypted)
        await lead.invite(room, bot.user)
        await lead.hears(room, "Hello. Alongside here.")
        one = MatrixGround(town, bot, room, lead, member)
        await one.begins_chat(one.member)
        yield one


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("promise", PROMISES, ids=title)
async def test_matrix_keeps_the_promise(ground: Ground, promise: Promise) -> None:
    await promise(ground)


async def test_the_server_itself_marks_the_room_only_for_who_is_called(
    town: Town, tmp_path: Path
) -> None:
    """What `Shown.pings` says, asked of the rules that phones go by."""
    async with bot_here(town.synapse, tmp_path) as bot:
        ann, tom = await town.people("Ann", "Tom")
        room = await town.room("North Town", ann, tom)
        await ann.invite(room, bot.user)
        await ann.hears(room, "Hello. Alongside here.")
        address = Address(HERE + room)
        for n, text in enumerate(("Tom said so.", tom.user, f"@{tom.name}", "@room")):
            await bot.adapter.send(address, Rendered(text), f"quiet{n}")
        await bot.adapter.send(address, Rendered("Tom, now.", alert=_person(tom)), "loud")
        for one in (ann, tom):
            await one.hears(room, "Tom, now.")
        marked = [one.client.rooms[room].unread_highlights for one in (ann, tom)]
        assert marked == [0, 1]
