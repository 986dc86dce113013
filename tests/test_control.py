"""The door for shell commands: it answers its owner in one line, and survives everybody."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot import control
from bot.model import Refused


async def answer(path: Path, request: control.Request) -> Mapping[str, object] | None:
    return await asyncio.to_thread(control.ask, path, request, 5.0)


async def echo(request: control.Request) -> Mapping[str, object]:
    return {"heard": request.get("path")}


async def refuse(_request: control.Request) -> Mapping[str, object]:
    raise Refused("backup.exists", path="/x")


async def break_down(_request: control.Request) -> Mapping[str, object]:
    raise RuntimeError("somebody's own words")


COMMANDS = {"echo": echo, "refuse": refuse, "break": break_down}


async def test_one_line_in_one_line_out(tmp_path: Path) -> None:
    door = tmp_path / "socket"
    async with control.listening(door, COMMANDS):
        assert await answer(door, {"do": "echo", "path": "/tmp/é\n"}) == {"heard": "/tmp/é\n"}
    assert not door.exists()


async def test_only_the_owner_may_knock(tmp_path: Path) -> None:
    door = tmp_path / "socket"
    before = os.umask(0)
    try:
        async with control.listening(door, COMMANDS):
            assert stat.S_IMODE(door.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_nobody_there_is_no_fault(tmp_path: Path) -> None:
    assert control.ask(tmp_path / "socket", {"do": "echo"}) is None


async def test_what_a_killed_bot_left_is_no_bot(tmp_path: Path) -> None:
    door = tmp_path / "socket"
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(door))
    left.close()
    assert await answer(door, {"do": "echo"}) is None
    async with control.listening(door, COMMANDS):
        assert await answer(door, {"do": "echo"}) == {"heard": None}


async def test_a_no_keeps_its_words_and_facts(tmp_path: Path) -> None:
    door = tmp_path / "socket"
    async with control.listening(door, COMMANDS):
        with pytest.raises(Refused) as no:
            await answer(door, {"do": "refuse"})
    assert (no.value.key, no.value.facts) == ("backup.exists", {"path": "/x"})


async def test_a_bug_is_our_fault_and_the_door_stays_open(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    door = tmp_path / "socket"
    async with control.listening(door, COMMANDS):
        with pytest.raises(Refused) as no:
            await answer(door, {"do": "break"})
        assert await answer(door, {"do": "echo"}) is not None
    assert no.value.key == "control.our-fault"
    assert "RuntimeError" in caplog.text
    assert "own words" not in caplog.text


@pytest.mark.parametrize(
    "line",
    [b"\n", b"{}\n", b"[]\n", b"5\n", b'{"do": []}\n', b'{"do": "fly"}\n', b"\xff\xfe\n",
     b"x" * 200_000 + b"\n", b"[" * 5000 + b"\n"],
)  # fmt: skip
async def test_nonsense_gets_a_kind_no(tmp_path: Path, line: bytes) -> None:
    door = tmp_path / "socket"
    async with control.listening(door, COMMANDS):
        reader, writer = await asyncio.open_unix_connection(str(door))
        writer.write(line)
        told = json.loads(await reader.readline())
        writer.close()
        assert told == {"ok": False, "key": "control.not-understood", "facts": {}}
        assert await answer(door, {"do": "echo"}) is not None


async def test_somebody_who_says_nothing_holds_up_nobody(tmp_path: Path) -> None:
    door = tmp_path / "socket"
    async with control.listening(door, COMMANDS):
        _reader, writer = await asyncio.open_unix_connection(str(door))
        assert await answer(door, {"do": "echo"}) is not None
        writer.close()


async def test_a_very_long_path_is_no_hindrance(tmp_path: Path) -> None:
    folder = tmp_path / ("a" * 100) / ("b" * 100)
    folder.mkdir(parents=True)
    door = control.beside(folder / "alongside.db")
    async with control.listening(door, COMMANDS):
        assert await answer(door, {"do": "echo"}) is not None
