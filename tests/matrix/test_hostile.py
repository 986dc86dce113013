"""Whatever people send with their own programs: the bot answers on, and logs nothing of it."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from matrix.bot_here import BotHere, bot_here
from matrix.people import Person, Seen, Town
from matrix.synapse import Refused
from nio import RoomCreateResponse, RoomPreset

from adapters.matrix.adapter import MatrixAdapter
from bot.model import RoomId

pytestmark = pytest.mark.slow

MARK = "xyzzy"
"""Stands in everything hostile: none of it may be found in the log."""

UP, DOWN = "Your hand is up", "Your hand is down"


@dataclass
class Party:
    """A meeting. Mallory is a member like all others, with a program of their own."""

    bot: BotHere
    town: Town
    ann: Person
    tom: Person
    mallory: Person
    room: str
    chats: dict[str, str] = field(default_factory=dict)
    """The private chats of Ann, Mallory and those who help them."""
    attackers: Iterator[Person] = field(default_factory=lambda: itertools.cycle(()))
    _turn: Iterator[int] = field(default_factory=itertools.count)

    async def still_answers(self, about: object = "") -> None:
        """Ann in her private chat and Mallory in theirs, each once."""
        words, answer = ("!hand up", UP) if next(self._turn) % 2 == 0 else ("!hand down", DOWN)
        people = (self.ann, self.mallory)
        said = await asyncio.gather(*(one.says(self.chats[one.name], words) for one in people))
        for one, mark in zip(people, said, strict=True):
            try:
                await one.hears(self.chats[one.name], answer, after=mark, by=self.bot.user)
            except AssertionError as silent:
                raise AssertionError((about, one.name)) from silent


@asynccontextmanager
async def party(
    town: Town,
    folder: Path,
    *,
    version: str | None = None,
    helpers: int = 0,
    invites: tuple[str, ...] = (),
) -> AsyncIterator[Party]:
    """A meeting has begun. `helpers`: others who help Mallory."""
    ann, tom, mallory = await town.people("Ann", "Tom", "Mallory")
    others = await town.people(*(f"Helper-{n}" for n in range(helpers)))
    async with bot_here(town.synapse, folder, invites=invites) as bot:
        room = await town.room("North Town", ann, tom, mallory, *others, version=version)
        await ann.invite(room, bot.user)
        await ann.hears(room, "Hello. Alongside here.")
        await ann.says(room, "start")
        await ann.hears(room, "Ann leads")
        one = Party(bot, town, ann, tom, mallory, room)
        one.attackers = itertools.cycle((mallory, *others))
        for person in (ann, mallory, *others):
            chat = await person.start_chat(bot.user)
            await person.hears(chat, "Type a number")
            one.chats[person.name] = chat
        yield one


@pytest.fixture(autouse=True)
def nothing_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No error, and nothing that anybody said."""
    caplog.set_level(logging.DEBUG)
    yield
    for one in caplog.get_records("call"):
        line = one.getMessage()
        if one.name.startswith(("adapters", "bot", "asyncio", "aiohttp")):
            assert one.levelno < logging.ERROR, line
            assert MARK not in line


def text(body: object = f"!hand {MARK}", **content: object) -> dict[str, Any]:
    return {"msgtype": "m.text", "body": body, **content}


def related(relates: object, **content: object) -> dict[str, Any]:
    return text(**content, **{"m.relates_to": relates})


ODD: tuple[object, ...] = (None, 5, True, "", MARK, [], [MARK], {}, {MARK: MARK}, [[[]]])
"""Values of a wrong type for nearly every field."""

