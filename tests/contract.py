"""What every platform's adapter keeps of `bot.adapter`: promises, written once.

A platform brings a `Ground`: its real adapter, with the real bot behind it and real people
before it. Its thin test module then runs every promise:

@pytest.mark.parametrize("promise", PROMISES, ids=title)
async def test_matrix_keeps(ground: Ground, promise: Promise) -> None:
    await promise(ground)
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from stage import WORDS

from bot.adapter import Adapter, Bot, GiveUp, Later, Reply, ShownForm, ShownWord, Unseen, Wish
from bot.aside import Watched
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
    Say,
    named,
    private,
    say,
)
from bot.words import Speaker

PATIENCE = 15.0
"""Seconds that something may take to arrive."""


class Tap:
    """Stands between an adapter and the bot, hands everything on, and notes what was heard."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.clock = bot.clock
        self.words = bot.words
        self.heard: list[Heard] = []
        """All that the adapter told, as it came."""
        self.replies: dict[str, Reply | None] = {}
        """By event: what the bot answered from memory, once it has taken the event up."""
        self.stirred: list[RoomId] = []
        """The room of every human message that the adapter noticed."""
        self.instead: dict[str, Reply] = {}
        """By text: what is answered instead of the bot, as in a talk without a name."""
        self._news = asyncio.Condition()

    async def hear(self, heard: Heard) -> Reply | None:
        self.heard.append(heard)
        instead = self.instead.get(heard.text)
        reply = await self._bot.hear(heard) if instead is None else instead
        self.replies[heard.event] = reply
        async with self._news:
            self._news.notify_all()
        return reply

    async def took(self, event: str, *, times: int = 1, seconds: float = PATIENCE) -> Heard:
        """Wait until the bot has taken this event up; what it heard."""

        def heard() -> list[Heard]:
            return [one for one in self.heard if one.event == event]

        def done() -> bool:
            return event in self.replies and len(heard()) >= times

        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(done), seconds)
            except TimeoutError:
                texts = [one.text for one in self.heard[-5:]]
                raise AssertionError(f"{event} was not taken up; the last were {texts}") from None
        return heard()[-1]

    async def arrived(
        self, room: RoomId, name: str, by: Person, rights: frozenset[Right] = frozenset()
    ) -> None:
        await self._bot.arrived(room, name, by, rights)

    async def left(self, person: PersonId, room: RoomId) -> None:
        await self._bot.left(person, room)

    async def moved(self, old: RoomId, new: RoomId) -> None:
        await self._bot.moved(old, new)

    async def bookmark(self, platform: str) -> str | None:
        return await self._bot.bookmark(platform)

    async def read_to(self, platform: str, place: str) -> None:
        await self._bot.read_to(platform, place)

    @property
    def features(self) -> Sequence[Feature]:
        return self._bot.features

    async def not_shown(self, heard: Heard, reply: Reply) -> None:
        await self._bot.not_shown(heard, reply)

    def reached(self, platform: str, *, now: bool) -> None:
        self._bot.reached(platform, now=now)

    async def claimed(self, address: Address, message_id: str) -> bool:
        return await self._bot.claimed(address, message_id)

    async def comes_next(self) -> datetime | None:
        return await self._bot.comes_next()

    def speaks_in(self, place: RoomId) -> RoomId | None:
        return self._bot.speaks_in(place)

    def people(
        self, person: PersonId, room: RoomId | None, shares: Sequence[RoomId] = ()
    ) -> tuple[Person, ...]:
        return self._bot.people(person, room, shares)

    def tell_admin(self, key: str, facts: Mapping[str, object]) -> None:
        self._bot.tell_admin(key, facts)

    def put_right(self, key: str) -> None:
        self._bot.put_right(key)

    def events_changed(self, rooms: Sequence[RoomId]) -> None:
        self._bot.events_changed(rooms)

    def noticed(self, room: RoomId, person: PersonId) -> None:
        self.stirred.append(room)
        self._bot.noticed(room, person)

    def group_of(self, room: RoomId) -> Group | None:
        return self._bot.group_of(room)

    def is_aside(self, heard: Heard) -> bool:
        return heard.text in self.instead or self._bot.is_aside(heard)

    async def form(self, heard: Heard) -> ShownForm | None:
        return await self._bot.form(heard)

    async def words_now(
        self, person: PersonId, room: RoomId | None, shares: Sequence[RoomId] = ()
    ) -> tuple[Button, ...]:
        return await self._bot.words_now(person, room, shares)

    def words_for(
        self,
        person: PersonId,
        room: RoomId | None,
        shares: Sequence[RoomId] = (),
        rights: frozenset[Right] = frozenset(),
    ) -> tuple[ShownWord, ...]:
        return self._bot.words_for(person, room, shares, rights)


