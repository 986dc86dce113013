"""The ground of the Matrix tests holds: a real server, and people with real clients on it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from matrix.people import Town
from matrix.synapse import HOW_TO_INSTALL, INSTALLED, Refused, Synapse
from slow.elsewhere import ROOT

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_two_people_talk(town: Town, *, encrypted: bool) -> None:
    ann, tom = await town.people("Ann", "Tom", encrypted=encrypted)
    room = await town.room("Friday", ann, tom, encrypted=encrypted)
    asked = await ann.says(room, "Good morning.", mentions=[tom])
    heard = await tom.hears(room, "Good morning.")
    assert (heard.id, heard.sender, heard.body) == (asked, ann.user, "Good morning.")
    assert (heard.encrypted, heard.mentions, heard.msgtype) == (encrypted, (tom.user,), "m.text")
    answer = await tom.says(room, "And to you.", thread=asked)
    assert (await ann.hears(room, "And to you.", after=asked)).thread == asked
    await tom.edit(room, answer, "And to you, Ann.")
    edited = await ann.hears(room, lambda one: one.replaces == answer, after=answer)
    assert edited.body == "And to you, Ann."
    assert ann.lines(room) == ["And to you, Ann."]
    assert not ann.troubles
    assert not tom.troubles


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_a_private_chat_is_a_room_of_two(town: Town, *, encrypted: bool) -> None:
    ann, tom = await town.people("Ann", "Tom", encrypted=encrypted)
    room = await ann.start_chat(tom, encrypted=encrypted)
    assert await tom.invited(by=ann) == room
    await tom.join(room)
    await ann.sees(room, tom)
    await ann.says(room, "Only you can read this.")
    assert (await tom.hears(room, "Only you")).encrypted == encrypted


async def test_reactions_redactions_leaving_and_kicks_are_seen(town: Town) -> None:
    ann, tom, joe = await town.people("Ann", "Tom", "Joe")
    room = await town.room("Friday", ann, tom, joe)
    line = await tom.says(room, "One thing.")
    await ann.hears(room, "One thing.")
    await ann.react(room, line, "1")
    await ann.redact(room, line)
    await joe.leave(room)
    await ann.kick(room, tom, "for this test")
    await tom._until(lambda: room in tom.left or None, 10, "tom is still there")
    seen = tom.heard(room)
    assert [one.reacts_to for one in seen if one.type == "m.reaction"] == [line]
    assert any(one.type == "m.room.redaction" for one in seen)
    assert room in joe.left


async def test_a_client_without_encryption_sends_clear_text(town: Town) -> None:
    """The trap: so a test can tell an adapter that falls into it."""
    ann = await town.person("Ann", encrypted=True)
    plain = await town.person("Tom")
    room = await town.room("Friday", ann, plain, encrypted=True)
    await plain.says(room, "Not for everybody.")
    assert not (await ann.hears(room, "Not for everybody.")).encrypted
    await ann.says(room, "Secret.")
    seen = await plain.hears(room, lambda one: not one.readable)
    assert seen.encrypted
    assert seen.body == ""


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_nothing_is_missed_when_much_comes_at_once(town: Town, *, encrypted: bool) -> None:
    ann, tom = await town.people("Ann", "Tom", encrypted=encrypted)
    room = await town.room("Friday", ann, tom, encrypted=encrypted)
    await ann.says(room, "line 0")
    await tom.hears(room, "line 0")
    await tom.sleep()
    for n in range(1, 130):
        await ann.says(room, f"line {n}")
    tom.wake()
    await tom.hears(room, "line 129")
    assert tom.lines(room) == [f"line {n}" for n in range(130)]


async def test_ten_people_talk_at_once(town: Town) -> None:
    people = await town.people(*(f"P{n}" for n in range(10)), encrypted=True)
    room = await town.room("Friday", *people, encrypted=True)
    await asyncio.gather(*(one.says(room, f"I am {one.name}.") for one in people))
    for one in people:
        for other in people:
            if other is not one:
                assert (await one.hears(room, f"I am {other.name}.", by=other)).encrypted


# The server.


async def test_default_limits_hold_people_back_until_they_are_lifted(
    synapse_default: Synapse, town_default: Town
) -> None:
    ann = await town_default.person("Ann")
    room = await ann.make_room("Friday")

    async def say(lines: range) -> None:
        for n in lines:
            path = f"/_matrix/client/v3/rooms/{room}/send/m.room.message/t{n}"
            body = {"msgtype": "m.text", "body": f"line {n}"}
            await synapse_default.ask("PUT", path, body, token=ann.account.token)

    with pytest.raises(Refused) as refused:
        await say(range(15))
    assert (refused.value.status, refused.value.code) == (429, "M_LIMIT_EXCEEDED")
    assert 0 < refused.value.body["retry_after_ms"] <= 10_000
    await synapse_default.lift_limit(ann.user)
    await say(range(100, 130))


async def test_lifted_limits_hold_nobody_back(town: Town) -> None:
    ann = await town.person("Ann")
    room = await ann.make_room("Friday")
    began = time.monotonic()
    for n in range(30):
        await ann.says(room, f"line {n}")
    assert time.monotonic() - began < 10


async def test_a_server_that_was_killed_comes_back_with_all_it_knew(
    synapse: Synapse, town: Town
) -> None:
    ann, tom = await town.people("Ann", "Tom", encrypted=True)
    room = await town.room("Friday", ann, tom, encrypted=True)
    await ann.says(room, "Before.")
    await tom.hears(room, "Before.")
    synapse.kill()
    assert not synapse.running
    speaking = asyncio.create_task(ann.says(room, "After."))
    synapse.start()
    await synapse.wait_ready()
    await speaking
    await tom.hears(room, "After.")
    assert tom.lines(room) == ["Before.", "After."]
    again = await synapse.login(ann.user, ann.account.password)
    assert again.device != ann.account.device


@pytest.mark.skipif(not INSTALLED, reason=HOW_TO_INSTALL)
def test_the_server_ends_when_the_tests_are_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from matrix.synapse import Synapse\n"
        f"one = Synapse(Path({str(tmp_path)!r})); one.start(); print(one.pid, flush=True)\n"
        "time.sleep(60)"
    )
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    with subprocess.Popen(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.PIPE,
    ) as tests:
        assert tests.stdout is not None
        server = int(tests.stdout.readline())
        assert _alive(server)
        tests.send_signal(signal.SIGKILL)
    limit = time.monotonic() + 10
    while _alive(server):
        assert time.monotonic() < limit, "the server is still there"
        time.sleep(0.05)


def _alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