NAMED = {"m.mentions": {"user_ids": [f"@{MARK}:x"]}}
MESSAGES: list[tuple[str, object]] = [
    *(("m.room.message", {"msgtype": "m.text", "body": odd}) for odd in ODD),
    *(("m.room.message", {"msgtype": odd, "body": f"!hand up {MARK}"}) for odd in ODD),
    *(("m.room.message", related(odd)) for odd in ODD),
    *(("m.room.message", text(**{"m.mentions": odd})) for odd in ODD),
    *(("m.room.message", text(**{"m.mentions": {"user_ids": odd}})) for odd in ODD),
    *(("m.room.message", text(formatted_body=odd, format=odd)) for odd in ODD),
    *(("m.room.message", related({"rel_type": odd, "event_id": odd})) for odd in ODD),
    *(("m.room.message", related({"rel_type": "m.thread", "event_id": odd})) for odd in ODD),
    *(("m.room.message", related({"m.in_reply_to": odd})) for odd in ODD),
    *(("m.room.message", text(**{"m.new_content": odd})) for odd in ODD),
    ("m.room.message", {}),
    ("m.room.message", {"body": f"!hand up {MARK}"}),
    ("m.room.message", text(msgtype="m.notice")),
    ("m.room.message", text(msgtype="m.image", url=5, info=[MARK])),
    ("m.room.message", text(msgtype="m.key.verification.request", methods=5, to=[])),
    ("m.room.message", text(f"{MARK} " * 9_000)),
    ("m.room.message", text("> \n" * 15_000 + MARK, **{"m.relates_to": {"m.in_reply_to": {}}})),
    ("m.room.message", text("!" * 50_000)),
    ("m.room.message", text("Alongside: " + "hand " * 9_000)),
    ("m.room.message", text("1" * 50_000)),
    ("m.room.message", text(f"\0hand up\0 {MARK}")),
    ("m.room.message", text(f"\u202e!hand up \u2066{MARK}\u2069\u200b\ufeff")),
    ("m.room.message", text(f"!hand up\ud83d {MARK}")),
    ("m.room.message", text(f"!hand up {MARK}\udfff\udbff")),
    ("m.room.message", text(f"!h\u0301\u0301{chr(0x300) * 20_000}")),
    ("m.room.message", text(f"!hand up\n\n\r\n{MARK}\x1b[31m\x07")),
    ("m.room.message", text(f"<script>{MARK}</script> @room")),
    ("m.room.message", text(f"{{ $who }} {MARK} %s {{0}} $(id) '; DROP TABLE inbox; --")),
    ("m.room.message", {**text(), **{f"{MARK}{n}": [] for n in range(1_000)}}),
    (
        "m.room.message",
        text(deep=[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]),
    ),
    ("m.room.encrypted", {}),
    ("m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": MARK}),
    ("m.room.encrypted", {"algorithm": 5, "ciphertext": {MARK: 1}, "session_id": [], "x": None}),
    ("m.sticker", {"body": MARK, "url": []}),
    ("m.poll.response", {"m.relates_to": 5, "m.selections": MARK}),
    ("org.matrix.msc3381.poll.response", {"m.relates_to": {"rel_type": [], "event_id": {}}}),
    ("org.matrix.msc3381.poll.start", {"org.matrix.msc3381.poll.start": {"answers": 5}}),
    ("m.room.redaction", {"redacts": 5, "reason": [MARK]}),
    ("m.call.invite", {"version": MARK}),
    ("m.room.member", {"membership": "join", "displayname": MARK}),
    ("m.room.tombstone", {"replacement_room": f"!{MARK}:house.test", "body": MARK}),
    ("m.room.power_levels", {"users": MARK}),
    (f"test.{MARK}", {"a": MARK}),
    (f"{MARK} \u202e\n", {"a": MARK}),
]
MARKS: list[object] = [
    *ODD,
    *({"rel_type": "m.annotation", "event_id": "$x", "key": odd} for odd in ODD),
    *({"rel_type": "m.annotation", "event_id": odd, "key": "👍"} for odd in ODD),
    {"rel_type": "m.annotation", "event_id": "$x", "key": "👍" * 5_000},
    {"rel_type": "m.annotation", "event_id": "$x", "key": "\0"},
    {"rel_type": "m.annotation", "event_id": "$x", "key": "\ud83d"},
]