@dataclass(frozen=True)
class Shown:
    """One message of the bot as it stands in a place now."""

    id: str
    text: str
    """As people read it: edits in their place, markup worked out, a mention as a name."""
    pings: frozenset[PersonId]
    """Who gets a sound or a mark for it."""
    everybody: bool = False
    """Whether the platform may tell the whole room."""


class Ground(Protocol):
    """A platform with the bot on it, and what people can do there."""

    adapter: Adapter
    tap: Tap
    """What `adapter` was run with."""
    room: RoomId
    """A room that the bot was put into, with `lead` and `member` in it."""
    lead: Person
    """May manage the room on its platform."""
    member: Person
    nowhere: RoomId
    """A room where the bot is not; it need not exist."""
    hears_all: bool
    """Whether the platform tells the bot what is said in a room without calling it.

    Where it does not (Discord, as we ask for no privileged intent) the bot knows of such a line
    that it came. There a promise about words in the room is made of words that call the bot.
    """

    async def newcomer(self) -> Person:
        """Somebody who is in the room and has no private chat with the bot yet."""

    async def says(self, who: Person, text: str, room: RoomId | None) -> str:
        """Type a line in a room, or alone with the bot; the event that the bot hears of it.

        "Alongside: " before the words calls the bot as the platform calls people.
        """

    async def delete(self, address: Address, message_id: str) -> None:
        """Take one of the bot's messages away; returns when the adapter can know of it."""

    async def tell_again(self) -> None:
        """Make the platform tell what was typed last once more, as it may after a crash."""

    async def shown(self, address: Address) -> Sequence[Shown]:
        """The bot's messages that stand in a place, oldest first, as somebody there has them."""

    async def comes_in(self, who: Person, place: RoomId) -> None:
        """Somebody who was asked into a further place goes there."""

    async def reads(self, who: Person, place: RoomId) -> Sequence[str]:
        """What of the bot's lines somebody can read in a further place; nothing, if they cannot."""

    async def is_closed(self, place: RoomId) -> bool:
        """Do people see that a further place is over?"""


Promise = Callable[[Ground], Awaitable[None]]

PROMISES: list[Promise] = []


def promise(one: Promise) -> Promise:
    PROMISES.append(one)
    return one


def title(one: Promise) -> str:
    return one.__name__


# What is said.


@promise
async def a_message_is_shown_and_its_id_told(ground: Ground) -> None:
    text = words("good morning")
    for address in (Address(ground.room), private(ground.member.id)):
        id = await ground.adapter.send(address, Rendered(text), token())
        assert (await stands(ground, address, id)).text == text


@promise
async def the_same_token_twice_is_one_message(ground: Ground) -> None:
    for address in (Address(ground.room), private(ground.member.id)):
        first, again = words("first"), token()
        id = await ground.adapter.send(address, Rendered(first), again)
        assert await ground.adapter.send(address, Rendered(first), again) == id
        # Rendered anew after a crash it may read otherwise: the first one stands.
        assert await ground.adapter.send(address, Rendered(words("later")), again) == id
        end = await ground.adapter.send(address, Rendered(words("end")), token())
        await stands(ground, address, end)
        there = await ground.shown(address)
        assert [one.text for one in there if one.id == id] == [first]
        assert [one.id for one in there][-2:] == [id, end], there


@promise
async def messages_stand_in_the_order_they_were_sent_in(ground: Ground) -> None:
    for address in (Address(ground.room), private(ground.member.id)):
        ids = [
            await ground.adapter.send(address, Rendered(words(f"line {n}")), token())
            for n in range(5)
        ]
        await stands(ground, address, ids[-1])
        there = [one.id for one in await ground.shown(address)]
        assert [id for id in there if id in ids] == ids


