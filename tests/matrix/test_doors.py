"""Coming, going and moving: invitations by the hundred, upgraded rooms, kicks and farewells."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from matrix import gate
from matrix.bot_here import BotHere, account, bot_here
from matrix.gate import open_stub
from matrix.people import Person, Town

from adapters.matrix import steps as steps_module
from adapters.matrix import wire
from adapters.matrix.doors import Doors
from adapters.matrix.rooms import Rooms
from adapters.matrix.steps import Step, Steps
from adapters.matrix.wire import Homeserver, Refusal, Unreachable
from bot.model import Group, PersonId, RoomId


@pytest.fixture(autouse=True)
def no_error(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.INFO)
    yield
    ours = ("adapters", "bot", "asyncio")
    for one in caplog.get_records("call"):
        assert not one.name.startswith(ours) or one.levelno < logging.ERROR, one.getMessage()


def group_of(bot: BotHere, room: str) -> Group | None:
    return bot.app.group_of(RoomId(f"matrix:{room}"))


async def soon(true: object, seconds: float = 10) -> None:
    """Wait until this holds."""
    assert callable(true)
    for _ in range(int(seconds * 20)):
        if true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never came true")


async def meeting(town: Town, bot: BotHere, *people: Person, version: str | None = None) -> str:
    """A room in which the first of them leads, and all have said hello."""
    ann = people[0]
    room = await town.room("North Town", *people, version=version)
    await ann.invite(room, bot.user)
    await ann.hears(room, "Hello. Alongside here.")
    for one in people:
        await one.says(room, "!say hello")
    await ann.says(room, "start")
    await ann.hears(room, "Ann leads")
    await soon(lambda: len(_members(bot, room)) == len(people))
    return room


def _members(bot: BotHere, room: str) -> set[PersonId]:
    group = group_of(bot, room)
    return set(group.members) if group else set()


def _person(one: Person) -> PersonId:
    return PersonId(f"matrix:{one.user}")


# Upgraded rooms.


async def upgrade(town: Town, by: Person, room: str) -> str:
    moved = await town.synapse.ask(
        "POST",
        f"/_matrix/client/v3/rooms/{quote(room)}/upgrade",
        {"new_version": "12"},
        token=by.account.token,
    )
    return str(moved["replacement_room"])


@pytest.mark.parametrize("open_to", ["public", "invite"])
@pytest.mark.slow
async def test_an_upgraded_room_keeps_its_group_and_all_its_members(
    town: Town, tmp_path: Path, open_to: str
) -> None:
    """People follow one by one; until they do, they are members all the same."""
    ann, tom = await town.people("Ann", "Tom")
    async with bot_here(town.synapse, tmp_path) as bot:
        old = await meeting(town, bot, ann, tom, version="10")
        await ann.state(old, "m.room.join_rules", {"join_rule": open_to})
        before = group_of(bot, old)
        assert before is not None
        new = await upgrade(town, ann, old)
        if open_to == "invite":
            await asyncio.sleep(0.5)
            await ann.invite(new, bot.user)
        await soon(lambda: group_of(bot, new) is not None)
        await ann.says(new, "!hand up")
        await asyncio.sleep(0.5)
        after = group_of(bot, new)
        assert after is not None
        assert (after.id, after.session) == (before.id, before.session)
        assert group_of(bot, old) is None
        assert set(after.members) == {_person(ann), _person(tom)}
        assert set(after.facilitators) == set(before.facilitators)
        if open_to == "invite":
            await ann.invite(new, tom)
        await tom.join(new)
        await tom.says(new, "!hand up")
        await ann.says(new, "!next")
        await ann.hears(new, "Ann, it is your turn", by=bot.user)
        assert not [line for line in ann.lines(new, by=bot.user) if "Hello" in line]


async def test_asked_along_at_any_moment_after_an_upgrade_it_comes(
    town: Town, tmp_path: Path
) -> None:
    ann = await town.person("Ann")
    async with bot_here(town.synapse, tmp_path) as bot:

        async def moves(pause: float) -> None:
            old = await ann.make_room("North Town", invite=[bot.user], version="11")
            await ann.hears(old, "Hello. Alongside here.")
            new = await upgrade(town, ann, old)
            await asyncio.sleep(pause)
            await ann.invite(new, bot.user)
            await soon(lambda: group_of(bot, new) is not None, 5)
            assert group_of(bot, old) is None

        await asyncio.gather(*map(moves, (0.02, 0.1, 0.4)))


async def test_a_room_that_only_says_it_follows_ours_gets_nothing(
    town: Town, tmp_path: Path
) -> None:
    ann, mallory = await town.people("Ann", "Mallory")
    async with bot_here(town.synapse, tmp_path) as bot:
        room = await meeting(town, bot, ann)
        made = await town.synapse.ask(
            "POST",
            "/_matrix/client/v3/createRoom",
            {
                "invite": [bot.user],
                "creation_content": {"predecessor": {"room_id": room, "event_id": "$x"}},
            },
            token=mallory.account.token,
        )
        await mallory.hears(made["room_id"], "Hello. Alongside here.")
        assert _members(bot, room) == {_person(ann)}
        assert _members(bot, made["room_id"]) == set()


# Invitations.


@pytest.mark.parametrize("count", [10, 100], ids=["ten", "a hundred"])
@pytest.mark.slow
async def test_many_invitations_from_friends_and_strangers_keep_nobody_waiting(
    town: Town, tmp_path: Path, count: int
) -> None:
    ann, joe, mallory = await town.people("Ann", "Joe", "Mallory")
    allowed = (ann.user, joe.user)
    async with bot_here(town.synapse, tmp_path, invites=allowed) as bot:
        chat = await ann.start_chat(bot.user)
        await ann.hears(chat, "which group you are in")
        rooms: dict[str, list[str]] = {}

        async def invite(one: Person) -> None:
            rooms[one.name] = [
                (
                    await town.synapse.ask(
                        "POST",
                        "/_matrix/client/v3/createRoom",
                        {"invite": [bot.user]},
                        token=one.account.token,
                    )
                )["room_id"]
                for _ in range(count)
            ]

        inviting = asyncio.gather(invite(joe), invite(mallory))
        waits = []
        loop = asyncio.get_running_loop()
        while not inviting.done():
            began = loop.time()
            said = await ann.says(chat, "!hand up")
            await ann.hears(chat, "which group you are in", after=said)
            waits.append(loop.time() - began)
            await asyncio.sleep(0.2)
        await inviting
        joined = f"/_matrix/client/v3/rooms/{{}}/state/m.room.member/{quote(bot.user)}"

        async def memberships(one: Person) -> list[str]:
            found = [
                await town.synapse.ask("GET", joined.format(quote(room)), token=one.account.token)
                for room in rooms[one.name]
            ]
            return [each["membership"] for each in found]

        for _ in range(count):
            await asyncio.sleep(1)
            if "invite" not in await memberships(joe) + await memberships(mallory):
                break
        assert await memberships(joe) == ["join"] * count
        assert await memberships(mallory) == ["leave"] * count
        for room in rooms["Joe"]:
            assert group_of(bot, room) is not None
        assert max(waits) < 5, waits  # usually one; more when other tests use the machine


async def test_an_invitation_to_a_private_chat_by_a_stranger_is_declined_with_a_reason(
    town: Town, tmp_path: Path
) -> None:
    ann, mallory = await town.people("Ann", "Mallory")
    async with bot_here(town.synapse, tmp_path, invites=(ann.user,)) as bot:
        chat = await mallory.start_chat(bot.user)
        gone = await mallory._until(
            lambda: next((one for one in mallory.heard(chat) if _left(one, bot)), None), 10, "no"
        )
        assert "Only some people may invite me" in gone.content["reason"]


def _left(one: object, bot: BotHere) -> bool:
    content = getattr(one, "content", {})
    return getattr(one, "state_key", None) == bot.user and content.get("membership") == "leave"


@pytest.mark.slow
async def test_who_floods_and_opens_chats_slows_nobody_else(town: Town, tmp_path: Path) -> None:
    ann, mallory = await town.people("Ann", "Mallory")
    async with bot_here(town.synapse, tmp_path) as bot:
        room = await meeting(town, bot, ann, mallory)
        chat = await ann.start_chat(bot.user)
        await ann.hears(chat, "Type a number")
        await asyncio.gather(*(mallory.says(room, f"!plugh{n}") for n in range(70)))
        for _ in range(3):
            await mallory.start_chat(bot.user)
        said = await ann.says(chat, "!hand up")
        await ann.hears(chat, "Your hand is up", after=said, timeout=3)


# Kicks and farewells.


@pytest.mark.slow
async def test_kicked_and_invited_again_it_knows_the_group(town: Town, tmp_path: Path) -> None:
    ann, tom = await town.people("Ann", "Tom")
    async with bot_here(town.synapse, tmp_path) as bot:
        room = await meeting(town, bot, ann, tom)
        await ann.kick(room, bot.user)
        await tom.says(room, "!hand up")
        chat = await ann.start_chat(bot.user)
        await ann.hears(chat, "A message from Alongside")
        await ann.invite(room, bot.user)
        await ann.sees(room, bot.user)
        assert _members(bot, room) == {_person(ann), _person(tom)}
        await tom.says(room, "!hand up")
        said = await ann.says(room, "!next")
        await ann.hears(room, "Tom, it is your turn", after=said)


async def test_who_leaves_the_room_is_no_member_any_more(town: Town, tmp_path: Path) -> None:
    ann, tom, joe = await town.people("Ann", "Tom", "Joe")
    async with bot_here(town.synapse, tmp_path) as bot:
        room = await meeting(town, bot, ann, tom, joe)
        await tom.leave(room)
        await ann.kick(room, joe)
        await soon(lambda: _members(bot, room) == {_person(ann)})


async def test_who_left_while_the_bot_was_away_is_no_member_any_more(
    town: Town, tmp_path: Path
) -> None:
    ann, tom = await town.people("Ann", "Tom")
    own = await account(town.synapse)
    async with bot_here(town.synapse, tmp_path, own) as bot:
        room = await meeting(town, bot, ann, tom)
    await tom.leave(room)
    async with bot_here(town.synapse, tmp_path, own) as bot:
        await soon(lambda: _members(bot, room) == {_person(ann)})


@pytest.mark.slow
async def test_who_leaves_the_private_chat_is_left_alone_until_they_speak(
    town: Town, tmp_path: Path
) -> None:
    ann, tom = await town.people("Ann", "Tom")
    own = await account(town.synapse)
    async with bot_here(town.synapse, tmp_path, own) as bot:
        room = await meeting(town, bot, ann, tom)
        chat = await tom.start_chat(bot.user)
        await tom.hears(chat, "Type a number")
        await tom.leave(chat)
        await asyncio.sleep(0.5)
        await tom.says(room, "!plugh")
        again = await tom.invited(by=bot.user)
        await tom.join(again)
        await tom.hears(again, "I do not know that word")
    async with bot_here(town.synapse, tmp_path, own):
        said = await tom.says(again, "!hand up")
        await tom.hears(again, "Your hand is up", after=said)


# Invitations that are forged, or lead nowhere.

ME, FRIEND, STRANGER = "@alongside:house.test", "@ann:house.test", "@mallory:evil.test"


def invitation(*by: str, **content: object) -> dict[str, object]:
    """As our server tells of it: these invite us, the last of them truly."""
    own = {"membership": "invite", **content}
    events = [
        {"type": "m.room.member", "state_key": ME, "sender": one, "content": own} for one in by
    ]
    return {"invite_state": {"events": events}}


@asynccontextmanager
async def doors_at(url: str, rooms: Rooms | None = None) -> AsyncIterator[Doors]:
    """Doors that are opened to our own server only. No room belongs to a group."""
    async with Homeserver(url) as server:
        nobody: Any = SimpleNamespace(group_of=lambda _room: None)
        doors = Doors(
            nobody,
            server,
            rooms or Rooms(ME),
            nobody,
            nobody,
            welcome=lambda who: who.endswith(":house.test"),
            sorry=str,
            told=lambda _key, _facts: None,
            reads_encrypted=True,
        )
        running = asyncio.create_task(doors.run())
        try:
            yield doors
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize(
    ("by", "joined"),
    [
        ([FRIEND], True),
        ([STRANGER], False),
        ([FRIEND, STRANGER], False),  # the first is forged
        ([STRANGER, FRIEND], False),  # something is forged
        ([FRIEND, FRIEND], True),
    ],
)
async def test_only_the_last_invitation_is_believed_and_only_when_none_is_unwelcome(
    by: list[str], *, joined: bool
) -> None:
    async with open_stub(gate.answers("{}")) as server, doors_at(server.url) as doors:
        doors.asked("!a:house.test", invitation(*by))
        await soon(lambda: len(server.asked) > 0, 2)
        assert ("/join/" in server.asked[0].path) == joined


async def test_a_room_that_no_group_is_in_opens_no_other_room() -> None:
    rooms = Rooms(ME)
    stone = {"type": "m.room.tombstone", "state_key": "", "sender": STRANGER}
    rooms.take("!old:evil.test", {**stone, "content": {"replacement_room": "!new:evil.test"}})
    async with open_stub(gate.answers("{}")) as server, doors_at(server.url, rooms) as doors:
        doors.asked("!new:evil.test", invitation(STRANGER))
        await soon(lambda: len(server.asked) > 0, 2)
        assert "/leave" in server.asked[0].path


# Steps.


def steps(do: Callable[[Step], Awaitable[None]]) -> Steps:
    return Steps(do, lambda _step, _no: None, home="house.test")


@asynccontextmanager
async def running(one: Steps) -> AsyncIterator[None]:
    task = asyncio.create_task(one.run())
    try:
        yield
    finally:
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(wire, "LONGEST_PAUSE", 0.05)
    monkeypatch.setattr(steps_module, "BETWEEN", 0.01)


@pytest.mark.parametrize("hangs", [True, False])
async def test_servers_far_away_keep_nobody_near_waiting(in_haste: None, *, hangs: bool) -> None:
    done = []

    async def do(step: Step) -> None:
        if step.server.startswith("far"):
            if hangs:
                await asyncio.Event().wait()
            raise Unreachable("no")
        done.append(step.room)

    one = steps(do)
    for n in range(50):
        one.put(Step("join", f"!far{n}", f"far{n}.test"))
    one.put(Step("join", "!near", "house.test"))
    for n in range(3):
        one.put(Step("join", f"!evil{n}", "far.test"))
    async with running(one):
        await soon(lambda: done == ["!near"], 1)


async def test_one_server_far_away_does_not_take_the_places_of_the_others(in_haste: None) -> None:
    done = []

    async def do(step: Step) -> None:
        if step.server == "evil.test":
            await asyncio.Event().wait()
        done.append(step.room)

    one = steps(do)
    for n in range(50):
        one.put(Step("join", f"!evil{n}", "evil.test"))
    one.put(Step("join", "!far", "far.test"))
    async with running(one):
        await soon(lambda: done == ["!far"], 1)


async def test_a_step_that_leads_nowhere_is_given_up_and_can_be_asked_for_again(
    in_haste: None,
) -> None:
    tried = []

    async def do(step: Step) -> None:
        tried.append(step)
        raise Unreachable("no")

    one = steps(do)
    async with running(one):
        for again in (Step("join", "!far", "far.test"), Step("join", "!far", "far.test")):
            assert one.put(again)
            await soon(lambda: tried[-1:] == [again], 3)  # noqa: B023 (awaited here)
            await asyncio.sleep(0.6)
            assert tried.count(again) == steps_module.TRIES


async def test_being_told_to_wait_is_no_try(in_haste: None) -> None:
    tries = 0

    async def do(_step: Step) -> None:
        nonlocal tries
        tries += 1
        if tries < 2 * steps_module.TRIES:
            raise Refusal(429, "M_LIMIT_EXCEEDED", {"retry_after_ms": 1})

    one = steps(do)
    one.put(Step("join", "!a"))
    async with running(one):
        await soon(lambda: tries == 2 * steps_module.TRIES, 5)


async def test_when_too_much_waits_the_rest_can_be_asked_for_later(
    in_haste: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps_module, "MOST_WAITING", 2)
    done = []

    async def do(step: Step) -> None:
        done.append(step.room)

    one = steps(do)
    assert [one.put(Step("join", room)) for room in ("!a", "!b", "!c")] == [True, True, False]
    async with running(one):
        await soon(lambda: done == ["!a", "!b"], 2)
        await asyncio.sleep(0.1)
        assert one.put(Step("join", "!c"))
        await soon(lambda: done == ["!a", "!b", "!c"], 2)


async def test_what_was_asked_for_last_is_done_last(in_haste: None) -> None:
    done, go_on = [], asyncio.Event()

    async def do(step: Step) -> None:
        await go_on.wait()
        done.append(step.kind)

    one = steps(do)
    async with running(one):
        for kind in ("decline", "leave", "join"):
            one.put(Step(kind, "!a"))
            await asyncio.sleep(0.02)
        go_on.set()
        await soon(lambda: done == ["decline", "join"], 2)
        await asyncio.sleep(0.1)
        assert done == ["decline", "join"]


async def test_a_step_with_a_fault_of_ours_stops_no_other(
    in_haste: None, caplog: pytest.LogCaptureFixture
) -> None:
    done = []

    async def do(step: Step) -> None:
        if step.kind == "join":
            raise ZeroDivisionError
        done.append(step.room)

    one = steps(do)
    one.put(Step("join", "!a"))
    async with running(one):
        await soon(lambda: "ZeroDivisionError" in caplog.text, 2)
        one.put(Step("leave", "!a"))
        await soon(lambda: done == ["!a"], 2)
    caplog.clear()