async def attack(one: Party, kind: str, content: object) -> bool:
    """Into the room and into a private chat. False: the server took it in neither."""
    who = next(one.attackers)

    async def send(where: str) -> bool:
        return await _tries(who.raw(where, kind, content))  # type: ignore[arg-type]

    return any(await asyncio.gather(send(one.room), send(one.chats[who.name])))


async def _tries(doing: Awaitable[object]) -> bool:
    """False: the server did not let them."""
    try:
        await doing
    except (Refused, AssertionError):
        return False
    return True


@pytest.mark.parametrize(
    "share", [5, pytest.param(1, marks=pytest.mark.slow)], ids=["a fifth", "all"]
)
async def test_hostile_messages_of_every_shape_and_it_still_answers(
    town: Town, tmp_path: Path, share: int
) -> None:
    """By four people, as the bot slows whoever says too much. After each ten it must answer."""
    async with party(town, tmp_path, helpers=3) as one:
        taken = 0
        every = [*MESSAGES, *(("m.reaction", {"m.relates_to": odd}) for odd in MARKS)][::share]
        for first in range(0, len(every), 10):
            ten = every[first : first + 10]
            taken += sum(await asyncio.gather(*(attack(one, *each) for each in ten)))
            await one.still_answers(str(ten)[:2000])
        assert taken >= 105 // share, taken


@pytest.mark.slow
async def test_hostile_messages_in_a_room_of_an_old_version_where_more_is_allowed(
    town: Town, tmp_path: Path
) -> None:
    """Before version 6 a number may be anything; before 10 a level may be text."""
    async with party(town, tmp_path, version="5") as one:
        for odd in (1.5, 1e300, 2**70, -(2**70), "9" * 50):
            await attack(one, "m.room.message", text(**{"m.mentions": odd, "m.relates_to": odd}))
            await attack(one, "m.room.message", {"msgtype": odd, "body": odd})
            await attack(one, "m.reaction", {"m.relates_to": {"key": odd, "event_id": odd}})
        await one.still_answers()


async def test_marks_on_the_last_private_words_that_are_no_answer(
    town: Town, tmp_path: Path
) -> None:
    async with party(town, tmp_path) as one:
        chat = one.chats["Mallory"]
        last = [seen for seen in one.mallory.heard(chat) if seen.sender == one.bot.user][-1]
        for key in ("❤️", "\0", "9️⃣", "👍" * 50, "!hand up", "1️⃣2️⃣", " ", "\u202e1️⃣"):
            await one.mallory.react(chat, last.id, key)
        await one.still_answers()


async def test_an_edited_command_is_not_said_again(town: Town, tmp_path: Path) -> None:
    async with party(town, tmp_path) as one:
        chat = one.chats["Ann"]
        said = await one.ann.says(chat, "!hand up")
        await one.ann.hears(chat, UP, after=said)
        await one.ann.edit(chat, said, "!hand down")
        await one.ann.edit(chat, said, "!hand down")
        last = await one.ann.says(chat, "!hand down")
        await one.ann.hears(chat, DOWN, after=last)
        await asyncio.sleep(0.3)
        lines = [line for line in one.ann.lines(chat) if line.startswith("Your hand")]
        assert lines == [f"{UP}. You are first.", f"{DOWN}."]


async def test_commands_and_our_own_words_may_be_deleted(town: Town, tmp_path: Path) -> None:
    async with party(town, tmp_path) as one:
        chat = one.chats["Ann"]
        for _ in range(3):
            said = await one.ann.says(chat, "!hand up")
            answer = await one.ann.hears(chat, "Your hand", after=said)
            await one.ann.redact(chat, said)
            await _tries(one.ann.redact(chat, answer.id, reason=MARK))
        for seen in one.ann.heard(one.room):
            if seen.sender == one.bot.user and seen.is_message:
                await one.ann.redact(one.room, seen.id)
        await one.ann.says(chat, "!hand down")
        await one.still_answers()
        await one.ann.says(one.room, "!who is next")
        await one.still_answers()