@promise
async def an_edit_changes_the_message_in_its_place(ground: Ground) -> None:
    if not ground.adapter.abilities.boards:
        return
    address, before, after = Address(ground.room), words("before"), words("after")
    id = await ground.adapter.send(address, Rendered(before, board="hands"), token())
    await stands(ground, address, id)
    how_many = len(await ground.shown(address))
    again = token()
    for _ in range(2):  # the same edit twice is one edit
        await ground.adapter.edit(address, id, Rendered(after, board="hands"), again)
    await reads(ground, address, id, after)
    assert len(await ground.shown(address)) == how_many


@promise
async def an_edit_of_a_deleted_message_is_given_up(ground: Ground) -> None:
    if not ground.adapter.abilities.boards:
        return
    address, list_of_hands = Address(ground.room), Rendered(words("list"), board="hands")
    id = await ground.adapter.send(address, list_of_hands, token())
    await stands(ground, address, id)
    await ground.delete(address, id)
    assert await gives_up(ground.adapter.edit(address, id, list_of_hands, token()))


@promise
async def a_room_where_the_bot_is_not_is_given_up(ground: Ground) -> None:
    nowhere, message = Address(ground.nowhere), Rendered(words("hello"))
    assert await gives_up(ground.adapter.send(nowhere, message, token()))
    assert await gives_up(ground.adapter.edit(nowhere, "1", message, token()))


@promise
async def a_private_chat_with_nobody_is_given_up(ground: Ground) -> None:
    nobody = private(PersonId(f"{ground.adapter.platform}:nobody"))
    assert await gives_up(ground.adapter.send(nobody, Rendered(words("hello")), token()))


@promise
async def whoever_has_no_private_chat_gets_one_or_is_given_up(ground: Ground) -> None:
    who = await ground.newcomer()
    address, first, then = private(who.id), words("first"), words("then")
    try:
        id = await ground.adapter.send(address, Rendered(first), token())
    except (GiveUp, Unseen):  # what waits for their next touch is told then
        assert not await ground.shown(address)
        return
    assert (await stands(ground, address, id)).text == first
    id = await ground.adapter.send(address, Rendered(then), token())
    await stands(ground, address, id)
    # One chat and no more, and nothing in it that nobody sent.
    assert [one.text for one in await ground.shown(address)] == [first, then]


@promise
async def a_message_in_doubt_is_found_by_its_token(ground: Ground) -> None:
    since = ground.tap.clock.now() - timedelta(hours=1)
    for address in (Address(ground.room), private(ground.member.id)):
        known, text = token(), words("was it said?")
        id = await ground.adapter.send(address, Rendered(text), known)
        await ground.adapter.send(address, Rendered(words("and on")), token())
        hashed = hashlib.sha256(text.encode()).hexdigest()
        other = hashlib.sha256(b"never").hexdigest()
        assert await ground.adapter.look(address, known, hashed, since) == id
        assert await ground.adapter.look(address, token(), other, since) is None


