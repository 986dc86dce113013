"""Discord keeps what `tests/contract.py` promises: the real bot on our strict Discord."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from contract import PROMISES, Promise, Shown, title
from on_discord.bot_here import BotHere, bot_here
from on_discord.messages import Message
from on_discord.people import Person as Somebody
from on_discord.reading import read
from on_discord.server import Discord, open_discord
from on_discord.world import Channel, Event

from bot.adapter import Adapter, GiveUp, Unseen
from bot.model import Address, Person, PersonId, Rendered, RoomId, is_private, person_at, private

HERE = "discord:"
CALLED = "Alongside: "
TYPED = "MESSAGE_CREATE"
HELP = "You can type"
"""How the answer to "help" begins."""


class DiscordGround:
    """People at their clients, in one channel with the bot."""

    nowhere = RoomId("discord:1")
    hears_all = False

    def __init__(
        self, discord: Discord, bot: BotHere, room: Channel, lead: Somebody, member: Somebody
    ) -> None:
        self.adapter: Adapter = bot.adapter
        self.tap = bot.tap
        self.discord = discord
        self.room = RoomId(f"{HERE}{room.id}")
        self.lead, self.member = _person(lead), _person(member)
        self._room = room
        self._people = {self.lead.id: lead, self.member.id: member}
        self._last: Message | None = None
        """What was typed last."""
        self._read: dict[str, str] = {}
        """Working a long message out takes a while, and it is looked at again and again."""

    async def newcomer(self) -> Person:
        one = self.discord.person("Grace")
        assert self._room.guild is not None
        one.joins(self._room.guild)
        who = _person(one)
        self._people[who.id] = one
        return who

    async def says(self, who: Person, text: str, room: RoomId | None) -> str:
        one = self._people[who.id]
        if room is None:
            said = await one.dm(text)
        elif text.startswith(CALLED):
            said = await one.mentions_bot(self._room, text.removeprefix(CALLED))
        else:
            said = await one.says(self._room, text)
        self._last = said
        return f"{HERE}{said.id}"

    async def delete(self, address: Address, message_id: str) -> None:
        """Whoever may manage messages may take away what others said."""
        lead = self._people[self.lead.id]
        there = {str(one.id): one for one in lead.sees(self._place(address))}
        await lead.deletes(there[message_id])

    async def tell_again(self) -> None:
        """The gateway tells of what was typed last once more, whatever was answered since."""
        assert self._last is not None
        told = (data for name, data in self.discord.gateway.told() if name == TYPED)
        last = next(data for data in told if data["id"] == str(self._last.id))
        self.discord.world.tell(Event(TYPED, last))

    async def shown(self, address: Address) -> Sequence[Shown]:
        one = self._people[person_at(address) if is_private(address) else self.lead.id]
        bot = self.discord.world.bot
        there = [each for each in one.sees(self._place(address)) if each.author is bot]
        return [self._shown(each) for each in there]

    async def comes_in(self, who: Person, place: RoomId) -> None:
        """Whoever is added to a thread is in it."""

    async def reads(self, who: Person, place: RoomId) -> Sequence[str]:
        return self._people[who.id].reads(self._thread(place))

    async def is_closed(self, place: RoomId) -> bool:
        return self._thread(place).archived

    def _thread(self, place: RoomId) -> Channel:
        found = self.discord.world.channel(int(place.removeprefix(HERE)))
        assert found is not None
        return found

    def _place(self, address: Address) -> Channel:
        if is_private(address):
            return self.discord.world.private_chat(self._people[person_at(address)].user)
        return self._room

    def _shown(self, one: Message) -> Shown:
        if one.content not in self._read:
            users = self.discord.world.users.values()
            self._read[one.content] = read(
                one.content, {f"@{each.id}": each.name for each in users}
            )
        return Shown(
            str(one.id),
            self._read[one.content],
            frozenset(PersonId(f"{HERE}{each.id}") for each in one.mentions),
            everybody=one.everyone or bool(one.roles),
        )

    # Before the promises, and between them.

    async def begins(self) -> None:
        """The bot is brought in, and both have begun a private chat."""
        lead, member = self._people[self.lead.id], self._people[self.member.id]
        how = await lead.answered(await lead.slash(self._room, "help"))
        await lead.presses("Bring Alongside in", on=how)
        await member.hears(self._room, "Alongside here")
        for who in (self.lead, self.member):
            await self.settles(who)

    async def settles(self, who: Person) -> None:
        """What somebody said before is answered: their words are taken up one after the other."""
        one = self._people[who.id]
        chat = await one.opens_dm()
        before = {each.id for each in one.sees(chat) if each.content.startswith(HELP)}
        event = await self.says(who, "help", None)
        await self.tap.took(event)
        assert self.tap.replies[event] is None  # this answer comes from the outbox
        await one.hears(chat, lambda one: one.content.startswith(HELP) and one.id not in before)


def _person(one: Somebody) -> Person:
    return Person(PersonId(f"{HERE}{one.id}"), one.name)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def ground(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[DiscordGround]:
    folder: Path = tmp_path_factory.mktemp("contract")
    async with open_discord() as discord:
        lead, member = discord.people("Ann", "Tom")
        guild = discord.guild("North Town", lead, member)
        room = discord.channel(guild, "lounge")
        discord.overwrite(room, None, create_private_threads=True)
        async with bot_here(discord, folder) as bot:
            one = DiscordGround(discord, bot, room, lead, member)
            await one.begins()
            yield one
        assert discord.wrong_answers() == []


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("promise", PROMISES, ids=title)
async def test_discord_keeps_the_promise(ground: DiscordGround, promise: Promise) -> None:
    await promise(ground)
    await ground.settles(ground.member)
    assert ground.discord.refused == []


@pytest.mark.asyncio(loop_scope="module")
async def test_whoever_cannot_be_written_to_is_given_up_and_who_began_no_chat_waits(
    ground: DiscordGround,
) -> None:
    hello, newcomer = Rendered("Hello."), await ground.newcomer()
    for id, fails in (
        (PersonId("discord:1"), GiveUp),
        (PersonId(f"{HERE}{ground.discord.world.bot.id}"), GiveUp),
        (PersonId("matrix:@ann:house.test"), GiveUp),
        (newcomer.id, Unseen),
    ):
        with pytest.raises(fails):
            await ground.adapter.send(private(id), hello, secrets.token_hex(12))
    asked = replace(hello, opens=True)  # they have just asked for it
    message = await ground.adapter.send(private(newcomer.id), asked, secrets.token_hex(12))
    assert [one.id for one in await ground.shown(private(newcomer.id))] == [message]
    assert await ground.adapter.send(private(newcomer.id), hello, secrets.token_hex(12))
    assert ground.discord.refused == []