async def test_a_live_list_that_somebody_deleted_is_posted_anew(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        MatrixAdapter, "abilities", replace(MatrixAdapter.abilities, board_pace=0.3)
    )
    async with party(town, tmp_path) as one:
        said = await one.tom.says(one.room, "!hand up")
        first = await one.ann.hears(one.room, _edited, by=one.bot.user, after=said)
        await one.ann.redact(one.room, str(first.replaces), reason=MARK)
        await one.mallory.says(one.room, "!hand up")
        await asyncio.sleep(1)
        said = await one.tom.says(one.room, "!hand down")
        second = await one.ann.hears(one.room, _edited, by=one.bot.user, after=said)
        assert second.replaces != first.replaces
        assert "Mallory" in second.body
        assert "Tom" not in second.body


def _edited(seen: Seen) -> bool:
    return seen.replaces is not None


# State.


async def test_state_that_a_member_may_not_set_is_not_set(town: Town, tmp_path: Path) -> None:
    async with party(town, tmp_path) as one:
        for kind, content in (
            ("m.room.power_levels", {"users": {one.mallory.user: 100}}),
            ("m.room.tombstone", {"replacement_room": one.chats["Mallory"], "body": MARK}),
            ("m.room.name", {"name": MARK}),
            ("m.room.create", {"creator": one.mallory.user, "room_version": "²"}),
            ("m.room.encryption", {"algorithm": MARK}),
            ("m.room.member", {"membership": "ban"}),
        ):
            key = one.bot.user if kind == "m.room.member" else ""
            assert not await _tries(one.mallory.state(one.room, kind, content, key)), kind
            await _tries(one.mallory.state(one.room, kind, content, MARK))
        await one.still_answers()
        group = one.bot.app.group_of(RoomId(f"matrix:{one.room}"))
        assert group is not None
        assert group.name == "North Town"


@pytest.mark.parametrize("version", [pytest.param("9", marks=pytest.mark.slow), "12"])
async def test_whatever_who_made_the_room_sets_it_still_answers(
    town: Town, tmp_path: Path, version: str
) -> None:
    async with party(town, tmp_path, version=version) as one:
        own = {} if version == "12" else {one.ann.user: 100}
        taken = 0
        every: tuple[tuple[str, Any], ...] = (
            *(("m.room.name", {"name": odd}) for odd in ODD),
            *(("m.room.topic", {"topic": odd}) for odd in ODD),
            *(("m.room.join_rules", {"join_rule": odd}) for odd in (MARK, 5, None)),
            *(("m.room.canonical_alias", {"alias": odd}) for odd in (None, "")),
            ("m.room.power_levels", {"users": own, "kick": 2**53 - 1, "state_default": 2**53 - 1}),
            ("m.room.power_levels", {"users": own, "users_default": -(2**53 - 1)}),
            ("m.room.power_levels", {"users": own}),
            ("m.room.power_levels", {"users": own, "events": {MARK: 5}, "notifications": 5}),
            ("m.room.tombstone", {}),
            ("m.room.tombstone", {"replacement_room": 5}),
            ("m.room.tombstone", {"replacement_room": ""}),
            ("m.room.tombstone", {"replacement_room": MARK}),
            ("m.room.tombstone", {"replacement_room": "!nowhere:nowhere.test"}),
            ("m.room.tombstone", {"replacement_room": one.chats["Mallory"]}),
            (f"test.{MARK}", {"a": ODD}),
        )
        for kind, content in every:
            taken += await _tries(one.ann.state(one.room, kind, content))
        assert taken >= 15
        await one.still_answers()