@promise
async def the_longest_text_fits(ground: Ground) -> None:
    address, longest = Address(ground.room), ground.adapter.abilities.longest
    for text in ("a" * longest, "👍" * longest, '"\n' * (longest // 2)):
        id = await ground.adapter.send(address, Rendered(text), token())
        assert (await stands(ground, address, id)).text == text
        if ground.adapter.abilities.boards:
            other = "b" + text[1:]
            await ground.adapter.edit(address, id, Rendered(other), token())
            await reads(ground, address, id, other)


# Further places for a few.


def wish(ground: Ground) -> Wish:
    name = f"Small group {secrets.token_hex(4)}"
    return Wish(ground.room, name, token(), ground.tap.clock.now())


@promise
async def a_place_for_a_few_is_found_again_by_what_it_was_made_for(ground: Ground) -> None:
    one, other, adapter = wish(ground), wish(ground), ground.adapter
    assert adapter.can_place(ground.room)
    assert not adapter.can_place(ground.nowhere)
    assert await adapter.find_place(one) is None
    room = await adapter.make_place(one)
    assert await adapter.find_place(one) == room
    assert await adapter.find_place(other) is None
    assert await adapter.make_place(other) != room
    assert await adapter.find_place(one) == room


@promise
async def who_is_asked_in_reads_there_and_nobody_else(ground: Ground) -> None:
    room = await ground.adapter.make_place(wish(ground))
    for _ in range(2):  # twice is once
        await ground.adapter.ask_in(room, ground.member.id)
    await ground.comes_in(ground.member, room)
    text = words("only for a few")
    await ground.adapter.send(Address(room), Rendered(text), token())
    await arrives(lambda: ground.reads(ground.member, room), text)
    # Whoever manages the whole platform may read all there is.
    assert text not in await ground.reads(await ground.newcomer(), room)


@promise
async def who_is_not_on_this_platform_cannot_be_asked_in(ground: Ground) -> None:
    room = await ground.adapter.make_place(wish(ground))
    assert await gives_up(ground.adapter.ask_in(room, PersonId("phone:dilys")))


@promise
async def a_place_that_is_over_is_closed(ground: Ground) -> None:
    one = wish(ground)
    room = await ground.adapter.make_place(one)
    await ground.adapter.ask_in(room, ground.member.id)
    await ground.comes_in(ground.member, room)
    await ground.adapter.close_place(one, room)
    with suppress(GiveUp):  # as after a crash
        await ground.adapter.close_place(one, room)
    limit = time.monotonic() + PATIENCE
    while not await ground.is_closed(room):
        assert time.monotonic() < limit, "nobody sees that it is over"
        await asyncio.sleep(0.02)


async def arrives(read: Callable[[], Awaitable[Sequence[str]]], text: str) -> None:
    limit = time.monotonic() + PATIENCE
    while text not in await read():
        assert time.monotonic() < limit, f"{text!r} never came"
        await asyncio.sleep(0.02)


# People's words and names.

HOSTILE = (
    "@room @everyone @here",
    "<b>bold</b> &amp; <script>alert(1)</script>",
    "*stars* **two** _lines_ __u__ ~~no~~ `code` ||hidden||",
    "# loud",
    "> said",
    "1. one\n2. two\n\n- three",
    "[here](https://example.org) https://example.org",
    "https://matrix.to/#/@ann:house.test <@1> <@&2> <#3> <:a:4> <t:0:R>",
    "\\*not this\\* \\\\ ends with \\",
    "Tom\u202e\u2066 (dael eht)\x00\x1b[31m",
)


@promise
async def words_of_people_stay_words(ground: Ground) -> None:
    address = Address(ground.room)
    for typed in (*HOSTILE, ground.member.id.partition(":")[2], f"@{ground.member.name}"):
        text = render(say("hands.about", why=typed), ground.adapter).text
        seen = await stands(
            ground, address, await ground.adapter.send(address, Rendered(text), token())
        )
        assert seen.text == render(say("hands.about", why=typed), AS_THEY_ARE).text
        assert not seen.pings, typed
        assert not seen.everybody, typed
        assert not set(seen.text) & set("\u202e\u2066\x00\x1b")


@promise
async def names_of_people_stay_names(ground: Ground) -> None:
    address = Address(ground.room)
    for name in HOSTILE:
        other = named(Person(ground.lead.id, name))
        turn = say("hands.your-turn", alert=ground.member, who=ground.member)
        both = replace(turn, then=(say("hands.following", who=other),))
        id = await ground.adapter.send(address, render(both, ground.adapter), token())
        seen = await stands(ground, address, id)
        assert seen.text == render(both, AS_THEY_ARE).text
        assert "\n" not in seen.text
        assert seen.pings == {ground.member.id}, name
        assert not seen.everybody, name


@promise
async def a_turn_is_noticed_by_exactly_who_is_called(ground: Ground) -> None:
    address = Address(ground.room)
    for who in (ground.member, ground.lead):
        turn = say("hands.your-turn", alert=who, who=who)
        id = await ground.adapter.send(address, render(turn, ground.adapter), token())
        seen = await stands(ground, address, id)
        assert seen.pings == {who.id}
        assert not seen.everybody
        assert who.name in seen.text


@promise
async def who_is_on_the_phone_can_be_called_and_nobody_is_told(ground: Ground) -> None:
    address, dilys = Address(ground.room), Person(PersonId("phone:dilys"), "Dilys")
    turn = say("hands.your-turn", alert=dilys, who=dilys)
    id = await ground.adapter.send(address, render(turn, ground.adapter), token())
    seen = await stands(ground, address, id)
    assert (seen.text, seen.pings, seen.everybody) == (turn_of("Dilys"), frozenset(), False)


# What is heard.


@promise
async def a_line_in_the_room_is_heard_with_who_said_it_and_what_they_may(ground: Ground) -> None:
    for who, rights in ((ground.lead, {Right.MANAGE}), (ground.member, set[Right]())):
        text = words("the bus came on time")
        ground.tap.stirred.clear()
        heard = await ground.tap.took(await speaks(ground, who, text))
        assert (heard.by, heard.text, heard.room) == (who, text, ground.room)
        assert heard.rights == rights
        assert not heard.private
        assert heard.addressed is not ground.hears_all
        assert ground.room in ground.tap.stirred
        age = ground.tap.clock.now() - heard.at
        assert timedelta() <= age < timedelta(minutes=1)


@promise
async def a_line_that_does_not_call_the_bot_is_noticed_and_no_more_is_made_of_it(
    ground: Ground,
) -> None:
    text = words("see you on Friday")
    ground.tap.stirred.clear()
    event = await ground.says(ground.member, text, ground.room)
    await ground.tap.took(await speaks(ground, ground.member, words("afterwards")))
    assert ground.tap.stirred == [ground.room] * 2
    told = [one for one in ground.tap.heard if one.event == event]
    assert [(one.text, one.addressed) for one in told] == [(text, False)] * ground.hears_all
    assert ground.tap.replies.get(event) is None


@promise
async def a_line_that_calls_the_bot_is_heard_without_its_name(ground: Ground) -> None:
    text = words("what do you think")
    event = await ground.says(ground.member, f"Alongside: {text}", ground.room)
    heard = await ground.tap.took(event)
    assert (heard.text, heard.addressed) == (text, True)


@promise
async def a_private_line_is_heard_as_private_with_the_rooms_they_share(ground: Ground) -> None:
    text = words("thank you")
    ground.tap.stirred.clear()
    heard = await ground.tap.took(await ground.says(ground.member, text, None))
    assert (heard.by, heard.text, heard.room) == (ground.member, text, None)
    assert ground.room in heard.shares
    assert heard.private
    assert not heard.pressed
    assert not ground.tap.stirred  # nobody in a room wrote anything


@promise
async def lines_of_one_person_are_heard_in_order(ground: Ground) -> None:
    texts = [words(f"line {n}") for n in range(5)]
    for text in texts:
        event = await speaks(ground, ground.member, text)
    await ground.tap.took(event)
    assert [one.text for one in ground.tap.heard if one.text in texts] == texts


@promise
async def an_event_told_twice_is_the_same_event(ground: Ground) -> None:
    text = words("only once")
    event = await speaks(ground, ground.member, text)
    first = await ground.tap.took(event)
    await ground.tell_again()
    await ground.tap.took(await speaks(ground, ground.member, words("afterwards")))
    told = [one for one in ground.tap.heard if one.text == text]
    assert {(one.event, one.by, one.room) for one in told} == {(event, first.by, first.room)}


@promise
async def an_answer_from_memory_is_shown_once_to_who_asked(ground: Ground) -> None:
    address, room = private(ground.member.id), Address(ground.room)
    before, known = await ground.shown(room), {one.id for one in await ground.shown(address)}
    event = await ground.says(ground.member, words("mumble"), None)
    await ground.tap.took(event)
    reply = ground.tap.replies[event]
    assert reply is not None
    answer = [message.text for message in reply.messages]

    def new(there: Sequence[Shown]) -> list[str]:
        return [one.text for one in there if one.id not in known]

    await until(ground, address, lambda there: len(new(there)) >= len(answer))
    end = await ground.adapter.send(address, Rendered(words("end")), token())
    await stands(ground, address, end)
    assert new(await ground.shown(address))[:-1] == answer
    assert [one.id for one in await ground.shown(room)] == [one.id for one in before]


# Talks without a name.


def aside(*texts: str, later: Later | None = None, over: bool = False) -> Reply:
    return Reply(tuple(map(Rendered, texts)), later=later, aside=True, over=over)


@promise
async def what_takes_its_time_comes_once_and_after(ground: Ground) -> None:
    """However often its person is told something else meanwhile."""
    asked, other = words("send it"), words("and this")
    now, meanwhile, then, last = (words(one) for one in ("not yet", "a word", "it is", "all"))
    let, calls = asyncio.Event(), list[str]()

    async def at_last() -> Reply:
        calls.append("last")
        return aside(last, over=True)

    async def later() -> Reply:
        calls.append("later")
        await let.wait()
        return aside(then, later=at_last)

    ground.tap.instead = {asked: aside(now, later=later), other: aside(meanwhile)}
    address = private(ground.member.id)
    await ground.tap.took(await ground.says(ground.member, asked, None))
    await arrives(lambda: texts(ground, address), now)
    await ground.tap.took(await ground.says(ground.member, other, None))
    await arrives(lambda: texts(ground, address), meanwhile)
    let.set()
    await arrives(lambda: texts(ground, address), last)
    await asyncio.sleep(0.2)
    there = [one for one in await texts(ground, address) if one in (now, meanwhile, then, last)]
    assert there == [now, meanwhile, then, last]
    assert calls == ["later", "last"]


@promise
async def what_takes_its_time_and_fails_harms_nobody(ground: Ground) -> None:
    asked, now = words("send it"), words("not yet")

    async def later() -> Reply:
        raise RuntimeError

    ground.tap.instead = {asked: aside(now, later=later)}
    address = private(ground.member.id)
    await ground.tap.took(await ground.says(ground.member, asked, None))
    await arrives(lambda: texts(ground, address), now)
    end = await ground.adapter.send(address, Rendered(words("end")), token())
    await stands(ground, address, end)


@promise
async def who_else_can_see_a_private_chat_is_known_without_asking(ground: Ground) -> None:
    here = ground.adapter.watched(ground.member.id)
    assert here is ground.adapter.watched(ground.member.id)
    # Where what is typed stays, it is never promised that nobody reads it.
    if ground.adapter.abilities.keeps_typed:
        assert here is Watched.COMPANY
    assert ground.adapter.watched(PersonId(f"{ground.adapter.platform}:nobody")) in Watched


async def texts(ground: Ground, address: Address) -> Sequence[str]:
    return [one.text for one in await ground.shown(address)]


# How it is asked.


class _AsTheyAre:
    """Words with nothing done to them."""

    def mention(self, person: Person) -> str:
        return person.name

    def escape(self, text: str) -> str:
        return text


AS_THEY_ARE = _AsTheyAre()


def render(one: Say, speaker: Speaker) -> Rendered:
    return WORDS.message(one, speaker=speaker, numbered=False)


def turn_of(name: str) -> str:
    return WORDS.render("hands.your-turn", {"who": name}, speaker=AS_THEY_ARE)


def token() -> str:
    return secrets.token_hex(12)


def words(text: str) -> str:
    """Words that were said nowhere else, and that are no word for the bot."""
    return f"{text} {secrets.token_hex(4)}"


async def speaks(ground: Ground, who: Person, text: str) -> str:
    """A line in the room that the bot hears on this platform; the event that it hears."""
    said = text if ground.hears_all else f"Alongside: {text}"
    return await ground.says(who, said, ground.room)


async def gives_up(trying: Awaitable[object]) -> bool:
    try:
        await trying
    except GiveUp:
        return True
    return False


def find(there: Sequence[Shown], id: str) -> Shown:
    return next(one for one in there if one.id == id)


async def stands(ground: Ground, address: Address, id: str) -> Shown:
    """Wait until somebody in that place has this message."""
    there = await until(ground, address, lambda there: any(one.id == id for one in there))
    return find(there, id)


async def reads(ground: Ground, address: Address, id: str, text: str) -> None:
    """Wait until this message reads so."""
    await until(ground, address, lambda there: find(there, id).text == text)


async def until(
    ground: Ground, address: Address, fits: Callable[[Sequence[Shown]], bool]
) -> Sequence[Shown]:
    """Wait until what stands in that place fits."""
    limit = time.monotonic() + PATIENCE
    while not fits(there := await ground.shown(address)):
        last = [one.text[:80] for one in there[-5:]]
        assert time.monotonic() < limit, f"in {address} it did not come; the last were {last}"
        await asyncio.sleep(0.02)
    return there