@pytest.mark.slow
async def test_members_may_be_called_anything(town: Town, tmp_path: Path) -> None:
    async with party(town, tmp_path) as one:
        profile = f"/_matrix/client/v3/profile/{quote(one.mallory.user)}/displayname"
        names = (
            "Ann", "Alongside", one.bot.user, "@room", "\u202eAnn", "A\0B", "a\n\nb", "", " ",
            "x" * 256, "<b>x</b>", "{ $who }", "\ud83d", "👩‍👩‍👧" * 30, "`*_[x](http://x)",
        )  # fmt: skip
        for name in names:
            try:
                await town.synapse.ask(
                    "PUT", profile, {"displayname": name}, token=one.mallory.account.token
                )
            except Refused:
                continue
            await one.mallory.says(one.room, "!hand up")
            await one.mallory.says(one.room, "!hand down")
        for odd in ODD:
            member = {"membership": "join", "displayname": odd, "avatar_url": odd, "reason": odd}
            await _tries(one.mallory.state(one.room, "m.room.member", member, one.mallory.user))
        await one.still_answers()
        for line in one.ann.lines(one.room, by=one.bot.user):
            assert "\0" not in line
            assert "\u202e" not in line


async def test_a_room_that_becomes_encrypted_is_told_nothing_in_the_clear(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The bot runs without encryption here."""
    async with party(town, tmp_path) as one:
        locked = {"algorithm": "m.megolm.v1.aes-sha2"}
        said = await one.ann.state(one.room, "m.room.encryption", locked)
        await one.tom.says(one.room, "!hand up")
        await one.ann.says(one.room, "!next")
        await one.still_answers()
        await one.ann.hears_nothing(one.room, after=said, by=one.bot.user, seconds=1.5)
        assert "because it is encrypted" in caplog.text


@pytest.mark.parametrize("how", ["a third person", "opened"])
async def test_a_private_chat_that_others_may_read_is_private_no_more_and_says_so_once(
    town: Town, tmp_path: Path, how: str
) -> None:
    async with party(town, tmp_path) as one:
        chat = one.chats["Mallory"]
        if how == "opened":
            await one.mallory.state(
                chat, "m.room.history_visibility", {"history_visibility": "world_readable"}
            )
        else:
            await one.mallory.invite(chat, one.tom)
        said = await one.mallory.says(chat, "what is kept")
        told = await one.mallory.hears(chat, "not private any more", after=said, by=one.bot.user)
        await one.mallory.says(chat, "what is kept")
        await one.mallory.says(one.room, f"!{MARK}")
        again = await one.mallory.invited(by=one.bot.user)
        await one.mallory.join(again)
        await one.mallory.hears(again, "I do not know that word")
        await one.mallory.hears_nothing(chat, after=told, by=one.bot.user, seconds=0.3)
        one.chats["Mallory"] = again
        await one.still_answers()


async def test_which_private_chat_refused_us_is_written_nowhere(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with party(town, tmp_path) as one:
        # Where who was asked in may be silenced: in newer versions both have made the room.
        made = await one.mallory.client.room_create(
            is_direct=True,
            preset=RoomPreset.private_chat,
            invite=[one.bot.user],
            room_version="10",
            power_level_override={"events_default": 50},
        )
        assert isinstance(made, RoomCreateResponse)
        chat = str(made.room_id)
        await one.mallory.sees(chat, one.bot.user)
        await asyncio.sleep(1.0)  # its greeting is a named act, and logged
        caplog.clear()
        await one.mallory.says(chat, "slow")
        await one.mallory.says(chat, "what does this mean?")
        await asyncio.sleep(2.0)
        ours = [line for line in caplog.records if line.name.startswith(("adapters", "bot"))]
        # What was answered may have been a card: not even that the answer was refused is told.
        told = [line.getMessage() for line in ours]
        assert not [line for line in told if chat in line or "refused" in line]
